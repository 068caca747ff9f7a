"""What a process that reads other people's files forbids itself. Imports nothing that is not always there."""

import resource
from contextlib import suppress

OUT_OF_MEMORY = 3
"""The exit status of a process that ran into its limit and noticed."""


def limit_ourselves(*, cpu: int, memory: int) -> None:
    """Seconds on the processor, and bytes of address space; no file is written from now on."""
    limits = (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for what, soft, hard in limits:
        # macOS knows no limit of address space; there the others hold, and the clock of whoever started us.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (soft, hard))
