"""Which addresses a stranger's link may lead to: those of the public internet, on the ports of the web."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
Reach = Callable[[Address, int], bool]
"""Whether a connection to this address and port may be opened."""

WEB_PORTS = frozenset({80, 443})


def is_public(address: Address) -> bool:
    """Whether an address is somebody's on the public internet, whatever it was written like.

    Lists of our own, because `is_global` of Python 3.11 takes some of these for public. IANA, IPv4 and IPv6
    Special-Purpose Address Registries.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _NOT_PUBLIC_6)


def public_web(address: Address, port: int) -> bool:
    """A public address on a port of the web: the only answer that is right in production."""
    return port in WEB_PORTS and is_public(address)


@dataclass(frozen=True, slots=True)
class PublicWebAnd:
    """The public web, and one place of our own beside it: the demo pages of the sandbox."""

    address: Address
    port: int

    def __call__(self, address: Address, port: int) -> bool:
        return (address, port) == (self.address, self.port) or public_web(address, port)


_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and one cloud's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's metadata and DNS, though the address looks public
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# Outside of it lie loopback, mapped IPv4, NAT64, unique local, link-local, multicast and what nobody has.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols of the IETF; among them Teredo, which carries IPv4 addresses
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries IPv4 addresses
        "3fff::/20",  # documentation
    )
)
