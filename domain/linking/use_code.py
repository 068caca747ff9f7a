from dataclasses import dataclass

from tortoise.transactions import in_transaction

from domain.accounts.models import Link, LinkSide, User
from domain.database import rows
from domain.delivery.outbox import tell_at_once
from domain.linking.codes import CODE, check_tries, digest_of, note_wrong
from domain.linking.errors import AlreadyLinked, ChatLinkedElsewhere, LinkCodeUnusable, NotOnTheWeb
from domain.linking.foresee import foresee
from domain.linking.links import OpenLink, check_pair, other_side


@dataclass(frozen=True, slots=True)
class UseLinkCode:
    """Takes a code on one side (`on`) that was asked for on the other one. Nothing is linked by that: both
    are asked, whoever took the code first. The same person may take it again.

    Raises LinkCodeUnusable, TooManyLinkTries, AlreadyLinked, ChatLinkedElsewhere, NotOnTheWeb, TwoPaidPlans,
    PaymentOpen; only the first one counts as a wrong try, and none of them uses the code up.
    """

    async def __call__(self, actor: User, code: str, *, on: LinkSide) -> OpenLink:
        async with in_transaction():
            # The actor's row: tries at the same time are counted one after the other.
            actor = await User.select_for_update(no_key=True).get(id=actor.id)
            await check_tries(actor)
            link = await _take(actor, code, on)
            if link is not None:
                return await _open(link, actor, on)
            await note_wrong(actor)
        raise LinkCodeUnusable


async def _take(actor: User, code: str, on: LinkSide) -> Link | None:
    """The link of the code, used by the actor now. None for what is no code, or not a good one any more."""
    if not CODE.fullmatch(code):
        return None
    if await Link.exists(digest=digest_of(code), asked_by=actor):
        raise AlreadyLinked
    if on is LinkSide.CHAT and actor.clerk_id is not None:
        raise ChatLinkedElsewhere
    if on is LinkSide.WEB and actor.clerk_id is None:
        raise NotOnTheWeb
    taken = await rows(
        """
        UPDATE links SET used_at = coalesce(used_at, clock_timestamp()), answered_by_id = $2
        WHERE digest = $1 AND side = $3 AND (used_at IS NULL OR answered_by_id = $2)
          AND made_at IS NULL AND refused_at IS NULL AND expires_at > clock_timestamp()
        RETURNING id
        """,
        digest_of(code),
        actor.id,
        other_side(on).value,
    )
    return await Link.get(id=taken[0]["id"]).prefetch_related("asked_by") if taken else None


async def _open(link: Link, actor: User, on: LinkSide) -> OpenLink:
    chat, web = (actor, link.asked_by) if on is LinkSide.CHAT else (link.asked_by, actor)
    check_pair(chat, web)
    foresight = await foresee(chat, web)
    if web.telegram_id is not None:
        # Whoever holds the old chat learns of it before it has happened.
        await tell_at_once(web, key=f"relink:{link.id}", topic="link-elsewhere", name=chat.name)
    return OpenLink(link, chat, web, foresight)
