from domain.errors import DomainError


class KeyTaken(DomainError):
    """The same Idempotency-Key came with another request before."""

    code = "idempotency_key_taken"


class UnderWay(DomainError):
    """The first request with this Idempotency-Key is not answered yet. Details: retryAfter (seconds)."""

    code = "request_under_way"


class StillUnderWay(DomainError):
    """Whoever waited has waited long enough; what they ordered goes on. Details name it, where it can be
    asked for later.
    """

    code = "timeout"


class CameToNothing(DomainError):
    """What was ordered has ended without a result, and costs nothing. `code` says why; details name the
    order, where it can be asked for.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(**details)
        self.code = code
