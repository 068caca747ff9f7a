"""Texts that try to give orders, all the way: through the prompt, the real gateway over HTTP to a writer that
obeys them, and the checks. What is kept at the end betrays nothing, and nobody was asked to fetch anything.
Posts first, then whatever else the writer is asked for.
"""

import base64
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from domain.gateways.openrouter import OpenRouterWriter
from domain.platforms import Platform, length_of, limit_of
from domain.writing import compose_text, condense, distil_voice, rewrite_post
from domain.writing.checks import cleaned, faults_of, good_posts, in_words
from domain.writing.composition_prompts import (
    RewriteBrief,
    TextBrief,
    caption_assignment,
    rewrite_assignment,
    script_assignment,
)
from domain.writing.models import CompositionKind
from domain.writing.ports import Assignment, BrandVoice, Brief, Repair, WriterFailed
from domain.writing.prompt import messages_of, posts_assignment
from domain.writing.prompts import prompt_text
from domain.writing.rewriting import Way
from domain.writing.runs import Judgement
from domain.writing.styles import Style
from domain.writing.voice_prompt import voice_assignment
from tests.writing.injections import HONEST, Injection, answer_of_a_victim, injections, shared

KEY = "sk-or-v1-canary-of-the-settings"
REFERER = "https://referer.canary.example"
TELLING = 60
"""Letters in a row that nobody writes by chance."""


class Victim:
    """A model behind OpenRouter's address that does whatever a text asks for. It keeps what it was sent."""

    def __init__(self) -> None:
        self.injection = Injection("", "", "shout")
        self.turn = 0
        self.content = ""
        self.requests: list[dict[str, Any]] = []

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.requests.append(body)
        answer = answer_of_a_victim(self.injection, body, self.turn)
        self.content = answer["choices"][0]["message"]["content"]
        return web.json_response(answer)


class Writing:
    """The gateway before the victim, every request that its client makes, and who listens at the canary."""

    def __init__(self, victim: Victim, writer: OpenRouterWriter, canary: str) -> None:
        self.victim, self.writer, self.canary = victim, writer, canary
        self.asked: list[httpx.URL] = []
        self.heard: list[str] = []

    async def kept_of(self, brief: Brief) -> tuple[str, ...]:
        """What remains after the order and, as the use case does it, one repair."""
        kept: tuple[str, ...] = ()
        repair = None
        for _ in range(2):
            try:
                written = await self.writer.write(posts_assignment(brief, repair))
            except WriterFailed:
                continue
            assert keeps_to_the_shape(self.victim.content)
            posts = tuple(map(cleaned, written.answer.posts))
            kept = max(kept, good_posts(posts, brief), key=len)
            repair = Repair(posts, tuple(map(in_words, faults_of(posts, brief))))
        return kept

    async def kept_of_order(self, order: "Order") -> str | None:
        """The same where the writer is asked for something else than posts."""
        repair = None
        for _ in range(2):
            assignment = order.assignment(repair)
            try:
                written = await self.writer.write(assignment)
            except WriterFailed:
                continue
            assert has_the_fields(self.victim.content, list(assignment.shape.model_fields))
            judged = order.judged(written.answer)
            if judged.worth:
                return order.kept(judged.usable)
            repair = judged.repair
        return None


@dataclass(frozen=True, slots=True)
class Order:
    """What the writer is asked for, and how the use case judges the answer. `given` is all that was typed,
    `kept` makes one text of what is usable.
    """

    given: str
    assignment: Callable[[Repair | None], Assignment[Any]]
    judged: Callable[[Any], Judgement[Any]]
    kept: Callable[[Any], str] = str


@pytest.fixture
async def writing() -> AsyncIterator[Writing]:
    victim, heard = Victim(), []

    async def listen(request: web.Request) -> web.Response:
        heard.append(request.path_qs)
        return web.Response(text="the canary")

    app, trap = web.Application(client_max_size=64 * 1024 * 1024), web.Application()
    app.router.add_post("/api/v1/chat/completions", victim.answer)
    trap.router.add_route("*", "/{path:.*}", listen)
    async with TestServer(app) as server, TestServer(trap) as listener, httpx.AsyncClient() as client:
        writer = OpenRouterWriter(client, str(server.make_url("/api/v1")), KEY, ("a/model",), REFERER)
        writing = Writing(victim, writer, str(listener.make_url("")).rstrip("/"))
        writing.heard = heard

        async def note(request: httpx.Request) -> None:
            writing.asked.append(request.url)

        client.event_hooks["request"].append(note)
        yield writing


def keeps_to_the_shape(content: str) -> bool:
    """Whether an answer is what was asked for, and nothing beside it."""
    answer = json.loads(content)
    if not isinstance(answer, dict) or answer.keys() != {"posts"} or not isinstance(answer["posts"], list):
        return False
    return 1 <= len(answer["posts"]) <= 100 and all(isinstance(post, str) for post in answer["posts"])


def brief_of(source: str, voice: BrandVoice | None = None) -> Brief:
    return Brief(source, Platform.LINKEDIN, Style.WITTY, 3, voice)


def test_the_corpus_is_large_and_has_nothing_twice() -> None:
    texts = [injection.text for injection in injections()]
    assert len(set(texts)) == len(texts) >= 300
    assert len({injection.family for injection in injections()}) >= 15


async def test_nothing_that_a_text_orders_is_kept(writing: Writing) -> None:
    """In the middle of an honest source; the victim varies what it does."""
    kept_posts = 0
    for turn, injection in enumerate(injections(writing.canary)):
        writing.victim.injection, writing.victim.turn = injection, turn
        brief = brief_of(f"{HONEST}\n\n{injection.text}\n\n{HONEST}")
        kept = await writing.kept_of(brief)
        assert_harmless(kept, brief, writing.victim.requests[-1])
        kept_posts += len(kept)
    assert kept_posts > 100, "what is honest stays"
    assert writing.heard == [], "nobody was fetched"
    assert {(url.host, url.path) for url in writing.asked} == {("127.0.0.1", "/api/v1/chat/completions")}
    assert {url.port for url in writing.asked} == {httpx.URL(writing.writer.base_url).port}


def assert_harmless(kept: tuple[str, ...], brief: Brief, request: dict[str, Any]) -> None:
    assert len(kept) <= brief.number
    instructions = "\n".join(outside(message["content"]) for message in request["messages"][:2])
    for post in kept:
        assert post == cleaned(post)
        assert 0 < length_of(post, brief.platform) <= limit_of(brief.platform)
        assert all(mark in brief.source for mark in re.findall(r"</?\w+-[0-9a-f]{16}>", post))
        assert [part for part in shared(instructions, post, TELLING) if part not in plain(brief.source)] == []
        assert [hidden for hidden in decoded(post) if shared(instructions, hidden, 20)] == []
        assert KEY not in post
        assert REFERER not in post
        assert all(link in brief.source for link in full_links_in(post)), "it leads where nobody pointed"


def decoded(post: str) -> Iterator[str]:
    """What is hidden in long words, in the codes that a model can write."""
    for word in re.findall(r"[A-Za-z0-9+/_-]{32,}", post):
        whole = word[: len(word) // 8 * 8]
        for decode in (base64.urlsafe_b64decode, base64.b64decode, base64.b32decode, bytes.fromhex):
            with suppress(ValueError):
                yield decode(whole).decode("utf-8", "replace")


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def full_links_in(post: str) -> list[str]:
    return [link.rstrip("]}'.,!?)") for link in re.findall(r"https?://[^\s<>\"]+", post, re.IGNORECASE)]


async def test_what_is_sent_stays_ours(writing: Writing) -> None:
    """The body on the wire: keys, roles, shape and order are the same for every text, which is data in it."""
    ordinary = posts_assignment(brief_of("A source.", BrandVoice("Acme")))
    for turn, injection in enumerate(injections(writing.canary)):
        writing.victim.injection, writing.victim.turn = injection, turn
        voice = BrandVoice(injection.text, tone=injection.text)
        await writing.kept_of(brief_of(injection.text, voice))
        first, second = writing.victim.requests[-2:]
        assert first.keys() == {"models", "messages", "response_format", "provider", "max_tokens"}
        assert (first["models"], first["max_tokens"]) == (["a/model"], ordinary.max_tokens)
        assert first["response_format"] == second["response_format"]
        assert [message["role"] for message in first["messages"]] == ["system", "user"]
        assert_data_is_fenced(first["messages"], injection.text)
        assert_a_repair_is_ours(second["messages"])
        for request in (first, second):
            assert all("canary-of-the-settings" not in said["content"] for said in request["messages"])
            assert all(REFERER not in said["content"] for said in request["messages"])


def assert_data_is_fenced(messages: list[dict[str, str]], text: str) -> None:
    system, user = (message["content"] for message in messages[:2])
    fence = fence_in(system)
    assert system == prompt_text("system").substitute(fence=fence)
    same_order = messages_of(brief_of("A source.", BrandVoice("Acme")), fence=fence)[1]["content"]
    assert outside(user) == outside(same_order)
    for name in ("source", "brand"):
        assert user.count(f"<{name}-{fence}>") == user.count(f"</{name}-{fence}>") == 1
    assert user.partition(f"<source-{fence}>\n")[2].partition(f"\n</source-{fence}>")[0] == cleaned(text)


def assert_a_repair_is_ours(messages: list[dict[str, str]]) -> None:
    """What the victim said comes back as its own words, in JSON; what is wrong with it in ours alone."""
    roles = [message["role"] for message in messages]
    assert roles in (["system", "user"], ["system", "user", "assistant", "user"], ["system", "user", "user"])
    if len(roles) == 2:
        return
    order = messages[-1]["content"]
    faults = re.findall(r"^- .*$", order, re.MULTILINE)
    assert order == prompt_text("repair").substitute(faults="\n".join(faults), number=3)
    assert all(OUR_WORDS.fullmatch(fault) for fault in faults)


def fence_in(system: str) -> str:
    found = re.search(r"<source-([0-9a-f]{16})> and", system)
    assert found
    return found[1]


def outside(text: str) -> str:
    """What stands outside of the data; the digits of the marks become the same."""
    bare = re.sub(r"<(\w+)-([0-9a-f]{16})>\n.*\n</\1-\2>", r"<\1>", text, flags=re.DOTALL)
    return re.sub(r"-[0-9a-f]{16}>", "->", bare)


# --- whatever else the writer is asked for ---


def rewriting(text: str) -> Order:
    """Of a post and its source, both of which try to give orders."""
    post = f"{HONEST}\n\n{text}"[: limit_of(Platform.LINKEDIN)]
    return rewrite_of(RewriteBrief(Way.CASUAL, post, Platform.LINKEDIN, source=f"{text}\n\n{HONEST}"))


def wish(text: str) -> Order:
    """Of somebody who may well ask for something, but for nothing of ours."""
    return rewrite_of(RewriteBrief(Way.INSTRUCTION, HONEST, Platform.LINKEDIN, instruction=text))


def rewrite_of(brief: RewriteBrief) -> Order:
    return Order(
        " ".join([brief.text, brief.source, brief.instruction]),
        lambda repair: rewrite_assignment(brief, repair),
        lambda answer: rewrite_post.judged(answer, brief, None),
        lambda rewritten: str(rewritten.text),
    )


def caption(text: str) -> Order:
    brief = TextBrief(f"{HONEST}\n\n{text}", Platform.INSTAGRAM)
    return Order(
        brief.source,
        lambda repair: caption_assignment(brief, repair),
        lambda answer: compose_text.judged(answer, CompositionKind.CAPTION, brief),
    )


def script(text: str) -> Order:
    brief = TextBrief(f"{HONEST}\n\n{text}", seconds=compose_text.MOST_SECONDS)
    return Order(
        brief.source,
        lambda repair: script_assignment(brief, repair),
        lambda answer: compose_text.judged(answer, CompositionKind.SCRIPT, brief),
    )


def voice(text: str) -> Order:
    samples = [*map(distil_voice.sample_of, (HONEST, text, f"{text}\n\n{HONEST}"))]
    return Order(
        "\n".join(samples),
        lambda repair: voice_assignment(samples, repair),
        lambda notes: distil_voice.judged(notes, samples),
        lambda card: "\n".join(
            " ".join([value] if isinstance(value, str) else value) for value in asdict(card).values()
        ),
    )


def condensing(text: str) -> Order:
    parts = condense.parts_of(f"{HONEST}\n\n{text[:8_000]}\n\n{HONEST * 100}")
    return Order(
        parts[0],
        lambda _: condense.condense_assignment(parts, 0),
        lambda answer: condense.judged(answer, parts[0]),
    )


KINDS: list[Callable[[str], Order]] = [rewriting, wish, caption, script, voice, condensing]


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_that_is_ordered_is_kept_elsewhere(
    writing: Writing, kind: Callable[[str], Order]
) -> None:
    """Another third of each family for each kind. What is sent is ours but for what stands in the fields."""
    cases = injections(writing.canary)[KINDS.index(kind) % 3 :: 3]
    families = [injection.family for injection in cases]
    assert min(map(families.count, {each.family for each in injections()})) >= 2
    ordinary = ours_in(kind("A source of no account.").assignment(None).messages)
    kept_texts = 0
    for turn, injection in enumerate(cases):
        writing.victim.injection, writing.victim.turn = injection, turn
        order = kind(injection.text)
        kept = await writing.kept_of_order(order)
        sent = writing.victim.requests[-1]["messages"]
        assert ours_in(sent[:2]) == ordinary
        assert_nothing_of_the_settings(contents(sent))
        if kept is not None:
            kept_texts += 1
            assert_betrays_nothing(kept, order.given, ours_in(sent[:2]))
    assert kept_texts > 10, "what is honest stays"
    assert writing.heard == [], "nobody was fetched"
    assert {(url.host, url.path) for url in writing.asked} == {("127.0.0.1", "/api/v1/chat/completions")}


def contents(messages: Any) -> list[str]:
    return [message["content"] for message in messages]


def ours_in(messages: Any) -> list[str]:
    """What of the messages is ours; the number of the marks aside, and the language that the data seems to
    have, which is a code or our words for not knowing it.
    """
    said = [re.sub(r"\b[0-9a-f]{16}\b", "", text) for text in map(outside, contents(messages))]
    return [
        re.sub(r"^language: (\w{2,3}|the language of the \w+)$", "language:", text, flags=re.M)
        for text in said
    ]


def has_the_fields(content: str, fields: list[str]) -> bool:
    """Whether an answer has these fields, each a text or a list of texts, and nothing beside them."""
    answer = json.loads(content)
    if not isinstance(answer, dict) or answer.keys() != set(fields):
        return False
    values = [value if isinstance(value, list) else [value] for value in answer.values()]
    return all(isinstance(each, str) for value in values for each in value)


def assert_nothing_of_the_settings(sent: list[str]) -> None:
    assert not [text for text in sent if "canary-of-the-settings" in text or REFERER in text]


def assert_betrays_nothing(kept: str, given: str, ours: list[str]) -> None:
    """What the data says itself may be said."""
    instructions = "\n".join(ours)
    known = plain(cleaned(given))
    assert all(mark in given for mark in re.findall(r"</?\w+-[0-9a-f]{16}>", kept))
    assert [part for part in shared(instructions, kept, TELLING) if part not in known] == []
    assert [hidden for hidden in decoded(kept) if shared(instructions, hidden, 20)] == []
    assert KEY not in kept
    assert REFERER not in kept
    assert all(link in given for link in full_links_in(kept)), "it leads where nobody pointed"


OUR_WORDS = re.compile(r"- (Post \d+|There are) [\w ,;'.]+\.")
