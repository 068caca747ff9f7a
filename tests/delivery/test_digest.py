"""The digest comes once a day, at the hour of its reader's clock, and only when it has something to say."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.accounts.models import Digest, User
from domain.app import UseCases
from domain.database import database_time
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.posts.models import Post, PostStatus
from domain.posts.plan_digests import STILL_WORTH_IT, DueHour, due_hours, plan_due
from domain.usage.ledger import month_of
from domain.usage.models import UsageKind, UsagePeriod
from tests.delivery.conftest import Sit
from tests.delivery.desk import SHORT, Desk
from tests.people import Person, TelegramSandbox, labels, text_of

MADRID = ZoneInfo("Europe/Madrid")
SENT, CANCELLED = DeliveryStatus.SENT, DeliveryStatus.CANCELLED
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
CHANGING = {
    "Europe/Madrid": (date(2027, 3, 28), date(2027, 10, 31)),
    "America/New_York": (date(2027, 3, 14), date(2027, 11, 7)),
    "Australia/Lord_Howe": (date(2027, 4, 4), date(2027, 10, 3)),
    "Africa/Cairo": (date(2027, 4, 30), date(2027, 10, 29)),
    "Asia/Beirut": (date(2027, 3, 28), date(2027, 10, 31)),
    "Antarctica/Troll": (date(2027, 3, 28), date(2027, 10, 31)),
    "Asia/Kolkata": (date(2027, 3, 28),),
    "Pacific/Kiritimati": (date(2027, 1, 1),),
}


async def reads_at_this_hour(desk: Desk, digest: Digest = Digest.DAILY, *, ahead: int = 0) -> None:
    """Somebody who has been here for a week, and whose digest is due in the hour that it is now.

    `ahead`: so many hours later, where the clock of the product itself shall not come between.
    """
    now = await database_time()
    hour, week_ago = (now.astimezone(MADRID).hour + ahead) % 24, now - timedelta(days=8)
    await User.filter(id=desk.user.id).update(digest=digest, digest_hour=hour, created_at=week_ago)


async def digests(desk: Desk) -> list[Delivery]:
    return await Delivery.filter(owner=desk.user, kind=Kind.DIGEST).order_by("scheduled_for")


async def test_what_went_out_what_comes_what_waits_and_the_plan(
    desk: Desk, ann: Person, use_cases: UseCases
) -> None:
    posted = await desk.reaches(await desk.due("Posted already."), SENT)
    await ann.sees("Posted already.")
    await ann.taps("✅ Posted")
    waiting = await desk.reaches(await desk.due("Waits for an answer."), SENT)
    for number in range(1, 8):
        await desk.schedule(await desk.post(f"Coming {number}."), after=3600 + 60 * number)
    await desk.schedule(await desk.post("Next week."), after=5 * 24 * 3600)
    month = month_of(await database_time())
    await UsagePeriod.create(user=desk.user, kind=UsageKind.POSTS, month=month, used=12)
    assert await desk.status(posted.post_id) == PostStatus.PUBLISHED
    await reads_at_this_hour(desk)
    await asyncio.gather(*(use_cases.plan_digests() for _ in range(4)))
    digest = await ann.sees("Your day")
    text = text_of(digest)
    assert "2 posts came since the last digest" in text
    assert "You have published 1 of them" in text
    assert "7 posts are coming" in text
    assert "Coming 5." in text
    assert "Coming 6." not in text
    assert "… and 2 more" in text
    assert "Next week." not in text
    assert "1 post waits for your answer" in text
    assert "12 of 20 posts" in text
    assert labels(digest) == ["1", "🗓 All that is coming"]
    await ann.taps_on(digest["message_id"], label="1")
    assert ann.last_text.startswith("⏰ Time for X\n\nWaits for an answer.")
    await ann.taps_on(ann.last["message_id"], label="⏭ Skip")
    assert await desk.status(waiting.post_id) == PostStatus.SKIPPED
    await ann.taps_on(digest["message_id"], label="🗓 All that is coming")
    assert "What is coming" in text_of(
        next(m for m in ann.received if m["message_id"] == digest["message_id"])
    )
    [planned] = await digests(desk)
    await desk.reaches(planned, SENT)
    await use_cases.plan_digests()
    assert len(await digests(desk)) == 1, "once for its local day"
    assert planned.notice_key is not None
    day = (await database_time()).astimezone(MADRID).date()
    assert planned.notice_key == f"digest:{desk.user.id}:{day}"
    assert planned.scheduled_for.astimezone(MADRID).minute == 0


async def test_nothing_to_say_is_not_said_and_the_day_is_done_with(
    desk: Desk, ann: Person, use_cases: UseCases
) -> None:
    await reads_at_this_hour(desk)
    await use_cases.plan_digests()
    assert [d.status for d in await digests(desk)] == [CANCELLED]
    await desk.schedule(await desk.post(), after=3600)
    await use_cases.plan_digests()
    await asyncio.sleep(0.3)
    await ann.looks()
    assert ann.count("Your day") == 0
    tomorrow = (await database_time()).astimezone(MADRID).date() + timedelta(days=1)
    await plan_due([due_now(await database_time(), tomorrow)])
    await ann.sees("1 post is coming")
    assert len(await digests(desk)) == 1, "the mark of an empty day goes when the next one is planned"


def due_now(now: datetime, day: date, *, ahead: int = 0) -> DueHour:
    hour = (now.astimezone(MADRID).hour + ahead) % 24
    return DueHour("Europe/Madrid", hour, day, now - timedelta(minutes=1))


async def test_a_weekly_one_comes_on_mondays_and_looks_a_week_ahead(desk: Desk, ann: Person) -> None:
    await reads_at_this_hour(desk, Digest.WEEKLY, ahead=12)
    await desk.schedule(await desk.post("In five days."), after=5 * 24 * 3600)
    now = await database_time()
    await plan_due([due_now(now, TUESDAY, ahead=12)])
    assert await digests(desk) == []
    await plan_due([due_now(now, MONDAY, ahead=12)])
    digest = await ann.sees("Your week")
    assert "In five days." in text_of(digest)


@pytest.mark.parametrize("reason", ["off", "new", "another hour", "blocked", "banned"])
async def test_who_gets_none(desk: Desk, ann: Person, use_cases: UseCases, reason: str) -> None:
    await desk.schedule(await desk.post(), after=3600)
    await reads_at_this_hour(desk)
    match reason:
        case "off":
            await User.filter(id=desk.user.id).update(digest=Digest.OFF)
        case "new":
            await User.filter(id=desk.user.id).update(created_at=await database_time())
        case "another hour":
            hour = (await database_time()).astimezone(MADRID).hour
            await User.filter(id=desk.user.id).update(digest_hour=(hour + 12) % 24)
        case "blocked":
            await ann.changes(blocked=True)
            [coming] = await Delivery.filter(owner=desk.user, kind=Kind.POST)
            await desk.reaches(coming, DeliveryStatus.HELD)
        case "banned":
            await User.filter(id=desk.user.id).update(active=False)
    await use_cases.plan_digests()
    assert await digests(desk) == []
    await User.filter(id=desk.user.id).update(active=True)
    await ann.changes(blocked=False)


async def test_one_that_comes_hours_too_late_is_not_told(desk: Desk, ann: Person) -> None:
    await desk.schedule(await desk.post(), after=3600)
    await reads_at_this_hour(desk, ahead=12)
    now = await database_time()
    late = replace(due_now(now, MONDAY, ahead=12), at=now - timedelta(hours=7))
    await plan_due([late])
    [digest] = await digests(desk)
    await desk.reaches(digest, CANCELLED)
    assert await desk.copies("Your day") == []


async def test_in_spanish(sit: Sit, telegram: TelegramSandbox, use_cases: UseCases) -> None:
    eva = await telegram.person("Eva", "es")
    desk = await sit(eva)
    await desk.schedule(await desk.post(), after=3600)
    await reads_at_this_hour(desk)
    await use_cases.plan_digests()
    digest = await eva.sees("Tu día")
    assert "Viene 1 publicación" in text_of(digest)
    assert SHORT in text_of(digest)


@pytest.mark.parametrize("zone", CHANGING)
def test_every_hour_of_every_day_comes_once_also_when_clocks_change(zone: str) -> None:
    """A clock that ticks every ten minutes, three days around each change."""
    for change in CHANGING[zone]:
        midnight = datetime(change.year, change.month, change.day, tzinfo=UTC)
        moments: dict[tuple[date, int], set[datetime]] = {}
        for tick in range(-36 * 6, 60 * 6):
            now = midnight + timedelta(minutes=10 * tick)
            for due in due_hours([zone], now):
                assert timedelta(0) <= now - due.at < STILL_WORTH_IT
                moments.setdefault((due.day, due.hour), set()).add(due.at)
        assert all(len(each) == 1 for each in moments.values())
        assert {(change, hour) for hour in range(24)} <= set(moments)
        for (day, hour), (at,) in moments.items():
            shown = at.astimezone(ZoneInfo(zone))
            jumped = shown.hour != hour or shown.minute
            assert shown.date() == day
            assert not jumped or day == change, "only on the day of the change an hour can be missing"


def test_a_worker_that_was_down_makes_up_for_three_hours() -> None:
    now = datetime(2027, 6, 1, 8, 30, tzinfo=UTC)
    assert [(due.hour, due.day.day) for due in due_hours(["Europe/Madrid"], now)] == [(10, 1), (9, 1), (8, 1)]
    night = datetime(2027, 6, 1, 23, 15, tzinfo=UTC)
    assert [(due.hour, due.day.day) for due in due_hours(["Europe/Madrid"], night)] == [
        (1, 2),
        (0, 2),
        (23, 1),
    ]


def test_a_zone_that_nobody_knows_stops_no_other() -> None:
    now = datetime(2027, 6, 1, 8, 0, tzinfo=UTC)
    assert {due.zone for due in due_hours(["Mars/Olympus", "../etc", "UTC"], now)} == {"UTC"}


async def test_settings(berlin_ann: Person) -> None:
    ann = berlin_ann
    await ann.says("/settings")
    await ann.taps("Digest and quiet hours")
    assert "Digest: daily at 08:00" in ann.last_text
    assert "Quiet hours: none" in ann.last_text
    await ann.taps("On Mondays")
    assert "Digest: on Mondays at 08:00" in ann.last_text
    await ann.taps("🕗 At 08:00")
    await ann.taps("18:00")
    assert "Digest: on Mondays at 18:00" in ann.last_text
    await ann.taps("🌙 Quiet hours")
    await ann.taps("22:00")
    assert "Quiet from 22:00 until when?" in ann.last_text
    await ann.taps("07:00")
    assert "Quiet hours: 22:00 to 07:00" in ann.last_text
    user = await User.get(telegram_id=ann.telegram_id)
    assert (user.digest, user.digest_hour, user.quiet_from, user.quiet_until) == (Digest.WEEKLY, 18, 22, 7)
    await ann.taps("🌙 Quiet hours")
    await ann.taps("No quiet hours")
    await ann.taps("Off")
    assert "Digest: off" in ann.last_text
    user = await User.get(telegram_id=ann.telegram_id)
    assert (user.digest, user.quiet_from, user.quiet_until) == (Digest.OFF, None, None)
    await ann.taps("« Back")
    assert ann.last_text.startswith("Settings")


@pytest.mark.parametrize("data", ["digest:daily:24", "digest:hourly:8", "quiet:7:-1", "qfrom:99", "digest::"])
async def test_buttons_that_we_never_made(berlin_ann: Person, data: str) -> None:
    await berlin_ann.says("/settings")
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data=data)
    assert berlin_ann.last_answer
    user = await User.get(telegram_id=berlin_ann.telegram_id)
    assert (user.digest, user.digest_hour) == (Digest.DAILY, 8)


async def test_the_digest_counts_what_missed_its_time(desk: Desk, ann: Person, use_cases: UseCases) -> None:
    post: Post = await desk.post("Missed.")
    delivery = await desk.schedule(post, after=3600)
    old = await database_time() - timedelta(days=2)
    await Delivery.filter(id=delivery.id).update(scheduled_for=old, due_at=old)
    await ann.sees("While I was away, 1 post missed its time")
    await reads_at_this_hour(desk)
    await use_cases.plan_digests()
    digest = await ann.sees("Your day")
    assert "1 post missed its time and waits for your word" in text_of(digest)
    await ann.taps_on(digest["message_id"], label="👀 Show them")
    assert "Missed." in ann.last_text
