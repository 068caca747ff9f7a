"""From the tap on Write to the cards: once, within the plan, whatever the writer does."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.database import rows
from domain.delivery.models import Delivery, Kind
from domain.jobs.ports import Job
from domain.platforms import Platform
from domain.posts.models import Post
from domain.usage.errors import QuotaExceeded
from domain.usage.models import UsageEntry, UsagePeriod
from domain.writing.models import Generation, RunStatus, Source
from domain.writing.order_posts import Choice
from domain.writing.runs import DEADLINE, MOST_ATTEMPTS, MOST_CALLS
from domain.writing.styles import Style
from tests.people import Person, TelegramSandbox, buttons, labels, text_of, until

TRANSCRIPT = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody "
    "expected that. So we asked twelve customers what they remembered from the first week. Almost all of "
    "them named one screen, the one where their own data appeared. My advice is to cut everything before it."
)
ODD = "_*[]()~`>#+-=|{}.!<b>&amp;</b>\"'"


async def generations_of(person: Person) -> list[Generation]:
    return await Generation.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def posts_of(person: Person) -> list[Post]:
    return await Post.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def usage_of(person: Person) -> tuple[int, int]:
    period = await UsagePeriod.get_or_none(user__telegram_id=person.telegram_id, kind="posts")
    return (period.used, period.reserved) if period else (0, 0)


async def has_used(person: Person, posts: int) -> None:
    """They want no news, which would come in between."""
    await User.filter(telegram_id=person.telegram_id).update(notices=False)
    await rows(
        """
        UPDATE usage_periods SET used = $2
        WHERE user_id = (SELECT id FROM users WHERE telegram_id = $1) RETURNING id
        """,
        person.telegram_id,
        posts,
    )


async def source_of(person: Person) -> tuple[User, UUID]:
    """Sends the text; the person and the source it has become."""
    await person.says(TRANSCRIPT)
    actor = await User.get(telegram_id=person.telegram_id)
    return actor, (await Source.filter(owner=actor).order_by("-created_at"))[0].id


async def pastes(person: Person, *, number: int = 3, platforms: str = "t", text: str = TRANSCRIPT) -> Any:
    """Sends the text and gives what the Write button carries, without tapping it."""
    await person.says(text)
    await person.sees("from this?")
    source = buttons(person.last)[-1]["callback_data"].split(":")[-1]
    return {"message_id": person.last["message_id"], "data": f"write:{source}:{platforms}:casual:{number}"}


async def orders(person: Person, *, number: int = 3, platforms: str = "t", text: str = TRANSCRIPT) -> None:
    await person.taps_on(**await pastes(person, number=number, platforms=platforms, text=text))


async def calls_since(writer: TelegramSandbox, since: int) -> list[dict[str, Any]]:
    return [call for call in (await writer.get("/calls"))["calls"] if call["seq"] > since]


async def newest_call(writer: TelegramSandbox) -> int:
    return max((call["seq"] for call in (await writer.get("/calls"))["calls"]), default=0)


async def test_several_platforms_at_once_and_the_choice_is_remembered(ann: Person) -> None:
    await orders(ann, number=2, platforms="tli")
    await ann.sees("Done.")
    for platform in ("X", "LinkedIn", "Instagram"):
        assert f"{platform}: 2 of 2 ready ✓" in (await ann.sees("Done."))["text"]
    for limit in ("of 280", "of 3,000", "of 2,200"):
        await ann.sees(limit)
    await asyncio.sleep(0)
    assert len(await posts_of(ann)) == 6
    assert await usage_of(ann) == (6, 0)
    for generation in await generations_of(ann):
        assert generation.model == "postaify/demo-writer"
        assert generation.cost > 0
        assert (generation.prompt_tokens > 0) and (generation.completion_tokens > 0)
    await ann.taps("Write more from this text")
    again = await ann.sees("from this?")
    assert {"✓ X", "✓ LinkedIn", "✓ Instagram", "✓ Casual", "✓ 2", "✍️ Write 6 posts"} <= set(labels(again))


async def test_each_brand_has_a_choice_of_its_own(ann: Person) -> None:
    await orders(ann, number=2, platforms="t")
    await ann.sees("2 of 2 ready")
    owner = await User.get(telegram_id=ann.telegram_id)
    brand = await Brand.create(owner=owner, name="Acme", is_default=True, platforms=["instagram", "twitter"])
    await ann.says("/new")
    await ann.says(TRANSCRIPT)
    assert {"✓ X", "LinkedIn", "✓ Instagram", "✓ Professional", "✓ 3"} <= set(labels(ann.last))
    await Brand.filter(id=brand.id).update(is_default=False)
    await ann.says("/new")
    await ann.says(TRANSCRIPT)
    assert {"✓ X", "LinkedIn", "Instagram", "✓ Casual", "✓ 2"} <= set(labels(ann.last))


async def test_cards_come_once_each_and_in_their_order(ann: Person) -> None:
    await orders(ann, number=5)
    await ann.sees("5 of 5 ready")
    written = [post.text for post in await posts_of(ann)]
    for text in written:
        await ann.sees(text)
    cards = [
        text_of(message).split("\n\nX · ")[0] for message in ann.received if "of 280" in text_of(message)
    ]
    assert cards == written


async def test_two_taps_at_once_are_one_order(ann: Person) -> None:
    write = await pastes(ann)
    await asyncio.gather(*(ann.taps_on(**write) for _ in range(4)))
    await ann.sees("3 of 3 ready")
    await ann.taps_on(**write)
    await ann.sees("3 of 3 ready")
    assert len(await generations_of(ann)) == 1
    assert await usage_of(ann) == (3, 0)


async def test_the_same_update_twice_is_one_order(
    ann: Person, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    actor, source = await source_of(ann)
    choice = Choice((Platform.TWITTER,), Style.CASUAL, 2)

    async def order() -> list[UUID]:
        return [g.id for g in await use_cases.order_posts(actor, source, choice, request_key="tap:1:1")]

    found = await asyncio.gather(*(order() for _ in range(8)))
    assert all(ids == found[0] for ids in found)
    assert len(await generations_of(ann)) == 1


async def test_a_chip_tapped_after_write_does_not_undo_the_order(ann: Person) -> None:
    """The old chips are still on the screen of a slow client."""
    write = await pastes(ann)
    await ann.taps_on(**write)
    await ann.sees("3 of 3 ready")
    chip = write["data"].replace("write:", "wish:").replace(":3", ":5")
    await ann.taps_on(write["message_id"], data=chip)
    shown = next(m for m in ann.received if m["message_id"] == write["message_id"])
    assert "3 of 3 ready" in text_of(shown)
    await ann.taps_on(write["message_id"], data=f"src:drop:{write['data'].split(':')[1]}")
    shown = next(m for m in ann.received if m["message_id"] == write["message_id"])
    assert "3 of 3 ready" in text_of(shown)


@pytest.mark.parametrize("leave", ["/cancel", "/help", "/start"])
async def test_the_cards_come_although_the_person_left(
    ann: Person, writer: TelegramSandbox, leave: str
) -> None:
    await writer.patch("/settings", {"latencySeconds": 0.5})
    await orders(ann, number=1)
    await ann.says(leave)
    await ann.sees("1 of 1 ready")
    await ann.sees("of 280")


async def test_markup_comes_through_to_the_cards(ann: Person) -> None:
    owner_says = f"Our motto is {ODD} and it always was. Nobody knows why we chose it, but it stayed with us."
    await ann.says("/help")
    owner = await User.get(telegram_id=ann.telegram_id)
    await Brand.create(owner=owner, name=f"{ODD} 🏳️‍🌈", is_default=True)
    await orders(ann, number=2, text=owner_says)
    await ann.sees("2 of 2 ready")
    card = await ann.sees(f"· {ODD} 🏳️‍🌈")
    written = [post.text for post in await posts_of(ann)]
    assert any(ODD in text for text in written)
    assert text_of(card).split("\n\nX · ")[0] in written


TRANSIENT = [
    {"kind": "error_status", "status": 502},
    {"kind": "error_status", "status": 429, "retryAfter": 0},
    {"kind": "error_status", "status": 408},
    {"kind": "error_in_200", "status": 503},
    {"kind": "html_502"},
    {"kind": "malformed_json"},
    {"kind": "empty_content"},
    {"kind": "truncated"},
    {"kind": "cut"},
    {"kind": "prompt_leak"},
    {"kind": "mid_stream_error"},
]
FINAL = [
    ({"kind": "error_status", "status": 401}, "on our side"),
    ({"kind": "error_status", "status": 402}, "on our side"),
    ({"kind": "error_status", "status": 400}, "on our side"),
    ({"kind": "error_status", "status": 403}, "does not want to write"),
    ({"kind": "refusal"}, "does not want to write"),
    ({"kind": "content_filter"}, "does not want to write"),
]


@pytest.mark.parametrize("fault", TRANSIENT, ids=lambda fault: f"{fault['kind']}-{fault.get('status', '')}")
async def test_what_passes_is_tried_once_more(
    ann: Person, writer: TelegramSandbox, fault: dict[str, Any]
) -> None:
    since = await newest_call(writer)
    await writer.fault(**fault)
    await orders(ann, number=1)
    await ann.sees("1 of 1 ready")
    assert len(await calls_since(writer, since)) == MOST_CALLS
    assert await usage_of(ann) == (1, 0)
    assert ann.count("did not work") == 0


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        *((fault, "does not answer") for fault in TRANSIENT[:5]),
        ({"kind": "cut"}, "does not answer"),
        *((fault, "not good enough") for fault in TRANSIENT[5:8]),
        ({"kind": "prompt_leak"}, "not good enough"),
        ({"kind": "too_long_posts"}, "not good enough"),
        *FINAL,
    ],
    ids=str,
)
async def test_what_stays_is_told_kindly_and_costs_nothing(
    ann: Person, writer: TelegramSandbox, fault: dict[str, Any], words: str
) -> None:
    since = await newest_call(writer)
    await writer.fault(**fault, times=None)
    await orders(ann, number=1)
    told = await ann.sees("did not work out")
    assert words in text_of(told)
    assert "not cost you anything" in text_of(told)
    await ann.sees("X: it did not work this time")
    final = (fault, words) in FINAL
    assert len(await calls_since(writer, since)) == (1 if final else MOST_CALLS)
    assert await usage_of(ann) == (0, 0)
    assert await posts_of(ann) == []
    await writer.no_faults()
    await ann.taps_on(told["message_id"], label="Try again")
    await ann.sees("from this?")
    await ann.taps("✍️ Write 1 post")
    await ann.sees("1 of 1 ready")
    assert await usage_of(ann) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "came"), [("short_list", 2), ("too_long_posts", 1), ("duplicate_posts", 1), ("prompt_leak", 2)]
)
async def test_a_part_is_delivered_and_only_that_is_charged(
    ann: Person, writer: TelegramSandbox, kind: str, came: int
) -> None:
    since = await newest_call(writer)
    await writer.fault(kind, times=None)
    await orders(ann, number=3)
    await ann.sees(f"{came} of 3 ready")
    assert len(await calls_since(writer, since)) == MOST_CALLS
    assert await usage_of(ann) == (came, 0)
    assert len(await posts_of(ann)) == came


async def test_more_than_was_ordered_is_not_kept(ann: Person, writer: TelegramSandbox) -> None:
    since = await newest_call(writer)
    await writer.fault("long_list")
    await orders(ann, number=2)
    await ann.sees("2 of 2 ready")
    assert len(await posts_of(ann)) == 2
    assert len(await calls_since(writer, since)) == 1


async def test_one_platform_may_fail_alone(ann: Person, writer: TelegramSandbox) -> None:
    await writer.fault("refusal")
    await orders(ann, number=1, platforms="tl")
    await ann.sees("did not work out")
    await ann.sees("it did not work this time")
    ended = text_of(await ann.sees("Done."))
    assert "1 of 1 ready" in ended
    assert await usage_of(ann) == (1, 0)


async def test_the_plan_is_used_up(ann: Person) -> None:
    await orders(ann, number=10, platforms="tl")
    await ann.sees("Done.")
    assert await usage_of(ann) == (20, 0)
    await ann.says("/new")
    await orders(ann, number=1)
    assert ann.last_answer == "Your plan is used up for this month; it starts anew on the 1st."
    await has_used(ann, 19)
    await orders(ann, number=3)
    assert ann.last_answer == (
        "Your plan has room for 1 more this month, and you asked for 3. Please choose fewer."
    )
    assert labels(ann.last) == ["⬆️ Upgrade"]
    assert any("from this?" in text_of(message) for message in ann.received[-6:]), "the chips stay"
    await ann.taps("✓ LinkedIn")
    await ann.taps("1")
    await ann.taps("✍️ Write 1 post")
    await ann.sees("1 of 1 ready")
    assert await usage_of(ann) == (20, 0)


async def test_orders_at_once_never_exceed_the_plan(ann: Person, use_cases: UseCases) -> None:
    actor, source = await source_of(ann)
    choice = Choice((Platform.TWITTER,), Style.CASUAL, 8)
    answers = await asyncio.gather(
        *(use_cases.order_posts(actor, source, choice, request_key=f"order:{n}") for n in range(6)),
        return_exceptions=True,
    )
    refused = [answer for answer in answers if isinstance(answer, BaseException)]
    assert len(refused) == 4
    assert all(isinstance(refusal, QuotaExceeded) for refusal in refused)
    used, reserved = await usage_of(ann)
    assert used + reserved <= 20


class NoJobs:
    async def enqueue(self, job: Job, row_id: UUID, *, first: bool) -> None:
        """Nobody but the test works on it."""


async def queued(person: Person, use_cases: UseCases, *, number: int = 2) -> Generation:
    """An order that no worker knows of: the test is the worker."""
    actor, source = await source_of(person)
    order_posts = replace(use_cases.order_posts, jobs=NoJobs())
    choice = Choice((Platform.TWITTER,), Style.CASUAL, number)
    order = await order_posts(actor, source, choice, request_key="the test works", chat_id=person.telegram_id)
    return await Generation.get(id=order[0].id)


async def test_the_job_runs_twice_one_after_the_other(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    generation = await queued(ann, use_cases)
    since = await newest_call(writer)
    await use_cases.write_posts(generation.id)
    await use_cases.write_posts(generation.id)
    assert len(await posts_of(ann)) == 2
    assert await usage_of(ann) == (2, 0)
    assert len(await calls_since(writer, since)) == 1
    assert await Delivery.filter(owner__telegram_id=ann.telegram_id, kind=Kind.FRESH_POST).count() == 2


@pytest.mark.parametrize("times", [2, 4])
async def test_the_job_runs_several_times_at_once(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox, times: int
) -> None:
    """As when a worker stalls and another takes over. One that finds both calls used up gives up."""
    generation = await queued(ann, use_cases)
    since = await newest_call(writer)
    await writer.patch("/settings", {"latencySeconds": 0.2})
    await asyncio.gather(*(use_cases.write_posts(generation.id) for _ in range(times)))
    await generation.refresh_from_db()
    calls = len(await calls_since(writer, since))
    assert 1 <= calls <= MOST_CALLS
    assert generation.status == RunStatus.SUCCEEDED or (calls == MOST_CALLS and times > MOST_CALLS)
    written = len(await posts_of(ann))
    assert written == (2 if generation.status == RunStatus.SUCCEEDED else 0)
    assert await usage_of(ann) == (written, 0)


async def test_too_many_attempts_end_it(ann: Person, use_cases: UseCases, writer: TelegramSandbox) -> None:
    generation = await queued(ann, use_cases)
    since = await newest_call(writer)
    await Generation.filter(id=generation.id).update(
        attempts=MOST_ATTEMPTS, status=RunStatus.RUNNING, provider_calls=1
    )
    await use_cases.write_posts(generation.id)
    await generation.refresh_from_db()
    assert (generation.status, generation.error) == (RunStatus.FAILED, "lost")
    assert await usage_of(ann) == (0, 0)
    assert await calls_since(writer, since) == []
    await ann.sees("did not work out")


async def test_who_was_late_finishes_nothing(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    generation = await queued(ann, use_cases)
    await writer.patch("/settings", {"latencySeconds": 0.5})
    late = asyncio.create_task(use_cases.write_posts(generation.id))
    await asyncio.sleep(0.2)
    await rows(
        "UPDATE generations SET started_at = started_at - $2::interval WHERE id = $1 RETURNING id",
        generation.id,
        DEADLINE + timedelta(seconds=1),
    )
    await asyncio.gather(use_cases.give_up_late_generations(), use_cases.give_up_late_generations())
    await late
    await generation.refresh_from_db()
    assert (generation.status, generation.error) == (RunStatus.FAILED, "lost")
    assert await usage_of(ann) == (0, 0)
    assert await posts_of(ann) == []
    told = await ann.sees("did not work out")
    assert ann.count("did not work out") == 1
    await ann.taps_on(told["message_id"], label="Try again")
    assert "from this?" in ann.last_text


async def test_what_is_in_time_is_not_given_up(ann: Person, use_cases: UseCases) -> None:
    generation = await queued(ann, use_cases)
    await rows(
        "UPDATE generations SET status = 'RUNNING', started_at = clock_timestamp() - $2::interval "
        "WHERE id = $1 RETURNING id",
        generation.id,
        DEADLINE - timedelta(seconds=20),
    )
    await use_cases.give_up_late_generations()
    await generation.refresh_from_db()
    assert generation.status == RunStatus.RUNNING
    assert await UsageEntry.filter(job_id=generation.id, status="RESERVED").count() == 1
    await use_cases.write_posts(generation.id)


async def test_paying_people_come_first(ann: Person, use_cases: UseCases, writer: TelegramSandbox) -> None:
    await ann.says("/help")
    await User.filter(telegram_id=ann.telegram_id).update(plan=Plan.PRO)
    await orders(ann, number=10, platforms="tli")
    await ann.sees("Done.")
    assert await usage_of(ann) == (30, 0)


async def sees_ended(person: Person, orders: int) -> None:
    await until(lambda: person.count("Done.") == orders, looking=person)


async def test_the_end_is_shown_however_the_workers_race(ann: Person, writer: TelegramSandbox) -> None:
    """Several generations that end in the same moment: whoever writes last must write the truth."""
    for ordered in range(1, 4):
        await ann.says("/new")
        await orders(ann, number=1, platforms="tli")
        await sees_ended(ann, ordered)
        await asyncio.sleep(0.3)
        await ann.looks()
        ended = [text for message in ann.received if "Done." in (text := text_of(message))]
        assert all(text.count("1 of 1 ready") == 3 for text in ended)
        assert len(ended) == ordered
        assert ann.count("Writing…") == 0


async def test_a_failure_within_the_handler_is_not_hidden_by_its_own_progress(
    ann: Person, writer: TelegramSandbox, telegram: TelegramSandbox
) -> None:
    """The worker is done before the handler has drawn "Writing…"."""
    write = await pastes(ann, number=1)
    await telegram.fault("delay", method="answerCallbackQuery", chatId=None, seconds=1.0, times=1)
    await ann.taps_on(**write)
    await ann.sees("1 of 1 ready")
    await asyncio.sleep(0.5)
    await ann.looks()
    assert ann.count("Writing…") == 0
