"""All that is kept of a person, in one list: an export tells of it, and an erasure goes through it.

Tests compare it with the database: a table that leads to a user and is not in it makes them fail.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.models import Model

from domain.accounts.models import ApiKey, Export, Link
from domain.billing.models import Checkout, Customer, StarPayment
from domain.brands.models import Brand
from domain.database import rows
from domain.delivery.models import Chat, Delivery, DeliveryAttempt
from domain.media.models import Media
from domain.pictures.models import Picture
from domain.posts.models import Post, PostVersion
from domain.requests.models import KeptAnswer
from domain.scheduling.models import Series
from domain.usage.models import SpendingDay, UsageEntry, UsagePeriod
from domain.voice.models import ClonedVoice, VoiceOver
from domain.writing.models import Composition, Generation, Piece, Source


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong to a row: they are told within it, and go with it (ON DELETE CASCADE)."""

    name: str
    model: type[Model]
    column: str


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that is kept of a person; `name` is that of the list in their export.

    `columns` lead to the user. `told`: exports have it. `erased`: erasing deletes its rows; what stays is a
    ledger of numbers under an id that leads to nobody. `at_once`: how many are read at a time, by their size.
    """

    name: str
    model: type[Model]
    columns: tuple[str, ...] = ("owner_id",)
    parts: tuple[Part, ...] = ()
    told: bool = True
    erased: bool = True
    at_once: int = 100

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def whose(self) -> str:
        """The condition that its rows are those of the user $1."""
        if self.model is SpendingDay:
            return "scope = $1::text"
        return "(" + " OR ".join(f"{column} = $1::uuid" for column in self.columns) + ")"


HOLDINGS = (
    Holding("chats", Chat),
    Holding("apiKeys", ApiKey),
    Holding("links", Link, ("asked_by_id", "answered_by_id")),
    Holding("exports", Export),
    # Answers that are kept for a day, to be given again: what they tell of is told below.
    Holding("keptAnswers", KeptAnswer, told=False),
    Holding("media", Media),
    Holding("brands", Brand),
    # Up to 200,000 characters each, and as many in their pieces.
    Holding("sources", Source, parts=(Part("pieces", Piece, "source_id"),), at_once=10),
    Holding("generations", Generation),
    Holding("compositions", Composition, at_once=50),
    Holding("pictures", Picture),
    Holding("voiceOvers", VoiceOver),
    Holding("clonedVoices", ClonedVoice),
    Holding("posts", Post, parts=(Part("versions", PostVersion, "post_id"),)),
    Holding("series", Series),
    Holding("deliveries", Delivery, parts=(Part("attempts", DeliveryAttempt, "delivery_id"),)),
    Holding("subscriptions", Customer, ("user_id",)),
    Holding("checkouts", Checkout, ("user_id",)),
    Holding("starPayments", StarPayment, ("user_id",)),
    Holding(
        "usage", UsagePeriod, ("user_id",), parts=(Part("entries", UsageEntry, "period_id"),), erased=False
    ),
    Holding("spending", SpendingDay, ("scope",), erased=False),
)
"""What depends on something stands behind it."""


async def pages(holding: Holding, user_id: UUID) -> AsyncIterator[Sequence[Any]]:
    """The models of a user, the oldest first, so many at a time that memory stays small."""
    dated = "created_at" in holding.model._meta.fields_map
    order = "created_at, id" if dated else "id"
    after, last = "", tuple[Any, ...]()
    while True:
        found = await rows(
            f"SELECT * FROM {holding.table} WHERE {holding.whose} {after} ORDER BY {order} LIMIT $2",  # noqa: S608
            str(user_id),
            holding.at_once,
            *last,
        )
        if found:
            yield [holding.model._init_from_db(**row) for row in found]
        if len(found) < holding.at_once:
            return
        after = "AND (created_at, id) > ($3, $4)" if dated else "AND id > $3"
        last = (found[-1]["created_at"], found[-1]["id"]) if dated else (found[-1]["id"],)


async def parts_of(part: Part, owners: Sequence[Any]) -> dict[Any, list[Any]]:
    """The parts of some rows, by the id of the row that they belong to."""
    found = await part.model.filter(**{f"{part.column}__in": [owner.pk for owner in owners]}).order_by("id")
    grouped: dict[Any, list[Any]] = {}
    for each in found:
        grouped.setdefault(getattr(each, part.column), []).append(each)
    return grouped
