"""Requests as values. What cannot be read raises InvalidRequest, with every place that is wrong."""

from typing import Any, TypeVar
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ValidationError

from webhooks_app.schemas import Issue

Model = TypeVar("Model", bound=BaseModel)


class InvalidRequest(Exception):
    """The request has another form than it must have."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__("invalid request")
        self.issues = issues


def read_path(value: str, kind: Any) -> Any:
    """A name out of a path. What cannot be the name of anything of ours is not there: 404."""
    if kind is UUID:
        try:
            return UUID(value)
        except ValueError:
            raise web.HTTPNotFound from None
    return value


def read_query(request: web.Request, kind: type[Model]) -> Model:
    """Raises InvalidRequest, also when a name stands there twice."""
    names = list(request.query.keys())
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise InvalidRequest(*(Issue(path=name, message="Given more than once.") for name in sorted(twice)))
    try:
        return kind.model_validate(dict(request.query))
    except ValidationError as error:
        raise _invalid(error) from None


async def read_body(request: web.Request, kind: type[Model]) -> Model:
    """Raises InvalidRequest, and 415 for what does not call itself JSON."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        return kind.model_validate_json(await request.read())
    except ValidationError as error:
        raise _invalid(error) from None


def _invalid(error: ValidationError) -> InvalidRequest:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return InvalidRequest(
        *(Issue(path=".".join(map(str, each["loc"])), message=each["msg"]) for each in found)
    )
