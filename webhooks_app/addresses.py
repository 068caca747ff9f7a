"""Where a request comes from."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp import web

from webhooks_app.keys import TRUSTED_PROXIES

WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[\d.]+):\d+")
"""Some proxies name the port too: `[2001:db8::1]:4711`, `192.0.2.1:4711`."""


def client_address(request: web.Request) -> str:
    """Whom a request is counted for: an IPv4 address, or the /64 of an IPv6 one, which is one customer's.

    Each trusted proxy appends the address that it was called from, so the N-th from the right of
    X-Forwarded-For is true and what stands left of it anybody can write. The peer counts when there are not
    so many, or what stands there is no address.
    """
    forwarded = _forwarded(request, request.app[TRUSTED_PROXIES])
    address = _address(forwarded)
    return _whole_customer(address) if address else peer_address(request)


def peer_address(request: web.BaseRequest) -> str:
    """Who holds the other end of the connection, in the same form."""
    address = _address(request.remote or "")
    return _whole_customer(address) if address else "unknown"


def _forwarded(request: web.Request, proxies: int) -> str:
    if not proxies:
        return ""
    hops = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    return hops[-proxies].strip() if len(hops) >= proxies else ""


def _address(text: str) -> IPv4Address | IPv6Address | None:
    with_port = WITH_PORT.fullmatch(text)
    try:
        address = ip_address((with_port["six"] or with_port["four"]) if with_port else text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _whole_customer(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), 64), strict=False))
