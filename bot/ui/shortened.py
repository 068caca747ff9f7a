from domain.typed import utf16_units


def shortened(words: str, most: int) -> str:
    """The words, or as much of them as `most` UTF-16 units hold, with an ellipsis."""
    if utf16_units(words) <= most:
        return words
    kept = words[: most - 1]
    while utf16_units(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
