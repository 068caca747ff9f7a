"""A chat leaves its web account, and another one comes (reliability T26)."""

from datetime import timedelta

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import database_time, rows
from domain.delivery.models import Chat, Delivery, DeliveryStatus, Kind
from domain.linking.errors import NotLinked
from tests.delivery.desk import Desk
from tests.linking.conftest import Link, SignUp
from tests.linking.web import Web
from tests.people import Person, TelegramSandbox


class Linked:
    """A web account that is linked with a chat, and has posts to come."""

    def __init__(self, web: Web, desk: Desk) -> None:
        self.web = web
        self.desk = desk

    async def coming(self, text: str) -> Delivery:
        """A post that is due in a month."""
        self.desk.user = await self.web.user()
        return await self.desk.held_back(text)


@pytest.fixture
async def linked(
    sign_up: SignUp, berlin_ann: Person, link: Link, use_cases: UseCases, telegram: TelegramSandbox
) -> Linked:
    web = await sign_up()
    await link(web, berlin_ann)
    return Linked(web, Desk(berlin_ann, await web.user(), use_cases, telegram))


async def all_due(*deliveries: Delivery) -> None:
    now = await database_time()
    ids = [delivery.id for delivery in deliveries]
    await Delivery.filter(id__in=ids).update(scheduled_for=now, due_at=now)


async def copies(telegram: TelegramSandbox, person: Person, words: str) -> int:
    calls = await telegram.calls(method="sendMessage", chatId=person.telegram_id, ok=True)
    return sum(words in call["text"] for call in calls)


async def test_nothing_comes_to_a_chat_that_was_disconnected_and_all_comes_to_the_next_one(
    linked: Linked, bob: Person, link: Link, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    web, ann = linked.web, linked.desk.person
    deliveries = [await linked.coming("Kept for later."), await linked.coming("Even later.")]
    overdue = await linked.coming("Long over.")
    await web.unlinks()
    await ann.sees("not connected with the web account w•••@example.com any more")
    with pytest.raises(NotLinked):
        await web.unlinks()
    assert (await web.status()).linked is False

    await all_due(*deliveries)
    await ann.says("/start")
    assert "where are you?" in ann.last_text, "the chat begins anew"
    await ann.taps("London")
    await ann.says("/posts")
    assert "Kept for later." not in str(ann.received)
    for _ in range(3):
        await use_cases.deliver_due()
    held = await Delivery.filter(owner=await web.user(), kind=Kind.POST)
    assert {delivery.status for delivery in held} == {DeliveryStatus.HELD}
    alone = await User.get(telegram_id=ann.telegram_id)
    assert (alone.clerk_id, alone.name) == (None, "Ann")

    long_ago = await database_time() - timedelta(days=2)
    await Delivery.filter(id=overdue.id).update(scheduled_for=long_ago, due_at=long_ago)
    await link(web, bob)
    await use_cases.deliver_due()
    await bob.sees("Kept for later.")
    await bob.sees("Even later.")
    await bob.sees("1 post missed its time by more than a day")
    assert await copies(telegram, ann, "later.") == 0
    assert await copies(telegram, bob, "Kept for later.") == 1


async def test_disconnected_in_the_chat_and_connected_again(
    linked: Linked, link: Link, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    web, ann = linked.web, linked.desk.person
    delivery = await linked.coming("Still to come.")
    await ann.says("/settings")
    await ann.taps("Web account")
    await ann.taps("Disconnect")
    assert "What is scheduled waits there until you connect a chat again" in ann.last_text
    asked = ann.last["message_id"]
    await ann.taps("Yes, disconnect")
    assert "not connected with the web account w•••@example.com any more" in ann.last_text
    await ann.taps_on(asked, data="set:web-leave!")
    assert "not connected with a web account" in (ann.last_answer or "")

    await all_due(delivery)
    await use_cases.deliver_due()
    assert await copies(telegram, ann, "Still to come.") == 0
    await link(web, ann)
    await use_cases.deliver_due()
    await ann.sees("Still to come.")
    assert (await Chat.get(id=ann.telegram_id).prefetch_related("owner")).owner.clerk_id == web.clerk_id


async def test_another_chat_takes_the_place_of_the_one_that_is_lost(
    linked: Linked, bob: Person, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    web, ann = linked.web, linked.desk.person
    deliveries = [await linked.coming(f"Later {n}.") for n in range(3)]
    await bob.says(f"/start link_{await web.asks()}")
    assert "connected with the Telegram of Ann until now" in bob.last_text
    await ann.sees("about to connect the Telegram of Bob instead of this chat")
    await bob.taps("Yes, connect")
    assert (await web.waiting()).foresight.replaces == "Ann"
    await web.confirms()
    await bob.sees("✅ This chat is connected")
    await ann.sees("not connected with the web account w•••@example.com any more")
    await all_due(*deliveries)
    await use_cases.deliver_due()
    for n in range(3):
        await bob.sees(f"Later {n}.")
    assert await copies(telegram, ann, "Later") == 0
    status = await web.status()
    assert (status.linked, status.telegram_name) == (True, "Bob")
    assert (await User.get(telegram_id=ann.telegram_id)).clerk_id is None


async def test_a_change_that_is_refused_changes_nothing(
    linked: Linked, bob: Person, use_cases: UseCases
) -> None:
    web, ann = linked.web, linked.desk.person
    delivery = await linked.coming("As ever.")
    await bob.says(f"/start link_{await web.asks()}")
    await bob.taps("Yes, connect")
    await web.refuses()
    await all_due(delivery)
    await use_cases.deliver_due()
    await ann.sees("As ever.")
    assert (await web.user()).telegram_id == ann.telegram_id


async def test_what_was_being_sent_or_made_does_not_reach_the_old_chat(
    linked: Linked, bob: Person, link: Link, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    web, ann, desk = linked.web, linked.desk.person, linked.desk
    claimed, on_the_wire = await linked.coming("In hand."), await linked.coming("On the wire.")
    await desk.lost_while_claimed(claimed)
    await desk.lost_while_sending(on_the_wire)
    orders = await rows(
        """
        INSERT INTO pictures (id, owner_id, prompt, look, shape, model, status, attempts, provider_calls,
                              cost, request_key, chat_id, created_at)
        VALUES (gen_random_uuid(), $1, 'A cat', 'none', '1:1', 'fast', 'SUCCEEDED', 0, 0, 0, 'tap:1', $2,
                clock_timestamp())
        RETURNING id
        """,
        (await web.user()).id,
        ann.telegram_id,
    )
    await web.unlinks()
    for _ in range(3):
        await use_cases.deliver_due()
    assert await copies(telegram, ann, "In hand.") + await copies(telegram, ann, "On the wire.") == 0
    [order] = await rows("SELECT chat_id, request_key FROM pictures WHERE id = $1", orders[0]["id"])
    assert order == {"chat_id": None, "request_key": f"past:{ann.telegram_id}:tap:1"}
    await link(web, bob)
    await use_cases.deliver_due()
    await bob.sees("In hand.")
    await bob.sees("On the wire.")


async def test_what_has_left_already_arrives_before_it_is_over(
    linked: Linked, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    web, ann = linked.web, linked.desk.person
    delivery = await linked.coming("On its way.")
    await linked.desk.fault("delay", seconds=1.0)
    await all_due(delivery)
    await use_cases.deliver_due()
    await linked.desk.reaches(delivery, DeliveryStatus.SENDING)
    await web.unlinks()
    assert await copies(telegram, ann, "On its way.") == 1
    assert (await Delivery.get(id=delivery.id)).status == DeliveryStatus.SENT


async def test_whoever_was_invited_is_noted_once(
    berlin_ann: Person, bob: Person, telegram: TelegramSandbox
) -> None:
    ann = berlin_ann
    await ann.says("/settings")
    await ann.taps("Invite somebody")
    payload = ann.last_text.rpartition("start=")[2]
    assert payload.startswith("ref_") and len(payload) <= 64
    inviter = await User.get(telegram_id=ann.telegram_id)
    assert inviter.id.hex not in payload and str(ann.telegram_id) not in payload

    await bob.says(f"/start {payload}")
    assert "where are you?" in bob.last_text
    assert (await User.get(telegram_id=bob.telegram_id)).invited_by_id == inviter.id
    await ann.says(f"/start {payload}")
    assert (await User.get(id=inviter.id)).invited_by_id is None
    known = await telegram.person("Cleo")
    await known.says("/start")
    await known.taps("London")
    await known.says(f"/start {payload}")
    assert "Good to see you" in known.last_text
    assert (await User.get(telegram_id=known.telegram_id)).invited_by_id is None
    nobody = await telegram.person("Dan")
    await nobody.says("/start ref_unknown")
    assert "where are you?" in nobody.last_text
