"""Very long sources are condensed in parts, once, before anything is written from them."""

import random

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.writing.condense import LONG, MOST_OF_A_PART, PART, parts_of
from domain.writing.models import Composition, CompositionKind, Generation, RunStatus, Source
from tests.people import Person, TelegramSandbox

NOUNS = (
    "onboarding",
    "pricing",
    "support",
    "the first screen",
    "our newsletter",
    "churn",
    "the demo",
    "search",
)
VERBS = ("changed", "surprised", "helped", "cost", "taught", "slowed", "saved", "confused")


def long_text(characters: int) -> str:
    dice = random.Random(characters)
    text = ""
    while len(text) < characters:
        text += (
            f"In week {dice.randrange(1, 500)} {dice.choice(NOUNS)} {dice.choice(VERBS)} us more than"
            f" {dice.choice(NOUNS)}, by {dice.randrange(2, 90)} percent. "
        )
        if dice.random() < 0.2:
            text += "\n\n"
    return text[:characters]


@pytest.mark.parametrize("text", [long_text(100_000), "word " * 30_000, "x" * 90_000, long_text(PART + 1)])
def test_nothing_is_lost_between_the_parts(text: str) -> None:
    parts = parts_of(text)
    assert all(0 < len(part) <= PART for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    if " " in text:
        assert [word for part in parts for word in part.split()] == text.split()


async def brought(person: Person, characters: int) -> Source:
    await person.says(long_text(characters))
    await person.sees("from this?")
    return await Source.get(owner__telegram_id=person.telegram_id)


async def test_a_long_source_is_condensed_once_for_all_its_posts(ann: Person) -> None:
    source = await brought(ann, 3 * PART)
    await ann.taps("X")
    await ann.taps("Instagram")
    await ann.taps("✍️ Write 9 posts")
    for platform in ("X", "LinkedIn", "Instagram"):
        await ann.sees(f"{platform}: 3 of 3 ready")
    source = await Source.get(id=source.id)
    assert source.condensed is not None
    assert len(source.condensed) <= 4 * MOST_OF_A_PART
    parts = await Composition.filter(owner_id=source.owner_id, kind=CompositionKind.CONDENSE)
    assert [part.status for part in parts] == [RunStatus.SUCCEEDED] * len(parts_of(source.text))
    assert all(part.provider_calls == 1 and part.cost > 0 for part in parts)


async def test_a_source_of_usual_length_is_written_from_as_it_is(ann: Person) -> None:
    source = await brought(ann, LONG - 100)
    await ann.taps("✍️ Write 3 posts")
    await ann.sees("3 of 3 ready")
    assert (await Source.get(id=source.id)).condensed is None
    assert not await Composition.exists(owner_id=source.owner_id)


async def test_a_part_that_fails_gives_the_usage_back_and_what_was_paid_for_is_kept(
    ann: Person, writer: TelegramSandbox
) -> None:
    source = await brought(ann, 3 * PART)
    await writer.fault("error_status", status=402)
    await ann.taps("✍️ Write 3 posts")
    await ann.sees("It has not cost you anything")
    done = await Composition.filter(owner_id=source.owner_id, status=RunStatus.SUCCEEDED)
    assert 0 < len(done) < len(parts_of(source.text))
    await ann.taps("Write more from this text")
    await ann.taps("✍️ Write 3 posts")
    await ann.sees("3 of 3 ready")
    again = await Composition.filter(owner_id=source.owner_id, status=RunStatus.SUCCEEDED)
    assert len(again) == len(parts_of(source.text))
    assert {run.id for run in done} < {run.id for run in again}


async def test_a_worker_that_dies_while_condensing_is_taken_over_from(
    ann: Person, use_cases: UseCases
) -> None:
    source = await brought(ann, 3 * PART)
    await ann.taps("✍️ Write 3 posts")
    await ann.sees("3 of 3 ready")
    owner = await User.get(id=source.owner_id)
    await Source.filter(id=source.id).update(condensed=None)
    generation = await Generation.get(owner=owner).select_related("source")
    calls = [run.provider_calls for run in await Composition.filter(owner=owner)]
    text = await use_cases.write_posts.condense(generation)
    assert text == (await Source.get(id=source.id)).condensed
    assert [run.provider_calls for run in await Composition.filter(owner=owner)] == calls
