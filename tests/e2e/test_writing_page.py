"""Everything that posts can be made from, in a real browser, and what one does with what was written."""

from playwright.async_api import FilePayload, Page, expect

from sandbox.server import addresses
from tests.e2e.conftest import Running
from tests.e2e.test_chat_page import PATIENCE, Chat
from tests.test_road import TRANSCRIPT

SUBTITLES: FilePayload = {
    "name": "talk.srt",
    "mimeType": "application/x-subrip",
    "buffer": b"1\n00:00:01,000 --> 00:00:04,000\nNobody read the welcome message.\n\n"
    b"2\n00:00:04,500 --> 00:00:09,000\nAn example on the first screen brought forty percent of them back.\n",
}


async def attaches(page: Page, what: str) -> None:
    await page.get_by_label("Attach", exact=True).click()
    await page.get_by_role("menuitem", name=what).click()


async def one_post_is_written(chat: Chat) -> None:
    await chat.taps("✍️ Write 1 post")
    await chat.sees("1 of 1 ready")


async def test_voice_forward_link_and_subtitles(running: Running, page: Page) -> None:
    chat = Chat(page, folder="writing")
    await chat.opens(running.chat_page, "Ann")
    await page.get_by_role("button", name="START").click()
    await chat.taps("London")
    await chat.sees("I keep the time of London")

    await attaches(page, "Voice message")
    await page.get_by_label("What do you say?").fill(TRANSCRIPT)
    await page.locator("dialog").get_by_role("button", name="Send").click()
    await chat.sees("🎧 Recording")
    await chat.photographs("voice-note")
    await chat.taps("1")
    await one_post_is_written(chat)
    await chat.photographs("posts-of-a-voice-note")

    await chat.says("/new")
    await attaches(page, "Forward from elsewhere")
    await page.get_by_label("Name", exact=True).fill("Daily Growth")
    await page.get_by_label("Text", exact=True).fill(TRANSCRIPT)
    await page.get_by_role("button", name="Forward", exact=True).click()
    await chat.sees("from Daily Growth")
    await chat.photographs("forwarded")
    await one_post_is_written(chat)

    await chat.says("/new")
    port = int(running.chat_page.rstrip("/").rpartition(":")[2])
    await chat.says(f"{addresses('127.0.0.1', port).pages}/onboarding")
    await chat.sees("🔗 What we learned from 200 onboarding calls")
    await chat.photographs("link")
    await one_post_is_written(chat)

    await chat.says("/new")
    async with page.expect_file_chooser() as chooser:
        await attaches(page, "File")
    await (await chooser.value).set_files([SUBTITLES])
    await page.locator("dialog").get_by_role("button", name="Send").click()
    await chat.sees("📄 talk.srt")
    await one_post_is_written(chat)
    await chat.sees("An example on the first screen")
    await chat.photographs("subtitles")


async def test_stop_rewrite_undo_and_a_thread(running: Running, page: Page) -> None:
    chat = Chat(page, folder="writing")
    await chat.opens(running.chat_page, "Ann")
    await page.get_by_role("button", name="START").click()
    await chat.taps("London")
    await chat.sees("I keep the time of London")

    await chat.says(TRANSCRIPT)
    for tapped, shown in (("X", "✓ X"), ("✓ LinkedIn", "LinkedIn"), ("10", "✓ 10")):
        await chat.taps(tapped)
        await expect(page.locator(".keyboard").get_by_text(shown, exact=True).last).to_be_visible()
    await chat.taps("✍️ Write 10 posts")
    await expect(page.locator(".draft")).to_be_visible(timeout=PATIENCE)
    await chat.photographs("live")
    await chat.taps("⏹ Stop")
    await chat.sees("Stopped.")
    await chat.photographs("stopped")

    await chat.says("/new")
    await chat.says(TRANSCRIPT)
    await chat.taps("1")
    await one_post_is_written(chat)
    await chat.taps("✨ Rewrite")
    await chat.sees("How shall I rewrite it?")
    await chat.photographs("rewrite")
    await chat.taps("Shorter")
    await chat.sees("Undo")
    await chat.taps("🔍 Compare")
    await chat.sees("Before")
    await chat.photographs("compare")
    await chat.taps("↩️ Undo")
    await chat.photographs("undone")

    await chat.taps("✨ Rewrite")
    await chat.taps("🧵 As a thread")
    await chat.sees("thread of")
    await chat.photographs("thread")
    await chat.taps("🗓 Schedule")
    await chat.says("in 1 minute")
    await chat.taps("✓ Keep it")
    await chat.taps("🚀 Send now")
    await chat.sees("then add the others as replies")
    await chat.photographs("thread-delivered")
