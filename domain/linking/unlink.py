from dataclasses import dataclass

from domain.accounts.models import LinkSide, User
from domain.accounts.user_cache import ChangingUsers
from domain.delivery.chats import all_arrived
from domain.delivery.outbox import tell_at_once
from domain.linking.errors import NotLinked
from domain.linking.join import leave_chat, lock_users
from domain.linking.links import masked_account


@dataclass(frozen=True, slots=True)
class Unlink:
    """The web account keeps everything and goes on without the chat, which begins anew; what was to come
    there is held until a chat is linked again. A chat that did not say so itself (`on`) is told. Raises
    NotLinked.
    """

    changing: ChangingUsers

    async def __call__(self, actor: User, *, on: LinkSide) -> None:
        async with self.changing(actor.id):
            [user] = await lock_users(actor.id)
            former_chat = user.telegram_id
            if former_chat is None or user.clerk_id is None:
                raise NotLinked
            alone = await leave_chat(user)
            if on is LinkSide.WEB:
                await tell_at_once(
                    alone,
                    key=f"unlinked:{alone.id}",
                    topic="unlinked",
                    account=masked_account(user),
                )
        # Whoever reads that it is done must not see a post come afterwards.
        await all_arrived(user.id, former_chat)
