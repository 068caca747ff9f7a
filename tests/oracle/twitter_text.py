"""The reference for X's count: twitter-text-parser, a Python port of X's own twitter-text 3."""

import sys
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import cast


def length_on_x(text: str) -> int:
    """The weighted length that twitter-text computes."""
    result = _imported().parse_tweet(text)
    return cast("int", result.weightedLength)


@cache
def knows_emoji(emoji: str) -> bool:
    """Whether the emoji stands in twitter-text's own table, which ends with Emoji 12.0."""
    return emoji in _imported().regexp.emoji.emoji_dict


@cache
def _imported() -> ModuleType:
    """The package reads its table by `pkg_resources`, which today's setuptools do not bring any more."""
    stand_in = ModuleType("pkg_resources")
    stand_in.resource_string = _resource_string  # type: ignore[attr-defined]
    before = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = stand_in
    try:
        return import_module("twitter_text")
    finally:
        del sys.modules["pkg_resources"]
        if before:
            sys.modules["pkg_resources"] = before


def _resource_string(module: str, name: str) -> bytes:
    return (files(module.rpartition(".")[0]) / name).read_bytes()
