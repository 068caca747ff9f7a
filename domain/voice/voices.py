"""The voices that a person can choose: their own, and those that the provider has for everybody."""

import asyncio
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import structlog
from babel import Locale, UnknownLocaleError

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.voice.errors import SampleMissing, VoiceNotFound, VoicesUnavailable
from domain.voice.models import ClonedVoice
from domain.voice.ports import Speaker, SpeakerFailed, Voice

KEPT = 600.0
"""Seconds for which the list of the provider is believed."""

READ_WITHIN = 9.0
"""Seconds; somebody waits for the list."""

PAGE, MOST_PAGES = 100, 10
"""Voices a call, and calls: more than a thousand voices are not looked through."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Catalogue:
    """The provider's voices, as this process read them last.

    Each process reads for itself: nobody has to agree on a list of names, and it is there without Redis too.
    While the provider is away an older list is better than none: speaking tells what became of a voice.
    """

    speaker: Speaker
    _voices: tuple[Voice, ...] | None = None
    _read_at: float = 0.0

    async def __call__(self) -> tuple[Voice, ...]:
        """Raises VoicesUnavailable."""
        if self._voices is None or time.monotonic() - self._read_at > KEPT:
            try:
                async with asyncio.timeout(READ_WITHIN):
                    self._voices = await self._read()
            except (SpeakerFailed, TimeoutError) as error:
                log.warning("voices not read", reason=str(error))
                if self._voices is None:
                    raise VoicesUnavailable from None
            self._read_at = time.monotonic()
        return self._voices

    async def _read(self) -> tuple[Voice, ...]:
        voices: dict[str, Voice] = {}
        page = await self.speaker.voices(size=PAGE)
        for _ in range(MOST_PAGES):
            voices |= {voice.id: voice for voice in page.voices}
            if page.following is None:
                break
            page = await self.speaker.voices(page=page.following, size=PAGE)
        return tuple(voices.values())


@dataclass(frozen=True, slots=True)
class ListedVoices:
    """`favourite` is the id of the voice that the brand speaks with, `own` are those of the person's own."""

    voices: Sequence[Voice]
    favourite: str
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class ListVoices:
    """Voices to choose from: that of the brand first, then the actor's own, then all others.

    `search`: words of which each begins a word about the voice: its name, its language in the reader's
    language, in English or in its own, its accent, its description. Raises VoicesUnavailable.
    """

    catalogue: Catalogue

    async def __call__(self, actor: User, brand: Brand | None, *, search: str = "") -> ListedVoices:
        own = [as_voice(clone) for clone in await clones_of(actor)]
        favourite = brand.speaking_voice_id if brand else ""
        wanted = _plain(search).split()
        found = [voice for voice in (*own, *await self.catalogue()) if _is_like(voice, wanted, actor.locale)]
        found.sort(key=lambda voice: voice.id != favourite)
        return ListedVoices(found, favourite, frozenset(voice.id for voice in own))


@dataclass(frozen=True, slots=True)
class GetVoice:
    """A voice that the actor may use. Raises VoiceNotFound, also for somebody else's own, and
    VoicesUnavailable.
    """

    catalogue: Catalogue

    async def __call__(self, actor: User, voice_id: str) -> Voice:
        own = (as_voice(clone) for clone in await clones_of(actor))
        if mine := next((voice for voice in own if voice.id == voice_id), None):
            return mine
        for voice in await self.catalogue():
            if voice.id == voice_id:
                return voice
        raise VoiceNotFound


@dataclass(frozen=True, slots=True)
class HearVoice:
    """The sample of a voice. Raises VoiceNotFound, SampleMissing and VoicesUnavailable."""

    speaker: Speaker
    get_voice: GetVoice

    async def __call__(self, actor: User, voice_id: str) -> bytes:
        voice = await self.get_voice(actor, voice_id)
        try:
            return await self.speaker.sample(voice)
        except SpeakerFailed as error:
            log.info("sample not fetched", reason=error.reason)
            if error.reason in (SpeakerFailed.VOICE_GONE, SpeakerFailed.MALFORMED):
                raise SampleMissing from None
            raise VoicesUnavailable from None


@dataclass(frozen=True, slots=True)
class ChooseSpeakingVoice:
    """The voice that a brand speaks with from now on. Raises BrandNotFound, and what GetVoice raises."""

    get_brand: GetBrand
    get_voice: GetVoice

    async def __call__(self, actor: User, brand_id: UUID, voice_id: str) -> Brand:
        brand = await self.get_brand(actor, brand_id)
        voice = await self.get_voice(actor, voice_id)
        brand.speaking_voice_id = voice.id
        await brand.save(update_fields=["speaking_voice_id"])
        return brand


async def clones_of(actor: User) -> list[ClonedVoice]:
    return await ClonedVoice.filter(owner=actor).order_by("created_at")


def as_voice(clone: ClonedVoice) -> Voice:
    return Voice(clone.voice_id, clone.name)


def language_name(code: str, locale: str) -> str:
    """What a language is called in another; the code itself where nobody knows."""
    return _display_name(code, locale) or code


def _is_like(voice: Voice, wanted: Sequence[str], locale: str) -> bool:
    about = _words_about(voice, locale)
    return all(any(word.startswith(typed) for word in about) for typed in wanted)


@lru_cache(maxsize=4096)
def _words_about(voice: Voice, locale: str) -> tuple[str, ...]:
    code = voice.language
    names = [_display_name(code, each) for each in (locale, "en", code)] if code else []
    told = " ".join((voice.name, voice.accent, voice.description, code, *names))
    return tuple(_plain(told).replace("-", " ").split())


@lru_cache(maxsize=1024)
def _display_name(code: str, locale: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(Locale.parse(locale, sep="-")) or ""
    except (UnknownLocaleError, ValueError, TypeError):
        return ""


def _plain(words: str) -> str:
    """Without case and accents."""
    decomposed = unicodedata.normalize("NFD", words.casefold())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
