"""What Prometheus reads, and who else may."""

import re

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from domain.requests.limits import Limit
from postaify.runtime import Product
from tests.web.client import Client
from tests.web.sidecars import sidecar_of

UNLIMITED = dict.fromkeys(Limit, 1_000_000)


def numbers(text: bytes) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


async def test_requests_are_counted_by_the_pattern_of_their_route(
    product: Product, redis_url: str, browser: ClientSession
) -> None:
    """Whatever paths and methods people make up, there are no more labels than routes."""
    async with sidecar_of(product, redis_url, limits=UNLIMITED) as address:
        client = Client(browser, address)
        for number in range(20):
            await client.get(f"/api/v1/brands/{number}?token=secret")
            await client.get(f"/{number}")
            await client.call("PROPFIND", "/health")
        answer = await client.get("/metrics")
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        told = numbers(answer.body)
        assert told["postaify_http_requests_total", "GET", "/api/v1/brands/{id}", "401"] == 20
        assert told["postaify_http_requests_total", "GET", "unmatched", "404"] == 20
        assert told["postaify_http_requests_total", "other", "unmatched", "405"] == 20
        assert told["postaify_http_request_seconds_count", "GET", "unmatched"] == 20
        assert told["postaify_redis_away",] == 0
        assert told["postaify_ratelimit_degraded_total",] == 0
        assert told["process_resident_memory_bytes",] > 0
        routes = set(re.findall(rb'route="([^"]+)"', answer.body))
        assert routes == {b"/api/v1/brands/{id}", b"unmatched"}
        assert b"secret" not in answer.body


async def test_it_is_there_for_this_network_only(
    product: Product, redis_url: str, browser: ClientSession
) -> None:
    """Through a proxy everybody seems to be near: what was forwarded is not."""
    async with sidecar_of(product, redis_url) as address:
        client = Client(browser, address)
        assert (await client.get("/metrics")).status == 200
        for name in ("X-Forwarded-For", "Forwarded"):
            refused = await client.get("/metrics", headers={name: "127.0.0.1"})
            assert (refused.status, refused.body["code"]) == (404, "not_found")


async def test_with_a_token_it_is_there_for_whoever_has_it(
    product: Product, redis_url: str, browser: ClientSession
) -> None:
    async with sidecar_of(product, redis_url, metrics_token="of-prometheus") as address:
        client = Client(browser, address)
        far = {"X-Forwarded-For": "198.51.100.7"}
        good = {"Authorization": "Bearer of-prometheus"}
        assert (await client.get("/metrics", headers={**far, **good})).status == 200
        for wrong in ("", "Bearer ", "Bearer of-somebody", "of-prometheus", "Bearer ключ"):
            assert (await client.get("/metrics", headers={"Authorization": wrong})).status == 404, wrong
        assert (await client.get("/metrics")).status == 404
