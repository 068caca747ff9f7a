"""The other ways to say when: by the calendar, and by the next publishing time of the brand."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.ui.calendar import CLOSED
from domain.app import UseCases
from domain.brands.models import Brand
from domain.brands.slots import parse_slots
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.platforms import Platform
from domain.posts.models import Post
from domain.scheduling.errors import NoFreeSlot
from domain.scheduling.moments import local
from tests.delivery.conftest import Sit
from tests.delivery.desk import Desk
from tests.people import Message, Person, TelegramSandbox, buttons, labels

MADRID = "Europe/Madrid"


@pytest.fixture
async def post(desk: Desk, ann: Person) -> Post:
    """A post of which Ann is asked when it shall come."""
    return await asked_when(desk, ann)


async def asked_when(desk: Desk, ann: Person, brand: Brand | None = None) -> Post:
    post = await Post.create(owner=desk.user, platform=Platform.TWITTER, text="Cut it all.", brand=brand)
    await ann.says("/posts")
    await ann.taps("1")
    await ann.taps("🗓 Schedule")
    return post


async def coming(post: Post) -> Delivery:
    return await Delivery.get(post_id=post.id, kind=Kind.POST, status=DeliveryStatus.SCHEDULED)


async def brand_of(desk: Desk, slots: str, *, default: bool = True, name: str = "Acme") -> Brand:
    kept = parse_slots(slots, "en")
    assert kept
    brand = await Brand.create(owner=desk.user, name=name, is_default=default)
    await desk._use_cases.set_slots(desk.user, brand.id, kept)
    return await Brand.get(id=brand.id)


def slot_label(message: Message) -> str | None:
    return next((label for label in labels(message) if label.startswith("Next slot")), None)


async def test_day_hour_and_minute_by_tapping(post: Post, ann: Person) -> None:
    await ann.taps("📅 Pick a day")
    assert "which day?" in ann.last_text
    await ann.taps(next(label for label in labels(ann.last) if label.endswith("»")))
    await ann.taps("15")
    assert "which hour?" in ann.last_text
    await ann.taps("18:00")
    assert "which minute?" in ann.last_text
    await ann.taps("18:35")
    assert "I understood: " in ann.last_text
    assert "18:35 (Madrid)" in ann.last_text
    await ann.taps("✓ Keep it")
    chosen = local((await coming(post)).scheduled_for, MADRID)
    next_month = (local(datetime.now(UTC), MADRID).replace(day=1) + timedelta(days=32)).month
    assert (chosen.month, chosen.day, chosen.hour, chosen.minute) == (next_month, 15, 18, 35)


async def test_every_tap_in_the_calendar_is_answered_and_back_leads_out(post: Post, ann: Person) -> None:
    await ann.taps("📅 Pick a day")
    month = ann.last_text
    closed = next(b for b in buttons(ann.last) if b["text"] == CLOSED)
    tapped = await ann.taps_on(ann.last["message_id"], data=closed["callback_data"])
    assert tapped["answer"] is not None
    assert ann.last_text == month
    await ann.taps("« Back")
    assert "When shall it come?" in ann.last_text


async def test_a_minute_between_is_typed(post: Post, ann: Person) -> None:
    await ann.taps("📅 Pick a day")
    await ann.says("tomorrow 18:42")
    await ann.taps("✓ Keep it")
    assert local((await coming(post)).scheduled_for, MADRID).strftime("%H:%M") == "18:42"


async def test_an_old_calendar_leads_to_today(post: Post, ann: Person) -> None:
    await ann.taps_on(ann.last["message_id"], data=f"cal:{post.id.hex}:c:202001011200")
    assert "which day?" in ann.last_text
    await ann.taps_on(ann.last["message_id"], data=f"cal:{post.id.hex}:c:99999999")
    assert "question that is over" in (ann.last_answer or "")
    assert not await Delivery.exists(post_id=post.id)


async def test_nobody_else_chooses_a_day(post: Post, bob: Person, sit: Sit) -> None:
    await sit(bob)
    today = f"{local(datetime.now(UTC), MADRID):%Y%m%d}"
    await bob.taps_on(bob.last["message_id"], data=f"cal:{post.id.hex}:m:{today}0000")
    assert "cannot find that post" in (bob.last_answer or "")


async def test_without_publishing_times_no_slot_is_offered(post: Post, ann: Person) -> None:
    assert slot_label(ann.last) is None
    await ann.taps_on(ann.last["message_id"], data=f"quick:{post.id.hex}:slot")
    assert "No publishing time is free" in (ann.last_answer or "")
    assert not await Delivery.exists(post_id=post.id)


async def test_the_next_slot_says_its_time_and_is_kept(desk: Desk, ann: Person) -> None:
    await brand_of(desk, "every day 18:30")
    post = await asked_when(desk, ann)
    label = slot_label(ann.last)
    assert label is not None
    assert label.endswith("18:30")
    await ann.taps(label)
    delivery = await coming(post)
    assert local(delivery.scheduled_for, MADRID).strftime("%H:%M") == "18:30"
    assert delivery.wall_time is not None
    assert delivery.wall_time.endswith("T18:30:00")
    assert "🗓 Comes" in ann.last_text
    assert "18:30 (Madrid)" in (ann.last_answer or "")


async def test_a_slot_that_is_taken_is_passed_over_within_the_brand(desk: Desk, ann: Person) -> None:
    acme = await brand_of(desk, "every day 18:30")
    other = await brand_of(desk, "every day 18:30", default=False, name="Other")
    first = await asked_when(desk, ann)
    free = slot_label(ann.last)
    await ann.taps(str(free))
    second = await asked_when(desk, ann, brand=acme)
    assert slot_label(ann.last) != free
    await ann.taps(str(slot_label(ann.last)))
    beside = await asked_when(desk, ann, brand=other)
    assert slot_label(ann.last) == free
    await ann.taps(str(free))
    at = [(await coming(each)).scheduled_for for each in (first, second, beside)]
    assert local(at[1], MADRID).date() == local(at[0], MADRID).date() + timedelta(days=1)
    assert at[2] == at[0]


async def test_moving_to_the_next_slot_twice_keeps_it(desk: Desk, ann: Person) -> None:
    await brand_of(desk, "every day 18:30")
    post = await asked_when(desk, ann)
    tapped = next(b for b in buttons(ann.last) if b["text"].startswith("Next slot"))["callback_data"]
    at = ann.last["message_id"]
    await asyncio.gather(*(ann.taps_on(at, data=tapped) for _ in range(3)))
    assert await Delivery.filter(post_id=post.id).count() == 1
    before = (await coming(post)).scheduled_for
    await ann.taps_on(at, data=tapped)
    assert (await coming(post)).scheduled_for == before


async def test_many_put_on_the_next_slot_at_once_get_different_ones(desk: Desk, use_cases: UseCases) -> None:
    await brand_of(desk, "every day 9:00 and 18:30")
    posts = [await desk.post(f"Number {n}.") for n in range(12)]
    put = await asyncio.gather(*(use_cases.schedule_on_slot(desk.user, post.id) for post in posts))
    assert len({moment.at for _, moment in put}) == 12
    last = max(moment.at for _, moment in put)
    assert last - datetime.now(UTC) < timedelta(days=7), "none is left out"


async def test_when_all_are_taken_it_says_so(desk: Desk, use_cases: UseCases) -> None:
    await brand_of(desk, "mon 9:00")
    with pytest.raises(NoFreeSlot):
        for number in range(10):
            await use_cases.schedule_on_slot(desk.user, (await desk.post(f"Number {number}.")).id)


async def test_times_can_be_touched_to_be_seen_in_ones_own_zone(post: Post, ann: Person) -> None:
    await ann.says("tomorrow 9:15am")
    assert ann.last_text == "I understood: tomorrow 09:15 (Madrid). Shall I keep it?"
    (stamp,) = [e for e in ann.last["entities"] if e["type"] == "date_time"]
    shown = ann.last_text.encode("utf-16-le")[2 * stamp["offset"] : 2 * (stamp["offset"] + stamp["length"])]
    assert shown.decode("utf-16-le") == "tomorrow 09:15 (Madrid)"
    await ann.taps("✓ Keep it")
    assert stamp["unix_time"] == int((await coming(post)).scheduled_for.timestamp())
    assert [e["unix_time"] for e in ann.last["entities"] if e["type"] == "date_time"] == [stamp["unix_time"]]
    await ann.says("/schedule")
    assert [e["unix_time"] for e in ann.last["entities"] if e["type"] == "date_time"] == [stamp["unix_time"]]


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await brand_of(desk, "every day 18:30")
    post = await desk.post()
    await eva.says("/posts")
    await eva.taps("1")
    await eva.taps("🗓 Programar")
    assert any(label.startswith("Próximo hueco · ") for label in labels(eva.last))
    await eva.taps("📅 Elegir un día")
    assert "¿qué día?" in eva.last_text
    await eva.taps(next(label for label in labels(eva.last) if label.endswith("»")))
    await eva.taps("10")
    await eva.taps("9:00")
    await eva.taps("9:30")
    await eva.taps("✓ Dejarlo así")
    assert local((await coming(post)).scheduled_for, MADRID).strftime("%d %H:%M") == "10 09:30"
