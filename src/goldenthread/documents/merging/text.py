"""Text of content streams: signs through ToUnicode, or the encodings that every reader knows."""

import re
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Stream

from goldenthread.documents.merging.content import unpacked

UNKNOWN = "\ufffd"
LONGEST_RANGE = 65_536
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_BLOCK = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_PLAIN = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
NAMES = {
    "space": " ", "hyphen": "-", "period": ".", "comma": ",", "colon": ":", "semicolon": ";", "slash": "/",
    "parenleft": "(", "parenright": ")", "percent": "%", "ampersand": "&", "quotesingle": "'", "bullet": "•",
    "endash": "–", "emdash": "—", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“",
    "quotedblright": "”", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "sterling": "£",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "eacute": "é", "egrave": "è", "acircumflex": "â", "ecircumflex": "ê",
    "icircumflex": "î", "ocircumflex": "ô", "ucircumflex": "û",
}  # fmt: skip
"""Glyph names that are not their own sign; those of one letter are."""


@dataclass
class Decoder:
    """A font's way from bytes to text. ``widths``: lengths in bytes that a code may have, longest first."""

    widths: tuple[int, ...] = (1,)
    signs: dict[tuple[int, int], str] = field(default_factory=dict)
    fallback: str = ""

    def text(self, data: bytes) -> str:
        """What a shown string says; a sign without text is U+FFFD."""
        said: list[str] = []
        position = 0
        while position < len(data):
            for width in self.widths:
                code = data[position : position + width]
                sign = self.signs.get((len(code), int.from_bytes(code, "big")))
                if sign is not None:
                    break
            else:
                width = self.widths[0]
                code = data[position : position + width]
                sign = code.decode(self.fallback, "replace") if self.fallback else UNKNOWN
            said.append(sign)
            position += width
        return "".join(said)


def decoder_of(font: Object | None) -> Decoder:
    """The decoder of a font as the resources have it."""
    if not isinstance(font, Dictionary):
        return Decoder(fallback="cp1252")
    composite = font.get("/Subtype") == Name.Type0
    made = Decoder((2,) if composite else (1,))
    stream = font.get("/ToUnicode")
    if isinstance(stream, Stream):
        _read_map(made, unpacked(stream), composite=composite)
    if not composite:
        _read_encoding(made, font.get("/Encoding"))
    return made


def _read_encoding(made: Decoder, encoding: Object | None) -> None:
    base = encoding
    if isinstance(encoding, Dictionary):
        base = encoding.get("/BaseEncoding")
        code = 0
        differences = encoding.get("/Differences")
        for item in differences if isinstance(differences, Array) else []:
            if isinstance(item, int):
                code = item
            elif isinstance(item, Name):
                made.signs.setdefault((1, code), _named(str(item)[1:]))
                code += 1
    made.fallback = "mac_roman" if base == Name.MacRomanEncoding else "cp1252"


def _named(name: str) -> str:
    if name in NAMES:
        return NAMES[name]
    if re.fullmatch(r"uni[0-9A-F]{4}", name):
        return chr(int(name[3:], 16))
    return name if len(name) == 1 else UNKNOWN


def _read_map(made: Decoder, data: bytes, *, composite: bool) -> None:
    widths: set[int] = set()
    for kind, block in _BLOCK.findall(data):
        tokens = [(bytes.fromhex(found.decode()), opens, closes) for found, opens, closes in _pieces(block)]
        if kind == b"codespacerange":
            widths |= {len(code) for code, opens, closes in tokens if code}
        elif kind == b"bfchar":
            codes = [code for code, _, _ in tokens]
            for source, target in zip(codes[::2], codes[1::2], strict=False):
                made.signs[len(source), int.from_bytes(source, "big")] = _utf16(target)
        else:
            _ranges(made, tokens)
    if composite and widths:
        made.widths = tuple(sorted(widths, reverse=True))


def _pieces(block: bytes) -> list[tuple[bytes, bytes, bytes]]:
    found = []
    for code, opens, closes in _HEX.findall(block):
        digits = re.sub(rb"\s", b"", code)
        found.append((digits + b"0" * (len(digits) % 2), opens, closes))
    return found


def _ranges(made: Decoder, tokens: list[tuple[bytes, bytes, bytes]]) -> None:
    position = 0
    while position + 2 < len(tokens):
        first, last = tokens[position][0], tokens[position + 1][0]
        start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        end = min(end, start + LONGEST_RANGE)
        position += 2
        if tokens[position][1]:
            position += 1
            code = start
            while position < len(tokens) and not tokens[position][2]:
                made.signs[len(first), code] = _utf16(tokens[position][0])
                code += 1
                position += 1
            position += 1
            continue
        target = tokens[position][0]
        position += 1
        if not target:
            continue
        value = int.from_bytes(target, "big")
        for code in range(start, end + 1):
            room = 256 ** len(target)
            made.signs[len(first), code] = _utf16(
                ((value + code - start) % room).to_bytes(len(target), "big")
            )


def _utf16(data: bytes) -> str:
    return data.rjust(2, b"\0").decode("utf-16-be", "replace")


def string_of(token: bytes) -> bytes:
    """The bytes that a string token stands for: ``b"(a\\\\051)"`` or ``b"<6129>"``."""
    if token.startswith(b"<"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", token)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[:1] in b"01234567":
        return bytes([int(said, 8) & 255])
    return _PLAIN.get(said, said)


def text_string(data: bytes) -> str:
    """A text string of the document, such as ActualText, from its bytes."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("cp1252", "replace")
