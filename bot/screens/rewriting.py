"""Screens of what is written from a post: the post anew, a caption, a script; and what it was before."""

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import BlockQuote, Bold, Code, Text

from bot.screens.posts import body_of, post_card, version_buttons
from bot.screens.voice import script_rows
from bot.texts import Texts
from bot.ui.keyboards import PostAction, PostVerb, RewriteChosen, TextChosen, button, keyboard
from bot.ui.languages import OFFERED, own_name
from bot.ui.names import PLATFORM_NAMES
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from domain.brands.models import Brand
from domain.delivery.ports import Notice
from domain.platforms import Platform, length_of, limit_of
from domain.posts.models import Post, PostVersion
from domain.scheduling.read_schedule import Coming
from domain.typed import utf16_units
from domain.writing.models import Composition, CompositionKind, RunStatus
from domain.writing.rewriting import Way, ways_for

TWO_IN_ONE = 3_900
"""UTF-16 code units that two texts may have together to stand in one message beside our words."""

NEARLY_FULL = 0.9
"""Of what the platform takes: longer than that is not offered to become longer."""


def rewrite_menu(texts: Texts, post: Post, brand: Brand | None, number: int) -> Screen:
    """The ways to write a post anew. `number` as in RewriteChosen."""

    def way(words: str, way: Way, to: str = "") -> InlineKeyboardButton:
        return button(words, RewriteChosen(post=post.id, number=number, way=way, to=to))

    open_ways = ways_for(post)
    full = length_of(post.text, post.platform) > limit_of(post.platform) * NEARLY_FULL
    return Screen(
        Text(body_of(post), "\n\n", texts.rich("rewrite-ask")),
        keyboard(
            [
                way(texts("style-professional"), Way.PROFESSIONAL),
                way(texts("style-casual"), Way.CASUAL),
                way(texts("style-witty"), Way.WITTY),
            ],
            [way(texts("rewrite-brand", brand=brand.name), Way.BRAND)] if brand else [],
            [
                way(texts("rewrite-shorter"), Way.SHORTER),
                *([] if full and not post.thread else [way(texts("rewrite-longer"), Way.LONGER)]),
                way(texts("rewrite-hook"), Way.HOOK),
            ],
            [way(texts("rewrite-thread"), Way.THREAD)] if Way.THREAD in open_ways else [],
            [way(texts("rewrite-one-post"), Way.ONE_POST)] if Way.ONE_POST in open_ways else [],
            [
                way(texts("rewrite-for", platform=PLATFORM_NAMES[platform]), Way.PLATFORM, platform)
                for platform in Platform
                if platform is not post.platform
            ],
            [
                button(texts("rewrite-language"), PostAction(id=post.id, verb=PostVerb.LANGUAGES)),
                button(texts("rewrite-tell"), PostAction(id=post.id, verb=PostVerb.TELL)),
            ],
            [_back(texts, post)],
        ),
    )


def ask_language(texts: Texts, post: Post, number: int) -> Screen:
    buttons = [
        button(own_name(tag), RewriteChosen(post=post.id, number=number, way=Way.LANGUAGE, to=tag))
        for tag in OFFERED
    ]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return Screen(texts.rich("rewrite-ask-language"), keyboard(*rows, [_back(texts, post)]))


def language_unknown(texts: Texts) -> Screen:
    return Screen(texts.rich("rewrite-language-unknown"))


def ask_instruction(texts: Texts, post: Post) -> Screen:
    return Screen(
        Text(body_of(post), "\n\n", texts.rich("rewrite-ask-instruction")), keyboard([_back(texts, post)])
    )


def more_menu(texts: Texts, post: Post, number: int) -> Screen:
    """What else can be written from a post. `number` as in TextChosen."""

    def text(words: str, kind: CompositionKind) -> InlineKeyboardButton:
        return button(words, TextChosen(post=post.id, number=number, kind=kind))

    return Screen(
        Text(body_of(post), "\n\n", texts.rich("more-ask")),
        keyboard(
            [
                text(texts("more-caption"), CompositionKind.CAPTION),
                text(texts("more-script"), CompositionKind.SCRIPT),
            ],
            [_back(texts, post)],
        ),
    )


def rewriting(texts: Texts, post: Post) -> Screen:
    """While the writer works. The text stays readable, and Back leads to the card at any time."""
    return Screen(Text(texts.rich("rewrite-writing"), "\n\n", body_of(post)), keyboard([_back(texts, post)]))


def rewrite_ended(
    reader: Reader, composition: Composition, post: Post, coming: Coming | None, *, former: bool
) -> Screen:
    """The card as it is now, and what there is to say about it."""
    note = None
    if composition.status is RunStatus.FAILED:
        note = _failure(reader.texts, composition.error)
    elif composition.platform is not post.platform and composition.platform:
        name = PLATFORM_NAMES[composition.platform]
        note = reader.texts.rich("rewrite-new-post", platform=name)
    return post_card(reader, post, post.brand, coming, former=former, note=note)


def text_composition(texts: Texts, composition: Composition) -> Screen:
    """A caption or a script: being written, to be copied with one tap, or why there is none."""
    rows = []
    if composition.post_id:
        rows.append([button(texts("post-show"), PostAction(id=composition.post_id, verb=PostVerb.SHOW))])
    match composition.status:
        case RunStatus.SUCCEEDED:
            text: Text = Code((composition.result or {})["text"])
        case RunStatus.FAILED:
            text = _failure(texts, composition.error)
        case _ if composition.kind is CompositionKind.SCRIPT:
            text = texts.rich("more-writing-script")
        case _:
            text = texts.rich("more-writing-caption")
    return Screen(text, keyboard(*rows, *script_rows(texts, composition)))


def composition_ended(texts: Texts, news: Notice) -> Screen:
    """What could not be shown where it was ordered."""
    details = news.details
    show = [button(texts("post-show"), PostAction(id=details["post"], verb=PostVerb.SHOW))]
    if details["error"]:
        text = _failure(texts, details["error"])
    elif details["kind"] == CompositionKind.REWRITE:
        text = texts.rich("rewrite-ready")
    else:
        text = Code(details["text"])
    return Screen(text, keyboard(show))


def comparison(texts: Texts, former: PostVersion, post: Post) -> list[Screen]:
    """The former text and the present one, one below the other: in one message where both have room."""
    before = Text(Bold(texts("compare-before")), "\n", BlockQuote(former.text))
    now = Text(Bold(texts("compare-now")), "\n", BlockQuote(post.text))
    buttons = keyboard(version_buttons(texts, post)[:1], [_back(texts, post)])
    if utf16_units(former.text) + utf16_units(post.text) <= TWO_IN_ONE:
        return [Screen(Text(before, "\n\n", now), buttons)]
    return [Screen(before), Screen(now, buttons)]


def post_gone(texts: Texts) -> Screen:
    return Screen(texts.rich("rewrite-gone"))


def _failure(texts: Texts, reason: str | None) -> Text:
    """One sentence about a run that came to nothing; what there was before stays."""
    match reason:
        case "gone":
            return texts.rich("rewrite-gone")
        case "changed":
            return texts.rich("rewrite-changed")
        case "going_out":
            return texts.rich("rewrite-going-out")
        case "spending_cap":
            return texts.rich("rewrite-cap")
        case "refused":
            why = texts("failed-refused")
        case "out_of_credit" | "misconfigured":
            why = texts("failed-our-side")
        case "unusable" | "malformed" | "truncated":
            why = texts("failed-unusable")
        case _:
            why = texts("failed-busy")
    return texts.rich("rewrite-failed", why=why)


def _back(texts: Texts, post: Post) -> InlineKeyboardButton:
    return button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK))
