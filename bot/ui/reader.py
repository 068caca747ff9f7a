from dataclasses import dataclass
from datetime import datetime

from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a screen is drawn: their words, the IANA name of their zone, and the present moment (aware,
    UTC).
    """

    texts: Texts
    zone: str
    now: datetime
