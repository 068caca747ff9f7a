from dataclasses import dataclass
from datetime import datetime

from domain.accounts.models import User
from domain.clock import Clock
from domain.usage import ledger
from domain.usage.models import UsageKind, UsagePeriod


@dataclass(frozen=True, slots=True)
class Used:
    """Of one kind in the current month: settled, set aside for what is under way, and what the plan gives."""

    used: int
    reserved: int
    limit: int


@dataclass(frozen=True, slots=True)
class Usage:
    """`resets_at`: when the month is over, aware, UTC."""

    kinds: dict[UsageKind, Used]
    resets_at: datetime


@dataclass(frozen=True, slots=True)
class ReadUsage:
    """What the actor has used of every kind in the current month."""

    clock: Clock

    async def __call__(self, actor: User) -> Usage:
        month = ledger.month_of(self.clock.now())
        found = await UsagePeriod.filter(user=actor, month=month).values("kind", "used", "reserved")
        taken = {row["kind"]: (row["used"], row["reserved"]) for row in found}
        kinds = {kind: Used(*taken.get(kind, (0, 0)), ledger.limit_of(actor, kind)) for kind in UsageKind}
        return Usage(kinds, ledger.next_month(month))
