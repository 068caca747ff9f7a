"""The logo of a brand on what is painted for it: where, how large, and never at the price of the picture."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PIL import Image, ImageChops

from domain.accounts.models import User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.media.errors import MediaBroken, MediaRefused, NotAPicture
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.media.workshop_process import MediaWorkshop
from domain.pictures.models import PictureStatus
from tests.media import files
from tests.media.files import picture, seen, written
from tests.people import Person, TelegramSandbox
from tests.pictures.desk import gets_picture, orders, photos, pictures_of, post_of, usage_of

RED, CLEAR = (255, 0, 0, 255), (0, 0, 0, 0)
WHITE = (255, 255, 255)


def logo(size: tuple[int, int] = (600, 300), colour: tuple[int, ...] = RED) -> bytes:
    return written(Image.new("RGBA", size, colour), "PNG")


def framed() -> bytes:
    """Red at the left half, nothing at the right one."""
    image = Image.new("RGBA", (400, 400), CLEAR)
    image.paste(RED, (0, 0, 200, 400))
    return written(image, "PNG")


def place_of(stamped: Image.Image) -> tuple[int, int, int, int]:
    """The box in which a white picture is no longer white: left, top, right, bottom."""
    changed = ImageChops.difference(stamped.convert("RGB"), Image.new("RGB", stamped.size, WHITE))
    box = changed.convert("L").point(lambda level: 255 * (level > 60)).getbbox()
    assert box
    return box


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("size", "mark", "expected"),
    [
        ((1000, 1000), (600, 300), (180, 90)),
        ((1024, 576), (300, 300), (144, 144)),
        ((576, 1024), (300, 300), (103, 103)),
        ((1000, 1000), (90, 30), (90, 30)),
        ((1000, 500), (30, 600), (6, 125)),
    ],
)
async def test_bottom_right_and_never_too_large(
    form: str, size: tuple[int, int], mark: tuple[int, int], expected: tuple[int, int]
) -> None:
    stamped = seen(await MediaWorkshop().stamp(picture(form, size, "white"), logo(mark)))
    assert (stamped.size, stamped.format) == (size, form)
    left, top, right, bottom = place_of(stamped)
    margin = int(0.04 * size[0])
    assert (size[0] - right, size[1] - bottom) == pytest.approx((margin, margin), abs=2)
    assert (right - left, bottom - top) == pytest.approx(expected, abs=3)
    assert right - left <= 0.18 * size[0] + 1


async def test_one_sees_through_what_one_can_see_through() -> None:
    stamped = seen(await MediaWorkshop().stamp(picture("PNG", (1000, 1000), "blue"), framed()))
    assert stamped.mode == "RGB"
    assert stamped.getpixel((1000 - 40 - 170, 900)) == (255, 0, 0)
    assert stamped.getpixel((1000 - 40 - 10, 900)) == (0, 0, 255)
    half = seen(
        await MediaWorkshop().stamp(picture("PNG", (1000, 1000), "blue"), logo(colour=(255, 0, 0, 128)))
    )
    assert half.getpixel((900, 900)) == pytest.approx((128, 0, 127), abs=2)
    clear = written(Image.new("RGBA", (1000, 1000), CLEAR), "PNG")
    both = seen(await MediaWorkshop().stamp(clear, logo()))
    assert both.mode == "RGBA"
    assert both.getpixel((10, 10))[3] == 0  # type: ignore[index]
    assert both.getpixel((900, 900)) == RED


@pytest.mark.parametrize("size", [(20, 400), (400, 20), (1, 1), (2, 1)])
async def test_the_smallest_pictures(size: tuple[int, int]) -> None:
    assert seen(await MediaWorkshop().stamp(picture("PNG", size), logo())).size == size


@pytest.mark.parametrize(
    ("content", "mark", "refusal"),
    [
        (picture(), b"<html>", MediaRefused),
        (b"<html>", logo(), MediaRefused),
        (picture(), files.mp3(1), NotAPicture),
        (picture(), logo()[:60], MediaBroken),
        (picture()[:60], logo(), MediaBroken),
    ],
)
async def test_what_cannot_be_put_together(content: bytes, mark: bytes, refusal: type[MediaRefused]) -> None:
    with pytest.raises(refusal):
        await MediaWorkshop().stamp(content, mark)


async def brand_with_logo(use_cases: UseCases, person: Person, *, on: bool = True, **fields: Any) -> Brand:
    owner = await User.get(telegram_id=person.telegram_id)
    media = await use_cases.store_media(owner, logo((300, 300)), kind=MediaKind.IMAGE)
    return await Brand.create(owner=owner, logo=media, logo_on_pictures=on, **({"name": "Acme"} | fields))


async def painted(use_cases: UseCases, media_id: UUID | None) -> Image.Image:
    return seen(await use_cases.read_media(await Media.get(id=media_id)))


def carries_logo(image: Image.Image) -> bool:
    """Whether the place of the logo is as red as the logo, which nothing of the painter's is."""
    width, height = image.size
    spot = image.convert("RGB").crop((width - width // 10, height - width // 10, width - width // 20, height))
    red, green, blue = spot.resize((1, 1), Image.Resampling.BOX, box=(2, 2, 12, 12)).getpixel((0, 0))  # type: ignore[misc]
    return red > 230 and green < 25 and blue < 25


async def test_on_a_picture_of_the_default_brand(
    berlin_ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    await brand_with_logo(use_cases, berlin_ann, is_default=True)
    await orders(berlin_ann)
    photo = await gets_picture(berlin_ann)
    [ordered] = await pictures_of(berlin_ann)
    image = await painted(use_cases, ordered.media_id)
    assert carries_logo(image)
    assert image.size == (photo["photo"][-1]["width"], photo["photo"][-1]["height"])
    assert await usage_of(berlin_ann) == (1, 0)


@pytest.mark.parametrize("without", [{"on": False, "is_default": True}, {"is_default": False}], ids=str)
async def test_without_a_logo_where_nobody_wants_it(
    berlin_ann: Person, use_cases: UseCases, painter: TelegramSandbox, without: dict[str, bool]
) -> None:
    await brand_with_logo(use_cases, berlin_ann, **without)
    await orders(berlin_ann)
    await gets_picture(berlin_ann)
    [ordered] = await pictures_of(berlin_ann)
    assert not carries_logo(await painted(use_cases, ordered.media_id))


@pytest.mark.parametrize("of_post", [True, False])
async def test_the_brand_of_the_post_decides(
    berlin_ann: Person, use_cases: UseCases, painter: TelegramSandbox, of_post: bool
) -> None:
    """The logo of one brand never gets on the picture of another."""
    marked = await brand_with_logo(use_cases, berlin_ann, is_default=not of_post)
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    plain = await Brand.create(owner=owner, name="Plain", is_default=of_post)
    post = await post_of(berlin_ann)
    post.brand = marked if of_post else plain
    await post.save()
    await berlin_ann.says("/posts")
    await berlin_ann.taps("1")
    await berlin_ann.taps("🖼 Picture")
    await berlin_ann.taps("🎨 Paint")
    await gets_picture(berlin_ann)
    [ordered] = await pictures_of(berlin_ann)
    assert carries_logo(await painted(use_cases, ordered.media_id)) is of_post


async def test_a_post_without_a_brand_gets_that_of_its_owner(
    berlin_ann: Person, use_cases: UseCases, painter: TelegramSandbox
) -> None:
    await brand_with_logo(use_cases, berlin_ann, is_default=True)
    await post_of(berlin_ann)
    await berlin_ann.says("/posts")
    await berlin_ann.taps("1")
    await berlin_ann.taps("🖼 Picture")
    await berlin_ann.taps("🎨 Paint")
    await gets_picture(berlin_ann)
    [ordered] = await pictures_of(berlin_ann)
    assert carries_logo(await painted(use_cases, ordered.media_id))


async def loses(use_cases: UseCases, media: Media) -> None:
    await use_cases.paint_picture.stamp_logo.read_media.store.delete([media.key])


async def spoils(use_cases: UseCases, media: Media) -> None:
    await use_cases.paint_picture.stamp_logo.read_media.store.put(media.key, b"<html>", mime=media.mime)


@pytest.mark.parametrize("harm", [loses, spoils])
async def test_a_logo_that_is_gone_costs_no_picture(
    berlin_ann: Person, use_cases: UseCases, painter: TelegramSandbox, harm: Callable[..., object]
) -> None:
    brand = await brand_with_logo(use_cases, berlin_ann, is_default=True)
    assert brand.logo
    await harm(use_cases, brand.logo)  # type: ignore[misc]
    await orders(berlin_ann)
    await gets_picture(berlin_ann)
    [ordered] = await pictures_of(berlin_ann)
    assert ordered.status is PictureStatus.SUCCEEDED
    assert not carries_logo(await painted(use_cases, ordered.media_id))
    assert len(photos(berlin_ann)) == 1
