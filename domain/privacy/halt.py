"""Nothing more is sent to somebody and nothing more is spent for them."""

from uuid import UUID

from domain.database import rows
from domain.usage import ledger

STATEMENTS = (
    """
    UPDATE deliveries SET status = 'CANCELLED', version = version + 1, claimed_by = NULL
    WHERE owner_id = $1 AND status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING id
    """,
    "UPDATE series SET ended = TRUE WHERE owner_id = $1 AND NOT ended RETURNING id",
    """
    UPDATE api_keys SET revoked_at = clock_timestamp()
    WHERE owner_id = $1 AND revoked_at IS NULL RETURNING id
    """,
    """
    UPDATE links SET refused_at = clock_timestamp()
    WHERE (asked_by_id = $1 OR answered_by_id = $1) AND made_at IS NULL AND refused_at IS NULL RETURNING id
    """,
    """
    UPDATE exports SET status = 'FAILED', error = 'erased', chat_id = NULL, finished_at = clock_timestamp()
    WHERE owner_id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING id
    """,
    """
    UPDATE source_pieces p SET status = 'FAILED', error = 'busy'
    FROM sources s WHERE s.id = p.source_id AND s.owner_id = $1 AND p.status = 'READING' RETURNING p.id
    """,
    "UPDATE sources SET chat_id = NULL, progress_message_id = NULL WHERE owner_id = $1 RETURNING id",
)
"""The parameter $1 is the user's id."""

PAID_FOR = ("generations", "compositions", "pictures", "voice_overs")

RUNS = ("generations", "compositions")


async def halt(user_id: UUID) -> None:
    """Cancels what is to come and what is under way, whose workers see it within a second; what was set aside
    for that is given back. Nobody is told of it any more. Takes part in the caller's transaction.
    """
    for statement in STATEMENTS:
        await rows(statement, user_id)
    for table in PAID_FOR:
        for job in await rows(_stopping(table), user_id):
            await ledger.release(job["id"])


def _stopping(table: str) -> str:
    ended = (
        "status = 'FAILED', error = 'stopped', stop_requested_at = clock_timestamp()"
        if table in RUNS
        else "status = 'CANCELLED'"
    )
    return f"""
        UPDATE {table}
        SET {ended}, finished_at = clock_timestamp(), chat_id = NULL, progress_message_id = NULL
        WHERE owner_id = $1 AND status IN ('QUEUED', 'RUNNING', 'WAITING') RETURNING id
        """  # noqa: S608 - a table of ours
