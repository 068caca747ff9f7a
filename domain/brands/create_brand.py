from collections.abc import Sequence
from dataclasses import dataclass

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.errors import BrandNameTaken, TooManyBrands
from domain.brands.fields import check_field
from domain.brands.models import Brand
from domain.plans import PLANS
from domain.platforms import Platform


@dataclass(frozen=True, slots=True)
class CheckBrandRoom:
    """Raises TooManyBrands, so that nobody answers five questions in vain."""

    async def __call__(self, actor: User) -> None:
        limit = PLANS[actor.plan].brands
        if await Brand.filter(owner=actor).count() >= limit:
            raise TooManyBrands(limit=limit)


@dataclass(frozen=True, slots=True)
class CheckBrandName:
    """The name as it will be kept. Raises BrandNameMissing, BrandFieldTooLong, BrandNameTaken."""

    async def __call__(self, actor: User, name: str) -> str:
        name = check_field("name", name)
        if await Brand.exists(owner=actor, name=name):
            raise BrandNameTaken(name=name)
        return name


@dataclass(frozen=True, slots=True)
class CreateBrand:
    """A new brand of the actor; the first one becomes their default.

    Raises TooManyBrands, BrandNameTaken, BrandNameMissing, BrandFieldTooLong.
    """

    check_room: CheckBrandRoom
    check_name: CheckBrandName

    async def __call__(
        self,
        actor: User,
        *,
        name: str,
        description: str = "",
        audience: str = "",
        tone: str = "",
        platforms: Sequence[Platform] = (),
    ) -> Brand:
        typed = {"description": description, "audience": audience, "tone": tone}
        checked = {field: check_field(field, value) for field, value in typed.items()}
        async with in_transaction():
            # Two taps at once must not both see room for one: the owner's row is the lock.
            await User.select_for_update(no_key=True).get(id=actor.id)
            await self.check_room(actor)
            brand = Brand(
                owner=actor,
                name=await self.check_name(actor, name),
                platforms=[platform.value for platform in platforms],
                is_default=not await Brand.exists(owner=actor),
                **checked,
            )
            await brand.save()
            return brand
