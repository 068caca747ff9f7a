"""Changing one thing about a brand, and deleting it: typed, shown, cleared, left in the middle."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.brands.errors import BrandNotFound
from domain.brands.fields import BrandField
from domain.brands.models import Brand
from domain.database import database_time
from domain.delivery.models import Delivery, DeliveryStatus
from domain.platforms import Platform
from domain.posts.models import Post
from domain.scheduling.moments import moment_at
from tests.people import Person, TelegramSandbox, buttons, labels, text_of

ODD = "_*[]()~`>#+-=|{}.!<b>&amp;\"' 🏳️‍🌈 שלום"
FIELDS = {
    "Name": "name",
    "What it does": "description",
    "Audience": "audience",
    "Tone": "tone",
    "Link": "link",
    "Call to action": "call_to_action",
    "Signature": "signature",
    "Hashtags": "hashtags",
}


@pytest.fixture
async def brand(berlin_ann: Person) -> Brand:
    """A brand of Ann's, whose screen she has opened."""
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    brand = await Brand.create(owner=owner, name="Acme", platforms=["linkedin"], is_default=True)
    await opens(berlin_ann, brand)
    return brand


async def opens(person: Person, brand: Brand) -> None:
    await person.says("/brands")
    await person.taps_on(person.last["message_id"], data=f"bshow:{brand.id.hex}")


async def is_asked_for(person: Person, field: str) -> None:
    await person.taps("✏️ Change")
    await person.taps(field)


async def kept(brand: Brand) -> Brand:
    return await Brand.get(id=brand.id)


async def facts_of(brand: Brand) -> dict[str, Any]:
    """All that is kept of it."""
    return (await Brand.filter(id=brand.id).values())[0]


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("Name", f" {ODD}\n", ODD),
        ("What it does", ODD, f"What it does: {ODD}"),
        ("Audience", "Bakers & <eaters>", "For: Bakers & <eaters>"),
        ("Tone", "dry, _short_", "Sounds: dry, _short_"),
        ("Link", "acme.com/start?a=1&b=2", "Link: https://acme.com/start?a=1&b=2"),
        ("Call to action", "Book a\nfree tasting", "Leads to: Book a free tasting"),
        ("Signature", f"— {ODD[:40]}\nYours", f"Signature: — {ODD[:40]}\nYours"),
        ("Hashtags", "launch: new, #today", "Hashtags: launch: #new #today"),
    ],
)
async def test_one_field_anew(brand: Brand, berlin_ann: Person, field: str, typed: str, shown: str) -> None:
    before = await facts_of(brand)
    await is_asked_for(berlin_ann, field)
    await berlin_ann.says(typed)
    assert shown in berlin_ann.last_text
    after = await facts_of(brand)
    assert {name for name in after if after[name] != before[name]} == {FIELDS[field]}
    await berlin_ann.says("A text of ten characters.")
    assert "Make posts for" in berlin_ann.last_text, "the question is over"


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "Name"])
async def test_what_is_there_is_shown_in_full_and_can_be_cleared(
    brand: Brand, berlin_ann: Person, field: str
) -> None:
    full = {"signature": "Yours,\nAnn", "hashtags": {"launch": ["#new"]}, "link": "https://acme.com"}
    value = full.get(FIELDS[field], "w" * 200)
    await Brand.filter(id=brand.id).update(**{FIELDS[field]: value})
    await is_asked_for(berlin_ann, field)
    words = "launch: #new" if field == "Hashtags" else str(value)
    assert words in berlin_ann.last_text
    code = next(e for e in berlin_ann.last["entities"] if e["type"] == "code")
    assert code["length"] == len(words), "a tap copies it"
    await berlin_ann.taps("✖️ Clear")
    assert berlin_ann.last_answer == "Cleared."
    assert not getattr(await kept(brand), FIELDS[field])
    await berlin_ann.says("A text of ten characters.")
    assert "Make posts for" in berlin_ann.last_text


async def test_a_name_is_never_cleared_and_nothing_is_offered_where_nothing_is(
    brand: Brand, berlin_ann: Person
) -> None:
    await is_asked_for(berlin_ann, "Name")
    assert labels(berlin_ann.last) == ["« Back"]
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data=f"bfield:{brand.id.hex}:name:1")
    assert "A brand needs a name" in (berlin_ann.last_answer or "")
    await berlin_ann.taps("« Back")
    await berlin_ann.taps("Tone")
    assert labels(berlin_ann.last) == ["« Back"]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Name", "n" * 65, "64 are the most"),
        ("Name", "\u2800\u3164", "A brand needs a name"),
        ("What it does", "x" * 501, "500 are the most"),
        ("Audience", "x" * 301, "300 are the most"),
        ("Tone", "x" * 201, "200 are the most"),
        ("Link", "our shop", "cannot read that as an address"),
        ("Link", "ftp://acme.com", "cannot read that as an address"),
        ("Link", "https://ann:secret@acme.com", "cannot read that as an address"),
        ("Link", "https://[", "cannot read that as an address"),
        ("Link", "acme.com/" + "x" * 500, "500 are the most"),
        ("Call to action", "x" * 201, "200 are the most"),
        ("Signature", "a\nb\nc", "one line or two"),
        ("Signature", "🦄" * 61, "120 are the most"),
        ("Signature", "#a #b #c", "room for 2 hashtags"),
        ("Hashtags", "launch: #not-one", "“#not-one” is no hashtag"),
        ("Hashtags", "<b>&lt;", "“<b>&lt” is no hashtag"),
        ("Hashtags", " ".join(f"#tag{number}" for number in range(200)), "1,000 are the most"),
    ],
)
async def test_what_cannot_be_kept_is_asked_again(
    brand: Brand, berlin_ann: Person, field: str, typed: str, said: str
) -> None:
    await is_asked_for(berlin_ann, field)
    await berlin_ann.says(typed)
    assert said in berlin_ann.last_text
    assert (await kept(brand)).name == "Acme"
    fits = {"Link": "acme.com", "Hashtags": "#acme"}.get(field, "Acme Two")
    await berlin_ann.says(fits)
    assert fits in str((await facts_of(brand))[FIELDS[field]])


async def test_other_things_than_words_leave_the_question_open(brand: Brand, berlin_ann: Person) -> None:
    await is_asked_for(berlin_ann, "Tone")
    await berlin_ann.shares_location(52.5, 13.4)
    await berlin_ann.sends_file("tone.txt", b"warm and dry")
    await berlin_ann.says("/nonsense")
    await berlin_ann.says("warm")
    assert (await kept(brand)).tone == "warm"


async def test_its_own_name_is_not_taken_but_that_of_another_is(brand: Brand, berlin_ann: Person) -> None:
    await Brand.create(owner_id=(await User.get(telegram_id=berlin_ann.telegram_id)).id, name="Zen")
    await is_asked_for(berlin_ann, "Name")
    await berlin_ann.says("Zen")
    assert "already have a brand called Zen" in berlin_ann.last_text
    await berlin_ann.says("Acme")
    assert (await kept(brand)).name == "Acme"


async def test_platforms_are_chosen_before_they_are_kept(brand: Brand, berlin_ann: Person) -> None:
    await is_asked_for(berlin_ann, "Platforms")
    assert labels(berlin_ann.last)[:3] == ["X", "✓ LinkedIn", "Instagram"]
    await berlin_ann.taps("X")
    await berlin_ann.taps("✓ LinkedIn")
    assert (await kept(brand)).platforms == ["linkedin"]
    await berlin_ann.taps("Done")
    assert berlin_ann.last_answer == "Kept."
    assert (await kept(brand)).platforms == ["twitter"]
    assert "Publishes on: X" in berlin_ann.last_text


@pytest.mark.parametrize("field", [*FIELDS, "Platforms"])
async def test_cancel_at_every_step(brand: Brand, berlin_ann: Person, field: str) -> None:
    await is_asked_for(berlin_ann, field)
    await berlin_ann.says("/cancel")
    before = await facts_of(brand)
    await berlin_ann.says("A text of ten characters.")
    assert "Make posts for" in berlin_ann.last_text
    assert await facts_of(brand) == before


async def test_going_back_ends_the_question(brand: Brand, berlin_ann: Person) -> None:
    await is_asked_for(berlin_ann, "Tone")
    await berlin_ann.taps("« Back")
    await berlin_ann.says("A text of ten characters.")
    assert "Make posts for" in berlin_ann.last_text
    assert (await kept(brand)).tone == ""


async def test_going_back_does_not_end_another_question(brand: Brand, berlin_ann: Person) -> None:
    screen = berlin_ann.last["message_id"]
    await User.filter(telegram_id=berlin_ann.telegram_id).update(plan=Plan.PRO)
    await berlin_ann.says("/brands")
    await berlin_ann.taps("Create a brand")
    await berlin_ann.taps_on(screen, label="✏️ Change")
    await berlin_ann.says("Zen")
    assert "What does Zen do?" in berlin_ann.last_text


async def test_a_long_brand_fits_on_its_screen(brand: Brand, berlin_ann: Person) -> None:
    await Brand.filter(id=brand.id).update(
        name="🏆" * 64,
        description="🦄" * 500,
        audience="🦄" * 300,
        tone="🦄" * 200,
        call_to_action="🦄" * 200,
        link="https://acme.com/" + "x" * 480,
        signature="🦄" * 60,
        platforms=["twitter", "linkedin", "instagram"],
        hashtags={str(number): [f"#{'𝒂' * 20}"] * 4 for number in range(10)},
        slots=[f"{day} {day + hour:02}:{day:02}" for day in range(7) for hour in range(10)],
        voice={"tone": "🦄" * 300},
    )
    await opens(berlin_ann, brand)
    assert "🦄…" in berlin_ann.last_text
    assert "#𝒂" in berlin_ann.last_text and "Signature: 🦄" in berlin_ann.last_text
    await berlin_ann.taps("✏️ Change")
    await berlin_ann.taps("What it does")
    assert "🦄" * 500 in berlin_ann.last_text


async def test_nobody_changes_what_belongs_to_somebody_else(
    brand: Brand, berlin_ann: Person, bob: Person, use_cases: UseCases
) -> None:
    await bob.says("/brands")
    message = bob.last["message_id"]
    for data in (
        f"bmenu:{brand.id.hex}:edit",
        f"bmenu:{brand.id.hex}:del",
        f"bfield:{brand.id.hex}:name:0",
        f"bfield:{brand.id.hex}:tone:1",
        f"bplats:{brand.id.hex}:t:1",
        f"voice:{brand.id.hex}:show",
        f"voice:{brand.id.hex}:drop!",
    ):
        await bob.taps_on(message, data=data)
        assert "cannot find that brand" in (bob.last_answer or ""), data
    await bob.taps_on(message, data=f"bmenu:{brand.id.hex}:del!")
    assert await Brand.exists(id=brand.id), "Bob is told that it is gone, as of any brand that is not his"
    somebody = await User.get(telegram_id=bob.telegram_id)
    with pytest.raises(BrandNotFound):
        await use_cases.edit_brand(somebody, brand.id, BrandField.TONE, "mine")


@pytest.mark.parametrize("data", ["bfield:x:name:0", "bfield:{id}:colour:0", "bmenu:{id}:eat", "bplats:{id}"])
async def test_buttons_that_never_were_say_so(brand: Brand, berlin_ann: Person, data: str) -> None:
    await berlin_ann.taps_on(berlin_ann.last["message_id"], data=data.format(id=brand.id.hex))
    assert "question that is over" in (berlin_ann.last_answer or "")


async def test_typing_about_a_brand_that_is_gone_ends_the_question(brand: Brand, berlin_ann: Person) -> None:
    await is_asked_for(berlin_ann, "Tone")
    await Brand.filter(id=brand.id).delete()
    await berlin_ann.says("warm")
    assert "cannot find that brand" in berlin_ann.last_text
    await berlin_ann.says("A text of ten characters.")
    assert "Make posts from" in berlin_ann.last_text


# --- deleting ---


async def has_scheduled(
    person: Person, brand: Brand, use_cases: UseCases, text: str, after: timedelta
) -> Post:
    owner = await User.get(telegram_id=person.telegram_id)
    post = await Post.create(owner=owner, brand=brand, platform=Platform.TWITTER, text=text)
    await use_cases.schedule_post(owner, post.id, moment_at(await database_time() + after, "UTC"))
    return post


async def test_deleting_asks_and_can_be_thought_over(brand: Brand, berlin_ann: Person) -> None:
    await berlin_ann.taps("🗑 Delete")
    assert "Delete Acme for good?" in berlin_ann.last_text
    assert "scheduled" not in berlin_ann.last_text
    await berlin_ann.taps("« Back")
    assert "✏️ Change" in labels(berlin_ann.last)
    await berlin_ann.taps("🗑 Delete")
    await berlin_ann.taps("🗑 Yes, delete")
    assert berlin_ann.last_answer == "The brand is deleted."
    assert "You have no brand yet" in berlin_ann.last_text
    assert not await Brand.exists(id=brand.id)


async def test_its_posts_stay_and_the_scheduled_ones_go_out_without_a_brand(
    brand: Brand, berlin_ann: Person, use_cases: UseCases
) -> None:
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    draft = await Post.create(owner=owner, brand=brand, platform=Platform.LINKEDIN, text="A draft of Acme.")
    soon = await has_scheduled(berlin_ann, brand, use_cases, "Acme bakes at six.", timedelta(seconds=4))
    later = await has_scheduled(berlin_ann, brand, use_cases, "Acme sleeps.", timedelta(days=3))
    await berlin_ann.taps("🗑 Delete")
    assert "2 posts of it are scheduled: they stay and come at their time" in berlin_ann.last_text
    await berlin_ann.taps("🗑 Yes, delete")
    card = await berlin_ann.sees("Acme bakes at six.")
    assert "✅ Posted" in labels(card)
    for post in (draft, soon, later):
        assert (await Post.get(id=post.id)).brand_id is None
    assert (await Delivery.get(post_id=later.id)).status is DeliveryStatus.SCHEDULED
    await berlin_ann.says("/posts")
    assert "A draft of Acme." in berlin_ann.last_text


async def test_one_scheduled_post_is_counted_in_its_own_words(
    brand: Brand, berlin_ann: Person, use_cases: UseCases
) -> None:
    await has_scheduled(berlin_ann, brand, use_cases, "Later.", timedelta(days=3))
    await berlin_ann.taps("🗑 Delete")
    assert "1 post of it is scheduled: it stays" in berlin_ann.last_text


async def test_the_default_moves_to_the_oldest_other_one(brand: Brand, berlin_ann: Person) -> None:
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    oldest = await Brand.create(owner=owner, name="Oldest")
    await Brand.create(owner=owner, name="Newer")
    await berlin_ann.taps("🗑 Delete")
    await berlin_ann.taps("🗑 Yes, delete")
    assert [b.name for b in await Brand.filter(owner=owner, is_default=True)] == ["Oldest"]
    assert "✓ Oldest" in labels(berlin_ann.last)
    await opens(berlin_ann, await Brand.get(owner=owner, name="Newer"))
    await berlin_ann.taps("🗑 Delete")
    await berlin_ann.taps("🗑 Yes, delete")
    assert [b.id for b in await Brand.filter(owner=owner, is_default=True)] == [oldest.id]


async def test_double_taps_delete_one(brand: Brand, berlin_ann: Person) -> None:
    owner = await User.get(telegram_id=berlin_ann.telegram_id)
    await Brand.create(owner=owner, name="Second")
    await Brand.create(owner=owner, name="Third")
    await berlin_ann.taps("🗑 Delete")
    question = berlin_ann.last["message_id"]
    surely = buttons(berlin_ann.last)[0]["callback_data"]
    await asyncio.gather(*(berlin_ann.taps_on(question, data=surely) for _ in range(4)))
    assert [b.name for b in await Brand.filter(owner=owner).order_by("created_at")] == ["Second", "Third"]
    assert await Brand.filter(owner=owner, is_default=True).count() == 1
    assert "tap the one you write for" in berlin_ann.last_text


async def test_an_old_screen_of_a_deleted_brand_says_so(brand: Brand, berlin_ann: Person) -> None:
    screen = berlin_ann.last["message_id"]
    await berlin_ann.says("/brands")
    await Brand.filter(id=brand.id).delete()
    for label in ("🗣 Voice", "✏️ Change", "🕘 Publishing times", "🗑 Delete"):
        await berlin_ann.taps_on(screen, label=label)
        assert "cannot find that brand" in (berlin_ann.last_answer or ""), label


async def test_in_spanish(telegram: TelegramSandbox) -> None:
    eva = await telegram.person("Eva", language="es")
    await eva.says("/start")
    owner = await User.get(telegram_id=eva.telegram_id)
    brand = await Brand.create(owner=owner, name="Pan", is_default=True)
    await opens(eva, brand)
    await eva.taps("✏️ Cambiar")
    await eva.taps("Firma")
    assert "una o dos líneas" in eva.last_text
    await eva.says("a\nb\nc")
    assert "Una firma tiene una o dos líneas" in eva.last_text
    await eva.says("— Pan")
    assert "Firma: — Pan" in eva.last_text
    await eva.taps("🗑 Borrar")
    await eva.taps("🗑 Sí, borrar")
    assert text_of(eva.last).startswith("Todavía no tienes ninguna marca")
