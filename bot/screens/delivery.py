from urllib.parse import quote

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.screens.posts import about, ask_text, copy_button
from bot.texts import Texts
from bot.ui.keyboards import (
    CardAction,
    CardVerb,
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
from bot.ui.screen import Screen
from bot.ui.times import how_late, with_zone
from domain.brands.models import Brand
from domain.delivery.models import Delivery
from domain.delivery.ports import Notice
from domain.platforms import Platform
from domain.posts.letters import DueCard
from domain.posts.models import Post
from domain.scheduling.moments import this_evening

LONGEST_LINK = 2_000
"""Characters. Longer links are cut or refused on the way, by clients and by servers."""

COMPOSE = {
    Platform.TWITTER: "https://x.com/compose/post",
    Platform.LINKEDIN: "https://www.linkedin.com/feed/?shareActive=true",
    Platform.INSTAGRAM: "https://www.instagram.com/",
}


def due_card(reader: Reader, card: DueCard, delivery: Delivery) -> Screen:
    """The delivery card: the exact text, and everything that is needed to publish it in one tap."""
    texts = reader.texts
    text = Text(_heading(reader, card))
    if card.with_text:
        text += Text("\n\n", card.post.text)
    text += Text("\n\n", about(texts, card.post, card.brand))
    return Screen(text, keyboard(*card_buttons(texts, card.post, delivery)))


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
    text = Text(Bold(texts("card-heading", platform=PLATFORM_NAMES[post.platform])), "\n\n", post.text)
    return Screen(
        Text(text, "\n\n", about(texts, post, brand)), keyboard(*card_buttons(texts, post, delivery))
    )


def ask_text_of_card(texts: Texts, post: Post, delivery: Delivery) -> Screen:
    """The question for a new text, from which Back leads to the card again."""
    back = button(texts("back"), CardAction(id=delivery.id, verb=CardVerb.BACK))
    return Screen(ask_text(texts, post).text, keyboard([back]))


def answered_card(texts: Texts, post: Post, brand: Brand | None) -> Screen:
    """A card that was answered: the text stays, and what can still be done with it."""
    text = Text(post.text, "\n\n", about(texts, post, brand))
    again = button(texts("post-schedule-again"), PostAction(id=post.id, verb=PostVerb.SCHEDULE))
    return Screen(text, keyboard([copy_button(texts, post), again]))


def ask_snooze(reader: Reader, post: Post, brand: Brand | None, delivery: Delivery) -> Screen:
    texts = reader.texts

    def action(words: str, verb: CardVerb) -> InlineKeyboardButton:
        return button(words, CardAction(id=delivery.id, verb=verb))

    evening = this_evening(reader.now, reader.zone)
    return Screen(
        Text(post.text, "\n\n", about(texts, post, brand), "\n", texts.rich("snooze-ask")),
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


def compose_link(post: Post) -> str:
    """Where the platform lets a person write: on X with the text filled in, as far as a link holds it."""
    bare = COMPOSE[post.platform]
    if post.platform is not Platform.TWITTER:
        return bare
    prefilled = f"https://x.com/intent/post?text={quote(post.text, safe='')}"
    return prefilled if len(prefilled) <= LONGEST_LINK else bare


def notice(texts: Texts, news: Notice) -> Screen:
    match news.topic:
        case "generation-failed":
            return _generation_failed(texts, news)
        case "delivery-failed":
            return _delivery_failed(texts, news)
        case "delivery-unknown":
            return _delivery_unknown(texts, news)
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
        case _:
            why = texts("failed-busy")
    text = texts.rich("generation-failed", platform=platform, why=why)
    again = button(texts("try-again"), SourceAction(verb=SourceVerb.ANEW, id=news.details["source"]))
    return Screen(text, keyboard([again]))


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
    text = Text(post.text, "\n\n", about(reader.texts, post, brand), "\n")
    move = button(reader.texts("post-move"), PostAction(id=post.id, verb=PostVerb.SCHEDULE))
    return Screen(text + reader.texts.rich("snoozed", when=when), keyboard([move]))
