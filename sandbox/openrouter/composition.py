"""The demo's answers to orders for one text: a post written anew, a script to be spoken.

Deterministic, no model: sentences of the post and of its source are chosen, put in another order, and set
into ready phrases. It cannot translate, and says so in the language that was wanted. A caption is written as
a post is.
"""

import re
from dataclasses import dataclass

from sandbox.openrouter.extract import extract, tokens_of, weight_of
from sandbox.openrouter.numbers import spoken
from sandbox.openrouter.order import Order
from sandbox.openrouter.words import ANY, Words, language_of, words_in
from sandbox.openrouter.writer import write

_MOST_PARTS = 8
_ONE_POST = 280


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as the demo takes it apart: `pieces` in their order without ready phrases, `best` the most
    telling one, `spare` what its source says beside it.
    """

    text: str
    pieces: list[str]
    best: int
    spare: list[str]
    tags: str
    words: Words
    limit: int


def composed(order_text: str, order: Order) -> list[str] | None:
    """The answer to an order for a rewriting or a script, as the only one of a list; None for any other."""
    asked = dict(_LINE.findall(_FENCED.sub("", order_text)))
    fields = {name: text for name, _, text in _FENCED.findall(order_text)}
    if "way" in asked and "post" in fields:
        return [_rewritten(asked, fields, order)]
    if "seconds" in asked and "source" in fields:
        return [_script(fields["source"], asked, order)]
    return None


def _rewritten(asked: dict[str, str], fields: dict[str, str], order: Order) -> str:
    draft = _draft(fields["post"], fields.get("source", ""), _number_in(asked.get("length", ""), _ONE_POST))
    match asked["way"]:
        case "shorter" | "one_post":
            return _shorter(draft)
        case "longer":
            return _longer(draft)
        case "hook":
            return _fitted([_opener(draft, ANY).rstrip(" :") + "…", *_body(draft)], draft.limit)
        case "thread":
            return _thread(draft)
        case "platform":
            whole = "\n".join([*draft.pieces, *draft.spare])
            return write(Order(whole, asked["platform"], number=1, limit=draft.limit, brand=order.brand))[0]
        case "language":
            return _in_language(draft, asked["language"])
        case "instruction":
            return _led_by(draft, fields.get("wish", ""))
        case style:
            first, *rest = _body(draft)
            return _fitted([f"{_opener(draft, style)} {first}", *rest], draft.limit)


def _draft(text: str, source: str, limit: int) -> Draft:
    words = words_in(language_of(tokens_of(text)))
    stop = words.stop | words_in("en").stop
    phrases = [phrase for group in words.openers.values() for phrase in group] + list(words.closings)
    bare = text
    for phrase in phrases:
        bare = bare.replace(phrase, "")
    lines = [line for line in bare.splitlines() if not _TAGS.fullmatch(line.strip())]
    tags = " ".join(line.strip() for line in text.splitlines() if _TAGS.fullmatch(line.strip()))
    found = extract("\n".join(lines), stop)
    known = set(found.pieces)
    spare = [piece for piece in extract(source, stop).pieces if piece not in known] if source else []
    return Draft(text, found.pieces, found.ranked[0], spare, tags, words, limit)


def _body(draft: Draft) -> list[str]:
    return [*draft.pieces, *([draft.tags] if draft.tags else [])]


def _opener(draft: Draft, style: str) -> str:
    """The first phrase of the style that the post does not have yet."""
    fresh = (phrase for phrase in draft.words.openers_for(style) if phrase not in draft.text)
    return next(fresh, draft.words.openers[ANY][0])


def _shorter(draft: Draft) -> str:
    number = max(1, len(draft.pieces) // 2)
    ranked = extract("\n".join(draft.pieces), draft.words.stop).ranked[:number]
    kept = [draft.pieces[index] for index in sorted(ranked) if index < len(draft.pieces)]
    short = _fitted(kept, draft.limit)
    if weight_of(short) < weight_of(draft.text):
        return short
    half = short.split()[: max(1, len(short.split()) // 2)]
    return " ".join(half) + " …"


def _longer(draft: Draft) -> str:
    more = [piece for piece in (*draft.spare, *draft.words.closings) if piece not in draft.text]
    text = draft.text
    for piece in more[:3]:
        longer = f"{text}\n\n{piece}"
        text = longer if weight_of(longer) <= draft.limit else text
    return text


def _thread(draft: Draft) -> str:
    parts = [*draft.pieces, *draft.spare][:_MOST_PARTS]
    closings = iter(draft.words.closings)
    while weight_of("\n\n".join(parts)) <= _ONE_POST:
        parts.append(next(closings))
    return _fitted(parts, draft.limit)


def _in_language(draft: Draft, tag: str) -> str:
    """What nobody here can translate stays as it is, and is introduced in the language that was wanted."""
    said = _UNTRANSLATED.get(tag.split("-")[0].lower(), _UNTRANSLATED["en"])
    best = draft.pieces[draft.best]
    return _fitted([said, best, *(piece for piece in draft.pieces[:3] if piece != best)], draft.limit)


def _led_by(draft: Draft, wish: str) -> str:
    """What has most words of the wish comes first."""
    wanted = set(tokens_of(wish)) - draft.words.stop
    order = sorted([*draft.pieces, *draft.spare], key=lambda piece: -len(wanted & set(tokens_of(piece))))
    lead, rest = order[0], [piece for piece in draft.pieces if piece != order[0]]
    return _fitted([f"{_opener(draft, ANY)} {lead}", *rest], draft.limit)


def _fitted(parts: list[str], limit: int) -> str:
    """As many of the parts, from the first on, as fit; at least the first one."""
    while len(parts) > 1 and weight_of("\n\n".join(parts)) > limit:
        parts = parts[:-1]
    return "\n\n".join(parts)


def _script(source: str, asked: dict[str, str], order: Order) -> str:
    language = (order.language or language_of(tokens_of(source[:20_000]))).split("-")[0]
    words = words_in(language)
    found = extract(_SILENT.sub(" ", source), words.stop | words_in("en").stop)
    room = _number_in(asked.get("words", ""), 75)
    chosen: list[int] = []
    speech = {index: said for index in found.ranked if (said := _said(found.pieces[index], language))}
    for index, said in speech.items():
        if len(said.split()) <= room:
            chosen.append(index)
            room -= len(said.split())
    return " ".join([*(speech[index] for index in sorted(chosen)), words.closings[0]][: len(chosen) or 1])


def _said(piece: str, language: str) -> str:
    """The sentence as it is spoken; empty where it has something that the demo cannot say."""
    said = _PERCENT.sub({"en": " percent", "es": " por ciento"}.get(language, "%"), piece)
    for digits in sorted(set(_DIGITS.findall(said)), key=len, reverse=True):
        number = spoken(int(digits.replace(",", "").replace(".", "")), language)
        if number is None:
            return ""
        said = said.replace(digits, number)
    said = " ".join(_UNSAID.sub(" ", said).split())
    return said if any(map(str.isalpha, said)) and not re.search(r"\d", said) else ""


def _number_in(words: str, usual: int) -> int:
    found = re.search(r"\d+", words)
    return int(found[0]) if found else usual


_UNTRANSLATED = {
    "en": "The demo writer does not translate; this is the original:",
    "es": "El redactor de demostración no traduce; este es el texto original:",
    "pt": "O redator de demonstração não traduz; este é o texto original:",
    "de": "Der Demo-Texter übersetzt nicht; hier ist der ursprüngliche Text:",
    "fr": "Le rédacteur de démonstration ne traduit pas ; voici le texte original :",
    "it": "Il redattore dimostrativo non traduce; questo è il testo originale:",
    "ru": "Демонстрационный автор не переводит, вот исходный текст:",
    "uk": "Демонстраційний автор не перекладає, ось початковий текст:",
}
_LINE = re.compile(r"^(way|platform|language|length|seconds|words): (.+)$", re.MULTILINE)
_FENCED = re.compile(r"<(\w+)-([0-9a-f]+)>\n(.*?)\n</\1-\2>", re.DOTALL)
_TAGS = re.compile(r"(?:[#＃]\w+\s*)+")
_SILENT = re.compile(r"https?://\S+|\bwww\.\S+|[#＃@＠]\w+|\b[\w-]+\.(?:com|org|net|io|es|de)\b\S*")
_PERCENT = re.compile(r"\s*%")
_DIGITS = re.compile(r"\d+(?:[.,]\d{3})*")
_UNSAID = re.compile(r"[^\w\s.,;:!?¡¿'’\"“”«»()…-]|_")
