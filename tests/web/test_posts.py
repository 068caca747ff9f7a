"""Posts over HTTP: written, found, changed, scheduled; the card arrives in the chat."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.delivery.models import Answer, Delivery, Kind
from domain.media.ports import MediaKind
from domain.posts.models import Post
from tests.media import files
from tests.people import Person
from tests.web.client import Client

POSTS = "/api/v1/posts"


async def ann_of(program: Client) -> User:
    return await User.get(id=(await program.get("/api/v1/users/me")).body["id"])


async def writes(program: Client, content: str = "We opened today.", **more: Any) -> dict[str, Any]:
    made = await program.post(POSTS, {"content": content, "platform": "linkedin"} | more)
    assert made.status == 201, made.body
    body: dict[str, Any] = made.body
    return body


def soon(seconds: float = 3600) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


async def test_a_draft_by_hand(anns_program: Client, berlin_ann: Person) -> None:
    brand = (await anns_program.post("/api/v1/brands", {"name": "Acme", "signature": "Acme"})).body
    made = await writes(anns_program, "  Word for word <b>&amp;\n\nas it is.  ")
    now = made.pop("createdAt")
    assert made.pop("updatedAt") == now
    assert made == {
        "id": made["id"],
        "content": "Word for word <b>&amp;\n\nas it is.",
        "platform": "linkedin",
        "status": "DRAFT",
        "brandId": brand["id"],
        "scheduledFor": None,
        "deliveredAt": None,
        "publishedAt": None,
        "liveUrl": None,
        "isPublic": False,
        "thread": False,
        "media": {"pictureId": None, "soundId": None},
        "generationId": None,
    }
    await berlin_ann.says("/posts")
    assert "Word for word <b>&amp;" in berlin_ann.last_text

    for wrong, status, reason in (
        ({"content": "x" * 281, "platform": "twitter"}, 422, "post_too_long"),
        ({"content": "\u200b", "platform": "twitter"}, 422, "post_empty"),
        ({"content": "x " * 9000, "platform": "twitter", "thread": True}, 422, "thread_too_long"),
        ({"content": "x", "platform": "myspace"}, 422, None),
        ({"content": "x", "platform": "twitter", "brandId": made["id"]}, 404, "brand_not_found"),
        ({"content": "x", "platform": "twitter", "mediaId": made["id"]}, 404, "media_not_found"),
        ({"content": "x", "platform": "twitter", "status": "PUBLISHED"}, 422, None),
    ):
        refused = await anns_program.post(POSTS, wrong)
        assert (refused.status, refused.body.get("reason")) == (status, reason), refused.body
    thread = await writes(anns_program, "A sentence. " * 40, platform="twitter", thread=True)
    assert thread["thread"]


async def test_the_plan_counts_what_is_written_by_hand(anns_program: Client) -> None:
    many = [anns_program.post(POSTS, {"content": f"{n}", "platform": "twitter"}) for n in range(24)]
    statuses = [reply.status for reply in await asyncio.gather(*many)]
    assert sorted(statuses) == [201] * 20 + [402] * 4
    refused = await anns_program.post(POSTS, {"content": "more", "platform": "twitter"})
    assert {"code": "quota_exceeded", "limit": 20, "used": 20}.items() <= refused.body.items()
    assert len((await anns_program.get(f"{POSTS}?limit=100")).body["items"]) == 20


async def test_lists_are_filtered_and_paged(anns_program: Client) -> None:
    ann = await ann_of(anns_program)
    await User.filter(id=ann.id).update(plan=Plan.PRO)
    brand = (await anns_program.post("/api/v1/brands", {"name": "Acme"})).body
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(12):
        post = await Post.create(
            owner=ann,
            text=str(number),
            platform="twitter" if number % 2 else "linkedin",
            brand_id=brand["id"] if number % 3 == 0 else None,
            status="PUBLISHED" if number < 4 else "DRAFT",
        )
        # Two at a time were made in the same moment: their ids tell them apart.
        await Post.filter(id=post.id).update(created_at=first + timedelta(hours=number // 2))

    async def numbers(query: str) -> list[int]:
        found: list[int] = []
        cursor = ""
        while True:
            page = await anns_program.get(f"{POSTS}?limit=5{query}{cursor}")
            assert page.status == 200, page.body
            assert len(page.body["items"]) <= 5
            found += [int(post["content"]) for post in page.body["items"]]
            if page.body["nextCursor"] is None:
                return found
            cursor = f"&cursor={page.body['nextCursor']}"

    everything = await numbers("")
    assert sorted(everything) == list(range(12))
    assert [number // 2 for number in everything] == sorted((n // 2 for n in range(12)), reverse=True)
    assert sorted(await numbers("&platform=twitter")) == [1, 3, 5, 7, 9, 11]
    assert sorted(await numbers("&status=PUBLISHED&platform=linkedin")) == [0, 2]
    assert sorted(await numbers(f"&brandId={brand['id']}")) == [0, 3, 6, 9]
    assert sorted(await numbers("&from=2026-01-01T01:00:00Z&to=2026-01-01T03:00:00%2B01:00")) == [2, 3]
    assert sorted(await numbers("&from=2026-01-01T05:00:00Z&platform=twitter")) == [11]
    assert await numbers(f"&brandId={uuid4()}") == []

    for wrong, path in (
        ("cursor=!", "cursor"),
        ("cursor=", "cursor"),
        ("cursor=AAAA", "cursor"),
        (f"cursor={'f' * 32}", "cursor"),
        ("cursor=7", "cursor"),
        (f"cursor={'x' * 300}", "cursor"),
        ("cursor=%00", "cursor"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=5&limit=6", "limit"),
        ("status=LOST", "status"),
        ("brandId=7", "brandId"),
        ("from=yesterday", "from"),
        ("from=1700000000", "from"),
        ("to=2026-01-01T00:00:00", "to"),
        ("to=0001-01-01T00:00:00%2B14:00", "to"),
        ("owner=me", "owner"),
    ):
        refused = await anns_program.get(f"{POSTS}?{wrong}")
        assert refused.status == 422, wrong
        assert [issue["path"] for issue in refused.body["issues"]] == [path], wrong


async def test_a_change_is_made_whole_or_not_at_all(anns_program: Client, use_cases: UseCases) -> None:
    ann = await ann_of(anns_program)
    picture = await use_cases.store_media(ann, files.picture("PNG", (300, 300)), kind=MediaKind.UPLOAD)
    sound = await use_cases.store_media(ann, files.wav(), kind=MediaKind.UPLOAD)
    post = await writes(anns_program, mediaId=str(picture.id))
    assert post["media"] == {"pictureId": str(picture.id), "soundId": None}
    path = f"{POSTS}/{post['id']}"

    for wrong, status, reason in (
        ({"isPublic": True, "content": "x" * 3001}, 422, "post_too_long"),
        ({"isPublic": True, "liveUrl": "javascript:alert(1)"}, 422, "live_url_invalid"),
        ({"isPublic": True, "media": {"pictureId": str(sound.id)}}, 404, "media_not_found"),
        ({"isPublic": True, "media": {"soundId": str(picture.id)}}, 404, "media_not_found"),
        ({"isPublic": True, "status": "SKIPPED"}, 409, "post_not_delivered"),
        ({"isPublic": True, "status": "DRAFT"}, 422, None),
        ({"isPublic": True, "content": None}, 422, None),
        ({"isPublic": True, "platform": "twitter"}, 422, None),
    ):
        refused = await anns_program.patch(path, wrong)
        assert (refused.status, refused.body.get("reason")) == (status, reason), (wrong, refused.body)
    assert (await anns_program.get(path)).body == post

    wanted = {
        "content": "Another text.",
        "isPublic": True,
        "liveUrl": "https://www.linkedin.com/feed/update/1",
        "media": {"pictureId": None, "soundId": str(sound.id)},
    }
    changed = await anns_program.call("PUT", path, json=wanted | {"status": "PUBLISHED"})
    assert changed.status == 200
    assert changed.body["publishedAt"] is not None
    told = {name: changed.body[name] for name in (*wanted, "status")}
    assert told == wanted | {"status": "PUBLISHED"}
    again = await anns_program.patch(path, {"status": "PUBLISHED", "liveUrl": None})
    assert again.body["publishedAt"] == changed.body["publishedAt"]
    assert again.body["liveUrl"] is None
    assert (await anns_program.delete(path)).status == 204
    assert (await anns_program.delete(path)).status == 404


async def test_scheduled_over_http_the_card_arrives_in_the_chat(
    anns_program: Client, berlin_ann: Person, use_cases: UseCases
) -> None:
    post = await writes(anns_program, "To be seen in the chat.")
    path = f"{POSTS}/{post['id']}"
    moved = [await anns_program.post(f"{path}/schedule", {"scheduledFor": soon(at)}) for at in (7200, 1)]
    assert [reply.status for reply in moved] == [200, 200]
    assert (moved[1].body["status"], moved[1].body["deliveredAt"]) == ("SCHEDULED", None)
    refused = await anns_program.patch(path, {"status": "PUBLISHED"})
    assert (refused.status, refused.body["reason"]) == (409, "post_not_delivered")
    await use_cases.deliver_due()
    await berlin_ann.sees("To be seen in the chat.")
    for _ in range(200):
        came = (await anns_program.get(path)).body
        if came["status"] == "DELIVERED":
            break
        await asyncio.sleep(0.05)
    assert (came["status"], came["scheduledFor"]) == ("DELIVERED", None)
    assert came["deliveredAt"] >= moved[1].body["scheduledFor"]
    assert (await anns_program.delete(f"{path}/schedule")).body["reason"] == "not_scheduled"
    assert (await anns_program.patch(path, {"status": "SKIPPED"})).body["status"] == "SKIPPED"
    posted = await anns_program.patch(path, {"status": "PUBLISHED"})
    assert posted.body["status"] == "PUBLISHED"
    [card] = await Delivery.filter(post_id=post["id"], kind=Kind.POST)
    assert card.answer is Answer.POSTED, "the nudge is called off"


async def test_schedules_are_kept_moved_and_cancelled(anns_program: Client, use_cases: UseCases) -> None:
    brand = (await anns_program.post("/api/v1/brands", {"name": "Acme"})).body
    post, other = await writes(anns_program), await writes(anns_program)
    path = f"{POSTS}/{post['id']}/schedule"
    full = await anns_program.post(path, {"nextSlot": True})
    assert (full.status, full.body["reason"]) == (409, "no_free_slot")
    slots = [{"weekday": day, "at": "09:00"} for day in range(7)]
    await anns_program.patch(f"/api/v1/brands/{brand['id']}", {"slots": slots})
    times = [
        (await anns_program.post(f"{POSTS}/{each['id']}/schedule", {"nextSlot": True})).body["scheduledFor"]
        for each in (post, other)
    ]
    assert datetime.fromisoformat(times[1]) - datetime.fromisoformat(times[0]) >= timedelta(hours=23)

    for wrong in (
        {},
        {"nextSlot": False},
        {"nextSlot": True, "scheduledFor": soon()},
        {"scheduledFor": None},
        {"scheduledFor": "2090-01-01T09:00:00"},
        {"scheduledFor": "tomorrow"},
        {"scheduledFor": 4070908800},
        {"scheduledFor": "9999-12-31T23:59:59-14:00"},
        {"scheduledFor": soon(-3600)},
    ):
        assert (await anns_program.post(path, wrong)).status == 422, wrong
    going = await Delivery.get(post_id=post["id"], kind=Kind.POST)
    await Delivery.filter(id=going.id).update(status="SENDING")
    for late in (anns_program.delete(path), anns_program.post(path, {"scheduledFor": soon()})):
        assert (await late).body["reason"] == "already_going_out"
    assert (await anns_program.delete(f"{POSTS}/{post['id']}")).status == 409
    await Delivery.filter(id=going.id).update(status="SCHEDULED")

    assert (await anns_program.delete(path)).status == 204
    assert (await anns_program.delete(path)).body["reason"] == "not_scheduled"
    draft = (await anns_program.get(f"{POSTS}/{post['id']}")).body
    assert (draft["status"], draft["scheduledFor"]) == ("DRAFT", None)
    await anns_program.delete(f"{POSTS}/{other['id']}")


async def test_nobody_is_reached_without_a_chat(with_key: Any) -> None:
    program = await with_key(await User.create(name="Only on the web"))
    post = await writes(program)
    refused = await program.post(f"{POSTS}/{post['id']}/schedule", {"scheduledFor": soon()})
    assert (refused.status, refused.body["code"], refused.body["reason"]) == (409, "conflict", "chat_unknown")
    posted = await program.patch(f"{POSTS}/{post['id']}", {"status": "PUBLISHED"})
    assert posted.body["status"] == "PUBLISHED"
