"""Quiet hours: news waits until they are over, posts come at their minute."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.accounts.models import User
from domain.database import database_time
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.delivery.outbox import post_notice
from domain.delivery.quiet import after_quiet
from tests.delivery.desk import Desk
from tests.people import Person


def sleeper(begin: int | None, end: int | None, zone: str = "Europe/Madrid") -> User:
    return User(timezone=zone, quiet_from=begin, quiet_until=end)


def utc(day: int, hour: int, minute: int = 0, *, month: int = 6) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begin", "end", "at", "then"),
    [
        (22, 7, utc(1, 19, 59), utc(1, 19, 59)),  # 21:59 in Madrid
        (22, 7, utc(1, 20), utc(2, 5)),
        (22, 7, utc(1, 23, 30), utc(2, 5)),  # after midnight there
        (22, 7, utc(2, 4, 59), utc(2, 5)),
        (22, 7, utc(2, 5), utc(2, 5)),
        (13, 15, utc(1, 11, 30), utc(1, 13)),
        (13, 15, utc(1, 13), utc(1, 13)),
        (None, None, utc(1, 23), utc(1, 23)),
        (5, 5, utc(1, 3, 30), utc(1, 3, 30)),
        (22, 2, utc(28, 0, 30, month=3), utc(28, 1, month=3)),  # the clock jumps over 02:00, to 03:00
        (22, 3, utc(31, 0, 30, month=10), utc(31, 2, month=10)),  # 02:30 comes twice, 03:00 once
        (22, 3, utc(31, 1, 30, month=10), utc(31, 2, month=10)),
    ],
)
def test_news_waits_until_they_end(begin: int, end: int, at: datetime, then: datetime) -> None:
    assert after_quiet(sleeper(begin, end), at) == then


async def test_a_notice_waits_and_a_post_does_not(desk: Desk, ann: Person) -> None:
    now = await database_time()
    hour = now.astimezone(UTC).hour
    await User.filter(id=desk.user.id).update(timezone="UTC", quiet_from=hour, quiet_until=(hour + 2) % 24)
    owner = await User.get(id=desk.user.id)
    post = await desk.post("A failed one.")
    await post_notice(owner, key=f"quiet:{owner.id}", topic="delivery-failed", post=str(post.id))
    await desk.due()
    await ann.sees("Time for X")
    notice = await Delivery.get(owner=owner, kind=Kind.NOTICE)
    assert notice.status == DeliveryStatus.SCHEDULED
    assert timedelta(0) < notice.due_at - now <= timedelta(hours=2)
    assert (notice.due_at.hour, notice.due_at.minute) == ((hour + 2) % 24, 0)
    assert ann.count("could not be delivered") == 0
    await desk.becomes(notice, DeliveryStatus.SCHEDULED)
    await ann.sees("could not be delivered")
