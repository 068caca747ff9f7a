"""Files go both ways and are found again by their id."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaPhoto, URLInputFile
from aiohttp import FormData

from tests.sandbox.conftest import Stage


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_a_photo_is_sent_downloaded_and_sent_again(stage: Stage) -> None:
    picture = png(40, 30)
    sent = await stage.bot.send_photo(
        stage.ann, BufferedInputFile(picture, "p.png"), caption="<b>Look</b>", parse_mode="HTML"
    )
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == (40, 30)
    assert sent.caption_entities is not None
    copied = BytesIO()
    await stage.bot.download(sent.photo[-1].file_id, copied)
    assert copied.getvalue() == picture
    again = await stage.bot.send_photo(stage.ann, sent.photo[-1].file_id)
    assert again.photo == sent.photo
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as Document"):
        await stage.bot.send_document(stage.ann, sent.photo[-1].file_id)
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await stage.bot.send_photo(stage.ann, "nonsense")


async def test_other_kinds(stage: Stage) -> None:
    content = BufferedInputFile(b"OggS" + b"\0" * 60, "speech.ogg")
    voice = await stage.bot.send_voice(stage.ann, content, duration=3)
    assert voice.voice is not None
    assert (voice.voice.duration, voice.voice.mime_type) == (3, "audio/ogg")
    audio = await stage.bot.send_audio(stage.ann, content, title="T", performer="P")
    assert audio.audio is not None
    assert (audio.audio.title, audio.audio.performer, audio.audio.file_name) == ("T", "P", "speech.ogg")
    document = await stage.bot.send_document(stage.ann, BufferedInputFile(b"{}", "data — 1.json"))
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type) == ("data — 1.json", "application/json")
    video = await stage.bot.send_video(stage.ann, BufferedInputFile(b"\0\0\0\x18ftypmp42", "v.mp4"))
    assert video.video is not None


async def test_albums_and_changed_media(stage: Stage) -> None:
    items = [
        InputMediaPhoto(media=BufferedInputFile(png(9, 9), f"{n}.png"), caption=f"{n}") for n in range(3)
    ]
    album = await stage.bot.send_media_group(stage.ann, list(items))
    assert len({message.media_group_id for message in album}) == 1
    assert [message.caption for message in album] == ["0", "1", "2"]
    changed = await album[0].edit_media(InputMediaPhoto(media=BufferedInputFile(png(7, 5), "n.png")))
    assert not isinstance(changed, bool)
    assert changed.photo is not None
    assert changed.photo[0].width == 7
    assert changed.caption is None
    captioned = await album[1].edit_caption(caption="new")
    assert not isinstance(captioned, bool)
    assert captioned.caption == "new"
    with pytest.raises(TelegramBadRequest, match="wrong number of messages"):
        await stage.bot.send_media_group(stage.ann, list(items[:1]))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (png(10, 10) + bytes(10 * 1024 * 1024), "is too big for a photo"),
    ],
    ids=["empty", "no picture", "too flat", "too big"],
)
async def test_photos_that_are_refused(stage: Stage, content: bytes, reason: str) -> None:
    answer = await stage.upload("sendPhoto", {"photo": ("p.png", content)}, chat_id=str(stage.ann))
    assert reason in answer["description"]


async def test_sizes(stage: Stage) -> None:
    with pytest.raises(TelegramEntityTooLarge):
        await stage.bot.send_document(stage.ann, BufferedInputFile(bytes(50 * 1024 * 1024 + 1), "big"))
    big = await stage.bot.send_document(stage.ann, BufferedInputFile(bytes(20 * 1024 * 1024 + 1), "big"))
    assert big.document is not None
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await stage.bot.get_file(big.document.file_id)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await stage.bot.send_document(stage.ann, big.document.file_id, caption="x" * 1025)


async def test_a_photo_by_address_is_fetched(stage: Stage) -> None:
    first = await stage.bot.send_photo(stage.ann, BufferedInputFile(png(6, 6), "p.png"))
    assert first.photo is not None
    address = f"{stage.url}/files/{first.photo[0].file_id}"
    by_address = await stage.bot.send_photo(stage.ann, address)
    assert by_address.photo is not None
    assert by_address.photo[0].width == 6
    assert (await stage.bot.send_document(stage.ann, URLInputFile(address, filename="a.png"))).document
    with pytest.raises(TelegramBadRequest, match="failed to get HTTP URL content"):
        await stage.bot.send_photo(stage.ann, f"{stage.url}/files/none")


async def post_file(stage: Stage, name: str, content: bytes, status: int = 202, **fields: str) -> Any:
    form = FormData(quote_fields=False)
    for key, value in fields.items():
        form.add_field(key, value)
    form.add_field("file", content, filename=name)
    async with stage.http.post(f"{stage.url}/people/{stage.ann}/messages", data=form) as response:
        assert response.status == status
        return await response.json()


async def test_a_person_sends_files(stage: Stage) -> None:
    await stage.bot_acknowledges()
    await post_file(stage, "talk.srt", b"1\n00:00", caption="see https://e.org")
    await post_file(stage, "me.png", png(5, 5), kind="photo")
    await post_file(stage, "note.ogg", b"OggS" + b"\0" * 60, kind="voice")
    subtitles, photo, voice = await stage.bot.get_updates()
    assert subtitles.message is not None
    assert subtitles.message.document is not None
    assert subtitles.message.caption_entities is not None
    copied = BytesIO()
    await stage.bot.download(subtitles.message.document.file_id, copied)
    assert copied.getvalue() == b"1\n00:00"
    assert photo.message is not None
    assert photo.message.photo is not None
    assert voice.message is not None
    assert voice.message.voice is not None
    refused = await post_file(stage, "me.png", b"no picture", status=400, kind="photo")
    assert "IMAGE_PROCESS_FAILED" in refused["error"]
    assert "kind must be one of" in (await post_file(stage, "a", b"a", status=400, kind="song"))["error"]


async def test_the_page_gets_files_in_ranges(stage: Stage) -> None:
    sent = await stage.bot.send_document(stage.ann, BufferedInputFile(b"0123456789", "digits.txt"))
    assert sent.document is not None
    address = f"{stage.url}/files/{sent.document.file_id}"
    async with stage.http.get(address, headers={"Range": "bytes=2-4"}) as response:
        assert (response.status, await response.read()) == (206, b"234")
        assert response.headers["Content-Range"] == "bytes 2-4/10"
    async with stage.http.get(address) as response:
        assert await response.read() == b"0123456789"
