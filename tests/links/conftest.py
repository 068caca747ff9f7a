"""A small internet on this machine: one site, names for it, and traps that nobody may step on."""

from collections.abc import AsyncIterator

import pytest

from domain.gateways.guarded_fetcher import GuardedFetcher
from tests.links.internet import SITE, Canaries, Names, Site, canaries_at, local_addresses, serving


@pytest.fixture(scope="session", autouse=True)
async def product() -> None:
    """Links are read without the rest of the product."""


@pytest.fixture(scope="session")
async def site() -> AsyncIterator[Site]:
    async with serving(SITE) as site:
        yield site


@pytest.fixture(scope="session")
async def canaries(site: Site) -> AsyncIterator[Canaries]:
    """Traps on every other address of this machine, on the very port of the site."""
    async with canaries_at(local_addresses() - {SITE}, site.port) as canaries:
        yield canaries


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def fetcher(site: Site, names: Names) -> GuardedFetcher:
    """The real one. It may go to the site, and to any port of public addresses."""
    return GuardedFetcher(site.reach, names)
