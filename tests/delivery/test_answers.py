"""What a person does with a delivery card: once, twice at the same moment, and on cards of last month."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.accounts.models import User
from domain.delivery.models import Answer, Delivery, DeliveryStatus
from domain.platforms import Platform
from domain.posts.models import Post, PostStatus
from tests.delivery.conftest import Sit
from tests.delivery.desk import LONG, SHORT, Desk
from tests.people import Message, Person, TelegramSandbox, buttons, labels, text_of

SENT, HELD = DeliveryStatus.SENT, DeliveryStatus.HELD


def data(message: Message, label: str) -> str:
    """What the button carries: an old client shows it long after the message was edited."""
    return str(next(b for b in buttons(message) if b["text"] == label)["callback_data"])


async def card_of(desk: Desk, ann: Person, text: str = SHORT) -> tuple[Message, Delivery]:
    """A card that has come, and its delivery, which the product knows to have arrived."""
    delivery = await desk.due(text)
    card = await ann.sees("Time for X")
    return card, await desk.reaches(delivery, SENT)


async def test_posted(desk: Desk, ann: Person) -> None:
    card, delivery = await card_of(desk, ann)
    await ann.taps("✅ Posted")
    assert ann.last_answer == "Well done!"
    assert ann.last["message_id"] == card["message_id"]
    assert "✅ published" in ann.last_text
    assert SHORT in ann.last_text
    assert labels(ann.last) == ["📋 Copy", "🗓 Schedule again"]
    post = await Post.get(id=delivery.post_id)
    assert post.status == PostStatus.PUBLISHED
    assert post.published_at is not None
    assert datetime.now(UTC) - post.published_at < timedelta(minutes=1)


async def test_two_taps_on_posted_do_one_thing(desk: Desk, ann: Person) -> None:
    card, delivery = await card_of(desk, ann)
    posted = data(card, "✅ Posted")
    taps = await asyncio.gather(*(ann.taps_on(card["message_id"], data=posted) for _ in range(2)))
    assert all(tap["answer"] for tap in taps)
    before = await Post.get(id=delivery.post_id)
    await ann.taps_on(card["message_id"], data=posted)
    after = await Post.get(id=delivery.post_id)
    assert before.published_at == after.published_at
    assert await desk.occurrences(delivery.post_id) == 1


async def test_skip_twice_and_posted_after_all(desk: Desk, ann: Person) -> None:
    card, delivery = await card_of(desk, ann)
    skip, posted = data(card, "⏭ Skip"), data(card, "✅ Posted")
    await asyncio.gather(*(ann.taps_on(card["message_id"], data=skip) for _ in range(2)))
    assert await desk.status(delivery.post_id) == PostStatus.SKIPPED
    await ann.sees("⏭ skipped")
    await ann.taps_on(card["message_id"], data=posted)
    assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED
    await ann.taps_on(card["message_id"], data=skip)
    assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED


@pytest.mark.parametrize(("label", "verb"), [("1 hour", "snz1h"), ("Tomorrow morning", "snztom")])
async def test_snooze_twice_brings_it_once_more(desk: Desk, ann: Person, label: str, verb: str) -> None:
    card, delivery = await card_of(desk, ann)
    await ann.taps("😴 Snooze")
    assert "Until when?" in ann.last_text
    assert SHORT in ann.last_text
    snooze = data(ann.last, label)
    assert verb in snooze
    await asyncio.gather(*(ann.taps_on(card["message_id"], data=snooze) for _ in range(2)))
    assert "😴 Comes again" in ann.last_text
    assert await desk.status(delivery.post_id) == PostStatus.SCHEDULED
    assert await desk.occurrences(delivery.post_id) == 2
    coming = await Delivery.get(post_id=delivery.post_id, status=DeliveryStatus.SCHEDULED)
    await desk.becomes(coming, DeliveryStatus.SCHEDULED)
    again = await desk.reaches(coming, SENT)
    await ann.looks()
    assert len(await desk.copies(SHORT)) == 2
    assert again.message_id == ann.last["message_id"]
    await ann.taps_on(ann.last["message_id"], label="✅ Posted")
    assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED


async def test_back_from_the_question_how_long(desk: Desk, ann: Person) -> None:
    card, _ = await card_of(desk, ann)
    await ann.taps("😴 Snooze")
    await ann.taps("« Back")
    assert ann.last["message_id"] == card["message_id"]
    assert text_of(ann.last).startswith(f"⏰ Time for X\n\n{SHORT}")
    assert labels(ann.last) == labels(card)


async def test_edit_on_the_card(desk: Desk, ann: Person) -> None:
    await card_of(desk, ann)
    await ann.taps("✏️ Edit")
    await ann.says("Better <words> & 5*3_")
    assert text_of(ann.last).startswith("⏰ Time for X\n\nBetter <words> & 5*3_")
    await ann.taps("✅ Posted")
    assert "✅ published" in ann.last_text


async def test_back_from_edit_shows_the_card_and_ends_the_question(desk: Desk, ann: Person) -> None:
    card, delivery = await card_of(desk, ann)
    await ann.taps("✏️ Edit")
    await ann.taps("« Back")
    assert labels(ann.last) == labels(card)
    await ann.says("This is a new idea of mine and not the text of that post.")
    assert (await Post.get(id=delivery.post_id)).text == SHORT


async def test_edit_of_a_long_text_shows_it_with_the_card(desk: Desk, ann: Person) -> None:
    await desk.due(LONG, Platform.LINKEDIN)
    await ann.sees("Time for LinkedIn")
    await ann.taps("✏️ Edit")
    await ann.says(f"Better. {LONG}")
    assert f"Better. {LONG}" in ann.last_text
    await ann.taps("✅ Posted")
    assert "✅ published" in ann.last_text


async def test_a_card_of_last_month_still_works(desk: Desk, ann: Person) -> None:
    card, delivery = await card_of(desk, ann)
    month_ago = datetime.now(UTC) - timedelta(days=31)
    await Delivery.filter(id=delivery.id).update(scheduled_for=month_ago, due_at=month_ago, sent_at=month_ago)
    await ann.taps_on(card["message_id"], label="✅ Posted")
    assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED


async def test_a_card_whose_post_is_gone_says_so(desk: Desk, ann: Person) -> None:
    card, delivery = await card_of(desk, ann)
    await Post.filter(id=delivery.post_id).delete()
    for label in ("✅ Posted", "😴 Snooze", "✏️ Edit", "⏭ Skip"):
        await ann.taps_on(card["message_id"], data=data(card, label))
        assert "cannot find that post any more" in (ann.last_answer or "")


async def test_other_peoples_cards_do_not_exist(desk: Desk, ann: Person, bob: Person, sit: Sit) -> None:
    _, delivery = await card_of(desk, ann)
    await sit(bob)
    verbs = ("posted", "skip", "snooze", "snz1h", "snzeve", "snztom", "edit", "back", "arrived", "again")
    for verb in verbs:
        await bob.taps_on(bob.last["message_id"], data=f"card:{delivery.id.hex}:{verb}")
        assert "cannot find that post any more" in (bob.last_answer or ""), verb
    assert SHORT not in "".join(text_of(m) for m in bob.received)
    assert await desk.status(delivery.post_id) == PostStatus.DELIVERED
    assert await desk.occurrences(delivery.post_id) == 1


@pytest.mark.parametrize(
    "button", ["card:nonsense:posted", "card::", "card:0:posted", "card", f"card:{'0' * 32}:x"]
)
async def test_buttons_that_we_never_made(desk: Desk, ann: Person, button: str) -> None:
    await ann.taps_on(ann.last["message_id"], data=button)
    assert ann.last_answer


async def test_a_card_that_never_came_is_not_answered(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    await ann.taps_on(ann.last["message_id"], data=f"card:{delivery.id.hex}:posted")
    assert ann.last_answer == "This post has not been delivered yet."
    assert await desk.status(delivery.post_id) == PostStatus.SCHEDULED


class TestWhileItIsGoingOut:
    """Telegram takes a second with the message: nothing can be changed in it any more."""

    @pytest.fixture
    async def going_out(self, desk: Desk, ann: Person) -> Delivery:
        await desk.fault("delay", seconds=1.5)
        delivery = await desk.due()
        return await desk.reaches(delivery, DeliveryStatus.SENDING)

    async def test_taps_are_told_so(self, going_out: Delivery, desk: Desk, ann: Person) -> None:
        assert going_out.post_id is not None
        for verb in ("unsch", "now", "del!"):
            await ann.taps_on(ann.last["message_id"], data=f"post:{going_out.post_id.hex}:{verb}")
            assert ann.last_answer == "This post is already going out; it cannot be changed any more.", verb
        await desk.reaches(going_out, SENT)
        assert len(await desk.copies(SHORT)) == 1

    async def test_edit_and_move_are_told_so(self, going_out: Delivery, desk: Desk, ann: Person) -> None:
        assert going_out.post_id is not None
        post = going_out.post_id.hex
        await ann.taps_on(ann.last["message_id"], data=f"quick:{post}:1h")
        assert "already going out" in (ann.last_answer or "")
        await ann.taps_on(ann.last["message_id"], data=f"post:{post}:edit")
        await ann.says("Too late.")
        await ann.sees("already going out")
        await desk.reaches(going_out, SENT)
        assert (await Post.get(id=going_out.post_id)).text == SHORT


async def test_a_text_that_went_before_its_card_is_not_changed_any_more(desk: Desk, ann: Person) -> None:
    await desk.fault("delay", seconds=1.5)
    delivery = await desk.due(LONG, Platform.LINKEDIN)
    await desk.reaches(delivery, DeliveryStatus.SENDING)
    # Nothing more is claimed for her: her card waits behind its text.
    await User.filter(telegram_id=ann.telegram_id).update(active=False)
    await desk.reaches(delivery, SENT)
    assert delivery.post_id is not None
    await ann.taps_on(ann.last["message_id"], data=f"post:{delivery.post_id.hex}:edit")
    await ann.says("Too late.")
    await ann.sees("already going out")
    await User.filter(telegram_id=ann.telegram_id).update(active=True)
    await ann.sees("Time for LinkedIn")
    assert (await Post.get(id=delivery.post_id)).text == LONG


async def test_send_now_tapped_twice_sends_once(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    assert delivery.post_id is not None
    now = f"post:{delivery.post_id.hex}:now"
    await ann.taps_on(ann.last["message_id"], data=now)
    await desk.reaches(delivery, SENT)
    await ann.taps_on(ann.last["message_id"], data=now)
    assert ann.last_answer == "This post is not scheduled any more."
    assert len(await desk.copies(SHORT)) == 1
    assert await desk.occurrences(delivery.post_id) == 1


async def test_snooze_in_spanish(sit: Sit, telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await desk.due()
    await eva.sees("Hora de X")
    await eva.taps("😴 Posponer")
    await eva.taps("Mañana por la mañana")
    assert "😴 Vuelve mañana 9:00 (Madrid)" in eva.last_text


async def answer_of(delivery: Delivery) -> Answer | None:
    return (await Delivery.get(id=delivery.id)).answer


async def test_answers_are_kept_and_posted_is_the_last_word(desk: Desk, ann: Person) -> None:
    card, delivery = await card_of(desk, ann)
    skip, posted = data(card, "⏭ Skip"), data(card, "✅ Posted")
    await ann.taps("😴 Snooze")
    await ann.taps("1 hour")
    assert await answer_of(delivery) == Answer.SNOOZED
    await ann.taps_on(card["message_id"], data=skip)
    assert await answer_of(delivery) == Answer.SKIPPED
    assert await desk.status(delivery.post_id) == PostStatus.SCHEDULED, "it still comes again"
    await ann.taps_on(card["message_id"], data=posted)
    await ann.taps_on(card["message_id"], data=skip)
    assert await answer_of(delivery) == Answer.POSTED


async def test_an_occurrence_of_a_post_that_comes_again(desk: Desk, ann: Person) -> None:
    """The post repeats: by the time of the answer its next occurrence is scheduled."""
    card, delivery = await card_of(desk, ann)
    post = await Post.get(id=delivery.post_id)
    following = await desk.schedule(post, after=24 * 3600)
    await ann.taps("✅ Posted")
    assert ann.last_answer == "Well done!"
    post = await Post.get(id=delivery.post_id)
    assert post.status == PostStatus.SCHEDULED
    assert post.published_at is not None
    answered = await Delivery.get(id=delivery.id)
    assert (answered.answer, answered.answered_at is not None) == (Answer.POSTED, True)
    assert await answer_of(following) is None
    published = post.published_at
    await ann.taps_on(card["message_id"], data=data(card, "✅ Posted"))
    assert (await Post.get(id=delivery.post_id)).published_at == published


class TestTheLinkOfTheLivePost:
    URL = "https://x.com/ann/status/17?s=20"

    @pytest.fixture
    async def posted(self, desk: Desk, ann: Person) -> Delivery:
        _, delivery = await card_of(desk, ann)
        await ann.taps("✅ Posted")
        assert "Send me the link of the live post" in ann.last_text
        return delivery

    async def test_is_kept(self, posted: Delivery, ann: Person) -> None:
        await ann.says(self.URL)
        assert "🔗 I have kept the link to x.com." in ann.last_text
        assert (await Post.get(id=posted.post_id)).live_url == self.URL
        await ann.taps("Show the post")
        assert "🔗 x.com" in ann.last_text
        await ann.says("https://example.com/something-else")
        assert (await Post.get(id=posted.post_id)).live_url == self.URL

    @pytest.mark.parametrize(
        "typed", ["https://", "http://x", "https://x..com/1", "https://me:you@x.com/1", "https://[x.com/1"]
    )
    async def test_one_that_nobody_could_open_is_asked_for_again(
        self, posted: Delivery, ann: Person, typed: str
    ) -> None:
        await ann.says(typed)
        assert "I cannot keep that link" in ann.last_text
        await ann.says(self.URL)
        assert (await Post.get(id=posted.post_id)).live_url == self.URL

    async def test_one_that_is_too_long(self, posted: Delivery, ann: Person) -> None:
        await ann.says("https://x.com/" + "a" * 2_035)
        assert "I cannot keep that link" in ann.last_text
        assert (await Post.get(id=posted.post_id)).live_url is None

    async def test_any_other_text_goes_its_way(self, posted: Delivery, ann: Person) -> None:
        await ann.says("We talked to ten customers, and nine of them want the same thing.")
        assert "Make posts from this?" in ann.last_text
        await ann.says(self.URL)
        assert (await Post.get(id=posted.post_id)).live_url is None

    async def test_a_command_leaves_it(self, posted: Delivery, ann: Person) -> None:
        await ann.says("/cancel")
        assert "All right, we stop here." in ann.last_text
        await ann.says(self.URL)
        assert (await Post.get(id=posted.post_id)).live_url is None

    async def test_who_is_asked_something_else_is_not_asked_twice(self, desk: Desk, ann: Person) -> None:
        await card_of(desk, ann)
        await ann.says("/new")
        await ann.taps("✅ Posted")
        assert "✅ published" in ann.received[-2]["text"] or "✅ published" in ann.last_text
        assert all("link of the live post" not in text_of(m) for m in ann.received)
