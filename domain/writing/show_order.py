from dataclasses import dataclass

from domain.accounts.models import User
from domain.writing.models import Generation
from domain.writing.ports import Progress


@dataclass(frozen=True, slots=True)
class ShowOrder:
    """Shows the actor how the generations of an order stand; returns whether there is such an order.

    Several workers and the tap itself do so at once. Each looks again after it has shown something, so that
    the last word is the truth, whoever has it.
    """

    progress: Progress

    async def __call__(self, actor: User, request_key: str) -> bool:
        shown = None
        while True:
            order = await Generation.filter(owner=actor, request_key=request_key).order_by(
                "created_at", "platform"
            )
            standing = [(run.status, run.written, run.stop_requested_at) for run in order]
            if not order or standing == shown:
                return bool(order)
            await self.progress.show(order, locale=actor.locale)
            shown = standing
