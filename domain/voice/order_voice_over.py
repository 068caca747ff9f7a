import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.jobs.ports import Job, JobQueue
from domain.plans import PLANS
from domain.posts.letters import parts_of
from domain.posts.models import Post
from domain.posts.read_posts import GetPost
from domain.posts.thread import unnumbered
from domain.usage import ledger
from domain.usage.models import UsageKind, UsagePeriod
from domain.usage.spending import Spending
from domain.voice import manners
from domain.voice.errors import NothingToSay, SpeechTooLong, VoiceOverNotFound
from domain.voice.models import VoiceOver
from domain.voice.ports import Manner, Speaker, SpeakerFailed
from domain.voice.voices import GetVoice

KEEP_RESERVED = timedelta(hours=24)
USUALLY_LONGEST = 10_000
"""Characters, while the provider does not tell what it takes: providers.md 6, `eleven_multilingual_v2`."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CheckScript:
    """What is left of a text to be spoken: without what nobody sees, and not too long.

    Raises NothingToSay and SpeechTooLong (characters).
    """

    speaker: Speaker

    async def __call__(self, text: str) -> str:
        spoken = _UNSPEAKABLE.sub("", text).strip()
        if not _WORD.search(spoken):
            raise NothingToSay
        most = await self._longest()
        if len(spoken) > most:
            raise SpeechTooLong(length=len(spoken), most=most)
        return spoken

    async def _longest(self) -> int:
        try:
            return await self.speaker.longest_text()
        except SpeakerFailed as error:
            log.warning("limits not read", reason=error.reason)
            return USUALLY_LONGEST


@dataclass(frozen=True, slots=True)
class CharactersLeft:
    """How many characters the actor's plan has left this month."""

    clock: Clock

    async def __call__(self, actor: User) -> int:
        kind = UsageKind.VOICE_CHARACTERS
        limit = ledger.limit_of(actor, kind)
        month = ledger.month_of(self.clock.now())
        period = await UsagePeriod.get_or_none(user=actor, kind=kind, month=month)
        return max(0, limit - period.used - period.reserved) if period else limit


@dataclass(frozen=True, slots=True)
class OrderVoiceOver:
    """A voice-over with its characters reserved and its job enqueued, in one transaction.

    `request_key` names the tap or request: the same order twice is one order. `post_id`: the post that it is
    for. Raises NothingToSay, SpeechTooLong, MannerInvalid, VoiceNotFound, VoicesUnavailable, PostNotFound,
    SpendingCapReached, QuotaExceeded.
    """

    jobs: JobQueue
    clock: Clock
    check_script: CheckScript
    get_voice: GetVoice
    get_post: GetPost
    spending: Spending

    async def __call__(
        self,
        actor: User,
        text: str,
        voice_id: str,
        manner: Manner,
        *,
        request_key: str,
        post_id: UUID | None = None,
        chat_id: int | None = None,
        progress_message_id: int | None = None,
    ) -> VoiceOver:
        if known := await VoiceOver.get_or_none(owner=actor, request_key=request_key):
            return known
        spoken = await self.check_script(text)
        voice = await self.get_voice(actor, voice_id)
        if post_id:
            await self.get_post(actor, post_id)
        async with in_transaction():
            # Two taps at once: the second waits here and then finds the order of the first.
            await User.select_for_update(no_key=True).get(id=actor.id)
            if known := await VoiceOver.get_or_none(owner=actor, request_key=request_key):
                return known
            await self.spending.check(actor.id)
            voice_over = await VoiceOver.create(
                id=uuid4(),
                owner=actor,
                post_id=post_id,
                text=spoken,
                voice_id=voice.id,
                voice_name=voice.name,
                manner=manners.packed(manners.checked(manner)),
                request_key=request_key,
                chat_id=chat_id,
                progress_message_id=progress_message_id,
            )
            await ledger.reserve(
                actor,
                UsageKind.VOICE_CHARACTERS,
                {voice_over.id: len(spoken)},
                now=self.clock.now(),
                keep=KEEP_RESERVED,
            )
            await self.jobs.enqueue(
                Job.SPEAK_VOICE_OVER, voice_over.id, first=PLANS[actor.plan].first_in_queue
            )
            return voice_over


@dataclass(frozen=True, slots=True)
class GetVoiceOver:
    """With its recording, if there is one. Raises VoiceOverNotFound, also for other people's."""

    async def __call__(self, actor: User, voice_over_id: UUID) -> VoiceOver:
        return _found(await VoiceOver.get_or_none(id=voice_over_id, owner=actor).prefetch_related("media"))


@dataclass(frozen=True, slots=True)
class FindVoiceOver:
    """What a tap or a request has ordered. Raises VoiceOverNotFound."""

    async def __call__(self, actor: User, request_key: str) -> VoiceOver:
        return _found(await VoiceOver.get_or_none(owner=actor, request_key=request_key))


def script_of(post: Post) -> str:
    """What is said of a post: all parts of a thread without their numbers."""
    return "\n\n".join(unnumbered(parts_of(post)))


def _found(voice_over: VoiceOver | None) -> VoiceOver:
    if voice_over is None:
        raise VoiceOverNotFound
    return voice_over


_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WORD = re.compile(r"\w")
