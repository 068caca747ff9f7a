"""Posts that are more than a day late are not sent: their person is asked, once, about all of them."""

import asyncio
from datetime import timedelta

import pytest

from domain.accounts.models import User
from domain.database import database_time, rows
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.posts.models import PostStatus
from tests.delivery.conftest import Sit
from tests.delivery.desk import SHORT, Desk
from tests.people import Message, Person, TelegramSandbox, buttons, labels, text_of

HELD, SENT = DeliveryStatus.HELD, DeliveryStatus.SENT
AWAY = "missed their time"
CHOICES = ["🚀 Send all now", "👀 Show them", "📝 Leave as drafts"]


async def days_late(deliveries: list[Delivery], *, days: float = 2) -> None:
    """As an outage leaves them: all at once, each a minute later than the one before."""
    now = await database_time()
    at = [now - timedelta(days=days) + timedelta(minutes=n) for n in range(len(deliveries))]
    await rows(
        """
        UPDATE deliveries d SET scheduled_for = late.at, due_at = late.at
        FROM unnest($1::uuid[], $2::timestamptz[]) AS late (id, at) WHERE d.id = late.id RETURNING d.id
        """,
        [delivery.id for delivery in deliveries],
        at,
    )


def data(message: Message, label: str) -> str:
    return str(next(b for b in buttons(message) if b["text"] == label)["callback_data"])


@pytest.fixture
async def three(desk: Desk) -> list[Delivery]:
    deliveries = [await desk.held_back(f"Missed {number}.") for number in (1, 2, 3)]
    await days_late(deliveries)
    for delivery in deliveries:
        await desk.reaches(delivery, HELD)
    return deliveries


async def test_one_question_for_all_and_nothing_comes_before_the_answer(
    three: list[Delivery], desk: Desk, ann: Person
) -> None:
    question = await ann.sees(AWAY)
    assert "While I was away, 3 posts missed their time" in text_of(question)
    assert labels(question) == CHOICES
    await asyncio.sleep(0.5)
    await ann.looks()
    assert ann.count(AWAY) == 1
    assert await desk.copies("Missed") == []
    assert {(await Delivery.get(id=d.id)).reason for d in three} == {"overdue"}
    await ann.says("/schedule")
    assert all(f"Missed {number}." in ann.last_text for number in (1, 2, 3))


async def test_send_all_now_sends_each_once_the_oldest_first(
    three: list[Delivery], desk: Desk, ann: Person
) -> None:
    question = await ann.sees(AWAY)
    send = data(question, "🚀 Send all now")
    await asyncio.gather(*(ann.taps_on(question["message_id"], data=send) for _ in range(2)))
    assert await ann.sees("3 posts are on their way")
    for delivery in three:
        await desk.reaches(delivery, SENT)
    assert [c.split("Missed ")[1][0] for c in await desk.copies("Missed")] == ["1", "2", "3"]
    await ann.taps_on(question["message_id"], data=send)
    await ann.taps_on(question["message_id"], data=data(question, "📝 Leave as drafts"))
    assert ann.last_answer == "That is settled already."
    assert len(await desk.copies("Missed")) == 3
    assert await desk.status(three[0].post_id) == PostStatus.DELIVERED


async def test_leave_as_drafts(three: list[Delivery], desk: Desk, ann: Person) -> None:
    await ann.sees(AWAY)
    await ann.taps("📝 Leave as drafts")
    assert "3 posts are drafts again" in ann.last_text
    for delivery in three:
        assert (await Delivery.get(id=delivery.id)).status == DeliveryStatus.CANCELLED
        assert await desk.status(delivery.post_id) == PostStatus.DRAFT
    await ann.says("/schedule")
    assert "Nothing is scheduled" in ann.last_text


async def test_show_them_and_send_one(three: list[Delivery], desk: Desk, ann: Person) -> None:
    await ann.sees(AWAY)
    await ann.taps("👀 Show them")
    assert "3 posts missed their time" in ann.last_text
    assert [f"Missed {n}." in ann.last_text for n in (1, 2, 3)] == [True] * 3
    assert labels(ann.last) == ["1", "2", "3", "🚀 Send all now", "📝 Leave as drafts"]
    shown = ann.last["message_id"]
    await ann.taps("2")
    assert "Was to come" in ann.last_text
    await ann.taps("🚀 Send now")
    await desk.reaches(three[1], SENT)
    assert len(await desk.copies("Time for X")) == 1
    await ann.taps_on(shown, label="📝 Leave as drafts")
    await ann.sees("2 posts are drafts again")
    assert await desk.status(three[1].post_id) == PostStatus.DELIVERED


async def test_many_are_paged(desk: Desk, ann: Person) -> None:
    deliveries = [await desk.held_back(f"Missed {number}.") for number in range(1, 8)]
    await days_late(deliveries)
    await ann.sees("7 posts missed their time")
    await ann.taps("👀 Show them")
    assert "Missed 5." in ann.last_text
    assert "Missed 6." not in ann.last_text
    await ann.taps("Later »")
    assert "Missed 7." in ann.last_text
    await ann.taps("« Earlier")
    assert "Missed 1." in ann.last_text
    await ann.taps("📝 Leave as drafts")
    assert "7 posts are drafts again" in ann.last_text


async def test_the_next_outage_is_asked_about_anew(three: list[Delivery], desk: Desk, ann: Person) -> None:
    await ann.sees(AWAY)
    await ann.taps("📝 Leave as drafts")
    await days_late([await desk.held_back("Missed again.")])
    await ann.sees("1 post missed its time")
    assert await Delivery.filter(owner=desk.user, kind=Kind.NOTICE).count() == 1


async def test_a_day_late_is_still_sent(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    await days_late([delivery], days=0.99)
    await ann.sees("late. I am sorry.")
    assert await desk.copies("missed") == []


class TestWhoComesBackAfterDays:
    async def test_is_asked_about_what_was_missed(self, desk: Desk, ann: Person) -> None:
        deliveries = [await desk.held_back(f"Missed {number}.") for number in (1, 2)]
        soon = await desk.held_back("Not yet.")
        await ann.changes(blocked=True)
        await desk.reaches(deliveries[1], HELD)
        await days_late(deliveries)
        await ann.changes(blocked=False)
        question = await ann.sees("While you were away, 2 posts missed their time")
        assert labels(question) == CHOICES
        await desk.reaches(soon, DeliveryStatus.SCHEDULED)
        await ann.says("/start")
        assert ann.count("missed their time") == 1
        await ann.taps("🚀 Send all now")
        for delivery in deliveries:
            await desk.reaches(delivery, SENT)

    async def test_is_told_once_what_could_not_be_delivered(self, desk: Desk, ann: Person) -> None:
        await desk.fault("blocked")
        refused = await desk.reaches(await desk.due(), DeliveryStatus.FAILED)
        old = await database_time() - timedelta(days=2)
        for _ in range(100):
            if await Delivery.filter(owner=desk.user, kind=Kind.NOTICE, status=HELD).exists():
                break
            await asyncio.sleep(0.05)
        await Delivery.filter(owner=desk.user, kind=Kind.NOTICE).update(scheduled_for=old, due_at=old)
        await ann.says("/start")
        told = await ann.sees("1 post could not be delivered while you were away")
        assert labels(told) == []
        await ann.says("/start")
        await asyncio.sleep(0.3)
        assert ann.count("while you were away") == 1
        assert await desk.status(refused.post_id) == PostStatus.FAILED
        await ann.says("/posts")
        assert "⚠️" in ann.last_text
        assert SHORT in ann.last_text


async def test_a_question_that_found_nobody_is_asked_on_return(desk: Desk, ann: Person) -> None:
    """The outage first, in quiet hours, then the person was away for days: one question for both."""
    missed = await desk.held_back("Missed.")
    hour = (await database_time()).hour
    asleep = User.filter(id=desk.user.id)
    await asleep.update(timezone="UTC", quiet_from=hour, quiet_until=(hour + 23) % 24)
    await days_late([missed])
    await desk.reaches(missed, HELD)
    await ann.changes(blocked=True)
    question = await Delivery.get(owner=desk.user, kind=Kind.NOTICE)
    old = await database_time() - timedelta(days=3)
    await Delivery.filter(id=question.id).update(status=HELD, scheduled_for=old, due_at=old)
    await ann.changes(blocked=False)
    await ann.sees("While you were away, 1 post missed its time")
    await asyncio.sleep(0.3)
    assert len(await desk.copies("missed its time")) == 1


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await days_late([await desk.held_back()])
    await eva.sees("Mientras estuve fuera, 1 publicación perdió su hora")
    await eva.taps("👀 Verlas")
    await eva.taps("🚀 Enviar todo ya")
    await eva.sees("Hora de X")
