"""The passing of time: what falls due happens at its own moment, in its order."""

from collections.abc import Callable, Iterator
from functools import partial

from sandbox.stripe import invoicing, selling, subscribing
from sandbox.stripe.calendar import DAY
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json

UPCOMING_SECONDS = 7 * DAY
TRIAL_NOTICE_SECONDS = 3 * DAY
Due = tuple[int, Callable[[], object]]
_MOST = 10_000


def move(desk: Desk, seconds: int, customer: str | None = None) -> None:
    """Moves a customer's clock on, or everybody's, and lets happen what lies in between."""
    catch_up(desk, customer, ahead=seconds)
    desk.clock.move(seconds, customer)


def catch_up(desk: Desk, customer: str | None = None, *, ahead: int = 0) -> None:
    """All that has fallen due, or falls due within the seconds `ahead`; of everybody if of no customer."""
    for _ in range(_MOST):
        due = list(_due(desk, customer, ahead))
        if not due:
            return
        moment, happen = min(due, key=lambda one: one[0])
        with desk.clock.standing_at(moment):
            happen()


def _due(desk: Desk, customer: str | None, ahead: int) -> Iterator[Due]:
    for holder, moment, happen in _coming(desk):
        if customer in (None, holder) and moment <= desk.clock.now(holder) + ahead:
            yield moment, happen


def _coming(desk: Desk) -> Iterator[tuple[str | None, int, Callable[[], object]]]:
    """Whose it is, when, and what happens then."""
    for subscription in desk.book.all("subscription"):
        if subscription["status"] not in subscribing.ENDED:
            for moment, happen in _of_subscription(desk, subscription):
                yield subscription["customer"], moment, happen
    for invoice in desk.book.all("invoice"):
        for moment, happen in _of_invoice(desk, invoice):
            yield invoice["customer"], moment, happen
    for session in desk.book.all("checkout.session"):
        if session["status"] == "open":
            yield session["customer"], session["expires_at"], partial(selling.expire, desk, session)


def _of_subscription(desk: Desk, subscription: Json) -> Iterator[Due]:
    if subscription["status"] == "incomplete":
        yield (
            subscription["created"] + subscribing.INCOMPLETE_SECONDS,
            partial(subscribing.expire, desk, subscription),
        )
    if subscription["pending_update"]:
        yield (
            subscription["pending_update"]["expires_at"],
            partial(subscribing.expire_update, desk, subscription),
        )
    pause = subscription["pause_collection"]
    if pause and pause["resumes_at"]:
        yield pause["resumes_at"], partial(subscribing.pause, desk, subscription, None)
    if subscription["status"] not in subscribing.RUNNING:
        return
    end, leaves = subscribing.period_end(subscription), subscription["cancel_at"]
    if leaves is not None:
        yield leaves, partial(subscribing.end, desk, subscription)
    if leaves is None or leaves > end:
        yield end, partial(subscribing.renew, desk, subscription)
        yield from _notices(desk, subscription, end)


def _notices(desk: Desk, subscription: Json, end: int) -> Iterator[Due]:
    inside = desk.book.inside(subscription["id"])
    if inside["upcoming_told"] < end:
        yield end - UPCOMING_SECONDS, partial(_tell_upcoming, desk, subscription)
    if subscription["status"] == "trialing" and not inside["trial_told"]:
        yield end - TRIAL_NOTICE_SECONDS, partial(_tell_trial, desk, subscription)


def _of_invoice(desk: Desk, invoice: Json) -> Iterator[Due]:
    if invoice["status"] == "draft" and invoice["automatically_finalizes_at"]:
        yield invoice["automatically_finalizes_at"], partial(subscribing.charge_draft, desk, invoice)
    if invoice["status"] == "open" and invoice["next_payment_attempt"]:
        yield invoice["next_payment_attempt"], partial(subscribing.collect, desk, invoice)


def _tell_upcoming(desk: Desk, subscription: Json) -> None:
    desk.book.inside(subscription["id"])["upcoming_told"] = subscribing.period_end(subscription)
    line = invoicing.whole_period(desk, subscription)
    desk.tell("invoice.upcoming", invoicing.upcoming(desk, subscription, [line]))


def _tell_trial(desk: Desk, subscription: Json) -> None:
    desk.book.inside(subscription["id"])["trial_told"] = True
    desk.tell("customer.subscription.trial_will_end", subscription)
