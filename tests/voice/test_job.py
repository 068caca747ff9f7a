"""The job behind a voice-over: one recording and one charge, whoever dies, stalls or comes twice."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.database import rows
from domain.media.errors import MediaUnavailable
from domain.media.models import Media
from domain.usage.errors import QuotaExceeded, SpendingCapReached
from domain.usage.models import UsageEntry
from domain.voice.errors import MannerInvalid, VoiceNotFound
from domain.voice.models import ClonedVoice, VoiceOver, VoiceOverStatus
from domain.voice.ports import Manner
from domain.voice.runs import DEADLINE, MOST_ATTEMPTS, MOST_CALLS
from domain.voice.speak_voice_over import title_of
from tests.people import Message, Person, TelegramSandbox, text_of, until
from tests.posts.test_library import owner_of
from tests.voice.talk import (
    NORA,
    TEXT,
    characters_of,
    has_spent_enough,
    has_spoken,
    newest_call,
    shown,
    spoken_since,
)
from tests.writing.test_orders_in_chat import NoJobs


class KilledError(BaseException):
    """The process dies here."""


async def ordered(
    person: Person, use_cases: UseCases, key: str = "the test works"
) -> tuple[VoiceOver, Message]:
    """An order that no worker knows of, and its message in the chat: the test is the worker."""
    actor = await owner_of(person)
    await person.says("/help")
    order = replace(use_cases.order_voice_over, jobs=NoJobs())
    voice_over = await order(
        actor,
        TEXT,
        NORA,
        Manner(),
        request_key=key,
        chat_id=person.telegram_id,
        progress_message_id=person.last["message_id"],
    )
    return voice_over, person.last


async def media_of(person: Person) -> int:
    return await Media.filter(owner__telegram_id=person.telegram_id).count()


async def test_it_runs_twice_one_after_the_other(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox
) -> None:
    voice_over, message = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    await use_cases.speak_voice_over(voice_over.id)
    await use_cases.speak_voice_over(voice_over.id)
    await ann.looks()
    assert "audio" in shown(ann, message)
    assert len(await spoken_since(speaker, since)) == await media_of(ann) == 1
    assert await characters_of(ann) == (len(TEXT), 0)
    assert sum("audio" in each for each in ann.received) == 1


@pytest.mark.parametrize("times", [2, 4])
async def test_it_runs_several_times_at_once(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox, times: int
) -> None:
    """As when a worker stalls and another takes over. One that finds both calls used up gives up."""
    voice_over, _ = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    await speaker.patch("/settings", {"latencySeconds": 0.2})
    await asyncio.gather(*(use_cases.speak_voice_over(voice_over.id) for _ in range(times)))
    await voice_over.refresh_from_db()
    calls = len(await spoken_since(speaker, since))
    assert 1 <= calls <= MOST_CALLS
    succeeded = voice_over.status is VoiceOverStatus.SUCCEEDED
    assert succeeded or (calls == MOST_CALLS and times > MOST_CALLS)
    assert await media_of(ann) == int(succeeded), "what nobody needs is not kept"
    assert await characters_of(ann) == (len(TEXT) if succeeded else 0, 0)


@pytest.mark.parametrize(
    "where",
    [
        "domain.voice.runs.note_cost",
        "domain.media.store_media.StoreMedia.__call__",
        "domain.usage.ledger.commit",
    ],
)
async def test_killed_after_the_provider_answered(
    ann: Person,
    use_cases: UseCases,
    speaker: TelegramSandbox,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    voice_over, message = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    with monkeypatch.context() as killed:
        killed.setattr(where, _dies)
        with pytest.raises(KilledError):
            await use_cases.speak_voice_over(voice_over.id)
    assert await characters_of(ann) == (0, len(TEXT))
    await use_cases.speak_voice_over(voice_over.id)
    assert len(await spoken_since(speaker, since)) == MOST_CALLS
    assert await characters_of(ann) == (len(TEXT), 0)
    await ann.looks()
    assert "audio" in shown(ann, message)


async def test_killed_twice_is_told_and_costs_nothing(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice_over, message = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    for _ in range(2):
        with monkeypatch.context() as killed:
            killed.setattr("domain.media.store_media.StoreMedia.__call__", _dies)
            with pytest.raises(KilledError):
                await use_cases.speak_voice_over(voice_over.id)
    await use_cases.speak_voice_over(voice_over.id)
    assert len(await spoken_since(speaker, since)) == MOST_CALLS
    assert await characters_of(ann) == (0, 0)
    await ann.looks()
    assert "did not work out" in text_of(shown(ann, message))


async def test_killed_before_it_was_shown(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice_over, message = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    with monkeypatch.context() as killed:
        killed.setattr("bot.desks.voice_overs.TelegramVoiceOvers._play", _dies)
        with pytest.raises(KilledError):
            await use_cases.speak_voice_over(voice_over.id)
    await voice_over.refresh_from_db()
    assert voice_over.status is VoiceOverStatus.SUCCEEDED
    await use_cases.speak_voice_over(voice_over.id)
    await ann.looks()
    assert "audio" in shown(ann, message)
    assert len(await spoken_since(speaker, since)) == 1


async def test_killed_after_it_was_shown_it_is_there_once(
    ann: Person, use_cases: UseCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice_over, _ = await ordered(ann, use_cases)
    with monkeypatch.context() as killed:
        killed.setattr("domain.media.store_media.KeepFileId.__call__", _dies)
        with pytest.raises(KilledError):
            await use_cases.speak_voice_over(voice_over.id)
    await use_cases.speak_voice_over(voice_over.id)
    await ann.looks()
    assert sum("audio" in each for each in ann.received) == 1


async def test_too_many_attempts_end_it(ann: Person, use_cases: UseCases, speaker: TelegramSandbox) -> None:
    voice_over, _ = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    await VoiceOver.filter(id=voice_over.id).update(
        attempts=MOST_ATTEMPTS, status=VoiceOverStatus.RUNNING, provider_calls=1
    )
    await use_cases.speak_voice_over(voice_over.id)
    await voice_over.refresh_from_db()
    assert (voice_over.status, voice_over.error) == (VoiceOverStatus.FAILED, "lost")
    assert await characters_of(ann) == (0, 0)
    assert await spoken_since(speaker, since) == []


async def test_who_was_late_finishes_nothing(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox
) -> None:
    voice_over, message = await ordered(ann, use_cases)
    await speaker.patch("/settings", {"latencySeconds": 0.5})
    late = asyncio.create_task(use_cases.speak_voice_over(voice_over.id))
    await asyncio.sleep(0.2)
    await _began(voice_over, DEADLINE + timedelta(seconds=1))
    await asyncio.gather(*(use_cases.give_up_late_voice_overs() for _ in range(2)))
    await late
    await voice_over.refresh_from_db()
    assert (voice_over.status, voice_over.error) == (VoiceOverStatus.FAILED, "lost")
    assert await characters_of(ann) == (0, 0)
    assert await media_of(ann) == 0
    await until(lambda: "did not work out" in text_of(shown(ann, message)), looking=ann)


async def test_what_is_in_time_is_not_given_up(ann: Person, use_cases: UseCases) -> None:
    voice_over, _ = await ordered(ann, use_cases)
    await VoiceOver.filter(id=voice_over.id).update(status=VoiceOverStatus.RUNNING)
    await _began(voice_over, DEADLINE - timedelta(seconds=20))
    await use_cases.give_up_late_voice_overs()
    await voice_over.refresh_from_db()
    assert voice_over.status is VoiceOverStatus.RUNNING
    assert await UsageEntry.filter(job_id=voice_over.id, status="RESERVED").count() == 1
    await use_cases.speak_voice_over(voice_over.id)


async def test_cancelled_before_anybody_began(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox
) -> None:
    voice_over, message = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    actor = await owner_of(ann)
    for _ in range(2):
        await use_cases.cancel_voice_over(actor, voice_over.id)
    await use_cases.speak_voice_over(voice_over.id)
    assert await spoken_since(speaker, since) == []
    assert await characters_of(ann) == (0, 0)
    await ann.looks()
    assert "Cancelled" in text_of(shown(ann, message))


async def test_the_store_is_away_for_a_moment(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was paid for is not spoken again because there was no place to put it."""
    monkeypatch.setattr("domain.voice.speak_voice_over.STORE_RESTS", (0.01, 0.01, 0.01))
    store, answers = _Store(use_cases.store_media), [MediaUnavailable(), MediaUnavailable(), None]
    voice_over, _ = await ordered(ann, use_cases)
    since = await newest_call(speaker)
    await replace(use_cases.speak_voice_over, store_media=store.that(answers))(voice_over.id)
    await voice_over.refresh_from_db()
    assert voice_over.status is VoiceOverStatus.SUCCEEDED
    assert len(await spoken_since(speaker, since)) == 1


async def test_the_store_is_away_for_long(
    ann: Person, use_cases: UseCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.voice.speak_voice_over.STORE_RESTS", (0.01,))
    store = _Store(use_cases.store_media).that([MediaUnavailable()] * 9)
    voice_over, message = await ordered(ann, use_cases)
    await replace(use_cases.speak_voice_over, store_media=store)(voice_over.id)
    await ann.looks()
    assert "I could not put the recording away safely" in text_of(shown(ann, message))
    assert await characters_of(ann) == (0, 0)


async def test_no_second_call_once_enough_is_spent(
    ann: Person, use_cases: UseCases, speaker: TelegramSandbox
) -> None:
    voice_over, message = await ordered(ann, use_cases)
    await has_spent_enough(ann, use_cases.speak_voice_over.spending.caps.user)
    since = await newest_call(speaker)
    await use_cases.speak_voice_over(voice_over.id)
    assert await spoken_since(speaker, since) == []
    assert await characters_of(ann) == (0, 0)
    await ann.looks()
    assert "I have spoken all that I may for today" in text_of(shown(ann, message))
    with pytest.raises(SpendingCapReached):
        await ordered(ann, use_cases, "another")


async def test_orders_at_once_never_exceed_the_plan(ann: Person, use_cases: UseCases) -> None:
    await has_spoken(ann, 2_000 - 3 * len(TEXT))
    outcomes = await asyncio.gather(
        *(ordered(ann, use_cases, f"order {n}") for n in range(6)), return_exceptions=True
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, QuotaExceeded)]
    assert len(refused) == 3
    used, reserved = await characters_of(ann)
    assert used + reserved == 2_000


async def test_the_same_request_twice_is_one_order(ann: Person, use_cases: UseCases) -> None:
    orders = await asyncio.gather(*(ordered(ann, use_cases) for _ in range(4)))
    assert len({voice_over.id for voice_over, _ in orders}) == 1
    assert await characters_of(ann) == (0, len(TEXT))


async def test_the_provider_counts_more_than_was_reserved(ann: Person, use_cases: UseCases) -> None:
    """A person pays for the letters of their text, never for more."""
    voice_over, _ = await ordered(ann, use_cases)
    dear = _Dear(use_cases.speak_voice_over.speaker, 10 * len(TEXT))
    await replace(use_cases.speak_voice_over, speaker=dear)(voice_over.id)
    assert await characters_of(ann) == (len(TEXT), 0)


async def test_the_provider_counts_less(ann: Person, use_cases: UseCases) -> None:
    voice_over, _ = await ordered(ann, use_cases)
    await replace(use_cases.speak_voice_over, speaker=_Dear(use_cases.speak_voice_over.speaker, 30))(
        voice_over.id
    )
    assert await characters_of(ann) == (30, 0)


async def test_what_cannot_be_ordered(ann: Person, bob: Person, use_cases: UseCases) -> None:
    actor, other = await owner_of(ann), await owner_of(bob)
    clone = await ClonedVoice.create(
        owner=other, voice_id=f"clone{other.id.hex[:12]}", name="Bob", consented_at=other.created_at
    )
    order = use_cases.order_voice_over
    for voice in ("", "unknown", "../x", clone.voice_id):
        with pytest.raises(VoiceNotFound):
            await order(actor, TEXT, voice, Manner(), request_key=f"x{voice}")
    with pytest.raises(MannerInvalid):
        await order(actor, TEXT, NORA, Manner(speed=2), request_key="fast")
    assert await characters_of(ann) == (0, 0)


async def test_paying_people_come_first(ann: Person, use_cases: UseCases) -> None:
    asked: list[bool] = []

    class Listening:
        async def enqueue(self, job: Any, row_id: Any, *, first: bool) -> None:
            asked.append(first)

    actor = await owner_of(ann)
    order = replace(use_cases.order_voice_over, jobs=Listening())
    await order(actor, TEXT, NORA, Manner(), request_key="free")
    await User.filter(id=actor.id).update(plan=Plan.PRO)
    await order(await User.get(id=actor.id), TEXT, NORA, Manner(), request_key="pro")
    assert asked == [False, True]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Short.", "Short."),
        ("Two\nlines  here", "Two lines here"),
        ("word " * 30, f"{'word ' * 10}word…"),
        ("x" * 100, "x" * 59 + "…"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert title_of(text) == title
    assert len(title_of(text)) <= 60


class _Store:
    """Fails as it is told before it does its work."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._answers: list[Exception | None] = []

    def that(self, answers: Any) -> Any:
        self._answers = list(answers)
        return self

    async def __call__(self, *arguments: Any, **more: Any) -> Media:
        if failure := self._answers.pop(0):
            raise failure
        media: Media = await self._store(*arguments, **more)
        return media


class _Dear:
    """Speaks like the other one and counts as it likes."""

    def __init__(self, speaker: Any, characters: int) -> None:
        self._speaker, self._characters = speaker, characters

    def __getattr__(self, name: str) -> Any:
        return getattr(self._speaker, name)

    async def speak(self, *arguments: Any) -> Any:
        return replace(await self._speaker.speak(*arguments), characters=self._characters)


async def _dies(*arguments: Any, **more: Any) -> Any:
    raise KilledError


async def _began(voice_over: VoiceOver, ago: timedelta) -> None:
    await rows(
        "UPDATE voice_overs SET started_at = clock_timestamp() - $2::interval WHERE id = $1 RETURNING id",
        voice_over.id,
        ago,
    )
