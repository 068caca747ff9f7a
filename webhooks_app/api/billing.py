"""Plans, and the ways to Stripe's pages. People come back from there over small pages of ours."""

from collections.abc import Sequence
from typing import Literal, Self

from aiohttp import web
from pydantic import Field

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.billing.ports import Way
from domain.billing.read_plan import PlanNow
from domain.plans import PLANS, Limits
from webhooks_app.endpoint import Routes
from webhooks_app.keys import CHAT_ADDRESS, USE_CASES
from webhooks_app.schemas import Answer, Body, Moment
from webhooks_app.static_files import FOLDER, page

routes = Routes("billing")
pages = web.RouteTableDef()

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
LANGUAGES = ("en", "es")
LONGEST_SESSION_ID = 128


class PlanOffered(Answer):
    plan: Plan
    price: int = Field(description="USD a month.")
    posts: int = Field(description="In a calendar month (UTC), like those below.")
    pictures: int
    voice_characters: int
    brands: int = Field(description="At any one time.")
    first_in_queue: bool

    @classmethod
    def of(cls, plan: Plan, limits: Limits) -> Self:
        return cls(
            plan=plan,
            price=limits.price,
            posts=limits.posts,
            pictures=limits.pictures,
            voice_characters=limits.voice_characters,
            brands=limits.brands,
            first_in_queue=limits.first_in_queue,
        )


class Plans(Answer):
    items: Sequence[PlanOffered]


class SubscriptionNow(Answer):
    plan: Plan
    paid_with: Way | None = Field(description="How the plan is paid for; null for FREE.")
    renews_at: Moment | None
    ends_at: Moment | None = Field(description="It was cancelled, and lasts until then.")
    grace_until: Moment | None = Field(description="A payment failed; the plan stays until then.")
    pending: bool = Field(description="A first payment is on the way.")
    on_hold: bool = Field(description="A payment is disputed or was refunded: nothing new is begun.")

    @classmethod
    def of(cls, now: PlanNow) -> Self:
        return cls(
            plan=now.plan,
            paid_with=now.way,
            renews_at=now.renews_at,
            ends_at=now.ends_at,
            grace_until=now.grace_until,
            pending=now.pending,
            on_hold=now.hold,
        )


class PlanWanted(Body):
    plan: Literal["PRO", "BUSINESS"]


class PageToOpen(Answer):
    url: str = Field(description="A page of Stripe; for nobody else.")


@routes.get("/api/v1/plans", public=True)
async def list_plans() -> Plans:
    """All plans, the smallest first."""
    return Plans(items=[PlanOffered.of(plan, limits) for plan, limits in PLANS.items()])


@routes.get("/api/v1/subscriptions/current")
async def read_subscription(use_cases: UseCases, actor: User) -> SubscriptionNow:
    """What you have at the moment, and how long it lasts."""
    await use_cases.refresh_plan(actor)
    return SubscriptionNow.of(await use_cases.read_plan(actor))


@routes.post("/api/v1/subscriptions/create-checkout", errors=(409, 503), repeatable=True)
async def create_checkout(use_cases: UseCases, actor: User, body: PlanWanted) -> PageToOpen:
    """The page to pay for a plan on. Who pays already gets the page to change that on."""
    return PageToOpen(url=await use_cases.open_checkout(actor, plan=Plan(body.plan), on_web=True))


@routes.post("/api/v1/subscriptions/portal", errors=(409, 503))
async def open_portal(use_cases: UseCases, actor: User) -> PageToOpen:
    """The page to change, cancel or mend what you pay for on; good for a few minutes."""
    return PageToOpen(url=await use_cases.open_portal(actor))


@pages.get("/billing/success")
async def paid(request: web.Request) -> web.Response:
    """Back from the till: the plan is looked up before the page is shown."""
    session_id = request.query.get("session_id", "")
    if 0 < len(session_id) <= LONGEST_SESSION_ID and session_id.isascii() and session_id.isprintable():
        await request.app[USE_CASES].return_from_checkout(session_id)
    return _shown(request, "success.html")


@pages.get("/billing/cancelled")
async def cancelled(request: web.Request) -> web.Response:
    """Back from the till without having paid."""
    return _shown(request, "cancelled.html")


@pages.get("/billing/back")
async def back(request: web.Request) -> web.Response:
    """Back from Stripe's portal."""
    return _shown(request, "back.html")


@pages.get("/billing/chat")
async def to_chat(request: web.Request) -> web.Response:
    """Where the buttons of these pages lead."""
    address = await request.app[CHAT_ADDRESS]("plan")
    return web.Response(status=302, headers={"Location": address, "Cache-Control": "no-store"})


def _shown(request: web.Request, name: str) -> web.Response:
    wanted = request.headers.get("Accept-Language", "")[:2].lower()
    language = wanted if wanted in LANGUAGES else LANGUAGES[0]
    answer = page(FOLDER / "billing" / language / name, policy=POLICY)
    answer.headers["Cache-Control"] = "no-store"
    return answer
