"""Sessions of the customer portal. Source: https://docs.stripe.com/api/customer_portal/sessions"""

import secrets
from typing import Literal

from sandbox.stripe.buyers import living
from sandbox.stripe.calls import Order, Page, call, page_of
from sandbox.stripe.desk import Desk, listed
from sandbox.stripe.errors import Json

CONFIGURATION = "bpc_sandbox"


class OfSubscription(Order):
    subscription: str


class UpdateItem(Order):
    id: str
    price: str | None = None
    quantity: int = 1


class UpdateConfirm(OfSubscription):
    items: list[UpdateItem]


class Redirect(Order):
    return_url: str


class AfterCompletion(Order):
    type: Literal["portal_homepage", "redirect", "hosted_confirmation"]
    redirect: Redirect | None = None


class Flow(Order):
    type: Literal[
        "payment_method_update", "subscription_cancel", "subscription_update", "subscription_update_confirm"
    ]
    after_completion: AfterCompletion | None = None
    subscription_cancel: OfSubscription | None = None
    subscription_update: OfSubscription | None = None
    subscription_update_confirm: UpdateConfirm | None = None


class PortalOrder(Order):
    customer: str
    return_url: str | None = None
    configuration: str | None = None
    locale: str | None = None
    flow_data: Flow | None = None


@call("POST", "/v1/billing_portal/sessions", PortalOrder)
def create(desk: Desk, order: PortalOrder) -> Json:
    living(desk, order.customer, param="customer")
    token = secrets.token_urlsafe(24)
    flow = order.flow_data.model_dump(exclude={"expand"}) if order.flow_data else None
    return desk.book.add(
        "billing_portal.session",
        {
            "configuration": order.configuration or CONFIGURATION,
            "created": desk.clock.now(),
            "customer": order.customer,
            "customer_account": None,
            "flow": flow,
            "livemode": False,
            "locale": order.locale,
            "on_behalf_of": None,
            "return_url": order.return_url,
            "url": f"{desk.root}/portal/{token}",
        },
        token=token,
    )


@call("GET", "/v1/billing_portal/configurations", Page)
def configurations(desk: Desk, page: Page) -> Json:
    """The one that an account has from the beginning."""
    features = ("customer_update", "invoice_history", "payment_method_update")
    body = {
        "id": CONFIGURATION,
        "object": "billing_portal.configuration",
        "active": True,
        "created": 0,
        "features": {
            **{name: {"enabled": True} for name in features},
            "subscription_cancel": {"enabled": True, "mode": "at_period_end"},
            "subscription_update": {"enabled": True, "proration_behavior": "always_invoice"},
        },
        "is_default": True,
        "livemode": False,
        "metadata": {},
    }
    return (
        page_of(desk, [body], page, "")
        if page.created
        else listed([body], "/v1/billing_portal/configurations")
    )
