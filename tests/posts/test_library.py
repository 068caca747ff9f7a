"""The posts of a person: looked through, changed, copied, deleted, and nobody else's business."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.delivery.models import Delivery, DeliveryStatus
from domain.platforms import Platform
from domain.posts.models import Post, PostStatus
from domain.posts.read_posts import ListPosts, Page
from tests.people import Person, TelegramSandbox, buttons, labels, text_of

ODD = "_*[]()~`>#+-=|{}.!<b>&amp;</b>\"' 🏳️‍🌈👩‍👩‍👧 שלום \\n {$x}"
NOBODYS = UUID(int=1).hex


async def owner_of(person: Person) -> User:
    if not (user := await User.get_or_none(telegram_id=person.telegram_id)):
        await person.says("/help")
        user = await User.get(telegram_id=person.telegram_id)
    return user


async def has_post(person: Person, text: str, platform: Platform = Platform.TWITTER, **more: Any) -> Post:
    return await Post.create(owner=await owner_of(person), text=text, platform=platform, **more)


async def opens(person: Person, post: Post) -> dict[str, Any]:
    """The card of the newest post."""
    await person.says("/posts")
    await person.taps("1")
    return person.last


async def test_no_posts_yet(ann: Person) -> None:
    await ann.says("/posts")
    assert "You have no posts yet" in ann.last_text


async def test_twelve_posts_in_pages(ann: Person) -> None:
    for number in range(1, 13):
        await has_post(ann, f"Post number {number:02} says this.")
    await ann.says("/posts")
    assert [n for n in range(1, 13) if f"number {n:02}" in ann.last_text] == [8, 9, 10, 11, 12]
    assert labels(ann.last) == ["1", "2", "3", "4", "5", "Older »", "⚙️ Filter", "🔎 Search"]
    await ann.taps("Older »")
    await ann.taps("Older »")
    assert [n for n in range(1, 13) if f"number {n:02}" in ann.last_text] == [1, 2]
    assert labels(ann.last) == ["1", "2", "« Newest", "⚙️ Filter", "🔎 Search"]
    await ann.taps("2")
    assert ann.last_text.startswith("Post number 01 says this.")
    await ann.taps("« Newest")
    assert "number 12" in text_of(ann.received[-2])


async def test_a_page_that_has_nothing_left_shows_the_newest(ann: Person) -> None:
    posts = [await has_post(ann, f"Post number {n}") for n in range(6)]
    await ann.says("/posts")
    await posts[0].delete()
    await ann.taps("Older »")
    assert "Post number 5" in ann.last_text
    await Post.filter(owner=await owner_of(ann)).delete()
    await ann.taps("1")
    assert "cannot find that post" in (ann.last_answer or "")
    await ann.says("/posts")
    assert "You have no posts yet" in ann.last_text


async def test_any_text_comes_through_screens_and_edits(ann: Person) -> None:
    await Brand.create(owner=await owner_of(ann), name=ODD[:60])
    brand = await Brand.get(owner=await owner_of(ann))
    post = await has_post(ann, "Old words.", brand=brand)
    await opens(ann, post)
    await ann.taps("✏️ Edit")
    assert "up to 280 characters" in ann.last_text
    assert "Old words." in ann.last_text
    await ann.says(ODD)
    assert ann.last_text.startswith(f"{ODD}\n\nX · ")
    assert f"· {brand.name}" in ann.last_text
    assert not [e for e in ann.last.get("entities", []) if e["type"] in ("bold", "italic", "code")]
    assert (await Post.get(id=post.id)).text == ODD
    (copy,) = [button for button in buttons(ann.last) if "copy_text" in button]
    assert copy["copy_text"]["text"] == ODD
    await ann.taps("✏️ Edit")
    quoted = text_of(ann.last).removeprefix(text_of(ann.last).split("\n\n")[0] + "\n\n")
    await ann.says(quoted)
    assert (await Post.get(id=post.id)).text == ODD


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("x" * 281, "That is 281 long, and 280 is the limit"),
        ("日" * 141, "That is 282 long"),
        ("🏳️‍🌈" * 141, "That is 282 long"),
        ("\u3164\u2800", "A post needs some text"),
        (f"https://example.com/{'x' * 3_700}", "3,600 is the limit"),
    ],
)
async def test_what_the_platform_would_not_take_is_asked_again(ann: Person, typed: str, words: str) -> None:
    post = await has_post(ann, "Old words.")
    await opens(ann, post)
    await ann.taps("✏️ Edit")
    await ann.says(typed)
    assert words in ann.last_text
    assert (await Post.get(id=post.id)).text == "Old words."
    await ann.says("New words.")
    assert ann.last_text.startswith("New words.")


async def test_counts_as_the_platform_counts(ann: Person) -> None:
    post = await has_post(ann, "Old words.")
    await opens(ann, post)
    await ann.taps("✏️ Edit")
    await ann.says(f"{'日' * 128} https://example.com/{'x' * 300}")
    assert "X · 280 of 280" in ann.last_text


async def test_the_longest_post_fits_into_every_screen(berlin_ann: Person) -> None:
    brand = await Brand.create(owner=await owner_of(berlin_ann), name="🏆" * 64)
    longest = f"https://example.com/{'x' * 3_580}"
    post = await has_post(berlin_ann, longest, brand=brand, status=PostStatus.FAILED)
    card = await opens(berlin_ann, post)
    assert longest in text_of(card)
    for label in ("✏️ Edit", "« Back", "🗑 Delete", "« Back", "🗓 Schedule", "« Back"):
        await berlin_ann.taps(label)
        assert not (berlin_ann.last_answer or "").startswith("Something went wrong"), label


async def test_edit_of_a_post_that_was_deleted_meanwhile(ann: Person) -> None:
    post = await has_post(ann, "Old words.")
    await opens(ann, post)
    await ann.taps("✏️ Edit")
    await post.delete()
    await ann.says("New words, of ten characters.")
    assert "cannot find that post" in ann.last_text
    await ann.says("New words, of ten characters.")
    assert "from this?" in ann.last_text, "it is not asked for any further"


@pytest.mark.parametrize("leave", ["/cancel", "/posts", "« Back"])
async def test_leaving_an_edit_changes_nothing(ann: Person, leave: str) -> None:
    post = await has_post(ann, "Old words.")
    await opens(ann, post)
    await ann.taps("✏️ Edit")
    await (ann.says(leave) if leave.startswith("/") else ann.taps(leave))
    await ann.says("A text that is meant as a source.")
    assert "from this?" in ann.last_text
    assert (await Post.get(id=post.id)).text == "Old words."


async def test_a_short_text_is_copied_by_the_button_a_long_one_comes_alone(ann: Person) -> None:
    await opens(ann, await has_post(ann, "x" * 256, Platform.LINKEDIN))
    assert await ann.taps("📋 Copy") == {"copied": "x" * 256}
    long = f"{ODD}\n\n{'y' * 257}"
    await opens(ann, await has_post(ann, long, Platform.LINKEDIN))
    await ann.taps("📋 Copy")
    assert ann.last_text == long
    assert [entity["type"] for entity in ann.last["entities"]] == ["code"]


async def test_delete_asks_first(ann: Person) -> None:
    post = await has_post(ann, "Old words.")
    card = await opens(ann, post)
    await ann.taps("🗑 Delete")
    assert "Delete this post for good?" in ann.last_text
    await ann.taps("« Back")
    assert await Post.exists(id=post.id)
    await ann.taps("🗑 Delete")
    await asyncio.gather(*(ann.taps_on(card["message_id"], label="🗑 Yes, delete") for _ in range(2)))
    assert "The post is deleted." in ann.last_text
    assert not await Post.exists(id=post.id)


async def test_a_scheduled_post_says_that_it_will_not_come(berlin_ann: Person) -> None:
    post = await has_post(berlin_ann, "Old words.")
    card = await opens(berlin_ann, post)
    await berlin_ann.taps("🗓 Schedule")
    await berlin_ann.taps("Tomorrow morning")
    assert "Comes tomorrow" in berlin_ann.last_text
    await berlin_ann.taps_on(card["message_id"], data=f"post:{post.id.hex}:del")
    assert "It will not come" in berlin_ann.last_text
    await berlin_ann.taps("🗑 Yes, delete")
    delivery = await Delivery.get(post_id=post.id, kind="POST")
    assert delivery.status == DeliveryStatus.CANCELLED


def taps_of_every_kind(thing: str) -> Iterator[str]:
    """All that a button of ours can carry, about the thing with this id."""
    for verb in ("show", "back", "when", "edit", "copy", "del", "del!", "unsch", "now"):
        yield f"post:{thing}:{verb}"
    for quick in ("1h", "tonight", "morning"):
        yield f"quick:{thing}:{quick}"
    for verb in ("posted", "skip", "snooze", "snz1h", "snzeve", "snztom", "edit", "back", "arrived", "again"):
        yield f"card:{thing}:{verb}"
    yield f"at:{thing}:4000000000"
    yield f"posts:{thing}"
    yield "posts:"
    yield from (
        "lib:---::",
        "lib:dt-::",
        "lib:--w::",
        f"lib:fiw:{'A' * 22}:{'B' * 31}",
        f"lib:---::{'_' * 31}",
    )
    yield from (
        "libf:---::0",
        "libf:pl-::10000",
        f"libf:--w:{'-' * 22}:8",
        "libs:---:",
        f"libs:ktw:{'z' * 22}",
    )
    yield "sched:0"
    yield "sched:100"
    yield f"wish:{thing}:t:casual:3"
    yield f"write:{thing}:t:casual:3"
    yield f"src:anew:{thing}"
    yield f"src:drop:{thing}"
    yield f"bpick:{thing}"
    yield "brands:0"
    yield "brands:8"
    yield "brand:new"
    yield "brand:skip"
    yield "bplat:t"
    yield "bsave:t"
    yield "zone:Europe/Berlin"
    yield "lang:en"
    yield from ("set:zone", "set:language", "set:later", "set:nonsense")


SENSELESS = [
    "x",
    "post",
    "post:",
    "post:1:show",
    f"post:{NOBODYS}:fly",
    "🏳️‍🌈",
    "wish:::::",
    "sched:-1",
    "a:b:c:d:e",
    "posts:yesterday",
    "lib:---:",
    "lib:xyz::",
    "lib:---:Ann:",
    "lib:---::2026",
    "libf:---::-8",
    "libf:---::99999999999999999999",
    "libs:d:",
]


@pytest.mark.parametrize("data", [*taps_of_every_kind(NOBODYS), *SENSELESS])
async def test_every_tap_is_answered_and_nothing_breaks(berlin_ann: Person, data: str) -> None:
    """Also one on a message of last month, on something that is gone, and of a kind nobody knows."""
    result = await berlin_ann.taps_on(berlin_ann.received[0]["message_id"], data=data)
    assert result["answer"] is not None
    assert "Something went wrong" not in (berlin_ann.last_answer or "") + berlin_ann.last_text
    if data in SENSELESS:
        assert "question that is over" in (berlin_ann.last_answer or "")


async def test_other_peoples_posts_cannot_be_touched(
    ann: Person, berlin_ann: Person, bob: Person, telegram: TelegramSandbox
) -> None:
    post = await has_post(ann, "Ann's own words.")
    await bob.says("/start")
    await bob.taps("London")
    first = bob.received[0]["message_id"]
    for data in taps_of_every_kind(post.id.hex):
        if data.startswith(("post:", "quick:", "at:")):
            await bob.taps_on(first, data=data)
            if not data.endswith("del!"):
                assert "cannot find that post" in (bob.last_answer or ""), data
    assert not any("Ann's own words." in text_of(message) for message in bob.received)
    untouched = await Post.get(id=post.id)
    assert (untouched.text, untouched.status) == (post.text, PostStatus.DRAFT)


async def test_a_tap_on_a_message_that_is_gone_gets_a_new_one(ann: Person, telegram: TelegramSandbox) -> None:
    """Telegram names only the chat and the id of such a message: nothing can be edited there."""
    post = await has_post(ann, "Old words.")
    await ann.says("A text that is meant as a source.")
    chips = ann.last["message_id"]
    await ann.says("and one more line of it")
    await ann.looks()
    assert chips not in [message["message_id"] for message in ann.received]
    await ann.taps_on(chips, data=f"post:{post.id.hex}:back")
    assert ann.last_text.startswith("Old words.")
    await ann.taps_on(chips, data=f"post:{post.id.hex}:edit")
    await ann.says("New words.")
    assert (await Post.get(id=post.id)).text == "New words."


async def test_a_tap_that_waited_too_long_is_answered_by_a_message(
    ann: Person, telegram: TelegramSandbox
) -> None:
    """Telegram takes no answer to a tap after a while; what a rule has to say must not be lost."""
    await ann.says("/posts")
    await telegram.fault("chat_not_found", method="answerCallbackQuery", times=1)
    await ann.taps_on(ann.last["message_id"], data=f"post:{NOBODYS}:show")
    assert "cannot find that post" in ann.last_text


async def test_while_the_database_is_away_it_is_said_once(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The update comes again and again until it can be handled; its person hears of it once."""
    list_posts, failures = ListPosts.__call__, iter([True] * 3)

    async def sometimes_away(self: ListPosts, *args: Any, **options: Any) -> Page:
        if next(failures, False):
            raise ConnectionRefusedError
        return await list_posts(self, *args, **options)

    monkeypatch.setattr(ListPosts, "__call__", sometimes_away)
    await ann.says("/posts")
    await ann.sees("You have no posts yet")
    assert ann.count("I cannot reach my notes right now") == 1
