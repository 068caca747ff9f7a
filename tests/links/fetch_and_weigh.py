"""A process of its own that fetches links and weighs itself: `ADDRESS PORT`, the links as JSON on stdin.

Prints for each link what came of it, the seconds it took, and by how many MiB the process had grown at most.
"""

import asyncio
import json
import re
import resource
import sys
import time
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from domain.gateways.guarded_fetcher import GuardedFetcher
from domain.gateways.public_addresses import PublicWebAnd
from domain.writing.sources.ports import Unreadable


async def weigh(address: str, port: int, order: dict[str, list[str]]) -> dict[str, Any]:
    """`one_by_one` are links that swell, `together` those that take their time."""
    fetcher = GuardedFetcher(PublicWebAnd(ip_address(address), port))
    for link in order["warm_up"]:
        await fetcher.fetch(link)
    before, verdicts = _peak(), {}
    for link in order["one_by_one"]:
        verdicts[link] = await _verdict(fetcher, link, before)
    slow = await asyncio.gather(*(_verdict(fetcher, link, before) for link in order["together"]))
    return verdicts | dict(zip(order["together"], slow, strict=True))


async def _verdict(fetcher: GuardedFetcher, link: str, before: float) -> dict[str, Any]:
    start = time.monotonic()
    try:
        why = f"{len((await fetcher.fetch(link)).body)} bytes"
    except Unreadable as unreadable:
        why = unreadable.why.value
    return {"why": why, "seconds": time.monotonic() - start, "grown": _peak() - before}


def _peak() -> float:
    """MiB. What getrusage says on Linux also counts the process that this one came from."""
    if sys.platform == "linux":
        found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
        assert found is not None
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


if __name__ == "__main__":
    result = asyncio.run(weigh(sys.argv[1], int(sys.argv[2]), json.load(sys.stdin)))
    json.dump(result, sys.stdout)
