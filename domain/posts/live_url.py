"""Where a post can be read by everybody, once it is published."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.posts.change_post import lock_post
from domain.posts.errors import LiveUrlInvalid
from domain.posts.models import Post

LONGEST_URL = 2_048
"""Characters."""


def check_live_url(typed: str) -> str:
    """An http or https address of a public host, as it was typed. Raises LiveUrlInvalid."""
    url = typed.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise LiveUrlInvalid from None
    labels = host.split(".")
    if (
        len(url) > LONGEST_URL
        or not url.isprintable()
        or " " in url
        or parts.scheme not in ("http", "https")
        or parts.username is not None
        or len(labels) < 2
        or not all(labels)
    ):
        raise LiveUrlInvalid
    return url


@dataclass(frozen=True, slots=True)
class KeepLiveUrl:
    """Keeps where the post went live. Raises PostNotFound, LiveUrlInvalid."""

    async def __call__(self, actor: User, post_id: UUID, *, typed: str) -> Post:
        url = check_live_url(typed)
        async with in_transaction():
            post = await lock_post(actor, post_id)
            post.live_url = url
            await post.save(update_fields=["live_url", "updated_at"])
        await post.fetch_related("brand")
        return post
