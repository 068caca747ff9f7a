"""Saying when: by button, by typed words, in one's own zone; changing it; looking at what is coming."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.accounts.models import User
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.posts.models import Post, PostStatus
from domain.scheduling.moments import local
from tests.delivery.conftest import Sit
from tests.delivery.desk import SHORT, Desk
from tests.people import Person, TelegramSandbox, buttons, labels, text_of

MADRID = ZoneInfo("Europe/Madrid")
SCHEDULED = DeliveryStatus.SCHEDULED

MEDIA = ["🖼 Picture", "🎙 Voice", "📎 Attach"]


@pytest.fixture
async def post(desk: Desk, ann: Person) -> Post:
    """A post that Ann has opened from her library."""
    post = await desk.post()
    await ann.says("/posts")
    await ann.taps("1")
    return post


async def coming(post: Post) -> Delivery:
    return await Delivery.get(post_id=post.id, kind=Kind.POST, status=SCHEDULED)


def in_madrid(at: datetime) -> datetime:
    return at.astimezone(MADRID)


async def test_the_question_says_what_time_it_is_here(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    assert "When shall it come?" in ann.last_text
    assert "in Madrid now" in ann.last_text
    now = in_madrid(datetime.now(UTC))
    assert f"{now:%H:%M}" in ann.last_text or f"{now - timedelta(minutes=1):%H:%M}" in ann.last_text
    assert {"In 1 hour", "Tomorrow morning", "« Back"} <= set(labels(ann.last))
    assert ("Tonight" in labels(ann.last)) == (now.hour * 60 + now.minute <= 19 * 60 + 30)


async def test_in_one_hour(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.taps("In 1 hour")
    delivery = await coming(post)
    ahead = delivery.scheduled_for - datetime.now(UTC)
    assert timedelta(minutes=59) < ahead <= timedelta(minutes=61)
    assert delivery.scheduled_for.second == 0
    assert (ann.last_answer or "").startswith("Scheduled: ")
    assert "(Madrid)" in (ann.last_answer or "")
    assert "🗓 Comes" in ann.last_text
    assert labels(ann.last) == [
        "🗓 Move",
        "✏️ Edit",
        "✨ Rewrite",
        "➕ More…",
        *MEDIA,
        "🚀 Send now",
        "✖️ Cancel",
    ]
    assert (await Post.get(id=post.id)).status == PostStatus.SCHEDULED


async def test_tomorrow_morning(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.taps("Tomorrow morning")
    delivery = await coming(post)
    tomorrow = in_madrid(datetime.now(UTC)).date() + timedelta(days=1)
    assert in_madrid(delivery.scheduled_for).isoformat()[:16] == f"{tomorrow}T09:00"
    assert (delivery.zone, delivery.wall_time) == ("Europe/Madrid", f"{tomorrow}T09:00:00")
    assert "🗓 Comes tomorrow 09:00 (Madrid)" in ann.last_text


async def test_a_typed_time_is_echoed_with_its_zone_before_it_is_kept(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("tomorrow 9:15am")
    assert text_of(ann.last) == "I understood: tomorrow 09:15 (Madrid). Shall I keep it?"
    assert labels(ann.last) == ["✓ Keep it", "Another time"]
    assert not await Delivery.exists(post_id=post.id)
    await ann.taps("✓ Keep it")
    delivery = await coming(post)
    assert in_madrid(delivery.scheduled_for).strftime("%H:%M") == "09:15"
    assert "🗓 Comes tomorrow 09:15 (Madrid)" in ann.last_text


async def test_another_time_asks_again(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("tomorrow 9am")
    await ann.taps("Another time")
    assert "When shall it come?" in ann.last_text
    await ann.says("tomorrow 10:30")
    await ann.taps("✓ Keep it", on="10:30")
    assert "10:30" in ann.last_text
    await ann.says("A new idea that has nothing to do with any time at all.")
    assert "did not understand" not in ann.last_text


async def test_several_tries_until_it_is_understood(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    for gibberish in ("whenever you like", "🦄", "9", "<b>9</b> & _5_", "25.13.2026 25:61", "x" * 4000):
        await ann.says(gibberish)
        assert "I did not understand" in ann.last_text or "Which hour" in ann.last_text, gibberish
        assert not await Delivery.exists(post_id=post.id)
    await ann.says("in 2 hours")
    await ann.taps("✓ Keep it")
    assert await coming(post)


async def test_a_time_that_is_over_and_one_too_far_away(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    yesterday = in_madrid(datetime.now(UTC) - timedelta(days=1))
    await ann.says(f"{yesterday:%d.%m.%Y} 10:00")
    assert "which is over" in ann.last_text
    assert "(Madrid)" in ann.last_text
    await ann.says("25.12.2040 18:30")
    assert "more than two years away" in ann.last_text
    assert not await Delivery.exists(post_id=post.id)


async def test_cancel_leaves_the_question(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("/cancel")
    await ann.says("tomorrow 9am")
    assert "I understood" not in ann.last_text


async def test_back_shows_the_post(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.taps("« Back")
    assert SHORT in ann.last_text
    assert "🗓 Schedule" in labels(ann.last)


async def test_an_hour_that_the_clocks_skip(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("28.3.2027 2:30")
    assert "03:00 (Madrid)" in ann.last_text
    assert "skip that hour" in ann.last_text
    await ann.taps("✓ Keep it")
    assert (await coming(post)).scheduled_for == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


async def test_an_hour_that_the_clocks_show_twice(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("31.10.2027 2:30")
    assert "twice; I took the first one" in ann.last_text
    await ann.taps("✓ Keep it")
    assert (await coming(post)).scheduled_for == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


async def test_an_unclear_hour_is_asked_about(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("tomorrow")
    assert not await Delivery.exists(post_id=post.id)
    chosen = buttons(ann.last)[0]
    await ann.taps_on(ann.last["message_id"], label=chosen["text"])
    assert await coming(post)


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    post = await desk.post()
    await eva.says("/posts")
    await eva.taps("1")
    await eva.taps("🗓 Programar")
    await eva.says("mañana a las 9:00")
    assert text_of(eva.last) == "He entendido: mañana 9:00 (Madrid). ¿Lo dejo así?"
    await eva.taps("✓ Dejarlo así")
    assert "Programada: mañana 9:00 (Madrid)" in (eva.last_answer or "")
    assert in_madrid((await coming(post)).scheduled_for).hour == 9
    await eva.says("/schedule")
    assert "Lo que viene" in eva.last_text
    assert "Mañana · " in eva.last_text


async def test_two_taps_on_keep_make_one_delivery(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("in 3 hours")
    keep = next(b for b in buttons(ann.last) if b["text"] == "✓ Keep it")["callback_data"]
    at = ann.last["message_id"]
    taps = await asyncio.gather(*(ann.taps_on(at, data=keep) for _ in range(3)))
    assert all("Scheduled" in tap["answer"]["text"] for tap in taps)
    assert await Delivery.filter(post_id=post.id).count() == 1


async def test_keep_tapped_again_after_it_came_brings_no_second_copy(
    post: Post, desk: Desk, ann: Person
) -> None:
    await ann.taps("🗓 Schedule")
    await ann.says("in 1 minute")
    at = ann.last["message_id"]
    just_now = f"at:{post.id.hex}:{int(datetime.now(UTC).timestamp())}"
    await ann.taps_on(at, data=just_now)
    await ann.sees("Time for X")
    await desk.reaches(await Delivery.get(post_id=post.id, kind=Kind.POST), DeliveryStatus.SENT)
    await ann.taps_on(at, data=just_now)
    assert ann.last_answer
    assert len(await desk.copies("Time for X")) == 1
    assert await Delivery.filter(post_id=post.id, kind=Kind.POST).count() == 1


async def test_scheduling_twice_moves_it(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.taps("In 1 hour")
    first = await coming(post)
    await ann.taps("🗓 Move")
    await ann.taps("Tomorrow morning")
    second = await coming(post)
    assert first.id == second.id
    assert second.scheduled_for > first.scheduled_for
    assert second.version == first.version + 1


async def test_cancel_and_schedule_again(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.taps("In 1 hour")
    cancel = next(b for b in buttons(ann.last) if b["text"] == "✖️ Cancel")["callback_data"]
    at = ann.last["message_id"]
    await asyncio.gather(*(ann.taps_on(at, data=cancel) for _ in range(2)))
    await ann.looks()
    assert (await Post.get(id=post.id)).status == PostStatus.DRAFT
    assert not await Delivery.exists(post_id=post.id, status=SCHEDULED)
    assert labels(ann.last) == [
        "🗓 Schedule",
        "✏️ Edit",
        "✨ Rewrite",
        "➕ More…",
        *MEDIA,
        "📋 Copy",
        "🗑 Delete",
    ]
    await ann.taps_on(at, data=cancel)
    assert ann.last_answer == "This post is not scheduled any more."
    await ann.taps("🗓 Schedule")
    await ann.taps("In 1 hour")
    assert await coming(post)


async def test_send_now(post: Post, ann: Person) -> None:
    await ann.taps("🗓 Schedule")
    await ann.taps("Tomorrow morning")
    await ann.taps("🚀 Send now")
    assert ann.last_answer == "On its way."
    await ann.sees("Time for X")
    assert await Delivery.filter(post_id=post.id, kind=Kind.POST).count() == 1


async def test_a_button_whose_moment_is_over(post: Post, ann: Person) -> None:
    await ann.taps_on(ann.last["message_id"], data=f"at:{post.id.hex}:{1_700_000_000}")
    assert ann.last_answer == "That moment is over. Please choose a time that is still to come."
    assert not await Delivery.exists(post_id=post.id)


@pytest.mark.parametrize("at", ["99999999999999", "-1", "9" * 30, "x", ""])
async def test_a_button_with_an_impossible_moment(post: Post, ann: Person, at: str) -> None:
    tap = await ann.taps_on(ann.last["message_id"], data=f"at:{post.id.hex}:{at}"[:64])
    assert tap["answer"] is not None
    assert "went wrong" not in tap["answer"]["text"]
    assert not await Delivery.exists(post_id=post.id)


async def test_other_peoples_posts_cannot_be_scheduled(
    post: Post, ann: Person, bob: Person, sit: Sit
) -> None:
    await sit(bob)
    later = int(datetime.now(UTC).timestamp()) + 3600
    raw = [f"quick:{post.id.hex}:1h", f"at:{post.id.hex}:{later}"]
    raw += [f"post:{post.id.hex}:{verb}" for verb in ("when", "now", "unsch")]
    for data in raw:
        await bob.taps_on(bob.last["message_id"], data=data)
        assert "cannot find that post any more" in (bob.last_answer or ""), data
    assert not await Delivery.exists(post_id=post.id)


class TestSchedule:
    async def test_nothing_is_coming(self, desk: Desk, ann: Person) -> None:
        await ann.says("/schedule")
        assert "Nothing is scheduled" in ann.last_text

    async def test_several_days_and_pages(self, desk: Desk, ann: Person) -> None:
        for number in range(12):
            post = await desk.post(f"Post number {number:02} & <co>")
            await desk.schedule(post, after=3600 + number * 8 * 3600)
        await ann.says("/schedule")
        assert "What is coming, in the time of Madrid" in ann.last_text
        assert labels(ann.last)[-1] == "Later »"
        assert "« Earlier" not in labels(ann.last)
        seen = text_of(ann.last)
        for _ in range(2):
            await ann.taps("Later »")
            seen += text_of(ann.last)
        assert "Later »" not in labels(ann.last)
        assert [seen.count(f"Post number {n:02} & <co>") for n in range(12)] == [1] * 12
        first = await Delivery.filter(owner=desk.user).order_by("scheduled_for").first()
        assert first is not None
        assert f"{local(first.scheduled_for, 'Europe/Madrid'):%H:%M}" in seen
        assert "Tomorrow · " in seen
        await ann.taps("« Earlier")
        assert {"« Earlier", "Later »"} <= set(labels(ann.last))

    async def test_the_last_one_of_a_page_is_cancelled(self, desk: Desk, ann: Person) -> None:
        deliveries = [
            await desk.schedule(await desk.post(f"Number {n}."), after=3600 + n * 60) for n in range(6)
        ]
        await ann.says("/schedule")
        page = ann.last["message_id"]
        later = next(b for b in buttons(ann.last) if b["text"] == "Later »")["callback_data"]
        await Delivery.filter(id=deliveries[5].id).update(status=DeliveryStatus.CANCELLED)
        await ann.taps_on(page, data=later)
        assert "Number 0." in ann.last_text

    @pytest.mark.parametrize("offset", ["-5", "100000", "99999999999999999999", "x"])
    async def test_a_page_that_is_none(self, desk: Desk, ann: Person, offset: str) -> None:
        await desk.schedule(await desk.post(), after=3600)
        await ann.says("/schedule")
        await ann.taps_on(ann.last["message_id"], data=f"sched:{offset}")
        assert "went wrong" not in (ann.last_answer or "")
        assert SHORT in ann.last_text

    async def test_a_number_opens_the_post_to_be_changed(self, desk: Desk, ann: Person) -> None:
        post = await desk.post()
        await desk.schedule(post, after=7200)
        await ann.says("/schedule")
        await ann.taps("1")
        assert labels(ann.last) == [
            "🗓 Move",
            "✏️ Edit",
            "✨ Rewrite",
            "➕ More…",
            *MEDIA,
            "🚀 Send now",
            "✖️ Cancel",
        ]
        await ann.taps("✏️ Edit")
        await ann.says("Edited in place.")
        assert "🗓 Comes" in ann.last_text
        assert (await Post.get(id=post.id)).text == "Edited in place."

    async def test_only_ones_own(self, desk: Desk, ann: Person, bob: Person, sit: Sit) -> None:
        bobs = await sit(bob)
        await bobs.schedule(await bobs.post("Bob's secret."), after=3600)
        await ann.says("/schedule")
        assert "Bob's secret." not in ann.last_text


async def test_who_has_no_chat_is_told_to_start(desk: Desk, ann: Person) -> None:
    from domain.delivery.errors import ChatUnknown

    nobody = await User.create(name="Only on the web")
    post = await Post.create(owner=nobody, platform="twitter", text=SHORT)
    own = Desk(ann, nobody, desk._use_cases, desk._telegram)
    with pytest.raises(ChatUnknown):
        await own.schedule(post, after=60)
    assert (await Post.get(id=post.id)).status == PostStatus.DRAFT


async def test_hurried_moves_leave_one_delivery(desk: Desk) -> None:
    post = await desk.post()
    await asyncio.gather(*(desk.schedule(post, after=3600 + n) for n in range(10)))
    assert await Delivery.filter(post_id=post.id).count() == 1
