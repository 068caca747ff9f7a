"""Money that goes back: refunds, disputes, and warnings of fraud.

Source: https://docs.stripe.com/refunds, https://docs.stripe.com/disputes
"""

from typing import Literal

from sandbox.stripe.calendar import DAY
from sandbox.stripe.cards import CARDS
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, invalid

DisputeStatus = Literal[
    "needs_response", "under_review", "won", "lost", "warning_needs_response", "warning_closed"
]
CLOSED = ("won", "lost", "warning_closed")


def refund(desk: Desk, charge: Json, amount: int | None, *, reason: str | None, metadata: Json) -> Json:
    """`amount` in cents, None for all that is left. Raises Refusal when that is not there."""
    left = charge["amount_captured"] - charge["amount_refunded"]
    if charge["disputed"]:
        raise invalid(f"Charge {charge['id']} has been charged back.", code="charge_disputed")
    if not left:
        raise invalid(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    wanted = left if amount is None else amount
    if not 0 < wanted <= left:
        raise invalid(
            f"Refund amount ({wanted}) is greater than unrefunded amount on charge ({left})",
            param="amount",
        )
    made = desk.book.add(
        "refund",
        {
            "amount": wanted,
            "balance_transaction": None,
            "charge": charge["id"],
            "created": desk.clock.now(charge["customer"]),
            "currency": charge["currency"],
            "destination_details": {"type": "card"},
            "metadata": metadata,
            "payment_intent": charge["payment_intent"],
            "reason": reason,
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": "succeeded",
            "transfer_reversal": None,
        },
    )
    charge["amount_refunded"] += wanted
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    desk.tell("refund.created", made)
    desk.tell("charge.refunded", charge)
    return made


def dispute(
    desk: Desk, charge: Json, *, reason: str = "fraudulent", status: DisputeStatus = "needs_response"
) -> Json:
    now = desk.clock.now(charge["customer"])
    made = desk.book.add(
        "dispute",
        {
            "amount": charge["amount"],
            "balance_transactions": [],
            "charge": charge["id"],
            "created": now,
            "currency": charge["currency"],
            "enhanced_eligibility_types": [],
            "evidence": {},
            "evidence_details": {
                "due_by": now + 7 * DAY,
                "enhanced_eligibility": {},
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
                "submission_method": "not_submitted",
            },
            "is_charge_refundable": status.startswith("warning"),
            "livemode": False,
            "metadata": {},
            "network_reason_code": "10.4",
            "payment_intent": charge["payment_intent"],
            "payment_method_details": {
                "card": {"brand": "visa", "case_type": "chargeback", "network_reason_code": "10.4"},
                "type": "card",
            },
            "reason": reason,
            "status": status,
        },
    )
    charge["disputed"] = True
    desk.tell("charge.dispute.created", made)
    return made


def close(desk: Desk, found: Json, status: DisputeStatus) -> None:
    if status in CLOSED:
        found["status"] = status
        desk.tell("charge.dispute.closed", found)
        return
    with desk.changing("charge.dispute.updated", found):
        found["status"] = status


def warn(desk: Desk, charge: Json) -> Json:
    made = desk.book.add(
        "radar.early_fraud_warning",
        {
            "actionable": not charge["refunded"],
            "charge": charge["id"],
            "created": desk.clock.now(charge["customer"]),
            "fraud_type": "made_with_stolen_card",
            "livemode": False,
            "payment_intent": charge["payment_intent"],
        },
    )
    desk.tell("radar.early_fraud_warning.created", made)
    return made


def afterwards(desk: Desk, charge_id: str, number: str) -> None:
    """What the bank of this card does once it has paid."""
    happens = CARDS[number].afterwards
    if happens == "dispute":
        dispute(desk, desk.book.find("charge", charge_id))
    elif happens == "warning":
        warn(desk, desk.book.find("charge", charge_id))
