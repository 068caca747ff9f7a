"""A card that nobody answers is asked about, once. Days are set back instead of being waited for."""

import asyncio
from datetime import timedelta

from domain.database import database_time
from domain.delivery.models import Answer, Delivery, DeliveryStatus, Kind
from domain.posts.models import Post, PostStatus
from tests.delivery.conftest import Sit
from tests.delivery.desk import LONG, SHORT, Desk
from tests.people import Person, TelegramSandbox, labels

SENT, CANCELLED = DeliveryStatus.SENT, DeliveryStatus.CANCELLED
QUESTION = "Did you publish this on X?"


async def a_card(desk: Desk, person: Person, text: str = SHORT, *, heading: str = "Time for X") -> Delivery:
    delivery = await desk.reaches(await desk.due(text), SENT)
    await person.sees(heading)
    return delivery


async def nudge_of(card: Delivery) -> Delivery:
    return await Delivery.get(post_id=card.post_id, kind=Kind.NUDGE, occurrence=card.occurrence)


async def a_day_passes(card: Delivery) -> Delivery:
    nudge = await nudge_of(card)
    now = await database_time()
    await Delivery.filter(id=nudge.id).update(scheduled_for=now, due_at=now)
    return nudge


async def test_it_waits_for_a_day(desk: Desk, ann: Person) -> None:
    card = await a_card(desk, ann)
    nudge = await nudge_of(card)
    assert card.sent_at is not None
    assert timedelta(hours=23, minutes=59) < nudge.due_at - card.sent_at < timedelta(hours=24, minutes=1)


async def test_one_question_and_posted(desk: Desk, ann: Person) -> None:
    card = await a_card(desk, ann)
    nudge = await a_day_passes(card)
    question = await ann.sees(QUESTION)
    assert SHORT in ann.last_text
    assert labels(question) == ["✅ Posted", "⏭ Skip", "😴 Snooze", "👀 Show"]
    await desk.reaches(nudge, SENT)
    await ann.taps("👀 Show")
    assert ann.last_text.startswith("⏰ Time for X")
    await ann.taps_on(question["message_id"], label="✅ Posted")
    assert ann.last_answer == "Well done!"
    assert await desk.status(card.post_id) == PostStatus.PUBLISHED
    assert (await Delivery.get(id=card.id)).answer == Answer.POSTED
    assert await Delivery.filter(owner=desk.user, kind=Kind.NUDGE).count() == 1


async def test_nothing_is_asked_about_an_answered_card(desk: Desk, ann: Person) -> None:
    card = await a_card(desk, ann)
    await ann.taps("⏭ Skip")
    assert (await nudge_of(card)).status == CANCELLED


async def test_nothing_is_asked_once_the_post_comes_again(desk: Desk, ann: Person) -> None:
    card = await a_card(desk, ann)
    post = await Post.get(id=card.post_id)
    await desk.schedule(post, after=3600)
    nudge = await a_day_passes(card)
    await desk.reaches(nudge, CANCELLED)
    assert ann.count(QUESTION) == 0


async def test_a_long_text_is_asked_about_by_its_card(desk: Desk, ann: Person) -> None:
    delivery = await desk.due(LONG)
    await ann.sees("Time for X")
    card = await Delivery.get(post_id=delivery.post_id, kind=Kind.POST, part=1)
    await desk.reaches(card, SENT)
    await a_day_passes(card)
    await ann.sees(QUESTION)
    await ann.taps("⏭ Skip")
    assert await desk.status(delivery.post_id) == PostStatus.SKIPPED
    assert (await Delivery.get(id=card.id)).answer == Answer.SKIPPED


async def test_snooze_from_the_question(desk: Desk, ann: Person) -> None:
    card = await a_card(desk, ann)
    await a_day_passes(card)
    question = await ann.sees(QUESTION)
    await ann.taps_on(question["message_id"], label="😴 Snooze")
    await ann.taps("1 hour")
    assert "😴 Comes again" in ann.last_text
    assert (await Delivery.get(id=card.id)).answer == Answer.SNOOZED
    await asyncio.sleep(0.3)
    assert ann.count(QUESTION) == 0


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await a_day_passes(await a_card(desk, eva, heading="Hora de X"))
    await eva.sees("¿Has publicado esto en X?")
