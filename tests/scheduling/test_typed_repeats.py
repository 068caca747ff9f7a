from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.scheduling.recurrence import Recurrence, occurrences
from domain.scheduling.typed_repeats import RepeatReading, Repeats, RepeatUnclear, understand_repeat
from tests.scheduling.test_moments import wall

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""A Wednesday, ten in the morning in Berlin."""

# What is typed, and what is made of it by the clock of Berlin:
# a rule and its start understood · "half_of_day: … | …" asked · "?" it repeats, but how · "-" no repetition
TABLE: dict[str, dict[str, str]] = {
    "en": {
        "every monday at 18:00": "WEEKLY;BYDAY=MO 30.11.26 18:00",
        "Every Monday at 6pm!": "WEEKLY;BYDAY=MO 30.11.26 18:00",
        "18:00 every friday": "WEEKLY;BYDAY=FR 27.11.26 18:00",
        "mondays at 9am": "WEEKLY;BYDAY=MO 30.11.26 09:00",
        "every wednesday at 9am": "WEEKLY;BYDAY=WE 02.12.26 09:00",
        "every wednesday at 10:30": "WEEKLY;BYDAY=WE 25.11.26 10:30",
        "every mon, wed and fri at 18:00": "WEEKLY;BYDAY=MO,WE,FR 25.11.26 18:00",
        "every tue and thu at 7 in the evening": "WEEKLY;BYDAY=TU,TH 26.11.26 19:00",
        "every other monday at 18:00": "WEEKLY;INTERVAL=2;BYDAY=MO 30.11.26 18:00",
        "every 2 weeks on monday at 18:00": "WEEKLY;INTERVAL=2;BYDAY=MO 30.11.26 18:00",
        "weekly on friday at noon": "WEEKLY;BYDAY=FR 27.11.26 12:00",
        "every day at 9am": "DAILY 26.11.26 09:00",
        "daily at 9:00": "DAILY 26.11.26 09:00",
        "every day 18.30": "DAILY 25.11.26 18:30",
        "every 3 days at 8pm": "DAILY;INTERVAL=3 25.11.26 20:00",
        "every other day at 8pm": "DAILY;INTERVAL=2 25.11.26 20:00",
        "every morning at 9": "DAILY 26.11.26 09:00",
        "each day at half past 7 in the morning": "DAILY 26.11.26 07:30",
        "every evening at 8": "DAILY 25.11.26 20:00",
        "every day at midnight": "DAILY 26.11.26 00:00",
        "every weekday 9am": "WEEKLY;BYDAY=MO,TU,WE,TH,FR 26.11.26 09:00",
        "weekdays at 9:30": "WEEKLY;BYDAY=MO,TU,WE,TH,FR 26.11.26 09:30",
        "mon-fri 9:00": "WEEKLY;BYDAY=MO,TU,WE,TH,FR 26.11.26 09:00",
        "monday to friday at 9am": "WEEKLY;BYDAY=MO,TU,WE,TH,FR 26.11.26 09:00",
        "weekends 10:00": "WEEKLY;BYDAY=SA,SU 28.11.26 10:00",
        "every weekend at 10am": "WEEKLY;BYDAY=SA,SU 28.11.26 10:00",
        "every month on the 15th at 10:00": "MONTHLY;BYMONTHDAY=15 15.12.26 10:00",
        "the 5th of each month 9:00": "MONTHLY;BYMONTHDAY=5 05.12.26 09:00",
        "every month on day 5 at 9:00": "MONTHLY;BYMONTHDAY=5 05.12.26 09:00",
        "monthly on the 1st at 9:00": "MONTHLY;BYMONTHDAY=1 01.12.26 09:00",
        "the 31st of every month at 10:00": "MONTHLY;BYMONTHDAY=-1 30.11.26 10:00",
        "on the last day of each month at 9am": "MONTHLY;BYMONTHDAY=-1 30.11.26 09:00",
        "every 2 months on the 30th at 9:00": (
            "MONTHLY;INTERVAL=2;BYMONTHDAY=28,29,30;BYSETPOS=-1 30.11.26 09:00"
        ),
        "every day 9am for 5 times": "DAILY;COUNT=5 26.11.26 09:00",
        "every monday 18:00 10 times": "WEEKLY;BYDAY=MO;COUNT=10 30.11.26 18:00",
        "every day at noon until 31.12": "DAILY;UNTIL=20261231 25.11.26 12:00",
        "every day until 31 dec at 18:00": "DAILY;UNTIL=20261231 25.11.26 18:00",
        "every day 9:00 until friday": "DAILY;UNTIL=20261127 26.11.26 09:00",
        "every day at 9:00 till 5 march 2027": "DAILY;UNTIL=20270305 26.11.26 09:00",
        "every monday at 9": "half_of_day: WEEKLY;BYDAY=MO 30.11.26 09:00 | WEEKLY;BYDAY=MO 30.11.26 21:00",
        "every monday 9": "half_of_day: WEEKLY;BYDAY=MO 30.11.26 09:00 | WEEKLY;BYDAY=MO 30.11.26 21:00",
        "every monday 18": "half_of_day: WEEKLY;BYDAY=MO 30.11.26 18:00",
        "every monday": (
            "no_hour: WEEKLY;BYDAY=MO 30.11.26 09:00 | WEEKLY;BYDAY=MO 30.11.26 12:00"
            " | WEEKLY;BYDAY=MO 30.11.26 18:00"
        ),
        "every morning": "no_hour: DAILY 26.11.26 09:00",
        "every monday at midnight": (
            "which_day: WEEKLY;BYDAY=MO 30.11.26 00:00 | WEEKLY;BYDAY=TU 01.12.26 00:00"
        ),
        "every month at 9:00": "which_day: ",
        "every week at 9:00": "which_day: ",
        "every second monday at 18:00": "?",
        "every 2nd monday 18:00": "?",
        "every first monday of the month at 9:00": "?",
        "every friday 13 at 9:00": "?",
        "every monday 25 dec 9:00": "?",
        "every monday 9:00 and 18:00": "?",
        "every monday from tomorrow at 9:00": "?",
        "every month on monday at 9:00": "?",
        "every day on the 5th at 9:00": "?",
        "every month on the 32nd at 9:00": "?",
        "every day at 25:00": "?",
        "every day at 9:00 until 10:00": "?",
        "every day at 9:00 until 1.1.2020": "?",
        "every monday at 9:00 until friday": "?",
        "every day 9:00 5 times until friday": "?",
        "every day 9:00 0 times": "?",
        "every day 9:00 400 times": "?",
        "every 0 days at 9:00": "?",
        "every day 9:00 until 05/06": "?",
        "every 5 minutes": "?",
        "every hour": "?",
        "every year at 9:00": "?",
        "every": "?",
        "tomorrow 9am": "-",
        "monday 9:00": "-",
        "tues 9:00": "-",
        "on the 15th at 9:00": "-",
        "cada lunes a las 18:00": "-",
        "": "-",
    },
    "es": {
        "todos los lunes a las 18:00": "WEEKLY;BYDAY=MO 30.11.26 18:00",
        "cada lunes a las 9 de la mañana": "WEEKLY;BYDAY=MO 30.11.26 09:00",
        "los lunes y jueves a las 9:00": "WEEKLY;BYDAY=MO,TH 26.11.26 09:00",
        "sábados y domingos 12:00": "WEEKLY;BYDAY=SA,SU 28.11.26 12:00",
        "los martes por la noche a las 9": "WEEKLY;BYDAY=TU 01.12.26 21:00",
        "cada dos semanas los martes 10:00": "WEEKLY;INTERVAL=2;BYDAY=TU 01.12.26 10:00",
        "todos los días a las 9:00": "DAILY 26.11.26 09:00",
        "cada día a las 21h": "DAILY 25.11.26 21:00",
        "a diario a las 8:00": "DAILY 26.11.26 08:00",
        "cada 15 días a las 10:00": "DAILY;INTERVAL=15 26.11.26 10:00",
        "todas las mañanas a las 9": "DAILY 26.11.26 09:00",
        "de lunes a viernes a las 18:30": "WEEKLY;BYDAY=MO,TU,WE,TH,FR 25.11.26 18:30",
        "entre semana a las 9:00": "WEEKLY;BYDAY=MO,TU,WE,TH,FR 26.11.26 09:00",
        "todos los días laborables 9:00": "WEEKLY;BYDAY=MO,TU,WE,TH,FR 26.11.26 09:00",
        "fines de semana 10:00": "WEEKLY;BYDAY=SA,SU 28.11.26 10:00",
        "el 15 de cada mes a las 9:00": "MONTHLY;BYMONTHDAY=15 15.12.26 09:00",
        "cada mes el día 31 a las 9:00": "MONTHLY;BYMONTHDAY=-1 30.11.26 09:00",
        "mensualmente el día 5 a las 9:00": "MONTHLY;BYMONTHDAY=5 05.12.26 09:00",
        "el último día de cada mes a las 20:00": "MONTHLY;BYMONTHDAY=-1 30.11.26 20:00",
        "cada viernes a las 18:00 hasta el 31 de diciembre": (
            "WEEKLY;BYDAY=FR;UNTIL=20261231 27.11.26 18:00"
        ),
        "cada viernes 18:00 5 veces": "WEEKLY;BYDAY=FR;COUNT=5 27.11.26 18:00",
        "every monday at 18:00": "WEEKLY;BYDAY=MO 30.11.26 18:00",
        "todos los días a las 9": "half_of_day: DAILY 25.11.26 21:00 | DAILY 26.11.26 09:00",
        "todas las noches": "no_hour: DAILY 25.11.26 21:00",
        "todos los meses a las 9:00": "which_day: ",
        "cada primer lunes a las 9:00": "?",
        "cada hora": "?",
        "todos a las 9:00": "?",
        "el lunes a las 9:00": "-",
        "mañana a las 9:00": "-",
    },
    "de": {"every monday at 18:00": "WEEKLY;BYDAY=MO 30.11.26 18:00", "jeden Montag 18:00": "-"},
}
CASES = [(locale, typed, meant) for locale, table in TABLE.items() for typed, meant in table.items()]


def read(typed: str, locale: str, *, zone: str = "Europe/Berlin", now: datetime = NOW) -> RepeatReading:
    return understand_repeat(typed, now=now, zone=zone, locale=locale)


def said(reading: RepeatReading) -> str:
    def rule(recurrence: Recurrence) -> str:
        return f"{recurrence.rrule.removeprefix('FREQ=')} {recurrence.start:%d.%m.%y %H:%M}"

    match reading:
        case Repeats(recurrence):
            return rule(recurrence)
        case RepeatUnclear(None, candidates):
            assert not candidates
            return "?"
        case RepeatUnclear(doubt, candidates):
            return f"{doubt}: {' | '.join(map(rule, candidates))}"
        case None:
            return "-"


@pytest.mark.parametrize(("locale", "typed", "meant"), CASES)
def test_what_is_typed_is_understood_or_asked_about(locale: str, typed: str, meant: str) -> None:
    assert said(read(typed, locale)) == meant


def test_what_is_understood_begins_in_the_reader_s_zone() -> None:
    reading = read("every day at 9am", "en", zone="America/New_York")
    assert isinstance(reading, Repeats)
    assert reading.recurrence == Recurrence("FREQ=DAILY", wall("2026-11-25T09:00"), "America/New_York")


WORDS = sorted({word for _, typed, _ in CASES for word in typed.split()})
words = st.sampled_from(WORDS) | st.from_regex(r"[0-9:./-]{1,6}", fullmatch=True)
sentences = st.lists(words, max_size=7).map(" ".join)
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
nows = st.datetimes(wall("2026-01-01"), wall("2030-12-31"), timezones=st.just(UTC))


@settings(max_examples=300, deadline=None)
@given(sentences | st.text(max_size=120), st.sampled_from(["en", "es", "en-us", "ru", "xx"]), zones, nows)
def test_whatever_is_typed_is_never_an_error_and_never_begins_in_the_past(
    typed: str, locale: str, zone: str, now: datetime
) -> None:
    match read(typed, locale, zone=zone, now=now):
        case Repeats(recurrence):
            found = [recurrence]
        case RepeatUnclear(_, candidates):
            found = list(candidates)
        case None:
            found = []
    for each in found:
        first = next(occurrences(each))
        assert first.moment.wall == each.start
        assert now < first.moment.at < now + timedelta(days=101 * 31)


HOSTILE = [
    "every " * 16,
    "every 1" * 14,
    "every mon-" * 10,
    "until " * 16 + "every",
    "every day " + "9:" * 40,
]
HOSTILE += [
    "every \x00",
    "every " + "😀" * 90,
    "every ﷺ" * 14,
    "every " + "x" * 100_000,
    "every 99 times" * 7,
]


def test_hostile_texts_are_bounded_work() -> None:
    begun = perf_counter()
    for typed in HOSTILE:
        for locale in ("en", "es"):
            assert not isinstance(read(typed, locale), Repeats)
    assert perf_counter() - begun < 5
