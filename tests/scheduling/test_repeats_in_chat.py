"""Posts that come again: ordered, thinned out, moved and ended in the chat."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from bot.ui.keyboards import RepeatDay, RepeatKept
from bot.ui.repeats import kept, packed_wall, unpacked
from domain.app import UseCases
from domain.delivery.models import Answer, Delivery, DeliveryStatus, Kind
from domain.posts.models import Post, PostStatus
from domain.scheduling.models import Series
from domain.scheduling.moments import in_one_hour, local
from tests.delivery.conftest import Sit
from tests.delivery.desk import Desk
from tests.people import Person, TelegramSandbox, buttons, labels
from tests.scheduling.test_moments import wall

MADRID = "Europe/Madrid"
MEDIA = ["🖼 Picture", "🎙 Voice", "📎 Attach"]
OF_ONE = ["🗓 Move", "✏️ Edit", "✨ Rewrite", "➕ More…", *MEDIA, "🚀 Send now", "✖️ Cancel"]
OF_A_SERIES = [*OF_ONE, "⏭ Skip this one", "🔁 Stop repeating"]


@pytest.fixture
async def post(desk: Desk, ann: Person) -> Post:
    """A post of which Ann is asked when it shall come."""
    post = await desk.post()
    await ann.says("/posts")
    await ann.taps("1")
    await ann.taps("🗓 Schedule")
    return post


@pytest.fixture
async def weekly(post: Post, ann: Person) -> Post:
    """A post that comes five Mondays at 18:00."""
    await ann.says("every monday at 18:00, 5 times")
    await ann.taps("✓ Keep it")
    return post


async def coming(post: Post) -> Delivery:
    return await Delivery.get(post_id=post.id, kind=Kind.POST, status=DeliveryStatus.SCHEDULED)


async def series_of(post: Post) -> Series:
    return await Series.get(post_id=post.id, ended=False)


def clock(at: datetime) -> str:
    return f"{local(at, MADRID):%a %H:%M}"


def data(person: Person, label: str) -> str:
    return str(next(b for b in buttons(person.last) if b["text"] == label)["callback_data"])


async def test_every_week_from_a_usual_time_on(post: Post, ann: Person) -> None:
    await ann.taps("🔁 Repeat…")
    assert {"Every day", "Every weekday", "Every week", "Every month", "« Back"} == set(labels(ann.last))
    await ann.taps("Every week")
    assert "Every week: when shall it come first?" in ann.last_text
    await ann.taps("Tomorrow morning")
    tomorrow = local(datetime.now(UTC), MADRID) + timedelta(days=1)
    assert f"every {tomorrow:%A} at 09:00" in ann.last_text
    assert "tomorrow 09:00 (Madrid)" in ann.last_text
    assert not await Series.exists(post_id=post.id)
    await ann.taps("10 times")
    assert ann.last_answer == f"Repeats every {tomorrow:%A} at 09:00"
    assert f"🔁 Repeats every {tomorrow:%A} at 09:00, 9 more" in ann.last_text
    assert labels(ann.last) == OF_A_SERIES
    series = await series_of(post)
    assert (series.zone, series.next_number) == (MADRID, 1)
    assert clock((await coming(post)).scheduled_for) == f"{tomorrow:%a} 09:00"


@pytest.mark.parametrize(
    ("often", "rule", "words"),
    [
        ("Every day", "FREQ=DAILY", "every day at 09:00"),
        ("Every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday at 09:00"),
    ],
)
async def test_without_an_end(post: Post, ann: Person, often: str, rule: str, words: str) -> None:
    await ann.taps("🔁 Repeat…")
    await ann.taps(often)
    await ann.taps("Tomorrow morning")
    await ann.taps("Until I stop it (2 years at most)")
    assert (await series_of(post)).rrule == rule
    assert f"🔁 Repeats {words}" in ann.last_text
    assert "more" not in ann.last_text
    await ann.says("/schedule")
    assert "🔁" in ann.last_text


async def test_every_month_by_the_calendar_until_a_typed_day(post: Post, ann: Person) -> None:
    await ann.taps("🔁 Repeat…")
    await ann.taps("Every month")
    await ann.taps("📅 Pick a day")
    await ann.taps(next(label for label in labels(ann.last) if label.endswith("»")))
    await ann.taps("15")
    await ann.taps("« Back")
    await ann.taps("15")
    await ann.taps("18:00")
    await ann.taps("18:30")
    assert "every month on day 15 at 18:30" in ann.last_text
    year = local(datetime.now(UTC), MADRID).year + 1
    await ann.says("never ever")
    assert "did not understand when it ends" in ann.last_text
    await ann.says("1.1.2020")
    assert "before it comes for the first time" in ann.last_text
    await ann.says(f"until 24.12.{year}")
    assert f"until Fri, 24 Dec {year}" in ann.last_text
    await ann.taps("✓ Keep it")
    assert (await series_of(post)).rrule == f"FREQ=MONTHLY;BYMONTHDAY=15;UNTIL={year}1224"
    assert f"on day 15 at 18:30, until Fri, 24 Dec {year}" in ann.last_text


async def test_the_calendar_leads_back_to_the_time_of_the_repeating(post: Post, ann: Person) -> None:
    await ann.taps("🔁 Repeat…")
    await ann.taps("Every day")
    await ann.taps("📅 Pick a day")
    await ann.taps("« Back")
    assert "Every day: when shall it come first?" in ann.last_text
    await ann.taps("« Back")
    await ann.taps("« Back")
    assert "When shall it come?" in ann.last_text


async def test_typed_in_one_go(weekly: Post, ann: Person) -> None:
    assert "🔁 Repeats every Monday at 18:00, 4 more" in ann.last_text
    assert clock((await coming(weekly)).scheduled_for) == "Mon 18:00"
    assert (await Post.get(id=weekly.id)).status == PostStatus.SCHEDULED


async def test_typed_where_how_often_and_when_are_asked(post: Post, ann: Person) -> None:
    await ann.taps("🔁 Repeat…")
    await ann.says("tomorrow")
    assert "did not understand how it repeats" in ann.last_text
    await ann.says("every week at 18:00")
    assert "not on which day" in ann.last_text
    await ann.says("mondays and thursdays at 7:30")
    assert "every Monday and Thursday at 07:30" in ann.last_text
    await ann.says("8 times")
    assert "8 times" in ann.last_text
    await ann.taps("✓ Keep it")
    assert (await series_of(post)).rrule == "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=8"
    assert "7 more" in ann.last_text


async def test_an_unclear_hour_is_asked_about(post: Post, ann: Person) -> None:
    await ann.says("every day")
    assert "At what time?" in ann.last_text
    await ann.taps("Every day at 18:00")
    await ann.taps("5 times")
    assert (await series_of(post)).rrule == "FREQ=DAILY;COUNT=5"
    assert clock((await coming(post)).scheduled_for).endswith("18:00")


async def test_an_unclear_first_time_is_asked_about(post: Post, ann: Person) -> None:
    await ann.taps("🔁 Repeat…")
    await ann.taps("Every week")
    await ann.says("gibberish")
    assert "I did not understand that time" in ann.last_text
    await ann.says("sunday")
    assert "At what time?" in ann.last_text
    await ann.taps(labels(ann.last)[0])
    assert "every Sunday at" in ann.last_text


async def test_cancel_leaves_every_question(post: Post, ann: Person) -> None:
    for steps in (
        ["🔁 Repeat…"],
        ["🔁 Repeat…", "Every day"],
        ["🔁 Repeat…", "Every day", "Tomorrow morning"],
    ):
        await ann.says("/posts")
        await ann.taps("1")
        await ann.taps("🗓 Schedule")
        for label in steps:
            await ann.taps(label)
        await ann.says("/cancel")
        await ann.says("every monday at 18:00 this is what we do")
        assert "Make posts from this?" in ann.last_text
    assert not await Series.exists(post_id=post.id)


async def test_two_taps_on_keep_make_one_series(post: Post, ann: Person) -> None:
    await ann.says("every monday at 18:00, 5 times")
    keep, at = data(ann, "✓ Keep it"), ann.last["message_id"]
    await asyncio.gather(*(ann.taps_on(at, data=keep) for _ in range(3)))
    await ann.taps_on(at, data=keep)
    assert await Series.filter(post_id=post.id).count() == 1
    assert await Delivery.filter(post_id=post.id).count() == 1
    assert "4 more" in ann.last_text


async def test_another_repeating_takes_the_place_of_the_first(weekly: Post, ann: Person) -> None:
    await ann.taps("🗓 Move")
    assert "only its next time is moved" in ann.last_text
    await ann.says("every day at 8:00, 10 times")
    await ann.taps("✓ Keep it", on="every day")
    assert (await series_of(weekly)).rrule == "FREQ=DAILY;COUNT=10"
    assert await Series.filter(post_id=weekly.id).count() == 2
    assert clock((await coming(weekly)).scheduled_for).endswith("08:00")


async def test_moving_moves_only_this_one(weekly: Post, ann: Person, use_cases: UseCases) -> None:
    monday = (await coming(weekly)).scheduled_for
    await ann.taps("🗓 Move")
    await ann.taps("In 1 hour")
    assert "🔁 Repeats every Monday at 18:00, 4 more" in ann.last_text
    delivery = await coming(weekly)
    assert delivery.scheduled_for < monday
    await Delivery.filter(id=delivery.id).update(status=DeliveryStatus.SENT)
    await use_cases.continue_series()
    following = (await coming(weekly)).scheduled_for
    assert clock(following) == "Mon 18:00"
    assert following > monday


async def test_skip_this_one_twice_skips_one(weekly: Post, ann: Person) -> None:
    first = await coming(weekly)
    skip, at = data(ann, "⏭ Skip this one"), ann.last["message_id"]
    await asyncio.gather(*(ann.taps_on(at, data=skip) for _ in range(3)))
    await ann.taps_on(at, data=skip)
    second = await coming(weekly)
    week = local(second.scheduled_for, MADRID) - local(first.scheduled_for, MADRID)
    assert week == timedelta(weeks=1)
    assert "3 more" in ann.last_text
    assert ann.last_answer == "This one will not come."
    assert (await series_of(weekly)).skipped == [0]
    assert (await Delivery.get(id=first.id)).status == DeliveryStatus.CANCELLED


async def test_the_last_one_is_skipped(post: Post, ann: Person) -> None:
    await ann.says("every monday at 18:00, 2 times")
    await ann.taps("✓ Keep it")
    await ann.taps("⏭ Skip this one")
    assert "this is the last one" in ann.last_text
    await ann.taps("⏭ Skip this one")
    assert "🗓 Schedule" in labels(ann.last)
    assert (await Post.get(id=post.id)).status == PostStatus.DRAFT
    assert not await Series.exists(post_id=post.id, ended=False)


async def test_stop_repeating_keeps_the_one_that_is_scheduled(
    weekly: Post, ann: Person, use_cases: UseCases
) -> None:
    stop, at = data(ann, "🔁 Stop repeating"), ann.last["message_id"]
    await asyncio.gather(*(ann.taps_on(at, data=stop) for _ in range(2)))
    assert ann.last_answer == "It does not repeat any more."
    assert labels(ann.last) == OF_ONE
    assert "🔁" not in ann.last_text
    delivery = await coming(weekly)
    await Delivery.filter(id=delivery.id).update(status=DeliveryStatus.SENT)
    await use_cases.continue_series()
    assert await Delivery.filter(post_id=weekly.id).count() == 1


async def test_cancel_asks_whether_this_one_or_all(weekly: Post, ann: Person, use_cases: UseCases) -> None:
    first = await coming(weekly)
    await ann.taps("✖️ Cancel")
    assert "repeats every Monday at 18:00. Which shall not come?" in ann.last_text
    await ann.taps("« Back")
    await ann.taps("✖️ Cancel")
    await ann.taps("Only this one")
    assert (await coming(weekly)).id != first.id
    await ann.taps("✖️ Cancel")
    everything, at = data(ann, "All of them"), ann.last["message_id"]
    await asyncio.gather(*(ann.taps_on(at, data=everything) for _ in range(2)))
    assert labels(ann.last) == [
        "🗓 Schedule",
        "✏️ Edit",
        "✨ Rewrite",
        "➕ More…",
        *MEDIA,
        "📋 Copy",
        "🗑 Delete",
    ]
    await use_cases.continue_series()
    assert not await Delivery.exists(post_id=weekly.id, status=DeliveryStatus.SCHEDULED)
    assert (await Post.get(id=weekly.id)).status == PostStatus.DRAFT
    await ann.taps("🗓 Schedule")
    await ann.taps("In 1 hour")
    assert labels(ann.last) == OF_ONE
    await ann.taps_on(at, data=everything)
    assert await coming(weekly), "an old button does nothing to what was scheduled since"


async def test_send_now_brings_the_next_one_at_its_time(
    weekly: Post, desk: Desk, ann: Person, use_cases: UseCases
) -> None:
    monday = (await coming(weekly)).scheduled_for
    await ann.taps("🚀 Send now")
    await ann.sees("Time for X")
    (first,) = await Delivery.filter(post_id=weekly.id, kind=Kind.POST)
    await desk.reaches(first, DeliveryStatus.SENT)
    await use_cases.continue_series()
    assert (await coming(weekly)).scheduled_for == monday + timedelta(weeks=1)


async def test_snoozed_one_comes_again_and_the_next_is_not_lost(
    weekly: Post, desk: Desk, use_cases: UseCases
) -> None:
    first = await coming(weekly)
    await Delivery.filter(id=first.id).update(status=DeliveryStatus.SENT)
    await use_cases.continue_series()
    second = await coming(weekly)
    hour = in_one_hour(datetime.now(UTC), MADRID)
    for _ in range(2):
        await use_cases.schedule_post(desk.user, weekly.id, hour, snoozed=True)
    snoozed = await coming(weekly)
    assert snoozed.scheduled_for < first.scheduled_for
    await Delivery.filter(id=snoozed.id).update(status=DeliveryStatus.SENT)
    await use_cases.continue_series()
    assert (await coming(weekly)).scheduled_for == second.scheduled_for


async def test_a_card_is_answered_while_the_next_one_is_scheduled(
    weekly: Post, desk: Desk, ann: Person, use_cases: UseCases
) -> None:
    await ann.taps("🚀 Send now")
    card = await ann.sees("Time for X")
    (first,) = await Delivery.filter(post_id=weekly.id, kind=Kind.POST)
    await desk.reaches(first, DeliveryStatus.SENT)
    await use_cases.continue_series()
    following = await coming(weekly)
    await ann.taps_on(card["message_id"], label="✅ Posted")
    assert ann.last_answer == "Well done!"
    assert (await Delivery.get(id=first.id)).answer == Answer.POSTED
    assert (await Post.get(id=weekly.id)).status == PostStatus.SCHEDULED
    assert (await coming(weekly)).id == following.id


async def test_snoozing_a_card_in_the_chat(
    weekly: Post, desk: Desk, ann: Person, use_cases: UseCases
) -> None:
    await ann.taps("🚀 Send now")
    card = await ann.sees("Time for X")
    (first,) = await Delivery.filter(post_id=weekly.id, kind=Kind.POST)
    await desk.reaches(first, DeliveryStatus.SENT)
    await use_cases.continue_series()
    following = (await coming(weekly)).scheduled_for
    await ann.taps_on(card["message_id"], label="😴 Snooze")
    await ann.taps("1 hour")
    assert (await coming(weekly)).scheduled_for < datetime.now(UTC) + timedelta(minutes=62)
    await Delivery.filter(id=(await coming(weekly)).id).update(status=DeliveryStatus.SENT)
    await use_cases.continue_series()
    assert clock((await coming(weekly)).scheduled_for) == "Mon 18:00"
    assert (await coming(weekly)).scheduled_for == following


async def test_a_post_that_is_deleted_ends_its_series(weekly: Post, use_cases: UseCases, desk: Desk) -> None:
    await use_cases.delete_post(desk.user, weekly.id)
    await use_cases.continue_series()
    assert not await Series.exists(post_id=weekly.id)
    assert not await Delivery.exists(post_id=weekly.id, status=DeliveryStatus.SCHEDULED)


async def test_of_somebody_else(weekly: Post, ann: Person, bob: Person, sit: Sit) -> None:
    delivery = await coming(weekly)
    await sit(bob)
    at = bob.last["message_id"]
    for verb in ("skip", "stop", "all"):
        await bob.taps_on(at, data=f"series:{delivery.id.hex}:{verb}")
        assert "cannot find that post" in (bob.last_answer or ""), verb
    for button in ("post:{}:rep", "rrule:{}:d", "rfrom:{}:d:29000000", "rkeep:{}:d:40000000:0"):
        await bob.taps_on(at, data=button.format(weekly.id.hex))
        assert "cannot find that post" in (bob.last_answer or ""), button
    assert (await coming(weekly)).id == delivery.id


@pytest.mark.parametrize(
    "button",
    ["rkeep:{}:d:1:u20200101", "rkeep:{}:m1.15:1:u20209999", "rfrom:{}:w0.00:1", "rkeep:{}:m1.77:30000000:0"],
)
async def test_buttons_that_nobody_made_are_answered(post: Post, ann: Person, button: str) -> None:
    await ann.taps_on(ann.last["message_id"], data=button.format(post.id.hex))
    assert ann.last_answer == "That moment is over. Please choose a time that is still to come."
    assert not await Series.exists(post_id=post.id)


async def test_a_button_of_last_month_begins_with_the_next_time(post: Post, ann: Person) -> None:
    past = int((wall("2026-01-05T18:00") - wall("1970-01-01T00:00")).total_seconds() // 60)
    await ann.taps_on(ann.last["message_id"], data=f"rkeep:{post.id.hex}:w1.01:{past}:n5")
    assert "🔁 Repeats every Monday at 18:00, 4 more" in ann.last_text
    assert (await coming(post)).scheduled_for > datetime.now(UTC)


@pytest.mark.parametrize("rule", ["d", "d99", "k", "w", "w99.7f", "w2.05", "m", "m99.31", "m1.0"])
def test_what_buttons_carry_is_read_back_and_fits(rule: str) -> None:
    """64 bytes are the most (Bot API, InlineKeyboardButton)."""
    post, start = uuid4(), wall("2099-12-31T23:59")
    for ending in ("0", "n366", "u21001231"):
        packed = RepeatKept(post=post, rule=rule, wall=packed_wall(start), ending=ending)
        assert len(packed.pack().encode()) <= 64
        read = unpacked(rule, packed.wall, ending, MADRID)
        again = kept(post, read)
        assert unpacked(again.rule, again.wall, again.ending, MADRID) == read
    day = RepeatDay(post=post, view="c", at="209912312359", rule=rule)
    assert len(day.pack().encode()) <= 64


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    post = await desk.post()
    await eva.says("/posts")
    await eva.taps("1")
    await eva.taps("🗓 Programar")
    await eva.says("cada lunes y jueves a las 18:00")
    assert "cada lunes y jueves a las 18:00" in eva.last_text
    await eva.says("8 veces")
    await eva.taps("✓ Dejarlo así")
    assert "🔁 Se repite cada lunes y jueves a las 18:00, quedan 7 más" in eva.last_text
    await eva.taps("⏭ Saltar esta")
    assert "quedan 6 más" in eva.last_text
    await eva.taps("✖️ Cancelar")
    await eva.taps("Todas")
    assert (await Post.get(id=post.id)).status == PostStatus.DRAFT
