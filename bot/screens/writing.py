from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.texts import Texts
from bot.ui.keyboards import OrderStopped, SourceAction, SourceVerb, Wish, WishWritten, button, keyboard
from bot.ui.names import (
    PLATFORM_NAMES,
    letters_of,
    style_name,
    toggled,
)
from bot.ui.screen import Screen
from domain.writing.models import Generation, RunStatus, Source
from domain.writing.order_posts import MOST_POSTS, Choice
from domain.writing.runs import STOPPED
from domain.writing.show_source import SourceView
from domain.writing.styles import Style

EXCERPT = 120
NUMBERS_IN_A_ROW = 5


def choices(texts: Texts, view: SourceView, *, about: Sequence[Text | str] = ()) -> Screen:
    """What is to be made of the source, as chips; the button at the end carries the whole choice.

    `about` tells what went into the source, where that is more than a text.
    """
    source, choice = view.source, view.choice
    length = len(source.text)
    if view.brand:
        text = texts.rich("new-choices-for", length=length, brand=view.brand.name)
    else:
        text = texts.rich("new-choices", length=length)
    text = Text(text, *(["\n", *about] if about else []), "\n\n“", excerpt(source.text), "”")
    numbers = [_number_chip(source, choice, number) for number in range(1, MOST_POSTS + 1)]
    total = choice.number * len(choice.platforms)
    write = WishWritten(**_packed(source, choice).model_dump())
    return Screen(
        text,
        keyboard(
            _platform_chips(source, choice),
            [_style_chip(texts, source, choice, style) for style in Style],
            numbers[:NUMBERS_IN_A_ROW],
            numbers[NUMBERS_IN_A_ROW:],
            [button(texts("new-write", number=total), write)] if total else [],
            [
                button(texts("source-more"), SourceAction(verb=SourceVerb.MORE, id=source.id)),
                button(texts("new-forget"), SourceAction(verb=SourceVerb.FORGET, id=source.id)),
            ],
        ),
    )


def forgotten(texts: Texts) -> Screen:
    return Screen(texts.rich("new-forgotten"))


def progress(texts: Texts, order: Sequence[Generation]) -> Screen:
    """How the generations of one order stand, a line each."""
    ended = all(g.status in (RunStatus.SUCCEEDED, RunStatus.FAILED) for g in order)
    stopped = any(_is_cut_short(g) if ended else g.stop_requested_at for g in order)
    lines = [_progress_heading(texts, ended=ended, stopped=stopped)]
    lines += [_progress_line(texts, generation) for generation in order]
    text = Text(*(part for line in lines for part in (line, "\n")))
    if not ended:
        stop = [] if stopped else [button(texts("progress-stop"), OrderStopped(id=order[0].id))]
        return Screen(text, keyboard(stop))
    again = button(texts("new-again"), SourceAction(verb=SourceVerb.ANEW, id=order[0].source_id))
    return Screen(text, keyboard([again]))


def excerpt(text: str) -> str:
    """The beginning of a text on one line, at most 120 characters."""
    line = " ".join(text[: EXCERPT * 4].split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"


def _progress_heading(texts: Texts, *, ended: bool, stopped: bool) -> Text:
    if ended:
        return texts.rich("progress-stopped") if stopped else texts.rich("progress-ended")
    return texts.rich("progress-stopping") if stopped else texts.rich("progress-writing")


def _is_cut_short(generation: Generation) -> bool:
    """Whether its person stopped it before everything was written."""
    if generation.status is RunStatus.FAILED:
        return generation.error == STOPPED
    return generation.stop_requested_at is not None and generation.written < generation.number


def _progress_line(texts: Texts, generation: Generation) -> Text:
    platform = PLATFORM_NAMES[generation.platform]
    match generation.status:
        case RunStatus.QUEUED:
            return texts.rich("progress-queued", platform=platform, number=generation.number)
        case RunStatus.RUNNING:
            return texts.rich("progress-running", platform=platform, number=generation.number)
        case RunStatus.SUCCEEDED if _is_cut_short(generation):
            return texts.rich(
                "progress-kept", platform=platform, number=generation.written, total=generation.number
            )
        case RunStatus.SUCCEEDED:
            return texts.rich(
                "progress-done", platform=platform, number=generation.written, wanted=generation.number
            )
        case RunStatus.FAILED if _is_cut_short(generation):
            return texts.rich("progress-none-kept", platform=platform)
        case RunStatus.FAILED:
            return texts.rich("progress-failed", platform=platform)


def _platform_chips(source: Source, choice: Choice) -> list[InlineKeyboardButton]:
    return [
        _chip(
            name,
            platform in choice.platforms,
            source,
            Choice(toggled(choice.platforms, platform), choice.style, choice.number),
        )
        for platform, name in PLATFORM_NAMES.items()
    ]


def _style_chip(texts: Texts, source: Source, choice: Choice, style: Style) -> InlineKeyboardButton:
    chosen = Choice(choice.platforms, style, choice.number)
    return _chip(style_name(texts, style), style is choice.style, source, chosen)


def _number_chip(source: Source, choice: Choice, number: int) -> InlineKeyboardButton:
    chosen = Choice(choice.platforms, choice.style, number)
    return _chip(str(number), number == choice.number, source, chosen)


def _chip(label: str, chosen: bool, source: Source, leads_to: Choice) -> InlineKeyboardButton:
    return button(f"✓ {label}" if chosen else label, _packed(source, leads_to))


def _packed(source: Source, choice: Choice) -> Wish:
    return Wish(
        source=source.id,
        platforms=letters_of(choice.platforms),
        style=choice.style,
        number=choice.number,
    )
