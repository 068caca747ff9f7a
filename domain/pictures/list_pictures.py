from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from domain.accounts.models import User
from domain.pictures.models import Picture


@dataclass(frozen=True, slots=True)
class ListPictures:
    """The actor's orders of pictures, the newest first, with what came of them. `before` is the moment and
    the id of the one that the last part ended with.
    """

    async def __call__(
        self, actor: User, *, limit: int, before: tuple[datetime, UUID] | None = None
    ) -> Sequence[Picture]:
        mine = Picture.filter(owner=actor)
        if before:
            moment, last = before
            mine = mine.filter(Q(created_at__lt=moment) | Q(created_at=moment, id__lt=last))
        return await mine.order_by("-created_at", "-id").limit(limit).prefetch_related("media")
