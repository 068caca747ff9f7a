"""Paying, as people do it: from the chat to the pay page and back, in a real browser."""

import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from tests.billing.till import DECLINED, GOOD
from tests.e2e.conftest import Running
from tests.e2e.test_chat_page import PATIENCE, Chat


class Customer(Chat):
    """The chat page of somebody who pays; what its links open is another tab."""

    async def comes(self, address: str, name: str, city: str) -> None:
        await self.opens(address, name)
        await self.page.get_by_role("button", name="START", exact=True).click()
        await self.taps(city)
        await self.sees(f"{city};")

    async def sees_plan(self, words: str) -> None:
        await self.says("/plan")
        await self.sees(words)

    @asynccontextmanager
    async def follows(self, label: str) -> AsyncIterator[Page]:
        """The tab that the link below the newest message opens."""
        async with self.page.expect_popup(timeout=PATIENCE) as opened:
            await self.follows_here(label)
        tab = await opened.value
        await tab.wait_for_load_state()
        yield tab
        await tab.close()

    async def follows_here(self, label: str) -> None:
        newest = self.page.locator("[data-message-id]").last
        await newest.locator(".keyboard a", has_text=label).click(timeout=PATIENCE)

    async def photographs_tab(self, tab: Page, step: str) -> None:
        self.steps += 1
        await tab.screenshot(path=self._screenshots / f"{self.steps:02}-{step}.png", full_page=True)


async def test_plans_from_upgrade_to_their_end(running: Running, page: Page) -> None:
    ann = Customer(page, "plan")
    await ann.comes(running.chat_page, "Ann", "London")
    await _pays_for_pro(ann)
    await _cancels(ann)
    await _loses_it_at_the_end(ann, running)
    await _pays_in_stars(ann)

    luis = Customer(page, "plan/es")
    await luis.comes(running.chat_page, "Luis", "Madrid")
    await _is_declined(luis)
    await _pays_for_business(luis)


async def _pays_for_pro(ann: Customer) -> None:
    await ann.sees_plan("Posts: 0 of 20")
    await ann.photographs("free")
    await ann.taps("⬆️ Upgrade")
    await ann.sees("PRO · $19 a month")
    await ann.photographs("compare")
    await ann.taps("PRO · $19")
    await ann.sees("how would you like to pay?")
    await ann.photographs("ways-to-pay")
    async with ann.follows("by card") as tab:
        await ann.photographs_tab(tab, "pay-page")
        began = time.monotonic()
        await _pays(tab)
        await ann.sees("Welcome to PRO!")
        sys.stderr.write(f"The chat says PRO {time.monotonic() - began:.2f} s after Subscribe.\n")
        await expect(tab).to_have_url(re.compile("/billing/success"))
        await ann.photographs_tab(tab, "paid")
        await tab.get_by_role("link", name="Back to the chat").click()
        await tab.get_by_role("button", name="START", exact=True).click()
    await ann.sees("Posts: 0 of 1,000")
    await ann.photographs("pro")


async def _cancels(ann: Customer) -> None:
    await ann.taps("💳 Manage payment")
    async with ann.follows("Open the payment page") as tab:
        await ann.photographs_tab(tab, "portal")
        await tab.get_by_role("button", name="Cancel at the period's end").click()
        await expect(tab.get_by_text("Ends on")).to_be_visible()
        await ann.photographs_tab(tab, "portal-cancelled")
        await ann.sees("PRO is cancelled. You keep it until")
        await tab.get_by_role("link", name="Back").click()
        await expect(tab).to_have_url(re.compile("/billing/back"))
    await ann.sees_plan("It was cancelled and lasts until")
    await ann.sees("Posts: 0 of 1,000")
    await ann.photographs("cancelled")


async def _loses_it_at_the_end(ann: Customer, running: Running) -> None:
    dashboard = await ann.page.context.new_page()
    await dashboard.goto(f"{running.chat_page}stripe/")
    await ann.photographs_tab(dashboard, "dashboard")
    await dashboard.get_by_role("button", name="To the renewal").click()
    await expect(dashboard.get_by_text("customer.subscription.deleted")).to_be_visible(timeout=PATIENCE)
    await dashboard.close()
    await ann.sees("Your plan PRO has ended, and you are on FREE now")
    await ann.photographs("ended")
    await ann.sees_plan("Posts: 0 of 20")


async def _pays_in_stars(ann: Customer) -> None:
    await ann.taps("⬆️ Upgrade")
    await ann.taps("PRO · $19")
    await ann.follows_here("Stars a month")
    sheet = ann.page.get_by_role("dialog")
    await expect(sheet).to_contain_text("Postaify PRO")
    await ann.photographs("stars-sheet")
    await sheet.get_by_role("button", name="Subscribe for").click()
    welcomes = ann.page.locator("[data-message-id]", has_text="Welcome to PRO!")
    await expect(welcomes).to_have_count(2, timeout=PATIENCE)
    await ann.photographs("welcome-by-stars")
    await ann.sees_plan("Posts: 0 of 1,000")
    await expect(ann.page.locator(".keyboard").get_by_text("Cancel the renewal").last).to_be_visible()
    await ann.photographs("pro-by-stars")


async def _is_declined(luis: Customer) -> None:
    await luis.sees_plan("Tu plan: FREE")
    await _chooses(luis, "PRO · US$19")
    async with luis.follows("con tarjeta") as tab:
        await _pays(tab, DECLINED)
        await expect(tab.get_by_role("alert")).to_contain_text("insufficient funds")
        await luis.photographs_tab(tab, "declined")
        await tab.get_by_role("link", name="Back without paying").click()
        await expect(tab).to_have_url(re.compile("/billing/cancelled"))
        await luis.photographs_tab(tab, "not-paid")
    await luis.sees_plan("Publicaciones: 0 de 20")


async def _pays_for_business(luis: Customer) -> None:
    await _chooses(luis, "BUSINESS · US$99")
    async with luis.follows("con tarjeta") as tab:
        await expect(tab.get_by_text("BUSINESS")).to_be_visible()
        await _pays(tab)
        await luis.sees("¡Bienvenido a BUSINESS!")
    await luis.photographs("welcome")
    await luis.sees_plan("Tu plan: BUSINESS")
    await luis.sees("Publicaciones: 0 de 90.000")
    await luis.photographs("business")


async def _chooses(luis: Customer, plan: str) -> None:
    """From what /plan shows."""
    await luis.taps("⬆️ Mejorar")
    await luis.sees("Esto es lo que hay además")
    await luis.photographs("compare")
    await luis.taps(plan)
    await luis.sees("¿cómo quieres pagar?")


async def _pays(tab: Page, number: str = GOOD) -> None:
    await tab.get_by_label("Card number").fill(number)
    await tab.get_by_role("button", name="Subscribe").click()
