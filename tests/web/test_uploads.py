"""Files over HTTP: what they are is told by their content, and there is an end to their size."""

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from aiohttp import FormData

from domain.media.models import Media
from tests.media import files
from tests.people import Person
from tests.web.client import Client, Reply

UPLOADS = "/api/v1/uploads"
MEBIBYTE = 1024 * 1024


def form(content: bytes, name: str = "photo.png", mime: str = "image/png", field: str = "file") -> FormData:
    form = FormData()
    form.add_field(field, BytesIO(content), filename=name, content_type=mime)
    return form


async def sent(program: Client, data: Any, **headers: str) -> Reply:
    return await program.call("POST", UPLOADS, data=data, headers=headers)


async def fetched(program: Client, url: str) -> Reply:
    """What a link to the media leads to; the sidecar of the tests has another port than its settings say."""
    parts = urlsplit(url)
    return await Client(program.session, program.address).get(f"{parts.path}?{parts.query}")


async def test_pictures_and_sounds_are_kept(anns_program: Client, berlin_ann: Person) -> None:
    picture = await sent(anns_program, form(files.picture(size=(64, 48))))
    assert picture.status == 201, picture.body
    assert (picture.body["kind"], picture.body["mime"]) == ("image", "image/png")
    assert (picture.body["width"], picture.body["height"], picture.body["seconds"]) == (64, 48, None)
    file = await fetched(anns_program, picture.body["url"])
    assert file.headers["Content-Disposition"] == "attachment"
    assert len(file.body) == picture.body["size"] and files.seen(file.body).size == (64, 48)

    sound = await sent(anns_program, form(files.opus(), "a\u202ename.exe", "text/html"))
    assert (sound.body["kind"], sound.body["mime"]) == ("audio", "audio/ogg"), sound.body
    assert sound.body["seconds"] > 1 and sound.body["width"] is None
    large = await sent(anns_program, form(files.noise((1500, 1500))))
    assert large.status == 201 and large.body["size"] > 2 * MEBIBYTE
    assert await Media.filter(owner__telegram_id=berlin_ann.telegram_id).count() == 3


async def test_what_is_no_picture_and_no_sound_is_refused(
    anns_program: Client, stranger: Client, berlin_ann: Person
) -> None:
    html = b"<!doctype html><script>alert(1)</script>"
    cases: list[tuple[Any, int]] = [
        (form(html), 415),
        (form(b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"), 415),
        (form(b""), 422),
        (form(files.png_claiming(50_000, 50_000)), 422),
        (form(files.picture()[:60]), 422),
        (form(files.gzip_bomb(64 * MEBIBYTE)), 415),
        (form(files.picture(), field="photo"), 422),
        ({"file": "words"}, 415),
        (b"\x89PNG", 415),
        (form(b"\xff\xd8\xff" + bytes(20 * MEBIBYTE)), 413),
    ]
    for data, status in cases:
        refused = await sent(anns_program, data)
        assert refused.status == status, refused.body
        assert refused.body["error"] and refused.body["requestId"]
    two = form(files.picture())
    two.add_field("file", files.picture(), filename="b.png")
    assert (await sent(anns_program, two)).status == 422
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"no form", b"--x\r\nbroken", b"--x\r\n\r\nhalf"):
        assert (await sent(anns_program, body, **broken)).status in (400, 422), body
    assert (await sent(anns_program, b"", **{"Content-Type": "multipart/form-data"})).status == 400
    assert (await sent(stranger, form(files.picture()))).status == 401
    assert not await Media.filter(owner__telegram_id=berlin_ann.telegram_id).exists()


async def test_a_stream_without_an_end_is_cut_off(anns_program: Client) -> None:
    read = 0

    async def endless() -> Any:
        nonlocal read
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        while read < 200:
            read += 1
            yield bytes(MEBIBYTE)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    try:
        refused = await sent(anns_program, endless(), **headers)
    except OSError:
        pass  # the answer came before the end of the question, and the connection went
    else:
        assert refused.status == 413
    assert read < 60


async def test_the_same_file_with_the_same_key_is_kept_once(anns_program: Client, berlin_ann: Person) -> None:
    key = {"Idempotency-Key": "upload-1"}
    first = await sent(anns_program, form(files.picture()), **key)
    again = await sent(anns_program, form(files.picture()), **key)
    assert again.body == first.body and again.headers["Idempotency-Replayed"] == "true"
    other = await sent(anns_program, form(files.picture(colour="red")), **key)
    assert (other.status, other.body["reason"]) == (422, "idempotency_key_taken")
    assert await Media.filter(owner__telegram_id=berlin_ann.telegram_id).count() == 1
