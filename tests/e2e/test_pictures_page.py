"""From a post to a picture that comes with it, in a real browser; and what keeps a picture from coming."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from playwright.async_api import FilePayload, Locator, Page, expect

from sandbox.server import addresses
from tests.e2e.conftest import Running
from tests.e2e.test_chat_page import PATIENCE, Chat
from tests.test_road import TRANSCRIPT

PROMPT = "A quiet harbour at dawn, fishing boats, soft light"


async def begins(running: Running, page: Page) -> Chat:
    chat = Chat(page, folder="pictures")
    await chat.opens(running.chat_page, "Ann")
    await page.get_by_role("button", name="START").click()
    await chat.taps("London")
    await chat.sees("I keep the time of London")
    return chat


async def goes_wrong(running: Running, page: Page, **fault: Any) -> None:
    """Orders a fault at the painter's stand-in."""
    port = int(running.chat_page.rstrip("/").rpartition(":")[2])
    ordered = await page.request.post(f"{addresses('127.0.0.1', port).fal}/faults", data=fault)
    assert ordered.status == 201, await ordered.text()


async def describes(chat: Chat, prompt: str) -> None:
    await chat.says(f"/image {prompt}")
    await chat.sees(prompt)
    await chat.taps("🎨 Paint")


async def is_seen(message: Locator) -> tuple[int, int]:
    """The picture of a message has loaded; its size in pixels."""
    picture = message.locator("img")
    await expect(picture).to_be_visible(timeout=PATIENCE)
    await expect(picture).to_have_js_property("complete", True, timeout=PATIENCE)
    width, height = await picture.evaluate("img => [img.naturalWidth, img.naturalHeight]")
    assert width
    assert height
    return width, height


async def test_a_picture_comes_with_its_post(running: Running, page: Page) -> None:
    chat = await begins(running, page)
    await chat.says(TRANSCRIPT)
    await chat.sees("Make posts from this?")
    await chat.taps("1")
    await chat.taps("✍️ Write 1 post")
    await chat.sees("1 of 1 ready")
    await chat.taps("🖼 Picture")
    await chat.sees("A picture for your post")
    await chat.taps("▭ 16:9")
    await chat.sees("✓ ▭ 16:9")
    await chat.photographs("choices")
    await chat.taps("🎨 Paint")
    painted = await chat.sees("▭ 16:9 · Fast")
    assert await is_seen(painted) == (1024, 576)
    await chat.photographs("painted")
    await chat.taps("📎 Attach to the post")
    await chat.sees("The picture is attached")
    await chat.photographs("attached")

    await chat.taps("🗓 Schedule")
    await chat.sees("When shall it come?")
    await chat.says("tomorrow 9am")
    await chat.taps("✓ Keep it")
    await chat.sees("Comes tomorrow 09:00")
    await chat.taps("🚀 Send now")
    card = await chat.sees("Time for")
    assert await is_seen(card) == (1024, 576)
    await chat.photographs("delivered")


async def test_refused_cancelled_and_a_painter_that_is_down(running: Running, page: Page) -> None:
    chat = await begins(running, page)
    await describes(chat, "Somebody naked at a harbour")
    refused = await chat.sees("I may not paint this.")
    await expect(refused).to_contain_text("It has not cost you anything.")
    await chat.photographs("flagged")

    await goes_wrong(running, page, kind="slow", seconds=120)
    await describes(chat, PROMPT)
    await chat.sees("Painting…")
    await chat.photographs("painting")
    await chat.taps("✖️ Cancel")
    await chat.sees("Cancelled.")
    await chat.photographs("cancelled")

    await goes_wrong(running, page, kind="error_status", status=503, times=2)
    await describes(chat, PROMPT)
    down = await chat.sees("The painter does not answer right now.")
    await expect(down).to_contain_text("It has not cost you anything.")
    await chat.photographs("down")
    await expect(page.locator("[data-message-id] img")).to_have_count(0)
    await chat.taps("Try again")
    await is_seen(await chat.sees("◻️ 1:1 · Fast"))
    await chat.photographs("tried-again")


async def test_a_logo_is_on_the_picture(running: Running, page: Page) -> None:
    chat = await begins(running, page)
    await chat.says("/brands")
    await chat.taps("Create a brand")
    await chat.says("Acme")
    for _ in range(3):
        await chat.taps("Skip")
    await chat.taps("Done")
    await chat.sees("Acme is ready.")
    await chat.says("/brands")
    await chat.taps("⚙️")
    await chat.taps("🏷 Logo")
    await chat.sees("Send me a picture of it")
    await chat.photographs("logo-asked")
    async with page.expect_file_chooser() as chooser:
        await page.get_by_label("Attach", exact=True).click()
        await page.get_by_role("menuitem", name="File").click()
    logo: FilePayload = {"name": "logo.png", "mimeType": "image/png", "buffer": ring()}
    await (await chooser.value).set_files([logo])
    await page.locator("dialog").get_by_role("button", name="Send").click()
    await chat.sees("This is the logo of Acme now.")
    await chat.taps("Put it on pictures: off")
    await chat.sees("Put it on pictures: on")
    await chat.photographs("logo-kept")
    await describes(chat, PROMPT)
    await is_seen(await chat.sees("◻️ 1:1 · Fast"))
    await chat.photographs("logo-on-a-picture")

    await chat.says("/brands")
    await chat.taps("⚙️")
    await chat.taps("🏷 Logo")
    shown = await chat.sees("The logo of Acme")
    assert await is_seen(shown) == (400, 400)
    await chat.photographs("logo-shown")
    await chat.taps("✖️ Remove logo")
    await chat.sees("Send me a picture of it")
    shown_before = page.locator("[data-message-id]", has=page.locator("img"), has_text="The logo of Acme")
    await expect(shown_before).to_have_count(0)


def ring() -> bytes:
    """A red ring that one sees through."""
    logo = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((20, 20, 380, 380), outline="red", width=60)
    file = BytesIO()
    logo.save(file, "PNG")
    return file.getvalue()
