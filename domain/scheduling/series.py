"""How far a series has come, and what comes next of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.accounts.models import User
from domain.database import rows
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.posts.models import Post, PostStatus
from domain.scheduling.models import Series
from domain.scheduling.recurrence import Occurrence, Recurrence, occurrences
from domain.scheduling.schedule_post import add_delivery

TOO_LATE = timedelta(hours=24)
"""An occurrence that nobody could schedule for so long is left out: the next one is near."""


@dataclass(frozen=True, slots=True)
class Repeating:
    """A series in words: its rule, and how many come after the one that is scheduled."""

    recurrence: Recurrence
    left: int


def recurrence_of(series: Series) -> Recurrence:
    return Recurrence(series.rrule, datetime.fromisoformat(series.start), series.zone)


def repeating(series: Series) -> Repeating:
    recurrence = recurrence_of(series)
    return Repeating(recurrence, sum(1 for _ in _to_come(series, recurrence)))


async def schedule_next(
    series: Series, owner: User, post: Post, *, after: datetime, now: datetime
) -> Delivery | None:
    """The first occurrence later than `after` (aware) becomes the post's delivery; None when nothing is left,
    which ends the series, or when another process was faster.

    For a caller that holds the lock of the post, in its transaction. One that passed while nobody could
    schedule it comes late, like everything that an outage held up; of several, only the last one comes.
    Raises ChatUnknown.
    """
    occurrence = _next(series, after, now)
    if occurrence is None:
        await _advance(series, series.next_number, ended=True)
        return None
    if not await _advance(series, occurrence.number, ended=False):
        return None
    delivery = await add_delivery(owner, post, occurrence.moment)
    await Post.filter(id=post.id).update(status=PostStatus.SCHEDULED)
    return delivery


async def last_came(post: Post) -> datetime:
    """When the newest occurrence that was not called off was due; long ago for a post that never came."""
    query = Delivery.filter(post_id=post.id, kind=Kind.POST).exclude(status=DeliveryStatus.CANCELLED)
    last = await query.order_by("-scheduled_for").first()
    return last.scheduled_for if last else datetime.min.replace(tzinfo=UTC)


def _to_come(series: Series, recurrence: Recurrence) -> list[Occurrence]:
    """Stored numbers count from 0, those of occurrences from 1: what comes next is what is later than it."""
    skipped = {number + 1 for number in series.skipped}
    return [each for each in occurrences(recurrence, after=series.next_number) if each.number not in skipped]


def _next(series: Series, after: datetime, now: datetime) -> Occurrence | None:
    late = None
    for occurrence in _to_come(series, recurrence_of(series)):
        if occurrence.moment.at > now:
            return late or occurrence
        if occurrence.moment.at > max(after, now - TOO_LATE):
            late = occurrence
    return late


async def _advance(series: Series, number: int, *, ended: bool) -> bool:
    """Whether nobody else has advanced it meanwhile: so each occurrence is scheduled once."""
    advanced = await rows(
        """
        UPDATE series SET next_number = $3, ended = $4
        WHERE id = $1 AND next_number = $2 AND NOT ended RETURNING id
        """,
        series.id,
        series.next_number,
        number,
        ended,
    )
    return bool(advanced)
