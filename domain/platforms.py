"""The platforms we write for, what they allow, and how each of them counts."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

from domain.typed import utf16_units


class Platform(StrEnum):
    TWITTER = "twitter"
    LINKEDIN = "linkedin"
    INSTAGRAM = "instagram"


@dataclass(frozen=True, slots=True)
class Allowance:
    """`length` in the units of `length_of`; `hashtags` per post, None where no limit is documented."""

    length: int
    hashtags: int | None = None


# X: developer documentation, "Counting characters". LinkedIn: Posts API, `commentary`. Instagram: caption of
# Meta's content publishing; 5 hashtags since 2026 (it was 30) according to Ayrshare's API documentation.
_ALLOWANCES = {
    Platform.TWITTER: Allowance(length=280),
    Platform.LINKEDIN: Allowance(length=3000),
    Platform.INSTAGRAM: Allowance(length=2200, hashtags=5),
}


def limit_of(platform: Platform) -> int:
    """The longest post the platform takes, in the units of `length_of`."""
    return _ALLOWANCES[platform].length


def hashtags_limit_of(platform: Platform) -> int | None:
    """How many hashtags a post may carry, or None where the platform documents no limit."""
    return _ALLOWANCES[platform].hashtags


def length_of(text: str, platform: Platform) -> int:
    """How long `text` is, as the platform counts.

    X: weighted characters (twitter-text 3, configuration v3). LinkedIn and Instagram do not document their
    unit; UTF-16 code units are the careful choice: neither code points nor graphemes give a larger count.
    """
    return _weighted_length(text) if platform is Platform.TWITTER else utf16_units(text)


def hashtags_of(text: str) -> list[str]:
    """The hashtags in `text`, with their sign. The fragment of a link and a bare number (`#1`) are none."""
    return [match["tag"] for match in _HASHTAG.finditer(_URL.sub(" ", text))]


def _weighted_length(text: str) -> int:
    """X's count: NFC; a link is 23, an emoji sequence 2, any other code point 1 or 2 by its range.

    Known differences from twitter-text. Longer here: a link with a scheme and a rare top-level domain counts
    as the longer of 23 and its own length; © and ® count 2 also without an emoji selector. Shorter here: a
    bare address with a rare domain (`a.photography`) counts as the text it is; a sequence that no font draws
    (😀 joined to 😀, a flag of no country) counts as one. Either way: an address glued to other letters.
    """
    text = unicodedata.normalize("NFC", text)
    total = end = 0
    for start, stop, weight in _wholes(text):
        total += sum(map(_weight, text[end:start])) + weight
        end = stop
    return total + sum(map(_weight, text[end:]))


def _wholes(text: str) -> Iterator[tuple[int, int, int]]:
    """Links and emoji, which count as a whole: start, end, weight."""
    for match in _WHOLE.finditer(text):
        weight = 2 if match["emoji"] else _LINK_WEIGHT
        if match["unsure"]:
            weight = max(weight, sum(map(_weight, match[0])))
        yield match.start(), match.end(), weight


def _weight(character: str) -> int:
    return 1 if any(first <= ord(character) <= last for first, last in _LIGHT) else 2


_LINK_WEIGHT = 23
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

# twitter-text links bare addresses too, when their last label is a top-level domain: here those of countries
# and those longer ones that people really type.
_COUNTRIES = (
    "ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br "
    "bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee "
    "eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm "
    "hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li "
    "lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne "
    "nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc "
    "sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tp tr tt "
    "tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw рф укр бел срб мкд"
)
_GENERIC = (
    "academy agency app art bar bio biz blog business cafe cat center club cloud com community company "
    "design dev digital edu email events expert finance fit fun gallery global gov group guide help host "
    "info ink int jobs land legal life link live ltd market marketing media mil mobi money museum name "
    "net network news ninja one online org page photo photos pics plus press pro pub review reviews rocks "
    "run shop site social software solutions space store studio support systems team tech today tools top "
    "tours travel university video vip website wiki win work works world xyz"
)
_TLD = "|".join(sorted(f"{_COUNTRIES} {_GENERIC}".split(), key=len, reverse=True))
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?"
_BARE_LABEL = r"[\p{Latin}\p{Cyrillic}0-9](?:[\p{Latin}\p{Cyrillic}0-9-]{0,61}[\p{Latin}\p{Cyrillic}0-9])?"
_PATH_LETTER = r"[\p{Latin}\p{Cyrillic}\p{Nd}!*';:=+,.$/%#\[\]\-_~@|&]"
_PATH_END = r"[\p{Latin}\p{Cyrillic}\p{Nd}=_#/+\-]"
_PATH = rf"(?:/(?:(?:{_PATH_LETTER}|\({_PATH_LETTER}*\))*(?:{_PATH_END}|\({_PATH_LETTER}+\)))?)?"
_QUERY = r"(?:\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@]*[a-z0-9\-_&=#/])?"
_TAIL = rf"(?::\d+)?{_PATH}{_QUERY}"
_DOMAIN_END = r"(?![a-z0-9@+-])"
_LINK = (
    rf"(?<![a-z0-9@＠$#＃])https?://(?:(?:{_LABEL}\.){{1,20}}(?:{_TLD}){_DOMAIN_END}{_TAIL}"
    rf"|(?P<unsure>(?:{_LABEL}\.){{1,20}}\p{{L}}{{2,63}}{_DOMAIN_END}{_TAIL}))"
    rf"|(?<![\p{{Latin}}\p{{Cyrillic}}\p{{N}}@＠$#＃_./-])(?:{_BARE_LABEL}\.){{1,20}}(?:{_TLD}){_DOMAIN_END}"
    rf"(?:(?=/|:\d+/){_TAIL})?"
)

# Unicode TR 51, emoji sequences. The longest ZWJ sequence recommended for interchange joins four; a longer
# chain is not shown as one picture and must not count as one.
_EMOJI_UNIT = (
    r"(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}"
    r"|\p{Extended_Pictographic}\uFE0F?(?!\uFE0E)|\p{Emoji_Presentation}(?!\uFE0E))"
    r"(?:[\U000E0020-\U000E007E]+\U000E007F)?"
)
_EMOJI = rf"\p{{RI}}\p{{RI}}|[0-9#*]\uFE0F?\u20E3|{_EMOJI_UNIT}(?:\u200D{_EMOJI_UNIT}){{0,3}}"

_URL = regex.compile(_LINK, regex.IGNORECASE)
_WHOLE = regex.compile(rf"{_LINK}|(?P<emoji>{_EMOJI})", regex.IGNORECASE)
_HASHTAG = regex.compile(r"(?<![\w&/])(?P<tag>[#＃](?=\w*[\p{L}\p{M}])\w+)")
