from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Job(StrEnum):
    """Work that a worker does in the background. The row with the job's id is the truth of its outcome."""

    WRITE_POSTS = "write_posts"
    REWRITE_POST = "rewrite_post"
    WRITE_TEXT = "write_text"
    READ_PIECE = "read_piece"
    DISTIL_VOICE = "distil_voice"
    PAINT_PICTURE = "paint_picture"
    SPEAK_VOICE_OVER = "speak_voice_over"
    HANDLE_EVENT = "handle_event"
    EXPORT_DATA = "export_data"
    ERASE_ACCOUNT = "erase_account"


class JobQueue(Protocol):
    async def enqueue(self, job: Job, row_id: UUID, *, first: bool) -> None:
        """Ask for the job in the caller's transaction: it exists if and only if that transaction is
        committed.

        `first` puts it before the ordinary ones.
        """
