"""Moving to another zone while something is scheduled: the clock stays, or the moments do."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from domain.accounts.errors import UnknownZone
from domain.accounts.models import User
from domain.app import UseCases
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.posts.models import Post
from domain.scheduling.models import Series
from domain.scheduling.moments import local, moment
from domain.scheduling.move_zone import Keep
from domain.scheduling.recurrence import every_day
from tests.delivery.conftest import Sit
from tests.delivery.desk import SHORT, Desk
from tests.people import Person, TelegramSandbox, buttons, labels
from tests.scheduling.test_moments import wall

MADRID, TOKYO, NEW_YORK = "Europe/Madrid", "Asia/Tokyo", "America/New_York"
CLOCK = "Keep the clock times (09:00 stays 09:00)"
MOMENTS = "Keep the moments"


def tomorrow(clock: time, days: int = 2) -> datetime:
    return datetime.combine(local(datetime.now(UTC), MADRID).date() + timedelta(days=days), clock)


@pytest.fixture
async def post(desk: Desk) -> Post:
    """A post that comes the day after tomorrow at 09:00 in Madrid."""
    post = await desk.post()
    await desk._use_cases.schedule_post(desk.user, post.id, moment(tomorrow(time(9)), MADRID))
    return post


async def coming(post: Post) -> Delivery:
    return await Delivery.get(post_id=post.id, kind=Kind.POST)


async def zone_of(person: Person) -> str | None:
    return (await User.get(telegram_id=person.telegram_id)).timezone


async def moves(person: Person, city: str) -> None:
    await person.says("/settings")
    await person.taps("Time zone")
    await person.says(city)


async def test_keeps_the_clock_times(post: Post, ann: Person) -> None:
    before = await coming(post)
    await moves(ann, "Tokyo")
    assert "what shall stay?" in ann.last_text
    assert "Tokyo" in ann.last_text
    assert labels(ann.last) == [CLOCK, MOMENTS]
    assert await zone_of(ann) == MADRID
    await ann.taps(CLOCK)
    assert await zone_of(ann) == TOKYO
    assert "I keep the time of Tokyo" in ann.last_text
    after = await coming(post)
    assert after.scheduled_for == after.due_at == moment(tomorrow(time(9)), TOKYO).at
    assert (after.zone, after.wall_time) == (TOKYO, before.wall_time)
    assert after.version == before.version + 1
    await ann.says("/schedule")
    assert "1. 09:00" in ann.last_text


async def test_keeps_the_moments(post: Post, ann: Person) -> None:
    before = await coming(post)
    await moves(ann, "Tokyo")
    await ann.taps(MOMENTS)
    assert await zone_of(ann) == TOKYO
    after = await coming(post)
    assert (after.scheduled_for, after.version) == (before.scheduled_for, before.version)
    await ann.says("/schedule")
    assert f"1. {local(before.scheduled_for, TOKYO):%H:%M}" in ann.last_text
    assert "in the time of Tokyo" in ann.last_text


async def test_both_taps_twice(post: Post, ann: Person) -> None:
    await moves(ann, "Tokyo")
    keep = next(b for b in buttons(ann.last) if b["text"] == CLOCK)["callback_data"]
    at = ann.last["message_id"]
    await asyncio.gather(*(ann.taps_on(at, data=keep) for _ in range(3)))
    await ann.taps_on(at, data=keep)
    after = await coming(post)
    assert after.scheduled_for == moment(tomorrow(time(9)), TOKYO).at
    assert after.version == 1


async def test_a_series_goes_along_or_stays(desk: Desk, ann: Person, use_cases: UseCases) -> None:
    post = await desk.post()
    await use_cases.repeat_post(desk.user, post.id, every_day(tomorrow(time(9)), MADRID))
    await moves(ann, "Tokyo")
    await ann.taps(CLOCK)
    assert (await Series.get(post_id=post.id)).zone == TOKYO
    await moves(ann, "New York")
    await ann.taps(MOMENTS)
    assert (await Series.get(post_id=post.id)).zone == TOKYO
    await ann.says("/posts")
    await ann.taps("1")
    assert "every day at 09:00 (Tokyo)" in ann.last_text
    first = await coming(post)
    await Delivery.filter(id=first.id).update(status=DeliveryStatus.SENT)
    await use_cases.continue_series()
    second = await Delivery.get(post_id=post.id, occurrence=2)
    assert second.scheduled_for == moment(tomorrow(time(9), days=3), TOKYO).at


async def test_a_series_between_two_occurrences_is_asked_about_too(
    desk: Desk, ann: Person, use_cases: UseCases
) -> None:
    post = await desk.post()
    await use_cases.repeat_post(desk.user, post.id, every_day(tomorrow(time(9)), MADRID))
    await Delivery.filter(post_id=post.id).update(status=DeliveryStatus.SENT)
    assert await use_cases.anything_scheduled(desk.user)


async def test_an_hour_that_does_not_exist_there_and_one_that_comes_twice(
    desk: Desk, use_cases: UseCases
) -> None:
    """In New York the clocks change on other days than in Madrid."""
    posts = [await desk.post(f"Number {n}.") for n in range(2)]
    walls = [wall("2027-03-14T02:30"), wall("2027-11-07T01:30")]
    for post, clock in zip(posts, walls, strict=True):
        await use_cases.schedule_post(desk.user, post.id, moment(clock, MADRID))
    assert await use_cases.move_to_zone(desk.user, zone=NEW_YORK, keep=Keep.CLOCK) == 0
    assert [(await coming(post)).scheduled_for for post in posts] == [
        datetime(2027, 3, 14, 7, 0, tzinfo=UTC),
        datetime(2027, 11, 7, 5, 30, tzinfo=UTC),
    ]


async def test_a_time_of_day_that_is_over_there_keeps_its_moment(desk: Desk, ann: Person) -> None:
    post = await desk.post()
    soon = await desk.schedule(post, after=3600)
    await moves(ann, "Tokyo")
    await ann.taps(CLOCK)
    assert "1 post keeps its moment" in ann.last_text
    assert (await coming(post)).scheduled_for == soon.scheduled_for
    assert await zone_of(ann) == TOKYO


async def test_what_is_claimed_is_read_again_and_what_has_come_stays(
    desk: Desk, use_cases: UseCases, post: Post
) -> None:
    delivery = await coming(post)
    await Delivery.filter(id=delivery.id).update(
        status=DeliveryStatus.CLAIMED, claimed_by="someone", lease_until=datetime.now(UTC) + timedelta(days=1)
    )
    gone = await desk.held_back("This one has come.")
    await Delivery.filter(id=gone.id).update(status=DeliveryStatus.SENT)
    held = await desk.held_back("This one is held.")
    await Delivery.filter(id=held.id).update(status=DeliveryStatus.HELD)
    await use_cases.move_to_zone(desk.user, zone=TOKYO, keep=Keep.CLOCK)
    after = await coming(post)
    assert (after.status, after.claimed_by, after.version) == (DeliveryStatus.SCHEDULED, None, 1)
    assert (await Delivery.get(id=gone.id)).scheduled_for == gone.scheduled_for
    moved = await Delivery.get(id=held.id)
    assert (moved.status, moved.zone) == (DeliveryStatus.HELD, TOKYO)


async def test_a_zone_that_is_none_changes_nothing(desk: Desk, use_cases: UseCases, post: Post) -> None:
    before = await coming(post)
    with pytest.raises(UnknownZone):
        await use_cases.move_to_zone(desk.user, zone="Mars/Olympus", keep=Keep.CLOCK)
    assert (await coming(post)).scheduled_for == before.scheduled_for


async def test_nobody_is_asked_without_need(desk: Desk, ann: Person) -> None:
    await moves(ann, "Tokyo")
    assert await zone_of(ann) == TOKYO
    post = await desk.post(SHORT)
    await desk.schedule(post, after=3600)
    await moves(ann, "Tokyo")
    assert "I keep the time of Tokyo" in ann.last_text


async def test_the_first_zone_is_not_asked_about(ann: Person, desk: Desk, post: Post) -> None:
    await User.filter(id=desk.user.id).update(timezone=None)
    await ann.says("/start")
    await ann.taps("London")
    assert await zone_of(ann) == "Europe/London"


async def test_an_old_city_button_asks_and_a_forged_one_is_answered(post: Post, ann: Person) -> None:
    old = ann.received[0]["message_id"]
    await ann.taps_on(old, data=f"zone:{TOKYO}")
    await ann.looks()
    assert any("what shall stay?" in str(m.get("text")) for m in ann.received)
    await ann.taps_on(old, data="zone:Mars/Olympus")
    assert "do not know that time zone" in (ann.last_answer or "")
    await ann.taps_on(old, data="zkeep:Mars/Olympus:clock")
    assert "do not know that time zone" in (ann.last_answer or "")
    assert await zone_of(ann) == MADRID


async def test_cancel_leaves_everything_as_it_is(post: Post, ann: Person) -> None:
    before = await coming(post)
    await moves(ann, "Tokyo")
    await ann.says("/cancel")
    assert await zone_of(ann) == MADRID
    assert (await coming(post)).scheduled_for == before.scheduled_for


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await desk.schedule(await desk.post(), after=2 * 24 * 3600)
    await eva.says("/settings")
    await eva.taps("Zona horaria")
    await eva.says("Tokio")
    assert "Tienes publicaciones programadas" in eva.last_text
    await eva.taps("El momento")
    assert "Uso la hora de Tokio" in eva.last_text
    assert await zone_of(eva) == TOKYO
