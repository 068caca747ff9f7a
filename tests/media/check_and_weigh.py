"""A process of its own that checks files and weighs itself: `FOLDER`, with the files in it.

Prints for each file what came of it, the seconds it took, and by how many MiB the process had grown at most.
"""

import asyncio
import json
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

from domain.media.errors import MediaRefused
from domain.media.workshop_process import MediaWorkshop
from tests.media.files import picture


async def weigh(folder: Path) -> dict[str, Any]:
    workshop = MediaWorkshop()
    await workshop.check(picture())  # What is loaded once does not count.
    before, verdicts = peak(), {}
    for file in sorted(folder.iterdir()):
        start = time.monotonic()
        try:
            why = (await workshop.check(file.read_bytes())).form.mime
        except MediaRefused as refused:
            why = refused.code
        verdicts[file.name] = {"why": why, "seconds": time.monotonic() - start, "grown": peak() - before}
    return verdicts


def peak() -> float:
    """MiB. What getrusage says on Linux also counts the process that this one came from."""
    if sys.platform == "linux":
        found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
        assert found is not None
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


if __name__ == "__main__":
    json.dump(asyncio.run(weigh(Path(sys.argv[1]))), sys.stdout)
