from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Code, Text

from bot.texts import Texts
from bot.ui.keyboards import (
    BrandShown,
    VoiceAction,
    VoiceDraftAction,
    VoiceDraftVerb,
    VoiceFieldAction,
    VoiceVerb,
    button,
    keyboard,
)
from bot.ui.screen import Screen
from bot.ui.shortened import shortened
from domain.brands.models import Brand
from domain.brands.voice import VoiceCard, VoiceField, parsed
from domain.delivery.ports import Notice
from domain.writing.distil_voice import LEAST_SAMPLES, MOST_SAMPLES, VoiceDraft
from domain.writing.models import Composition, RunStatus

SHOWN = 450
"""UTF-16 units of one field: six of them and the words around go into one message of 4,096."""


def voice(texts: Texts, brand: Brand, waiting: Composition | None) -> Screen:
    """The voice of a brand as it is now, and what can be done about it."""
    card = parsed(brand.voice)
    lines: list[Text | str] = [_heading(texts, brand, card), "\n", *_lines(texts, card)]
    if waiting is not None and waiting.status in _UNDER_WAY:
        lines += ["\n\n", texts.rich("voice-reading-still")]
    new = texts("voice-begin-anew") if card else texts("voice-begin")
    change = button(texts("voice-change"), VoiceAction(brand=brand.id, verb=VoiceVerb.CHANGE))
    drop = button(texts("voice-drop"), VoiceAction(brand=brand.id, verb=VoiceVerb.DROP))
    return Screen(
        Text(*lines),
        keyboard(
            _waiting_draft(texts, waiting),
            [change, drop] if card else [],
            [button(new, VoiceAction(brand=brand.id, verb=VoiceVerb.COLLECT))],
            [button(texts("back"), BrandShown(id=brand.id))],
        ),
    )


def ask_samples(texts: Texts, brand: Brand) -> Screen:
    return Screen(
        texts.rich("voice-ask-samples", name=brand.name, fewest=LEAST_SAMPLES, top=MOST_SAMPLES),
        keyboard([_back_to_voice(texts, brand)]),
    )


def collected(texts: Texts, brand: Brand, number: int) -> Screen:
    """How many posts have come; from the third on they may be enough."""
    if number < LEAST_SAMPLES:
        return Screen(texts.rich("voice-collected-few", come=number, left=LEAST_SAMPLES - number))
    enough = button(texts("voice-enough"), VoiceAction(brand=brand.id, verb=VoiceVerb.ENOUGH))
    return Screen(texts.rich("voice-collected", come=number, top=MOST_SAMPLES), keyboard([enough]))


def words_only(texts: Texts) -> Screen:
    return Screen(texts.rich("voice-words-only"))


def reading(texts: Texts, brand: Brand) -> Screen:
    return Screen(texts.rich("voice-reading", name=brand.name))


def run_shown(texts: Texts, run: Composition, brand: Brand) -> Screen:
    """How far a run is, or the card that came out of it."""
    match run.status:
        case RunStatus.SUCCEEDED:
            return draft(texts, VoiceDraft(run.id, brand, parsed(run.result)))
        case RunStatus.FAILED:
            return _failed(texts, run, brand)
        case _:
            return reading(texts, brand)


def draft(texts: Texts, shown: VoiceDraft) -> Screen:
    """A card that waits for an answer."""
    heading = texts.rich("voice-draft", name=shown.brand.name)

    def tap(label: str, verb: VoiceDraftVerb) -> InlineKeyboardButton:
        return button(label, VoiceDraftAction(id=shown.id, verb=verb))

    return Screen(
        Text(heading, "\n", *_lines(texts, shown.card), "\n\n", texts.rich("voice-draft-ask")),
        keyboard(
            [
                tap(texts("voice-keep"), VoiceDraftVerb.KEEP),
                tap(texts("voice-change"), VoiceDraftVerb.CHANGE),
            ],
            [tap(texts("voice-again"), VoiceDraftVerb.AGAIN), tap(texts("voice-drop"), VoiceDraftVerb.DROP)],
        ),
    )


def draft_dropped(texts: Texts, brand: Brand) -> Screen:
    return Screen(
        texts.rich("voice-draft-dropped", name=brand.name), keyboard([_back_to_voice(texts, brand)])
    )


def ask_drop(texts: Texts, brand: Brand) -> Screen:
    surely = button(texts("voice-drop-surely"), VoiceAction(brand=brand.id, verb=VoiceVerb.DROP_SURELY))
    return Screen(
        texts.rich("voice-ask-drop", name=brand.name), keyboard([surely], [_back_to_voice(texts, brand)])
    )


def ask_which(texts: Texts, target: Brand | VoiceDraft) -> Screen:
    """Which field of the card is to be changed."""
    fields = [
        button(_name(texts, field), VoiceFieldAction(id=target.id, kept=_is_kept(target), field=field))
        for field in VoiceField
    ]
    return Screen(
        texts.rich("voice-ask-which", name=_brand_of(target).name),
        keyboard(fields[:2], fields[2:4], fields[4:], [_back_to_card(texts, target)]),
    )


def ask_field(texts: Texts, target: Brand | VoiceDraft, field: VoiceField) -> Screen:
    """Asks for one field of the card; what it says now can be copied with a tap."""
    now = _card_of(target).words_of(field)
    asked = texts.rich("voice-ask-field", field=_name(texts, field))
    lines: list[Text | str] = [asked, "\n", _how(texts, field)]
    if now:
        lines += ["\n\n", texts.rich("field-now"), "\n", Code(now)]
    kept = _is_kept(target)
    clear = button(texts("field-clear"), VoiceFieldAction(id=target.id, kept=kept, field=field, clear=True))
    return Screen(Text(*lines), keyboard([clear] if now else [], [_back_to_card(texts, target)]))


def voice_news(texts: Texts, news: Notice) -> Screen:
    """A run that ended while its message was gone."""
    name, run = news.details["brand"], news.details["run"]
    if news.topic == "voice-ready":
        look = button(texts("voice-look"), VoiceDraftAction(id=run, verb=VoiceDraftVerb.SHOW))
        return Screen(texts.rich("voice-ready", name=name), keyboard([look]))
    again = button(texts("try-again"), VoiceDraftAction(id=run, verb=VoiceDraftVerb.AGAIN))
    return Screen(texts.rich("voice-failed", name=name, why=texts("failed-busy")), keyboard([again]))


def _heading(texts: Texts, brand: Brand, card: VoiceCard) -> Text:
    if card:
        return texts.rich("voice-card", name=brand.name)
    return texts.rich("voice-none", name=brand.name)


def _lines(texts: Texts, card: VoiceCard) -> list[Text | str]:
    """What the card says, a field a line; what is empty is left out."""
    found: list[Text | str] = []
    for field in VoiceField:
        words = card.words_of(field)
        if words:
            found += [
                "\n",
                texts.rich("voice-line", field=_name(texts, field), words=shortened(words, SHOWN)),
            ]
    return found


def _name(texts: Texts, field: VoiceField) -> str:
    match field:
        case VoiceField.TONE:
            return texts("voice-field-tone")
        case VoiceField.RHYTHM:
            return texts("voice-field-rhythm")
        case VoiceField.WORDS_TO_USE:
            return texts("voice-field-words-to-use")
        case VoiceField.WORDS_TO_AVOID:
            return texts("voice-field-words-to-avoid")
        case VoiceField.EMOJI:
            return texts("voice-field-emoji")
        case VoiceField.HASHTAGS:
            return texts("voice-field-hashtags")


def _how(texts: Texts, field: VoiceField) -> Text:
    """In which form a field is typed."""
    match field:
        case VoiceField.WORDS_TO_USE | VoiceField.WORDS_TO_AVOID:
            return texts.rich("voice-how-words")
        case VoiceField.HASHTAGS:
            return texts.rich("voice-how-hashtags")
        case _:
            return texts.rich("voice-how-line")


def _failed(texts: Texts, run: Composition, brand: Brand) -> Screen:
    match run.error:
        case "refused":
            why = texts("failed-refused")
        case "out_of_credit" | "misconfigured":
            why = texts("failed-our-side")
        case "unusable" | "malformed" | "truncated":
            why = texts("failed-unusable")
        case "spending_cap":
            why = texts("voice-enough-today")
        case _:
            why = texts("failed-busy")
    again = button(texts("try-again"), VoiceDraftAction(id=run.id, verb=VoiceDraftVerb.AGAIN))
    return Screen(
        texts.rich("voice-failed", name=brand.name, why=why),
        keyboard([again], [_back_to_voice(texts, brand)]),
    )


def _waiting_draft(texts: Texts, waiting: Composition | None) -> Sequence[InlineKeyboardButton]:
    if waiting is None or waiting.status is not RunStatus.SUCCEEDED:
        return []
    return [button(texts("voice-look"), VoiceDraftAction(id=waiting.id, verb=VoiceDraftVerb.SHOW))]


def _card_of(target: Brand | VoiceDraft) -> VoiceCard:
    return target.card if isinstance(target, VoiceDraft) else parsed(target.voice)


def _brand_of(target: Brand | VoiceDraft) -> Brand:
    return target.brand if isinstance(target, VoiceDraft) else target


def _is_kept(target: Brand | VoiceDraft) -> bool:
    return isinstance(target, Brand)


def _back_to_card(texts: Texts, target: Brand | VoiceDraft) -> InlineKeyboardButton:
    if isinstance(target, VoiceDraft):
        return button(texts("back"), VoiceDraftAction(id=target.id, verb=VoiceDraftVerb.SHOW))
    return _back_to_voice(texts, target)


def _back_to_voice(texts: Texts, brand: Brand) -> InlineKeyboardButton:
    return button(texts("back"), VoiceAction(brand=brand.id, verb=VoiceVerb.SHOW))


_UNDER_WAY = (RunStatus.QUEUED, RunStatus.RUNNING)
