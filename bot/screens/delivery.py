from datetime import datetime
from urllib.parse import quote, urlsplit

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text

from bot.screens.linking import link_news
from bot.screens.posts import about, ask_text, body_of, copy_button, numbered
from bot.screens.privacy import erasure_waits, export_news
from bot.screens.rewriting import composition_ended
from bot.screens.voice import ended as voice_over_ended
from bot.screens.voice_card import voice_news
from bot.screens.writing import excerpt
from bot.texts import Stamp, Texts
from bot.ui.keyboards import (
    CardAction,
    CardVerb,
    MissedAction,
    MissedVerb,
    PostAction,
    PostVerb,
    SourceAction,
    SourceVerb,
    button,
    keyboard,
    link,
)
from bot.ui.names import PLATFORM_NAMES
from bot.ui.reader import Reader
from bot.ui.screen import Screen, units
from bot.ui.times import clock_now, how_late, with_zone
from domain.brands.models import Brand
from domain.delivery.models import Delivery
from domain.delivery.ports import Notice
from domain.media.models import Media
from domain.platforms import Platform
from domain.posts.letters import DueCard, NudgeCard, fits_copy_button, parts_of
from domain.posts.models import Post
from domain.posts.overdue import MissedPage
from domain.scheduling.moments import this_evening
from domain.usage.spending import Cap

ROOM_IN_CAPTION = 924
"""UTF-16 code units: 1,024 without the line that marks a second copy."""

MISSED_PAGE = 5

LONGEST_LINK = 2_000
"""Characters. Longer links are cut or refused on the way, by clients and by servers."""

COMPOSE = {
    Platform.TWITTER: "https://x.com/compose/post",
    Platform.LINKEDIN: "https://www.linkedin.com/feed/?shareActive=true",
    Platform.INSTAGRAM: "https://www.instagram.com/",
}


def due_card(reader: Reader, card: DueCard, delivery: Delivery, *, media_missing: bool = False) -> Screen:
    """The delivery card: the exact text, and everything that is needed to publish it in one tap.

    `media_missing`: what it should stand under cannot be shown.
    """
    texts = reader.texts
    text = Text(_heading(reader, card))
    if card.with_text:
        # What the copy button does not hold is copied with a tap on it.
        shown = card.post.text if fits_copy_button(card.post.text) else Code(card.post.text)
        text += Text("\n\n", shown)
    if card.media and media_missing:
        text += Text("\n\n", _missing(texts, card.media))
    further = Text("\n\n", about(texts, card.post, card.brand), *_how_to_post(texts, card.post))
    if card.media is None or media_missing or units(text) + units(further) <= ROOM_IN_CAPTION:
        text += further
    return Screen(text, keyboard(*card_buttons(texts, card.post, delivery)))


def missing_media(texts: Texts, media: Media) -> Screen:
    """In the place of what cannot be shown: the text comes all the same."""
    return Screen(_missing(texts, media))


def _missing(texts: Texts, media: Media) -> Text:
    return texts.rich("card-picture-missing") if media.is_picture else texts.rich("card-sound-missing")


def card_buttons(texts: Texts, post: Post, delivery: Delivery) -> list[list[InlineKeyboardButton]]:
    def action(words: str, verb: CardVerb) -> InlineKeyboardButton:
        return button(words, CardAction(id=delivery.id, verb=verb))

    platform = PLATFORM_NAMES[post.platform]
    return [
        [link(texts("card-open", platform=platform), compose_link(post)), copy_button(texts, post)],
        [action(texts("card-posted"), CardVerb.POSTED)],
        [
            action(texts("card-snooze"), CardVerb.SNOOZE),
            action(texts("card-edit"), CardVerb.EDIT),
            action(texts("card-skip"), CardVerb.SKIP),
        ],
    ]


def card_again(texts: Texts, post: Post, brand: Brand | None, delivery: Delivery) -> Screen:
    """The card once more, after a look at something else or with a new text."""
    text = Text(Bold(texts("card-heading", platform=PLATFORM_NAMES[post.platform])), "\n\n", body_of(post))
    text += Text("\n\n", about(texts, post, brand), *_how_to_post(texts, post))
    return Screen(text, keyboard(*card_buttons(texts, post, delivery)))


def _how_to_post(texts: Texts, post: Post) -> list[Text | str]:
    """A thread is put together by hand; of a single post there is nothing to say."""
    return ["\n", texts.rich("card-thread")] if len(parts_of(post)) > 1 else []


def ask_text_of_card(texts: Texts, post: Post, delivery: Delivery) -> Screen:
    """The question for a new text, from which Back leads to the card again."""
    back = button(texts("back"), CardAction(id=delivery.id, verb=CardVerb.BACK))
    return Screen(ask_text(texts, post).text, keyboard([back]))


def answered_card(texts: Texts, post: Post, brand: Brand | None, *, ask_link: bool = False) -> Screen:
    """A card that was answered: the text stays, and what can still be done with it."""
    text = Text(body_of(post), "\n\n", about(texts, post, brand))
    if ask_link:
        text += Text("\n\n", texts.rich("live-ask"))
    again = button(texts("post-schedule-again"), PostAction(id=post.id, verb=PostVerb.SCHEDULE))
    return Screen(text, keyboard([copy_button(texts, post), again]))


def ask_snooze(reader: Reader, post: Post, brand: Brand | None, delivery: Delivery) -> Screen:
    texts = reader.texts

    def action(words: str, verb: CardVerb) -> InlineKeyboardButton:
        return button(words, CardAction(id=delivery.id, verb=verb))

    evening = this_evening(reader.now, reader.zone)
    return Screen(
        Text(body_of(post), "\n\n", about(texts, post, brand), "\n", texts.rich("snooze-ask")),
        keyboard(
            [
                action(texts("snooze-hour"), CardVerb.SNOOZE_HOUR),
                *([action(texts("snooze-evening"), CardVerb.SNOOZE_EVENING)] if evening else []),
            ],
            [
                action(texts("snooze-tomorrow"), CardVerb.SNOOZE_TOMORROW),
                button(texts("snooze-pick"), PostAction(id=post.id, verb=PostVerb.SCHEDULE)),
            ],
            [action(texts("back"), CardVerb.BACK)],
        ),
    )


def link_kept(texts: Texts, post: Post) -> Screen:
    show = button(texts("post-show"), PostAction(id=post.id, verb=PostVerb.SHOW))
    host = urlsplit(post.live_url or "").hostname or ""
    return Screen(texts.rich("live-kept", host=host), keyboard([show]))


def nudge(reader: Reader, asked: NudgeCard) -> Screen:
    """The question whether it was published; its buttons are those of the card."""
    texts = reader.texts

    def action(words: str, verb: CardVerb) -> InlineKeyboardButton:
        return button(words, CardAction(id=asked.card.id, verb=verb))

    return Screen(
        Text(
            texts.rich("nudge-ask", platform=PLATFORM_NAMES[asked.post.platform]),
            "\n\n",
            excerpt(asked.post.text),
        ),
        keyboard(
            [action(texts("card-posted"), CardVerb.POSTED), action(texts("card-skip"), CardVerb.SKIP)],
            [action(texts("card-snooze"), CardVerb.SNOOZE), action(texts("nudge-show"), CardVerb.SHOW)],
        ),
    )


def missed(reader: Reader, page: MissedPage, offset: int) -> Screen:
    """The posts that missed their time, the oldest first, and what can be done with all of them."""
    texts = reader.texts
    text = Text(texts.rich("missed-list", number=page.total))
    for number, one in enumerate(page.missed, 1):
        when = with_zone(one.delivery.scheduled_for, zone=reader.zone, locale=texts.locale, now=reader.now)
        platform = PLATFORM_NAMES[one.post.platform]
        text += Text("\n\n", Bold(f"{number}. {when}"), f" · {platform}\n", excerpt(one.post.text))
    before = MissedAction(verb=MissedVerb.SHOW, offset=max(0, offset - MISSED_PAGE))
    after = MissedAction(verb=MissedVerb.SHOW, offset=offset + MISSED_PAGE)
    more = page.total > offset + len(page.missed)
    pages = [
        *([button(texts("page-before"), before)] if offset else []),
        *([button(texts("page-after"), after)] if more else []),
    ]
    return Screen(text, keyboard(*numbered([one.post for one in page.missed]), pages, _for_all(texts)))


def missed_sent(texts: Texts, number: int) -> Screen:
    return Screen(texts.rich("missed-sent", number=number))


def missed_drafts(texts: Texts, number: int) -> Screen:
    return Screen(texts.rich("missed-drafts", number=number))


def _away(texts: Texts, news: Notice) -> Screen:
    """What missed its time, and what could not be told: once, for all of it."""
    held, failed, back = news.details["held"], news.details["failed"], news.details["back"]
    lines: list[Text] = []
    if held:
        lines.append(texts.rich("missed-you", number=held) if back else texts.rich("missed-we", number=held))
    if failed:
        lines.append(texts.rich("missed-failed", number=failed))
    if not held:
        return Screen(Text(*_lines(lines)))
    lines.append(texts.rich("missed-ask"))
    show = button(texts("missed-show"), MissedAction(verb=MissedVerb.SHOW))
    send, drafts = _for_all(texts)
    return Screen(Text(*_lines(lines)), keyboard([send], [show], [drafts]))


def _for_all(texts: Texts) -> list[InlineKeyboardButton]:
    return [
        button(texts("missed-send"), MissedAction(verb=MissedVerb.SEND)),
        button(texts("missed-leave"), MissedAction(verb=MissedVerb.DRAFTS)),
    ]


def _lines(lines: list[Text]) -> list[Text | str]:
    return [piece for line in lines for piece in ("\n", line)][1:]


def compose_link(post: Post) -> str:
    """Where the platform lets a person write: on X with the text filled in, as far as a link holds it; of a
    thread with its first part.
    """
    bare = COMPOSE[post.platform]
    if post.platform is not Platform.TWITTER:
        return bare
    prefilled = f"https://x.com/intent/post?text={quote(parts_of(post)[0], safe='')}"
    return prefilled if len(prefilled) <= LONGEST_LINK else bare


def notice(texts: Texts, news: Notice) -> Screen:
    match news.topic:
        case "generation-failed":
            return _generation_failed(texts, news)
        case "composition-ended":
            return composition_ended(texts, news)
        case "delivery-failed":
            return _delivery_failed(texts, news)
        case "delivery-unknown":
            return _delivery_unknown(texts, news)
        case "voice-over-ended":
            return voice_over_ended(texts, news)
        case "voice-ready" | "voice-failed":
            return voice_news(texts, news)
        case "spending-cap":
            return _spending_cap(texts, news)
        case "away":
            return _away(texts, news)
        case "link-asked" | "link-elsewhere" | "linked" | "unlinked":
            return link_news(texts, news)
        case "export-ended":
            return export_news(texts, news)
        case "erasure-waits":
            return erasure_waits(texts, news)
        case _:
            raise ValueError(f"no words for {news.topic}")


def settled(texts: Texts, *, arrived: bool) -> Screen:
    return Screen(texts.rich("doubt-arrived") if arrived else texts.rich("doubt-again"))


def _heading(reader: Reader, card: DueCard) -> Text:
    heading: Text = Bold(reader.texts("card-heading", platform=PLATFORM_NAMES[card.post.platform]))
    if card.late is None:
        return heading
    late = how_late(card.late, reader.texts.locale)
    return Text(heading, "\n", reader.texts.rich("card-late", late=late))


def _generation_failed(texts: Texts, news: Notice) -> Screen:
    platform = PLATFORM_NAMES[Platform(news.details["platform"])]
    match news.details["reason"]:
        case "refused":
            why = texts("failed-refused")
        case "out_of_credit" | "misconfigured":
            why = texts("failed-our-side")
        case "unusable" | "malformed" | "truncated":
            why = texts("failed-unusable")
        case "spending_cap":
            why = texts("failed-spending-cap", resets=_resets(texts, news))
        case _:
            why = texts("failed-busy")
    text = texts.rich("generation-failed", platform=platform, why=why)
    again = button(texts("try-again"), SourceAction(verb=SourceVerb.ANEW, id=news.details["source"]))
    return Screen(text, keyboard([again]))


def _spending_cap(texts: Texts, news: Notice) -> Screen:
    amount, resets = news.details["amount"], _resets(texts, news)
    if news.details["cap"] == Cap.USER:
        return Screen(texts.rich("operators-cap-user", amount=amount, resets=resets))
    return Screen(texts.rich("operators-cap-everybody", amount=amount, resets=resets))


def _resets(texts: Texts, news: Notice) -> Stamp:
    return clock_now(datetime.fromisoformat(news.details["resetsAt"]), news.zone, texts.locale)


def _delivery_failed(texts: Texts, news: Notice) -> Screen:
    show = button(texts("post-show"), PostAction(id=news.details["post"], verb=PostVerb.SHOW))
    return Screen(texts.rich("delivery-failed"), keyboard([show]))


def _delivery_unknown(texts: Texts, news: Notice) -> Screen:
    return Screen(
        texts.rich("delivery-unknown"),
        keyboard(
            [
                button(texts("doubt-yes"), CardAction(id=news.details["delivery"], verb=CardVerb.ARRIVED)),
                button(texts("doubt-no"), CardAction(id=news.details["delivery"], verb=CardVerb.SEND_AGAIN)),
            ]
        ),
    )


def snoozed(reader: Reader, post: Post, brand: Brand | None, coming: Delivery) -> Screen:
    when = with_zone(coming.scheduled_for, zone=reader.zone, locale=reader.texts.locale, now=reader.now)
    text = Text(body_of(post), "\n\n", about(reader.texts, post, brand), "\n")
    move = button(reader.texts("post-move"), PostAction(id=post.id, verb=PostVerb.SCHEDULE))
    return Screen(text + reader.texts.rich("snoozed", when=when), keyboard([move]))
