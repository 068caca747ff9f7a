"""What people bring: recordings, films, files, albums and messages of others."""

from io import BytesIO
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter
from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from aiohttp import ClientError

from sandbox.telegram.media import sound_seconds
from sandbox.voice.speech import heard
from tests.people import Person, TelegramSandbox, forwarded_from
from tests.sandbox.conftest import TOKEN, Stage
from tests.sandbox.test_telegram_files import png

WORDS = "We moved our onboarding emails from five to two, and activation rose by 40%. Señor, ¿qué tal? 😀"


@pytest.fixture
async def ann(stage: Stage) -> Person:
    """Somebody in front of the stage's stand-in. Nobody answers her updates but the test itself."""
    return await TelegramSandbox(stage.http, stage.url).person("Ann")


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bot is running that would acknowledge anything: what is sent counts as handled."""

    async def at_once(*_: Any) -> bool:
        return True

    monkeypatch.setattr("sandbox.telegram.updates.Updates.acknowledged", at_once)


async def news(stage: Stage) -> list[Message]:
    """What the bot gets since it last looked."""
    updates = await stage.bot.get_updates()
    if updates:
        await stage.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return [update.message for update in updates if update.message is not None]


async def downloaded(stage: Stage, file_id: str) -> bytes:
    copied = BytesIO()
    await stage.bot.download(file_id, copied)
    return copied.getvalue()


async def test_spoken_words_arrive_as_a_voice_note(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    await ann.says_aloud(WORDS, caption="Listen: https://e.org", language="es")
    [message] = await news(stage)
    assert message.voice is not None
    assert message.voice.mime_type in ("audio/mpeg", "audio/wav")
    assert message.voice.duration > 1
    assert message.voice.file_size
    assert message.caption == "Listen: https://e.org"
    assert message.caption_entities is not None
    content = await downloaded(stage, message.voice.file_id)
    assert len(content) == message.voice.file_size
    understood = heard(content)
    assert understood is not None
    assert (understood.words, understood.language) == (WORDS, "es")


async def test_spoken_words_arrive_as_music_film_and_round_film(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    for kind in ("audio", "video", "video_note"):
        await ann.says_aloud(WORDS, kind=kind)
    audio, video, note = await news(stage)
    assert audio.audio is not None
    assert audio.audio.file_name in ("speech.wav", "speech.mp3")
    assert video.video is not None
    assert (video.video.file_name, video.video.mime_type) == ("film.mp4", "video/mp4")
    assert note.video_note is not None
    assert note.video_note.length == 384
    files = (audio.audio, video.video, note.video_note)
    assert {file.duration for file in files} == {audio.audio.duration}
    for file in files:
        understood = heard(await downloaded(stage, file.file_id))
        assert understood is not None
        assert understood.words == WORDS


async def test_files_of_any_type_keep_their_name_type_size_and_length(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    await ann.sends_file("Übersicht — final.docx", b"PK\3\4rest")
    await ann.sends_file("talk.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHi")
    await ann.sends_file("notes.md", b"# Hi", mime="text/plain")
    await ann.sends_file("talk.mp4", b"\0\0\0\x18ftypmp42", kind="video", duration=61, caption="A talk")
    await ann.sends_file("note.ogg", b"OggS" + bytes(60), kind="voice", duration=7)
    document, subtitles, notes, video, voice = await news(stage)
    assert document.document is not None
    assert document.document.file_name == "Übersicht — final.docx"
    assert (document.document.mime_type or "").endswith("wordprocessingml.document")
    assert document.document.file_size == 8
    assert subtitles.document is not None
    assert subtitles.document.mime_type == "application/x-subrip"
    assert notes.document is not None
    assert notes.document.mime_type == "text/plain"
    assert video.video is not None
    assert (video.video.duration, video.caption) == (61, "A talk")
    assert voice.voice is not None
    assert (voice.voice.duration, voice.voice.mime_type) == (7, "audio/ogg")


async def test_the_four_origins_of_a_forward(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    await ann.forwards("from Bo", user="Bo", username="bo_b")
    await ann.forwards("from a shy one", hidden_user="Shy")
    await ann.forwards("from a group", chat="Founders", signature="admin")
    await ann.forwards("from a channel", channel="Daily Growth", username="growth", message_id=77)
    await ann.forwards("and another", channel="Daily Growth", signature="Bo", message_id=78)
    user, hidden, chat, channel, signed = [message.forward_origin for message in await news(stage)]
    assert isinstance(user, MessageOriginUser)
    assert (user.sender_user.first_name, user.sender_user.username) == ("Bo", "bo_b")
    assert isinstance(hidden, MessageOriginHiddenUser)
    assert hidden.sender_user_name == "Shy"
    assert isinstance(chat, MessageOriginChat)
    assert (chat.sender_chat.title, chat.author_signature) == ("Founders", "admin")
    assert isinstance(channel, MessageOriginChannel)
    assert (channel.chat.type, channel.chat.title, channel.chat.username) == (
        "channel",
        "Daily Growth",
        "growth",
    )
    assert (channel.message_id, channel.author_signature) == (77, None)
    assert isinstance(signed, MessageOriginChannel)
    assert (signed.chat.id, signed.author_signature) == (channel.chat.id, "Bo")


async def test_forwarded_files_and_forwards_of_what_stands_in_the_chat(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    origin = forwarded_from(channel="Radio", message_id=5)
    await ann.sends_file("a.mp3", b"ID3" + bytes(9), kind="audio", caption="Episode", origin=origin)
    await ann.forwards_message(ann.messages[-1]["message_id"])
    await ann.says("mine")
    await ann.forwards_message(ann.messages[-1]["message_id"])
    file, again, _, mine = await news(stage)
    assert isinstance(file.forward_origin, MessageOriginChannel)
    assert file.audio is not None
    assert file.caption == "Episode"
    assert again.forward_origin == file.forward_origin
    assert again.audio == file.audio
    assert isinstance(mine.forward_origin, MessageOriginUser)
    assert mine.forward_origin.sender_user.id == ann.telegram_id


async def test_albums(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    await ann.sends_album(("1.txt", b"one"), ("2.txt", b"two"), ("3.txt", b"three"), caption="Three")
    await ann.sends_album(("1.png", png(4, 4)), ("2.png", png(5, 5)), kind="photo")
    *documents, first, second = await news(stage)
    assert [message.document.file_name for message in documents if message.document] == [
        "1.txt",
        "2.txt",
        "3.txt",
    ]
    assert [message.caption for message in documents] == ["Three", None, None]
    assert len({message.media_group_id for message in documents}) == 1
    assert documents[0].media_group_id
    assert first.media_group_id == second.media_group_id != documents[0].media_group_id
    with pytest.raises(AssertionError, match="of files alone"):
        await ann.sends_album(("1.ogg", b"OggS"), ("2.ogg", b"OggS"), kind="voice")
    with pytest.raises(AssertionError, match="2 to 10 files"):
        await ann.sends_album(*[(f"{number}.txt", b"x") for number in range(11)])
    assert await news(stage) == []


async def test_several_messages_in_a_row(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    await ann.says_in_a_row("one", "two", "three")
    assert [message.text for message in await news(stage)] == ["one", "two", "three"]


async def test_files_over_20_mb_cannot_be_had(stage: Stage, ann: Person) -> None:
    await stage.bot_acknowledges()
    limit = 20 * 1024 * 1024
    await ann.sends_file("fits.mp4", bytes(limit), kind="video", mime="video/mp4")
    await ann.sends_file("long.mp4", bytes(limit + 1), kind="video", mime="video/mp4")
    fits, long = await news(stage)
    assert fits.video is not None
    assert long.video is not None
    assert len(await downloaded(stage, fits.video.file_id)) == limit
    refused = await stage.api("getFile", file_id=long.video.file_id)
    assert refused["description"] == "Bad Request: file is too big"


async def sent_path(stage: Stage, ann: Person) -> tuple[str, str]:
    """A file that was sent: its id and its path."""
    await stage.bot_acknowledges()
    await ann.sends_file("talk.txt", b"0123456789")
    [message] = await news(stage)
    assert message.document is not None
    found = await stage.bot.get_file(message.document.file_id)
    assert found.file_path is not None
    return message.document.file_id, found.file_path


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("file_too_big", "file is too big"),
        ("file_unavailable", "the file is temporarily unavailable"),
    ],
)
async def test_get_file_fails_on_order(stage: Stage, ann: Person, kind: str, reason: str) -> None:
    file_id, _ = await sent_path(stage, ann)
    await stage.order(kind=kind, method="getFile", times=1)
    with pytest.raises(TelegramBadRequest, match=reason):
        await stage.bot.get_file(file_id)
    assert await stage.bot.get_file(file_id)


async def test_get_file_meets_the_other_faults_too(stage: Stage, ann: Person) -> None:
    file_id, _ = await sent_path(stage, ann)
    await stage.order(kind="too_many_requests", method="getFile", times=1, retryAfter=3)
    with pytest.raises(TelegramRetryAfter):
        await stage.bot.get_file(file_id)
    await stage.order(kind="cut_before", method="getFile", times=1)
    with pytest.raises(TelegramNetworkError):
        await stage.bot.get_file(file_id)


@pytest.mark.parametrize(
    ("kind", "status"),
    [("bad_gateway", 502), ("file_unavailable", 404), ("too_many_requests", 429), ("unauthorized", 401)],
)
async def test_a_download_fails_on_order(stage: Stage, ann: Person, kind: str, status: int) -> None:
    _, path = await sent_path(stage, ann)
    await stage.order(kind=kind, method="download", times=1)
    address = f"{stage.url}/file/bot{TOKEN}/{path}"
    async with stage.http.get(address) as response:
        assert response.status == status
    async with stage.http.get(address) as response:
        assert await response.read() == b"0123456789"


@pytest.mark.parametrize("kind", ["cut_before", "cut_after", "truncated"])
async def test_a_download_is_cut_on_order(stage: Stage, ann: Person, kind: str) -> None:
    _, path = await sent_path(stage, ann)
    await stage.order(kind=kind, method="download")
    with pytest.raises(ClientError):
        async with stage.http.get(f"{stage.url}/file/bot{TOKEN}/{path}") as response:
            await response.read()


async def test_a_path_that_nobody_has_is_not_found(stage: Stage) -> None:
    async with stage.http.get(f"{stage.url}/file/bot{TOKEN}/documents/file_0.txt") as response:
        assert response.status == 404
        assert (await response.json())["description"] == "Not Found"


@pytest.mark.parametrize(("header", "seconds"), [(b"\xff\xfb\x50", 4), (b"\xff\xf3\x40", 8)])
def test_the_length_of_an_mp3_follows_its_version(header: bytes, seconds: int) -> None:
    """MPEG-1 with 64 kbit/s, and MPEG-2, as for 22.05 kHz, with 32."""
    assert sound_seconds(header + bytes(32_000 - 3)) == seconds


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"speech": {"words": ""}}, "speech.words"),
        ({"speech": {"words": "x", "kind": "song"}}, "speech.kind"),
        ({"text": "x", "forwardFrom": {"kind": "friend", "name": "Bo"}}, "forwardFrom.kind"),
        ({"text": "x", "forwardFrom": {"kind": "channel"}}, "forwardFrom.name"),
    ],
)
async def test_bad_input_gets_a_sentence(stage: Stage, body: dict[str, Any], sentence: str) -> None:
    answer = await stage.control("POST", f"/people/{stage.ann}/messages", body, status=400)
    assert sentence in answer["error"]
