"""Products and prices. Source: https://docs.stripe.com/api/products and /prices"""

from typing import Literal

from pydantic import Field

from sandbox.stripe.calls import Metadata, Order, Page, call, merged, page_of
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, invalid

PRICE_PRO, PRICE_BUSINESS = "price_sandbox_pro", "price_sandbox_business"
_DEFAULTS = (
    ("prod_sandbox_pro", "Postaify PRO", PRICE_PRO, "pro_monthly", 19_00),
    ("prod_sandbox_business", "Postaify BUSINESS", PRICE_BUSINESS, "business_monthly", 99_00),
)
Interval = Literal["day", "week", "month", "year"]


class ProductOrder(Order):
    id: str | None = None
    name: str = Field(min_length=1, max_length=250)
    active: bool = True
    description: str | None = None
    metadata: Metadata = Field(default={})


class ProductChange(Order):
    name: str | None = Field(default=None, min_length=1, max_length=250)
    active: bool | None = None
    description: str | None = None
    metadata: Metadata = Field(default={})


class ProductPage(Page):
    active: bool | None = None
    ids: list[str] | None = None


class Recurring(Order):
    interval: Interval
    interval_count: int = Field(default=1, ge=1, le=36)
    usage_type: Literal["licensed"] = "licensed"


class PriceOrder(Order):
    currency: str = Field(pattern=r"^[a-z]{3}$")
    product: str
    unit_amount: int = Field(ge=0, le=99_999_999)
    recurring: Recurring | None = None
    lookup_key: str | None = Field(default=None, max_length=200)
    transfer_lookup_key: bool = False
    nickname: str | None = None
    active: bool = True
    metadata: Metadata = Field(default={})


class PriceChange(Order):
    active: bool | None = None
    lookup_key: str | None = Field(default=None, max_length=200)
    transfer_lookup_key: bool = False
    nickname: str | None = None
    metadata: Metadata = Field(default={})


class PricePage(Page):
    active: bool | None = None
    product: str | None = None
    currency: str | None = None
    type: Literal["one_time", "recurring"] | None = None
    lookup_keys: list[str] | None = Field(default=None, max_length=10)


def stock(desk: Desk) -> None:
    """The two plans that development sells, under ids that settings can name."""
    for product_id, name, price_id, lookup_key, amount in _DEFAULTS:
        create_product(desk, ProductOrder(id=product_id, name=name))
        order = PriceOrder(
            currency="usd",
            product=product_id,
            unit_amount=amount,
            recurring=Recurring(interval="month"),
            lookup_key=lookup_key,
        )
        _add_price(desk, order, price_id)


@call("POST", "/v1/products", ProductOrder)
def create_product(desk: Desk, order: ProductOrder) -> Json:
    if order.id and desk.book.get(order.id):
        raise invalid(f"Product already exists: {order.id}", code="resource_already_exists", param="id")
    return desk.book.add(
        "product",
        {
            **({"id": order.id} if order.id else {}),
            "active": order.active,
            "created": desk.clock.now(),
            "default_price": None,
            "description": order.description or None,
            "images": [],
            "livemode": False,
            "marketing_features": [],
            "metadata": merged({}, order.metadata),
            "name": order.name,
            "package_dimensions": None,
            "shippable": None,
            "statement_descriptor": None,
            "tax_code": None,
            "type": "service",
            "unit_label": None,
            "updated": desk.clock.now(),
            "url": None,
        },
    )


@call("GET", "/v1/products", ProductPage)
def products(desk: Desk, page: ProductPage) -> Json:
    found = [
        one
        for one in desk.book.all("product")
        if page.active in (None, one["active"]) and (page.ids is None or one["id"] in page.ids)
    ]
    return page_of(desk, found, page, "/v1/products")


@call("GET", "/v1/products/{object_id}")
def product(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("product", object_id)


@call("POST", "/v1/products/{object_id}", ProductChange)
def change_product(desk: Desk, order: ProductChange, object_id: str) -> Json:
    found = desk.book.find("product", object_id)
    for name in order.given() - {"metadata"}:
        found[name] = getattr(order, name)
    found["metadata"] = merged(found["metadata"], order.metadata)
    found["updated"] = desk.clock.now()
    return found


@call("POST", "/v1/prices", PriceOrder)
def create_price(desk: Desk, order: PriceOrder) -> Json:
    desk.book.find("product", order.product, param="product")
    return _add_price(desk, order)


@call("GET", "/v1/prices", PricePage)
def prices(desk: Desk, page: PricePage) -> Json:
    found = [
        one
        for one in desk.book.all("price")
        if page.active in (None, one["active"])
        and page.product in (None, one["product"])
        and page.currency in (None, one["currency"])
        and page.type in (None, one["type"])
        and (page.lookup_keys is None or one["lookup_key"] in page.lookup_keys)
    ]
    return page_of(desk, found, page, "/v1/prices")


@call("GET", "/v1/prices/{object_id}")
def price(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("price", object_id)


@call("POST", "/v1/prices/{object_id}", PriceChange)
def change_price(desk: Desk, order: PriceChange, object_id: str) -> Json:
    found = desk.book.find("price", object_id)
    if order.lookup_key:
        _take_key(desk, order.lookup_key, transfer=order.transfer_lookup_key)
    for name in order.given() & {"active", "lookup_key", "nickname"}:
        found[name] = getattr(order, name)
    found["metadata"] = merged(found["metadata"], order.metadata)
    return found


def _add_price(desk: Desk, order: PriceOrder, price_id: str | None = None) -> Json:
    if order.lookup_key:
        _take_key(desk, order.lookup_key, transfer=order.transfer_lookup_key)
    recurring = None
    if order.recurring:
        recurring = order.recurring.model_dump(exclude={"expand"}) | {
            "meter": None,
            "trial_period_days": None,
        }
    return desk.book.add(
        "price",
        {
            **({"id": price_id} if price_id else {}),
            "active": order.active,
            "billing_scheme": "per_unit",
            "created": desk.clock.now(),
            "currency": order.currency,
            "custom_unit_amount": None,
            "livemode": False,
            "lookup_key": order.lookup_key,
            "metadata": merged({}, order.metadata),
            "nickname": order.nickname,
            "product": order.product,
            "recurring": recurring,
            "tax_behavior": "unspecified",
            "tiers_mode": None,
            "transform_quantity": None,
            "type": "recurring" if recurring else "one_time",
            "unit_amount": order.unit_amount,
            "unit_amount_decimal": str(order.unit_amount),
        },
    )


def _take_key(desk: Desk, lookup_key: str, *, transfer: bool) -> None:
    for other in desk.book.all("price"):
        if other["lookup_key"] == lookup_key and other["active"]:
            if not transfer:
                raise invalid(f"A price (`{other['id']}`) already uses that lookup key.", param="lookup_key")
            other["lookup_key"] = None
