"""How the posts library grows (performance.md, P10): the same questions to libraries of three sizes.

Each size has a database of its own with one person in it, all on one embedded PostgreSQL. The sizes take
turns, round by round, so that a slow moment of the machine meets all of them.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import UUID

import asyncpg

from bench.report import Line, Report
from domain.accounts.models import User
from domain.brands.models import Brand
from domain.database import database
from domain.migrations.schema import migrate
from domain.platforms import Platform
from domain.posts.models import Post, PostStatus
from domain.posts.read_posts import EVERYTHING, FAR, MOST_HITS, Cursor, ListPosts, Wanted
from domain.posts.search import Words
from postaify import embedded

Result = TypeVar("Result")

SIZES = (100, 10_000, 1_000_000)
LINE = 1.5
"""How much longer a question may take at the largest size than at the smallest (P10)."""

PAGE = 5
ROUNDS = 8
ASKED_A_ROUND = 50
WARM_UP = 8
"""Questions that are not counted: PostgreSQL settles its plan of a statement at the sixth."""

PATIENCE = 0.5
"""Seconds for one question in a round: what is slow is asked less often."""

BRANDS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person asks of the library. `bound`: whether the line of P10 is drawn for it."""

    name: str
    wanted: Wanted
    deep: bool = False
    bound: bool = True


def questions(brand: UUID) -> list[Question]:
    """What `FILL` laid out: how often each word stands, and which posts have which status."""

    def search(words: str) -> Wanted:
        return Wanted(words=Words.read(words))

    draft, x = PostStatus.DRAFT, Platform.TWITTER
    return [
        Question("first page", EVERYTHING),
        Question("deep page", EVERYTHING, deep=True),
        Question("status: draft", Wanted(status=draft)),
        Question("status: failed, a rare one", Wanted(status=PostStatus.FAILED)),
        Question("platform: X", Wanted(platform=x)),
        Question("platform: X, deep", Wanted(platform=x), deep=True),
        Question("brand", Wanted(brand=brand)),
        Question("brand, deep", Wanted(brand=brand), deep=True),
        Question("search, 3 hits at any size", search("zanzibar")),
        Question("search, every 3rd post", search("launch")),
        Question("search, every 3rd post, deep", search("launch"), deep=True),
        Question("search, beginning of a word", search("laun")),
        Question("search, two words", search("launch w1")),
        Question("search, no hit", search("nowhere")),
        Question("several: draft, X, brand", Wanted(status=draft, platform=x, brand=brand), bound=False),
        Question(
            "several: drafts with a word", Wanted(status=draft, words=Words.read("launch")), bound=False
        ),
        Question("hard: every 100th post", search("webinar"), bound=False),
        Question("hard: every 1,000th post", search("retreat"), bound=False),
        Question("hard: only in the older half", search("season"), bound=False),
        Question("hard: Japanese, no hit", search("今日は"), bound=False),
        Question("hard: failed + X, never both", Wanted(status=PostStatus.FAILED, platform=x), bound=False),
    ]


async def measure() -> Report:
    started = time.monotonic()
    times: dict[str, dict[int, list[float]]] = {}
    with TemporaryDirectory(prefix="postaify-bench-") as folder:
        server = await embedded.postgres(Path(folder), durable=False)
        try:
            urls = {size: await _apart(_library_of(server.url, size)) for size in SIZES}
            for number in range(1, ROUNDS + 1):
                _say(f"round {number} of {ROUNDS}, {time.monotonic() - started:.0f} s")
                for size, url in urls.items():
                    await _apart(_round(url, size, times))
        finally:
            await server.stop()
    return _report(times, time.monotonic() - started)


async def _apart(work: Coroutine[Any, Any, Result]) -> Result:
    """In a task of its own: Tortoise remembers one database for each."""
    return await asyncio.create_task(work)


async def _library_of(server_url: str, size: int) -> str:
    """The address of a new database with so many posts in it."""
    _say(f"a library of {size:,} posts")
    name = f"library_{size}"
    async with _connected(server_url) as connection:
        await connection.execute(f"CREATE DATABASE {name}")
    url = server_url.replace("/postgres?", f"/{name}?")
    await _apart(migrate(url))
    async with database(url, pool_size=2):
        owner = await User.create(name="Ann")
        for number in range(BRANDS):
            await Brand.create(owner=owner, name=f"Brand {number}")
    await fill(url, owner.id, size)
    return url


async def fill(url: str, owner_id: UUID, size: int) -> None:
    """Lays so many posts into the library of somebody who has BRANDS brands."""
    async with _connected(url) as connection:
        indexes = await connection.fetch(
            "SELECT indexname, indexdef FROM pg_indexes"
            " WHERE tablename = 'posts' AND indexname LIKE 'posts_by_%'"
        )
        # An index is built many times faster than it is kept while a million rows come in.
        for index in indexes:
            await connection.execute(f"DROP INDEX {index['indexname']}")
        await connection.execute("SET maintenance_work_mem = '512MB'")
        await connection.execute("SELECT setseed(0.42)")
        await connection.execute(FILL, owner_id, size, BRANDS)
        for index in indexes:
            await connection.execute(index["indexdef"])
        await connection.execute("VACUUM ANALYZE")


async def _round(url: str, size: int, times: dict[str, dict[int, list[float]]]) -> None:
    """Each question many times over, on a connection that is opened before."""
    list_posts = ListPosts()
    async with database(url, pool_size=1):
        owner = await User.get(name="Ann")
        brand = await Brand.get(name=f"Brand {BRANDS // 2}")
        oldest = await Post.filter(owner=owner).order_by("created_at").first()
        assert oldest is not None
        middle = Cursor(oldest.created_at + timedelta(seconds=size / 2), oldest.id)
        for question in questions(brand.id):
            took = times.setdefault(question.name, {}).setdefault(size, [])
            before = middle if question.deep else None
            begun = time.perf_counter()
            for number in range(WARM_UP + ASKED_A_ROUND):
                asked = time.perf_counter()
                await list_posts(owner, limit=PAGE, before=before, wanted=question.wanted)
                answered = time.perf_counter()
                if number >= WARM_UP:
                    took.append(answered - asked)
                if answered - begun > PATIENCE and number > WARM_UP:
                    break


def _report(times: dict[str, dict[int, list[float]]], seconds: float) -> Report:
    bound = {question.name: question.bound for question in questions(UUID(int=0))}
    smallest, *_, largest = SIZES
    lines, figures = [], {}
    for name, sizes in times.items():
        p50 = {size: median(took) * 1000 for size, took in sizes.items()}
        ratios = {size: p50[size] / p50[smallest] for size in SIZES[1:]}
        cells = [f"{p50[size]:.2f} ms" for size in SIZES] + [f"{ratio:.2f} ×" for ratio in ratios.values()]
        lines.append(Line(name, cells, ratios[largest] <= LINE if bound[name] else None))
        figures[name] = {
            "p50Ms": {str(size): round(value, 3) for size, value in p50.items()},
            "ratio": {str(size): round(value, 3) for size, value in ratios.items()},
            "line": LINE if bound[name] else None,
        }
    return Report(
        f"library: ListPosts, a page of {PAGE}, p50 by the number of posts of one person",
        [*(f"{size:,}" for size in SIZES), *(f"÷ {smallest:,}" for _ in SIZES[1:])],
        lines,
        {"pageOf": PAGE, "seconds": round(seconds), "questions": figures},
        [
            f"Line (P10): at {largest:,} at most {LINE} × the time at {smallest:,}.",
            f"Several and hard have no line: of {smallest} posts less than a page fits. They are bounded by"
            f" {FAR:,} posts that are looked through and {MOST_HITS:,} hits that are sorted; but the"
            " entries of a word are read whole from its index: what is frequent and not recent grows.",
            f"It took {seconds:.0f} s.",
        ],
    )


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


def _say(words: str) -> None:
    sys.stderr.write(f"library: {words}\n")


FILL = """
    WITH phrases AS MATERIALIZED (
        SELECT array_agg(phrase) AS texts FROM (
            SELECT string_agg('w' || floor(4000 * random() ^ 2)::int, ' ') AS phrase
            FROM generate_series(1, 2000) AS n, generate_series(1, 8) GROUP BY n
        ) AS made
    ), owned AS MATERIALIZED (
        SELECT array_agg(id ORDER BY created_at) AS ids FROM brands WHERE owner_id = $1
    )
    INSERT INTO posts (id, owner_id, brand_id, position, platform, text, status, created_at, updated_at)
    SELECT
        gen_random_uuid(), $1, ids[1 + floor($3 * random() ^ 2)::int], 0,
        CASE WHEN status = 'FAILED' THEN 'linkedin'
            ELSE (ARRAY['twitter', 'linkedin', 'instagram'])[1 + floor(3 * random())::int] END,
        concat_ws(
            ' ',
            texts[1 + floor(2000 * random())::int],
            CASE WHEN n % 3 = 1 THEN 'launch' END,
            texts[1 + floor(2000 * random())::int],
            CASE WHEN n % 100 = 7 THEN 'webinar' END,
            CASE WHEN n % 1000 = 13 THEN 'retreat' END,
            CASE WHEN n <= 3 THEN 'zanzibar' END,
            CASE WHEN n * 2 <= $2 THEN 'season' END,
            texts[1 + floor(2000 * random())::int]
        ),
        status, moment, moment
    FROM
        generate_series(1, $2::int) AS n,
        LATERAL (
            SELECT
                timestamptz '2026-01-01' + n * interval '1 second' AS moment,
                CASE
                    WHEN n % 10000 BETWEEN 5 AND 10 THEN 'FAILED'
                    WHEN n % 20 < 14 THEN 'PUBLISHED'
                    WHEN n % 20 < 17 THEN 'DRAFT'
                    WHEN n % 20 < 18 THEN 'SCHEDULED'
                    WHEN n % 20 < 19 THEN 'DELIVERED'
                    ELSE 'SKIPPED'
                END AS status
        ) AS laid,
        phrases, owned
"""
"""$1: owner, $2: number of posts, $3: number of brands. About 150 letters a post, of some 4,000 words."""
