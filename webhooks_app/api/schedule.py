"""When a post comes."""

from typing import Literal, Self

from pydantic import ConfigDict, model_validator

from domain.accounts.models import User
from domain.app import UseCases
from domain.scheduling.moments import moment_at
from webhooks_app.api.posts import Post
from webhooks_app.endpoint import Id, Routes
from webhooks_app.kinds import Instant, one_of, unchanged
from webhooks_app.schemas import Body

routes = Routes("schedule")


class When(Body):
    """A moment, or the next free publishing time of the brand."""

    model_config = ConfigDict(json_schema_extra=one_of("scheduledFor", "nextSlot"))

    scheduled_for: Instant = unchanged(examples=["2030-01-31T09:00:00Z"])
    next_slot: Literal[True] = unchanged()

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("Either scheduledFor or nextSlot is needed")
        return self


@routes.post("/api/v1/posts/{id}/schedule", errors=(409,), repeatable=True)
async def schedule_post(use_cases: UseCases, actor: User, id: Id, body: When) -> Post:
    """The post comes into your Telegram chat at that moment; a scheduled one is moved."""
    if body.next_slot:
        await use_cases.schedule_on_slot(actor, id)
    else:
        await use_cases.schedule_post(actor, id, moment_at(body.scheduled_for, actor.zone))
    return Post.of(await use_cases.read_post(actor, id))


@routes.delete("/api/v1/posts/{id}/schedule", errors=(409,))
async def unschedule_post(use_cases: UseCases, actor: User, id: Id) -> None:
    """The post does not come; it is a draft again. A post that repeats goes on with its next time."""
    await use_cases.unschedule_post(actor, id)
