"""The times of the week at which a brand publishes, by the clock on the wall.

The names of weekdays come from CLDR by way of babel, so every language of the chat is read; the words around
them ("weekdays", "a las") are written down for English and Spanish. English is read everywhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from functools import cache
from itertools import chain, groupby, product, starmap

from babel import Locale

MOST_SLOTS = 70
LONGEST = 300
"""Characters that are read."""
ALIKE = str.maketrans("–—’ʼ", "--''")
WORKING_DAYS = range(5)
WEEKEND = range(5, 7)
EVERY_DAY = range(7)
LANGUAGES = ("en", "es", "pt", "de", "fr", "ru", "uk")
HALVES = "am|pm|hs?|(?:de|por) la (?:manana|tarde|noche)"
"""What may stand behind an hour; with h it is one of 24."""

Piece = tuple[int, ...] | time


@dataclass(frozen=True, slots=True)
class Words:
    """Regular expressions, folded as the typed text is."""

    idle: str
    to: str
    """Between the first and the last of several days."""
    working_days: str
    weekend: str
    daily: str


WORDS = {
    "en": Words(
        idle="at|on|and|every|each|the|from",
        to="to|through|until",
        working_days="weekdays?|workdays?|(?:working|business) days?",
        weekend="weekends?",
        daily="(?:every|each) day|daily|all days",
    ),
    "es": Words(
        idle="a las?|al|las?|los|el|y|e|de|cada|todos los|todos|desde",
        to="al?|hasta",
        working_days="entre semana|(?:todos los )?dias? (?:laborables?|habiles?)",
        weekend="(?:los )?fin(?:es)? de semana",
        daily="todos los dias|cada dia|a diario|diariamente",
    ),
}


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """`weekday`: 0 is Monday. `at`: whole minutes, naive. Raises ValueError for anything else."""

    weekday: int
    at: time

    def __post_init__(self) -> None:
        if self.weekday not in EVERY_DAY:
            raise ValueError("weekdays are 0 to 6")
        if self.at.second or self.at.microsecond or self.at.tzinfo is not None:
            raise ValueError("a slot is a whole minute of a wall clock without a zone")


def packed(slots: Iterable[Slot]) -> list[str]:
    """For storing, in order and each once: ["0 09:00", "2 18:30"]."""
    return [f"{slot.weekday} {slot.at:%H:%M}" for slot in sorted(set(slots))]


def unpacked(stored: Iterable[str]) -> tuple[Slot, ...]:
    """Raises ValueError for what `packed` does not write."""
    return tuple(sorted({_unpacked(each) for each in stored}))


def parse_slots(typed: str, locale: str) -> tuple[Slot, ...] | None:
    """ "mon 9:00, wed 18:30", "weekdays 9am", "lun y mié 9:00 y 18:30", in order and each once.

    Days stand before their clocks, or behind them throughout. None when a word is not understood, when an
    hour is only a number (it would have to be guessed), and for more than 70 slots.
    """
    if len(typed) > LONGEST:
        return None
    pieces = _pieces(_folded(typed), _speech(locale))
    if pieces is None:
        return None
    runs = [list(run) for _, run in groupby(pieces, key=type)]
    if len(runs) % 2:
        return None
    found: set[Slot] = set()
    for pair in zip(runs[::2], runs[1::2], strict=True):
        pieces = list(chain(*pair))
        clocks = [piece for piece in pieces if isinstance(piece, time)]
        days = [day for piece in pieces if not isinstance(piece, time) for day in piece]
        found.update(starmap(Slot, product(days, clocks)))
    return tuple(sorted(found)) if 0 < len(found) <= MOST_SLOTS else None


def _unpacked(stored: str) -> Slot:
    read = re.fullmatch(r"([0-6]) ([0-9]{2}):([0-9]{2})", stored)
    if read is None:
        raise ValueError(f"not a slot: {stored!r}")
    return Slot(int(read[1]), time(int(read[2]), int(read[3])))


def _folded(text: str) -> str:
    """Case, accents, commas and the dots of abbreviations gone: "Mié., 9 a.m." → "mie 9 am"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(ALIKE)
    return " ".join(re.sub(r"[,;&+]|:(?!\d)|(?<=[^\W\d])\.", _gap, plain).split())


def _gap(found: re.Match[str]) -> str:
    return "" if found[0] == "." else " "


def _pieces(text: str, speech: "_Speech") -> list[Piece] | None:
    """Days (a tuple) and clocks in their order; None where something is neither, nor a word around them."""
    found: list[Piece] = []
    at = 0
    while at < len(text):
        read = speech.piece.match(text, at)
        if read is None:
            return None
        at = read.end()
        match read.lastgroup:
            case "clock":
                clock = _clock(read)
                if clock is None:
                    return None
                found.append(clock)
            case "noon":
                found.append(time(12))
            case "days":
                found.append(speech.days(read))
    return found


def _clock(read: re.Match[str]) -> time | None:
    hour = _hour(int(read["hour"]), read["half"] or "", exact=read["minute"] is not None)
    minute = int(read["minute"] or 0)
    return time(hour, minute) if hour is not None and minute < 60 else None


def _hour(hour: int, half: str, *, exact: bool) -> int | None:
    """0 to 23; None for an hour there is not, and for a number that may be morning or evening."""
    match half.split():
        case [] if not exact:
            return None
        case ["am"] if hour == 12:
            return 0
        case ["am"] | [*_, "manana"]:
            return hour if hour < 12 else None
        case ["pm"] if 1 <= hour < 12:
            return hour + 12
        case [*_, "tarde"] if 1 <= hour <= 8:
            return hour + 12
        case [*_, "noche"] if 7 <= hour <= 11:
            return hour + 12
        case [*_, "noche"] if not 19 <= hour < 24:
            return None
        case ["pm"] | [*_, "tarde"] if hour < 12:
            return None
        case _:
            return hour if hour < 24 else None


class _Speech:
    """The words of one language and of English, as one pattern for whatever may come next."""

    def __init__(self, language: str) -> None:
        spoken = [WORDS[each] for each in dict.fromkeys((language, "en")) if each in WORDS]
        self._names = _weekdays("en") | _weekdays(language)
        self._groups = [
            (re.compile("|".join(each.working_days for each in spoken)), WORKING_DAYS),
            (re.compile("|".join(each.weekend for each in spoken)), WEEKEND),
            (re.compile("|".join(each.daily for each in spoken)), EVERY_DAY),
        ]
        names = "|".join(sorted(map(re.escape, self._names), key=len, reverse=True))
        groups = "|".join(pattern.pattern for pattern, _ in self._groups)
        to = "|".join(each.to for each in spoken)
        idle = "|".join(each.idle for each in spoken)
        self.piece = re.compile(
            r" ?(?:"
            rf"(?P<clock>(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d{{2}}))?(?: ?(?P<half>{HALVES}))?(?!\w))"
            rf"|(?P<days>(?P<first>{names})s?(?: ?- ?| (?:{to}) )(?P<last>{names})s?(?!\w)"
            rf"|(?:{groups})(?!\w)|(?P<one>{names})s?(?!\w))"
            r"|(?P<noon>noon|midday|mediodia)(?!\w)"
            rf"|(?:{idle})(?!\w)"
            r")(?= |$)"
        )

    def days(self, read: re.Match[str]) -> tuple[int, ...]:
        """0 is Monday. "fri-mon" runs through Sunday."""
        if read["one"]:
            return (self._names[read["one"]],)
        if read["first"]:
            first, last = self._names[read["first"]], self._names[read["last"]]
            return tuple((first + more) % 7 for more in range((last - first) % 7 + 1))
        return next(tuple(days) for pattern, days in self._groups if pattern.fullmatch(read["days"]))


@cache
def _speech_of(language: str) -> _Speech:
    return _Speech(language)


def _speech(locale: str) -> _Speech:
    """A language that CLDR does not know is read as English."""
    language = re.split("[-_]", locale.lower())[0]
    return _speech_of(language if language in LANGUAGES else "en")


def _weekdays(language: str) -> dict[str, int]:
    days = Locale(language).days
    kinds = [days[form][width] for form in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    found = {_folded(name): day for names in kinds for day, name in names.items()}
    # Portuguese drops the second half of "segunda-feira".
    return found | {name.partition("-")[0]: day for name, day in found.items()}
