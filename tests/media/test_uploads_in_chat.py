"""People attach pictures and sounds to their posts: when asked, as an answer to a card, or just so."""

import asyncio

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import database_time
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.platforms import Platform
from domain.posts.models import Post
from domain.scheduling.moments import moment_at
from tests.media import files
from tests.media.files import picture
from tests.people import Message, Person, labels, text_of, until

TEXT = "Cut everything before the screen where their own data appears."
ATTACHED = "🖼 Picture attached"


@pytest.fixture
async def user(berlin_ann: Person) -> User:
    return await User.get(telegram_id=berlin_ann.telegram_id)


@pytest.fixture
async def post(user: User) -> Post:
    return await Post.create(owner=user, platform=Platform.LINKEDIN, text=TEXT)


async def opened(ann: Person, post: Post) -> Message:
    """The card of the post."""
    await ann.says("/posts")
    await ann.taps("1")
    return ann.last


async def picture_of(post: Post) -> Media | None:
    now = await Post.get(id=post.id).prefetch_related("picture")
    return now.picture


async def test_a_photo_is_attached_where_one_was_asked_for(ann: Person, post: Post) -> None:
    await opened(ann, post)
    assert ATTACHED not in ann.last_text
    await ann.taps("📎 Attach")
    assert "Send me a picture, or a sound" in ann.last_text
    await ann.sends_file("me.jpg", picture("JPEG"), kind="photo")
    card = await ann.sees("The picture is attached")
    assert TEXT in text_of(card)
    assert ATTACHED in text_of(card)
    assert {"🖼 Show it", "✖️ Remove picture", "📎 Attach"} <= set(labels(card))
    media = await picture_of(post)
    assert media
    assert (media.kind, media.mime, media.width) == (MediaKind.UPLOAD, "image/jpeg", 64)
    await ann.says("A text of more than ten letters, which is something new.")
    assert "📎" not in ann.last_text, "the question is over"


async def test_it_can_be_looked_at_and_removed(
    ann: Person, post: Post, use_cases: UseCases, user: User
) -> None:
    media = await use_cases.store_media(user, picture(), kind=MediaKind.IMAGE)
    await use_cases.attach_media(user, post.id, media.id)
    card = await opened(ann, post)
    await ann.taps("🖼 Show it")
    assert "photo" in ann.last
    await ann.taps_on(card["message_id"], label="✖️ Remove picture")
    assert ann.last_answer == "The picture is no longer attached."
    [card] = [message for message in ann.received if message["message_id"] == card["message_id"]]
    assert ATTACHED not in text_of(card)
    assert await picture_of(post) is None


async def test_an_old_button_removes_no_new_picture(
    ann: Person, post: Post, use_cases: UseCases, user: User
) -> None:
    first = await use_cases.store_media(user, picture(), kind=MediaKind.IMAGE)
    second = await use_cases.store_media(user, picture(), kind=MediaKind.IMAGE)
    await use_cases.attach_media(user, post.id, first.id)
    card = await opened(ann, post)
    await use_cases.attach_media(user, post.id, second.id)
    await ann.taps_on(card["message_id"], label="✖️ Remove picture")
    assert ann.last_answer == "This post has another one by now."
    found = await picture_of(post)
    assert found
    assert found.id == second.id


async def test_nobody_looks_at_somebody_elses(
    ann: Person, bob: Person, post: Post, use_cases: UseCases, user: User
) -> None:
    media = await use_cases.store_media(user, picture(), kind=MediaKind.IMAGE)
    await use_cases.attach_media(user, post.id, media.id)
    card = await opened(ann, post)
    [shows] = [
        button["callback_data"]
        for row in card["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == "🖼 Show it"
    ]
    await bob.says("/start")
    before = len(bob.received)
    await bob.taps_on(bob.last["message_id"], data=shows)
    assert bob.last_answer == "I cannot find that any more. Please send it to me again."
    assert len(bob.received) == before


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("talk.mp3", files.mp3(3), "audio"),
        ("note.oga", files.opus(2), "voice"),
        ("talk.wav", files.wav(2), "document"),
    ],
)
async def test_a_sound_is_attached_beside_the_picture(
    ann: Person, post: Post, name: str, content: bytes, kind: str
) -> None:
    await opened(ann, post)
    await ann.taps("📎 Attach")
    await ann.sends_file(name, content, kind=kind)
    card = await ann.sees("The sound is attached")
    assert "🎧 Sound attached" in text_of(card)
    now = await Post.get(id=post.id).prefetch_related("sound")
    assert now.sound
    assert now.sound.seconds


async def test_a_picture_is_exchanged_for_another(ann: Person, post: Post) -> None:
    for words in ("The picture is attached", "The new picture is attached in the place of the old one"):
        await opened(ann, post)
        await ann.taps("📎 Attach")
        await ann.sends_file("me.png", picture(size=(len(words), 30)))
        await ann.sees(words)
    media = await picture_of(post)
    assert media
    assert media.width == len(words)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("fun.jpg", picture("GIF"), "That picture moves"),
        ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing made of lines"),
        ("page.png", b"<html><body>hello</body></html>", "I cannot use this kind of thing"),
        ("bomb.png", files.png_claiming(50_000, 50_000), "That picture is too big"),
        ("half.png", files.noise((200, 200))[:5_000], "It seems to be damaged"),
    ],
)
async def test_what_cannot_be_attached_is_said_and_asked_for_again(
    ann: Person, post: Post, name: str, content: bytes, says: str
) -> None:
    await opened(ann, post)
    await ann.taps("📎 Attach")
    await ann.sends_file(name, content)
    await ann.sees(says)
    assert await picture_of(post) is None
    await ann.sends_file("me.png", picture())
    await ann.sees("The picture is attached")


async def test_a_film_is_no_answer_and_a_text_neither(ann: Person, post: Post) -> None:
    await opened(ann, post)
    await ann.taps("📎 Attach")
    await ann.sends_file("me.mp4", files.m4a(2, b"vide"), kind="video")
    assert "I can attach a picture" in ann.last_text
    await ann.says("hello")
    assert "/cancel" in ann.last_text
    await ann.taps("« Back", on="Send me a picture")
    assert TEXT in ann.last_text or ann.count(TEXT)
    await ann.sends_file("me.jpg", picture("JPEG"), kind="photo")
    assert "I cannot make posts from a picture alone" in ann.last_text


async def test_a_photo_in_answer_to_a_card_belongs_to_its_post(ann: Person, user: User, post: Post) -> None:
    other = await Post.create(owner=user, platform=Platform.LINKEDIN, text="The other post.")
    await ann.says("/posts")
    await ann.taps("2")
    card = ann.last
    assert TEXT in text_of(card)
    await ann.sends_file("me.jpg", picture("JPEG"), kind="photo", reply_to=card["message_id"])
    await ann.sees("The picture is attached")
    assert await picture_of(post)
    assert await picture_of(other) is None


async def test_a_photo_in_answer_to_any_part_of_a_delivery(
    ann: Person, user: User, post: Post, use_cases: UseCases
) -> None:
    await Post.filter(id=post.id).update(text=TEXT * 10)
    await use_cases.schedule_post(user, post.id, moment_at(await database_time(), user.zone))
    await use_cases.deliver_due()
    await asyncio.sleep(1)
    await use_cases.deliver_due()
    card = await ann.sees("Time for LinkedIn")
    text = await ann.sees(TEXT * 10)
    await all_sent(post, 2)
    for message, words in ((text, "The picture is attached"), (card, "The new picture is attached")):
        await ann.sends_file("me.png", picture(), reply_to=message["message_id"])
        await ann.sees(words)


async def all_sent(post: Post, number: int) -> None:
    """A message is seen a moment before it is written down that it arrived."""
    sent = Delivery.filter(post_id=post.id, kind=Kind.POST, status=DeliveryStatus.SENT)
    for _ in range(200):
        if await sent.count() == number:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not {number} parts were sent")


async def test_a_file_of_words_in_answer_to_a_card_is_still_a_source(ann: Person, post: Post) -> None:
    card = await opened(ann, post)
    words = b"Five emails became two, and nobody missed the other three at all."
    await ann.sends_file("notes.txt", words, reply_to=card["message_id"])
    await ann.sees("Make posts from this?")
    assert await picture_of(post) is None


async def test_of_an_album_the_first_is_taken(ann: Person, post: Post) -> None:
    await opened(ann, post)
    await ann.taps("📎 Attach")
    shades = [("a.png", picture(size=(31, 30))), ("b.png", picture(size=(32, 30))), ("c.png", picture())]
    await ann.sends_album(*shades, kind="photo")
    card = await ann.sees("The picture is attached")
    assert "I took the first" in text_of(card)
    media = await picture_of(post)
    assert media
    assert media.width == 31
    assert ann.count("One moment") == 0
    assert ann.count("I cannot make posts from a picture alone") == 0


async def test_a_picture_alone_is_offered_to_the_last_post(ann: Person, user: User, post: Post) -> None:
    await Post.create(owner=user, platform=Platform.TWITTER, text="Published.", status="PUBLISHED")
    await ann.sends_file("me.jpg", picture("JPEG"), kind="photo")
    assert "I cannot make posts from a picture alone" in ann.last_text
    assert TEXT[:40] in ann.last_text
    assert ann.last["reply_to_message"]["message_id"] < ann.last["message_id"]
    await ann.taps("📎 Attach to this post")
    await ann.sees("The picture is attached")
    assert await picture_of(post)


async def test_a_picture_alone_without_a_post_gets_a_kind_word(berlin_ann: Person) -> None:
    await berlin_ann.sends_file("me.png", picture())
    assert "A nice picture!" in berlin_ann.last_text
    assert labels(berlin_ann.last) == []


async def test_a_photo_with_words_and_a_voice_note_are_sources_as_ever(ann: Person, post: Post) -> None:
    words = "Five emails became two, and nobody missed the other three."
    await ann.sends_file("me.jpg", picture("JPEG"), kind="photo", caption=words)
    await ann.sees("Make posts from this?")
    await ann.says("/new")
    await ann.says_aloud("Write the plan first.")
    await ann.sees("Write the plan first")
    assert await picture_of(post) is None


async def test_the_card_of_a_post_that_was_deleted_meanwhile(ann: Person, post: Post) -> None:
    card = await opened(ann, post)
    await Post.filter(id=post.id).delete()
    await ann.sends_file("me.jpg", picture("JPEG"), kind="photo", reply_to=card["message_id"])
    await ann.sees("I cannot find that post any more")


async def test_what_was_sent_as_a_photo_is_not_uploaded_again(
    ann: Person, user: User, post: Post, use_cases: UseCases
) -> None:
    await opened(ann, post)
    await ann.taps("📎 Attach")
    await ann.sends_file("me.jpg", picture("JPEG"), kind="photo")
    card = await ann.sees("The picture is attached")
    sent = next(message for message in reversed(ann.messages) if "photo" in message)
    await ann.taps_on(card["message_id"], label="🖼 Show it")
    await until(lambda: "photo" in ann.last, looking=ann)
    assert ann.last["photo"][-1]["file_id"] == sent["photo"][-1]["file_id"]
