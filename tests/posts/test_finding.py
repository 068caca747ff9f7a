"""Finding posts again: filters as chips, words typed, pages through what was found."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from bot.ui.keyboards import LibraryPage
from bot.ui.library import cursor_of, page_of, searches, wanted_by
from domain.accounts.models import User
from domain.brands.models import Brand
from domain.platforms import Platform
from domain.posts import read_posts
from domain.posts.models import Post, PostStatus
from domain.posts.read_posts import Cursor, Wanted
from domain.posts.search import Words
from tests.people import Person, TelegramSandbox, buttons, labels, text_of
from tests.posts.test_library import ODD, has_post, owner_of


@pytest.fixture
async def eva(telegram: TelegramSandbox) -> Person:
    """Somebody who speaks Spanish."""
    return await telegram.person("Eva", "es")


async def looks_for(person: Person, words: str) -> str:
    """Searches all posts; returns what the bot says."""
    await person.says("/posts")
    await person.taps("🔎 Search")
    await person.says(words)
    return person.last_text


async def finds(person: Person, words: str) -> list[str]:
    """The posts of the page that a search shows, as far as they stand on one line."""
    shown = await looks_for(person, words)
    return [
        part.split("\n", 1)[1] for part in shown.split("\n\n") if part[:2] in ("1.", "2.", "3.", "4.", "5.")
    ]


async def test_a_filter_by_status(ann: Person) -> None:
    await has_post(ann, "Still a draft.")
    await has_post(ann, "Out in the world.", status=PostStatus.PUBLISHED)
    await ann.says("/posts")
    await ann.taps("⚙️ Filter")
    assert "Which posts shall I show?" in ann.last_text
    await ann.taps("✅ published")
    assert "✓ ✅ published" in labels(ann.last)
    assert "Only: ✅ published" in ann.last_text
    await ann.taps("Show these posts")
    assert "Only: ✅ published" in ann.last_text
    assert "Out in the world." in ann.last_text
    assert "Still a draft." not in ann.last_text
    await ann.taps("✖️ Show all posts")
    assert "Only:" not in ann.last_text
    assert "Still a draft." in ann.last_text


async def test_filters_together_and_taken_back(ann: Person) -> None:
    owner = await owner_of(ann)
    acme, zen = [await Brand.create(owner=owner, name=name) for name in ("Acme & <b>", "Zen_*")]
    await has_post(ann, "Acme on X.", brand=acme)
    await has_post(ann, "Acme on LinkedIn.", Platform.LINKEDIN, brand=acme)
    await has_post(ann, "Zen on X.", brand=zen)
    await ann.says("/posts")
    await ann.taps("⚙️ Filter")
    await ann.taps("X")
    await ann.taps("Acme & <b>")
    assert "Only: X · Acme & <b>" in ann.last_text
    await ann.taps("Show these posts")
    assert "Acme on X." in ann.last_text
    assert "LinkedIn." not in ann.last_text
    assert "Zen" not in ann.last_text
    await ann.taps("⚙️ Filter")
    assert {"✓ X", "✓ Acme & <b>", "Zen_*"} <= set(labels(ann.last))
    await ann.taps("✓ X")
    await ann.taps("Zen_*")
    assert "Only: Zen_*" in ann.last_text, "one brand at a time"
    await ann.taps("Show these posts")
    assert "Zen on X." in ann.last_text
    assert "Acme" not in ann.last_text


async def test_nothing_is_like_that(ann: Person, eva: Person) -> None:
    await has_post(ann, "Still a draft.")
    await ann.says("/posts")
    await ann.taps("⚙️ Filter")
    await ann.taps("⚠️ could not be delivered")
    await ann.taps("Show these posts")
    assert "No post is like that" in ann.last_text
    assert "Only: ⚠️ could not be delivered" in ann.last_text
    assert labels(ann.last) == ["⚙️ Filter", "🔎 Search", "✖️ Show all posts"]
    await ann.taps("✖️ Show all posts")
    assert "Still a draft." in ann.last_text

    await has_post(eva, "Un borrador.")
    await eva.says("/posts")
    await eva.taps("🔎 Buscar")
    assert "¿Qué busco?" in eva.last_text
    await eva.says("paella")
    assert "Ninguna publicación es así" in eva.last_text
    assert "Solo: 🔎 paella" in eva.last_text
    await eva.taps("✖️ Ver todas")
    assert "Un borrador." in eva.last_text


async def test_filters_of_somebody_without_posts(ann: Person) -> None:
    await ann.says("/posts")
    await ann.taps_on(ann.last["message_id"], data="libf:---::0")
    await ann.taps("📝 draft")
    await ann.taps("Show these posts")
    assert "No post is like that" in ann.last_text
    await ann.taps("✖️ Show all posts")
    assert "You have no posts yet" in ann.last_text


async def test_a_filtered_library_is_paged(ann: Person) -> None:
    for number in range(1, 13):
        platform = Platform.INSTAGRAM if number % 2 else Platform.LINKEDIN
        await has_post(ann, f"Post number {number:02}.", platform)
    await ann.says("/posts")
    await ann.taps("⚙️ Filter")
    await ann.taps("Instagram")
    await ann.taps("Show these posts")
    assert [n for n in range(1, 13) if f"number {n:02}" in ann.last_text] == [3, 5, 7, 9, 11]
    await ann.taps("Older »")
    assert [n for n in range(1, 13) if f"number {n:02}" in ann.last_text] == [1]
    assert "Only: Instagram" in ann.last_text
    await ann.taps("« Newest")
    assert "number 11" in ann.last_text
    assert "Only: Instagram" in ann.last_text


async def test_many_brands_are_chosen_from_in_pages(ann: Person) -> None:
    owner = await owner_of(ann)
    brands = [await Brand.create(owner=owner, name=f"Brand {number:02}") for number in range(20)]
    await has_post(ann, "Of the last brand.", brand=brands[-1])
    await has_post(ann, "Of none.")
    await ann.says("/posts")
    await ann.taps("⚙️ Filter")
    await ann.taps("Later »")
    await ann.taps("Later »")
    assert "Later »" not in labels(ann.last)
    await ann.taps("Brand 19")
    assert "✓ Brand 19" in labels(ann.last), "the page of brands stays"
    await ann.taps("« Earlier")
    assert "Brand 08" in labels(ann.last)
    await ann.taps("Show these posts")
    assert "Of the last brand." in ann.last_text
    assert "Of none." not in ann.last_text


async def test_a_search(ann: Person) -> None:
    await has_post(ann, "Our launch is on Monday.")
    await has_post(ann, "Launching is hard work.", Platform.LINKEDIN)
    await has_post(ann, "A quiet week.")
    await ann.says("/posts")
    await ann.taps("🔎 Search")
    assert "What shall I look for?" in ann.last_text
    await ann.says("LAUNCH")
    assert "Only: 🔎 LAUNCH" in ann.last_text
    assert "Our launch" in ann.last_text
    assert "Launching is" in ann.last_text
    assert "quiet" not in ann.last_text
    await ann.taps("2")
    assert ann.last_text.startswith("Our launch is on Monday.")
    await ann.taps("✖️ Show all posts")
    assert "quiet" in text_of(ann.received[-2])


TEXTS = [
    "Our café opens on Monday, well-known to all.",
    "Наш запуск в понедельник",
    "今日は晴れです。お花見に行こう",
    "สวัสดีชาวโลก ยินดีต้อนรับ",
    "نبدأ البيع يوم الاثنين",
    "नमस्ते दुनिया, आज बिक्री है",
    "¡Mañana empezamos!",
    "Ship it 🚀 today 👩‍👩‍👧",
    "Write to ann@example.com or https://example.org/path?x=1",
    "100% off, 3.5 stars, it's O'Brien's",
    "Sale & more <b>now</b> for a_b",
]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("café mon", 0),
        ("Monday well-kno", 0),
        ("well-known", 0),
        ("known OPENS", 0),
        ("cafe\u0301", 0),
        ("понед", 1),
        ("ЗАПУСК", 1),
        ("晴れ", 2),
        ("お花見", 2),
        ("今日は 行こう", 2),
        ("ชาวโลก", 3),
        ("البيع", 4),
        ("दुनिया बिक", 5),
        ("mañ", 6),
        ("🚀", 7),
        ("today 🚀", 7),
        ("👩‍👩‍👧", 7),
        ("ann@example.com", 8),
        ("https://example.org/pa", 8),
        ("example.org", 8),
        ("100%", 9),
        ("3.5 st", 9),
        ("o'brien", 9),
        ("<b>now</b> sa", 10),
        ("sale & mo", 10),
        ("a_b", 10),
    ],
)
@pytest.mark.parametrize("near", [read_posts.NEAR, 1], ids=["looked for", "by the index"])
async def test_what_people_type_finds_what_they_mean(
    ann: Person, typed: str, number: int, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_posts, "NEAR", near)
    await owner_of(ann)
    for text in TEXTS:
        await has_post(ann, text, Platform.LINKEDIN)
    assert await finds(ann, typed) == [TEXTS[number]]


@pytest.mark.parametrize(
    "typed", ["nda", "knownall", "off 100%% x", "rocket", "晴雨", "Monday & !launch", "mon | week", "lau"]
)
async def test_what_is_not_there_is_not_found(ann: Person, typed: str) -> None:
    await has_post(ann, TEXTS[0])
    assert "No post is like that" in await looks_for(ann, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "a & | ! ( ) : * <-> 'b'",
        "'",
        "''':*",
        "\\",
        "\\' | b:*A",
        "x:* & !y <2> z",
        "%",
        "_",
        "%a_%\\",
        "<b>&amp;</b>",
        "; DROP TABLE posts; --",
        "$1 {x} {$x} %s",
        "\u202eflipped\u202c",
        "a\x00b",
        "\u3164 x",
        "-" * 100,
        "א" * 100,
        "w " * 49,
        "🏳️‍🌈" * 16,
        ODD[:100],
        "((((((((((a",
        "http://[::1]:99999/%%%?q=*",
        "\u0301\u0302",
        "\\m[[:alnum:]]+(?=x)",
    ],
)
async def test_operators_and_markup_are_harmless(
    ann: Person, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_posts, "NEAR", 1)  # the index of words is asked as well
    await has_post(ann, "A quiet week.")
    await has_post(ann, "A loud week.")
    shown = await looks_for(ann, typed)
    assert "Something went wrong" not in shown
    assert ("No post is like that" in shown) or ("quiet week" in shown) or ("I need a word" in shown)
    if "I need a word" not in shown:
        await ann.taps("⚙️ Filter")
        await ann.taps("Show these posts")
        assert text_of(ann.last) == shown, "the words come through buttons and edits as they were typed"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("?!… —", "I need a word, a number or an emoji"),
        ("\u3164\u2800", "I need a word, a number or an emoji"),
        ("word " * 30, "100 characters at most"),
        ("x" * 4_096, "100 characters at most"),
    ],
)
async def test_what_cannot_be_searched_for_is_asked_again(ann: Person, typed: str, words: str) -> None:
    await has_post(ann, "A quiet week.")
    assert words in await looks_for(ann, typed)
    await ann.says("quiet")
    assert "quiet week" in ann.last_text


async def test_a_picture_instead_of_words_leaves_the_question_open(ann: Person) -> None:
    await has_post(ann, "A quiet week.")
    await ann.says("/posts")
    await ann.taps("🔎 Search")
    await ann.shares_location(52.5, 13.4)
    assert "I cannot make posts from this" in ann.last_text or "time zone" in ann.last_text
    await ann.says("quiet")
    assert "A quiet week." in ann.last_text


@pytest.mark.parametrize("leave", ["/cancel", "/posts", "« Back"])
async def test_leaving_the_question_for_words(ann: Person, leave: str) -> None:
    await has_post(ann, "A quiet week.")
    await ann.says("/posts")
    await ann.taps("🔎 Search")
    await (ann.says(leave) if leave.startswith("/") else ann.taps(leave))
    await ann.says("A text that is meant as a source.")
    assert "from this?" in ann.last_text


async def test_another_question_stays_open_while_pages_are_turned(ann: Person) -> None:
    post = await has_post(ann, "Old words.")
    await ann.says("/posts")
    library = ann.last["message_id"]
    await ann.taps("1")
    await ann.taps("✏️ Edit")
    await ann.taps_on(library, label="⚙️ Filter")
    await ann.taps_on(library, label="Show these posts")
    await ann.says("New words.")
    assert (await Post.get(id=post.id)).text == "New words."


async def test_search_stays_within_the_filters_and_filters_within_the_search(ann: Person) -> None:
    await has_post(ann, "Launch on X.")
    await has_post(ann, "Launch on LinkedIn.", Platform.LINKEDIN)
    await has_post(ann, "Quiet on LinkedIn.", Platform.LINKEDIN, status=PostStatus.SKIPPED)
    await ann.says("/posts")
    await ann.taps("⚙️ Filter")
    await ann.taps("LinkedIn")
    await ann.taps("Show these posts")
    await ann.taps("🔎 Search")
    assert "Only: LinkedIn" in ann.last_text
    await ann.says("on l")
    assert "Only: LinkedIn · 🔎 on l" in ann.last_text
    assert "Launch on LinkedIn." in ann.last_text
    assert "Launch on X." not in ann.last_text
    await ann.taps("⚙️ Filter")
    assert "Only: LinkedIn · 🔎 on l" in ann.last_text
    await ann.taps("⏭ skipped")
    await ann.taps("Show these posts")
    assert "Only: ⏭ skipped · LinkedIn · 🔎 on l" in ann.last_text
    assert "Quiet on LinkedIn." in ann.last_text
    assert "Launch" not in ann.last_text


async def test_each_search_keeps_its_own_words(ann: Person) -> None:
    """Also after other conversations, and side by side: the words stand in the message."""
    for number in range(7):
        await has_post(ann, f"Apple pie {number}")
        await has_post(ann, f"Plum cake {number}")
    await looks_for(ann, "apple")
    apples = ann.last["message_id"]
    await looks_for(ann, "plum")
    await ann.says("A text that is meant as a source.")
    await ann.says("/cancel")
    await ann.taps_on(apples, label="Older »")
    await ann.looks()
    (shown,) = [text_of(m) for m in ann.received if m["message_id"] == apples]
    assert "Only: 🔎 apple" in shown
    assert "Apple pie 0" in shown
    assert "Plum" not in shown


async def test_words_that_are_gone_are_missed_kindly(ann: Person) -> None:
    """Telegram names only the chat and the id of a message that is gone: the words are gone with it."""
    await has_post(ann, "A quiet week.")
    await ann.says("A text that is meant as a source.")
    chips = ann.last["message_id"]
    await ann.says("and one more line of it")
    await ann.looks()
    assert chips not in [message["message_id"] for message in ann.received]
    await ann.taps_on(chips, data="lib:d-w::")
    assert "I no longer know what you searched for" in (ann.last_answer or "")
    assert "Only: 📝 draft" in ann.last_text
    assert "A quiet week." in ann.last_text


async def test_a_brand_that_is_gone_is_no_longer_filtered_by(ann: Person, bob: Person) -> None:
    brand = await Brand.create(owner=await owner_of(ann), name="Acme")
    await has_post(ann, "Of Acme.", brand=brand)
    await has_post(ann, "Of none.")
    await ann.says("/posts")
    await ann.taps("⚙️ Filter")
    await ann.taps("Acme")
    await brand.delete()
    await ann.taps("Show these posts")
    assert "That brand is gone" in (ann.last_answer or "")
    assert "Of Acme." in ann.last_text
    assert "Of none." in ann.last_text


async def test_nobody_sees_what_belongs_to_others(ann: Person, bob: Person) -> None:
    owner = await owner_of(ann)
    brand = await Brand.create(owner=owner, name="Ann's brand")
    secret = await has_post(ann, "Ann's secret launch.", brand=brand)
    await has_post(bob, "Bob's launch.")
    assert "Bob's launch." in await looks_for(bob, "launch")
    message = bob.last["message_id"]
    cursor = Cursor(secret.created_at + timedelta(days=1), uuid4())
    for wanted in (Wanted(brand=brand.id), Wanted(brand=brand.id, status=PostStatus.DRAFT), Wanted()):
        for before in (None, cursor):
            await bob.taps_on(message, data=page_of(wanted, before).pack())
    await bob.taps_on(message, data=f"posts:{secret.id.hex}")
    await bob.taps_on(message, data=f"libf:---:{page_of(Wanted(brand=brand.id)).pack().split(':')[2]}:0")
    assert not any("Ann's" in text_of(m) or "Ann's" in str(labels(m)) for m in bob.received)


async def test_buttons_of_older_messages(ann: Person) -> None:
    """They named the last post of their page, and nothing else."""
    posts = [await has_post(ann, f"Post number {number}") for number in range(8)]
    await ann.says("/posts")
    message = ann.last["message_id"]
    await ann.taps_on(message, data=f"posts:{posts[2].id.hex}")
    assert "Post number 1" in ann.last_text
    assert "Post number 2" not in ann.last_text
    await posts[2].delete()
    await ann.taps_on(message, data=f"posts:{posts[2].id.hex}")
    assert "Post number 7" in ann.last_text
    await ann.taps_on(message, data="posts:")
    assert "Post number 7" in ann.last_text


async def test_a_page_begins_where_the_last_one_ended_though_its_post_is_gone(ann: Person) -> None:
    posts = [await has_post(ann, f"Post number {number}") for number in range(8)]
    await ann.says("/posts")
    await posts[3].delete()
    await ann.taps("Older »")
    assert [n for n in range(8) if f"number {n}" in ann.last_text] == [0, 1, 2]


async def test_posts_of_one_moment_stand_on_one_page_each(ann: Person) -> None:
    posts = [await has_post(ann, f"Post number {number:02}") for number in range(12)]
    await Post.filter(id__in=[post.id for post in posts]).update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    seen: list[int] = []
    await ann.says("/posts")
    for _ in range(3):
        seen += [n for n in range(12) if f"number {n:02}" in ann.last_text]
        if "Older »" in labels(ann.last):
            await ann.taps("Older »")
    assert sorted(seen) == list(range(12))


async def test_double_taps(ann: Person) -> None:
    for number in range(12):
        await has_post(ann, f"Post number {number:02}")
    await ann.says("/posts")
    message = ann.last["message_id"]
    for label in ("⚙️ Filter", "📝 draft", "Show these posts", "Older »", "🔎 Search"):
        (data,) = [button["callback_data"] for button in buttons(ann.last) if button["text"] == label]
        taps = await asyncio.gather(*(ann.taps_on(message, data=data) for _ in range(2)))
        assert all(tap["answer"] is not None for tap in taps), label
        assert ann.last["message_id"] == message, "nothing new is said"
        if label == "📝 draft":
            assert "✓ 📝 draft" in labels(ann.last)
    await ann.says("05")
    assert "Post number 05" in ann.last_text
    assert ann.count("number 05") == 1


async def test_a_search_that_goes_far_says_so(ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are found often, but not lately, are looked for a stretch at a time."""
    monkeypatch.setattr(read_posts, "NEAR", 2)
    monkeypatch.setattr(read_posts, "FAR", 6)
    monkeypatch.setattr(read_posts, "MOST_HITS", 3)
    for number in range(6):
        await has_post(ann, f"Apple pie {number}")
    for number in range(7):
        await has_post(ann, f"Plum cake {number}")
    assert "Nothing yet." in await looks_for(ann, "apple")
    assert "There are older ones." in ann.last_text
    assert "Look further »" in labels(ann.last)
    await ann.taps("Look further »")
    assert [n for n in range(6) if f"Apple pie {n}" in ann.last_text] == [1, 2, 3, 4, 5]
    await ann.taps("Look further »" if "Look further »" in labels(ann.last) else "Older »")
    assert [n for n in range(6) if f"Apple pie {n}" in ann.last_text] == [0]
    assert "« Newest" in labels(ann.last)


async def test_rare_words_are_found_at_any_age(ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_posts, "NEAR", 2)
    monkeypatch.setattr(read_posts, "FAR", 3)
    for number in range(3):
        await has_post(ann, f"Apple pie {number}")
    for number in range(12):
        await has_post(ann, f"Plum cake {number}")
    assert await finds(ann, "apple") == ["Apple pie 2", "Apple pie 1", "Apple pie 0"]
    assert "Look further »" not in labels(ann.last)
    assert await finds(ann, "plum cake 11") == ["Plum cake 11"]


async def test_filters_together_look_along_the_list_that_leads_furthest(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_posts, "FAR", 5)
    await has_post(ann, "The one.", status=PostStatus.FAILED)
    for number in range(9):
        await has_post(ann, f"On X {number}")
    for number in range(3):
        await has_post(ann, f"Failed {number}", Platform.LINKEDIN, status=PostStatus.FAILED)
    await ann.says("/posts")
    await ann.taps_on(
        ann.last["message_id"], data=page_of(Wanted(PostStatus.FAILED, Platform.TWITTER)).pack()
    )
    assert "Only: ⚠️ could not be delivered · X" in ann.last_text
    assert "Failed 0" not in ann.last_text
    if "Look further »" in labels(ann.last):
        await ann.taps("Look further »")
    assert "The one." in ann.last_text
    assert "Look further »" not in labels(ann.last)


async def test_pages_of_every_question_hold_every_post_once(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is asked, walking its pages gives what a plain look at all posts gives."""
    for name, value in (("NEAR", 3), ("FAR", 7), ("MOST_HITS", 4)):
        monkeypatch.setattr(read_posts, name, value)
    owner = await owner_of(ann)
    brands = [await Brand.create(owner=owner, name=name) for name in "ab"]
    statuses, platforms = list(PostStatus), list(Platform)
    posts = [
        await has_post(
            ann,
            " ".join(word for word, every in (("one", 1), ("two", 2), ("seven", 7)) if number % every == 0),
            platforms[number * 5 % 3],
            status=statuses[number * number % 6],
            brand=[*brands, None][number * 7 % 3],
        )
        for number in range(40)
    ]
    list_posts = read_posts.ListPosts()
    for status in (None, PostStatus.DRAFT, PostStatus.PUBLISHED):
        for platform in (None, Platform.TWITTER):
            for brand in (None, brands[0].id):
                for words in (None, "one", "two", "sev", "two seven", "nine"):
                    wanted = Wanted(status, platform, brand, Words.read(words) if words else None)
                    expected = [
                        post.id
                        for post in reversed(posts)
                        if (status is None or post.status == status)
                        and (platform is None or post.platform == platform)
                        and (brand is None or post.brand_id == brand)
                        and all(word in post.text for word in (words or "").split())
                    ]
                    assert await _walked(list_posts, owner, wanted) == expected, wanted


async def _walked(list_posts: read_posts.ListPosts, owner: User, wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    before = None
    for _ in range(60):
        page = await list_posts(owner, limit=3, before=before, wanted=wanted)
        found += [post.id for post in page.posts]
        if page.older is None:
            return found
        before = page.older
    raise AssertionError("the pages never end")


def test_what_is_wanted_comes_back_from_its_button() -> None:
    cursor = Cursor(datetime(2026, 11, 23, 7, 0, 0, 123456, tzinfo=UTC), uuid4())
    for status in (None, *PostStatus):
        for platform in (None, *Platform):
            for brand in (None, uuid4()):
                for words in (None, Words("launch")):
                    wanted = Wanted(status, platform, brand, words)
                    packed = page_of(wanted, cursor).pack()
                    assert len(packed.encode()) <= 64
                    data = LibraryPage.unpack(packed)
                    assert wanted_by(data, words) == wanted
                    assert searches(data) == (words is not None)
                    assert cursor_of(data) == cursor
