"""Builds the files that people send, and those that attackers do."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter

OOXML = "http://schemas.openxmlformats.org"
W = f'xmlns:w="{OOXML}/wordprocessingml/2006/main"'
WORD_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{OOXML}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{OOXML}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OOXML}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
STYLES = (
    f'<?xml version="1.0"?><w:styles {W}><w:style w:type="paragraph" w:styleId="Titel">'
    '<w:name w:val="Title"/></w:style></w:styles>'
)
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:lang w:val="es-ES"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p w:rsidR="00A77B3E">{properties}{"".join(runs)}</w:p>'


def table(rows: Iterable[Sequence[str]]) -> str:
    lines = ("".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def document(*blocks: str) -> str:
    return f'<?xml version="1.0"?><w:document {W}><w:body>{"".join(blocks)}<w:sectPr/></w:body></w:document>'


def word(*blocks: str, document_xml: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A .docx of these paragraphs and tables, or with this main part, and `more` members."""
    members = {
        "[Content_Types].xml": WORD_TYPES.encode(),
        "_rels/.rels": RELATIONS.encode(),
        "word/styles.xml": STYLES.encode(),
        "word/document.xml": (document_xml or document(*blocks)).encode(),
    }
    return archive(members | dict(more or {}))


def archive(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


def pdf(
    *pages: str,
    title: str = "",
    content: bytes | None = None,
    filters: str = "",
    kids: str | None = None,
    to_unicode: Mapping[int, str] | None = None,
) -> bytes:
    """A PDF in Helvetica with a page for each text, a line for each of its lines.

    `content` with `filters` takes the place of the drawing of every page, `kids` that of the list of pages.
    With `to_unicode` the bytes of the text are glyphs, and these are the characters that they show.
    """
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        font + (b"/ToUnicode 4 0 R >>" if to_unicode else b">>"),
        stream(_character_map(to_unicode or {})),
        f"<< /Title {_literal(title).decode('latin-1')} >>".encode("latin-1"),
    ]
    places = []
    for page in pages:
        drawing = stream(_drawn(page)) if content is None else stream(content, filters)
        places.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {len(objects) + 2} 0 R >>".encode()
        )
        objects.append(drawing)
    listed = " ".join(places) if kids is None else kids
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(pages)} >>".encode()
    return _with_index(objects)


def encrypted(content: bytes, *, password: str, algorithm: str) -> bytes:
    """The PDF as `password` alone opens it; with an empty one it is only forbidden to print it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, owner_password="the owner's", algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def stream(content: bytes, filters: str = "") -> bytes:
    filtered = f"/Filter {filters} " if filters else ""
    return f"<< {filtered}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def inflating(size: int, *, window: int = zlib.MAX_WBITS, filler: bytes = b" ", before: bytes = b"") -> bytes:
    """`before` and then `size` bytes of filler, deflated without ever being there: a thousandth of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    mebibyte = filler * (1024 * 1024 // len(filler))
    piece = packer.compress(mebibyte) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + piece * (size // len(mebibyte)) + packer.flush()


def word_bomb(size: int, *, declared: int) -> bytes:
    """A .docx whose main part unpacks to `size` bytes and says that it has `declared` ones."""
    before = document().removesuffix("<w:sectPr/></w:body></w:document>").encode()
    packed = inflating(size, window=-zlib.MAX_WBITS, before=before)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", WORD_TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", packed)
        member = package.infolist()[-1]
        member.compress_type, member.file_size = zipfile.ZIP_DEFLATED, declared
    return made.getvalue().replace(_local(member, stored=True), _local(member, stored=False))


def _local(member: zipfile.ZipInfo, *, stored: bool) -> bytes:
    """The two bytes that name the method in the member's own header, with the name that tells it apart."""
    method = b"\x00\x00" if stored else b"\x08\x00"
    times = member.date_time
    day = (times[0] - 1980) << 9 | times[1] << 5 | times[2]
    second = times[3] << 11 | times[4] << 5 | times[5] // 2
    moment = second.to_bytes(2, "little") + day.to_bytes(2, "little")
    return method + moment + member.CRC.to_bytes(4, "little")


def _drawn(text: str) -> bytes:
    lines = b"".join(_literal(line) + b" Tj T*\n" for line in text.split("\n"))
    return b"BT /F1 12 Tf 14 TL 72 770 Td\n" + lines + b"ET"


def _literal(text: str) -> bytes:
    return b"(" + text.encode("cp1252").translate(_ESCAPES) + b")"


def _character_map(characters: Mapping[int, str]) -> bytes:
    pairs = "\n".join(f"<{code:02X}> <{ord(shown):04X}>" for code, shown in characters.items())
    return (
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{pairs}\nendbfchar\nendcmap end"
    ).encode()


def _with_index(objects: Sequence[bytes]) -> bytes:
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, thing in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n".encode() + thing + b"\nendobj\n"
    index = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\n".encode()
    return bytes(made + f"startxref\n{index}\n%%EOF\n".encode())


_ESCAPES = bytes.maketrans(b"()\\", b"[]/")
