"""The demo writer, asked for one text: useful, always the same, and honest about what it cannot do."""

import re

import pytest

from sandbox.openrouter.composition import composed
from sandbox.openrouter.numbers import spoken
from sandbox.openrouter.order import order_of

POST = (
    "So, here's the thing: We moved our emails from five to two, and activation rose by 40%.\n\n"
    "Nobody in the whole team had expected that at all.\n\n#onboarding #emails"
)
SOURCE = "We asked 1,250 customers. Almost all of them named one screen. Cut everything before it."
MARK = "0123456789abcdef"


def order(way: str, *, length: int = 280, language: str = "the language of the post", wish: str = "") -> str:
    lines = f"way: {way}\nplatform: twitter\nlanguage: {language}\nlength: at most {length}"
    fields = {"source": SOURCE, "post": POST, "wish": wish}
    fenced = [f"<{name}-{MARK}>\n{text}\n</{name}-{MARK}>" for name, text in fields.items() if text]
    return "\n\n".join(["Rewrite the post below.", lines, *fenced])


def answer(text: str) -> str:
    found = composed(text, order_of({"messages": [{"role": "user", "content": text}]}))
    assert found
    assert found == composed(text, order_of({"messages": [{"role": "user", "content": text}]}))
    return found[0]


@pytest.mark.parametrize("way", ["professional", "casual", "witty", "brand", "hook", "instruction"])
def test_another_frame_around_the_same_sentences(way: str) -> None:
    said = answer(order(way, wish="more about the team"))
    assert said != POST
    assert "activation rose by 40%." in said
    assert "So, here's the thing" not in said
    assert len(said) <= 280


def test_shorter_and_longer() -> None:
    assert len(answer(order("shorter"))) < len(POST)
    assert len(answer(order("longer", length=3000))) > len(POST)
    assert "Almost all of them" in answer(order("longer", length=3000))


def test_a_thread_has_paragraphs_and_no_numbers() -> None:
    parts = answer(order("thread", length=3600)).split("\n\n")
    assert len(parts) > 2
    assert not any(re.search(r"\d/\d", part) for part in parts)


def test_it_says_that_it_does_not_translate() -> None:
    assert answer(order("language", language="es")).startswith("El redactor de demostración no traduce")
    assert answer(order("language", language="fi")).startswith("The demo writer does not translate")


def test_a_wish_decides_what_comes_first() -> None:
    assert "one screen" in answer(order("instruction", wish="say more about the screen")).split("\n\n")[0]


def test_a_script_says_numbers_as_words() -> None:
    source = f"<source-{MARK}>\nIt rose by 40% 🚀 #up. {SOURCE} See https://acme.com/1 now.\n</source-{MARK}>"
    script = answer(f"language: en\nseconds: 30\nwords: about 75\n\n{source}")
    assert "forty percent" in script
    assert "one thousand two hundred and fifty customers" in script
    assert not re.search(r"[\d#@🚀/]", script)


def test_a_script_keeps_to_its_time() -> None:
    source = f"<source-{MARK}>\n{SOURCE}\n</source-{MARK}>"
    assert len(answer(f"seconds: 3\nwords: about 8\n\n{source}").split()) <= 8


def test_other_orders_are_not_its_business() -> None:
    text = f"platform: twitter\nnumber: 2\n\n<source-{MARK}>\n{SOURCE}\n</source-{MARK}>"
    assert composed(text, order_of({"messages": [{"role": "user", "content": text}]})) is None


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (0, "en", "zero"),
        (115, "en", "one hundred and fifteen"),
        (21_345, "en", "twenty-one thousand three hundred and forty-five"),
        (100, "es", "cien"),
        (42, "es", "cuarenta y dos"),
        (1_500, "es", "mil quinientos"),
        (7, "de", None),
        (1_000_000, "en", None),
    ],
)
def test_numbers_as_they_are_spoken(number: int, language: str, words: str | None) -> None:
    assert spoken(number, language) == words
