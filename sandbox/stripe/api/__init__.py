"""The calls of the API; importing this registers them."""

from sandbox.stripe.api import (
    catalogue,
    checkout,
    customers,
    events,
    invoices,
    payments,
    portal,
    subscriptions,
)

__all__ = [
    "catalogue",
    "checkout",
    "customers",
    "events",
    "invoices",
    "payments",
    "portal",
    "subscriptions",
]
