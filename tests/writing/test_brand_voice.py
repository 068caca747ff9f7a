"""A brand's own voice: posts are brought, a card is distilled, shown, changed, and told to every writer."""

import asyncio
import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.brands.voice import VoiceCard, VoiceField, packed, parsed
from domain.database import database_time
from domain.platforms import Platform, length_of, limit_of
from domain.posts.models import Post
from domain.usage.models import UsagePeriod
from domain.writing.brand_voice import voice_of
from domain.writing.checks import good_posts
from domain.writing.distil_voice import LONGEST_SAMPLE, MOST_SAMPLES, judged, sample_of, samples_of
from domain.writing.models import Composition, RunStatus
from domain.writing.ports import BrandVoice, Brief
from domain.writing.prompt import messages_of, posts_assignment
from domain.writing.runs import DEADLINE, MOST_ATTEMPTS, MOST_CALLS
from domain.writing.styles import Style
from domain.writing.voice_prompt import VoiceNotes, voice_assignment
from sandbox.openrouter.order import order_of
from sandbox.openrouter.voice import distilled
from sandbox.openrouter.writer import write
from tests.people import Person, TelegramSandbox, buttons, labels, text_of, until
from tests.writing.injections import injections

BAKERY = (
    "Who is up at six? The ovens are! 🥖 Come by before ten, warm loaves only. #bread #berlin",
    "Is rye your thing? Ours is sour and loud! 🥖 Grab two loaves while they last. #bread",
    "What sells out first? The buns, every single time! 🥐🥖 Sorry, latecomers, no loaves. #bread #berlin",
)
PANADERIA = (
    "¿Quién madruga mañana? ¡El horno ya está caliente! 🥖 Ven antes de las diez. #pan #madrid",
    "¿Te gusta el centeno? ¡El nuestro es ácido y ruidoso! 🥖 Llévate dos hogazas. #pan",
    "¿Qué se acaba primero? ¡Los bollos, siempre los bollos! 🥐 Perdón por los que llegan tarde. #pan",
)
NOTARY = (
    "The register opens on Monday. Please bring two forms of identification and the signed deed.",
    "A power of attorney does not expire by itself. It has to be revoked in writing before a notary.",
    "The land registry answers within ten working days. Questions are answered by telephone.",
)
SOURCE = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody "
    "expected that. So we asked twelve customers what they remembered from the first week. Almost all of "
    "them named one screen, the one where their own data appeared. My advice is to cut everything before it."
)
FENCE = "a1b2c3d4e5f60718"
ODD = "_*[]()~`>#+-=|{}.!<b>&amp;\"' 🏳️‍🌈 שלום"


# --- people ---


@pytest.fixture
async def brand(ann: Person) -> Brand:
    """A brand of Ann's; its voice stands on her screen."""
    await ann.says("/start")
    owner = await User.get(telegram_id=ann.telegram_id)
    brand = await Brand.create(owner=owner, name="Loaf & <Co>", is_default=True)
    await opens_voice(ann, brand)
    return brand


async def opens_voice(person: Person, brand: Brand) -> None:
    await person.says("/brands")
    await person.taps("⚙️")
    await person.taps("🗣 Voice")


async def begins(person: Person) -> None:
    await person.taps("🗣 Learn from my posts")


async def brings(person: Person, *posts: str) -> None:
    await begins(person)
    for post in posts:
        await person.says(post)


async def gets_a_card(person: Person, *posts: str) -> None:
    await brings(person, *(posts or BAKERY))
    await person.sees("Posts so far: 3")
    await person.taps("✓ That's all")
    await person.sees("sounds to me")


async def card_of(brand: Brand) -> VoiceCard:
    return parsed((await Brand.get(id=brand.id)).voice)


async def runs_of(person: Person) -> list[Composition]:
    return await Composition.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def calls_since(writer: TelegramSandbox, since: int) -> list[dict[str, Any]]:
    return [call for call in (await writer.get("/calls"))["calls"] if call["seq"] > since]


async def newest_call(writer: TelegramSandbox) -> int:
    return max((call["seq"] for call in (await writer.get("/calls"))["calls"]), default=0)


# --- bringing posts ---


async def test_from_three_posts_to_a_kept_card(brand: Brand, ann: Person, writer: TelegramSandbox) -> None:
    assert "Show me posts that you have written" in ann.last_text
    await begins(ann)
    assert "Forward or paste me 3 to 20 posts" in ann.last_text
    since = await newest_call(writer)
    await ann.says(BAKERY[0])
    await ann.sees("Posts so far: 1. At least 2 more, please.")
    assert labels(ann.last) == []
    await ann.says(BAKERY[1])
    await ann.sees("At least 1 more, please.")
    await ann.says(BAKERY[2])
    await ann.sees("Posts so far: 3.")
    assert ann.count("Posts so far") == 1, "one counter, below the newest post"
    await ann.taps("✓ That's all")
    await ann.sees("This is how Loaf & <Co> sounds to me")
    assert labels(ann.last) == ["✓ Keep", "✏️ Change", "🔁 Again", "🗑 Drop"]
    for words in ("exclamation marks", "Posts open with a question", "🥖", "#bread #berlin", "loaves"):
        assert words in ann.last_text
    assert not await card_of(brand), "nothing is kept without a word"
    await ann.taps("✓ Keep")
    assert "From now on I write like that for Loaf & <Co>." in (ann.last_answer or "")
    card = await card_of(brand)
    assert card.hashtags == ("#bread", "#berlin") and "loaves" in card.words_to_use
    (call,) = await calls_since(writer, since)
    assert call["paid"] and json.loads(samples_text(call)) == list(BAKERY)
    (run,) = await runs_of(ann)
    assert run.cost > 0 and samples_of(run) == list(BAKERY)
    assert not await UsagePeriod.exists(user__telegram_id=ann.telegram_id), "it takes nothing of the plan"
    await ann.taps("« Back")
    assert "I write in its own voice" in ann.last_text


def samples_text(call: dict[str, Any]) -> str:
    found = re.search(
        r"<samples-([0-9a-f]{16})>\n(.*)\n</samples-\1>", call["request"]["messages"][1]["content"], re.DOTALL
    )
    assert found
    return found[2]


async def test_forwards_and_captions_count_as_what_they_say(brand: Brand, ann: Person) -> None:
    await begins(ann)
    await ann.forwards(BAKERY[0], channel="Loaf", username="loaf")
    await ann.sends_file("menu.pdf", b"%PDF-1.4", caption=BAKERY[1])
    await ann.sends_album(("a.pdf", b"%PDF-1.4"), ("b.pdf", b"%PDF-1.4"), caption=BAKERY[2])
    await ann.sees("Posts so far: 3")
    assert ann.count("I learn from words") == 0, "an album is one post"
    await ann.taps("✓ That's all")
    await ann.sees("sounds to me")
    assert samples_of((await runs_of(ann))[0]) == list(BAKERY)


async def test_what_has_no_words_is_asked_for_again(brand: Brand, ann: Person) -> None:
    await begins(ann)
    await ann.sends_file("menu.pdf", b"%PDF-1.4")
    assert "I learn from words" in ann.last_text
    await ann.shares_location(52.5, 13.4)
    await ann.says("\u2800\u3164")
    assert ann.count("I learn from words") == 3
    await ann.says("/nonsense")
    await ann.says(BAKERY[0])
    await ann.sees("Posts so far: 1")


async def test_the_same_post_twice_counts_once(brand: Brand, ann: Person) -> None:
    await brings(ann, BAKERY[0], f" {BAKERY[0]}\n", BAKERY[1], BAKERY[0])
    await ann.sees("Posts so far: 2. At least 1 more")


async def test_many_forwarded_at_once_are_counted_once(brand: Brand, ann: Person) -> None:
    await begins(ann)
    await ann.says_in_a_row(*(f"Post {number}: {BAKERY[0]}" for number in range(12)))
    await ann.sees("Posts so far: 12")
    assert ann.count("Posts so far") == 1


async def test_a_long_paste_that_comes_in_pieces_is_one_post(brand: Brand, ann: Person) -> None:
    """As Telegram's clients cut it."""
    long = "We bake. " * 1_000
    await begins(ann)
    await ann.says_in_a_row(long[:4_095], long[4_095:8_190], long[8_190:])
    await ann.sees("Posts so far: 1.")
    for post in BAKERY[:2]:
        await ann.says(post)
    await ann.sees("Posts so far: 3.")
    await ann.taps("✓ That's all")
    await ann.sees("Loaf")
    samples = samples_of((await runs_of(ann))[0])
    assert samples == [long[:LONGEST_SAMPLE].rstrip(), *BAKERY[:2]]


async def test_at_twenty_it_goes_on_by_itself_and_what_follows_is_let_go(brand: Brand, ann: Person) -> None:
    await begins(ann)
    posts = [f"{post} Day {number}." for number in range(8) for post in BAKERY]
    await ann.says_in_a_row(*posts)
    await ann.sees("sounds to me")
    assert samples_of((await runs_of(ann))[0]) == posts[:MOST_SAMPLES]
    await asyncio.sleep(1.5)
    await ann.looks()
    assert ann.count("Posts so far") == 0 and ann.count("Make posts") == 0
    await asyncio.sleep(2.5)
    await ann.says("A text of ten characters.")
    assert "Make posts for" in ann.last_text


@pytest.mark.parametrize("posts", [0, 1, 3])
@pytest.mark.parametrize("leave", ["/cancel", "/brands", "/new"])
async def test_one_can_leave_at_every_step(brand: Brand, ann: Person, posts: int, leave: str) -> None:
    await brings(ann, *BAKERY[:posts])
    await ann.says(leave)
    await asyncio.sleep(1.2)
    await ann.looks()
    assert ann.count("Posts so far") == 0, "nobody counts what is not collected any more"
    await ann.says("A text of ten characters.")
    assert "Make posts for" in ann.last_text
    assert await runs_of(ann) == []


async def test_that_s_all_of_an_older_counter_says_so(brand: Brand, ann: Person) -> None:
    await brings(ann, *BAKERY)
    await ann.sees("Posts so far: 3")
    enough = {"message_id": ann.last["message_id"], "data": buttons(ann.last)[0]["callback_data"]}
    await ann.says("/cancel")
    await ann.taps_on(**enough)
    assert "question that is over" in (ann.last_answer or "")
    await opens_voice(ann, brand)
    await brings(ann, BAKERY[0])
    await ann.taps_on(**enough)
    assert "question that is over" in (ann.last_answer or "")
    assert await runs_of(ann) == []


async def test_double_taps_are_one_order(brand: Brand, ann: Person) -> None:
    await brings(ann, *BAKERY)
    await ann.sees("Posts so far: 3")
    enough = {"message_id": ann.last["message_id"], "data": buttons(ann.last)[0]["callback_data"]}
    await asyncio.gather(*(ann.taps_on(**enough) for _ in range(4)))
    await ann.sees("sounds to me")
    assert len(await runs_of(ann)) == 1
    assert ann.count("sounds to me") == 1


# --- the card ---


async def test_a_draft_is_changed_before_it_is_kept(brand: Brand, ann: Person) -> None:
    await gets_a_card(ann)
    await ann.taps("✏️ Change")
    await ann.taps("Tone")
    assert "exclamation marks" in ann.last_text
    await ann.says(f"Warm.\n{ODD}")
    assert f"Tone: Warm. {ODD}" in ann.last_text
    await ann.taps("✏️ Change")
    await ann.taps("Words to avoid")
    await ann.says("synergy, " + "x" * 41)
    assert "40 are the most" in ann.last_text
    await ann.says(", ".join(f"word{number}" for number in range(13)))
    assert "12 are the most" in ann.last_text
    await ann.says("synergy, at scale")
    assert "Words to avoid: synergy, at scale" in ann.last_text
    await ann.taps("✏️ Change")
    await ann.taps("Hashtags")
    await ann.taps("✖️ Clear")
    assert "Hashtags:" not in ann.last_text
    assert not await card_of(brand)
    await ann.taps("✓ Keep")
    card = await card_of(brand)
    assert (card.tone, card.words_to_avoid, card.hashtags) == (f"Warm. {ODD}", ("synergy", "at scale"), ())


async def test_a_kept_card_is_changed_and_dropped(brand: Brand, ann: Person) -> None:
    await Brand.filter(id=brand.id).update(voice=packed(VoiceCard(tone="Dry.", emoji="None.")))
    await opens_voice(ann, brand)
    assert "Tone: Dry." in ann.last_text
    await ann.taps("✏️ Change")
    await ann.taps("Emoji")
    await ann.says("One 🥖 a post.")
    assert await card_of(brand) == VoiceCard(tone="Dry.", emoji="One 🥖 a post.")
    await ann.taps("✏️ Change")
    await ann.taps("Tone")
    await ann.taps("« Back")
    await ann.says("A text of ten characters.")
    assert "Make posts for" in ann.last_text, "going back ends the question"
    await opens_voice(ann, brand)
    await ann.taps("🗑 Drop")
    assert "Drop the voice of" in ann.last_text
    await ann.taps("🗑 Yes, drop it")
    assert ann.last_answer == "Dropped."
    assert "🗣 Learn from my posts" in labels(ann.last)
    assert not await card_of(brand)


async def test_a_dropped_draft_leaves_the_old_card(brand: Brand, ann: Person) -> None:
    old = VoiceCard(tone="Dry.")
    await Brand.filter(id=brand.id).update(voice=packed(old))
    await opens_voice(ann, brand)
    await ann.taps("🗣 Learn it anew")
    for post in BAKERY:
        await ann.says(post)
    await ann.sees("Posts so far: 3")
    await ann.taps("✓ That's all")
    await ann.sees("sounds to me")
    await ann.taps("🗑 Drop")
    assert "sounds as it did before" in ann.last_text
    assert await card_of(brand) == old
    await ann.taps("« Back")
    assert "👀 Look at the new card" not in labels(ann.last)


async def test_again_is_another_run_over_the_same_posts(brand: Brand, ann: Person) -> None:
    await gets_a_card(ann)
    message, (first,) = ann.last["message_id"], await runs_of(ann)
    again = {"message_id": message, "data": f"vdraft:{first.id.hex}:again"}
    await asyncio.gather(*(ann.taps_on(**again) for _ in range(3)))
    await ann.sees("sounds to me")
    _, second = await runs_of(ann)
    assert samples_of(second) == list(BAKERY)
    await until(lambda: "✓ Keep" in labels(ann.last), looking=ann)
    await ann.taps("✓ Keep")
    assert await card_of(brand)


async def test_a_card_that_waits_is_found_with_the_brand(brand: Brand, ann: Person) -> None:
    await gets_a_card(ann)
    await opens_voice(ann, brand)
    await ann.taps("👀 Look at the new card")
    await ann.taps("✓ Keep")
    assert await card_of(brand)
    assert "👀 Look at the new card" not in labels(ann.last)


async def test_buttons_of_last_month_still_work(brand: Brand, ann: Person) -> None:
    await gets_a_card(ann)
    message = ann.last["message_id"]
    (run,) = await runs_of(ann)
    await Composition.filter(id=run.id).update(created_at=run.created_at - timedelta(days=31))
    await ann.says("/posts")
    await ann.taps_on(message, label="✓ Keep")
    assert await card_of(brand)
    await ann.taps_on(message, data=f"vfield:{run.id.hex}:0:tone:0")
    await ann.says("Calm.")
    assert "Tone: Calm." in ann.last_text
    await ann.taps("✓ Keep")
    assert (await card_of(brand)).tone == "Calm."


async def test_what_is_gone_says_so(brand: Brand, ann: Person) -> None:
    await gets_a_card(ann)
    message, (run,) = ann.last["message_id"], await runs_of(ann)
    await Brand.filter(id=brand.id).delete()
    for verb in ("keep", "edit", "again", "drop", "show"):
        await ann.taps_on(message, data=f"vdraft:{run.id.hex}:{verb}")
        assert "cannot find that brand" in (ann.last_answer or ""), verb
    await ann.taps_on(message, data=f"vdraft:{uuid4().hex}:keep")
    assert "cannot find that card" in (ann.last_answer or "")


async def test_nobody_reads_the_card_of_somebody_else(brand: Brand, ann: Person, bob: Person) -> None:
    await gets_a_card(ann)
    (run,) = await runs_of(ann)
    await bob.says("/start")
    for data in (
        *(f"vdraft:{run.id.hex}:{verb}" for verb in ("keep", "edit", "again", "drop", "show")),
        f"vfield:{run.id.hex}:0:tone:0",
        f"vfield:{run.id.hex}:0:tone:1",
    ):
        await bob.taps_on(bob.last["message_id"], data=data)
        assert "cannot find that card" in (bob.last_answer or ""), data
    for data in (f"vfield:{brand.id.hex}:1:tone:1", f"voice:{brand.id.hex}:new"):
        await bob.taps_on(bob.last["message_id"], data=data)
        assert "cannot find that brand" in (bob.last_answer or ""), data
    assert len(await runs_of(ann)) == 1 and await runs_of(bob) == []


async def test_the_longest_card_fits_on_the_screen(brand: Brand, ann: Person) -> None:
    card = VoiceCard(
        tone="🦄" * 300, rhythm="🦄" * 300, emoji="🦄" * 300,
        words_to_use=tuple(f"{number:02}" + "𝒂" * 38 for number in range(12)),
        words_to_avoid=tuple(f"{number:02}" + "𝒃" * 38 for number in range(12)),
        hashtags=tuple(f"#{number:02}" + "𝒄" * 60 for number in range(10)),
    )  # fmt: skip
    await Brand.filter(id=brand.id).update(voice=packed(card))
    await opens_voice(ann, brand)
    for words in ("🦄…", "𝒂", "𝒃", "#00𝒄"):
        assert words in ann.last_text
    await ann.taps("✏️ Change")
    await ann.taps("Words to use")
    assert card.words_of(VoiceField.WORDS_TO_USE) in ann.last_text, "where it is changed it stands in full"


async def test_in_spanish_from_spanish_posts(telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", language="es")
    await eva.says("/start")
    owner = await User.get(telegram_id=eva.telegram_id)
    brand = await Brand.create(owner=owner, name="Miga", is_default=True)
    await eva.says("/brands")
    await eva.taps("⚙️")
    await eva.taps("🗣 Voz")
    await eva.taps("🗣 Aprender de mis publicaciones")
    for post in PANADERIA:
        await eva.says(post)
    await eva.sees("Publicaciones hasta ahora: 3")
    await eva.taps("✓ Eso es todo")
    await eva.sees("Así me suena Miga")
    assert "con exclamaciones" in eva.last_text and "#pan" in eva.last_text
    await eva.taps("✓ Dejarla así")
    assert "empiezan con una pregunta" in (await card_of(brand)).rhythm


# --- a writer in trouble ---


@pytest.mark.parametrize(
    ("fault", "words", "calls"),
    [
        ({"kind": "error_status", "status": 502}, "does not answer", MOST_CALLS),
        ({"kind": "error_status", "status": 429, "retryAfter": 0}, "does not answer", MOST_CALLS),
        ({"kind": "error_in_200", "status": 503}, "does not answer", MOST_CALLS),
        ({"kind": "html_502"}, "does not answer", MOST_CALLS),
        ({"kind": "cut"}, "does not answer", MOST_CALLS),
        ({"kind": "malformed_json"}, "not good enough", MOST_CALLS),
        ({"kind": "empty_content"}, "not good enough", MOST_CALLS),
        ({"kind": "truncated"}, "not good enough", MOST_CALLS),
        ({"kind": "prompt_leak"}, "not good enough", MOST_CALLS),
        ({"kind": "too_long_posts"}, "not good enough", MOST_CALLS),
        ({"kind": "duplicate_posts"}, "not good enough", MOST_CALLS),
        ({"kind": "error_status", "status": 401}, "on our side", 1),
        ({"kind": "error_status", "status": 402}, "on our side", 1),
        ({"kind": "refusal"}, "does not want to write", 1),
        ({"kind": "content_filter"}, "does not want to write", 1),
    ],
    ids=str,
)
async def test_what_goes_wrong_is_told_kindly_and_can_be_tried_again(
    brand: Brand, ann: Person, writer: TelegramSandbox, fault: dict[str, Any], words: str, calls: int
) -> None:
    await brings(ann, *BAKERY)
    await ann.sees("Posts so far: 3")
    since = await newest_call(writer)
    await writer.fault(**fault, times=None)
    await ann.taps("✓ That's all")
    told = await ann.sees("could not learn how Loaf & <Co> sounds")
    assert words in text_of(told)
    assert len(await calls_since(writer, since)) == calls
    await writer.no_faults()
    await ann.taps("Try again")
    await ann.sees("sounds to me")


@pytest.mark.parametrize("kind", ["html_502", "malformed_json", "prompt_leak", "duplicate_posts"])
async def test_what_passes_is_tried_once_more(
    brand: Brand, ann: Person, writer: TelegramSandbox, kind: str
) -> None:
    since = await newest_call(writer)
    await writer.fault(kind)
    await gets_a_card(ann)
    assert len(await calls_since(writer, since)) == MOST_CALLS
    assert ann.count("could not learn") == 0


async def test_a_card_whose_message_is_gone_comes_as_news(
    brand: Brand, ann: Person, telegram: TelegramSandbox
) -> None:
    await brings(ann, *BAKERY)
    await ann.sees("Posts so far: 3")
    await telegram.fault("chat_not_found", method="editMessageText", chatId=ann.telegram_id)
    await ann.taps("✓ That's all")
    await ann.sees("I have read the posts of Loaf & <Co>.")
    await telegram.no_faults()
    await ann.taps("👀 Look at the new card")
    await ann.taps("✓ Keep")
    assert await card_of(brand)
    assert ann.count("I have read the posts") == 1 or "The voice of" in ann.last_text


async def test_a_run_whose_worker_died_is_given_up(
    brand: Brand, ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    owner = await User.get(telegram_id=ann.telegram_id)
    late = await database_time() - DEADLINE - timedelta(seconds=1)
    run = await Composition.create(
        owner=owner, brand=brand, kind="voice", text=json.dumps(BAKERY), request_key="voice:late",
        status=RunStatus.RUNNING, attempts=1, started_at=late,
    )  # fmt: skip
    await use_cases.give_up_late_voices()
    await ann.sees("could not learn how Loaf & <Co> sounds")
    assert (await Composition.get(id=run.id)).error == "lost"
    await ann.taps("Try again")
    await ann.sees("sounds to me")


async def test_whoever_is_killed_again_and_again_ends_the_run(
    brand: Brand, ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    owner = await User.get(telegram_id=ann.telegram_id)
    run = await Composition.create(
        owner=owner, brand=brand, kind="voice", text=json.dumps(BAKERY), request_key="voice:killed",
        status=RunStatus.RUNNING, attempts=MOST_ATTEMPTS, started_at=await database_time(),
    )  # fmt: skip
    since = await newest_call(writer)
    await use_cases.distil_voice(run.id)
    assert (await Composition.get(id=run.id)).status is RunStatus.FAILED
    assert await calls_since(writer, since) == []


async def test_two_workers_on_one_run_make_one_card_and_two_calls_at_most(
    brand: Brand, ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    owner = await User.get(telegram_id=ann.telegram_id)
    run = await Composition.create(
        owner=owner, brand=brand, kind="voice", text=json.dumps(BAKERY), request_key="voice:twice"
    )
    since = await newest_call(writer)
    await writer.patch("/settings", {"latencySeconds": 0.3})
    first = asyncio.create_task(use_cases.distil_voice(run.id))
    await asyncio.sleep(0.15)
    await asyncio.gather(first, use_cases.distil_voice(run.id))
    run = await Composition.get(id=run.id)
    assert run.status is RunStatus.SUCCEEDED and parsed(run.result)
    assert len(await calls_since(writer, since)) <= MOST_CALLS


async def test_a_brand_deleted_meanwhile_gets_no_card(
    brand: Brand, ann: Person, writer: TelegramSandbox
) -> None:
    await brings(ann, *BAKERY)
    await ann.sees("Posts so far: 3")
    await writer.patch("/settings", {"latencySeconds": 0.7})
    await ann.taps("✓ That's all")
    await Brand.filter(id=brand.id).delete()
    (run,) = await runs_of(ann)
    for _ in range(100):
        if (await Composition.get(id=run.id)).status is RunStatus.SUCCEEDED:
            break
        await asyncio.sleep(0.05)
    await ann.looks()
    assert ann.count("sounds to me") == 0


# --- what is looked at before a card is shown ---


def notes(**changes: Any) -> VoiceNotes:
    honest = distilled(BAKERY)
    return VoiceNotes(**(honest | changes))


@pytest.mark.parametrize("samples", [BAKERY, PANADERIA, NOTARY], ids=["lively", "Spanish", "calm"])
def test_the_demo_describes_honestly(samples: tuple[str, ...]) -> None:
    judgement = judged(VoiceNotes(**distilled(samples)), samples)
    assert judgement.repair is None
    card = judgement.usable
    if samples is NOTARY:
        assert "Calm" in card.tone and "No emoji" in card.emoji and card.hashtags == ()


@pytest.mark.parametrize(
    ("language", "sample"),
    [
        ("it", "Oggi il pane esce dal forno alle sei e le brioche finiscono sempre prima delle dieci."),
        ("tr", "Bugün ekmekler saat altıda fırından çıkıyor ve çörekler her zaman erkenden bitiyor."),
        ("ja", "今日もパンは六時に焼き上がります。売り切れる前にぜひお店へお越しください。"),
    ],
)
def test_in_a_language_that_the_demo_does_not_speak_it_uses_signs(language: str, sample: str) -> None:
    samples = [f"{sample} {number}" for number in range(3)]
    assert judged(VoiceNotes(**distilled(samples, language)), samples).repair is None


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"tone": ""}, '"tone" is empty'),
        ({"rhythm": " \n"}, '"rhythm" is empty'),
        ({"tone": "x " * 200}, "at most 300 are allowed"),
        ({"tone": f"Warm. {BAKERY[0]}"}, "quotes a post"),
        ({"rhythm": "As in: is rye your thing? Ours is sour and loud, always."}, "quotes a post"),
        ({"tone": "Read more at https://evil.example.com/x"}, "names a link"),
        ({"emoji": "See evil.com"}, "names a link"),
        ({"rhythm": '{"tone": "Warm."'}, "repeats the instructions"),
        ({"tone": f"<samples-{FENCE}>"}, "repeats the instructions"),
        ({"tone": "Cálida y cerca de la gente.", "rhythm": "Frases cortas y claras.", "emoji": ""}, "en"),
    ],
)  # fmt: skip
def test_what_is_no_description_is_sent_back(changes: dict[str, Any], fault: str) -> None:
    judgement = judged(notes(**changes), BAKERY)
    assert judgement.worth == 0 and judgement.repair is not None
    assert any(fault in words for words in judgement.repair.faults)


def test_our_own_sentences_are_never_passed_on_whoever_says_them() -> None:
    leak = "Describe the manner, not the matter: nothing of what the posts report, offer or announce belongs "
    leak += "into the description."
    for samples in (BAKERY, (*BAKERY, leak)):
        assert judged(notes(tone=leak), samples).repair is not None


def test_lists_are_bounded_without_another_call() -> None:
    many = [f"word{number}" for number in range(50)]
    card = judged(
        notes(
            words_to_use=[*many, "word1", "x" * 60, BAKERY[0], "six words are no phrase at all"],
            words_to_avoid=[" ", "a\u202eb"],
            hashtags=["#bread", "berlin", "#invented", "#not-one", "#bread"],
        ),
        BAKERY,
    ).usable
    assert card.words_to_use == tuple(many[:12])
    assert card.words_to_avoid == ("ab",)
    assert card.hashtags == ("#bread", "#berlin"), "only those that the posts have"


def test_a_repair_quotes_the_answer_and_names_the_faults() -> None:
    judgement = judged(notes(tone=""), BAKERY)
    assert judgement.repair is not None
    messages = voice_assignment(BAKERY, judgement.repair).messages
    assert [message["role"] for message in messages] == ["system", "user", "assistant", "user"]
    assert json.loads(messages[2]["content"])["tone"] == ""
    assert '- "tone" is empty.' in messages[3]["content"]
    assert all("$" not in message["content"] for message in messages)


# --- samples are data ---


def outside(text: str) -> str:
    return re.sub(rf"<(\w+)-{FENCE}>.*?</\1-{FENCE}>", "", text, flags=re.DOTALL)


def test_no_sample_leaves_its_field_or_changes_the_order() -> None:
    ordinary = voice_assignment([*BAKERY, "Yours."], fence=FENCE).messages
    for injection in injections():
        samples = [*BAKERY, sample_of(injection.text) or "Yours."]
        system, user = voice_assignment(samples, fence=FENCE).messages
        assert system == ordinary[0]
        order = re.sub(r"(?m)^language: .*$", "", outside(user["content"]))
        assert order == re.sub(r"(?m)^language: .*$", "", outside(ordinary[1]["content"]))
        found = re.search(rf"<samples-{FENCE}>\n(.*)\n</samples-{FENCE}>", user["content"])
        assert found and json.loads(found[1]) == samples


def test_marks_are_drawn_anew_and_never_taken_from_a_sample() -> None:
    drawn = {voice_assignment(BAKERY).messages[0]["content"] for _ in range(20)}
    assert len(drawn) == 20


def test_samples_with_instructions_change_nothing_but_style() -> None:
    """Through the card into the next order for posts: the order is the same, the card is data in it."""
    plain = messages_of(brief_with(VoiceCard(tone="Warm.")), fence=FENCE)
    for injection in injections():
        sample = sample_of(injection.text) or "Yours."
        samples = [*BAKERY, sample]
        victim = notes(tone=injection.text[:2_000], words_to_use=[injection.text[:200]], words_to_avoid=[])
        judgement = judged(victim, samples)
        said = " ".join([judgement.usable.tone, *judgement.usable.words_to_use]) if judgement.worth else ""
        assert sample.casefold() not in said.casefold() or len(sample) < 15
        assert "://" not in said
        messages = messages_of(brief_with(judgement.usable), fence=FENCE)
        assert messages[0] == plain[0]
        assert outside(messages[1]["content"]) == outside(plain[1]["content"])


# --- what the writer of posts is told ---


def brand_with(card: VoiceCard = VoiceCard(), **facts: Any) -> Brand:  # noqa: B008
    return Brand(name="Loaf", voice=packed(card), **facts)


def brief_with(
    card: VoiceCard = VoiceCard(),  # noqa: B008
    *,
    platform: Platform = Platform.LINKEDIN,
    number: int = 4,
    **facts: Any,
) -> Brief:
    return Brief(SOURCE, platform, Style.CASUAL, number, voice_of(brand_with(card, **facts)))


def told_of(brief: Brief) -> dict[str, str]:
    user = messages_of(brief, fence=FENCE)[1]["content"]
    found = re.search(rf"<brand-{FENCE}>\n(.*)\n</brand-{FENCE}>", user)
    assert found
    told: dict[str, str] = json.loads(found[1])
    return told


def posts_for(brief: Brief) -> list[str]:
    """Through the product's own prompt, as over the wire; what the checks let pass."""
    posts = write(order_of({"messages": list(posts_assignment(brief).messages)}))
    assert list(good_posts(posts, brief)) == posts
    return posts


CARD = VoiceCard(
    tone="Lively.", rhythm="Posts open with a question (?).", words_to_use=("loaves",),
    words_to_avoid=("honestly",), emoji="About 1 in a post, mostly 🥖", hashtags=("#bread", "#berlin"),
)  # fmt: skip


def test_a_brand_without_more_is_told_as_before() -> None:
    assert voice_of(None) is None
    assert voice_of(Brand(name="Loaf")) == BrandVoice("Loaf")
    assert told_of(brief_with()) == {"name": "Loaf"}


def test_all_that_is_known_is_told_but_the_signature_and_the_samples() -> None:
    brief = brief_with(
        CARD,
        tone="dry",
        call_to_action="Order a loaf",
        link="https://loaf.example.com",
        hashtags={"launch": ["#new"], "": ["#loaf"]},
        signature="— Loaf, Berlin",
    )
    told = told_of(brief)
    assert told == {
        "name": "Loaf",
        "tone": "dry",
        "voice": "Lively.",
        "rhythm": "Posts open with a question (?).",
        "words_to_use": "loaves",
        "words_to_avoid": "honestly",
        "emoji": "About 1 in a post, mostly 🥖",
        "hashtags": "#bread #berlin",
        "hashtag_groups": "launch: #new\n#loaf",
        "call_to_action": "Order a loaf",
        "link": "https://loaf.example.com",
    }
    assert "— Loaf, Berlin" not in str(messages_of(brief))


@pytest.mark.parametrize(("platform", "limit"), [(Platform.TWITTER, 280), (Platform.INSTAGRAM, 2200)])
def test_a_signature_takes_its_room_from_what_the_writer_may_use(platform: Platform, limit: int) -> None:
    signature = "— Loaf #bread"
    note = messages_of(brief_with(platform=platform, signature=signature))[1]["content"]
    assert f"At most {limit - length_of(signature, platform) - 2} characters" in note
    assert ("at most 4 hashtags" in note) == (platform is Platform.INSTAGRAM)


def test_old_and_odd_rows_do_not_keep_anybody_from_writing() -> None:
    brand = Brand(name="Loaf", voice={"tone": 7, "hashtags": "x"})
    assert voice_of(brand) == BrandVoice("Loaf")


# --- the demo shows it ---


def test_the_demo_opens_with_questions_and_uses_the_emoji_of_the_card() -> None:
    posts = posts_for(brief_with(CARD))
    assert all("?" in post.split("🥖")[0] for post in posts)
    assert all("🥖" in post for post in posts)
    assert all("#bread #berlin" in post for post in posts)
    assert not any(
        "Honestly" in post for post in posts_for(brief_with(VoiceCard(words_to_avoid=("honestly",))))
    )


def test_without_emoji_in_the_card_there_are_none_in_the_posts() -> None:
    witty = Brief(SOURCE, Platform.INSTAGRAM, Style.WITTY, 1, BrandVoice("Loaf"))
    assert "✨" in posts_for(witty)[0]
    plain = replace(witty, voice=BrandVoice("Loaf", emoji="No emoji at all."))
    assert "✨" not in posts_for(plain)[0]


def test_every_second_post_leads_somewhere_and_only_there_the_link_stands() -> None:
    posts = posts_for(brief_with(call_to_action="Order a loaf today!", link="https://loaf.example.com/order"))
    assert ["Order a loaf today! https://loaf.example.com/order" in post for post in posts] == [
        True,
        False,
    ] * 2
    assert ["https://" in post for post in posts] == [True, False] * 2


def test_the_group_that_fits_is_picked_within_the_limit() -> None:
    groups = {
        "bread": ["#rye", "#wheat"],
        "emails": ["#email", "#onboarding"],
        "tags": [f"#t{n}x" for n in range(9)],
    }
    posts = posts_for(brief_with(hashtags=groups, platform=Platform.INSTAGRAM))
    assert any("#email #onboarding" in post for post in posts)
    many = {"": [f"#tag{number}" for number in range(9)]}
    for post in posts_for(brief_with(hashtags=many, platform=Platform.INSTAGRAM, signature="#loaf #rye")):
        assert post.count("#") == 3


@pytest.mark.parametrize("platform", Platform)
def test_posts_and_the_longest_signature_fit_together(platform: Platform) -> None:
    signature = "x" * 120
    for post in posts_for(brief_with(CARD, platform=platform, number=10, signature=signature)):
        assert length_of(f"{post}\n\n{signature}", platform) <= limit_of(platform)


# --- all the way into posts ---


async def orders_posts(person: Person, number: int, platforms: str = "t") -> list[Post]:
    await person.says(SOURCE)
    await person.sees("from this?")
    source = next(data for data in map(data_of, buttons(person.last)) if data.startswith("write:")).split(
        ":"
    )[1]
    tap = f"write:{source}:{platforms}:casual:{number}"
    await person.taps_on(person.last["message_id"], data=tap)
    await person.sees("Done.")
    return await Post.filter(owner__telegram_id=person.telegram_id).order_by("created_at", "position")


def data_of(button: dict[str, Any]) -> str:
    return str(button.get("callback_data", ""))


async def test_posts_are_written_in_the_voice_and_signed_once(brand: Brand, ann: Person) -> None:
    await gets_a_card(ann)
    await ann.taps("✓ Keep")
    await Brand.filter(id=brand.id).update(
        signature=f"— {ODD[:30]}\nYours",
        call_to_action="Order a loaf!",
        link="https://loaf.example.com/order",
    )
    posts = await orders_posts(ann, 3, "tli")
    assert len(posts) == 9
    for post in posts:
        assert post.text.endswith(f"\n\n— {ODD[:30]}\nYours") and post.text.count("Yours") == 1
        assert "🥖" in post.text or "🥐" in post.text
        assert length_of(post.text, post.platform) <= limit_of(post.platform)
    assert any("Order a loaf! https://loaf.example.com/order" in post.text for post in posts)
    assert sum("#bread" in post.text for post in posts) > 3
    assert (await ann.sees("Yours"))["text"].count("Yours") == 1


async def test_the_voice_belongs_to_its_brand_alone(brand: Brand, ann: Person) -> None:
    owner = await User.get(telegram_id=ann.telegram_id)
    await Brand.filter(id=brand.id).update(voice=packed(CARD), signature="— Loaf", is_default=False)
    await Brand.create(owner=owner, name="Plain", is_default=True)
    for post in await orders_posts(ann, 2, "l"):
        assert "🥖" not in post.text and "#bread" not in post.text and "— Loaf" not in post.text
