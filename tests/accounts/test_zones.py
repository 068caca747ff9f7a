from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.city_index import city_index
from domain.accounts.zones import (
    Place,
    canonical,
    find_places,
    is_zone,
    labels,
    place_at,
    usual_places,
    warm_up,
)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Kyiv", "Europe/Kyiv"),
        ("Київ", "Europe/Kyiv"),
        ("Киев", "Europe/Kyiv"),
        ("kiev", "Europe/Kyiv"),
        ("München", "Europe/Berlin"),
        ("munchen", "Europe/Berlin"),
        ("MUNICH", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("nyc", "America/New_York"),
        ("Nueva York", "America/New_York"),
        ("LA", "America/Los_Angeles"),
        ("Buenos Aires, AR", "America/Argentina/Buenos_Aires"),
        ("sao paulo", "America/Sao_Paulo"),
        ("São-Paulo", "America/Sao_Paulo"),
        ("Санкт-Петербург", "Europe/Moscow"),
        ("питер", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("القاهرة", "Africa/Cairo"),
        ("Łódź", "Europe/Warsaw"),
        ("lodz", "Europe/Warsaw"),
        ("Paris, TX", "America/Chicago"),
        ("paris texas", "America/Chicago"),
        ("Paris", "Europe/Paris"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Cuba", "America/Havana"),
        ("germany", "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/kiev", "Europe/Kyiv"),
        ("America/New York", "America/New_York"),
        ("CET", "Europe/Berlin"),
        ("utc", "Etc/UTC"),
        ("  Madrid  ", "Europe/Madrid"),
    ],
)
def test_a_city_is_found_however_it_is_typed(typed: str, zone: str) -> None:
    assert find_places(typed)[0].zone == zone


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("Barcel", "Barcelona"),
        ("Barcelonna", "Barcelona"),
        ("Berln", "Berlin"),
        ("Lodnon", "London"),
        ("Мадридд", "Madrid"),
        ("菲尔德尔斯特", "Filderstadt"),
    ],
)
def test_a_beginning_or_a_slip_is_the_second_choice(typed: str, city: str) -> None:
    assert find_places(typed)[0].city == city


def test_the_biggest_comes_first_and_none_twice() -> None:
    places = find_places("Springfield")
    assert places[0] == Place("Springfield", "US", "America/Chicago", "Missouri")
    assert len(set(places)) == len(places)
    assert find_places("London")[0].country == "GB"
    assert len(find_places("san", limit=2)) == 2


def test_a_name_stands_once_for_each_zone() -> None:
    zones = [place.zone for place in find_places("Springfield") if place.city == "Springfield"]
    assert zones == ["America/Chicago", "America/New_York", "America/Los_Angeles"]


@pytest.mark.parametrize(
    ("typed", "told_apart"),
    [
        ("Springfield, USA", ["Springfield, Missouri", "Springfield, Massachusetts", "Springfield, Oregon"]),
        ("Springfield, Illinois", ["Springfield"]),
        ("London", ["London", "London, Canada"]),
        ("Melbourne", ["Melbourne", "Melbourne, Florida"]),
        ("San Pedro, Argentina", ["San Pedro, Buenos Aires", "San Pedro, Cordoba"]),
        ("Kyiv", ["Kyiv"]),
        ("asdfghjk", []),
    ],
)
def test_labels_say_as_much_as_it_takes(typed: str, told_apart: list[str]) -> None:
    assert labels(find_places(typed, limit=3)) == told_apart


def test_labels_name_countries_in_the_language_of_the_reader() -> None:
    assert labels(find_places("London"), "es") == ["London", "London, Canadá"]


def test_namesakes_are_told_apart_by_their_zone_where_a_state_is_called_like_a_country() -> None:
    places = [Place("Rome", "IT", "Europe/Rome"), Place("Rome", "GE", "Asia/Tbilisi")]
    places.append(Place("Rome", "US", "America/New_York", "Georgia"))
    assert labels(places) == ["Rome", "Rome, Tbilisi", "Rome, New York"]


@given(
    st.sampled_from(["san", "santa", "new", "villa", "bel", "texas", "brazil", "Springfield"]),
    st.integers(1, 50),
)
def test_no_two_places_found_look_the_same(typed: str, limit: int) -> None:
    shown = labels(find_places(typed, limit=limit))
    assert len({label.casefold() for label in shown}) == len(shown)


def test_the_cities_are_read_once_whoever_asks_meanwhile() -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: city_index(), range(2))
    warm_up()
    assert first is second is city_index()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "asdfghjk",
        "UTC+3",
        "GMT-5",
        "+02:00",
        "😀",
        "../../etc/passwd",
        "x" * 5000,
        "a",
        ",,,",
        "\x00",
        "' OR 1=1 --",
    ],
)
def test_nonsense_and_offsets_find_nothing(typed: str) -> None:
    assert find_places(typed) == []


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_real_zones(typed: str) -> None:
    for place in find_places(typed):
        assert is_zone(place.zone)
        assert ZoneInfo(place.zone)


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        (50.45, 30.52, Place("Kyiv", "UA", "Europe/Kyiv")),
        (51.5, -0.1, Place("London", "GB", "Europe/London")),
        (40.7, -74.0, Place("New York City", "US", "America/New_York", "New York")),
        (-31.55, 159.08, Place("Lord Howe", "", "Australia/Lord_Howe")),
        (66.0, -172.0, Place("Anadyr", "RU", "Asia/Anadyr")),
    ],
)
def test_a_shared_location_has_a_zone_and_a_city(latitude: float, longitude: float, place: Place) -> None:
    assert place_at(latitude, longitude) == place


def test_the_high_seas_have_no_zone_but_an_offset() -> None:
    assert place_at(0, -30) is None
    assert place_at(90, 0) is None


@pytest.mark.parametrize(
    "place", [(91, 0), (-90.1, 0), (0, 181), (0, -180.5), (float("nan"), 0), (0, float("inf"))]
)
def test_places_off_the_globe_are_refused(place: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="degrees"):
        place_at(*place)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_the_globe_has_a_real_zone_or_none(latitude: float, longitude: float) -> None:
    found = place_at(latitude, longitude)
    assert found is None or is_zone(found.zone)


@pytest.mark.parametrize(
    "locale", ["en", "en-us", "es", "pt-br", "pt_BR", "de", "fr", "ru", "uk", "zh-hans", ""]
)
def test_six_first_buttons_in_every_language(locale: str) -> None:
    places = usual_places(locale)
    assert len({place.city for place in places}) == 6
    assert all(canonical(place.zone) == place.zone and is_zone(place.zone) for place in places)


def test_first_buttons_speak_the_language() -> None:
    assert usual_places("uk")[0] == Place("Київ", "UA", "Europe/Kyiv")
    assert usual_places("ja") == usual_places("xx")


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "Europe/Kiev", "America/Argentina/Buenos_Aires", "Etc/UTC", "UTC"]
)
def test_zones_are_zones(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "europe/berlin",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
        "localtime",
        "Factory",
        "tzdata.zi",
        "zone.tab",
        "../zoneinfo/UTC",
        "/etc/localtime",
        "Europe",
        "Europe/../UTC",
        "+02:00",
        "UTC+2",
        "Europe/Berlin\n",
        "Mars/Base",
    ],
)
def test_other_names_are_not(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Eastern", "America/New_York"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Europe/Stockholm", "Europe/Stockholm"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("no such zone", "no such zone"),
    ],
)
def test_zones_are_kept_under_their_name_of_today(name: str, today: str) -> None:
    assert canonical(name) == today
