"""Making a brand, choosing the one to write for, and leaving in the middle."""

import asyncio

import pytest

from domain.accounts.models import Plan, User
from domain.brands.models import Brand
from tests.people import Person, labels

ODD = "_*[]()~`>#+-=|{}.!<&\"' 🏳️‍🌈 שלום"


async def brands_of(person: Person) -> list[Brand]:
    return await Brand.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def pays_for(person: Person, plan: Plan) -> None:
    await User.filter(telegram_id=person.telegram_id).update(plan=plan)


async def begins_a_brand(person: Person) -> None:
    await person.says("/brands")
    await person.taps("Create a brand")


async def makes_a_brand(person: Person, name: str) -> None:
    await begins_a_brand(person)
    await person.says(name)
    for _ in range(3):
        await person.taps("Skip")
    await person.taps("Done")


async def test_with_every_field(berlin_ann: Person) -> None:
    await begins_a_brand(berlin_ann)
    await berlin_ann.says(f"  {ODD}  ")
    assert f"What does {ODD} do?" in berlin_ann.last_text
    await berlin_ann.says("We help <teams> & write less.")
    await berlin_ann.says("Teams of {ten}")
    await berlin_ann.says("_warm_, short")
    for platform in ("X", "Instagram", "LinkedIn", "✓ X"):
        await berlin_ann.taps(platform)
    await berlin_ann.taps("Done")
    await berlin_ann.sees(f"{ODD} is ready.")
    (brand,) = await brands_of(berlin_ann)
    assert (brand.name, brand.description) == (ODD, "We help <teams> & write less.")
    assert (brand.audience, brand.tone) == ("Teams of {ten}", "_warm_, short")
    assert brand.platforms == ["linkedin", "instagram"]
    assert brand.is_default
    await berlin_ann.says("/brands")
    assert f"{ODD} – LinkedIn, Instagram" in berlin_ann.last_text
    assert labels(berlin_ann.last) == [f"✓ {ODD}", "⚙️"], "FREE has room for one"


async def test_with_nothing_but_a_name(berlin_ann: Person) -> None:
    await makes_a_brand(berlin_ann, "Acme")
    (brand,) = await brands_of(berlin_ann)
    assert (brand.description, brand.audience, brand.tone, brand.platforms) == ("", "", "", [])
    await berlin_ann.says("/brands")
    assert "Acme" in berlin_ann.last_text


async def test_what_was_pasted_before_does_not_spoil_it(berlin_ann: Person) -> None:
    offered = berlin_ann.last["message_id"]
    await berlin_ann.says("A text that was pasted before the brand was made.")
    await berlin_ann.taps_on(offered, label="Create a brand")
    await berlin_ann.says("Acme")
    for _ in range(3):
        await berlin_ann.taps("Skip")
    await berlin_ann.taps("Done")
    await berlin_ann.sees("Acme is ready.")


@pytest.mark.parametrize("name", ["n" * 65, "🏳️‍🌈" * 30])
async def test_a_name_too_long_is_asked_again(berlin_ann: Person, name: str) -> None:
    await begins_a_brand(berlin_ann)
    await berlin_ann.says(name)
    assert "64 are the most" in berlin_ann.last_text
    await berlin_ann.says("Short")
    assert "What does Short do?" in berlin_ann.last_text


async def test_every_field_has_its_limit(berlin_ann: Person) -> None:
    await begins_a_brand(berlin_ann)
    await berlin_ann.says("Acme")
    for limit in (500, 300, 200):
        await berlin_ann.says("x" * (limit + 1))
        assert f"{limit} are the most" in berlin_ann.last_text
        await berlin_ann.says("x" * limit)
    await berlin_ann.taps("Done")
    (brand,) = await brands_of(berlin_ann)
    assert [len(brand.description), len(brand.audience), len(brand.tone)] == [500, 300, 200]


async def test_a_name_without_anything_to_see_is_none(berlin_ann: Person) -> None:
    await begins_a_brand(berlin_ann)
    await berlin_ann.says("\u2800\u3164")
    assert "A brand needs a name" in berlin_ann.last_text
    await berlin_ann.says("Acme")
    assert "What does Acme do?" in berlin_ann.last_text


async def test_a_name_is_one_line(berlin_ann: Person) -> None:
    await makes_a_brand(berlin_ann, "Acme\nand\tSons")
    (brand,) = await brands_of(berlin_ann)
    assert brand.name == "Acme and Sons"


async def test_a_name_of_theirs_that_is_taken_is_asked_again_at_once(berlin_ann: Person) -> None:
    await pays_for(berlin_ann, Plan.PRO)
    await makes_a_brand(berlin_ann, "Acme")
    await begins_a_brand(berlin_ann)
    await berlin_ann.says("Acme")
    assert "already have a brand called Acme" in berlin_ann.last_text
    await berlin_ann.says("Acme Two")
    assert "What does Acme Two do?" in berlin_ann.last_text


async def test_a_name_taken_meanwhile_does_not_lose_the_answers(berlin_ann: Person) -> None:
    await pays_for(berlin_ann, Plan.PRO)
    await begins_a_brand(berlin_ann)
    await berlin_ann.says("Acme")
    await berlin_ann.says("We make anvils.")
    await berlin_ann.taps("Skip")
    await berlin_ann.taps("Skip")
    await Brand.create(owner=await User.get(telegram_id=berlin_ann.telegram_id), name="Acme")
    await berlin_ann.taps("Done")
    assert "already have a brand called Acme" in (berlin_ann.last_answer or "")
    await berlin_ann.says("Acme Two")
    for _ in range(3):
        await berlin_ann.taps("Skip")
    await berlin_ann.taps("Done")
    _, brand = await brands_of(berlin_ann)
    assert (brand.name, brand.description) == ("Acme Two", "We make anvils.")


async def test_no_room_is_said_before_the_questions(berlin_ann: Person) -> None:
    offered = berlin_ann.last["message_id"]
    await makes_a_brand(berlin_ann, "Acme")
    await berlin_ann.taps_on(offered, data="brand:new")
    assert berlin_ann.last_answer == "Your plan has room for 1 brand."
    assert len(await brands_of(berlin_ann)) == 1


async def test_double_tap_on_done_makes_one(berlin_ann: Person) -> None:
    await pays_for(berlin_ann, Plan.PRO)
    await begins_a_brand(berlin_ann)
    await berlin_ann.says("Acme")
    for _ in range(3):
        await berlin_ann.taps("Skip")
    question = berlin_ann.last["message_id"]
    await asyncio.gather(*(berlin_ann.taps_on(question, data="bsave:tl") for _ in range(3)))
    assert len(await brands_of(berlin_ann)) == 1
    assert berlin_ann.count("Acme is ready.") == 1


async def test_choose_the_one_to_write_for(berlin_ann: Person, bob: Person) -> None:
    await pays_for(berlin_ann, Plan.PRO)
    await makes_a_brand(berlin_ann, "First")
    await makes_a_brand(berlin_ann, "Second")
    await berlin_ann.says("/brands")
    assert labels(berlin_ann.last) == ["✓ First", "⚙️", "Second", "⚙️", "Create a brand"]
    await berlin_ann.taps("Second")
    assert berlin_ann.last_answer == "You now write for Second."
    assert labels(berlin_ann.last) == ["First", "⚙️", "✓ Second", "⚙️", "Create a brand"]
    assert [brand.is_default for brand in await brands_of(berlin_ann)] == [False, True]
    await berlin_ann.says("Ten characters and more.")
    assert "Make posts for Second" in berlin_ann.last_text

    first = (await brands_of(berlin_ann))[0]
    await bob.says("/brands")
    await bob.taps_on(bob.last["message_id"], data=f"bpick:{first.id.hex}")
    assert "cannot find that brand" in (bob.last_answer or "")
    await bob.taps_on(bob.last["message_id"], data="bpick:")
    assert "question that is over" in (bob.last_answer or "")


async def test_a_hundred_brands_are_shown_in_pages(berlin_ann: Person) -> None:
    await pays_for(berlin_ann, Plan.BUSINESS)
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    everywhere = ["twitter", "linkedin", "instagram"]
    for number in range(100):
        await Brand.create(owner=owner, name=f"{number:02} {'🏆' * 61}", platforms=everywhere)
    await berlin_ann.says("/brands")
    assert "00 🏆" in berlin_ann.last_text
    for _ in range(30):
        if "99 🏆" in berlin_ann.last_text:
            break
        await berlin_ann.taps("Later »")
    assert "99 🏆" in berlin_ann.last_text
    chosen = next(label for label in labels(berlin_ann.last) if label.startswith("99"))
    await berlin_ann.taps(chosen)
    assert f"✓ {chosen}" in labels(berlin_ann.last), "the page stays where the tap was"
    await berlin_ann.taps("« Earlier")
    assert "99 🏆" not in berlin_ann.last_text


@pytest.mark.parametrize("steps", range(5))
async def test_cancel_at_every_step(berlin_ann: Person, steps: int) -> None:
    await begins_a_brand(berlin_ann)
    for step in range(steps):
        await berlin_ann.says(f"Answer {step}")
    await berlin_ann.says("/cancel")
    assert "we stop here" in berlin_ann.last_text
    await berlin_ann.says("A text of ten characters.")
    assert "Make posts from this?" in berlin_ann.last_text
    assert await brands_of(berlin_ann) == []


async def test_another_command_leaves_and_old_buttons_say_so(berlin_ann: Person) -> None:
    await begins_a_brand(berlin_ann)
    await berlin_ann.says("Acme")
    question = berlin_ann.last["message_id"]
    await berlin_ann.says("/posts")
    await berlin_ann.taps_on(question, label="Skip")
    assert "question that is over" in (berlin_ann.last_answer or "")
    for data in ("bplat:t", "bsave:t", "brand:skip", "brand:list"):
        await berlin_ann.taps_on(question, data=data)
        assert "question that is over" in (berlin_ann.last_answer or ""), data
    assert await brands_of(berlin_ann) == []


async def test_a_skip_of_an_earlier_question_skips_only_the_open_one(berlin_ann: Person) -> None:
    """The old button is under the question that was answered by typing."""
    await begins_a_brand(berlin_ann)
    await berlin_ann.says("Acme")
    first_question = berlin_ann.last["message_id"]
    await berlin_ann.says("We make anvils.")
    await berlin_ann.taps_on(first_question, label="Skip")
    await berlin_ann.says("For coyotes, warmly.")
    await berlin_ann.looks()
    owned = "Where do you publish?"
    assert berlin_ann.count(owned) <= 1


async def test_a_tap_on_something_gone_does_not_end_the_question(berlin_ann: Person) -> None:
    await begins_a_brand(berlin_ann)
    gone = "0" * 32
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data=f"post:{gone}:show")
    assert "cannot find that post" in (berlin_ann.last_answer or "")
    await berlin_ann.says("Acme")
    assert "What does Acme do?" in berlin_ann.last_text
