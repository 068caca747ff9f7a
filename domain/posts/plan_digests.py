"""When digests are due: at an hour of everybody's own clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from domain.database import database_time, rows

STILL_WORTH_IT = timedelta(hours=3)
"""So much later than its hour a digest is still made up for, when no process was there."""

NEAR_BY = range(-2, 7)
"""Hours back on the clock among which those are: clocks are moved by two at the most, in either direction."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DueHour:
    """At `at` (aware, UTC) the clock of an IANA zone has come to `hour` of `day`."""

    zone: str
    hour: int
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanDigests:
    """A tick: puts the digests whose hour it is into the outbox, each once for its local day.

    Who has nothing to read gets none, and a mark instead that this day is done with; it lasts until the next
    one. Any number of processes may tick at once.
    """

    async def __call__(self) -> None:
        zones = await rows("SELECT DISTINCT timezone FROM users WHERE timezone IS NOT NULL")
        due = due_hours((row["timezone"] for row in zones), await database_time())
        if due:
            await plan_due(due)


def due_hours(zones: Iterable[str], now: datetime) -> list[DueHour]:
    """The full hours that the clocks of the zones came to within the last three.

    An hour that a clock jumps over comes when it jumps, one that it shows twice comes the first time. Each
    hour of each day has one moment, in all zones and all years.
    """
    found = []
    for zone in sorted(set(zones)):
        try:
            tz = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            log.warning("unknown time zone", zone=zone)
            continue
        this_hour = now.astimezone(tz).replace(tzinfo=None, minute=0, second=0, microsecond=0)
        for back in NEAR_BY:
            wall = (this_hour - timedelta(hours=back)).replace(fold=0)
            at = wall.replace(tzinfo=tz).astimezone(UTC)
            if at <= now < at + STILL_WORTH_IT:
                found.append(DueHour(zone, wall.hour, wall.date(), at))
    return found


async def plan_due(due: list[DueHour]) -> None:
    """One statement; the unique key of the notice is its guard. Whoever came after the hour waits for the
    next one. Whether there is something to read is only estimated here, so that the empty ones cost no turn
    of the bot; the last word has the letter.
    """
    await rows(
        """
        WITH clocks AS (
            SELECT * FROM unnest($1::text[], $2::int[], $3::date[], $4::timestamptz[])
                AS clock (zone, hour, day, at)),
        reader AS (
            SELECT u.id, clock.at, clock.zone, clock.day, chat.id AS chat_id,
                   CASE u.digest WHEN 'weekly' THEN interval '7 days' ELSE interval '1 day' END AS period
            FROM clocks clock
            JOIN users u ON u.timezone = clock.zone AND u.digest_hour = clock.hour
            JOIN LATERAL (SELECT c.id FROM chats c WHERE c.owner_id = u.id AND c.enabled
                          ORDER BY c.created_at DESC LIMIT 1) chat ON TRUE
            WHERE u.active AND u.created_at <= clock.at
              AND (u.digest = 'daily' OR u.digest = 'weekly' AND extract(isodow FROM clock.day) = 1)
              AND NOT EXISTS (SELECT 1 FROM deliveries d
                              WHERE d.notice_key = 'digest:' || u.id || ':' || clock.day)),
        marks AS (
            DELETE FROM deliveries d USING reader
            WHERE d.notice_key >= 'digest:' || reader.id || ':0'
              AND d.notice_key <= 'digest:' || reader.id || ':9999'
              AND d.owner_id = reader.id AND d.kind = 'DIGEST' AND d.status = 'CANCELLED')
        INSERT INTO deliveries (id, owner_id, chat_id, kind, occurrence, part, notice_key, notice,
            scheduled_for, due_at, zone, version, fence, policy, ambiguous, possible_duplicate, refusals,
            created_at, status)
        SELECT gen_random_uuid(), reader.id, chat_id, 'DIGEST', 1, 0, 'digest:' || reader.id || ':' || day,
            '{}', at, at, zone, 0, 0, 'retry_once', 0, FALSE, 0, clock_timestamp(),
            CASE WHEN
                EXISTS (SELECT 1 FROM deliveries d WHERE d.owner_id = reader.id AND d.kind = 'POST'
                           AND d.status IN ('SCHEDULED', 'CLAIMED', 'HELD')
                           AND d.scheduled_for < at + period)
                OR EXISTS (SELECT 1 FROM posts p WHERE p.owner_id = reader.id
                              AND p.status IN ('DELIVERED', 'PUBLISHED', 'SKIPPED', 'SCHEDULED')
                              AND p.updated_at >= at - greatest(2 * period, interval '7 days'))
            THEN 'SCHEDULED' ELSE 'CANCELLED' END
        FROM reader
        ON CONFLICT (notice_key) DO NOTHING
        RETURNING id
        """,
        [each.zone for each in due],
        [each.hour for each in due],
        [each.day for each in due],
        [each.at for each in due],
    )
