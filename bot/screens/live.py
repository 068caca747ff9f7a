"""Posts while they are being written."""

from collections.abc import Sequence

from aiogram.utils.formatting import Text

from bot.screens.writing import progress
from bot.texts import Texts
from bot.ui.names import PLATFORM_NAMES
from bot.ui.screen import Screen
from domain.typed import utf16_units
from domain.writing.checks import cleaned
from domain.writing.models import Generation
from domain.writing.ports import SoFar

ROOM = 3_500
"""UTF-16 units; a message holds 4,096 (Bot API, sendMessageDraft), and something stands above the posts."""

BETWEEN = "\n\n· · ·\n\n"


def live(texts: Texts, generation: Generation, posts: SoFar) -> Text:
    """The posts as far as they have come, the newest that there is room for; empty before the first letter,
    which the chat shows as thinking.
    """
    shown = [text for post in (*posts.finished, posts.unfinished) if (text := cleaned(post))]
    if not shown:
        return Text()
    heading = texts.rich(
        "live-heading",
        platform=PLATFORM_NAMES[generation.platform],
        place=min(len(shown), generation.number),
        total=generation.number,
    )
    return Text(heading, "\n\n", _newest(shown))


def live_progress(texts: Texts, order: Sequence[Generation], generation: Generation, posts: SoFar) -> Screen:
    """The same below how the order stands, for a chat in which a message has to be edited for it."""
    screen = progress(texts, order)
    return Screen(Text(screen.text, "\n", live(texts, generation, posts)), screen.keyboard)


def _newest(posts: Sequence[str]) -> str:
    text = posts[-1] if utf16_units(posts[-1]) <= ROOM else "…" + posts[-1][-(ROOM // 2) :]
    for earlier in reversed(posts[:-1]):
        longer = f"{earlier}{BETWEEN}{text}"
        if utf16_units(longer) > ROOM:
            break
        text = longer
    return text
