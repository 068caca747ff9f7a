from dataclasses import dataclass

from domain.accounts.errors import UnknownHour
from domain.accounts.models import Digest, User
from domain.accounts.user_cache import ChangingUsers

HOURS = range(24)


@dataclass(frozen=True, slots=True)
class ChangeDigest:
    """How often the digest comes, and at which hour of the person's own clock. Raises UnknownHour."""

    changing: ChangingUsers

    async def __call__(self, actor: User, *, digest: Digest, hour: int) -> None:
        if hour not in HOURS:
            raise UnknownHour
        actor.digest, actor.digest_hour = digest, hour
        async with self.changing(actor.id):
            await actor.save(update_fields=["digest", "digest_hour", "updated_at"])


@dataclass(frozen=True, slots=True)
class ChangeQuietHours:
    """From which hour of their clock until which one a person wants no notices; the same one twice means that
    they may come at any time. Raises UnknownHour.
    """

    changing: ChangingUsers

    async def __call__(self, actor: User, *, begin: int, end: int) -> None:
        if begin not in HOURS or end not in HOURS:
            raise UnknownHour
        quiet = begin != end
        actor.quiet_from, actor.quiet_until = (begin, end) if quiet else (None, None)
        async with self.changing(actor.id):
            await actor.save(update_fields=["quiet_from", "quiet_until", "updated_at"])


@dataclass(frozen=True, slots=True)
class ChangeNotices:
    """Whether a person wants news. What they must know is told anyway, see domain.delivery.outbox."""

    changing: ChangingUsers

    async def __call__(self, actor: User, *, wanted: bool) -> None:
        actor.notices = wanted
        async with self.changing(actor.id):
            await actor.save(update_fields=["notices", "updated_at"])
