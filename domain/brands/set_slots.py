from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.brands.errors import BrandNotFound
from domain.brands.models import Brand
from domain.brands.slots import Slot, packed


@dataclass(frozen=True, slots=True)
class GetBrand:
    """Raises BrandNotFound, also for other people's brands."""

    async def __call__(self, actor: User, brand_id: UUID) -> Brand:
        brand = await Brand.get_or_none(id=brand_id, owner=actor)
        if brand is None:
            raise BrandNotFound
        return brand


@dataclass(frozen=True, slots=True)
class SetSlots:
    """The weekly times at which the brand publishes from now on; none clears them. What is scheduled stays.

    Raises BrandNotFound.
    """

    get_brand: GetBrand

    async def __call__(self, actor: User, brand_id: UUID, slots: Collection[Slot]) -> Brand:
        brand = await self.get_brand(actor, brand_id)
        brand.slots = packed(slots)
        await brand.save(update_fields=["slots"])
        return brand
