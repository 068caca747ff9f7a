"""What becomes of the texts that people send: how long, how short, in how many pieces."""

import asyncio
import random
from datetime import timedelta

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import rows
from domain.writing.accept_source import Brought
from domain.writing.models import PieceKind, Source
from tests.people import Person, TelegramSandbox, labels, text_of

OFFER = "from this?"


async def sources_of(person: Person) -> list[Source]:
    return await Source.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def ages(person: Person, by: timedelta) -> None:
    """Lets time go by between what the person has sent and what they send next."""
    await rows(
        """
        UPDATE sources SET extended_at = extended_at - $2::interval, created_at = created_at - $2::interval
        WHERE owner_id = (SELECT id FROM users WHERE telegram_id = $1) RETURNING id
        """,
        person.telegram_id,
        by,
    )


def said(text: str) -> list[Brought]:
    return [Brought(PieceKind.TEXT, text=text)]


def transcript(length: int, *, spaces: bool = True) -> str:
    """Words that differ, so that a piece which is lost or comes twice is seen."""
    dice = random.Random(length)
    words = "".join(f"{dice.randrange(10**6)}{' ' if spaces else '-'}" for _ in range(length // 5))
    return words[: length - 1] + "."


async def test_nine_characters_are_a_little_short(ann: Person) -> None:
    await ann.says("123456789")
    assert ann.last_text == (
        "That is a little short to make posts from. Please send me at least 10 characters."
    )
    assert await sources_of(ann) == []
    await ann.says("/new")
    await ann.says("123456789")
    assert "a little short" in ann.last_text
    await ann.says("1234567890")
    assert OFFER in ann.last_text


async def test_ten_characters_are_enough(ann: Person) -> None:
    await ann.says("1234567890")
    assert OFFER in ann.last_text
    assert "10 characters" in ann.last_text
    assert [source.text for source in await sources_of(ann)] == ["1234567890"]


@pytest.mark.parametrize("spaces", [True, False])
async def test_200_000_characters_in_many_pieces_are_one_source(ann: Person, spaces: bool) -> None:
    text = transcript(200_000, spaces=spaces)
    await ann.says(text)
    await ann.sees("200,000 characters")
    (source,) = await sources_of(ann)
    assert source.text.replace("\n", " ") == text
    assert ann.count(OFFER) == 1
    assert text_of(ann.last).count(OFFER) == 1
    await ann.taps("X")
    await ann.taps("✓ LinkedIn")
    await ann.taps("1")
    await ann.taps("✍️ Write 1 post")
    await ann.sees("1 of 1 ready")
    await ann.sees("of 280")


async def test_more_than_200_000_is_said_once_and_the_rest_is_kept(ann: Person) -> None:
    await ann.says(transcript(215_000))
    offer = await ann.sees(OFFER)
    assert ann.count("200,000 are the most. What you sent before is kept.") == 1
    (source,) = await sources_of(ann)
    assert 190_000 < len(source.text) <= 200_000
    assert f"{len(source.text):,} characters" in text_of(offer)
    assert ann.count(OFFER) == 1


async def test_pieces_in_a_row_are_one_source_with_the_chips_below_the_last(ann: Person) -> None:
    await ann.says("The first thought of three.")
    await ann.says("The second one, soon after.")
    await ann.says("b")
    (source,) = await sources_of(ann)
    assert source.text == "The first thought of three.\nThe second one, soon after.\nb"
    assert ann.count(OFFER) == 1
    assert OFFER in ann.last_text


async def test_a_text_of_a_minute_later_is_a_new_source(ann: Person) -> None:
    await ann.says("The first thought of two.")
    await ages(ann, timedelta(seconds=61))
    await ann.says("Another matter altogether.")
    assert len(await sources_of(ann)) == 2
    assert ann.count(OFFER) == 2


@pytest.mark.parametrize("leave", ["/new", "/cancel", "/posts", "Not now"])
async def test_after_leaving_the_next_text_is_a_new_source(ann: Person, leave: str) -> None:
    await ann.says("The first thought of two.")
    await (ann.says(leave) if leave.startswith("/") else ann.taps(leave))
    await ann.says("Another matter altogether.")
    assert [source.text for source in await sources_of(ann)][-1] == "Another matter altogether."


async def test_an_order_closes_the_source(ann: Person) -> None:
    await ann.says("The first thought of two.")
    await ann.taps("✍️ Write 3 posts")
    await ann.says("Another matter altogether.")
    assert len(await sources_of(ann)) == 2


async def test_a_message_that_comes_twice_counts_once(ann: Person, use_cases: UseCases) -> None:
    await ann.says("/help")
    actor = await User.get(telegram_id=ann.telegram_id)
    first = await use_cases.accept_source(actor, said("Piece number one."), message_id=101)
    again = await use_cases.accept_source(actor, said("Piece number one."), message_id=101)
    onto = await use_cases.accept_source(actor, said("Piece number two."), message_id=102, into=first.id)
    twice = await use_cases.accept_source(actor, said("Piece number two."), message_id=102, into=first.id)
    assert first.id == again.id == onto.id == twice.id
    assert [s.text for s in await sources_of(ann)] == ["Piece number one.\nPiece number two."]


async def test_what_somebody_else_sent_cannot_be_added_to(
    ann: Person, bob: Person, use_cases: UseCases
) -> None:
    await ann.says("A thought of Ann's, and hers alone.")
    await bob.says("/help")
    (hers,) = await sources_of(ann)
    actor = await User.get(telegram_id=bob.telegram_id)
    his = await use_cases.accept_source(actor, said("Words of Bob's."), message_id=1, into=hers.id)
    assert his.id != hers.id
    await bob.taps_on(bob.last["message_id"], data=f"write:{hers.id.hex}:t:casual:1")
    assert "cannot find that text" in (bob.last_answer or "")


async def test_a_paste_does_not_break_into_the_next_conversation(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chips of a long message wait for a next piece; the person may be elsewhere by then."""
    monkeypatch.setattr("bot.conversations.sources.NEXT_PIECE", 0.5)
    await ann.says("/start")
    await ann.taps("London")
    await ann.says("/new")
    await ann.says(transcript(4_000))
    await ann.taps("Create a brand")
    await ann.says("Acme")
    await asyncio.sleep(1)
    assert ann.count(OFFER) == 0
    await ann.says("We make anvils.")
    assert "Who do you write for?" in ann.last_text


async def test_markup_stands_as_it_was_typed(ann: Person) -> None:
    text = "_*[]()~`>#+-=|{}.!<b>&amp;</b>\"' 🏳️‍🌈 שלום {$x} <source-0>"
    await ann.says(text)
    assert f"“{text}”" in ann.last_text
    assert [source.text for source in await sources_of(ann)] == [text]


async def test_a_text_may_begin_with_a_slash(ann: Person) -> None:
    await ann.says("/r/python is where we met our first customers.")
    assert OFFER in ann.last_text
    await ann.says("/nosuchcommand")
    assert "do not know that command" in ann.last_text


async def test_what_is_no_text_gets_a_kind_word(ann: Person) -> None:
    await ann.shares_location(41.15, -8.61)
    assert "cannot make posts from this" in ann.last_text


async def test_cancel_while_a_text_is_asked_for(ann: Person) -> None:
    await ann.says("/new")
    assert "what your posts shall be made from" in ann.last_text
    await ann.says("/cancel")
    assert "we stop here" in ann.last_text


async def test_chips_toggle_and_without_a_platform_there_is_nothing_to_write(ann: Person) -> None:
    await ann.says("A text of ten characters.")
    assert {"X", "✓ LinkedIn", "Instagram", "✓ Professional", "✓ 3", "✍️ Write 3 posts"} <= set(
        labels(ann.last)
    )
    await ann.taps("X")
    await ann.taps("10")
    await ann.taps("Witty")
    assert {"✓ X", "✓ LinkedIn", "✓ Witty", "✓ 10", "✍️ Write 20 posts"} <= set(labels(ann.last))
    await ann.taps("✓ 10")
    await ann.taps("✓ X")
    await ann.taps("✓ LinkedIn")
    assert not any("Write" in label for label in labels(ann.last))
    await ann.taps("Instagram")
    assert "✍️ Write 10 posts" in labels(ann.last)


@pytest.mark.parametrize(
    "data",
    ["wish:{}:t:casual:99", "write:{}:t:casual:0", "wish:{}:t:z:3", "write:{}:t:z:3", "wish:{}:t:casual"],
)
async def test_a_choice_that_no_button_of_ours_carries(ann: Person, data: str) -> None:
    await ann.says("A text of ten characters.")
    (source,) = await sources_of(ann)
    await ann.taps_on(ann.last["message_id"], data=data.format(source.id.hex))
    assert "question that is over" in (ann.last_answer or "")


async def test_a_choice_without_platforms_is_refused(ann: Person, telegram: TelegramSandbox) -> None:
    await ann.says("A text of ten characters.")
    (source,) = await sources_of(ann)
    await ann.taps_on(ann.last["message_id"], data=f"write:{source.id.hex}::casual:3")
    assert "at least one platform" in (ann.last_answer or "")


async def test_not_now(ann: Person) -> None:
    await ann.says("A text of ten characters.")
    await ann.taps("Not now")
    assert "Send me another text" in ann.last_text
    assert labels(ann.last) == []
