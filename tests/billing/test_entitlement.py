"""The table of reliability.md 2.7: every status of Stripe with every price, and all that changes it."""

from datetime import UTC, datetime, timedelta
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.models import Plan
from domain.billing.entitlement import (
    ENDURING,
    FINAL,
    GRACE,
    NONE,
    PENDING,
    Alert,
    Dispute,
    Entitlement,
    Refund,
    Subscription,
    plan_of,
)
from domain.plans import RANK

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PRICES = {"price_pro": Plan.PRO, "price_pro_2025": Plan.PRO, "price_business": Plan.BUSINESS}
STATUSES = (
    "active",
    "trialing",
    "past_due",
    "incomplete",
    "incomplete_expired",
    "unpaid",
    "paused",
    "canceled",
)


def subscription(
    status: str = "active",
    *prices: str,
    id: str = "sub_1",  # noqa: A002 - as Stripe calls it
    ends_at: datetime | None = None,
    failed_since: datetime | None = None,
    never_paid: bool = False,
) -> Subscription:
    return Subscription(
        id,
        status,
        prices or ("price_pro",),
        period_end=NOW + 10 * DAY,
        ends_at=ends_at,
        failed_since=failed_since,
        never_paid=never_paid,
    )


def entitled(
    *subscriptions: Subscription,
    disputes: tuple[Dispute, ...] = (),
    refunds: tuple[Refund, ...] = (),
    now: datetime = NOW,
) -> Entitlement:
    return plan_of(subscriptions, disputes, refunds, now, PRICES)


def test_every_status_with_every_price() -> None:
    paying = {"active", "trialing", "past_due"}
    for status, price in product(STATUSES, (*PRICES, "price_of_somebody_else")):
        given_now = entitled(subscription(status, price, failed_since=NOW - DAY))
        expected = PRICES.get(price, Plan.FREE) if status in paying else Plan.FREE
        assert given_now.plan is expected, (status, price)
        unknown = status in paying and price not in PRICES
        assert (Alert.UNKNOWN_PRICE in given_now.alerts) is unknown, (status, price)
        assert given_now.status == status
        assert not given_now.hold


def test_every_status_is_final_or_enduring_or_waits_for_its_first_payment() -> None:
    assert set(STATUSES) == (ENDURING | FINAL | {"incomplete"}) - {NONE, "deleted", PENDING}
    assert not ENDURING & FINAL


def test_nothing_gives_nothing() -> None:
    assert entitled() == Entitlement(Plan.FREE, status=NONE)


def test_what_was_cancelled_lasts_to_its_end() -> None:
    cancelled = subscription("active", "price_business", ends_at=NOW + DAY)
    assert entitled(cancelled).plan is Plan.BUSINESS
    assert entitled(cancelled, now=NOW + DAY - timedelta(seconds=1)).plan is Plan.BUSINESS
    assert entitled(cancelled, now=NOW + DAY).plan is Plan.FREE


def test_seven_days_of_grace_from_the_first_failure() -> None:
    late = subscription("past_due", failed_since=NOW)
    assert entitled(late).until == NOW + GRACE
    assert entitled(late, now=NOW + 7 * DAY - timedelta(seconds=1)).plan is Plan.PRO
    assert entitled(late, now=NOW + 7 * DAY).plan is Plan.FREE
    assert entitled(subscription("past_due")).plan is Plan.PRO, "nothing is known of a failure"


def test_a_first_payment_on_the_way_gives_nothing_yet() -> None:
    for status in ("active", "trialing", "past_due"):
        waiting = entitled(subscription(status, never_paid=True))
        assert (waiting.plan, waiting.status, waiting.pending) == (Plan.FREE, PENDING, "sub_1")
        assert not waiting.alerts


def test_of_two_the_higher_one_counts_and_the_operators_learn_of_it() -> None:
    pro, business = (
        subscription("active", "price_pro", id="sub_a"),
        subscription("active", "price_business", id="sub_b"),
    )
    for both in permutations((pro, business)):
        found = entitled(*both)
        assert found.plan is Plan.BUSINESS
        assert found.subscription is business
        assert found.paying == ("sub_a", "sub_b")
        assert Alert.TWO_PAYING in found.alerts


def test_an_old_subscription_that_ended_takes_nothing_from_a_new_one() -> None:
    old, new = subscription("canceled", id="sub_old"), subscription("active", id="sub_new")
    for both in permutations((old, new)):
        found = entitled(*both)
        assert (found.plan, found.subscription, found.alerts) == (Plan.PRO, new, frozenset())


def test_of_several_items_the_highest_known_one_counts() -> None:
    found = entitled(subscription("active", "price_pro", "price_business"))
    assert (found.plan, found.price_id, found.alerts) == (Plan.BUSINESS, "price_business", frozenset())
    mixed = entitled(subscription("active", "price_strange", "price_pro"))
    assert (mixed.plan, mixed.price_id) == (Plan.PRO, "price_pro")
    assert Alert.UNKNOWN_PRICE in mixed.alerts
    assert entitled(Subscription("sub_1", "active", ())).plan is Plan.FREE


def test_disputes_and_refunds_hold_spending_and_leave_the_plan() -> None:
    for status in ("needs_response", "under_review", "warning_needs_response", "warning_under_review"):
        held = entitled(subscription(), disputes=(Dispute("dp_1", status),))
        assert (held.plan, held.hold, held.dispute) == (Plan.PRO, True, "dp_1"), status
    for status in ("won", "lost", "warning_closed", "prevented"):
        assert not entitled(subscription(), disputes=(Dispute("dp_1", status),)).hold, status
    back = entitled(subscription(), refunds=(Refund("ch_1", is_latest=True),))
    assert (back.plan, back.hold, back.refund) == (Plan.PRO, True, "ch_1")
    assert not entitled(subscription(), refunds=(Refund("ch_1", is_latest=False),)).hold
    assert not entitled(subscription("canceled"), refunds=(Refund("ch_1", is_latest=True),)).hold


ANY = st.builds(
    Subscription,
    id=st.sampled_from(["sub_a", "sub_b", "sub_c"]),
    status=st.sampled_from([*STATUSES, "something_new"]),
    prices=st.lists(st.sampled_from([*PRICES, "price_strange"]), max_size=2).map(tuple),
    period_end=st.none() | st.datetimes(timezones=st.just(UTC)),
    ends_at=st.none() | st.sampled_from([NOW - DAY, NOW, NOW + DAY]),
    failed_since=st.none() | st.sampled_from([NOW - 8 * DAY, NOW - 7 * DAY, NOW - DAY]),
    never_paid=st.booleans(),
)


@given(st.lists(ANY, max_size=4, unique_by=lambda each: each.id))
def test_the_whole_is_the_best_of_its_parts_in_any_order(subscriptions: list[Subscription]) -> None:
    alone = [entitled(each).plan for each in subscriptions]
    best = max(alone, key=RANK.__getitem__, default=Plan.FREE)
    assert entitled(*subscriptions).plan is best
    assert entitled(*reversed(subscriptions)) == entitled(*subscriptions)
