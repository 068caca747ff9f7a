"""Whatever people write is JSON on its way in and out, letter by letter (reliability T10); what cannot be
kept is refused, not broken.
"""

import json

from domain.accounts.models import Plan, User
from tests.people import Person
from tests.web.client import Client
from tests.web.odd_texts import ODD_TEXTS

POSTS, BRANDS = "/api/v1/posts", "/api/v1/brands"
AT_ONCE = 8


async def test_odd_texts_come_back_as_they_went(
    anns_program: Client, berlin_ann: Person, stranger: Client
) -> None:
    await User.filter(telegram_id=berlin_ann.telegram_id).update(plan=Plan.BUSINESS)
    assert len(ODD_TEXTS) >= 190
    assert len(set(ODD_TEXTS)) == len(ODD_TEXTS)
    # Not byte by byte alone: no line break of theirs is one of JSON, and none of ours is lost.
    many = ["\n".join(ODD_TEXTS[start : start + AT_ONCE]) for start in range(0, len(ODD_TEXTS), AT_ONCE)]
    for text in many:
        made = await anns_program.post(POSTS, {"content": text, "platform": "linkedin", "isPublic": True})
        assert (made.status, made.body.get("content")) == (201, text)
    for program, path in ((anns_program, POSTS), (stranger, f"{POSTS}/public")):
        reply = await program.get(f"{path}?limit={len(many)}")
        assert [post["content"] for post in reply.body["items"]] == many[::-1]
        assert reply.headers["Content-Type"] == "application/json; charset=utf-8"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"

    brand = (await anns_program.post(BRANDS, {"name": "Acme"})).body
    for start in range(0, len(ODD_TEXTS) - 3, 3):
        description, audience, tone = ODD_TEXTS[start : start + 3]
        texts = {"description": description, "audience": audience, "tone": tone}
        changed = await anns_program.patch(f"{BRANDS}/{brand['id']}", texts)
        assert changed.body == brand | texts
    for post in (await anns_program.get(f"{POSTS}?limit=100")).body["items"]:
        await anns_program.delete(f"{POSTS}/{post['id']}")


async def test_what_no_text_can_hold_is_refused(anns_program: Client) -> None:
    brand = (await anns_program.post(BRANDS, {"name": "Acme"})).body
    post = (await anns_program.post(POSTS, {"content": "A post.", "platform": "twitter"})).body
    for method, path, body in (
        ("POST", POSTS, '{"platform": "twitter", "content": "%s"}'),
        ("PATCH", f"{POSTS}/{post['id']}", '{"content": "%s"}'),
        ("PATCH", f"{POSTS}/{post['id']}", '{"liveUrl": "https://a.example/%s"}'),
        ("POST", BRANDS, '{"name": "%s"}'),
        ("PATCH", f"{BRANDS}/{brand['id']}", '{"tone": "%s"}'),
        ("PATCH", f"{BRANDS}/{brand['id']}", '{"link": "https://a.example/%s"}'),
        ("PATCH", f"{BRANDS}/{brand['id']}", '{"hashtags": {"%s": ["#a"]}}'),
        ("PATCH", f"{BRANDS}/{brand['id']}", '{"hashtags": {"a": ["#%s"]}}'),
        ("PATCH", f"{BRANDS}/{brand['id']}", '{"voice": {"wordsToUse": ["%s"]}}'),
        ("PATCH", f"{BRANDS}/{brand['id']}", '{"speakingVoiceId": "%s"}'),
        ("PATCH", "/api/v1/users/me", '{"timezone": "%s"}'),
        ("PATCH", "/api/v1/users/me", '{"%s": true}'),
    ):
        for letter in ("\\u0000", "a\\u0000b", "\\ud800", "\\udc00 \\ud800", "\x00", "\x1f"):
            await is_refused(anns_program, method, path, (body % letter).encode())
        # Bytes that are no UTF-8: a lone surrogate, a cut letter, an overlong slash.
        for letters in (b"\xed\xa0\x80", b"\xe2\x82", b"\xc0\xaf", b"\xff"):
            await is_refused(anns_program, method, path, body.encode().replace(b"%s", letters))
    deep = b"[" * 50_000
    for odd in (
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        deep,
        b'{"a": ' * 5_000,
        json.dumps("x").encode("utf-16"),
    ):
        await is_refused(anns_program, "POST", POSTS, odd)
    assert (await anns_program.get(f"{POSTS}/{post['id']}")).body == post
    assert (await anns_program.get(f"{BRANDS}/{brand['id']}")).body == brand


async def is_refused(program: Client, method: str, path: str, body: bytes) -> None:
    reply = await program.call(method, path, data=body, headers={"Content-Type": "application/json"})
    assert (reply.status, reply.body["code"]) == (422, "invalid_request"), (path, body[:80], reply.body)
    assert reply.body["issues"]
