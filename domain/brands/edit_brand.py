from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.change_brand import BrandChanges, ChangeBrand
from domain.brands.errors import BrandNotFound
from domain.brands.fields import BrandField
from domain.brands.hashtags import read_groups
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.brands.voice import VoiceCard, VoiceField, changed, packed, parsed
from domain.platforms import Platform


@dataclass(frozen=True, slots=True)
class EditBrand:
    """One field of a brand anew, as it was typed; nothing to see clears it. Posts that are written already
    stay as they are.

    Raises BrandNotFound, BrandNameTaken and what `check_field` and `read_groups` raise.
    """

    change_brand: ChangeBrand

    async def __call__(self, actor: User, brand_id: UUID, field: BrandField, typed: str) -> Brand:
        if field is BrandField.HASHTAGS:
            return await self.change_brand(actor, brand_id, BrandChanges(hashtags=read_groups(typed)))
        return await self.change_brand(actor, brand_id, BrandChanges({field: typed}))


@dataclass(frozen=True, slots=True)
class SetBrandPlatforms:
    """Where the brand publishes from now on. Raises BrandNotFound."""

    get_brand: GetBrand

    async def __call__(self, actor: User, brand_id: UUID, platforms: Sequence[Platform]) -> Brand:
        brand = await self.get_brand(actor, brand_id)
        brand.platforms = [platform.value for platform in platforms]
        await brand.save(update_fields=["platforms"])
        return brand


@dataclass(frozen=True, slots=True)
class KeepVoice:
    """The voice card that the brand is written in from now on; an empty one drops it.

    Raises BrandNotFound.
    """

    get_brand: GetBrand

    async def __call__(self, actor: User, brand_id: UUID, card: VoiceCard) -> Brand:
        brand = await self.get_brand(actor, brand_id)
        brand.voice = packed(card)
        await brand.save(update_fields=["voice"])
        return brand


@dataclass(frozen=True, slots=True)
class EditVoice:
    """One field of the brand's voice card anew, as it was typed. Raises BrandNotFound and what `changed`
    raises.
    """

    async def __call__(self, actor: User, brand_id: UUID, field: VoiceField, typed: str) -> Brand:
        async with in_transaction():
            brand = await Brand.select_for_update().get_or_none(id=brand_id, owner=actor)
            if brand is None:
                raise BrandNotFound
            brand.voice = packed(changed(parsed(brand.voice), field, typed))
            await brand.save(update_fields=["voice"])
            return brand


@dataclass(frozen=True, slots=True)
class DeleteBrand:
    """Deletes a brand for good; returns the default one that is left, or None.

    Its posts stay, scheduled ones go out as planned; from then on they belong to no brand. The oldest other
    brand becomes the default when the deleted one was. Raises BrandNotFound.
    """

    get_brand: GetBrand

    async def __call__(self, actor: User, brand_id: UUID) -> Brand | None:
        async with in_transaction():
            await User.select_for_update(no_key=True).get(id=actor.id)
            brand = await self.get_brand(actor, brand_id)
            await brand.delete()
            if brand.is_default:
                oldest = await Brand.filter(owner=actor).order_by("created_at").first()
                if oldest is not None:
                    oldest.is_default = True
                    await oldest.save(update_fields=["is_default"])
            return await Brand.get_or_none(owner=actor, is_default=True)
