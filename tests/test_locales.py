"""Every phrase that is said is written in every language with the same arguments; none is written in vain."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import BaseNode, Junk, Message, SelectExpression, VariableReference
from fluent.syntax.visitor import Visitor

import domain
from bot.texts import MARKS, texts_in
from domain.errors import DomainError

ROOT = Path(__file__).parents[1]
LOCALES = sorted(folder.name for folder in (ROOT / "locales").iterdir() if folder.is_dir())
COUNTS = {"number", "wanted", "length", "limit", "left", "asked", "least", "most"}
"""Arguments that are numbers; all others are words."""

NEVER_ONE = {
    ("post-about", "length"): "counts characters without a word for them",
    ("post-about", "limit"): "counts characters without a word for them",
    ("post-ask-text", "limit"): "the smallest is 280",
    ("error-post-too-long", "length"): "counts characters without a word for them",
    ("error-post-too-long", "limit"): "counts characters without a word for them",
    ("error-brand-field-too-long", "length"): "more than the limit",
    ("error-brand-field-too-long", "limit"): "the smallest is 64",
    ("error-source-too-long", "length"): "more than 200,000",
    ("error-source-too-long", "most"): "200,000",
    ("error-quota-exceeded", "asked"): "counts without a word",
    ("progress-done", "wanted"): "the word follows the other number",
}
TRICKY = "_*[]()~>#+-=|{}.!<b>&amp;</i>\" ' 🏳️‍🌈 \u05e9\u05dc\u05d5\u05dd"


class Placeables(Visitor):
    def __init__(self) -> None:
        self.arguments: set[str] = set()
        self.forms: dict[str, set[str]] = {}

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.arguments.add(node.id.name)

    def visit_SelectExpression(self, node: SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, VariableReference):
            keys = {str(getattr(v.key, "name", "")) for v in node.variants}
            self.forms[node.selector.id.name] = keys
        self.generic_visit(node)


def read(entry: BaseNode) -> Placeables:
    found = Placeables()
    found.visit(entry)
    return found


def phrases(locale: str) -> dict[str, Placeables]:
    found: dict[str, Placeables] = {}
    for file in sorted((ROOT / "locales" / locale).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            assert not isinstance(entry, Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{entry.id.name} is written twice"
                found[entry.id.name] = read(entry)
    return found


def speaks(node: ast.expr) -> bool:
    """Whether an expression is a Texts or its `rich`, by the names that we give them."""
    match node:
        case ast.Name(id="texts") | ast.Attribute(attr="texts"):
            return True
        case ast.Attribute(value=value, attr="rich"):
            return speaks(value)
        case ast.Call(func=ast.Name(id="texts_in" | "_texts")):
            return True
    return False


def calls(folder: str) -> Iterator[tuple[ast.Call, str]]:
    for file in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield node, f"{file.relative_to(ROOT)}:{node.lineno}"


def phrases_said() -> Iterator[tuple[str, set[str], str]]:
    for node, where in calls("bot"):
        if speaks(node.func) and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value), {word.arg for word in node.keywords if word.arg}, where


def errors() -> dict[str, str]:
    """Name of the class -> key of its phrase, of all that our rules can say no with."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        if ".migrations.models." not in module.name:
            importlib.import_module(module.name)
    found, left = {}, [DomainError]
    while left:
        error = left.pop()
        left += error.__subclasses__()
        if error.__module__.startswith("domain."):
            found[error.__name__] = "error-" + error.code.replace("_", "-")
    return found


def test_every_phrase_in_code_is_written() -> None:
    english = phrases("en")
    for key, arguments, where in phrases_said():
        assert key in english, where
        assert english[key].arguments == arguments, where


def test_only_refusals_are_looked_up_by_a_computed_key() -> None:
    computed = {
        where.split(":")[0]
        for node, where in calls("bot")
        if speaks(node.func) and node.args and not isinstance(node.args[0], ast.Constant)
    }
    assert computed == {"bot/errors.py"}


def test_every_refusal_has_its_words() -> None:
    english, known = phrases("en"), errors()
    assert set(known.values()) <= set(english)
    for node, where in calls("domain"):
        match node.func:
            case ast.Name(id=name) if name in known:
                given = {word.arg for word in node.keywords}
                assert english[known[name]].arguments <= given, where
                assert known[name] == "error-unexpected" or not node.args, where


def test_no_phrase_is_written_in_vain() -> None:
    said = {key for key, _, _ in phrases_said()} | set(errors().values())
    assert set(phrases("en")) - said == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_is_complete(locale: str) -> None:
    here, english = phrases(locale), phrases("en")
    assert {k: p.arguments for k, p in here.items()} == {k: p.arguments for k, p in english.items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_have_plural_forms(locale: str) -> None:
    for key, phrase in phrases(locale).items():
        for argument in phrase.arguments & COUNTS:
            if (key, argument) in NEVER_ONE:
                continue
            chosen_by = phrase.forms.get(argument, set())
            assert {"one", "other"} <= chosen_by, f"{locale} {key}: {argument}"


def test_every_exemption_from_plurals_is_needed() -> None:
    english = phrases("en")
    assert [key for key, argument in NEVER_ONE if argument not in english[key].arguments] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_phrase_renders_and_keeps_what_people_typed(locale: str) -> None:
    texts = texts_in(locale)
    for key, phrase in phrases(locale).items():
        words = {name: f"{name} {TRICKY}" for name in phrase.arguments - COUNTS}
        for number in (0, 1, 2, 5, 21, 200_000):
            arguments = words | dict.fromkeys(phrase.arguments & COUNTS, number)
            shown, _ = texts.rich(key, **arguments).render()
            assert shown.strip()
            for typed in words.values():
                assert typed in shown, f"{locale} {key}"
                assert typed in texts(key, **arguments), f"{locale} {key}"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in MARKS and not attrs, tag
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("locale", LOCALES)
def test_marks_are_few_and_balanced(locale: str) -> None:
    texts = texts_in(locale)
    for key, phrase in phrases(locale).items():
        for number in (0, 1, 2):
            counts = dict.fromkeys(phrase.arguments & COUNTS, number)
            tags = Tags()
            tags.feed(texts(key, **dict.fromkeys(phrase.arguments, "x") | counts))
            tags.close()
            assert tags.open == [], f"{locale} {key}"


def test_marks_stand_only_in_phrases_that_are_said_richly() -> None:
    """In a button or a pop-up a mark would be read as it is written."""
    plain = set(errors().values())
    for node, _ in calls("bot"):
        rich = isinstance(node.func, ast.Attribute) and node.func.attr == "rich"
        if speaks(node.func) and not rich and node.args and isinstance(node.args[0], ast.Constant):
            plain.add(str(node.args[0].value))
    for locale in LOCALES:
        texts = texts_in(locale)
        for key, phrase in phrases(locale).items():
            if key in plain:
                counts = dict.fromkeys(phrase.arguments & COUNTS, 2)
                said = texts(key, **dict.fromkeys(phrase.arguments, "x") | counts)
                assert not any(f"<{mark}>" in said for mark in MARKS), f"{locale} {key}"


def test_pop_ups_fit() -> None:
    """What a refusal says to a tap must not be cut: 200 characters (Bot API, answerCallbackQuery)."""
    for locale in LOCALES:
        texts = texts_in(locale)
        written = phrases(locale)
        for key in chain(errors().values(), ["stale-button"]):
            phrase = written[key]
            counts = dict.fromkeys(phrase.arguments & COUNTS, 200_000)
            words = dict.fromkeys(phrase.arguments - COUNTS, "x" * 64)
            assert len(texts(key, **words | counts)) <= 200, f"{locale} {key}"
