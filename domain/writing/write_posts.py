import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import rows
from domain.delivery.outbox import post_fresh_posts, post_notice
from domain.posts.models import Post
from domain.usage import ledger
from domain.writing.checks import cleaned, faults_of, good_posts, in_words
from domain.writing.models import Generation, GenerationStatus
from domain.writing.ports import BrandVoice, Brief, Manuscript, Repair, Writer, WriterFailed
from domain.writing.show_order import ShowOrder

MOST_ATTEMPTS = 5
MOST_CALLS = 2
DEADLINE = timedelta(minutes=3)
USUAL_REST, LONGEST_REST = 1.0, 5.0
"""Seconds before the second call: where the writer names none, and at the most."""

UNUSABLE = "unusable"
LOST = "lost"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WritePosts:
    """The job behind a generation: orders the posts from the writer, at most twice in all, and settles the
    usage.

    It may be killed at any step and started again, also on two machines at once: posts and charge come into
    being in one transaction, which only the newest attempt can commit.
    """

    writer: Writer
    show_order: ShowOrder

    async def __call__(self, generation_id: UUID) -> None:
        generation = await _begin(generation_id)
        if generation is None:
            return
        await self._show(generation)
        posts, failure = await self._write(generation)
        if posts:
            await _succeed(generation, posts)
        else:
            await fail(generation, failure)
        await self._show(generation)

    async def _show(self, generation: Generation) -> None:
        await self.show_order(await User.get(id=generation.owner_id), generation.request_key)

    async def _write(self, generation: Generation) -> tuple[tuple[str, ...], str]:
        """The usable posts, at most as many as ordered, and why there are none if there are none."""
        brief = await _brief(generation)
        best: tuple[str, ...] = ()
        failure, repair, rest = LOST, None, 0.0
        while await _count_call(generation):
            await asyncio.sleep(rest)
            try:
                manuscript = await self.writer.write(brief, repair=repair)
            except WriterFailed as error:
                failure = error.reason
                await _note_cost(generation, error.paid)
                if not error.retryable:
                    break
                rest = min(USUAL_REST if error.retry_after is None else error.retry_after, LONGEST_REST)
                continue
            await _note_cost(generation, manuscript)
            written = tuple(cleaned(text) for text in manuscript.posts)
            best = max(best, good_posts(written, brief), key=len)
            if len(best) == brief.number:
                break
            failure = UNUSABLE
            repair = Repair(written, tuple(in_words(fault) for fault in faults_of(written, brief)))
        return best, failure


@dataclass(frozen=True, slots=True)
class GiveUpLateGenerations:
    """Ends what runs for longer than the deadline: its worker died and nobody took over."""

    show_order: ShowOrder

    async def __call__(self) -> None:
        late = await rows(
            """
            SELECT id FROM generations
            WHERE status = 'RUNNING' AND started_at < clock_timestamp() - $1::interval LIMIT 100
            """,
            DEADLINE,
        )
        for row in late:
            generation = await Generation.get(id=row["id"])
            await fail(generation, LOST)
            await self.show_order(await User.get(id=generation.owner_id), generation.request_key)


async def fail(generation: Generation, reason: str) -> None:
    """FAILED, with the usage given back and the person told, unless a newer attempt has taken over."""
    async with in_transaction():
        if not await _finish(generation, GenerationStatus.FAILED, error=reason):
            return
        await ledger.release(generation.id)
        owner = await User.get(id=generation.owner_id)
        await post_notice(
            owner,
            key=f"generation-failed:{generation.id}",
            topic="generation-failed",
            reason=reason,
            source=str(generation.source_id),
            platform=generation.platform.value,
        )
    log.warning("generation failed", generation=str(generation.id), reason=reason)


async def _begin(generation_id: UUID) -> Generation | None:
    """Takes the generation on as a new attempt; None when it has ended, or ends here for too many
    attempts.
    """
    begun = await rows(
        """
        UPDATE generations SET status = 'RUNNING', attempts = attempts + 1, started_at = clock_timestamp()
        WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING attempts
        """,
        generation_id,
    )
    if not begun:
        return None
    generation = await Generation.get(id=generation_id)
    if generation.attempts > MOST_ATTEMPTS:
        await fail(generation, LOST)
        return None
    return generation


async def _brief(generation: Generation) -> Brief:
    await generation.fetch_related("source", "brand")
    brand = generation.brand
    voice = BrandVoice(brand.name, brand.description, brand.audience, brand.tone) if brand else None
    return Brief(
        source=generation.source.text,
        platform=generation.platform,
        style=generation.style,
        number=generation.number,
        voice=voice,
        language=generation.language,
    )


async def _count_call(generation: Generation) -> bool:
    """Counted before it is made, so that a crash in the middle never leads to a third paid call."""
    return bool(
        await rows(
            """
            UPDATE generations SET provider_calls = provider_calls + 1
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' AND provider_calls < $3 RETURNING id
            """,
            generation.id,
            generation.attempts,
            MOST_CALLS,
        )
    )


async def _note_cost(generation: Generation, paid: Manuscript | None) -> None:
    if paid is None:
        return
    await rows(
        """
        UPDATE generations SET model = $2, cost = cost + $3, prompt_tokens = prompt_tokens + $4,
               completion_tokens = completion_tokens + $5
        WHERE id = $1 RETURNING id
        """,
        generation.id,
        paid.model,
        paid.cost,
        paid.prompt_tokens,
        paid.completion_tokens,
    )


async def _succeed(generation: Generation, texts: Sequence[str]) -> None:
    async with in_transaction():
        if not await _finish(generation, GenerationStatus.SUCCEEDED, written=len(texts)):
            return
        posts = [
            Post(
                owner_id=generation.owner_id,
                brand_id=generation.brand_id,
                generation_id=generation.id,
                position=position,
                platform=generation.platform,
                text=text,
            )
            for position, text in enumerate(texts)
        ]
        await Post.bulk_create(posts)
        await ledger.commit(generation.id, len(posts))
        if generation.chat_id is not None:
            owner = await User.get(id=generation.owner_id)
            ids = [post.id for post in posts]
            await post_fresh_posts(owner, ids, chat_id=generation.chat_id)


async def _finish(
    generation: Generation, status: GenerationStatus, *, error: str | None = None, written: int = 0
) -> bool:
    return bool(
        await rows(
            """
            UPDATE generations SET status = $3, error = $4, written = $5, finished_at = clock_timestamp()
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' RETURNING id
            """,
            generation.id,
            generation.attempts,
            status.value,
            error,
            written,
        )
    )
