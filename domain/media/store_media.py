import hashlib
from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.media.errors import MediaNotFound
from domain.media.forms import Nature
from domain.media.models import Media
from domain.media.ports import MediaKind, MediaStore
from domain.media.workshop_process import MediaWorkshop

TITLE_LENGTH = 200

WANTED = {MediaKind.IMAGE: Nature.PICTURE, MediaKind.AUDIO: Nature.SOUND, MediaKind.UPLOAD: None}


@dataclass(frozen=True, slots=True)
class StoreMedia:
    """Verifies what was brought or made, and keeps it: pictures written anew without their metadata.

    To be called outside of a transaction: it takes seconds. What is stored before the row is there and never
    gets one is swept. Raises MediaRefused and MediaUnavailable.
    """

    store: MediaStore
    workshop: MediaWorkshop

    async def __call__(self, owner: User, content: bytes, *, kind: MediaKind, title: str = "") -> Media:
        checked = await self.workshop.check(content, wanted=WANTED[kind])
        key = self.store.new_key(owner.id, kind, checked.form.suffix)
        await self.store.put(key, checked.content, mime=checked.form.mime)
        return await Media.create(
            owner=owner,
            kind=kind,
            key=key,
            mime=checked.form.mime,
            size=len(checked.content),
            width=checked.finding.width,
            height=checked.finding.height,
            seconds=checked.finding.seconds,
            sha256=hashlib.sha256(checked.content).hexdigest(),
            title=title[:TITLE_LENGTH],
        )


@dataclass(frozen=True, slots=True)
class ReadMedia:
    """The bytes. Raises MediaLost and MediaUnavailable."""

    store: MediaStore

    async def __call__(self, media: Media) -> bytes:
        return await self.store.get(media.key)


@dataclass(frozen=True, slots=True)
class GetMedia:
    """Raises MediaNotFound, also for other people's."""

    async def __call__(self, actor: User, media_id: UUID) -> Media:
        media = await Media.get_or_none(id=media_id, owner=actor)
        if media is None:
            raise MediaNotFound
        return media


@dataclass(frozen=True, slots=True)
class LinkToMedia:
    """An address to fetch something of the actor's own: lasting if it is published, else good for a quarter
    of an hour. Raises MediaNotFound, also for other people's, and MediaUnavailable.
    """

    store: MediaStore
    get_media: GetMedia

    async def __call__(self, actor: User, media_id: UUID) -> str:
        media = await self.get_media(actor, media_id)
        lasting = self.store.public_link(media.key) if media.public else None
        return lasting or await self.store.link(media.key, mime=media.mime)


@dataclass(frozen=True, slots=True)
class LinkToPublished:
    """An address to fetch what its owner published, for anybody. Raises MediaNotFound for what is private,
    and MediaUnavailable.
    """

    store: MediaStore

    async def __call__(self, media_id: UUID) -> str:
        media = await Media.get_or_none(id=media_id, public=True)
        if media is None:
            raise MediaNotFound
        return self.store.public_link(media.key) or await self.store.link(media.key, mime=media.mime)


@dataclass(frozen=True, slots=True)
class KeepFileId:
    """Telegram has it from now on under this id: it is uploaded there once."""

    async def __call__(self, media: Media, file_id: str) -> None:
        if media.telegram_file_id != file_id:
            media.telegram_file_id = file_id
            await Media.filter(id=media.id).update(telegram_file_id=file_id)
