"""Stripe's webhook: who signed it, when, and for which world (reliability T5).

Facts: Stripe's documentation, "Resolve webhook signature verification errors"; the library bounds the age of
a signature but not how far it may lie in the future.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.billing.ports import BadEvent, PaymentEvent
from domain.gateways.stripe_payments import event_of

TOLERANCE = timedelta(minutes=5)
TIMESTAMP = re.compile(r"(?:^|,)\s*t=(\d{1,12})(?=,|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class StripeEvents:
    """See ReadPaymentEvent. `secrets`: the present one, and the former one while it is being changed. `live`:
    whether real money is moved here; events of the other world are not for us.
    """

    secrets: Sequence[str] = field(repr=False)
    live: bool

    def __call__(self, body: bytes, signature: str, now: datetime) -> PaymentEvent:
        self._check_time(signature, now)
        self._check_signature(body, signature)
        try:
            event = json.loads(body)
            if event["object"] != "event" or event["livemode"] is not self.live:
                raise BadEvent("not an event for this product")
            return event_of(event)
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            raise BadEvent("not an event") from None

    def _check_time(self, signature: str, now: datetime) -> None:
        stamps = TIMESTAMP.findall(signature)
        if len(stamps) != 1 or abs(now.timestamp() - int(stamps[0])) > TOLERANCE.total_seconds():
            raise BadEvent("not signed just now")

    def _check_signature(self, body: bytes, signature: str) -> None:
        import stripe

        for secret in self.secrets:
            try:
                if secret and stripe.WebhookSignature.verify_header(
                    body.decode(), signature, secret, tolerance=None
                ):
                    return
            except (stripe.SignatureVerificationError, ValueError, TypeError):  # TypeError: not ASCII
                continue
        raise BadEvent("not signed by Stripe")
