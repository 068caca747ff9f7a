"""Who somebody is, where they live, and which language they are spoken to in."""

import asyncio

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.delivery.models import Chat
from tests.people import Person, TelegramSandbox, labels

ODD_NAMES = ["_*[]()~>#+-=|{}.!<&\"'", "<b>Bo</b> &amp; {$x}", "🏳️‍🌈👩‍👩‍👧", "שלום עולם", "`a`\\n"]


async def account(person: Person) -> User:
    return await User.get(telegram_id=person.telegram_id)


@pytest.mark.parametrize(
    ("language", "greeting", "city"),
    [
        ("en", "Hello", "London"),
        ("es", "¡Hola", "Madrid"),
        ("es-MX", "¡Hola", "Lima"),
        ("de", "Hello", "Berlin"),
        ("ja", "Hello", "Tokyo"),
    ],
)
async def test_is_greeted_in_their_language_with_cities_near_them(
    telegram: TelegramSandbox, language: str, greeting: str, city: str
) -> None:
    person = await telegram.person("Ada", language)
    await person.says("/start")
    assert person.last_text.startswith(greeting)
    assert city in labels(person.last)


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_any_name_comes_through(telegram: TelegramSandbox, name: str) -> None:
    person = await telegram.person(name)
    await person.says("/start")
    assert f"Hello {name}!" in person.last_text
    await person.taps("London")
    await person.says("/start")
    assert f"Good to see you, {name}." in person.last_text


async def test_two_starts_at_once_make_one_account(ann: Person, use_cases: UseCases) -> None:
    await asyncio.gather(ann.says("/start"), ann.says("/start"))
    assert ann.count("where are you") == 2
    assert await User.filter(telegram_id=ann.telegram_id).count() == 1
    assert await Chat.filter(id=ann.telegram_id).count() == 1


async def test_an_account_is_made_once_by_many_processes_at_once(use_cases: UseCases) -> None:
    register = use_cases.register_telegram_user
    users = await asyncio.gather(
        *(register(7_000_000_001, name="N" * 200, language_code=None) for _ in range(10))
    )
    assert len({user.id for user in users}) == 1


async def test_tapped_city(ann: Person) -> None:
    await ann.says("/start")
    await ann.taps("New York")
    assert "New York" in ann.last_text
    assert (await account(ann)).timezone == "America/New_York"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("  münchen ", "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Київ", "Europe/Kyiv"),
        ("Buenos Aires, AR", "America/Argentina/Buenos_Aires"),
    ],
)
async def test_typed_city(ann: Person, typed: str, zone: str) -> None:
    await ann.says("/start")
    await ann.says(typed)
    assert "I keep the time of" in ann.last_text
    assert (await account(ann)).timezone == zone


async def test_ambiguous_city_is_asked(ann: Person) -> None:
    await ann.says("/start")
    await ann.says("Portland")
    assert "Which one" in ann.last_text
    cities = labels(ann.last)
    assert len(cities) > 1
    assert len(set(cities)) == len(cities), "nobody can tell the buttons apart"
    await ann.taps(cities[0])
    assert (await account(ann)).timezone == "America/Los_Angeles"


@pytest.mark.parametrize("typed", ["xqzzqx", "🏝", "x" * 5_000, "UTC+3", "<b>", ",", "/ nowhere"])
async def test_unknown_city_is_said_kindly_and_asked_again(ann: Person, typed: str) -> None:
    await ann.says("/start")
    await ann.says(typed)
    assert "I do not know that place" in ann.last_text
    await ann.says("Lisbon")
    assert (await account(ann)).timezone == "Europe/Lisbon"


async def test_shared_location(ann: Person) -> None:
    await ann.says("/start")
    await ann.shares_location(0.0, -30.0)
    assert "I do not know that place" in ann.last_text
    await ann.shares_location(41.15, -8.61)
    assert (await account(ann)).timezone == "Europe/Lisbon"
    assert "Lisbon" in ann.last_text


async def test_start_again_knows_them(berlin_ann: Person) -> None:
    await berlin_ann.says("/start")
    assert "Good to see you, Ann." in berlin_ann.last_text


async def test_a_brand_can_wait(ann: Person) -> None:
    await ann.says("/start")
    await ann.taps("London")
    await ann.taps("Later")
    assert "Now send me a transcript" in ann.last_text


async def test_cancel_in_the_middle_of_the_zone(ann: Person) -> None:
    await ann.says("/start")
    await ann.says("/cancel")
    assert "we stop here" in ann.last_text
    await ann.says("/cancel")
    assert "nothing to cancel" in ann.last_text
    await ann.says("Lisbon is a city of hills.")
    assert "Make posts from this?" in ann.last_text
    assert (await account(ann)).timezone is None


async def test_another_command_in_the_middle_of_the_zone(ann: Person) -> None:
    await ann.says("/start")
    await ann.says("/help")
    assert "What I do" in ann.last_text
    await ann.says("Lisbon is a city of hills.")
    assert "Make posts from this?" in ann.last_text


async def test_settings_change_the_zone(berlin_ann: Person) -> None:
    await berlin_ann.says("/settings")
    assert "London" in berlin_ann.last_text
    await berlin_ann.taps("Time zone")
    await berlin_ann.says("Tokyo")
    assert (await account(berlin_ann)).timezone == "Asia/Tokyo"


async def test_old_zone_buttons_still_work(berlin_ann: Person) -> None:
    old = next(message for message in berlin_ann.received)
    await berlin_ann.says("/settings")
    await berlin_ann.taps_on(old["message_id"], data="zone:America/Chicago")
    assert (await account(berlin_ann)).timezone == "America/Chicago"
    await berlin_ann.taps_on(old["message_id"], data="zone:Mars/Olympus")
    assert "do not know that time zone" in (berlin_ann.last_answer or "")


async def test_settings_change_the_language_of_words_and_of_the_menu(
    berlin_ann: Person, telegram: TelegramSandbox
) -> None:
    async def menu() -> list[str]:
        shown = await telegram.get(f"/people/{berlin_ann.telegram_id}/commands")
        return [command["description"] for command in shown["commands"]]

    assert "All your posts" in await menu()
    await berlin_ann.says("/settings")
    await berlin_ann.taps("Language")
    await berlin_ann.taps("Español")
    assert "Ajustes" in berlin_ann.last_text
    await berlin_ann.says("/posts")
    assert "Todavía no tienes publicaciones" in berlin_ann.last_text
    assert "Todas tus publicaciones" in await menu()
    await berlin_ann.says("/settings")
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data="lang:xx")
    assert "Todavía no hablo ese idioma" in (berlin_ann.last_answer or "")
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data="lang:en")
    assert "Settings" in berlin_ann.last_text
    assert "All your posts" in await menu()
