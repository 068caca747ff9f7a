"""The stand-in speaks OpenRouter's protocol, and fails as it is told."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from aiohttp.test_utils import TestServer
from httpx_sse import ServerSentEvent, aconnect_sse

from sandbox.openrouter.app import create_app

SOURCE = (
    "The market opens at nine. Bread sells out by ten, so come early! Cheese lasts until "
    "noon.\u2028Fish is gone at 8."
)
SCHEMA = {
    "type": "object",
    "properties": {"posts": {"type": "array", "items": {"type": "string"}}},
    "required": ["posts"],
    "additionalProperties": False,
}


def order(source: str = SOURCE, number: int = 2, platform: str = "twitter", **more: Any) -> dict[str, Any]:
    task = f"platform: {platform}\nstyle: casual\nnumber: {number}\nlanguage: the language of the source"
    return {
        "models": ["vendor/one", "vendor/two"],
        "messages": [
            {"role": "system", "content": "You write posts."},
            {"role": "user", "content": f"{task}\n\n<source-0a1b>\n{source}\n</source-0a1b>"},
        ],
        "response_format": {"type": "json_schema", "json_schema": {"name": "posts", "schema": SCHEMA}},
        "provider": {"require_parameters": True},
    } | more


@pytest.fixture
async def api() -> AsyncIterator[httpx.AsyncClient]:
    async with (
        TestServer(create_app()) as server,
        httpx.AsyncClient(
            base_url=str(server.make_url("/")), headers={"Authorization": "Bearer k"}
        ) as client,
    ):
        yield client


async def ask(api: httpx.AsyncClient, **more: Any) -> httpx.Response:
    return await api.post("/api/v1/chat/completions", json=order(**more))


def posts_in(answer: httpx.Response) -> list[str]:
    return list(json.loads(answer.json()["choices"][0]["message"]["content"])["posts"])


async def events_of(api: httpx.AsyncClient, **more: Any) -> list[ServerSentEvent]:
    body = order(stream=True, **more)
    async with aconnect_sse(api, "POST", "/api/v1/chat/completions", json=body) as source:
        return [event async for event in source.aiter_sse()]


async def test_a_completion_has_everything_openrouter_sends(api: httpx.AsyncClient) -> None:
    answer = (await ask(api)).json()
    assert answer["object"] == "chat.completion"
    assert answer["id"].startswith("gen-")
    assert answer["model"] == "postaify/demo-writer"
    assert answer["choices"][0]["finish_reason"] == "stop"
    usage = answer["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]
    assert usage["cost"] > 0


async def test_the_same_order_gives_the_same_posts(api: httpx.AsyncClient) -> None:
    assert posts_in(await ask(api)) == posts_in(await ask(api))
    assert len(posts_in(await ask(api, number=7))) == 7


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic k"])
async def test_no_key_no_answer(api: httpx.AsyncClient, header: str | None) -> None:
    del api.headers["Authorization"]
    headers = {} if header is None else {"Authorization": header}
    answer = await api.post("/api/v1/chat/completions", json=order(), headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (b"{}", 400),
        (b'{"messages": []}', 400),
        (b'{"messages": [1]}', 200),
        (b'{"messages": [{"role": "user"}]}', 200),
        (b'{"messages": [{"role": "user", "content": [{"text": "A text in parts."}]}]}', 200),
        (json.dumps(order(response_format="json")).encode(), 400),
        (json.dumps(order(temperature=0.5)).encode(), 404),
        (json.dumps(order(top_p=0.5)).encode(), 404),
        (json.dumps(order(temperature=0.5, provider={})).encode(), 200),
    ],
)
async def test_what_a_strict_provider_turns_down(api: httpx.AsyncClient, body: bytes, status: int) -> None:
    answer = await api.post("/api/v1/chat/completions", content=body)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("change", [{"minItems": 1}, {"additionalProperties": True}])
async def test_a_schema_that_claude_refuses_is_refused(
    api: httpx.AsyncClient, change: dict[str, Any]
) -> None:
    form = {"type": "json_schema", "json_schema": {"schema": SCHEMA | change}}
    assert (await ask(api, response_format=form)).status_code == 400


async def test_an_unknown_prompt_and_schema_get_a_sane_answer(api: httpx.AsyncClient) -> None:
    schema = {
        "$defs": {
            "Post": {
                "type": "object",
                "properties": {"text": {"type": "string"}},
                "additionalProperties": False,
            }
        },
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "items": {"type": "array", "items": {"$ref": "#/$defs/Post"}},
            "count": {"type": "integer"},
            "tone": {"enum": ["calm", "loud"]},
            "note": {"anyOf": [{"type": "null"}, {"type": "string"}]},
            "done": {"type": "boolean"},
        },
    }
    form = {"type": "json_schema", "json_schema": {"schema": schema}}
    prompt = [{"role": "user", "content": "Make 2 posts: " + SOURCE}]
    answer = await ask(api, messages=prompt, response_format=form)
    value = json.loads(answer.json()["choices"][0]["message"]["content"])
    assert len(value["items"]) == value["count"] == 2
    assert (value["tone"], value["note"], value["done"]) == ("calm", None, True)
    plain = await ask(api, messages=prompt, response_format=None)
    assert "Fish is gone at 8." in plain.json()["choices"][0]["message"]["content"]


async def test_a_stream_says_the_same_in_pieces(api: httpx.AsyncClient) -> None:
    whole = (await ask(api)).json()
    events = await events_of(api)
    assert events[-1].data == "[DONE]"
    chunks = [event.json() for event in events[:-1]]
    said = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    assert said == whole["choices"][0]["message"]["content"]
    assert len(chunks) > 3
    assert [chunk for chunk in chunks if "usage" in chunk] == chunks[-1:]
    assert chunks[-1]["usage"] == whole["usage"] | {"prompt_tokens": chunks[-1]["usage"]["prompt_tokens"]}
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    raw = await api.post("/api/v1/chat/completions", json=order(stream=True))
    assert raw.content.startswith(b": OPENROUTER PROCESSING\n\n")
    assert raw.headers["content-type"].startswith("text/event-stream")


async def test_a_stream_may_fail_in_the_middle(api: httpx.AsyncClient) -> None:
    await api.post("/faults", json={"kind": "mid_stream_error"})
    events = await events_of(api)
    last = events[-2].json()
    assert last["error"]["code"] == 502
    assert last["choices"][0]["finish_reason"] == "error"
    await api.post("/faults", json={"kind": "cut"})
    with pytest.raises(httpx.RemoteProtocolError):
        await events_of(api)


async def test_faults_come_in_order_with_skip_and_times(api: httpx.AsyncClient) -> None:
    await api.post(
        "/faults", json={"kind": "error_status", "status": 429, "times": 2, "skip": 1, "retryAfter": 4}
    )
    await api.post("/faults", json={"kind": "html_502"})
    answers = [await ask(api) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 429, 429, 502, 200]
    assert answers[1].headers["retry-after"] == "4"
    assert answers[1].json()["error"]["metadata"]["error_type"] == "rate_limit_exceeded"
    calls = (await api.get("/calls")).json()["calls"]
    assert [call["fault"] for call in calls] == [None, "error_status", "error_status", "html_502", None]
    assert [call["paid"] for call in calls] == [True, False, False, False, True]
    assert [call["seq"] for call in calls] == [1, 2, 3, 4, 5]


async def test_faults_without_end_are_taken_back(api: httpx.AsyncClient) -> None:
    await api.post("/faults", json={"kind": "error_in_200", "times": None, "errorType": "refusal"})
    for _ in range(3):
        assert (await ask(api)).json()["error"]["metadata"]["error_type"] == "refusal"
    assert [fault["kind"] for fault in (await api.get("/faults")).json()["faults"]] == ["error_in_200"]
    assert (await api.delete("/faults")).status_code == 204
    assert (await ask(api)).status_code == 200


@pytest.mark.parametrize(
    "body", ["", "[]", '{"kind": "unheard"}', '{"kind": "stall", "times": 0}', '{"kind": "cut", "x": 1}']
)
async def test_a_fault_that_does_not_exist_is_refused(api: httpx.AsyncClient, body: str) -> None:
    assert (await api.post("/faults", content=body)).status_code == 400


async def test_calls_keep_the_request_and_know_their_order(api: httpx.AsyncClient) -> None:
    await ask(api)
    await ask(api, number=3)
    again = order()
    again["messages"] += [{"role": "assistant", "content": "{}"}, {"role": "user", "content": "Mend it."}]
    await api.post("/api/v1/chat/completions", json=again)
    calls = (await api.get("/calls")).json()["calls"]
    assert calls[0]["request"] == order()
    assert calls[0]["cost"] > 0
    hints = [call["generationKeyHint"] for call in calls]
    assert hints[0] == hints[2] != hints[1]


async def test_bodies_of_old_calls_are_dropped(api: httpx.AsyncClient) -> None:
    for start in range(0, 205, 41):
        await asyncio.gather(*(ask(api, number=1 + start % 3) for _ in range(41)))
    calls = (await api.get("/calls")).json()["calls"]
    assert [call["request"] is None for call in calls] == [True] * 5 + [False] * 200


async def test_latency_can_be_set_and_changed() -> None:
    async with (
        TestServer(create_app(latency=0.2)) as server,
        httpx.AsyncClient(base_url=str(server.make_url("/")), headers={"Authorization": "Bearer k"}) as api,
    ):
        assert await seconds_of(api) >= 0.2
        answer = await api.patch("/settings", json={"latencySeconds": 0, "chunkDelaySeconds": 0.01})
        assert answer.json() == {"latencySeconds": 0, "chunkDelaySeconds": 0.01}
        assert await seconds_of(api) < 0.2
        assert await seconds_of(api, stream=True) > 0.03
        assert (await api.patch("/settings", json={"latencySeconds": -1})).status_code == 400
        assert (await api.patch("/settings", json={"speed": 1})).status_code == 400


async def test_closing_does_not_wait_for_a_stall() -> None:
    server = TestServer(create_app())
    await server.start_server()
    async with httpx.AsyncClient(
        base_url=str(server.make_url("/")), headers={"Authorization": "Bearer k"}
    ) as api:
        await api.post("/faults", json={"kind": "stall", "seconds": 300})
        call = asyncio.create_task(ask(api))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        await server.close()
        assert time.monotonic() - started < 2
        await asyncio.wait([call])
        assert call.exception() is None or isinstance(call.exception(), httpx.TransportError)


async def test_models_name_the_demo(api: httpx.AsyncClient) -> None:
    [model] = (await api.get("/api/v1/models")).json()["data"]
    assert model["id"] == "postaify/demo-writer"
    assert "not a language model" in model["name"]


async def test_long_sources_do_not_hold_up_the_others(api: httpx.AsyncClient) -> None:
    """200,000 characters are in the megabytes of a request, and off the loop."""
    long = asyncio.create_task(ask(api, source="Ein Satz über Brot und Käse. " * 6900, number=10))
    await asyncio.sleep(0)
    assert (await ask(api)).status_code == 200
    assert len(posts_in(await long)) == 10


async def seconds_of(api: httpx.AsyncClient, **more: Any) -> float:
    started = time.monotonic()
    assert (await ask(api, **more)).status_code == 200
    return time.monotonic() - started
