from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.accounts.models import User
from domain.database import rows
from domain.platforms import Platform
from domain.posts.errors import PostNotFound
from domain.posts.models import Post, PostStatus
from domain.posts.search import Words

NEAR = 100
"""Posts that a search looks through, the newest first, before it asks the index of words."""

FAR = 5_000
"""Posts that one question looks through at most."""

MOST_HITS = 1_000
"""Hits that are taken from the index of words and sorted; what is found more often is found by looking."""


@dataclass(frozen=True, slots=True)
class GetPost:
    """Raises PostNotFound, also for other people's posts."""

    async def __call__(self, actor: User, post_id: UUID) -> Post:
        post = await Post.get_or_none(id=post_id, owner=actor).prefetch_related("brand")
        if post is None:
            raise PostNotFound
        return post


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which posts of a library are listed: those for which everything holds that is given.

    Made at `since` or later, and before `until`; both aware.
    """

    status: PostStatus | None = None
    platform: Platform | None = None
    brand: UUID | None = None
    words: Words | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self != EVERYTHING


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a library: just behind the post with this moment and id."""

    created_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class ListedPost:
    """A post as a list needs it: a plain row, many times cheaper than a model.

    `scheduled_for`: when it comes, None when nothing of it is to come. `delivered_at`: when it came last.
    """

    id: UUID
    brand_id: UUID | None
    generation_id: UUID | None
    platform: Platform
    text: str
    thread: bool
    picture_id: UUID | None
    sound_id: UUID | None
    status: PostStatus
    is_public: bool
    live_url: str | None
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
    scheduled_for: datetime | None
    delivered_at: datetime | None

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.created_at, self.id)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of posts, the newest first; `older` is the cursor of what follows, None on the last page.

    `unfinished`: FAR posts were looked through, and not enough of them fit. There may be more behind `older`.
    """

    posts: Sequence[ListedPost]
    older: Cursor | None
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class ListPosts:
    """The library of the actor by keyset: a page costs the same however many posts there are.

    One filter, or none, is what an index lists in order. Several at once, and words, are looked for among the
    newest posts of one of these lists, no further than FAR. Words that are rare are found by their own index
    first, at whatever age. What grows is one thing: words of many thousand posts, none of them recent.
    """

    async def __call__(
        self, actor: User, *, limit: int, before: Cursor | None = None, wanted: Wanted = EVERYTHING
    ) -> Page:
        library = _Library(actor, wanted, before, limit + 1)
        found = await (library.search(wanted.words) if wanted.words else library.look())
        posts = found.posts[:limit]
        if len(found.posts) > limit:
            return Page(posts, older=posts[-1].cursor)
        return Page(posts, older=found.seen_to, unfinished=found.seen_to is not None)


@dataclass(frozen=True, slots=True)
class ReadPost:
    """One post of the actor as lists show it. Raises PostNotFound, also for other people's posts."""

    async def __call__(self, actor: User, post_id: UUID) -> ListedPost:
        sql = f"SELECT {COLUMNS} FROM posts WHERE owner_id = $1 AND id = $2"  # noqa: S608
        found = await _posts(sql, actor.id, post_id)
        if not found:
            raise PostNotFound
        return _listed(found[0])


@dataclass(frozen=True, slots=True)
class _Found:
    """`seen_to`: how far was looked, None if there was nothing further."""

    posts: list[ListedPost]
    seen_to: Cursor | None = None


class _Library:
    """The statements of one question. Whatever is typed or chosen is a numbered value in them."""

    def __init__(self, actor: User, wanted: Wanted, before: Cursor | None, most: int) -> None:
        self._values: list[object] = [actor.id]
        self._most = most
        self._mine = "owner_id = $1"
        if before:
            self._mine += (
                f" AND (created_at, id) < ({self._value(before.created_at)}, {self._value(before.id)})"
            )
        if wanted.since:
            self._mine += f" AND created_at >= {self._value(wanted.since)}"
        if wanted.until:
            self._mine += f" AND created_at < {self._value(wanted.until)}"
        columns = {"brand_id": wanted.brand, "status": wanted.status, "platform": wanted.platform}
        self._filters = [f"{name} = {self._value(value)}" for name, value in columns.items() if value]
        self._words = self._reading(wanted.words) if wanted.words else []

    async def look(self) -> _Found:
        if len(self._filters) > 1:
            return await self._look_far()
        where = " AND ".join([self._mine, *self._filters])
        sql = f"SELECT {COLUMNS} FROM posts WHERE {where} {NEWEST_FIRST} LIMIT {self._most}"  # noqa: S608
        return _Found(_sorted(await _posts(sql, *self._values)))

    async def search(self, words: Words) -> _Found:
        found = await self._among(self._filters[:1], NEAR)
        if len(found.posts) >= self._most or found.seen_to is None:
            return found
        hits = await self._by_index_of_words(words) if words.spaced else None
        return hits or await self._look_far()

    async def _look_far(self) -> _Found:
        """Along each of the lists in turn; the one that came furthest has seen all that the others have."""
        looked: list[tuple[tuple[datetime, UUID], _Found]] = []
        for way in self._filters or [""]:
            found = await self._among([way] if way else [], FAR)
            if len(found.posts) >= self._most or found.seen_to is None:
                return found
            looked.append((_place(found.seen_to), found))
        return min(looked, key=lambda way: way[0])[1]

    async def _among(self, way: list[str], reach: int) -> _Found:
        """What fits among the newest `reach` posts of a list that an index holds in order, and their end.

        The end is not looked up for a full page.
        """
        listed = " AND ".join([self._mine, *way])
        rest = [condition for condition in self._filters if condition not in way] + self._words
        fits = " AND ".join(rest) or "true"
        sql = f"""
            WITH page AS MATERIALIZED (
                SELECT {COLUMNS}
                FROM (SELECT * FROM posts WHERE {listed} {NEWEST_FIRST} LIMIT {reach}) AS listed
                WHERE {fits} {NEWEST_FIRST} LIMIT {self._most}
            )
            SELECT page.*, seen.created_at AS seen_at, seen.id AS seen_id
            FROM (SELECT 1) AS once
            LEFT JOIN (
                SELECT created_at, id FROM posts WHERE {listed} AND (SELECT count(*) FROM page) < {self._most}
                {NEWEST_FIRST} OFFSET {reach - 1} LIMIT 1
            ) AS seen ON true
            LEFT JOIN page ON true
        """  # noqa: S608
        answer = await _posts(sql, *self._values)
        seen_at, seen_id = answer[0]["seen_at"], answer[0]["seen_id"]
        return _Found(_sorted(answer), Cursor(seen_at, seen_id) if seen_at else None)

    async def _by_index_of_words(self, words: Words) -> _Found | None:
        """All hits, if they are few; None if there are more than MOST_HITS.

        They are read for the words at the end: PostgreSQL would take that for one more reason why hits are
        rare, and expect to have to fetch all of them.
        """
        values = [*self._values]
        where = " AND ".join([self._mine, *self._filters, _lexemes(words, values)])
        sql = f"""
            WITH hits AS MATERIALIZED (
                SELECT {COLUMNS} FROM posts WHERE {where} LIMIT {MOST_HITS + 1}
            )
            SELECT page.*, (SELECT count(*) FROM hits) AS number
            FROM (SELECT 1) AS once
            LEFT JOIN (
                SELECT * FROM hits
                WHERE (SELECT count(*) FROM hits) <= {MOST_HITS} AND {" AND ".join(self._words)}
                {NEWEST_FIRST} LIMIT {self._most}
            ) AS page ON true
        """  # noqa: S608
        answer = await _posts(sql, *values)
        if answer[0]["number"] > MOST_HITS:
            return None
        return _Found(_sorted(answer))

    def _reading(self, words: Words) -> list[str]:
        """Conditions that read a text for the words: first for their letters, which is many times cheaper."""
        letters = [f"text ILIKE {self._value(f'%{piece}%')}" for piece in [*words.spaced, *words.unspaced]]
        *whole, begun = words.spaced or [""]
        patterns = [f"{NO_LETTER_BEFORE}{word}{NO_LETTER_AFTER}" for word in whole]
        patterns += [f"{NO_LETTER_BEFORE}{begun}"] if begun else []
        return [*letters, *(f"text ~* {self._value(pattern)}" for pattern in patterns)]

    def _value(self, value: object) -> str:
        return _numbered(self._values, value)


COLUMNS = (
    "id, brand_id, generation_id, platform, text, thread, picture_id, sound_id, status, is_public, live_url,"
    " published_at, created_at, updated_at"
)
NEWEST_FIRST = "ORDER BY created_at DESC, id DESC"

ALNUM = "regexp_replace({}, '[^[:alnum:]]+', ' ', 'g')"
"""Letters and digits alone: PostgreSQL would keep an address, or a quoted word, as one."""

INDEXED = f"to_tsvector('simple', {ALNUM.format('text')})"
"""The expression of the index posts_by_words, letter for letter."""

NO_LETTER_BEFORE, NO_LETTER_AFTER = "(?<![[:alnum:]])", "(?![[:alnum:]])"


def _lexemes(words: Words, values: list[object]) -> str:
    """The condition to find words by their index; its value is added. No operator is taken from it."""
    query = f"plainto_tsquery('simple', {ALNUM.format(_numbered(values, ' '.join(words.spaced)))})"
    return (
        f"{INDEXED} @@ CASE WHEN numnode({query}) = 0 THEN {query} ELSE ({query}::text || ':*')::tsquery END"
    )


def _numbered(values: list[object], value: object) -> str:
    values.append(value)
    return f"${len(values)}"


async def _posts(sql: str, *values: object) -> list[dict[str, Any]]:
    """What a statement about posts returns, each with what its deliveries tell of it, in any order."""
    return await rows(
        f"""
        SELECT found.*, scheduled_for, delivered_at
        FROM ({sql}) AS found
        LEFT JOIN LATERAL (
            SELECT max(scheduled_for) FILTER (WHERE status IN ('SCHEDULED', 'CLAIMED', 'SENDING', 'HELD'))
                       AS scheduled_for,
                   max(sent_at) FILTER (WHERE status = 'SENT') AS delivered_at
            FROM deliveries WHERE post_id = found.id AND kind = 'POST'
        ) AS delivery ON true
        """,  # noqa: S608
        *values,
    )


def _listed(row: dict[str, Any]) -> ListedPost:
    return ListedPost(
        id=row["id"],
        brand_id=row["brand_id"],
        generation_id=row["generation_id"],
        platform=Platform(row["platform"]),
        text=row["text"],
        thread=row["thread"],
        picture_id=row["picture_id"],
        sound_id=row["sound_id"],
        status=PostStatus(row["status"]),
        is_public=row["is_public"],
        live_url=row["live_url"],
        published_at=row["published_at"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        scheduled_for=row["scheduled_for"],
        delivered_at=row["delivered_at"],
    )


def _sorted(answer: list[dict[str, Any]]) -> list[ListedPost]:
    """The posts of an answer that has one row without a post when there is none. A join keeps no order."""
    posts = [_listed(row) for row in answer if row["id"]]
    return sorted(posts, key=lambda post: _place(post.cursor), reverse=True)


def _place(cursor: Cursor) -> tuple[datetime, UUID]:
    return cursor.created_at, cursor.id
