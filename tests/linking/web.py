"""Somebody at the web front end, as far as chats are linked there."""

from domain.accounts.models import LinkSide, User
from domain.app import UseCases
from domain.linking.links import MadeLink, OpenLink
from domain.linking.read_links import LinkStatus


class Web:
    """Known by the identity that they sign in with; whose account that is, is looked up each time."""

    def __init__(self, clerk_id: str, use_cases: UseCases) -> None:
        self.clerk_id = clerk_id
        self._use_cases = use_cases

    async def user(self) -> User:
        return await User.get(clerk_id=self.clerk_id)

    async def asks(self) -> str:
        """A code for a chat."""
        return (await self._use_cases.ask_link(await self.user(), side=LinkSide.WEB))[1]

    async def uses(self, code: str) -> OpenLink:
        return await self._use_cases.use_link_code(await self.user(), code, on=LinkSide.WEB)

    async def status(self) -> LinkStatus:
        return await self._use_cases.read_link_status(await self.user())

    async def waiting(self) -> OpenLink:
        """The chat that the web is asked about."""
        waiting = (await self.status()).waiting
        assert waiting is not None
        return waiting

    async def confirms(self) -> OpenLink | MadeLink:
        link_id = (await self.waiting()).link.id
        return await self._use_cases.agree_to_link(await self.user(), link_id, on=LinkSide.WEB)

    async def refuses(self) -> None:
        link_id = (await self.waiting()).link.id
        await self._use_cases.refuse_link(await self.user(), link_id, on=LinkSide.WEB)

    async def unlinks(self) -> None:
        await self._use_cases.unlink(await self.user(), on=LinkSide.WEB)
