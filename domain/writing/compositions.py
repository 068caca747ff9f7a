"""What all compositions share: how they are shown, how they fail, and what becomes of those that are late."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.delivery.outbox import post_notice
from domain.usage import ledger
from domain.writing import runs
from domain.writing.models import Composition, CompositionKind, RunStatus

KINDS = (CompositionKind.REWRITE, CompositionKind.CAPTION, CompositionKind.SCRIPT)
"""Voice cards have a life of their own, see distil_voice."""

UNDER_WAY = (RunStatus.QUEUED, RunStatus.RUNNING)

log = structlog.get_logger(__name__)


class CompositionProgress(Protocol):
    async def show(self, composition: Composition, owner: User) -> bool:
        """Tell its person how the composition stands, or what came out, in the message that it belongs to;
        whether that worked. Never raises what the chat raises.
        """


@dataclass(frozen=True, slots=True)
class ShowComposition:
    """Shows how a composition stands; looks again after it has shown something, like ShowOrder. What its
    person cannot see where it was ordered comes as a notice once it has ended.
    """

    progress: CompositionProgress

    async def __call__(self, composition_id: UUID) -> None:
        shown = None
        while True:
            composition = await Composition.get_or_none(id=composition_id).prefetch_related("owner")
            if composition is None or composition.status == shown:
                return
            seen = await self.progress.show(composition, composition.owner)
            if not seen and composition.status not in UNDER_WAY and composition.chat_id is not None:
                await _send_notice(composition)
            shown = composition.status


@dataclass(frozen=True, slots=True)
class GiveUpLateCompositions:
    show_composition: ShowComposition

    async def __call__(self) -> None:
        for composition in await runs.late_runs(Composition):
            if composition.kind in KINDS:
                await fail(composition, runs.LOST)
                await self.show_composition(composition.id)


async def _send_notice(composition: Composition) -> None:
    await post_notice(
        composition.owner,
        key=f"composition-ended:{composition.id}",
        topic="composition-ended",
        kind=composition.kind.value,
        error=composition.error,
        post=str(composition.post_id) if composition.post_id else None,
        text=(composition.result or {}).get("text"),
    )


async def fail(composition: Composition, reason: str) -> None:
    """FAILED, with what was reserved for it given back, unless a newer attempt has taken over."""
    async with in_transaction():
        if not await runs.finish(composition, RunStatus.FAILED, error=reason):
            return
        await ledger.release(composition.id)
    log.warning("composition failed", composition=str(composition.id), reason=reason)


@dataclass(frozen=True, slots=True)
class CountOrders:
    """How many compositions the actor has ordered from a post: an order carries the number that it found, so
    that the second of two taps is known as the same one.
    """

    async def __call__(self, actor: User, post_id: UUID) -> int:
        return await Composition.filter(owner=actor, post_id=post_id).count()
