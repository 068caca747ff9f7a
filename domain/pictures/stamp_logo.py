from dataclasses import dataclass

import structlog

from domain.brands.models import Brand
from domain.media.errors import MediaLost, MediaRefused
from domain.media.models import Media
from domain.media.store_media import ReadMedia
from domain.media.workshop_process import MediaWorkshop
from domain.pictures.models import Picture
from domain.posts.models import Post

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class StampLogo:
    """Puts the logo of its brand on a painted picture, where the owner wants that.

    Raises MediaUnavailable, and a MediaRefused that passes. A logo that is lost or cannot be put on leaves
    the picture as it was painted: it has been paid for.
    """

    read_media: ReadMedia
    workshop: MediaWorkshop

    async def __call__(self, picture: Picture, content: bytes) -> bytes:
        logo = await _logo_for(picture)
        if logo is None:
            return content
        try:
            return await self.workshop.stamp(content, await self.read_media(logo))
        except (MediaLost, MediaRefused) as error:
            if isinstance(error, MediaRefused) and error.retryable:
                raise
            log.warning("logo not on picture", picture=str(picture.id), reason=error.code)
            return content


async def _logo_for(picture: Picture) -> Media | None:
    """That of the brand of the post that it was ordered for, else of the brand that the owner writes for."""
    brand = await _brand_of(picture)
    return brand.logo if brand and brand.logo_on_pictures else None


async def _brand_of(picture: Picture) -> Brand | None:
    if picture.post_id:
        post = await Post.get_or_none(id=picture.post_id).prefetch_related("brand__logo")
        if post and post.brand:
            return post.brand
    return await Brand.filter(owner_id=picture.owner_id, is_default=True).prefetch_related("logo").first()
