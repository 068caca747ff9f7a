"""Erased means gone: from every table, the store of media, Redis and the log, whoever dies on the way."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from redis.asyncio import Redis

from domain.accounts import tombstones
from domain.accounts.models import Erasure, ErasureStatus, Export, ExportStatus, User
from domain.app import UseCases
from domain.database import rows
from domain.delivery import transitions
from domain.delivery.models import Chat, Delivery, DeliveryAttempt, DeliveryStatus, Kind
from domain.inbox.models import InboxEvent
from domain.media.models import Media
from domain.platforms import Platform
from domain.posts.models import Post
from domain.privacy import erase_account
from domain.privacy.holdings import HOLDINGS
from domain.settings import Settings
from domain.usage.models import SpendingDay, UsageEntry, UsagePeriod
from domain.writing.models import Composition, CompositionKind, RunStatus
from postaify.runtime import secret
from tests.people import Person
from tests.posts.test_library import owner_of
from tests.privacy.estate import Estate, found_in_files, found_in_redis, found_in_tables, furnish
from tests.privacy.outside import Death, Killed, Outside, closed, eraser, is_done

LOOKED_AFTER_APART = {"tombstones", "erasures", "link_tries", "inbox_events", "users"}
"""Tables without a foreign key to users of which erasing takes care in other ways."""


@pytest.fixture
def url(settings: Settings) -> str:
    return secret(settings.database_url)


@pytest.fixture
def redis_address(settings: Settings) -> str:
    return secret(settings.redis_url)


@pytest.fixture
async def connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()


async def talks(redis_address: str, estate: Estate) -> None:
    """What a conversation remembers, and what others hold under the names of the user and the chat."""
    redis = Redis.from_url(redis_address)
    chat = estate.numbers[0]
    await redis.set(f"fsm:{chat}:{chat}:data", f'{{"typed": "{estate.canaries["state"]}"}}')
    await redis.set(f"limit/{estate.user.id}/writing", "1")
    await redis.set(f"fsm:{chat}1:{chat}1:data", "somebody else's")
    await redis.aclose()


async def others_talk_on(redis_address: str, estate: Estate) -> bool:
    redis = Redis.from_url(redis_address)
    chat = estate.numbers[0]
    kept = await redis.delete(f"fsm:{chat}1:{chat}1:data")
    await redis.aclose()
    return bool(kept)


async def test_nothing_is_left_anywhere(
    use_cases: UseCases,
    url: str,
    redis_address: str,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    mine = await furnish(use_cases, await User.create())
    bobs = await furnish(use_cases, await User.create())
    await talks(redis_address, mine)
    await use_cases.order_export(bobs.user)  # other people's things go on
    keys = (mine.media.key, bobs.media.key)
    tables = await found_in_tables(url, mine)
    assert {table.split(":")[0] for table in tables} >= {h.table for h in HOLDINGS if h.told and h.erased} - {
        "delivery_attempts",  # have no words
        "links",
        "exports",
        "series",
    }
    assert await found_in_redis(redis_address, mine)

    outside = Outside()
    erasure = await closed(use_cases, mine.user)
    await eraser(use_cases, outside)(erasure.id)

    assert await found_in_tables(url, mine) == []
    assert await found_in_redis(redis_address, mine) == []
    assert await others_talk_on(redis_address, mine)
    assert found_in_files(settings.data_folder, *keys) == [bobs.media.key]
    said = capsys.readouterr()
    for word in (*mine.canaries.values(), *map(str, mine.numbers)):
        assert word not in said.out + said.err + caplog.text
    assert await is_done(mine.user)
    assert len(await found_in_tables(url, bobs)) >= len(tables)

    customer, clerk = f"cus_{mine.canaries['customer']}", f"user_{mine.canaries['clerk']}"
    assert set(outside.was_asked("payments")) == {customer}
    assert set(outside.was_asked("web account")) == {clerk}
    assert outside.was_asked("stars") == [mine.canaries["charge"]]
    assert len(outside.was_asked("voices")) >= 1
    assert outside.was_asked("farewell") == [str(mine.numbers[0])]
    assert await tombstones.is_laid(tombstones.STRIPE, customer)
    assert await tombstones.is_laid(tombstones.CLERK, clerk)


async def test_the_ledger_stays_under_a_name_of_nobody(use_cases: UseCases) -> None:
    estate = await furnish(use_cases, await User.create(plan="PRO", timezone="Europe/Berlin", digest_hour=21))
    erasure = await closed(use_cases, estate.user)
    await eraser(use_cases, Outside())(erasure.id)
    user = await User.get(id=estate.user.id)
    blank, stays = User(id=user.id), {"created_at", "updated_at", "erased_at", "active", "billing_hold"}
    for name in set(User._meta.fields_db_projection) - stays:
        assert getattr(user, name) == getattr(blank, name), name
    assert not user.active and user.billing_hold
    assert user.erased_at is not None
    assert await UsagePeriod.filter(user=user).count() == 1
    assert await UsageEntry.filter(period__user_id=user.id).count() == 1
    assert await SpendingDay.filter(scope=str(user.id)).count() == 1
    for holding in HOLDINGS:
        left = await rows(f"SELECT 1 FROM {holding.table} WHERE {holding.whose}", str(user.id))
        assert bool(left) == (not holding.erased), holding.name


async def test_killed_after_each_step_it_goes_on_to_the_same_end(
    use_cases: UseCases, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = list(use_cases.erase_account.steps)
    assert len(names) >= 9
    for name in names:
        estate, outside = await furnish(use_cases, await User.create()), Outside()
        erasure = await closed(use_cases, estate.user)
        job = eraser(use_cases, outside)
        with monkeypatch.context() as patch:
            patch.setattr(erase_account, "_note", Death(name))
            with pytest.raises(Killed):
                await job(erasure.id)
        assert not await is_done(estate.user), name
        await job(erasure.id)
        assert await is_done(estate.user), name
        assert await found_in_tables(url, estate) == [], name
        assert outside.was_asked("farewell") == [str(estate.numbers[0])], name


async def test_whoever_is_away_holds_up_nobody_else(use_cases: UseCases, url: str) -> None:
    estate = await furnish(use_cases, await User.create())
    outside = Outside(away={"payments", "web account", "stars", "voices"})
    erasure = await closed(use_cases, estate.user)
    job = eraser(use_cases, outside)
    for _ in range(2):
        await job(erasure.id)
        assert {found.split(":")[0] for found in await found_in_tables(url, estate)} == {"erasures"}
        assert not await is_done(estate.user)
    for back in ("stars", "payments", "voices", "web account"):
        outside.away.discard(back)
        await job(erasure.id)
        assert outside.was_asked(back), back
    assert await is_done(estate.user)
    assert len(outside.was_asked("farewell")) == 1


async def test_a_quarter_of_an_hour_later_it_looks_again(use_cases: UseCases, url: str) -> None:
    """What a worker or a request had in hand may come into being after everything was erased."""
    estate = await furnish(use_cases, await User.create())
    erasure = await closed(use_cases, estate.user)
    job = eraser(use_cases, Outside(), settled=timedelta(minutes=15))
    await job(erasure.id)
    assert not await is_done(estate.user)
    late = await Media.create(
        owner=estate.user, kind="images", key=f"images/{uuid4()}", mime="image/png", size=1, sha256="x"
    )
    await Composition.create(
        owner=estate.user, kind=CompositionKind.CAPTION, text=estate.canaries["post"], request_key="late"
    )
    await Erasure.filter(id=erasure.id).update(created_at=datetime.now(UTC) - timedelta(minutes=16))
    joined = await User.create(joined_to_id=estate.user.id)
    await job(erasure.id)
    assert not await is_done(estate.user), "what comes late to an account that was joined to it comes here"
    await joined.delete()
    await job(erasure.id)
    assert await is_done(estate.user)
    assert not await Media.exists(id=late.id)
    assert await found_in_tables(url, estate) == []


async def test_what_waits_is_asked_for_again(use_cases: UseCases) -> None:
    estate = await furnish(use_cases, await User.create())
    erasure = await closed(use_cases, estate.user)
    await use_cases.resume_erasures()
    assert (await Erasure.get(id=erasure.id)).attempts == 0, "nobody is impatient"
    long_ago = datetime.now(UTC) - timedelta(days=4)
    await Erasure.filter(id=erasure.id).update(alive_at=long_ago, created_at=long_ago, attempts=3)
    asked: list[str] = []

    async def tell(*, key: str, topic: str, **details: str) -> None:
        asked.append(topic)

    await replace(use_cases.resume_erasures, tell_operators=tell)()
    assert "erasure-waits" in asked
    deadline = asyncio.get_running_loop().time() + 10
    while (await Erasure.get(id=erasure.id)).attempts == 3:
        assert asyncio.get_running_loop().time() < deadline, "the worker did not take it on"
        await asyncio.sleep(0.05)


async def due_in(person: Person, seconds: float) -> Delivery:
    user = await owner_of(person)
    soon = datetime.now(UTC) + timedelta(seconds=seconds)
    post = await Post.create(owner=user, platform=Platform.LINKEDIN, text=f"{person.name}'s post")
    return await Delivery.create(
        owner=user,
        chat=await Chat.get(owner=user),
        kind=Kind.POST,
        post_id=post.id,
        scheduled_for=soon,
        due_at=soon,
    )


async def test_a_post_that_is_due_in_a_moment_is_not_sent(
    use_cases: UseCases, ann: Person, bob: Person
) -> None:
    """Bob's, due in the same moment, is."""
    for person in (ann, bob):
        await owner_of(person)
    anns, _ = await due_in(ann, 2), await due_in(bob, 2)
    await closed(use_cases, await owner_of(ann))
    assert (await Delivery.get(id=anns.id)).status is DeliveryStatus.CANCELLED
    await bob.sees("Bob's post")
    await ann.looks()
    assert ann.count("Ann's post") == 0
    assert not await DeliveryAttempt.filter(delivery_id=anns.id).exists()


async def test_one_that_a_process_has_in_hand_is_not_begun(use_cases: UseCases, ann: Person) -> None:
    await owner_of(ann)
    anns, horizon = await due_in(ann, 60), timedelta(seconds=90)
    claimed = await transitions.claim("of the tests", horizon=horizon, limit=500)
    [in_hand] = [delivery for delivery, _ in claimed if delivery.id == anns.id]
    for delivery, _ in claimed:
        if delivery.id != anns.id:
            await transitions.release_claim(delivery)
    await closed(use_cases, await owner_of(ann))
    assert not await transitions.begin(in_hand)
    await Delivery.filter(id=anns.id).update(status=DeliveryStatus.SCHEDULED)
    again = await transitions.claim("of the tests", horizon=horizon, limit=500)
    assert anns.id not in {delivery.id for delivery, _ in again}, "nobody claims for them"
    for delivery, _ in again:
        await transitions.release_claim(delivery)


async def test_what_is_under_way_ends_and_its_usage_is_given_back(use_cases: UseCases) -> None:
    estate = await furnish(use_cases, await User.create())
    entry = await UsageEntry.get(period__user_id=estate.user.id)
    running = await Composition.create(
        owner=estate.user,
        kind=CompositionKind.CAPTION,
        text="x",
        request_key="running",
        status=RunStatus.RUNNING,
        chat_id=5,
    )
    await rows("UPDATE usage_entries SET job_id = $1 WHERE id = $2 RETURNING id", running.id, entry.id)
    await rows("UPDATE usage_periods SET reserved = 1 WHERE id = $1 RETURNING id", entry.period_id)
    export = await Export.create(owner=estate.user)
    erasure = await closed(use_cases, estate.user)
    await running.refresh_from_db()
    assert (running.status, running.chat_id) == (RunStatus.FAILED, None)
    assert running.stop_requested_at is not None
    assert (await UsagePeriod.get(user=estate.user)).reserved == 0
    assert (await Export.get(id=export.id)).status is ExportStatus.FAILED
    assert erasure.status is ErasureStatus.QUEUED


async def test_what_comes_later_about_them_is_dropped(use_cases: UseCases) -> None:
    estate = await furnish(use_cases, await User.create())
    clerk, word = f"user_{estate.canaries['clerk']}", estate.canaries["email"]
    await closed(use_cases, estate.user)
    for source, subject in (("clerk", clerk), ("stripe", f"cus_{estate.canaries['customer']}")):
        name = uuid4().hex
        assert not await use_cases.receive_event(
            source, name, kind="user.updated", subject=subject, payload={"email": word}
        )
        assert not await InboxEvent.exists(event_id=name)
        assert await use_cases.receive_event("stripe", name, kind="x", subject="cus_other", payload={})
    again = await closed(use_cases, estate.user)
    assert await Erasure.filter(user_id=estate.user.id).count() == 1
    assert again.given["clerk"] == clerk


async def test_every_table_that_leads_to_a_user_is_in_the_list(connection: asyncpg.Connection) -> None:
    """A new table whose rows nobody would erase makes this fail."""
    keys = await connection.fetch(
        """
        SELECT c.conrelid::regclass::text AS child, a.attname AS column, c.confrelid::regclass::text AS parent
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confdeltype = 'c'
        """
    )
    held = {holding.table: holding for holding in HOLDINGS}
    parts = {
        part.model._meta.db_table: (holding.table, part.column)
        for holding in HOLDINGS
        for part in holding.parts
    }
    for child, column, parent in keys:
        if parent == "users":
            assert column in held[child].columns, f"{child}.{column} belongs to a user and is in no holding"
        elif child not in held:
            assert parts.get(child) == (parent, column), f"{child} belongs to {parent} and is no part of it"
    known = {*held, *parts, *LOOKED_AFTER_APART}
    tables = await connection.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^(pgqueuer|aerich)'"
    )
    assert {name for (name,) in tables} == known, "a table of which nobody has said what erasing does to it"
