from domain.errors import DomainError


class QuotaExceeded(DomainError):
    """The plan has no room for this. Details: kind, limit, used, left, asked, resetsAt (ISO 8601, UTC)."""

    code = "quota_exceeded"


class SpendingCapReached(DomainError):
    """So much was spent today that nothing new is begun. Details: resetsAt (ISO 8601, UTC)."""

    code = "spending_cap_reached"
