from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.posts.models import Post, PostStatus


@dataclass(frozen=True, slots=True)
class CountScheduled:
    """How many posts of a brand are still to come."""

    async def __call__(self, actor: User, brand_id: UUID) -> int:
        return await Post.filter(owner=actor, brand_id=brand_id, status=PostStatus.SCHEDULED).count()
