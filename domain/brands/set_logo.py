from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.brands.errors import BrandNotFound
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.media.ports import MediaKind
from domain.media.take_upload import TakeUpload, Upload


@dataclass(frozen=True, slots=True)
class SetLogo:
    """The brand gets this picture as its logo, in the place of the one that it had. To be called outside of a
    transaction.

    Raises BrandNotFound and what TakeUpload raises.
    """

    get_brand: GetBrand
    take_upload: TakeUpload

    async def __call__(self, actor: User, brand_id: UUID, upload: Upload) -> Brand:
        await self.get_brand(actor, brand_id)
        media = await self.take_upload(actor, upload, kind=MediaKind.IMAGE)
        # It took seconds: the brand may be gone by now, and whatever else of it was changed stays changed.
        if not await Brand.filter(id=brand_id, owner=actor).update(logo_id=media.id):
            raise BrandNotFound
        return await self.get_brand(actor, brand_id)


@dataclass(frozen=True, slots=True)
class PutLogoOnPictures:
    """Whether the logo is put on pictures that are painted from now on; not without a logo.

    Raises BrandNotFound.
    """

    get_brand: GetBrand

    async def __call__(self, actor: User, brand_id: UUID, *, on: bool) -> Brand:
        await Brand.filter(id=brand_id, owner=actor, logo_id__not_isnull=True).update(logo_on_pictures=on)
        return await self.get_brand(actor, brand_id)


@dataclass(frozen=True, slots=True)
class RemoveLogo:
    """The brand has no logo any more. Pictures that carry it stay as they are. Raises BrandNotFound."""

    get_brand: GetBrand

    async def __call__(self, actor: User, brand_id: UUID) -> Brand:
        await Brand.filter(id=brand_id, owner=actor).update(logo_id=None, logo_on_pictures=False)
        return await self.get_brand(actor, brand_id)
