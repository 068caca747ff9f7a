"""The tick that brings every occurrence of a series: once, by its wall clock, however many processes tick."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.app import UseCases
from domain.delivery.models import Chat, Delivery, DeliveryStatus, Kind
from domain.platforms import Platform
from domain.posts.models import Post, PostStatus
from domain.scheduling.errors import MomentPassed
from domain.scheduling.models import Series
from domain.scheduling.moments import local, moment
from domain.scheduling.recurrence import After, Ending, Recurrence, Until, every_day, every_month, every_week
from domain.scheduling.repeat_post import ContinueSeries
from domain.scheduling.series import repeating
from tests.delivery.desk import Desk
from tests.people import Person
from tests.scheduling.test_moments import wall

MADRID = "Europe/Madrid"
SCHEDULED, SENT = DeliveryStatus.SCHEDULED, DeliveryStatus.SENT


class Clock:
    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


def at(wall: str, zone: str = MADRID) -> datetime:
    return moment(datetime.fromisoformat(wall), zone).at


async def begin(desk: Desk, use_cases: UseCases, ending: Ending = None, days: int = 1) -> Post:
    """A post that comes daily at 09:00, from tomorrow on."""
    tomorrow = local(datetime.now(UTC), MADRID).date() + timedelta(days=days)
    post = await desk.post()
    rule = every_day(datetime.combine(tomorrow, time(9)), MADRID, ending=ending)
    await use_cases.repeat_post(desk.user, post.id, rule)
    return post


async def laid(desk: Desk, recurrence: Recurrence, number: int = 0) -> Post:
    """A series that has come so far already, of which nothing is scheduled."""
    post = await Post.create(owner=desk.user, platform=Platform.TWITTER, text="Again.")
    await Series.create(
        owner=desk.user,
        post=post,
        rrule=recurrence.rrule,
        start=recurrence.start.isoformat(timespec="seconds"),
        zone=recurrence.zone,
        next_number=number,
    )
    return post


async def came(post: Post, scheduled_for: datetime | None = None) -> None:
    """What waits of the post has come, at its moment."""
    delivery = await waiting(post)
    await Delivery.filter(id=delivery.id).update(status=SENT)


async def waiting(post: Post) -> Delivery:
    return await Delivery.get(post_id=post.id, kind=Kind.POST, status=SCHEDULED)


async def all_walls(post: Post, tick: ContinueSeries, clock: Clock, most: int = 50) -> list[str]:
    """The wall clocks of everything that comes, one after the other; the clock goes along."""
    found: list[str] = []
    for _ in range(most):
        await tick()
        delivery = await Delivery.get_or_none(post_id=post.id, kind=Kind.POST, status=SCHEDULED)
        if delivery is None:
            return found
        assert delivery.wall_time is not None
        found.append(f"{local(delivery.scheduled_for, delivery.zone):%m-%d %H:%M}")
        clock.time = delivery.scheduled_for + timedelta(seconds=10)
        await Delivery.filter(id=delivery.id).update(status=SENT)
    return found


@pytest.mark.parametrize(
    "status",
    [SENT, DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN, DeliveryStatus.CANCELLED],
)
async def test_the_next_one_is_scheduled_when_the_former_is_no_longer_open(
    desk: Desk, use_cases: UseCases, status: DeliveryStatus
) -> None:
    post = await begin(desk, use_cases)
    first = await waiting(post)
    await use_cases.continue_series()
    assert await Delivery.filter(post_id=post.id).count() == 1
    await Delivery.filter(id=first.id).update(status=status)
    await use_cases.continue_series()
    second = await waiting(post)
    assert second.occurrence == 2
    assert second.scheduled_for > first.scheduled_for
    assert (await Post.get(id=post.id)).status == PostStatus.SCHEDULED


@pytest.mark.parametrize("status", [DeliveryStatus.CLAIMED, DeliveryStatus.SENDING, DeliveryStatus.HELD])
async def test_what_is_on_its_way_or_held_is_waited_for(
    desk: Desk, use_cases: UseCases, status: DeliveryStatus
) -> None:
    post = await begin(desk, use_cases)
    far = datetime.now(UTC) + timedelta(hours=1)
    await Delivery.filter(post_id=post.id).update(status=status, lease_until=far)
    await use_cases.continue_series()
    assert await Delivery.filter(post_id=post.id).count() == 1


async def test_once_however_many_tick_at_once(desk: Desk, use_cases: UseCases) -> None:
    posts = [await begin(desk, use_cases) for _ in range(5)]
    for round_number in range(2, 5):
        for post in posts:
            await came(post)
        await asyncio.gather(*(use_cases.continue_series() for _ in range(8)))
        for post in posts:
            assert (await waiting(post)).occurrence == round_number
            assert (await Series.get(post_id=post.id)).next_number == round_number


async def test_it_ends_after_its_last_one(desk: Desk, use_cases: UseCases) -> None:
    post = await begin(desk, use_cases, After(3))
    for left in (2, 1, 0):
        series = await Series.get(post_id=post.id)
        assert repeating(series).left == left
        await came(post)
        await use_cases.continue_series()
    assert (await Series.get(post_id=post.id)).ended
    assert await Delivery.filter(post_id=post.id, kind=Kind.POST).count() == 3
    await use_cases.continue_series()
    assert await Delivery.filter(post_id=post.id, kind=Kind.POST).count() == 3


async def test_the_clock_on_the_wall_is_kept_when_the_clocks_change(desk: Desk) -> None:
    clock = Clock(at("2027-03-25T12:00"))
    rule = every_day(wall("2027-03-26T02:30"), MADRID, ending=Until(date.fromisoformat("2027-03-30")))
    post = await laid(desk, rule)
    walls = await all_walls(post, ContinueSeries(clock), clock)
    assert walls == ["03-26 02:30", "03-27 02:30", "03-28 03:00", "03-29 02:30", "03-30 02:30"]
    skipped_hour = await Delivery.get(post_id=post.id, occurrence=3, kind=Kind.POST)
    assert skipped_hour.wall_time == "2027-03-28T02:30:00"


async def test_the_hour_that_comes_twice_counts_once(desk: Desk) -> None:
    clock = Clock(at("2027-10-30T12:00"))
    rule = every_day(wall("2027-10-30T02:30"), MADRID, ending=Until(date.fromisoformat("2027-11-01")))
    post = await laid(desk, rule, number=1)
    walls = await all_walls(post, ContinueSeries(clock), clock)
    assert walls == ["10-31 02:30", "11-01 02:30"]
    assert await Delivery.exists(post_id=post.id, scheduled_for=datetime(2027, 10, 31, 0, 30, tzinfo=UTC))


async def test_the_last_day_of_every_month(desk: Desk) -> None:
    clock = Clock(at("2027-01-30T12:00"))
    rule = every_month(wall("2027-01-31T09:00"), MADRID, 31, ending=After(4))
    post = await laid(desk, rule)
    walls = await all_walls(post, ContinueSeries(clock), clock)
    assert walls == ["01-31 09:00", "02-28 09:00", "03-31 09:00", "04-30 09:00"]


async def test_skipped_numbers_are_left_out(desk: Desk) -> None:
    clock = Clock(at("2027-01-01T12:00"))
    rule = every_week(wall("2027-01-04T09:00"), MADRID, [0], ending=After(4))
    post = await laid(desk, rule)
    await Series.filter(post_id=post.id).update(skipped=[1, 2])
    walls = await all_walls(post, ContinueSeries(clock), clock)
    assert walls == ["01-04 09:00", "01-25 09:00"]


async def test_after_an_outage_only_the_newest_comes_late(desk: Desk) -> None:
    rule = every_day(wall("2027-01-04T09:00"), MADRID, ending=After(10))
    post = await laid(desk, rule)
    clock = Clock(at("2027-01-07T12:00"))
    tick = ContinueSeries(clock)
    await tick()
    late = await Delivery.get(post_id=post.id)
    assert late.scheduled_for == at("2027-01-07T09:00")
    await Delivery.filter(id=late.id).update(status=SENT)
    await tick()
    assert (await waiting(post)).scheduled_for == at("2027-01-08T09:00")


async def test_after_a_long_outage_nothing_old_comes(desk: Desk) -> None:
    post = await laid(desk, every_week(wall("2027-01-04T09:00"), MADRID, [0], ending=After(4)))
    await ContinueSeries(Clock(at("2027-01-06T12:00")))()
    assert (await waiting(post)).scheduled_for == at("2027-01-11T09:00")
    over = await laid(desk, every_week(wall("2027-01-04T09:00"), MADRID, [0], ending=After(4)))
    await ContinueSeries(Clock(at("2028-01-06T12:00")))()
    assert not await Delivery.exists(post_id=over.id)
    assert (await Series.get(post_id=over.id)).ended


async def test_one_that_was_moved_behind_the_next_does_not_bring_two_at_once(
    desk: Desk, use_cases: UseCases
) -> None:
    post = await begin(desk, use_cases)
    first = await waiting(post)
    moved = moment((local(first.scheduled_for, MADRID) + timedelta(days=2, hours=1)), MADRID)
    await use_cases.schedule_post(desk.user, post.id, moved)
    await came(post)
    await ContinueSeries(Clock(moved.at + timedelta(seconds=20)))()
    following = local((await waiting(post)).scheduled_for, MADRID)
    assert following == local(first.scheduled_for, MADRID) + timedelta(days=3)


async def test_one_that_cannot_go_on_does_not_stop_the_others(desk: Desk, use_cases: UseCases) -> None:
    broken = await laid(desk, every_day(wall("2027-01-04T09:00"), MADRID))
    await Series.filter(post_id=broken.id).update(rrule="FREQ=NEVER")
    post = await begin(desk, use_cases)
    await came(post)
    await use_cases.continue_series()
    assert await waiting(post)
    assert not await Delivery.exists(post_id=broken.id)
    await Series.filter(post_id=broken.id).delete()


async def test_while_the_chat_is_lost_it_waits_for_its_person(
    desk: Desk, use_cases: UseCases, ann: Person
) -> None:
    post = await begin(desk, use_cases)
    await came(post)
    await Chat.filter(id=ann.telegram_id).update(enabled=False)
    for _ in range(2):
        await use_cases.continue_series()
    held = await Delivery.filter(post_id=post.id, status=DeliveryStatus.HELD)
    assert len(held) == 1


async def test_real_occurrences_come_one_after_the_other(
    desk: Desk, use_cases: UseCases, ann: Person
) -> None:
    """Sent for real: the post is scheduled again, and the card that came can still be looked at."""
    post = await begin(desk, use_cases)
    await use_cases.send_now(desk.user, post.id)
    await ann.sees("Time for X")
    (first,) = await Delivery.filter(post_id=post.id, kind=Kind.POST)
    await desk.reaches(first, SENT)
    await use_cases.continue_series()
    assert (await waiting(post)).occurrence == 2
    assert (await Post.get(id=post.id)).status == PostStatus.SCHEDULED


async def test_a_rule_that_has_ended_is_not_begun(desk: Desk, use_cases: UseCases) -> None:
    post = await desk.post()
    rule = every_day(wall("2025-01-04T09:00"), MADRID, ending=Until(date.fromisoformat("2025-02-01")))
    with pytest.raises(MomentPassed):
        await use_cases.repeat_post(desk.user, post.id, rule)
    assert not await Series.exists(post_id=post.id)
