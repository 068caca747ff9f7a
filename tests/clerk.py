"""People who sign in on the web, over the HTTP of Clerk's stand-in."""

from typing import Any

from aiohttp import ClientSession


class Clerk:
    """Its control side. `origin` is one that the product takes tokens of."""

    def __init__(self, session: ClientSession, address: str) -> None:
        self.session = session
        self.address = address
        self.origin = address.removesuffix("/clerk")

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        async with self.session.request(method, self.address + path, json=body) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json() if answer.status != 204 else None

    async def sign_up(self, name: str = "Cleo", **order: Any) -> str:
        """The id of somebody new."""
        person = {"firstName": name, "emails": [f"{name.lower()}@example.com"]} | order
        return str((await self.call("POST", "/people", person))["id"])

    async def change(self, person_id: str, **order: Any) -> None:
        """The whole of what they have said of themselves."""
        await self.call("PUT", f"/people/{person_id}", order)

    async def leave(self, person_id: str) -> None:
        await self.call("DELETE", f"/people/{person_id}")

    async def token(self, person_id: str, **order: Any) -> str:
        """Of a new session; `claims` are put over the usual ones."""
        return str((await self.call("POST", f"/people/{person_id}/tokens", order))["token"])

    async def rotate(self, *, keep_old: bool = True) -> None:
        await self.call("POST", "/keys", {"keepOld": keep_old})

    async def breaks(self, **fault: Any) -> None:
        await self.call("POST", "/faults", fault)

    async def works_again(self) -> None:
        await self.call("DELETE", "/faults")

    async def key_questions(self) -> int:
        return int((await self.call("GET", "/calls"))["keyQuestions"])

    async def events_of(self, person_id: str) -> list[dict[str, Any]]:
        events = (await self.call("GET", "/events"))["events"]
        return [event for event in events if event["data"]["id"] == person_id]

    async def sends(self, event: dict[str, Any], *, times: int = 1) -> list[int]:
        """The statuses of the answers."""
        sent = await self.call("POST", f"/events/{event['id']}/send", {"times": times})
        return list(sent["answers"])
