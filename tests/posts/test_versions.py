"""What a post said before: kept with every change, looked at, and brought back."""

import asyncio

import pytest
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.app import UseCases
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.platforms import Platform
from domain.posts.errors import NothingToUndo, PostNotFound, TextChanged
from domain.posts.models import Maker, Post, PostVersion
from domain.posts.versions import UNDO, change_text, standing
from tests.people import Message, Person, TelegramSandbox, labels, text_of
from tests.posts.test_library import NOBODYS, ODD, has_post, opens, owner_of


async def versions_of(post: Post) -> list[tuple[int, str, str, str]]:
    found = await PostVersion.filter(post_id=post.id).order_by("number")
    return [(each.number, each.text, each.made_by.value, each.how) for each in found]


async def text_now(post: Post) -> str:
    return (await Post.get(id=post.id)).text


async def edits(person: Person, text: str) -> None:
    await person.taps("✏️ Edit")
    await person.says(text)


def test_which_versions_stand() -> None:
    assert standing([]) == []
    assert standing([(1, ""), (2, ""), (3, "")]) == [1, 2, 3]
    assert standing([(1, ""), (2, ""), (3, UNDO)]) == [1]
    assert standing([(1, ""), (2, ""), (3, ""), (4, UNDO), (5, UNDO)]) == [1]
    assert standing([(1, ""), (2, ""), (3, UNDO), (4, ""), (5, ""), (6, UNDO)]) == [1, 4]


async def test_a_typed_edit_can_be_taken_back_again_and_again(ann: Person) -> None:
    post = await has_post(ann, "First words.")
    card = await opens(ann, post)
    assert "↩️ Undo" not in labels(card), "there is nothing to undo yet"
    await edits(ann, "Second words.")
    await edits(ann, "Third words.")
    assert labels(ann.last)[:2] == ["↩️ Undo", "🔍 Compare"]
    await ann.taps("↩️ Undo")
    assert ann.last_answer == "The former text is back."
    assert ann.last_text.startswith("Second words.")
    await ann.taps("↩️ Undo")
    assert ann.last_text.startswith("First words.")
    assert "↩️ Undo" not in labels(ann.last)
    assert await versions_of(post) == [
        (1, "First words.", "person", ""),
        (2, "Second words.", "person", ""),
        (3, "Third words.", "person", ""),
        (4, "Second words.", "person", "undo"),
        (5, "First words.", "person", "undo"),
    ]
    assert (await Post.get(id=post.id)).version == 5


async def test_after_an_undo_it_goes_on(ann: Person) -> None:
    post = await has_post(ann, "First words.")
    await opens(ann, post)
    await edits(ann, "Second words.")
    await ann.taps("↩️ Undo")
    await edits(ann, "Other words.")
    await ann.taps("↩️ Undo")
    assert await text_now(post) == "First words."
    assert "↩️ Undo" not in labels(ann.last)


async def test_the_same_text_is_no_change(ann: Person) -> None:
    post = await has_post(ann, "First words.")
    await opens(ann, post)
    await edits(ann, "First words.")
    assert "↩️ Undo" not in labels(ann.last)
    assert (await Post.get(id=post.id)).version == 1
    assert await versions_of(post) == []


async def test_two_taps_on_undo_go_back_one_step(ann: Person) -> None:
    post = await has_post(ann, "First words.")
    await opens(ann, post)
    await edits(ann, "Second words.")
    await edits(ann, "Third words.")
    card, data = ann.last, data_of(ann.last, "↩️ Undo")
    await asyncio.gather(*(ann.taps_on(card["message_id"], data=data) for _ in range(3)))
    assert await text_now(post) == "Second words."
    await ann.taps_on(card["message_id"], data=data)
    assert ann.last_answer == ("The text has changed since then. Open the post again to see it as it is now.")
    assert await text_now(post) == "Second words."


def data_of(message: Message, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if button["text"] == label)


async def test_an_old_undo_and_an_old_compare_say_that_the_text_has_changed(ann: Person) -> None:
    post = await has_post(ann, "First words.")
    await opens(ann, post)
    await edits(ann, "Second words.")
    card = ann.last
    old = {label: data_of(card, label) for label in ("↩️ Undo", "🔍 Compare")}
    await edits(ann, "Third words.")
    for data in old.values():
        await ann.taps_on(card["message_id"], data=data)
        assert "changed since" in (ann.last_answer or "")
    assert await text_now(post) == "Third words."


async def test_a_version_button_of_a_post_that_is_gone(ann: Person) -> None:
    post = await has_post(ann, "First words.")
    await opens(ann, post)
    await edits(ann, "Second words.")
    card, data = ann.last, data_of(ann.last, "↩️ Undo")
    await ann.taps_on(card["message_id"], data=data.replace(post.id.hex, NOBODYS))
    assert "cannot find that post" in (ann.last_answer or "")
    await ann.taps_on(card["message_id"], data=data.replace(":2:", ":-7:").replace("undo", "redo"))
    assert ann.last_answer
    await ann.taps("🗑 Delete")
    await ann.taps("🗑 Yes, delete")
    await ann.taps_on(card["message_id"], data=data)
    assert "cannot find that post" in (ann.last_answer or "")
    assert await PostVersion.filter(post_id=post.id).count() == 0


async def test_compare_shows_both_one_below_the_other(ann: Person) -> None:
    post = await has_post(ann, f"Old {ODD}")
    await opens(ann, post)
    await edits(ann, f"New {ODD}")
    await ann.taps("🔍 Compare")
    assert ann.last_text == f"Before\nOld {ODD}\n\nNow\nNew {ODD}"
    quotes = [entity for entity in ann.last["entities"] if entity["type"] == "blockquote"]
    assert len(quotes) == 2
    await ann.taps("« Back")
    assert ann.last_text.startswith(f"New {ODD}")
    await ann.taps("🔍 Compare")
    await ann.taps("↩️ Undo")
    assert ann.last_text.startswith(f"Old {ODD}")


async def test_compare_of_two_long_texts(ann: Person) -> None:
    """Together they are more than a message holds."""
    old, new = "a" * 2_990, "b" * 2_990
    post = await has_post(ann, old, Platform.LINKEDIN)
    await opens(ann, post)
    await edits(ann, new)
    await ann.taps("🔍 Compare")
    before, now = ann.received[-2:]
    assert text_of(before) == f"Before\n{old}"
    assert text_of(now) == f"Now\n{new}"
    await ann.taps("↩️ Undo")
    assert await text_now(post) == old


async def test_nobody_else_can_undo(ann: Person, bob: Person, use_cases: UseCases) -> None:
    post = await has_post(ann, "First words.")
    await use_cases.edit_post(await owner_of(ann), post.id, text="Second words.")
    stranger = await owner_of(bob)
    with pytest.raises(PostNotFound):
        await use_cases.undo_change(stranger, post.id, version=2)
    assert await use_cases.former_text(stranger, post.id) is None
    assert await text_now(post) == "Second words."


async def test_the_first_text_cannot_be_undone(ann: Person, use_cases: UseCases) -> None:
    post = await has_post(ann, "First words.")
    with pytest.raises(NothingToUndo):
        await use_cases.undo_change(await owner_of(ann), post.id, version=1)
    with pytest.raises(TextChanged):
        await use_cases.undo_change(await owner_of(ann), post.id, version=2)


async def test_a_scheduled_post_is_undone_like_it_is_edited(ann: Person, use_cases: UseCases) -> None:
    owner, delivery = await scheduled(ann, "First words.")
    post = await Post.get(id=delivery.post_id)
    await use_cases.edit_post(owner, post.id, text="Second words.")
    undone = await use_cases.undo_change(owner, post.id, version=2)
    assert undone.text == "First words."
    await use_cases.edit_post(owner, post.id, text="Third words.")
    await Delivery.filter(id=delivery.id).update(status=DeliveryStatus.SENDING)
    with pytest.raises(AlreadyGoingOut):
        await use_cases.undo_change(owner, post.id, version=4)
    assert await text_now(post) == "Third words."
    await Delivery.filter(id=delivery.id).delete()


async def scheduled(person: Person, text: str) -> tuple[User, Delivery]:
    post, owner = await has_post(person, text), await owner_of(person)
    far = await Delivery.create(
        owner=owner,
        chat_id=person.telegram_id,
        kind=Kind.POST,
        post_id=post.id,
        scheduled_for="2199-01-01T00:00:00Z",
        due_at="2199-01-01T00:00:00Z",
        status=DeliveryStatus.HELD,
    )
    return owner, far


async def test_edits_at_once_are_versions_one_after_the_other(ann: Person, use_cases: UseCases) -> None:
    post, owner = await has_post(ann, "First words."), await owner_of(ann)
    texts = [f"Words number {number}." for number in range(8)]
    await asyncio.gather(*(use_cases.edit_post(owner, post.id, text=text) for text in texts))
    kept = await versions_of(post)
    assert [number for number, *_ in kept] == list(range(1, 10))
    assert sorted(text for _, text, *_ in kept[1:]) == texts
    assert (await Post.get(id=post.id)).text == kept[-1][1]


async def test_how_it_was_made_is_kept_beside_it(ann: Person) -> None:
    generated = await has_post(ann, "From the writer.", generation_id=NOBODYS)
    async with in_transaction():
        locked = await Post.select_for_update().get(id=generated.id)
        how = f"instruction: {'x' * 500}"
        await change_text(locked, "Anew.", made_by=Maker.REWRITE, how=how)
    first, second = await versions_of(generated)
    assert first[1:] == ("From the writer.", "writer", "")
    assert second[1:3] == ("Anew.", "rewrite")
    assert second[3] == how[:300]


async def test_in_spanish(telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    await has_post(eva, "Palabras primeras.")
    await eva.says("/posts")
    await eva.taps("1")
    await eva.taps("✏️ Editar")
    await eva.says("Palabras segundas.")
    await eva.taps("🔍 Comparar")
    assert eva.last_text == "Antes\nPalabras primeras.\n\nAhora\nPalabras segundas."
    await eva.taps("↩️ Deshacer")
    assert eva.last_answer == "Vuelve el texto anterior."
