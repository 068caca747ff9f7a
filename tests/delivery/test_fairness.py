"""One person's thousands of posts, and everybody else's one; and what an outage has held up."""

import time
from datetime import timedelta

from domain.accounts.models import User
from domain.database import database_time, rows
from domain.delivery import transitions
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.platforms import Platform
from domain.posts.models import Post
from tests.delivery.conftest import Sit
from tests.delivery.desk import Desk
from tests.people import Person, text_of

MANY = 5_000
A_FEW = 3
CANCELLED = DeliveryStatus.CANCELLED


async def pile_up(user: User, chat_id: int, number: int) -> None:
    """So many posts of one person, all of them due a minute ago."""
    posts = [Post(owner=user, platform=Platform.TWITTER, text=f"Pile {n:04}") for n in range(number)]
    await Post.bulk_create(posts, batch_size=1_000)
    due = await database_time() - timedelta(minutes=1)
    await Delivery.bulk_create(
        [
            Delivery(owner=user, chat_id=chat_id, kind=Kind.POST, post_id=p.id, scheduled_for=due, due_at=due)
            for p in posts
        ],
        batch_size=1_000,
    )


async def test_five_thousand_of_one_keep_nobody_waiting(desk: Desk, bob: Person, sit: Sit) -> None:
    bobs = await sit(bob)
    await pile_up(desk.user, desk.person.telegram_id, MANY)
    try:
        await desk.person.sees("Pile")
        begun = time.monotonic()
        await bobs.due("Only this one.")
        await bob.sees("Only this one.", within=10)
        took = time.monotonic() - begun
        hers = Delivery.filter(owner=desk.user, kind=Kind.POST)
        in_hand = await hers.filter(status__in=(DeliveryStatus.CLAIMED, DeliveryStatus.SENDING)).count()
        assert in_hand <= 2 * A_FEW, "two ticks at once may each take the most"
        assert await hers.filter(status=DeliveryStatus.SCHEDULED).count() > MANY - 1_000
        assert took < 5
    finally:
        await Delivery.filter(owner=desk.user, status=DeliveryStatus.SCHEDULED).update(status=CANCELLED)


async def test_everybodys_oldest_comes_before_anybodys_second(desk: Desk, bob: Person, sit: Sit) -> None:
    bobs = await sit(bob)
    desk.user.active = bobs.user.active = False  # the ticks of this process leave them alone
    await desk.user.save()
    await bobs.user.save()
    await pile_up(desk.user, desk.person.telegram_id, 10)
    his = await bobs.schedule(await bobs.post("His."))
    await rows("UPDATE users SET active = TRUE WHERE id = ANY($1) RETURNING id", [desk.user.id, bobs.user.id])
    claimed = [d for d, _ in await transitions.claim("test", horizon=timedelta(seconds=1), limit=1_000)]
    mine = [d for d in claimed if d.owner_id == desk.user.id]
    assert len(mine) <= A_FEW
    taken = await Delivery.get(id=his.id)
    assert taken.status != DeliveryStatus.SCHEDULED, "by this claim or by a tick of the product"
    for delivery in claimed:
        await transitions.release_claim(delivery)
    await Delivery.filter(owner=desk.user, status__in=("SCHEDULED", "CLAIMED")).update(status=CANCELLED)


async def test_after_an_outage_the_oldest_comes_first_and_says_how_late(desk: Desk, ann: Person) -> None:
    deliveries = [await desk.held_back(f"Hours late: {hours}") for hours in (1, 5, 3)]
    now = await database_time()
    await rows(
        """
        UPDATE deliveries d SET scheduled_for = late.at, due_at = late.at
        FROM unnest($1::uuid[], $2::timestamptz[]) AS late (id, at) WHERE d.id = late.id RETURNING d.id
        """,
        [delivery.id for delivery in deliveries],
        [now - timedelta(hours=hours, minutes=1) for hours in (1, 5, 3)],
    )
    for delivery in deliveries:
        await desk.reaches(delivery, DeliveryStatus.SENT)
    await ann.looks()
    came = [text_of(m) for m in ann.received if "Hours late" in text_of(m)]
    assert [text.split("Hours late: ")[1][0] for text in came] == ["5", "3", "1"]
    assert ["It is 5 hrs 1 min late" in came[0], "It is 1 hr 1 min late" in came[2]] == [True, True]
