"""Putting something into the outbox: a row that is sent after the transaction which wrote it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.accounts.models import User
from domain.database import database_time
from domain.delivery.models import Chat, Delivery, Kind
from domain.delivery.quiet import after_quiet


async def chat_of(owner_id: UUID) -> Chat | None:
    """The chat in which a person is reached; None for someone who only uses the web."""
    return await Chat.filter(owner_id=owner_id).order_by("-enabled", "-created_at").first()


async def post_notice(owner: User, *, key: str, topic: str, **details: Any) -> None:
    """News for a person, once per `key`, as soon as the surrounding transaction is committed and the quiet
    hours of their own clock are over. Who wants no news gets none.
    """
    if owner.notices:
        await tell_anyway(owner, key=key, topic=topic, **details)


async def tell_anyway(owner: User, *, key: str, topic: str, **details: Any) -> None:
    """As post_notice, whether they want news or not: what somebody must know. A post that did not arrive,
    whatever is about money, and what operators have to look after.
    """
    await _post(owner, key, {"topic": topic, **details}, due=after_quiet(owner, await database_time()))


async def tell_at_once(owner: User, *, key: str, topic: str, **details: Any) -> None:
    """As tell_anyway, also in quiet hours: they are at it just now."""
    await _post(owner, key, {"topic": topic, **details}, due=await database_time())


async def _post(owner: User, key: str, notice: dict[str, Any], *, due: datetime) -> None:
    chat = await chat_of(owner.id)
    if chat is None:
        return
    await Delivery.bulk_create(
        [
            Delivery(
                owner=owner,
                chat=chat,
                kind=Kind.NOTICE,
                notice_key=key,
                notice=notice,
                scheduled_for=due,
                due_at=due,
                zone=owner.zone,
            )
        ],
        ignore_conflicts=True,
    )


async def post_fresh_posts(owner: User, post_ids: Iterable[UUID], *, chat_id: int) -> None:
    """The posts that were just written, one message each, in their order."""
    now = await database_time()
    await Delivery.bulk_create(
        [
            Delivery(
                owner=owner,
                chat_id=chat_id,
                kind=Kind.FRESH_POST,
                post_id=post_id,
                scheduled_for=now,
                due_at=now,
                zone=owner.zone,
            )
            for post_id in post_ids
        ],
        ignore_conflicts=True,
    )
