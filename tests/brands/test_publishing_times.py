"""One brand on its own screen, and the times of the week at which it publishes."""

import asyncio

import pytest

from domain.accounts.models import Plan, User
from domain.brands.models import Brand
from tests.people import Person, TelegramSandbox, buttons, labels


@pytest.fixture
async def brand(berlin_ann: Person) -> Brand:
    """A brand of Ann's, whose screen she has opened."""
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    brand = await Brand.create(
        owner=owner, name="Acme & <Sons>", description="We make _anvils_.", audience="Coyotes", tone="Warm",
        platforms=["linkedin"], is_default=True,
    )  # fmt: skip
    await berlin_ann.says("/brands")
    await berlin_ann.taps("⚙️")
    return brand


async def slots_of(brand: Brand) -> list[str]:
    return (await Brand.get(id=brand.id)).slots


def data(person: Person, label: str) -> str:
    return str(next(b for b in buttons(person.last) if b["text"] == label)["callback_data"])


async def test_a_brand_shows_what_is_known_of_it(brand: Brand, berlin_ann: Person) -> None:
    for words in ("Acme & <Sons>", "We make _anvils_.", "For: Coyotes", "Sounds: Warm", "LinkedIn"):
        assert words in berlin_ann.last_text
    assert "No publishing times yet" in berlin_ann.last_text
    assert labels(berlin_ann.last) == [
        "🗣 Voice",
        "✏️ Change",
        "🕘 Publishing times",
        "🏷 Logo",
        "🗑 Delete",
        "« Back",
    ]
    await berlin_ann.taps("« Back")
    assert "Your brand" in berlin_ann.last_text


async def test_write_for_another_one(brand: Brand, berlin_ann: Person) -> None:
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    await User.filter(id=owner.id).update(plan=Plan.PRO)
    second = await Brand.create(owner=owner, name="Second")
    await berlin_ann.says("/brands")
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data=f"bshow:{second.id.hex}")
    await berlin_ann.taps("✍️ Write for this brand")
    assert berlin_ann.last_answer == "You now write for Second."
    assert (await Brand.get(id=second.id)).is_default


async def test_typed_times_are_shown_before_they_are_kept(brand: Brand, berlin_ann: Person) -> None:
    await berlin_ann.taps("🕘 Publishing times")
    assert "by the clock in London" in berlin_ann.last_text
    await berlin_ann.says("mon and thu 9:00, wed 18:30")
    assert "Monday and Thursday: 09:00\nWednesday: 18:30" in berlin_ann.last_text
    assert await slots_of(brand) == []
    await berlin_ann.taps("✓ Keep")
    assert berlin_ann.last_answer == "Kept."
    assert await slots_of(brand) == ["0 09:00", "2 18:30", "3 09:00"]
    assert "Publishing times, by the clock in London" in berlin_ann.last_text
    await berlin_ann.says("A text of ten characters.")
    assert "Make posts for" in berlin_ann.last_text, "the question is over"


@pytest.mark.parametrize("typed", ["whenever", "mon 9", "9:00", "<b>mon</b> 25:00", "🦄", "x" * 4000])
async def test_what_is_not_understood_is_asked_again(brand: Brand, berlin_ann: Person, typed: str) -> None:
    await berlin_ann.taps("🕘 Publishing times")
    await berlin_ann.says(typed)
    assert "I did not understand those times" in berlin_ann.last_text
    await berlin_ann.says("weekdays 9am")
    await berlin_ann.taps("✓ Keep")
    assert await slots_of(brand) == [f"{day} 09:00" for day in range(5)]


async def test_what_is_typed_anew_replaces_it_and_an_older_keep_says_so(
    brand: Brand, berlin_ann: Person
) -> None:
    await berlin_ann.taps("🕘 Publishing times")
    await berlin_ann.says("mon 9:00")
    older, keep = berlin_ann.last["message_id"], data(berlin_ann, "✓ Keep")
    await berlin_ann.says("tue 10:00")
    await berlin_ann.taps_on(older, data=keep)
    assert "question that is over" in (berlin_ann.last_answer or "")
    newer, keep = berlin_ann.last["message_id"], data(berlin_ann, "✓ Keep")
    taps = await asyncio.gather(*(berlin_ann.taps_on(newer, data=keep) for _ in range(2)))
    assert [tap["answer"]["text"] for tap in taps] == ["Kept.", "Kept."]
    assert await slots_of(brand) == ["1 10:00"]


async def test_clear(brand: Brand, berlin_ann: Person) -> None:
    await berlin_ann.taps("🕘 Publishing times")
    assert "✖️ Clear" not in labels(berlin_ann.last)
    await berlin_ann.says("mon 9:00")
    await berlin_ann.taps("✓ Keep")
    await berlin_ann.taps("🕘 Publishing times")
    await berlin_ann.taps("✖️ Clear")
    assert "no publishing times any more" in (berlin_ann.last_answer or "")
    assert await slots_of(brand) == []


async def test_cancel_and_back_leave_the_question(brand: Brand, berlin_ann: Person) -> None:
    await berlin_ann.taps("🕘 Publishing times")
    await berlin_ann.taps("« Back")
    await berlin_ann.says("mon 9:00, tue 10:00")
    assert "I understood" not in berlin_ann.last_text
    await berlin_ann.taps("🕘 Publishing times")
    await berlin_ann.says("/cancel")
    assert "we stop here" in berlin_ann.last_text
    assert await slots_of(brand) == []


async def test_nobody_else_sees_or_changes_them(brand: Brand, bob: Person) -> None:
    await bob.says("/brands")
    for button in ("bshow:{}", "slots:{}:ask", "slots:{}:clear", "skeep:{}:00000000"):
        await bob.taps_on(bob.last["message_id"], data=button.format(brand.id.hex))
        assert "cannot find that brand" in (bob.last_answer or ""), button


async def test_who_lives_nowhere_is_asked_first(ann: Person) -> None:
    await ann.says("/start")
    await ann.says("/cancel")
    owner = await User.get(telegram_id=ann.telegram_id)
    await Brand.create(owner=owner, name="Acme")
    await ann.says("/brands")
    await ann.taps("⚙️")
    await ann.taps("🕘 Publishing times")
    assert "Where are you?" in ann.last_text


async def test_in_spanish(telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", "es")
    await eva.says("/start")
    await eva.taps("Madrid")
    owner = await User.get(telegram_id=eva.telegram_id)
    brand = await Brand.create(owner=owner, name="Acme", is_default=True)
    await eva.says("/brands")
    await eva.taps("⚙️")
    await eva.taps("🕘 Horas de publicación")
    await eva.says("lun y mié 9:00, vie 18:30")
    assert "Lunes y miércoles: 9:00\nViernes: 18:30" in eva.last_text
    await eva.taps("✓ Dejarlo así")
    assert await slots_of(brand) == ["0 09:00", "2 09:00", "4 18:30"]
