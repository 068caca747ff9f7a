from collections.abc import AsyncIterator

import pytest

from tests.faults.fleet import Checker, Fleet, fleet_in


@pytest.fixture(scope="module")
async def fleet(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Fleet]:
    """Shared by the scenarios of a module: a process takes seconds to start."""
    async with fleet_in(tmp_path_factory.mktemp("fleet")) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def checker(fleet: Fleet) -> Checker:
    return Checker(fleet)
