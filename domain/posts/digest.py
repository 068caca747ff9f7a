"""The digest: what went out, what is coming, what waits for an answer, and what the month has used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q

from domain.accounts.models import Digest, User
from domain.clock import Clock
from domain.database import rows
from domain.delivery.models import OPEN, Delivery, DeliveryStatus, Kind
from domain.delivery.overdue import count_overdue
from domain.delivery.ports import Letter
from domain.posts.models import Post, PostStatus
from domain.usage.ledger import limit_of, month_of
from domain.usage.models import UsageKind, UsagePeriod

PERIOD = {Digest.DAILY: timedelta(days=1), Digest.WEEKLY: timedelta(days=7)}
LONGEST_LOOK_BACK = timedelta(days=31)
OUT_OF_DATE = timedelta(hours=6)
"""A digest that comes so late says nothing that is true any more."""
WAITING_IS_NEWS = timedelta(days=7)
"""What has waited for an answer for longer is told beside other things, but is no reason for a digest."""
LISTED = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """A post that is coming."""

    post: Post
    at: datetime


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A post that has come and has not been answered, with its card."""

    post: Post
    card: UUID


@dataclass(frozen=True, slots=True)
class DigestLetter(Letter):
    """`went_out` counts what came since the last digest, `posted` those of it that were published.

    `coming` and `waiting` are the first of `coming_number` and `waiting_number`; `missed` posts wait because
    they missed their time. `used` of `limit` posts of the month are used.
    """

    digest: Digest
    went_out: int
    posted: int
    coming: Sequence[Expected]
    coming_number: int
    waiting: Sequence[Unanswered]
    waiting_number: int
    missed: int
    used: int
    limit: int


@dataclass(frozen=True, slots=True)
class Digests:
    """Read when it goes out. None when there is nothing to say, or when it is too late to say it."""

    clock: Clock

    async def letter(self, delivery: Delivery) -> Letter | None:
        owner, now, due = await User.get(id=delivery.owner_id), self.clock.now(), delivery.scheduled_for
        if owner.digest is Digest.OFF or now - due > OUT_OF_DATE:
            return None
        went_out, posted = await _went_out(owner, since=await _last(owner, due))
        coming, coming_number = await _coming(owner, until=due + PERIOD[owner.digest])
        waiting, waiting_number, news = await _waiting(owner, now)
        missed = await count_overdue(owner.id)
        if not (went_out or coming_number or missed or news):
            return None
        month = month_of(now)
        usage = await UsagePeriod.get_or_none(user=owner, kind=UsageKind.POSTS, month=month)
        return DigestLetter(
            locale=owner.locale,
            zone=owner.zone,
            repeated=delivery.possible_duplicate,
            digest=owner.digest,
            went_out=went_out,
            posted=posted,
            coming=coming,
            coming_number=coming_number,
            waiting=waiting,
            waiting_number=waiting_number,
            missed=missed,
            used=usage.used if usage else 0,
            limit=limit_of(owner, UsageKind.POSTS),
        )

    async def sent(self, delivery: Delivery) -> None:
        """Nothing follows: the next one is planned by the clock."""

    async def failed(self, delivery: Delivery) -> None:
        """Nothing follows: the next one is planned by the clock."""

    async def unknown(self, delivery: Delivery) -> None:
        """Nothing follows: the next one is planned by the clock."""


async def _last(owner: User, due: datetime) -> datetime:
    """The moment of the last digest that was sent; without one, that of the one before this."""
    sent = Delivery.filter(
        owner=owner,
        kind=Kind.DIGEST,
        status=DeliveryStatus.SENT,
        notice_key__gte=f"digest:{owner.id}:0",
        notice_key__lte=f"digest:{owner.id}:9999",
        scheduled_for__lt=due,
    )
    last = await sent.order_by("-scheduled_for").first()
    return max(last.scheduled_for, due - LONGEST_LOOK_BACK) if last else due - PERIOD[owner.digest]


async def _went_out(owner: User, *, since: datetime) -> tuple[int, int]:
    """Occurrences that came, and how many of them were published. Posts that came were changed by that; an
    hour more, because our machines do not agree on the time.
    """
    found = await rows(
        """
        SELECT count(DISTINCT (d.post_id, d.occurrence)) AS came,
               count(DISTINCT (d.post_id, d.occurrence)) FILTER (WHERE d.answer = 'POSTED') AS posted
        FROM posts p JOIN deliveries d ON d.post_id = p.id
        WHERE p.owner_id = $1 AND p.status <> 'DRAFT' AND p.updated_at >= $2::timestamptz - interval '1 hour'
          AND d.kind = 'POST' AND d.status = 'SENT' AND d.sent_at >= $2
        """,
        owner.id,
        since,
    )
    return int(found[0]["came"]), int(found[0]["posted"])


async def _coming(owner: User, *, until: datetime) -> tuple[list[Expected], int]:
    to_come = Delivery.filter(owner=owner, kind=Kind.POST, status__in=OPEN, part=0, scheduled_for__lt=until)
    query = to_come.filter(Q(reason__isnull=True) | Q(reason__not="overdue"))
    found = await query.order_by("scheduled_for", "id").limit(LISTED)
    posts = {post.id: post for post in await Post.filter(id__in=[d.post_id for d in found])}
    listed = [Expected(posts[d.post_id], d.scheduled_for) for d in found if d.post_id in posts]
    return listed, await query.count()


async def _waiting(owner: User, now: datetime) -> tuple[list[Unanswered], int, bool]:
    """The newest that wait, how many there are, and whether one of them is news."""
    waiting = Post.filter(owner=owner, status=PostStatus.DELIVERED)
    newest = await waiting.order_by("-created_at", "-id").limit(LISTED)
    cards: dict[UUID, UUID] = {}
    sent = Delivery.filter(
        post_id__in=[post.id for post in newest], kind=Kind.POST, status=DeliveryStatus.SENT
    )
    for card in await sent.order_by("occurrence", "part"):
        if card.post_id:
            cards[card.post_id] = card.id
    news = await waiting.filter(updated_at__gte=now - WAITING_IS_NEWS).exists()
    listed = [Unanswered(post, cards[post.id]) for post in newest if post.id in cards]
    return listed, await waiting.count(), news
