import hashlib
from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.database import rows
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
class AddressOf:
    """An address to fetch what was found already: lasting if it is published, else good for a quarter of an
    hour. Raises MediaUnavailable.
    """

    store: MediaStore

    async def __call__(self, media: Media) -> str:
        lasting = self.store.public_link(media.key) if media.public else None
        return lasting or await self.store.link(media.key, mime=media.mime)


@dataclass(frozen=True, slots=True)
class LinkToMedia:
    """An address to fetch something of the actor's own, as AddressOf gives it. Raises MediaNotFound, also for
    other people's, and MediaUnavailable.
    """

    store: MediaStore
    get_media: GetMedia

    async def __call__(self, actor: User, media_id: UUID) -> str:
        return await AddressOf(self.store)(await self.get_media(actor, media_id))


@dataclass(frozen=True, slots=True)
class LinkToPublished:
    """An address to fetch what its owner published, for anybody: by itself, or as the picture of a post that
    is public. The latter is not lasting: it ends soon after the post is taken back.

    Raises MediaNotFound for what is private, and MediaUnavailable.
    """

    store: MediaStore

    async def __call__(self, media_id: UUID) -> str:
        media = await Media.get_or_none(id=media_id)
        if media is None or not (media.public or await _on_public_post(media_id)):
            raise MediaNotFound
        lasting = self.store.public_link(media.key) if media.public else None
        return lasting or await self.store.link(media.key, mime=media.mime)


@dataclass(frozen=True, slots=True)
class KeepFileId:
    """Telegram has it from now on under this id: it is uploaded there once."""

    async def __call__(self, media: Media, file_id: str) -> None:
        if media.telegram_file_id != file_id:
            media.telegram_file_id = file_id
            await Media.filter(id=media.id).update(telegram_file_id=file_id)


async def _on_public_post(media_id: UUID) -> bool:
    found = await rows(
        """
        SELECT 1 FROM posts p JOIN users u ON u.id = p.owner_id
        WHERE p.picture_id = $1 AND p.is_public AND u.active LIMIT 1
        """,
        media_id,
    )
    return bool(found)
