"""What a person typed, as a moment: "tomorrow 9am", "25.12 18:30", "через 2 часа", "a las 9 de la noche".

dateparser drops an hour it cannot read ("mañana a las 9" becomes noon), skips words it does not know ("apres
demain" becomes tomorrow) and reads "9" as a date (tried with 1.5.0). So the hour is taken out of the text by
rules written down here per language, and dateparser only reads the names of days and months that are left, if
it knows every word of them. What stays open is asked, never guessed.

Patterns are written in ordinary spelling and folded like the typed text: case and accents do not count.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from importlib import import_module
from itertools import product
from unicodedata import combining, normalize

from dateparser.date import DateDataParser

from domain.scheduling.moments import Moment, local, moment, moment_at, whole_minute

LONGEST = 100
"""Characters. Nobody needs more for a time, and it bounds the work."""
FARTHEST = timedelta(days=731)
YEARS = range(1970, 2200)
PROPOSED = (time(9), time(12), time(18))
PART_CLOCK = {"MORNING": time(9), "AFTERNOON": time(15), "EVENING": time(20), "NIGHT": time(21)}


class Doubt(StrEnum):
    NO_HOUR = "no_hour"
    """A day without an hour; the candidates are proposals."""
    HALF_OF_DAY = "half_of_day"
    """07:00 or 19:00?"""
    WHICH_DAY = "which_day"
    """This Friday or the next, the night before or the night after, 5 June or 6 May?"""


@dataclass(frozen=True, slots=True)
class Understood:
    moment: Moment


@dataclass(frozen=True, slots=True)
class HourUnclear:
    """To be asked. `candidates` lie ahead, soonest first, perhaps none; `day` where all share one."""

    doubt: Doubt
    candidates: tuple[Moment, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class InThePast:
    moment: Moment


@dataclass(frozen=True, slots=True)
class TooFar:
    """More than two years ahead."""

    moment: Moment


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    pass


Reading = Understood | HourUnclear | InThePast | TooFar | NotUnderstood


def understand(typed: str, *, now: datetime, zone: str, locale: str) -> Reading:
    """Read a time typed in the language of `locale` or in English, by the clock of an IANA zone.

    `now` is aware. Understood moments are later than `now` and fall on whole minutes. Takes milliseconds once
    the language is warm, a hundred before: call it in a thread. Raises zoneinfo.ZoneInfoNotFoundError only.
    """
    text = fold(typed) if len(typed) <= LONGEST else ""
    if not 0 < len(text) <= 2 * LONGEST:
        return NotUnderstood()
    speech = _speech(language_of(locale))
    for wait in filter(None, (waits.length(text) for waits in speech.waits)):
        return _settled(moment_at(whole_minute(now + wait), zone), now)
    return _Sentence(speech, text, local(now, zone).date(), locale).read(now, zone)


def warm_up(locales: Iterable[str]) -> None:
    """Load the languages' rules and dateparser's dictionaries, which takes some 50 ms each."""
    for language in {language_of(locale) for locale in locales}:
        _speech(language)
        _asked(language, "tomorrow")


def language_of(locale: str) -> str:
    """ "pt-br" → "pt"; a language without rules is read as English."""
    language = re.split("[-_]", locale.lower())[0]
    return language if language in LANGUAGES else "en"


def fold(text: str) -> str:
    """Case, accents and kinds of apostrophe gone, commas and runs of spaces made one space."""
    text = normalize("NFD", normalize("NFKC", text).casefold())
    text = "".join(letter for letter in text if not combining(letter)).translate(ALIKE)
    return " ".join(text.split()).strip("!?; ")


ALIKE = str.maketrans("’ʼ‘`,–~", "'''' -?")


# ---- the rules of each language ----------------------------------------------------------------
#
# Rewriting leads to a small common tongue: `18:30` a clock, `~7:00` a clock of an unknown half of the day,
# `EVENING` a part of the day, `MIDNIGHT`.


@dataclass(frozen=True, slots=True)
class _Language:
    """Regular expressions. `at` stands before an hour, `next` makes a weekday ambiguous, `idle` changes
    nothing, `the` is a day of the month by its number alone, `after` makes a length of time a wait.
    """

    at: str
    next: str
    idle: str
    the: str
    after: str
    one: str
    minutes: str
    hours: str
    days: str
    weeks: str
    lengths: tuple[tuple[str, str], ...]
    rewrites: tuple[tuple[str, str], ...]


LANGUAGES = {
    "en": _Language(
        at="at",
        next="next",
        idle="on|the|of|this|coming",
        the=r"the (\d{1,2})(?:st|nd|rd|th)?",
        after="in|after",
        one="an?|one",
        minutes="m|mins?|minutes?",
        hours="h|hrs?|hours?",
        days="d|days?",
        weeks="w|weeks?",
        lengths=(
            (r"(?:an|one|1) hour and a half|1\.5 hours|one and a half hours", "90 min"),
            (r"half an hour", "30 min"),
            (r"(.{1,40}) (?:from now|later)", r"in \1"),
        ),
        rewrites=(
            (r"tonight", "today EVENING"),
            (r"(?:at )?(?:noon|midday)", "12:00"),
            (r"(?:at )?midnight", "MIDNIGHT"),
            (r"(?:in the |at )?morning", "MORNING"),
            (r"(?:in the |at )?afternoon", "AFTERNOON"),
            (r"(?:in the |at )?evening", "EVENING"),
            (r"(?:in the |at )?night", "NIGHT"),
            (r"half past (\d{1,2})", r"~\1:30"),
            (r"quarter past (\d{1,2})", r"~\1:15"),
            (r"(\d{1,2}) ?o'?clock", r"~\1:00"),
            (r"this (?=[A-Z])", "today "),
        ),
    ),
    "es": _Language(
        at="a las?|a eso de las?|las?",
        next="próxim[oa]|siguiente|que viene",
        idle="el|la|de|del|este|día",
        the=r"el (?:día )?(\d{1,2})",
        after="en|dentro de",
        one="una?",
        minutes="min|mins|minutos?",
        hours="h|hs|horas?",
        days="d|días?",
        weeks="semanas?",
        lengths=(
            (r"(?:una )?hora y media", "90 min"),
            (r"media hora", "30 min"),
        ),
        rewrites=(
            (r"pasado mañana", "day after tomorrow"),
            (r"(?:de|por|en|a) la mañana|de madrugada|de la madrugada", "MORNING"),
            (r"esta mañana", "today MORNING"),
            (r"mañana temprano", "mañana MORNING"),
            (r"esta tarde", "today AFTERNOON"),
            (r"esta noche", "today EVENING"),
            (r"(?:de|por|en|a) la tarde", "AFTERNOON"),
            (r"(?:de|por|en|a) la noche", "NIGHT"),
            (r"(?:al? |del )?(?:medio ?día)", "12:00"),
            (r"(?:a )?(?:la )?media ?noche", "MIDNIGHT"),
            (r"(\d{1,2}) y media", r"~\1:30"),
            (r"(\d{1,2}) y cuarto", r"~\1:15"),
            (r"a las? (\d{1,2}) horas?", r"\1:00"),
            (r"(\d{1,2}) horas?", r"~\1:00"),
        ),
    ),
    "pt": _Language(
        at="às?|pelas|lá pelas",
        next="próxim[ao]|que vem",
        idle="o|a|de|do|da|na|no|em|este|esta|nesta|neste|dia|feira",
        the=r"dia (\d{1,2})",
        after="em|daqui a|dentro de",
        one="uma?",
        minutes="min|mins|minutos?",
        hours="h|hs|horas?",
        days="d|dias?",
        weeks="semanas?",
        lengths=(
            (r"(?:uma )?hora e meia", "90 min"),
            (r"meia hora", "30 min"),
        ),
        rewrites=(
            (r"depois de amanhã", "day after tomorrow"),
            (r"(?<=\w)-feira", ""),
            (r"(?:da|de|pela) manhã|da madrugada|de madrugada", "MORNING"),
            (r"(?:da|à|de|pela) tarde", "AFTERNOON"),
            (r"(?:da|à|de|pela) noite", "NIGHT"),
            (r"esta noite", "today EVENING"),
            (r"esta tarde", "today AFTERNOON"),
            (r"(?:ao )?meio[ -]dia", "12:00"),
            (r"(?:à )?meia[ -]noite", "MIDNIGHT"),
            (r"(\d{1,2}) e meia", r"~\1:30"),
            (r"às? (\d{1,2}) horas?", r"\1:00"),
            (r"(\d{1,2}) horas?", r"~\1:00"),
        ),
    ),
    "de": _Language(
        at="um|gegen|ab",
        next="nächste[nrms]?",
        idle="am|der|den|dem|des|an|diese[nrms]?|kommende[nrms]?",
        the=r"am (\d{1,2})\.(?! ?\d)",
        after="in",
        one="eine[rmns]?|ein",
        minutes="min|minuten?",
        hours="h|std|stunden?",
        days="tage?n?",
        weeks="wochen?",
        lengths=(
            (r"anderthalb stunden|eineinhalb stunden", "90 min"),
            (r"(?:einer )?halben? stunde", "30 min"),
        ),
        rewrites=(
            (r"uebermorgen", "übermorgen"),
            (r"sonnabend", "samstag"),
            (r"(heute|übermorgen|\w+tag|mittwoch) morgen", r"\1 MORNING"),
            (r"(?:am )?(?:vormittags?)|in der früh|früh|morgens|am morgen", "MORNING"),
            (r"(?:am )?nachmittags?", "AFTERNOON"),
            (r"(?:am )?abends?", "EVENING"),
            (r"(?:in der )?nachts?", "NIGHT"),
            (r"(?:12 uhr )?(?:am )?mittags?", "12:00"),
            (r"(?:um )?mitternachts?", "MIDNIGHT"),
            (r"(\d{1,2})[.:](\d{2}) ?uhr", r"\1:\2"),
            (r"(\d{1,2}) ?uhr (\d{2})", r"\1:\2"),
            (r"(\d{1,2}) ?uhr", r"\1:00"),
            (r"(?<=\d) am(?= \w)", ""),
        ),
    ),
    "fr": _Language(
        at="à|vers",
        next="prochaine?",
        idle="le|la|du|de|ce|cette",
        the=r"le (\d{1,2})",
        after="dans|d'ici",
        one="une?",
        minutes="min|mins|minutes?|mn",
        hours="h|heures?",
        days="j|jours?",
        weeks="semaines?|sem",
        lengths=(
            (r"une heure et demie|1 ?h(?:eure)? et demie", "90 min"),
            (r"(?:une )?demi[- ]heure", "30 min"),
        ),
        rewrites=(
            (r"apres demain", "après-demain"),
            (r"aujourd hui", "aujourd'hui"),
            (r"ce soir|cette nuit", "today EVENING"),
            (r"ce matin", "today MORNING"),
            (r"cet apr[eè]s[- ]midi", "today AFTERNOON"),
            (r"(?:du |le |au )?matin", "MORNING"),
            (r"(?:de l'|l')?apr[eè]s[- ]midi", "AFTERNOON"),
            (r"(?:du |le |au )?soir", "EVENING"),
            (r"(?:à )?midi", "12:00"),
            (r"(?:à )?minuit", "MIDNIGHT"),
            (r"(\d{1,2}) ?h(?:eures?)? et demie", r"\1:30"),
            (r"(\d{1,2}) ?heures? ([0-5]\d)", r"\1:\2"),
            (r"à (\d{1,2}) ?heures?", r"\1:00"),
            (r"(\d{1,2}) ?heures?", r"~\1:00"),
        ),
    ),
    "ru": _Language(
        at="в|во|к|около",
        next="следующ(?:ий|ую|ее|ей|его|ем)",
        idle="в|во|на|г|год|года|это|этот|эту|ближайш(?:ий|ую|ее)",
        the=r"(\d{1,2})(?:-?го| числа)",
        after="через",
        one="один|одну|одна",
        minutes="мин|минут[ыау]?",
        hours="ч|час|часа|часов",
        days="д|дн|день|дня|дней|сутки",
        weeks="нед|недел[юиь]",
        lengths=(
            (r"полтора часа", "90 мин"),
            (r"полчаса", "30 мин"),
        ),
        rewrites=(
            (r"утром|с утра|утра", "MORNING"),
            (r"в (\d{1,2})-(\d{2})", r"\1:\2"),
            (r"(?<!\d )(?:после обеда|дн[её]м)", "AFTERNOON"),
            (r"(?<=\d)( ?(?:ч|час|часа|часов))? дня", r"\1 AFTERNOON"),
            (r"вечером|вечера", "EVENING"),
            (r"ночью|ночи", "NIGHT"),
            (r"(?:в )?полдень", "12:00"),
            (r"(?:в )?полночь", "MIDNIGHT"),
            (r"(\d{1,2}) ?(?:ч|час|часа|часов)\.? (\d{2})(?: ?(?:мин|минут[ыа]?))?", r"\1:\2"),
            (r"(\d{1,2}) ?(?:ч|час|часа|часов)", r"~\1:00"),
        ),
    ),
    "uk": _Language(
        at="о|об|в|у|близько",
        next="наступн(?:ий|у|ого|ої|е|а)",
        idle="в|у|на|р|рік|року|це|цей|цю|найближч(?:ий|у|е)",
        the=r"(\d{1,2})(?:-?го| числа)",
        after="через|за",
        one="один|одну|одна",
        minutes="хв|хвилин[иау]?",
        hours="год|годин[иау]?",
        days="д|дн|день|дня|дні|днів|добу",
        weeks="тиж|тиждень|тижні|тижнів",
        lengths=(
            (r"півтори години", "90 хв"),
            (r"пів ?години", "30 хв"),
        ),
        rewrites=(
            (r"(\d{1,2})-[йіа]", r"\1"),
            (r"вранці|зранку|ранку", "MORNING"),
            (r"[ову] (\d{1,2})-(\d{2})", r"\1:\2"),
            (r"вдень|після обіду|пообіді", "AFTERNOON"),
            (r"(?<=\d)( ?(?:год|годин[иаіу]?))? дня", r"\1 AFTERNOON"),
            (r"увечері|ввечері|вечора", "EVENING"),
            (r"вночі|уночі|ночі", "NIGHT"),
            (r"опівдні|(?:в )?полудень", "12:00"),
            (r"опівночі", "MIDNIGHT"),
            (r"(\d{1,2}) ?(?:год|годин[иаіу]?)\.? (\d{2})(?: ?(?:хв|хвилин[иа]?))?", r"\1:\2"),
            (r"(\d{1,2}) ?(?:год|годин[иаіу]?)", r"~\1:00"),
        ),
    ),
}

CLOCK = re.compile(r"(?<![\d.:/~-])(~?)(\d{1,2}):(\d{2})(?::00)?(?![\d:]|[.-]\d)")
PART = re.compile(r"[A-Z]+")
DATE = re.compile(
    r"(?<![\d.:/-])(?:"
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})t?"
    r"|(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})"
    r"|(?P<one>\d{1,2})(?P<short>[./])(?P<two>\d{1,2})"
    r")\.?(?![\w:/.-])"
)
DOTTED = re.compile(r"(?<![\d.:/-])(\d{1,2})\.(\d{2})(?![\d:/.-])")
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|o|a|-?го|-?е)?\.?(?!\w)")

AT_ALL_TIMES = (
    # 9am, 9 p.m., 9.30 pm
    (r"(?<=\d) ?a\.? ?m\b\.?", " AM"),
    (r"(?<=\d) ?p\.? ?m\b\.?", " PM"),
    (r"(?<![\d.:/-])(\d{1,2})[.:](\d{2})(?= [AP]M)", r"\1:\2"),
    (r"(?<![\d.:/-])(\d{1,2})(?= [AP]M)", r"\1:00"),
    # 9h, 9 h 30, 18hs, 18:30h
    (r"(?<![\d.:/-])(\d{1,2}) ?h(?:rs?|s)?\.? ?([0-5]\d)(?!\w)", r"\1:\2"),
    (r"(?<![\d.:/-])(\d{1,2}) ?h(?:rs?|s)?(?!\w)", r"\1:00"),
    (r"(?<=:\d\d) ?h(?:rs?|s)?(?!\w)", ""),
)

Rule = tuple[re.Pattern[str], str]


def _plain(pattern: str) -> str:
    """A pattern folded like the text it is to meet."""
    return "".join(letter for letter in normalize("NFD", pattern) if not combining(letter))


def _whole(pattern: str) -> re.Pattern[str]:
    """Whole words only; a pattern that looks behind says itself where it begins."""
    start = "" if pattern.startswith("(?<") else r"(?<!\w)"
    return re.compile(rf"{start}(?:{_plain(pattern)})(?!\w)")


def _rules(written: tuple[tuple[str, str], ...]) -> list[Rule]:
    return [(_whole(pattern), _plain(new)) for pattern, new in written]


def _applied(rules: Iterable[Rule], text: str) -> str:
    for pattern, new in rules:
        text = pattern.sub(new, text)
    return text


class _Waits:
    """ "in 2 hours 30 minutes" and "in 3 days", in one language."""

    def __init__(self, each: _Language) -> None:
        count = rf"(?:(?:(?P<count>\d{{1,4}})|{_plain(each.one)}) ?)?"
        clocked = rf"(?P<minutes>{_plain(each.minutes)})|(?P<hours>{_plain(each.hours)})"
        daily = rf"(?P<days>{_plain(each.days)})|(?P<weeks>{_plain(each.weeks)})"
        self._lengths = _rules(each.lengths)
        self._after = re.compile(rf"(?:{_plain(each.after)}) ")
        self._piece = re.compile(
            rf"{count}(?:{clocked}|{daily})\.?(?: (?:and|y|e|und|et|и|і|та) | |$|(?=\d))"
        )
        self._minutes = re.compile(rf"\d{{1,4}} ?(?:{_plain(each.minutes)})")
        self.in_days = re.compile(rf"(?<!\w)(?:{_plain(each.after)}) {count}(?:{daily})(?!\w)")

    def length(self, text: str) -> timedelta | None:
        """Hours and minutes to wait; None where only days are named, because those ask for a clock."""
        text = _applied(self._lengths, text)
        after = self._after.match(text)
        if not after and not self._minutes.fullmatch(text):
            return None
        place, total, exact = after.end() if after else 0, timedelta(), False
        while piece := self._piece.match(text, place):
            total += _length(piece)
            exact = exact or bool(piece["minutes"] or piece["hours"])
            place = piece.end()
        return total if exact and place == len(text) else None


def _length(piece: re.Match[str]) -> timedelta:
    count = int(piece["count"] or 1)
    unit = next(name for name, found in piece.groupdict().items() if found and name != "count")
    return timedelta(**{unit: count})


class _Speech:
    """One language and English, made ready: compiled rules and the words for days."""

    def __init__(self, language: str) -> None:
        names = list(dict.fromkeys((language, "en")))
        spoken = [LANGUAGES[name] for name in names]
        words = [_words(name) for name in names]
        self.language = language
        self.months = frozenset[str]().union(*(each.months for each in words))
        self.weekdays = {word: day for each in reversed(words) for word, day in each.weekdays.items()}
        self.month, self.near = _any_of(self.months), _any_of(word for each in words for word in each.near)
        self.idle = _whole("|".join(each.idle for each in spoken))
        self.next = _whole("|".join(each.next for each in spoken))
        self.the = [_whole(each.the) for each in spoken]
        self.waits = [_Waits(each) for each in spoken]
        self._rules = [rule for each in spoken for rule in _rules(each.rewrites)]
        self._rules += [(re.compile(pattern), new) for pattern, new in AT_ALL_TIMES]
        self._rules += [rule for each in spoken for rule in self._at(each)]

    def _at(self, each: _Language) -> list[Rule]:
        """ "at 9" is a clock of an unknown half; before a clock "at" says nothing; "at 9 May" is no clock."""
        at = rf"(?<!\w)(?:{_plain(each.at)}) "
        return [
            (re.compile(at + r"(\d{1,2})\.(\d{2})(?![\d.])"), r"\1:\2"),
            (re.compile(at + r"(?=~|[A-Z]|\d{1,2}:\d\d)"), ""),
            (re.compile(at + rf"(\d{{1,2}})(?![\d.:/-])(?! (?:de )?{self.month.pattern})"), r"~\1:00"),
        ]

    def rewrite(self, text: str) -> str:
        text = _applied(self._rules, text)
        return self._beside_part(text) if PART.search(text) and not CLOCK.search(text) else text

    def _beside_part(self, text: str) -> str:
        """ "9 EVENING" and "EVENING 9": the number is an hour, unless a month makes it a day."""
        if self.month.search(text):
            return text
        text = re.sub(r"(?<![\d.:/-])(\d{1,2}) ?(?=[A-Z])", r"~\1:00 ", text)
        return re.sub(r"(?<=[A-Z]) (\d{1,2})(?![\d.:/-])", r" ~\1:00", text)


@cache
def _speech(language: str) -> _Speech:
    return _Speech(language)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return _whole("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


# ---- dateparser: words for days, and nothing else ----------------------------------------------

BASE = datetime.fromisoformat("2024-01-01")
"""One RELATIVE_BASE for all: the answer to a phrase is then always the same and is kept. In a leap year."""
MONTHS = "january february march april may june july august september october november december"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"


@dataclass(frozen=True, slots=True)
class _Words:
    """What dateparser knows of a language, folded: months, weekdays (Monday is 0), and days like "today"."""

    months: frozenset[str]
    weekdays: dict[str, int]
    near: frozenset[str]


def _words(language: str) -> _Words:
    info = import_module(f"dateparser.data.date_translation_data.{language}").info
    near = [key for key in info["relative-type"] if re.fullmatch(r"(in )?\d day( ago)?", key)]

    def folded(words: Iterable[str]) -> list[str]:
        return [fold(word).rstrip(".") for word in words]

    return _Words(
        months=frozenset(word for month in MONTHS.split() for word in folded(info[month])),
        weekdays={word: day for day, name in enumerate(WEEKDAYS.split()) for word in folded(info[name])},
        near=frozenset(word for key in near for word in folded(info["relative-type"][key])),
    )


@lru_cache(maxsize=2048)
def _asked(language: str, phrase: str) -> date | None:
    """The day dateparser sees in a phrase of words it knows, counted from BASE."""
    settings = {"RELATIVE_BASE": BASE, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    settings["PARSERS"] = ["relative-time", "absolute-time"]
    languages = list(dict.fromkeys((language, "en")))
    found = DateDataParser(languages=languages, use_given_order=True, settings=settings).get_date_data(phrase)
    return found.date_obj.date() if found.date_obj and found.period == "day" else None


# ---- reading -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hour:
    """A wall clock; `later` days after the day named, as midnight at the end of a day is."""

    clock: time
    later: int = 0


class _Lost(Exception):
    """Something in the text has no reading."""


Days = tuple[date, ...]
"""One reading of a day: the first of these dates which lies ahead together with its hour."""


class _Sentence:
    """A typed text, taken apart: the hour, then the day. Whatever is left over makes it not understood."""

    def __init__(self, speech: _Speech, text: str, today: date, locale: str) -> None:
        self.speech, self.text, self.today, self.locale = speech, text, today, locale
        self.bare = False

    def read(self, now: datetime, zone: str) -> Reading:
        try:
            ahead = self._days_ahead()
            self.text = self._with_clock(self.speech.rewrite(self.text))
            hours, parts = self._hours()
            days = self._days(ahead)
            hours = hours or self._bare_hour()
        except (_Lost, ValueError):
            return NotUnderstood()
        if self.text or not (days or hours or parts):
            return NotUnderstood()
        if not hours:
            return _without_hour(days or [self._soon()], parts, now, zone)
        found = [_first_ahead(each, hour, now, zone) for each, hour in product(days or [self._soon()], hours)]
        return _chosen(found, now, bare=self.bare)

    def _soon(self) -> Days:
        return self.today, self.today + timedelta(days=1)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match, and out of the text it goes."""
        if found := pattern.search(self.text):
            self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
        return found

    def _days_ahead(self) -> int | None:
        """The number in "in 3 days"."""
        for waits in self.speech.waits:
            if found := self._take(waits.in_days):
                return _length(found).days
        return None

    def _with_clock(self, text: str) -> str:
        """ "18.30" is a clock where it cannot be a day, and where the day is named beside it."""
        if CLOCK.search(text):
            return text
        for pair in reversed(list(DOTTED.finditer(text))):
            hour, minute = int(pair[1]), int(pair[2])
            rest = f"{text[: pair.start()]} {text[pair.end() :]}"
            dated = DATE.search(rest) or self.speech.month.search(rest) or self.speech.near.search(rest)
            if hour < 24 and minute < 60 and (dated or not _dates(self.today, hour, minute)):
                return f"{text[: pair.start()]}{hour}:{minute:02}{text[pair.end() :]}"
        return text

    def _hours(self) -> tuple[list[_Hour], set[str]]:
        """The clock, in every reading that fits the parts of the day which are named with it."""
        clock, parts = self._take(CLOCK), set[str]()
        while part := self._take(PART):
            parts.add(part[0])
        if "MIDNIGHT" in parts:
            if clock:
                raise _Lost
            return [_Hour(time(0)), _Hour(time(0), 1)], parts
        if not clock:
            return [], parts
        hour, minute = int(clock[2]), int(clock[3])
        alone = _read_alone(hour, minute, vague=bool(clock[1]))
        readings = [_read_in(part, hour) for part in parts] or [alone]
        fitting = [one for one in readings[0] if all(one in others for others in readings)]
        if not fitting:
            raise _Lost
        return [_Hour(time(hour, minute), later) for hour, later in fitting], parts

    def _bare_hour(self) -> list[_Hour]:
        """The number that is left over in "friday 7": an hour perhaps, so it is always asked about."""
        self.text = " ".join(self.text.split())
        found = re.fullmatch(r"\d{1,2}", self.text)
        if not found or int(self.text) > 23:
            return []
        hour, self.text, self.bare = int(self.text), "", True
        return [_Hour(time(hour), later) for hour, later in _read_alone(hour, 0, vague=True)]

    def _days(self, ahead: int | None) -> list[Days]:
        """The readings of the day; none at all where no day is named."""
        days: list[list[Days]] = [] if ahead is None else [[(self.today + timedelta(days=ahead),)]]
        if found := self._take(DATE):
            days.append(self._numeric(found))
        if near := self._take(self.speech.near):
            days.append([(self._relative(near[0]),)])
        if not self.speech.month.search(self.text):
            days += [
                [_monthly(self.today, int(the[1]))] for each in self.speech.the if (the := self._take(each))
            ]
        coming = self._take(self.speech.next) is not None
        words = ORDINAL.sub("", self.speech.idle.sub(" ", self.text)).replace(".", " ").split()
        if not days and (named := self._month_and_day(words)):
            days.append([named])
        if len(days) > 1:
            raise _Lost
        found_days = self._with_weekday(words, days[0] if days else [], coming=coming)
        self.text = " ".join(words)
        return found_days

    def _numeric(self, found: re.Match[str]) -> list[Days]:
        """Dots and dashes: day first. Slashes: by locale; plain "en" is used either way, so both are kept."""
        if found["y"]:
            return [_dates(self.today, int(found["d"]), int(found["m"]), int(found["y"]))]
        one, two = int(found["a"] or found["one"]), int(found["b"] or found["two"])
        year = int(found["year"]) if found["year"] else None
        year = 2000 + year if year is not None and year < 100 else year
        orders = [(one, two), (two, one)] if "/" in (found["sep"], found["short"]) else [(one, two)]
        locale = self.locale.lower().replace("_", "-")
        if locale == "en-us":
            orders.reverse()
        readings = [days for order in dict.fromkeys(orders) if (days := _dates(self.today, *order, year))]
        if not readings:
            raise _Lost
        return readings if locale == "en" else readings[:1]

    def _relative(self, phrase: str) -> date:
        found = _asked(self.speech.language, phrase)
        if found is None:
            raise _Lost
        return self.today + (found - BASE.date())

    def _month_and_day(self, words: list[str]) -> Days:
        """Takes "25 december 2026" or "december 25" out of the words."""
        month = next((at for at, word in enumerate(words) if word in self.speech.months), None)
        beside = [at for at in (month - 1, month + 1) if 0 <= at < len(words)] if month is not None else []
        day = next((at for at in beside if re.fullmatch(r"\d{1,2}", words[at])), None)
        if month is None or day is None:
            return ()
        found = _asked(self.speech.language, f"{int(words[day])} {words[month]}")
        if not found or found.day != int(words[day]):
            raise _Lost
        year = next((at for at, word in enumerate(words) if re.fullmatch(r"\d{4}", word)), None)
        days = _dates(self.today, found.day, found.month, int(words[year]) if year is not None else None)
        for at in sorted((at for at in (month, day, year) if at is not None), reverse=True):
            del words[at]
        return days

    def _with_weekday(self, words: list[str], days: list[Days], *, coming: bool) -> list[Days]:
        """Takes a weekday out of the words. Beside a date it has to agree; "next Friday" is one of two."""
        named = next((word for word in words if word in self.speech.weekdays), None)
        if named is None:
            if coming or any(not each for each in days):
                raise _Lost
            return days
        words.remove(named)
        weekday = self.speech.weekdays[named]
        nearest = self.today + timedelta(days=(weekday - self.today.weekday()) % 7)
        week = timedelta(days=7)
        if days:
            days = [each for each in days if each and each[0].weekday() == weekday]
            if coming or not days:
                raise _Lost
            return days
        if not coming:
            return [(nearest, nearest + week)]
        return [(nearest + week,)] if nearest == self.today else [(nearest,), (nearest + week,)]


def _dates(today: date, day: int, month: int, year: int | None = None) -> Days:
    """That date; without a year, the next ones from today on. None where it never comes."""
    years = [year] if year is not None else range(today.year, today.year + 9)
    there = [date(each, month, day) for each in years if each in YEARS and _is_date(each, month, day)]
    return tuple(each for each in there if year is not None or each >= today)


def _monthly(today: date, day: int) -> Days:
    """The next dates with that number."""
    months = [divmod(today.month - 1 + ahead, 12) for ahead in range(13)]
    there = [date(today.year + y, m + 1, day) for y, m in months if _is_date(today.year + y, m + 1, day)]
    return tuple(each for each in there if each >= today)


def _is_date(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _read_alone(hour: int, minute: int, *, vague: bool) -> list[tuple[int, int]]:
    """The hour as it stands, and twelve hours later if that may be meant: (hour, days later)."""
    if hour == 24 and minute == 0:
        return [(0, 1)]
    if vague and hour == 12:
        return [(12, 0), (0, 1)]
    return [(hour, 0), (hour + 12, 0)] if vague and 1 <= hour < 12 else [(hour, 0)]


def _read_in(part: str, hour: int) -> list[tuple[int, int]]:
    """The hour in a part of the day: (hour, days later). Two where either night may be meant."""
    match part:
        case "AM":
            return [(0, 0), (0, 1)] if hour == 12 else [(hour, 0)] if hour < 12 else []
        case "PM":
            return [(hour, 0)] if hour >= 12 else [(hour + 12, 0)]
        case "MORNING":
            return [(hour, 0)] if hour < 12 else []
        case "AFTERNOON":
            return [(hour, 0)] if 12 <= hour <= 20 else [(hour + 12, 0)] if 1 <= hour <= 8 else []
    if hour in (0, 12, 24):
        return [(0, 1)]
    if hour <= 3 or (hour <= 5 and part == "NIGHT"):
        return [(hour, 0), (hour, 1)]
    return [(hour, 0)] if hour >= 16 else [(hour + 12, 0)] if hour < 12 else []


def _first_ahead(days: Days, hour: _Hour, now: datetime, zone: str) -> Moment:
    """On the first of the days where it is still to come, else on the last."""
    for day in days:
        found = moment(datetime.combine(day + timedelta(days=hour.later), hour.clock), zone)
        if found.at > now:
            break
    return found


def _settled(found: Moment, now: datetime) -> Reading:
    if found.at <= now:
        return InThePast(found)
    return TooFar(found) if found.at - now > FARTHEST else Understood(found)


def _chosen(found: list[Moment], now: datetime, *, bare: bool) -> Reading:
    """A single reading ahead is the one meant, unless it rests on a bare number; several are asked about."""
    ahead = sorted({each.at: each for each in found if each.at > now}.values(), key=lambda each: each.at)
    if len(ahead) < 2 and not (bare and ahead):
        return _settled(max(ahead or found, key=lambda each: each.at), now)
    if ahead[0].at - now > FARTHEST:
        return TooFar(ahead[0])
    same_clock = len(ahead) > 1 and len({each.wall.time() for each in ahead}) == 1
    days = {each.wall.date() for each in ahead}
    doubt = Doubt.WHICH_DAY if same_clock else Doubt.HALF_OF_DAY
    return HourUnclear(doubt, tuple(ahead), days.pop() if len(days) == 1 else None)


def _without_hour(days: list[Days], parts: set[str], now: datetime, zone: str) -> Reading:
    """A day waits for its hour: proposals which are still to come."""
    usual = PROPOSED if len(days) == 1 else PROPOSED[:1]
    clocks = [PART_CLOCK[part] for part in sorted(parts)] or usual
    walls = [datetime.combine(day, clock) for each in days for day in each[:2] for clock in clocks]
    proposed = [moment(wall, zone) for wall in walls]
    ahead = sorted((each for each in proposed if each.at > now), key=lambda each: each.at)
    if not ahead and days[0][0] < local(now, zone).date():
        return InThePast(proposed[0])
    if ahead and ahead[0].at - now > FARTHEST:
        return TooFar(ahead[0])
    if len(days) > 1:
        return HourUnclear(Doubt.NO_HOUR, tuple(ahead))
    day = ahead[0].wall.date() if ahead else days[0][0]
    return HourUnclear(Doubt.NO_HOUR, tuple(each for each in ahead if each.wall.date() == day), day)
