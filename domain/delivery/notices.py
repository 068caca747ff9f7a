from dataclasses import dataclass

from domain.accounts.models import User
from domain.delivery.models import Delivery
from domain.delivery.overdue import AWAY, count_overdue
from domain.delivery.ports import Letter, Notice


@dataclass(frozen=True, slots=True)
class Notices:
    """News: what they say was written down when they were posted, but for what is counted anew."""

    async def letter(self, delivery: Delivery) -> Letter | None:
        owner = await User.get(id=delivery.owner_id)
        details = {key: value for key, value in delivery.notice.items() if key != "topic"}
        topic = str(delivery.notice["topic"])
        if topic == AWAY:
            details["held"] = await count_overdue(owner.id)
            if not details["held"] and not details["failed"]:
                return None
        return Notice(owner.locale, owner.zone, delivery.possible_duplicate, topic, details)

    async def sent(self, delivery: Delivery) -> None:
        """Nothing follows from news."""

    async def failed(self, delivery: Delivery) -> None:
        """Nothing follows from news."""

    async def unknown(self, delivery: Delivery) -> None:
        """Nothing follows from news."""
