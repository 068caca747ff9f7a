"""Sound in files that say in their metadata what is spoken in them.

Sources: RIFF WAVE and its LIST INFO chunk (Microsoft, Multimedia Programming Interface 1.0), ID3v2.4
(https://id3.org/id3v2.4.0-structure), ISO base media file format boxes (ISO/IEC 14496-12).
"""

import struct


def wav(samples: bytes, rate: int, comment: bytes) -> bytes:
    """Mono WAV of 8-bit samples; `rate` in samples a second."""
    form = struct.pack("<HHIIHH", 1, 1, rate, rate, 1, 8)
    info = _chunk(b"LIST", b"INFO" + _chunk(b"ICMT", comment + b"\0"))
    return _chunk(b"RIFF", b"WAVE" + _chunk(b"fmt ", form) + info + _chunk(b"data", samples))


def mp3(frames: bytes, comment: bytes) -> bytes:
    """MPEG frames behind a tag with one comment in UTF-8."""
    text = b"\x03eng\0" + comment
    frame = b"COMM" + _synchsafe(len(text)) + b"\0\0" + text
    return b"ID3\x04\0\0" + _synchsafe(len(frame)) + frame + frames


def mp4(sound: bytes, comment: bytes) -> bytes:
    """A film without pictures: what a reader of metadata finds in a real one, and the sound as it is.

    No player shows it; whoever needs moving pictures takes a real film.
    """
    kind = _box(b"ftyp", b"mp42" + bytes(4) + b"mp42isom")
    words = struct.pack(">HH", len(comment) % 0x10000, 0) + comment
    return kind + _box(b"moov", _box(b"udta", _box(b"\xa9cmt", words))) + _box(b"mdat", sound)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def _synchsafe(number: int) -> bytes:
    """Four times seven bits, so that no byte looks like the start of a frame."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
