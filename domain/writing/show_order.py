from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.writing.models import Generation
from domain.writing.ports import Progress


@dataclass(frozen=True, slots=True)
class ShowOrder:
    """Tells the person how the generations of one order stand.

    Looks again after each drawing: however many draw at once, the last to draw has drawn the newest state.
    """

    progress: Progress

    async def __call__(self, owner_id: UUID, request_key: str) -> None:
        owner = await User.get(id=owner_id)
        shown = None
        while (order := await self._order(owner_id, request_key)) and _state(order) != shown:
            await self.progress.show(order, locale=owner.locale)
            shown = _state(order)

    async def _order(self, owner_id: UUID, request_key: str) -> list[Generation]:
        return await Generation.filter(owner_id=owner_id, request_key=request_key).order_by(
            "created_at", "platform"
        )


def _state(order: list[Generation]) -> list[tuple[str, int]]:
    return [(generation.status.value, generation.written) for generation in order]
