"""Events of the last 30 days. Source: https://docs.stripe.com/api/events"""

from pydantic import Field

from sandbox.stripe.calendar import DAY
from sandbox.stripe.calls import Order, Page, call, page_of
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, invalid

KEPT_SECONDS = 30 * DAY


class EventPage(Page):
    """`type` may end in a star: `customer.subscription.*`."""

    type: str | None = None
    types: list[str] | None = Field(default=None, max_length=20)
    delivery_success: bool | None = None


@call("GET", "/v1/events", EventPage)
def index(desk: Desk, page: EventPage) -> Json:
    if page.type and page.types:
        raise invalid("You may only specify one of these parameters: type, types.")
    oldest = desk.clock.now() - KEPT_SECONDS
    undelivered = {delivery.event["id"] for delivery in desk.hooks.sent if not delivery.accepted}
    undelivered |= {delivery.event["id"] for delivery in desk.hooks.waiting} | set(desk.hooks.dropped)
    found = [
        event
        for event in desk.book.all("event")
        if event["created"] >= oldest
        and _is_of(event["type"], [page.type] if page.type else page.types)
        and page.delivery_success in (None, event["id"] not in undelivered)
    ]
    return page_of(desk, found, page, "/v1/events")


@call("GET", "/v1/events/{object_id}")
def show(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("event", object_id)


def _is_of(kind: str, wanted: list[str] | None) -> bool:
    return wanted is None or any(
        kind.startswith(name[:-1]) if name.endswith("*") else kind == name for name in wanted
    )
