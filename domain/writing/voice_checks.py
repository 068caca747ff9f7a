"""What is looked at before a voice card is shown: that it describes a manner and carries nothing else over.

The card stands in every later order, so nothing that a sample says may travel in it: no sentence, no link,
no instruction. Pure functions.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

import regex

from domain.brands.voice import LONGEST_LINE, VoiceCard, tidy_hashtags, tidy_words
from domain.counting.x import links_in
from domain.typed import one_line
from domain.writing.checks import Fault, FaultKind, cleaned, faults_of_text, in_words
from domain.writing.language import language_of
from domain.writing.prompts import own_sentences
from domain.writing.voice_prompt import VoiceNotes


def card_of(notes: VoiceNotes, samples: Sequence[str]) -> VoiceCard:
    """The card out of cleaned notes: lists no longer than a card holds, without what is no word or hashtag.

    Hashtags that no sample has, sentences and whole samples are left out of the lists.
    """
    known = _plain(" ".join(samples))
    tags = [tag for tag in tidy_hashtags(map(cleaned, notes.hashtags)) if tag.casefold() in known]
    return VoiceCard(
        tone=one_line(cleaned(notes.tone)),
        rhythm=one_line(cleaned(notes.rhythm)),
        words_to_use=tidy_words(_phrases(notes.words_to_use, samples)),
        words_to_avoid=tidy_words(_phrases(notes.words_to_avoid, samples)),
        emoji=one_line(cleaned(notes.emoji)),
        hashtags=tuple(tags),
    )


def faults_of_card(card: VoiceCard, samples: Sequence[str]) -> list[str]:
    """Everything wrong with a card, as the writer is told, in English. Nobody typed anything in it."""
    lines = {"tone": card.tone, "rhythm": card.rhythm, "emoji": card.emoji}
    prose = "\n".join(filter(None, lines.values()))
    words = (*card.words_to_use, *card.words_to_avoid)
    whole = "\n".join([prose, *words])
    return [
        *_empty_or_long(lines),
        *_said([*lines.values(), *words], words, prose, samples),
        *(["The description names a link; leave it out."] if any(links_in(whole)) else []),
        *(["The description quotes a post; describe it instead."] if _quotes(prose, samples) else []),
    ]


def _empty_or_long(lines: dict[str, str]) -> Iterator[str]:
    for name, line in lines.items():
        if not line and name != "emoji":
            yield f'"{name}" is empty.'
        if len(line) > LONGEST_LINE:
            yield f'"{name}" has {len(line)} characters; at most {LONGEST_LINE} are allowed.'


def _said(parts: Sequence[str], words: Sequence[str], prose: str, samples: Sequence[str]) -> Iterator[str]:
    """Repeated instructions count also where a sample repeats them; the language is that of the prose."""
    said = [fault for part in parts for fault in faults_of_text(part, "")]
    language = language_of("\n".join(samples))
    strange = faults_of_text(prose, "", language=language) if language else []
    found = [
        *(fault for fault in said if fault.kind is FaultKind.LEFTOVER),
        *([Fault(FaultKind.LEFTOVER, 0)] if _spells_out(words) else []),
        *(fault for fault in strange if fault.kind is FaultKind.LANGUAGE),
    ]
    yield from dict.fromkeys(in_words(fault, "The description") for fault in found)


def _spells_out(words: Sequence[str]) -> bool:
    """Whether a list says a sentence of our instructions phrase by phrase."""
    return not _runs(" ".join(words), _OWN_RUN).isdisjoint(_own_runs())


@cache
def _own_runs() -> frozenset[tuple[str, ...]]:
    return frozenset(chain(*(_runs(sentence, _OWN_RUN) for sentence in own_sentences())))


def _phrases(words: Sequence[str], samples: Sequence[str]) -> Iterator[str]:
    for phrase in map(cleaned, words):
        if len(phrase.split()) <= _PHRASE and not _quotes(phrase, samples):
            yield phrase


def _quotes(text: str, samples: Sequence[str]) -> bool:
    """Whether a whole sample, or a run of its words that nobody writes by chance, stands in the text."""
    said, runs = _plain(text), _runs(text, _RUN)
    whole = (sample for sample in map(_plain, samples) if len(sample) >= _TELLING)
    return any(sample in said for sample in whole) or not runs.isdisjoint(
        chain(*(_runs(sample, _RUN) for sample in samples))
    )


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


_PHRASE = 5  # words
_RUN = 8  # words
_OWN_RUN = 6  # words; lists of honest ones have no grammar
_TELLING = 15  # characters; a shorter post may be a word that a description needs
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
