"""Bot, web and worker as three processes, and what is left when one of them is killed. In reading order: the
scenarios share their processes.
"""

import asyncio
from uuid import uuid4

from aiohttp import ClientSession

from tests.faults.fleet import Checker, Fleet, errors_in, until
from tests.people import Person, labels

TRANSCRIPT = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody "
    "expected that. So we asked twelve customers what they remembered from the first week. Almost all of "
    "them named one screen, the one where their own data appeared. My advice is to cut everything before it."
)


async def from_start_to_posted(person: Person) -> None:
    await person.says("/start")
    await person.says("Lisbon")
    assert "Lisbon" in person.last_text
    await person.says(TRANSCRIPT)
    await person.sees("Make posts from this?")
    await person.taps("2")
    await person.taps("✍️ Write 2 posts")
    await person.sees("2 of 2 ready")
    card = await person.sees("LinkedIn · ")
    await person.taps_on(card["message_id"], label="🗓 Schedule")
    await person.says("in 1 minute")
    await person.taps("✓ Keep it")
    await person.taps("🚀 Send now")
    due = await person.sees("Time for LinkedIn")
    assert "✅ Posted" in labels(due)
    await person.taps_on(due["message_id"], label="✅ Posted")
    await person.sees("✅ published")


async def lay(checker: Checker, person: Person, texts: list[str], *, after: float) -> None:
    """Short posts of a person who has started the chat, all due in so many seconds."""
    owner = (await checker.rows("SELECT id FROM users WHERE telegram_id = $1", person.telegram_id))[0]["id"]
    for text in texts:
        post = uuid4()
        await checker.rows(
            """
            INSERT INTO posts (id, owner_id, position, platform, text, status, created_at, updated_at)
            VALUES ($1, $2, 0, 'twitter', $3, 'SCHEDULED', now(), now())
            """,
            *(post, owner, text),
        )
        await checker.rows(
            """
            INSERT INTO deliveries (id, owner_id, chat_id, kind, post_id, occurrence, part, notice,
                                    scheduled_for, due_at, zone, status, version, fence, policy, ambiguous,
                                    possible_duplicate, refusals, created_at)
            SELECT $1, $2, $3, 'POST', $4, 1, 0, '{}', due, due, 'UTC', 'SCHEDULED', 0, 0, 'retry_once', 0,
                   FALSE, 0, now() FROM (SELECT clock_timestamp() + make_interval(secs => $5) AS due) d
            """,
            *(uuid4(), owner, person.telegram_id, post, after),
        )


async def people(fleet: Fleet, number: int) -> list[Person]:
    """So many people who have started the chat and said where they live."""
    crowd = [await fleet.telegram.person(f"Person {n}") for n in range(number)]
    await asyncio.gather(*(person.says("/start") for person in crowd))
    await asyncio.gather(*(person.says("Lisbon") for person in crowd))
    return crowd


async def test_by_polling(fleet: Fleet, checker: Checker) -> None:
    """The whole conversation, while others have worse luck at the same time."""
    await fleet.need("bot", "web", "worker")
    ann = await fleet.telegram.person("Ann")
    await asyncio.gather(from_start_to_posted(ann), a_stuck_chat_keeps_nobody_waiting(fleet))
    await a_page_of_a_gateway_stops_nothing(fleet)
    assert {generation["status"] for generation in await checker.generations_ended()} == {"SUCCEEDED"}
    async with ClientSession() as http, http.get(f"{fleet.sidecar}/ready") as response:
        assert (response.status, (await response.json())["status"]) == (200, "ok")


async def a_stuck_chat_keeps_nobody_waiting(fleet: Fleet) -> None:
    slow, quick = await people(fleet, 2)
    await fleet.telegram.fault("delay", chatId=slow.telegram_id, seconds=5, times=1)
    talking = [asyncio.create_task(slow.says("/help"))]
    await asyncio.sleep(0.3)
    talking.append(asyncio.create_task(quick.says("/help")))
    await quick.sees("What I do", within=3.5)
    assert slow.count("What I do") == 0
    await asyncio.gather(*talking)
    await slow.sees("What I do")
    assert (slow.count("What I do"), quick.count("What I do")) == (1, 1)


async def a_page_of_a_gateway_stops_nothing(fleet: Fleet) -> None:
    """502 with HTML, wherever Telegram's answers go."""
    (person,) = await people(fleet, 1)
    await fleet.telegram.fault("bad_gateway", method="getUpdates", times=2)
    await fleet.telegram.fault("bad_gateway", method="editMessageText", chatId=person.telegram_id, skip=1)
    await person.says(TRANSCRIPT)
    await person.sees("Make posts from this?")
    await person.taps("✍️ Write 3 posts")
    await person.sees("LinkedIn · ")
    await fleet.telegram.no_faults()


async def test_redis_is_away(fleet: Fleet) -> None:
    """Degraded, and said so; what is open in a conversation goes on."""
    await fleet.need("bot", "web", "worker")
    (person,) = await people(fleet, 1)
    await fleet.redis.stop()
    try:
        async with ClientSession() as http, http.get(f"{fleet.sidecar}/ready") as response:
            body = await response.json()
        assert (response.status, body["status"]) == (200, "degraded")
        assert body["parts"] == {"database": "ok", "redis": "degraded"}
        await person.says("/brands")
        await person.says("/settings")
        assert "Lisbon" in person.last_text
    finally:
        await fleet.open_redis()

    async def healed() -> bool:
        async with ClientSession() as http, http.get(f"{fleet.sidecar}/ready") as response:
            return bool((await response.json())["status"] == "ok")

    await until(healed)


async def test_the_worker_is_killed_in_the_middle_of_everything(fleet: Fleet, checker: Checker) -> None:
    """While it waits for the writer, and while messages are on the wire."""
    await fleet.need("bot", "worker")
    crowd = await people(fleet, 20)
    authors = crowd[:3]
    texts = [f"Due for number {person.telegram_id}." for person in crowd]
    await fleet.writer.patch("/settings", {"latencySeconds": 2.5})
    for person in authors:
        await person.says(f"{TRANSCRIPT} And {person.telegram_id} people said so.")
        await person.sees("Make posts from this?")
    paid_before = len(await checker.paid_calls())
    await fleet.telegram.patch("/flood", {"latency": 0.3})
    for number, (person, text) in enumerate(zip(crowd, texts, strict=True)):
        # Half of them later: by then the writer has been called, on a busy machine too.
        await lay(checker, person, [text], after=1 if number < 10 else 4)
    await asyncio.gather(*(person.taps("✍️ Write 3 posts") for person in authors))

    async def in_the_middle() -> bool:
        came = len(await checker.copies("Due for number"))
        assert came < 20
        return came >= 5 and len(await checker.paid_calls()) >= paid_before + 3

    await until(in_the_middle)
    await fleet.kill("worker")
    left = await checker.rows("SELECT status FROM deliveries WHERE kind = 'POST'")
    in_doubt = sum(row["status"] == "SENDING" for row in left)
    await checker.leases_run_out()
    await fleet.writer.patch("/settings", {"latencySeconds": 0.0})
    await fleet.need("worker")

    generations = await checker.generations_ended()
    assert {generation["status"] for generation in generations} == {"SUCCEEDED"}
    assert max(generation["provider_calls"] for generation in generations) <= 2
    calls = [str(call["request"]) for call in await checker.paid_calls()]
    for person in authors:
        assert 1 <= sum(f"And {person.telegram_id} people" in call for call in calls) <= 2
    await checker.usage_adds_up()

    ended = await checker.deliveries_ended()
    await fleet.telegram.patch("/flood", {"latency": 0.0})
    assert {row["status"] for row in ended} == {"SENT"}
    fresh = [row["chat_id"] for row in ended if row["kind"] == "FRESH_POST"]
    assert [fresh.count(person.telegram_id) for person in authors] == [3] * 3
    totals = await checker.no_delivery_is_lost_or_doubled_unsaid(texts)
    assert totals[2] <= in_doubt <= 8
    floods = await fleet.telegram.calls(method="sendMessage", errorCode=429, fault=None)
    assert len(floods) <= 1, "one in a hundred, where the machine is busy (reliability F35)"


async def test_the_database_restarts_while_messages_are_on_the_wire(fleet: Fleet, checker: Checker) -> None:
    """What Telegram said is written down as soon as there is somewhere to write: no copy, no question."""
    await fleet.need("bot", "worker")
    crowd = await people(fleet, 4)
    texts = [f"Restart for number {person.telegram_id}." for person in crowd]
    for person, text in zip(crowd, texts, strict=True):
        await lay(checker, person, [text], after=0)
        await fleet.telegram.fault(
            "delay", method="sendMessage", chatId=person.telegram_id, seconds=2, where="after", times=1
        )

    async def on_the_wire() -> bool:
        return len(await checker.copies("Restart for number")) == 4

    await until(on_the_wire)
    await fleet.database.stop()
    await asyncio.sleep(3)
    await fleet.open_database()
    ended = await checker.deliveries_ended()
    assert {row["status"] for row in ended} == {"SENT"}
    assert await checker.no_delivery_is_lost_or_doubled_unsaid(texts) == {1: 4}
    await crowd[0].says("/help")
    await crowd[0].sees("What I do")


async def test_asked_to_stop_it_finishes_what_is_on_the_wire(fleet: Fleet, checker: Checker) -> None:
    await fleet.need("bot", "worker")
    crowd = await people(fleet, 12)
    texts = [f"Stop for number {person.telegram_id}." for person in crowd]
    await fleet.telegram.patch("/flood", {"latency": 1.0})
    for person, text in zip(crowd, texts, strict=True):
        await lay(checker, person, [text], after=0)

    async def sending() -> bool:
        return bool(await checker.rows("SELECT 1 FROM deliveries WHERE status = 'SENDING'"))

    await until(sending)
    status, seconds = await fleet.stop("worker")
    assert (status, seconds < 30) == (0, True)
    open_ones = await checker.rows("SELECT status FROM deliveries WHERE status IN ('CLAIMED', 'SENDING')")
    assert open_ones == []
    assert await checker.rows("SELECT 1 FROM delivery_attempts WHERE outcome IS NULL") == []
    await fleet.telegram.patch("/flood", {"latency": 0.0})
    assert max(map(len, [await checker.copies(text) for text in texts])) == 1


async def test_by_webhook(fleet: Fleet, checker: Checker) -> None:
    for name in ("bot", "web"):
        status, seconds = await fleet.stop(name)
        assert (status, seconds < 5) == (0, True), name
    # Nothing keeps a process alive to which Telegram does not answer.
    deaf = await fleet.start("bot", TELEGRAM_API_URL="http://127.0.0.1:9")
    await fleet.need("web", "worker", PUBLIC_URL=fleet.sidecar)
    await deaf.ready()
    await from_start_to_posted(await fleet.telegram.person("Eve"))
    await checker.usage_adds_up()
    await checker.deliveries_ended()
    stopped = [text.split("\n\n")[1] for text in await checker.copies("Stop for number")]
    assert len(stopped) == len(set(stopped)) == 12, "what was handed back has come meanwhile"
    ended = await asyncio.gather(fleet.stop("web"), fleet.stop("worker"), deaf.stop())
    assert [(status, seconds < 5) for status, seconds in ended] == [(0, True)] * 3
    fleet.everything_said += deaf.said


async def test_nothing_secret_and_nothing_unforeseen_was_said(fleet: Fleet, checker: Checker) -> None:
    await checker.nothing_secret_was_said()
    assert errors_in(fleet.everything_said) == []
