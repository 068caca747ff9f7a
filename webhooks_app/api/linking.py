"""The Telegram chat of a web account: linked both ways, and unlinked.

Both sides say yes before anything is linked (reliability T25). It needs somebody who is signed in: a personal
key may have been lent to a program (T26).
"""

from collections.abc import Sequence
from typing import Self

from aiohttp import web
from pydantic import Field

from domain.accounts.models import LinkSide, Plan, User
from domain.app import UseCases
from domain.errors import DomainError
from domain.linking.foresee import Foresight, Holdings
from domain.linking.links import MadeLink, OpenLink
from domain.linking.read_links import LinkStatus
from domain.usage.models import UsageKind
from webhooks_app.auth import is_signed_in
from webhooks_app.endpoint import Id, Routes
from webhooks_app.schemas import Answer, Body, Moment

routes = Routes("telegram")


class SessionNeeded(DomainError):
    """A key of a program is not enough: somebody has to be signed in."""

    code = "session_needed"


class LinkCode(Answer):
    url: str = Field(description="Opens the chat, which then asks whether to connect.")
    code: str = Field(description="Part of the address; works once.", max_length=64)
    expires_at: Moment


class UsedCode(Body):
    code: str = Field(
        min_length=1,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="From the address that the chat has opened.",
        examples=["Vd3m9kQ0T7wLr1xYb5uZcA"],
    )


class Side(Answer):
    brands: int
    posts: int
    scheduled_posts: int

    @classmethod
    def of(cls, holdings: Holdings) -> Self:
        return cls(brands=holdings.brands, posts=holdings.posts, scheduled_posts=holdings.scheduled)


class RenamedBrand(Answer):
    name: str
    becomes: str


class UsedTogether(Answer):
    posts: int
    pictures: int
    voice_characters: int


class Joining(Answer):
    """What becomes of two accounts that both have something."""

    chat: Side
    web: Side
    used_this_month: UsedTogether = Field(description="Of both together.")
    plan: Plan
    settings_of: LinkSide = Field(description="Whose language, time zone and other settings stay.")
    default_brand: str | None
    renamed_brands: Sequence[RenamedBrand] = Field(description="Those whose name the other side has, too.")
    brands_over_plan: int = Field(description="So many more than the plan has room for; all of them stay.")

    @classmethod
    def of(cls, foresight: Foresight) -> Self:
        used = foresight.used
        return cls(
            chat=Side.of(foresight.chat),
            web=Side.of(foresight.web),
            used_this_month=UsedTogether(
                posts=used[UsageKind.POSTS],
                pictures=used[UsageKind.PICTURES],
                voice_characters=used[UsageKind.VOICE_CHARACTERS],
            ),
            plan=foresight.plan,
            settings_of=foresight.keeps,
            default_brand=foresight.default_brand,
            renamed_brands=[RenamedBrand(name=old, becomes=new) for old, new in foresight.renamed],
            brands_over_plan=foresight.over_plan,
        )


class PendingLink(Answer):
    id: Id
    telegram_name: str = Field(description="Whose chat it is; to be shown before anybody says yes.")
    expires_at: Moment
    replaces: str | None = Field(
        description="The name in the chat that is connected until now, and is not any more then."
    )
    joins: Joining | None = Field(description="Null where one of the two has nothing yet.")

    @classmethod
    def of(cls, opened: OpenLink) -> Self:
        foresight = opened.foresight
        return cls(
            id=opened.link.id,
            telegram_name=opened.chat.name,
            expires_at=opened.link.expires_at,
            replaces=foresight.replaces,
            joins=Joining.of(foresight) if foresight.joins else None,
        )


class TelegramStatus(Answer):
    linked: bool
    telegram_name: str | None = Field(description="What the person is called in the connected chat.")
    pending: PendingLink | None = Field(description="A chat that waits for your yes.")

    @classmethod
    def of(cls, status: LinkStatus) -> Self:
        return cls(
            linked=status.linked,
            telegram_name=status.telegram_name,
            pending=PendingLink.of(status.waiting) if status.waiting else None,
        )


@routes.get("/api/v1/telegram/status")
async def telegram_status(use_cases: UseCases, actor: User) -> TelegramStatus:
    """Whether a chat is connected, and which one waits for your yes."""
    return TelegramStatus.of(await use_cases.read_link_status(actor))


@routes.post("/api/v1/telegram/link", errors=(403, 409), repeatable=True)
async def ask_link(use_cases: UseCases, actor: User, request: web.Request) -> LinkCode:
    """A new address that connects a chat; it works once, for ten minutes, and both sides are asked."""
    _signed_in(request)
    link, code = await use_cases.ask_link(actor, side=LinkSide.WEB)
    url = await use_cases.link_address(code, side=LinkSide.WEB)
    assert url is not None, "there is always a chat"
    return LinkCode(url=url, code=code, expires_at=link.expires_at)


@routes.post("/api/v1/telegram/link/accept", errors=(403, 409, 429))
async def accept_link(use_cases: UseCases, actor: User, request: web.Request, body: UsedCode) -> PendingLink:
    """The code of a chat that wants to be connected. Nothing is connected yet: show whose chat it is, and
    confirm; then the chat is asked.
    """
    _signed_in(request)
    return PendingLink.of(await use_cases.use_link_code(actor, body.code, on=LinkSide.WEB))


@routes.post("/api/v1/telegram/link/{id}/confirm", errors=(403, 409))
async def confirm_link(use_cases: UseCases, actor: User, request: web.Request, id: Id) -> TelegramStatus:
    """Your yes. Whoever says it last connects both; the answer tells whether that has happened."""
    _signed_in(request)
    answered = await use_cases.agree_to_link(actor, id, on=LinkSide.WEB)
    owner = answered.owner if isinstance(answered, MadeLink) else answered.web
    return TelegramStatus.of(await use_cases.read_link_status(owner))


@routes.delete("/api/v1/telegram/link/{id}", errors=(403,))
async def refuse_link(use_cases: UseCases, actor: User, request: web.Request, id: Id) -> None:
    """Your no. Nothing is connected."""
    _signed_in(request)
    await use_cases.refuse_link(actor, id, on=LinkSide.WEB)


@routes.delete("/api/v1/telegram/link", errors=(403, 409))
async def unlink(use_cases: UseCases, actor: User, request: web.Request) -> None:
    """The chat is disconnected; everything stays with this account. What is scheduled waits for a chat."""
    _signed_in(request)
    await use_cases.unlink(actor, on=LinkSide.WEB)


def _signed_in(request: web.Request) -> None:
    """Raises SessionNeeded. Who is asking is known by now."""
    if not is_signed_in(request):
        raise SessionNeeded
