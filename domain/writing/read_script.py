from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.writing.errors import ScriptNotFound
from domain.writing.models import Composition, CompositionKind, RunStatus


@dataclass(frozen=True, slots=True)
class ReadScript:
    """A script of the actor's that was written, its text in `result["text"]`, with its brand. Raises
    ScriptNotFound.
    """

    async def __call__(self, actor: User, composition_id: UUID) -> Composition:
        script = await Composition.get_or_none(
            id=composition_id, owner=actor, kind=CompositionKind.SCRIPT, status=RunStatus.SUCCEEDED
        ).prefetch_related("brand")
        if script is None or script.result is None:
            raise ScriptNotFound
        return script
