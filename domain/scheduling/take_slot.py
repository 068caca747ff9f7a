from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.brands.slots import unpacked
from domain.clock import Clock
from domain.database import rows
from domain.delivery.models import Delivery
from domain.posts.models import Post
from domain.posts.read_posts import GetPost
from domain.scheduling.errors import NoFreeSlot
from domain.scheduling.moments import Moment
from domain.scheduling.next_slot import next_slot
from domain.scheduling.schedule_post import SchedulePost


@dataclass(frozen=True, slots=True)
class FindSlot:
    """The next publishing time of the post's brand, else of the default brand, that no other post of that
    brand has; None when there is no brand, or when it has none.
    """

    clock: Clock

    async def __call__(self, actor: User, post: Post) -> Moment | None:
        default = await Brand.get_or_none(owner=actor, is_default=True)
        brand = await Brand.get_or_none(id=post.brand_id, owner=actor) if post.brand_id else default
        if brand is None or not brand.slots:
            return None
        taken = await rows(
            """
            SELECT d.scheduled_for FROM deliveries d JOIN posts p ON p.id = d.post_id
            WHERE d.owner_id = $1 AND d.kind = 'POST' AND d.status IN ('SCHEDULED', 'CLAIMED', 'HELD')
              AND d.scheduled_for >= $2 AND p.id <> $3 AND (p.brand_id = $4 OR (p.brand_id IS NULL AND $5))
            """,
            actor.id,
            self.clock.now(),
            post.id,
            brand.id,
            brand.is_default,
        )
        occupied = [row["scheduled_for"] for row in taken]
        return next_slot(unpacked(brand.slots), now=self.clock.now(), zone=actor.zone, taken=occupied)


@dataclass(frozen=True, slots=True)
class ScheduleOnSlot:
    """The post comes at the next free publishing time: two that are put there at once get different ones.

    Raises PostNotFound, NoFreeSlot, ChatUnknown, AlreadyGoingOut.
    """

    get_post: GetPost
    find_slot: FindSlot
    schedule_post: SchedulePost

    async def __call__(self, actor: User, post_id: UUID) -> tuple[Delivery, Moment]:
        async with in_transaction():
            # The owner's row is the lock. "No key": who puts a delivery into the outbox refers to that row.
            await User.select_for_update(no_key=True).get(id=actor.id)
            post = await self.get_post(actor, post_id)
            moment = await self.find_slot(actor, post)
            if moment is None:
                raise NoFreeSlot
            return await self.schedule_post(actor, post.id, moment), moment
