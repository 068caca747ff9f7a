"""The WebAccounts port over Clerk's Backend API.

Facts: Clerk's documentation, "Backend API", users: `GET` and `DELETE /users/{user_id}`.
"""

from dataclasses import dataclass, field
from urllib.parse import quote

import httpx

from domain.accounts.web_accounts import WebAccount, WebAccountsAway, read_web_account


@dataclass(frozen=True, slots=True)
class ClerkAccounts:
    """`client` lives as long as the process. `timeout` is in seconds, for each step of a call."""

    client: httpx.AsyncClient = field(repr=False)
    base_url: str
    secret_key: str = field(repr=False)
    timeout: float = 10.0

    async def fetch(self, clerk_id: str) -> WebAccount | None:
        """See WebAccounts.fetch."""
        answer = await self._call("GET", clerk_id)
        if answer is None:
            return None
        try:
            return read_web_account(answer.json())
        except ValueError:
            malformed = WebAccountsAway("malformed answer")
        raise malformed

    async def delete(self, clerk_id: str) -> None:
        """See WebAccounts.delete."""
        await self._call("DELETE", clerk_id)

    async def _call(self, method: str, clerk_id: str) -> httpx.Response | None:
        """None for somebody who is not there."""
        address = f"{self.base_url.rstrip('/')}/users/{quote(clerk_id, safe='')}"
        headers = {"Authorization": f"Bearer {self.secret_key}"}
        try:
            answer = await self.client.request(
                method, address, headers=headers, timeout=self.timeout, follow_redirects=False
            )
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            away = WebAccountsAway(type(error).__name__)
        else:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.is_success:
                return answer
            away = WebAccountsAway(f"status {answer.status_code}")
        # Raised out here, because the errors above know the request and its key.
        raise away
