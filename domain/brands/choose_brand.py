from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.errors import BrandNotFound
from domain.brands.models import Brand


@dataclass(frozen=True, slots=True)
class ListBrands:
    """All brands of the actor, the oldest first; or `limit` of them, those behind a moment and an id."""

    async def __call__(
        self, actor: User, *, limit: int | None = None, after: tuple[datetime, UUID] | None = None
    ) -> list[Brand]:
        brands = Brand.filter(owner=actor).order_by("created_at", "id")
        if after is not None:
            made_at, brand_id = after
            brands = brands.filter(Q(created_at__gt=made_at) | Q(created_at=made_at, id__gt=brand_id))
        return await (brands if limit is None else brands.limit(limit))


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
            brand.is_default = True
            await brand.save(update_fields=["is_default"])
            return brand
