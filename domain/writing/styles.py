from enum import StrEnum


class Style(StrEnum):
    PROFESSIONAL = "professional"
    CASUAL = "casual"
    WITTY = "witty"
