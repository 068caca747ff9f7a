"""What is known of a brand in its owner's words: how long each may be, and the form in which it is kept."""

from enum import StrEnum
from urllib.parse import urlsplit

from domain.brands.errors import BrandFieldTooLong, BrandLinkInvalid, BrandNameMissing
from domain.brands.models import (
    AUDIENCE_LENGTH,
    CALL_LENGTH,
    DESCRIPTION_LENGTH,
    LINK_LENGTH,
    NAME_LENGTH,
    SIGNATURE_LENGTH,
    TONE_LENGTH,
)
from domain.brands.signature import check_signature
from domain.typed import is_blank, one_line


class BrandField(StrEnum):
    """What can be typed anew, by the names of the columns."""

    NAME = "name"
    DESCRIPTION = "description"
    AUDIENCE = "audience"
    TONE = "tone"
    LINK = "link"
    CALL_TO_ACTION = "call_to_action"
    SIGNATURE = "signature"
    HASHTAGS = "hashtags"


LONGEST = {
    "name": NAME_LENGTH,
    "description": DESCRIPTION_LENGTH,
    "audience": AUDIENCE_LENGTH,
    "tone": TONE_LENGTH,
    "link": LINK_LENGTH,
    "call_to_action": CALL_LENGTH,
    "signature": SIGNATURE_LENGTH,
}


def check_field(field: str, value: str) -> str:
    """The value as it will be kept; what nobody could see counts as nothing. Hashtags have a form of their
    own, see domain.brands.hashtags.

    Raises BrandNameMissing, BrandFieldTooLong (characters), BrandLinkInvalid, SignatureTooManyLines,
    SignatureTooManyHashtags.
    """
    value = one_line(value) if field in _ON_ONE_LINE else value.strip()
    if is_blank(value):
        if field == "name":
            raise BrandNameMissing
        return ""
    if len(value) > LONGEST[field]:
        raise BrandFieldTooLong(field=field, length=len(value), limit=LONGEST[field])
    match field:
        case "link":
            return _link(value)
        case "signature":
            return check_signature(value)
        case _:
            return value


def _link(typed: str) -> str:
    """An http or https address of a public host; people leave out the scheme."""
    url = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise BrandLinkInvalid from None
    labels = host.split(".")
    if (
        len(url) > LINK_LENGTH
        or not url.isprintable()
        or " " in url
        or parts.scheme not in ("http", "https")
        or parts.username is not None
        or len(labels) < 2
        or not all(labels)
    ):
        raise BrandLinkInvalid
    return url


_ON_ONE_LINE = {"name", "call_to_action", "link"}
