"""What happens behind the chat: posts laid into a library, deliveries that fall due, age or get lost."""

import asyncio
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import database_time, rows
from domain.delivery.models import Delivery, DeliveryAttempt, DeliveryStatus, Kind, Policy
from domain.platforms import Platform
from domain.posts.models import Post, PostStatus
from domain.scheduling.moments import moment_at
from tests.people import Person, TelegramSandbox

SHORT = "Cut everything before the screen where their own data appears."
LONG = "\n\n".join(f"{number}. {SHORT}" for number in range(1, 9))
"""More than the 256 characters that a copy button holds."""

FOOTER = "Sent again after a network fault"


class Desk:
    """One person's posts, as the product keeps them."""

    def __init__(self, person: Person, user: User, use_cases: UseCases, telegram: TelegramSandbox) -> None:
        self.person = person
        self.user = user
        self._use_cases = use_cases
        self._telegram = telegram

    async def post(self, text: str = SHORT, platform: Platform = Platform.TWITTER) -> Post:
        return await Post.create(owner=self.user, platform=platform, text=text)

    async def schedule(self, post: Post, *, after: float = 0) -> Delivery:
        """The delivery of the post, due in so many seconds."""
        at = moment_at(await database_time() + timedelta(seconds=after), self.user.zone)
        return await self._use_cases.schedule_post(self.user, post.id, at)

    async def due(self, text: str = SHORT, platform: Platform = Platform.TWITTER) -> Delivery:
        """A new post that is due now, and on its way."""
        delivery = await self.schedule(await self.post(text, platform))
        await self.tick()
        return delivery

    async def tick(self) -> None:
        await self._use_cases.deliver_due()

    async def held_back(self, text: str = SHORT, *, policy: Policy = Policy.RETRY_ONCE) -> Delivery:
        """The delivery of a new post, due next month: to be brought into some state by `becomes`."""
        delivery = await self.schedule(await self.post(text), after=30 * 24 * 3600)
        await Delivery.filter(id=delivery.id).update(policy=policy)
        return delivery

    async def becomes(self, delivery: Delivery, status: DeliveryStatus, **fields: Any) -> None:
        now = await database_time()
        await Delivery.filter(id=delivery.id).update(status=status, scheduled_for=now, due_at=now, **fields)

    async def lost_while_claimed(self, delivery: Delivery) -> None:
        """As a killed process leaves it: claimed, nothing sent, the lease over."""
        await self.becomes(
            delivery, DeliveryStatus.CLAIMED, fence=1, claimed_by="dead", lease_until=await _past()
        )

    async def lost_while_sending(self, delivery: Delivery) -> None:
        """As a process leaves it that was killed between Telegram's yes and its own commit, or before."""
        await DeliveryAttempt.create(delivery=delivery, fence=1)
        await self.becomes(
            delivery, DeliveryStatus.SENDING, fence=1, claimed_by="dead", lease_until=await _past()
        )

    async def lease_runs_out(self, delivery: Delivery) -> None:
        await Delivery.filter(id=delivery.id).update(lease_until=await _past())

    async def reaches(self, delivery: Delivery, *statuses: DeliveryStatus, within: float = 20) -> Delivery:
        """Waits until the delivery has one of the statuses, and returns it as it is then."""
        deadline = time.monotonic() + within
        while True:
            now = await Delivery.get(id=delivery.id)
            if now.status in statuses:
                return now
            assert time.monotonic() < deadline, f"{now.status}, reason {now.reason}"
            await asyncio.sleep(0.03)

    async def post_becomes(self, post_id: UUID | None, status: PostStatus, within: float = 20) -> None:
        """A message is seen a moment before it is written down that it arrived."""
        deadline = time.monotonic() + within
        while await self.status(post_id) != status:
            assert time.monotonic() < deadline, await self.status(post_id)
            await asyncio.sleep(0.05)

    async def status(self, post_id: UUID | None) -> PostStatus:
        return (await Post.get(id=post_id)).status

    async def occurrences(self, post_id: UUID | None) -> int:
        return await Delivery.filter(post_id=post_id, kind=Kind.POST, part=0).count()

    async def attempts(self, delivery: Delivery) -> list[str | None]:
        """The outcomes of all tries, the first one first."""
        tries = await DeliveryAttempt.filter(delivery_id=delivery.id).order_by("fence")
        return [attempt.outcome for attempt in tries]

    async def fault(self, kind: str, **order: Any) -> None:
        """Something goes wrong with the next message to this person."""
        order = {"method": "sendMessage", "chatId": self.person.telegram_id, "times": 1, **order}
        await self._telegram.fault(kind, **order)

    async def copies(self, words: str) -> list[str]:
        """The messages with the words that Telegram has accepted, also those the product knows nothing of."""
        calls = await self._telegram.calls(method="sendMessage", chatId=self.person.telegram_id, ok=True)
        return [call["text"] for call in calls if words in call["text"]]


async def _past() -> Any:
    return (await rows("SELECT clock_timestamp() - interval '1 second' AS past"))[0]["past"]
