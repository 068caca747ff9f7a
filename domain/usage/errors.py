from domain.errors import DomainError


class QuotaExceeded(DomainError):
    """The plan has no room for this. Details: kind, limit, used, left, asked, resetsAt (ISO 8601, UTC)."""

    code = "quota_exceeded"


class SpendingCapReached(DomainError):
    """So much was spent today that nothing new is begun. Details: resetsAt (ISO 8601, UTC)."""

    code = "spending_cap_reached"


class BillingHold(SpendingCapReached):
    """A payment of theirs is disputed or was given back: nothing new is begun meanwhile (reliability T32).
    What was ordered before it ends as at a cap.
    """

    code = "billing_hold"


class UsageNotFound(DomainError):
    """Nothing was charged for this, or it was given back already."""

    code = "usage_not_found"
