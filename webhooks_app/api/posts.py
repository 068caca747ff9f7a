"""Posts: written by the writer or by hand, listed, changed, taken down."""

from typing import Literal, Self

from pydantic import Field

from domain.accounts.models import User
from domain.app import UseCases
from domain.changes import UNCHANGED
from domain.platforms import Platform
from domain.posts.live_url import LONGEST_URL
from domain.posts.models import PostStatus
from domain.posts.read_posts import Cursor, ListedPost, Wanted
from domain.posts.write_post import PostChanges
from webhooks_app.endpoint import Id, Routes
from webhooks_app.kinds import Instant, Text, unchanged
from webhooks_app.paging import cursor_of, place_of
from webhooks_app.schemas import Answer, Body, Moment, Page, PageQuery

routes = Routes("posts")

LONGEST_CONTENT = 20_000
"""Characters that are looked at; each platform takes less."""


class PostMedia(Answer):
    picture_id: Id | None
    sound_id: Id | None


class Post(Answer):
    id: Id
    content: str
    platform: Platform
    status: PostStatus
    brand_id: Id | None
    scheduled_for: Moment | None = Field(description="When it comes; null when it is not to come.")
    delivered_at: Moment | None = Field(description="When it came last.")
    published_at: Moment | None
    live_url: str | None
    is_public: bool
    thread: bool = Field(description="Published as a chain of numbered parts.")
    media: PostMedia
    generation_id: Id | None
    created_at: Moment
    updated_at: Moment

    @classmethod
    def of(cls, post: ListedPost) -> Self:
        return cls(
            id=post.id,
            content=post.text,
            platform=post.platform,
            status=post.status,
            brand_id=post.brand_id,
            scheduled_for=post.scheduled_for,
            delivered_at=post.delivered_at,
            published_at=post.published_at,
            live_url=post.live_url,
            is_public=post.is_public,
            thread=post.thread,
            media=PostMedia(picture_id=post.picture_id, sound_id=post.sound_id),
            generation_id=post.generation_id,
            created_at=post.created_at,
            updated_at=post.updated_at,
        )


class PostsQuery(PageQuery):
    brand_id: Id | None = None
    platform: Platform | None = None
    status: PostStatus | None = None
    since: Instant | None = Field(None, alias="from", description="Made at this moment or later.")
    until: Instant | None = Field(None, alias="to", description="Made before this moment.")

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.status, self.platform, self.brand_id, since=self.since, until=self.until)


class NewPost(Body):
    content: Text = Field(min_length=1, max_length=LONGEST_CONTENT, examples=["We opened today."])
    platform: Platform
    thread: bool = Field(False, description="A chain of numbered parts, where it is too long for one.")
    brand_id: Id = unchanged(description="Left out: your default brand.")
    media_id: Id = unchanged(description="A stored picture or sound.")
    is_public: bool = False


class MediaChange(Body):
    picture_id: Id | None = unchanged(description="null takes it away.")
    sound_id: Id | None = unchanged(description="null takes it away.")


class PostChange(Body):
    content: Text = unchanged(min_length=1, max_length=LONGEST_CONTENT)
    status: Literal["PUBLISHED", "SKIPPED"] = unchanged(description="What you did with it.")
    is_public: bool = unchanged(description="Whether everybody may read it and see its picture.")
    media: MediaChange = unchanged()
    live_url: Text | None = unchanged(
        max_length=LONGEST_URL, description="Where it was published.", examples=["https://x.com/a/status/1"]
    )

    @property
    def changes(self) -> PostChanges:
        media = self.media or MediaChange()
        return PostChanges(
            text=self.content,
            is_public=self.is_public,
            status=PostStatus(self.status) if self.status else None,
            live_url=self.live_url if "live_url" in self.model_fields_set else UNCHANGED,
            picture_id=media.picture_id if "picture_id" in media.model_fields_set else UNCHANGED,
            sound_id=media.sound_id if "sound_id" in media.model_fields_set else UNCHANGED,
        )


@routes.get("/api/v1/posts")
async def list_posts(use_cases: UseCases, actor: User, query: PostsQuery) -> Page[Post]:
    """Your posts, the newest first.

    With several filters a page can hold fewer posts than asked for, even none: go on until nextCursor is
    null.
    """
    place = place_of(query.cursor)
    before = Cursor(*place) if place else None
    page = await use_cases.list_posts(actor, limit=query.limit, before=before, wanted=query.wanted)
    older = cursor_of((page.older.created_at, page.older.id)) if page.older else None
    return Page(items=[Post.of(post) for post in page.posts], next_cursor=older)


@routes.post("/api/v1/posts", status=201, errors=(402, 404), repeatable=True)
async def create_post(use_cases: UseCases, actor: User, body: NewPost) -> Post:
    """A draft of your own, word for word. It counts as one post of the month."""
    post = await use_cases.write_post(
        actor,
        text=body.content,
        platform=body.platform,
        thread=body.thread,
        brand_id=body.brand_id,
        media_id=body.media_id,
        is_public=body.is_public,
    )
    return Post.of(await use_cases.read_post(actor, post.id))


@routes.get("/api/v1/posts/{id}")
async def read_post(use_cases: UseCases, actor: User, id: Id) -> Post:
    """One of your posts."""
    return Post.of(await use_cases.read_post(actor, id))


@routes.patch("/api/v1/posts/{id}", errors=(409,))
async def change_post(use_cases: UseCases, actor: User, id: Id, body: PostChange) -> Post:
    """Changes a post, all that is given or nothing; also a scheduled one, up to its sending."""
    await use_cases.change_post(actor, id, body.changes)
    return Post.of(await use_cases.read_post(actor, id))


@routes.put("/api/v1/posts/{id}", errors=(409,))
async def put_post(use_cases: UseCases, actor: User, id: Id, body: PostChange) -> Post:
    """The same as PATCH: what is left out stays."""
    return await change_post(use_cases, actor, id, body)


@routes.delete("/api/v1/posts/{id}", errors=(409,))
async def delete_post(use_cases: UseCases, actor: User, id: Id) -> None:
    """Deletes a post, and with it what was still to be delivered of it."""
    await use_cases.delete_post(actor, id)
