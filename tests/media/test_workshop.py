"""What is kept is what was looked at: pictures drawn anew, sounds measured, everything else refused."""

from io import BytesIO

import pytest
from PIL import Image, TiffImagePlugin

from domain.media.errors import (
    MediaBroken,
    MediaEmpty,
    MediaRefused,
    MediaTooLarge,
    NotAPicture,
    NotASound,
    PictureIsDrawing,
    PictureMoves,
    PictureTooBig,
    PictureTooNarrow,
)
from domain.media.forms import Nature
from domain.media.workshop import LARGEST_JPEG, LONGEST_SIDE
from domain.media.workshop_process import MOST_BYTES, MediaWorkshop
from tests.media import files
from tests.media.files import noise, picture, seen, written

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


@pytest.fixture
def workshop() -> MediaWorkshop:
    return MediaWorkshop()


def taken_by_a_phone(*, turned: bool = False) -> bytes:
    """A photo, red at the left and blue at the right, with the notes that a phone adds."""
    photo = Image.new("RGB", (60, 40), "red")
    photo.paste("blue", (30, 0, 60, 40))
    notes = Image.Exif()
    notes[MAKE] = "A phone of Ann's"
    notes[ORIENTATION] = 6 if turned else 1
    notes.get_ifd(GPS)[2] = tuple(TiffImagePlugin.IFDRational(n) for n in (48, 8, 15))
    return written(photo, "JPEG", exif=notes, comment=b"At home", quality=95)


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("WEBP"), "image/jpeg"),
        (written(Image.new("RGBA", (64, 48), (0, 0, 0, 0)), "WEBP"), "image/png"),
        (written(Image.new("P", (64, 48)), "PNG"), "image/png"),
        (written(Image.new("1", (64, 48)), "PNG"), "image/png"),
        (written(Image.new("LA", (64, 48)), "PNG"), "image/png"),
        (written(Image.new("CMYK", (64, 48)), "JPEG"), "image/jpeg"),
        (written(Image.new("L", (64, 48)), "JPEG", progressive=True), "image/jpeg"),
    ],
)
async def test_every_usual_picture_is_taken(workshop: MediaWorkshop, content: bytes, mime: str) -> None:
    checked = await workshop.check(content)
    assert (checked.form.mime, checked.finding.width, checked.finding.height) == (mime, 64, 48)
    assert seen(checked.content).mode in ("RGB", "RGBA")
    assert checked.form.mime == Image.MIME[seen(checked.content).format or ""]


async def test_nothing_is_left_but_what_can_be_seen(workshop: MediaWorkshop) -> None:
    checked = await workshop.check(taken_by_a_phone())
    kept = seen(checked.content)
    assert dict(kept.getexif()) == {}
    for note in (b"phone", b"At home", b"Exif", b"GPS"):
        assert note not in checked.content
    red, _, blue = kept.getpixel((5, 20))  # type: ignore[misc]
    assert red > 200 > blue


async def test_notes_of_a_png_go_too(workshop: MediaWorkshop) -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "Ann of Elm Street")
    notes.add_text("parameters", "a secret prompt", zip=True)
    checked = await workshop.check(picture("PNG", pnginfo=notes))
    assert seen(checked.content).info == {}
    assert b"Elm Street" not in checked.content


async def test_a_photo_that_was_taken_sideways_stands_upright(workshop: MediaWorkshop) -> None:
    kept = seen((await workshop.check(taken_by_a_phone(turned=True))).content)
    assert kept.size == (40, 60)
    red, _, blue = kept.getpixel((20, 5))  # type: ignore[misc]
    assert red > 200 > blue, "the left became the top"


async def test_colours_are_those_that_the_picture_means(workshop: MediaWorkshop) -> None:
    profile = files.profile_with_red_and_blue_exchanged()
    kept = seen((await workshop.check(picture("PNG", colour="red", icc_profile=profile))).content)
    red, _, blue = kept.getpixel((5, 5))  # type: ignore[misc]
    assert blue > 200 > red
    assert "icc_profile" not in kept.info


async def test_a_broken_profile_costs_no_picture(workshop: MediaWorkshop) -> None:
    kept = seen((await workshop.check(picture("JPEG", colour="red", icc_profile=b"no profile"))).content)
    red, _, blue = kept.getpixel((5, 5))  # type: ignore[misc]
    assert red > 200 > blue


async def test_sixteen_bits_of_grey_stay_grey(workshop: MediaWorkshop) -> None:
    kept = seen((await workshop.check(written(Image.new("I;16", (9, 9), 0x8000), "PNG"))).content)
    assert kept.getpixel((4, 4)) == (128, 128, 128)


async def test_a_large_picture_becomes_one_that_telegram_takes(workshop: MediaWorkshop) -> None:
    checked = await workshop.check(picture("JPEG", size=(7000, 5000)))
    assert (checked.finding.width, checked.finding.height) == (LONGEST_SIDE, 2926)
    checked = await workshop.check(noise((2400, 2400)))
    assert checked.form.mime == "image/jpeg", "as PNG it would have more than 10 MB"
    assert len(checked.content) <= LARGEST_JPEG
    checked = await workshop.check(noise((4900, 4900), "JPEG", quality=60))
    assert len(checked.content) <= LARGEST_JPEG


@pytest.mark.parametrize(
    ("content", "mime", "seconds"),
    [
        (files.wav(2), "audio/wav", 2),
        (files.mp3(3), "audio/mpeg", 3),
        (b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + files.mp3(3), "audio/mpeg", 3),
        (files.opus(2.5), "audio/ogg", 2.5),
        (files.m4a(4), "audio/mp4", 4),
    ],
)
async def test_sounds_are_measured(
    workshop: MediaWorkshop, content: bytes, mime: str, seconds: float
) -> None:
    checked = await workshop.check(content)
    assert (checked.form.mime, checked.content) == (mime, content)
    assert checked.finding.seconds == pytest.approx(seconds, abs=0.1)


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><img src=x onerror=alert(1)></body></html>"

LIES: dict[str, tuple[bytes, type[MediaRefused]]] = {
    "a GIF, whatever its name": (picture("GIF"), PictureMoves),
    "a PNG that moves": (
        picture("PNG", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")]),
        PictureMoves,
    ),
    "a WebP that moves": (
        picture("WEBP", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")]),
        PictureMoves,
    ),
    "SVG": (SVG, PictureIsDrawing),
    "HTML": (HTML, MediaRefused),
    "HTML behind the first bytes of a PNG": (b"\x89PNG\r\n\x1a\n" + HTML, MediaBroken),
    "HTML behind the first bytes of a JPEG": (b"\xff\xd8\xff\xe0" + HTML, MediaBroken),
    "a BMP": (picture("BMP"), MediaRefused),
    "a TIFF": (picture("TIFF"), MediaRefused),
    "a film": (files.m4a(2, b"vide"), MediaRefused),
    "a tag without a sound": (b"ID3\x04\0\0\0\0\0\x0a" + bytes(1000), MediaBroken),
    "the beginning of a WAV": (files.wav(1)[:20], MediaBroken),
    "half a PNG": (noise((300, 300))[:20_000], MediaBroken),
    "half a JPEG": (noise((300, 300), "JPEG")[:8_000], MediaBroken),
    "a program": (b"\x7fELF" + bytes(1000), MediaRefused),
    "a PDF": (b"%PDF-1.7\n" + bytes(1000), MediaRefused),
    "nothing": (b"", MediaEmpty),
    "too many bytes": (b"\xff\xd8\xff" + bytes(MOST_BYTES), MediaTooLarge),
    "40.1 megapixels": (picture(size=(6330, 6335)), PictureTooBig),
    "a hair": (picture(size=(2100, 100)), PictureTooNarrow),
    "nothing high": (files.png_claiming(100, 0), MediaBroken),
}


@pytest.mark.parametrize("lie", LIES)
async def test_what_is_no_picture_and_no_sound_is_refused(workshop: MediaWorkshop, lie: str) -> None:
    content, refusal = LIES[lie]
    with pytest.raises(MediaRefused) as refused:
        await workshop.check(content)
    assert type(refused.value) is refusal


async def test_who_asks_for_one_is_not_given_the_other(workshop: MediaWorkshop) -> None:
    with pytest.raises(NotAPicture):
        await workshop.check(files.wav(), wanted=Nature.PICTURE)
    with pytest.raises(NotASound):
        await workshop.check(picture(), wanted=Nature.SOUND)
    checked = await workshop.check(picture(), wanted=Nature.PICTURE)
    assert Image.open(BytesIO(checked.content)).size == (64, 48)
