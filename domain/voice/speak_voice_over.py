import asyncio
import time
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.media.errors import MediaRefused, MediaUnavailable
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.media.store_media import StoreMedia
from domain.typed import one_line
from domain.usage import ledger
from domain.usage.errors import SpendingCapReached
from domain.usage.spending import Spending
from domain.voice import manners, runs
from domain.voice.models import VoiceOver, VoiceOverStatus
from domain.voice.ports import Speaker, SpeakerFailed, Speech
from domain.voice.show_voice_over import ShowVoiceOver

TITLE_LENGTH = 60
USUAL_REST, LONGEST_REST = 1.0, 5.0
"""Seconds before the second call: where the provider names none, and at the most."""

IN_LINE = 60.0
"""Seconds for which we stand in line while the provider speaks as many texts as it will at once."""

STORE_RESTS = (1.0, 3.0, 9.0)
"""Seconds before the store is tried again: what is to be kept was paid for."""


@dataclass(frozen=True, slots=True)
class SpeakVoiceOver:
    """The job behind a voice-over. Recording and charge come into being in one transaction, which only the
    newest attempt can commit; the recording is stored before it.
    """

    speaker: Speaker
    spending: Spending
    store_media: StoreMedia
    show_voice_over: ShowVoiceOver

    async def __call__(self, voice_over_id: UUID) -> None:
        voice_over = await runs.take_on(voice_over_id)
        if voice_over and voice_over.attempts > runs.MOST_ATTEMPTS:
            await runs.fail(voice_over, runs.LOST)
        elif voice_over:
            await self.show_voice_over(voice_over_id)
            await self._fulfil(voice_over)
        # Also what had ended before: whoever ended it may have died before it was shown.
        await self.show_voice_over(voice_over_id)

    async def _fulfil(self, voice_over: VoiceOver) -> None:
        try:
            speech = await self._speak(voice_over)
            media = await self._store(voice_over, speech)
        except _NothingToKeep as nothing:
            await runs.fail(voice_over, nothing.reason)
            return
        async with in_transaction():
            kept = await runs.finish(voice_over, VoiceOverStatus.SUCCEEDED, media_id=media.id)
            if kept:
                await ledger.commit(voice_over.id, min(speech.characters, len(voice_over.text)))
        if not kept:
            # Cancelled, or somebody else's by now. What is stored without a row is swept.
            await Media.filter(id=media.id).delete()

    async def _speak(self, voice_over: VoiceOver) -> Speech:
        """What at most two paid calls bring. Raises _NothingToKeep."""
        failure, line_ends = runs.LOST, time.monotonic() + IN_LINE
        while await self._begin_call(voice_over):
            manner = manners.unpacked(voice_over.manner)
            call = self.speaker.speak(voice_over.text, voice_over.voice_id, manner)
            try:
                speech = await runs.unless_cancelled(voice_over, call)
            except SpeakerFailed as error:
                failure = error.reason
                await self._note_failure(voice_over, error)
                if error.reason == SpeakerFailed.CROWDED and time.monotonic() < line_ends:
                    await runs.take_back_call(voice_over)
                elif not error.retryable:
                    break
                rest = USUAL_REST if error.retry_after is None else error.retry_after
                await asyncio.sleep(min(rest, LONGEST_REST))
                continue
            characters = speech.characters if speech else len(voice_over.text)
            await runs.note_cost(voice_over, self.speaker.price(characters), self.spending)
            if speech is None:
                break
            return speech
        raise _NothingToKeep(failure)

    async def _begin_call(self, voice_over: VoiceOver) -> bool:
        try:
            await self.spending.check(voice_over.owner_id)
        except SpendingCapReached:
            raise _NothingToKeep(runs.SPENDING_CAP) from None
        return await runs.count_call(voice_over)

    async def _note_failure(self, voice_over: VoiceOver, error: SpeakerFailed) -> None:
        """An answer that came too late or was no sound has probably been paid for."""
        if error.reason in (SpeakerFailed.TIMEOUT, SpeakerFailed.MALFORMED):
            cost = self.speaker.price(len(voice_over.text))
            await runs.note_cost(voice_over, cost, self.spending)

    async def _store(self, voice_over: VoiceOver, speech: Speech) -> Media:
        """Raises _NothingToKeep."""
        owner = await User.get(id=voice_over.owner_id)
        for rest in (*STORE_RESTS, None):
            try:
                return await self.store_media(
                    owner, speech.content, kind=MediaKind.AUDIO, title=title_of(voice_over.text)
                )
            except MediaRefused as error:
                if not error.retryable:
                    raise _NothingToKeep(SpeakerFailed.MALFORMED) from None
            except MediaUnavailable:
                pass
            if rest is not None:
                await asyncio.sleep(rest)
        raise _NothingToKeep(runs.NOT_STORED)


@dataclass(frozen=True, slots=True)
class GiveUpLateVoiceOvers:
    show_voice_over: ShowVoiceOver

    async def __call__(self) -> None:
        for voice_over in await runs.late_ones():
            await runs.fail(voice_over, runs.LOST)
            await self.show_voice_over(voice_over.id)


def title_of(text: str) -> str:
    """The first words, as a player shows them."""
    line = one_line(text)
    if len(line) <= TITLE_LENGTH:
        return line
    return line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


class _NothingToKeep(Exception):
    """`reason` is one of those of SpeakerFailed or of runs."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
