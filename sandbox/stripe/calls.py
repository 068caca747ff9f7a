"""What a call of the API is: its verb and path, the parameters that it takes, and what answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sandbox.stripe.desk import Desk, listed
from sandbox.stripe.errors import Json, Refusal, invalid

MOST_METADATA = 50


class Order(BaseModel):
    """Parameters of a call; an unknown one is refused, as Stripe does."""

    model_config = ConfigDict(extra="forbid")

    expand: list[str] = Field(default=[], max_length=20)

    def given(self) -> set[str]:
        """Names of the parameters that came along."""
        return self.model_fields_set - {"expand"}


class Span(BaseModel):
    model_config = ConfigDict(extra="forbid")

    gt: int | None = None
    gte: int | None = None
    lt: int | None = None
    lte: int | None = None

    def holds(self, moment: int) -> bool:
        return (
            (self.gt is None or moment > self.gt)
            and (self.gte is None or moment >= self.gte)
            and (self.lt is None or moment < self.lt)
            and (self.lte is None or moment <= self.lte)
        )


class Page(Order):
    limit: int = Field(default=10, ge=1, le=100)
    starting_after: str | None = None
    ending_before: str | None = None
    created: Span | int | None = None


def _at_most(value: Any) -> Any:
    if value == "":
        return {}
    if isinstance(value, dict):
        if len(value) > MOST_METADATA:
            raise ValueError(f"Metadata can have up to {MOST_METADATA} keys")
        for key, words in value.items():
            if len(key) > 40 or len(str(words)) > 500:
                raise ValueError("Metadata keys have up to 40 characters and values up to 500")
    return value


Metadata = Annotated[dict[str, str], BeforeValidator(_at_most)]


def merged(metadata: Json, change: dict[str, str] | None) -> Json:
    """An empty value takes a key away."""
    both = {**metadata, **(change or {})}
    return {key: value for key, value in both.items() if value != ""}


OrderT = TypeVar("OrderT", bound=Order)
Handle = Callable[..., Json]


@dataclass(frozen=True, slots=True)
class Call:
    """`handle` takes the desk, the order, and the parts of the path by name."""

    verb: str
    path: str
    order: type[Order]
    handle: Handle


CALLS: list[Call] = []


def call(verb: str, path: str, order: type[Order] = Order) -> Callable[[Handle], Handle]:
    """Makes a function the answer to a call."""

    def keep(handle: Handle) -> Handle:
        CALLS.append(Call(verb, path, order, handle))
        return handle

    return keep


def read(order: type[OrderT], parameters: Json) -> OrderT:
    """Raises Refusal for what Stripe would not take."""
    try:
        return order.model_validate(parameters)
    except ValidationError as error:
        first = error.errors()[0]
        place = [str(part) for part in first["loc"] if not str(part).startswith(("function-", "literal["))]
        param = place[0] + "".join(f"[{part}]" for part in place[1:]) if place else None
        raise _refused(first["type"], first["msg"], param) from None


def _refused(kind: str, message: str, param: str | None) -> Refusal:
    if kind == "extra_forbidden":
        return invalid(f"Received unknown parameter: {param}", param=param, code="parameter_unknown")
    if kind == "missing":
        return invalid(f"Missing required param: {param}.", param=param, code="parameter_missing")
    return invalid(f"Invalid {param}: {message}", param=param)


def page_of(desk: Desk, objects: list[Json], page: Page, url: str) -> Json:
    """The newest first. `starting_after` and `ending_before` are ids of the same list."""
    if page.created is not None:
        span = Span(gte=page.created, lte=page.created) if isinstance(page.created, int) else page.created
        objects = [one for one in objects if span.holds(one["created"])]
    if page.ending_before:
        return _before(desk, objects, page, url)
    if page.starting_after:
        objects = objects[_around(desk, objects, page.starting_after, "starting_after")[1] :]
    return listed(objects[: page.limit], url, more=len(objects) > page.limit)


def _before(desk: Desk, objects: list[Json], page: Page, url: str) -> Json:
    assert page.ending_before is not None
    newer = objects[: _around(desk, objects, page.ending_before, "ending_before")[0]]
    return listed(newer[-page.limit :], url, more=len(newer) > page.limit)


def _around(desk: Desk, objects: list[Json], object_id: str, param: str) -> tuple[int, int]:
    """How many are newer than the object, and where the older ones begin; it need not be among them."""
    kind = desk.book.kind_of(object_id)
    if kind is None:
        raise invalid(f"No such object: '{object_id}'", param=param, code="resource_missing")
    ids = [one["id"] for one in desk.book.all(kind)]
    newer = set(ids[: ids.index(object_id)])
    count = sum(one["id"] in newer for one in objects)
    return count, count + any(one["id"] == object_id for one in objects)
