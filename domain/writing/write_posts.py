import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from pydantic import ValidationError
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.signature import signed
from domain.database import Part, together
from domain.delivery.outbox import post_fresh_posts, post_notice
from domain.posts.models import Post
from domain.usage import ledger
from domain.usage.spending import next_day
from domain.writing import runs
from domain.writing.brand_voice import voice_of
from domain.writing.checks import cleaned, faults_of, good_posts, in_words
from domain.writing.condense import Condense, CondensingFailed
from domain.writing.live import Hearing, TellLive, posts_so_far
from domain.writing.models import Generation, RunStatus
from domain.writing.ports import Brief, PostList, Repair
from domain.writing.prompt import posts_assignment
from domain.writing.show_order import ShowOrder

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WritePosts:
    """The job behind a generation: orders the posts from the writer and settles the usage.

    Posts and charge come into being in one transaction.
    """

    writer: runs.PaidWriter
    condense: Condense
    show_order: ShowOrder
    tell_live: TellLive

    async def __call__(self, generation_id: UUID) -> None:
        generation = await runs.take_on(Generation, generation_id, "source", "brand")
        if generation is None:
            return
        if generation.attempts > runs.MOST_ATTEMPTS:
            await fail(generation, runs.LOST)
            return
        # Beside the writing: the chat has its own pace, and an order must not wait for its turn.
        showing = asyncio.ensure_future(self._show(generation))
        try:
            await self._run(generation)
        finally:
            await showing
        await self._show(generation)

    async def begun(self, generation: Generation) -> list[Post]:
        """The posts of a generation whose first call is counted, unwatched; none when it fails."""
        costs = runs.Costs(generation, self.writer.spending)
        try:
            posts, failure = await self._write(generation, counted=True, costs=costs)
            if posts:
                return await succeed(generation, posts)
            await fail(generation, failure)
            return []
        finally:
            await costs.written()

    async def _run(self, generation: Generation) -> None:
        hearing = Hearing(_complete)
        async with self.tell_live(generation, hearing):
            posts, failure = await self._write(generation, hearing)
            hearing.end()
            if posts:
                await succeed(generation, posts)
            else:
                await fail(generation, failure)

    async def _show(self, generation: Generation) -> None:
        await self.show_order(await User.get(id=generation.owner_id), generation.request_key)

    async def _write(
        self,
        generation: Generation,
        hearing: Hearing[PostList] | None = None,
        *,
        counted: bool = False,
        costs: runs.Costs | None = None,
    ) -> tuple[tuple[str, ...] | None, str]:
        """The usable posts, at most as many as ordered, and why there are none if there are none."""
        try:
            source = await self.condense(generation)
        except CondensingFailed as error:
            return None, error.reason
        brief = brief_of(generation, source)
        return await runs.in_two_calls(
            generation,
            self.writer,
            lambda repair: posts_assignment(brief, repair),
            lambda answer: _judged(answer, brief),
            hearing=hearing,
            counted=counted,
            costs=costs,
        )


@dataclass(frozen=True, slots=True)
class GiveUpLateGenerations:
    show_order: ShowOrder

    async def __call__(self) -> None:
        for generation in await runs.late_runs(Generation):
            await fail(generation, runs.STOPPED if generation.stop_requested_at else runs.LOST)
            await self.show_order(await User.get(id=generation.owner_id), generation.request_key)


async def fail(generation: Generation, reason: str) -> None:
    """FAILED, with the usage given back and the person told, unless a newer attempt has taken over. Who has
    stopped it knows already.
    """
    async with in_transaction():
        if not await runs.finish(generation, RunStatus.FAILED, error=reason):
            return
        await ledger.release(generation.id)
        if reason != runs.STOPPED:
            await _tell_failure(generation, reason)
    log.warning("generation failed", generation=str(generation.id), reason=reason)


async def _tell_failure(generation: Generation, reason: str) -> None:
    when = {"resetsAt": (await next_day()).isoformat()} if reason == runs.SPENDING_CAP else {}
    await post_notice(
        await User.get(id=generation.owner_id),
        key=f"generation-failed:{generation.id}",
        topic="generation-failed",
        reason=reason,
        source=str(generation.source_id),
        platform=generation.platform.value,
        **when,
    )


def brief_of(generation: Generation, source: str) -> Brief:
    """The generation comes with its source and its brand."""
    return Brief(
        source=source,
        platform=generation.platform,
        style=generation.style,
        number=generation.number,
        voice=voice_of(generation.brand),
        language=generation.language,
        credit=generation.source.credit,
    )


def _complete(text: str) -> PostList | None:
    """The posts of an answer that are complete, as an answer."""
    posts = posts_so_far(text).finished
    try:
        return PostList(posts=list(posts))
    except ValidationError:
        return None


def _judged(answer: PostList, brief: Brief) -> runs.Judgement[tuple[str, ...]]:
    written = tuple(cleaned(text) for text in answer.posts)
    good = good_posts(written, brief)
    if len(good) == brief.number:
        return runs.Judgement(good, len(good), None)
    return runs.Judgement(good, len(good), Repair(written, tuple(map(in_words, faults_of(written, brief)))))


async def succeed(generation: Generation, texts: Sequence[str]) -> list[Post]:
    """SUCCEEDED, with its posts and its charge; none of them when a newer attempt has taken over."""
    posts = [
        Post(
            owner_id=generation.owner_id,
            generation_id=generation.id,
            position=position,
            platform=generation.platform,
            text=signed(text, generation.brand, generation.platform),
        )
        for position, text in enumerate(texts)
    ]
    if generation.chat_id is None:
        return posts if await _record(generation, posts) else []
    async with in_transaction():
        if not await _record(generation, posts):
            return []
        owner = await User.get(id=generation.owner_id)
        await post_fresh_posts(owner, [post.id for post in posts], chat_id=generation.chat_id)
    return posts


async def _record(generation: Generation, posts: Sequence[Post]) -> bool:
    """In one statement: a distant database makes a transaction of seven long. The owner's row is locked
    first, as by who deletes the brand, which must not be gone in between.
    """
    finished = Part(
        "finished",
        """
        UPDATE generations g SET status = 'SUCCEEDED', written = $3, finished_at = clock_timestamp()
        FROM (SELECT id FROM users WHERE id = $4 FOR NO KEY UPDATE) AS owner
        WHERE g.id = $1 AND g.attempts = $2 AND g.status = 'RUNNING'
        RETURNING g.id, g.owner_id, g.brand_id, g.platform
        """,
        (generation.id, generation.attempts, len(posts), generation.owner_id),
    )
    brand = Part(
        "kept_brand", "SELECT b.id FROM brands b JOIN finished f ON b.id = f.brand_id FOR KEY SHARE OF b"
    )
    written = Part(
        "written",
        """
        INSERT INTO posts (id, owner_id, brand_id, generation_id, position, platform, text, thread, version,
                           status, created_at, updated_at)
        SELECT new.id, f.owner_id, (SELECT id FROM kept_brand), f.id, new.number - 1, f.platform, new.text,
               FALSE, 1, 'DRAFT', clock_timestamp(), clock_timestamp()
        FROM finished f, unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS new(id, text, number)
        RETURNING id, brand_id, created_at
        """,
        ([post.id for post in posts], [post.text for post in posts]),
    )
    settled = ledger.committing(generation.id, len(posts), given="finished")
    recorded = {row["id"]: row for row in await together(finished, brand, *settled, written)}
    for post in posts:
        if post.id in recorded:
            post.brand_id, post.created_at = recorded[post.id]["brand_id"], recorded[post.id]["created_at"]
    return bool(recorded)
