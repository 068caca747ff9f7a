"""Who somebody is, and how they are spoken to: over HTTP and in the chat it is the same."""

from datetime import UTC, datetime
from uuid import uuid4

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.app import UseCases
from domain.delivery.models import Delivery, Kind
from domain.delivery.operators import OperatorNotices
from domain.delivery.outbox import post_notice, tell_anyway
from domain.scheduling.moments import moment_at
from domain.usage import ledger
from domain.usage.models import UsageKind
from tests.people import Person, labels
from tests.web.client import Client

ME = "/api/v1/users/me"


async def test_settings_are_those_of_the_chat(anns_program: Client, berlin_ann: Person) -> None:
    me = (await anns_program.get(ME)).body
    assert (me["name"], me["locale"], me["timezone"], me["plan"]) == ("Ann", "en", "Europe/London", "FREE")
    assert (me["notices"], me["telegramLinked"], me["email"]) == (True, True, None)
    assert (me["digest"], me["quietHours"]) == ({"frequency": "daily", "hour": 8}, None)
    assert me["createdAt"].endswith("Z")

    wanted = {"locale": "es", "digest": {"hour": 21}, "quietHours": {"begin": 22, "end": 7}, "notices": False}
    changed = await anns_program.patch(ME, wanted)
    assert changed.status == 200
    assert changed.body == me | wanted | {"digest": {"frequency": "daily", "hour": 21}}
    assert (await anns_program.get(ME)).body == changed.body
    await berlin_ann.says("/settings")
    await berlin_ann.taps("Resumen y horas de silencio")
    assert "cada día a las 21:00" in berlin_ann.last_text
    assert "Avisos: desactivados" in berlin_ann.last_text
    assert "🌙 Horas de silencio" not in labels(berlin_ann.last)

    await berlin_ann.taps("🔔 Avisos")
    assert "de 22:00 a 7:00" in berlin_ann.last_text
    await berlin_ann.taps("🔕 Sin avisos")
    await berlin_ann.taps("🔔 Avisos")
    me = (await anns_program.get(ME)).body
    assert (me["notices"], me["quietHours"]) == (True, {"begin": 22, "end": 7})
    assert (await anns_program.patch(ME, {"quietHours": None})).body["quietHours"] is None
    assert (await anns_program.patch(ME, {})).body["locale"] == "es"


async def test_what_is_scheduled_follows_to_another_zone(anns_program: Client, use_cases: UseCases) -> None:
    ann = await User.get(id=(await anns_program.get(ME)).body["id"])
    post = await anns_program.post("/api/v1/posts", {"content": "Good morning.", "platform": "linkedin"})
    nine = moment_at(datetime(2090, 6, 1, 8, tzinfo=UTC), "Europe/London")
    await use_cases.schedule_post(ann, post.body["id"], nine)

    async def comes() -> str:
        return str((await anns_program.get(f"/api/v1/posts/{post.body['id']}")).body["scheduledFor"])

    assert (await anns_program.patch(ME, {"timezone": "Europe/Madrid"})).body["timezone"] == "Europe/Madrid"
    assert await comes() == "2090-06-01T07:00:00.000Z", "nine o'clock there"
    await anns_program.patch(ME, {"timezone": "Europe/London", "scheduled": "moment"})
    assert await comes() == "2090-06-01T07:00:00.000Z"


async def test_wrong_settings_change_nothing(anns_program: Client) -> None:
    before = (await anns_program.get(ME)).body
    for wrong, path in (
        ({"locale": "tlh"}, "locale"),
        ({"locale": None}, "locale"),
        ({"notices": False, "timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"timezone": "Europe/\x00Madrid"}, "timezone"),
        ({"notices": "no"}, "notices"),
        ({"notices": False, "digest": {"hour": 24}}, "digest.hour"),
        ({"digest": {"frequency": "hourly"}}, "digest.frequency"),
        ({"quietHours": {"begin": 1}}, "quietHours.end"),
        ({"scheduled": "never"}, "scheduled"),
        ({"plan": "BUSINESS"}, "plan"),
    ):
        refused = await anns_program.patch(ME, wrong)
        assert (refused.status, [issue["path"] for issue in refused.body["issues"]]) == (422, [path]), wrong
    assert (await anns_program.get(ME)).body == before


async def test_who_wants_no_news_is_still_told_what_they_must_know(
    anns_program: Client, use_cases: UseCases
) -> None:
    await anns_program.patch(ME, {"notices": False})
    ann = await User.get(id=(await anns_program.get(ME)).body["id"])
    assert ann.telegram_id
    async with in_transaction():
        await post_notice(ann, key=f"news:{ann.id}", topic="generation-failed")
        await tell_anyway(ann, key=f"must:{ann.id}", topic="delivery-failed")
        await OperatorNotices([ann.telegram_id])(key=f"operators:{ann.id}", topic="dead-event")
        told = await Delivery.filter(owner=ann, kind=Kind.NOTICE).values_list("notice_key", flat=True)
        await Delivery.filter(owner=ann).delete()
    assert sorted(map(str, told)) == [f"must:{ann.id}", f"operators:{ann.id}:{ann.telegram_id}"]


async def test_usage_of_the_month(anns_program: Client, use_cases: UseCases) -> None:
    ann = await User.get(id=(await anns_program.get(ME)).body["id"])
    await anns_program.post("/api/v1/brands", {"name": "Acme"})
    await anns_program.post("/api/v1/posts", {"content": "By hand.", "platform": "twitter"})
    now, job = datetime.now(UTC), uuid4()
    async with in_transaction():
        await ledger.reserve(
            ann, UsageKind.PICTURES, {job: 2}, now=now, keep=ledger.next_month(ledger.month_of(now)) - now
        )
    usage = (await anns_program.get(f"{ME}/usage")).body
    resets_at = usage["posts"].pop("resetsAt")
    assert resets_at.endswith("-01T00:00:00.000Z")
    assert datetime.fromisoformat(resets_at) == ledger.next_month(ledger.month_of(now))
    assert usage == {
        "posts": {"used": 1, "reserved": 0, "limit": 20},
        "pictures": {"used": 0, "reserved": 2, "limit": 5, "resetsAt": resets_at},
        "voiceCharacters": {"used": 0, "reserved": 0, "limit": 2000, "resetsAt": resets_at},
        "brands": {"used": 1, "reserved": 0, "limit": 1, "resetsAt": None},
    }
