"""The beginning of the end of an account: in one transaction it stops, and nobody can tell any more whose it
was. What it held goes step by step afterwards (erase_account.py).
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.accounts import tombstones
from domain.accounts.models import Erasure, User
from domain.accounts.user_cache import ChangingUsers
from domain.billing.models import Customer, StarPayment
from domain.database import database_time
from domain.delivery.models import Chat
from domain.jobs.ports import Job, JobQueue
from domain.privacy.halt import halt
from domain.voice.models import ClonedVoice

STAYS = ("id", "created_at", "updated_at", "erased_at")
"""Of a user. The row is what the ledger's numbers belong to."""


@dataclass(frozen=True, slots=True)
class BeginErasure:
    """From now on nothing is sent to the actor and nothing is spent for them, their keys and their sign-in
    open nothing, and what comes about them is dropped. All that they had will be erased. Doing it twice
    changes nothing.

    Who writes in the chat again begins anew, with another account.
    """

    jobs: JobQueue
    changing: ChangingUsers

    async def __call__(self, actor: User) -> None:
        async with self.changing(actor.id):
            user = await User.select_for_update(no_key=True).get_or_none(id=actor.id)
            if user is None or await Erasure.exists(user_id=user.id):
                return
            given = await _given(user)
            await tombstones.lay(_identities(given))
            await halt(user.id)
            await scrub(user)
            erasure = await Erasure.create(user_id=user.id, given=given)
            await self.jobs.enqueue(Job.ERASE_ACCOUNT, erasure.id, first=True)


async def scrub(user: User) -> None:
    """The row as that of somebody of whom nothing is known. To be called where users are changed."""
    blank = User(id=user.id)
    names = [name for name in User._meta.fields_db_projection if name not in STAYS]
    values = {name: getattr(blank, name) for name in names} | {"active": False, "billing_hold": True}
    await User.filter(id=user.id).update(**values)


async def _given(user: User) -> dict[str, Any]:
    """Identities only. Nobody is asked for them again: the rows that have them go."""
    customer = await Customer.get_or_none(user=user)
    return {
        "locale": user.locale,
        "telegram": user.telegram_id,
        "chats": await Chat.filter(owner=user).values_list("id", flat=True),
        "clerk": user.clerk_id,
        "email": user.email,
        "customer": customer.customer_id if customer else None,
        "stars": await running_stars(user.id),
        "voices": await ClonedVoice.filter(owner=user).values_list("voice_id", flat=True),
    }


def _identities(given: dict[str, Any]) -> list[tuple[str, str]]:
    named = ((tombstones.CLERK, given["clerk"]), (tombstones.STRIPE, given["customer"]))
    return [(kind, identity) for kind, identity in named if identity]


async def running_stars(user_id: UUID) -> list[str]:
    """Payments in Stars that Telegram would ask for again, by the charges that began them: by these it knows
    them (see domain.billing.stars).
    """
    now, found = await database_time(), set[str]()
    running = StarPayment.filter(user_id=user_id, recurring=True, cancelled_at=None, paid_until__gt=now)
    for payment in await running:
        begun = StarPayment.filter(user_id=user_id, plan=payment.plan, is_first=True)
        first = await begun.order_by("-created_at").first()
        found.add((first or payment).charge_id)
    return sorted(found)
