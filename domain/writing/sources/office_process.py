import json

from domain.limited_process import Busy, Crashed, Late, LimitedProcess, NotRunning, Overwhelmed
from domain.writing.sources.ports import Reading, Unreadability, Unreadable


class OfficeProcess:
    """Reads PDF and Word files, each in a limited process of its own: see LimitedProcess."""

    def __init__(
        self, *, seconds: float = 8, cpu: int = 5, memory: int = 512 * 1024 * 1024, patience: float = 30
    ) -> None:
        self._process = LimitedProcess(
            module="domain.writing.sources.office",
            seconds=seconds,
            cpu=cpu,
            memory=memory,
            patience=patience,
            longest_answer=_LONGEST_ANSWER,
        )

    async def read(self, content: bytes, kind: str) -> Reading:
        """`kind` is "pdf" or "word". Raises Unreadable; BUSY and TIMEOUT pass by themselves."""
        try:
            said = json.loads(await self._process.ask(content, kind))
        except Busy:
            raise Unreadable(Unreadability.BUSY, retryable=True) from None
        except Late:
            raise Unreadable(Unreadability.TIMEOUT, retryable=True) from None
        except Overwhelmed:
            raise Unreadable(Unreadability.TOO_LARGE) from None
        except Crashed:
            raise Unreadable(Unreadability.BROKEN) from None
        except NotRunning:
            raise Unreadable(Unreadability.MISCONFIGURED) from None
        if why := said.get("why"):
            raise Unreadable(Unreadability(why))
        return Reading(text=said["text"], title=said["title"])


_LONGEST_ANSWER = 8 * 1024 * 1024
