"""A caption or a script to be spoken, from a post in the chat or from any text: one in, one out."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.database import rows
from domain.platforms import Platform
from domain.writing.compose_text import SECONDS, judged, words_in
from domain.writing.composition_prompts import TextBrief, caption_assignment, script_assignment
from domain.writing.errors import SourceTooLong, SourceTooShort
from domain.writing.models import Composition, CompositionKind, RunStatus
from domain.writing.ports import BrandVoice, OneText
from domain.writing.runs import DEADLINE, MOST_ATTEMPTS, MOST_CALLS
from tests.people import Message, Person, TelegramSandbox, labels, text_of, until
from tests.posts.test_library import has_post, owner_of
from tests.writing.injections import injections
from tests.writing.test_orders_in_chat import (
    FINAL,
    TRANSCRIPT,
    TRANSIENT,
    NoJobs,
    calls_since,
    newest_call,
    usage_of,
)
from tests.writing.test_rewrite_in_chat import KilledError, card_of, data_of, shown

CAPTION, SCRIPT = CompositionKind.CAPTION, CompositionKind.SCRIPT
BUSY = TextBrief(
    "We moved from 5 to 2 emails 🚀 and activation rose by 40% in 3 weeks! More at https://acme.example/up "
    "#growth @acme",
    seconds=SECONDS,
)


async def more_of(person: Person, text: str = TRANSCRIPT, platform: Platform = Platform.LINKEDIN) -> Message:
    """The message of the card with the menu of what else there is."""
    card = await card_of(person, await has_post(person, text, platform))
    await person.taps_on(card["message_id"], label="➕ More…")
    return shown(person, card)


async def composed(person: Person) -> list[Composition]:
    return await Composition.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def ends(person: Person, message: Message) -> Message:
    """Waits until the writer is done with it."""
    await until(lambda: "Writing the" not in text_of(shown(person, message)), looking=person)
    return shown(person, message)


class TestInTheChat:
    async def test_a_caption_to_be_copied(self, ann: Person) -> None:
        menu = await more_of(ann)
        assert labels(menu) == ["📷 Caption", "🎙 Voice script", "« Back"]
        await ann.taps_on(menu["message_id"], label="📷 Caption")
        message = await ends(ann, menu)
        [composition] = await composed(ann)
        assert composition.result == {"text": text_of(message)}
        assert (composition.kind, composition.platform) == (CAPTION, Platform.LINKEDIN)
        assert [entity["type"] for entity in message["entities"]] in (["code"], ["pre"])
        assert composition.cost > 0
        assert await usage_of(ann) == (0, 0), "captions take nothing of the plan"
        await ann.taps_on(menu["message_id"], label="Show the post")
        assert ann.last_text.startswith(TRANSCRIPT)
        assert text_of(shown(ann, menu)) == text_of(message), "the caption stays"

    async def test_a_script_to_be_spoken(self, ann: Person) -> None:
        menu = await more_of(ann)
        await ann.taps_on(menu["message_id"], label="🎙 Voice script")
        script = text_of(await ends(ann, menu))
        assert "forty percent" in script
        assert words_in(script) <= 75 * 1.25
        assert not set(script) & set("0123456789#@🚀")

    async def test_back_leads_to_the_post(self, ann: Person) -> None:
        menu = await more_of(ann)
        await ann.taps_on(menu["message_id"], label="« Back")
        assert "➕ More…" in labels(shown(ann, menu))

    async def test_two_taps_at_once_are_one_caption(self, ann: Person, writer: TelegramSandbox) -> None:
        menu = await more_of(ann)
        data = data_of(menu, "📷 Caption")
        since = await newest_call(writer)
        await writer.patch("/settings", {"latencySeconds": 0.3})
        await asyncio.gather(*(ann.taps_on(menu["message_id"], data=data) for _ in range(3)))
        assert ann.last_answer == "I am writing it; one moment, please."
        await ends(ann, menu)
        await ann.taps_on(menu["message_id"], data=data)
        assert len(await composed(ann)) == 1
        assert len(await calls_since(writer, since)) == 1

    async def test_one_after_the_other(self, ann: Person) -> None:
        menu = await more_of(ann)
        await ann.taps_on(menu["message_id"], label="📷 Caption")
        await ends(ann, menu)
        await ann.taps_on(menu["message_id"], label="Show the post")
        card = ann.last
        await ann.taps_on(card["message_id"], label="➕ More…")
        await ann.taps_on(card["message_id"], label="🎙 Voice script")
        await ends(ann, card)
        assert [each.kind for each in await composed(ann)] == [CAPTION, SCRIPT]

    async def test_a_post_too_short_to_write_from(self, ann: Person) -> None:
        menu = await more_of(ann, "Hi.")
        await ann.taps_on(menu["message_id"], label="📷 Caption")
        assert "a little short" in (ann.last_answer or "")
        assert await composed(ann) == []
        assert "📷 Caption" in labels(shown(ann, menu)), "the menu stays"

    @pytest.mark.parametrize(
        ("fault", "words"),
        [
            (TRANSIENT[0], "does not answer"),
            (TRANSIENT[5], "not good enough"),
            ({"kind": "prompt_leak"}, "not good enough"),
            ({"kind": "too_long_posts"}, "not good enough"),
            *FINAL,
        ],
        ids=str,
    )
    async def test_a_kind_sentence_when_it_does_not_work(
        self, ann: Person, writer: TelegramSandbox, fault: dict[str, Any], words: str
    ) -> None:
        menu = await more_of(ann)
        since = await newest_call(writer)
        await writer.fault(**fault, times=None)
        await ann.taps_on(menu["message_id"], label="🎙 Voice script")
        message = await ends(ann, menu)
        assert words in text_of(message)
        assert len(await calls_since(writer, since)) <= MOST_CALLS
        await writer.no_faults()
        await ann.taps_on(menu["message_id"], label="Show the post")
        card = ann.last
        await ann.taps_on(card["message_id"], label="➕ More…")
        await ann.taps_on(card["message_id"], label="🎙 Voice script")
        assert "forty percent" in text_of(await ends(ann, card))

    async def test_a_message_that_is_gone_brings_it_as_a_new_one(
        self, ann: Person, telegram: TelegramSandbox
    ) -> None:
        menu = await more_of(ann)
        said = len(ann.received)
        # From the tap on: how many edits there are, and how soon the writer is done, does not matter.
        await telegram.fault("chat_not_found", method="editMessageText", chatId=ann.telegram_id)
        await ann.taps_on(menu["message_id"], label="📷 Caption")
        await until(lambda: len(ann.received) > said, looking=ann)
        [composition] = await composed(ann)
        assert composition.result == {"text": ann.last_text}
        assert len(ann.received) == said + 1

    async def test_in_spanish(self, telegram: TelegramSandbox) -> None:
        eva = await telegram.person("Eva", "es")
        text = (
            "Bajamos de 5 correos a 2 y la activación subió un 40%. Nadie lo esperaba. Preguntamos a 12 "
            "clientes qué recordaban de la primera semana, y casi todos nombraron la misma pantalla."
        )
        await has_post(eva, text, Platform.INSTAGRAM)
        await eva.says("/posts")
        await eva.taps("1")
        card = eva.last
        await eva.taps("➕ Más…")
        await eva.taps("🎙 Guion de voz")
        await until(lambda: "Escribiendo" not in text_of(shown(eva, card)), looking=eva)
        assert "cuarenta por ciento" in text_of(shown(eva, card))


async def ordered(
    person: Person, use_cases: UseCases, kind: CompositionKind, **more: Any
) -> tuple[User, Composition]:
    """An order that no worker knows of: the test is the worker."""
    owner = await owner_of(person)
    order = replace(use_cases.compose_text, jobs=NoJobs())
    return owner, await order(owner, kind, TRANSCRIPT, request_key="the test works", **more)


class TestForAnybody:
    """As the REST interface will ask for it: without a post, a chat or a message."""

    async def test_in_the_voice_of_a_brand(
        self, ann: Person, use_cases: UseCases, writer: TelegramSandbox
    ) -> None:
        brand = await Brand.create(owner=await owner_of(ann), name="Acme", tone="dry, no adjectives")
        since = await newest_call(writer)
        _, composition = await ordered(ann, use_cases, CAPTION, brand=brand, platform=Platform.INSTAGRAM)
        await use_cases.write_text(composition.id)
        await composition.refresh_from_db()
        assert composition.status == RunStatus.SUCCEEDED
        assert composition.result
        [call] = await calls_since(writer, since)
        asked = call["request"]["messages"][1]["content"]
        assert "dry, no adjectives" in asked
        assert "platform: instagram" in asked
        assert call["request"]["response_format"]["json_schema"]["name"] == "caption"

    async def test_without_a_platform(self, ann: Person, use_cases: UseCases) -> None:
        _, composition = await ordered(ann, use_cases, CAPTION, language="en")
        await use_cases.write_text(composition.id)
        await composition.refresh_from_db()
        assert composition.result

    async def test_as_long_as_it_shall_be_spoken(self, ann: Person, use_cases: UseCases) -> None:
        _, composition = await ordered(ann, use_cases, SCRIPT, seconds=10)
        await use_cases.write_text(composition.id)
        await composition.refresh_from_db()
        assert composition.result
        assert words_in(composition.result["text"]) <= 25 * 1.25

    @pytest.mark.parametrize(("text", "refusal"), [("Short.", SourceTooShort), ("x" * 20_001, SourceTooLong)])
    async def test_too_short_and_too_long(
        self, ann: Person, use_cases: UseCases, text: str, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            await use_cases.compose_text(await owner_of(ann), CAPTION, text, request_key="odd")
        assert await composed(ann) == []

    async def test_the_same_request_is_one_order(self, ann: Person, use_cases: UseCases) -> None:
        owner = await owner_of(ann)
        found = await asyncio.gather(
            *(use_cases.compose_text(owner, CAPTION, TRANSCRIPT, request_key="r:1") for _ in range(6))
        )
        assert len({composition.id for composition in found}) == 1


class TestTheJob:
    @pytest.mark.parametrize("times", [2, 4])
    async def test_it_runs_several_times_at_once(
        self, ann: Person, use_cases: UseCases, writer: TelegramSandbox, times: int
    ) -> None:
        _, composition = await ordered(ann, use_cases, SCRIPT)
        since = await newest_call(writer)
        await writer.patch("/settings", {"latencySeconds": 0.2})
        await asyncio.gather(*(use_cases.write_text(composition.id) for _ in range(times)))
        await composition.refresh_from_db()
        calls = len(await calls_since(writer, since))
        assert 1 <= calls <= MOST_CALLS
        assert bool(composition.result) == (composition.status == RunStatus.SUCCEEDED)
        assert composition.result or (calls == MOST_CALLS and times > MOST_CALLS)
        before = composition.result
        await use_cases.write_text(composition.id)
        await composition.refresh_from_db()
        assert composition.result == before
        assert len(await calls_since(writer, since)) == calls

    async def test_killed_after_the_writer_answered(
        self, ann: Person, use_cases: UseCases, writer: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, composition = await ordered(ann, use_cases, CAPTION, platform=Platform.TWITTER)
        since = await newest_call(writer)

        async def dies(*_: object, **__: object) -> bool:
            raise KilledError

        with monkeypatch.context() as killed:
            killed.setattr("domain.writing.runs.finish", dies)
            with pytest.raises(KilledError):
                await use_cases.write_text(composition.id)
        await use_cases.write_text(composition.id)
        await composition.refresh_from_db()
        assert composition.result
        assert len(await calls_since(writer, since)) == MOST_CALLS

    async def test_too_many_attempts_end_it(
        self, ann: Person, use_cases: UseCases, writer: TelegramSandbox
    ) -> None:
        _, composition = await ordered(ann, use_cases, CAPTION)
        since = await newest_call(writer)
        await Composition.filter(id=composition.id).update(
            attempts=MOST_ATTEMPTS, status=RunStatus.RUNNING, provider_calls=1
        )
        await use_cases.write_text(composition.id)
        await composition.refresh_from_db()
        assert (composition.status, composition.error) == (RunStatus.FAILED, "lost")
        assert await calls_since(writer, since) == []

    async def test_what_is_late_is_given_up_and_voice_cards_are_left_to_others(
        self, ann: Person, use_cases: UseCases
    ) -> None:
        owner, late = await ordered(ann, use_cases, CAPTION)
        voice = await Composition.create(
            owner=owner, kind=CompositionKind.VOICE, text="[]", request_key="a voice"
        )
        await rows(
            "UPDATE compositions SET status = 'RUNNING', started_at = clock_timestamp() - $2::interval "
            "WHERE owner_id = $1 RETURNING id",
            owner.id,
            DEADLINE + timedelta(seconds=1),
        )
        await use_cases.give_up_late_compositions()
        await late.refresh_from_db()
        await voice.refresh_from_db()
        assert (late.status, late.error) == (RunStatus.FAILED, "lost")
        assert voice.status == RunStatus.RUNNING
        await voice.delete()


class TestWhatIsLookedAt:
    @pytest.mark.parametrize(
        ("said", "fault"),
        [
            ("", "is empty"),
            ("Activation rose by 40 percent.", "has figures"),
            ("Activation rose by ４０ percent.", "has figures"),
            ("A good week. #growth", "has hashtags or mentions"),
            ("Thanks to @acme for it.", "has hashtags or mentions"),
            ("A good week 🚀 for us.", "has emoji"),
            ("Read on at acme.com/up today.", "has links"),
            ("One more word. " * 40, "at most 93 can be spoken in 30 seconds"),
        ],
    )
    def test_a_script_that_nobody_can_read_aloud(self, said: str, fault: str) -> None:
        judgement = judged(OneText(text=said), SCRIPT, BUSY)
        assert judgement.worth == 0
        assert judgement.repair
        assert any(fault in each for each in judgement.repair.faults), judgement.repair.faults
        assert all(each.startswith("The script ") for each in judgement.repair.faults)

    def test_a_script_as_it_should_be(self) -> None:
        said = "We moved from five emails to two, and activation rose by forty percent in three weeks."
        assert judged(OneText(text=said), SCRIPT, BUSY).worth

    @pytest.mark.parametrize(
        ("said", "fault"),
        [
            ("", "is empty"),
            ("x" * 2_201, "2201 characters long"),
            ("Look at this https://evil.example/x", "contains a link"),
            ("#a #bb #cc #dd #ee #ff", "6 hashtags; at most 5"),
        ],
    )
    def test_a_caption_that_does_not_fit(self, said: str, fault: str) -> None:
        brief = TextBrief(TRANSCRIPT, Platform.INSTAGRAM)
        judgement = judged(OneText(text=said), CAPTION, brief)
        assert judgement.repair
        assert fault in judgement.repair.faults[0]
        assert judgement.repair.faults[0].startswith("The caption ")

    def test_a_caption_may_have_what_a_script_may_not(self) -> None:
        said = "From 5 emails to 2 🚀 #growth https://acme.example/up"
        assert judged(OneText(text=said), CAPTION, replace(BUSY, seconds=0)).worth

    def test_words_are_counted_as_they_are_spoken(self) -> None:
        assert words_in("It's one, two — three.") == 4
        assert words_in("早起きは三文の徳") == 4

    def test_no_text_leaves_its_field(self) -> None:
        fence = "5e1f0c2b7a9d4836"
        for assignment in (caption_assignment, script_assignment):
            ordinary = assignment(TextBrief("A source.", seconds=30), fence=fence).messages
            for text in (injection.text for injection in injections()):
                brief = TextBrief(text, voice=BrandVoice("Acme", tone=text), seconds=30)
                system, user = (m["content"] for m in assignment(brief, fence=fence).messages)
                assert system == ordinary[0]["content"]
                assert user.count(f"<source-{fence}>\n") == user.count(f"\n</source-{fence}>") == 1
                field = user.partition(f"<brand-{fence}>\n")[2].partition(f"\n</brand-{fence}>")[0]
                assert json.loads(field)["name"] == "Acme"
