"""The StarInvoices port over aiogram."""

from datetime import timedelta
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import (
    CreateInvoiceLink,
    EditUserStarSubscription,
    RefundStarPayment,
    TelegramMethod,
)
from aiogram.types import LabeledPrice

from bot.texts import texts_in
from bot.ui.names import PLAN_NAMES
from domain.accounts.models import Plan
from domain.billing.errors import PaymentsUnavailable

T = TypeVar("T")

CURRENCY = "XTR"
ALREADY = ("already refunded", "CHARGE_ALREADY_REFUNDED")

log = structlog.get_logger(__name__)


class TelegramStars:
    """See StarInvoices. Bills are written in the language of who pays."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def link(self, plan: Plan, stars: int, payload: str, *, locale: str, period: timedelta) -> str:
        """See StarInvoices.link."""
        texts, name = texts_in(locale), PLAN_NAMES[plan]
        return await self._ask(
            CreateInvoiceLink(
                title=texts("stars-title", plan=name),
                description=texts("stars-description", plan=name),
                payload=payload,
                currency=CURRENCY,
                prices=[LabeledPrice(label=texts("stars-title", plan=name), amount=stars)],
                subscription_period=int(period.total_seconds()),
            )
        )

    async def set_renewal(self, telegram_id: int, charge_id: str, *, renewed: bool) -> None:
        """See StarInvoices.set_renewal."""
        await self._ask(
            EditUserStarSubscription(
                user_id=telegram_id, telegram_payment_charge_id=charge_id, is_canceled=not renewed
            )
        )

    async def refund(self, telegram_id: int, charge_id: str) -> None:
        """See StarInvoices.refund. Stars that are back already stay so."""
        try:
            await self._bot(RefundStarPayment(user_id=telegram_id, telegram_payment_charge_id=charge_id))
        except TelegramAPIError as error:
            if not any(words in error.message for words in ALREADY):
                log.warning("Stars not refunded", error=type(error).__name__)
                raise PaymentsUnavailable from None

    async def _ask(self, method: TelegramMethod[T]) -> T:
        try:
            return await self._bot(method)
        except TelegramAPIError as error:
            log.warning("Telegram's Stars failed", method=type(method).__name__, error=type(error).__name__)
            raise PaymentsUnavailable from None
