"""Texts as people and models write them, and as neither would: the same ones for the same seed."""

import random
import unicodedata

from domain.counting.x import TOP_LEVEL_DOMAINS


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split(" ")


WORDS = _words(
    "Five emails became two and activation rose naïve Ünder straße İstanbul ﬁne ½ ① ﷽ ｆｕｌｌ",
    "e\u0301te\u0301 Ελλάδα Привет мир їжак день 日本語 テスト 東京 中国 한국어 नमस्ते हिन्दी مرحبا",
    "שלום שָׁלוֹם ไทย",
)
EMOJI = _words(
    "😀 ❤ ❤️ 👍🏽 👩🏽 🏽 👨‍👩‍👧‍👦 👩🏽‍🚀 👩‍❤️‍💋‍👨 🏳️‍🌈 🏴‍☠️ 👁️‍🗨️ ⛹🏿‍♀️ 🕵️‍♂️ 🇩🇪 🇫🇷 🇽🇽 🇩 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 0️⃣ #⃣ *⃣ © ® ™ ℹ️ ‼",
    "☺️ ☺︎ 😀‍😀 👨‍👩‍👧‍😀 😀️ 👩🏽‍🚀🏽 \u200d \ufe0f 🐈‍⬛ 🧑‍💻 🤝🏽 🫱🏽 🫶 👩🏽‍❤️‍👨🏻",
)
LABELS = _words(
    "foo example www sub a x-y my_site t.co 1 xn--abc é müller 日本 пример ex😀 -a b-",
    "longlonglonglonglonglong",
)
TOPS = _words("com org de co.uk io photography рф 中国 みんな xn--p1ai COM invalid js md c museum online")
PATH = _words("a abc é ж 日 😀 / _ - – . , : ! & ~ # % @me/ #top %20 (x) (a(b)c) ( ) ] '")
QUERY = _words("a=1 b & ? é ( ) / . , ! = #x")
SCHEMES = ["", "", "", "http://", "https://", "https://", "HTTPS://", "ftp://", "//", "https:/"]
BETWEEN = [
    *[" "] * 8,
    *["", "\n", "\r\n", "\r", "\t", ". ", ", ", "! ", "? ", " – "],
    *"…—“”‘()[]{}<>\"'`「」。、-_/.,:;@#$＠＃&*|\\~^%+=",
    *"\u10ff\u1100\u1fff\u2000\u200e\u2010\u201f\u2020\u2031\u2032\u2037\u2038",
    *"\u200b\u200c\u200d\u200f\u202e\u2066\u061c\x00\x1b\x7f\x85\u2028\u2029\ufeff\ufffe\u00a0\u3000",
]
PLANES = [(0x00, 0x2FFF), (0x3000, 0xD7FF), (0xE000, 0x1FFFF), (0x20000, 0x10FFFF)]


def generated_texts(number: int, *, seed: int) -> list[str]:
    """`number` texts of one to eight pieces; a quarter is composed anew, a quarter decomposed."""
    chance = random.Random(seed)
    return [_text(chance) for _ in range(number)]


def _text(chance: random.Random) -> str:
    pieces = [_piece(chance) + chance.choice(BETWEEN) for _ in range(chance.randint(1, 8))]
    text = "".join(pieces)
    match chance.randrange(4):
        case 0:
            return unicodedata.normalize("NFC", text)
        case 1:
            return unicodedata.normalize("NFD", text)
        case _:
            return text


def _piece(chance: random.Random) -> str:
    match chance.choices(range(6), weights=[30, 20, 30, 7, 6, 7])[0]:
        case 0:
            return " ".join(chance.choices(WORDS, k=chance.randint(1, 4)))
        case 1:
            return "".join(chance.choices(EMOJI, k=chance.randint(1, 3)))
        case 2:
            return _link(chance)
        case 3:
            return chance.choice("#＃@") + chance.choice([*WORDS, "ann", "bob_1", "foo.com"])
        case 4:
            return chr(chance.randint(*chance.choice(PLANES)))
        case _:
            return str(chance.randint(0, 99_999)) + chance.choice(["", ".5", "%", " €"])


def _link(chance: random.Random) -> str:
    path = "/" + "".join(chance.choices(PATH, k=chance.randint(0, 8))) if chance.random() < 0.6 else ""
    query = "?" + "".join(chance.choices(QUERY, k=chance.randint(0, 5))) if chance.random() < 0.4 else ""
    port = chance.choice(["", "", "", ":80", ":"])
    return chance.choice(SCHEMES) + _host(chance) + port + path + query


def _host(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(["t.co", "T.CO"]) + "/" + "aB3" * chance.randint(0, 15)
    labels = chance.choices(LABELS, k=chance.randint(1, 3))
    return ".".join([*labels, chance.choice([*TOPS, chance.choice(TOP_LEVEL_DOMAINS)])])
