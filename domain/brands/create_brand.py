from collections.abc import Sequence
from dataclasses import dataclass

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.billing.plans import PLANS
from domain.brands.errors import BrandFieldTooLong, BrandNameMissing, BrandNameTaken, TooManyBrands
from domain.brands.models import AUDIENCE_LENGTH, DESCRIPTION_LENGTH, NAME_LENGTH, TONE_LENGTH, Brand
from domain.platforms import Platform

LONGEST = {
    "name": NAME_LENGTH,
    "description": DESCRIPTION_LENGTH,
    "audience": AUDIENCE_LENGTH,
    "tone": TONE_LENGTH,
}


def check_field(field: str, value: str) -> str:
    """The value without outer white space. Raises BrandNameMissing, BrandFieldTooLong."""
    value = value.strip()
    if field == "name" and not value:
        raise BrandNameMissing
    if len(value) > LONGEST[field]:
        raise BrandFieldTooLong(field=field, length=len(value), limit=LONGEST[field])
    return value


@dataclass(frozen=True, slots=True)
class CheckBrandRoom:
    """Raises TooManyBrands, so that nobody answers five questions in vain."""

    async def __call__(self, actor: User) -> None:
        limit = PLANS[actor.plan].brands
        if await Brand.filter(owner=actor).count() >= limit:
            raise TooManyBrands(limit=limit)


@dataclass(frozen=True, slots=True)
class CreateBrand:
    """A new brand of the actor; the first one becomes their default.

    Raises TooManyBrands, BrandNameTaken, BrandNameMissing, BrandFieldTooLong.
    """

    check_room: CheckBrandRoom

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
        typed = {"name": name, "description": description, "audience": audience, "tone": tone}
        checked = {field: check_field(field, value) for field, value in typed.items()}
        async with in_transaction():
            # Two taps at once must not both see room for one: the owner's row is the lock.
            await User.select_for_update().get(id=actor.id)
            await self.check_room(actor)
            if await Brand.exists(owner=actor, name=checked["name"]):
                raise BrandNameTaken(name=checked["name"])
            first = not await Brand.exists(owner=actor)
            brand = Brand(owner=actor, platforms=[p.value for p in platforms], is_default=first, **checked)
            await brand.save()
            return brand
