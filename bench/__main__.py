"""`python -m bench [part …]`, or `ONLY=part`: measures, prints a table each, writes bench/results.json.

Without a part all of them run. A measurement is no test: the status is 1 only when one could not be made.
"""

import asyncio
import os
import sys
from importlib import import_module

from bench.report import keep, show

PARTS = ("library", "delivery", "generation", "rest", "webhooks")
"""Modules of this package; each has an async `measure()` that returns a Report."""


def main() -> int:
    asked = sys.argv[1:] or os.environ.get("ONLY", "").replace(",", " ").split() or list(PARTS)
    if unknown := [part for part in asked if part not in PARTS]:
        sys.stderr.write(f"There is no {', '.join(unknown)} to measure; there is {', '.join(PARTS)}.\n")
        return 2
    for part in asked:
        report = asyncio.run(import_module(f"bench.{part}").measure())
        show(report)
        keep(part, report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
