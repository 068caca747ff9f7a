"""All of somebody's data in their hands, and all of it gone."""

from collections.abc import Sequence
from typing import Any, Self

from aiohttp import web
from pydantic import Field

from domain.accounts.models import ExportStatus, User
from domain.app import UseCases
from domain.privacy import read_archive
from webhooks_app.endpoint import Routes
from webhooks_app.schemas import Answer, Moment

routes = Routes("privacy")

EXPORT = "/api/v1/users/me/export"


class Archive(Answer):
    status: ExportStatus | None = Field(description="How the last order stands; null when there is none.")
    url: str | None = Field(description="Where to fetch it (zip), for 15 minutes from now.")
    expires_at: Moment | None = Field(description="When it is deleted.")

    @classmethod
    def of(cls, archive: read_archive.Archive) -> Self:
        return cls(status=archive.status, url=archive.url, expires_at=archive.expires_at)


class ArchiveState(Answer):
    archive: Archive


Things = Sequence[dict[str, Any]]


class PersonalData(Answer):
    """Everything that is kept of the caller, the oldest first in each list."""

    exported_at: Moment
    profile: dict[str, Any]
    chats: Things
    api_keys: Things
    links: Things
    exports: Things
    media: Things = Field(description="With links that are good for 15 minutes.")
    brands: Things
    sources: Things = Field(description="With their pieces.")
    generations: Things
    compositions: Things
    pictures: Things
    voice_overs: Things
    cloned_voices: Things
    posts: Things = Field(description="With all texts that they have had.")
    series: Things
    deliveries: Things = Field(description="With all attempts.")
    subscriptions: Things
    checkouts: Things
    star_payments: Things
    usage: Things = Field(description="For each month; with what was set aside and used.")
    spending: Things = Field(description="What providers were paid, for each day, in USD.")
    archive: Archive


@routes.get(EXPORT)
async def export_data(
    request: web.Request, use_cases: UseCases, actor: User
) -> web.StreamResponse | PersonalData:
    """Everything that is kept of you, and how your archive stands.

    However much it is, it is written as it is read.
    """
    pieces = use_cases.read_own_data(actor)
    first = await anext(pieces)  # what cannot be read at all is still refused as usual
    response = web.StreamResponse(
        headers={"Content-Disposition": 'attachment; filename="postaify-data.json"'}
    )
    response.content_type, response.charset = "application/json", "utf-8"
    await response.prepare(request)
    try:
        await response.write(first.encode())
        async for piece in pieces:
            await response.write(piece.encode())
    except Exception:
        # Half of it must not look like the whole.
        if request.transport is not None:
            request.transport.close()
        raise
    await response.write_eof()
    return response


@routes.post(EXPORT, status=202, repeatable=True)
async def order_archive(use_cases: UseCases, actor: User) -> ArchiveState:
    """Your data and your media as one archive (zip), to be fetched within a week.

    One is made at a time: another order gets the same one.
    """
    await use_cases.order_export(actor)
    return ArchiveState(archive=Archive.of(await use_cases.read_archive(actor)))


@routes.get(f"{EXPORT}/archive")
async def read_archive_state(use_cases: UseCases, actor: User) -> ArchiveState:
    """How your archive stands, without all the rest."""
    return ArchiveState(archive=Archive.of(await use_cases.read_archive(actor)))


@routes.delete("/api/v1/users/me")
async def erase_account(use_cases: UseCases, actor: User) -> None:
    """Your account is closed at once, and everything in it is erased within the hour.

    Nothing that is scheduled is delivered any more, and subscriptions end. It cannot be undone.
    """
    await use_cases.begin_erasure(actor)
