from dataclasses import dataclass

from domain.accounts.models import User
from domain.media.errors import MediaTooLarge
from domain.media.models import Media
from domain.media.ports import MediaKind, Uploads
from domain.media.store_media import KeepFileId, StoreMedia


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a chat. `sends_alike`: by its id Telegram sends it in the same way as we would, so that it
    need not be uploaded again.
    """

    file_id: str
    title: str = ""
    too_large: bool = False
    sends_alike: bool = False


@dataclass(frozen=True, slots=True)
class TakeUpload:
    """Keeps what a person sent: a picture or a sound. To be called outside of a transaction.

    Raises MediaRefused, MediaLost and MediaUnavailable.
    """

    uploads: Uploads
    store_media: StoreMedia
    keep_file_id: KeepFileId

    async def __call__(self, actor: User, upload: Upload, *, kind: MediaKind = MediaKind.UPLOAD) -> Media:
        if upload.too_large:
            raise MediaTooLarge
        content = await self.uploads.fetch(upload.file_id)
        media = await self.store_media(actor, content, kind=kind, title=upload.title)
        if upload.sends_alike:
            await self.keep_file_id(media, upload.file_id)
        return media
