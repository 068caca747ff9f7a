"""The customer portal: another plan, the end at the period's end, another card, the invoices."""

from datetime import UTC, datetime
from html import escape

from aiohttp import web

from sandbox.stripe import cards, subscribing
from sandbox.stripe.calendar import HOUR
from sandbox.stripe.cards import CARDS
from sandbox.stripe.desk import DESK, Desk
from sandbox.stripe.errors import Json, decline_words
from sandbox.stripe.pages.layout import CARDS as HINTS
from sandbox.stripe.pages.layout import asking, card_fields, every, gone, instead, money, number_of, page

UNOPENED_SECONDS, IDLE_SECONDS = 300, HOUR
"""How long a link works that nobody opens, and how long one that nobody uses any more."""

routes = web.RouteTableDef()


@routes.get("/portal/{token}")
async def show(request: web.Request) -> web.Response:
    desk, session = _open(request)
    return _page(desk, session)


@routes.post("/portal/{token}/plan")
async def change_plan(request: web.Request) -> web.Response:
    """Charged at once for the rest of the period; the plan stays what it is until that is paid."""
    desk, session = _open(request)
    form = await request.post()
    subscription = _subscription(desk, session, str(form.get("subscription")))
    price = _offered(desk, subscription, str(form.get("price")))
    subscribing.change_price(
        desk, subscription, price, proration="always_invoice", payment="pending_if_incomplete"
    )
    if subscription["pending_update"]:
        invoice = desk.book.find("invoice", subscription["latest_invoice"])
        raise web.HTTPSeeOther(invoice["hosted_invoice_url"])
    raise _back(session)


@routes.post("/portal/{token}/cancel")
async def cancel(request: web.Request) -> web.Response:
    desk, session = _open(request)
    form = await request.post()
    subscription = _subscription(desk, session, str(form.get("subscription")))
    whole = desk.settings.portal_cancels_with == "cancel_at_period_end"
    end = subscribing.period_end(subscription)
    subscribing.end_later(desk, subscription, end, at_period_end=whole)
    raise _back(session)


@routes.post("/portal/{token}/resume")
async def resume(request: web.Request) -> web.Response:
    desk, session = _open(request)
    form = await request.post()
    subscription = _subscription(desk, session, str(form.get("subscription")))
    subscribing.end_later(desk, subscription, None, at_period_end=False)
    raise _back(session)


@routes.post("/portal/{token}/card")
async def change_card(request: web.Request) -> web.Response:
    desk, session = _open(request)
    form = await request.post()
    number = number_of(str(form.get("number", "")))
    if number not in CARDS:
        return _page(desk, session, "Your card number is invalid.")
    return _keep_card(desk, session, number)


@routes.get("/portal/{token}/authenticate")
async def ask(request: web.Request) -> web.Response:
    _, session = _open(request)
    return page("Your bank asks", asking(f"{session['url']}/authenticate"))


@routes.post("/portal/{token}/authenticate")
async def answer(request: web.Request) -> web.Response:
    desk, session = _open(request)
    form = await request.post()
    number = desk.book.inside(session["id"]).pop("asked", None)
    if number is None or form.get("answer") != "complete":
        return _page(desk, session, decline_words("authentication_failed"))
    return _keep_card(desk, session, number, authenticated=True)


def _keep_card(desk: Desk, session: Json, number: str, *, authenticated: bool = False) -> web.Response:
    method = cards.new_card(desk, number, authenticated=authenticated)
    word = cards.word_of_the_bank(desk, method, authenticated=authenticated, amount=0)
    if word == "authenticate":
        desk.book.inside(session["id"])["asked"] = number
        raise web.HTTPSeeOther(f"{session['url']}/authenticate")
    if word != "yes":
        return _page(desk, session, decline_words(word))
    subscribing.charge_from_now_on(desk, session["customer"], method)
    raise _back(session)


def _open(request: web.Request) -> tuple[Desk, Json]:
    """Raises what is shown instead when the link does not work, or not any more."""
    desk, token = request.app[DESK], request.match_info["token"]
    for session in desk.book.all("billing_portal.session"):
        inside = desk.book.inside(session["id"])
        if inside["token"] == token:
            break
    else:
        raise instead(gone("There is no such page."))
    used = inside.get("used_at")
    limit = session["created"] + UNOPENED_SECONDS if used is None else used + IDLE_SECONDS
    if desk.clock.now() > limit or desk.book.find("customer", session["customer"]).get("deleted"):
        raise instead(gone("This link has expired. Ask for a new one.", 410))
    inside["used_at"] = desk.clock.now()
    return desk, session


def _subscription(desk: Desk, session: Json, subscription_id: str) -> Json:
    for one in _subscriptions(desk, session):
        if one["id"] == subscription_id:
            return one
    raise instead(gone("There is no such subscription."))


def _offered(desk: Desk, subscription: Json, price_id: str) -> Json:
    for price in _prices(desk, subscription):
        if price["id"] == price_id:
            return price
    raise instead(gone("There is no such plan."))


def _back(session: Json) -> web.HTTPSeeOther:
    """To the portal, or to where the program wanted people to go after what it sent them here for."""
    after = (session["flow"] or {}).get("after_completion") or {}
    if after.get("type") == "redirect" and after.get("redirect"):
        return web.HTTPSeeOther(after["redirect"]["return_url"])
    return web.HTTPSeeOther(session["url"])


def _subscriptions(desk: Desk, session: Json) -> list[Json]:
    return [
        one
        for one in desk.book.all("subscription")
        if one["customer"] == session["customer"] and one["status"] not in subscribing.ENDED
    ]


def _prices(desk: Desk, subscription: Json) -> list[Json]:
    """What can be changed to, the cheapest first."""
    found = [
        price
        for price in desk.book.all("price")
        if price["active"]
        and price["type"] == "recurring"
        and price["currency"] == subscription["currency"]
        and price["id"] != subscribing.item_of(subscription)["price"]["id"]
    ]
    return sorted(found, key=lambda price: int(price["unit_amount"]))


def _page(desk: Desk, session: Json, problem: str = "") -> web.Response:
    said = f'<p class="bad" role="alert">{escape(problem)}</p>' if problem else ""
    running = _subscriptions(desk, session)
    shown = "".join(_one(desk, session, subscription) for subscription in running)
    back = ""
    if session["return_url"]:
        back = f'<p><a id="return" href="{escape(session["return_url"])}">Back</a></p>'
    body = (
        f"<h1>Your subscription</h1>{said}"
        f"{shown or '<p>There is none.</p>'}{_card(desk, session)}{_invoices(desk, session)}{back}"
    )
    return page("Your subscription", body, status=402 if problem else 200)


def _one(desk: Desk, session: Json, subscription: Json) -> str:
    item = subscribing.item_of(subscription)
    name = desk.book.find("product", item["price"]["product"])["name"]
    leaves = subscription["cancel_at"]
    end = _day(leaves or item["current_period_end"])
    words = f"Ends on {end}" if leaves else f"Renews on {end}"
    if subscription["status"] == "past_due":
        words = "The last payment has failed"
    options = "".join(
        f'<option value="{escape(price["id"])}">'
        f"{escape(desk.book.find('product', price['product'])['name'])} · {every(price)}</option>"
        for price in _prices(desk, subscription)
    )
    root, hidden = session["url"], _hidden(subscription)
    verb, label = ("resume", "Keep the subscription") if leaves else ("cancel", "Cancel at the period's end")
    change = (
        f'<form method="post" action="{root}/plan">{hidden}<label>Another plan<select name="price">{options}'
        "</select></label><button>Change now</button></form>"
    )
    return (
        f'<section class="card"><h2>{escape(name)}</h2><p>{every(item["price"])}<br>'
        f'<span class="note">{escape(subscription["status"])} · {words}</span></p>{change if options else ""}'
        f'<form method="post" action="{root}/{verb}">{hidden}'
        f'<button class="plain">{label}</button></form></section>'
    )


def _hidden(subscription: Json) -> str:
    return f'<input type="hidden" name="subscription" value="{escape(subscription["id"])}">'


def _card(desk: Desk, session: Json) -> str:
    method = cards.default_method(desk, session["customer"])
    words = "No card"
    if method:
        details = method[method["type"]]
        words = f"{escape(str(details.get('brand', 'account')))} ending in {escape(details['last4'])}"
    return (
        f'<section class="card"><h2>Payment</h2><p>{words}</p><details><summary>Use another card</summary>'
        f'<form method="post" action="{session["url"]}/card">{card_fields()}'
        f"<button>Use this card</button></form>{HINTS}</details></section>"
    )


def _invoices(desk: Desk, session: Json) -> str:
    rows = "".join(
        f'<tr><td><a href="{escape(invoice["hosted_invoice_url"])}">{_day(invoice["created"])}</a></td>'
        f"<td>{escape(invoice['status'])}</td><td>{money(invoice['total'], invoice['currency'])}</td></tr>"
        for invoice in desk.book.all("invoice")
        if invoice["customer"] == session["customer"] and invoice["hosted_invoice_url"]
    )
    return f'<section class="card"><h2>Invoices</h2><table>{rows}</table></section>' if rows else ""


def _day(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%-d %B %Y}"
