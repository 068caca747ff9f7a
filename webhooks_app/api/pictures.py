"""Pictures: painted from a description, and those that were painted."""

from typing import ClassVar

from aiohttp import web
from pydantic import Field

from domain.accounts.models import User
from domain.app import UseCases
from domain.pictures.models import Look, PaintModel, Picture, PictureStatus, Shape
from domain.pictures.order_picture import UNDER_WAY, PictureChoice
from domain.pictures.prompts import LONGEST, SHORTEST
from domain.requests.errors import StillUnderWay
from webhooks_app import waiting
from webhooks_app.endpoint import Id, Routes
from webhooks_app.failures import OF_PICTURES, Failure, came_to_nothing
from webhooks_app.limits import Limit
from webhooks_app.paging import part_of, place_of
from webhooks_app.schemas import Answer, Body, Moment, Page, PageQuery

routes = Routes("pictures")

THREE_AND_MORE = r"[^\s\x00-\x1f\x7f-\x9f][\s\S]+[^\s\x00-\x1f\x7f-\x9f]"
"""At least three signs on the one line that is kept."""


class PictureOrder(Body):
    prompt: str = Field(
        min_length=SHORTEST,
        max_length=LONGEST,
        pattern=THREE_AND_MORE,
        description="What is to be seen.",
        examples=["A quiet harbour at dawn, fishing boats, soft light"],
    )
    style: Look
    aspect_ratio: Shape
    model: PaintModel
    post_id: Id | None = Field(None, description="The post that it is for.")


class PictureNow(Answer):
    id: Id
    status: PictureStatus
    url: str | None = Field(description="Good for a quarter of an hour; null until it is painted.")
    width: int | None = Field(description="Pixels.")
    height: int | None = Field(description="Pixels.")
    prompt: str
    style: Look
    aspect_ratio: Shape
    model: PaintModel
    post_id: Id | None
    error: Failure | None = Field(description="Why there is none, when it has failed.")
    created_at: Moment


class PictureOrdered(Answer):
    status_code: ClassVar[int | None] = 202

    image_id: Id


@routes.post("/api/v1/images/generate", errors=(402, 404, 504), limit=Limit.PAINTING, repeatable=True)
async def paint_picture(
    use_cases: UseCases, actor: User, body: PictureOrder, request: web.Request, request_key: str, waits: bool
) -> PictureNow | PictureOrdered:
    """A picture out of a description. What must not be shown is refused and costs nothing.

    Waits until it is painted, for two minutes at the most. With `Prefer: respond-async` it answers at once,
    and the picture is asked for by its id.
    """
    ordered = await use_cases.order_picture(
        actor,
        body.prompt,
        PictureChoice(body.style, body.aspect_ratio, body.model),
        request_key=request_key,
        post_id=body.post_id,
    )
    if not waits:
        return PictureOrdered(image_id=ordered.id)
    name = {"imageId": str(ordered.id)}
    try:
        picture = await waiting.until_ended(
            request,
            ordered.id,
            lambda: use_cases.get_picture(actor, ordered.id),
            lambda found: found.status not in UNDER_WAY,
            seconds=waiting.PICTURE,
        )
    except waiting.LostPatience:
        raise StillUnderWay(**name) from None
    if picture.status is not PictureStatus.SUCCEEDED:
        raise came_to_nothing(_reason(picture), OF_PICTURES, **name)
    return await _said(use_cases, picture)


@routes.get("/api/v1/images")
async def list_pictures(use_cases: UseCases, actor: User, query: PageQuery) -> Page[PictureNow]:
    """Your pictures, the newest first."""
    found = await use_cases.list_pictures(actor, limit=query.limit + 1, before=place_of(query.cursor))
    part, cursor = part_of(found, query.limit, lambda picture: (picture.created_at, picture.id))
    return Page(items=[await _said(use_cases, picture) for picture in part], next_cursor=cursor)


@routes.get("/api/v1/images/{id}")
async def read_picture(use_cases: UseCases, actor: User, id: Id) -> PictureNow:
    """How a picture stands, with its address once it is painted."""
    return await _said(use_cases, await use_cases.get_picture(actor, id))


async def _said(use_cases: UseCases, picture: Picture) -> PictureNow:
    """The picture comes with its media."""
    media = picture.media
    failed = picture.status in (PictureStatus.FAILED, PictureStatus.CANCELLED)
    return PictureNow(
        id=picture.id,
        status=picture.status,
        url=await use_cases.address_of(media) if media else None,
        width=media.width if media else None,
        height=media.height if media else None,
        prompt=picture.prompt,
        style=picture.look,
        aspect_ratio=picture.shape,
        model=picture.model,
        post_id=picture.post_id,
        error=Failure.of(_reason(picture), OF_PICTURES) if failed else None,
        created_at=picture.created_at,
    )


def _reason(picture: Picture) -> str | None:
    return "cancelled" if picture.status is PictureStatus.CANCELLED else picture.error
