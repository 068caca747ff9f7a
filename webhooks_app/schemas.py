"""The shapes that all bodies have in common: JSON in camelCase, unknown fields refused, times in UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

Item = TypeVar("Item")


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Moment = Annotated[datetime, PlainSerializer(_in_utc, return_type=str)]
"""An aware instant; said in UTC with milliseconds."""


class Body(BaseModel):
    """What a client sends. Nothing is converted: "5" is no number."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True, frozen=True)


class Query(BaseModel):
    """What stands behind the question mark, where everything is text."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


class PageQuery(Query):
    """Which part of a list: `limit` items after the one that `cursor` came with."""

    limit: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, min_length=1, max_length=200, pattern=r"^[\w\-]+$")


class Answer(BaseModel):
    """What we say, under the names of our own code; `status_code` where it is not that of the route."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)

    status_code: ClassVar[int | None] = None


class Page(Answer, Generic[Item]):
    items: Sequence[Item]
    next_cursor: str | None = Field(
        None, description="Where the next part begins; null when there is no more."
    )


class Issue(Answer):
    path: str = Field(description="Where in the request, with dots between the names.")
    message: str


class Problem(Answer):
    """Every refusal has this shape."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow", frozen=True)

    error: str = Field(description="One sentence.")
    code: str = Field(description="The same for the same reason; for programs.")
    request_id: str = Field(description="What our log knows this request by.")
    issues: Sequence[Issue] | None = None

    def said(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)
