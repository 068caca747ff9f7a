import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID, uuid4

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.edit_brand import KeepVoice
from domain.brands.errors import BrandNotFound
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.brands.voice import VoiceCard, VoiceField, changed, packed, parsed
from domain.delivery.outbox import post_notice
from domain.jobs.ports import Job, JobQueue
from domain.plans import PLANS
from domain.typed import is_blank
from domain.usage.spending import Spending
from domain.writing import runs
from domain.writing.checks import cleaned
from domain.writing.errors import TooFewSamples, VoiceDraftNotFound
from domain.writing.models import Composition, CompositionKind, RunStatus
from domain.writing.ports import Repair
from domain.writing.voice_checks import card_of, faults_of_card
from domain.writing.voice_prompt import VoiceNotes, voice_assignment

LEAST_SAMPLES = 3
MOST_SAMPLES = 20
LONGEST_SAMPLE = 3_000
"""Characters: as long as a post can be anywhere. What stands behind it tells nothing more of a voice."""

log = structlog.get_logger(__name__)


def sample_of(text: str) -> str:
    """What is read of a post that somebody brought; empty where there is nothing to see."""
    text = cleaned(text)
    return "" if is_blank(text) else text[:LONGEST_SAMPLE].rstrip()


class VoiceDesk(Protocol):
    async def show_voice(self, run: Composition, brand: Brand, *, locale: str) -> bool:
        """Say in the message of the run how far it is, or show the card that came out; whether that worked.
        Never raises.
        """


@dataclass(frozen=True, slots=True)
class OrderVoice:
    """Has a voice card distilled from 3 to 20 posts of a brand: a run with its job, in one transaction. It
    takes nothing of the plan.

    `request_key` names the tap: the same order twice is one. Raises BrandNotFound, TooFewSamples,
    SpendingCapReached.
    """

    jobs: JobQueue
    get_brand: GetBrand
    spending: Spending

    async def __call__(
        self,
        actor: User,
        brand_id: UUID,
        samples: Sequence[str],
        *,
        request_key: str,
        chat_id: int | None = None,
        progress_message_id: int | None = None,
    ) -> Composition:
        read = list(dict.fromkeys(filter(None, map(sample_of, samples))))[:MOST_SAMPLES]
        if len(read) < LEAST_SAMPLES:
            raise TooFewSamples(least=LEAST_SAMPLES)
        async with in_transaction():
            # Two taps at once: the second waits here and then finds the order of the first.
            await User.select_for_update(no_key=True).get(id=actor.id)
            known = await Composition.get_or_none(owner=actor, request_key=request_key)
            if known:
                return known
            await self.spending.check(actor.id)
            run = Composition(
                id=uuid4(),
                owner=actor,
                brand=await self.get_brand(actor, brand_id),
                kind=CompositionKind.VOICE,
                text=json.dumps(read, ensure_ascii=False),
                request_key=request_key,
                chat_id=chat_id,
                progress_message_id=progress_message_id,
            )
            await run.save(force_create=True)
            await self.jobs.enqueue(Job.DISTIL_VOICE, run.id, first=PLANS[actor.plan].first_in_queue)
            return run


@dataclass(frozen=True, slots=True)
class OrderVoiceAgain:
    """Another card out of the same posts. Raises VoiceDraftNotFound, BrandNotFound, SpendingCapReached."""

    order_voice: OrderVoice

    async def __call__(
        self, actor: User, run_id: UUID, *, request_key: str, chat_id: int, progress_message_id: int | None
    ) -> Composition:
        run = await _run_of(actor, run_id)
        if run.brand_id is None:
            raise BrandNotFound
        return await self.order_voice(
            actor,
            run.brand_id,
            samples_of(run),
            request_key=request_key,
            chat_id=chat_id,
            progress_message_id=progress_message_id,
        )


@dataclass(frozen=True, slots=True)
class ShowVoice:
    """Shows the person of a run how it stands, in the message that it belongs to. What they cannot see there
    any more comes as a notice once the run has ended.

    A worker and the tap itself do so at once: each looks again after it has shown something.
    """

    desk: VoiceDesk

    async def __call__(self, run_id: UUID) -> None:
        shown = None
        while True:
            run = await Composition.get(id=run_id).prefetch_related("brand", "owner")
            if run.status is shown or run.brand is None or run.given.get(_SETTLED):
                return
            seen = await self.desk.show_voice(run, run.brand, locale=run.owner.locale)
            if not seen and run.status in _ENDED:
                topic = "voice-ready" if run.status is RunStatus.SUCCEEDED else "voice-failed"
                key = f"{topic}:{run.id}"
                await post_notice(run.owner, key=key, topic=topic, run=str(run.id), brand=run.brand.name)
            shown = run.status


@dataclass(frozen=True, slots=True)
class DistilVoice:
    """The job behind a voice card: orders it from the writer, at most twice, and keeps what came as a draft
    until its person has said what shall become of it.
    """

    writer: runs.PaidWriter
    show_voice: ShowVoice

    async def __call__(self, run_id: UUID) -> None:
        run = await runs.take_on(Composition, run_id)
        if run is not None:
            await self._distil(run)
        # Also of a run that had ended before: whoever ended it may have been killed before it was shown.
        await self.show_voice(run_id)

    async def _distil(self, run: Composition) -> None:
        if run.attempts > runs.MOST_ATTEMPTS:
            await _fail(run, runs.LOST)
            return
        samples = samples_of(run)
        card, failure = await self._written(run, samples)
        if card is None:
            await _fail(run, failure)
            return
        async with in_transaction():
            if await runs.finish(run, RunStatus.SUCCEEDED):
                await Composition.filter(id=run.id).update(result=packed(card))

    async def _written(self, run: Composition, samples: Sequence[str]) -> tuple[VoiceCard | None, str]:
        """The card, and why there is none if there is none."""
        return await runs.in_two_calls(
            run,
            self.writer,
            lambda repair: voice_assignment(samples, repair),
            lambda notes: judged(notes, samples),
        )


@dataclass(frozen=True, slots=True)
class GiveUpLateVoices:
    show_voice: ShowVoice

    async def __call__(self) -> None:
        for run in await runs.late_runs(Composition):
            if run.kind is CompositionKind.VOICE:
                await _fail(run, runs.LOST)
                await self.show_voice(run.id)


@dataclass(frozen=True, slots=True)
class VoiceDraft:
    """A card that came out of a run and is not yet what its brand is written in."""

    id: UUID
    brand: Brand
    card: VoiceCard


@dataclass(frozen=True, slots=True)
class GetVoiceDraft:
    """Raises VoiceDraftNotFound, also for other people's and for runs without a card; BrandNotFound."""

    async def __call__(self, actor: User, run_id: UUID) -> VoiceDraft:
        run = await _run_of(actor, run_id)
        if run.result is None:
            raise VoiceDraftNotFound
        if run.brand is None:
            raise BrandNotFound
        return VoiceDraft(run.id, run.brand, parsed(run.result))


@dataclass(frozen=True, slots=True)
class WaitingVoice:
    """The newest run for a brand about whose card its person has said nothing yet, or None."""

    async def __call__(self, actor: User, brand_id: UUID) -> Composition | None:
        of_brand = Composition.filter(owner=actor, brand_id=brand_id, kind=CompositionKind.VOICE)
        newest = await of_brand.order_by("-created_at").first()
        return None if newest is None or newest.given.get(_SETTLED) else newest


@dataclass(frozen=True, slots=True)
class KeepVoiceDraft:
    """The brand is written in the voice of the draft from now on.

    Raises VoiceDraftNotFound, BrandNotFound.
    """

    get_draft: GetVoiceDraft
    keep_voice: KeepVoice

    async def __call__(self, actor: User, run_id: UUID) -> Brand:
        async with in_transaction():
            draft = await self.get_draft(actor, run_id)
            await _settle(draft)
            return await self.keep_voice(actor, draft.brand.id, draft.card)


@dataclass(frozen=True, slots=True)
class EditVoiceDraft:
    """One field of a draft anew, as it was typed. Raises VoiceDraftNotFound, BrandNotFound and what `changed`
    raises.
    """

    get_draft: GetVoiceDraft

    async def __call__(self, actor: User, run_id: UUID, field: VoiceField, typed: str) -> VoiceDraft:
        async with in_transaction():
            await Composition.select_for_update().get_or_none(id=run_id, owner=actor)
            draft = await self.get_draft(actor, run_id)
            card = changed(draft.card, field, typed)
            await Composition.filter(id=draft.id).update(result=packed(card))
            return VoiceDraft(draft.id, draft.brand, card)


@dataclass(frozen=True, slots=True)
class DropVoiceDraft:
    """The draft waits for no answer any more; the brand keeps what it had. Raises VoiceDraftNotFound,
    BrandNotFound.
    """

    get_draft: GetVoiceDraft

    async def __call__(self, actor: User, run_id: UUID) -> Brand:
        draft = await self.get_draft(actor, run_id)
        await _settle(draft)
        return draft.brand


def samples_of(run: Composition) -> list[str]:
    """The posts that a run reads: a JSON list in its text."""
    return [str(sample) for sample in json.loads(run.text)]


def judged(notes: VoiceNotes, samples: Sequence[str]) -> runs.Judgement[VoiceCard]:
    """The card if nothing is wrong with it, else what the second call is to mend."""
    card = card_of(notes, samples)
    faults = faults_of_card(card, samples)
    if not faults:
        return runs.Judgement(card, 1, None)
    return runs.Judgement(card, 0, Repair((notes.model_dump_json(),), tuple(faults)))


async def _run_of(actor: User, run_id: UUID) -> Composition:
    run = await Composition.get_or_none(id=run_id, owner=actor, kind=CompositionKind.VOICE).prefetch_related(
        "brand"
    )
    if run is None:
        raise VoiceDraftNotFound
    return run


async def _settle(draft: VoiceDraft) -> None:
    await Composition.filter(id=draft.id).update(given={_SETTLED: True})


async def _fail(run: Composition, reason: str) -> None:
    if await runs.finish(run, RunStatus.FAILED, error=reason):
        log.warning("voice card failed", run=str(run.id), reason=reason)


_ENDED = (RunStatus.SUCCEEDED, RunStatus.FAILED)
_SETTLED = "settled"
