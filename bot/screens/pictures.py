"""Screens of pictures: what shall be on it, how it shall be made, how far it is, and the picture itself."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from aiogram.enums import MessageEntityType
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import BlockQuote, Bold, Text

from bot.screens.posts import NUMBERS_IN_A_ROW
from bot.screens.writing import excerpt
from bot.texts import Texts
from bot.ui.ids import packed
from bot.ui.keyboards import (
    PictureAction,
    PictureAttached,
    PictureOrdered,
    PictureVerb,
    PictureWish,
    PromptAsked,
    button,
    keyboard,
)
from bot.ui.names import PLATFORM_NAMES
from bot.ui.picture_choice import packed_choice
from bot.ui.screen import Screen
from bot.ui.shortened import shortened
from domain.pictures.models import Look, PaintModel, Picture, PictureStatus, Shape
from domain.pictures.order_picture import PictureChoice, choice_of
from domain.posts.read_posts import ListedPost

CAPTION = 600
"""UTF-16 code units of a prompt below its picture (Bot API, sendPhoto: 1,024 for the whole caption)."""


def ask_prompt(texts: Texts) -> Screen:
    return Screen(texts.rich("picture-ask"))


def prompt_gone(texts: Texts) -> Screen:
    return Screen(texts.rich("picture-words-gone"))


def wish(
    texts: Texts, prompt: str, choice: PictureChoice, *, post: UUID | None = None, suggested: bool = False
) -> Screen:
    """What shall be on the picture, and chips: each carries the choice that a tap on it leads to.

    `suggested`: the prompt comes from the post and was not typed.
    """
    heading = texts.rich("picture-suggested") if suggested else texts.rich("picture-choices")
    how = packed_choice(choice)

    def chip(label: str, leads_to: PictureChoice) -> InlineKeyboardButton:
        chosen = leads_to == choice
        return button(f"✓ {label}" if chosen else label, PictureWish(how=packed_choice(leads_to), post=post))

    return Screen(
        Text(heading, "\n\n", BlockQuote(prompt)),
        keyboard(
            [chip(look_name(texts, look), replace(choice, look=look)) for look in Look],
            [chip(shape_name(texts, shape), replace(choice, shape=shape)) for shape in Shape],
            [chip(model_name(texts, model), replace(choice, model=model)) for model in PaintModel],
            [button(texts("picture-paint"), PictureOrdered(how=how, post=post))],
            [button(texts("picture-change"), PromptAsked(how=how, post=post))],
        ),
    )


def prompt_shown(message: Message) -> str:
    """The prompt that stands in a message of chips, as `wish` set it; empty without."""
    for entity in message.entities or []:
        if entity.type == MessageEntityType.BLOCKQUOTE:
            return entity.extract_from(message.text or "")
    return ""


def standing(texts: Texts, picture: Picture) -> Screen:
    """How an order stands, until the picture itself is there."""
    again = _action(texts("try-again"), picture, PictureVerb.AGAIN)
    change = _action(texts("picture-change"), picture, PictureVerb.CHANGE)
    match picture.status:
        case PictureStatus.FAILED if picture.error in ("flagged", "refused"):
            buttons = keyboard([change])
        case PictureStatus.FAILED | PictureStatus.CANCELLED:
            buttons = keyboard([again], [change])
        case _:
            buttons = keyboard([_action(texts("picture-cancel"), picture, PictureVerb.CANCEL)])
    return Screen(Text(_heading(texts, picture), "\n\n", BlockQuote(picture.prompt)), buttons)


def caption(texts: Texts, picture: Picture) -> Screen:
    """What stands below a finished picture."""
    choice = choice_of(picture)
    how = " · ".join(
        (
            look_name(texts, choice.look),
            shape_name(texts, choice.shape),
            model_name(texts, choice.model),
        )
    )
    attach = texts("picture-attach-here") if picture.post_id else texts("picture-attach")
    return Screen(
        Text(shortened(picture.prompt, CAPTION), "\n\n", how),
        keyboard(
            [_action(attach, picture, PictureVerb.ATTACH)],
            [
                _action(texts("picture-again"), picture, PictureVerb.AGAIN),
                _action(texts("picture-done"), picture, PictureVerb.DONE),
            ],
        ),
    )


def choose_post(texts: Texts, picture: Picture, posts: Sequence[ListedPost]) -> Screen:
    """The newest posts, to put the picture on one of them."""
    text = texts.rich("picture-which-post")
    for number, post in enumerate(posts, 1):
        text += Text("\n\n", Bold(f"{number}. "), PLATFORM_NAMES[post.platform], "\n", excerpt(post.text))
    buttons = [
        button(str(number), PictureAttached(picture=packed(picture.id), post=packed(post.id)))
        for number, post in enumerate(posts, 1)
    ]
    return Screen(text, _in_rows(buttons))


def no_posts(texts: Texts) -> Screen:
    return Screen(texts.rich("picture-no-posts"))


def look_name(texts: Texts, look: Look) -> str:
    match look:
        case Look.PHOTOGRAPHIC:
            return texts("look-photographic")
        case Look.DIGITAL_ART:
            return texts("look-digital-art")
        case Look.NONE:
            return texts("look-none")


def shape_name(texts: Texts, shape: Shape) -> str:
    match shape:
        case Shape.SQUARE:
            return texts("shape-square")
        case Shape.LANDSCAPE:
            return texts("shape-landscape")
        case Shape.PORTRAIT:
            return texts("shape-portrait")


def model_name(texts: Texts, model: PaintModel) -> str:
    match model:
        case PaintModel.FAST:
            return texts("model-fast")
        case PaintModel.BETTER:
            return texts("model-better")
        case PaintModel.BEST:
            return texts("model-best")


def _heading(texts: Texts, picture: Picture) -> Text:
    match picture.status:
        case PictureStatus.QUEUED:
            return texts.rich("picture-queued")
        case PictureStatus.CANCELLED:
            return texts.rich("picture-cancelled")
        case PictureStatus.FAILED:
            return _failure(texts, picture.error)
        case _:
            return texts.rich("picture-painting")


def _failure(texts: Texts, reason: str | None) -> Text:
    """One sentence about a picture that came to nothing; it was not counted."""
    match reason:
        case "flagged":
            return texts.rich("picture-flagged")
        case "refused":
            return texts.rich("picture-refused")
        case "spending_cap":
            return texts.rich("picture-cap")
        case "out_of_credit" | "misconfigured":
            why = texts("failed-our-side")
        case "malformed":
            why = texts("picture-unusable")
        case _:
            why = texts("picture-busy")
    return texts.rich("picture-failed", why=why)


def _action(words: str, picture: Picture, verb: PictureVerb) -> InlineKeyboardButton:
    return button(words, PictureAction(id=picture.id, verb=verb))


def _in_rows(buttons: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    step = NUMBERS_IN_A_ROW
    return keyboard(*(buttons[i : i + step] for i in range(0, len(buttons), step)))
