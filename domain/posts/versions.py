"""The texts that a post has had: every change keeps the former one, and can be taken back.

The first change of a post writes down its first version too, so that from then on there is a row for each
version, also for the present one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.posts.models import Maker, Post, PostVersion

UNDO = "undo"
"""What was asked for, where a version is an earlier one again."""

HOW_LENGTH = 300


async def change_text(post: Post, text: str, *, made_by: Maker, how: str = "", thread: bool = False) -> None:
    """Gives the locked post a text that was checked, as its next version; the same text changes nothing.

    Raises AlreadyGoingOut for a thread of which nobody knows how far it came.
    """
    if (text, thread) == (post.text, post.thread):
        return
    await _refuse_in_doubt(post)
    if not await PostVersion.exists(post_id=post.id, number=post.version):
        first = Maker.WRITER if post.generation_id else Maker.PERSON
        await _write_down(post, made_by=first, how="")
    post.text, post.thread, post.version = text, thread, post.version + 1
    await _write_down(post, made_by=made_by, how=how)
    await post.save(update_fields=["text", "thread", "version", "updated_at"])


@dataclass(frozen=True, slots=True)
class FormerText:
    """What an undo would bring back, None where there is nothing to take back."""

    async def __call__(self, actor: User, post_id: UUID) -> PostVersion | None:
        versions = PostVersion.filter(post_id=post_id, post__owner_id=actor.id)
        numbers = standing(await versions.order_by("number").values_list("number", "how"))
        return await versions.get(number=numbers[-2]) if len(numbers) > 1 else None


def standing(versions: Sequence[tuple[int, str]]) -> list[int]:
    """The numbers of the versions that were not taken back, out of all with what was asked for, in order.

    The last one reads like the present text, the one before it is what the next undo brings back.
    """
    numbers: list[int] = []
    for number, how in versions:
        if how == UNDO and len(numbers) > 1:
            numbers.pop()
        else:
            numbers.append(number)
    return numbers


async def _write_down(post: Post, *, made_by: Maker, how: str) -> None:
    await PostVersion.create(
        post_id=post.id,
        number=post.version,
        text=post.text,
        thread=post.thread,
        made_by=made_by,
        how=how[:HOW_LENGTH],
    )


async def _refuse_in_doubt(post: Post) -> None:
    """Raises AlreadyGoingOut while nobody knows whether a part of the post arrived: whichever answer comes,
    the parts that follow belong to the text of those before. Scheduled again, the post begins anew.
    """
    last = await Delivery.filter(post_id=post.id, kind=Kind.POST).order_by("-occurrence", "-part").first()
    if last and last.status == DeliveryStatus.UNKNOWN:
        raise AlreadyGoingOut
