"""A voice made from a person's own recording, with their consent, and its end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.voice.errors import CloneExists, CloningFailed, RecordingUnfit, VoiceNotFound, VoicesUnavailable
from domain.voice.models import ClonedVoice
from domain.voice.ports import Speaker, SpeakerFailed
from domain.voice.voices import clones_of

SHORTEST, LONGEST = 15, 300
"""Seconds of a recording: less does not say how somebody sounds, more says nothing new."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CheckRecording:
    """Whether a recording of so many seconds can become a voice of the actor. Raises CloneExists and
    RecordingUnfit.
    """

    async def __call__(self, actor: User, *, seconds: int) -> None:
        if await clones_of(actor):
            raise CloneExists
        if not SHORTEST <= seconds <= LONGEST:
            raise RecordingUnfit(least=SHORTEST, most=LONGEST)


@dataclass(frozen=True, slots=True)
class CloneVoice:
    """Makes a voice of the actor's own recording; `consented_at` is when they agreed to it.

    Lasts as long as the provider needs. Whoever dies in the middle leaves a voice at the provider without a
    row of ours: it is found by its name and goes before the next one comes. Raises CloneExists and
    CloningFailed.
    """

    speaker: Speaker

    async def __call__(
        self, actor: User, recording: bytes, *, filename: str, mime: str, consented_at: datetime, name: str
    ) -> ClonedVoice:
        if await clones_of(actor):
            raise CloneExists
        try:
            voice_id = await self._clone(name_at_provider(actor.id), recording, filename, mime)
        except SpeakerFailed as error:
            log.warning("voice not cloned", reason=error.reason)
            raise CloningFailed(reason=error.reason) from None
        try:
            async with in_transaction():
                await User.select_for_update(no_key=True).get(id=actor.id)
                if await clones_of(actor):
                    raise CloneExists
                return await ClonedVoice.create(
                    owner=actor, voice_id=voice_id, name=name[:64], consented_at=consented_at
                )
        except (CloneExists, IntegrityError):
            await self._forget(voice_id)
            raise CloneExists from None

    async def _clone(self, name: str, recording: bytes, filename: str, mime: str) -> str:
        if left_behind := await self.speaker.find_clone(name):
            await self.speaker.forget(left_behind)
        return await self.speaker.clone(name, recording, filename=filename, mime=mime)

    async def _forget(self, voice_id: str) -> None:
        try:
            await self.speaker.forget(voice_id)
        except SpeakerFailed as error:
            log.warning("second clone not deleted", reason=error.reason)


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """The actor's own voice, or None."""

    async def __call__(self, actor: User) -> ClonedVoice | None:
        return next(iter(await clones_of(actor)), None)


@dataclass(frozen=True, slots=True)
class ForgetVoice:
    """Deletes the actor's own voice, at the provider first; their brands speak with no voice of their own
    then.

    Raises VoiceNotFound, also for other people's, and VoicesUnavailable.
    """

    speaker: Speaker

    async def __call__(self, actor: User, clone_id: UUID) -> None:
        clone = await ClonedVoice.get_or_none(id=clone_id, owner=actor)
        if clone is None:
            raise VoiceNotFound
        try:
            await self.speaker.forget(clone.voice_id)
        except SpeakerFailed as error:
            log.warning("voice not deleted", reason=error.reason)
            raise VoicesUnavailable from None
        async with in_transaction():
            await Brand.filter(owner=actor, speaking_voice_id=clone.voice_id).update(speaking_voice_id="")
            await clone.delete()


def name_at_provider(owner_id: UUID) -> str:
    """Nothing of the person but our number."""
    return f"own voice {owner_id.hex}"
