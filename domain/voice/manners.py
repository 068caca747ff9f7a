"""How something is said: a few presets, and each setting by itself."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from domain.voice.errors import MannerInvalid
from domain.voice.ports import Manner


class Preset(StrEnum):
    NATURAL = "natural"
    CALM = "calm"
    LIVELY = "lively"
    DRAMATIC = "dramatic"


PRESETS = {
    Preset.NATURAL: Manner(),
    Preset.CALM: Manner(stability=0.8, similarity=0.75, style=0.0, speed=0.9),
    Preset.LIVELY: Manner(stability=0.35, similarity=0.75, style=0.4, speed=1.1),
    Preset.DRAMATIC: Manner(stability=0.2, similarity=0.8, style=0.7, speed=0.95),
}


class Setting(StrEnum):
    """The settings that are numbers; `speaker_boost` is on or off."""

    STABILITY = "stability"
    SIMILARITY = "similarity"
    STYLE = "style"
    SPEED = "speed"


@dataclass(frozen=True, slots=True)
class Range:
    """In hundredths, so that steps add up."""

    least: int
    most: int
    step: int


RANGES = {
    Setting.STABILITY: Range(0, 100, 10),
    Setting.SIMILARITY: Range(0, 100, 10),
    Setting.STYLE: Range(0, 100, 10),
    Setting.SPEED: Range(70, 120, 5),
}


def preset_of(manner: Manner) -> Preset | None:
    """The preset that it is; None once a setting was changed."""
    return next((preset for preset, its in PRESETS.items() if its == manner), None)


def hundredths(manner: Manner, setting: Setting) -> int:
    value: float = getattr(manner, setting.value)
    return round(value * 100)


def with_setting(manner: Manner, setting: Setting, value: int) -> Manner:
    """`value` in hundredths. Raises MannerInvalid."""
    changed: dict[str, Any] = {setting.value: value / 100}
    return checked(replace(manner, **changed))


def checked(manner: Manner) -> Manner:
    """Raises MannerInvalid."""
    for setting, allowed in RANGES.items():
        if not allowed.least / 100 <= getattr(manner, setting.value) <= allowed.most / 100:
            raise MannerInvalid
    return manner


def packed(manner: Manner) -> dict[str, Any]:
    """As VoiceOver.manner keeps it."""
    return asdict(manner)


def unpacked(kept: dict[str, Any]) -> Manner:
    return Manner(**kept)
