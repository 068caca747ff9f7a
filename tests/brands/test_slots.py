from datetime import UTC, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.brands.slots import LANGUAGES, MOST_SLOTS, Slot, packed, parse_slots, unpacked

WORKING_DAYS_AT_NINE = ["0 09:00", "1 09:00", "2 09:00", "3 09:00", "4 09:00"]


def read(typed: str, locale: str) -> list[str] | None:
    slots = parse_slots(typed, locale)
    return None if slots is None else packed(slots)


@pytest.mark.parametrize(
    ("locale", "typed", "slots"),
    [
        ("en", "mon 9:00, wed 18:30", ["0 09:00", "2 18:30"]),
        ("en", "Monday 9:00\nWednesday 18:30", ["0 09:00", "2 18:30"]),
        ("en", "mon: 9:00; wed: 18.30", ["0 09:00", "2 18:30"]),
        ("en", "9:00 mon, 18:30 wed", ["0 09:00", "2 18:30"]),
        ("en", "mon and wed at 9am and 6:30 pm", ["0 09:00", "0 18:30", "2 09:00", "2 18:30"]),
        ("en", "mondays & fridays 9 a.m.", ["0 09:00", "4 09:00"]),
        ("en", "every tuesday at noon", ["1 12:00"]),
        ("en", "weekdays 9am", WORKING_DAYS_AT_NINE),
        ("en", "every working day at 9:00", WORKING_DAYS_AT_NINE),
        ("en", "9am weekdays", WORKING_DAYS_AT_NINE),
        ("en", "mon-fri 9:00", WORKING_DAYS_AT_NINE),
        ("en", "from Monday to Friday at 9:00", WORKING_DAYS_AT_NINE),
        ("en", "Mon – Fri 9h", WORKING_DAYS_AT_NINE),
        ("en", "sat-mon 10:00", ["0 10:00", "5 10:00", "6 10:00"]),
        ("en", "weekends 10:00, mon 8:15", ["0 08:15", "5 10:00", "6 10:00"]),
        ("en", "every day 7:05", [f"{day} 07:05" for day in range(7)]),
        ("en", "tues 12am, thu 12pm", ["1 00:00", "3 12:00"]),
        ("en", "mon 9:00, mon 9:00", ["0 09:00"]),
        ("es", "lun 9:00, mié 18:30", ["0 09:00", "2 18:30"]),
        ("es", "los lunes y miércoles a las 9:00", ["0 09:00", "2 09:00"]),
        ("es", "jueves a las 9 de la mañana y a las 7 de la tarde", ["3 09:00", "3 19:00"]),
        ("es", "viernes a las 9 de la noche", ["4 21:00"]),
        ("es", "de lunes a viernes a las 9:00", WORKING_DAYS_AT_NINE),
        ("es", "entre semana 9h", WORKING_DAYS_AT_NINE),
        ("es", "todos los días laborables a las 9:00", WORKING_DAYS_AT_NINE),
        ("es", "fines de semana 10:00", ["5 10:00", "6 10:00"]),
        ("es", "sábados 12pm, domingos al mediodía", ["5 12:00", "6 12:00"]),
        ("es", "sábados 12pm", ["5 12:00"]),
        ("es", "mar 9:00", ["1 09:00"]),
        ("es", "wed 9am", ["2 09:00"]),
        ("en", "mon ٩:٣٠", ["0 09:30"]),
        ("pt-br", "segunda-feira 9:00, terça 18h30", ["0 09:00", "1 18:30"]),
        ("de", "Mo 9:00, Di. 18:30", ["0 09:00", "1 18:30"]),
        ("fr", "lundi 9h, mer. 18h30", ["0 09:00", "2 18:30"]),
        ("ru", "пн 9:00, среда 18:30", ["0 09:00", "2 18:30"]),
        ("uk", "пн 9:00, п’ятниця 18:30", ["0 09:00", "4 18:30"]),
        ("xx", "mon 9:00", ["0 09:00"]),
    ],
)
def test_slots_are_read_as_people_write_them(locale: str, typed: str, slots: list[str] | None) -> None:
    assert read(typed, locale) == slots


@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        *(("en", typed) for typed in ("mon 9", "mon 18", "mon at 9, wed 18:30", "weekdays 930")),
        *(("es", typed) for typed in ("lunes a las 9", "lun 12 de la noche", "lun 15 de la noche")),
        ("es", "lunes 12 de la mañana"),
    ],
)
def test_a_bare_or_doubtful_hour_is_never_guessed(locale: str, typed: str) -> None:
    assert parse_slots(typed, locale) is None


@pytest.mark.parametrize(
    "typed",
    [
        *("", "  ", "mon", "9:00", "mon wed", "mon 9:00, wed", "9:00 mon 18:30", "mon 25:00", "mon 9:60"),
        *("mon 24:00", "mon 13am", "mon 0pm", "mon 9:00-10:00", "mon 9:00 maybe", "mon9:00", "someday 9:00"),
        *("mon 9:00 2026", "mon -9:00", "mon 9:00:30", "lunes 9:00", "\x00", "mon 9:00 " * 40, "😀"),
        "every day " + " ".join(f"{hour}:00" for hour in range(11)),
    ],
)
def test_what_is_not_understood_is_not_read_in_part(typed: str) -> None:
    assert parse_slots(typed, "en") is None


def test_there_may_be_seventy_slots() -> None:
    slots = parse_slots("every day " + " ".join(f"{hour}:00" for hour in range(10)), "en")
    assert slots is not None
    assert len(slots) == MOST_SLOTS


def test_slots_are_kept_in_order_and_each_once() -> None:
    slots = [Slot(2, time(18, 30)), Slot(0, time(9)), Slot(2, time(18, 30)), Slot(0, time(8, 5))]
    assert packed(slots) == ["0 08:05", "0 09:00", "2 18:30"]
    assert unpacked(packed(slots)) == (Slot(0, time(8, 5)), Slot(0, time(9)), Slot(2, time(18, 30)))
    assert unpacked([]) == ()


@pytest.mark.parametrize("stored", ["7 09:00", "0 9:00", "0 24:00", "0 09:60", "0 09:00:00", "", "mon 09:00"])
def test_what_was_not_packed_is_not_unpacked(stored: str) -> None:
    with pytest.raises(ValueError):
        unpacked([stored])


@pytest.mark.parametrize(
    ("weekday", "at"),
    [(7, time(9)), (-1, time(9)), (0, time(9, 0, 1)), (0, time(9, tzinfo=UTC)), (0, time(9, 0, 0, 1))],
)
def test_a_slot_is_a_minute_of_a_weekday(weekday: int, at: time) -> None:
    with pytest.raises(ValueError):
        Slot(weekday, at)


clocks = st.times().map(lambda each: each.replace(second=0, microsecond=0))
slots = st.builds(Slot, st.integers(0, 6), clocks)


@given(st.lists(slots, max_size=20))
def test_packing_loses_nothing(chosen: list[Slot]) -> None:
    assert unpacked(packed(chosen)) == tuple(sorted(set(chosen)))


NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@given(st.sets(slots, min_size=1, max_size=20), st.sampled_from([*LANGUAGES, "xx"]))
def test_what_is_written_out_is_read(chosen: set[Slot], locale: str) -> None:
    typed = ", ".join(f"{NAMES[slot.weekday]} {slot.at:%H:%M}" for slot in chosen)
    assert parse_slots(typed, locale) == tuple(sorted(chosen))


@given(st.text(max_size=60), st.sampled_from([*LANGUAGES, "xx"]))
def test_nothing_that_is_typed_is_an_error(typed: str, locale: str) -> None:
    found = parse_slots(typed, locale)
    assert found is None or len(found) > 0
