"""Pictures and sounds, good ones and such as were made to harm."""

import gzip
import math
import struct
import wave
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms


def picture(
    form: str = "PNG", size: tuple[int, int] = (64, 48), colour: Any = "teal", **options: Any
) -> bytes:
    mode = "P" if form == "GIF" else "RGB"
    return written(Image.new("RGB", size, colour).convert(mode), form, **options)


def noise(size: tuple[int, int], form: str = "PNG", **options: Any) -> bytes:
    """A picture that cannot be packed."""
    return written(Image.effect_noise(size, 100).convert("RGB"), form, **options)


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def seen(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def profile_with_red_and_blue_exchanged() -> bytes:
    """sRGB but for the names of two tags (ICC.1, 7.3): whoever minds the profile sees red as blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    head, (count,) = profile[:128], struct.unpack(">I", profile[128:132])
    names = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}
    entries = [profile[132 + 12 * n : 144 + 12 * n] for n in range(count)]
    table = b"".join(names.get(entry[:4], entry[:4]) + entry[4:] for entry in entries)
    return head + profile[128:132] + table + profile[132 + 12 * count :]


def wav(seconds: float = 2, rate: int = 8000) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        tone = (int(8000 * math.sin(n / 5)) for n in range(int(seconds * rate)))
        sound.writeframes(b"".join(struct.pack("<h", level) for level in tone))
    return file.getvalue()


def mp3(seconds: float = 3) -> bytes:
    """Silence in frames of MPEG-1 layer III, 128 kbit/s at 44.1 kHz: 417 bytes for 1,152 samples."""
    frame = b"\xff\xfb\x90\xc4" + bytes(413)
    return frame * round(seconds * 44_100 / 1_152)


def opus(seconds: float = 2) -> bytes:
    """Ogg with the two heads of Opus (RFC 7845) and a page that says how long it is, at 48 kHz."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    return (
        _page(head, 0, position=0, flags=2)
        + _page(tags, 1, position=0)
        + _page(b"\xf8\xff\xfe", 2, position=int(seconds * 48_000), flags=4)
    )


def m4a(seconds: float = 2, handler: bytes = b"soun") -> bytes:
    """The boxes that tell how long it is (ISO 14496-12); `handler` vide makes a film of it."""
    movie = _box(b"mvhd", bytes(12) + struct.pack(">II", 1000, int(seconds * 1000)) + bytes(80))
    media = _box(b"mdhd", bytes(12) + struct.pack(">II", 1000, int(seconds * 1000)) + bytes(4))
    track = _box(b"trak", _box(b"mdia", media + _box(b"hdlr", bytes(8) + handler + bytes(13))))
    return _box(b"ftyp", b"M4A \0\0\0\0M4A isom") + _box(b"moov", movie + track) + _box(b"mdat", bytes(64))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as that."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1024))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def png_of_zeros(width: int, height: int) -> bytes:
    """What is inside is as large as it says, and packs well."""
    packer = zlib.compressobj(9)
    line = bytes(1 + 4 * width)
    data = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def png_with_text_bomb(unpacked: int) -> bytes:
    """A small picture with a note that unpacks to so many bytes."""
    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    note = b"Comment\0\0" + zlib.compress(bytes(unpacked), 9)
    data = zlib.compress(bytes(4 * 13))
    chunks = ((b"IHDR", head), (b"zTXt", note), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def gzip_bomb(unpacked: int) -> bytes:
    file = BytesIO()
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9) as packed:
        for _ in range(unpacked // 1_048_576):
            packed.write(bytes(1_048_576))
    return file.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def _page(content: bytes, number: int, *, position: int, flags: int = 0) -> bytes:
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, 7, number, 0, 1)
    return head + bytes([len(content)]) + content
