"""The sidecar as strangers, load balancers and Telegram see it."""

import asyncio
import gzip
import io
import json
import random
import string
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientSession

from domain.accounts.models import User
from domain.app import UseCases
from domain.clock import SystemClock
from domain.gateways.disk_media import DiskMedia
from domain.inbox.models import InboxEvent, InboxStatus
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.settings import Settings
from tests.media.files import picture
from tests.people import Person

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = "a-secret-of-the-tests"
HEADERS = (
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "Cache-Control",
)


class Sidecar:
    """An HTTP client of it."""

    def __init__(self, http: ClientSession, base: str) -> None:
        self.http = http
        self.base = base

    async def ask(self, method: str, path: str, **request: Any) -> tuple[int, Any]:
        async with self.http.request(method, self.base + path, **request) as response:
            assert response.content_type == "application/json", await response.text()
            assert all(name in response.headers for name in HEADERS)
            assert "Server" not in response.headers
            return response.status, await response.json()

    async def pushes(self, update: Any, secret: str | None = SECRET) -> int:
        """Like Telegram's push; bytes go as they are."""
        body = io.BytesIO(update if isinstance(update, bytes) else json.dumps(update).encode())
        headers = {"Content-Type": "application/json"} | (
            {SECRET_HEADER: secret} if secret is not None else {}
        )
        url = f"{self.base}/webhooks/telegram"
        async with self.http.post(url, data=body, headers=headers) as response:
            await response.read()
            return response.status

    async def raw(self, *lines: bytes) -> bytes:
        """The status line that answers these bytes, which no HTTP client would write."""
        host, _, port = self.base.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"\r\n".join(lines))
        await writer.drain()
        try:
            return await asyncio.wait_for(reader.readline(), 5)
        finally:
            writer.close()


@pytest.fixture
async def web(sidecar: str, web_client: ClientSession) -> Sidecar:
    return Sidecar(web_client, sidecar)


update_ids = iter(range(7_000_000_000, 8_000_000_000))


def message(person: Person, text: str, **fields: Any) -> dict[str, Any]:
    user = {"id": person.telegram_id, "is_bot": False, "first_name": person.name, "language_code": "en"}
    update_id = next(update_ids)
    chat = {"id": person.telegram_id, "type": "private", "first_name": person.name}
    body = {"message_id": update_id % 10**9, "date": 0, "chat": chat, "from": user, "text": text}
    return {"update_id": update_id, "message": {**body, **fields}}


async def test_it_lives_and_is_ready(web: Sidecar) -> None:
    assert await web.ask("GET", "/health") == (200, {"status": "ok"})
    ready = {"status": "ok", "parts": {"database": "ok", "redis": "ok"}}
    assert await web.ask("GET", "/ready") == (200, ready)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "not_found"),
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("POST", "/health", 405, "method_not_allowed"),
        ("DELETE", "/webhooks/telegram", 405, "method_not_allowed"),
        ("GET", "/webhooks/telegram", 405, "method_not_allowed"),
        ("OPTIONS", "/ready", 405, "method_not_allowed"),
        ("GET", "/%00", 404, "not_found"),
        ("GET", "/%ff%fe/..%2f..%2fetc/passwd", 404, "not_found"),
        ("POST", "/webhooks/stripe", 400, "bad_request"),
    ],
)
async def test_every_refusal_has_the_documented_shape(
    web: Sidecar, method: str, path: str, status: int, code: str
) -> None:
    answered, body = await web.ask(method, path)
    assert answered == status
    assert body["code"] == code
    assert body["error"].endswith(".")
    assert len(body["requestId"]) == 16


class TestWebhook:
    async def test_an_update_is_answered_after_it_was_handled(self, web: Sidecar, ann: Person) -> None:
        await ann.says("/start")
        assert await web.pushes(message(ann, "/help")) == 200
        await ann.looks()
        assert "What I do" in ann.last_text

    async def test_the_same_update_again_and_at_the_same_time_has_one_effect(
        self, web: Sidecar, ann: Person
    ) -> None:
        await ann.says("/start")
        update = message(ann, "/help")
        statuses = await asyncio.gather(*(web.pushes(update) for _ in range(5)))
        assert {*statuses, await web.pushes(update)} == {200}
        await ann.looks()
        assert ann.count("What I do") == 1

    async def test_many_updates_each_several_times_and_shuffled(self, web: Sidecar, ann: Person) -> None:
        await ann.says("/start")
        updates = [message(ann, "/help") for _ in range(15)]
        pushed = [update for update in updates for _ in range(random.randint(1, 5))]
        random.shuffle(pushed)
        assert set(await asyncio.gather(*map(web.pushes, pushed))) == {200}
        await ann.looks()
        assert ann.count("What I do") == 15

    @pytest.mark.parametrize(
        "secret",
        [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), f" {SECRET}x", "é" * 20, "🔑"],
    )
    async def test_a_forged_update_is_refused(self, web: Sidecar, ann: Person, secret: str | None) -> None:
        update = message(ann, "/start")
        assert await web.pushes(update, secret) == 401
        assert not await User.exists(telegram_id=ann.telegram_id)

    async def test_odd_bytes_in_the_secret(self, web: Sidecar) -> None:
        start = [b"POST /webhooks/telegram HTTP/1.1", b"Host: x", b"Content-Length: 2"]
        for given in (b"\xff\xfe\xfd", b"\xed\xa0\x80", b"a\x01b", b"a" * 1_000_000):
            answered = await web.raw(*start, SECRET_HEADER.encode() + b": " + given, b"", b"{}")
            assert answered.split(b" ")[1] in (b"400", b"401"), given[:20]

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"nonsense",
            b"[]",
            b"null",
            b"1",
            b'"text"',
            b"{}",
            b"\xff\xfe\x00",
            b'{"update_id": "7"}',
            b'{"update_id": null}',
            b'{"update_id": 1.5}',
            b'{"update_id": true}',
            b'{"update_id": -1}',
            b'{"update_id": 99999999999999999999999}',
            b'{"update_id": ' + b"9" * 5000 + b"}",
            b'{"update_id": 1e400}',
            b"[" * 100_000,
            b'{"a":' * 50_000,
        ],
    )
    async def test_a_body_that_is_no_update(self, web: Sidecar, body: bytes) -> None:
        assert await web.pushes(body) == 400

    async def test_a_body_that_is_too_large(self, web: Sidecar, ann: Person) -> None:
        assert await web.pushes(json.dumps(message(ann, "x" * (1024 * 1024))).encode()) == 413

    async def test_broken_and_bursting_compression(self, web: Sidecar) -> None:
        headers = {SECRET_HEADER: SECRET, "Content-Encoding": "gzip", "Content-Type": "application/json"}
        for body in (b"not gzip at all", gzip.compress(b" " * 200_000_000, 1)):
            async with web.http.post(f"{web.base}/webhooks/telegram", data=body, headers=headers) as response:
                assert response.status in (400, 413)

    @pytest.mark.parametrize("odd", [{}, {"text": "\x00\ud800 nul"}, {"nested": 1.5}])
    async def test_a_poison_update_is_given_up_after_five_times(
        self, web: Sidecar, ann: Person, odd: dict[str, Any]
    ) -> None:
        await ann.says("/start")
        poison = message(ann, "never read")
        poison["message"] |= odd | {"date": "no date"}
        body = json.dumps(poison).replace('"nested": 1.5', '"nested": ' + "[" * 500 + "]" * 500).encode()
        assert [await web.pushes(body) for _ in range(4)] == [503] * 4
        assert await web.pushes(message(ann, "/help")) == 200, "the others are not kept waiting"
        assert [await web.pushes(body) for _ in range(2)] == [200, 200]
        kept = await InboxEvent.get(source="telegram", event_id=str(poison["update_id"]))
        assert (kept.status, kept.attempts) == (InboxStatus.DEAD, 5)
        assert kept.error == "ValidationError"

    async def test_unknown_kinds_of_updates_are_passed_over(self, web: Sidecar) -> None:
        odd: dict[str, Any] = {"from": {"id": 1}}
        kinds: tuple[dict[str, Any], ...] = ({}, {"holiday_greeting": odd}, {"poll": {}}, {"message": None})
        for extra in kinds:
            assert await web.pushes({"update_id": next(update_ids), **extra}) in (200, 503)

    async def test_mutated_updates_never_fail_the_sidecar(self, web: Sidecar, ann: Person) -> None:
        chance = random.Random(20261123)
        await ann.says("/start")
        updates = [mutated(chance, message(ann, "/help")) for _ in range(200)]
        statuses = set()
        for start in range(0, 200, 20):
            statuses |= set(await asyncio.gather(*map(web.pushes, updates[start : start + 20])))
        assert statuses <= {200, 400, 503}
        assert await web.pushes(message(ann, "/help")) == 200


ODDITIES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    10**30,
    1.5,
    "",
    "\x00",
    "\ud800",
    "x" * 5000,
    [],
    {},
    [[]],
    {"id": {}},
    "<b>",
    "‮",
)


def mutated(chance: random.Random, update: dict[str, Any]) -> bytes:
    """The update with one to three things in it that no Telegram would say."""
    for _ in range(chance.randint(1, 3)):
        place: Any = update
        while True:
            key = chance.choice(list(place))
            if isinstance(place[key], dict) and place[key] and chance.random() < 0.7:
                place = place[key]
                continue
            break
        match chance.randrange(4):
            case 0 if key != "update_id":
                del place[key]
            case 1:
                place["".join(chance.choices(string.ascii_letters, k=8))] = chance.choice(ODDITIES)
            case _:
                place[key] = chance.choice(ODDITIES) if key != "update_id" else place[key]
        if not update:
            break
    return json.dumps(update).encode()


class TestMedia:
    @pytest.fixture
    async def store(self, settings: Settings, web: Sidecar) -> AsyncIterator[DiskMedia]:
        yield DiskMedia(settings.data_folder / "media", web.base, SystemClock())

    async def fetch(self, web: Sidecar, url: str) -> tuple[int, bytes]:
        async with web.http.get(url) as response:
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            if response.status == 200:
                assert response.headers["Content-Disposition"] == "attachment"
            else:
                assert response.content_type == "application/json"
            return response.status, await response.read()

    async def kept(self, store: DiskMedia, content: bytes, kind: MediaKind = MediaKind.IMAGE) -> str:
        key = store.new_key(uuid4(), kind, ".png")
        await store.put(key, content, mime="image/png")
        return key

    async def test_a_link_leads_to_the_bytes(self, web: Sidecar, store: DiskMedia) -> None:
        link = await store.link(await self.kept(store, b"picture \x00\xff"), mime="image/png")
        assert await self.fetch(web, link) == (200, b"picture \x00\xff")
        async with web.http.get(link) as response:
            assert response.content_type == "image/png"

    async def test_links_that_lead_nowhere(self, web: Sidecar, store: DiskMedia, settings: Settings) -> None:
        async def link(key: str, *, seconds: int = 900) -> str:
            return await store.link(key, mime="image/png", seconds=seconds)

        key, other = await self.kept(store, b"picture"), await self.kept(store, b"other", MediaKind.AUDIO)
        good = await link(key)
        (settings.data_folder / "outside.txt").write_text("a secret")
        tampered = [
            await link(key, seconds=-1),
            good.replace(key, other),
            good.partition("?")[0],
            good + "0",
            good.replace("image%2Fpng", "text%2Fhtml"),
            good.replace("signature=", "signature=%ff%fe"),
            good.replace("expires=", "expires=9"),
            good.replace("expires=", "expires=%D9%A3"),
            good.replace("expires=", "expires=-"),
            await link("images/somebody/nothing-there.png"),
            await link("../outside.txt"),
            await link("..%2foutside.txt"),
            await link("images/../../outside.txt"),
            await link("images"),
            await link("a%00b"),
            await link("/etc/passwd"),
            f"{web.base}/media/.signing-key",
            f"{web.base}/media/%ff",
        ]
        for url in tampered:
            status, _ = await self.fetch(web, url)
            assert status == 404, url

    async def test_what_is_published_is_found_for_as_long_as_it_is(
        self, web: Sidecar, use_cases: UseCases
    ) -> None:
        owner = await User.create(name="Ann")
        media = await use_cases.store_media(owner, picture(), kind=MediaKind.IMAGE)
        url = f"{web.base}/media/public/{media.id}"
        assert (await self.fetch(web, url))[0] == 404
        await Media.filter(id=media.id).update(public=True)
        async with web.http.get(url, allow_redirects=False) as response:
            assert (response.status, response.headers["Cache-Control"]) == (302, "no-store")
            link = response.headers["Location"].partition("/media/")[2]
        assert (await self.fetch(web, f"{web.base}/media/{link}"))[0] == 200
        await Media.filter(id=media.id).update(public=False)
        assert (await self.fetch(web, url))[0] == 404
        assert (await self.fetch(web, f"{web.base}/media/public/{uuid4()}"))[0] == 404
        assert (await self.fetch(web, f"{web.base}/media/public/nothing"))[0] == 404

    async def test_the_signing_key_is_private_and_stays(self, store: DiskMedia, settings: Settings) -> None:
        key_file = settings.data_folder / "media" / ".signing-key"
        assert key_file.stat().st_mode & 0o077 == 0
        before = key_file.read_bytes()
        DiskMedia(settings.data_folder / "media", "http://x", SystemClock())
        assert key_file.read_bytes() == before

    async def test_two_processes_agree_on_the_key(self, tmp_path: Path) -> None:
        def fresh() -> DiskMedia:
            return DiskMedia(tmp_path / "media", "http://x", Frozen())

        stores = await asyncio.gather(*(asyncio.to_thread(fresh) for _ in range(20)))
        assert len({await store.link("images/x.png", mime="image/png") for store in stores}) == 1


class Frozen(SystemClock):
    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)
