"""Posts that their owners let everybody read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.database import rows
from domain.platforms import Platform
from domain.posts.read_posts import Cursor


@dataclass(frozen=True, slots=True)
class PublicPost:
    """What everybody may know of a post: nothing about who owns it. `picture_id` names its picture, which is
    published as long as the post is, see domain.media.store_media.LinkToPublished.
    """

    id: UUID
    platform: Platform
    text: str
    thread: bool
    picture_id: UUID | None
    live_url: str | None
    published_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page, the newest first; `older` is the cursor of what follows, None on the last page."""

    posts: Sequence[PublicPost]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class ListPublicPosts:
    """For anybody, so without an actor. Posts of people who were banned are not shown. By keyset: a page
    costs the same however many there are.
    """

    async def __call__(
        self, *, limit: int, before: Cursor | None = None, platform: Platform | None = None
    ) -> PublicPage:
        conditions, values = ["p.is_public", "u.active"], list[object]()
        if before:
            values += [before.created_at, before.id]
            conditions.append("(p.created_at, p.id) < ($1, $2)")
        if platform:
            values.append(platform.value)
            conditions.append(f"p.platform = ${len(values)}")
        found = await rows(
            f"""
            SELECT p.id, p.platform, p.text, p.thread, p.picture_id, p.live_url, p.published_at, p.created_at
            FROM posts p JOIN users u ON u.id = p.owner_id
            WHERE {" AND ".join(conditions)} ORDER BY p.created_at DESC, p.id DESC LIMIT {limit + 1}
            """,  # noqa: S608
            *values,
        )
        posts = [_public(row) for row in found[:limit]]
        more = len(found) > limit
        return PublicPage(posts, Cursor(posts[-1].created_at, posts[-1].id) if more else None)


def _public(row: dict[str, Any]) -> PublicPost:
    return PublicPost(**row | {"platform": Platform(row["platform"])})
