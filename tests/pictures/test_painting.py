"""The job behind a picture: what many at once, a dead worker and a store that is away may do to it."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from tortoise.transactions import in_transaction

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.database import rows
from domain.jobs.ports import Job
from domain.media.errors import MediaBroken, MediaUnavailable
from domain.media.models import Media
from domain.pictures.errors import PictureNotFound
from domain.pictures.models import Look, PaintModel, Picture, PictureStatus, Shape
from domain.pictures.order_picture import PictureChoice
from domain.pictures.paint_picture import DEADLINE, MOST_ATTEMPTS, MOST_ORDERS
from domain.posts.errors import PostNotFound
from domain.usage.errors import QuotaExceeded, SpendingCapReached
from domain.usage.models import SpendingDay, UsageEntry
from tests.people import Person, TelegramSandbox
from tests.pictures.desk import calls_of, gets_picture, photos, pictures_of, post_of, usage_of

CHOICE = PictureChoice(Look.NONE, Shape.LANDSCAPE, PaintModel.FAST)


async def actor_of(person: Person) -> User:
    await person.says("/start")
    return await User.get(telegram_id=person.telegram_id)


async def ordered(use_cases: UseCases, person: Person, prompt: str = "A harbour", **more: Any) -> Picture:
    """Ordered as by the chat; the worker of the tests paints it."""
    actor = await actor_of(person)
    return await use_cases.order_picture(
        actor, prompt, CHOICE, request_key=str(uuid4()), chat_id=person.telegram_id, **more
    )


async def laid(person: Person, **fields: Any) -> Picture:
    """A picture without a job: nobody paints it but the test."""
    owner = await actor_of(person)
    choice = {"look": CHOICE.look, "shape": CHOICE.shape, "model": CHOICE.model}
    return await Picture.create(
        owner=owner,
        request_key=str(uuid4()),
        chat_id=person.telegram_id,
        **({"prompt": f"Laid for {person.telegram_id}"} | choice | fields),
    )


async def ended(picture_id: UUID) -> Picture:
    for _ in range(400):
        picture = await Picture.get(id=picture_id)
        if picture.finished_at:
            return picture
        await asyncio.sleep(0.05)
    raise AssertionError("it has not ended")


async def test_the_same_request_many_times_is_one_order(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    actor = await actor_of(ann)

    async def order() -> UUID:
        return (await use_cases.order_picture(actor, "A harbour", CHOICE, request_key="the same")).id

    found = await asyncio.gather(*(order() for _ in range(8)))
    assert len(set(found)) == 1
    assert (await ended(found[0])).status is PictureStatus.SUCCEEDED
    assert await usage_of(ann) == (1, 0)


async def test_many_at_once_never_exceed_the_plan(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    actor = await actor_of(ann)

    async def order(number: int) -> Picture | None:
        try:
            return await use_cases.order_picture(actor, "A harbour", CHOICE, request_key=str(number))
        except QuotaExceeded:
            return None

    found = [picture for picture in await asyncio.gather(*map(order, range(12))) if picture]
    assert len(found) == 5
    for picture in found:
        await ended(picture.id)
    assert await usage_of(ann) == (5, 0)


async def test_who_pays_comes_first(ann: Person, use_cases: UseCases, painter: TelegramSandbox) -> None:
    actor = await actor_of(ann)
    for plan, priority in ((Plan.FREE, 0), (Plan.PRO, 10)):
        actor.plan = plan
        async with in_transaction():
            picture = await use_cases.order_picture(actor, "A harbour", CHOICE, request_key=str(plan))
            [job] = await rows(
                "SELECT priority FROM pgqueuer WHERE entrypoint = $1 AND payload = $2",
                Job.PAINT_PICTURE.value,
                str(picture.id).encode(),
            )
        assert job["priority"] == priority


async def test_an_order_that_is_rolled_back_leaves_nothing(ann: Person, use_cases: UseCases) -> None:
    actor = await actor_of(ann)
    with pytest.raises(ZeroDivisionError):
        async with in_transaction():
            await use_cases.order_picture(actor, "A harbour", CHOICE, request_key="nothing")
            raise ZeroDivisionError
    assert await pictures_of(ann) == []
    assert await usage_of(ann) == (0, 0)
    assert not await UsageEntry.filter(period__user=actor).exists()


async def test_pictures_and_posts_of_others_are_not_found(
    ann: Person, bob: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    picture, other = await ordered(use_cases, ann), await actor_of(bob)
    post = await post_of(ann)
    for wrong in (
        use_cases.get_picture(other, picture.id),
        use_cases.cancel_picture(other, picture.id),
        use_cases.order_again(other, picture.id),
    ):
        with pytest.raises(PictureNotFound):
            await wrong
    with pytest.raises(PostNotFound):
        await use_cases.order_picture(other, "A harbour", CHOICE, request_key="x", post_id=post.id)
    assert (await ended(picture.id)).status is PictureStatus.SUCCEEDED


async def test_two_workers_at_once_make_one_picture(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    """The second takes over while the first waits; the first keeps its hands off from then on."""
    await painter.patch("/settings", {"queueSeconds": 1.0})
    picture = await laid(ann)
    first = asyncio.create_task(use_cases.paint_picture(picture.id))
    await asyncio.sleep(0.5)
    await use_cases.paint_picture(picture.id)
    await first
    done = await ended(picture.id)
    assert (done.status, done.attempts, done.provider_calls) == (PictureStatus.SUCCEEDED, 2, 1)
    assert len(await calls_of(painter, picture.prompt)) == 1
    kept = await Media.filter(owner__telegram_id=ann.telegram_id)
    assert [media.id for media in kept] == [done.media_id]
    await gets_picture(ann)


async def test_an_older_attempt_cannot_end_what_a_newer_one_works_on(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = use_cases.paint_picture.store_media.store
    put, tries = type(store).put, 0
    began, fails, goes_on = (asyncio.Event(), asyncio.Event()), asyncio.Event(), asyncio.Event()

    async def in_turns(self: Any, key: str, content: bytes, *, mime: str) -> None:
        nonlocal tries
        tries += 1
        began[tries - 1].set()
        if tries == 1:
            await fails.wait()
            raise MediaBroken
        await goes_on.wait()
        await put(self, key, content, mime=mime)

    monkeypatch.setattr(type(store), "put", in_turns)
    picture = await laid(ann)
    older = asyncio.create_task(use_cases.paint_picture(picture.id))
    await asyncio.wait_for(began[0].wait(), 10)
    newer = asyncio.create_task(use_cases.paint_picture(picture.id))
    await asyncio.wait_for(began[1].wait(), 10)
    fails.set()
    await older
    assert (await Picture.get(id=picture.id)).status is PictureStatus.WAITING
    goes_on.set()
    await newer
    assert (await ended(picture.id)).status is PictureStatus.SUCCEEDED
    await gets_picture(ann)


async def test_a_dead_workers_orders_count(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    """Two orders were counted, and nobody knows what became of them: there is no third."""
    picture = await laid(ann, status=PictureStatus.RUNNING, provider_calls=MOST_ORDERS, attempts=1)
    await use_cases.paint_picture(picture.id)
    done = await ended(picture.id)
    assert (done.status, done.error) == (PictureStatus.FAILED, "lost")
    assert await calls_of(painter, picture.prompt) == []


async def test_a_picture_that_kills_its_workers_is_given_up(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    picture = await laid(ann, status=PictureStatus.RUNNING, attempts=MOST_ATTEMPTS)
    await use_cases.paint_picture(picture.id)
    assert (await ended(picture.id)).error == "lost"
    assert await calls_of(painter, picture.prompt) == []


async def test_what_is_late_is_given_up_and_gives_its_usage_back(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    await painter.fault("never")
    late, young = await ordered(use_cases, ann, "Late"), await laid(ann, status=PictureStatus.RUNNING)
    await rows("UPDATE pictures SET started_at = clock_timestamp() WHERE id = $1 RETURNING id", young.id)
    for _ in range(200):
        if (await Picture.get(id=late.id)).status is PictureStatus.WAITING:
            break
        await asyncio.sleep(0.05)
    await rows(
        "UPDATE pictures SET started_at = clock_timestamp() - $2::interval WHERE id = $1 RETURNING id",
        late.id,
        DEADLINE + timedelta(seconds=1),
    )
    await use_cases.give_up_late_pictures()
    done = await ended(late.id)
    assert (done.status, done.error) == (PictureStatus.FAILED, "lost")
    assert await usage_of(ann) == (0, 0)
    assert (await Picture.get(id=young.id)).status is PictureStatus.RUNNING
    await young.delete()


async def test_the_time_runs_from_the_first_attempt_on(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    picture = await laid(ann, status=PictureStatus.RUNNING, attempts=1)
    before = (
        await rows(
            "UPDATE pictures SET started_at = clock_timestamp() - interval '1 minute' WHERE id = $1"
            " RETURNING started_at",
            picture.id,
        )
    )[0]["started_at"]
    await use_cases.paint_picture(picture.id)
    assert (await ended(picture.id)).started_at == before


async def test_cancelled_while_it_is_ordered(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    """The order that nobody wants any more is called off as soon as its id is known."""
    await painter.fault("late_answer", seconds=0.7)
    prompt = f"Cancelled for {ann.telegram_id}"
    picture = await ordered(use_cases, ann, prompt)
    for _ in range(200):
        if await calls_of(painter, prompt):
            break
        await asyncio.sleep(0.02)
    await painter.patch("/settings", {"queueSeconds": 60})
    assert await use_cases.cancel_picture(await actor_of(ann), picture.id) is True
    assert await use_cases.cancel_picture(await actor_of(ann), picture.id) is False
    for _ in range(200):
        [call] = await calls_of(painter, prompt)
        if call["status"] == "COMPLETED" or call["cancelled"]:
            break
        await asyncio.sleep(0.05)
    done = await Picture.get(id=picture.id)
    assert (done.status, done.media_id) == (PictureStatus.CANCELLED, None)
    assert await usage_of(ann) == (0, 0)
    assert photos(ann) == []


async def test_a_cancelled_order_is_called_off_by_whoever_gets_its_job(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    await painter.fault("never")
    picture = await ordered(use_cases, ann, f"Left by {ann.telegram_id}")
    for _ in range(200):
        if (await Picture.get(id=picture.id)).status is PictureStatus.WAITING:
            break
        await asyncio.sleep(0.02)
    ticket = (await Picture.get(id=picture.id)).ticket
    left = await laid(ann, status=PictureStatus.CANCELLED, ticket=ticket)
    await use_cases.paint_picture(left.id)
    [call] = await calls_of(painter, picture.prompt)
    assert call["cancelled"] is True
    await use_cases.cancel_picture(await actor_of(ann), picture.id)


async def test_a_store_that_is_away_for_a_moment(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is done once more, and asks for the same order: one order, one picture, one charge."""
    store, tries = use_cases.paint_picture.store_media.store, []
    put = type(store).put

    async def sometimes_away(self: Any, key: str, content: bytes, *, mime: str) -> None:
        tries.append(key)
        if len(tries) == 1:
            raise MediaUnavailable
        await put(self, key, content, mime=mime)

    monkeypatch.setattr(type(store), "put", sometimes_away)
    prompt = f"Stored for {ann.telegram_id}"
    picture = await ordered(use_cases, ann, prompt)
    done = await ended(picture.id)
    assert (done.status, done.attempts, done.provider_calls) == (PictureStatus.SUCCEEDED, 2, 1)
    await gets_picture(ann)
    assert len(tries) == 2
    assert len(await calls_of(painter, prompt)) == 1
    assert await usage_of(ann) == (1, 0)


async def test_a_chat_that_does_not_take_the_picture_at_first(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox, telegram: TelegramSandbox
) -> None:
    await ann.says("/start")
    await telegram.fault("bad_gateway", method="sendPhoto", chatId=ann.telegram_id, times=1)
    prompt = f"Brought to {ann.telegram_id}"
    await ordered(use_cases, ann, prompt)
    await gets_picture(ann)
    assert len(await calls_of(painter, prompt)) == 1
    assert await usage_of(ann) == (1, 0)


async def test_nobody_is_brought_the_same_picture_twice(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    picture = await ordered(use_cases, ann)
    await gets_picture(ann)
    await use_cases.paint_picture(picture.id)
    await gets_picture(ann)


async def test_what_a_picture_costs_is_in_the_books(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    """Also of what is flagged: fal is paid for it, though it costs the person nothing."""
    picture = await ordered(use_cases, ann)
    await ended(picture.id)
    await painter.fault("flagged")
    flagged = await ended((await ordered(use_cases, ann, "Flagged")).id)
    assert (flagged.error, flagged.cost) == ("flagged", Decimal("0.003"))
    day = await SpendingDay.get(scope=str(picture.owner_id))
    assert day.cost == Decimal("0.006")
    assert await usage_of(ann) == (1, 0)


async def test_what_was_spent_enough_today(
    ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    actor = await actor_of(ann)
    waiting = await laid(ann)
    await rows(
        """
        INSERT INTO spending_days (id, day, scope, cost)
        VALUES (gen_random_uuid(), (clock_timestamp() AT TIME ZONE 'UTC')::date, $1, 1000) RETURNING id
        """,
        str(actor.id),
    )
    with pytest.raises(SpendingCapReached):
        await use_cases.order_picture(actor, "A harbour", CHOICE, request_key="too much")
    await use_cases.paint_picture(waiting.id)
    assert (await ended(waiting.id)).error == "spending_cap"
    assert await calls_of(painter, waiting.prompt) == []
    await ann.says(f"/image A harbour for {ann.telegram_id}")
    await ann.taps("🎨 Paint")
    assert (ann.last_answer or "").strip()
    assert await usage_of(ann) == (0, 0)
