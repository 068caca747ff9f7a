"""What the tests of pictures look up, and what people do in several of them."""

from io import BytesIO
from typing import Any

from PIL import Image

from domain.accounts.models import User
from domain.database import rows
from domain.pictures.models import Picture
from domain.posts.models import Post
from domain.usage.models import UsagePeriod
from tests.people import Message, Person, TelegramSandbox, until

PROMPT = "A quiet harbour at dawn, fishing boats, soft light"
TEXT = "We moved our onboarding emails from five to two. Activation rose by 40%! https://a.example #growth 🎉"


async def pictures_of(person: Person) -> list[Picture]:
    return await Picture.filter(owner__telegram_id=person.telegram_id).order_by("created_at")


async def usage_of(person: Person) -> tuple[int, int]:
    """Pictures used, and reserved."""
    period = await UsagePeriod.get_or_none(user__telegram_id=person.telegram_id, kind="pictures")
    return (period.used, period.reserved) if period else (0, 0)


async def has_used(person: Person, pictures: int) -> None:
    """They want no news, which would come in between."""
    await User.filter(telegram_id=person.telegram_id).update(notices=False)
    await rows(
        """
        INSERT INTO usage_periods (id, user_id, kind, month, used, reserved)
        SELECT gen_random_uuid(), id, 'pictures',
               date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC')::date, $2, 0
        FROM users WHERE telegram_id = $1 RETURNING id
        """,
        person.telegram_id,
        pictures,
    )


async def post_of(person: Person, text: str = TEXT) -> Post:
    """A draft of somebody who has started the chat."""
    owner = await User.get(telegram_id=person.telegram_id)
    return await Post.create(owner=owner, platform="linkedin", text=text)


async def describes(person: Person, prompt: str = PROMPT) -> Message:
    """Says what shall be on a picture; the message with the chips."""
    await person.says("/image")
    await person.says(prompt)
    return await person.sees("How shall I paint it?")


async def orders(person: Person, prompt: str = PROMPT) -> int:
    """Orders a picture as it is preselected; the id of the message that tells how it stands."""
    await describes(person, prompt)
    tapped = await person.taps("🎨 Paint")
    assert tapped is not None
    return int(person.last["message_id"])


async def gets_picture(person: Person, number: int = 1) -> Message:
    """Waits until so many pictures are in the chat, and until nothing says any more that one is painted."""
    await person.looks()
    await until(lambda: len(photos(person)) >= number, looking=person)
    await until(
        lambda: not person.count("Painting…") and not person.count("waits for its turn"), looking=person
    )
    assert len(photos(person)) == number
    return photos(person)[-1]


def photos(person: Person) -> list[Message]:
    return [message for message in person.received if "photo" in message]


def size_of(photo: Message) -> tuple[int, int]:
    largest = photo["photo"][-1]
    return largest["width"], largest["height"]


async def calls_of(painter: TelegramSandbox, prompt: str) -> list[dict[str, Any]]:
    """The orders for that prompt, with what may have been added to it."""
    calls = (await painter.get("/calls"))["calls"]
    return [call for call in calls if call["request"].get("prompt", "").startswith(prompt)]


def is_picture(content: bytes) -> bool:
    return Image.open(BytesIO(content)).size > (0, 0)
