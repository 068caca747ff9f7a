"""What the writer gets of a very long source: its parts in short, made once for all that is written."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.database import rows
from domain.writing import runs
from domain.writing.checks import cleaned, faults_of_text, in_words
from domain.writing.models import Composition, CompositionKind, Generation, RunStatus, Source
from domain.writing.ports import Assignment, OneText, Repair
from domain.writing.prompt import THINKING, fence_for, fenced
from domain.writing.prompts import prompt_text

LONG = 40_000
"""Characters from which on a source is condensed: what is shorter, a model reads with attention."""

PART = 20_000
MOST_OF_A_PART = 3_000
AT_ONCE = 3
LEASE = timedelta(minutes=2)
LOOK = 0.5


class CondensingFailed(Exception):
    """A part could not be condensed; `reason` as of a run that failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Condense:
    """The text of a generation's source, which comes with it, or what stands for it. Generations of the same
    source that come at once wait for the one that condenses; parts that were done are not paid for again.

    Raises CondensingFailed.
    """

    writer: runs.PaidWriter

    async def __call__(self, generation: Generation) -> str:
        source = generation.source
        if len(source.text) <= LONG:
            return source.text
        while source.condensed is None:
            if await _lease(source.id):
                try:
                    await self._condense(source, generation)
                finally:
                    await Source.filter(id=source.id).update(condensing_until=None)
            else:
                await asyncio.sleep(LOOK)
            source = await Source.get(id=source.id)
        return source.condensed

    async def _condense(self, source: Source, generation: Generation) -> None:
        parts = parts_of(source.text)
        hands = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> str:
            async with hands:
                if await Generation.exists(id=generation.id, stop_requested_at__isnull=False):
                    raise CondensingFailed(runs.STOPPED)
                return await self._part(parts, number, generation)

        # All of them to their ends: what is paid for is kept also when another part fails.
        ended = await asyncio.gather(*(one(number) for number in range(len(parts))), return_exceptions=True)
        short = [_or_raise(part) for part in ended]
        await Source.filter(id=source.id).update(condensed="\n\n".join(short))

    async def _part(self, parts: list[str], number: int, generation: Generation) -> str:
        key = f"condense:{generation.source_id}:{number}:"
        done = await Composition.filter(
            owner_id=generation.owner_id, request_key__startswith=key, status=RunStatus.SUCCEEDED
        ).first()
        if done and done.result:
            return str(done.result["text"])
        run, _ = await Composition.get_or_create(
            {"kind": CompositionKind.CONDENSE, "text": parts[number]},
            owner_id=generation.owner_id,
            request_key=f"{key}{generation.id}",
        )
        taken = await runs.take_on(Composition, run.id)
        if taken is None or taken.attempts > runs.MOST_ATTEMPTS:
            raise CondensingFailed(run.error or runs.LOST)
        ended = await runs.in_two_calls(
            taken,
            self.writer,
            lambda _: condense_assignment(parts, number),
            lambda answer: judged(answer, parts[number]),
        )
        text, failure = ended
        if text is None:
            await runs.finish(taken, RunStatus.FAILED, error=failure)
            raise CondensingFailed(failure)
        await Composition.filter(id=taken.id).update(result={"text": text})
        await runs.finish(taken, RunStatus.SUCCEEDED)
        return text


def parts_of(text: str) -> list[str]:
    """The text in parts of at most PART characters, cut where a paragraph, a line, a sentence or at least a
    word ends, unless that leaves a part half empty.
    """
    parts = []
    while len(text) > PART:
        ends = [_last(text, mark) for mark in ("\n\n", "\n", ". ", " ")]
        cut = next((end for end in ends if end > PART // 2), PART)
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
    return [*parts, text] if text else parts


def condense_assignment(parts: list[str], number: int) -> Assignment[OneText]:
    """The order for one part; `number` counts from 0. A second call gets the same order once more."""
    fence = fence_for(parts[number])
    order = prompt_text("condense").substitute(
        fence=fence, most=MOST_OF_A_PART, number=number + 1, parts=len(parts)
    )
    messages = (
        {"role": "system", "content": order},
        {"role": "user", "content": fenced("source", cleaned(parts[number]), fence)},
    )
    return Assignment("condensed", messages, OneText, THINKING + MOST_OF_A_PART)


def judged(answer: OneText, part: str) -> runs.Judgement[str]:
    """Usable is what has no fault at all: it counts as said by the source in whatever is written from it."""
    text = cleaned(answer.text)
    faults = [in_words(fault) for fault in faults_of_text(text, part, longest=2 * MOST_OF_A_PART)]
    return runs.Judgement(text, int(not faults), Repair((text,), tuple(faults)) if faults else None)


def _or_raise(ended: str | BaseException) -> str:
    if isinstance(ended, BaseException):
        raise ended
    return ended


def _last(text: str, mark: str) -> int:
    """Behind the last such mark in a part's length; 0 where there is none."""
    found = text.rfind(mark, 0, PART)
    return found + len(mark) if found >= 0 else 0


async def _lease(source_id: UUID) -> bool:
    return bool(
        await rows(
            """
            UPDATE sources SET condensing_until = clock_timestamp() + $2::interval
            WHERE id = $1 AND condensed IS NULL
              AND (condensing_until IS NULL OR condensing_until < clock_timestamp()) RETURNING id
            """,
            source_id,
            LEASE,
        )
    )
