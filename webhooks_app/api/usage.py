"""What somebody has used of their plan."""

from pydantic import Field

from domain.accounts.models import User
from domain.app import UseCases
from domain.plans import PLANS
from domain.usage.models import UsageKind
from domain.usage.read_usage import Usage
from webhooks_app.endpoint import Routes
from webhooks_app.schemas import Answer, Moment

routes = Routes("usage")


class Part(Answer):
    used: int
    reserved: int = Field(description="Set aside for what is under way.")
    limit: int
    resets_at: Moment | None = Field(description="When the month (UTC) is over; null for what has no month.")


class UsageOfMonth(Answer):
    posts: Part
    pictures: Part
    voice_characters: Part
    brands: Part


@routes.get("/api/v1/users/me/usage")
async def read_usage(use_cases: UseCases, actor: User) -> UsageOfMonth:
    """What you have used of your plan in the current month (UTC)."""
    usage, brands = await use_cases.read_usage(actor), await use_cases.list_brands(actor)
    return UsageOfMonth(
        posts=_part(usage, UsageKind.POSTS),
        pictures=_part(usage, UsageKind.PICTURES),
        voice_characters=_part(usage, UsageKind.VOICE_CHARACTERS),
        brands=Part(used=len(brands), reserved=0, limit=PLANS[actor.plan].brands, resets_at=None),
    )


def _part(usage: Usage, kind: UsageKind) -> Part:
    found = usage.kinds[kind]
    return Part(used=found.used, reserved=found.reserved, limit=found.limit, resets_at=usage.resets_at)
