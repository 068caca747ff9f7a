"""The pay page of a checkout session."""

from html import escape

from aiohttp import web

from sandbox.stripe import cards, selling
from sandbox.stripe.buyers import is_gone
from sandbox.stripe.cards import CARDS
from sandbox.stripe.desk import DESK, Desk
from sandbox.stripe.errors import Json, decline_words
from sandbox.stripe.pages.layout import CARDS as HINTS
from sandbox.stripe.pages.layout import asking, card_fields, every, gone, instead, money, number_of, page

PLACEHOLDER = "{CHECKOUT_SESSION_ID}"
routes = web.RouteTableDef()


@routes.get("/pay/{id}")
async def show(request: web.Request) -> web.Response:
    desk, session = _open(request)
    return _page(desk, session)


@routes.post("/pay/{id}")
async def pay(request: web.Request) -> web.Response:
    """`method` is card, with its `number`, or sepa_debit."""
    desk, session = _open(request)
    form = await request.post()
    if form.get("method") == cards.BANK_ACCOUNT:
        selling.promise(desk, session)
        raise _done(session)
    number = number_of(str(form.get("number", "")))
    if number not in CARDS:
        return _page(desk, session, "Your card number is invalid.")
    return _try(desk, session, number)


@routes.get("/pay/{id}/authenticate")
async def ask(request: web.Request) -> web.Response:
    desk, session = _open(request)
    if not desk.book.inside(session["id"]).get("asked"):
        raise web.HTTPSeeOther(f"{desk.root}/pay/{session['id']}")
    return page("Your bank asks", asking(f"{desk.root}/pay/{session['id']}/authenticate"))


@routes.post("/pay/{id}/authenticate")
async def answer(request: web.Request) -> web.Response:
    desk, session = _open(request)
    form = await request.post()
    number = desk.book.inside(session["id"]).pop("asked", None)
    if number is None or form.get("answer") != "complete":
        return _page(desk, session, decline_words("authentication_failed"))
    return _try(desk, session, number, authenticated=True)


def _try(desk: Desk, session: Json, number: str, *, authenticated: bool = False) -> web.Response:
    word = selling.pay(desk, session, number, authenticated=authenticated)
    if word == "yes":
        raise _done(session)
    if word == "authenticate":
        desk.book.inside(session["id"])["asked"] = number
        raise web.HTTPSeeOther(f"{desk.root}/pay/{session['id']}/authenticate")
    return _page(desk, session, decline_words(word))


def _open(request: web.Request) -> tuple[Desk, Json]:
    """Raises what is shown instead when there is nothing to pay any more."""
    desk = request.app[DESK]
    session_id = request.match_info["id"]
    session = desk.book.get(session_id) if desk.book.kind_of(session_id) == "checkout.session" else None
    if session is None or is_gone(desk, session["customer"]):
        raise instead(gone("There is no such pay page."))
    if session["status"] == "complete":
        raise instead(gone("This was paid already. You can close this page.", 410))
    if session["status"] == "expired":
        raise instead(gone("This pay page has expired. Ask for a new one.", 410))
    if selling.has_one_already(desk, session):
        raise instead(gone("You have a subscription already. Change it where you manage it.", 409))
    return desk, session


def _done(session: Json) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(session["success_url"].replace(PLACEHOLDER, session["id"]))


def _page(desk: Desk, session: Json, problem: str = "") -> web.Response:
    [(price_id, quantity)] = desk.book.inside(session["id"])["lines"]
    price = desk.book.find("price", price_id)
    name = desk.book.find("product", price["product"])["name"]
    customer = desk.book.get(session["customer"]) or {}
    email = customer.get("email") or session["customer_email"] or ""
    total = money(session["amount_total"], session["currency"])
    count = f" × {quantity}" if quantity > 1 else ""
    back = ""
    if session["cancel_url"]:
        back = f'<p><a id="cancel" href="{escape(session["cancel_url"])}">Back without paying</a></p>'
    said = f'<p class="bad" role="alert">{escape(problem)}</p>' if problem else ""
    debit = ""
    if cards.BANK_ACCOUNT in session["payment_method_types"]:
        debit = (
            '<form method="post"><button class="plain" name="method" value="sepa_debit">'
            "Pay from a bank account (takes days)</button></form>"
        )
    body = (
        f'<h1>Subscribe to {escape(name)}</h1><p class="sum">{total}</p>'
        f'<p class="note">{every(price)}{count}{f" · {escape(email)}" if email else ""}</p>'
        f'<section class="card">{said}<form method="post">{card_fields()}'
        f'<button name="method" value="card">Subscribe</button></form>{debit}{HINTS}</section>{back}'
    )
    return page(f"Subscribe to {name}", body, status=402 if problem else 200)
