"""A value that fits a JSON schema, its strings taken from what the demo writer wrote."""

from collections.abc import Iterator
from typing import Any

# What some providers refuse in a strict schema (Claude's structured outputs); the demo is as strict.
REFUSED = {"minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"}


def fill(schema: dict[str, Any], texts: list[str]) -> Any:
    """Lists get as many items as there are texts; their strings are the texts in turn."""
    return _value(schema, schema, texts, iter(texts))


def refused_in(schema: Any) -> set[str]:
    """The keywords of `schema` that a strict provider does not take; an object has to forbid other fields."""
    if isinstance(schema, list):
        return {word for part in schema for word in refused_in(part)}
    if not isinstance(schema, dict):
        return set()
    open_object = schema.get("type") == "object" and schema.get("additionalProperties") is not False
    found = (REFUSED & schema.keys()) | ({"additionalProperties"} if open_object else set())
    return found | {word for part in schema.values() for word in refused_in(part)}


def _value(schema: dict[str, Any], root: dict[str, Any], texts: list[str], turn: Iterator[str]) -> Any:
    schema = _resolved(schema, root)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            return {
                name: _value(part, root, texts, turn) for name, part in schema.get("properties", {}).items()
            }
        case "array":
            return [_value(schema.get("items", {}), root, texts, turn) for _ in texts]
        case "integer" | "number":
            return len(texts)
        case "boolean":
            return True
        case "null":
            return None
        case _:
            return next(turn, texts[-1] if texts else "")


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _resolved(root.get("$defs", {}).get(str(schema["$ref"]).rsplit("/", 1)[-1], {}), root)
    for choice in ("anyOf", "oneOf", "allOf"):
        if schema.get(choice):
            return _resolved(schema[choice][0], root)
    return schema
