"""Errors to Sentry, for operators who have one: their kind and place, and the ids that lead to our own log.

What errors say, and what stood in variables and requests, can be personal or secret. So a report is put
together anew from what certainly is not, in place of taking out what is known to be.
"""

import logging
import sys
from collections.abc import Mapping
from typing import Any

import sentry_sdk
import structlog
from sentry_sdk.types import Event, Hint
from structlog.typing import EventDict, WrappedLogger

IDS = ("request", "update")
"""What the log knows an event by."""

KEPT = ("event_id", "timestamp", "level", "platform", "release", "environment", "sdk")
KEPT_OF_FRAMES = ("filename", "function", "module", "lineno", "in_app")
SEVERE = ("error", "exception", "critical")


def report_errors(dsn: str, *, environment: str, release: str) -> None:
    """From now on whatever is logged as an error, with an exception, is reported. After configure_logs."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        release=release,
        server_name="",
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        before_send=scrub,
    )
    structlog.configure(processors=[_report_ours, *structlog.get_config()["processors"]])
    logging.getLogger().addHandler(_Foreign(logging.ERROR))


def scrub(event: Event, hint: Hint) -> Event:  # noqa: ARG001 - Sentry's signature
    kept: dict[str, Any] = {name: event[name] for name in KEPT if name in event}  # type: ignore[literal-required]
    kept["tags"] = dict(event.get("tags") or {})
    errors = (event.get("exception") or {}).get("values") or []
    kept["exception"] = {"values": [_place_of(error) for error in errors]}
    return kept  # type: ignore[return-value]


def _place_of(error: Mapping[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "stacktrace": {
            "frames": [{name: frame.get(name) for name in KEPT_OF_FRAMES} for frame in frames],
        },
    }


def _report_ours(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Stands before the processor that makes a text of the exception."""
    error = event.get("exc_info")
    if method in SEVERE and error:
        ids = {**structlog.contextvars.get_contextvars(), **event}
        _report(error, {"event": event.get("event"), **{name: ids.get(name) for name in IDS}})
    return event


class _Foreign(logging.Handler):
    """What libraries log in their own way."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and not isinstance(record.msg, dict):
            _report(record.exc_info, {"event": record.name})


def _report(exc_info: Any, tags: Mapping[str, object]) -> None:
    """`exc_info` is what logging takes: an exception, the three values that describe one, or True."""
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info if isinstance(exc_info, BaseException) else exc_info[1]
    if error is None:
        return
    with sentry_sdk.new_scope() as scope:
        for name, value in tags.items():
            if value is not None:
                scope.set_tag(name, str(value))
        scope.capture_exception(error)
