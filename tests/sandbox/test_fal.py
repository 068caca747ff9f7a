"""The stand-in of fal over real HTTP: its queue, its pictures and how it fails."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession
from aiohttp.test_utils import TestServer
from PIL import Image

from sandbox.fal.app import create_app
from sandbox.fal.painting import SIZES, paint, readable
from sandbox.server import serving

PROMPT = "A quiet harbour at dawn"
KEY = {"Authorization": "Key sandbox"}


class Queue:
    def __init__(self, http: ClientSession, root: str) -> None:
        self._http, self.root = http, root

    async def submits(
        self, model: str = "fal-ai/flux/schnell", key: bool = True, **order: Any
    ) -> tuple[int, Any]:
        return await self.asks("POST", f"{self.root}/{model}", {"prompt": PROMPT} | order, key=key)

    async def asks(self, method: str, url: str, body: Any = None, *, key: bool = True) -> tuple[int, Any]:
        async with self._http.request(method, url, json=body, headers=KEY if key else {}) as response:
            if response.content_type != "application/json":
                return response.status, await response.read()
            return response.status, await response.json()

    async def painted(self, **order: Any) -> dict[str, Any]:
        _, ticket = await self.submits(**order)
        status, standing = await self.asks("GET", ticket["status_url"])
        assert (status, standing["status"]) == (200, "COMPLETED")
        _, result = await self.asks("GET", ticket["response_url"])
        return dict(result)

    async def fetches(self, url: str) -> Image.Image:
        status, content = await self.asks("GET", url, key=False)
        assert status == 200
        return Image.open(BytesIO(content))

    async def control(self, method: str, path: str, body: Any = None) -> Any:
        async with self._http.request(method, self.root + path, json=body) as response:
            assert response.status < 300, await response.text()
            return None if response.status == 204 else await response.json()

    async def will(self, kind: str, **details: Any) -> None:
        await self.control("POST", "/faults", {"kind": kind, **details})


@pytest.fixture
async def queue() -> AsyncIterator[Queue]:
    async with TestServer(create_app()) as server, ClientSession() as http:
        yield Queue(http, str(server.make_url("")).rstrip("/"))


async def test_the_addresses_drop_what_follows_the_second_part_of_the_model(queue: Queue) -> None:
    status, ticket = await queue.submits()
    assert (status, ticket["status"]) == (200, "IN_QUEUE")
    base = f"{queue.root}/fal-ai/flux/requests/{ticket['request_id']}"
    assert ticket["response_url"] == base
    assert ticket["status_url"] == f"{base}/status"
    assert ticket["cancel_url"] == f"{base}/cancel"


async def test_it_goes_through_its_three_states(queue: Queue) -> None:
    await queue.control("PATCH", "/settings", {"queueSeconds": 0.3, "paintSeconds": 0.3})
    _, ticket = await queue.submits()
    seen: list[tuple[int, str]] = []
    while not seen or seen[-1] != (200, "COMPLETED"):
        status, standing = await queue.asks("GET", ticket["status_url"])
        if (status, standing["status"]) not in seen:
            seen.append((status, standing["status"]))
    assert seen == [(202, "IN_QUEUE"), (202, "IN_PROGRESS"), (200, "COMPLETED")]


async def test_a_result_is_not_there_before_its_time(queue: Queue) -> None:
    await queue.will("never")
    _, ticket = await queue.submits()
    assert await queue.asks("GET", ticket["response_url"]) == (
        400,
        {"detail": "Request is still in progress"},
    )


@pytest.mark.parametrize(("name", "size"), SIZES.items())
async def test_each_shape_has_its_size(queue: Queue, name: str, size: tuple[int, int]) -> None:
    result = await queue.painted(image_size=name)
    [image] = result["images"]
    assert (image["width"], image["height"]) == size
    assert (await queue.fetches(image["url"])).size == size
    assert result["has_nsfw_concepts"] == [False]


async def test_a_size_in_pixels_and_another_format(queue: Queue) -> None:
    result = await queue.painted(image_size={"width": 320, "height": 200}, output_format="png")
    picture = await queue.fetches(result["images"][0]["url"])
    assert (picture.size, picture.format) == ((320, 200), "PNG")


def test_the_same_words_give_the_same_picture_and_others_another() -> None:
    assert paint(PROMPT, (320, 200)) == paint(PROMPT, (320, 200))
    assert paint(PROMPT, (320, 200)) != paint("Something else", (320, 200))


@pytest.mark.parametrize("words", ["A café in Kraków", "Тихая гавань", "Ήσυχο λιμάνι"])
def test_what_the_font_can_write_is_written(words: str) -> None:
    assert readable(words) == words
    empty, full = paint("🎣", (640, 640), kind="png"), paint(words, (640, 640), kind="png")
    middle = (100, 200, 540, 400)
    white = [
        sum(
            pixel == (255, 255, 255)
            for pixel in Image.open(BytesIO(content)).crop(middle).get_flattened_data()
        )
        for content in (empty, full)
    ]
    assert white[1] > white[0] + 1_000


def test_what_the_font_cannot_write_is_left_out() -> None:
    assert readable("静かな港 🎣 harbour") == "harbour"


async def test_flagged_words_give_a_blank_picture(queue: Queue) -> None:
    result = await queue.painted(prompt="Somebody naked at a harbour")
    assert result["has_nsfw_concepts"] == [True]
    picture = await queue.fetches(result["images"][0]["url"])
    assert picture.convert("RGB").getextrema() == ((0, 0), (0, 0), (0, 0))


async def test_cancelling(queue: Queue) -> None:
    await queue.will("slow", seconds=60)
    _, ticket = await queue.submits()
    assert await queue.asks("PUT", ticket["cancel_url"]) == (202, {"status": "CANCELLATION_REQUESTED"})
    [call] = (await queue.control("GET", "/calls"))["calls"]
    assert call["cancelled"] is True
    _, ticket = await queue.submits()
    assert await queue.asks("PUT", ticket["cancel_url"]) == (400, {"status": "ALREADY_COMPLETED"})


@pytest.mark.parametrize(
    ("asked", "status", "place"),
    [
        ({"key": False}, 401, None),
        ({"model": "fal-ai/unknown"}, 404, None),
        ({"prompt": " "}, 422, "prompt"),
        ({"image_size": "9:16"}, 422, "image_size"),
        ({"image_size": {"width": 10, "height": 10}}, 422, "image_size"),
        ({"output_format": "gif"}, 422, "output_format"),
    ],
    ids=str,
)
async def test_orders_that_are_refused(
    queue: Queue, asked: dict[str, Any], status: int, place: str | None
) -> None:
    found, answer = await queue.submits(**asked)
    assert found == status
    if place:
        assert answer["detail"][0]["loc"] == ["body", place]
    else:
        assert isinstance(answer["detail"], str)


async def test_questions_need_the_key(queue: Queue) -> None:
    _, ticket = await queue.submits()
    for method, name in (("GET", "status_url"), ("GET", "response_url"), ("PUT", "cancel_url")):
        assert (await queue.asks(method, ticket[name], key=False))[0] == 401


async def test_a_model_says_no_with_a_list_and_the_way_to_it_with_words(queue: Queue) -> None:
    await queue.will("content_policy_violation")
    answer = await queue.painted()
    assert answer["detail"][0]["type"] == "content_policy_violation"
    await queue.will("infra_error", status=504, errorType="request_timeout")
    answer = await queue.painted()
    assert answer["error_type"] == "request_timeout"
    assert isinstance(answer["detail"], str)


async def test_faults_are_for_some_pictures(queue: Queue) -> None:
    await queue.will("error_status", status=503, skip=1, times=2)
    assert [(await queue.submits())[0] for _ in range(4)] == [200, 503, 503, 200]
    await queue.will("html_502", times=None)
    assert len((await queue.control("GET", "/faults"))["faults"]) == 1
    await queue.control("DELETE", "/faults")
    assert (await queue.submits())[0] == 200
    async with ClientSession() as http, http.post(f"{queue.root}/faults", json={"kind": "x"}) as response:
        assert response.status == 400


async def test_an_answer_may_be_lost_before_and_after_the_order(queue: Queue) -> None:
    for kind, accepted in (("refused", False), ("lost_request", True)):
        await queue.will(kind)
        with pytest.raises(ClientError):
            await queue.submits()
        assert (await queue.control("GET", "/calls"))["calls"][-1]["accepted"] is accepted


async def test_below_a_prefix(queue: Queue) -> None:
    async with serving(data=None, host="127.0.0.1", port=0) as where, ClientSession() as http:
        below = Queue(http, where.fal)
        result = await below.painted()
        assert result["images"][0]["url"].startswith(f"{where.fal}/files/")
        assert (await below.fetches(result["images"][0]["url"])).size == (1024, 768)
