"""What paying wants from outside, in our words."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from domain.accounts.models import Plan
from domain.billing.entitlement import Dispute, Refund, Subscription


class Way(StrEnum):
    """How a plan is paid for: by card on Stripe's page, or in Telegram Stars."""

    STRIPE = "stripe"
    STARS = "stars"


@dataclass(frozen=True, slots=True)
class Shop:
    """What is sold where. `prices` are Stripe's ids of prices and the plans they are for, `stars` what a
    month costs in Stars.
    """

    prices: Mapping[str, Plan]
    stars: Mapping[Plan, int]
    in_chat: Sequence[Way]
    on_web: Sequence[Way]

    def price_of(self, plan: Plan) -> str | None:
        return next((price for price, sold in self.prices.items() if sold is plan), None)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whom a customer is made for. `locale` is ours; the e-mail address is for the provider's own letters."""

    user_id: UUID
    locale: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A customer and all that hangs on it, as the provider has it at the moment. `user_id` is what we wrote
    on it when it was made.
    """

    deleted: bool = False
    user_id: UUID | None = None
    subscriptions: Sequence[Subscription] = ()
    disputes: Sequence[Dispute] = ()
    refunds: Sequence[Refund] = ()


class PageState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    UNPAID = "unpaid"
    """Gone through; the money is on the way."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PayPage:
    session_id: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """Something that happened there. `subject` is the customer, or a payment of theirs, or empty."""

    id: str
    kind: str
    subject: str
    payload: dict[str, Any] = field(repr=False)


class Payments(Protocol):
    """The provider of payments by card. Every method raises PaymentsUnavailable when it does not answer, or
    refuses: then nothing is known.
    """

    async def create_customer(self, buyer: Buyer, request_key: str) -> str:
        """The same id for the same key, however often it is asked for within a day."""

    async def look_at(self, customer_id: str) -> Account: ...

    async def customer_of(self, payment_id: str) -> str | None:
        """Whose payment it was."""

    async def open_page(self, checkout_id: UUID, customer_id: str, buyer: Buyer, price_id: str) -> PayPage:
        """A page to subscribe on; the same one for the same checkout."""

    async def page_state(self, session_id: str) -> PageState: ...

    async def expire_page(self, session_id: str) -> None:
        """Nobody can pay on it any more. A page that is over stays as it is."""

    async def portal(self, customer_id: str) -> str:
        """The address of a page to manage the subscription on, good for a few minutes."""

    def events_since(self, since: datetime) -> AsyncIterator[PaymentEvent]:
        """The newest first."""

    async def delete_customer(self, customer_id: str) -> None:
        """Their subscriptions end at once. One that is gone stays so."""


class StarInvoices(Protocol):
    """Telegram Stars. Every method raises PaymentsUnavailable when Telegram does not do it."""

    async def link(self, plan: Plan, stars: int, payload: str, *, locale: str, period: timedelta) -> str:
        """The address of a bill that is paid again every `period`."""

    async def set_renewal(self, telegram_id: int, charge_id: str, *, renewed: bool) -> None: ...

    async def refund(self, telegram_id: int, charge_id: str) -> None: ...


class ReadPaymentEvent(Protocol):
    """Raises BadEvent for a body that the provider has not signed just now, or not for this product."""

    def __call__(self, body: bytes, signature: str, now: datetime) -> PaymentEvent: ...


class BadEvent(Exception):
    """Not an event of the provider's; the reason is for our log."""
