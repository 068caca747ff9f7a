"""Form bodies and query strings as Stripe nests them: `items[0][price]=…`, `expand[]=…`."""

import re
from collections.abc import Iterable
from typing import Any

from sandbox.stripe.errors import Json, invalid

_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_PART = re.compile(r"\[([^\[\]]*)\]")
_DEEPEST = 6


def nested(pairs: Iterable[tuple[str, str]]) -> Json:
    """Names with brackets as dictionaries and lists; values stay text. Raises Refusal for a bad name."""
    tree: Json = {}
    for key, value in pairs:
        _put(tree, _path(key), value)
    read: Json = {key: _with_lists(branch) for key, branch in tree.items()}
    return read


def _path(key: str) -> list[str]:
    found = _KEY.fullmatch(key)
    path = [found[1], *_PART.findall(found[2])] if found else []
    if not path or len(path) > _DEEPEST:
        raise invalid(f"Invalid parameter name: {key}", code="parameter_unknown")
    return path


def _put(tree: Json, path: list[str], value: str) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise invalid("Invalid object", param=path[0])
    tree[path[-1] or str(len(tree))] = value


def _with_lists(branch: Any) -> Any:
    """A dictionary whose names are all numbers is a list."""
    if not isinstance(branch, dict):
        return branch
    read = {key: _with_lists(value) for key, value in branch.items()}
    if read and all(key.isdecimal() for key in read):
        return [read[key] for key in sorted(read, key=int)]
    return read
