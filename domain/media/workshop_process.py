import json
from dataclasses import dataclass

from domain.limited_process import Busy, Crashed, Late, LimitedProcess, NotRunning, Overwhelmed
from domain.media import forms
from domain.media.errors import (
    MediaBroken,
    MediaBusy,
    MediaEmpty,
    MediaRefused,
    MediaTooLarge,
    MediaUnavailable,
    NotAPicture,
    NotASound,
    PictureIsDrawing,
    PictureMoves,
    refusals,
)
from domain.media.forms import FORMS, Form, Nature
from domain.media.workshop import CHECK, STAMP, Finding

MOST_BYTES = 20 * 1024 * 1024
"""What an upload may have (product.md 4), and what a bot may fetch (Bot API, getFile)."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is safe to keep: the bytes, what they are, and what was measured."""

    content: bytes
    form: Form
    finding: Finding


class MediaWorkshop:
    """Verifies pictures and sounds, and puts logos on pictures, each in a limited process of its own: see
    LimitedProcess.
    """

    def __init__(
        self, *, seconds: float = 10, cpu: int = 8, memory: int = 1024 * 1024 * 1024, patience: float = 30
    ) -> None:
        self._process = LimitedProcess(
            module="domain.media.workshop",
            seconds=seconds,
            cpu=cpu,
            memory=memory,
            patience=patience,
            longest_answer=MOST_BYTES,
        )

    async def check(self, content: bytes, *, wanted: Nature | None = None) -> Checked:
        """`wanted`: whether a picture or a sound; None for either. Raises MediaRefused, and MediaUnavailable
        where our own program does not run.
        """
        form = _form_of(content, wanted)
        return _checked(content, await self._answer(content, CHECK, form.mime))

    async def stamp(self, content: bytes, logo: bytes) -> bytes:
        """The picture with the logo at the bottom right. Raises as above, for either of the two."""
        form, form_of_logo = (_form_of(one, Nature.PICTURE) for one in (content, logo))
        answer = await self._answer(content + logo, STAMP, form.mime, str(len(content)), form_of_logo.mime)
        return _checked(content, answer).content

    async def _answer(self, content: bytes, *asked: str) -> bytes:
        try:
            return await self._process.ask(content, *asked)
        except (Busy, Late):
            raise MediaBusy from None
        except Overwhelmed:
            raise MediaTooLarge from None
        except Crashed:
            raise MediaBroken from None
        except NotRunning:
            raise MediaUnavailable from None


def _form_of(content: bytes, wanted: Nature | None) -> Form:
    if not content:
        raise MediaEmpty
    if len(content) > MOST_BYTES:
        raise MediaTooLarge
    form = forms.form_of(content)
    if form is None and forms.is_moving(content):
        raise PictureMoves
    if form is None and forms.is_vector(content):
        raise PictureIsDrawing
    if form is None:
        raise MediaRefused
    if wanted and form.nature is not wanted:
        raise NotAPicture if wanted is Nature.PICTURE else NotASound
    return form


def _checked(content: bytes, answer: bytes) -> Checked:
    line, _, kept = answer.partition(b"\n")
    said = json.loads(line)
    if why := said.get("why"):
        raise refusals()[why]
    finding = Finding(**said)
    return Checked(kept or content, FORMS[finding.mime], finding)
