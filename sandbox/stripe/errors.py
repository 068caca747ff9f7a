"""Refusals in Stripe's shape. Source: https://docs.stripe.com/api/errors"""

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """An answer other than 200. `kind` is Stripe's `type`; `more` are further fields of the error.

    `kept` tells whether the answer is repeated for the same idempotency key: what fails before anything was
    done is not.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        kept: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.code = code
        self.param = param
        self.kept = kept
        self.more = more

    def body(self) -> Json:
        error: Json = {"type": self.kind, "message": self.message}
        if self.code:
            error |= {"code": self.code, "doc_url": f"https://stripe.com/docs/error-codes/{self.code}"}
        if self.param:
            error["param"] = self.param
        return {"error": error | self.more}


class ControlError(Exception):
    """Bad input to the control side; the message is a sentence."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def invalid(message: str, *, param: str | None = None, code: str | None = None) -> Refusal:
    return Refusal(400, "invalid_request_error", message, param=param, code=code)


def missing(noun: str, object_id: str, *, param: str = "id") -> Refusal:
    """404 for what a path names, 400 for what a parameter names."""
    status = 404 if param == "id" else 400
    message = f"No such {noun}: '{object_id}'"
    return Refusal(status, "invalid_request_error", message, code="resource_missing", param=param)


def declined(decline_code: str, *, charge: str, payment_intent: Json, code: str = "card_declined") -> Refusal:
    """402: somebody's bank said no."""
    return Refusal(
        402,
        "card_error",
        decline_words(decline_code),
        code=code,
        kept=True,
        decline_code=decline_code,
        charge=charge,
        payment_intent=payment_intent,
    )


def decline_words(decline_code: str) -> str:
    return _WORDS.get(decline_code, "Your card was declined.")


_WORDS = {
    "insufficient_funds": "Your card has insufficient funds.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "authentication_required": ("Your card was declined. This transaction requires authentication."),
    "authentication_failed": (
        "We are unable to authenticate your payment method. Please choose a different payment method and"
        " try again."
    ),
}
