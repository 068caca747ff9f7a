from dataclasses import dataclass

from domain.accounts.models import Link, LinkSide, User
from domain.database import database_time
from domain.linking.errors import PaymentOpen, TwoPaidPlans
from domain.linking.foresee import chat_name, foresee
from domain.linking.links import OpenLink


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """`telegram_name` is that of the linked chat. `waiting` is a link that the web account is asked about."""

    linked: bool
    telegram_name: str | None
    waiting: OpenLink | None


@dataclass(frozen=True, slots=True)
class ReadLinkStatus:
    """How it stands with the chat of a web account."""

    async def __call__(self, actor: User) -> LinkStatus:
        linked = actor.telegram_id is not None and actor.clerk_id is not None
        name = await chat_name(actor) if linked else None
        return LinkStatus(linked, name, await _waiting(actor))


async def _waiting(actor: User) -> OpenLink | None:
    """The newest link that waits for a yes of the web: one it asked for and the chat has agreed to, or one
    whose code it has used.
    """
    going = Link.filter(made_at=None, refused_at=None, expires_at__gt=await database_time())
    asked = going.filter(
        side=LinkSide.WEB, asked_by=actor, answer_agreed_at__isnull=False, asker_agreed_at=None
    )
    used = going.filter(side=LinkSide.CHAT, answered_by=actor, answer_agreed_at=None)
    for found in (asked, used):
        link = await found.order_by("-created_at").prefetch_related("asked_by", "answered_by").first()
        if link is not None and link.answered_by is not None:
            chat, web = (
                (link.answered_by, link.asked_by)
                if link.side is LinkSide.WEB
                else (link.asked_by, link.answered_by)
            )
            try:
                return OpenLink(link, chat, web, await foresee(chat, web))
            except (TwoPaidPlans, PaymentOpen):
                return None
    return None
