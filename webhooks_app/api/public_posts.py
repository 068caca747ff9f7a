"""Posts that their owners let everybody read."""

from typing import Self

from aiohttp import web
from pydantic import Field

from domain.app import UseCases
from domain.platforms import Platform
from domain.posts.public_posts import PublicPost as FoundPost
from domain.posts.read_posts import Cursor
from webhooks_app.endpoint import Id, Routes
from webhooks_app.keys import PUBLIC_URL
from webhooks_app.paging import cursor_of, place_of
from webhooks_app.schemas import Answer, Moment, Page, PageQuery

routes = Routes("public posts")


class PublicPost(Answer):
    id: Id
    content: str
    platform: Platform
    thread: bool
    picture_url: str | None = Field(description="Leads to the picture for as long as the post is public.")
    live_url: str | None
    published_at: Moment | None
    created_at: Moment

    @classmethod
    def of(cls, post: FoundPost, *, server: str) -> Self:
        return cls(
            id=post.id,
            content=post.text,
            platform=post.platform,
            thread=post.thread,
            picture_url=f"{server}/media/public/{post.picture_id}" if post.picture_id else None,
            live_url=post.live_url,
            published_at=post.published_at,
            created_at=post.created_at,
        )


class PublicPostsQuery(PageQuery):
    platform: Platform | None = None


@routes.get("/api/v1/posts/public", public=True)
async def list_public_posts(
    use_cases: UseCases, request: web.Request, query: PublicPostsQuery
) -> Page[PublicPost]:
    """Posts that their owners made public, the newest first."""
    place = place_of(query.cursor)
    before = Cursor(*place) if place else None
    page = await use_cases.list_public_posts(limit=query.limit, before=before, platform=query.platform)
    server = request.app[PUBLIC_URL]
    older = cursor_of((page.older.created_at, page.older.id)) if page.older else None
    return Page(items=[PublicPost.of(post, server=server) for post in page.posts], next_cursor=older)
