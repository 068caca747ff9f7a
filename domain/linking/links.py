"""A link on its way: who takes part in it, and how far it is."""

from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import Link, LinkSide, User
from domain.database import database_time
from domain.linking.errors import ChatLinkedElsewhere, LinkCodeUnusable, NotOnTheWeb
from domain.linking.foresee import Foresight


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that was answered, and what comes of it."""

    link: Link
    chat: User
    web: User
    foresight: Foresight


@dataclass(frozen=True, slots=True)
class MadeLink:
    """Chat and web are one account: `owner`. `account` is what the web account was called until then;
    `left_chat` is the chat that it had, if this was now.
    """

    owner: User
    account: str
    left_chat: int | None = None


def other_side(side: LinkSide) -> LinkSide:
    return LinkSide.CHAT if side is LinkSide.WEB else LinkSide.WEB


def participant(link: Link, on: LinkSide) -> UUID | None:
    """Who takes part on that side."""
    return link.asked_by_id if link.side is on else link.answered_by_id


async def is_over(link: Link) -> bool:
    return link.refused_at is not None or link.expires_at <= await database_time()


def check_pair(chat: User, web: User) -> None:
    """Raises ChatLinkedElsewhere, NotOnTheWeb, and LinkCodeUnusable for who was banned or is being erased."""
    if chat.clerk_id is not None:
        raise ChatLinkedElsewhere
    if web.clerk_id is None:
        raise NotOnTheWeb
    if chat.telegram_id is None or not (chat.active and web.active):
        raise LinkCodeUnusable


def masked_account(web: User) -> str:
    """The web account, as much of it as its owner recognises it by: a•••@example.com, or a name."""
    name, at, host = (web.email or "").rpartition("@")
    return f"{name[:1]}•••@{host}" if at else web.name
