"""The main road: a transcript sent in the chat becomes posts that come back at their minute."""

from tests.people import Person, labels, text_of

TRANSCRIPT = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody "
    "expected that. So we asked twelve customers what they remembered from the first week. Almost all of "
    "them named one screen, the one where their own data appeared. My advice is to cut everything before it."
)


async def test_from_start_to_posted(ann: Person) -> None:
    await ann.says("/start")
    assert "where are you" in ann.last_text
    await ann.says("Lisbon")
    assert "Lisbon" in ann.last_text
    await ann.taps("Create a brand")
    await ann.says("Acme & <Sons>")
    assert "What does Acme & <Sons> do?" in ann.last_text
    await ann.says("We help teams write less.")
    await ann.taps("Skip")
    await ann.taps("Skip")
    await ann.taps("X")
    await ann.taps("Done")
    await ann.sees("Acme & <Sons> is ready.")

    await ann.says("/new")
    await ann.says(TRANSCRIPT)
    assert "Acme & <Sons>" in ann.last_text
    await ann.taps("2")
    await ann.taps("✍️ Write 2 posts")
    await ann.sees("2 of 2 ready")
    card = await ann.sees("of 280 · Acme & <Sons>")

    await ann.taps_on(card["message_id"], label="🗓 Schedule")
    await ann.says("in 1 minute")
    await ann.sees("I understood: today")
    await ann.taps("✓ Keep it")
    assert "Scheduled" in (ann.last_answer or "")
    await ann.says("/schedule")
    assert "What is coming" in ann.last_text
    await ann.taps("1")
    await ann.taps("🚀 Send now")
    due = await ann.sees("Time for X")
    assert {"Open X", "📋 Copy", "✅ Posted", "😴 Snooze", "✏️ Edit", "⏭ Skip"} == set(labels(due))
    assert text_of(card).split("\n\n")[0] in text_of(due)
    await ann.taps("✅ Posted")
    await ann.sees("✅ published")
