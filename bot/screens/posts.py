from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import UUID

from aiogram.enums import MessageEntityType
from aiogram.types import InlineKeyboardButton, Message
from aiogram.utils.formatting import Bold, Code, Italic, Text, TextLink

from bot.screens.writing import excerpt
from bot.texts import Texts
from bot.ui.ids import packed
from bot.ui.keyboards import (
    MediaVerb,
    PostAction,
    PostMedia,
    PostVerb,
    VersionAction,
    VersionVerb,
    button,
    copy,
    keyboard,
)
from bot.ui.library import filters_of, page_of, search_within
from bot.ui.names import PLATFORM_NAMES
from bot.ui.reader import Reader
from bot.ui.repeats import repeats_buttons, repeats_line
from bot.ui.screen import Screen
from bot.ui.times import with_zone
from domain.brands.models import Brand
from domain.delivery.models import DeliveryStatus
from domain.platforms import length_of, limit_of
from domain.posts.letters import parts_of, texts_before_card
from domain.posts.models import Post, PostStatus
from domain.posts.read_posts import EVERYTHING, FAR, ListedPost, Page, Wanted
from domain.posts.thread import unnumbered
from domain.scheduling.read_schedule import Coming

NUMBERS_IN_A_ROW = 5
BRANDS = 8
"""Brands that are offered to filter by at once."""

MARKS = {
    PostStatus.DRAFT: "📝",
    PostStatus.SCHEDULED: "🗓",
    PostStatus.DELIVERED: "📬",
    PostStatus.PUBLISHED: "✅",
    PostStatus.SKIPPED: "⏭",
    PostStatus.FAILED: "⚠️",
}


def post_card(
    reader: Reader,
    post: Post,
    brand: Brand | None,
    coming: Coming | None,
    *,
    former: bool = False,
    note: Text | None = None,
) -> Screen:
    """A post to work on: its text, what it counts on its platform, when it comes and whether it repeats.

    `former`: there is an earlier text to go back to. `note` is said below it all.
    """
    text = Text(body_of(post), "\n\n", about(reader.texts, post, brand), *_media_lines(reader.texts, post))
    if coming:
        at = coming.delivery.scheduled_for
        when = with_zone(at, zone=reader.zone, locale=reader.texts.locale, now=reader.now)
        held = coming.delivery.status == DeliveryStatus.HELD
        comes = (
            reader.texts.rich("post-held", when=when)
            if held
            else reader.texts.rich("post-scheduled", when=when)
        )
        text = Text(text, "\n", comes, *repeats_line(reader, coming))
    if note:
        text = Text(text, "\n\n", note)
    versions = [version_buttons(reader.texts, post)] if former else []
    return Screen(text, keyboard(*versions, *_actions(reader.texts, post, coming)))


def _media_lines(texts: Texts, post: Post) -> list[Text | str]:
    lines: list[Text | str] = []
    if post.picture_id:
        lines += ["\n", texts.rich("post-picture")]
    if post.sound_id:
        lines += ["\n", texts.rich("post-sound")]
    return lines


def _media_buttons(texts: Texts, post: Post) -> list[list[InlineKeyboardButton]]:
    def action(words: str, verb: MediaVerb, media: UUID | None = None) -> InlineKeyboardButton:
        return button(words, PostMedia(post=post.id, verb=verb, media=packed(media) if media else ""))

    picture = button(texts("picture-from-post"), PostAction(id=post.id, verb=PostVerb.PICTURE))
    voice = button(texts("post-voice-over"), PostAction(id=post.id, verb=PostVerb.VOICE_OVER))
    rows = [[picture, voice, action(texts("post-attach"), MediaVerb.ATTACH)]]
    if post.picture_id:
        rows.append(
            [
                action(texts("post-see-picture"), MediaVerb.SHOW, post.picture_id),
                action(texts("post-remove-picture"), MediaVerb.REMOVE, post.picture_id),
            ]
        )
    if post.sound_id:
        rows.append(
            [
                action(texts("post-hear-sound"), MediaVerb.SHOW, post.sound_id),
                action(texts("post-remove-sound"), MediaVerb.REMOVE, post.sound_id),
            ]
        )
    return rows


def body_of(post: Post) -> Text:
    """The text as it is shown: a thread part by part, each with its number and what it counts."""
    parts = parts_of(post)
    if len(parts) == 1:
        return Text(post.text)
    pieces: list[Text | str] = []
    for number, (part, bare) in enumerate(zip(parts, unnumbered(parts), strict=True), 1):
        label = f"{number}/{len(parts)} · {length_of(part, post.platform)}"
        pieces += ["\n\n", Italic(label), "\n", bare]
    return Text(*pieces[1:])


def about(texts: Texts, post: Post, brand: Brand | None) -> Text:
    """The line below a text: platform, length against the limit, brand, and where it stands."""
    line = _measured(texts, post)
    if brand:
        line += Text(" · ", brand.name)
    if post.status not in (PostStatus.DRAFT, PostStatus.SCHEDULED):
        line += Text(" · ", MARKS[post.status], " ", status_name(texts, post.status))
    if post.live_url:
        line += Text(" · ", TextLink(f"🔗 {urlsplit(post.live_url).hostname}", url=post.live_url))
    return line


def _measured(texts: Texts, post: Post) -> Text:
    platform, parts = PLATFORM_NAMES[post.platform], parts_of(post)
    if len(parts) > 1:
        return texts.rich("post-about-thread", platform=platform, number=len(parts))
    length, limit = length_of(post.text, post.platform), limit_of(post.platform)
    return texts.rich("post-about", platform=platform, length=length, limit=limit)


def status_name(texts: Texts, status: PostStatus) -> str:
    match status:
        case PostStatus.DRAFT:
            return texts("status-draft")
        case PostStatus.SCHEDULED:
            return texts("status-scheduled")
        case PostStatus.DELIVERED:
            return texts("status-delivered")
        case PostStatus.PUBLISHED:
            return texts("status-published")
        case PostStatus.SKIPPED:
            return texts("status-skipped")
        case PostStatus.FAILED:
            return texts("status-failed")


def copyable(text: str) -> Screen:
    """A text that is copied with one tap on it."""
    return Screen(Text(Code(text)))


def copyable_post(post: Post) -> Screen:
    """The text of a post to be copied; of a thread each part by itself."""
    pieces = [piece for part in parts_of(post) for piece in ("\n\n", Code(part))]
    return Screen(Text(*pieces[1:]))


def ask_text(texts: Texts, post: Post) -> Screen:
    back = button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK))
    if post.thread:
        words = texts.rich("post-ask-thread")
    else:
        words = texts.rich("post-ask-text", limit=limit_of(post.platform))
    return Screen(Text(words, "\n\n", Code(post.text)), keyboard([back]))


def ask_delete(texts: Texts, post: Post) -> Screen:
    scheduled = post.status == PostStatus.SCHEDULED
    words = texts.rich("post-ask-delete-scheduled") if scheduled else texts.rich("post-ask-delete")
    return Screen(
        Text(words, "\n\n", excerpt(post.text)),
        keyboard(
            [
                button(texts("post-delete-surely"), PostAction(id=post.id, verb=PostVerb.DELETE_SURELY)),
                button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK)),
            ]
        ),
    )


def deleted(texts: Texts) -> Screen:
    return Screen(texts.rich("post-deleted"))


def no_posts(texts: Texts) -> Screen:
    return Screen(texts.rich("posts-none"))


def library(texts: Texts, page: Page, wanted: Wanted, brand: Brand | None, *, first: bool) -> Screen:
    """A page of the posts, with what it is filtered by; what it is searched for can be read back from it."""
    text = Text(texts.rich("posts-list"), *_chosen(texts, wanted, brand))
    for number, post in enumerate(page.posts, 1):
        line = Text("\n\n", Bold(f"{number}. "), MARKS[post.status], " ", PLATFORM_NAMES[post.platform], "\n")
        text += Text(line, excerpt(post.text))
    if page.unfinished:
        text += Text("\n\n", texts.rich("posts-unfinished", number=FAR))
    return Screen(
        text,
        keyboard(*numbered(page.posts), _pages(texts, page, wanted, first=first), *_narrowing(texts, wanted)),
    )


def nothing_fits(texts: Texts, page: Page, wanted: Wanted, brand: Brand | None, *, first: bool) -> Screen:
    """Nothing is like what was asked for: says so, and offers to ask for something else."""
    words = texts.rich("posts-none-so-far", number=FAR) if page.unfinished else texts.rich("posts-none-fit")
    return Screen(
        Text(words, *_chosen(texts, wanted, brand)),
        keyboard(_pages(texts, page, wanted, first=first), *_narrowing(texts, wanted)),
    )


def filters(texts: Texts, wanted: Wanted, brands: Sequence[Brand], *, offset: int) -> Screen:
    """Chips; each leads to these chips with itself chosen, or no longer chosen. Then the list."""
    brand = next((brand for brand in brands if brand.id == wanted.brand), None)
    if offset >= len(brands):
        offset = 0  # there were more of them once

    def chip(label: str, chosen: bool, leads_to: Wanted) -> InlineKeyboardButton:
        return button(f"✓ {label}" if chosen else label, filters_of(leads_to, offset=offset))

    statuses = [
        chip(
            f"{mark} {status_name(texts, status)}",
            wanted.status is status,
            replace(wanted, status=None if wanted.status is status else status),
        )
        for status, mark in MARKS.items()
    ]
    platforms = [
        chip(
            name,
            wanted.platform is platform,
            replace(wanted, platform=None if wanted.platform is platform else platform),
        )
        for platform, name in PLATFORM_NAMES.items()
    ]
    named = [
        chip(
            brand.name,
            wanted.brand == brand.id,
            replace(wanted, brand=None if wanted.brand == brand.id else brand.id),
        )
        for brand in brands[offset : offset + BRANDS]
    ]
    before = [button(texts("page-before"), filters_of(wanted, offset=max(0, offset - BRANDS)))]
    after = [button(texts("page-after"), filters_of(wanted, offset=offset + BRANDS))]
    return Screen(
        Text(texts.rich("posts-choose"), *_chosen(texts, wanted, brand)),
        keyboard(
            *_in_rows(statuses, 2),
            platforms,
            *_in_rows(named, 2),
            [*(before if offset else []), *(after if len(brands) > offset + BRANDS else [])],
            _clear(texts, wanted),
            [button(texts("posts-show"), page_of(wanted))],
        ),
    )


def ask_words(texts: Texts, wanted: Wanted, brand: Brand | None) -> Screen:
    """`wanted`: what the search stays within."""
    return Screen(
        Text(texts.rich("posts-ask-words"), *_chosen(texts, wanted, brand)),
        keyboard([button(texts("back"), page_of(wanted))]),
    )


def words_shown(message: Message) -> str:
    """The words that a message of the library was searched for, as `_chosen` set them; empty without."""
    for entity in message.entities or []:
        if entity.type == MessageEntityType.CODE:
            return entity.extract_from(message.text or "")
    return ""


def _chosen(texts: Texts, wanted: Wanted, brand: Brand | None) -> list[Text | str]:
    """The line that tells what is filtered by; nothing when everything is shown."""
    parts: list[Text | str] = []
    if wanted.status:
        parts.append(f"{MARKS[wanted.status]} {status_name(texts, wanted.status)}")
    if wanted.platform:
        parts.append(PLATFORM_NAMES[wanted.platform])
    if brand:
        parts.append(brand.name)
    if wanted.words:
        parts.append(Text("🔎 ", Code(wanted.words.typed)))
    joined: list[Text | str] = [piece for part in parts for piece in (" · ", part)][1:]
    return ["\n\n", texts.rich("posts-only"), " ", *joined] if joined else []


def _pages(texts: Texts, page: Page, wanted: Wanted, *, first: bool) -> list[InlineKeyboardButton]:
    newest = [] if first else [button(texts("posts-newest"), page_of(wanted))]
    further = texts("posts-look-further") if page.unfinished else texts("posts-older")
    older = [button(further, page_of(wanted, page.older))] if page.older else []
    return [*newest, *older]


def _narrowing(texts: Texts, wanted: Wanted) -> list[list[InlineKeyboardButton]]:
    narrow = [
        button(texts("posts-filter"), filters_of(wanted)),
        button(texts("posts-search"), search_within(replace(wanted, words=None))),
    ]
    return [narrow, _clear(texts, wanted)]


def _clear(texts: Texts, wanted: Wanted) -> list[InlineKeyboardButton]:
    return [button(texts("posts-clear"), page_of(EVERYTHING))] if wanted else []


def numbered(posts: Sequence[Post | ListedPost]) -> list[list[InlineKeyboardButton]]:
    """Buttons 1, 2, 3 … that open the posts of a list."""
    buttons = [
        button(str(number), PostAction(id=post.id, verb=PostVerb.SHOW))
        for number, post in enumerate(posts, 1)
    ]
    return _in_rows(buttons, NUMBERS_IN_A_ROW)


def _in_rows(buttons: list[InlineKeyboardButton], number: int) -> list[list[InlineKeyboardButton]]:
    return [buttons[i : i + number] for i in range(0, len(buttons), number)]


def copy_button(texts: Texts, post: Post) -> InlineKeyboardButton:
    """Copies at once where Telegram's button holds the text, else asks for it as a message of its own."""
    if not texts_before_card(post):
        return copy(texts("post-copy"), post.text)
    return button(texts("post-copy"), PostAction(id=post.id, verb=PostVerb.COPY))


def version_buttons(texts: Texts, post: Post) -> list[InlineKeyboardButton]:
    def action(words: str, verb: VersionVerb) -> InlineKeyboardButton:
        return button(words, VersionAction(post=post.id, version=post.version, verb=verb))

    return [
        action(texts("post-undo"), VersionVerb.UNDO),
        action(texts("post-compare"), VersionVerb.COMPARE),
    ]


def _actions(texts: Texts, post: Post, coming: Coming | None) -> list[list[InlineKeyboardButton]]:
    def action(words: str, verb: PostVerb) -> InlineKeyboardButton:
        return button(words, PostAction(id=post.id, verb=verb))

    edit = action(texts("post-edit"), PostVerb.EDIT)
    write = [
        action(texts("post-rewrite"), PostVerb.REWRITE),
        action(texts("post-more"), PostVerb.MORE),
    ]
    media = _media_buttons(texts, post)
    if coming:
        return [
            [action(texts("post-move"), PostVerb.SCHEDULE), edit],
            write,
            *media,
            [
                action(texts("post-send-now"), PostVerb.SEND_NOW),
                action(texts("post-unschedule"), PostVerb.UNSCHEDULE),
            ],
            repeats_buttons(texts, coming),
        ]
    return [
        [action(texts("post-schedule"), PostVerb.SCHEDULE), edit],
        write,
        *media,
        [copy_button(texts, post), action(texts("post-delete"), PostVerb.DELETE)],
    ]
