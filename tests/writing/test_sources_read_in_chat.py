"""Voice notes, files, links and forwarded messages become sources, one by one and together."""

from datetime import timedelta

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import rows
from domain.writing.models import Generation, Piece, PieceStatus, Source
from sandbox.server import Addresses
from tests.people import Person, TelegramSandbox, labels, text_of

OFFER = "from this?"
WORDS = (
    "We watched two hundred people set up our product. Nobody read the welcome message. "
    "An example on the first screen brought forty percent more of them back the next day."
)
SRT = """1
00:00:01,000 --> 00:00:04,000
Nobody read the welcome message.

2
00:00:04,500 --> 00:00:07,000
An example brought them back.
"""


async def source_of(person: Person) -> Source:
    return (await Source.filter(owner__telegram_id=person.telegram_id).order_by("-created_at"))[0]


@pytest.mark.parametrize("kind", ["voice", "audio", "video", "video_note"])
async def test_what_is_said_becomes_posts(ann: Person, kind: str) -> None:
    await ann.says_aloud(WORDS, kind=kind)
    offer = await ann.sees(OFFER)
    assert "🎧 Recording" in text_of(offer)
    assert (await source_of(ann)).text == WORDS
    await ann.taps("✍️ Write 3 posts")
    await ann.sees("3 of 3 ready")


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("talk.srt", SRT.encode(), "Nobody read the welcome message."),
        (
            "talk.vtt",
            b"WEBVTT\n\n00:01.000 --> 00:04.000\nNobody read it at all.\n",
            "Nobody read it at all.",
        ),
        ("notes.txt", "Один длинный абзац о продукте.".encode("cp1251"), "Один длинный абзац о продукте."),
        ("notes.md", b"# Title\n\nA paragraph that is long enough.", "A paragraph that is long enough."),
    ],
)
async def test_a_file_becomes_posts(ann: Person, name: str, content: bytes, text: str) -> None:
    await ann.sends_file(name, content)
    offer = await ann.sees(OFFER)
    assert f"📄 {name}" in text_of(offer)
    source = await source_of(ann)
    assert text in source.text
    assert "-->" not in source.text


async def test_a_link_becomes_posts_with_its_site_as_credit(ann: Person, addresses: Addresses) -> None:
    await ann.says(f"{addresses.pages}/onboarding")
    offer = await ann.sees(OFFER)
    assert "🔗 What we learned from 200 onboarding calls" in text_of(offer)
    assert "from The Anvil Letters" in text_of(offer)
    source = await source_of(ann)
    assert "activation rose by 40%" in source.text
    assert source.credit == f"The Anvil Letters ({addresses.pages}/onboarding)"


async def test_a_link_with_some_words_is_both(ann: Person, addresses: Addresses) -> None:
    await ann.says(f"Mention that we did the same: {addresses.pages}/onboarding")
    await ann.sees(OFFER)
    source = await source_of(ann)
    assert source.text.startswith("Mention that we did the same:")
    assert "activation rose by 40%" in source.text


async def test_in_a_long_text_a_link_is_a_part_of_what_it_says(ann: Person, addresses: Addresses) -> None:
    text = f"{WORDS} Read on at {addresses.pages}/onboarding and tell us. {WORDS}"
    await ann.says(text)
    assert OFFER in ann.last_text
    assert (await source_of(ann)).text == text


@pytest.mark.parametrize(
    ("sender", "credit"),
    [
        ({"channel": "Daily Growth"}, "Daily Growth"),
        ({"hidden_user": "Zoë"}, "Zoë"),
        ({"chat": "Anvil makers"}, "Anvil makers"),
    ],
)
async def test_a_forwarded_message_keeps_whom_it_is_from(
    ann: Person, sender: dict[str, str], credit: str
) -> None:
    await ann.forwards(WORDS, **sender)
    offer = await ann.sees(OFFER)
    assert f"from {credit}" in text_of(offer)
    assert (await source_of(ann)).credit == credit


async def test_several_forwarded_in_a_row_are_one_source_with_one_offer(ann: Person) -> None:
    for number in range(1, 4):
        await ann.forwards(f"Thought number {number} of three, and it is long enough.", channel="Growth")
    offer = await ann.sees(OFFER)
    source = await source_of(ann)
    assert [f"number {number}" in source.text for number in (1, 2, 3)] == [True] * 3
    assert ann.count(OFFER) == 1
    assert text_of(offer).count("💬") == 3
    assert await Source.filter(owner__telegram_id=ann.telegram_id).count() == 1


async def test_more_is_collected_until_that_is_all(ann: Person, addresses: Addresses) -> None:
    await ann.says("A first thought, typed.")
    await ann.taps("＋ Add more")
    await ann.says_aloud(WORDS)
    await ann.forwards("And what somebody else said about it.", channel="Growth")
    await ann.says("ok")
    await ann.says(f"{addresses.pages}/onboarding")
    assert "5 messages so far" in ann.last_text
    assert ann.count("messages so far") == 1
    await rows("UPDATE sources SET extended_at = extended_at - $1::interval RETURNING id", timedelta(hours=1))
    await ann.says("And a last one, an hour later.")
    await ann.taps("That’s all ✓")
    await ann.sees(OFFER)
    source = await source_of(ann)
    assert source.text.startswith("A first thought, typed.\n\n")
    assert source.text.endswith("And a last one, an hour later.")
    assert "activation rose by 40%" in source.text
    assert source.credit == f"Growth, The Anvil Letters ({addresses.pages}/onboarding)"
    assert ann.count("so far") == 0
    await ann.says("This is another matter altogether.")
    assert (await source_of(ann)).id != source.id


async def test_cancel_while_collecting_forgets_it(ann: Person) -> None:
    await ann.says("A first thought, typed.")
    await ann.taps("＋ Add more")
    await ann.says("/cancel")
    assert "we stop here" in ann.last_text
    await ann.says("This is another matter altogether.")
    assert OFFER in ann.last_text
    assert (await source_of(ann)).text == "This is another matter altogether."


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.txt", b" \n ", "no words in it"),
        ("machine.bin", bytes(range(256)) * 4, "cannot read this kind of thing"),
        ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "save it as .docx"),
        ("broken.pdf", b"%PDF-1.7\n" + b"\xff" * 300, "damaged"),
    ],
)
async def test_what_cannot_be_read_is_said_kindly(ann: Person, name: str, content: bytes, why: str) -> None:
    await ann.sends_file(name, content)
    answer = await ann.sees("could not get any text")
    assert why in text_of(answer)
    assert set(labels(answer)) == {"＋ Add more", "Not now"}


async def test_one_bad_piece_does_not_spoil_the_others(ann: Person) -> None:
    await ann.sends_file("broken.pdf", b"%PDF-1.7\n" + b"\xff" * 300, caption=WORDS)
    offer = await ann.sees(OFFER)
    assert "damaged" in text_of(offer)
    assert (await source_of(ann)).text == WORDS


async def test_a_page_without_words_and_a_page_that_is_not_there(ann: Person, addresses: Addresses) -> None:
    await ann.says(f"{addresses.pages}/members-only")
    assert "no words in it" in text_of(await ann.sees("could not get any text"))
    await ann.says("/new")
    await ann.says(f"{addresses.pages}/nothing-here")
    assert "nothing there any more" in text_of(await ann.sees("could not get any text"))


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:1/x", "http://10.0.0.1/", "http://169.254.169.254/latest"]
)
async def test_private_places_are_not_looked_at(ann: Person, link: str) -> None:
    await ann.says(link)
    assert "only follow links to public pages" in text_of(await ann.sees("could not get any text"))


async def test_more_than_20_mb_is_said_at_once(ann: Person) -> None:
    await ann.sends_file("film.mp4", bytes(21 * 1024 * 1024), kind="video")
    assert "larger than 20 MB" in text_of(await ann.sees("could not get any text"))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("quota_exceeded", "Something is wrong on our side"),
        ("invalid_api_key", "Something is wrong on our side"),
        ("unreadable_audio", "damaged"),
        ("no_speech", "no words in it"),
    ],
)
async def test_a_voice_service_in_trouble(
    ann: Person, voice: TelegramSandbox, fault: str, words: str
) -> None:
    await voice.fault(fault)
    await ann.says_aloud(WORDS)
    assert words in text_of(await ann.sees("could not get any text"))


@pytest.mark.parametrize("fault", ["system_busy", "html_502", "cut"])
async def test_what_passes_is_tried_once_more(ann: Person, voice: TelegramSandbox, fault: str) -> None:
    await voice.fault(fault)
    await ann.says_aloud(WORDS)
    await ann.sees(OFFER)
    assert (await source_of(ann)).text == WORDS


async def test_a_recording_that_was_begun_by_a_dead_worker(ann: Person, use_cases: UseCases) -> None:
    """A third worker would pay for it a third time: it is given up, kindly."""
    await ann.says_aloud(WORDS)
    await ann.sees(OFFER)
    source = await source_of(ann)
    piece = await Piece.get(source=source)
    await Piece.filter(id=piece.id).update(status=PieceStatus.READING, attempts=2, text="")
    await use_cases.read_piece(piece.id)
    piece = await Piece.get(id=piece.id)
    assert (piece.status, piece.attempts) == (PieceStatus.FAILED, 3)


async def test_what_nobody_reads_any_more_is_given_up(ann: Person, use_cases: UseCases) -> None:
    await ann.says_aloud(WORDS)
    await ann.sees(OFFER)
    source = await source_of(ann)
    await rows(
        "UPDATE source_pieces SET status = 'READING', started_at = now() - $2::interval, text = ''"
        " WHERE source_id = $1 RETURNING id",
        source.id,
        timedelta(minutes=4),
    )
    await use_cases.give_up_late_pieces()
    assert "took too long" in text_of(await ann.sees("took too long"))


async def test_chips_of_a_source_that_is_still_read_are_not_there_yet(
    ann: Person, voice: TelegramSandbox
) -> None:
    await voice.fault("stall", seconds=2)
    await ann.says_aloud(WORDS)
    reading = await ann.sees("I am reading what you sent")
    assert labels(reading) == ["Not now"]
    await ann.taps("Not now")
    assert await Generation.filter(owner__telegram_id=ann.telegram_id).count() == 0


async def test_in_spanish(telegram: TelegramSandbox) -> None:
    sofia = await telegram.person("Sofía", language="es")
    await sofia.says_aloud("Hemos visto a doscientas personas configurar el producto.", language="es")
    await sofia.sees("🎧 Grabación")
    assert await User.filter(telegram_id=sofia.telegram_id, locale="es").exists()
