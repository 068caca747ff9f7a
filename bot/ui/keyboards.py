"""Inline keyboards as rows of buttons, and the data that buttons carry: always the id of a thing."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from domain.accounts.models import Digest, Plan
from domain.brands.fields import BrandField
from domain.brands.voice import VoiceField
from domain.scheduling.move_zone import Keep
from domain.voice.manners import Preset, Setting
from domain.writing.models import CompositionKind
from domain.writing.order_posts import MOST_POSTS
from domain.writing.rewriting import Way
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


class ZoneKept(CallbackData, prefix="zkeep"):
    """Another zone, and what becomes of what is scheduled."""

    zone: str
    keep: Keep


class SettingsAction(CallbackData, prefix="set"):
    what: str


class ExportBrought(CallbackData, prefix="xget"):
    """The archive of an export, once more."""

    id: UUID


class EraseVerb(StrEnum):
    ASK = "ask"
    SURELY = "del!"
    KEEP = "keep"


class EraseAction(CallbackData, prefix="erase"):
    """An account and all that is in it; whoever begins anew after that has another one."""

    account: UUID
    verb: EraseVerb


class LinkVerb(StrEnum):
    YES = "yes"
    NO = "no"


class LinkAnswer(CallbackData, prefix="link"):
    """What a chat says to being linked with a web account."""

    id: UUID
    verb: LinkVerb


class LanguageChosen(CallbackData, prefix="lang"):
    locale: str


class BrandVerb(StrEnum):
    CREATE = "new"
    SKIP = "skip"


class BrandAction(CallbackData, prefix="brand"):
    verb: BrandVerb


class BrandChosen(CallbackData, prefix="bpick"):
    id: UUID


class BrandShown(CallbackData, prefix="bshow"):
    """The screen of one brand."""

    id: UUID


class SlotsVerb(StrEnum):
    ASK = "ask"
    CLEAR = "clear"


class SlotsAction(CallbackData, prefix="slots"):
    """The publishing times of a brand."""

    brand: UUID
    verb: SlotsVerb


class SlotsKept(CallbackData, prefix="skeep"):
    """Publishing times that were typed; they stand in the conversation, `check` tells whether still those."""

    brand: UUID
    check: str


class BrandsPage(CallbackData, prefix="brands"):
    offset: int = Field(ge=0)


class PlatformToggle(CallbackData, prefix="bplat"):
    """A platform among those of a brand that is being made; `chosen` are the initials chosen so far."""

    chosen: str


class BrandPlatforms(CallbackData, prefix="bsave"):
    chosen: str


class BrandMenuVerb(StrEnum):
    CHANGE = "edit"
    DELETE = "del"
    DELETE_SURELY = "del!"


class BrandMenu(CallbackData, prefix="bmenu"):
    """What can be done with a brand."""

    id: UUID
    verb: BrandMenuVerb


class BrandFieldAction(CallbackData, prefix="bfield"):
    """One field of a brand: asks for it, or clears it."""

    id: UUID
    field: BrandField
    clear: bool = False


class BrandPlatformsAction(CallbackData, prefix="bplats"):
    """The platforms of a brand as chosen so far; kept with the last tap."""

    id: UUID
    chosen: str
    keep: bool = False


class LogoVerb(StrEnum):
    SHOW = "show"
    ON_PICTURES = "on"
    OFF_PICTURES = "off"
    REMOVE = "del"


class LogoAction(CallbackData, prefix="logo"):
    """The logo of a brand."""

    brand: UUID
    verb: LogoVerb


class VoiceVerb(StrEnum):
    SHOW = "show"
    COLLECT = "new"
    ENOUGH = "all"
    CHANGE = "edit"
    DROP = "drop"
    DROP_SURELY = "drop!"


class VoiceAction(CallbackData, prefix="voice"):
    """The voice card of a brand."""

    brand: UUID
    verb: VoiceVerb


class VoiceDraftVerb(StrEnum):
    SHOW = "show"
    KEEP = "keep"
    CHANGE = "edit"
    AGAIN = "again"
    DROP = "drop"


class VoiceDraftAction(CallbackData, prefix="vdraft"):
    """A voice card that was just distilled; it carries the run that it came out of."""

    id: UUID
    verb: VoiceDraftVerb


class VoiceFieldAction(CallbackData, prefix="vfield"):
    """One field of a card: asks for it, or clears it. `id`: the brand of a kept card, the run of a draft."""

    id: UUID
    kept: bool
    field: VoiceField
    clear: bool = False


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


class OrderStopped(CallbackData, prefix="stop"):
    """No more of an order than what is finished. It carries any one generation of the order."""

    id: UUID


class SourceVerb(StrEnum):
    ANEW = "anew"
    FORGET = "drop"
    MORE = "more"
    ENOUGH = "all"


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
    REPEAT = "rep"
    REWRITE = "rewr"
    LANGUAGES = "langs"
    TELL = "tell"
    MORE = "more"
    PICTURE = "pic"
    VOICE_OVER = "say"


class PostAction(CallbackData, prefix="post"):
    id: UUID
    verb: PostVerb


class RewriteChosen(CallbackData, prefix="rw"):
    """A way to write a post anew; `to` is the platform or the language that belongs to it.

    `number` says how many orders the post had when the button was drawn: two taps on it are one order. 61
    bytes when full.
    """

    post: UUID
    number: int = Field(ge=0, le=99_999)
    way: Way
    to: str = ""


class TextChosen(CallbackData, prefix="txt"):
    """Another text to be made from a post; `number` as above."""

    post: UUID
    number: int = Field(ge=0, le=99_999)
    kind: CompositionKind


class VersionVerb(StrEnum):
    UNDO = "undo"
    COMPARE = "cmp"


class VersionAction(CallbackData, prefix="ver"):
    """What can be done with the text that a post had at that version."""

    post: UUID
    version: int
    verb: VersionVerb


class MediaVerb(StrEnum):
    ATTACH = "add"
    SHOW = "see"
    REMOVE = "off"


class PostMedia(CallbackData, prefix="pmed"):
    """The picture or the sound of a post. `media`: which one, its id in 22 letters; 64 bytes when full."""

    post: UUID
    verb: MediaVerb
    media: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{22})?$")


class OfferedAttachment(CallbackData, prefix="offer"):
    """Attaches what the message that carries this button answers."""

    post: UUID


class Quick(StrEnum):
    HOUR = "1h"
    TONIGHT = "tonight"
    MORNING = "morning"
    SLOT = "slot"


class QuickTime(CallbackData, prefix="quick"):
    post: UUID
    quick: Quick


class ExactTime(CallbackData, prefix="at"):
    """A moment that was understood from typed words: seconds since 1970, UTC."""

    post: UUID
    at: int


RULE = r"^(d[0-9]{0,2}|k|w([0-9]{1,2}\.[0-9a-f]{2})?|m([0-9]{1,2}\.[0-9]{1,2})?)$"
"""How often, as bot/ui/repeats.py packs it."""

LAST_MINUTE = 120_000_000
"""Naive minutes since 1970, in the year 2198."""


class RepeatRule(CallbackData, prefix="rrule"):
    """How often; at what time is asked next."""

    post: UUID
    rule: str = Field(pattern=RULE)


class RepeatDay(CallbackData, prefix="rday"):
    """A CalendarStep of somebody who chooses when a repeating begins. 59 bytes when full."""

    post: UUID
    view: str
    at: str
    rule: str = Field(pattern=RULE)


class RepeatFrom(CallbackData, prefix="rfrom"):
    """How often and from when on (`wall`: naive minutes since 1970); for how long is asked next."""

    post: UUID
    rule: str = Field(pattern=RULE)
    wall: int = Field(ge=0, le=LAST_MINUTE)


class RepeatKept(CallbackData, prefix="rkeep"):
    """A repeating with all that belongs to it: begins when it is tapped. 64 bytes when full."""

    post: UUID
    rule: str = Field(pattern=RULE)
    wall: int = Field(ge=0, le=LAST_MINUTE)
    ending: str = Field(pattern=r"^(0|n[0-9]{1,3}|u[0-9]{8})$")


class SeriesVerb(StrEnum):
    SKIP = "skip"
    STOP = "stop"
    CANCEL_ALL = "all"


class SeriesAction(CallbackData, prefix="series"):
    """A button of one occurrence. It carries the delivery: tapped twice it does not skip two."""

    id: UUID
    verb: SeriesVerb


class PostsPage(CallbackData, prefix="posts"):
    """A page behind that post, as older messages ask for it; today it is a LibraryPage."""

    before: UUID | None = None


class LibraryPage(CallbackData, prefix="lib"):
    """A page of what is wanted of the library; bot/ui/library.py packs and reads it. 63 bytes when full."""

    what: str = Field(pattern=r"^[dsvpkf-][tli-][w-]$")
    brand: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{22})?$")
    before: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{31})?$")


class LibraryFilter(CallbackData, prefix="libf"):
    """The chips to choose by, with the brands from `offset` on."""

    what: str = Field(pattern=r"^[dsvpkf-][tli-][w-]$")
    brand: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{22})?$")
    offset: int = Field(default=0, ge=0, le=10_000)


class LibrarySearch(CallbackData, prefix="libs"):
    """Asks for words to search for, among what is wanted."""

    what: str = Field(pattern=r"^[dsvpkf-][tli-][w-]$")
    brand: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{22})?$")


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
    SHOW = "show"


class CardAction(CallbackData, prefix="card"):
    """A button of a delivery card. It carries the delivery: whoever taps it proves that it arrived."""

    id: UUID
    verb: CardVerb


class MissedVerb(StrEnum):
    SEND = "send"
    SHOW = "show"
    DRAFTS = "drafts"


class MissedAction(CallbackData, prefix="missed"):
    """What shall become of the posts of a person that missed their time; `offset` pages through them."""

    verb: MissedVerb
    offset: int = Field(default=0, ge=0, le=1_000_000)


class DigestChosen(CallbackData, prefix="digest"):
    """How often the digest comes, and at which hour of the person's clock."""

    digest: Digest
    hour: int = Field(ge=0, le=23)


class QuietFrom(CallbackData, prefix="qfrom"):
    """No notices from this hour on; until when is asked next."""

    begin: int = Field(ge=0, le=23)


class QuietChosen(CallbackData, prefix="quiet"):
    """No notices from one hour until another; the same one twice stands for none."""

    begin: int = Field(ge=0, le=23)
    end: int = Field(ge=0, le=23)


class PlanVerb(StrEnum):
    SHOW = "show"
    COMPARE = "cmp"
    MANAGE = "manage"
    CANCEL = "stop"
    CANCEL_SURELY = "stop!"
    RENEW = "renew"
    HELP = "help"


class PlanAction(CallbackData, prefix="plan"):
    """What can be done with a person's own plan."""

    verb: PlanVerb


class PlanChosen(CallbackData, prefix="buy"):
    """A plan, to be paid for; the ways to do that come next."""

    plan: Plan


class StarsRefunded(CallbackData, prefix="refund"):
    """A payment in Stars, to be given back by an operator."""

    payment: UUID


HOW = r"^[pdn][slp][fbt]$"
"""How a picture shall be made, as bot/ui/picture_choice.py packs it."""


class PictureWish(CallbackData, prefix="pic"):
    """How a picture shall be made, as chosen so far; what shall be on it stands in the message above."""

    how: str = Field(pattern=HOW)
    post: UUID | None = None


class PictureOrdered(CallbackData, prefix="paint"):
    """The same choice, to be carried out."""

    how: str = Field(pattern=HOW)
    post: UUID | None = None


class PromptAsked(CallbackData, prefix="prompt"):
    """Something else shall be on the picture; the choice stays."""

    how: str = Field(pattern=HOW)
    post: UUID | None = None


class PictureVerb(StrEnum):
    CANCEL = "stop"
    AGAIN = "again"
    CHANGE = "edit"
    ATTACH = "attach"
    DONE = "done"


class PictureAction(CallbackData, prefix="pict"):
    """What can be done with a picture that was ordered."""

    id: UUID
    verb: PictureVerb


class PictureAttached(CallbackData, prefix="patt"):
    """A picture and the post to put it on, both as bot/ui/ids.py packs them. 50 bytes when full."""

    picture: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$")
    post: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$")


DRAFT = r"^[0-9a-f]{8}$"
"""Which voice-over is being put together: what belongs to it stands in the conversation."""


class SpeechStep(StrEnum):
    DESK = "desk"
    VOICES = "list"
    FINE = "fine"
    BOOST_ON = "boost"
    BOOST_OFF = "plain"
    KEEP_VOICE = "keep"
    SCRIPT = "script"
    ORDER = "say"


class SpeechAction(CallbackData, prefix="sp"):
    """A step of putting a voice-over together; `offset` pages through the voices."""

    token: str = Field(pattern=DRAFT)
    step: SpeechStep
    offset: int = Field(default=0, ge=0, le=10_000)


class SpeechVoice(CallbackData, prefix="spv"):
    """A voice: taken, or heard. 49 bytes when full."""

    token: str = Field(pattern=DRAFT)
    voice: str = Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")
    hear: bool = False


class SpeechPreset(CallbackData, prefix="spp"):
    token: str = Field(pattern=DRAFT)
    preset: Preset


class SpeechSetting(CallbackData, prefix="sps"):
    """A setting and the value, in hundredths, that a tap leads to."""

    token: str = Field(pattern=DRAFT)
    setting: Setting
    value: int = Field(ge=0, le=200)


class ScriptSpoken(CallbackData, prefix="spt"):
    """A script that was written, to be spoken. It carries its composition."""

    id: UUID


class OwnVoiceVerb(StrEnum):
    SHOW = "show"
    AGREE = "agree"
    DELETE = "del"
    DELETE_SURELY = "del!"


class OwnVoiceAction(CallbackData, prefix="own"):
    """A person's own voice; deleting carries the voice that it is about."""

    verb: OwnVoiceVerb
    id: UUID | None = None


class VoiceOverVerb(StrEnum):
    CANCEL = "stop"
    PLAY = "play"
    ATTACH = "attach"
    AGAIN = "again"
    DONE = "done"


class VoiceOverAction(CallbackData, prefix="vo"):
    """What can be done with a voice-over that was ordered."""

    id: UUID
    verb: VoiceOverVerb


class VoiceOverAttached(CallbackData, prefix="voat"):
    """A voice-over and the post to put it on, both as bot/ui/ids.py packs them. 50 bytes when full."""

    voice_over: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$")
    post: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$")
