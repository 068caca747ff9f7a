"""From a text to a recording that plays, as people do it: with voices, manners, plans and old buttons."""

import asyncio
from typing import Any

import pytest

from domain.app import UseCases
from domain.brands.models import Brand
from domain.platforms import Platform
from domain.posts.models import Post
from domain.voice.models import VoiceOverStatus
from tests.people import Message, Person, TelegramSandbox, buttons, labels, text_of, until
from tests.posts.test_library import NOBODYS, has_post, opens, owner_of
from tests.voice.talk import (
    NORA,
    TEXT,
    characters_of,
    chooses,
    has_spent_enough,
    has_spoken,
    newest_call,
    orders,
    plays,
    shown,
    speaks,
    spoken_since,
    voice_overs_of,
    words_in,
)

THREAD = "First we looked at our emails.\n\nThen we cut them from five to two." * 8


async def has_brand(person: Person, name: str = "Acme", **more: Any) -> Brand:
    return await Brand.create(owner=await owner_of(person), name=name, is_default=True, **more)


def data_of(message: Message, label: str) -> str:
    return next(str(each["callback_data"]) for each in buttons(message) if each["text"] == label)


async def sees_in(person: Person, message: Message, words: str) -> Message:
    await until(lambda: words in text_of(shown(person, message)), looking=person)
    return shown(person, message)


class TestTheRoad:
    async def test_from_a_text_to_a_recording_that_plays(
        self, ann: Person, telegram: TelegramSandbox
    ) -> None:
        await chooses(ann)
        assert "Needs 76 characters · your plan has 2,000 left this month" in ann.last_text
        assert "Voice: Nora" in ann.last_text
        recording = await plays(ann, await speaks(ann))
        assert await words_in(telegram, recording) == TEXT
        audio = recording["audio"]
        assert audio["title"] == "We moved our onboarding emails from five to two, and…"
        assert audio["duration"] > 2
        assert text_of(recording) == "🎙 Nora"
        assert labels(recording) == ["📎 Attach to a post", "🔁 Again", "✓ Done"]
        [voice_over] = await voice_overs_of(ann)
        assert voice_over.status is VoiceOverStatus.SUCCEEDED
        await voice_over.fetch_related("media")
        assert voice_over.media is not None
        assert voice_over.media.telegram_file_id == audio["file_id"]
        assert voice_over.media.seconds == pytest.approx(audio["duration"], abs=1)
        assert voice_over.cost > 0
        assert await characters_of(ann) == (76, 0)

    async def test_the_text_right_behind_the_command(self, ann: Person) -> None:
        await ann.says(f"/voice {TEXT}")
        assert "Needs 76 characters" in ann.last_text
        await ann.says("Something shorter.")
        assert "Needs 18 characters" in ann.last_text, "another text is just typed"

    async def test_from_a_post_back_to_the_post(self, ann: Person, telegram: TelegramSandbox) -> None:
        post = await has_post(ann, TEXT, Platform.LINKEDIN)
        card = await opens(ann, post)
        await ann.taps_on(card["message_id"], label="🎙 Voice")
        assert "Needs 76 characters" in ann.last_text
        assert "🎙 Voice" in labels(shown(ann, card)), "the card stays"
        await ann.taps("🗣 Choose a voice")
        await ann.taps("Miles")
        recording = await plays(ann, await speaks(ann))
        await ann.taps_on(recording["message_id"], label="📎 Attach to the post")
        assert "🎙 The recording is attached." in ann.last_text
        assert TEXT in ann.last_text
        [voice_over] = await voice_overs_of(ann)
        assert (await Post.get(id=post.id)).sound_id == voice_over.media_id is not None

    async def test_a_thread_is_spoken_without_its_numbers(
        self, ann: Person, telegram: TelegramSandbox
    ) -> None:
        post = await has_post(ann, THREAD, thread=True)
        card = await opens(ann, post)
        await ann.taps_on(card["message_id"], label="🎙 Voice")
        await ann.taps("🗣 Choose a voice")
        await ann.taps("Nora")
        words = await words_in(telegram, await plays(ann, await speaks(ann)))
        assert "1/" not in words
        assert words.split() == THREAD.split()

    async def test_attached_to_one_of_the_newest_posts(self, ann: Person, telegram: TelegramSandbox) -> None:
        message = await orders(ann)
        recording = await plays(ann, message)
        await ann.taps_on(recording["message_id"], label="📎 Attach to a post")
        assert "You have no post yet" in ann.last_text
        posts = [await has_post(ann, f"Post number {number}.") for number in range(7)]
        await ann.taps_on(recording["message_id"], label="📎 Attach to a post")
        assert labels(ann.last) == ["1", "2", "3", "4", "5"]
        await ann.taps("2")
        assert "🎙 The recording is attached." in ann.last_text
        assert (await Post.get(id=posts[5].id)).sound_id is not None
        assert await Post.filter(owner=await owner_of(ann), sound_id__isnull=False).count() == 1

    async def test_again_begins_with_everything_as_it_was(self, ann: Person) -> None:
        await chooses(ann)
        await ann.taps("Dramatic")
        recording = await plays(ann, await speaks(ann))
        await ann.taps_on(recording["message_id"], label="🔁 Again")
        assert "Voice: Nora" in ann.last_text
        assert "✓ Dramatic" in labels(ann.last)
        await plays(ann, await speaks(ann))
        first, again = await voice_overs_of(ann)
        assert (first.text, first.voice_id, first.manner) == (again.text, again.voice_id, again.manner)
        assert await characters_of(ann) == (152, 0)

    async def test_done_leaves_the_recording_alone(self, ann: Person) -> None:
        recording = await plays(ann, await orders(ann))
        await ann.taps_on(recording["message_id"], label="✓ Done")
        assert ann.last_answer == "The recording stays here."
        assert labels(shown(ann, recording)) == []
        assert "audio" in shown(ann, recording)

    async def test_a_long_paste_in_several_messages(self, ann: Person) -> None:
        await ann.says("/voice")
        piece = ("word " * 820)[:4096]
        await ann.says_in_a_row(piece, piece, "And this is the end.")
        await ann.sees("Needs 8,")
        await ann.says("No, rather this.")
        assert "Needs 16 characters" in ann.last_text

    async def test_in_spanish(self, telegram: TelegramSandbox) -> None:
        ana = await telegram.person("Ana", "es")
        await ana.says("/voice")
        assert "¿Qué digo?" in ana.last_text
        await ana.says(TEXT)
        await ana.taps("🗣 Elegir una voz")
        assert "inglés · american" in ana.last_text
        await ana.says("espanol")
        assert "Lucia" in ana.last_text
        await ana.taps("Lucia")
        assert "Necesita 76 caracteres · a tu plan le quedan 2.000 este mes" in ana.last_text
        await ana.taps("🎙 Locutar")
        recording = await plays(ana, ana.last)
        assert labels(recording) == ["📎 Adjuntar a una publicación", "🔁 Otra vez", "✓ Listo"]


class TestVoices:
    async def test_five_a_page_with_language_and_accent(self, ann: Person) -> None:
        await ann.says(f"/voice {TEXT}")
        await ann.taps("🗣 Choose a voice")
        first = ann.last_text
        assert "1. Nora\nEnglish · american" in first
        assert [n for n in range(1, 9) if f"\n{n}. " in first] == [1, 2, 3, 4, 5]
        assert "« Earlier" not in labels(ann.last)
        for _ in range(4):
            await ann.taps("Later »")
        assert "25. Eleni\nGreek · standard" in ann.last_text
        assert "Later »" not in labels(ann.last)
        await ann.taps("« Earlier")
        assert "16. Greta" in ann.last_text

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("british", ["Hugh", "Pippa"]),
            ("ENGLISH female brit", []),
            ("Pippa", ["Pippa"]),
            ("German", ["Greta", "Jonas"]),
            ("Deutsch", ["Greta", "Jonas"]),
            ("українська", ["Oksana"]),
            ("calm pt", ["Ines"]),
        ],
    )
    async def test_typing_searches(self, ann: Person, typed: str, found: list[str]) -> None:
        await ann.says(f"/voice {TEXT}")
        await ann.taps("🗣 Choose a voice")
        await ann.says(typed)
        shown_names = [label for label in labels(ann.last) if label.isalpha()]
        assert shown_names == found
        assert typed in ann.last_text
        if not found:
            assert "I know no voice like that" in ann.last_text
        await ann.taps("« Back")
        await ann.taps("🗣 Choose a voice")
        assert "1. Nora" in ann.last_text, "the search is over"

    async def test_a_sample_is_heard(self, ann: Person, telegram: TelegramSandbox) -> None:
        await ann.says(f"/voice {TEXT}")
        await ann.taps("🗣 Choose a voice")
        listed = ann.last
        hear = next(b["callback_data"] for b in buttons(listed) if b["text"] == "▶ Hear")
        await ann.taps_on(listed["message_id"], data=hear)
        assert ann.last_answer == "The sample is on its way."
        await until(lambda: "audio" in ann.last, looking=ann)
        assert ann.last["audio"]["title"] == "Nora"
        assert ann.last["audio"]["performer"] == "English · american"
        assert await words_in(telegram, ann.last) == "Hello, this is how I sound. What shall I read to you?"
        await ann.taps_on(listed["message_id"], label="Nora")
        assert "Voice: Nora" in text_of(shown(ann, listed)), "the list goes on"

    async def test_a_sample_that_cannot_be_had(self, ann: Person, speaker: TelegramSandbox) -> None:
        await ann.says(f"/voice {TEXT}")
        await ann.taps("🗣 Choose a voice")
        listed = ann.last
        hear = next(b["callback_data"] for b in buttons(listed) if b["text"] == "▶ Hear")
        await speaker.fault("error_status", on="previews", status=503)
        await ann.taps_on(listed["message_id"], data=hear)
        await ann.sees("I cannot get the sample right now")

    async def test_the_voice_of_the_brand_is_chosen_already(self, ann: Person) -> None:
        brand = await has_brand(ann)
        await chooses(ann, voice="Hugh")
        await ann.taps("⭐️ Always for Acme")
        assert ann.last_answer == "From now on Acme speaks with this voice."
        assert (await Brand.get(id=brand.id)).speaking_voice_id == "demoHugh000000000000"
        await ann.says(f"/voice {TEXT}")
        assert "Voice: Hugh" in ann.last_text
        assert "⭐️ Always for Acme" not in labels(ann.last)
        await ann.taps("🗣 Another voice")
        assert "1. ⭐️ Hugh" in ann.last_text

    async def test_a_brand_whose_voice_is_gone_has_none(self, ann: Person) -> None:
        await has_brand(ann, speaking_voice_id="gone")
        await ann.says(f"/voice {TEXT}")
        assert "No voice is chosen yet." in ann.last_text

    async def test_the_provider_is_away(
        self, ann: Person, use_cases: UseCases, speaker: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        catalogue = use_cases.list_voices.catalogue
        await ann.says(f"/voice {TEXT}")
        await catalogue()
        await speaker.fault("html_502", on="voices", times=None)
        monkeypatch.setattr(catalogue, "_read_at", -1000.0)
        await ann.taps("🗣 Choose a voice")
        assert "1. Nora" in ann.last_text, "an older list is better than none"
        await ann.taps("« Back")
        monkeypatch.setattr(catalogue, "_voices", None)
        await ann.taps("🗣 Choose a voice")
        assert ann.last_answer == "I cannot reach the voices right now. Please try again in a moment."
        await speaker.no_faults()
        await ann.taps("🗣 Choose a voice")
        assert "1. Nora" in ann.last_text


class TestManner:
    async def test_presets_and_fine_settings(self, ann: Person, speaker: TelegramSandbox) -> None:
        await chooses(ann)
        assert "✓ Natural" in labels(ann.last)
        await ann.taps("Lively")
        await ann.taps("⚙️ Fine settings")
        assert "Steadiness 35 %" in ann.last_text
        await ann.taps("➕ Steadiness")
        assert "Steadiness 45 %" in ann.last_text
        await ann.taps("➕ Speed")
        await ann.taps("➕ Speed")
        await ann.taps("➕ Speed")
        assert "Speed 120 %" in ann.last_text, "no further than that"
        await ann.taps("✓ Clearer voice")
        await ann.taps("« Back")
        assert "✓ ⚙️ Fine settings" in labels(ann.last)
        since = await newest_call(speaker)
        await plays(ann, await speaks(ann))
        [call] = await spoken_since(speaker, since)
        assert call["fields"] == {
            "voice_id": NORA,
            "model_id": "eleven_multilingual_v2",
            "output_format": "mp3_44100_128",
            "stability": "0.45",
            "similarity_boost": "0.75",
            "style": "0.4",
            "speed": "1.2",
            "use_speaker_boost": "False",
        }

    async def test_two_taps_on_one_button_are_one_step(self, ann: Person) -> None:
        message = await chooses(ann)
        await ann.taps("⚙️ Fine settings")
        more = data_of(ann.last, "➕ Steadiness")
        for _ in range(2):
            await ann.taps_on(message["message_id"], data=more)
        assert "Steadiness 60 %" in ann.last_text

    async def test_a_button_beyond_the_range(self, ann: Person) -> None:
        message = await chooses(ann)
        await ann.taps("⚙️ Fine settings")
        token = data_of(ann.last, "➕ Speed").split(":")[1]
        await ann.taps_on(message["message_id"], data=f"sps:{token}:speed:150")
        assert ann.last_answer == "That cannot be set like this."


class TestOptimised:
    async def test_the_script_comes_back_and_is_spoken(self, ann: Person, telegram: TelegramSandbox) -> None:
        message = await chooses(ann)
        await ann.taps("✨ Optimise for speaking")
        script = await sees_in(ann, message, "forty percent")
        assert labels(script) == ["🎙 Speak it", "« Keep my text"]
        await ann.taps_on(message["message_id"], label="🎙 Speak it")
        desk = shown(ann, message)
        assert "Voice: Nora" in text_of(desk), "the voice is still chosen"
        assert "forty percent" in text_of(desk)
        assert "forty percent" in await words_in(telegram, await plays(ann, await speaks(ann)))

    async def test_or_the_own_text_stays(self, ann: Person) -> None:
        message = await chooses(ann)
        await ann.taps("✨ Optimise for speaking")
        await sees_in(ann, message, "forty percent")
        await ann.taps("« Keep my text")
        assert TEXT in text_of(shown(ann, message))
        assert "🎙 Speak it" in labels(shown(ann, message))

    async def test_a_script_of_a_post_can_be_spoken(self, ann: Person, telegram: TelegramSandbox) -> None:
        post = await has_post(ann, TEXT, Platform.LINKEDIN)
        card = await opens(ann, post)
        await ann.taps_on(card["message_id"], label="➕ More…")
        await ann.taps_on(card["message_id"], label="🎙 Voice script")
        await sees_in(ann, card, "forty percent")
        await ann.taps_on(card["message_id"], label="🎙 Speak it")
        assert "No voice is chosen yet." in text_of(shown(ann, card))
        await ann.taps("🗣 Choose a voice")
        await ann.taps("Nora")
        recording = await plays(ann, await speaks(ann))
        assert "📎 Attach to the post" in labels(recording), "it knows the post that it came from"

    async def test_what_is_too_short_for_it(self, ann: Person) -> None:
        await ann.says("/voice Hello.")
        await ann.taps("✨ Optimise for speaking")
        assert "a little short" in (ann.last_answer or "")

    async def test_the_writer_is_away(self, ann: Person, openrouter: TelegramSandbox) -> None:
        message = await chooses(ann)
        await openrouter.fault("error_status", status=401)
        try:
            await ann.taps("✨ Optimise for speaking")
            await sees_in(ann, message, "That did not work out")
            await ann.taps("« Keep my text")
            assert "🎙 Speak it" in labels(shown(ann, message))
        finally:
            await openrouter.no_faults()


class TestTheText:
    @pytest.mark.parametrize("typed", ["🎉🎉🎉", "… — !"])
    async def test_nothing_to_say(self, ann: Person, typed: str) -> None:
        await ann.says("/voice")
        await ann.says(typed)
        assert "There are no words in it that I could say" in ann.last_text
        await ann.says("Now there are.")
        assert "Needs 14 characters" in ann.last_text, "the question is still open"

    async def test_too_long_for_one_voice_over(self, ann: Person) -> None:
        await ann.says("/voice")
        await ann.says_in_a_row(*["word " * 819] * 3)
        await ann.sees("10,000 characters at most")

    async def test_odd_letters_come_through(self, ann: Person, telegram: TelegramSandbox) -> None:
        odd = "_*[]()~`>#+-=|{}.!<b>&amp;</b>\"' 🏳️‍🌈 שלום \\n {$x}"
        message = await orders(ann, odd)
        assert await words_in(telegram, await plays(ann, message)) == odd

    async def test_more_than_the_plan_has_left(self, ann: Person) -> None:
        await has_spoken(ann, 1_950)
        await chooses(ann)
        assert "Needs 76 characters · your plan has 50 left this month" in ann.last_text
        await ann.taps("🎙 Speak it")
        assert "Your plan has room for 50 more this month" in (ann.last_answer or "")
        assert labels(ann.last) == ["⬆️ Upgrade"]
        assert await voice_overs_of(ann) == []
        await ann.says("Something shorter.")
        await plays(ann, await speaks(ann))
        assert await characters_of(ann) == (1_968, 0)

    async def test_photos_are_no_text(self, ann: Person) -> None:
        await ann.says("/voice")
        await ann.sends_file("cat.png", b"\x89PNG\r\n\x1a\n" + bytes(30), kind="document")
        assert "Voice-over" not in ann.last_text
        await ann.says("Now words.")
        assert "Needs 10 characters" in ann.last_text


class TestTapsAndMessages:
    async def test_two_taps_at_once_are_one_voice_over(self, ann: Person, speaker: TelegramSandbox) -> None:
        message = await chooses(ann)
        speak = data_of(ann.last, "🎙 Speak it")
        since = await newest_call(speaker)
        await speaker.patch("/settings", {"latencySeconds": 0.5})
        await asyncio.gather(*(ann.taps_on(message["message_id"], data=speak) for _ in range(3)))
        await until(lambda: "audio" in ann.last, looking=ann)
        await ann.taps_on(message["message_id"], data=speak)
        assert len(await voice_overs_of(ann)) == len(await spoken_since(speaker, since)) == 1
        assert await characters_of(ann) == (76, 0)
        assert "audio" in ann.last, "nothing else was said"
        assert labels(shown(ann, message)) == []

    async def test_buttons_of_an_older_one(self, ann: Person) -> None:
        older = await chooses(ann)
        await ann.says("/voice Something else.")
        for label in ("Calm", "🎙 Speak it", "⚙️ Fine settings"):
            await ann.taps_on(older["message_id"], label=label)
            assert "belongs to a question that is over" in (ann.last_answer or "")
        assert await voice_overs_of(ann) == []

    @pytest.mark.parametrize("command", ["/cancel", "/posts"])
    async def test_left_at_any_step(self, ann: Person, command: str) -> None:
        for far in range(1, 6):
            await ann.says("/voice" if far == 1 else f"/voice {TEXT}")
            for label in ("🗣 Choose a voice", "Nora", "⚙️ Fine settings")[: max(0, far - 2)]:
                await ann.taps(label)
            await ann.says(command)
            assert "All right, we stop here" in ann.last_text or "no posts yet" in ann.last_text
            await ann.says(f"This is material for posts, number {far}.")
            await ann.sees("Make posts from this?")

    async def test_cancelled_while_it_is_spoken(self, ann: Person, speaker: TelegramSandbox) -> None:
        await speaker.patch("/settings", {"latencySeconds": 3})
        message = await orders(ann)
        await sees_in(ann, message, "Speaking…")
        assert await characters_of(ann) == (0, 76)
        await ann.taps("✖️ Cancel")
        assert "Its characters are back in your plan" in text_of(shown(ann, message))
        assert labels(shown(ann, message)) == ["🔁 Again"]
        assert await characters_of(ann) == (0, 0)
        await speaker.patch("/settings", {"latencySeconds": 0})
        await ann.taps("🔁 Again")
        await plays(ann, await speaks(ann))
        assert "Cancelled" in text_of(shown(ann, message)), "what was cancelled stays so"
        [cancelled, _] = await voice_overs_of(ann)
        for _ in range(100):
            await cancelled.refresh_from_db()
            if cancelled.cost:
                break
            await asyncio.sleep(0.05)
        assert cancelled.cost > 0, "what was begun is counted among what we spend"

    async def test_cancelled_too_late(self, ann: Person) -> None:
        message = await orders(ann)
        recording = await plays(ann, message)
        [voice_over] = await voice_overs_of(ann)
        await ann.taps_on(recording["message_id"], data=f"vo:{voice_over.id.hex}:stop")
        assert "audio" in shown(ann, message)
        assert await characters_of(ann) == (76, 0)

    async def test_nobody_elses_business(self, ann: Person, bob: Person) -> None:
        await plays(ann, await orders(ann))
        [voice_over] = await voice_overs_of(ann)
        await bob.says("/help")
        for verb in ("stop", "play", "attach", "again"):
            await bob.taps_on(bob.last["message_id"], data=f"vo:{voice_over.id.hex}:{verb}")
            assert bob.last_answer == "I cannot find that recording any more."

    @pytest.mark.parametrize(
        "data",
        [
            f"vo:{NOBODYS}:play",
            "vo:x:play",
            "sp:00000000:desk:0",
            "sp:zzz:desk:0",
            "sp:00000000:say:0",
            "spv:00000000:../../x:0",
            "spp:00000000:odd",
            f"spt:{NOBODYS}",
            "own:del!:",
            f"own:del!:{NOBODYS}",
            f"voat:{'A' * 22}:{'A' * 22}",
        ],
    )
    async def test_odd_buttons_are_answered_and_do_nothing(self, ann: Person, data: str) -> None:
        await ann.says("/help")
        result = await ann.taps_on(ann.last["message_id"], data=data)
        assert result["answer"] is not None
        assert await voice_overs_of(ann) == []

    async def test_the_message_is_gone_when_it_is_ready(
        self, ann: Person, speaker: TelegramSandbox, telegram: TelegramSandbox
    ) -> None:
        await speaker.patch("/settings", {"latencySeconds": 1})
        message = await orders(ann)
        await telegram.fault("cut_before", method="editMessageMedia", chatId=ann.telegram_id, times=None)
        news = await ann.sees("Your voice-over is ready.")
        await telegram.no_faults()
        await ann.taps_on(news["message_id"], label="▶ Play")
        assert {"audio", "document"} & set(ann.last)
        assert "📎 Attach to a post" in labels(ann.last)
        assert "Speaking" in text_of(shown(ann, message))


class TestTheProviderFails:
    @pytest.mark.parametrize(
        ("fault", "words"),
        [
            ({"kind": "quota_exceeded"}, "Something is wrong on our side"),
            ({"kind": "invalid_api_key"}, "Something is wrong on our side"),
            ({"kind": "voice_not_found"}, "This voice is not there any more"),
            ({"kind": "max_character_limit_exceeded"}, "too long to be spoken at once"),
            ({"kind": "invalid_text"}, "cannot be spoken as it is"),
            ({"kind": "system_busy"}, "does not answer right now"),
            ({"kind": "html_502"}, "does not answer right now"),
            ({"kind": "not_audio"}, "no proper recording"),
            ({"kind": "cut"}, "does not answer right now"),
            ({"kind": "error_status", "status": 402}, "Something is wrong on our side"),
        ],
        ids=str,
    )
    async def test_a_kind_sentence_and_the_characters_back(
        self, ann: Person, speaker: TelegramSandbox, fault: dict[str, Any], words: str
    ) -> None:
        message = await chooses(ann)
        since = await newest_call(speaker)
        await speaker.fault(**fault, on="text-to-speech", times=None)
        message = await speaks(ann)
        told = await sees_in(ann, message, "did not work out")
        assert words in text_of(told)
        assert labels(told) == ["🔁 Again"]
        assert await characters_of(ann) == (0, 0)
        assert len(await spoken_since(speaker, since)) <= 2
        await speaker.no_faults()
        await ann.taps_on(message["message_id"], label="🔁 Again")
        await plays(ann, await speaks(ann))

    @pytest.mark.parametrize("kind", ["system_busy", "html_502", "empty", "cut", "refused", "not_audio"])
    async def test_what_passes_is_tried_once_more(
        self, ann: Person, speaker: TelegramSandbox, kind: str
    ) -> None:
        await chooses(ann)
        await speaker.fault(kind, on="text-to-speech")
        await plays(ann, await speaks(ann))
        [voice_over] = await voice_overs_of(ann)
        assert voice_over.provider_calls == 2
        assert await characters_of(ann) == (76, 0)

    async def test_in_line_while_the_provider_is_crowded(self, ann: Person, speaker: TelegramSandbox) -> None:
        await chooses(ann)
        await speaker.fault("too_many_concurrent_requests", on="text-to-speech", times=6)
        await plays(ann, await speaks(ann))
        [voice_over] = await voice_overs_of(ann)
        assert voice_over.provider_calls == 1, "what the provider has not begun does not count"

    async def test_enough_was_spent_today(self, ann: Person, use_cases: UseCases) -> None:
        message = await chooses(ann)
        await has_spent_enough(ann, use_cases.speak_voice_over.spending.caps.user)
        await ann.taps("🎙 Speak it")
        assert ann.last_answer is not None
        assert await voice_overs_of(ann) == []
        assert ann.last["message_id"] == message["message_id"], "nothing is left of the attempt"
        assert "🎙 Speak it" in labels(ann.last)
