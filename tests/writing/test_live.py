"""Posts that come into being before one's eyes, and Stop."""

import asyncio
import json
import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desks import orders as progress
from bot.desks.orders import draft_id_of
from domain.app import UseCases
from domain.gateways.openrouter import OpenRouterWriter
from domain.writing.live import posts_so_far
from domain.writing.models import Generation, RunStatus
from domain.writing.ports import SoFar
from domain.writing.runs import MOST_CALLS
from postaify.runtime import Product
from tests.people import Person, TelegramSandbox, labels, text_of, until
from tests.writing.test_orders_in_chat import (
    calls_since,
    generations_of,
    newest_call,
    orders,
    posts_of,
    queued,
    usage_of,
)

STOP = "⏹ Stop"

# ---- reading an answer that is not complete


@given(
    posts=st.lists(st.text(), max_size=4),
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 2]),
    fenced=st.booleans(),
    data=st.data(),
)
def test_every_beginning_of_an_answer_gives_the_beginning_of_its_posts(
    posts: list[str], ascii_only: bool, indent: int | None, fenced: bool, data: st.DataObject
) -> None:
    answer = json.dumps({"posts": posts}, ensure_ascii=ascii_only, indent=indent)
    answer = f"```json\n{answer}\n```" if fenced else answer
    cut = data.draw(st.integers(0, len(answer)))
    found = posts_so_far(answer[:cut])
    finished = len(found.finished)
    assert list(found.finished) == posts[:finished]
    assert not found.unfinished or posts[finished].startswith(found.unfinished)
    assert posts_so_far(answer) == SoFar(tuple(posts))


@given(st.text(alphabet='{}[]":,\\postu0dD8cC "x\n`'))
def test_whatever_is_no_answer_of_ours_is_no_error(text: str) -> None:
    posts_so_far(text)
    posts_so_far('{"posts": ["' + text)


@pytest.mark.parametrize(
    ("text", "finished", "unfinished"),
    [
        ('{"posts": ["One.", "Tw', ("One.",), "Tw"),
        ('{"posts": ["a\\', (), "a"),
        ('{"posts": ["a\\u00e', (), "a"),
        ('{"posts": ["a\\ud83d', (), "a"),
        ('{"posts": ["a\\ud83d\\ude00', (), "a😀"),
        ('{"posts": ["a\\x41b", "c"]}', (), "a"),
        ('{"posts": ["one" "two"]}', ("one",), ""),
        ('{"posts": [1, "two"]}', (), ""),
        ('{"text": "one"}', (), ""),
        ("I would rather", (), ""),
        ("", (), ""),
    ],
)
def test_what_has_come_so_far(text: str, finished: tuple[str, ...], unfinished: str) -> None:
    assert posts_so_far(text) == SoFar(finished, unfinished)


# ---- watching


async def writes_slowly(writer: TelegramSandbox, *, chunk: float = 0.15, first: float = 0.0) -> None:
    """Seconds before each 40 characters, and before the first of them."""
    await writer.patch("/settings", {"chunkDelaySeconds": chunk, "latencySeconds": first})


def quickly_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DRAFT_REST", 0.2)
    monkeypatch.setattr(progress, "EDIT_REST", 0.2)
    monkeypatch.setattr(progress, "NO_TURN_REST", 0.05)


async def sees_draft(person: Person, words: str, *, within: float = 10) -> str:
    deadline = time.monotonic() + within
    while True:
        await person.looks()
        if person.draft is not None and words in person.draft:
            return person.draft
        assert time.monotonic() < deadline, (words, await person.drafts())
        await asyncio.sleep(0.05)


async def is_called(writer: TelegramSandbox, since: int, *, times: int = 1) -> None:
    deadline = time.monotonic() + 10
    while True:
        if len(await calls_since(writer, since)) >= times:
            return
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def test_the_posts_grow_before_ones_eyes_and_the_cards_follow(
    ann: Person, writer: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_shown(monkeypatch)
    await writes_slowly(writer, first=0.8)
    await orders(ann, number=3)
    await ann.sees("3 of 3 ready")
    drafts = await ann.drafts()
    assert drafts[0] == "", "at first the bot is seen thinking"
    grown = [draft.split("\n\n", 1) for draft in drafts if draft]
    assert len(grown) >= 4
    assert all(heading.startswith("✍️ X · ") for heading, _ in grown)
    bodies = [body for _, body in grown]
    assert all(later.startswith(earlier) for earlier, later in pairwise(bodies))
    first, *_ = [post.text for post in await posts_of(ann)]
    assert any(first in body for body in bodies)
    await ann.sees("of 280")
    assert ann.draft is None, "the cards have taken its place"


async def test_a_writer_who_is_quick_is_not_watched(ann: Person, writer: TelegramSandbox) -> None:
    await orders(ann, number=2)
    await ann.sees("2 of 2 ready")
    assert await ann.drafts() == []


async def test_of_several_platforms_one_is_watched_at_a_time(
    ann: Person, writer: TelegramSandbox, telegram: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_shown(monkeypatch)
    await writes_slowly(writer, chunk=0.1)
    await orders(ann, number=2, platforms="tli")
    await ann.sees("Done.")
    headings = [draft.split(" · ")[0] for draft in await ann.drafts() if draft]
    changes = sum(one != next_one for one, next_one in pairwise(headings))
    assert len(set(headings)) == changes + 1, headings
    assert headings[0] == "✍️ X"


async def test_no_more_than_one_draft_a_second(ann: Person, writer: TelegramSandbox) -> None:
    await writes_slowly(writer, chunk=0.2)
    begun = time.monotonic()
    await orders(ann, number=3)
    await ann.sees("3 of 3 ready")
    assert 2 <= len(await ann.drafts()) <= 1 + (time.monotonic() - begun) / progress.DRAFT_REST


async def test_where_drafts_are_refused_the_message_grows(
    ann: Person, writer: TelegramSandbox, telegram: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_shown(monkeypatch)
    await telegram.fault("chat_not_found", method="sendMessageDraft", chatId=ann.telegram_id, times=None)
    await writes_slowly(writer)
    await orders(ann, number=2)
    growing = await ann.sees("✍️ X · 1 of 2")
    assert "Writing…" in text_of(growing)
    assert labels(growing) == [STOP]
    ended = await ann.sees("2 of 2 ready")
    assert ended["message_id"] == growing["message_id"]
    assert "✍️" not in text_of(ended)
    assert len(await telegram.calls(method="sendMessageDraft", chatId=ann.telegram_id)) == 1


TROUBLE: list[dict[str, Any]] = [
    {"kind": "too_many_requests", "retryAfter": 30},
    {"kind": "bad_gateway"},
    {"kind": "cut_before"},
    {"kind": "cut_after"},
    {"kind": "blocked"},
    {"kind": "delay", "seconds": 8.0},
]


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: trouble["kind"])
async def test_no_trouble_with_drafts_spoils_or_delays_the_writing(
    ann: Person,
    writer: TelegramSandbox,
    telegram: TelegramSandbox,
    monkeypatch: pytest.MonkeyPatch,
    trouble: dict[str, Any],
) -> None:
    quickly_shown(monkeypatch)
    await telegram.fault(**trouble, method="sendMessageDraft", chatId=ann.telegram_id, times=None)
    await writes_slowly(writer, chunk=0.1)
    begun = time.monotonic()
    await orders(ann, number=2)
    await ann.sees("2 of 2 ready")
    assert time.monotonic() - begun < 6
    await ann.sees("of 280")
    assert await usage_of(ann) == (2, 0)
    await telegram.no_faults()


class BusyPace:
    """Everybody else wants to speak."""

    async def spare(self, chat_id: int) -> bool:
        return False


async def test_in_a_rush_there_are_no_drafts(
    ann: Person, writer: TelegramSandbox, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_shown(monkeypatch)
    monkeypatch.setattr(product.use_cases.write_posts.tell_live.live, "_pace", BusyPace())
    await writes_slowly(writer, chunk=0.05)
    await orders(ann, number=2)
    await ann.sees("2 of 2 ready")
    assert await ann.drafts() == []


# ---- Stop


async def test_stop_in_the_middle_keeps_what_is_finished(
    ann: Person, writer: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_shown(monkeypatch)
    since = await newest_call(writer)
    await writes_slowly(writer)
    await orders(ann, number=5)
    await sees_draft(ann, "· 3 of 5")
    await ann.taps(STOP)
    assert ann.last_answer == "I am stopping. What is finished stays."
    stopped = text_of(await ann.sees("⏹ Stopped.", within=3))
    kept = [post.text for post in await posts_of(ann)]
    assert 2 <= len(kept) < 5
    assert f"X: {len(kept)} of 5 were finished and are yours" in stopped
    assert "Write more from this text" in labels(await ann.sees("⏹ Stopped."))
    for text in kept:
        await ann.sees(text)
    assert await usage_of(ann) == (len(kept), 0)
    [generation] = await generations_of(ann)
    assert (generation.status, generation.written) == (RunStatus.SUCCEEDED, len(kept))
    assert generation.prompt_tokens > 100, "what the provider did not tell is estimated"
    assert generation.completion_tokens > 20
    assert ann.count("did not work out") == 0
    await asyncio.sleep(0.4)
    [call] = await calls_since(writer, since)
    assert call["abandoned"], "the writer does not go on writing"


async def test_telegrams_own_stop_under_the_text(
    ann: Person, writer: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_shown(monkeypatch)
    await writes_slowly(writer)
    await orders(ann, number=4, platforms="tl")
    await sees_draft(ann, "✍️ X · 2 of 4")
    await ann.stops()
    await ann.sees("⏹ Stopped.", within=3)
    posts = await posts_of(ann)
    assert 1 <= len(posts) < 8
    assert await usage_of(ann) == (len(posts), 0)
    for generation in await generations_of(ann):
        assert generation.stop_requested_at is not None


async def test_stop_when_nothing_is_finished(ann: Person, writer: TelegramSandbox) -> None:
    since = await newest_call(writer)
    await writes_slowly(writer, first=10)
    await orders(ann, number=3)
    await ann.sees("Writing…")
    await ann.taps(STOP)
    await ann.sees("⏹ Stopped.", within=3)
    assert "X: nothing was finished yet, so nothing is counted" in (await ann.sees("⏹ Stopped."))["text"]
    [generation] = await generations_of(ann)
    assert (generation.status, generation.error) == (RunStatus.FAILED, "stopped")
    assert await usage_of(ann) == (0, 0)
    assert await posts_of(ann) == []
    await asyncio.sleep(1.2)
    await ann.looks()
    assert ann.count("did not work out") == 0, "the person knows"
    assert len(await calls_since(writer, since)) == 1


async def test_stop_twice_at_once_is_one_stop(ann: Person, writer: TelegramSandbox) -> None:
    await writes_slowly(writer, first=10)
    await orders(ann, number=1, platforms="tl")
    message = await ann.sees("Writing…")
    await asyncio.gather(*(ann.taps_on(message["message_id"], label=STOP) for _ in range(3)))
    await ann.sees("⏹ Stopped.", within=3)
    assert await usage_of(ann) == (0, 0)


async def test_stop_of_what_has_ended_is_answered_kindly(ann: Person, writer: TelegramSandbox) -> None:
    await orders(ann, number=1)
    message = await ann.sees("1 of 1 ready")
    [generation] = await generations_of(ann)
    await ann.taps_on(message["message_id"], data=f"stop:{generation.id}")
    assert ann.last_answer == "There is nothing left to stop here."
    assert "1 of 1 ready" in text_of(await ann.sees("Done."))
    assert await usage_of(ann) == (1, 0)
    assert (await generations_of(ann))[0].stop_requested_at is None


async def test_nobody_stops_what_is_anothers(ann: Person, bob: Person, writer: TelegramSandbox) -> None:
    await writes_slowly(writer, first=1.0)
    await orders(ann, number=1)
    [generation] = await generations_of(ann)
    await bob.says("/help")
    await bob.taps_on(bob.last["message_id"], data=f"stop:{generation.id}")
    assert bob.last_answer == "I cannot find that order any more."
    await ann.sees("1 of 1 ready")


async def test_what_nobody_has_begun_stops_at_once(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    generation = await queued(ann, use_cases)
    since = await newest_call(writer)
    owner = await generation.owner
    first = await use_cases.stop_order(owner, generation.id)
    second = await use_cases.stop_order(owner, generation.id)
    assert (first.underway, second.underway) == (True, False)
    assert await usage_of(ann) == (0, 0)
    await use_cases.write_posts(generation.id)
    await generation.refresh_from_db()
    assert (generation.status, generation.error) == (RunStatus.FAILED, "stopped")
    assert await calls_since(writer, since) == []


async def test_stop_before_the_second_call_leaves_it_unmade(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.writing.runs.USUAL_REST", 5.0)
    since = await newest_call(writer)
    await writer.fault("html_502", times=None)
    generation = await queued(ann, use_cases)
    writing = asyncio.create_task(use_cases.write_posts(generation.id))
    await is_called(writer, since)
    await use_cases.stop_order(await generation.owner, generation.id)
    begun = time.monotonic()
    await writing
    assert time.monotonic() - begun < 3
    await generation.refresh_from_db()
    assert (generation.status, generation.error) == (RunStatus.FAILED, "stopped")
    assert len(await calls_since(writer, since)) == 1
    assert await usage_of(ann) == (0, 0)


async def test_stop_while_it_is_mended_keeps_the_better_of_both(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    since = await newest_call(writer)
    await writer.fault("short_list")
    generation = await queued(ann, use_cases, number=3)
    writing = asyncio.create_task(use_cases.write_posts(generation.id))
    await is_called(writer, since)
    await writes_slowly(writer, first=10)
    await is_called(writer, since, times=MOST_CALLS)
    await use_cases.stop_order(await generation.owner, generation.id)
    await writing
    await generation.refresh_from_db()
    assert (generation.status, generation.written) == (RunStatus.SUCCEEDED, 2)
    assert await usage_of(ann) == (2, 0)


async def test_a_dead_worker_does_not_undo_a_stop(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    """Killed after the person has stopped it: the next worker ends it without a call."""
    generation = await queued(ann, use_cases)
    since = await newest_call(writer)
    await Generation.filter(id=generation.id).update(status=RunStatus.RUNNING, attempts=1, provider_calls=1)
    await use_cases.stop_order(await generation.owner, generation.id)
    await use_cases.write_posts(generation.id)
    await generation.refresh_from_db()
    assert (generation.status, generation.error) == (RunStatus.FAILED, "stopped")
    assert await calls_since(writer, since) == []
    assert await usage_of(ann) == (0, 0)


async def test_a_stream_that_stalls_is_told_kindly_and_costs_nothing(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    generation = await queued(ann, use_cases)
    since = await newest_call(writer)
    await writer.fault("stall", seconds=30, times=None)
    paid = use_cases.write_posts.writer
    assert isinstance(paid.writer, OpenRouterWriter)
    hasty = replace(paid, writer=replace(paid.writer, timeout=0.5))
    await replace(use_cases.write_posts, writer=hasty)(generation.id)
    told = text_of(await ann.sees("did not work out"))
    assert "does not answer" in told
    assert "not cost you anything" in told
    assert len(await calls_since(writer, since)) == MOST_CALLS
    assert await usage_of(ann) == (0, 0)


async def test_drafts_of_different_generations_have_different_ids(ann: Person, use_cases: UseCases) -> None:
    one = await queued(ann, use_cases)
    ids = {draft_id_of(one.id), draft_id_of(Generation(request_key="x").id)}
    assert len(ids) == 2
    assert all(0 < draft_id < 2**31 for draft_id in ids)


async def test_the_way_a_stopped_order_is_shown_until_it_has_ended(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is slow to see the Stop; the button is gone meanwhile."""
    monkeypatch.setattr("domain.writing.runs.STOP_SEEN_WITHIN", 2.0)
    await writes_slowly(writer, first=10)
    await orders(ann, number=1)
    await ann.sees("Writing…")
    await ann.taps(STOP)
    stopping = await ann.sees("⏹ Stopping…")
    assert labels(stopping) == []
    await ann.sees("⏹ Stopped.", within=4)
    await until(lambda: ann.count("Stopping…") == 0, looking=ann)
