"""From a text to a recording that plays, in a real browser."""

from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import Running
from tests.e2e.test_chat_page import PATIENCE, Chat

TEXT = "We moved our onboarding emails from five to two, and activation rose by 40%."


async def plays(message: Locator) -> None:
    """The button of the player makes its sound go on."""
    await expect(message.locator("audio")).to_be_attached(timeout=PATIENCE)
    await message.get_by_label("Play", exact=True).click()
    await expect(message.get_by_label("Pause", exact=True)).to_be_visible(timeout=PATIENCE)
    await expect(message.locator("audio")).to_have_js_property("error", None)
    passed = "audio => new Promise(passed => audio.addEventListener('timeupdate', () => passed(true)))"
    assert await message.locator("audio").evaluate(passed)


async def test_a_voice_is_chosen_by_its_sample_and_speaks(running: Running, page: Page) -> None:
    chat = Chat(page, "voice")
    await chat.opens(running.chat_page, "Ann")
    await page.get_by_role("button", name="START").click()
    await chat.sees("where are you")
    await chat.says("Lisbon")
    await chat.sees("I keep the time of Lisbon")

    await chat.says("/voice")
    await chat.sees("What shall I say?")
    await chat.says(TEXT)
    await chat.sees("your plan has 2,000 left this month")
    await chat.photographs("text")
    await chat.taps("🗣 Choose a voice")
    await chat.sees("Who shall speak?")
    await chat.says("british")
    voices = await chat.sees("🔎")
    await chat.photographs("voices")
    await voices.get_by_text("▶ Hear", exact=True).first.click()
    await plays(await chat.sees("Hugh"))
    await chat.taps("Hugh")
    await chat.sees("Voice: Hugh")
    await chat.taps("Lively")
    await chat.sees("✓ Lively")
    await chat.photographs("chosen")
    await chat.taps("🎙 Speak it")
    recording = await chat.sees("🎙 Hugh")
    await plays(recording)
    await chat.photographs("recording")
    await expect(recording.get_by_text("📎 Attach to a post", exact=True)).to_be_visible()
