"""What people do about voice-overs, and what became of them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from domain.accounts.models import User
from domain.usage.ledger import month_of
from domain.usage.models import SpendingDay, UsageKind, UsagePeriod
from domain.voice.models import VoiceOver
from sandbox.voice.speech import heard
from tests.people import Message, Person, TelegramSandbox, until
from tests.posts.test_library import owner_of

TEXT = "We moved our onboarding emails from five to two, and activation rose by 40%."
NORA = "demoNora000000000000"


async def voice_overs_of(person: Person) -> list[VoiceOver]:
    return await VoiceOver.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def characters_of(person: Person) -> tuple[int, int]:
    """How many characters are used, and how many are set aside."""
    kind = UsageKind.VOICE_CHARACTERS
    period = await UsagePeriod.get_or_none(user__telegram_id=person.telegram_id, kind=kind)
    return (period.used, period.reserved) if period else (0, 0)


async def has_spoken(person: Person, characters: int) -> None:
    """They want no news, which would come in between."""
    owner = await owner_of(person)
    await User.filter(id=owner.id).update(notices=False)
    month = month_of(datetime.now(UTC))
    await UsagePeriod.create(user=owner, kind=UsageKind.VOICE_CHARACTERS, month=month, used=characters)


async def has_spent_enough(person: Person, cap: Decimal) -> None:
    """As much today as one person may, in USD."""
    owner = await owner_of(person)
    await SpendingDay.create(day=datetime.now(UTC).date(), scope=str(owner.id), cost=cap)


async def newest_call(speaker: TelegramSandbox) -> int:
    calls = (await speaker.get("/calls"))["calls"]
    return int(calls[-1]["seq"]) if calls else 0


async def spoken_since(speaker: TelegramSandbox, since: int) -> list[dict[str, Any]]:
    """The texts that the provider was asked to speak."""
    calls = (await speaker.get("/calls"))["calls"]
    return [call for call in calls if call["seq"] > since and call["path"] == "/v1/text-to-speech"]


async def chooses(person: Person, text: str = TEXT, voice: str = "Nora") -> Message:
    """Up to the last tap: the message with everything chosen."""
    await person.says("/voice")
    await person.says(text)
    await person.taps("🗣 Choose a voice")
    await person.taps(voice)
    return person.last


async def orders(person: Person, text: str = TEXT, voice: str = "Nora") -> Message:
    """The message that tells how it stands, and becomes the recording."""
    await chooses(person, text, voice)
    return await speaks(person)


async def speaks(person: Person) -> Message:
    """The last tap; the message as above."""
    await person.taps("🎙 Speak it")
    return person.last


def shown(person: Person, message: Message) -> Message:
    """The message as it is now."""
    return next(m for m in person.messages if m["message_id"] == message["message_id"])


async def plays(person: Person, message: Message) -> Message:
    """Waits until the message is a recording."""
    await until(lambda: "audio" in shown(person, message), looking=person)
    return shown(person, message)


async def words_in(telegram: TelegramSandbox, message: Message) -> str:
    """What is said in the recording that a message carries."""
    file_id = message["audio"]["file_id"]
    async with telegram._http.get(f"{telegram.base}/files/{file_id}") as response:
        assert response.status == 200, await response.text()
        understood = heard(await response.read())
    assert understood is not None
    return understood.words
