"""What becomes of scheduled posts when a person moves to another time zone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.accounts.change_profile import ChangeTimeZone
from domain.accounts.models import User
from domain.accounts.user_cache import ChangingUsers
from domain.clock import Clock
from domain.database import rows
from domain.delivery.models import OPEN, Delivery, Kind
from domain.scheduling.models import Series
from domain.scheduling.moments import moment


class Keep(StrEnum):
    CLOCK = "clock"
    """09:00 stays 09:00, by the clock of the new zone."""
    MOMENT = "moment"
    """The instants stay; only their names change."""


@dataclass(frozen=True, slots=True)
class AnythingScheduled:
    """Whether a change of the zone has to be asked about: something of the actor is to come, or repeats."""

    async def __call__(self, actor: User) -> bool:
        coming = Delivery.filter(owner=actor, kind=Kind.POST, status__in=OPEN)
        return await coming.exists() or await Series.exists(owner=actor, ended=False)


@dataclass(frozen=True, slots=True)
class MoveToZone:
    """Another zone for the actor, and what is scheduled goes with them or stays.

    Returns how many posts kept their moment although the clock was to be kept, because in the new zone that
    time is over. Raises UnknownZone.
    """

    clock: Clock
    changing: ChangingUsers
    change_time_zone: ChangeTimeZone

    async def __call__(self, actor: User, *, zone: str, keep: Keep) -> int:
        async with self.changing(actor.id):
            await User.select_for_update(no_key=True).get(id=actor.id)
            await self.change_time_zone(actor, zone=zone)
            if keep is Keep.MOMENT:
                return 0
            await self._lock_posts(actor)
            await Series.filter(owner=actor, ended=False).update(zone=zone)
            return await self._take_along(actor, zone)

    @staticmethod
    async def _lock_posts(actor: User) -> None:
        """All that is touched, in one order: whoever schedules or repeats a post holds its lock, too."""
        await rows(
            """
            SELECT p.id FROM posts p
            WHERE p.id IN (SELECT post_id FROM deliveries WHERE owner_id = $1 AND kind = 'POST'
                             AND status IN ('SCHEDULED', 'CLAIMED', 'HELD')
                           UNION SELECT post_id FROM series WHERE owner_id = $1 AND NOT ended)
            ORDER BY p.id FOR UPDATE OF p
            """,
            actor.id,
        )

    async def _take_along(self, actor: User, zone: str) -> int:
        now = self.clock.now()
        query = Delivery.filter(owner=actor, kind=Kind.POST, status__in=OPEN, scheduled_for__gt=now)
        found = await query.exclude(zone=zone).order_by("id").select_for_update()
        there = {d.id: moment(datetime.fromisoformat(d.wall_time), zone).at for d in found if d.wall_time}
        moved = {each: at for each, at in there.items() if at > now}
        await rows(
            """
            UPDATE deliveries d
            SET status = CASE WHEN d.status = 'CLAIMED' THEN 'SCHEDULED' ELSE d.status END,
                version = d.version + 1, scheduled_for = m.at, due_at = m.at, zone = $3,
                claimed_by = NULL, lease_until = NULL
            FROM unnest($1::uuid[], $2::timestamptz[]) AS m (id, at)
            WHERE d.id = m.id AND d.status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING d.id
            """,
            list(moved),
            list(moved.values()),
            zone,
        )
        return len(there) - len(moved)
