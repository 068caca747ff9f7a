"""Whole numbers as they are spoken, in English and Spanish, for the demo's scripts."""


def _words(joined: str) -> tuple[str, ...]:
    return tuple(joined.split())


_EN_SMALL = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_EN_TENS = _words("_ _ twenty thirty forty fifty sixty seventy eighty ninety")
_ES_SMALL = _words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve"
)
_ES_TENS = _words("_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_HUNDREDS = _words(
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def spoken(number: int, language: str) -> str | None:
    """Up to 999,999; None for what the demo cannot say."""
    if not 0 <= number < 1_000_000:
        return None
    match language:
        case "en":
            return _english(number)
        case "es":
            return _spanish(number)
        case _:
            return None


def _english(number: int) -> str:
    if number < 20:
        return _EN_SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _EN_TENS[tens] + (f"-{_EN_SMALL[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_EN_SMALL[hundreds]} hundred" + (f" and {_english(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{_english(thousands)} thousand" + (f" {_english(rest)}" if rest else "")


def _spanish(number: int) -> str:
    if number < 30:
        return _ES_SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _ES_TENS[tens] + (f" y {_ES_SMALL[ones]}" if ones else "")
    if number == 100:
        return "cien"
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return _ES_HUNDREDS[hundreds] + (f" {_spanish(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return ("mil" if thousands == 1 else f"{_spanish(thousands)} mil") + (
        f" {_spanish(rest)}" if rest else ""
    )
