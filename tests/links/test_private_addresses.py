"""Nobody gets us to knock at a private door, however they write its address (T16)."""

import asyncio
import socket
from ipaddress import ip_address
from pathlib import Path

import pytest

from domain.gateways.guarded_fetcher import GuardedFetcher
from domain.gateways.public_addresses import PublicWebAnd, is_public, public_web
from domain.writing.sources.ports import Unreadability, Unreadable
from tests.links.internet import SITE, Canaries, Names, Site, free_port, response

# How it is written in a link, and the address that some reader or other takes it for.
SPELLINGS = [
    ("127.0.0.1", "127.0.0.1"),
    ("127.0.0.2", "127.0.0.2"),
    ("127.1.1.1", "127.1.1.1"),
    ("127.127.127.127", "127.127.127.127"),
    ("127.255.255.254", "127.255.255.254"),
    ("127.1", "127.0.0.1"),
    ("127.0.1", "127.0.0.1"),
    ("127.0.0.01", "127.0.0.1"),
    ("127.000.000.001", "127.0.0.1"),
    ("2130706433", "127.0.0.1"),
    ("0x7f000001", "127.0.0.1"),
    ("0X7F000001", "127.0.0.1"),
    ("0x7f.1", "127.0.0.1"),
    ("0x7f.0x0.0x0.0x1", "127.0.0.1"),
    ("0177.0.0.1", "127.0.0.1"),
    ("0177.0000.0000.0001", "127.0.0.1"),
    ("017700000001", "127.0.0.1"),
    ("00000177.1", "127.0.0.1"),
    ("0x7f.0.1", "127.0.0.1"),
    ("127.0.0.1.", "127.0.0.1"),
    ("127.0.0.1..", "127.0.0.1"),
    ("127。0。0。1", "127.0.0.1"),
    ("127．0．0．1", "127.0.0.1"),
    ("127｡0｡0｡1", "127.0.0.1"),
    ("１２７.0.0.1", "127.0.0.1"),
    ("①②⑦.⓪.⓪.①", "127.0.0.1"),
    ("𝟙𝟚𝟟.𝟘.𝟘.𝟙", "127.0.0.1"),
    ("١٢٧.0.0.1", "127.0.0.1"),
    ("127.0.0.1%00", "127.0.0.1"),
    ("%31%32%37.0.0.1", "127.0.0.1"),
    ("127%2e0%2e0%2e1", "127.0.0.1"),
    ("[127.0.0.1]", "127.0.0.1"),
    ("user@127.0.0.1", "127.0.0.1"),
    ("user:word@127.0.0.1", "127.0.0.1"),
    ("@127.0.0.1", "127.0.0.1"),
    ("example.com@127.0.0.1", "127.0.0.1"),
    ("example.com\\@127.0.0.1", "127.0.0.1"),
    ("localhost", "127.0.0.1"),
    ("LOCALHOST", "127.0.0.1"),
    ("localhost.", "127.0.0.1"),
    ("ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "127.0.0.1"),
    ("loc\u00adalhost", "127.0.0.1"),
    ("localhost.localdomain", "127.0.0.1"),
    ("loopback.names.test", "127.0.0.1"),
    ("127.0.0.1.names.test", "127.0.0.1"),
    ("six.names.test", "::1"),
    ("mapped.names.test", "::ffff:127.0.0.1"),
    ("hex.names.test", "0x7f000001"),
    ("0", "0.0.0.0"),
    ("0.0.0.0", "0.0.0.0"),
    ("0x0", "0.0.0.0"),
    ("00.0.0.0", "0.0.0.0"),
    ("[::]", "::"),
    ("[::1]", "::1"),
    ("[0:0:0:0:0:0:0:1]", "::1"),
    ("[0000::0001]", "::1"),
    ("[::1%lo]", "::1%lo"),
    ("[::1%25lo]", "::1%lo"),
    ("[::127.0.0.1]", "::127.0.0.1"),
    ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
    ("[::ffff:7f00:1]", "::ffff:7f00:1"),
    ("[0:0:0:0:0:ffff:127.0.0.1]", "::ffff:127.0.0.1"),
    ("[::ffff:0:127.0.0.1]", "::ffff:0:127.0.0.1"),
    ("[64:ff9b::127.0.0.1]", "64:ff9b::127.0.0.1"),
    ("[64:ff9b::7f00:1]", "64:ff9b::7f00:1"),
    ("[64:ff9b:1::7f00:1]", "64:ff9b:1::7f00:1"),
    ("[2002:7f00:1::]", "2002:7f00:1::"),
    ("[2001:0:7f00:1::]", "2001:0:7f00:1::"),
    ("[2001:db8::1]", "2001:db8::1"),
    ("[3fff::1]", "3fff::1"),
    ("[fe80::1]", "fe80::1"),
    ("[fe80::1%25lo]", "fe80::1%lo"),
    ("[fec0::1]", "fec0::1"),
    ("[fc00::1]", "fc00::1"),
    ("[fd00::2]", "fd00::2"),
    ("[fd00:ec2::254]", "fd00:ec2::254"),
    ("[ff02::1]", "ff02::1"),
    ("[100::1]", "100::1"),
    ("10.0.0.1", "10.0.0.1"),
    ("172.16.0.1", "172.16.0.1"),
    ("172.31.255.254", "172.31.255.254"),
    ("192.168.0.1", "192.168.0.1"),
    ("100.64.0.1", "100.64.0.1"),
    ("100.100.100.200", "100.100.100.200"),
    ("169.254.169.254", "169.254.169.254"),
    ("2852039166", "169.254.169.254"),
    ("0xa9fea9fe", "169.254.169.254"),
    ("[::ffff:169.254.169.254]", "::ffff:169.254.169.254"),
    ("metadata.names.test", "169.254.169.254"),
    ("168.63.129.16", "168.63.129.16"),
    ("192.0.0.192", "192.0.0.192"),
    ("192.0.2.2", "192.0.2.2"),
    ("192.88.99.1", "192.88.99.1"),
    ("198.18.0.1", "198.18.0.1"),
    ("198.51.100.1", "198.51.100.1"),
    ("203.0.113.1", "203.0.113.1"),
    ("224.0.0.1", "224.0.0.1"),
    ("240.0.0.1", "240.0.0.1"),
    ("255.255.255.255", "255.255.255.255"),
]


def test_the_corpus_is_as_large_as_the_contract_asks() -> None:
    assert len({spelling for spelling, _ in SPELLINGS}) >= 60


@pytest.fixture
def trapped(canaries: Canaries, names: Names) -> Canaries:
    """The traps, reset; and a DNS in which every name of the corpus has the address that is listed."""
    canaries.hits.clear()
    for spelling, address in SPELLINGS:
        if spelling[0].isalpha() or spelling.endswith(".test"):
            names.answers[spelling.lower()] = [[address]]
    return canaries


async def refusal_of(fetcher: GuardedFetcher, link: str) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        await fetcher.fetch(link)
    return refused.value


@pytest.mark.parametrize(("spelling", "address"), SPELLINGS)
async def test_a_link_straight_to_it_is_refused(
    fetcher: GuardedFetcher, trapped: Canaries, spelling: str, address: str
) -> None:
    for link in (f"http://{spelling}:{trapped.port}/", f"https://{spelling}:{trapped.port}/"):
        assert (await refusal_of(fetcher, link)).why is Unreadability.NOT_ALLOWED
    assert trapped.hits == []


@pytest.mark.parametrize(("spelling", "address"), SPELLINGS)
async def test_a_redirect_to_it_is_refused(
    fetcher: GuardedFetcher, site: Site, trapped: Canaries, spelling: str, address: str
) -> None:
    site.requests.clear()
    for status, scheme in ((302, "http:"), (307, "")):
        link = site.redirect("/away", f"{scheme}//{spelling}:{trapped.port}/", status)
        assert (await refusal_of(fetcher, link)).why is Unreadability.NOT_ALLOWED
    assert len(site.requests) == 2, "the site itself was to be reached"
    assert trapped.hits == []


@pytest.mark.parametrize(("spelling", "address"), SPELLINGS)
async def test_a_name_that_becomes_it_after_the_first_answer_is_refused(
    fetcher: GuardedFetcher, site: Site, names: Names, trapped: Canaries, spelling: str, address: str
) -> None:
    names.answers["rebinding.test"] = [[site.address], [address]]
    site.requests.clear()
    site.redirect("/once", "/more")
    link = f"http://rebinding.test:{site.port}/once"
    assert (await refusal_of(fetcher, link)).why is Unreadability.NOT_ALLOWED
    assert names.asked.count("rebinding.test") == 2
    assert len(site.requests) == 1
    assert trapped.hits == []


async def test_of_several_addresses_only_the_public_one_is_tried(
    fetcher: GuardedFetcher, site: Site, names: Names, trapped: Canaries
) -> None:
    private = ["127.0.0.1", "::1", "127.0.0.2"]
    names.answers["mixed.test"] = [[*private, site.address]]
    site.page("/mixed", b"<p>here</p>")
    page = await fetcher.fetch(f"http://mixed.test:{site.port}/mixed")
    assert page.body == b"<p>here</p>"
    assert trapped.hits == []


async def test_the_traps_spring_when_nothing_holds_the_fetcher_back(canaries: Canaries) -> None:
    """Else the tests above would prove nothing."""
    canaries.hits.clear()
    assert "127.0.0.1" in canaries.addresses
    reckless = GuardedFetcher(lambda _address, _port: True)
    for host, sprung in (
        ("127.127.127.127", "127.127.127.127"),
        ("[::1]", "::1"),
        ("[::ffff:7f00:1]", "127.0.0.1"),
    ):
        if sprung in canaries.addresses:
            await refusal_of(reckless, f"http://{host}:{canaries.port}/")
            assert canaries.hits[-1] == sprung


class TestTheDefault:
    """What is built without any argument."""

    async def test_refuses_this_machine_and_the_site_of_the_tests(
        self, site: Site, canaries: Canaries
    ) -> None:
        canaries.hits.clear()
        site.requests.clear()
        for host in (*canaries.addresses, site.address):
            written = f"[{host}]" if ":" in host else host
            refusal = await refusal_of(GuardedFetcher(), f"http://{written}:{site.port}/")
            assert refusal.why is Unreadability.NOT_ALLOWED
        assert canaries.hits == []
        assert site.requests == []

    def test_opens_two_ports_of_public_addresses(self) -> None:
        public = ip_address("93.184.215.14")
        open_ports = [port for port in range(65536) if public_web(public, port)]
        assert open_ports == [80, 443]

    async def test_refuses_other_ports_of_a_name_that_is_public(self) -> None:
        names = Names()
        names.answers["public.test"] = [["93.184.215.14"]]
        for port in (22, 25, 6379, 8080, 8443):
            refusal = await refusal_of(GuardedFetcher(resolver=names), f"http://public.test:{port}/")
            assert refusal.why is Unreadability.NOT_ALLOWED

    @pytest.mark.parametrize(
        "address",
        [
            "1.1.1.1",
            "93.184.215.14",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "2606:2800:21f:cb07::1",
            "2a00:1450:4001::1",
            "2001:200::1",
        ],
    )
    def test_lets_the_public_internet_through(self, address: str) -> None:
        assert is_public(ip_address(address))


async def test_one_place_of_our_own_can_be_opened_and_nothing_beside_it(
    site: Site, canaries: Canaries
) -> None:
    """As the sandbox does for its demo pages."""
    canaries.hits.clear()
    fetcher = GuardedFetcher(PublicWebAnd(ip_address(site.address), site.port))
    assert (await fetcher.fetch(site.page("/demo", b"demo", "text/plain"))).body == b"demo"
    for other in (f"http://127.0.0.1:{site.port}/", f"http://{site.address}:{site.port + 1}/"):
        assert (await refusal_of(fetcher, other)).why is Unreadability.NOT_ALLOWED
    assert canaries.hits == []


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://",
        "http:///path",
        "https:example.com",
        "//example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com:80/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "http://example.com:99999/",
        "http://example.com:port/",
        "http://exa mple.com/",
        "http://example.com/\r\nX-Header: yes",
        "http://example.com/\u202egnp.exe",
        "http://-example.com/",
        "http://example..com/",
        "http://example.com\t.test/",
        "http://" + "a" * 64 + ".com/",
        "http://example.com/" + "a" * 5000,
        "http://intranet/",
    ],
)
async def test_what_is_no_link_to_the_web_is_refused_without_asking_for_a_name(
    fetcher: GuardedFetcher, names: Names, link: str
) -> None:
    assert (await refusal_of(fetcher, link)).why is Unreadability.NOT_ALLOWED
    assert names.asked == []


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("http://example.test/a?b=c#d", "example.test"),
        ("HTTPS://Example.Test", "example.test"),
        ("https://müller.test/straße", "xn--mller-kva.test"),
        ("https://my_site.example.test:443/", "my_site.example.test"),
        ("https://3.example.test/", "3.example.test"),
    ],
)
async def test_ordinary_links_are_understood(
    fetcher: GuardedFetcher, names: Names, link: str, asked: str
) -> None:
    names.answers[asked] = [["10.0.0.1"]]
    await refusal_of(fetcher, link)
    assert names.asked == [asked]


async def test_takes_nothing_along(
    fetcher: GuardedFetcher, site: Site, canaries: Canaries, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No cookies from one page to the next, no passwords and no proxy of this machine."""
    canaries.hits.clear()
    site.requests.clear()
    passwords = tmp_path / "netrc"
    passwords.write_text(f"machine {site.address} login me password canary-word\n")
    monkeypatch.setenv("NETRC", str(passwords))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canaries.port}")
    site.page("/second", b"second")
    site.redirect("/first", "/second")
    site.answers["/first"] = b"HTTP/1.1 302 So\r\nLocation: /second\r\nSet-Cookie: a=b; Path=/\r\n\r\n"
    assert (await fetcher.fetch(site.url("/first"))).body == b"second"
    assert len(site.requests) == 2
    for request in site.requests:
        names = {line.partition(":")[0].lower() for line in request.splitlines()[1:]}
        assert not names & {"cookie", "authorization", "proxy-authorization", "referer", "origin"}
    assert canaries.hits == []


async def test_an_unknown_name_is_told_from_a_dns_that_is_away(site: Site) -> None:
    class Silent(Names):
        def __init__(self, errno: int) -> None:
            super().__init__()
            self.errno = errno

        async def resolve(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
            raise socket.gaierror(self.errno, "no")

    unknown = await refusal_of(GuardedFetcher(resolver=Silent(socket.EAI_NONAME)), "http://no.test/")
    assert (unknown.why, unknown.retryable) == (Unreadability.NOT_FOUND, False)
    away = await refusal_of(GuardedFetcher(resolver=Silent(socket.EAI_AGAIN)), "http://no.test/")
    assert (away.why, away.retryable) == (Unreadability.UNREACHABLE, True)


async def test_a_closed_door_and_one_without_encryption_are_unreachable() -> None:
    local = GuardedFetcher(lambda address, _port: str(address) == SITE)
    nobody = free_port(SITE, "127.0.0.1")
    closed = await refusal_of(local, f"http://{SITE}:{nobody}/")
    assert (closed.why, closed.retryable) == (Unreadability.UNREACHABLE, True)
    async with await asyncio.start_server(_speaks_plainly, SITE, 0) as server:
        port = server.sockets[0].getsockname()[1]
        plain = await refusal_of(local, f"https://{SITE}:{port}/")
    assert plain.why is Unreadability.UNREACHABLE


async def _speaks_plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(response(b"hello"))
    writer.close()


async def test_a_hundred_at_once_get_a_page_each(fetcher: GuardedFetcher, site: Site) -> None:
    link = site.page("/popular", b"popular")
    pages = await asyncio.gather(*(fetcher.fetch(link) for _ in range(100)))
    assert {page.body for page in pages} == {b"popular"}
