"""Personal keys: made, listed, revoked."""

from typing import Self

from pydantic import Field

from domain.accounts.api_keys import NAME_LENGTH
from domain.accounts.models import ApiKey, User
from domain.app import UseCases
from webhooks_app.endpoint import Id, Routes
from webhooks_app.schemas import Answer, Body, Moment, Page

routes = Routes("api keys")


class NewKey(Body):
    name: str = Field(min_length=1, max_length=NAME_LENGTH, pattern=r"^[^\x00]*$", examples=["My site"])


class Key(Answer):
    id: Id
    name: str
    prefix: str = Field(description="How the key begins.")
    last_used_at: Moment | None
    created_at: Moment

    @classmethod
    def of(cls, key: ApiKey) -> Self:
        return cls(
            id=key.id,
            name=key.name,
            prefix=key.prefix,
            last_used_at=key.last_used_at,
            created_at=key.created_at,
        )


class FreshKey(Answer):
    id: Id
    name: str
    prefix: str
    key: str = Field(description="The key itself. It is shown this once.")
    created_at: Moment


@routes.get("/api/v1/users/me/api-keys")
async def list_api_keys(use_cases: UseCases, actor: User) -> Page[Key]:
    """Your personal keys, the newest first."""
    return Page(items=[Key.of(key) for key in await use_cases.list_api_keys(actor)])


@routes.post("/api/v1/users/me/api-keys", status=201, errors=(409,), repeatable=True)
async def create_api_key(use_cases: UseCases, actor: User, body: NewKey) -> FreshKey:
    """A new personal key. What it reads is shown in this answer only."""
    key, spoken = await use_cases.create_api_key(actor, name=body.name)
    return FreshKey(id=key.id, name=key.name, prefix=key.prefix, key=spoken, created_at=key.created_at)


@routes.delete("/api/v1/users/me/api-keys/{id}")
async def revoke_api_key(use_cases: UseCases, actor: User, id: Id) -> None:
    """From now on the key opens nothing."""
    await use_cases.revoke_api_key(actor, id)
