"""How somebody writes, counted out of posts of theirs: the demo's answer to the order for a voice card.

Deterministic, no model: lengths, signs, emoji, words and hashtags are counted and said in ready phrases.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from sandbox.openrouter.extract import tokens_of
from sandbox.openrouter.words import language_of, words_in

_OFTEN = 0.5
"""The part of the posts that makes a habit."""

_FEW, _LONG = 12, 18  # words in a sentence
_MOST_WORDS, _MOST_TAGS, _MOST_EMOJI = 8, 5, 5


@dataclass(frozen=True, slots=True)
class Phrases:
    """Of one language. `words`: the usual number of them in a sentence; `lines`: of paragraphs in a post."""

    lively: str
    asking: str
    calm: str
    short: str
    long: str
    middling: str
    lines: str
    opens_asking: str
    no_emoji: str
    emoji: str


def samples_in(text: str) -> list[str] | None:
    """The posts that stand in an order for a voice card; None in any other order."""
    found = _FENCED_SAMPLES.search(text)
    try:
        samples = json.loads(found[2]) if found else None
    except ValueError:
        return None
    return [str(sample) for sample in samples] if isinstance(samples, list) and samples else None


def card_json(samples: Sequence[str], text: str, fault: str | None, *, prompt: str) -> str:
    """The answer to the order `text`, with the fault of a writer who does not keep to it."""
    card = distilled(samples, language_ordered(text))
    match fault:
        case "prompt_leak":
            card["tone"] = prompt[:200]
        case "too_long_posts":
            card["rhythm"] = f"{card['rhythm']} " * 100
        case "duplicate_posts":
            card["tone"] = samples[0]
    return json.dumps(card, ensure_ascii=False)


def language_ordered(text: str) -> str:
    """The language that an order names by its code, or nothing."""
    found = _LANGUAGE.search(_FENCED_SAMPLES.sub("", text))
    return found[1] if found else ""


def distilled(samples: Sequence[str], language: str = "") -> dict[str, Any]:
    """The six fields of the card. In a language that the demo does not speak it makes do with signs."""
    language = language or language_of(tokens_of(" ".join(samples)))
    phrases = _PHRASES.get(language.split("-")[0], _WORDLESS)
    found = [cluster for sample in samples for cluster in _EMOJI.findall(sample)]
    return {
        "tone": _tone(samples, phrases),
        "rhythm": _rhythm(samples, phrases),
        "words_to_use": _typical(samples, words_in(language).stop | words_in("en").stop),
        "words_to_avoid": [],
        "emoji": _emoji(found, len(samples), phrases),
        "hashtags": _hashtags(samples),
    }


def _tone(samples: Sequence[str], phrases: Phrases) -> str:
    habits = [(phrases.lively, "!"), (phrases.asking, "?")]
    found = [phrase for phrase, sign in habits if _share(samples, sign) >= _OFTEN]
    return " ".join(found) or phrases.calm


def _rhythm(samples: Sequence[str], phrases: Phrases) -> str:
    sentences = [part for sample in samples for part in re.split(r"[.!?…\n]+", sample) if part.strip()]
    words = max(2, round(median([len(sentence.split()) for sentence in sentences] or [2])))
    lines = max(1, round(median(len(re.findall(r"[^\n]+", sample)) for sample in samples)))
    usual = phrases.short if words < _FEW else phrases.long if words > _LONG else phrases.middling
    said = [usual.format(words=words)]
    if lines > 1:
        said.append(phrases.lines.format(lines=lines))
    opening = [re.split(r"(?<=[.!?…])\s|\n", sample.strip())[0] for sample in samples]
    if _share(opening, "?") >= _OFTEN:
        said.append(phrases.opens_asking)
    return " ".join(said)


def _typical(samples: Sequence[str], stop: frozenset[str]) -> list[str]:
    """Words that stand in at least two posts, the most common ones first."""
    plain = [re.sub(r"[#＃]\w+|https?://\S+", " ", sample) for sample in samples]
    bags = [
        {token for token in tokens_of(sample) if 4 <= len(token) <= 24 and token.isalpha()} - stop
        for sample in plain
    ]
    counts = Counter(token for bag in bags for token in sorted(bag))
    return [word for word, number in counts.most_common(_MOST_WORDS) if number > 1]


def _emoji(found: Sequence[str], posts: int, phrases: Phrases) -> str:
    if not found:
        return phrases.no_emoji
    favourites = [emoji for emoji, _ in Counter(found).most_common(_MOST_EMOJI)]
    return phrases.emoji.format(emoji=" ".join(favourites), number=max(1, round(len(found) / posts)))


def _hashtags(samples: Sequence[str]) -> list[str]:
    counts = Counter(tag for sample in samples for tag in dict.fromkeys(_HASHTAG.findall(sample)))
    return [tag for tag, number in counts.most_common(_MOST_TAGS) if number > 1]


def _share(texts: Sequence[str], sign: str) -> float:
    return sum(sign in text for text in texts) / len(texts)


def emoji_in(text: str) -> list[str]:
    """The emoji of a text in their order, each once."""
    return list(dict.fromkeys(_EMOJI.findall(text)))


_LANGUAGE = re.compile(r"^language: ([a-z]{2,3}(?:-\w+)*)$", re.MULTILINE)
_FENCED_SAMPLES = re.compile(r"<samples-([0-9a-f]+)>\n(.*)\n</samples-\1>", re.DOTALL)
_EMOJI = re.compile(
    r"[\U0001F1E6-\U0001F1FF]{2}|[\u2600-\u27BF\U0001F300-\U0001FAFF][\ufe0f\U0001F3FB-\U0001F3FF]*"
    r"(?:\u200d[\u2600-\u27BF\U0001F300-\U0001FAFF][\ufe0f\U0001F3FB-\U0001F3FF]*)*"
)
_HASHTAG = re.compile(r"(?<![\w&/])#(?=\w*[^\W\d_])\w+")

_WORDLESS = Phrases(
    lively="!",
    asking="?",
    calm="…",
    short="≈ {words} …",
    long="≈ {words} … … …",
    middling="≈ {words} … …",
    lines="¶ {lines}",
    opens_asking="(?) …",
    no_emoji="0",
    emoji="≈ {number}: {emoji}",
)
_PHRASES = {
    "en": Phrases(
        lively="Lively and close to the reader, with exclamation marks (!).",
        asking="Draws the reader in with questions.",
        calm="Calm and matter-of-fact, without exclamations or questions.",
        short="Short sentences of about {words} words.",
        long="Long sentences of about {words} words.",
        middling="Sentences of medium length, about {words} words.",
        lines="About {lines} paragraphs in a post.",
        opens_asking="Posts open with a question (?).",
        no_emoji="No emoji at all.",
        emoji="About {number} in a post, mostly {emoji}",
    ),
    "es": Phrases(
        lively="Viva y cercana a quien lee, con exclamaciones (!).",
        asking="Invita a participar a quien lee con preguntas.",
        calm="Tranquila y objetiva, sin exclamaciones ni preguntas.",
        short="Frases cortas, de unas {words} palabras.",
        long="Frases largas, de unas {words} palabras.",
        middling="Frases de longitud media, de unas {words} palabras.",
        lines="Unos {lines} párrafos en cada publicación.",
        opens_asking="Las publicaciones empiezan con una pregunta (?).",
        no_emoji="Ningún emoji en las publicaciones.",
        emoji="Más o menos {number} por publicación, sobre todo {emoji}",
    ),
    "pt": Phrases(
        lively="Animada e próxima de quem lê, com exclamações (!).",
        asking="Convida quem lê a participar com perguntas.",
        calm="Calma e objetiva, sem exclamações nem perguntas.",
        short="Frases curtas, com cerca de {words} palavras.",
        long="Frases longas, com cerca de {words} palavras.",
        middling="Frases de tamanho médio, com cerca de {words} palavras.",
        lines="Cerca de {lines} parágrafos em cada publicação.",
        opens_asking="As publicações começam com uma pergunta (?).",
        no_emoji="Nenhum emoji nas publicações.",
        emoji="Cerca de {number} por publicação, principalmente {emoji}",
    ),
    "de": Phrases(
        lively="Lebhaft und nah an den Lesenden, mit Ausrufezeichen (!).",
        asking="Bezieht die Lesenden mit Fragen ein.",
        calm="Ruhig und sachlich, ohne Ausrufe oder Fragen.",
        short="Kurze Sätze mit etwa {words} Wörtern.",
        long="Lange Sätze mit etwa {words} Wörtern.",
        middling="Mittellange Sätze mit etwa {words} Wörtern.",
        lines="Etwa {lines} Absätze in einem Beitrag.",
        opens_asking="Die Beiträge beginnen mit einer Frage (?).",
        no_emoji="Keine Emojis in den Beiträgen.",
        emoji="Etwa {number} je Beitrag, meistens {emoji}",
    ),
    "fr": Phrases(
        lively="Vive et proche de qui lit, avec des exclamations (!).",
        asking="Fait participer qui lit avec des questions.",
        calm="Calme et factuelle, sans exclamations ni questions.",
        short="Des phrases courtes d'environ {words} mots.",
        long="De longues phrases d'environ {words} mots.",
        middling="Des phrases de longueur moyenne, d'environ {words} mots.",
        lines="Environ {lines} paragraphes dans chaque publication.",
        opens_asking="Les publications commencent par une question (?).",
        no_emoji="Aucun emoji dans les publications.",
        emoji="Environ {number} par publication, surtout {emoji}",
    ),
    "ru": Phrases(
        lively="Живо и близко к читателю, с восклицаниями (!).",
        asking="Вовлекает читателя вопросами.",
        calm="Спокойно и по делу, без восклицаний и вопросов.",
        short="Короткие предложения: слов в каждом около {words}.",
        long="Длинные предложения: слов в каждом около {words}.",
        middling="Предложения средней длины: слов в каждом около {words}.",
        lines="Абзацев в посте примерно {lines}.",
        opens_asking="Посты начинаются с вопроса (?).",
        no_emoji="В постах совсем нет эмодзи.",
        emoji="Эмодзи в посте примерно {number}, чаще всего {emoji}",
    ),
    "uk": Phrases(
        lively="Жваво й близько до читача, з вигуками (!).",
        asking="Залучає читача запитаннями.",
        calm="Спокійно й по суті, без вигуків і запитань.",
        short="Короткі речення: слів у кожному близько {words}.",
        long="Довгі речення: слів у кожному близько {words}.",
        middling="Речення середньої довжини: слів у кожному близько {words}.",
        lines="Абзаців у дописі приблизно {lines}.",
        opens_asking="Дописи починаються із запитання (?).",
        no_emoji="У дописах зовсім немає емодзі.",
        emoji="Емодзі в дописі приблизно {number}, найчастіше {emoji}",
    ),
}
