"""Why something that was ordered came to nothing, as a client is told: a code of refusals.py."""

from typing import Self

from pydantic import Field

from domain.requests.errors import CameToNothing
from webhooks_app.refusals import REFUSALS
from webhooks_app.schemas import Answer

UNAVAILABLE = "provider_unavailable"
"""What every other reason is: on the side of a provider, or on ours."""

COMMON = {
    "timeout": "provider_timeout",
    "spending_cap": "spending_cap_reached",
    "stopped": "stopped",
    "cancelled": "stopped",
}
OF_TEXTS = COMMON | {
    "refused": "text_refused",
    "unusable": "unusable",
    "gone": "post_not_found",
    "changed": "text_changed",
    "going_out": "already_going_out",
}
OF_PICTURES = COMMON | {"flagged": "picture_flagged", "refused": "picture_refused"}
OF_SPEECH = COMMON | {
    "refused": "speech_refused",
    "too_long": "speech_too_long",
    "voice_gone": "voice_not_found",
}


class Failure(Answer):
    code: str = Field(description="The same for the same reason; for programs.")
    error: str = Field(description="One sentence.")

    @classmethod
    def of(cls, reason: str | None, codes: dict[str, str]) -> Self:
        code = codes.get(reason or "", UNAVAILABLE)
        return cls(code=code, error=REFUSALS[code].sentence)


def came_to_nothing(reason: str | None, codes: dict[str, str], **details: str) -> CameToNothing:
    return CameToNothing(codes.get(reason or "", UNAVAILABLE), **details)
