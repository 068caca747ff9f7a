from dataclasses import dataclass
from urllib.parse import urlencode

from tortoise.transactions import in_transaction

from domain.accounts.models import Link, LinkSide, User
from domain.accounts.start_links import StartLinks
from domain.database import database_time
from domain.linking.codes import VALID, digest_of, new_code
from domain.linking.errors import AlreadyLinked, NotOnTheWeb

IN_CHAT = "link_"
"""What stands before a code in the payload that a chat is started with."""


@dataclass(frozen=True, slots=True)
class AskLink:
    """A code that links the chat or the web account of the actor with what uses it on the other side, once
    and within ten minutes. A former code of theirs is over with that.

    A web account that has a chat may ask for another one. Raises NotOnTheWeb, AlreadyLinked.
    """

    async def __call__(self, actor: User, *, side: LinkSide) -> tuple[Link, str]:
        if side is LinkSide.WEB and actor.clerk_id is None:
            raise NotOnTheWeb
        if side is LinkSide.CHAT and actor.clerk_id is not None:
            raise AlreadyLinked
        code = new_code()
        async with in_transaction():
            now = await database_time()
            await Link.filter(asked_by=actor, made_at=None, refused_at=None).update(refused_at=now)
            link = await Link.create(
                side=side, asked_by=actor, digest=digest_of(code), expires_at=now + VALID
            )
        return link, code


@dataclass(frozen=True, slots=True)
class LinkAddress:
    """Where a code is used: the chat for one that was asked for on the web, a page of the web front end for
    one of a chat. None where no front end is known.
    """

    start_links: StartLinks
    web_app_url: str | None

    async def __call__(self, code: str, *, side: LinkSide) -> str | None:
        if side is LinkSide.WEB:
            return await self.start_links(IN_CHAT + code)
        if self.web_app_url is None:
            return None
        return f"{self.web_app_url.rstrip('/')}/link?{urlencode({'code': code})}"
