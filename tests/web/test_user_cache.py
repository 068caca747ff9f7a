"""Who is asking is known by heart for minutes, and a change of them shows at the next request."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from redis.asyncio import Redis
from tortoise.transactions import in_transaction

from domain.accounts.models import Plan, User
from domain.accounts.user_cache import ChangingUsers, ReadUser
from domain.gateways.redis_client import redis_breaker, redis_client
from domain.gateways.redis_user_cache import RedisUserCache
from postaify import embedded
from tests.clerk import Clerk
from tests.web.client import Client

ME = "/api/v1/users/me"
SignedIn = Callable[[str], Awaitable[Client]]


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    redis = redis_client(redis_url)
    yield redis
    await redis.aclose()


@pytest.fixture
def cache(redis: Redis) -> RedisUserCache:
    return RedisUserCache(redis, redis_breaker())


@pytest.fixture
def read_user(cache: RedisUserCache) -> ReadUser:
    return ReadUser(cache)


async def plan_of(read_user: ReadUser, user: User) -> Plan:
    found = await read_user(user.id)
    assert found is not None
    return found.plan


async def behind_the_back(user: User, plan: Plan) -> None:
    """A change that nobody is told of: who still sees the former plan has it from the cache."""
    await User.filter(id=user.id).update(plan=plan)


async def test_a_paid_plan_shows_at_the_next_request(
    signed_in: SignedIn, clerk: Clerk, changing: ChangingUsers
) -> None:
    cleo = await clerk.sign_up()
    page = await signed_in(cleo)
    assert [(await page.get(ME)).body["plan"] for _ in range(3)] == ["FREE"] * 3
    user = await User.get(clerk_id=cleo)
    await behind_the_back(user, Plan.BUSINESS)
    assert (await page.get(ME)).body["plan"] == "FREE", "it was not read from the database"
    for plan in (Plan.PRO, Plan.FREE, Plan.BUSINESS):
        async with changing(user.id):
            await User.filter(id=user.id).update(plan=plan)
        assert [(await page.get(ME)).body["plan"] for _ in range(2)] == [plan.value] * 2


async def test_a_cached_actor_can_change_themselves(signed_in: SignedIn, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    page = await signed_in(cleo)
    for _ in range(3):
        assert (await page.get(ME)).status == 200
    changed = await page.patch(ME, {"locale": "es", "digest": {"hour": 21}})
    assert (changed.status, changed.body["locale"]) == (200, "es")
    assert (await page.get(ME)).body["digest"]["hour"] == 21
    assert (await User.get(clerk_id=cleo)).locale == "es"


async def test_what_comes_back_is_the_user(read_user: ReadUser) -> None:
    user = await User.create(name='Zoë "; DROP 😀', email="zoe@example.com", quiet_from=0, plan=Plan.PRO)
    stored = await User.get(id=user.id)
    await read_user(user.id)
    await User.filter(id=user.id).update(name="in the database")
    cached = await read_user(user.id)
    assert cached is not None
    for name in User._meta.fields_db_projection:
        assert getattr(cached, name) == getattr(stored, name), name
        assert isinstance(getattr(stored, name), type(getattr(cached, name))), name
    cached.timezone = "Europe/Madrid"
    await cached.save(update_fields=["timezone", "updated_at"])
    again = await User.get(id=user.id)
    assert (again.timezone, again.name) == ("Europe/Madrid", "in the database")
    assert await read_user(UUID(int=0)) is None


async def test_a_reader_that_was_overtaken_keeps_nothing(
    cache: RedisUserCache, read_user: ReadUser, changing: ChangingUsers
) -> None:
    """They read the former plan, and come to keep it after the change is over."""
    user = await User.create(name="Ann")
    before, lease = await cache.recall(user.id)
    slow = await User.get(id=user.id)
    assert before is None and lease
    async with changing(user.id):
        await User.filter(id=user.id).update(plan=Plan.PRO)
    await cache.keep(slow, lease)
    assert await plan_of(read_user, user) is Plan.PRO


async def test_while_somebody_changes_nobody_is_kept(read_user: ReadUser, changing: ChangingUsers) -> None:
    user = await User.create(name="Ann")
    assert await plan_of(read_user, user) is Plan.FREE
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def change(plan: Plan, waits: bool) -> None:
        async with changing(user.id):
            await User.filter(id=user.id).update(plan=plan)
            if waits:
                begun.set()
                await go_on.wait()

    first = asyncio.create_task(change(Plan.PRO, True))
    await begun.wait()
    second = asyncio.create_task(change(Plan.BUSINESS, False))
    assert await plan_of(read_user, user) is Plan.FREE, "nothing is committed yet"
    go_on.set()
    await asyncio.gather(first, second)
    assert await plan_of(read_user, user) is Plan.BUSINESS


async def test_a_change_that_is_rolled_back_changed_nothing(
    read_user: ReadUser, changing: ChangingUsers
) -> None:
    user = await User.create(name="Ann")
    assert await plan_of(read_user, user) is Plan.FREE
    with pytest.raises(ZeroDivisionError):
        async with changing(user.id):
            await User.filter(id=user.id).update(plan=Plan.PRO)
            raise ZeroDivisionError
    assert await plan_of(read_user, user) is Plan.FREE
    await behind_the_back(user, Plan.BUSINESS)
    assert await plan_of(read_user, user) is Plan.FREE, "kept again after it"


async def test_who_dies_after_the_commit_leaves_nothing_old(
    cache: RedisUserCache, read_user: ReadUser, redis: Redis
) -> None:
    user = await User.create(name="Ann")
    assert await plan_of(read_user, user) is Plan.FREE
    await cache.announce([user.id])
    await User.filter(id=user.id).update(plan=Plan.PRO)
    # Here the process was killed: the change is never settled.
    assert [await plan_of(read_user, user) for _ in range(3)] == [Plan.PRO] * 3
    await behind_the_back(user, Plan.BUSINESS)
    assert await plan_of(read_user, user) is Plan.BUSINESS, "kept although a change may be under way"
    [changes] = [key async for key in redis.scan_iter(f"*{user.id}*:changes")]
    assert 0 < await redis.ttl(changes) <= 60
    await redis.delete(changes)
    assert await plan_of(read_user, user) is Plan.BUSINESS
    await behind_the_back(user, Plan.FREE)
    assert await plan_of(read_user, user) is Plan.BUSINESS, "kept again"


async def test_a_change_inside_of_a_change_waits_for_it(
    cache: RedisUserCache, read_user: ReadUser, changing: ChangingUsers
) -> None:
    user = await User.create(name="Ann")
    async with changing(user.id):
        async with changing(user.id):
            await User.filter(id=user.id).update(plan=Plan.PRO)
        assert (await cache.recall(user.id)).lease == "", "the outer transaction is not committed"
    assert await plan_of(read_user, user) is Plan.PRO
    async with in_transaction():
        with pytest.raises(AssertionError, match="outermost"):
            async with changing(user.id):
                pass


@pytest.mark.parametrize(
    "rubbish", [b"", b"{}", b"[]", b"null", b'{"id": 1', b"\x80\x04K\x01.", b'{"id": "x"}']
)
async def test_what_is_no_user_is_not_believed(read_user: ReadUser, redis: Redis, rubbish: bytes) -> None:
    user = await User.create(name="Ann", plan=Plan.PRO)
    await redis.set(f"{{user:{user.id}}}:row", rubbish)
    assert await plan_of(read_user, user) is Plan.PRO


async def test_without_redis_the_database_is_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    user = await User.create(name="Ann")
    async with own_valkey(tmp_path_factory) as (url, stop):
        redis, seen_by_others = redis_client(url), redis_client(url)
        cache = RedisUserCache(redis, redis_breaker(rest=0.0))
        read_user, changing = ReadUser(cache), ChangingUsers(cache)
        assert await plan_of(read_user, user) is Plan.FREE
        # Away for this process alone: the row stays in Redis.
        here = redis.connection_pool
        redis.connection_pool = redis_client("redis://127.0.0.1:9/0").connection_pool
        async with changing(user.id):
            await User.filter(id=user.id).update(plan=Plan.PRO)
        assert await plan_of(read_user, user) is Plan.PRO
        redis.connection_pool = here
        assert await plan_of(read_user, user) is Plan.PRO, "what changed meanwhile was forgotten first"
        others = ReadUser(RedisUserCache(seen_by_others, redis_breaker()))
        assert await plan_of(others, user) is Plan.PRO
        await stop()
        async with changing(user.id):
            await User.filter(id=user.id).update(plan=Plan.BUSINESS)
        assert await plan_of(read_user, user) is Plan.BUSINESS
        await redis.aclose()
        await seen_by_others.aclose()


@asynccontextmanager
async def own_valkey(
    folder: pytest.TempPathFactory,
) -> AsyncIterator[tuple[str, Callable[[], Awaitable[None]]]]:
    server = await embedded.valkey(folder.mktemp("valkey"), durable=False)
    stopped = False

    async def stop() -> None:
        nonlocal stopped
        stopped = True
        await server.stop()

    yield server.url, stop
    if not stopped:
        await server.stop()
