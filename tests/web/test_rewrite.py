"""One text in, one text out."""

from typing import Any

from domain.accounts.models import User
from domain.posts.models import Post
from domain.writing.models import Composition
from tests.people import Person, TelegramSandbox
from tests.web.client import Client
from tests.web.test_generate import SOURCE, usage_of
from tests.writing.conftest import writer  # noqa: F401 - a fixture

REWRITE, CAPTION, SCRIPT = "/api/v1/ai/rewrite", "/api/v1/ai/caption", "/api/v1/ai/voiceover-script"


async def post_of(person: Person) -> Post:
    owner = await User.get(telegram_id=person.telegram_id)
    return await Post.create(owner=owner, platform="linkedin", text=SOURCE)


async def test_a_text_is_written_anew(anns_program: Client, berlin_ann: Person) -> None:
    shorter = await anns_program.post(REWRITE, {"text": SOURCE, "way": "shorter", "platform": "twitter"})
    assert shorter.status == 200, shorter.body
    assert len(shorter.body["text"]) < len(SOURCE) and shorter.body["model"]
    assert shorter.body["postId"] is None
    witty = await anns_program.post(REWRITE, {"text": SOURCE, "tone": "witty"})
    assert witty.body["text"] != SOURCE
    led = await anns_program.post(REWRITE, {"text": SOURCE, "instruction": "End with a question"})
    assert led.status == 200
    assert await usage_of(berlin_ann) == (0, 0)
    assert not await Post.filter(owner__telegram_id=berlin_ann.telegram_id).exists()


async def test_a_post_is_written_anew_in_its_place_and_for_another_platform_beside_it(
    anns_program: Client, berlin_ann: Person
) -> None:
    post = await post_of(berlin_ann)
    shorter = await anns_program.post(REWRITE, {"postId": str(post.id), "way": "shorter"})
    assert shorter.body["postId"] == str(post.id)
    await post.refresh_from_db()
    assert (post.text, post.version) == (shorter.body["text"], 2)
    beside = await anns_program.post(REWRITE, {"postId": str(post.id), "platform": "twitter"})
    new = await Post.get(id=beside.body["postId"])
    assert (new.text, new.platform, new.id != post.id) == (beside.body["text"], "twitter", True)
    assert await usage_of(berlin_ann) == (1, 0)


async def test_captions_and_scripts(anns_program: Client, berlin_ann: Person) -> None:
    post = await post_of(berlin_ann)
    for given in ({"text": SOURCE}, {"postId": str(post.id)}):
        caption = await anns_program.post(CAPTION, {**given, "platform": "instagram"})
        assert caption.status == 200 and len(caption.body["text"]) <= 2200, caption.body
        script = await anns_program.post(SCRIPT, {**given, "seconds": 20})
        assert script.status == 200, script.body
        assert not any(sign.isdigit() for sign in script.body["text"])
    assert await Composition.filter(owner__telegram_id=berlin_ann.telegram_id).count() == 4


async def test_what_cannot_be_ordered_is_said(anns_program: Client, berlin_ann: Person) -> None:
    post = await post_of(berlin_ann)
    wrong: list[tuple[str, dict[str, Any], int]] = [
        (REWRITE, {"text": SOURCE}, 422),
        (REWRITE, {"way": "shorter"}, 422),
        (REWRITE, {"text": SOURCE, "postId": str(post.id), "way": "shorter"}, 422),
        (REWRITE, {"text": SOURCE, "tone": "witty", "way": "shorter"}, 422),
        (REWRITE, {"text": SOURCE, "way": "instruction"}, 422),
        (REWRITE, {"text": SOURCE, "way": "thread"}, 409),
        (REWRITE, {"text": SOURCE, "way": "brand"}, 409),
        (REWRITE, {"postId": str(post.id), "platform": "linkedin"}, 409),
        (CAPTION, {"text": "too short"}, 422),
        (SCRIPT, {"text": SOURCE, "seconds": 601}, 422),
    ]
    for path, body, status in wrong:
        refused = await anns_program.post(path, body)
        assert refused.status == status, (body, refused.body)


async def test_a_writer_that_is_down_is_said_in_the_one_shape(
    anns_program: Client,
    berlin_ann: Person,
    writer: TelegramSandbox,  # noqa: F811
) -> None:
    post = await post_of(berlin_ann)
    for path, body in (
        (REWRITE, {"postId": str(post.id), "platform": "twitter"}),
        (CAPTION, {"text": SOURCE}),
    ):
        await writer.post("/faults", {"kind": "error_status", "status": 500, "times": 2})
        failed = await anns_program.post(path, body)
        assert (failed.status, failed.body["code"]) == (503, "service_unavailable")
    await writer.post("/faults", {"kind": "refusal"})
    refused = await anns_program.post(SCRIPT, {"text": SOURCE})
    assert (refused.status, refused.body["reason"]) == (422, "text_refused")
    assert await usage_of(berlin_ann) == (0, 0)
