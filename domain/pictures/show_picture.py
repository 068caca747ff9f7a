from dataclasses import dataclass
from uuid import UUID

from domain.pictures.models import Picture
from domain.pictures.ports import PictureDesk


@dataclass(frozen=True, slots=True)
class ShowPicture:
    """Shows how a picture stands, in the message of its order.

    Several do so at once, the worker and the tap itself. Each looks again after it has shown something, so
    that the last word is the truth, whoever has it.
    """

    desk: PictureDesk

    async def __call__(self, picture_id: UUID) -> None:
        shown = None
        while True:
            picture = await Picture.get_or_none(id=picture_id).prefetch_related("owner", "media")
            if picture is None or picture.chat_id is None:
                return
            standing = (picture.status, picture.progress_message_id)
            if standing == shown:
                return
            await self.desk.show(picture, locale=picture.owner.locale)
            shown = standing


@dataclass(frozen=True, slots=True)
class HandOver:
    """Brings a finished picture to its chat, unless that has it already. To be done by its job alone, as
    often as the job is: a job that dies right after the chat has taken the picture brings it once more.

    Raises NotHandedOver.
    """

    desk: PictureDesk

    async def __call__(self, picture_id: UUID) -> None:
        picture = await Picture.get_or_none(id=picture_id).prefetch_related("owner", "media")
        if picture is None or picture.media is None or picture.chat_id is None:
            return
        if picture.media.telegram_file_id is None:
            await self.desk.hand_over(picture, picture.media, locale=picture.owner.locale)
