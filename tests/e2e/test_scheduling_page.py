"""Every way to say when, in a real browser: calendar, Spanish, publishing times, repeats; and to change."""

from playwright.async_api import Page

from tests.e2e.conftest import Running
from tests.e2e.test_chat_page import Chat
from tests.test_road import TRANSCRIPT


async def test_by_calendar_by_slot_again_and_again(running: Running, page: Page) -> None:
    chat = Chat(page)
    await chat.opens(running.chat_page, "Ann")
    await page.get_by_role("button", name="START").click()
    await chat.sees("where are you")
    await chat.taps("London")
    await chat.taps("Create a brand")
    await chat.sees("What is your brand called?")
    await chat.says("Northwind")
    for question in ("What does Northwind do?", "Who do you write for?", "How should it sound?"):
        await chat.sees(question)
        await chat.taps("Skip")
    await chat.taps("X")
    await chat.taps("Done")
    await chat.sees("Northwind is ready.")

    await chat.says("/brands")
    await chat.taps("⚙️")
    await chat.taps("🕘 Publishing times")
    await chat.says("mon 9:00, wed 18:30")
    await chat.taps("✓ Keep")
    await chat.sees("18:30")
    await chat.photographs("publishing-times")

    await chat.says(TRANSCRIPT)
    await chat.sees("Make posts for Northwind")
    await chat.taps("1")
    await chat.taps("✍️ Write 1 post")
    await chat.sees("1 of 1 ready")
    await chat.taps("🗓 Schedule")
    await chat.sees("Next slot")
    await chat.taps("📅 Pick a day")
    await chat.sees("which day?")
    await page.locator(".keyboard").get_by_text("»").last.click()
    await chat.photographs("calendar")
    await chat.taps("15")
    await chat.sees("which hour?")
    await chat.taps("18:00")
    await chat.sees("which minute?")
    await chat.taps("18:30")
    await chat.sees("I understood")
    await chat.taps("✓ Keep it")
    await chat.sees("18:30 (London)")

    await chat.taps("🗓 Move")
    slot = page.locator(".keyboard").get_by_text("Next slot").last
    await slot.click()
    await chat.sees("Comes")
    await chat.taps("🗓 Move")
    await chat.taps("🔁 Repeat…")
    await chat.sees("How often")
    await chat.says("every monday at 18:00")
    await chat.taps("5 times")
    await chat.sees("Repeats every")
    await chat.photographs("repeats")
    await chat.taps("🚀 Send now")
    await chat.sees("Time for X")
    await chat.taps("😴 Snooze")
    await chat.taps("1 hour")
    await chat.sees("Comes again")
    await chat.photographs("snoozed")
    await chat.says("/settings")
    await chat.taps("Digest and quiet hours")
    await chat.sees("Digest")
    await chat.photographs("digest-settings")


async def test_in_spanish_words(running: Running, page: Page) -> None:
    chat = Chat(page)
    await chat.opens(running.chat_page, "Luis")
    await page.get_by_role("button", name="START").click()
    await chat.sees("¿dónde estás?")
    await chat.taps("Madrid")
    await chat.sees("Uso la hora de Madrid")
    await chat.says("Cada viernes probamos el producto como un cliente nuevo, y siempre aparece algo.")
    await chat.sees("¿Hago publicaciones con esto?")
    await chat.taps("1")
    await chat.taps("✍️ Escribir 1 publicación")
    await chat.sees("1 de 1 lista")
    await chat.taps("🗓 Programar")
    await chat.says("pasado mañana a las 9 de la mañana")
    await chat.sees("He entendido")
    await chat.photographs("spanish")
    await chat.taps("✓ Dejarlo así")
    await chat.sees("9:00 (Madrid)")
