from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.brands.signature import signed, unsigned
from domain.clock import Clock
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.outbox import post_fresh_posts
from domain.jobs.ports import Job, JobQueue
from domain.plans import PLANS
from domain.platforms import Platform, length_of, limit_of
from domain.posts.change_post import (
    LONGEST_MESSAGE,
    check_text,
    lock_post,
    refuse_while_going_out,
)
from domain.posts.errors import PostTooLong, TextChanged, ThreadTooLong
from domain.posts.models import Maker, Post
from domain.posts.thread import MOST, split, unnumbered
from domain.posts.versions import change_text
from domain.usage import ledger
from domain.usage.models import UsageKind
from domain.usage.spending import Spending
from domain.writing import runs
from domain.writing.brand_voice import voice_of
from domain.writing.checks import FaultKind, cleaned, faults_of_text, in_words
from domain.writing.composition_prompts import RewriteBrief, rewrite_assignment
from domain.writing.compositions import UNDER_WAY, ShowComposition, fail
from domain.writing.errors import RewriteUnderWay
from domain.writing.language import language_of
from domain.writing.models import Composition, CompositionKind, Generation, RunStatus, Source
from domain.writing.order_posts import KEEP_RESERVED
from domain.writing.ports import BrandVoice, OneText, Repair
from domain.writing.rewriting import Rewriting, Way, check_rewriting
from domain.writing.runs import PaidWriter

LONGEST_SOURCE = 20_000
"""Characters of what a post was made from that the writer gets to rewrite it."""

GONE, CHANGED, GOING_OUT = "gone", "changed", "going_out"
"""Why a text that was written anew could not take its place."""


@dataclass(frozen=True, slots=True)
class OrderRewrite:
    """A rewriting with its job, in one transaction. Another platform makes a new post, which is reserved.

    `request_key` names the tap or request: the same order twice is one order. Raises PostNotFound,
    AlreadyGoingOut, RewriteUnderWay, TextChanged (the key is that of another, older order),
    SpendingCapReached, QuotaExceeded and what check_rewriting raises.
    """

    jobs: JobQueue
    clock: Clock
    spending: Spending

    async def __call__(
        self,
        actor: User,
        post_id: UUID,
        wanted: Rewriting,
        *,
        request_key: str,
        chat_id: int | None = None,
        progress_message_id: int | None = None,
    ) -> Composition:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            known = await Composition.get_or_none(owner=actor, request_key=request_key)
            if known and wanted_of(known) == wanted:
                return known
            await _refuse(post, wanted)
            if known:
                raise TextChanged
            await self.spending.check(actor.id)
            composition = await Composition.create(
                id=uuid4(),
                owner=actor,
                brand_id=post.brand_id,
                kind=CompositionKind.REWRITE,
                post_id=post.id,
                platform=wanted.platform or post.platform,
                language=wanted.language,
                text=post.text,
                given=asdict(wanted)
                | {"version": post.version, "thread": post.thread, "source": await _source_id(post)},
                request_key=request_key,
                chat_id=chat_id,
                progress_message_id=progress_message_id,
            )
            if wanted.way is Way.PLATFORM:
                await self._reserve(actor, composition)
            first = PLANS[actor.plan].first_in_queue
            await self.jobs.enqueue(Job.REWRITE_POST, composition.id, first=first)
            return composition

    async def _reserve(self, actor: User, composition: Composition) -> None:
        amounts, now = {composition.id: 1}, self.clock.now()
        await ledger.reserve(actor, UsageKind.POSTS, amounts, now=now, keep=KEEP_RESERVED)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came out, as it will be kept."""

    text: str
    thread: bool


@dataclass(frozen=True, slots=True)
class RewritePost:
    """The job behind a rewriting. The new text takes the place of the one that it was made from, of no other:
    what a person changed meanwhile stays.
    """

    writer: PaidWriter
    show_composition: ShowComposition

    async def __call__(self, composition_id: UUID) -> None:
        composition = await runs.take_on(Composition, composition_id)
        if composition and composition.attempts > runs.MOST_ATTEMPTS:
            await fail(composition, runs.LOST)
        elif composition:
            await self.show_composition(composition_id)
            await self._rewrite(composition)
        # Also what had ended before: whoever ended it may have died before it was shown.
        await self.show_composition(composition_id)

    async def _rewrite(self, composition: Composition) -> None:
        await composition.fetch_related("brand")
        brief = await _brief(composition)
        rewritten, failure = await self._write(composition, brief)
        if rewritten is None:
            await fail(composition, failure)
        elif composition.post_id is None:
            await _hand_back(composition, rewritten)
        elif brief.way is Way.PLATFORM:
            await _add_post(composition, rewritten)
        elif refusal := await _take_place(composition, rewritten):
            await fail(composition, refusal)

    async def _write(self, composition: Composition, brief: RewriteBrief) -> tuple[Rewritten | None, str]:
        return await runs.in_two_calls(
            composition,
            self.writer,
            lambda repair: rewrite_assignment(brief, repair),
            lambda answer: judged(answer, brief, composition.brand),
        )


def judged(answer: OneText, brief: RewriteBrief, brand: Brand | None) -> runs.Judgement[Rewritten]:
    """Usable is what has no fault at all."""
    text = cleaned(answer.text)
    if brief.thread:
        text = "\n\n".join(unnumbered(text.split("\n\n")))
    whole = signed(text, brand, brief.platform, thread=brief.thread) if brief.signature else text
    faults = _faults(text, whole, brief)
    thread = brief.thread and not faults and len(split(whole, brief.platform)) > 1
    repair = Repair((text,), tuple(faults)) if faults else None
    return runs.Judgement(Rewritten(whole, thread), int(not faults), repair)


def wanted_of(composition: Composition) -> Rewriting:
    """What was ordered."""
    given = composition.given
    platform = Platform(given["platform"]) if given["platform"] else None
    return Rewriting(Way(given["way"]), platform, given["language"], given["instruction"])


async def _refuse(post: Post, wanted: Rewriting) -> None:
    """Raises what speaks against this order; see OrderRewrite."""
    rewrites = Composition.filter(post_id=post.id, kind=CompositionKind.REWRITE)
    if await rewrites.filter(status__in=UNDER_WAY).exists():
        raise RewriteUnderWay
    await refuse_while_going_out(post)
    check_rewriting(wanted, post)


async def _source_id(post: Post) -> str | None:
    """The source that the post goes back to, also by way of a post for another platform."""
    if post.generation_id:
        generation = await Generation.get_or_none(id=post.generation_id)
        return str(generation.source_id) if generation else None
    made_by = await Composition.filter(
        owner_id=post.owner_id, kind=CompositionKind.REWRITE, result__contains={"post": str(post.id)}
    ).first()
    return made_by.given["source"] if made_by else None


async def _brief(composition: Composition) -> RewriteBrief:
    """The brand of the composition is fetched."""
    wanted, given, brand = wanted_of(composition), composition.given, composition.brand
    source = await Source.get_or_none(id=given["source"]) if given["source"] else None
    bare = unsigned(composition.text, brand)
    keeps_signature = wanted.way is Way.PLATFORM or bare != composition.text
    assert composition.platform is not None
    return RewriteBrief(
        way=wanted.way,
        text=bare,
        platform=composition.platform,
        thread=_becomes_thread(wanted.way, given["thread"]),
        language=wanted.language,
        instruction=wanted.instruction,
        source=(source.condensed or source.text)[:LONGEST_SOURCE] if source else "",
        voice=voice_of(brand),
        signature=brand.signature if brand and keeps_signature else "",
    )


def _becomes_thread(way: Way, is_one: bool) -> bool:
    return way is Way.THREAD or (is_one and way not in (Way.ONE_POST, Way.PLATFORM))


def _faults(text: str, whole: str, brief: RewriteBrief) -> list[str]:
    """What is wrong with a text, as the writer is told; `whole` is it with the signature."""
    given = " ".join([brief.text, brief.source, brief.instruction, *_typed(brief.voice)])
    # Whoever says in their own words what to change may well ask for another language.
    known = None if brief.way is Way.INSTRUCTION else brief.language or language_of(brief.text)
    platform = None if brief.thread else brief.platform
    found = faults_of_text(text, given, platform=platform, longest=LONGEST_MESSAGE, language=known)
    words = [in_words(fault, "The post") for fault in found if known or fault.kind is not FaultKind.LANGUAGE]
    return words or [*_faults_of_way(text, brief), *_excess(whole, brief)]


def _typed(voice: BrandVoice | None) -> Iterable[str]:
    return asdict(voice).values() if voice else ()


def _faults_of_way(text: str, brief: RewriteBrief) -> Iterator[str]:
    """Where the text is not what was asked for."""
    before, now = length_of(brief.text, brief.platform), length_of(text, brief.platform)
    if text.split() == brief.text.split():
        yield "The post is the same as before."
    elif brief.way is Way.SHORTER and now >= before:
        yield f"The post is not shorter than before: it has {now} characters, and it had {before}."
    elif brief.way is Way.LONGER and now <= before:
        yield f"The post is not longer than before: it has {now} characters, and it had {before}."
    elif brief.way is Way.THREAD and now <= limit_of(brief.platform):
        yield f"The post is no thread: with {now} characters it fits into a single post."


def _excess(whole: str, brief: RewriteBrief) -> Iterator[str]:
    try:
        check_text(whole, brief.platform, thread=brief.thread)
    except PostTooLong as error:
        length, limit = error.details["length"], error.details["limit"]
        yield f"The post is {length} characters long; at most {limit} are allowed."
    except ThreadTooLong:
        yield f"The thread has more than {MOST} parts."


async def _hand_back(composition: Composition, rewritten: Rewritten) -> None:
    """The new text of what is no post."""
    async with in_transaction():
        if await runs.finish(composition, RunStatus.SUCCEEDED):
            await _keep(composition, {"text": rewritten.text})


async def _take_place(composition: Composition, rewritten: Rewritten) -> str | None:
    """The new text as the next version of the post; why not, if it could not become that."""
    try:
        async with in_transaction():
            post = await Post.select_for_update().get_or_none(id=composition.post_id)
            if post is None:
                return GONE
            if post.version != composition.given["version"]:
                return CHANGED
            await refuse_while_going_out(post)
            if not await runs.finish(composition, RunStatus.SUCCEEDED):
                return None
            how = wanted_of(composition).in_words
            await change_text(post, rewritten.text, made_by=Maker.REWRITE, how=how, thread=rewritten.thread)
            await _keep(composition, {"text": rewritten.text, "version": post.version})
    except AlreadyGoingOut:
        return GOING_OUT
    return None


async def _add_post(composition: Composition, rewritten: Rewritten) -> None:
    """The new text as a post of its own; the one that it was made from stays."""
    async with in_transaction():
        if not await runs.finish(composition, RunStatus.SUCCEEDED):
            return
        assert composition.platform is not None
        post = await Post.create(
            owner_id=composition.owner_id,
            brand_id=composition.brand_id,
            platform=composition.platform,
            text=rewritten.text,
        )
        await ledger.commit(composition.id, 1)
        await _keep(composition, {"text": rewritten.text, "post": str(post.id)})
        if composition.chat_id is not None:
            owner = await User.get(id=composition.owner_id)
            await post_fresh_posts(owner, [post.id], chat_id=composition.chat_id)


async def _keep(composition: Composition, result: dict[str, Any]) -> None:
    await Composition.filter(id=composition.id).update(result=result)
