"""Files of bots and people, found again by file_id."""

import mimetypes
import secrets
import sqlite3
from dataclasses import dataclass
from hashlib import sha256

from sandbox.telegram.call import Upload
from sandbox.telegram.errors import bad_request
from sandbox.telegram.media import EXTENSIONS, mime_of, picture_size, sound_seconds
from sandbox.telegram.store import Json, Store

MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024
MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "m4a": "audio/mp4",
    "md": "text/markdown",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
}
"""As Telegram's apps name them; what a machine's own table of types says differs from one to the next."""
FOLDERS = {
    "photo": "photos",
    "audio": "music",
    "voice": "voice",
    "video": "videos",
    "video_note": "video_notes",
    "document": "documents",
}
PREFIXES = {
    "photo": "AgACAgIAAxk",
    "audio": "CQACAgIAAxk",
    "voice": "AwACAgIAAxk",
    "video": "BAACAgIAAxk",
    "video_note": "DQACAgIAAxk",
    "document": "BQACAgIAAxk",
}
TYPES = {
    "photo": "Photo",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video": "Video",
    "video_note": "VideoNote",
    "document": "Document",
}


@dataclass(frozen=True, slots=True)
class File:
    """Size in bytes, width and height in pixels, duration in seconds."""

    file_id: str
    unique_id: str
    kind: str
    name: str | None
    mime: str
    size: int
    width: int | None
    height: int | None
    duration: int | None
    path: str

    def head(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def content_field(self, *, duration: int = 0, title: str = "", performer: str = "") -> Json:
        """The field of a Message that carries this file, named after its kind."""
        head = self.head()
        seconds = duration or self.duration or 0
        match self.kind:
            case "photo":
                return {"photo": [{**head, "width": self.width, "height": self.height}]}
            case "voice":
                return {"voice": {**head, "duration": seconds, "mime_type": self.mime}}
            case "audio":
                words = {"title": title, "performer": performer, "file_name": self.name or ""}
                named = {key: value for key, value in words.items() if value}
                return {"audio": {**head, "duration": seconds, "mime_type": self.mime, **named}}
            case "video":
                frame = {"width": self.width or 1280, "height": self.height or 720, "duration": seconds}
                return {
                    "video": {**head, **frame, "mime_type": self.mime, "file_name": self.name or "video.mp4"}
                }
            case "video_note":
                return {"video_note": {**head, "length": 384, "duration": seconds}}
        return {"document": {**head, "file_name": self.name or "file", "mime_type": self.mime}}


class Files:
    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, kind: str, upload: Upload) -> File:
        """Raises Bad Request for an empty file, and for a photo that is none or too big."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        mime = _mime(upload)
        size = picture_size(upload.content)
        if kind == "photo":
            _check_photo(upload, size)
        file_id = PREFIXES[kind] + secrets.token_urlsafe(33)
        name = upload.name or f"file.{EXTENSIONS.get(mime, 'bin')}"
        file = File(
            file_id=file_id,
            unique_id="AQAD" + sha256(upload.content).hexdigest()[:12],
            kind=kind,
            name=name,
            mime=mime,
            size=len(upload.content),
            width=size.width if size else None,
            height=size.height if size else None,
            duration=sound_seconds(upload.content) if kind in ("audio", "voice") else None,
            path=f"{FOLDERS[kind]}/file_{secrets.token_hex(4)}.{_extension(name, mime)}",
        )
        self._keep(file, upload.content)
        return file

    def get(self, file_id: str) -> File | None:
        return self._find("file_id", file_id)

    def by_path(self, path: str) -> File | None:
        return self._find("path", path)

    def content(self, file: File) -> bytes:
        row = self._store.row("SELECT content FROM files WHERE file_id = ?", file.file_id)
        return b"" if row is None else bytes(row["content"])

    def reuse(self, kind: str, file_id: str) -> File:
        """A file that was sent before. Raises Bad Request for an unknown id or another kind."""
        file = self.get(file_id)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {TYPES[file.kind]} as {TYPES[kind]}")
        return file

    def _find(self, column: str, value: str) -> File | None:
        columns = "file_id, unique_id, kind, name, mime, size, width, height, duration, path"
        row = self._store.row(f"SELECT {columns} FROM files WHERE {column} = ?", value)  # noqa: S608
        return None if row is None else _file(row)

    def _keep(self, file: File, content: bytes) -> None:
        self._store.run(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(file.file_id, file.unique_id, file.kind, file.name, file.mime, file.size),
            *(file.width, file.height, file.duration, file.path, content),
        )


def _check_photo(upload: Upload, size: tuple[int, int] | None) -> None:
    if len(upload.content) > MOST_PHOTO_BYTES:
        raise bad_request(f'file "{upload.name}" of size {len(upload.content)} bytes is too big for a photo')
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or min(width, height) == 0 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _mime(upload: Upload) -> str:
    suffix = upload.name.rpartition(".")[2].lower()
    by_name = MIMES.get(suffix) or mimetypes.guess_type(upload.name)[0] or ""
    declared = upload.mime if upload.mime not in ("", "application/octet-stream") else by_name
    return mime_of(upload.content, declared)


def _extension(name: str, mime: str) -> str:
    suffix = name.rpartition(".")[2] if "." in name else ""
    return suffix.lower() if suffix.isalnum() and len(suffix) <= 8 else EXTENSIONS.get(mime, "bin")


def _file(row: sqlite3.Row) -> File:
    return File(**{key: row[key] for key in row.keys()})  # noqa: SIM118
