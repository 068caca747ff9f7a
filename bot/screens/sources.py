"""What a person brought: that it is being read, what could not be read, and what to make of it."""

from aiogram.utils.formatting import Bold, Text

from bot.screens.writing import choices, excerpt
from bot.texts import Texts
from bot.ui.keyboards import SourceAction, SourceVerb, button, keyboard
from bot.ui.screen import Screen
from domain.writing.accept_source import SHORTEST
from domain.writing.models import Piece, PieceKind, PieceStatus
from domain.writing.show_source import SourceView
from domain.writing.sources.ports import Unreadability

NAME = 60
"""Characters of a file's name or of a title that are shown."""

SHOWN = 10
"""Pieces that are named one by one."""


def ask_source(texts: Texts) -> Screen:
    return Screen(texts.rich("new-ask"))


def source_card(texts: Texts, view: SourceView) -> Screen:
    forget = button(texts("new-forget"), SourceAction(verb=SourceVerb.FORGET, id=view.source.id))
    if view.reading:
        return Screen(Text(Bold(texts("source-reading")), "\n", *_lines(texts, view)), keyboard([forget]))
    if len(view.source.text.strip()) >= SHORTEST:
        return choices(texts, view, about=_about(texts, view))
    more = button(texts("source-more"), SourceAction(verb=SourceVerb.MORE, id=view.source.id))
    return Screen(Text(Bold(texts("source-nothing")), "\n", *_lines(texts, view)), keyboard([more], [forget]))


def collecting(texts: Texts, view: SourceView) -> Screen:
    """More is to come: how much there is, and the way out."""
    return Screen(
        Text(
            texts.rich("source-collecting", number=len({piece.message_id for piece in view.pieces})),
            "\n",
            *_lines(texts, view),
        ),
        keyboard(
            [button(texts("source-enough"), SourceAction(verb=SourceVerb.ENOUGH, id=view.source.id))],
            [button(texts("new-forget"), SourceAction(verb=SourceVerb.FORGET, id=view.source.id))],
        ),
    )


def unreadable(texts: Texts, why: Unreadability) -> str:
    """Why something could not be read, and what the person can do."""
    match why:
        case Unreadability.UNSUPPORTED:
            return texts("unreadable-unsupported")
        case Unreadability.TOO_LARGE:
            return texts("unreadable-too-large")
        case Unreadability.TOO_LONG:
            return texts("unreadable-too-long")
        case Unreadability.NO_TEXT:
            return texts("unreadable-no-text")
        case Unreadability.BROKEN:
            return texts("unreadable-broken")
        case Unreadability.PROTECTED:
            return texts("unreadable-protected")
        case Unreadability.NOT_FOUND:
            return texts("unreadable-not-found")
        case Unreadability.NOT_ALLOWED:
            return texts("unreadable-not-allowed")
        case Unreadability.NO_TRANSCRIPT:
            return texts("unreadable-no-transcript")
        case Unreadability.UNREACHABLE:
            return texts("unreadable-unreachable")
        case Unreadability.TIMEOUT | Unreadability.BUSY:
            return texts("unreadable-busy")
        case Unreadability.MISCONFIGURED:
            return texts("unreadable-our-side")


def _about(texts: Texts, view: SourceView) -> list[Text | str]:
    """Lines above the chips: nothing of a plain text, what went in of everything else."""
    plain = all(piece.kind is PieceKind.TEXT and not piece.origin for piece in view.pieces)
    return [] if plain else _lines(texts, view)


def _lines(texts: Texts, view: SourceView) -> list[Text | str]:
    lines: list[Text | str] = []
    for piece in view.pieces[:SHOWN]:
        lines += ["\n", _line(texts, piece)]
    hidden = len(view.pieces) - SHOWN
    return [*lines, "\n", texts("source-others", hidden=hidden)] if hidden > 0 else lines


def _line(texts: Texts, piece: Piece) -> Text:
    line = Text(_MARKS[piece.kind], " ", _name(texts, piece))
    if piece.origin and piece.origin != piece.title:
        line += Text(" · ", texts("source-from", origin=excerpt(piece.origin)[:NAME]))
    if piece.status is PieceStatus.FAILED and piece.error:
        line += Text("\n⚠️ ", _why(texts, piece, piece.error))
    return line


def _why(texts: Texts, piece: Piece, why: Unreadability) -> str:
    if why is Unreadability.UNSUPPORTED and piece.filename.lower().endswith(".doc"):
        return texts("unreadable-old-word")
    if why is Unreadability.TOO_LARGE and piece.kind is PieceKind.LINK:
        return texts("unreadable-large-page")
    return unreadable(texts, why)


def _name(texts: Texts, piece: Piece) -> str:
    match piece.kind:
        case PieceKind.SOUND:
            minutes, seconds = divmod(piece.seconds, 60)
            return texts("source-sound", duration=f"{minutes}:{seconds:02}")
        case PieceKind.LINK:
            return (piece.title or piece.reference)[:NAME]
        case PieceKind.DOCUMENT:
            return piece.filename[:NAME] or texts("source-document")
        case PieceKind.TEXT:
            return f"“{excerpt(piece.text)[:NAME]}”"


_MARKS = {PieceKind.TEXT: "💬", PieceKind.DOCUMENT: "📄", PieceKind.LINK: "🔗", PieceKind.SOUND: "🎧"}
