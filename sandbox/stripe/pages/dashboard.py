"""The dashboard: who there is, and what Stripe, the banks and the time can do to them."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

from aiohttp import web

from sandbox.stripe import passing, selling, subscribing, troubles
from sandbox.stripe.calendar import DAY, HOUR
from sandbox.stripe.desk import DESK, Desk
from sandbox.stripe.errors import Json, Refusal
from sandbox.stripe.pages.layout import gone, money, page

SHOWN = 20
Act = Callable[[Desk, str], object]
routes = web.RouteTableDef()


@routes.get("/")
async def show(request: web.Request) -> web.Response:
    desk = request.app[DESK]
    customers = [one for one in desk.book.all("customer") if not one.get("deleted")][:SHOWN]
    shown = "".join(_customer(desk, customer) for customer in customers)
    events = "".join(
        f"<tr><td>{_time(event['created'])}</td><td>{escape(event['type'])}</td></tr>"
        for event in desk.book.all("event")[:SHOWN]
    )
    told = escape(desk.hooks.hook.url or "nobody")
    body = (
        f"<h1>The sandbox of Stripe</h1>{shown or '<p>There are no customers yet.</p>'}"
        f'<section class="card"><h2>Events</h2><p class="note">Told to {told}</p>'
        f"<table>{events}</table></section>"
    )
    return page("The sandbox of Stripe", body, wide=True)


@routes.post("/dashboard/{act}/{id}")
async def do(request: web.Request) -> web.Response:
    desk = request.app[DESK]
    act = ACTS.get(request.match_info["act"])
    if act is None:
        return gone("There is no such thing to do.")
    try:
        act(desk, request.match_info["id"])
    except Refusal as refusal:
        return gone(refusal.message, 409)
    raise web.HTTPSeeOther(f"{desk.root}/")


def _pass_days(days: int) -> Act:
    return lambda desk, customer: passing.move(desk, days * DAY, desk.book.find("customer", customer)["id"])


def _renew(desk: Desk, customer: str) -> None:
    """To the end of the period and the hour in which its bill can still be changed."""
    ends = [subscribing.period_end(one) for one in _subscriptions(desk, customer)]
    now = desk.clock.now(customer)
    passing.move(desk, max(min(ends, default=now) + HOUR + 1 - now, 0), customer)


def _refund(desk: Desk, charge: str) -> None:
    found = desk.book.find("charge", charge)
    troubles.refund(desk, found, None, reason="requested_by_customer", metadata={})


def _dispute(desk: Desk, charge: str) -> None:
    troubles.dispute(desk, desk.book.find("charge", charge))


def _close(status: troubles.DisputeStatus) -> Act:
    return lambda desk, dispute: troubles.close(desk, desk.book.find("dispute", dispute), status)


def _settle(*, succeeded: bool) -> Act:
    return lambda desk, session: selling.settle(
        desk, desk.book.find("checkout.session", session), succeeded=succeeded
    )


ACTS: dict[str, Act] = {
    "day": _pass_days(1),
    "week": _pass_days(7),
    "renewal": _renew,
    "refund": _refund,
    "dispute": _dispute,
    "won": _close("won"),
    "lost": _close("lost"),
    "arrived": _settle(succeeded=True),
    "bounced": _settle(succeeded=False),
}


def _customer(desk: Desk, customer: Json) -> str:
    known = customer["email"] or customer["metadata"].get("user_id") or customer["id"]
    subscriptions = "".join(_subscription(desk, one) for one in _subscriptions(desk, customer["id"]))
    buttons = "".join(
        _button(desk, act, customer["id"], label)
        for act, label in (("day", "A day passes"), ("week", "A week passes"), ("renewal", "To the renewal"))
    )
    return (
        f'<section class="card"><h2>{escape(known)}</h2>'
        f'<p class="note">{escape(customer["id"])} · {_time(desk.clock.now(customer["id"]))}</p>'
        f"<table>{subscriptions}{_charges(desk, customer['id'])}{_promises(desk, customer['id'])}</table>"
        f'<div class="row">{buttons}</div></section>'
    )


def _subscription(desk: Desk, subscription: Json) -> str:
    item = subscribing.item_of(subscription)
    name = desk.book.find("product", item["price"]["product"])["name"]
    ends = " · ends then" if subscription["cancel_at"] else ""
    return (
        f"<tr><td>{escape(name)}<br>{escape(subscription['status'])}</td>"
        f"<td>{_time(item['current_period_end'])}{ends}</td></tr>"
    )


def _charges(desk: Desk, customer: str) -> str:
    paid = [one for one in desk.book.all("charge") if one["customer"] == customer and one["paid"]]
    return "".join(
        f"<tr><td>{money(charge['amount'], charge['currency'])}, {_time(charge['created'])}"
        f'</td><td><div class="row">{_of_charge(desk, charge)}</div></td></tr>'
        for charge in paid[:3]
    )


def _of_charge(desk: Desk, charge: Json) -> str:
    if charge["refunded"]:
        return "given back"
    if not charge["disputed"]:
        return _button(desk, "refund", charge["id"], "Refund") + _button(
            desk, "dispute", charge["id"], "Dispute"
        )
    dispute = next(one for one in desk.book.all("dispute") if one["charge"] == charge["id"])
    if dispute["status"] in troubles.CLOSED:
        return f"dispute {escape(dispute['status'])}"
    return _button(desk, "won", dispute["id"], "Won") + _button(desk, "lost", dispute["id"], "Lost")


def _promises(desk: Desk, customer: str) -> str:
    return "".join(
        f'<tr><td>From a bank account</td><td><div class="row">'
        f"{_button(desk, 'arrived', session['id'], 'Money arrives')}"
        f"{_button(desk, 'bounced', session['id'], 'It does not')}</div></td></tr>"
        for session in desk.book.all("checkout.session")
        if session["customer"] == customer and selling.is_promised(desk, session)
    )


def _button(desk: Desk, act: str, object_id: str, label: str) -> str:
    address = f"{desk.root}/dashboard/{act}/{escape(object_id)}"
    return f'<form method="post" action="{address}"><button class="plain">{label}</button></form>'


def _subscriptions(desk: Desk, customer: str) -> list[Json]:
    return [
        one
        for one in desk.book.all("subscription")
        if one["customer"] == customer and one["status"] not in subscribing.ENDED
    ]


def _time(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%-d %b %Y %H:%M}"
