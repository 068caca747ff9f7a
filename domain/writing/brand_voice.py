from domain.brands.hashtags import in_words
from domain.brands.models import Brand
from domain.brands.voice import VoiceField, parsed
from domain.writing.ports import BrandVoice


def voice_of(brand: Brand | None) -> BrandVoice | None:
    """What the writer is told of a brand: every run that writes in its name uses this."""
    if brand is None:
        return None
    card = parsed(brand.voice)
    return BrandVoice(
        name=brand.name,
        description=brand.description,
        audience=brand.audience,
        tone=brand.tone,
        voice=card.tone,
        rhythm=card.rhythm,
        words_to_use=card.words_of(VoiceField.WORDS_TO_USE),
        words_to_avoid=card.words_of(VoiceField.WORDS_TO_AVOID),
        emoji=card.emoji,
        hashtags=card.words_of(VoiceField.HASHTAGS),
        hashtag_groups=in_words(brand.hashtags),
        call_to_action=brand.call_to_action,
        link=brand.link,
        signature=brand.signature,
    )
