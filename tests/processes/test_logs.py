"""No secret reaches the log by any way, and one event is one line."""

import asyncio
import io
import json
import logging
import sys
import urllib.parse
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass

import httpx
import pytest
import structlog

from postaify.logs import configure_logs

CANARY = 'cänary/s3cr3t+"quoted"\\end'
TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_012345"
KEY = "-----BEGIN KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END KEY-----"
DATABASE = "postgres://app:hunter2hunter2@db.example:5432/app"
SECRETS = [CANARY, DATABASE, KEY, "", "x"]
BURNT = [CANARY, "hunter2hunter2", TOKEN, "AAF-abcdefghijklmnop", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"]

library = logging.getLogger("aiogram")
ours = structlog.get_logger("ours")


@dataclass
class Log:
    stream: io.StringIO

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def last(self) -> dict[str, object]:
        event: dict[str, object] = json.loads(self.lines[-1])
        return event


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def configured(level: str, *, json: bool) -> Log:
    with redirect_stderr(io.StringIO()) as stream:
        configure_logs(level, json=json, secrets=SECRETS)
    return Log(stream)


@pytest.fixture
def log() -> Log:
    return configured("DEBUG", json=True)


@pytest.fixture
def console() -> Log:
    return configured("DEBUG", json=False)


class Unprintable:
    def __repr__(self) -> str:
        raise ValueError(CANARY)


@dataclass
class Holder:
    secret: str


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


def chained() -> BaseException:
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as inner:
            raise RuntimeError("outer") from inner
    except RuntimeError as outer:
        return outer


def in_context() -> BaseException:
    try:
        try:
            raise ValueError(TOKEN)
        except ValueError:
            raise RuntimeError("outer")  # noqa: B904 - the implicit chain is what is tried
    except RuntimeError as outer:
        return outer


def noted() -> BaseException:
    error = raised(ValueError("see note"))
    error.add_note(f"url was {DATABASE}")
    return error


def http_status() -> BaseException:
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    response = httpx.Response(401, request=httpx.Request("GET", url))
    try:
        response.raise_for_status()
    except httpx.HTTPStatusError as error:
        return error
    raise AssertionError


async def real_request() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get(f"https://api.telegram.org/bot{TOKEN}/getMe")


def bind_and_log() -> None:
    with structlog.contextvars.bound_contextvars(request_id=TOKEN):
        ours.info("bound")


def warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"deprecated {CANARY}", stacklevel=1)


def uncaught() -> None:
    error = raised(ValueError(f"lost {CANARY}"))
    sys.excepthook(type(error), error, error.__traceback__)


def lost_task() -> None:
    loop = asyncio.new_event_loop()
    loop.call_exception_handler({"message": "lost", "exception": raised(ValueError(CANARY))})
    loop.close()


WAYS: dict[str, Callable[[], object]] = {
    "message": lambda: library.info(f"hello {CANARY}"),
    "argument": lambda: library.info("hello %s", CANARY),
    "argument as repr": lambda: library.info("hello %r", CANARY),
    "dict argument": lambda: library.info("hello %(who)s", {"who": CANARY}),
    "object argument": lambda: library.info("hello %s", Holder(CANARY)),
    "wrong number of arguments": lambda: library.info("hello %s %s", CANARY),
    "argument that cannot be shown": lambda: library.info("hello %s", Unprintable()),
    "extra": lambda: library.info("hello", extra={"detail": CANARY}),
    "nested extra": lambda: library.info("hello", extra={"detail": {"deep": [{"deeper": (CANARY,)}]}}),
    "deep beyond measure": lambda: ours.info("x", a={"a": {"a": {"a": {"a": {"a": {"a": {"a": CANARY}}}}}}}),
    "stack": lambda: library.info("hello " + CANARY, stack_info=True),
    "exception": lambda: library.error("failed", exc_info=raised(ValueError(CANARY))),
    "chained exception": lambda: library.error("failed", exc_info=chained()),
    "exception in context": lambda: library.error("failed", exc_info=in_context()),
    "exception note": lambda: library.error("failed", exc_info=noted()),
    "exception group": lambda: ours.error("x", exc_info=ExceptionGroup("many", [ValueError(CANARY)])),
    "httpx error": lambda: library.error("failed", exc_info=http_status()),
    "httpx error as value": lambda: ours.error("failed", error=http_status()),
    "httpx request": lambda: asyncio.run(real_request()),
    "our event": lambda: ours.info(f"hello {TOKEN}"),
    "our positional argument": lambda: ours.info("hello %s", TOKEN),
    "our value": lambda: ours.info("hello", detail=CANARY),
    "our key": lambda: ours.info("hello", detail={CANARY: 1}),
    "our name": lambda: ours.info("hello", **{CANARY: 1}),
    "our object": lambda: ours.info("hello", detail=Holder(CANARY)),
    "our bytes": lambda: ours.info("hello", detail=CANARY.encode()),
    "our set": lambda: ours.info("hello", detail={CANARY}),
    "our unprintable": lambda: ours.info("hello", detail=Unprintable()),
    "bound value": lambda: ours.bind(detail=CANARY).info("hello"),
    "context variable": bind_and_log,
    "logger name": lambda: logging.getLogger(CANARY).info("hello"),
    "in a url": lambda: ours.info(f"https://host/?q={urllib.parse.quote(CANARY, safe='')}"),
    "in a form": lambda: ours.info(f"q={urllib.parse.quote_plus(CANARY)}"),
    "in JSON": lambda: ours.info(json.dumps({"key": CANARY})),
    "in repr": lambda: ours.info(repr({"key": CANARY})),
    "in HTTP Basic": lambda: ours.info(f"Authorization: Basic {b64encode(f'{CANARY}:'.encode()).decode()}"),
    "database url": lambda: ours.info("connecting", url=DATABASE),
    "database password": lambda: ours.info("password is hunter2hunter2"),
    "key": lambda: ours.info("key", pem=KEY),
    "line of a key": lambda: ours.info("key " + KEY.splitlines()[1]),
    "warning": warn,
    "uncaught exception": uncaught,
    "lost task": lost_task,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("form", ["log", "console"])
def test_no_secret_is_logged(way: Callable[[], object], form: str, request: pytest.FixtureRequest) -> None:
    log: Log = request.getfixturevalue(form)
    way()
    ours.info("the end")
    for burnt in BURNT:
        spellings = {burnt, json.dumps(burnt)[1:-1], repr(burnt)[1:-1], urllib.parse.quote(burnt, safe="")}
        assert not any(spelling in log.text for spelling in spellings)
    if form == "log":
        assert all(json.loads(line) for line in log.lines)


@pytest.mark.parametrize(
    "shape",
    [
        TOKEN,
        "Authorization: Bearer abc.def",
        "{'Authorization': 'Bearer abc.def'}",
        "sk-or-v1-0123456789abcdef",
        "sk-proj-abcdefgh1234",
        "sk_live_0123456789abcdef",
        "whsec_MfKQ9r8GKYqrTwjU",
        "redis://:pa55word@cache:6379/0",
        "postgresql+asyncpg://user:pa55word@db/name",
        "https://media.example/a.png?X-Amz-Credential=AKIA&X-Amz-Signature=5f5f5f5f",
    ],
)
def test_what_looks_like_a_secret_is_redacted_though_nobody_named_it(log: Log, shape: str) -> None:
    library.info("it said %s to me", shape)
    event = str(log.last["event"])
    assert "[redacted]" in event
    assert event.startswith("it said ")
    assert event.endswith(" to me")
    assert not any(
        word in event for word in ("abc.def", "0123456789abcdef", "pa55word", "5f5f", "AKIA", "MfKQ")
    )


@pytest.mark.parametrize(
    "innocent",
    [
        "12:30 in Europe/Berlin",
        "risk-assessment-for-everyone",
        "https://example.com:8080/a@b?page=2",
        "a basic understanding of things",
        "user 123456789 wrote",
        "x marks the spot",
    ],
)
def test_innocent_words_stay(log: Log, innocent: str) -> None:
    library.info(innocent)
    assert log.last["event"] == innocent


FORGERIES = [
    "one\ntwo",
    "one\r\ntwo",
    "one\rtwo",
    '\n{"event": "forged"}',
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x00null\x08back",
    "\x0bvertical\x0cform",
    "next\x85line",
    "line\u2028separator\u2029",
    "\u202egnirts\u202c",
    "\x9b31m",
    "lone \ud800 surrogate",
]


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("form", ["log", "console"])
def test_one_event_is_one_line(forgery: str, form: str, request: pytest.FixtureRequest) -> None:
    log: Log = request.getfixturevalue(form)
    library.info(forgery)
    library.info("said %s", forgery, extra={"detail": forgery})
    ours.info(forgery, detail=forgery, nested={forgery: [forgery]})
    assert len(log.lines) == 3
    assert log.text.count("\n") == 3
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in log.text.replace("\n", ""))


@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_exception_is_one_line_too(log: Log, forgery: str) -> None:
    library.error("failed", exc_info=raised(ValueError(forgery)))
    assert len(log.lines) == 1
    assert "Traceback" in str(log.last["exception"])


def test_no_line_of_a_traceback_looks_like_an_event(console: Log) -> None:
    library.error("failed", exc_info=raised(ValueError("one\n2026-01-01 [info] forged")))
    assert all(line.startswith("    ") for line in console.lines[1:])
    assert len(console.lines) > 3


def test_an_event_says_when_who_and_in_which_request(log: Log) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        ours.info("paid", amount=12)
        library.warning("odd", extra={"update_id": 7})
    ours_said, library_said = (json.loads(line) for line in log.lines)
    assert ours_said["event"] == "paid"
    assert (ours_said["amount"], ours_said["level"], ours_said["logger"]) == (12, "info", "ours")
    assert ours_said["timestamp"].endswith("Z")
    assert (library_said["logger"], library_said["update_id"], library_said["level"]) == (
        "aiogram",
        7,
        "warning",
    )
    assert ours_said["request_id"] == library_said["request_id"] == "r-1"


@pytest.mark.parametrize("name", ["httpx", "httpcore", "aiohttp.access", "apscheduler.executors.default"])
def test_chatty_libraries_speak_from_warning_on(log: Log, name: str) -> None:
    logging.getLogger(name).info("GET /bot…")
    assert not log.lines
    logging.getLogger(name).warning("slow")
    assert len(log.lines) == 1


def test_the_level_holds_for_everybody() -> None:
    log = configured("error", json=True)
    for logger in (ours, library, logging.getLogger("httpx")):
        logger.warning("quiet")
        logger.error("loud")
    assert [json.loads(line)["event"] for line in log.lines] == ["loud"] * 3


def test_a_library_with_a_handler_of_its_own_writes_through_ours() -> None:
    past = logging.StreamHandler(io.StringIO())
    rogue = logging.getLogger("rogue")
    rogue.addHandler(past)
    rogue.propagate = False
    log = configured("INFO", json=True)
    rogue.info("hello %s", CANARY)
    assert len(log.lines) == 1
    assert not rogue.handlers
