"""What can be told from the bytes of a file: its type, the size of a picture, the length of a sound."""

import struct
import wave
from io import BytesIO
from typing import NamedTuple

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"%PDF", "application/pdf"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "audio/ogg": "oga",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "application/json": "json",
}
MPEG_1 = 3
MP3_KBIT = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
MP3_KBIT_BELOW_32_KHZ = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int


def mime_of(content: bytes, declared: str) -> str:
    """What the bytes are; what was declared where they do not tell."""
    for signature, mime in SIGNATURES:
        if content.startswith(signature):
            return mime
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12], declared)
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:11] == b"M4A" else "video/mp4"
    return declared.partition(";")[0].strip() or "application/octet-stream"


def picture_size(content: bytes) -> Size | None:
    """Of PNG, JPEG, GIF and WebP; None for anything else."""
    try:
        match mime_of(content, ""):
            case "image/png":
                return Size(*struct.unpack(">II", content[16:24]))
            case "image/gif":
                return Size(*struct.unpack("<HH", content[6:10]))
            case "image/jpeg":
                return _jpeg_size(content)
            case "image/webp":
                return _webp_size(content)
    except (struct.error, IndexError):
        return None
    return None


def sound_seconds(content: bytes) -> int:
    """Of WAV, Ogg Opus and constant-rate MP3, rounded up; 0 when it cannot be told."""
    try:
        match mime_of(content, ""):
            case "audio/wav":
                with wave.open(BytesIO(content)) as sound:
                    return int(-(-sound.getnframes() // sound.getframerate()))
            case "audio/ogg":
                last = content.rfind(b"OggS")
                return -(-int.from_bytes(content[last + 6 : last + 14], "little") // 48_000)
            case "audio/mpeg":
                return _mp3_seconds(content)
    except (struct.error, IndexError, wave.Error, EOFError, ZeroDivisionError):
        return 0
    return 0


def _jpeg_size(content: bytes) -> Size | None:
    place = 2
    while place < len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if marker in JPEG_SIZES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return Size(width, height)
        place += 2 + length
    return None


def _webp_size(content: bytes) -> Size | None:
    match content[12:16]:
        case b"VP8X":
            return Size(*(int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27)))
        case b"VP8 ":
            width, height = struct.unpack("<HH", content[26:30])
            return Size(width & 0x3FFF, height & 0x3FFF)
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return None


def _mp3_seconds(content: bytes) -> int:
    place = 0
    if content.startswith(b"ID3"):
        a, b, c, d = content[6:10]
        place = 10 + (a << 21 | b << 14 | c << 7 | d)
    table = MP3_KBIT if content[place + 1] >> 3 & 3 == MPEG_1 else MP3_KBIT_BELOW_32_KHZ
    kbit = table[content[place + 2] >> 4]
    return -(-(len(content) - place) * 8 // (kbit * 1000))
