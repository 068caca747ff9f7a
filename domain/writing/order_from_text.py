from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.set_slots import GetBrand
from domain.writing.accept_source import check_length
from domain.writing.models import Generation, Source
from domain.writing.order_posts import Choice, OrderPosts


@dataclass(frozen=True, slots=True)
class OrderFromText:
    """Posts out of a text that came without a message: source and order, in one transaction. The choice has
    one platform.

    `request_key` names the request: the same order twice is one order. Raises SourceTooShort, SourceTooLong,
    BrandNotFound, and what OrderPosts raises.
    """

    get_brand: GetBrand
    order_posts: OrderPosts

    async def __call__(
        self,
        actor: User,
        text: str,
        choice: Choice,
        *,
        request_key: str,
        brand_id: UUID | None = None,
        language: str | None = None,
    ) -> Generation:
        check_length(text)
        brand = await self.get_brand(actor, brand_id) if brand_id else None
        async with in_transaction():
            # Two requests at once: the second waits here and then finds the order of the first.
            await User.select_for_update(no_key=True).get(id=actor.id)
            if known := await Generation.get_or_none(owner=actor, request_key=request_key):
                return known
            source = await Source.create(owner=actor, text=text)
            [generation] = await self.order_posts(
                actor, source.id, choice, request_key=request_key, brand=brand, language=language
            )
            return generation
