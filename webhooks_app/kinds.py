"""Kinds of values in requests."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d")

Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
"""Whatever people write. PostgreSQL keeps no NUL, and nobody means one."""


def _written_out(given: Any) -> Any:
    """Numbers are taken for seconds of UNIX otherwise, also those that stand in a text."""
    if not isinstance(given, str) or not DATE_AND_TIME.match(given):
        raise ValueError("Input should be a date and time in ISO 8601")
    return given


Instant = Annotated[AwareDatetime, Field(strict=False, ge=EARLIEST, lt=LATEST), BeforeValidator(_written_out)]
"""A moment of our times in ISO 8601, with its offset."""


def unchanged(**details: Any) -> Any:
    """A field of a change that may be left out; null is something else, and refused unless its kind takes it.
    `details` are those of pydantic's Field.
    """
    return Field(default_factory=lambda: None, **details)


def one_of(*names: str) -> dict[str, Any]:
    """For the description of a body that has exactly one of these."""
    return {"oneOf": [{"required": [name]} for name in names]}
