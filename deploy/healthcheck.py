"""Asked by Docker inside a container: `healthcheck.py database` or `healthcheck.py sidecar`.

Ends with 0 when the database answers, or when the sidecar of this container says that it is ready. Imports
little on purpose: it runs every half a minute beside the process that it asks about.
"""

import asyncio
import os
import sys
from urllib.request import urlopen

TIMEOUT = 5.0  # seconds


async def ask_database() -> None:
    import asyncpg

    connection = await asyncpg.connect(os.environ["DATABASE_URL"], timeout=TIMEOUT)
    await connection.close()


def ask_sidecar() -> None:
    """/ready answers 503, which urlopen raises, while the database is away."""
    urlopen(f"http://127.0.0.1:{os.environ.get('PORT', '3001')}/ready", timeout=TIMEOUT).close()


def main() -> None:
    try:
        if sys.argv[1] == "sidecar":
            ask_sidecar()
        else:
            asyncio.run(ask_database())
    except Exception as error:
        # Only the kind of the error: its text may hold the address of the database.
        sys.exit(type(error).__name__)


if __name__ == "__main__":
    main()
