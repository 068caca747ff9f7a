"""Several changes of a brand at once, as programs make them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Protocol
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.choose_brand import ChooseDefaultBrand
from domain.brands.create_brand import CheckBrandName, CreateBrand
from domain.brands.errors import BrandNotFound
from domain.brands.fields import BrandField, check_field
from domain.brands.hashtags import Groups
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.brands.slots import Slot, packed
from domain.brands.voice import VoiceField, changed, parsed
from domain.brands.voice import packed as packed_card
from domain.changes import UNCHANGED, Unchanged
from domain.media.errors import MediaNotFound
from domain.media.store_media import GetMedia
from domain.platforms import Platform


@dataclass(frozen=True, slots=True)
class BrandChanges:
    """What is to be different about a brand; None stays as it is.

    `texts` and the fields of the `voice` card are as they were typed, nothing to see clears one; without a
    card (None) it is dropped. `hashtags` are groups as check_groups gives them. `logo_id` names a stored
    picture; with none there is nothing to put on pictures. An empty `speaking_voice_id` clears it.
    """

    texts: Mapping[BrandField, str] = field(default_factory=dict)
    hashtags: Groups | None = None
    voice: Mapping[VoiceField, str] | Unchanged | None = UNCHANGED
    platforms: Sequence[Platform] | None = None
    slots: Collection[Slot] | None = None
    logo_id: UUID | Unchanged | None = UNCHANGED
    logo_on_pictures: bool | None = None
    speaking_voice_id: str | None = None
    as_default: bool = False


class CheckVoice(Protocol):
    async def __call__(self, actor: User, voice_id: str) -> object:
        """Raises when there is no such voice that the actor may speak with."""


@dataclass(frozen=True, slots=True)
class ChangeBrand:
    """Several fields of a brand at once, all or none. Posts that are written already stay as they are. To be
    called outside of a transaction when a voice is chosen.

    Raises BrandNotFound, BrandNameTaken, MediaNotFound, what `check_field` and `changed` raise, and what
    `check_voice` does.
    """

    get_brand: GetBrand
    check_name: CheckBrandName
    choose_default: ChooseDefaultBrand
    check_voice: CheckVoice
    get_media: GetMedia = field(default_factory=GetMedia)

    async def __call__(self, actor: User, brand_id: UUID, changes: BrandChanges) -> Brand:
        values: dict[str, Any] = {
            each.value: check_field(each, typed) for each, typed in changes.texts.items()
        }
        if changes.hashtags is not None:
            values["hashtags"] = changes.hashtags
        if changes.platforms is not None:
            values["platforms"] = [platform.value for platform in changes.platforms]
        if changes.slots is not None:
            values["slots"] = packed(changes.slots)
        if changes.speaking_voice_id is not None:
            values["speaking_voice_id"] = changes.speaking_voice_id
        if changes.speaking_voice_id:
            await self.get_brand(actor, brand_id)
            await self.check_voice(actor, changes.speaking_voice_id)
        async with in_transaction():
            # Two brands must not take one name at once: the owner's row is the lock.
            await User.select_for_update(no_key=True).get(id=actor.id)
            brand = await Brand.select_for_update().get_or_none(id=brand_id, owner=actor)
            if brand is None:
                raise BrandNotFound
            if "name" in values and values["name"] != brand.name:
                await self.check_name(actor, values["name"])
            values |= _card(brand, changes.voice) | await self._logo(actor, brand, changes)
            if values:
                await brand.update_from_dict(values).save(update_fields=list(values))
            if changes.as_default:
                return await self.choose_default(actor, brand_id)
            return brand

    async def _logo(self, actor: User, brand: Brand, changes: BrandChanges) -> dict[str, Any]:
        logo, on = changes.logo_id, changes.logo_on_pictures
        if isinstance(logo, UUID) and not (await self.get_media(actor, logo)).is_picture:
            raise MediaNotFound
        values: dict[str, Any] = {} if logo is UNCHANGED else {"logo_id": logo}
        if values.get("logo_id", brand.logo_id) is None:
            on = None if brand.logo_id is None else False
        return values if on is None else values | {"logo_on_pictures": on}


@dataclass(frozen=True, slots=True)
class MakeBrand:
    """A new brand with everything that is known of it, or none. Raises what CreateBrand and ChangeBrand
    raise; the changes must name no voice: a brand has to be there before it is looked for.
    """

    create_brand: CreateBrand
    change_brand: ChangeBrand

    async def __call__(self, actor: User, *, name: str, changes: BrandChanges) -> Brand:
        async with in_transaction():
            brand = await self.create_brand(actor, name=name)
            return await self.change_brand(actor, brand.id, changes)


def _card(brand: Brand, voice: Mapping[VoiceField, str] | Unchanged | None) -> dict[str, Any]:
    """The voice card with what was typed, to be stored."""
    if isinstance(voice, Unchanged):
        return {}
    if voice is None:
        return {"voice": {}}
    card = reduce(lambda card, typed: changed(card, *typed), voice.items(), parsed(brand.voice))
    return {"voice": packed_card(card)}
