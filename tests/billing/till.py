"""The other side of the till: people with their cards in Stripe's stand-in, and its days."""

from typing import Any

from aiohttp import ClientSession
from yarl import URL

from tests.people import Person, buttons, until

GOOD, DECLINED, ASKS = "4242 4242 4242 4242", "4000 0000 0000 9995", "4000 0027 6000 3184"
SETTLED = 15
"""Seconds within which every webhook that is on its way has arrived."""


class Till:
    """The control side of the stand-in, and its pages as a browser has them."""

    def __init__(self, http: ClientSession, base: str, sidecar: str) -> None:
        self._http = http
        self.base = base
        self.sidecar = sidecar

    async def pays(self, url: str, number: str = GOOD, *, returns: bool = True) -> int:
        """Fills in the form of the pay page: 303 when that is done. `returns`: follows it back to us."""
        return await self._sends(url, {"method": "card", "number": number}, returns=returns)

    async def promises(self, url: str) -> int:
        """Pays from a bank account, which takes days."""
        return await self._sends(url, {"method": "sepa_debit"}, returns=True)

    async def _sends(self, url: str, form: dict[str, str], *, returns: bool) -> int:
        async with self._http.post(url, data=form, allow_redirects=False) as answer:
            status, there = answer.status, answer.headers.get("Location", "")
        if returns and status == 303 and "/billing/" in there:
            # The sidecar of the tests has taken a free port; its settings know none.
            async with self._http.get(self.sidecar + URL(there).raw_path_qs) as back:
                assert back.status == 200, await back.text()
        return status

    async def settles(self) -> None:
        """Waits until nobody has to be told of anything any more."""
        await self.get(f"/webhook?wait={SETTLED}")

    async def made(self, kind: str) -> list[dict[str, Any]]:
        """Everything of a kind that there is, the newest first."""
        found: list[dict[str, Any]] = (await self.get("/state")).get(kind, [])
        return found

    async def api(self, path: str, form: dict[str, Any], key: str) -> dict[str, Any]:
        """A call of Stripe's own interface."""
        headers = {"Authorization": f"Bearer {key}"}
        async with self._http.post(self.base + path, data=form, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == 200, answer
            return answer

    async def get(self, path: str) -> dict[str, Any]:
        return await self._json("GET", path)

    async def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return await self._json("POST", path, body or {})

    async def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._json("PATCH", path, body)

    async def delete(self, path: str) -> dict[str, Any]:
        return await self._json("DELETE", path)

    async def _json(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        async with self._http.request(method, self.base + path, json=body) as response:
            assert response.status < 300, f"{method} {path}: {response.status} {await response.text()}"
            answer: dict[str, Any] = {} if response.status == 204 else await response.json()
            return answer


async def url_of(person: Person, label: str) -> str:
    """Where the newest button leads whose label contains this; waits until there is one."""
    found: list[str] = []

    def is_there() -> bool:
        found[:] = [
            button["url"]
            for message in person.received
            for button in buttons(message)
            if label in button["text"] and "url" in button
        ]
        return bool(found)

    await until(is_there, looking=person)
    return found[-1]
