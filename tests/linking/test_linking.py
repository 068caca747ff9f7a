"""A chat and a web account become one: from the web, from the chat, and not at all."""

import asyncio
import os
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.accounts.models import Link, LinkSide, LinkTry, User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.database import rows
from domain.linking.errors import LinkCodeUnusable, LinkNotFound, LinkUnanswered, TooManyLinkTries
from postaify.runtime import Product
from tests.linking.conftest import SignUp
from tests.people import Person, TelegramSandbox, buttons

ROUNDS = int(os.environ.get("LINK_ROUNDS", "10"))
"""How often fifty chats fight for a code; 1,000 by night."""


async def account(person: Person) -> User:
    return await User.get(telegram_id=person.telegram_id)


async def test_from_the_web_after_both_said_yes(sign_up: SignUp, ann: Person, use_cases: UseCases) -> None:
    web = await sign_up()
    await use_cases.create_brand(await web.user(), name="Wanda's")
    code = await web.asks()
    assert len(code) == 22
    assert not await Link.filter(digest=code).exists()

    await ann.says(f"/start link_{code}")
    assert "w•••@example.com" in ann.last_text and "wanda@" not in ann.last_text
    assert (await web.status()).waiting is None, "the chat is asked first"
    await ann.taps("Yes, connect")
    assert "Now confirm it on the web page" in ann.last_text

    waiting = await web.waiting()
    assert (waiting.chat.name, waiting.foresight.joins) == ("Ann", False)
    assert (await account(ann)).clerk_id is None
    await web.confirms()

    await ann.sees("✅ This chat is connected with the web account w•••@example.com")
    assert (await account(ann)).id == (await web.user()).id
    status = await web.status()
    assert (status.linked, status.telegram_name, status.waiting) == (True, "Ann", None)
    await ann.says("/brands")
    assert "Wanda's" in str(ann.last)


async def test_from_the_chat_after_both_said_yes(sign_up: SignUp, berlin_ann: Person) -> None:
    web = await sign_up(name="Wanda", email=None)
    ann = berlin_ann
    await ann.says("/settings")
    await ann.taps("Web account")
    assert "not connected" in ann.last_text
    await ann.taps("Connect the web account")
    [address] = [button["url"] for button in buttons(ann.last) if "url" in button]
    assert address.startswith("https://app.example.com/link?code=")
    [code] = parse_qs(urlsplit(address).query)["code"]

    opened = await web.uses(code)
    assert opened.chat.name == "Ann"
    await web.confirms()
    assert (await account(ann)).clerk_id is None, "the chat has not said yes yet"
    await ann.sees("Connect this chat with the web account Wanda?")
    await ann.taps("Yes, connect")
    assert "✅ This chat is connected with the web account Wanda" in ann.last_text
    user = await account(ann)
    assert user.clerk_id == web.clerk_id
    assert (user.name, user.timezone) == ("Ann", "Europe/London"), "the settings of the chat stay"

    await ann.says("/settings")
    await ann.taps("Web account")
    assert "connected with the web account Ann" in ann.last_text


async def test_a_victim_who_taps_the_link_of_an_attacker_is_asked(
    sign_up: SignUp, berlin_ann: Person, use_cases: UseCases
) -> None:
    attacker = await sign_up(email="mallory@evil.example")
    await berlin_ann.says(f"/start link_{await attacker.asks()}")
    assert "m•••@evil.example" in berlin_ann.last_text
    assert "did not ask for this on the web yourself" in berlin_ann.last_text
    link = await Link.get(asked_by=await attacker.user())
    with pytest.raises(LinkUnanswered):
        await use_cases.agree_to_link(await attacker.user(), link.id, on=link.side)
    await berlin_ann.taps("No")
    assert "nothing was connected" in berlin_ann.last_text
    assert (await attacker.status()).waiting is None
    assert (await account(berlin_ann)).clerk_id is None


async def test_an_attacker_with_the_code_of_a_victim_is_shown_to_them(
    sign_up: SignUp, ann: Person, bob: Person, use_cases: UseCases
) -> None:
    victim = await sign_up()
    code = await victim.asks()
    await bob.says(f"/start link_{code}")
    await bob.taps("Yes, connect")
    assert (await victim.waiting()).chat.name == "Bob"
    assert not (await victim.status()).linked
    await ann.says(f"/start link_{code}")
    assert "does not work any more" in ann.last_text, "one chat uses it, and no other"
    link = await Link.get(asked_by=await victim.user())
    stranger = await sign_up(email="x@example.com")
    with pytest.raises(LinkNotFound):
        await use_cases.agree_to_link(await stranger.user(), link.id, on=link.side)
    await victim.refuses()
    assert (await victim.status()).waiting is None
    assert (await account(bob)).clerk_id is None


async def test_an_attacker_who_sends_a_victim_to_the_page_with_their_own_code(
    sign_up: SignUp, berlin_ann: Person
) -> None:
    """The page shows whose chat it is before the victim says yes; without that yes the chat is not asked."""
    victim = await sign_up()
    await berlin_ann.says("/settings")
    await berlin_ann.taps("Web account")
    await berlin_ann.taps("Connect the web account")
    [address] = [button["url"] for button in buttons(berlin_ann.last) if "url" in button]
    await victim.uses(address.rpartition("=")[2])
    assert (await victim.waiting()).chat.name == "Ann"
    await victim.refuses()
    await berlin_ann.looks()
    assert berlin_ann.count("Connect this chat with") == 0
    assert not (await victim.status()).linked


async def test_codes_that_do_not_work_are_counted(sign_up: SignUp, ann: Person, bob: Person) -> None:
    web = await sign_up()
    replaced, expired = await web.asks(), await web.asks()
    await Link.filter(asked_by=await web.user(), refused_at=None).update(
        expires_at=(await rows("SELECT clock_timestamp() - interval '1 second' AS past"))[0]["past"]
    )
    wrong = [replaced, expired, "", "no_code!", "A" * 22]
    for number, code in enumerate(wrong):
        await ann.says(f"/start link_{code}")
        assert ann.count("does not work any more") == number + 1, code
    good = await web.asks()
    await ann.says(f"/start link_{good}")
    assert "Please wait an hour" in ann.last_text
    assert await LinkTry.filter(scope=f"telegram:{ann.telegram_id}").count() == 5

    await bob.says(f"/start link_{'B' * 60}")
    await bob.says(f"/start link_{good}")
    assert "Connect this chat with the web account" in bob.last_text, "who erred once may go on"
    for code in ("", "C" * 22, "x y"):
        with pytest.raises(LinkCodeUnusable):
            await (await sign_up()).uses(code)


async def test_guesses_at_the_same_time_are_counted_too(sign_up: SignUp, use_cases: UseCases) -> None:
    web = await sign_up()
    answers = await asyncio.gather(*(web.uses(f"{n:022}") for n in range(40)), return_exceptions=True)
    assert sum(isinstance(answer, LinkCodeUnusable) for answer in answers) == 5
    assert sum(isinstance(answer, TooManyLinkTries) for answer in answers) == 35


async def test_groups_are_not_answered(sign_up: SignUp, ann: Person, product: Product) -> None:
    web = await sign_up()
    code = await web.asks()
    person = {"id": ann.telegram_id, "is_bot": False, "first_name": "Ann"}
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": -1001, "type": "supergroup", "title": "Founders"},
        "from": person,
        "text": f"/start@local_bot link_{code}",
        "entities": [{"type": "bot_command", "offset": 0, "length": 16}],
    }
    await product.handle_update({"update_id": 4_000_000_001, "message": message})
    link = await Link.get(asked_by=await web.user())
    assert link.used_at is None
    assert not await User.filter(telegram_id__in=[ann.telegram_id, -1001]).exists()


async def test_double_taps_old_buttons_and_cancel(sign_up: SignUp, berlin_ann: Person) -> None:
    web = await sign_up()
    ann = berlin_ann
    code = await web.asks()
    await ann.says_in_a_row(f"/start link_{code}", f"/start link_{code}")
    assert ann.count("Connect this chat with the web account") == 2, "who tapped START twice is asked again"
    asked = ann.last
    await ann.says("/cancel")
    assert (await web.status()).waiting is None
    await asyncio.gather(*(ann.taps_on(asked["message_id"], label="Yes, connect") for _ in range(2)))
    made = await asyncio.gather(*(web.confirms() for _ in range(5)), return_exceptions=True)
    assert not [answer for answer in made if isinstance(answer, Exception)]
    await ann.sees("✅ This chat is connected")
    assert await User.filter(clerk_id=web.clerk_id).count() == 1

    [other] = [m for m in ann.received if "Connect this chat" in str(m.get("text"))]
    await ann.taps_on(other["message_id"], label="Yes, connect")
    assert ann.count("✅ This chat is connected") == 2
    late = await web.asks()
    await ann.says(f"/start link_{late}")
    assert "connected with this web account already" in ann.last_text
    elsewhere = await sign_up(email="other@example.com")
    await ann.says(f"/start link_{await elsewhere.asks()}")
    assert "connected with another web account" in ann.last_text


async def test_what_is_answered_too_late_connects_nothing(sign_up: SignUp, ann: Person) -> None:
    web = await sign_up()
    await ann.says(f"/start link_{await web.asks()}")
    await rows(
        "UPDATE links SET expires_at = clock_timestamp() WHERE asked_by_id = $1 RETURNING 1",
        (await web.user()).id,
    )
    await ann.taps("Yes, connect")
    assert "Nothing was connected" in (ann.last_answer or "")
    assert (await web.status()).waiting is None


async def test_of_fifty_chats_one_gets_the_code(
    sign_up: SignUp, telegram: TelegramSandbox, use_cases: UseCases
) -> None:
    first = 7_100_000_000
    chats = [
        await use_cases.register_telegram_user(first + n, name=f"N{n}", language_code=None) for n in range(50)
    ]
    web = await sign_up()
    for _ in range(ROUNDS):
        code = await web.asks()
        answers = await asyncio.gather(
            *(use_cases.use_link_code(chat, code, on=LinkSide.CHAT) for chat in chats), return_exceptions=True
        )
        assert sum(not isinstance(answer, Exception) for answer in answers) == 1
        await LinkTry.filter(scope__startswith="telegram:71000000").delete()


async def test_both_languages_say_it(sign_up: SignUp, telegram: TelegramSandbox) -> None:
    web = await sign_up(name="", email=None)
    person = await telegram.person("Ana", "es")
    await person.says(f"/start link_{await web.asks()}")
    assert "cuenta web sin nombre" in person.last_text
    await person.taps("Sí, conectar")
    await web.confirms()
    await person.sees("Este chat está conectado")
    assert await Brand.filter(owner=await web.user()).count() == 0
