"""Where no provider of payments is configured."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

from domain.billing.errors import PaymentsUnavailable
from domain.billing.ports import Account, Buyer, PageState, PaymentEvent, PayPage


class NoPayments:
    """See Payments: it never answers, and nothing has ever happened there."""

    async def create_customer(self, buyer: Buyer, request_key: str) -> str:  # noqa: ARG002
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable

    async def look_at(self, customer_id: str) -> Account:  # noqa: ARG002
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable

    async def customer_of(self, payment_id: str) -> str | None:  # noqa: ARG002
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable

    async def open_page(
        self,
        checkout_id: UUID,  # noqa: ARG002
        customer_id: str,  # noqa: ARG002
        buyer: Buyer,  # noqa: ARG002
        price_id: str,  # noqa: ARG002
    ) -> PayPage:
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable

    async def page_state(self, session_id: str) -> PageState:  # noqa: ARG002
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable

    async def expire_page(self, session_id: str) -> None:  # noqa: ARG002
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable

    async def portal(self, customer_id: str) -> str:  # noqa: ARG002
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable

    async def events_since(self, since: datetime) -> AsyncIterator[PaymentEvent]:  # noqa: ARG002
        """Nothing."""
        nothing: tuple[PaymentEvent, ...] = ()
        for event in nothing:
            yield event

    async def delete_customer(self, customer_id: str) -> None:  # noqa: ARG002
        """Raises PaymentsUnavailable."""
        raise PaymentsUnavailable
