"""A thread at its minute: every part to be copied with one tap, in order, and then the card."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.platforms import Platform, length_of
from domain.posts.change_post import LABEL, LONGEST_MESSAGE, check_text
from domain.posts.errors import PostTooLong, ThreadTooLong
from domain.posts.letters import parts_of
from domain.posts.models import Post, PostStatus
from tests.delivery.conftest import Sit
from tests.delivery.desk import SHORT, Desk
from tests.people import Message, Person, TelegramSandbox, buttons, labels, text_of, until

SENT = DeliveryStatus.SENT
THOUGHTS = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody "
    "expected that, least of all the people who had written the other three of them for us.",
    "So we asked twelve customers what they remembered from the first week. Almost all of them named one "
    "screen, the one where their own data appeared. Nobody named an email, not even the first one.",
    "My advice is to cut everything before that screen. Fewer words, sooner the thing itself. It costs "
    "nothing to try, and you will know within a week whether it works for you as it did for us.",
)
TEXT = "\n\n".join(THOUGHTS)
PARTS = tuple(f"{thought}\n{number}/3" for number, thought in enumerate(THOUGHTS, 1))


async def thread(desk: Desk, text: str = TEXT) -> Post:
    return await Post.create(owner=desk.user, platform=Platform.TWITTER, text=text, thread=True)


async def goes_out(desk: Desk, text: str = TEXT) -> Delivery:
    delivery = await desk.schedule(await thread(desk, text))
    await desk.tick()
    return delivery


async def came(desk: Desk) -> list[str]:
    """What Telegram has accepted for this person since the chat began, in order: parts and cards."""
    texts = await desk.copies("")
    return [text for text in texts if text.split("\n\nSent again")[0] in PARTS or "Time for X" in text]


async def parts(delivery: Delivery) -> list[tuple[int, str]]:
    rows = Delivery.filter(post_id=delivery.post_id, kind=Kind.POST, occurrence=delivery.occurrence)
    return [(each.part, each.status.value) for each in await rows.order_by("part")]


async def part(delivery: Delivery, number: int, within: float = 20) -> Delivery:
    """The row of a part, once there is one."""
    for _ in range(int(within / 0.03)):
        found = await Delivery.get_or_none(
            post_id=delivery.post_id, kind=Kind.POST, occurrence=delivery.occurrence, part=number
        )
        if found:
            return found
        await asyncio.sleep(0.03)
    raise AssertionError(f"no part {number}: {await parts(delivery)}")


def prefilled(card: Message) -> str:
    url = next(str(button["url"]) for button in buttons(card) if button["text"] == "Open X")
    return parse_qs(urlsplit(url).query)["text"][0]


async def test_every_part_comes_in_order_and_then_the_card(desk: Desk, ann: Person) -> None:
    delivery = await goes_out(desk)
    card = await ann.sees("Time for X")
    await desk.post_becomes(delivery.post_id, PostStatus.DELIVERED)
    *texts, last = await came(desk)
    assert tuple(texts) == PARTS
    assert "Time for X" in last
    assert all(length_of(text, Platform.TWITTER) <= 280 for text in texts)
    for text in PARTS:
        message = await ann.sees(text)
        assert [entity["type"] for entity in message["entities"]] in (["code"], ["pre"])
    assert await parts(delivery) == [(0, "SENT"), (1, "SENT"), (2, "SENT"), (3, "SENT")]
    assert "X · thread of 3 parts" in text_of(card)
    assert "post the first part, then add the others as replies" in text_of(card)
    assert THOUGHTS[1] not in text_of(card)
    assert prefilled(card) == PARTS[0]


async def test_the_card_of_a_thread_can_be_answered(desk: Desk, ann: Person) -> None:
    delivery = await goes_out(desk)
    await ann.sees("Time for X")
    await desk.post_becomes(delivery.post_id, PostStatus.DELIVERED)
    await ann.taps("📋 Copy")
    assert ann.last_text == "\n\n".join(PARTS)
    assert len([e for e in ann.last["entities"] if e["type"] in ("code", "pre")]) == 3
    await ann.taps("😴 Snooze")
    await ann.taps("« Back")
    assert "post the first part" in text_of(next(m for m in ann.received if "Time for X" in text_of(m)))
    await ann.taps("✅ Posted")
    assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED


async def test_snoozed_it_comes_whole_once_more(desk: Desk, ann: Person) -> None:
    delivery = await goes_out(desk)
    await ann.sees("Time for X")
    await desk.post_becomes(delivery.post_id, PostStatus.DELIVERED)
    await ann.taps("😴 Snooze")
    await ann.taps("1 hour")
    again = await Delivery.get(post_id=delivery.post_id, kind=Kind.POST, occurrence=2)
    await desk.becomes(again, DeliveryStatus.SCHEDULED)
    await until(lambda: ann.count("Time for X") == 1 and ann.count(PARTS[2]) == 2, looking=ann)
    await desk.reaches(await part(again, 3), SENT)
    assert (await came(desk))[-4:-1] == list(PARTS)


async def test_a_thread_that_became_short_comes_as_one_post(desk: Desk, ann: Person) -> None:
    await goes_out(desk, SHORT)
    card = await ann.sees("Time for X")
    assert SHORT in text_of(card)
    assert "of 280" in text_of(card)
    assert prefilled(card) == SHORT
    assert "replies" not in text_of(card)


async def test_short_parts_of_dense_letters_still_come_one_by_one(desk: Desk, ann: Person) -> None:
    """300 of X's units in 150 characters: the copy button would hold them all."""
    dense = "早起きは三文の徳。" * 17
    delivery = await goes_out(desk, dense)
    await ann.sees("Time for X")
    post = await Post.get(id=delivery.post_id)
    assert len(parts_of(post)) == 2
    assert ann.count("\n1/2") == ann.count("\n2/2") == 1


class TestBetweenTheParts:
    """The first part has gone, the others are still to come."""

    async def test_the_text_cannot_be_changed(self, desk: Desk, ann: Person, use_cases: UseCases) -> None:
        delivery = await self.half_sent(desk)
        assert delivery.post_id
        with pytest.raises(AlreadyGoingOut):
            await use_cases.edit_post(desk.user, delivery.post_id, text="Other words.")
        with pytest.raises(AlreadyGoingOut):
            await use_cases.delete_post(desk.user, delivery.post_id)
        await self.goes_on(desk, delivery)
        assert tuple((await came(desk))[:-1]) == PARTS[1:]

    async def half_sent(self, desk: Desk) -> Delivery:
        """As it is between two messages: the first part has gone, the second is to come."""
        delivery = await desk.schedule(await thread(desk), after=30 * 24 * 3600)
        await Delivery.filter(id=delivery.id).update(status=SENT)
        await delivery.refresh_from_db()
        second = Delivery(
            owner_id=delivery.owner_id,
            chat_id=delivery.chat_id,
            kind=Kind.POST,
            post_id=delivery.post_id,
            occurrence=delivery.occurrence,
            part=1,
            scheduled_for=delivery.scheduled_for,
            due_at=delivery.due_at,
            status=DeliveryStatus.SCHEDULED,
        )
        await second.save(force_create=True)
        return delivery

    async def goes_on(self, desk: Desk, delivery: Delivery) -> None:
        await desk.becomes(await part(delivery, 1), DeliveryStatus.SCHEDULED)
        await desk.reaches(await part(delivery, 3), SENT)

    async def test_a_killed_process_loses_no_part(self, desk: Desk, ann: Person) -> None:
        delivery = await self.half_sent(desk)
        await desk.lost_while_claimed(await part(delivery, 1))
        await desk.reaches(await part(delivery, 3), SENT)
        assert tuple((await came(desk))[:-1]) == PARTS[1:]

    async def test_a_part_in_doubt_comes_once_more_and_says_so(self, desk: Desk, ann: Person) -> None:
        delivery = await self.half_sent(desk)
        await desk.lost_while_sending(await part(delivery, 1))
        await desk.reaches(await part(delivery, 3), SENT)
        second, third, _ = await came(desk)
        assert second.startswith(PARTS[1])
        assert "you may see this twice" in second
        assert third == PARTS[2]

    async def test_nobody_changes_a_thread_of_which_a_part_is_in_doubt(
        self, desk: Desk, ann: Person, use_cases: UseCases
    ) -> None:
        delivery = await self.half_sent(desk)
        assert delivery.post_id
        second = await part(delivery, 1)
        await desk.becomes(second, DeliveryStatus.UNKNOWN)
        with pytest.raises(AlreadyGoingOut):
            await use_cases.edit_post(desk.user, delivery.post_id, text="Other words.")
        assert await use_cases.settle_doubt(desk.user, second.id, arrived=True)
        third = await part(delivery, 2)
        await desk.becomes(third, DeliveryStatus.SCHEDULED)
        await desk.reaches(await part(delivery, 3), SENT)
        assert tuple((await came(desk))[:-1]) == PARTS[2:]
        await use_cases.edit_post(desk.user, delivery.post_id, text="Other words.")
        assert (await Post.get(id=delivery.post_id)).text == "Other words."


async def test_a_thread_is_shown_part_by_part_and_edited_as_a_whole(desk: Desk, ann: Person) -> None:
    post = await thread(desk)
    await ann.says("/posts")
    await ann.taps("1")
    lengths = [length_of(each, Platform.TWITTER) for each in PARTS]
    for number, (length, thought) in enumerate(zip(lengths, THOUGHTS, strict=True), 1):
        assert f"{number}/3 · {length}\n{thought}" in ann.last_text
    assert "X · thread of 3 parts" in ann.last_text
    await ann.taps("✏️ Edit")
    assert ann.last_text.endswith(TEXT)
    assert "I cut it into parts" in ann.last_text
    await ann.says(f"{THOUGHTS[1]}\n\n{THOUGHTS[0]}")
    assert f"1/2 · {lengths[1]}\n{THOUGHTS[1]}" in ann.last_text
    await ann.taps("↩️ Undo")
    assert (await Post.get(id=post.id)).text == TEXT
    assert "thread of 3 parts" in ann.last_text


def test_how_long_a_thread_may_be() -> None:
    words = ("word " * 1000)[: LONGEST_MESSAGE - 14 * LABEL].strip()
    assert check_text(words, Platform.TWITTER, thread=True) == words
    with pytest.raises(PostTooLong):
        check_text("word " * 719, Platform.TWITTER, thread=True)
    with pytest.raises(ThreadTooLong) as refused:
        check_text("早" * 3600, Platform.TWITTER, thread=True)
    assert refused.value.details == {"most": 25}
    with pytest.raises(PostTooLong):
        check_text(TEXT, Platform.TWITTER)


async def test_the_longest_thread_fits_into_every_message(desk: Desk, ann: Person) -> None:
    longest = ("早起き" * 1100)[:3230]
    check_text(longest, Platform.TWITTER, thread=True)
    await User.filter(id=desk.user.id).update(locale="en")
    delivery = await goes_out(desk, longest)
    post = await Post.get(id=delivery.post_id)
    number = len(parts_of(post))
    assert number >= 24
    await desk.reaches(await part(delivery, number, within=60), SENT, within=60)
    await ann.sees("Time for X")
    await ann.taps("📋 Copy")
    assert ann.last_text.count("早起き早起き") > 20
    await ann.taps("😴 Snooze")
    await ann.taps("« Back")
    assert ann.count(f"thread of {number} parts") == 1


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await goes_out(desk)
    card = await eva.sees("Hora de X")
    assert "X · hilo de 3 partes" in text_of(card)
    assert "añade las demás como respuestas" in text_of(card)
    assert "Abrir X" in labels(card)
