"""The words for times, language by language: data, read by time_speech.

Everything here is a regular expression in ordinary spelling. It loses its accents as the typed text does, and
it matches whole words only.

Rewriting leads to a small common tongue: `18:30` a clock, `~7:00` a clock of an unknown half of the day,
`EVENING` a part of the day, `MIDNIGHT`.
"""

import re
from dataclasses import dataclass

Rewrites = tuple[tuple[str, str], ...]
"""What is written, and what it becomes; applied in this order."""


@dataclass(frozen=True, slots=True)
class Language:
    at: str
    """Stands before an hour."""
    following: str
    """Makes a weekday ambiguous: "next Friday"."""
    idle: str
    """Changes nothing, and is dropped."""
    day_number: str
    """A day of the month by its number alone: "the 25th"."""
    after: str
    """Makes a length of time a wait: "in 2 hours"."""
    one: str
    """Counts as 1 before a unit."""
    minutes: str
    hours: str
    days: str
    weeks: str
    lengths: Rewrites
    """Lengths of time that are said otherwise than by a count and a unit."""
    rewrites: Rewrites


def language_of(locale: str) -> str:
    """ "pt-br" → "pt"; a language without rules is read as English."""
    language = re.split("[-_]", locale.lower())[0]
    return language if language in LANGUAGES else "en"


ENGLISH = Language(
    at="at",
    following="next",
    idle="on|the|of|this|coming",
    day_number=r"the (\d{1,2})(?:st|nd|rd|th)?",
    after="in|after",
    one="an?|one",
    minutes="m|mins?|minutes?",
    hours="h|hrs?|hours?",
    days="d|days?",
    weeks="w|weeks?",
    lengths=(
        (r"(?:an|one|1) hour and a half|1\.5 hours|one and a half hours", "90 min"),
        (r"half an hour", "30 min"),
        (r"(.{1,40}) (?:from now|later)", r"in \1"),
    ),
    rewrites=(
        (r"tonight", "today EVENING"),
        (r"(?:at )?(?:noon|midday)", "12:00"),
        (r"(?:at )?midnight", "MIDNIGHT"),
        (r"(?:in the |at )?morning", "MORNING"),
        (r"(?:in the |at )?afternoon", "AFTERNOON"),
        (r"(?:in the |at )?evening", "EVENING"),
        (r"(?:in the |at )?night", "NIGHT"),
        (r"half past (\d{1,2})", r"~\1:30"),
        (r"quarter past (\d{1,2})", r"~\1:15"),
        (r"(\d{1,2}) ?o'?clock", r"~\1:00"),
        (r"this (?=[A-Z])", "today "),
    ),
)

SPANISH = Language(
    at="a las?|a eso de las?|las?",
    following="próxim[oa]|siguiente|que viene",
    idle="el|la|de|del|este|día",
    day_number=r"el (?:día )?(\d{1,2})",
    after="en|dentro de",
    one="una?",
    minutes="min|mins|minutos?",
    hours="h|hs|horas?",
    days="d|días?",
    weeks="semanas?",
    lengths=(
        (r"(?:una )?hora y media", "90 min"),
        (r"media hora", "30 min"),
    ),
    rewrites=(
        (r"pasado mañana", "day after tomorrow"),
        (r"(?:de|por|en|a) la mañana|de madrugada|de la madrugada", "MORNING"),
        (r"esta mañana", "today MORNING"),
        (r"mañana temprano", "mañana MORNING"),
        (r"esta tarde", "today AFTERNOON"),
        (r"esta noche", "today EVENING"),
        (r"(?:de|por|en|a) la tarde", "AFTERNOON"),
        (r"(?:de|por|en|a) la noche", "NIGHT"),
        (r"(?:al? |del )?(?:medio ?día)", "12:00"),
        (r"(?:a )?(?:la )?media ?noche", "MIDNIGHT"),
        (r"(\d{1,2}) y media", r"~\1:30"),
        (r"(\d{1,2}) y cuarto", r"~\1:15"),
        (r"a las? (\d{1,2}) horas?", r"\1:00"),
        (r"(\d{1,2}) horas?", r"~\1:00"),
    ),
)

PORTUGUESE = Language(
    at="às?|pelas|lá pelas",
    following="próxim[ao]|que vem",
    idle="o|a|de|do|da|na|no|em|este|esta|nesta|neste|dia|feira",
    day_number=r"dia (\d{1,2})",
    after="em|daqui a|dentro de",
    one="uma?",
    minutes="min|mins|minutos?",
    hours="h|hs|horas?",
    days="d|dias?",
    weeks="semanas?",
    lengths=(
        (r"(?:uma )?hora e meia", "90 min"),
        (r"meia hora", "30 min"),
    ),
    rewrites=(
        (r"depois de amanhã", "day after tomorrow"),
        (r"(?<=\w)-feira", ""),
        (r"(?:da|de|pela) manhã|da madrugada|de madrugada", "MORNING"),
        (r"(?:da|à|de|pela) tarde", "AFTERNOON"),
        (r"(?:da|à|de|pela) noite", "NIGHT"),
        (r"esta noite", "today EVENING"),
        (r"esta tarde", "today AFTERNOON"),
        (r"(?:ao )?meio[ -]dia", "12:00"),
        (r"(?:à )?meia[ -]noite", "MIDNIGHT"),
        (r"(\d{1,2}) e meia", r"~\1:30"),
        (r"às? (\d{1,2}) horas?", r"\1:00"),
        (r"(\d{1,2}) horas?", r"~\1:00"),
    ),
)

GERMAN = Language(
    at="um|gegen|ab",
    following="nächste[nrms]?",
    idle="am|der|den|dem|des|an|diese[nrms]?|kommende[nrms]?",
    day_number=r"am (\d{1,2})\.(?! ?\d)",
    after="in",
    one="eine[rmns]?|ein",
    minutes="min|minuten?",
    hours="h|std|stunden?",
    days="tage?n?",
    weeks="wochen?",
    lengths=(
        (r"anderthalb stunden|eineinhalb stunden", "90 min"),
        (r"(?:einer )?halben? stunde", "30 min"),
    ),
    rewrites=(
        (r"uebermorgen", "übermorgen"),
        (r"sonnabend", "samstag"),
        (r"(heute|übermorgen|\w+tag|mittwoch) morgen", r"\1 MORNING"),
        (r"(?:am )?(?:vormittags?)|in der früh|früh|morgens|am morgen", "MORNING"),
        (r"(?:am )?nachmittags?", "AFTERNOON"),
        (r"(?:am )?abends?", "EVENING"),
        (r"(?:in der )?nachts?", "NIGHT"),
        (r"(?:12 uhr )?(?:am )?mittags?", "12:00"),
        (r"(?:um )?mitternachts?", "MIDNIGHT"),
        (r"(\d{1,2})[.:](\d{2}) ?uhr", r"\1:\2"),
        (r"(\d{1,2}) ?uhr (\d{2})", r"\1:\2"),
        (r"(\d{1,2}) ?uhr", r"\1:00"),
        (r"(?<=\d) am(?= \w)", ""),
    ),
)

FRENCH = Language(
    at="à|vers",
    following="prochaine?",
    idle="le|la|du|de|ce|cette",
    day_number=r"le (\d{1,2})",
    after="dans|d'ici",
    one="une?",
    minutes="min|mins|minutes?|mn",
    hours="h|heures?",
    days="j|jours?",
    weeks="semaines?|sem",
    lengths=(
        (r"une heure et demie|1 ?h(?:eure)? et demie", "90 min"),
        (r"(?:une )?demi[- ]heure", "30 min"),
    ),
    rewrites=(
        (r"apres demain", "après-demain"),
        (r"aujourd hui", "aujourd'hui"),
        (r"ce soir|cette nuit", "today EVENING"),
        (r"ce matin", "today MORNING"),
        (r"cet apr[eè]s[- ]midi", "today AFTERNOON"),
        (r"(?:du |le |au )?matin", "MORNING"),
        (r"(?:de l'|l')?apr[eè]s[- ]midi", "AFTERNOON"),
        (r"(?:du |le |au )?soir", "EVENING"),
        (r"(?:à )?midi", "12:00"),
        (r"(?:à )?minuit", "MIDNIGHT"),
        (r"(\d{1,2}) ?h(?:eures?)? et demie", r"\1:30"),
        (r"(\d{1,2}) ?heures? ([0-5]\d)", r"\1:\2"),
        (r"à (\d{1,2}) ?heures?", r"\1:00"),
        (r"(\d{1,2}) ?heures?", r"~\1:00"),
    ),
)

RUSSIAN = Language(
    at="в|во|к|около",
    following="следующ(?:ий|ую|ее|ей|его|ем)",
    idle="в|во|на|г|год|года|это|этот|эту|ближайш(?:ий|ую|ее)",
    day_number=r"(\d{1,2})(?:-?го| числа)",
    after="через",
    one="один|одну|одна",
    minutes="мин|минут[ыау]?",
    hours="ч|час|часа|часов",
    days="д|дн|день|дня|дней|сутки",
    weeks="нед|недел[юиь]",
    lengths=(
        (r"полтора часа", "90 мин"),
        (r"полчаса", "30 мин"),
    ),
    rewrites=(
        (r"утром|с утра|утра", "MORNING"),
        (r"в (\d{1,2})-(\d{2})", r"\1:\2"),
        (r"(?<!\d )(?:после обеда|дн[её]м)", "AFTERNOON"),
        (r"(?<=\d)( ?(?:ч|час|часа|часов))? дня", r"\1 AFTERNOON"),
        (r"вечером|вечера", "EVENING"),
        (r"ночью|ночи", "NIGHT"),
        (r"(?:в )?полдень", "12:00"),
        (r"(?:в )?полночь", "MIDNIGHT"),
        (r"(\d{1,2}) ?(?:ч|час|часа|часов)\.? (\d{2})(?: ?(?:мин|минут[ыа]?))?", r"\1:\2"),
        (r"(\d{1,2}) ?(?:ч|час|часа|часов)", r"~\1:00"),
    ),
)

UKRAINIAN = Language(
    at="о|об|в|у|близько",
    following="наступн(?:ий|у|ого|ої|е|а)",
    idle="в|у|на|р|рік|року|це|цей|цю|найближч(?:ий|у|е)",
    day_number=r"(\d{1,2})(?:-?го| числа)",
    after="через|за",
    one="один|одну|одна",
    minutes="хв|хвилин[иау]?",
    hours="год|годин[иау]?",
    days="д|дн|день|дня|дні|днів|добу",
    weeks="тиж|тиждень|тижні|тижнів",
    lengths=(
        (r"півтори години", "90 хв"),
        (r"пів ?години", "30 хв"),
    ),
    rewrites=(
        (r"(\d{1,2})-[йіа]", r"\1"),
        (r"вранці|зранку|ранку", "MORNING"),
        (r"[ову] (\d{1,2})-(\d{2})", r"\1:\2"),
        (r"вдень|після обіду|пообіді", "AFTERNOON"),
        (r"(?<=\d)( ?(?:год|годин[иаіу]?))? дня", r"\1 AFTERNOON"),
        (r"увечері|ввечері|вечора", "EVENING"),
        (r"вночі|уночі|ночі", "NIGHT"),
        (r"опівдні|(?:в )?полудень", "12:00"),
        (r"опівночі", "MIDNIGHT"),
        (r"(\d{1,2}) ?(?:год|годин[иаіу]?)\.? (\d{2})(?: ?(?:хв|хвилин[иа]?))?", r"\1:\2"),
        (r"(\d{1,2}) ?(?:год|годин[иаіу]?)", r"~\1:00"),
    ),
)

LANGUAGES = {
    "en": ENGLISH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "de": GERMAN,
    "fr": FRENCH,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
}

AND = "and|y|e|und|et|и|і|та"
"""Between the pieces of a length of time."""
ORDINAL_ENDINGS = "st|nd|rd|th|er|o|a|-?го|-?е"
"""What a day's number may end in: "25th", "1er"."""

CLOCKS: Rewrites = (
    # 9am, 9 p.m., 9.30 pm
    (r"(?<=\d) ?a\.? ?m\b\.?", " AM"),
    (r"(?<=\d) ?p\.? ?m\b\.?", " PM"),
    (r"(?<![\d.:/-])(\d{1,2})[.:](\d{2})(?= [AP]M)", r"\1:\2"),
    (r"(?<![\d.:/-])(\d{1,2})(?= [AP]M)", r"\1:00"),
    # 9h, 9 h 30, 18hs, 18:30h
    (r"(?<![\d.:/-])(\d{1,2}) ?h(?:rs?|s)?\.? ?([0-5]\d)(?!\w)", r"\1:\2"),
    (r"(?<![\d.:/-])(\d{1,2}) ?h(?:rs?|s)?(?!\w)", r"\1:00"),
    (r"(?<=:\d\d) ?h(?:rs?|s)?(?!\w)", ""),
)
"""How clocks are written in every language; these say themselves where a word begins and ends."""
