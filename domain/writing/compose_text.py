"""Captions and scripts to be spoken: one text in, one text out."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

import regex
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.counting.x import emoji_in, links_in
from domain.jobs.ports import Job, JobQueue
from domain.plans import PLANS
from domain.platforms import Platform, hashtags_of
from domain.usage.spending import Spending
from domain.writing import runs
from domain.writing.brand_voice import voice_of
from domain.writing.checks import FaultKind, cleaned, faults_of_text, in_words
from domain.writing.composition_prompts import (
    LONGEST_CAPTION,
    TextBrief,
    caption_assignment,
    script_assignment,
)
from domain.writing.compositions import ShowComposition, fail
from domain.writing.errors import SourceTooLong, SourceTooShort
from domain.writing.language import language_of
from domain.writing.models import Composition, CompositionKind, RunStatus
from domain.writing.ports import Assignment, OneText, Repair
from domain.writing.runs import PaidWriter

SHORTEST, LONGEST = 10, 20_000
"""Characters of what a caption or a script is made from."""

SECONDS = 30
"""How long a script is spoken unless it is asked for otherwise."""

MOST_SECONDS = 600
TOLERANCE = 1.25
"""How many times the words that were ordered a script may have."""

LONGEST_WORD = 30
"""UTF-16 code units that a word of a script may take on the average; more is no speech."""


@dataclass(frozen=True, slots=True)
class ComposeText:
    """Orders a caption or a script, with its job, in one transaction; the text is in `result["text"]` then.

    `request_key` names the tap or request: the same order twice is one order. `seconds`: how long a script
    shall be spoken. `post_id`: the post that it was ordered from. Raises SourceTooShort, SourceTooLong
    (characters), SpendingCapReached.
    """

    jobs: JobQueue
    spending: Spending

    async def __call__(
        self,
        actor: User,
        kind: CompositionKind,
        text: str,
        *,
        request_key: str,
        platform: Platform | None = None,
        brand: Brand | None = None,
        language: str | None = None,
        seconds: int = SECONDS,
        post_id: UUID | None = None,
        chat_id: int | None = None,
        progress_message_id: int | None = None,
    ) -> Composition:
        assert kind in (CompositionKind.CAPTION, CompositionKind.SCRIPT)
        assert 0 < seconds <= MOST_SECONDS
        _check(text)
        async with in_transaction():
            # Two taps at once: the second waits here and then finds the order of the first.
            await User.select_for_update(no_key=True).get(id=actor.id)
            known = await Composition.get_or_none(owner=actor, request_key=request_key)
            if known:
                return known
            await self.spending.check(actor.id)
            composition = await Composition.create(
                id=uuid4(),
                owner=actor,
                brand=brand,
                kind=kind,
                post_id=post_id,
                platform=platform,
                language=language,
                text=text,
                given={"seconds": seconds},
                request_key=request_key,
                chat_id=chat_id,
                progress_message_id=progress_message_id,
            )
            first = PLANS[actor.plan].first_in_queue
            await self.jobs.enqueue(Job.WRITE_TEXT, composition.id, first=first)
            return composition


@dataclass(frozen=True, slots=True)
class WriteText:
    """The job behind a caption or a script."""

    writer: PaidWriter
    show_composition: ShowComposition

    async def __call__(self, composition_id: UUID) -> None:
        composition = await runs.take_on(Composition, composition_id)
        if composition and composition.attempts > runs.MOST_ATTEMPTS:
            await fail(composition, runs.LOST)
        elif composition:
            await self.show_composition(composition_id)
            await self._compose(composition)
        # Also what had ended before: whoever ended it may have died before it was shown.
        await self.show_composition(composition_id)

    async def _compose(self, composition: Composition) -> None:
        await composition.fetch_related("brand")
        text, failure = await self._write(composition, composition.kind, _brief(composition))
        if text is None:
            await fail(composition, failure)
            return
        async with in_transaction():
            if await runs.finish(composition, RunStatus.SUCCEEDED):
                await Composition.filter(id=composition.id).update(result={"text": text})

    async def _write(
        self, composition: Composition, kind: CompositionKind, brief: TextBrief
    ) -> tuple[str | None, str]:
        return await runs.in_two_calls(
            composition,
            self.writer,
            lambda repair: _assignment(kind, brief, repair),
            lambda answer: judged(answer, kind, brief),
        )


def judged(answer: OneText, kind: CompositionKind, brief: TextBrief) -> runs.Judgement[str]:
    """Usable is what has no fault at all."""
    text = cleaned(answer.text)
    subject = "The script" if kind is CompositionKind.SCRIPT else "The caption"
    faults = [f"{subject} {fault}" for fault in _unspeakable(text, brief)] if brief.seconds else []
    faults += _common_faults(text, brief, subject)
    return runs.Judgement(text, int(not faults), Repair((text,), tuple(faults)) if faults else None)


def _check(text: str) -> None:
    length = len(text.strip())
    if length < SHORTEST:
        raise SourceTooShort(length=length, least=SHORTEST)
    if length > LONGEST:
        raise SourceTooLong(length=length, most=LONGEST)


def _brief(composition: Composition) -> TextBrief:
    """The brand of the composition is fetched."""
    return TextBrief(
        source=composition.text,
        platform=composition.platform,
        language=composition.language,
        voice=voice_of(composition.brand),
        seconds=composition.given["seconds"] if composition.kind is CompositionKind.SCRIPT else 0,
    )


def _assignment(kind: CompositionKind, brief: TextBrief, repair: Repair | None) -> Assignment[OneText]:
    if kind is CompositionKind.SCRIPT:
        return script_assignment(brief, repair)
    return caption_assignment(brief, repair)


def _common_faults(text: str, brief: TextBrief, subject: str) -> list[str]:
    given = " ".join([brief.source, *(asdict(brief.voice).values() if brief.voice else ())])
    known = brief.language or language_of(brief.source)
    longest = brief.words * LONGEST_WORD if brief.seconds else LONGEST_CAPTION
    platform = None if brief.seconds else brief.platform
    found = faults_of_text(text, given, platform=platform, longest=longest, language=known)
    return [in_words(fault, subject) for fault in found if known or fault.kind is not FaultKind.LANGUAGE]


def _unspeakable(script: str, brief: TextBrief) -> Iterator[str]:
    """What nobody can read aloud, and a script that takes longer than was ordered."""
    if _DIGIT.search(script):
        yield "has figures; write every number out as it is spoken."
    if hashtags_of(script) or _MENTION.search(script):
        yield "has hashtags or mentions; leave them out."
    if any(True for _ in emoji_in(script)):
        yield "has emoji; leave them out."
    if any(True for _ in links_in(script)):
        yield "has links; leave them out."
    words, most = words_in(script), int(brief.words * TOLERANCE)
    if words > most:
        yield f"has {words} words; at most {most} can be spoken in {brief.seconds} seconds."


def words_in(script: str) -> int:
    """How many words are spoken. Scripts without spaces count two signs as one."""
    dense = len(_DENSE.findall(script))
    return len(_WORD.findall(_DENSE.sub(" ", script))) + dense // 2


_DIGIT = regex.compile(r"\p{N}")
_MENTION = regex.compile(r"(?<!\w)[@＠]\w")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_WORD = regex.compile(r"[\p{L}\p{M}'’]+")
