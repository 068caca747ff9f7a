from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import Link, LinkSide, User
from domain.accounts.user_cache import ChangingUsers
from domain.database import database_time
from domain.delivery.chats import all_arrived
from domain.delivery.outbox import tell_at_once
from domain.linking.errors import LinkNotFound, LinkOver, LinkUnanswered
from domain.linking.foresee import foresee
from domain.linking.join import join, lock_users
from domain.linking.links import MadeLink, OpenLink, check_pair, is_over, masked_account, participant
from domain.linking.words import details_of


@dataclass(frozen=True, slots=True)
class AgreeToLink:
    """The actor says yes on one side (`on`). Who used the code is asked first; when the one who asked for it
    agrees too, the link is made, in the same transaction. Yes twice is yes once.

    Raises LinkNotFound, LinkOver, LinkUnanswered, and whatever keeps the two from being joined.
    """

    changing: ChangingUsers

    async def __call__(self, actor: User, link_id: UUID, *, on: LinkSide) -> OpenLink | MadeLink:
        answered = await self._answer(actor, link_id, on)
        if isinstance(answered, MadeLink) and answered.left_chat is not None:
            # Whoever reads that it is done must not see a post come there afterwards.
            await all_arrived(answered.owner.id, answered.left_chat)
        return answered

    async def _answer(self, actor: User, link_id: UUID, on: LinkSide) -> OpenLink | MadeLink:
        link = await link_of(actor, link_id, on)
        if link.made_at is not None:
            return MadeLink(actor, masked_account(actor))
        assert link.answered_by_id is not None
        async with self.changing(link.asked_by_id, link.answered_by_id):
            users = {user.id: user for user in await lock_users(link.asked_by_id, link.answered_by_id)}
            link = await Link.select_for_update(no_key=True).get(id=link_id)
            if link.made_at is not None:
                owner = await User.get(id=link.asked_by_id)
                return MadeLink(owner, masked_account(owner))
            if await is_over(link):
                raise LinkOver
            chat, web = (users[id_] for id_ in _pair(link))
            check_pair(chat, web)
            return await self._agree(link, chat, web, on)

    async def _agree(self, link: Link, chat: User, web: User, on: LinkSide) -> OpenLink | MadeLink:
        if link.side is not on:
            await _note(link, "answer_agreed_at")
            open_link = OpenLink(link, chat, web, await foresee(chat, web))
            if on is LinkSide.WEB:
                await _ask_chat(open_link)
            return open_link
        if link.answer_agreed_at is None:
            raise LinkUnanswered
        await _note(link, "asker_agreed_at")
        return await self._make(link, chat, web, on)

    async def _make(self, link: Link, chat: User, web: User, on: LinkSide) -> MadeLink:
        former_chat, account = web.telegram_id, masked_account(web)
        owner = await join(chat, web)
        await _note(link, "made_at")
        await _end_others(owner, link)
        if on is LinkSide.WEB:
            await tell_at_once(owner, key=f"linked:{link.id}", topic="linked", account=account)
        if former_chat is not None:
            left = await User.get(telegram_id=former_chat)
            await tell_at_once(left, key=f"unlinked:{link.id}", topic="unlinked", account=account)
        return MadeLink(owner, account, former_chat)


@dataclass(frozen=True, slots=True)
class RefuseLink:
    """One no is enough, on either side; what was made is not undone. Raises LinkNotFound."""

    async def __call__(self, actor: User, link_id: UUID, *, on: LinkSide) -> None:
        await link_of(actor, link_id, on)
        await Link.filter(id=link_id, made_at=None, refused_at=None).update(refused_at=await database_time())


async def link_of(actor: User, link_id: UUID, on: LinkSide) -> Link:
    """A link that was answered and that the actor takes part in on that side. Raises LinkNotFound."""
    link = await Link.get_or_none(id=link_id)
    if link is None or link.answered_by_id is None or participant(link, on) != actor.id:
        raise LinkNotFound
    return link


def _pair(link: Link) -> tuple[UUID, UUID]:
    """The chat's account and the web account."""
    chat, web = participant(link, LinkSide.CHAT), participant(link, LinkSide.WEB)
    assert chat is not None and web is not None
    return chat, web


async def _note(link: Link, what: str) -> None:
    await Link.filter(id=link.id, **{what: None}).update(**{what: await database_time()})


async def _ask_chat(opened: OpenLink) -> None:
    """The chat asked for the code long ago, as chats go: the question comes as a message of its own."""
    await tell_at_once(
        opened.chat,
        key=f"link:{opened.link.id}",
        topic="link-asked",
        link=str(opened.link.id),
        account=masked_account(opened.web),
        **details_of(opened.foresight),
    )


async def _end_others(owner: User, made: Link) -> None:
    """What else was on its way with one of the two meant an account that is another one now."""
    others = Link.filter(made_at=None, refused_at=None).exclude(id=made.id)
    now = await database_time()
    await others.filter(asked_by=owner).update(refused_at=now)
    await others.filter(answered_by=owner).update(refused_at=now)
