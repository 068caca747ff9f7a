from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import Export, ExportStatus, User
from domain.jobs.ports import Job, JobQueue
from domain.media.ports import MediaStore
from domain.privacy.errors import ExportNotFound
from domain.privacy.read_archive import MIME

UNDER_WAY = (ExportStatus.QUEUED, ExportStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class OrderExport:
    """All data of the actor, to be made into an archive. Somebody has one under way at a time: whoever orders
    again gets that one.

    `chat_id` is the chat that waits for it, `progress_message_id` the message there that becomes it: one that
    is waited for already keeps its own.
    """

    jobs: JobQueue

    async def __call__(
        self, actor: User, *, chat_id: int | None = None, progress_message_id: int | None = None
    ) -> Export:
        async with in_transaction():
            # Two orders at once: the second finds the one that the first has made.
            await User.select_for_update(no_key=True).get(id=actor.id)
            export = await Export.filter(owner=actor, status__in=UNDER_WAY).first()
            if export is None:
                export = await Export.create(owner=actor)
                await self.jobs.enqueue(Job.EXPORT_DATA, export.id, first=False)
            if export.chat_id is None and chat_id is not None:
                export.chat_id, export.progress_message_id = chat_id, progress_message_id
                await export.save(update_fields=["chat_id", "progress_message_id"])
        return export


@dataclass(frozen=True, slots=True)
class GetExport:
    """An archive of the actor's that is ready. Raises ExportNotFound, also for other people's."""

    async def __call__(self, actor: User, export_id: UUID) -> Export:
        export = await Export.get_or_none(id=export_id, owner=actor, status=ExportStatus.SUCCEEDED)
        if export is None or export.key is None:
            raise ExportNotFound
        return export


@dataclass(frozen=True, slots=True)
class LinkToExport:
    """An address to fetch it at, good for a quarter of an hour. Raises ExportNotFound, MediaUnavailable."""

    store: MediaStore
    get_export: GetExport

    async def __call__(self, actor: User, export_id: UUID) -> str:
        export = await self.get_export(actor, export_id)
        return await self.store.link(str(export.key), mime=MIME)
