"""A language made ready to be found in a typed text: its patterns compiled, its names of days looked up."""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache

from domain.scheduling.day_words import day_words
from domain.scheduling.time_words import AND, CLOCKS, LANGUAGES, Language, Rewrites
from domain.scheduling.typed_text import strip_accents

CLOCK = re.compile(r"(?<![\d.:/~-])(~?)(\d{1,2}):(\d{2})(?::00)?(?![\d:]|[.-]\d)")
"""`~`, hour, minute; seconds only where they are 00."""
PART = re.compile(r"[A-Z]+")
"""AM, EVENING: the typed text is lower case, so capitals come from rewriting."""

Rule = tuple[re.Pattern[str], str]


class Speech:
    """One language and English, which is understood everywhere."""

    def __init__(self, language: str) -> None:
        names = list(dict.fromkeys((language, "en")))
        spoken = [LANGUAGES[name] for name in names]
        known = [day_words(name) for name in names]
        self.language = language
        self.months = frozenset(word for each in known for word in each.months)
        self.weekdays = known[-1].weekdays | known[0].weekdays
        self.month = _any_of(self.months)
        self.near = _any_of({word for each in known for word in each.near})
        self.idle = _whole("|".join(each.idle for each in spoken))
        self.following = _whole("|".join(each.following for each in spoken))
        self.day_numbers = [_whole(each.day_number) for each in spoken]
        self.waits = [Waits(each) for each in spoken]
        self._rules = [rule for each in spoken for rule in _rules(each.rewrites)]
        self._rules += [(re.compile(pattern), new) for pattern, new in CLOCKS]
        self._rules += [rule for each in spoken for rule in self._hour_after_at(each)]

    def rewrite(self, text: str) -> str:
        """The clocks and parts of the day in a folded text, in the common tongue of time_words."""
        text = _applied(self._rules, text)
        if PART.search(text) and not CLOCK.search(text) and not self.month.search(text):
            return _hour_beside_part(text)
        return text

    def _hour_after_at(self, each: Language) -> list[Rule]:
        """ "at 9" is a clock of an unknown half; before a clock "at" says nothing; "at 9 May" is no clock."""
        at = rf"(?<!\w)(?:{strip_accents(each.at)}) "
        return [
            (re.compile(at + r"(\d{1,2})\.(\d{2})(?![\d.])"), r"\1:\2"),
            (re.compile(at + r"(?=~|[A-Z]|\d{1,2}:\d\d)"), ""),
            (re.compile(at + rf"(\d{{1,2}})(?![\d.:/-])(?! (?:de )?{self.month.pattern})"), r"~\1:00"),
        ]


class Waits:
    """ "in 2 hours 30 minutes" and "in 3 days", in one language."""

    def __init__(self, each: Language) -> None:
        after, minutes = strip_accents(each.after), strip_accents(each.minutes)
        count = rf"(?:(?:(?P<count>\d{{1,4}})|{strip_accents(each.one)}) ?)?"
        clocked = rf"(?P<minutes>{minutes})|(?P<hours>{strip_accents(each.hours)})"
        daily = rf"(?P<days>{strip_accents(each.days)})|(?P<weeks>{strip_accents(each.weeks)})"
        self._lengths = _rules(each.lengths)
        self._after = re.compile(rf"(?:{after}) ")
        self._minutes = re.compile(rf"\d{{1,4}} ?(?:{minutes})")
        self._piece = re.compile(rf"{count}(?:{clocked}|{daily})\.?(?: (?:{AND}) | |$|(?=\d))")
        self.in_days = re.compile(rf"(?<!\w)(?:{after}) {count}(?:{daily})(?!\w)")

    def wait(self, text: str) -> timedelta | None:
        """Hours and minutes to wait; None where only days are named, because those ask for a clock."""
        text = _applied(self._lengths, text)
        after = self._after.match(text)
        if not after and not self._minutes.fullmatch(text):
            return None
        place, total, exact = after.end() if after else 0, timedelta(), False
        while piece := self._piece.match(text, place):
            total += length(piece)
            exact = exact or bool(piece["minutes"] or piece["hours"])
            place = piece.end()
        return total if exact and place == len(text) else None


def length(piece: re.Match[str]) -> timedelta:
    """A count and its unit, which is the name of the group that matched; no count is one."""
    unit = next(name for name, found in piece.groupdict().items() if found and name != "count")
    return timedelta(**{unit: int(piece["count"] or 1)})


@cache
def speech_of(language: str) -> Speech:
    return Speech(language)


def _hour_beside_part(text: str) -> str:
    """ "9 EVENING" and "EVENING 9": the number is an hour."""
    text = re.sub(r"(?<![\d.:/-])(\d{1,2}) ?(?=[A-Z])", r"~\1:00 ", text)
    return re.sub(r"(?<=[A-Z]) (\d{1,2})(?![\d.:/-])", r" ~\1:00", text)


def _whole(pattern: str) -> re.Pattern[str]:
    """Whole words only; a pattern that looks behind says itself where it begins."""
    start = "" if pattern.startswith("(?<") else r"(?<!\w)"
    return re.compile(rf"{start}(?:{strip_accents(pattern)})(?!\w)")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """The longest first: "day after tomorrow" before "tomorrow"."""
    return _whole("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _rules(written: Rewrites) -> list[Rule]:
    return [(_whole(pattern), strip_accents(new)) for pattern, new in written]


def _applied(rules: Iterable[Rule], text: str) -> str:
    for pattern, new in rules:
        text = pattern.sub(new, text)
    return text
