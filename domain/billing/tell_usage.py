"""Who has used most of their plan, or all of it, is told: once for each month and limit."""

from dataclasses import dataclass

from domain.accounts.models import User
from domain.clock import Clock
from domain.database import rows
from domain.delivery.outbox import post_notice
from domain.plans import PLANS
from domain.usage import ledger
from domain.usage.models import UsageKind

MOST = 80
"""Per cent."""

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class TellUsage:
    """A tick. A plan that changes brings another limit, and with it news of its own."""

    clock: Clock

    async def __call__(self) -> None:
        month = ledger.month_of(self.clock.now())
        limits = [
            (plan.value, kind.value, ledger.limit_of(User(plan=plan), kind))
            for plan in PLANS
            for kind in UsageKind
        ]
        reached = await rows(
            f"""
            SELECT p.user_id, p.kind, p.used, l.most AS limit, named.key
            FROM usage_periods p
            JOIN users u ON u.id = p.user_id AND u.active AND u.notices
            JOIN unnest($1::text[], $2::text[], $3::int[]) AS l(plan, kind, most)
              ON l.plan = u.plan AND l.kind = p.kind
            JOIN unnest($4::int[]) AS t(percent)
              ON p.used * 100::bigint >= l.most * t.percent::bigint AND (t.percent = 100 OR p.used < l.most)
            CROSS JOIN LATERAL (
                SELECT concat_ws(':', 'usage', u.id, p.kind, p.month, l.most, t.percent) AS key,
                       concat_ws(':', 'usage', u.id, p.kind, p.month, l.most, 100) AS whole) AS named
            WHERE p.month = $5
              AND EXISTS (SELECT FROM chats c WHERE c.owner_id = u.id)
              AND NOT EXISTS (
                SELECT FROM deliveries d WHERE d.notice_key IN (named.key, named.whole))
            LIMIT {AT_ONCE}
            """,  # noqa: S608 - a number of ours
            [plan for plan, _, _ in limits],
            [kind for _, kind, _ in limits],
            [most for _, _, most in limits],
            [MOST, 100],
            month,
        )
        for one in reached:
            user = await User.get(id=one["user_id"])
            await post_notice(
                user,
                key=one["key"],
                topic="usage-reached",
                kind=one["kind"],
                used=one["used"],
                limit=one["limit"],
                resetsAt=ledger.next_month(month).isoformat(),
            )
