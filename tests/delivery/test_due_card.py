"""At its minute the post stands in the chat, word for word, with everything that is needed to publish it."""

import asyncio
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from tortoise.transactions import in_transaction

from domain.database import database_time
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.delivery.outbox import post_fresh_posts
from domain.platforms import Platform
from domain.posts.models import Post, PostStatus
from tests.delivery.conftest import Sit
from tests.delivery.desk import LONG, SHORT, Desk
from tests.people import Message, Person, TelegramSandbox, buttons, labels, text_of

SENT = DeliveryStatus.SENT

ODD_TEXTS = (
    r"_*[]()~`>#+-=|{}.!<&" + '"',
    "<b>bold?</b> &amp; &lt;i&gt; </code> <a href='x'>",
    "5 * 3 = 15, snake_case_word and *half open",
    "👩‍👩‍👧‍👦 family, 🇪🇸 flag, 👍🏽 thumb, 1️⃣ keycap, e\u0301 composed",
    "مرحبا بالعالم, then English, then עברית 12:30",
    "zero\u200bwidth and non\u00a0breaking and soft\u00adhyphen",
    "```code``` **bold** [link](https://example.com) https://example.com/?a=1&b=%20",
    "{ $platform } %s {0} \\n \\u0041 $1",
    "Line one\n\n\n   indented\nlast",
)


def button(message: Message, label: str) -> dict[str, object]:
    return next(b for b in buttons(message) if b["text"] == label)


def prefilled(message: Message) -> str | None:
    """The text that X opens with."""
    url = str(button(message, "Open X")["url"])
    assert len(url) <= 2000
    return parse_qs(urlsplit(url).query).get("text", [None])[0]


async def test_a_short_text_comes_as_one_message(desk: Desk, ann: Person) -> None:
    delivery = await desk.due()
    card = await ann.sees("Time for X")
    assert text_of(card).startswith(f"⏰ Time for X\n\n{SHORT}\n\nX · ")
    assert labels(card) == ["Open X", "📋 Copy", "✅ Posted", "😴 Snooze", "✏️ Edit", "⏭ Skip"]
    assert button(card, "📋 Copy")["copy_text"] == {"text": SHORT}
    assert prefilled(card) == SHORT
    assert "late" not in text_of(card)
    sent = await desk.reaches(delivery, SENT)
    assert sent.message_id == card["message_id"]
    assert await desk.status(delivery.post_id) == PostStatus.DELIVERED
    assert await desk.copies(SHORT) == [text_of(card)]


async def test_a_long_text_comes_first_and_its_card_right_after(desk: Desk, ann: Person) -> None:
    delivery = await desk.due(LONG, Platform.LINKEDIN)
    card = await ann.sees("Time for LinkedIn")
    text = await ann.sees(LONG)
    assert text_of(text) == LONG
    assert [entity["type"] for entity in text["entities"]] in (["code"], ["pre"])
    assert text["message_id"] < card["message_id"]
    assert LONG not in text_of(card)
    assert button(card, "Open LinkedIn")["url"] == "https://www.linkedin.com/feed/?shareActive=true"
    await desk.post_becomes(delivery.post_id, PostStatus.DELIVERED)
    await ann.taps("📋 Copy")
    assert ann.last_text == LONG
    await ann.taps("✅ Posted")
    assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED


async def test_a_text_just_at_the_length_of_the_copy_button(desk: Desk, ann: Person) -> None:
    fits, too_long = "é" * 254 + "👍", "a" * 255 + "👍"
    await desk.due(fits)
    card = await ann.sees(fits)
    assert button(card, "📋 Copy")["copy_text"] == {"text": fits}
    await desk.due(too_long)
    assert text_of(await ann.sees(too_long)) == too_long


@pytest.mark.parametrize("text", ODD_TEXTS)
async def test_whatever_is_written_arrives_as_it_is(desk: Desk, ann: Person, text: str) -> None:
    await desk.due(text)
    card = await ann.sees("Time for X")
    assert text_of(card).split("Time for X\n\n")[1].startswith(text)
    assert prefilled(card) == text
    assert button(card, "📋 Copy")["copy_text"] == {"text": text}
    await desk.due(f"{text} {LONG}", Platform.LINKEDIN)
    await ann.sees("Time for LinkedIn")
    assert await desk.copies(LONG) == [f"{text} {LONG}"]


async def test_a_link_that_would_grow_too_long_opens_x_without_the_text(desk: Desk, ann: Person) -> None:
    emoji = "👩‍👩‍👧‍👦" * 30
    await desk.due(emoji)
    card = await ann.sees("Time for X")
    assert prefilled(card) is None
    assert button(card, "Open X")["url"] == "https://x.com/compose/post"


async def test_the_longest_text_that_telegram_holds(desk: Desk, ann: Person) -> None:
    longest = "🧵" * 1100 + "x" * 800
    await desk.due(longest, Platform.LINKEDIN)
    card = await ann.sees("Time for LinkedIn")
    assert await desk.copies("🧵") == [longest]
    await ann.taps_on(card["message_id"], label="😴 Snooze")
    assert longest in ann.last_text
    await ann.taps("« Back")
    assert longest in ann.last_text


async def test_never_early_and_on_the_second(desk: Desk, ann: Person, telegram: TelegramSandbox) -> None:
    delivery = await desk.schedule(await desk.post(), after=2.3)
    await ann.sees("Time for X")
    [call] = [
        c for c in await telegram.calls(chatId=ann.telegram_id, method="sendMessage") if SHORT in c["text"]
    ]
    late = call["at"] - delivery.scheduled_for.timestamp()
    assert 0 <= late < 0.5


async def test_a_late_delivery_says_how_late(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    past = await database_time() - timedelta(hours=2, minutes=5, seconds=20)
    await Delivery.filter(id=delivery.id).update(scheduled_for=past, due_at=past)
    card = await ann.sees("Time for X")
    assert "It is 2 hrs 5 mins late. I am sorry." in text_of(card)


async def test_what_is_edited_right_before_sending_is_what_arrives(desk: Desk, ann: Person) -> None:
    delivery = await desk.schedule(await desk.post("The old words."), after=1.2)
    await desk.tick()
    await desk.reaches(delivery, DeliveryStatus.CLAIMED)
    await Post.filter(id=delivery.post_id).update(text="The new words.")
    await ann.sees("The new words.")
    assert ann.count("The old words.") == 0


async def test_a_deleted_post_does_not_come(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    await Post.filter(id=delivery.post_id).delete()
    await desk.becomes(delivery, DeliveryStatus.SCHEDULED)
    await desk.reaches(delivery, DeliveryStatus.CANCELLED)
    assert await desk.copies(SHORT) == []


async def test_nothing_comes_to_somebody_who_is_switched_off(desk: Desk, ann: Person) -> None:
    desk.user.active = False
    await desk.user.save()
    delivery = await desk.due()
    await asyncio.sleep(1.2)
    await desk.reaches(delivery, DeliveryStatus.SCHEDULED)
    assert await desk.copies(SHORT) == []
    desk.user.active = True
    await desk.user.save()
    await ann.sees("Time for X")


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await desk.due(platform=Platform.INSTAGRAM)
    card = await eva.sees("Hora de Instagram")
    assert labels(card) == [
        "Abrir Instagram",
        "📋 Copiar",
        "✅ Publicada",
        "😴 Posponer",
        "✏️ Editar",
        "⏭ Omitir",
    ]


async def test_two_long_posts_of_one_minute_keep_text_and_card_together(desk: Desk, ann: Person) -> None:
    """Otherwise nobody knows which card belongs to which text."""
    first, second = await desk.post(f"First. {LONG}"), await desk.post(f"Second. {LONG}")
    await asyncio.gather(desk.schedule(first, after=1), desk.schedule(second, after=1))
    deadline = 200
    while await Delivery.filter(owner=desk.user, part=1, status=SENT).count() < 2 and deadline:
        await asyncio.sleep(0.05)
        deadline -= 1
    await ann.looks()
    order = [text_of(m)[:6] if LONG in text_of(m) else "card" for m in ann.received[-4:]]
    assert order in (["First.", "card", "Second", "card"], ["Second", "card", "First.", "card"])


async def test_fresh_posts_come_in_their_order(desk: Desk, ann: Person) -> None:
    posts = [await desk.post(f"Fresh post number {n:02}.") for n in range(12)]
    async with in_transaction():
        await post_fresh_posts(desk.user, [post.id for post in posts], chat_id=ann.telegram_id)
    await ann.sees("number 11")
    for _ in range(100):
        if await Delivery.filter(owner=desk.user, kind=Kind.FRESH_POST, status=SENT).count() == 12:
            break
        await asyncio.sleep(0.05)
    await ann.looks()
    came = [text_of(m)[:21] for m in ann.received if "Fresh post" in text_of(m)]
    assert came == sorted(came)
