"""What dead, slow and returning processes leave behind. Leases are set back instead of being waited for."""

import asyncio
from datetime import UTC, datetime

from domain.database import rows
from domain.delivery import transitions
from domain.delivery.models import Delivery, DeliveryAttempt, DeliveryStatus, Policy
from domain.posts.models import Post, PostStatus
from tests.delivery.desk import FOOTER, SHORT, Desk
from tests.people import Person

FAR = datetime(2100, 1, 1, tzinfo=UTC)
SENT, SENDING, CLAIMED, UNKNOWN = (
    DeliveryStatus.SENT,
    DeliveryStatus.SENDING,
    DeliveryStatus.CLAIMED,
    DeliveryStatus.UNKNOWN,
)


async def test_a_lost_claim_goes_out_once_and_unflagged(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    await desk.lost_while_claimed(delivery)
    after = await desk.reaches(delivery, SENT)
    assert (after.fence, after.ambiguous, after.possible_duplicate) == (2, 0, False)
    assert [FOOTER in text for text in await desk.copies(SHORT)] == [False]


async def test_a_claim_whose_lease_runs_is_left_alone(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    await desk.becomes(delivery, CLAIMED, fence=1, claimed_by="other", lease_until=FAR)
    await desk.tick()
    assert (await Delivery.get(id=delivery.id)).status == CLAIMED
    assert await desk.copies(SHORT) == []


async def test_a_lost_sending_goes_out_once_more_and_flagged(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    await desk.lost_while_sending(delivery)
    after = await desk.reaches(delivery, SENT)
    assert (after.fence, after.ambiguous, after.possible_duplicate) == (2, 1, True)
    assert [FOOTER in text for text in await desk.copies(SHORT)] == [True]
    assert await desk.attempts(delivery) == ["IN_DOUBT", "SENT"]


async def test_a_sending_lost_twice_is_asked_about(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back()
    await Delivery.filter(id=delivery.id).update(ambiguous=1, possible_duplicate=True)
    await desk.lost_while_sending(delivery)
    await desk.reaches(delivery, UNKNOWN)
    await ann.sees("Did it arrive?")
    assert await desk.copies(SHORT) == []


async def test_never_duplicate_asks_about_the_first_loss(desk: Desk, ann: Person) -> None:
    delivery = await desk.held_back(policy=Policy.NEVER_DUPLICATE)
    await desk.lost_while_sending(delivery)
    await desk.reaches(delivery, UNKNOWN)
    await ann.sees("Did it arrive?")


async def test_who_comes_back_with_an_old_fence_finishes_nothing(desk: Desk, ann: Person) -> None:
    """A process sleeps beyond its lease in the middle of a sending; another one takes over meanwhile."""
    await desk.fault("delay", seconds=1.2, where="after")
    delivery = await desk.due()
    slow = await desk.reaches(delivery, SENDING)
    await desk.lease_runs_out(delivery)
    taken_over = await desk.reaches(delivery, SENT)
    assert taken_over.fence == slow.fence + 1
    await asyncio.sleep(0.5)
    after = await Delivery.get(id=delivery.id)
    assert (after.status, after.message_id, after.sent_at) == (
        SENT,
        taken_over.message_id,
        taken_over.sent_at,
    )
    assert [FOOTER in text for text in await desk.copies(SHORT)] == [False, True]
    assert await desk.attempts(delivery) == ["SENT", "SENT"], "the late one is still written down"


async def test_an_old_fence_passes_no_guard(desk: Desk) -> None:
    delivery = await desk.held_back()
    await desk.becomes(delivery, SENDING, fence=5, lease_until=FAR)
    old = await Delivery.get(id=delivery.id)
    old.fence = 4
    assert not await transitions.begin(old)
    assert not await transitions.sent(old, 1)
    assert not await transitions.failed(old, "blocked")
    assert not await transitions.try_later(old, None, reason="paused", counts=False)
    assert await transitions.in_doubt(old, "lost") is None
    assert not await transitions.release_claim(old)
    now = await Delivery.get(id=delivery.id)
    assert (now.status, now.fence) == (SENDING, 5)
    await Delivery.filter(id=delivery.id).update(status=DeliveryStatus.CANCELLED)


async def test_good_news_that_comes_late_spares_the_second_copy(desk: Desk) -> None:
    delivery = await desk.held_back()
    await Delivery.filter(id=delivery.id).update(status=SENDING, fence=1)
    mine = await Delivery.get(id=delivery.id)
    assert await transitions.in_doubt(mine, "process lost") == DeliveryStatus.SCHEDULED
    assert await transitions.sent(mine, 4711)
    assert (await Delivery.get(id=delivery.id)).status == SENT


async def test_a_claim_is_void_once_the_delivery_is_moved(desk: Desk, ann: Person) -> None:
    delivery = await desk.schedule(await desk.post(), after=1.3)
    await desk.reaches(delivery, CLAIMED)
    post = await Post.get(id=delivery.post_id)
    await desk.schedule(post, after=3600)
    await asyncio.sleep(1.6)
    assert await desk.copies(SHORT) == []
    assert (await Delivery.get(id=delivery.id)).status == DeliveryStatus.SCHEDULED


async def test_a_claim_is_void_once_the_delivery_is_cancelled(desk: Desk, ann: Person) -> None:
    delivery = await desk.schedule(await desk.post(), after=1.3)
    await desk.reaches(delivery, CLAIMED)
    assert delivery.post_id is not None
    await ann.taps_on(ann.last["message_id"], data=f"post:{delivery.post_id.hex}:unsch")
    await asyncio.sleep(1.6)
    assert await desk.copies(SHORT) == []
    assert await desk.status(delivery.post_id) == PostStatus.DRAFT


async def test_many_ticks_at_once_send_everything_once(desk: Desk, ann: Person) -> None:
    posts = [await desk.post(f"Post {number:02} of many.") for number in range(20)]
    deliveries = [await desk.schedule(post, after=0.5) for post in posts]
    await asyncio.gather(*(desk.tick() for _ in range(20)))
    for delivery in deliveries:
        await desk.reaches(delivery, SENT)
    copies = await desk.copies("of many.")
    assert len(copies) == len(set(copies)) == 20
    assert all(FOOTER not in text for text in copies)


async def test_a_row_that_cannot_be_read_keeps_no_other_back(desk: Desk, ann: Person) -> None:
    """Whatever is wrong with one delivery, those behind it in the same chat go out."""
    broken = await desk.held_back("Broken.")
    await rows("UPDATE deliveries SET kind = 'NOTICE', notice = '{}' WHERE id = $1 RETURNING id", broken.id)
    await desk.becomes(broken, DeliveryStatus.SCHEDULED)
    await desk.due()
    await ann.sees("Time for X")
    after = await Delivery.get(id=broken.id)
    assert after.refusals > 0
    assert await DeliveryAttempt.filter(delivery=broken).count() == 0
    await Delivery.filter(id=broken.id).update(status=DeliveryStatus.CANCELLED)
