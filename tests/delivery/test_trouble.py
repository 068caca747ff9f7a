"""Telegram refuses, rests, moves, breaks off: what becomes of the post, and what its person is told."""

import time
from datetime import UTC, datetime

import pytest

from domain.accounts.models import User
from domain.delivery.models import Chat, Delivery, DeliveryStatus, Kind, Policy
from domain.delivery.outbox import post_fresh_posts, post_notice
from domain.posts.models import Post, PostStatus
from tests.delivery.conftest import Sit
from tests.delivery.desk import FOOTER, LONG, SHORT, Desk
from tests.people import Person, TelegramSandbox, labels, text_of

SENT, HELD, FAILED, UNKNOWN = (
    DeliveryStatus.SENT,
    DeliveryStatus.HELD,
    DeliveryStatus.FAILED,
    DeliveryStatus.UNKNOWN,
)
AMBIGUOUS = [("bad_gateway", {"where": "after"}), ("truncated", {}), ("cut_after", {})]


class TestTheChatIsGone:
    @pytest.mark.parametrize("kind", ["blocked", "deactivated", "chat_not_found"])
    async def test_one_post_fails_and_the_others_wait(self, desk: Desk, ann: Person, kind: str) -> None:
        waiting = await desk.schedule(await desk.post("The next one."), after=3600)
        await desk.fault(kind)
        refused = await desk.due()
        refused = await desk.reaches(refused, FAILED)
        assert refused.reason == kind.replace("_", " ")
        assert await desk.status(refused.post_id) == PostStatus.FAILED
        await desk.reaches(waiting, HELD)
        chat = await Chat.get(id=ann.telegram_id)
        assert (chat.enabled, chat.disabled_reason) == (False, kind.replace("_", " "))
        assert len(await desk.copies(SHORT)) == 0

        await ann.says("/start")
        await desk.reaches(waiting, DeliveryStatus.SCHEDULED)
        assert (await Chat.get(id=ann.telegram_id)).enabled
        await ann.sees("⚠️ A post could not be delivered")
        await ann.taps("Show the post")
        assert "could not be delivered" in ann.last_text
        assert SHORT in ann.last_text

    async def test_who_blocks_us_is_left_in_peace_and_finds_all_on_return(
        self, desk: Desk, ann: Person
    ) -> None:
        delivery = await desk.held_back()
        await ann.changes(blocked=True)
        await desk.reaches(delivery, HELD)
        await Delivery.filter(id=delivery.id).update(due_at=delivery.created_at)
        await desk.tick()
        assert await desk.copies(SHORT) == []
        await ann.changes(blocked=False)
        await ann.sees("Time for X")
        assert len(await desk.copies(SHORT)) == 1

    async def test_what_is_more_than_a_day_late_is_kept_but_not_sent(self, desk: Desk, ann: Person) -> None:
        delivery = await desk.held_back()
        await ann.changes(blocked=True)
        await desk.reaches(delivery, HELD)
        await Delivery.filter(id=delivery.id).update(scheduled_for=datetime(2026, 1, 1, 9, tzinfo=UTC))
        await ann.changes(blocked=False)
        await ann.says("/schedule")
        assert SHORT in ann.last_text
        await ann.taps("1")
        await ann.taps("🚀 Send now")
        await ann.sees("Time for X")

    async def test_a_post_that_failed_can_be_scheduled_again(self, desk: Desk, ann: Person) -> None:
        await desk.fault("blocked")
        refused = await desk.reaches(await desk.due(), FAILED)
        await ann.says("/start")
        await ann.sees("could not be delivered")
        await ann.taps("Show the post")
        await ann.taps("🗓 Schedule")
        await ann.taps("In 1 hour")
        assert await desk.status(refused.post_id) == PostStatus.SCHEDULED


async def test_the_chat_moves(desk: Desk, ann: Person, bob: Person, sit: Sit) -> None:
    """Bob's chat plays the new one: nothing is counted as a failure and nothing is flagged."""
    bobs = await sit(bob)
    later = await desk.schedule(await desk.post("Another day."), after=3600)
    await desk.fault("migrated", toChatId=bob.telegram_id)
    delivery = await desk.reaches(await desk.due(), SENT)
    assert (delivery.chat_id, delivery.possible_duplicate, delivery.refusals) == (bob.telegram_id, False, 0)
    assert await desk.copies(SHORT) == []
    assert [FOOTER in text for text in await bobs.copies(SHORT)] == [False]
    assert (await Delivery.get(id=later.id)).chat_id == bob.telegram_id
    assert (await Chat.get(id=ann.telegram_id)).disabled_reason == "moved"


async def test_too_many_requests_rest_the_fleet_and_count_for_nothing(
    desk: Desk, ann: Person, bob: Person, sit: Sit, telegram: TelegramSandbox
) -> None:
    bobs = await sit(bob)
    await desk.fault("too_many_requests", retryAfter=1)
    started = time.time()
    delivery = await desk.due()
    await desk.reaches(delivery, DeliveryStatus.SCHEDULED, SENT)
    others = await bobs.due("Bob's post, which has to wait as well.")
    delivery = await desk.reaches(delivery, SENT)
    await desk.reaches(others, SENT)
    assert (delivery.refusals, delivery.ambiguous, delivery.possible_duplicate) == (0, 0, False)
    assert await desk.attempts(delivery) == ["NOT_SENT", "SENT"]
    [text] = await desk.copies(SHORT)
    assert FOOTER not in text
    accepted = [c["at"] for c in await telegram.calls(method="sendMessage", ok=True) if c["at"] > started]
    assert min(accepted) - started >= 1


async def test_a_rest_changes_no_order(desk: Desk, ann: Person) -> None:
    posts = [await desk.post(f"Number {number}.") for number in range(3)]
    await desk.fault("too_many_requests", retryAfter=1)
    deliveries = [await desk.schedule(post) for post in posts]
    await desk.tick()
    for delivery in deliveries:
        await desk.reaches(delivery, SENT)
    assert [text[14:23] for text in await desk.copies("Number")] == [f"Number {n}." for n in range(3)]


async def test_bad_content_is_not_tried_again_and_the_person_is_told(desk: Desk, ann: Person) -> None:
    """A card that Telegram finds too long: nothing that we let anybody write leads there."""
    delivery = await desk.held_back()
    await Post.filter(id=delivery.post_id).update(text="x" * 4200)
    await desk.becomes(delivery, DeliveryStatus.SCHEDULED)
    refused = await desk.reaches(delivery, FAILED)
    assert refused.reason == "bad content"
    assert await desk.attempts(delivery) == ["REFUSED"]
    await ann.sees("⚠️ A post could not be delivered")
    assert (await Chat.get(id=ann.telegram_id)).enabled


class TestNobodyKnowsWhetherItArrived:
    @pytest.mark.parametrize(("kind", "order"), AMBIGUOUS)
    async def test_one_flagged_second_copy(
        self, desk: Desk, ann: Person, kind: str, order: dict[str, str]
    ) -> None:
        await desk.fault(kind, **order)
        delivery = await desk.reaches(await desk.due(), SENT)
        assert delivery.possible_duplicate
        assert [FOOTER in text for text in await desk.copies(SHORT)] == [False, True]
        assert await desk.attempts(delivery) == ["IN_DOUBT", "SENT"]
        assert await desk.status(delivery.post_id) == PostStatus.DELIVERED
        await ann.looks()
        await ann.taps_on(ann.last["message_id"], label="✅ Posted")
        assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED

    @pytest.mark.parametrize("kind", ["cut_before", "bad_gateway"])
    async def test_flagged_also_when_it_did_not_arrive(self, desk: Desk, ann: Person, kind: str) -> None:
        """A line that breaks before or after looks the same from here."""
        await desk.fault(kind)
        await desk.reaches(await desk.due(), SENT)
        assert [FOOTER in text for text in await desk.copies(SHORT)] == [True]

    async def test_a_long_text_and_its_card_are_flagged_each_for_itself(
        self, desk: Desk, ann: Person
    ) -> None:
        await desk.fault("cut_after")
        await desk.fault("cut_after", skip=1)
        await desk.due(LONG)
        await ann.sees("Time for X")
        texts, cards = await desk.copies(LONG), await desk.copies("Time for X")
        while len(cards) < 2:
            cards = await desk.copies("Time for X")
        assert [FOOTER in text for text in texts] == [False, True]
        assert [FOOTER in text for text in cards] == [False, True]
        await ann.looks()
        second = next(m for m in reversed(ann.received) if text_of(m).startswith(LONG))
        code = second["entities"][0]
        assert (code["offset"], code["length"]) == (0, len(LONG)), "a tap copies the text without the footer"

    async def test_a_fresh_post_and_a_notice_are_flagged_too(self, desk: Desk, ann: Person) -> None:
        post = await desk.post("A fresh one.")
        await desk.fault("cut_after")
        await post_fresh_posts(desk.user, [post.id], chat_id=ann.telegram_id)
        await ann.sees(FOOTER)
        assert [FOOTER in text for text in await desk.copies("A fresh one.")] == [False, True]
        await desk.fault("cut_after")
        await post_notice(desk.user, key=str(post.id), topic="delivery-failed", post=str(post.id))
        await ann.sees("could not be delivered")
        while len(news := await desk.copies("could not be delivered")) < 2:
            pass
        assert [FOOTER in text for text in news] == [False, True]

    async def test_a_tap_on_the_first_copy_spares_the_second(self, desk: Desk, ann: Person) -> None:
        """Whoever taps a card has it."""
        delivery = await desk.held_back()
        await desk.becomes(
            delivery, DeliveryStatus.SENDING, fence=1, lease_until=datetime(2100, 1, 1, tzinfo=UTC)
        )
        await ann.taps_on(ann.last["message_id"], data=f"card:{delivery.id.hex}:posted")
        assert ann.last_answer == "Well done!"
        assert await desk.status(delivery.post_id) == PostStatus.PUBLISHED
        await desk.reaches(delivery, SENT)
        assert await desk.copies(SHORT) == []

    @pytest.fixture
    async def unknown(self, desk: Desk, ann: Person) -> Delivery:
        await desk.fault("cut_after", times=2)
        return await desk.reaches(await desk.due(), UNKNOWN)

    async def test_twice_is_asked_about(self, unknown: Delivery, desk: Desk, ann: Person) -> None:
        question = await ann.sees("Did it arrive?")
        assert labels(question) == ["Yes, it arrived", "Send again"]
        assert len(await desk.copies(SHORT)) == 2
        yes = await ann.taps("Yes, it arrived")
        assert yes["answer"] is not None
        assert "It counts as delivered" in ann.last_text
        assert (await Delivery.get(id=unknown.id)).status == SENT
        assert await desk.status(unknown.post_id) == PostStatus.DELIVERED
        await desk.tick()
        assert len(await desk.copies(SHORT)) == 2

    async def test_twice_and_wanted_again(self, unknown: Delivery, desk: Desk, ann: Person) -> None:
        question = await ann.sees("Did it arrive?")
        await ann.taps("Send again")
        await ann.sees("I am sending it again.")
        again = await desk.reaches(unknown, SENT)
        assert len(await desk.copies(SHORT)) == 3
        assert again.possible_duplicate
        await ann.taps_on(question["message_id"], data=f"card:{unknown.id.hex}:again")
        await ann.taps_on(question["message_id"], data=f"card:{unknown.id.hex}:arrived")
        assert "I am sending it again." in text_of(await ann.sees("I am sending it again."))
        assert len(await desk.copies(SHORT)) == 3

    async def test_the_card_itself_answers(self, unknown: Delivery, desk: Desk, ann: Person) -> None:
        await ann.sees("Did it arrive?")
        await ann.taps("✅ Posted")
        assert (await Delivery.get(id=unknown.id)).status == SENT
        assert await desk.status(unknown.post_id) == PostStatus.PUBLISHED

    async def test_a_long_text_that_arrived_is_followed_by_its_card(self, desk: Desk, ann: Person) -> None:
        await desk.fault("cut_after", times=2)
        await desk.reaches(await desk.due(LONG), UNKNOWN)
        await ann.sees("Did it arrive?")
        assert ann.count("Time for X") == 0
        await ann.taps("Yes, it arrived")
        await ann.sees("Time for X")
        assert len(await desk.copies(LONG)) == 2

    async def test_never_duplicate_asks_at_once(self, desk: Desk, ann: Person) -> None:
        delivery = await desk.held_back(policy=Policy.NEVER_DUPLICATE)
        await desk.fault("cut_after")
        await desk.becomes(delivery, DeliveryStatus.SCHEDULED)
        await desk.reaches(delivery, UNKNOWN)
        await ann.sees("Did it arrive?")
        assert len(await desk.copies(SHORT)) == 1


async def test_a_notice_comes_once_per_key(desk: Desk, ann: Person) -> None:
    post = await desk.post()
    for _ in range(3):
        await post_notice(desk.user, key=f"once:{post.id}", topic="delivery-failed", post=str(post.id))
    await ann.sees("could not be delivered")
    await desk.tick()
    assert await Delivery.filter(owner=desk.user, kind=Kind.NOTICE).count() == 1


async def test_a_notice_without_words_stops_nothing(desk: Desk, ann: Person) -> None:
    """One that an older or newer version of us would have known how to say."""
    await post_notice(desk.user, key=f"odd:{ann.telegram_id}", topic="unheard-of")
    await desk.due()
    await ann.sees("Time for X")
    odd = await Delivery.get(owner=desk.user, kind=Kind.NOTICE)
    assert (await desk.reaches(odd, FAILED)).reason == "cannot be shown"


async def test_a_notice_for_somebody_without_a_chat_is_dropped(desk: Desk) -> None:
    nobody = await User.create(name="Only on the web")
    await post_notice(nobody, key=f"web:{nobody.id}", topic="delivery-failed", post=str(nobody.id))
    assert not await Delivery.exists(owner=nobody)
