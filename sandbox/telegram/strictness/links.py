"""Which addresses Telegram takes for links.

Source: TDLib's LinkManager::check_link.
"""

from urllib.parse import urlsplit

WEB = ("http", "https")
OWN = ("tg", "ton", "tonsite")


class BadLinkError(ValueError):
    """The message is Telegram's reason."""


def check_link(url: str) -> str:
    """The address as Telegram keeps it: with a scheme. A web address needs a host with a dot."""
    address = url.strip()
    if "://" not in address and not address.startswith("tg:"):
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise BadLinkError("Wrong HTTP URL") from None
    if parts.scheme not in WEB + OWN:
        raise BadLinkError("Unsupported URL protocol")
    if parts.scheme in WEB and ("." not in host.strip(".") or any(map(str.isspace, address))):
        raise BadLinkError("Wrong HTTP URL")
    return address
