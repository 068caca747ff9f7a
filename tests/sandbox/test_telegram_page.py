"""The chat page in a real browser: what a person can bring by hand, and a draft that grows."""

import re

import pytest
from aiogram.types import Message, MessageOriginChannel
from playwright.async_api import FilePayload, Page, expect

from sandbox.voice.speech import heard
from tests.e2e.conftest import browser, page  # noqa: F401 - fixtures
from tests.sandbox.conftest import Stage
from tests.sandbox.test_telegram_files import png
from tests.sandbox.test_telegram_sources import downloaded, news

WORDS = "We moved our onboarding emails from five to two, and activation rose by forty percent."


@pytest.fixture
async def chat(stage: Stage, page: Page) -> Page:  # noqa: F811 - the fixture above
    """Ann's chat. Whatever the page complains about fails the test."""
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    await stage.bot_acknowledges()
    await page.goto(f"{stage.url}/#{stage.ann}")
    await expect(page.get_by_label("Message", exact=True)).to_be_visible()
    return page


async def attaches(chat: Page, what: str) -> None:
    await chat.get_by_label("Attach", exact=True).click()
    await chat.get_by_role("menuitem", name=what).click()


async def picks(chat: Page, what: str, *files: FilePayload) -> None:
    async with chat.expect_file_chooser() as chooser:
        await attaches(chat, what)
    await (await chooser.value).set_files(list(files))
    await chat.locator("dialog").get_by_role("button", name="Send").click()


async def next_messages(stage: Stage, chat: Page, number: int) -> list[Message]:
    await expect(chat.locator("[data-message-id]")).to_have_count(number + 1)
    return await news(stage)


async def test_typed_words_are_spoken_into_a_voice_message(stage: Stage, chat: Page) -> None:
    await attaches(chat, "Voice message")
    await chat.get_by_label("What do you say?").fill(WORDS)
    await chat.locator("dialog").get_by_role("button", name="Send").click()
    [message] = await next_messages(stage, chat, 1)
    assert message.voice is not None
    understood = heard(await downloaded(stage, message.voice.file_id))
    assert understood is not None
    assert understood.words == WORDS
    play = chat.locator(".player.voice .play")
    await play.click()
    await expect(play).to_have_attribute("aria-label", "Pause")
    await expect(chat.locator(".player.voice .clock")).not_to_have_text("0:00")


async def test_a_recording_can_be_chosen_instead(stage: Stage, chat: Page) -> None:
    await attaches(chat, "Voice message")
    async with chat.expect_file_chooser() as chooser:
        await chat.get_by_role("button", name="Choose a recording instead").click()
    await (await chooser.value).set_files(
        {"name": "note.ogg", "mimeType": "audio/ogg", "buffer": b"OggS" + bytes(60)}
    )
    await chat.locator("dialog").get_by_role("button", name="Send").click()
    [message] = await next_messages(stage, chat, 1)
    assert message.voice is not None
    assert message.voice.mime_type == "audio/ogg"


@pytest.mark.parametrize("menu_item", ["Photo or video", "Music", "Video message"])
async def test_other_kinds(stage: Stage, chat: Page, menu_item: str) -> None:
    files: dict[str, FilePayload] = {
        "Photo or video": {"name": "me.png", "mimeType": "image/png", "buffer": png(40, 30)},
        "Music": {"name": "a.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3" + bytes(60)},
        "Video message": {"name": "v.mp4", "mimeType": "video/mp4", "buffer": b"\0\0\0\x18ftypmp42"},
    }
    await picks(chat, menu_item, files[menu_item])
    [message] = await next_messages(stage, chat, 1)
    kinds = {"Photo or video": message.photo, "Music": message.audio, "Video message": message.video_note}
    assert kinds[menu_item]


async def test_several_files_go_as_an_album(stage: Stage, chat: Page) -> None:
    await picks(
        chat,
        "File",
        {"name": "talk.srt", "mimeType": "", "buffer": b"1\n00:00:01,000 --> 00:00:02,000\nHi"},
        {"name": "notes.md", "mimeType": "text/markdown", "buffer": b"# Hi"},
    )
    subtitles, notes = await next_messages(stage, chat, 2)
    assert subtitles.document is not None
    assert subtitles.document.file_name == "talk.srt"
    assert subtitles.media_group_id == notes.media_group_id is not None


async def test_a_message_of_a_channel_is_forwarded(stage: Stage, chat: Page) -> None:
    await attaches(chat, "Forward from elsewhere")
    await chat.get_by_label("Name", exact=True).fill("Daily Growth")
    await chat.get_by_label("Author's signature").fill("Bo")
    await chat.get_by_label("Text", exact=True).fill("Read this: https://example.org/long")
    await chat.get_by_role("button", name="Forward", exact=True).click()
    [message] = await next_messages(stage, chat, 1)
    assert isinstance(message.forward_origin, MessageOriginChannel)
    assert message.forward_origin.chat.title == "Daily Growth"
    await expect(chat.locator(".forwarded")).to_have_text("Forwarded from Daily Growth (Bo)")


async def test_a_message_of_this_chat_is_forwarded(stage: Stage, chat: Page) -> None:
    await stage.bot.send_message(stage.ann, "Something worth keeping")
    await chat.get_by_role("log").get_by_text("Something worth keeping").click(button="right")
    await chat.get_by_role("menuitem", name="Forward to bot").click()
    [message] = await next_messages(stage, chat, 2)
    assert message.text == "Something worth keeping"
    assert message.forward_origin is not None
    assert message.forward_origin.type == "user"


async def test_a_forward_can_carry_a_file(stage: Stage, chat: Page) -> None:
    await attaches(chat, "Forward from elsewhere")
    await chat.get_by_label("Who wrote it").select_option("A person")
    await expect(chat.get_by_label("Author's signature")).to_be_hidden()
    await chat.get_by_label("Name", exact=True).fill("Bo")
    await chat.get_by_label("A file with it").set_input_files(
        {"name": "talk.txt", "mimeType": "text/plain", "buffer": WORDS.encode()}
    )
    await chat.get_by_role("button", name="Forward", exact=True).click()
    [message] = await next_messages(stage, chat, 1)
    assert message.document is not None
    assert message.forward_origin is not None
    assert message.forward_origin.type == "user"


async def test_a_draft_grows_and_can_be_stopped(stage: Stage, chat: Page) -> None:
    draft = chat.locator(".draft")
    for length in (0, 8, 20, 50):
        await stage.bot.send_message_draft(chat_id=stage.ann, draft_id=3, text=WORDS[:length], can_stop=True)
        await expect(draft.locator(".text")).to_have_text(WORDS[:length].strip() or "Thinking…")
    await expect(draft).to_have_count(1)
    await draft.get_by_role("button", name="Stop").click()
    await expect(draft).to_have_count(0)
    [update] = await stage.bot.get_updates()
    assert update.stopped_message_generation is not None
    assert update.stopped_message_generation.draft_id == 3


async def test_a_draft_gives_way_to_the_message(stage: Stage, chat: Page) -> None:
    await stage.bot.send_message_draft(chat_id=stage.ann, draft_id=3, text="Wri")
    await expect(chat.locator(".draft")).to_have_text("Wri")
    await expect(chat.locator(".draft").get_by_role("button")).to_have_count(0)
    await stage.bot.send_message(stage.ann, "Written.")
    await expect(chat.locator("[data-message-id]", has_text=re.compile("^Written"))).to_be_visible()
    await expect(chat.locator(".draft")).to_have_count(0)


async def test_the_address_starts_the_bot_with_its_payload(stage: Stage, chat: Page) -> None:
    """As t.me/bot?start=… does: by a tap, also where somebody has talked before, and once."""
    await chat.get_by_label("Message", exact=True).fill("Hello")
    await chat.get_by_label("Message", exact=True).press("Enter")
    await next_messages(stage, chat, 1)
    await chat.goto(f"{stage.url}/?start=link_Vd3m9kQ0T7wLr1xYb5uZcA#{stage.ann}")
    await chat.get_by_role("button", name="START", exact=True).click()
    messages = await next_messages(stage, chat, 2)
    assert messages[-1].text == "/start link_Vd3m9kQ0T7wLr1xYb5uZcA"
    await expect(chat.get_by_label("Message", exact=True)).to_be_visible()
    assert chat.url == f"{stage.url}/#{stage.ann}"
