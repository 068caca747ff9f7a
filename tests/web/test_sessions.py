"""Who signs in on the web has an account at once, and nobody else's."""

import asyncio
from collections.abc import Awaitable, Callable

from structlog.testing import capture_logs

from domain.accounts.models import User
from domain.accounts.tombstones import CLERK, lay
from domain.accounts.user_cache import ChangingUsers
from tests.clerk import Clerk
from tests.web.client import Client

ME = "/api/v1/users/me"
KEYS = "/api/v1/users/me/api-keys"

SignedIn = Callable[[str], Awaitable[Client]]
WithKey = Callable[[User], Awaitable[Client]]


async def test_twenty_first_requests_at_once_make_one_account(stranger: Client, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    claims = {"name": "Cleo Martín", "locale": "es-MX"}
    bearer = [{"Authorization": f"Bearer {await clerk.token(cleo, claims=claims)}"} for _ in range(20)]
    answers = await asyncio.gather(*(stranger.get(ME, headers=headers) for headers in bearer))
    assert [answer.status for answer in answers] == [200] * 20
    assert len({answer.body["id"] for answer in answers}) == 1
    assert (answers[0].body["name"], answers[0].body["locale"]) == ("Cleo Martín", "es")
    assert await User.filter(clerk_id=cleo).count() == 1


async def test_the_next_request_asks_clerk_nothing(signed_in: SignedIn, clerk: Clerk) -> None:
    page = await signed_in(await clerk.sign_up())
    assert (await page.get(ME)).status == 200
    before = await clerk.key_questions()
    await clerk.breaks(kind="cut", at="keys", times=None)
    again = await signed_in(await clerk.sign_up())
    assert [(await each.get(ME)).status for each in (page, page, again)] == [200] * 3
    assert await clerk.key_questions() == before


async def test_everybody_sees_their_own(signed_in: SignedIn, clerk: Clerk) -> None:
    cleos, dans = await signed_in(await clerk.sign_up("Cleo")), await signed_in(await clerk.sign_up("Dan"))
    made = await cleos.post(KEYS, {"name": "Cleo's"})
    assert (await dans.get(KEYS)).body["items"] == []
    assert (await dans.delete(f"{KEYS}/{made.body['id']}")).status == 404
    keyed = Client(cleos.session, cleos.address, {"X-API-Key": made.body["key"]})
    assert (await keyed.get(ME)).body["id"] == (await cleos.get(ME)).body["id"]


async def test_of_session_and_key_the_session_decides(
    signed_in: SignedIn, with_key: WithKey, clerk: Clerk
) -> None:
    cleo = await clerk.sign_up()
    page = await signed_in(cleo)
    me = (await page.get(ME)).body["id"]
    other = await with_key(await User.create(name="Other"))

    both = page.headers | other.headers
    assert (await page.get(ME, headers=both)).body["id"] == me
    for spoiled in ("Bearer ", "Bearer nonsense", "bearer a.b.c", "Basic dXNlcjpwYXNz", "nonsense", ""):
        refused = await page.get(ME, headers=both | {"Authorization": spoiled})
        assert (refused.status, refused.headers["WWW-Authenticate"]) == (401, "Bearer"), spoiled


async def test_only_one_header_is_looked_at(signed_in: SignedIn, clerk: Clerk, sidecar: str) -> None:
    page = await signed_in(await clerk.sign_up())
    bearer = page.headers["Authorization"]
    token = bearer.removeprefix("Bearer ")
    for headers in (
        [("Cookie", f"__session={token}")],
        [("Cookie", f"__session={token}; __client_uat=1")],
        [("X-Authorization", bearer)],
        [("Authorization", bearer), ("Authorization", bearer)],
        [("Authorization", token)],
    ):
        async with page.session.get(sidecar + ME, headers=headers) as answer:
            assert answer.status == 401, headers
    async with page.session.get(f"{sidecar}{ME}?token={token}&access_token={token}") as answer:
        assert answer.status == 401


async def test_banned_and_erased_people_stay_out(
    signed_in: SignedIn, with_key: WithKey, clerk: Clerk, changing: ChangingUsers
) -> None:
    cleo = await clerk.sign_up()
    page = await signed_in(cleo)
    assert (await page.get(ME)).status == 200
    user = await User.get(clerk_id=cleo)
    program = await with_key(user)
    assert (await program.get(ME)).status == 200
    async with changing(user.id):
        await User.filter(id=user.id).update(active=False)
    fresh = await signed_in(cleo)
    assert [(await each.get(ME)).status for each in (page, fresh, program)] == [401] * 3

    gone = await clerk.sign_up()
    await lay([(CLERK, gone)])
    refused = await (await signed_in(gone)).get(ME)
    assert (refused.status, refused.body["code"]) == (401, "unauthorized")
    assert not await User.exists(clerk_id=gone)


async def test_who_acts_in_another_name_is_logged(stranger: Client, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    token = await clerk.token(cleo, claims={"act": {"sub": "user_support"}})
    with capture_logs() as logged:
        assert (await stranger.get(ME, headers={"Authorization": f"Bearer {token}"})).status == 200
    [line] = [entry for entry in logged if entry["event"] == "session of another"]
    assert (line["actor"], line["user"]) == ("user_support", cleo)
    assert token not in str(logged)
