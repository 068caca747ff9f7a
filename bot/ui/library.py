"""What the buttons of the posts library carry: what is listed, and from where on.

`what` holds three letters, for status, platform and "words are searched for", each "-" when it is left open.
The words themselves have no room in 64 bytes: they stand in the message above the button.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from aiogram.filters.callback_data import CallbackData

from bot.ui.keyboards import LibraryFilter, LibraryPage, LibrarySearch
from bot.ui.names import letters_of, platforms_of
from domain.posts.models import PostStatus
from domain.posts.read_posts import Cursor, Wanted
from domain.posts.search import Words

STATUS_LETTERS = {
    PostStatus.DRAFT: "d",
    PostStatus.SCHEDULED: "s",
    PostStatus.DELIVERED: "v",
    PostStatus.PUBLISHED: "p",
    PostStatus.SKIPPED: "k",
    PostStatus.FAILED: "f",
}
_STATUSES = {letter: status for status, letter in STATUS_LETTERS.items()}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT_BYTES = 7
"""Microseconds since 1970 until the year 4253."""


def page_of(wanted: Wanted, before: Cursor | None = None) -> CallbackData:
    return LibraryPage(what=_what(wanted), brand=_brand(wanted), before=_packed_cursor(before))


def filters_of(wanted: Wanted, *, offset: int = 0) -> CallbackData:
    return LibraryFilter(what=_what(wanted), brand=_brand(wanted), offset=offset)


def search_within(wanted: Wanted) -> CallbackData:
    return LibrarySearch(what=_what(wanted), brand=_brand(wanted))


def wanted_by(data: LibraryPage | LibraryFilter | LibrarySearch, words: Words | None = None) -> Wanted:
    """What a button asks for; the words, if it has any, are put in by whoever knows them."""
    platforms = platforms_of(data.what[1])
    return Wanted(
        status=_STATUSES.get(data.what[0]),
        platform=platforms[0] if platforms else None,
        brand=UUID(bytes=_unpacked(data.brand)) if data.brand else None,
        words=words,
    )


def searches(data: LibraryPage | LibraryFilter | LibrarySearch) -> bool:
    """Whether words belong to what the button asks for."""
    return data.what[2] != "-"


def cursor_of(data: LibraryPage) -> Cursor | None:
    if not data.before:
        return None
    packed = _unpacked(data.before)
    moment = timedelta(microseconds=int.from_bytes(packed[:_MOMENT_BYTES]))
    return Cursor(_EPOCH + moment, UUID(bytes=packed[_MOMENT_BYTES:]))


def _what(wanted: Wanted) -> str:
    status = STATUS_LETTERS[wanted.status] if wanted.status else "-"
    platform = letters_of((wanted.platform,)) if wanted.platform else "-"
    return status + platform + ("w" if wanted.words else "-")


def _brand(wanted: Wanted) -> str:
    return _packed(wanted.brand.bytes) if wanted.brand else ""


def _packed_cursor(cursor: Cursor | None) -> str:
    if cursor is None:
        return ""
    moment = (cursor.created_at - _EPOCH) // timedelta(microseconds=1)
    return _packed(moment.to_bytes(_MOMENT_BYTES) + cursor.id.bytes)


def _packed(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _unpacked(packed: str) -> bytes:
    return urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
