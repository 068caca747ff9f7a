"""S14: a worker is killed for real while it waits for the writer, whatever for. Another one takes over: one
result, at most two paid calls, nothing charged twice. The scenarios share one death.
"""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.brands.test_brands_in_chat import makes_a_brand
from tests.faults.fleet import Checker, Fleet, errors_in, until
from tests.faults.test_processes_apart import TRANSCRIPT
from tests.people import Person
from tests.writing.test_condense import long_text

pytestmark = pytest.mark.kills

MOST_CALLS = 2
PARTS = 3
SAMPLES = (
    "Who is up at six? The ovens are! 🥖 Come by before ten, warm loaves only. #bread #berlin",
    "Is rye your thing? Ours is sour and loud! 🥖 Grab two loaves while they last. #bread",
    "What sells out first? The buns, every single time! 🥐 Sorry, latecomers, no loaves. #bread #berlin",
)

Row = dict[str, Any]


class Desk:
    """Somebody with one post and one brand, whose worker dies while it writes."""

    def __init__(self, fleet: Fleet, checker: Checker, ann: Person) -> None:
        self.fleet, self.checker, self.ann = fleet, checker, ann
        self.captioned = 0

    async def opens(self) -> None:
        await self.fleet.need("bot", "worker")
        await self.ann.says("/start")
        await self.ann.says("Lisbon")
        await self.ann.says(TRANSCRIPT)
        await self.ann.sees("Make posts from this?")
        await self.ann.taps("1")
        await self.ann.taps("✍️ Write 1 post")
        await self.ann.sees("1 of 1 ready")

    async def card(self) -> int:
        """The message with the card of the newest post."""
        await self.ann.says("/posts")
        await self.ann.taps("1")
        return int(self.ann.last["message_id"])

    async def orders_everything(self) -> None:
        """A rewriting, a caption, a voice card, and a post out of a long source. The writer is slow."""
        ann = self.ann
        await makes_a_brand(ann, "Loaf")
        await ann.says("/brands")
        await ann.taps("⚙️")
        await ann.taps("🗣 Voice")
        await ann.taps("🗣 Learn from my posts")
        for sample in SAMPLES:
            await ann.says(sample)
        await ann.sees("Posts so far: 3")
        await self.fleet.writer.patch("/settings", {"latencySeconds": 60})
        await ann.taps("✓ That's all")
        card = await self.card()
        await ann.taps_on(card, label="➕ More…")
        await ann.taps_on(card, label="📷 Caption")
        self.captioned = card
        card = await self.card()
        await ann.taps_on(card, label="✨ Rewrite")
        await ann.taps_on(card, label="Witty")
        await ann.says(long_text(20_000 * PARTS - 10_000))
        await ann.sees("from this?")
        await ann.taps("1")
        await ann.taps("✍️ Write 1 post")

    async def is_killed(self) -> None:
        """Once all that was ordered is with the writer; another worker takes over."""
        before = len(await self.checker.paid_calls())
        await self.orders_everything()

        async def on_the_wire() -> bool:
            return len(await self.checker.paid_calls()) == before + 3 + PARTS

        await until(on_the_wire, within=60)
        running = await self.checker.rows("SELECT * FROM compositions WHERE status = 'RUNNING'")
        assert [row["provider_calls"] for row in running] == [1] * (3 + PARTS)
        await self.fleet.kill("worker")
        await self.leases_run_out()
        await self.fleet.writer.patch("/settings", {"latencySeconds": 0})
        await self.fleet.need("worker")

    async def leases_run_out(self) -> None:
        """Another worker may condense what a dead one had begun, as it might two minutes later."""
        await self.checker.rows("UPDATE sources SET condensing_until = clock_timestamp()")

    async def taken_over(self, kind: str, number: int = 1) -> list[Row]:
        """The runs of a kind, once they have ended well; so many, of at most two paid calls each."""

        async def ended() -> bool:
            return not await self.checker.rows(
                "SELECT 1 FROM compositions WHERE kind = $1 AND status IN ('QUEUED', 'RUNNING')", kind
            )

        await until(ended, within=60)
        found = await self.checker.rows("SELECT * FROM compositions WHERE kind = $1", kind)
        assert [(row["status"], row["error"]) for row in found] == [("SUCCEEDED", None)] * number
        assert all(row["result"] and row["provider_calls"] <= MOST_CALLS for row in found)
        return found

    async def calls_about(self, words: str) -> int:
        """How many paid calls said so."""
        return sum(words in str(call["request"]) for call in await self.checker.paid_calls())

    async def costs_add_up(self) -> None:
        """The day has what the runs have: no receipt was noted twice."""
        wrong = await self.checker.rows(
            """
            SELECT 1 FROM (SELECT sum(cost) AS spent FROM compositions) c,
                          (SELECT sum(cost) AS spent FROM generations) g,
                          (SELECT sum(cost) AS spent FROM spending_days WHERE scope <> 'all') d
            WHERE coalesce(c.spent, 0) + coalesce(g.spent, 0) <> d.spent
            """
        )
        assert wrong == []
        await self.checker.usage_adds_up()


@pytest.fixture(scope="module")
async def desk(fleet: Fleet, checker: Checker) -> AsyncIterator[Desk]:
    desk = Desk(fleet, checker, await fleet.telegram.person("Ann"))
    await desk.opens()
    await desk.is_killed()
    yield desk


async def test_while_it_rewrites_a_post(desk: Desk) -> None:
    [run] = await desk.taken_over("rewrite")
    assert (run["attempts"], run["provider_calls"]) == (2, MOST_CALLS)
    assert await desk.calls_about("way: witty") == MOST_CALLS
    [post] = await desk.checker.rows("SELECT * FROM posts WHERE id = $1", run["post_id"])
    assert post["version"] == 2, "once"
    await desk.ann.sees(post["text"])


async def test_while_it_writes_a_caption(desk: Desk) -> None:
    [run] = await desk.taken_over("caption")
    assert (run["attempts"], run["provider_calls"]) == (2, MOST_CALLS)
    assert await desk.calls_about("Write one caption") == MOST_CALLS
    message = await desk.ann.sees(json.loads(run["result"])["text"])
    assert message["message_id"] == desk.captioned


async def test_while_it_distils_a_voice(desk: Desk) -> None:
    [run] = await desk.taken_over("voice")
    assert (run["attempts"], run["provider_calls"]) == (2, MOST_CALLS)
    assert await desk.calls_about("task: voice") == MOST_CALLS
    await desk.ann.sees("sounds to me")
    assert desk.ann.count("sounds to me") == 1


async def test_while_it_condenses_a_long_source(desk: Desk) -> None:
    """Each part is paid for at most twice, and the post is written once."""
    parts = await desk.taken_over("condense", PARTS)
    assert {part["provider_calls"] for part in parts} == {MOST_CALLS}
    for number in range(1, PARTS + 1):
        assert await desk.calls_about(f"This is part {number} of {PARTS}.") == MOST_CALLS
    generations = await desk.checker.generations_ended()
    assert [row["status"] for row in generations] == ["SUCCEEDED"] * 2
    assert len(await desk.checker.rows("SELECT 1 FROM posts")) == 2


async def test_nothing_is_charged_twice(desk: Desk) -> None:
    await desk.costs_add_up()


async def test_nothing_secret_and_nothing_unforeseen_was_said(desk: Desk) -> None:
    await desk.checker.nothing_secret_was_said()
    said = desk.fleet.everything_said + "".join(one.said for one in desk.fleet.running.values())
    assert errors_in(said) == []
