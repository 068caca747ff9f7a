"""What a measurement prints and leaves behind."""

import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was measured: its name, cells to print, whether it reached its line, if it has one."""

    name: str
    cells: Sequence[str]
    reached: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`lines` under `columns`, `notes` below them, and the raw `figures` for results.json."""

    title: str
    columns: Sequence[str]
    lines: Sequence[Line]
    figures: dict[str, Any]
    notes: Sequence[str] = field(default=())

    @property
    def reached(self) -> bool:
        return all(line.reached is not False for line in self.lines)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which so many percent of them lie; nearest rank, never an average of two."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def show(report: Report) -> None:
    marks = {True: "ok", False: "MISSED", None: ""}
    table = [["", *report.columns, ""]]
    table += [[line.name, *line.cells, marks[line.reached]] for line in report.lines]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    written = [f"\n{report.title}\n"]
    for first, *others in table:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        written.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    written += ["", *report.notes]
    sys.stdout.write("\n".join(written) + "\n")


def keep(part: str, report: Report) -> None:
    """Into results.json, beside what other parts left there."""
    kept: dict[str, Any] = {}
    if RESULTS.exists():
        kept = json.loads(RESULTS.read_text("utf-8"))
    kept[part] = {
        "measuredAt": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": cpu_count(),
        "reached": report.reached,
        **report.figures,
    }
    RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
