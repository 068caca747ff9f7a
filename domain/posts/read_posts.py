from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from domain.accounts.models import User
from domain.posts.errors import PostNotFound
from domain.posts.models import Post


@dataclass(frozen=True, slots=True)
class GetPost:
    """Raises PostNotFound, also for other people's posts."""

    async def __call__(self, actor: User, post_id: UUID) -> Post:
        post = await Post.get_or_none(id=post_id, owner=actor).prefetch_related("brand")
        if post is None:
            raise PostNotFound
        return post


@dataclass(frozen=True, slots=True)
class Page:
    """A page of posts, the newest first; `older` is the cursor of the next page, None on the last one."""

    posts: Sequence[Post]
    older: UUID | None


@dataclass(frozen=True, slots=True)
class ListPosts:
    """The library of the actor by keyset: a page costs the same however many posts there are."""

    async def __call__(self, actor: User, *, limit: int, before: UUID | None = None) -> Page:
        query = Post.filter(owner=actor)
        last = await Post.get_or_none(id=before, owner=actor) if before else None
        if last is not None:
            query = query.filter(
                Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, id__lt=last.id)
            )
        found = await query.order_by("-created_at", "-id").limit(limit + 1).prefetch_related("brand")
        posts = found[:limit]
        return Page(posts, older=posts[-1].id if len(found) > limit else None)
