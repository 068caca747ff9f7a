from datetime import UTC, datetime, timedelta

import pytest

from bot.ui.times import clock_and_day, clock_now, day_heading, how_late, with_zone, zone_city

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "yesterday", "today", "tomorrow", "this_year", "next_year"),
    [
        (
            "en",
            "yesterday 18:30",
            "today 18:30",
            "tomorrow 09:00",
            "Thu 24 Dec, 09:00",
            "Sun, 24 Jan 2027, 09:00",
        ),
        ("es", "ayer 18:30", "hoy 18:30", "mañana 9:00", "jue, 24 dic, 9:00", "dom, 24 ene 2027, 9:00"),
        (
            "pt-br",
            "ontem 18:30",
            "hoje 18:30",
            "amanhã 09:00",
            "qui., 24 de dez., 09:00",
            "dom., 24 de jan. de 2027, 09:00",
        ),
        (
            "de",
            "gestern 18:30",
            "heute 18:30",
            "morgen 09:00",
            "Do., 24. Dez., 09:00",
            "So., 24. Jan. 2027, 09:00",
        ),
        (
            "fr",
            "hier 18:30",
            "aujourd’hui 18:30",
            "demain 09:00",
            "jeu. 24 déc., 09:00",
            "dim. 24 janv. 2027, 09:00",
        ),
        (
            "ru",
            "вчера 18:30",
            "сегодня 18:30",
            "завтра 09:00",
            "чт, 24 дек., 09:00",
            "вс, 24 янв. 2027\u202fг., 09:00",
        ),
        (
            "uk",
            "учора 18:30",
            "сьогодні 18:30",
            "завтра 09:00",
            "чт, 24 груд., 09:00",
            "нд, 24 січ. 2027\u202fр., 09:00",
        ),
    ],
)
def test_every_language_shows_near_days_by_name_and_others_by_date(
    locale: str, yesterday: str, today: str, tomorrow: str, this_year: str, next_year: str
) -> None:
    def shown(moment: str) -> str:
        return clock_and_day(at(moment), zone="Etc/UTC", locale=locale, now=NOW)

    assert shown("2026-11-22T18:30") == yesterday
    assert shown("2026-11-23T18:30") == today
    assert shown("2026-11-24T09:00") == tomorrow
    assert shown("2026-12-24T09:00") == this_year
    assert shown("2027-01-24T09:00") == next_year


def test_the_day_is_the_reader_s_own() -> None:
    late = at("2026-11-23T23:30")
    assert clock_and_day(late, zone="Europe/Madrid", locale="en", now=NOW) == "tomorrow 00:30"
    assert clock_and_day(late, zone="America/New_York", locale="en", now=NOW) == "today 18:30"


def test_the_year_is_the_reader_s_own() -> None:
    eve = at("2026-12-31T12:00")
    assert clock_and_day(at("2026-12-31T23:30"), zone="Asia/Tokyo", locale="en", now=eve) == "tomorrow 08:30"
    assert clock_and_day(at("2027-01-02T12:00"), zone="Asia/Tokyo", locale="en", now=eve).endswith(
        "2027, 21:00"
    )


@pytest.mark.parametrize(
    ("zone", "locale", "city"),
    [
        ("Europe/Madrid", "en", "Madrid"),
        ("America/New_York", "ru", "Нью-Йорк"),
        ("America/New_York", "es", "Nueva York"),
        ("America/Argentina/Buenos_Aires", "en", "Buenos Aires"),
        ("America/Argentina/Buenos_Aires", "ru", "Буэнос-Айрес"),
        ("Europe/Kyiv", "en", "Kyiv"),
        ("Europe/Kyiv", "uk", "Київ"),
        ("Europe/Kiev", "uk", "Київ"),
        ("Asia/Kolkata", "en", "Kolkata"),
        ("America/Sao_Paulo", "pt-br", "São Paulo"),
        ("Etc/UTC", "de", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, locale: str, city: str) -> None:
    assert zone_city(zone, locale) == city


def test_a_time_says_its_zone() -> None:
    shown = with_zone(at("2026-11-24T08:00"), zone="Europe/Madrid", locale="en", now=NOW)
    assert shown == "tomorrow 09:00 (Madrid)"


@pytest.mark.parametrize(
    ("moment", "locale", "heading"),
    [
        ("2026-11-23T12:00", "en", "Today · Mon 23 Nov"),
        ("2026-11-24T12:00", "es", "Mañana · mar, 24 nov"),
        ("2026-11-26T12:00", "ru", "Чт, 26 нояб."),
        ("2027-01-24T12:00", "en", "Sun, 24 Jan 2027"),
    ],
)
def test_a_day_in_a_list(moment: str, locale: str, heading: str) -> None:
    assert day_heading(at(moment), zone="Etc/UTC", locale=locale, now=NOW) == heading


@pytest.mark.parametrize(
    ("delta", "locale", "shown"),
    [
        (timedelta(seconds=20), "en", "1 min"),
        (timedelta(minutes=3, seconds=59), "es", "3 min"),
        (timedelta(hours=2, minutes=5), "es", "2 h 5 min"),
        (timedelta(hours=2, minutes=5), "ru", "2 ч 5 мин"),
        (timedelta(hours=2, minutes=5), "uk", "2 год 5 хв"),
        (timedelta(hours=2, minutes=5), "de", "2 Std. 5 Min."),
        (timedelta(hours=2), "pt-br", "2 h"),
        (timedelta(days=1, hours=3, minutes=7), "en", "1 day 3 hrs"),
    ],
)
def test_how_late(delta: timedelta, locale: str, shown: str) -> None:
    assert how_late(delta, locale) == shown


def test_english_is_shown_for_the_world_and_americans_keep_their_clock() -> None:
    evening = at("2026-12-24T18:30")
    assert clock_and_day(evening, zone="Etc/UTC", locale="en", now=NOW) == "Thu 24 Dec, 18:30"
    american = clock_and_day(evening, zone="Etc/UTC", locale="en-us", now=NOW)
    assert american.replace("\u202f", " ") == "Thu, Dec 24, 6:30 PM"


@pytest.mark.parametrize("locale", ["it", "xx", "", "zh-hans", "not a locale", "pt_BR", "de-at"])
def test_any_language_code_is_shown_somehow(locale: str) -> None:
    assert "18:30" in clock_and_day(at("2026-11-23T18:30"), zone="Etc/UTC", locale=locale, now=NOW)


def test_the_clock_alone() -> None:
    assert clock_now(at("2026-11-23T18:30"), "Europe/Kyiv") == "20:30"
