"""The demo writer: picks sentences out of the source and sets them into a frame. Deterministic, no model.

It never claims to be more: its answers name the model `postaify/demo-writer`.
"""

import re
from dataclasses import dataclass, replace

from sandbox.openrouter.extract import Extract, extract, tokens_of, weight_of
from sandbox.openrouter.manner import Manner, manner_of
from sandbox.openrouter.order import Order
from sandbox.openrouter.words import Words, language_of, words_in


@dataclass(frozen=True, slots=True)
class Shape:
    """How a post for one platform is built. `limit` in the units of `extract.weight_of`."""

    limit: int
    more: int
    hashtags: int
    most_hashtags: int
    bullet: str = ""


_X = Shape(limit=280, more=0, hashtags=2, most_hashtags=99)
_SHAPES = {
    "twitter": _X,
    "linkedin": Shape(limit=3000, more=4, hashtags=3, most_hashtags=99, bullet="→ "),
    "instagram": Shape(limit=2200, more=2, hashtags=5, most_hashtags=5, bullet="✨ "),
}


def write(order: Order) -> list[str]:
    """`order.number` posts, all different. Processor time: about 0.3 s for 200,000 characters."""
    shape = _shape(order)
    words = words_in(order.language or language_of(tokens_of(order.source[:20_000])))
    found = extract(order.source, words.stop | words_in("en").stop)
    bodies = _bodies(found, order.number, shape.more)
    posts: list[str] = []
    for turn, pieces in enumerate(bodies):
        post = _post(pieces, turn, turn >= len(found.ranked), order, shape, words, found.keywords)
        posts.append(post if post not in posts else f"{post} ({turn + 1})")
    return posts


def _shape(order: Order) -> Shape:
    """That of the platform, within what the order allows."""
    shape = _SHAPES.get(order.platform, _X)
    limit = shape.limit if order.limit is None else min(shape.limit, order.limit)
    most = shape.most_hashtags if order.most_hashtags is None else order.most_hashtags
    return replace(shape, limit=limit, most_hashtags=most, hashtags=min(shape.hashtags, most))


def _bodies(found: Extract, number: int, more: int) -> list[list[str]]:
    """The pieces of each post: the best ones lead, the next in the source follow; shared only in need."""
    leads = [found.ranked[turn % len(found.ranked)] for turn in range(number)]
    spare = sorted(set(found.ranked) - set(leads))
    share = min(more, len(spare) // number)
    bodies = []
    for lead in leads:
        after = sorted(spare, key=lambda index: (index < lead, index))[:share]
        spare = [index for index in spare if index not in after]
        bodies.append([found.pieces[index] for index in [lead, *after]])
    return bodies


def _post(
    pieces: list[str], turn: int, again: bool, order: Order, shape: Shape, words: Words, keywords: list[str]
) -> str:
    manner = manner_of(order.facts)
    plain = turn % 2 == (order.style != "professional") and not again
    opener = manner.opener(turn, words.openers_for(order.style), words.closings, plain=plain)
    usual = words.closings[turn % len(words.closings)]
    closing = manner.closing(turn, "" if usual == opener else usual)
    tags = _tags(pieces, order.brand, keywords, shape.hashtags, manner)
    bullet = manner.bullet(shape.bullet if order.style == "witty" else "")
    bare = f"{opener} {pieces[0]}".strip()
    lead, body = manner.with_emoji(bare, turn), [f"{bullet}{piece}" for piece in pieces[1:]]
    tries = ([lead, *body, closing, tags], [lead, *body, closing], [lead, *body], [lead], [bare], pieces[:1])
    for parts in tries:
        post = _tamed("\n\n".join(part for part in parts if part), shape.most_hashtags)
        if weight_of(post) <= shape.limit:
            return post
    return _cut(_tamed(pieces[0], shape.most_hashtags), shape.limit)


def _cut(piece: str, limit: int) -> str:
    """As much of a piece as an order with little room allows, between words where it has any."""
    while piece and weight_of(f"{piece} …") > limit:
        shorter = piece.rpartition(" ")[0]
        piece = shorter or piece[: len(piece) // 2]
    return f"{piece} …"


def _tags(pieces: list[str], brand: str, keywords: list[str], number: int, manner: Manner) -> str:
    """Those that the brand has, or one of its name; then keywords of the post itself, then of the source."""
    said = set(tokens_of(" ".join(pieces)))
    if own := manner.tags(sorted(said)):
        return " ".join(own[:number])
    name = "".join(word[:1].upper() + word[1:] for word in re.findall(r"[^\W_]+", brand))[:24]
    words = [name] if name and not name.isdigit() else []
    words += sorted(keywords, key=lambda word: word not in said)
    return " ".join(f"#{word}" for word in words[:number])


def _tamed(post: str, most: int) -> str:
    """A source full of hashtags keeps its words; the signs that are too many for the platform go."""
    room = iter([True] * most)
    return _HASHTAG.sub(lambda tag: tag[0] if next(room, False) else tag[0][1:], post)


_HASHTAG = re.compile(r"(?<![\w&/])[#＃](?=\w*[^\W\d_])\w+")
