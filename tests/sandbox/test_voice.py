"""The sandbox's voice and the ear that understands it, with and without the extra `demo`."""

import importlib.util
import wave
from collections.abc import Callable
from io import BytesIO

import pytest

from sandbox.telegram.media import mime_of, sound_seconds
from sandbox.voice import speech
from sandbox.voice.files import mp3
from sandbox.voice.speech import Speech, film, heard, speak

WORDS = "We moved our onboarding emails from five to two, and activation rose by 40%."


@pytest.fixture
def without_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "mp3_frames", lambda *_: None)


@pytest.mark.parametrize(
    "words",
    [WORDS, "Señor, ¿qué tal? Привіт 😀", "a:b:10:c", "line\none\r\n two  ", "x" * 60_000, "\ud800 broken"],
    ids=["English", "others", "colons", "lines", "long", "lone surrogate"],
)
@pytest.mark.parametrize("make", [speak, film])
def test_what_was_said_is_heard(without_demo: None, make: Callable[[str, str], Speech], words: str) -> None:
    understood = heard(make(words, "pt-br").content)
    assert understood is not None
    assert understood.words == words.encode("utf-8", "replace").decode()
    assert understood.language == "pt-br"


@pytest.mark.parametrize("content", [b"", b"OggS" + bytes(99), b"sandbox-speech", b"sandbox-speech:en:x:"])
def test_nothing_is_heard_in_other_recordings(content: bytes) -> None:
    assert heard(content) is None


def test_without_the_extra_a_tone_lasts_as_long_as_the_words_would(without_demo: None) -> None:
    said = speak(WORDS)
    assert (said.name, said.mime) == ("speech.wav", "audio/wav")
    assert mime_of(said.content, "") == "audio/wav"
    with wave.open(BytesIO(said.content)) as sound:
        assert sound.getnframes() / sound.getframerate() == said.seconds == 6
        assert len(set(sound.readframes(8000))) > 20, "a tone, not silence"
    assert speak("word " * 100_000).seconds == 1800


def test_a_film_is_taken_for_one() -> None:
    said = film(WORDS)
    assert (said.name, said.mime, mime_of(said.content, "")) == ("film.mp4", "video/mp4", "video/mp4")


def test_an_mp3_has_its_sound_behind_the_tag() -> None:
    frames = b"\xff\xf3\x40" + bytes(3997)
    file = mp3(frames, b"x" * 300)
    assert file.endswith(frames)
    assert (mime_of(file, ""), sound_seconds(file)) == ("audio/mpeg", 1)


@pytest.mark.skipif(
    importlib.util.find_spec("lameenc") is None or importlib.util.find_spec("espeakng_loader") is None,
    reason="the extra demo is not installed",
)
@pytest.mark.parametrize("language", ["en", "es", "pt-br", "uk", "unknown"])
def test_with_the_extra_it_really_speaks(language: str) -> None:
    said = speak(WORDS, language)
    assert (said.name, said.mime) == ("speech.mp3", "audio/mpeg")
    assert 3 <= said.seconds <= 12
    assert abs(sound_seconds(said.content) - said.seconds) <= 1
    understood = heard(said.content)
    assert understood is not None
    assert understood.words == WORDS
