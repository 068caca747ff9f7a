"""Texts that try to give orders, all the way: through the prompt, the real gateway over HTTP to a writer that
obeys them, and the checks. What is kept at the end betrays nothing, and nobody was asked to fetch anything.
"""

import base64
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from domain.gateways.openrouter import OpenRouterWriter
from domain.platforms import Platform, length_of, limit_of
from domain.writing.checks import cleaned, faults_of, good_posts, in_words
from domain.writing.ports import BrandVoice, Brief, Repair, WriterFailed
from domain.writing.prompt import messages_of, posts_assignment
from domain.writing.prompts import prompt_text
from domain.writing.styles import Style
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


OUR_WORDS = re.compile(r"- (Post \d+|There are) [\w ,;'.]+\.")
