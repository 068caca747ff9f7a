"""What a newcomer does in the first two minutes, in a real browser."""

from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import SCREENSHOTS, Running, start
from tests.test_road import TRANSCRIPT

PATIENCE = 30_000
"""Milliseconds; the stand-in of the writer thinks for a moment, and the machine may be busy."""


class Chat:
    """The chat page as a person uses it."""

    def __init__(self, page: Page, folder: str = "") -> None:
        self.page = page
        self.steps = 0
        self._screenshots = SCREENSHOTS / folder

    async def opens(self, address: str, name: str) -> None:
        await self.page.goto(address)
        await self.page.get_by_role("navigation").get_by_role("button", name=name).click()

    async def says(self, text: str) -> None:
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.get_by_label("Send", exact=True).click()

    async def taps(self, label: str) -> None:
        await self.page.locator(".keyboard").get_by_text(label, exact=True).last.click()

    async def sees(self, words: str) -> Locator:
        """The newest message with the words, once it is there."""
        message = self.page.locator("[data-message-id]", has_text=words).last
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def photographs(self, step: str) -> None:
        self.steps += 1
        self._screenshots.mkdir(parents=True, exist_ok=True)
        await self.page.wait_for_timeout(300)
        await self.page.screenshot(path=self._screenshots / f"{self.steps:02}-{step}.png")


async def test_from_start_to_a_delivered_post_and_again_after_a_restart(running: Running, page: Page) -> None:
    chat = Chat(page)
    await chat.opens(running.chat_page, "Ann")
    await chat.photographs("empty")
    await page.get_by_role("button", name="START").click()
    await chat.sees("where are you")
    await chat.photographs("welcome")
    await chat.says("Lisbon")
    await chat.sees("I keep the time of Lisbon")
    await chat.taps("Create a brand")
    await chat.sees("What is your brand called?")
    await chat.says("Acme & <Sons> 😀")
    await chat.sees("What does Acme & <Sons> 😀 do?")
    for _ in range(3):
        await chat.taps("Skip")
    await chat.taps("X")
    await chat.photographs("platforms")
    await chat.taps("Done")
    await chat.sees("is ready.")

    await chat.says("/new")
    await chat.sees("what your posts shall be made from")
    await chat.says(TRANSCRIPT)
    await chat.sees("Make posts for Acme & <Sons> 😀 from this?")
    await chat.taps("2")
    await chat.photographs("choices")
    await chat.taps("✍️ Write 2 posts")
    await chat.sees("writing 2 posts")
    await chat.photographs("writing")
    await chat.sees("2 of 2 ready")
    await chat.sees("of 280 · Acme & <Sons> 😀")
    await chat.photographs("cards")

    await chat.taps("🗓 Schedule")
    await chat.sees("When shall it come?")
    await chat.photographs("when")
    await chat.says("tomorrow 9am")
    await chat.sees("I understood: tomorrow 09:00 (Lisbon)")
    await chat.photographs("understood")
    await chat.taps("✓ Keep it")
    await chat.sees("Comes tomorrow 09:00")
    await chat.says("/schedule")
    await chat.sees("What is coming")
    await chat.photographs("schedule")
    await chat.taps("1")
    await chat.taps("🚀 Send now")
    await chat.sees("Time for X")
    await chat.photographs("delivery-card")
    await chat.taps("✅ Posted")
    await chat.sees("✅ published")
    await chat.photographs("posted")

    assert await running.stop() == 0
    await _everything_is_still_there(running.folder, page)


async def _everything_is_still_there(folder: Path, page: Page) -> None:
    again = await start(folder)
    try:
        chat = Chat(page)
        await chat.opens(again.chat_page, "Ann")
        await chat.sees("✅ published")
        await chat.says("/posts")
        await chat.sees("Your posts, the newest first")
        await chat.photographs("after-the-restart")
    finally:
        await again.stop()
