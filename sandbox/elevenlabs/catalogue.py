"""The demo voices, each with a sample, and the voices that were cloned.

Shape: ElevenLabs' API reference, "List voices" (v2) and "Get voice".
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SAMPLE_WORDS = {
    "en": "Hello, this is how I sound. What shall I read to you?",
    "es": "Hola, así suena mi voz. ¿Qué te leo?",
    "pt": "Olá, é assim que eu soo. O que devo ler para você?",
    "de": "Hallo, so klinge ich. Was soll ich vorlesen?",
    "fr": "Bonjour, voici ma voix. Que dois-je lire ?",
    "it": "Ciao, questa è la mia voce. Che cosa leggo?",
    "pl": "Cześć, tak brzmi mój głos. Co mam przeczytać?",
    "ru": "Здравствуйте, вот так я звучу. Что прочитать?",
    "uk": "Вітаю, ось так я звучу. Що прочитати?",
    "el": "Γεια σας, έτσι ακούγομαι. Τι να διαβάσω;",
}


@dataclass(frozen=True, slots=True)
class DemoVoice:
    """`speaker` is a language of eSpeak, `variant` one of its voices such as `f2` or `m3`."""

    voice_id: str
    name: str
    language: str
    accent: str
    gender: str
    age: str
    tone: str
    speaker: str
    variant: str
    category: str = "premade"

    @property
    def sample_words(self) -> str:
        return SAMPLE_WORDS[self.language]

    def as_json(self, root: str) -> dict[str, Any]:
        """As the API tells it; `root` is the address of the stand-in."""
        labels = {
            "language": self.language,
            "accent": self.accent,
            "gender": self.gender,
            "age": self.age,
            "descriptive": self.tone,
            "use_case": "narration",
        }
        return {
            "voice_id": self.voice_id,
            "name": self.name,
            "category": self.category,
            "description": f"Demo voice: {self.tone}",
            "labels": labels if self.category == "premade" else {},
            "preview_url": f"{root}/previews/{self.voice_id}" if self.category == "premade" else None,
            "samples": None,
            "settings": None,
            "is_owner": self.category == "cloned",
            "is_legacy": False,
            "verified_languages": [],
        }


@dataclass(slots=True)
class Catalogue:
    """Demo voices in the order in which they are listed, cloned ones behind them."""

    cloned: dict[str, DemoVoice] = field(default_factory=dict)

    def __iter__(self) -> Iterator[DemoVoice]:
        yield from DEMO_VOICES
        yield from self.cloned.values()

    def get(self, voice_id: str) -> DemoVoice | None:
        return next((voice for voice in self if voice.voice_id == voice_id), None)

    def find(self, search: str, voice_type: str) -> list[DemoVoice]:
        """Those whose name, description, labels or category have all the words."""
        words = search.casefold().split()
        return [
            voice
            for voice in self
            if _is_of(voice, voice_type) and all(word in _words_about(voice) for word in words)
        ]

    def add(self, name: str) -> DemoVoice:
        voice = DemoVoice(
            voice_id=secrets.token_hex(10),
            name=name,
            language="en",
            accent="",
            gender="",
            age="",
            tone="cloned",
            speaker="en",
            variant="m7",
            category="cloned",
        )
        self.cloned[voice.voice_id] = voice
        return voice


VOICE_TYPES = ("personal", "community", "default", "workspace", "non-default", "non-community", "saved")


def _is_of(voice: DemoVoice, voice_type: str) -> bool:
    match voice_type:
        case "default":
            return voice.category == "premade"
        case "personal" | "non-default":
            return voice.category == "cloned"
        case "community" | "workspace":
            return False
    return True


def _words_about(voice: DemoVoice) -> str:
    told = voice.as_json("")
    about = [told["name"], told["description"], told["category"], *told["labels"].values()]
    return " ".join(about).casefold()


def _demo(line: str) -> DemoVoice:
    """A line of the table below; the id is as long as a real one."""
    name, language, accent, gender, age, tone, speaker, variant = (part.strip() for part in line.split("|"))
    voice_id = f"demo{name}".ljust(20, "0")
    return DemoVoice(voice_id, name, language, accent, gender, age, tone, speaker, variant)


DEMO_VOICES = tuple(
    map(
        _demo,
        """
        Nora | en | american | female | young | warm and clear | en-us | f1
        Miles | en | american | male | middle_aged | calm narrator | en-us | m1
        Tess | en | american | female | middle_aged | confident | en-us | f2
        Hugh | en | british | male | old | deep and steady | en-gb | m2
        Pippa | en | british | female | young | bright | en-gb | f3
        Angus | en | scottish | male | middle_aged | friendly | en-gb-scotland | m3
        Odette | en | caribbean | female | middle_aged | lively | en-029 | f4
        Rowan | en | american | neutral | young | casual | en-us | m4
        Lucia | es | peninsular | female | young | warm | es | f1
        Mateo | es | peninsular | male | middle_aged | calm narrator | es | m1
        Ximena | es | latin american | female | young | bright | es-419 | f2
        Diego | es | latin american | male | middle_aged | confident | es-419 | m2
        Beatriz | pt | brazilian | female | young | friendly | pt-br | f1
        Caio | pt | brazilian | male | middle_aged | deep | pt-br | m1
        Ines | pt | european | female | middle_aged | calm | pt | f2
        Greta | de | standard | female | young | clear | de | f1
        Jonas | de | standard | male | middle_aged | calm narrator | de | m1
        Manon | fr | parisian | female | young | soft | fr-fr | f1
        Rene | fr | belgian | male | old | deep | fr-be | m1
        Chiara | it | standard | female | young | lively | it | f1
        Zofia | pl | standard | female | middle_aged | warm | pl | f1
        Olga | ru | standard | female | middle_aged | calm | ru | f1
        Maksim | ru | standard | male | young | confident | ru | m1
        Oksana | uk | standard | female | young | bright | uk | f1
        Eleni | el | standard | female | middle_aged | warm | el | f1
        """.strip().splitlines(),
    )
)
