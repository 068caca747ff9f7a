"""The logo of a brand: sent, shown, put on pictures or not, removed; and what is no logo."""

import pytest
from PIL import Image

from domain.accounts.models import User
from domain.app import UseCases
from domain.brands.errors import BrandNotFound
from domain.brands.models import Brand
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.media.take_upload import Upload
from tests.media import files
from tests.media.files import picture, seen, written
from tests.people import Message, Person, labels, text_of, until

SEE_THROUGH = written(Image.new("RGBA", (80, 40), (255, 0, 0, 128)), "PNG")


@pytest.fixture
async def brand(berlin_ann: Person) -> Brand:
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    return await Brand.create(owner=owner, name="Acme <&> 🏳️‍🌈", is_default=True)


async def opens_logo(person: Person, brand: Brand) -> Message:
    await person.says("/brands")
    await person.taps_on(person.last["message_id"], data=f"bshow:{brand.id.hex}")
    await person.taps("🏷 Logo")
    return person.last


async def sends_logo(person: Person, content: bytes = SEE_THROUGH, name: str = "logo.png") -> Message:
    await person.sends_file(name, content)
    return await person.sees("This is the logo of")


async def logo_of(brand: Brand) -> Media | None:
    return (await Brand.get(id=brand.id).prefetch_related("logo")).logo


async def is_on_pictures(brand: Brand) -> bool:
    return (await Brand.get(id=brand.id)).logo_on_pictures


async def test_sent_shown_exchanged_and_removed(ann: Person, brand: Brand, use_cases: UseCases) -> None:
    asked = await opens_logo(ann, brand)
    assert f"The logo of {brand.name}" in text_of(asked)
    assert labels(asked) == ["« Back"]
    kept = await sends_logo(ann)
    assert f"This is the logo of {brand.name} now." in text_of(kept)
    assert labels(kept) == ["Put it on pictures: off", "✖️ Remove logo", "« Back"]
    media = await logo_of(brand)
    assert media
    assert (media.kind, media.mime, media.width) == (MediaKind.IMAGE, "image/png", 80)
    assert seen(await use_cases.read_media(media)).getpixel((1, 1)) == (255, 0, 0, 128)
    await ann.says("A text of ten characters.")
    assert "Make posts for" in ann.last_text, "the question is over"

    shown = await opens_logo(ann, brand)
    assert shown["photo"][-1]["width"] == 80
    assert "I do not put it on pictures." in text_of(shown)
    await ann.sends_file("new.jpg", picture("JPEG", (30, 20)), kind="photo")
    await until(lambda: ann.count("This is the logo of") == 2, looking=ann)
    exchanged = await logo_of(brand)
    assert exchanged
    assert exchanged.width == 30

    shown = await opens_logo(ann, brand)
    await ann.taps_on(shown["message_id"], label="✖️ Remove logo")
    assert ann.last_answer == f"{brand.name} has no logo any more."
    assert "Send me a picture of it" in ann.last_text
    assert await logo_of(brand) is None
    assert shown["message_id"] not in [message["message_id"] for message in ann.received]
    await ann.sends_file("logo.png", SEE_THROUGH)
    await until(lambda: ann.count("This is the logo of") == 3, looking=ann)
    assert await logo_of(brand), "the question is still open"


async def test_put_on_pictures_and_not(ann: Person, brand: Brand) -> None:
    await opens_logo(ann, brand)
    kept = await sends_logo(ann)
    for _ in range(2):
        await ann.taps_on(kept["message_id"], data=f"logo:{brand.id.hex}:on")
        assert ann.last_answer == "From now on it is on every new picture."
        assert await is_on_pictures(brand)
    await ann.taps_on(kept["message_id"], label="Put it on pictures: on")
    assert ann.last_answer == "New pictures come without it."
    assert not await is_on_pictures(brand)
    await ann.taps_on(kept["message_id"], label="Put it on pictures: off")

    await ann.taps_on(kept["message_id"], data=f"logo:{brand.id.hex}:del")
    await ann.taps_on(ann.last["message_id"], data=f"logo:{brand.id.hex}:on")
    assert ann.last_answer == f"{brand.name} has no logo any more."
    assert not await is_on_pictures(brand), "without a logo there is nothing to put on"


async def test_the_brand_tells_that_it_has_one(ann: Person, brand: Brand) -> None:
    await opens_logo(ann, brand)
    await ann.taps("« Back")
    assert "has a logo" not in ann.last_text
    await ann.says("A text of ten characters.")
    assert "Make posts for" in ann.last_text, "back ends the question"
    await opens_logo(ann, brand)
    kept = await sends_logo(ann)
    await ann.taps_on(kept["message_id"], label="« Back")
    assert "It has a logo" in await _words_of(ann, kept)


async def _words_of(person: Person, message: Message) -> str:
    await person.looks()
    [found] = [m for m in person.received if m["message_id"] == message["message_id"]]
    return text_of(found)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("talk.mp3", files.mp3(3), "That is not a picture"),
        ("fun.png", picture("GIF"), "That picture moves"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing made of lines"),
        ("bomb.png", files.png_claiming(50_000, 50_000), "That picture is too big"),
        ("broken.png", SEE_THROUGH[:60], "seems to be damaged"),
    ],
)
async def test_what_is_no_logo_is_asked_again(
    ann: Person, brand: Brand, name: str, content: bytes, says: str
) -> None:
    await opens_logo(ann, brand)
    await ann.sends_file(name, content)
    await ann.sees(says)
    assert await logo_of(brand) is None
    await sends_logo(ann)
    assert await logo_of(brand)


async def test_of_an_album_it_is_the_first(ann: Person, brand: Brand) -> None:
    await opens_logo(ann, brand)
    others = [(f"{width}.png", picture(size=(width, 30))) for width in (31, 32, 33)]
    await ann.sends_album(*others, kind="photo")
    await ann.sees("This is the logo of")
    media = await logo_of(brand)
    assert media
    assert media.width == 31
    assert ann.count("A nice picture!") == 0


async def test_nobody_touches_somebody_elses(
    ann: Person, bob: Person, brand: Brand, use_cases: UseCases
) -> None:
    await opens_logo(ann, brand)
    await sends_logo(ann)
    await bob.says("/start")
    for verb in ("show", "on", "off", "del"):
        await bob.taps_on(bob.last["message_id"], data=f"logo:{brand.id.hex}:{verb}")
        assert "cannot find that brand" in (bob.last_answer or ""), verb
    assert await logo_of(brand)
    stranger = await User.get(telegram_id=bob.telegram_id)
    with pytest.raises(BrandNotFound):
        await use_cases.set_logo(stranger, brand.id, Upload("a file that is never fetched"))


async def test_a_brand_deleted_meanwhile(ann: Person, brand: Brand) -> None:
    await opens_logo(ann, brand)
    await brand.delete()
    await ann.sends_file("logo.png", SEE_THROUGH)
    await ann.sees("cannot find that brand")


async def test_in_spanish(ann: Person, brand: Brand) -> None:
    await User.filter(telegram_id=ann.telegram_id).update(locale="es")
    await ann.says("/brands")
    await ann.taps_on(ann.last["message_id"], data=f"logo:{brand.id.hex}:show")
    assert "El logotipo de" in ann.last_text
    await ann.sends_file("logo.png", SEE_THROUGH)
    assert "Ponerlo en las imágenes: no" in labels(await ann.sees("Este es ahora el logotipo de"))
