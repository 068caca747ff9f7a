"""The page of an invoice, where one that is open can be paid."""

from html import escape

from aiohttp import web

from sandbox.stripe import cards, subscribing
from sandbox.stripe.buyers import is_gone
from sandbox.stripe.cards import CARDS
from sandbox.stripe.desk import DESK, Desk
from sandbox.stripe.errors import Json, decline_words
from sandbox.stripe.pages.layout import CARDS as HINTS
from sandbox.stripe.pages.layout import asking, card_fields, gone, instead, money, number_of, page

routes = web.RouteTableDef()


@routes.get("/invoices/{id}")
async def show(request: web.Request) -> web.Response:
    _, invoice = _invoice(request)
    return _page(invoice)


@routes.post("/invoices/{id}")
async def pay(request: web.Request) -> web.Response:
    """With the card of the form; it is charged from now on, too."""
    desk, invoice = _invoice(request)
    form = await request.post()
    number = number_of(str(form.get("number", "")))
    if number not in CARDS:
        return _page(invoice, "Your card number is invalid.")
    return _try(desk, invoice, number)


@routes.get("/invoices/{id}/authenticate")
async def ask(request: web.Request) -> web.Response:
    _, invoice = _invoice(request)
    return page("Your bank asks", asking(f"{invoice['hosted_invoice_url']}/authenticate"))


@routes.post("/invoices/{id}/authenticate")
async def answer(request: web.Request) -> web.Response:
    desk, invoice = _invoice(request)
    form = await request.post()
    number = desk.book.inside(invoice["id"]).pop("asked", None)
    if number is None or form.get("answer") != "complete":
        return _page(invoice, decline_words("authentication_failed"))
    return _try(desk, invoice, number, authenticated=True)


def _try(desk: Desk, invoice: Json, number: str, *, authenticated: bool = False) -> web.Response:
    if invoice["status"] not in ("open", "uncollectible"):
        return _page(invoice)
    method = cards.new_card(desk, number, authenticated=authenticated)
    word = cards.word_of_the_bank(desk, method, authenticated=authenticated, amount=invoice["amount_due"])
    if word == "authenticate":
        desk.book.inside(invoice["id"])["asked"] = number
        raise web.HTTPSeeOther(f"{invoice['hosted_invoice_url']}/authenticate")
    if word == "yes":
        subscribing.charge_from_now_on(desk, invoice["customer"], method)
    subscribing.collect(desk, invoice, authenticated=authenticated, method=method)
    if word == "yes":
        raise web.HTTPSeeOther(invoice["hosted_invoice_url"])
    return _page(invoice, decline_words(word))


def _invoice(request: web.Request) -> tuple[Desk, Json]:
    desk, invoice_id = request.app[DESK], request.match_info["id"]
    invoice = desk.book.get(invoice_id) if desk.book.kind_of(invoice_id) == "invoice" else None
    if invoice is None or invoice["status"] == "draft" or is_gone(desk, invoice["customer"]):
        raise instead(gone("There is no such invoice."))
    return desk, invoice


def _page(invoice: Json, problem: str = "") -> web.Response:
    currency = invoice["currency"]
    rows = "".join(
        f"<tr><td>{escape(line['description'])}</td><td>{money(line['amount'], currency)}</td></tr>"
        for line in invoice["lines"]["data"]
    )
    said = f'<p class="bad" role="alert">{escape(problem)}</p>' if problem else ""
    form = ""
    if invoice["status"] in ("open", "uncollectible"):
        form = (
            f'<section class="card">{said}<form method="post"'
            f' action="{escape(invoice["hosted_invoice_url"])}">'
            f"{card_fields()}<button>Pay</button></form>{HINTS}</section>"
        )
    body = (
        f"<h1>Invoice {escape(invoice['number'])}</h1>"
        f'<p class="sum">{money(invoice["amount_due"], currency)}</p>'
        f'<p class="{"good" if invoice["status"] == "paid" else "note"}">{escape(invoice["status"])}</p>'
        f'<section class="card"><table>{rows}</table></section>{form}'
    )
    return page(f"Invoice {invoice['number']}", body, status=402 if problem else 200)
