"""Inline keyboards as rows of buttons, and the data that buttons carry: always the id of a thing."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from domain.writing.order_posts import MOST_POSTS
from domain.writing.styles import Style

Row = Sequence[InlineKeyboardButton]


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Rows from top to bottom; an empty row is left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack())


def link(text: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, url=url)


def copy(text: str, copied: str) -> InlineKeyboardButton:
    """`copied`: 1 to 256 characters (Bot API, CopyTextButton)."""
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=copied))


class ZoneChosen(CallbackData, prefix="zone"):
    zone: str


class SettingsAction(CallbackData, prefix="set"):
    what: str


class LanguageChosen(CallbackData, prefix="lang"):
    locale: str


class BrandVerb(StrEnum):
    CREATE = "new"
    SKIP = "skip"


class BrandAction(CallbackData, prefix="brand"):
    verb: BrandVerb


class BrandChosen(CallbackData, prefix="bpick"):
    id: UUID


class BrandsPage(CallbackData, prefix="brands"):
    offset: int = Field(ge=0)


class PlatformToggle(CallbackData, prefix="bplat"):
    """A platform among those of a brand that is being made; `chosen` are the initials chosen so far."""

    chosen: str


class BrandPlatforms(CallbackData, prefix="bsave"):
    chosen: str


class Wish(CallbackData, prefix="wish"):
    """What is to be written, as chosen so far: each chip carries the choice that a tap on it leads to."""

    source: UUID
    platforms: str
    style: Style
    number: int = Field(ge=1, le=MOST_POSTS)


class WishWritten(CallbackData, prefix="write"):
    """The same choice, to be carried out."""

    source: UUID
    platforms: str
    style: Style
    number: int = Field(ge=1, le=MOST_POSTS)


class SourceVerb(StrEnum):
    ANEW = "anew"
    FORGET = "drop"


class SourceAction(CallbackData, prefix="src"):
    verb: SourceVerb
    id: UUID


class PostVerb(StrEnum):
    SHOW = "show"
    BACK = "back"
    SCHEDULE = "when"
    EDIT = "edit"
    COPY = "copy"
    DELETE = "del"
    DELETE_SURELY = "del!"
    UNSCHEDULE = "unsch"
    SEND_NOW = "now"


class PostAction(CallbackData, prefix="post"):
    id: UUID
    verb: PostVerb


class Quick(StrEnum):
    HOUR = "1h"
    TONIGHT = "tonight"
    MORNING = "morning"


class QuickTime(CallbackData, prefix="quick"):
    post: UUID
    quick: Quick


class ExactTime(CallbackData, prefix="at"):
    """A moment that was understood from typed words: seconds since 1970, UTC."""

    post: UUID
    at: int


class PostsPage(CallbackData, prefix="posts"):
    before: UUID | None = None


class SchedulePageOf(CallbackData, prefix="sched"):
    offset: int = Field(default=0, ge=0)


class CardVerb(StrEnum):
    POSTED = "posted"
    SKIP = "skip"
    SNOOZE = "snooze"
    SNOOZE_HOUR = "snz1h"
    SNOOZE_EVENING = "snzeve"
    SNOOZE_TOMORROW = "snztom"
    EDIT = "edit"
    BACK = "back"
    ARRIVED = "arrived"
    SEND_AGAIN = "again"


class CardAction(CallbackData, prefix="card"):
    """A button of a delivery card. It carries the delivery: whoever taps it proves that it arrived."""

    id: UUID
    verb: CardVerb
