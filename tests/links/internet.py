"""Servers and names of the tests. No test leaves this machine."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address

import psutil  # type: ignore[import-untyped]
from aiohttp.abc import AbstractResolver, ResolveResult

from domain.gateways.public_addresses import Address, is_public

SITE = "127.0.0.9"
"""Stands for a public address: the fetcher of the tests is told that it may go there."""

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Site:
    """Answers each path with the bytes, or by the function, that was put there. Keeps every request."""

    address: str
    port: int
    requests: list[str] = field(default_factory=list)
    answers: dict[str, bytes | Answer] = field(default_factory=dict)

    def reach(self, address: Address, port: int) -> bool:
        """The rule of production but for the ports, so that the addresses alone have to hold."""
        return (str(address), port) == (self.address, self.port) or is_public(address)

    def url(self, path: str) -> str:
        return f"http://{self.address}:{self.port}{path}"

    def page(
        self, path: str, body: bytes, content_type: str = "text/html; charset=utf-8", **headers: str
    ) -> str:
        """Puts a page at the path and gives its address."""
        self.answers[path] = response(body, headers={"Content-Type": content_type, **headers})
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        self.answers[path] = response(b"", status=status, headers={"Location": to})
        return self.url(path)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request on each connection."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.requests.append(request)
            answer = self.answers.get(request.split(" ")[1], response(b"", status=404))
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        writer.close()


def response(body: bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> bytes:
    lines = {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status} So\r\n{head}\r\n".encode() + body


@contextlib.asynccontextmanager
async def serving(address: str) -> AsyncIterator[Site]:
    site = Site(address, free_port(address, "127.0.0.1"))
    server = await asyncio.start_server(site.serve, address, site.port)
    yield site
    server.close()


def free_port(address: str, other: str) -> int:
    """One that nobody uses, at either address."""
    while True:
        with socket.create_server((address, 0)) as first, contextlib.suppress(OSError):
            port: int = first.getsockname()[1]
            socket.create_server((other, port)).close()
            return port


@dataclass(slots=True)
class Canaries:
    """Where somebody connected to them. It must stay empty."""

    addresses: list[str]
    port: int
    hits: list[str] = field(default_factory=list)


@contextlib.asynccontextmanager
async def canaries_at(addresses: Iterable[str], port: int) -> AsyncIterator[Canaries]:
    """Listens on all of the addresses that this machine lets us listen on."""
    canaries, servers = Canaries([], port), []

    def trap(address: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]:
        def sprung(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            canaries.hits.append(address)
            writer.close()

        return sprung

    for address in sorted(addresses):
        with contextlib.suppress(OSError):
            servers.append(await asyncio.start_server(trap(address), address, port))
            canaries.addresses.append(address)
    yield canaries
    for server in servers:
        server.close()


def local_addresses() -> set[str]:
    """Every address of this machine, and some that loopback answers to beside 127.0.0.1."""
    interfaces = psutil.net_if_addrs().values()
    own = {entry.address for entries in interfaces for entry in entries if entry.family in _IP}
    return own | {"127.0.0.1", "127.0.0.2", "127.1.1.1", "127.127.127.127", "127.255.255.254", "::1"}


_IP = (socket.AF_INET, socket.AF_INET6)


class Names(AbstractResolver):
    """A DNS whose names change their minds: each question takes the next answer, the last one stays.

    What is not among the names is read as the system's library reads numbers.
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self.answers.get(host)
        if answers is None:
            addresses = await _numbers(host, port)
        else:
            addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=_family(address), proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


async def _numbers(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(entry[4][0]) for entry in found]


def _family(address: str) -> socket.AddressFamily:
    with contextlib.suppress(ValueError):
        return socket.AF_INET if ip_address(address).version == 4 else socket.AF_INET6
    return socket.AF_INET
