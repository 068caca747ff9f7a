"""Pictures and sounds that somebody brings."""

from typing import Annotated, Literal, Self

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from domain.accounts.models import User
from domain.app import UseCases
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.typed import one_line
from webhooks_app.endpoint import Id, Routes
from webhooks_app.schemas import Answer, Moment
from webhooks_app.uploading import read_file

routes = Routes("uploads")


class UploadForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: Annotated[
        bytes,
        WithJsonSchema({"type": "string", "format": "binary"}),
        Field(description="PNG, JPEG, WebP, MP3, OGG, WAV or M4A, at most 20 MB."),
    ]


class Uploaded(Answer):
    id: Id
    kind: Literal["image", "audio"]
    mime: str = Field(description="Told from the content.")
    size: int = Field(description="Bytes, as it is kept.")
    width: int | None = Field(description="Pixels.")
    height: int | None = Field(description="Pixels.")
    seconds: float | None
    url: str = Field(description="Good for a quarter of an hour.")
    created_at: Moment

    @classmethod
    def of(cls, media: Media, url: str) -> Self:
        return cls(
            id=media.id,
            kind="image" if media.is_picture else "audio",
            mime=media.mime,
            size=media.size,
            width=media.width,
            height=media.height,
            seconds=media.seconds,
            url=url,
            created_at=media.created_at,
        )


@routes.post("/api/v1/uploads", status=201, multipart=UploadForm, repeatable=True)
async def upload_file(use_cases: UseCases, actor: User, request: web.Request) -> Uploaded:
    """Keeps a picture or a sound: what it is, its content tells. Pictures are kept without their metadata."""
    file = await read_file(request)
    title = one_line("".join(sign for sign in file.name if sign.isprintable()))
    media = await use_cases.store_media(actor, file.content, kind=MediaKind.UPLOAD, title=title)
    return Uploaded.of(media, await use_cases.address_of(media))
