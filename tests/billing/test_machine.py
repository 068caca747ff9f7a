"""S12 of reliability.md: whatever happens at Stripe, in whatever order we learn of it, or never: within the
hour the plan is the one that Stripe's state gives.

Random steps against the stand-in, whose webhooks are dropped, doubled and shuffled. The oracle reads the
stand-in's own records, never our tables.
"""

import asyncio
import os
import time
from collections.abc import Awaitable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.billing.models import Customer
from domain.database import rows
from domain.plans import RANK
from sandbox.server import STRIPE_KEY, STRIPE_PRICE_BUSINESS, STRIPE_PRICE_PRO
from tests.billing.till import Till

RUNS, STEPS = int(os.environ.get("POSTAIFY_S12_RUNS", "3")), int(os.environ.get("POSTAIFY_S12_STEPS", "12"))
"""A nightly run sets 10,000 and 30."""

PLANS = {STRIPE_PRICE_PRO: Plan.PRO, STRIPE_PRICE_BUSINESS: Plan.BUSINESS}
UNKNOWN = "somebody else's"
ENDED = ("canceled", "incomplete_expired")
OPEN_DISPUTES = ("needs_response", "under_review", "warning_needs_response", "warning_under_review")
DAY = 86_400
REST = 20
"""Seconds within which everything that is on its way is done."""

Result = TypeVar("Result")
prices = st.sampled_from([STRIPE_PRICE_PRO, STRIPE_PRICE_BUSINESS, UNKNOWN])
which = st.integers(0, 5)
statuses = st.sampled_from(["active", "trialing", "past_due", "unpaid", "paused", "canceled"])


async def test_at_rest_the_plan_is_what_stripe_says(till: Till, use_cases: UseCases) -> None:
    loop = asyncio.get_running_loop()
    product = await till.api("/v1/products", {"name": "Something else"}, STRIPE_KEY)
    price = {"product": product["id"], "currency": "usd", "unit_amount": 500, "recurring[interval]": "month"}
    strange = (await till.api("/v1/prices", price, STRIPE_KEY))["id"]
    seeds = iter(range(1_000_000))

    class Machine(RuleBasedStateMachine):
        """A customer in every run; `mine` are the ids of their subscriptions."""

        def __init__(self) -> None:
            super().__init__()
            self.mine: list[str] = []
            self.disputes: list[str] = []

        def does(self, work: Awaitable[Result]) -> Result:
            done: Future[Result] = asyncio.run_coroutine_threadsafe(_awaited(work), loop)
            return done.result(60)

        @initialize()
        def begin(self) -> None:
            seed = next(seeds)
            spoiled = {"drop": 0.1, "duplicate": 0.3, "shuffle": 0.05, "seed": seed}
            self.does(till.patch("/webhook", spoiled))
            self.user = self.does(User.create(name=f"run {seed}", email=f"{seed}@example.com"))
            self.customer = self.does(use_cases.open_checkout.ensure_customer(self.user))

        @precondition(lambda self: len(self.mine) < 3)
        @rule(price=prices, status=statuses)
        def subscribes(self, price: str, status: str) -> None:
            order = {"customer": self.customer, "price": _named(price, strange), "status": status}
            self.mine.append(self.does(till.post("/subscriptions", order))["id"])

        @precondition(lambda self: self.mine)
        @rule(which=which, status=statuses, days=st.integers(0, 9))
        def status_changes(self, which: int, status: str, days: int) -> None:
            change: dict[str, Any] = {"status": status}
            if status in ("past_due", "unpaid"):
                change["failedAt"] = int(time.time()) - days * DAY - 60
            self.changes(which, change)

        @precondition(lambda self: self.mine)
        @rule(which=which, price=prices)
        def price_changes(self, which: int, price: str) -> None:
            self.changes(which, {"price": _named(price, strange)})

        @precondition(lambda self: self.mine)
        @rule(which=which, cancelled=st.booleans())
        def is_cancelled_or_kept(self, which: int, cancelled: bool) -> None:
            self.changes(which, {"cancelAtPeriodEnd": cancelled})

        @precondition(lambda self: self.mine)
        @rule(which=which)
        def period_is_over(self, which: int) -> None:
            self.changes(which, {"cancelAtPeriodEnd": True, "end": int(time.time()) - 60})

        @precondition(lambda self: self.mine and len(self.disputes) < 2)
        @rule()
        def bank_asks(self) -> None:
            try:
                dispute = self.does(till.post("/disputes", {"customer": self.customer}))
            except AssertionError:
                return  # nothing was paid yet
            self.disputes.append(dispute["id"])

        @precondition(lambda self: self.disputes)
        @rule(which=which, status=st.sampled_from(["won", "lost", "under_review"]))
        def bank_decides(self, which: int, status: str) -> None:
            dispute = self.disputes[which % len(self.disputes)]
            self.does(till.patch(f"/disputes/{dispute}", {"status": status}))

        @rule()
        def address_changes(self) -> None:
            email = f"{next(seeds)}@example.com"
            self.does(User.filter(id=self.user.id).update(email=email))

        @rule()
        def somebody_looks(self) -> None:
            self.does(use_cases.sync_customer(self.customer))

        def changes(self, which: int, change: dict[str, Any]) -> None:
            subscription = self.mine[which % len(self.mine)]
            self.does(till.patch(f"/subscriptions/{subscription}", change))

        def teardown(self) -> None:
            if hasattr(self, "customer"):
                self.does(an_hour_passes(till, use_cases, self.customer))
                expected = oracle(self.does(till.get("/state")), self.customer)
                user = self.does(User.get(id=self.user.id))
                assert (user.plan, user.billing_hold) == expected

    machine = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Machine, settings=machine)


async def an_hour_passes(till: Till, use_cases: UseCases, customer: str) -> None:
    """What the clock does within it: events that never came are asked for, customers are looked at again."""
    await till.settles()
    await use_cases.repair_events()
    deadline = time.monotonic() + REST
    while await rows(
        "SELECT 1 FROM inbox_events WHERE source = 'stripe' AND subject = $1 AND status <> 'DONE'", customer
    ):
        assert time.monotonic() < deadline, "events wait"
        await use_cases.handle_waiting_events()
        await asyncio.sleep(0.02)
    long_ago = datetime.now(UTC) - timedelta(minutes=56)
    await Customer.filter(customer_id=customer).update(fetched_at=long_ago)
    await use_cases.reconcile_customers()


def oracle(state: dict[str, list[dict[str, Any]]], customer: str) -> tuple[Plan, bool]:
    """The plan and the hold that Stripe's records give."""
    now = time.time()
    own = {kind: [each for each in all_ if each.get("customer") == customer] for kind, all_ in state.items()}
    given = [_given(each, own.get("invoice", []), now) for each in own.get("subscription", [])]
    plan = max(given, key=RANK.__getitem__, default=Plan.FREE)
    charges = [each for each in own.get("charge", []) if each["paid"]]
    disputes = {
        each["charge"]: each["status"]
        for each in state.get("dispute", [])
        if each["charge"] in {charge["id"] for charge in charges}
    }
    newest = max(charges, key=lambda charge: charge["created"], default=None)
    lost = newest is not None and disputes.get(newest["id"]) == "lost"
    return plan, any(status in OPEN_DISPUTES for status in disputes.values()) or (
        lost and plan is not Plan.FREE
    )


def _given(subscription: dict[str, Any], invoices: list[dict[str, Any]], now: float) -> Plan:
    item = subscription["items"]["data"][0]
    plan = PLANS.get(item["price"]["id"], Plan.FREE)
    if subscription["cancel_at_period_end"] and item["current_period_end"] <= now:
        return Plan.FREE
    match subscription["status"]:
        case "active" | "trialing":
            return plan
        case "past_due":
            failed = [
                invoice["status_transitions"]["finalized_at"]
                for invoice in invoices
                if invoice["status"] == "open"
                and invoice["attempt_count"]
                and invoice["parent"]["subscription_details"]["subscription"] == subscription["id"]
            ]
            return plan if min(failed, default=now) + 7 * DAY > now else Plan.FREE
        case _:
            return Plan.FREE


async def _awaited(work: Awaitable[Result]) -> Result:
    """Not all that can be awaited is a coroutine."""
    return await work


def _named(price: str, strange: str) -> str:
    return strange if price == UNKNOWN else price
