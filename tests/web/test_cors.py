"""Which origins may read our answers in a browser: those that are listed, letter by letter."""

from aiohttp import ClientSession

from domain.requests.limits import A_MINUTE
from postaify.runtime import Product
from tests.web.client import Client
from tests.web.sidecars import sidecar_of

LISTED = ("https://app.example.com", "http://localhost:3000")
OTHERS = (
    *("null", "*", "", " ", "https://app.example.com/", "https://app.example.com:443"),
    *("https://app.example.com:8443", "http://app.example.com", "https://example.com"),
    *("https://app.example.com.evil.com", "https://evil.com/https://app.example.com"),
    *("https://evilapp.example.com", "https://x.app.example.com", "https://app.example.co"),
    *("https://app.example.comm", "https://app-example.com", "https://appXexample.com"),
    *("HTTPS://app.example.com", "https://App.Example.com", "https://app.example.com, https://evil.com"),
    *("https://app.example.com evil.com", "https://app.example.com%00.evil.com", "//app.example.com"),
    *("app.example.com", "file://", "http://localhost", "http://localhost:3001", "http://127.0.0.1:3000"),
    *("https://app.example.com@evil.com", "https://user@app.example.com"),
)
assert len(OTHERS) >= 25
ASKING = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type, x-api-key",
}
KINDS = (
    ("GET", "/openapi.json", 200),
    ("GET", "/api/v1/users/me", 401),
    ("GET", "/nothing", 404),
    ("DELETE", "/openapi.json", 405),
)


async def test_only_listed_origins_read_and_ask(
    product: Product, redis_url: str, browser: ClientSession
) -> None:
    many = dict.fromkeys(A_MINUTE, 10000)
    async with sidecar_of(product, redis_url, limits=many, cors_origins=(*LISTED, "null")) as address:
        client = Client(browser, address)
        for origin in LISTED:
            for method, path, status in KINDS:
                reply = await client.call(method, path, headers={"Origin": origin})
                assert reply.status == status, path
                assert reply.headers["Access-Control-Allow-Origin"] == origin
                assert "X-RateLimit-Remaining" in reply.headers["Access-Control-Expose-Headers"]
                assert "Origin" in reply.headers["Vary"]
            asked = await client.call("OPTIONS", "/api/v1/posts", headers={"Origin": origin, **ASKING})
            assert (asked.status, asked.body) == (204, None)
            assert asked.headers["Access-Control-Allow-Origin"] == origin
            assert "POST" in asked.headers["Access-Control-Allow-Methods"]
            assert "X-API-Key" in asked.headers["Access-Control-Allow-Headers"]
            assert "Access-Control-Allow-Credentials" not in asked.headers

        for origin in OTHERS:
            for method, path, status in (*KINDS, ("OPTIONS", "/api/v1/posts", 405)):
                headers = {"Origin": origin, **(ASKING if method == "OPTIONS" else {})}
                reply = await client.call(method, path, headers=headers)
                assert reply.status == status, (origin, path)
                assert not any(name.startswith("Access-Control-") for name in reply.headers), (origin, path)
                assert "Origin" in reply.headers["Vary"], (origin, path)


async def test_a_page_may_read_why_it_was_refused(
    product: Product, redis_url: str, browser: ClientSession
) -> None:
    none = dict.fromkeys(A_MINUTE, 0)
    async with sidecar_of(product, redis_url, limits=none, cors_origins=LISTED) as address:
        reply = await Client(browser, address).get("/nothing", headers={"Origin": LISTED[0]})
        assert reply.status == 429
        assert reply.headers["Access-Control-Allow-Origin"] == LISTED[0]
        assert "Retry-After" in reply.headers["Access-Control-Expose-Headers"]
