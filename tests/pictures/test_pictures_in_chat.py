"""From a description to a picture in the chat, and on a post: as people do it."""

import asyncio
from uuid import uuid4

import pytest

from domain.media.models import Media
from domain.pictures.models import PictureStatus
from domain.posts.models import Post
from tests.people import Person, TelegramSandbox, buttons, labels, text_of
from tests.pictures.desk import (
    PROMPT,
    calls_of,
    describes,
    gets_picture,
    has_used,
    orders,
    photos,
    pictures_of,
    post_of,
    size_of,
    usage_of,
)

ODD = "_*[]()~`>#+-=|{}.!<b>&amp;</b>\"' 🏳️‍🌈 שלום"


async def test_described_chosen_painted_brought(berlin_ann: Person, painter: TelegramSandbox) -> None:
    await berlin_ann.says("/image")
    assert "What shall be on the picture?" in berlin_ann.last_text
    await berlin_ann.says(PROMPT)
    chips = berlin_ann.last
    assert PROMPT in text_of(chips)
    assert {"✓ Photographic", "✓ ◻️ 1:1", "✓ Fast", "🎨 Paint"} <= set(labels(chips))
    for label in ("Digital art", "▯ 9:16", "Better"):
        await berlin_ann.taps(label)
    assert {"✓ Digital art", "✓ ▯ 9:16", "✓ Better"} <= set(labels(berlin_ann.last))
    await berlin_ann.taps("🎨 Paint")
    photo = await gets_picture(berlin_ann)
    assert size_of(photo) == (576, 1024)
    assert text_of(photo) == f"{PROMPT}\n\nDigital art · ▯ 9:16 · Better"
    assert labels(photo) == ["📎 Attach to a post", "🔁 Again", "✓ Done"]
    [picture] = await pictures_of(berlin_ann)
    assert picture.status is PictureStatus.SUCCEEDED
    assert picture.cost > 0
    media = await Media.get(id=picture.media_id)
    assert media.telegram_file_id == photo["photo"][-1]["file_id"]
    assert (media.width, media.height) == (576, 1024)
    assert await usage_of(berlin_ann) == (1, 0)
    *_, call = await calls_of(painter, PROMPT)
    assert call["model"] == "fal-ai/flux/dev"


async def test_the_last_choice_is_chosen_already(berlin_ann: Person, painter: TelegramSandbox) -> None:
    await describes(berlin_ann)
    for label in ("No style", "▭ 16:9"):
        await berlin_ann.taps(label)
    await berlin_ann.taps("🎨 Paint")
    assert size_of(await gets_picture(berlin_ann)) == (1024, 576)
    await describes(berlin_ann, "Something else")
    assert {"✓ No style", "✓ ▭ 16:9", "✓ Fast"} <= set(labels(berlin_ann.last))


async def test_the_description_behind_the_command(berlin_ann: Person, painter: TelegramSandbox) -> None:
    await berlin_ann.says(f"/image {PROMPT}")
    assert PROMPT in berlin_ann.last_text
    await berlin_ann.taps("🎨 Paint")
    await gets_picture(berlin_ann)
    await berlin_ann.says("/image x")
    assert berlin_ann.last_text == "Please tell me a little more: at least 3 characters."
    await berlin_ann.says("A lighthouse")
    assert "A lighthouse" in berlin_ann.last_text


async def test_descriptions_that_are_too_short_or_too_long(berlin_ann: Person) -> None:
    await berlin_ann.says("/image")
    await berlin_ann.says("  a\n b"[:4])
    assert "at least 3 characters" in berlin_ann.last_text
    await berlin_ann.says("y" * 2_001)
    assert "at most 2000 characters" in berlin_ann.last_text.replace(",", "")
    await berlin_ann.says("z" * 2_000)
    assert "How shall I paint it?" in berlin_ann.last_text


async def test_odd_descriptions_arrive_as_they_were_typed(
    berlin_ann: Person, painter: TelegramSandbox
) -> None:
    await describes(berlin_ann, f"A sign that says {ODD}")
    await berlin_ann.taps("▭ 16:9")
    await berlin_ann.taps("🎨 Paint")
    photo = await gets_picture(berlin_ann)
    assert text_of(photo).startswith(f"A sign that says {ODD}")
    [call] = await calls_of(painter, f"A sign that says {ODD}")
    assert call["fault"] is None


async def test_a_long_description_fits_below_its_picture(
    berlin_ann: Person, painter: TelegramSandbox
) -> None:
    await orders(berlin_ann, "🎣" * 1_000 + " and " + "harbour " * 120)
    assert "…" in text_of(await gets_picture(berlin_ann))


async def test_from_a_post(berlin_ann: Person, painter: TelegramSandbox) -> None:
    """The post suggests what shall be seen; the picture goes back to it with one tap."""
    post = await post_of(berlin_ann)
    await berlin_ann.says("/posts")
    await berlin_ann.taps("1")
    await berlin_ann.taps("🖼 Picture")
    assert "A picture for your post" in berlin_ann.last_text
    suggestion = "We moved our onboarding emails from five to two. Activation rose by 40%!"
    assert berlin_ann.last_text.endswith(suggestion)
    await berlin_ann.taps("🎨 Paint")
    photo = await gets_picture(berlin_ann)
    assert len(await calls_of(painter, suggestion)) >= 1
    await berlin_ann.taps_on(photo["message_id"], label="📎 Attach to the post")
    card = await berlin_ann.sees("The picture is attached")
    assert "🗓 Schedule" in labels(card)
    [picture] = await pictures_of(berlin_ann)
    assert (await Post.get(id=post.id)).picture_id == picture.media_id


async def test_the_picture_comes_back_with_its_post(
    berlin_ann: Person, painter: TelegramSandbox, telegram: TelegramSandbox
) -> None:
    """From the post to the picture, to its time, to the card: Telegram got the bytes once."""
    await post_of(berlin_ann)
    await berlin_ann.says("/posts")
    await berlin_ann.taps("1")
    await berlin_ann.taps("🖼 Picture")
    await berlin_ann.taps("🎨 Paint")
    photo = await gets_picture(berlin_ann)
    await berlin_ann.taps_on(photo["message_id"], label="📎 Attach to the post")
    card = await berlin_ann.sees("The picture is attached")
    await berlin_ann.taps_on(card["message_id"], label="🗓 Schedule")
    await berlin_ann.says("in 1 minute")
    await berlin_ann.taps("✓ Keep it")
    await berlin_ann.taps("🚀 Send now")
    due = await berlin_ann.sees("Time for LinkedIn")
    brought = [message for message in photos(berlin_ann) if message["message_id"] > photo["message_id"]]
    assert [message["photo"][-1]["file_id"] for message in brought] == [photo["photo"][-1]["file_id"]]
    assert brought[0]["message_id"] <= due["message_id"]
    assert len(await telegram.calls(method="sendPhoto", chatId=berlin_ann.telegram_id, ok=True)) == 2


async def test_a_suggestion_can_be_changed(berlin_ann: Person, painter: TelegramSandbox) -> None:
    post = await post_of(berlin_ann)
    await berlin_ann.says("/posts")
    await berlin_ann.taps("1")
    await berlin_ann.taps("🖼 Picture")
    await berlin_ann.taps("▭ 16:9")
    await berlin_ann.taps("✏️ Describe it differently")
    assert "What shall be on the picture?" in berlin_ann.last_text
    await berlin_ann.says("Two envelopes on a desk")
    assert "✓ ▭ 16:9" in labels(berlin_ann.last)
    await berlin_ann.taps("🎨 Paint")
    photo = await gets_picture(berlin_ann)
    assert size_of(photo) == (1024, 576)
    assert "📎 Attach to the post" in labels(photo)
    assert [picture.post_id for picture in await pictures_of(berlin_ann)] == [post.id]


async def test_a_post_that_says_nothing_to_be_seen(berlin_ann: Person) -> None:
    await post_of(berlin_ann, "#growth https://a.example 🎉")
    await berlin_ann.says("/posts")
    await berlin_ann.taps("1")
    await berlin_ann.taps("🖼 Picture")
    assert "What shall be on the picture?" in berlin_ann.last_text
    await berlin_ann.says(PROMPT)
    assert PROMPT in berlin_ann.last_text


async def test_a_picture_finds_its_post_afterwards(berlin_ann: Person, painter: TelegramSandbox) -> None:
    await orders(berlin_ann)
    photo = await gets_picture(berlin_ann)
    await berlin_ann.taps_on(photo["message_id"], label="📎 Attach to a post")
    assert "You have no post yet" in berlin_ann.last_text
    first, second = await post_of(berlin_ann, "The first one."), await post_of(berlin_ann, "The second one.")
    await berlin_ann.taps_on(photo["message_id"], label="📎 Attach to a post")
    chooser = await berlin_ann.sees("Which post is it for?")
    assert labels(chooser) == ["1", "2"]
    await berlin_ann.taps_on(chooser["message_id"], label="2")
    await berlin_ann.sees("The picture is attached")
    [picture] = await pictures_of(berlin_ann)
    assert (await Post.get(id=first.id)).picture_id == picture.media_id
    assert (await Post.get(id=second.id)).picture_id is None


async def test_the_post_of_a_picture_is_gone(berlin_ann: Person, painter: TelegramSandbox) -> None:
    post = await post_of(berlin_ann)
    other = await post_of(berlin_ann, "Another one.")
    await berlin_ann.says("/posts")
    await berlin_ann.taps("2")
    await berlin_ann.taps("🖼 Picture")
    await berlin_ann.taps("🎨 Paint")
    photo = await gets_picture(berlin_ann)
    await Post.filter(id=post.id).delete()
    await berlin_ann.taps_on(photo["message_id"], label="📎 Attach to the post")
    assert "Another one." in berlin_ann.last_text
    await berlin_ann.taps_on(berlin_ann.last["message_id"], label="1")
    assert (await Post.get(id=other.id)).picture_id is not None
    await berlin_ann.taps_on(photo["message_id"], label="🔁 Again")
    await gets_picture(berlin_ann, 2)


async def test_again_is_another_one_with_the_same_choices(
    berlin_ann: Person, painter: TelegramSandbox
) -> None:
    await describes(berlin_ann)
    for label in ("Digital art", "▭ 16:9"):
        await berlin_ann.taps(label)
    await berlin_ann.taps("🎨 Paint")
    photo = await gets_picture(berlin_ann)
    await berlin_ann.taps_on(photo["message_id"], label="🔁 Again")
    second = await gets_picture(berlin_ann, 2)
    assert (size_of(second), text_of(second)) == (size_of(photo), text_of(photo))
    await berlin_ann.taps_on(photo["message_id"], label="🔁 Again")
    await gets_picture(berlin_ann, 3)
    assert await usage_of(berlin_ann) == (3, 0)


async def test_done_takes_the_buttons_away_and_leaves_the_picture(
    berlin_ann: Person, painter: TelegramSandbox
) -> None:
    await orders(berlin_ann)
    photo = await gets_picture(berlin_ann)
    await berlin_ann.taps_on(photo["message_id"], label="✓ Done")
    assert berlin_ann.last_answer == "The picture stays here."
    assert labels(photos(berlin_ann)[0]) == []


async def test_taps_at_once_are_one_order(berlin_ann: Person, painter: TelegramSandbox) -> None:
    prompt = f"Tapped by {berlin_ann.telegram_id}"
    await describes(berlin_ann, prompt)
    message, paint = berlin_ann.last["message_id"], buttons(berlin_ann.last)[-2]["callback_data"]
    chip = buttons(berlin_ann.last)[4]["callback_data"]
    await asyncio.gather(*(berlin_ann.taps_on(message, data=paint) for _ in range(4)))
    photo = await gets_picture(berlin_ann)
    await asyncio.gather(*(berlin_ann.taps_on(photo["message_id"], label="🔁 Again") for _ in range(2)))
    await gets_picture(berlin_ann, 2)
    assert len(await pictures_of(berlin_ann)) == 2
    assert len(await calls_of(painter, prompt)) == 2
    assert await usage_of(berlin_ann) == (2, 0)
    assert chip.startswith("pic:")


async def test_a_chip_tapped_after_paint_does_not_undo_the_order(
    berlin_ann: Person, painter: TelegramSandbox
) -> None:
    await painter.fault("slow", seconds=2)
    await describes(berlin_ann)
    chip = buttons(berlin_ann.last)[4]["callback_data"]
    message = await orders_here(berlin_ann)
    await berlin_ann.taps_on(message, data=chip)
    assert "Painting…" in text_of(next(m for m in berlin_ann.received if m["message_id"] == message))
    await gets_picture(berlin_ann)


async def orders_here(person: Person) -> int:
    await person.taps("🎨 Paint")
    await person.sees("Painting…")
    return int(person.last["message_id"])


async def test_cancelled_in_the_middle(berlin_ann: Person, painter: TelegramSandbox) -> None:
    prompt = f"Cancelled by {berlin_ann.telegram_id}"
    await painter.fault("slow", seconds=60)
    await describes(berlin_ann, prompt)
    message = await orders_here(berlin_ann)
    await until_asked(painter, prompt)
    await berlin_ann.taps("✖️ Cancel")
    assert berlin_ann.last_answer == "All right, no picture."
    assert "Cancelled." in berlin_ann.last_text
    assert "not cost you anything" in berlin_ann.last_text
    assert await usage_of(berlin_ann) == (0, 0)
    await berlin_ann.taps_on(message, data=f"pict:{(await pictures_of(berlin_ann))[0].id.hex}:stop")
    assert berlin_ann.last_answer == "There is nothing to cancel any more."
    await until_cancelled(painter, prompt)
    await berlin_ann.taps("Try again")
    await gets_picture(berlin_ann)


async def until_asked(painter: TelegramSandbox, prompt: str) -> None:
    for _ in range(200):
        if any(call["polls"] for call in await calls_of(painter, prompt)):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nobody asked for it")


async def until_cancelled(painter: TelegramSandbox, prompt: str) -> None:
    for _ in range(200):
        if all(call["cancelled"] for call in await calls_of(painter, prompt)):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("fal was not told")


async def test_flagged_words_are_refused_and_cost_nothing(
    berlin_ann: Person, painter: TelegramSandbox
) -> None:
    await orders(berlin_ann, "Somebody naked at a harbour")
    told = await berlin_ann.sees("I may not paint this.")
    assert "not cost you anything" in text_of(told)
    assert labels(told) == ["✏️ Describe it differently"]
    assert photos(berlin_ann) == []
    assert await usage_of(berlin_ann) == (0, 0)
    await berlin_ann.taps("✏️ Describe it differently")
    await berlin_ann.says("Somebody dressed at a harbour")
    await berlin_ann.taps("🎨 Paint")
    await gets_picture(berlin_ann)


PASSING = [
    {"kind": "error_status", "status": 503},
    {"kind": "html_502"},
    {"kind": "lost_request"},
    {"kind": "refused"},
    {"kind": "infra_error", "status": 503},
    {"kind": "forgotten"},
    {"kind": "picture_html"},
    {"kind": "no_pictures"},
]
ASKED_AGAIN = [
    {"kind": "poll_error", "status": 500, "polls": 2},
    {"kind": "poll_html"},
    {"kind": "result_html"},
    {"kind": "result_cut"},
    {"kind": "picture_cut"},
]


@pytest.mark.parametrize(
    ("fault", "number"), [*((f, 2) for f in PASSING), *((f, 1) for f in ASKED_AGAIN)], ids=str
)
async def test_what_passes_is_ordered_or_asked_once_more(
    berlin_ann: Person, painter: TelegramSandbox, fault: dict[str, object], number: int
) -> None:
    prompt = f"Patience of {berlin_ann.telegram_id}"
    await painter.fault(**fault)  # type: ignore[arg-type]
    await orders(berlin_ann, prompt)
    await gets_picture(berlin_ann)
    assert len(await calls_of(painter, prompt)) == number
    assert await usage_of(berlin_ann) == (1, 0)


STAYING = [
    ({"kind": "error_status", "status": 503}, "does not answer", 2),
    ({"kind": "refused"}, "does not answer", 2),
    ({"kind": "lost_request"}, "does not answer", 2),
    ({"kind": "infra_error", "status": 504, "errorType": "request_timeout"}, "does not answer", 2),
    ({"kind": "picture_html"}, "not fit to be shown", 2),
    ({"kind": "picture_bomb"}, "not fit to be shown", 1),
    ({"kind": "picture_huge"}, "not fit to be shown", 1),
    ({"kind": "error_status", "status": 401}, "on our side", 1),
    ({"kind": "error_status", "status": 402}, "on our side", 1),
    ({"kind": "unprocessable"}, "cannot do anything with this description", 1),
    ({"kind": "content_policy_violation"}, "may not paint this", 1),
    ({"kind": "flagged"}, "may not paint this", 1),
]


@pytest.mark.parametrize(("fault", "words", "number"), STAYING, ids=str)
async def test_what_stays_is_told_kindly_and_costs_nothing(
    berlin_ann: Person, painter: TelegramSandbox, fault: dict[str, object], words: str, number: int
) -> None:
    prompt = f"Failure of {berlin_ann.telegram_id}"
    await painter.fault(**fault, times=None)  # type: ignore[arg-type]
    await orders(berlin_ann, prompt)
    told = await berlin_ann.sees(words)
    assert "not cost you anything" in text_of(told)
    assert photos(berlin_ann) == []
    assert len(await calls_of(painter, prompt)) == number
    assert await usage_of(berlin_ann) == (0, 0)
    [picture] = await pictures_of(berlin_ann)
    assert (picture.status, picture.media_id) == (PictureStatus.FAILED, None)


async def test_after_a_failure_the_same_can_be_tried_again(
    berlin_ann: Person, painter: TelegramSandbox
) -> None:
    await painter.fault("error_status", status=503, times=2)
    await orders(berlin_ann)
    await berlin_ann.sees("does not answer")
    await berlin_ann.taps("Try again")
    await gets_picture(berlin_ann)


async def test_what_takes_too_long_is_called_off(
    berlin_ann: Person, painter: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.pictures.paint_picture.PATIENCE", 0.5)
    prompt = f"Never for {berlin_ann.telegram_id}"
    await painter.fault("never")
    await orders(berlin_ann, prompt)
    await berlin_ann.sees("does not answer")
    await until_cancelled(painter, prompt)
    [picture] = await pictures_of(berlin_ann)
    assert (picture.error, picture.provider_calls) == ("timeout", 1)
    assert await usage_of(berlin_ann) == (0, 0)


async def test_the_plan_is_used_up(berlin_ann: Person, painter: TelegramSandbox) -> None:
    await has_used(berlin_ann, 4)
    await orders(berlin_ann)
    photo = await gets_picture(berlin_ann)
    used_up = "The 5 pictures of your plan are used up for this month; there are new ones on the 1st."
    await berlin_ann.taps_on(photo["message_id"], label="🔁 Again")
    assert berlin_ann.last_answer == used_up
    assert labels(await berlin_ann.sees("Need more room?")) == ["⬆️ Upgrade"]
    await describes(berlin_ann)
    await berlin_ann.taps("🎨 Paint")
    assert berlin_ann.last_answer == used_up
    assert labels(berlin_ann.last) == ["⬆️ Upgrade"]
    assert "🎨 Paint" in labels(berlin_ann.received[-2]), "the description stays"
    assert await usage_of(berlin_ann) == (5, 0)


@pytest.mark.parametrize("leave", ["/cancel", "/help", "/posts"])
async def test_left_at_every_step(berlin_ann: Person, painter: TelegramSandbox, leave: str) -> None:
    await berlin_ann.says("/image")
    await berlin_ann.says(leave)
    await berlin_ann.says("We moved our onboarding emails from five to two last quarter.")
    await berlin_ann.sees("Make posts from this?")
    await painter.fault("slow", seconds=0.5)
    await orders(berlin_ann)
    await berlin_ann.says(leave)
    await gets_picture(berlin_ann)


async def test_old_buttons(berlin_ann: Person, bob: Person, painter: TelegramSandbox) -> None:
    await orders(berlin_ann)
    photo = await gets_picture(berlin_ann)
    [picture] = await pictures_of(berlin_ann)
    await bob.says("/start")
    for data in (f"pict:{picture.id.hex}:again", f"pict:{uuid4().hex}:attach", f"pict:{uuid4().hex}:stop"):
        await bob.taps_on(bob.last["message_id"], data=data)
        assert bob.last_answer == "I cannot find that picture any more."
    await berlin_ann.taps_on(photo["message_id"], data=f"pict:{picture.id.hex}:unknown")
    assert "This button belongs to a question that is over" in (berlin_ann.last_answer or "")
    assert await pictures_of(bob) == []


async def test_a_message_that_telegram_does_not_hold_any_more(
    berlin_ann: Person, telegram: TelegramSandbox, painter: TelegramSandbox
) -> None:
    """Nobody knows what was to be on it: it is asked for once more, and the choice stays."""
    await berlin_ann.says("/help")
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data="paint:dlb:")
    assert "I no longer know what shall be on this picture" in berlin_ann.last_text
    await berlin_ann.says(PROMPT)
    assert {"✓ Digital art", "✓ ▭ 16:9", "✓ Better"} <= set(labels(berlin_ann.last))


async def test_in_spanish(telegram: TelegramSandbox, painter: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    await eva.says("/start")
    await eva.says("/image")
    assert "¿Qué debe verse en la imagen?" in eva.last_text
    await eva.says("Un puerto tranquilo")
    assert {"✓ Fotografía", "🎨 Pintar"} <= set(labels(eva.last))
    await eva.taps("🎨 Pintar")
    for _ in range(200):
        await eva.looks()
        if photos(eva):
            break
        await asyncio.sleep(0.05)
    assert "Fotografía · ◻️ 1:1 · Rápido" in text_of(photos(eva)[0])
