"""Screens of a voice-over: its text, its voice, its manner; how it stands, and what can be done with it."""

from collections.abc import Sequence
from uuid import UUID

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import BlockQuote, Bold, Italic, Text

from bot.conversations.voice_draft import VoiceDraft
from bot.screens.writing import excerpt
from bot.texts import Texts
from bot.ui.ids import packed
from bot.ui.keyboards import (
    OwnVoiceAction,
    OwnVoiceVerb,
    Row,
    ScriptSpoken,
    SpeechAction,
    SpeechPreset,
    SpeechSetting,
    SpeechStep,
    SpeechVoice,
    VoiceOverAction,
    VoiceOverAttached,
    VoiceOverVerb,
    button,
    keyboard,
)
from bot.ui.names import PLATFORM_NAMES
from bot.ui.screen import Screen
from domain.brands.models import Brand
from domain.delivery.ports import Notice
from domain.errors import DomainError
from domain.posts.read_posts import ListedPost
from domain.voice.errors import CloneExists, VoicesUnavailable
from domain.voice.manners import RANGES, Preset, Setting, hundredths, preset_of
from domain.voice.models import ClonedVoice, VoiceOver, VoiceOverStatus
from domain.voice.ports import SpeakerFailed, Voice
from domain.voice.voices import ListedVoices, language_name
from domain.writing.models import Composition, CompositionKind, RunStatus

PAGE = 5
"""Voices that are shown at once."""

NAME_ON_BUTTON = 24
SCRIPT_KEY = "speech"
"""How the request keys begin of scripts that are written for a voice-over; its token follows."""


def ask_text(texts: Texts) -> Screen:
    return Screen(texts.rich("speech-ask-text"))


def desk(texts: Texts, draft: VoiceDraft, brand: Brand | None, *, left: int) -> Screen:
    """The voice-over as it is so far; `left` are the characters that the plan has left."""
    length = len(draft.text)
    facts = [texts.rich("speech-needs", length=length), Text(" · "), texts.rich("speech-left", left=left)]
    chosen = (
        texts.rich("speech-voice-is", name=draft.voice_name) if draft.voice else texts.rich("speech-no-voice")
    )
    text = Text(texts.rich("speech-desk"), "\n", BlockQuote(excerpt(draft.text)), "\n", *facts, "\n", chosen)
    voices = button(
        texts("speech-other-voice") if draft.voice else texts("speech-choose-voice"),
        SpeechAction(token=draft.token, step=SpeechStep.VOICES),
    )
    rows: list[Row] = [[voices]]
    if draft.voice:
        rows += [*_presets(texts, draft), [_fine(texts, draft)]]
        if brand and brand.speaking_voice_id != draft.voice:
            keep = SpeechAction(token=draft.token, step=SpeechStep.KEEP_VOICE)
            rows.append([button(texts("speech-keep-voice", brand=brand.name), keep)])
    rows.append([button(texts("speech-optimise"), SpeechAction(token=draft.token, step=SpeechStep.SCRIPT))])
    if draft.voice:
        rows.append([button(texts("speech-speak"), SpeechAction(token=draft.token, step=SpeechStep.ORDER))])
    return Screen(Text(text, "\n\n", texts.rich("speech-other-text")), keyboard(*rows))


def voices(texts: Texts, draft: VoiceDraft, listed: ListedVoices, offset: int) -> Screen:
    """A page of voices, each with a button to take it and one to hear it."""
    if offset >= len(listed.voices):
        offset = 0  # there were more of them once
    page = listed.voices[offset : offset + PAGE]
    text = texts.rich("speech-voices") if page else texts.rich("speech-no-such-voice")
    if draft.search:
        text += Text(" 🔎 ", Italic(draft.search))
    for number, voice in enumerate(page, offset + 1):
        mark = "⭐️ " if voice.id == listed.favourite else "🎤 " if voice.id in listed.own else ""
        text += Text("\n\n", Bold(f"{number}. {mark}{voice.name}"), *_about(texts, voice))
    rows = [_voice_row(texts, draft, voice) for voice in page]
    return Screen(
        Text(text, "\n\n", texts.rich("speech-search")),
        keyboard(
            *rows,
            _pages(texts, draft, offset, len(listed.voices)),
            [button(texts("speech-own-voice"), OwnVoiceAction(verb=OwnVoiceVerb.SHOW))],
            [_to_desk(texts, draft)],
        ),
    )


def fine(texts: Texts, draft: VoiceDraft) -> Screen:
    """Each setting with a button for less and one for more."""
    boost = draft.manner.speaker_boost
    switch = SpeechAction(token=draft.token, step=SpeechStep.BOOST_OFF if boost else SpeechStep.BOOST_ON)
    lines = [
        Text(
            "\n\n", Bold(_name(texts, setting)), f" {_shown(draft, setting)}", "\n", _meaning(texts, setting)
        )
        for setting in Setting
    ]
    return Screen(
        Text(texts.rich("speech-fine"), *lines),
        keyboard(
            *(_stepper(texts, draft, setting) for setting in Setting),
            [button(texts("speech-boost-on") if boost else texts("speech-boost-off"), switch)],
            [_to_desk(texts, draft)],
        ),
    )


def begun(texts: Texts, draft: VoiceDraft) -> Screen:
    """What stands there until the order is written down."""
    return Screen(Text(texts.rich("speech-queued"), "\n\n", BlockQuote(excerpt(draft.text))))


def standing(texts: Texts, voice_over: VoiceOver) -> Screen:
    """How a voice-over stands while there is no recording."""
    quote = BlockQuote(excerpt(voice_over.text))
    match voice_over.status:
        case VoiceOverStatus.QUEUED:
            words, verb = texts.rich("speech-queued"), VoiceOverVerb.CANCEL
        case VoiceOverStatus.RUNNING:
            words, verb = texts.rich("speech-speaking"), VoiceOverVerb.CANCEL
        case VoiceOverStatus.CANCELLED:
            words, verb = texts.rich("speech-cancelled"), VoiceOverVerb.AGAIN
        case VoiceOverStatus.SUCCEEDED:
            words, verb = texts.rich("speech-ready"), VoiceOverVerb.PLAY
        case VoiceOverStatus.FAILED:
            words, verb = _failure(texts, voice_over.error), VoiceOverVerb.AGAIN
    return Screen(Text(words, "\n\n", quote), keyboard([_action(texts, voice_over.id, verb)]))


def recording(texts: Texts, voice_over: VoiceOver) -> Screen:
    """What stands below the recording."""
    attach = texts("speech-attach-here") if voice_over.post_id else texts("speech-attach")
    return Screen(
        Text("🎙 ", voice_over.voice_name),
        keyboard(
            [button(attach, VoiceOverAction(id=voice_over.id, verb=VoiceOverVerb.ATTACH))],
            [
                _action(texts, voice_over.id, VoiceOverVerb.AGAIN),
                _action(texts, voice_over.id, VoiceOverVerb.DONE),
            ],
        ),
    )


def ended(texts: Texts, news: Notice) -> Screen:
    """What could not be shown where it was ordered."""
    id_ = UUID(news.details["id"])
    if error := news.details["error"]:
        return Screen(_failure(texts, error), keyboard([_action(texts, id_, VoiceOverVerb.AGAIN)]))
    return Screen(texts.rich("speech-ready"), keyboard([_action(texts, id_, VoiceOverVerb.PLAY)]))


def choose_post(texts: Texts, voice_over: VoiceOver, posts: Sequence[ListedPost]) -> Screen:
    """The newest posts, to put the recording on one of them."""
    text = texts.rich("speech-which-post")
    for number, post in enumerate(posts, 1):
        text += Text("\n\n", Bold(f"{number}. "), PLATFORM_NAMES[post.platform], "\n", excerpt(post.text))
    buttons = [
        button(str(number), VoiceOverAttached(voice_over=packed(voice_over.id), post=packed(post.id)))
        for number, post in enumerate(posts, 1)
    ]
    return Screen(text, keyboard(buttons))


def no_posts(texts: Texts) -> Screen:
    return Screen(texts.rich("speech-no-posts"))


def script_rows(texts: Texts, script: Composition) -> list[Row]:
    """What follows a script: it can be spoken; and whoever ordered it here can go back to their own text."""
    rows: list[Row] = []
    if script.kind is CompositionKind.SCRIPT and script.status is RunStatus.SUCCEEDED:
        rows.append([button(texts("speech-use-script"), ScriptSpoken(id=script.id))])
    key = script.request_key.split(":")
    if key[0] == SCRIPT_KEY and script.status in (RunStatus.SUCCEEDED, RunStatus.FAILED):
        back = SpeechAction(token=key[1], step=SpeechStep.DESK)
        rows.append([button(texts("speech-keep-mine"), back)])
    return rows


def own_voice(texts: Texts, clone: ClonedVoice | None) -> Screen:
    """The person's own voice, or what they agree to when they have one made."""
    if clone is None:
        agree = button(texts("own-voice-agree"), OwnVoiceAction(verb=OwnVoiceVerb.AGREE))
        return Screen(texts.rich("own-voice-consent"), keyboard([agree]))
    delete = button(texts("own-voice-delete"), OwnVoiceAction(verb=OwnVoiceVerb.DELETE, id=clone.id))
    return Screen(texts.rich("own-voice-is", name=clone.name), keyboard([delete]))


def ask_recording(texts: Texts) -> Screen:
    return Screen(texts.rich("own-voice-record"))


def recording_wanted(texts: Texts) -> Screen:
    return Screen(texts.rich("own-voice-only-notes"))


def learning(texts: Texts) -> Screen:
    return Screen(texts.rich("own-voice-learning"))


def learned(texts: Texts, clone: ClonedVoice, draft: VoiceDraft | None) -> Screen:
    words = texts.rich("own-voice-learned")
    if draft is None or not draft.text:
        return Screen(words)
    use = SpeechVoice(token=draft.token, voice=clone.voice_id)
    return Screen(words, keyboard([button(texts("own-voice-use"), use)]))


def recording_not_fetched(texts: Texts) -> Screen:
    return Screen(texts.rich("own-voice-not-fetched"))


def not_learned(texts: Texts, error: DomainError) -> Screen:
    """Why there is no voice of their own."""
    match error.details.get("reason"):
        case SpeakerFailed.NOT_IN_PLAN:
            return Screen(texts.rich("own-voice-not-in-plan"))
        case SpeakerFailed.BAD_RECORDING:
            return Screen(texts.rich("own-voice-bad-recording"))
        case SpeakerFailed.OUT_OF_CREDIT | SpeakerFailed.MISCONFIGURED:
            return Screen(texts.rich("own-voice-our-side"))
        case _ if isinstance(error, CloneExists):
            return Screen(texts.rich("own-voice-there-is-one"))
    return Screen(texts.rich("own-voice-busy"))


def no_sample(texts: Texts, error: DomainError) -> Screen:
    if isinstance(error, VoicesUnavailable):
        return Screen(texts.rich("speech-sample-away"))
    return Screen(texts.rich("speech-no-sample"))


def ask_delete(texts: Texts, clone: ClonedVoice) -> Screen:
    surely = OwnVoiceAction(verb=OwnVoiceVerb.DELETE_SURELY, id=clone.id)
    return Screen(
        texts.rich("own-voice-ask-delete"),
        keyboard(
            [
                button(texts("own-voice-delete-surely"), surely),
                button(texts("back"), OwnVoiceAction(verb=OwnVoiceVerb.SHOW)),
            ]
        ),
    )


def own_voice_deleted(texts: Texts) -> Screen:
    return Screen(texts.rich("own-voice-deleted"))


def spoken_in(texts: Texts, voice: Voice) -> str:
    """The language and the accent of a voice in a line; empty where neither is known."""
    language = language_name(voice.language, texts.locale) if voice.language else ""
    return " · ".join(part for part in (language, voice.accent) if part)


def _about(texts: Texts, voice: Voice) -> list[Text | str]:
    told = [part for part in (spoken_in(texts, voice), voice.description) if part]
    return [piece for part in told for piece in ("\n", part)]


def _voice_row(texts: Texts, draft: VoiceDraft, voice: Voice) -> Row:
    take = button(voice.name[:NAME_ON_BUTTON], SpeechVoice(token=draft.token, voice=voice.id))
    if not voice.sample:
        return [take]
    hear = SpeechVoice(token=draft.token, voice=voice.id, hear=True)
    return [take, button(texts("speech-hear"), hear)]


def _pages(texts: Texts, draft: VoiceDraft, offset: int, total: int) -> Row:
    def page(words: str, leads_to: int) -> InlineKeyboardButton:
        return button(words, SpeechAction(token=draft.token, step=SpeechStep.VOICES, offset=leads_to))

    before = [page(texts("page-before"), max(0, offset - PAGE))] if offset else []
    after = [page(texts("page-after"), offset + PAGE)] if offset + PAGE < total else []
    return [*before, *after]


def _presets(texts: Texts, draft: VoiceDraft) -> list[Row]:
    chosen = preset_of(draft.manner)
    chips = [
        button(
            f"✓ {_preset_name(texts, preset)}" if preset is chosen else _preset_name(texts, preset),
            SpeechPreset(token=draft.token, preset=preset),
        )
        for preset in Preset
    ]
    return [chips[:2], chips[2:]]


def _preset_name(texts: Texts, preset: Preset) -> str:
    match preset:
        case Preset.NATURAL:
            return texts("speech-natural")
        case Preset.CALM:
            return texts("speech-calm")
        case Preset.LIVELY:
            return texts("speech-lively")
        case Preset.DRAMATIC:
            return texts("speech-dramatic")


def _fine(texts: Texts, draft: VoiceDraft) -> InlineKeyboardButton:
    own = preset_of(draft.manner) is None
    words = texts("speech-fine-chosen") if own else texts("speech-fine-settings")
    return button(words, SpeechAction(token=draft.token, step=SpeechStep.FINE))


def _stepper(texts: Texts, draft: VoiceDraft, setting: Setting) -> Row:
    allowed, value = RANGES[setting], hundredths(draft.manner, setting)
    less, more = max(allowed.least, value - allowed.step), min(allowed.most, value + allowed.step)
    name = _name(texts, setting)

    def to(words: str, leads_to: int) -> InlineKeyboardButton:
        return button(words, SpeechSetting(token=draft.token, setting=setting, value=leads_to))

    return [to(f"➖ {name}", less), to(f"➕ {name}", more)]


def _shown(draft: VoiceDraft, setting: Setting) -> str:
    return f"{hundredths(draft.manner, setting)} %"


def _name(texts: Texts, setting: Setting) -> str:
    match setting:
        case Setting.STABILITY:
            return texts("speech-stability")
        case Setting.SIMILARITY:
            return texts("speech-similarity")
        case Setting.STYLE:
            return texts("speech-style")
        case Setting.SPEED:
            return texts("speech-speed")


def _meaning(texts: Texts, setting: Setting) -> Text:
    match setting:
        case Setting.STABILITY:
            return texts.rich("speech-stability-means")
        case Setting.SIMILARITY:
            return texts.rich("speech-similarity-means")
        case Setting.STYLE:
            return texts.rich("speech-style-means")
        case Setting.SPEED:
            return texts.rich("speech-speed-means")


def _to_desk(texts: Texts, draft: VoiceDraft) -> InlineKeyboardButton:
    return button(texts("back"), SpeechAction(token=draft.token, step=SpeechStep.DESK))


def _action(texts: Texts, id_: UUID, verb: VoiceOverVerb) -> InlineKeyboardButton:
    match verb:
        case VoiceOverVerb.CANCEL:
            words = texts("speech-cancel")
        case VoiceOverVerb.PLAY:
            words = texts("speech-play")
        case VoiceOverVerb.ATTACH:
            words = texts("speech-attach")
        case VoiceOverVerb.AGAIN:
            words = texts("speech-again")
        case VoiceOverVerb.DONE:
            words = texts("speech-done")
    return button(words, VoiceOverAction(id=id_, verb=verb))


def _failure(texts: Texts, reason: str | None) -> Text:
    """One sentence about a voice-over that came to nothing; its characters were given back."""
    match reason:
        case "spending_cap":
            return texts.rich("speech-cap")
        case "voice_gone":
            why = texts("speech-voice-gone")
        case "not_in_plan":
            why = texts("speech-not-in-plan")
        case "too_long":
            why = texts("speech-too-long")
        case "refused":
            why = texts("speech-refused")
        case "out_of_credit" | "misconfigured":
            why = texts("failed-our-side")
        case "malformed":
            why = texts("speech-unusable")
        case "not_stored":
            why = texts("speech-not-stored")
        case _:
            why = texts("speech-busy")
    return texts.rich("speech-failed", why=why)
