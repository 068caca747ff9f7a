from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.errors import BrandNotFound
from domain.brands.models import Brand


@dataclass(frozen=True, slots=True)
class ListBrands:
    """All brands of the actor, the oldest first."""

    async def __call__(self, actor: User) -> list[Brand]:
        return await Brand.filter(owner=actor).order_by("created_at")


@dataclass(frozen=True, slots=True)
class DefaultBrand:
    """The brand that the actor writes for, or None while there is none."""

    async def __call__(self, actor: User) -> Brand | None:
        return await Brand.filter(owner=actor, is_default=True).first()


@dataclass(frozen=True, slots=True)
class ChooseDefaultBrand:
    """Raises BrandNotFound, also for other people's brands."""

    async def __call__(self, actor: User, brand_id: UUID) -> Brand:
        async with in_transaction():
            await User.select_for_update(no_key=True).get(id=actor.id)
            brand = await Brand.get_or_none(id=brand_id, owner=actor)
            if brand is None:
                raise BrandNotFound
            await Brand.filter(owner=actor, is_default=True).update(is_default=False)
            await Brand.filter(id=brand.id).update(is_default=True)
            return brand
