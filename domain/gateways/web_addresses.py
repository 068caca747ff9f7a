"""The one reading of a link that both the checks and the request go by."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urljoin

from yarl import URL

LONGEST = 4096  # characters


class NotAWebAddress(ValueError):
    """Not a plain http(s) link to a named host, or spelled in a way that is only used to deceive."""


def web_address(link: str) -> URL:
    """The address that a link names. Raises NotAWebAddress.

    Refused are names and passwords in it, and hosts spelled unlike what they are: numbers in other bases or
    shortened, other scripts that turn into digits, zones, a dot at the end, a name without any dot.
    """
    if len(link) > LONGEST or not link.isprintable():
        raise NotAWebAddress
    written = _AUTHORITY.match(link)
    if written is None:
        raise NotAWebAddress
    try:
        url = URL(link)
        host, _ = url.raw_host, url.port
    except ValueError:
        raise NotAWebAddress from None
    if host is None or not _is_honest(written["host"].lower(), host):
        raise NotAWebAddress
    return url.with_fragment(None)


def redirected(url: URL, location: str) -> URL:
    """Where a redirect leads, checked like any other link. Raises NotAWebAddress."""
    try:
        return web_address(urljoin(str(url), location))
    except ValueError:
        raise NotAWebAddress from None


def _is_honest(written: str, host: str) -> bool:
    """Whether `host`, as it will be resolved, is what a reader takes the `written` one for."""
    if written.startswith("["):
        return _is_ipv6(host) and written == f"[{host}]"
    if _is_ipv4(host):
        return written == host
    return bool(_NAME.fullmatch(host))


def _is_ipv4(host: str) -> bool:
    try:
        IPv4Address(host)
    except AddressValueError:
        return False
    return True


def _is_ipv6(host: str) -> bool:
    try:
        return IPv6Address(host).scope_id is None
    except AddressValueError:
        return False


_AUTHORITY = re.compile(r"https?://(?P<host>\[[0-9a-f:.]+\]|[^/?#@:%\[\]]+)(?::[0-9]{1,5})?(?=[/?#]|$)", re.I)
# The last label begins with a letter: what resolvers take for a number, such as 0x7f or 127, does not.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{4,253}}$)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])")
