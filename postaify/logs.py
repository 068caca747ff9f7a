"""One log for everything that runs here: our events and those of the libraries, one event a line, no secrets.

Ids of the request or update in hand come from `structlog.contextvars.bound_contextvars(request_id=…)`.
"""

import base64
import json
import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

REDACTED = "[redacted]"
SHORTEST_SECRET = 6  # characters; shorter ones would blot out ordinary words
DEEPEST = 6

# They log addresses with tokens in them, or every tick, or the commands they run.
QUIET = (
    *("httpx", "httpcore", "aiohttp.access", "apscheduler", "urllib3", "tortoise"),
    *("botocore", "boto3", "aiobotocore", "aioboto3", "s3transfer", "PIL"),
)
# At DEBUG it logs every statement with its values.
DISCREET = ("tortoise.db_client", "asyncpg")

SHAPES = (
    (r"\d{6,}:[A-Za-z0-9_-]{30,}", REDACTED),  # Telegram bot token
    (r"(?i)(\bBearer[\s:=]+)[^\s\"',;]+", rf"\1{REDACTED}"),
    (r"(?i)(authorization['\"]?\s*[:=]\s*['\"]?Basic\s+)[A-Za-z0-9+/_-]+=*", rf"\1{REDACTED}"),
    (r"\b(?:sk|rk|whsec)[-_][A-Za-z0-9_+/=-]{8,}", REDACTED),  # OpenRouter, ElevenLabs, Clerk, Stripe
    (r"(://[^\s:/?#@\"']*:)[^\s/?#\"']+(?=@)", rf"\1{REDACTED}"),  # password in a url
    (
        r"(?i)([?&](?:\w*token|\w*key|\w*secret|password|sig|[\w-]*signature|x-amz-credential)=)[^&\s\"'<>]+",
        rf"\1{REDACTED}",
    ),
)

# C0 and C1 controls, two separators that some programs take for line ends, bidirectional controls, and halves
# of surrogate pairs, which no stream can write.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def configure_logs(level: str, json: bool, secrets: Iterable[str]) -> None:
    """Send every log of this process to stderr: JSON for machines, else coloured lines for a person.

    `level` is a name like "INFO". `secrets` are the values that must never be seen, in whatever spelling;
    those of less than SHORTEST_SECRET characters are ignored. May be called again.
    """
    redact = Redaction(secrets)
    handler = SafeHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(redact, _renderer(json), _common()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        _at_least(name, logging.WARNING)
    for name in DISCREET:
        _at_least(name, logging.INFO)
    for name in list(root.manager.loggerDict):
        # Some libraries bring handlers of their own, which would write past the redaction.
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *_common(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


class Redaction:
    """Text without secrets: the configured ones in every usual spelling, and what has the shape of one."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings = {spelling for secret in secrets for spelling in _spellings(secret.strip())}
        longest_first = sorted(spellings, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        self._shapes = [(re.compile(shape), instead) for shape, instead in SHAPES]

    def __call__(self, text: str) -> str:
        if self._known:
            text = self._known.sub(REDACTED, text)
        for shape, instead in self._shapes:
            text = shape.sub(instead, text)
        return text


class SafeFormatter(logging.Formatter):
    """Makes one line of each record; every name and value in it is redacted before it is rendered."""

    def __init__(
        self, redact: Redaction, render: Callable[[EventDict], str], foreign: list[Processor]
    ) -> None:
        super().__init__()
        self._redact = redact
        self._render = render
        self._inner = structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*foreign[:-1], structlog.stdlib.ExtraAdder(), foreign[-1]],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, self._finish],
        )

    def format(self, record: logging.LogRecord) -> str:
        try:
            return self._inner.format(record)
        except Exception as error:
            # Python's own way out of this prints the message and its arguments as they are.
            event = {"event": "unprintable log message", "logger": record.name, "level": "error"}
            broken = {"message": record.msg, "args": record.args, "error": type(error).__name__}
            return self._finish(None, "", {**event, **broken})

    def _finish(self, _logger: WrappedLogger, _method: str, event: EventDict) -> str:
        return self._render(self._clean(event, DEEPEST))

    def _clean(self, value: object, depth: int) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Mapping) and depth:
            return {self._redact(_text(k)): self._clean(v, depth - 1) for k, v in value.items()}
        if isinstance(value, list | tuple | set | frozenset) and depth:
            return [self._clean(item, depth - 1) for item in value]
        return self._redact(_text(value))


class SafeHandler(logging.StreamHandler[Any]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A log that cannot be written must not be printed in another way, secrets and all."""


def _common() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]


def _renderer(as_json: bool) -> Callable[[EventDict], str]:
    # Everything but ASCII is escaped, and with it whatever could break a line or paint a terminal.
    return json.dumps if as_json else _Console()


class _Console:
    """A line for a person. Only a traceback has more; they are indented, so that none looks like an event."""

    def __init__(self) -> None:
        self._render = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )

    def __call__(self, event: EventDict) -> str:
        visible = {
            name: _visible(value) for name, value in event.items() if name not in ("exception", "stack")
        }
        lines = [str(self._render(None, "", visible))]
        for name in ("stack", "exception"):
            lines += [f"    {_visible(line)}" for line in str(event.get(name) or "").splitlines()]
        return "\n".join(lines)


def _visible(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), value)


def _text(value: object) -> str:
    try:
        if isinstance(value, str):
            return str(value)
        if isinstance(value, bytes | bytearray):
            return value.decode("utf-8", "backslashreplace")
        return repr(value)
    except Exception as error:
        return f"<{type(value).__name__} that cannot be shown: {type(error).__name__}>"


def _spellings(secret: str) -> Iterator[str]:
    """A secret as itself, in urls, JSON, repr and HTTP Basic; the password of a url, each line of a key."""
    if len(secret) < SHORTEST_SECRET:
        return
    yield from (secret, quote(secret), quote(secret, safe=""), quote_plus(secret))
    yield from (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1])
    yield from (base64.b64encode(text.encode()).decode().rstrip("=") for text in (secret, f"{secret}:"))
    if "://" in secret:
        yield from _spellings(_password(secret))
    if "\n" in secret:
        yield from (line for line in secret.splitlines() if len(line) >= 20 and not line.startswith("-----"))


def _password(url: str) -> str:
    try:
        return urlsplit(url).password or ""
    except ValueError:
        return ""


def _at_least(name: str, level: int) -> None:
    logging.getLogger(name).setLevel(max(level, logging.getLogger().level))


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("postaify").critical("uncaught", exc_info=(kind, error, traceback))
