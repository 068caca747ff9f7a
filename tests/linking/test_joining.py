"""Two accounts that both have something become one, or stay as they are."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import asyncpg
import pytest
from pydantic import SecretStr

from domain.accounts.models import ApiKey, Digest, LinkSide, Plan, User
from domain.app import UseCases
from domain.billing.models import Checkout, CheckoutStatus, Customer
from domain.brands.models import Brand
from domain.database import database_time, rows
from domain.linking import moving
from domain.linking.errors import LinkOver, PaymentOpen, TwoPaidPlans
from domain.linking.foresee import renamed
from domain.platforms import Platform
from domain.posts.models import Post
from domain.settings import Settings
from domain.usage import ledger
from domain.usage.models import UsageKind, UsagePeriod
from domain.writing.models import Source
from tests.delivery.desk import Desk
from tests.linking.conftest import Link, SignUp
from tests.people import Person, TelegramSandbox

KEEP = timedelta(hours=1)


async def account(person: Person) -> User:
    return await User.get(telegram_id=person.telegram_id)


async def write(user: User, *texts: str) -> list[Post]:
    return [await Post.create(owner=user, platform=Platform.LINKEDIN, text=text) for text in texts]


async def use(user: User, used: int, reserved: int) -> UUID:
    """So many posts used this month, and an order under way; returns what is reserved for."""
    now, done, under_way = datetime.now(UTC), uuid4(), uuid4()
    await ledger.reserve(user, UsageKind.POSTS, {done: used, under_way: reserved}, now=now, keep=KEEP)
    await ledger.commit(done, used)
    return under_way


async def test_both_have_something(
    sign_up: SignUp, berlin_ann: Person, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    web, chat, ann = await sign_up(), await account(berlin_ann), berlin_ann
    on_web = await web.user()
    await User.filter(id=on_web.id).update(plan=Plan.PRO, digest=Digest.OFF, timezone="Asia/Tokyo")
    for name in ("Acme", "Shop"):
        await use_cases.create_brand(await web.user(), name=name)
    await use_cases.create_brand(chat, name="Acme")
    written_on_web, written_in_chat = await write(on_web, "One.", "Two."), await write(chat, "Three.")
    desk = Desk(ann, chat, use_cases, telegram)
    delivery = await desk.schedule(written_in_chat[0], after=30 * 24 * 3600)
    await use_cases.create_api_key(on_web, name="My site")
    for user in (on_web, chat):
        await Source.create(owner=user, text="A long story.", first_message_id=7)
    await rows(
        """
        INSERT INTO spending_days (id, day, scope, cost)
        SELECT gen_random_uuid(), current_date, unnest($1::text[]), 0.25 RETURNING 1
        """,
        [str(on_web.id), str(chat.id)],
    )
    under_way = [await use(on_web, 3, 2), await use(chat, 4, 1)]

    await ann.says(f"/start link_{await web.asks()}")
    for words in (
        "Both have something already, and become one account:",
        "• This chat: 1 brand, 1 post, 1 scheduled",
        "• The web account: 2 brands, 2 posts, 0 scheduled",
        "• What was used this month is added up: 10 posts, 0 pictures, 0 characters of speech",
        "• The plan is PRO then",
        "stay as they are here",
        "• The default brand is “Acme”",
        "• Both have a brand “Acme”: one of them is called “Acme 2” then",
    ):
        assert words in ann.last_text
    await ann.taps("Yes, connect")
    foreseen = (await web.waiting()).foresight
    assert (foreseen.keeps, foreseen.plan, foreseen.over_plan) == (LinkSide.CHAT, Plan.PRO, 0)
    await web.confirms()
    await ann.sees("✅ This chat is connected")

    user = await web.user()
    assert user.telegram_id == ann.telegram_id
    assert (user.plan, user.timezone, user.digest) == (Plan.PRO, "Europe/London", Digest.DAILY)
    brands = await Brand.filter(owner=user).order_by("name")
    assert [(brand.name, brand.is_default) for brand in brands] == [
        ("Acme", True),
        ("Acme 2", False),
        ("Shop", False),
    ]
    assert await Post.filter(owner=user).count() == len(written_on_web) + len(written_in_chat)
    assert await ApiKey.filter(owner=user).count() == 1
    assert await Source.filter(owner=user).count() == 2
    month = await UsagePeriod.get(user=user, kind=UsageKind.POSTS)
    assert (month.used, month.reserved) == (7, 3)
    spent = await rows("SELECT cost FROM spending_days WHERE scope = $1", str(user.id))
    assert [row["cost"] for row in spent] == [Decimal("0.5")]

    await ledger.commit(under_way[0], 2)
    await ledger.release(under_way[1])
    month = await UsagePeriod.get(user=user, kind=UsageKind.POSTS)
    assert (month.used, month.reserved) == (9, 0), "what was under way settles in the month of both"

    await use_cases.send_now(user, written_in_chat[0].id)
    await use_cases.deliver_due()
    await ann.sees("Three.")
    desk.user = user
    assert (await desk.schedule(written_on_web[0])).owner_id == user.id
    await use_cases.deliver_due()
    await ann.sees("One.")
    assert delivery.chat_id == ann.telegram_id


async def test_more_brands_than_the_plan_has_room_for_all_stay(
    sign_up: SignUp, berlin_ann: Person, use_cases: UseCases, link: Link
) -> None:
    web = await sign_up()
    await use_cases.create_brand(await account(berlin_ann), name="Here")
    await use_cases.create_brand(await web.user(), name="There")
    code = await web.asks()
    await berlin_ann.says(f"/start link_{code}")
    assert "1 brand more than the plan has room for" in berlin_ann.last_text
    await berlin_ann.taps("Yes, connect")
    await web.confirms()
    await berlin_ann.says("/brands")
    assert "Here" in str(berlin_ann.last) and "There" in str(berlin_ann.last)


def test_names_that_are_taken_get_the_smallest_free_number() -> None:
    assert renamed(["A", "A 2"], ["A", "B"]) == [("A", "A 3")]
    assert renamed(["A"], ["A", "A 2"]) == [("A", "A 3")]
    [(_, name)] = renamed(["x" * 64], ["x" * 64])
    assert (len(name), name[-3:]) == (64, "x 2")


async def test_two_paid_plans_are_not_joined(
    sign_up: SignUp, berlin_ann: Person, use_cases: UseCases
) -> None:
    web = await sign_up()
    await User.filter(id=(await web.user()).id).update(plan=Plan.PRO)
    code = await web.asks()
    await User.filter(telegram_id=berlin_ann.telegram_id).update(plan=Plan.BUSINESS)
    await berlin_ann.says(f"/start link_{code}")
    assert "Both accounts have a paid plan" in berlin_ann.last_text
    await User.filter(telegram_id=berlin_ann.telegram_id).update(plan=Plan.FREE)
    await berlin_ann.says(f"/start link_{code}")
    await berlin_ann.taps("Yes, connect")
    waiting = await web.waiting()
    await Customer.create(user=await account(berlin_ann), subscription_id="sub_1", status="past_due")
    with pytest.raises(TwoPaidPlans):
        await use_cases.agree_to_link(await web.user(), waiting.link.id, on=LinkSide.WEB)
    assert (await account(berlin_ann)).clerk_id is None


async def test_the_customer_who_pays_stays(
    sign_up: SignUp, berlin_ann: Person, use_cases: UseCases, link: Link
) -> None:
    web, chat = await sign_up(), await account(berlin_ann)
    await Customer.create(user=await web.user(), customer_id=f"cus_{uuid4().hex}")
    paying = await Customer.create(
        user=chat, customer_id=f"cus_{uuid4().hex}", plan=Plan.PRO, status="active", subscription_id="sub_2"
    )
    await User.filter(id=chat.id).update(plan=Plan.PRO)
    page = await Checkout.create(user=await web.user(), plan=Plan.PRO, status=CheckoutStatus.OPEN)
    code = await web.asks()
    with pytest.raises(PaymentOpen):
        await use_cases.use_link_code(chat, code, on=LinkSide.CHAT)
    await Checkout.filter(id=page.id).update(status=CheckoutStatus.EXPIRED)
    await link(web, berlin_ann)
    user = await web.user()
    assert user.plan is Plan.PRO
    assert [customer.id for customer in await Customer.filter(user=user)] == [paying.id]


async def _end_session(*, waiting_for: str) -> None:
    """Ends the session that waits for a lock with such a statement, as soon as there is one."""
    ended: list[object] = []
    while not ended:
        await asyncio.sleep(0.02)
        ended += await rows(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND ltrim(query) LIKE $1
            """,
            waiting_for,
        )


async def test_a_connection_that_is_cut_in_the_middle_leaves_both_as_they_were(
    sign_up: SignUp, berlin_ann: Person, settings: Settings, use_cases: UseCases
) -> None:
    """The joining waits for a row that somebody holds; there its session is ended, as by a crash."""
    web, chat = await sign_up(), await account(berlin_ann)
    [post] = await write(chat, "Mine.")
    await write(await web.user(), "Wanda's.")
    await use_cases.create_brand(chat, name="Here")
    await berlin_ann.says(f"/start link_{await web.asks()}")
    await berlin_ann.taps("Yes, connect")
    both = User.filter(id__in=[chat.id, (await web.user()).id]).order_by("id")
    before = await both.values()

    assert isinstance(settings.database_url, SecretStr)
    holder = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        hold = holder.transaction()
        await hold.start()
        await holder.execute("SELECT 1 FROM posts WHERE id = $1 FOR UPDATE", post.id)
        confirming = asyncio.create_task(web.confirms())
        async with asyncio.timeout(20):
            await _end_session(waiting_for="SELECT id FROM posts WHERE owner_id%")
        with pytest.raises(Exception, match=r".+"):
            await confirming
        await hold.rollback()
    finally:
        await holder.close()
    assert await both.values() == before
    assert (await Post.get(id=post.id)).owner_id == chat.id

    await web.confirms()
    assert (await web.user()).telegram_id == berlin_ann.telegram_id


async def test_what_is_written_at_the_same_time_is_not_lost(
    sign_up: SignUp, berlin_ann: Person, use_cases: UseCases, telegram: TelegramSandbox
) -> None:
    """Posts are scheduled and orders counted for the chat's account while it becomes the other one."""
    web, chat = await sign_up(), await account(berlin_ann)
    await write(await web.user(), "Wanda's.")
    posts = await write(chat, *(f"Number {n}." for n in range(30)))
    await berlin_ann.says(f"/start link_{await web.asks()}")
    await berlin_ann.taps("Yes, connect")
    desk, joined = Desk(berlin_ann, chat, use_cases, telegram), asyncio.Event()

    async def work() -> None:
        for number, post in enumerate(posts):
            if number == 5:
                joined.set()
            try:
                await desk.schedule(post, after=30 * 24 * 3600)
            except Exception as error:
                assert type(error).__name__ in ("PostNotFound", "ChatUnknown"), error
            await Post.create(owner=chat, platform=Platform.LINKEDIN, text="Late.")

    working = asyncio.create_task(work())
    await joined.wait()
    await web.confirms()
    await working
    user = await web.user()
    emptied = await User.get(id=chat.id)
    assert (emptied.active, emptied.joined_to_id, emptied.telegram_id) == (False, user.id, None)
    await use_cases.follow_links()
    assert await Post.filter(owner=user).count() == 1 + 30 + 30
    assert await rows("SELECT 1 FROM deliveries WHERE owner_id = $1", chat.id) == []

    await Post.create(owner=emptied, platform=Platform.LINKEDIN, text="Very late.")
    await Brand.create(owner=emptied, name="Late", is_default=True)
    await User.filter(id=emptied.id).update(updated_at=await database_time() - timedelta(hours=2))
    invited = await User.create(telegram_id=None, invited_by_id=emptied.id)
    await use_cases.follow_links()
    assert not await User.exists(id=emptied.id)
    assert await Post.filter(owner=user, text="Very late.").exists()
    assert (await User.get(id=invited.id)).invited_by_id == user.id


async def test_every_table_that_has_to_do_with_a_user_is_handled() -> None:
    """A new table belongs into domain/linking/moving.py: its rows would be lost with the emptied user."""
    referring = await rows(
        """
        SELECT con.conrelid::regclass::text AS name, att.attname AS col
        FROM pg_constraint con
        JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]
        WHERE con.contype = 'f' AND con.confrelid = 'users'::regclass
        """
    )
    named = await rows(
        """
        SELECT table_name AS name, column_name AS col FROM information_schema.columns
        WHERE table_schema = 'public' AND (table_name NOT LIKE 'pgqueuer%')
          AND (column_name IN ('owner_id', 'user_id', 'joined_to_id', 'actor_id')
               OR column_name LIKE '%\\_by\\_id' OR (table_name, column_name) = ('spending_days', 'scope'))
        """
    )
    found = {(row["name"], row["col"]) for row in (*referring, *named)}
    known = (moving.MOVED, moving.ADDED_UP, moving.CHOSEN, moving.MENTIONED, moving.NEVER)
    assert found == {place for places in known for place in places}
    assert len(referring) > 15


async def test_a_chat_that_agreed_to_two_is_linked_with_one(sign_up: SignUp, ann: Person) -> None:
    """Both web accounts say yes at the same time (invariant I7)."""
    webs = [await sign_up(), await sign_up(email="zoe@example.com")]
    for web in webs:
        await ann.says(f"/start link_{await web.asks()}")
        await ann.taps("Yes, connect")
    answers = await asyncio.gather(*(web.confirms() for web in webs), return_exceptions=True)
    [refusal] = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refusal, LinkOver)
    linked = [web for web in webs if (await web.status()).linked]
    assert [(await web.user()).telegram_id for web in linked] == [ann.telegram_id]
    assert await User.filter(telegram_id=ann.telegram_id).count() == 1
