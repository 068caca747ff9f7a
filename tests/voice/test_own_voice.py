"""A voice of one's own: with consent, from one's own voice note, nobody else's, and gone when told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.app import UseCases
from domain.brands.models import Brand
from domain.voice.clone_voice import CloneVoice
from domain.voice.models import ClonedVoice
from sandbox.voice.speech import speak
from tests.people import Person, TelegramSandbox, forwarded_from, labels, text_of, until
from tests.posts.test_library import owner_of
from tests.voice.talk import TEXT, newest_call, plays, speaks, spoken_since

A_WHILE = "This is how I speak, and I speak for a while so that you can hear how I sound. " * 4


async def begins(person: Person) -> None:
    await person.says(f"/voice {TEXT}")
    await person.taps("🗣 Choose a voice")
    await person.taps("🎤 My own voice")


async def has_own_voice(person: Person) -> ClonedVoice:
    await begins(person)
    await person.taps("✓ I agree, it is my voice")
    await person.says_aloud(A_WHILE)
    await person.sees("I know your voice now.")
    return await ClonedVoice.get(owner=await owner_of(person))


async def at_the_provider(speaker: TelegramSandbox, voice_id: str) -> bool:
    async with speaker._http.get(
        f"{speaker.base}/v1/voices/{voice_id}", headers={"xi-api-key": "test"}
    ) as response:
        return response.status == 200


async def uploads_since(speaker: TelegramSandbox, since: int) -> list[dict[str, Any]]:
    calls = (await speaker.get("/calls"))["calls"]
    return [call for call in calls if call["seq"] > since and call["path"] == "/v1/voices/add"]


async def test_from_consent_to_speaking_with_it(ann: Person, speaker: TelegramSandbox) -> None:
    await begins(ann)
    assert "I can delete it at any time" in ann.last_text
    before = datetime.now(UTC)
    await ann.taps("✓ I agree, it is my voice")
    assert "Now send me a voice note, 15 seconds to 5 minutes long" in ann.last_text
    agreed = datetime.now(UTC)
    since = await newest_call(speaker)
    await ann.says_aloud(A_WHILE)
    ready = await ann.sees("I know your voice now.")
    clone = await ClonedVoice.get(owner=await owner_of(ann))
    assert before - timedelta(seconds=1) <= clone.consented_at <= agreed, "the moment of the tap"
    assert clone.name == "Ann (own voice)"
    [upload] = await uploads_since(speaker, since)
    assert "Ann" not in str(upload["fields"]), "the provider is not told who it is"
    await ann.taps_on(ready["message_id"], label="🎙 Speak with it")
    desk = next(m for m in ann.received if m["message_id"] == ready["message_id"])
    assert "Voice: Ann (own voice)" in text_of(desk)
    assert "Needs 76 characters" in text_of(desk), "what was being put together goes on"
    await plays(ann, await speaks(ann))
    [call] = await spoken_since(speaker, since)
    assert call["fields"]["voice_id"] == clone.voice_id
    await ann.says(f"/voice {TEXT}")
    await ann.taps("🗣 Choose a voice")
    assert "1. 🎤 Ann (own voice)" in ann.last_text


async def test_nobody_else_can_use_or_see_it(ann: Person, bob: Person, speaker: TelegramSandbox) -> None:
    clone = await has_own_voice(ann)
    await bob.says(f"/voice {TEXT}")
    await bob.taps("🗣 Choose a voice")
    await bob.says("own voice")
    assert "I know no voice like that" in bob.last_text
    token = next(
        button["callback_data"].split(":")[1]
        for row in bob.last["reply_markup"]["inline_keyboard"]
        for button in row
        if button["callback_data"].startswith("sp:")
    )
    await bob.taps_on(bob.last["message_id"], data=f"spv:{token}:{clone.voice_id}:0")
    assert bob.last_answer == "I cannot find that voice any more. Please choose another."
    await bob.taps_on(bob.last["message_id"], data=f"own:del!:{clone.id.hex}")
    assert await ClonedVoice.exists(id=clone.id)
    assert await at_the_provider(speaker, clone.voice_id)


async def test_deleted_here_and_there(ann: Person, speaker: TelegramSandbox) -> None:
    clone = await has_own_voice(ann)
    brand = await Brand.create(owner=await owner_of(ann), name="Acme", speaking_voice_id=clone.voice_id)
    await begins(ann)
    assert labels(ann.last) == ["🗑 Delete my voice"]
    message = ann.last
    await ann.taps("🗑 Delete my voice")
    await speaker.fault("html_502", on="voices")
    await ann.taps("🗑 Yes, delete")
    assert ann.last_answer == "I cannot reach the voices right now. Please try again in a moment."
    assert await ClonedVoice.exists(id=clone.id), "it is not said to be gone while it is there"
    await ann.taps("🗑 Yes, delete")
    assert "is deleted, here and at the provider" in ann.last_text
    assert not await ClonedVoice.exists(id=clone.id)
    assert not await at_the_provider(speaker, clone.voice_id)
    assert (await Brand.get(id=brand.id)).speaking_voice_id == ""
    await ann.taps_on(message["message_id"], data=f"own:del!:{clone.id.hex}")
    assert "is deleted" in ann.last_text, "a second tap does no harm"


class TestWhatIsNotTaken:
    async def test_a_forwarded_voice_note(self, ann: Person, speaker: TelegramSandbox) -> None:
        await begins(ann)
        await ann.taps("✓ I agree, it is my voice")
        since = await newest_call(speaker)
        sound = speak(A_WHILE).content
        origin = forwarded_from(user="Somebody")
        await ann.sends_file("note.ogg", sound, kind="voice", duration=30, origin=origin)
        assert "Please record a voice note here yourself" in ann.last_text
        assert await uploads_since(speaker, since) == []

    @pytest.mark.parametrize("kind", ["audio", "document", "video_note"])
    async def test_a_file(self, ann: Person, speaker: TelegramSandbox, kind: str) -> None:
        await begins(ann)
        await ann.taps("✓ I agree, it is my voice")
        since = await newest_call(speaker)
        await ann.sends_file("me.wav", speak(A_WHILE).content, kind=kind, duration=30)
        assert "Please record a voice note here yourself" in ann.last_text
        assert await uploads_since(speaker, since) == []

    async def test_words(self, ann: Person) -> None:
        await begins(ann)
        await ann.taps("✓ I agree, it is my voice")
        await ann.says("Here I am.")
        assert "Please record a voice note here yourself" in ann.last_text

    async def test_one_that_is_too_short(self, ann: Person, speaker: TelegramSandbox) -> None:
        await begins(ann)
        await ann.taps("✓ I agree, it is my voice")
        since = await newest_call(speaker)
        await ann.says_aloud("Too short.")
        assert "Please record 15 seconds to 5 minutes" in ann.last_text
        assert await uploads_since(speaker, since) == []
        await ann.says_aloud(A_WHILE)
        assert await ann.sees("I know your voice now."), "the question was still open"

    async def test_a_voice_note_without_consent_is_a_source(
        self, ann: Person, speaker: TelegramSandbox
    ) -> None:
        await begins(ann)
        since = await newest_call(speaker)
        await ann.says("/cancel")
        await ann.says_aloud(A_WHILE)
        await ann.sees("Make posts from this?")
        assert await uploads_since(speaker, since) == []

    async def test_a_second_one(self, ann: Person, speaker: TelegramSandbox) -> None:
        await begins(ann)
        consent = ann.last
        await has_own_voice(ann)
        await ann.taps_on(consent["message_id"], label="✓ I agree, it is my voice")
        shown = next(m for m in ann.received if m["message_id"] == consent["message_id"])
        assert labels(shown) == ["🗑 Delete my voice"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("no_cloning", "I cannot take in any more voices at the moment"),
        ("voice_limit_reached", "I cannot take in any more voices at the moment"),
        ("unreadable_audio", "No voice came of this recording"),
        ("invalid_api_key", "Something is wrong on our side"),
        ("html_502", "does not answer right now"),
    ],
)
async def test_a_kind_word_when_it_does_not_work(
    ann: Person, speaker: TelegramSandbox, kind: str, words: str
) -> None:
    await begins(ann)
    await ann.taps("✓ I agree, it is my voice")
    await speaker.fault(kind, on="voices", skip=1)
    await ann.says_aloud(A_WHILE)
    await ann.sees(words)
    assert not await ClonedVoice.exists(owner=await owner_of(ann))


async def test_the_recording_cannot_be_fetched(ann: Person, telegram: TelegramSandbox) -> None:
    await begins(ann)
    await ann.taps("✓ I agree, it is my voice")
    await telegram.fault("file_unavailable", method="getFile", times=None)
    await ann.says_aloud(A_WHILE)
    await ann.sees("I could not fetch the recording")


async def test_what_a_dead_process_left_at_the_provider_goes(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox
) -> None:
    """Killed between the provider and the database: nobody remembers the first voice but its name."""
    owner = await owner_of(ann)
    clone_voice: CloneVoice = use_cases.clone_voice
    left = await clone_voice.speaker.clone(
        f"own voice {owner.id.hex}", b"OggS recording", filename="a.ogg", mime="audio/ogg"
    )
    clone = await has_own_voice(ann)
    assert clone.voice_id != left
    assert not await at_the_provider(speaker, left)
    assert await at_the_provider(speaker, clone.voice_id)


async def test_in_spanish(telegram: TelegramSandbox, speaker: TelegramSandbox) -> None:
    ana = await telegram.person("Ana", "es")
    await ana.says(f"/voice {TEXT}")
    await ana.taps("🗣 Elegir una voz")
    await ana.taps("🎤 Mi propia voz")
    assert "Puedo borrarla cuando quiera" in ana.last_text
    await ana.taps("✓ Acepto, es mi voz")
    await ana.says_aloud(A_WHILE)
    await until(lambda: ana.count("Ya conozco tu voz.") == 1, looking=ana)
