"""The job behind a picture (reliability.md 2.4): ordered from the painter, waited for, kept.

A job may be killed at any step and taken on again, also on two machines at once. Orders are counted before
they are placed, and what the provider gave for one is kept before the first question: whoever takes over asks
about the same order. The picture and its charge come into being in one transaction, which only the newest
attempt can commit.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import rows
from domain.media.errors import MediaRefused
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.media.store_media import StoreMedia
from domain.pictures.models import Picture, PictureStatus
from domain.pictures.ports import NoAnswer, Painter, PainterFailed, PictureOrder, Ticket
from domain.pictures.show_picture import HandOver, ShowPicture
from domain.pictures.stamp_logo import StampLogo
from domain.usage import ledger
from domain.usage.errors import SpendingCapReached
from domain.usage.spending import Spending

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 5
MOST_ORDERS = 2
DEADLINE = timedelta(minutes=6)
PATIENCE = 120.0
"""Seconds that one worker waits for one order. Two orders, and what is around them, end before DEADLINE."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 2.0
"""Seconds between two questions about an order; each pause is longer than the one before."""

USUAL_REST, LONGEST_REST = 1.0, 5.0
"""Seconds before the second order: where the painter names none, and at the most."""

LOST = "lost"
SPENDING_CAP = "spending_cap"


class Superseded(Exception):
    """The picture is no longer this attempt's to paint: cancelled, given up, or taken over by another."""


@dataclass(frozen=True, slots=True)
class PaintPicture:
    painter: Painter
    spending: Spending
    stamp_logo: StampLogo
    store_media: StoreMedia
    show_picture: ShowPicture
    hand_over: HandOver

    async def __call__(self, picture_id: UUID) -> None:
        """Raises what keeps a finished picture from being stored or brought: the job is done once more."""
        picture = await _take_on(picture_id)
        if picture is None:
            # A former attempt may have died before its last step.
            await self._after_the_end(await Picture.get_or_none(id=picture_id))
            return
        try:
            await self._paint(picture)
        except Superseded:
            log.info("picture superseded", picture=str(picture_id))
        await self._after_the_end(await Picture.get(id=picture_id))

    async def _paint(self, picture: Picture) -> None:
        if picture.attempts > MOST_ATTEMPTS:
            await fail(picture, LOST)
            return
        await self.show_picture(picture.id)
        try:
            content = await self._painted(picture)
            media = await self._kept(picture, content)
        except SpendingCapReached:
            await fail(picture, SPENDING_CAP)
        except PainterFailed as failure:
            await fail(picture, failure.reason)
        else:
            await _succeed(picture, media)

    async def _painted(self, picture: Picture) -> bytes:
        """What the painter made of the first or the second order. Raises PainterFailed, SpendingCapReached,
        Superseded.
        """
        failure = PainterFailed(LOST)
        while picture.ticket or await self._may_order(picture):
            try:
                ticket = picture.ticket or await self._order(picture)
                return await self._result(picture, ticket)
            except PainterFailed as error:
                if not error.retryable:
                    raise
                failure = error
            await _forget_ticket(picture)
            await asyncio.sleep(_rest(failure))
        raise failure

    async def _may_order(self, picture: Picture) -> bool:
        await self.spending.check(picture.owner_id)
        return await _count_order(picture)

    async def _order(self, picture: Picture) -> Ticket:
        order = PictureOrder(picture.prompt, picture.look, picture.shape, picture.model)
        placed = await self.painter.submit(order)
        async with in_transaction():
            kept = await _keep_ticket(picture, placed.ticket, placed.cost)
            await self.spending.note(picture.owner_id, placed.cost)
        if not kept:
            await self.painter.cancel(placed.ticket)
            raise Superseded
        return placed.ticket

    async def _result(self, picture: Picture, ticket: Ticket) -> bytes:
        """Asks until the order has ended. What takes too long is called off."""
        ends, pause, reason = time.monotonic() + PATIENCE, FIRST_PAUSE, PainterFailed.TIMEOUT
        while time.monotonic() < ends:
            if not await _is_mine(picture):
                raise Superseded
            try:
                content = await self.painter.look(ticket)
            except NoAnswer as unanswered:
                content, reason = None, unanswered.reason
            else:
                reason = PainterFailed.TIMEOUT
            if content is not None:
                return content
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        await self.painter.cancel(ticket)
        raise PainterFailed(reason)

    async def _kept(self, picture: Picture, content: bytes) -> Media:
        try:
            owner = await User.get(id=picture.owner_id)
            content = await self.stamp_logo(picture, content)
            return await self.store_media(owner, content, kind=MediaKind.IMAGE, title=picture.prompt)
        except MediaRefused as refused:
            if refused.retryable:
                raise
            log.warning("picture unusable", picture=str(picture.id), reason=refused.code)
        raise PainterFailed(PainterFailed.MALFORMED)

    async def _after_the_end(self, picture: Picture | None) -> None:
        """What is due once a picture has ended, done as often as the job is: brought, or called off."""
        if picture is None:
            return
        if picture.status is PictureStatus.SUCCEEDED:
            await self.hand_over(picture.id)
        if picture.status is PictureStatus.CANCELLED and picture.ticket:
            await self.painter.cancel(picture.ticket)
        await self.show_picture(picture.id)


@dataclass(frozen=True, slots=True)
class GiveUpLatePictures:
    """Fails what has been under way for longer than the deadline: its worker died and nobody took over."""

    show_picture: ShowPicture

    async def __call__(self) -> None:
        late = await rows(
            """
            SELECT id FROM pictures
            WHERE status IN ('RUNNING', 'WAITING') AND started_at < clock_timestamp() - $1::interval LIMIT 100
            """,
            DEADLINE,
        )
        for picture in await Picture.filter(id__in=[row["id"] for row in late]):
            await fail(picture, LOST)
            await self.show_picture(picture.id)


async def fail(picture: Picture, reason: str) -> None:
    """FAILED, with its usage given back, unless it is no longer this attempt's."""
    async with in_transaction():
        if not await _finish(picture, PictureStatus.FAILED, error=reason):
            return
        await ledger.release(picture.id)
    log.warning("picture failed", picture=str(picture.id), reason=reason)


async def _succeed(picture: Picture, media: Media) -> None:
    async with in_transaction():
        if await _finish(picture, PictureStatus.SUCCEEDED, media=media):
            await ledger.commit(picture.id, 1)
            return
    # Nobody will ask for it; its bytes are swept.
    await media.delete()
    raise Superseded


async def _take_on(picture_id: UUID) -> Picture | None:
    """The picture as a new attempt; None when it has ended. Time runs from the first attempt on."""
    begun = await rows(
        """
        UPDATE pictures
        SET status = CASE status WHEN 'QUEUED' THEN 'RUNNING' ELSE status END, attempts = attempts + 1,
            started_at = coalesce(started_at, clock_timestamp())
        WHERE id = $1 AND status IN ('QUEUED', 'RUNNING', 'WAITING') RETURNING id
        """,
        picture_id,
    )
    return await Picture.get(id=picture_id) if begun else None


async def _count_order(picture: Picture) -> bool:
    """Counted before it is placed, so that a crash in the middle never leads to a third paid order."""
    return bool(
        await rows(
            """
            UPDATE pictures SET provider_calls = provider_calls + 1
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' AND provider_calls < $3 RETURNING id
            """,
            picture.id,
            picture.attempts,
            MOST_ORDERS,
        )
    )


async def _keep_ticket(picture: Picture, ticket: Ticket, cost: Decimal) -> bool:
    """False when the picture was cancelled or taken over meanwhile; what it cost is kept all the same."""
    kept = await rows(
        """
        UPDATE pictures
        SET cost = cost + $4,
            status = CASE WHEN attempts = $2 AND status = 'RUNNING' THEN 'WAITING' ELSE status END,
            ticket = CASE WHEN attempts = $2 AND status = 'RUNNING' THEN $3::jsonb ELSE ticket END
        WHERE id = $1 RETURNING attempts = $2 AND status = 'WAITING' AS mine
        """,
        picture.id,
        picture.attempts,
        json.dumps(dict(ticket)),
        cost,
    )
    return bool(kept and kept[0]["mine"])


async def _forget_ticket(picture: Picture) -> None:
    """What the order came to is known: another one may be placed. Raises Superseded."""
    mine = await rows(
        """
        UPDATE pictures SET status = 'RUNNING', ticket = NULL
        WHERE id = $1 AND attempts = $2 AND status IN ('RUNNING', 'WAITING') RETURNING id
        """,
        picture.id,
        picture.attempts,
    )
    if not mine:
        raise Superseded
    picture.ticket = None


async def _is_mine(picture: Picture) -> bool:
    return bool(
        await rows(
            "SELECT id FROM pictures WHERE id = $1 AND attempts = $2 AND status = 'WAITING'",
            picture.id,
            picture.attempts,
        )
    )


async def _finish(
    picture: Picture, status: PictureStatus, *, error: str | None = None, media: Media | None = None
) -> bool:
    """Ends the picture in the caller's transaction, unless it is no longer this attempt's."""
    return bool(
        await rows(
            """
            UPDATE pictures SET status = $3, error = $4, media_id = $5, finished_at = clock_timestamp()
            WHERE id = $1 AND attempts = $2 AND status IN ('RUNNING', 'WAITING') RETURNING id
            """,
            picture.id,
            picture.attempts,
            status.value,
            error,
            media.id if media else None,
        )
    )


def _rest(failure: PainterFailed) -> float:
    return min(USUAL_REST if failure.retry_after is None else failure.retry_after, LONGEST_REST)
