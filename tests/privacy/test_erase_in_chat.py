"""Deleting one's account from the settings: asked twice, left at every step, and a fresh beginning."""

import asyncio
from datetime import timedelta

from domain.accounts.models import Erasure, User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.delivery.models import Chat
from domain.posts.models import Post
from tests.people import Message, Person, buttons, labels, text_of
from tests.posts.test_library import has_post, owner_of
from tests.privacy.outside import Outside, eraser, is_done

WHAT_GOES = "your brands, posts and everything that is scheduled"


async def asks(person: Person) -> None:
    await person.says("/settings")
    await person.taps("Delete my account")


def said(person: Person, message_id: int) -> Message:
    """The message as it is now."""
    return next(message for message in person.received if message["message_id"] == message_id)


async def erased(user: User) -> None:
    for _ in range(400):
        if not await Post.filter(owner_id=user.id).exists():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nobody erased it")


async def test_from_the_settings_to_a_fresh_beginning(berlin_ann: Person, use_cases: UseCases) -> None:
    ann = berlin_ann
    former = await owner_of(ann)
    await has_post(ann, "the only post")
    await asks(ann)
    assert WHAT_GOES in ann.last_text
    assert labels(ann.last) == ["No, keep it", "Export my data", "Delete my account"]
    question = ann.last["message_id"]
    await ann.taps_on(question, label="Delete my account")
    assert "This cannot be undone" in ann.last_text
    assert await Post.filter(owner=former).exists(), "nothing happens before the second yes"
    surely = next(button for button in buttons(ann.last) if "Yes" in button["text"])
    await ann.taps("Yes, delete everything")
    await ann.sees("I am deleting everything in it now.")
    await ann.sees("This is my last message.")
    await erased(former)

    # A second tap, and an old button: no account comes into being by them.
    for _ in range(2):
        await ann.taps_on(question, data=surely["callback_data"])
        assert ann.last_answer == "This account was deleted. Send /start to begin anew."
    assert not await User.exists(telegram_id=ann.telegram_id)
    assert await Erasure.filter(user_id=former.id).count() == 1

    await ann.says("/start")
    assert "where are you?" in ann.last_text
    await ann.taps("London")
    fresh = await User.get(telegram_id=ann.telegram_id)
    assert fresh.id != former.id
    assert not await Post.filter(owner=fresh).exists()
    assert await Chat.exists(id=ann.telegram_id, owner=fresh)
    await has_post(ann, "the first new post")

    # What is still to be done about the former account leaves the new one alone, whose button erases nothing.
    erasure = await Erasure.get(user_id=former.id)
    await eraser(use_cases, Outside(), settled=timedelta(0))(erasure.id)
    assert await is_done(former)
    for _ in range(2):
        await ann.taps_on(question, data=surely["callback_data"])
        assert WHAT_GOES in text_of(said(ann, question)), "an old button asks anew"
    assert await Post.filter(owner=fresh).count() == 1
    assert await User.exists(telegram_id=ann.telegram_id, active=True)


async def test_it_can_be_left_at_every_step(berlin_ann: Person) -> None:
    ann = berlin_ann
    user = await owner_of(ann)
    await Brand.create(owner=user, name="Loaf")
    await asks(ann)
    await ann.taps("No, keep it")
    assert ann.last_text == "Good. Everything stays as it is."

    await asks(ann)
    await ann.taps("Delete my account", on="Delete your account?")
    second = ann.last["message_id"]
    await ann.says("no wait, I did not mean that")
    assert "Please tap one of the buttons above" in ann.last_text
    await ann.says("/cancel")
    assert ann.last_text == "All right, we stop here. Nothing you have kept is lost."
    # The last button of a question that was left asks again.
    await ann.taps_on(second, label="Yes, delete everything")
    assert WHAT_GOES in text_of(said(ann, second))
    await ann.taps_on(second, label="Delete my account")
    await ann.says("/brands")
    await ann.taps_on(second, label="Yes, delete everything")
    assert WHAT_GOES in text_of(said(ann, second))
    await ann.taps_on(second, label="No, keep it")
    assert await User.exists(id=user.id, active=True)
    assert await Brand.filter(owner=user).count() == 1
    assert not await Erasure.exists(user_id=user.id)


async def test_somebody_elses_button_erases_nobody(berlin_ann: Person, bob: Person) -> None:
    bobs = await owner_of(bob)
    await asks(berlin_ann)
    await berlin_ann.taps("Delete my account", on="Delete your account?")
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data=f"erase:{bobs.id}:del!")
    assert await User.exists(id=bobs.id, active=True)
    assert await User.exists(telegram_id=berlin_ann.telegram_id, active=True)
    assert not await Erasure.filter(user_id=bobs.id).exists()
