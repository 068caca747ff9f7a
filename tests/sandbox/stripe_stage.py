"""A running stand-in for Stripe, a program with the official library, and an endpoint that is told of all."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import stripe
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from sandbox.stripe.api.catalogue import PRICE_PRO
from sandbox.stripe.app import create_app
from sandbox.stripe.calendar import DAY
from sandbox.stripe.hooks import SECRET

Json = dict[str, Any]
KEY = "sk_test_sandbox"
MONTH = 32 * DAY
OK, EMPTY, ASKS, LATER_EMPTY = (
    "4242 4242 4242 4242",
    "4000000000009995",
    "4000002760003155",
    "4000000000000341",
)


@dataclass(slots=True)
class Endpoint:
    """Keeps what arrives with a good signature and counts what does not. Answers `status`."""

    url: str = ""
    status: int = 200
    events: list[stripe.Event] = field(default_factory=list)
    refused: int = 0

    async def hear(self, request: web.Request) -> web.Response:
        try:
            event = stripe.Webhook.construct_event(
                await request.read(), request.headers.get("Stripe-Signature"), SECRET
            )
        except stripe.SignatureVerificationError:
            self.refused += 1
            return web.Response(status=400)
        if self.status == 200:
            self.events.append(event)
        return web.Response(status=self.status)

    @property
    def kinds(self) -> list[str]:
        return [event.type for event in self.events]


@dataclass(slots=True)
class Shop:
    """`api` is the official library; `control` speaks to the control side, a person fills in the pages."""

    root: str
    http: ClientSession
    api: stripe.StripeClient
    endpoint: Endpoint

    @property
    def v1(self) -> Any:
        return self.api.v1

    async def control(self, method: str, path: str, body: Any = None, *, status: int | None = None) -> Any:
        async with self.http.request(method, self.root + path, json=body) as response:
            assert response.status == status if status else response.status < 300, await response.text()
            return None if response.status == 204 else await response.json()

    async def will(self, kind: str, **details: Any) -> None:
        await self.control("POST", "/faults", {"kind": kind, **details})

    async def customer(self, user: str = "7") -> Any:
        return await self.v1.customers.create_async({"email": "ann@example.com", "metadata": {"user": user}})

    async def session(self, customer: Any, price: str = PRICE_PRO, **more: Any) -> Any:
        return await self.v1.checkout.sessions.create_async(order_of(customer, price, **more))

    async def fills_in(self, url: str, **fields: str) -> tuple[int, str]:
        """Posts a form: the status, and where it leads or what the page says."""
        async with self.http.post(url, data=fields, allow_redirects=False) as response:
            return response.status, response.headers.get("Location") or await response.text()

    async def reads(self, url: str) -> tuple[int, str]:
        async with self.http.get(url) as response:
            return response.status, await response.text()

    async def pays(self, customer: Any, price: str = PRICE_PRO, card: str = OK) -> Any:
        """The subscription that comes of it."""
        session = await self.session(customer, price)
        status, where = await self.fills_in(session.url, method="card", number=card)
        assert status == 303, where
        found = await self.v1.checkout.sessions.retrieve_async(session.id, {"expand": ["subscription"]})
        return found.subscription

    async def subscription(self, subscription: Any, *expand: str) -> Any:
        return await self.v1.subscriptions.retrieve_async(subscription.id, {"expand": list(expand)})

    async def passes(self, customer: Any, seconds: int = 0, **move: str) -> None:
        await self.control("POST", "/clock", {"customer": customer.id, "seconds": seconds, **move})

    async def told(self) -> list[str]:
        """Types of the events that have arrived, once nothing is on its way."""
        await self.control("GET", "/webhook?wait=10")
        return self.endpoint.kinds


def order_of(customer: Any, price: str = PRICE_PRO, **more: Any) -> Json:
    return {
        "mode": "subscription",
        "customer": customer.id,
        "line_items": [{"price": price, "quantity": 1}],
        "client_reference_id": "7",
        "metadata": {"user": "7"},
        "subscription_data": {"metadata": {"user": "7"}},
        "success_url": "https://shop.example/paid?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://shop.example/later",
        **more,
    }


def words_of(page: str) -> str:
    """What a page says, without its markup."""
    body = page.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", f"<main{body}").split())


@asynccontextmanager
async def open_shop(data: Any = None) -> AsyncIterator[Shop]:
    endpoint = Endpoint()
    hearing = web.Application()
    hearing.router.add_post("/hook", endpoint.hear)
    async with TestServer(hearing) as ears:
        endpoint.url = str(ears.make_url("/hook"))
        async with TestServer(create_app(data, webhook=endpoint.url)) as server, ClientSession() as http:
            root = str(server.make_url("")).rstrip("/")
            client = stripe.AIOHTTPClient(timeout=10)
            api = stripe.StripeClient(
                KEY, base_addresses={"api": root}, http_client=client, max_network_retries=2
            )
            yield Shop(root, http, api, endpoint)
            await client.close_async()  # type: ignore[no-untyped-call]
