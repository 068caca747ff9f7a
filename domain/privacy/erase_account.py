"""The job behind an erasure: step by step, each named, each good to be done again (reliability.md T33).

A step that cannot be done now keeps no other from being done; it is tried again for as long as it takes.
Killed at any moment, whoever takes over goes on with what is left.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.accounts import tombstones
from domain.accounts.models import Erasure, ErasureStatus, Export, LinkTry, User
from domain.accounts.user_cache import ChangingUsers
from domain.accounts.web_accounts import WebAccounts
from domain.billing.models import Customer, StarPayment
from domain.billing.ports import Payments, StarInvoices
from domain.database import database_time, rows
from domain.jobs.ports import Job, JobQueue
from domain.media.ports import MediaStore
from domain.media.sweep import EraseMedia
from domain.privacy.begin_erasure import running_stars, scrub
from domain.privacy.export_data import forget
from domain.privacy.halt import halt
from domain.privacy.holdings import HOLDINGS, Holding
from domain.privacy.ports import Farewell, Traces
from domain.usage.spending import TellOperators
from domain.voice.clone_voice import name_at_provider
from domain.voice.models import ClonedVoice
from domain.voice.ports import Speaker

SETTLED = timedelta(minutes=15)
"""After so long nothing is under way any more that began before: no job and no request takes longer."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
PATIENCE = timedelta(days=3)
"""After so long the operators are told. It is tried on."""

BATCH = 2_000
FAREWELL, LAST_LOOK = "farewell", "last look"

WITH_OBJECTS = ("media", "exports")
"""Their rows go with what the media store has of them, in steps of their own."""

Step = Callable[[Erasure], Awaitable[None]]

log = structlog.get_logger(__name__)


class NotYet(Exception):
    """There is nothing wrong: the moment for this step has not come."""


@dataclass(frozen=True, slots=True)
class EraseAccount:
    farewell: Farewell
    payments: Payments
    stars: StarInvoices
    web_accounts: WebAccounts
    speaker: Speaker
    store: MediaStore
    erase_media: EraseMedia
    traces: Traces
    changing: ChangingUsers
    settled: timedelta = SETTLED

    async def __call__(self, erasure_id: UUID) -> None:
        """Whatever keeps a step from being done is not raised: the clock asks for it again."""
        erasure = await _take_on(erasure_id)
        if erasure is None:
            return
        for name, step in self.steps.items():
            if name not in erasure.done and await _is_done(erasure, name, step):
                await _note(erasure, name)
        if set(self.steps) <= set(erasure.done):
            await self._finish(erasure)

    @property
    def steps(self) -> Mapping[str, Step]:
        """In their order."""
        return {FAREWELL: self._say_farewell, **self._repeated, LAST_LOOK: self._look_again}

    @property
    def _repeated(self) -> Mapping[str, Step]:
        return {
            "halt": self._halt,
            "payments": self._end_payments,
            "stars": self._end_stars,
            "web account": self._delete_web_account,
            "voices": self._forget_voices,
            "media": self._erase_media,
            "archives": self._erase_archives,
            "rows": self._delete_rows,
            "events": self._empty_events,
            "traces": self._forget_traces,
        }

    async def _say_farewell(self, erasure: Erasure) -> None:
        """Noted before it is said: a second one would be worse than none."""
        if await _note(erasure, FAREWELL):
            for chat_id in erasure.given["chats"]:
                await self.farewell.say(chat_id, locale=erasure.given["locale"])

    async def _halt(self, erasure: Erasure) -> None:
        """Once more: something may have been ordered in the very moment in which it began."""
        async with in_transaction():
            await halt(erasure.user_id)

    async def _end_payments(self, erasure: Erasure) -> None:
        """Also those of a customer who came into being while it began."""
        later = await Customer.filter(user_id=erasure.user_id).values_list("customer_id", flat=True)
        customers = {str(customer) for customer in (erasure.given["customer"], *later) if customer}
        await tombstones.lay((tombstones.STRIPE, customer) for customer in customers)
        for customer in customers:
            await self.payments.delete_customer(customer)

    async def _end_stars(self, erasure: Erasure) -> None:
        """Once: what is ended cannot be ended again. Telegram knows them by the person of the chat."""
        later, person = await running_stars(erasure.user_id), erasure.given["telegram"]
        for charge_id in {*erasure.given["stars"], *later} if person is not None else ():
            await self.stars.set_renewal(person, charge_id, renewed=False)
        await StarPayment.filter(user_id=erasure.user_id).update(recurring=False)
        erasure.given["stars"] = []
        await Erasure.filter(id=erasure.id).update(given=erasure.given)

    async def _delete_web_account(self, erasure: Erasure) -> None:
        if erasure.given["clerk"]:
            await self.web_accounts.delete(erasure.given["clerk"])

    async def _forget_voices(self, erasure: Erasure) -> None:
        """Also one that was learned at the provider and never came to a row."""
        later = await ClonedVoice.filter(owner_id=erasure.user_id).values_list("voice_id", flat=True)
        for voice_id in {*erasure.given["voices"], *later}:
            await self.speaker.forget(str(voice_id))
        if left_behind := await self.speaker.find_clone(name_at_provider(erasure.user_id)):
            await self.speaker.forget(left_behind)

    async def _erase_media(self, erasure: Erasure) -> None:
        await self.erase_media(User(id=erasure.user_id))

    async def _erase_archives(self, erasure: Erasure) -> None:
        while some := await Export.filter(owner_id=erasure.user_id).limit(BATCH):
            await forget(self.store, some)

    async def _delete_rows(self, erasure: Erasure) -> None:
        """Of what waits for the media store, the words."""
        for holding in reversed(HOLDINGS):
            if holding.erased and holding.name not in WITH_OBJECTS:
                await _delete(holding, erasure.user_id)
        await rows(
            "UPDATE media SET title = '', telegram_file_id = NULL WHERE owner_id = $1 RETURNING id",
            erasure.user_id,
        )
        async with self.changing(erasure.user_id):
            await scrub(User(id=erasure.user_id))

    async def _empty_events(self, erasure: Erasure) -> None:
        given = erasure.given
        for name in {given["clerk"], given["customer"], given["email"], str(erasure.user_id)} - {None}:
            await _empty_events_with(name)
        for number in _numbers(erasure):
            await _empty_events_with(number)

    async def _forget_traces(self, erasure: Erasure) -> None:
        """Who has begun anew keeps what they are in the middle of."""
        anew = await User.filter(telegram_id__in=_numbers(erasure)).values_list("telegram_id", flat=True)
        gone = {str(number) for number in _numbers(erasure) - set(anew)}
        tried = [f"user:{erasure.user_id}", *(f"telegram:{number}" for number in _numbers(erasure))]
        await LinkTry.filter(scope__in=tried).delete()
        await self.traces.forget([str(erasure.user_id), *gone])

    async def _look_again(self, erasure: Erasure) -> None:
        """Everything once more, when nobody is left who could add to it: also no account that was joined to
        this one and hands over what comes late (domain/linking).
        """
        if not set(self._repeated) <= set(erasure.done):
            raise NotYet
        if await database_time() - erasure.created_at < self.settled:
            raise NotYet
        if await User.exists(joined_to_id=erasure.user_id):
            raise NotYet
        for step in self._repeated.values():
            await step(erasure)

    async def _finish(self, erasure: Erasure) -> None:
        """Only now nobody knows any more whom it was about."""
        now = await database_time()
        async with self.changing(erasure.user_id):
            await User.filter(id=erasure.user_id).update(erased_at=now)
            await Erasure.filter(id=erasure.id).update(status=ErasureStatus.DONE, given={}, finished_at=now)
        log.info("account erased", user=str(erasure.user_id))


@dataclass(frozen=True, slots=True)
class ResumeErasures:
    """Asks again for what is not done, with growing pauses, and tells the operators of what takes days."""

    jobs: JobQueue
    tell_operators: TellOperators

    async def __call__(self) -> None:
        async with in_transaction():
            waiting = await rows(
                """
                UPDATE erasures SET alive_at = clock_timestamp()
                WHERE id IN (
                    SELECT id FROM erasures
                    WHERE status <> 'DONE'
                      AND alive_at <
                          clock_timestamp() - least($1::interval * power(2, least(attempts, 10)), $2)
                    LIMIT 100)
                RETURNING id, created_at < clock_timestamp() - $3::interval AS late
                """,
                FIRST_PAUSE,
                LONGEST_PAUSE,
                PATIENCE,
            )
            for erasure in waiting:
                await self.jobs.enqueue(Job.ERASE_ACCOUNT, erasure["id"], first=False)
                if erasure["late"]:
                    name = str(erasure["id"])
                    await self.tell_operators(key=f"erasure-waits:{name}", topic="erasure-waits", id=name)


async def _take_on(erasure_id: UUID) -> Erasure | None:
    begun = await rows(
        """
        UPDATE erasures
        SET status = 'RUNNING', attempts = attempts + 1, alive_at = clock_timestamp(),
            started_at = coalesce(started_at, clock_timestamp())
        WHERE id = $1 AND status <> 'DONE' RETURNING id
        """,
        erasure_id,
    )
    return await Erasure.get(id=erasure_id) if begun else None


async def _is_done(erasure: Erasure, name: str, step: Step) -> bool:
    try:
        await step(erasure)
    except NotYet:
        return False
    except Exception as error:
        log.warning("erasing waits", erasure=str(erasure.id), step=name, error=type(error).__name__)
        return False
    return True


async def _note(erasure: Erasure, name: str) -> bool:
    """The step is behind. False when it was noted before."""
    noted = await rows(
        """
        UPDATE erasures SET done = done || to_jsonb($2::text), alive_at = clock_timestamp()
        WHERE id = $1 AND NOT done ? $2::text RETURNING id
        """,
        erasure.id,
        name,
    )
    erasure.done.append(name)
    return bool(noted)


def _numbers(erasure: Erasure) -> set[int]:
    """Ids of Telegram: theirs, and those of their chats."""
    return {number for number in (erasure.given["telegram"], *erasure.given["chats"]) if number is not None}


async def _delete(holding: Holding, user_id: UUID) -> None:
    """So many at a time that nobody waits for it."""
    while await rows(
        f"""
        DELETE FROM {holding.table} WHERE id IN (
            SELECT id FROM {holding.table} WHERE {holding.whose} LIMIT {BATCH})
        RETURNING id
        """,  # noqa: S608 - names of ours
        str(user_id),
    ):
        pass


async def _empty_events_with(name: str | int) -> None:
    """Of what came in about somebody only that it came is kept: so it is known when it comes again. What
    waited to be handled, or is, has nothing to do any more.
    """
    kind = "bigint" if isinstance(name, int) else "text"
    await rows(
        f"""
        UPDATE inbox_events
        SET payload = '{{}}', subject = '', lease_until = NULL,
            status = CASE WHEN source <> 'telegram' AND status IN ('NEW', 'PROCESSING')
                     THEN 'DONE' ELSE status END
        WHERE subject = $1::{kind}::text
           OR jsonb_path_exists(
                payload, '$.** ? (@ == $name)', jsonb_build_object('name', to_jsonb($1::{kind})))
        RETURNING id
        """,  # noqa: S608 - a type of ours
        name,
    )
