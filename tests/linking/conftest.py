from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from tests.linking.web import Web
from tests.people import Person

SignUp = Callable[..., Awaitable[Web]]
Link = Callable[[Web, Person], Awaitable[None]]


@pytest.fixture
def sign_up(use_cases: UseCases) -> SignUp:
    """Somebody on the web, who has never been in a chat."""

    async def sign_up(name: str = "", email: str | None = "wanda@example.com") -> Web:
        user = await User.create(clerk_id=f"user_{uuid4().hex}", name=name, email=email)
        return Web(user.clerk_id or "", use_cases)

    return sign_up


@pytest.fixture
def link() -> Link:
    """Both say yes."""

    async def link(web: Web, person: Person) -> None:
        await person.says(f"/start link_{await web.asks()}")
        await person.taps("Yes, connect")
        await web.confirms()
        await person.sees("✅ This chat is connected")

    return link
