"""Brands over HTTP are those of the chat."""

from typing import Any

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.media.ports import MediaKind
from tests.brands.test_brands_in_chat import makes_a_brand, pays_for
from tests.media import files
from tests.people import Person, labels
from tests.web.client import Client

BRANDS = "/api/v1/brands"

EVERYTHING: dict[str, Any] = {
    "name": "Acme <b>",
    "description": "We help *teams* & write less.",
    "audience": "Teams of {ten}",
    "tone": "_warm_, short",
    "voice": {
        "tone": "Dry.",
        "rhythm": "Short sentences.",
        "wordsToUse": ["ship it", "done"],
        "wordsToAvoid": ["synergy"],
        "emoji": "",
        "hashtags": ["#acme"],
    },
    "platforms": ["linkedin", "twitter"],
    "hashtags": {"": ["#acme"], "launch": ["#new", "#today"]},
    "link": "https://acme.example/?a=1&b=<2>",
    "signature": "Acme\n#acme",
    "callToAction": "Come and see.",
    "slots": [{"weekday": 0, "at": "09:00"}, {"weekday": 2, "at": "18:30"}],
}


async def test_a_brand_of_the_chat_is_there_and_the_reverse(anns_program: Client, berlin_ann: Person) -> None:
    await pays_for(berlin_ann, Plan.PRO)
    await makes_a_brand(berlin_ann, "From the chat")
    [first] = (await anns_program.get(BRANDS)).body["items"]
    assert (first["name"], first["isDefault"], first["voice"], first["slots"]) == (
        "From the chat",
        True,
        None,
        [],
    )

    made = await anns_program.post(BRANDS, EVERYTHING)
    assert made.status == 201
    kept = {name: made.body[name] for name in EVERYTHING}
    assert kept == EVERYTHING
    assert (made.body["isDefault"], made.body["logoId"], made.body["speakingVoiceId"]) == (False, None, "")
    assert (await anns_program.get(f"{BRANDS}/{made.body['id']}")).body == made.body
    await berlin_ann.says("/brands")
    assert "Acme <b> – LinkedIn, X" in berlin_ann.last_text

    changed = await anns_program.patch(f"{BRANDS}/{made.body['id']}", {"isDefault": True, "name": "Acme"})
    assert changed.body == made.body | {"isDefault": True, "name": "Acme"}
    await berlin_ann.says("/brands")
    assert "✓ Acme" in labels(berlin_ann.last)

    pages = [await anns_program.get(f"{BRANDS}?limit=1")]
    pages.append(await anns_program.get(f"{BRANDS}?limit=1&cursor={pages[0].body['nextCursor']}"))
    assert [page.body["items"][0]["name"] for page in pages] == ["From the chat", "Acme"]
    assert pages[1].body["nextCursor"] is None

    assert (await anns_program.delete(f"{BRANDS}/{made.body['id']}")).status == 204
    assert (await anns_program.get(f"{BRANDS}/{made.body['id']}")).status == 404
    assert (await anns_program.get(f"{BRANDS}/{first['id']}")).body["isDefault"]


async def test_a_change_is_made_whole_or_not_at_all(
    anns_program: Client, berlin_ann: Person, use_cases: UseCases
) -> None:
    await pays_for(berlin_ann, Plan.PRO)
    ann = await User.get(telegram_id=berlin_ann.telegram_id)
    other = await anns_program.post(BRANDS, {"name": "Other"})
    brand = (await anns_program.post(BRANDS, EVERYTHING)).body
    path = f"{BRANDS}/{brand['id']}"
    picture = await use_cases.store_media(ann, files.picture("PNG", (300, 300)), kind=MediaKind.UPLOAD)
    sound = await use_cases.store_media(ann, files.wav(), kind=MediaKind.UPLOAD)

    for wrong, status, reason in (
        ({"tone": "New", "name": "Other"}, 409, "brand_name_taken"),
        ({"tone": "New", "name": "\u200b"}, 422, "brand_name_missing"),
        ({"tone": "New", "link": "javascript:alert(1)"}, 422, "brand_link_invalid"),
        ({"tone": "New", "hashtags": {"a": ["no hashtag!"]}}, 422, "hashtag_not_understood"),
        ({"tone": "New", "hashtags": {"a: b": ["#c"]}}, 422, "hashtag_not_understood"),
        ({"tone": "New", "signature": "1\n2\n3"}, 422, "signature_too_many_lines"),
        ({"tone": "New", "voice": {"hashtags": ["!"]}}, 422, "hashtag_not_understood"),
        ({"tone": "New", "logoId": str(sound.id)}, 404, "media_not_found"),
        ({"tone": "New", "speakingVoiceId": "nobody's"}, 404, "voice_not_found"),
        ({"tone": "New", "slots": [{"weekday": 7, "at": "09:00"}]}, 422, None),
        ({"tone": "New", "slots": [{"weekday": 1, "at": "24:00"}]}, 422, None),
        ({"tone": "New", "isDefault": False}, 422, None),
        ({"tone": "New", "name": None}, 422, None),
        ({"tone": "New", "voice": {"wordsToUse": ["two, words"]}}, 422, None),
        ({"tone": "New", "description": "nul \x00"}, 422, None),
    ):
        refused = await anns_program.call("PUT", path, json=wrong)
        assert (refused.status, refused.body.get("reason")) == (status, reason), (wrong, refused.body)
    assert (await anns_program.get(path)).body == brand

    assert not (await anns_program.patch(path, {"logoOnPictures": True})).body["logoOnPictures"]
    wanted = {"logoId": str(picture.id), "logoOnPictures": True, "slots": [], "link": ""}
    changed = await anns_program.call("PUT", path, json=wanted | {"voice": {"rhythm": ""}})
    assert changed.body == brand | wanted | {"voice": brand["voice"] | {"rhythm": ""}}
    bare = await anns_program.patch(path, {"logoId": None, "voice": None})
    assert (bare.body["logoId"], bare.body["logoOnPictures"], bare.body["voice"]) == (None, False, None)
    assert (await anns_program.get(f"{BRANDS}/{other.body['id']}")).body == other.body


async def test_the_plan_has_room_for_so_many(anns_program: Client) -> None:
    assert (await anns_program.post(BRANDS, {"name": "Acme"})).status == 201
    refused = await anns_program.post(BRANDS, {"name": "Too much"})
    assert (refused.status, refused.body["code"]) == (402, "quota_exceeded")
    assert (refused.body["reason"], refused.body["limit"]) == ("too_many_brands", 1)
