"""Paying in Stars on the chat page, and by card on the pages of the Stripe stand-in, in a real browser."""

import asyncio

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from playwright.async_api import Page, expect

from tests.e2e.conftest import browser, page  # noqa: F401 - fixtures
from tests.sandbox.conftest import Stage
from tests.sandbox.stripe_stage import ASKS, EMPTY, OK, open_shop
from tests.sandbox.test_stars import MONTH, SALE, next_update

PHONE = {"width": 360, "height": 740}


@pytest.fixture
async def chat(stage: Stage, page: Page) -> Page:  # noqa: F811 - the fixture above
    """Ann's chat. Whatever the page complains about fails the test."""
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    await stage.bot_acknowledges()
    await page.goto(f"{stage.url}/#{stage.ann}")
    await expect(page.get_by_label("Message", exact=True)).to_be_visible()
    return page


async def sells(stage: Stage, *, problem: str = "") -> None:
    question = (await next_update(stage)).pre_checkout_query
    assert question is not None
    await question.answer(ok=not problem, error_message=problem or None)
    if not problem:
        await next_update(stage)


async def test_a_person_closes_the_pay_sheet_and_then_pays(stage: Stage, chat: Page) -> None:
    link = await stage.bot.create_invoice_link(**SALE, subscription_period=MONTH)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="PRO in Stars", url=link)]])
    await stage.bot.send_message(stage.ann, "Which plan?", reply_markup=keyboard)
    sheet = chat.locator("dialog")
    await chat.get_by_role("link", name="PRO in Stars").click()
    await expect(sheet).to_contain_text("⭐️ 950 every 30 days")
    await sheet.get_by_role("button", name="Close").click()
    await expect(sheet).to_have_count(0)

    await chat.get_by_role("link", name="PRO in Stars").click()
    selling = asyncio.create_task(sells(stage, problem="Sold out"))
    await sheet.get_by_role("button", name="Subscribe for ⭐️ 950").click()
    await expect(sheet).to_contain_text("Sold out")
    await selling
    await sheet.get_by_role("button", name="OK").click()

    await chat.get_by_role("link", name="PRO in Stars").click()
    selling = asyncio.create_task(sells(stage))
    await sheet.get_by_role("button", name="Subscribe for ⭐️ 950").click()
    await expect(chat.get_by_text("You paid ⭐️ 950")).to_be_visible()
    await selling

    await chat.get_by_label("Chat menu").click()
    await chat.get_by_role("menuitem", name="Stars").click()
    await expect(sheet).to_contain_text("renews on")
    await sheet.get_by_role("button", name="Cancel").click()
    await expect(sheet).to_have_count(0)
    left = (await next_update(stage)).subscription
    assert left is not None
    assert left.state == "canceled"


async def test_an_invoice_in_the_chat_shows_what_it_sells(stage: Stage, chat: Page) -> None:
    await stage.bot.send_invoice(stage.ann, **{**SALE, "description": "<b>All</b> of it"})
    await expect(chat.locator(".invoice")).to_contain_text("<b>All</b> of it")
    await chat.get_by_role("button", name="Pay ⭐️950").click()
    selling = asyncio.create_task(sells(stage))
    await chat.locator("dialog").get_by_role("button", name="Pay ⭐️ 950").click()
    await expect(chat.get_by_text("You paid ⭐️ 950")).to_be_visible()
    await selling


async def test_a_card_on_a_phone(page: Page) -> None:  # noqa: F811 - the fixture above
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    async with open_shop() as shop:
        ann = await shop.customer()
        bought = f"{shop.root}/"
        session = await shop.session(ann, success_url=bought)
        await page.goto(session.url)
        for card, seen in ((EMPTY, "Your card has insufficient funds."), (ASKS, "Your bank asks")):
            await page.get_by_label("Card number").fill(card)
            await page.get_by_role("button", name="Subscribe").click()
            await expect(page.locator("main")).to_contain_text(seen)
            assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await page.get_by_role("button", name="Complete").click()
        await page.wait_for_url(bought)
        portal = await shop.v1.billing_portal.sessions.create_async({"customer": ann.id})
        await page.goto(portal.url)
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await page.get_by_text("Use another card").click()
        await page.get_by_label("Card number").fill(OK)
        await page.get_by_role("button", name="Use this card").click()
        await expect(page.locator("main")).to_contain_text("visa ending in 4242")
        await page.get_by_role("button", name="Change now").click()
        await expect(page.locator("main")).to_contain_text("Postaify BUSINESS$99.00 / month")
        await page.get_by_role("button", name="Cancel at the period's end").click()
        await expect(page.locator("main")).to_contain_text("Ends on")
        await page.get_by_role("button", name="Keep the subscription").click()
        await expect(page.locator("main")).to_contain_text("Renews on")
        [bill, *_] = await page.locator("table a").all()
        await bill.click()
        await expect(page.locator("main")).to_contain_text("paid")
