"""Which characters the report's font can draw, and what stands in for those it cannot.

PDF/UA-1 refuses a character without a glyph, and one tick pasted from a word processor must not cost the
board its report. The font's own character map says what it draws; the rest is replaced by a likeness where
there is one and by ``□`` where there is none.
"""

import struct
import unicodedata
from functools import cache

from goldenthread.documents.typeface import REGULAR

STAND_IN = "□"

# Bullets and ticks as word processors write them, some from symbol fonts' private codes.
LIKENESSES = {
    "\u2713": "√",
    "\u2714": "√",
    "\uf0fc": "√",
    "\u2717": "×",
    "\u2718": "×",
    "\uf0fb": "×",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "►",
    "\u27a2": "►",
    "\u2b1b": "■",
    "\u25fc": "■",
    "\u2794": "→",
    "\uf0e0": "→",
}


def printable(text: str) -> str:
    """The text with every character drawable: likenesses first, ``□`` last; control characters dropped."""
    composed = unicodedata.normalize("NFC", text)
    drawable = drawable_characters()
    if all(character in drawable for character in composed):
        return composed
    return "".join(_drawn(character, drawable) for character in composed)


def _drawn(character: str, drawable: frozenset[str]) -> str:
    if character in "\n" or character in drawable:
        return character
    if character in LIKENESSES:
        return LIKENESSES[character]
    if character in "\t\v\f\r\u2028\u2029" or unicodedata.category(character) == "Zs":
        return " "
    # Controls, joiners, variation selectors and combining marks have no shape of their own.
    if unicodedata.category(character) in ("Cc", "Cf", "Mn"):
        return ""
    simpler = unicodedata.normalize("NFKC", character)
    if simpler != character and all(part in drawable for part in simpler):
        return simpler
    return STAND_IN


@cache
def drawable_characters() -> frozenset[str]:
    """The characters of the font's Windows Unicode map ("cmap" format 4, basic plane), less the controls."""
    data = REGULAR.read_bytes()
    table_count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(table_count))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    subtables = (
        struct.unpack_from(">HHI", data, cmap + 4 + 8 * n)
        for n in range(struct.unpack_from(">H", data, cmap + 2)[0])
    )
    start = next(cmap + offset for platform, encoding, offset in subtables if (platform, encoding) == (3, 1))
    return frozenset(
        chr(code)
        for code in _format_4_codes(data, start)
        if unicodedata.category(chr(code)) not in ("Cc", "Cf")
    )


def _format_4_codes(data: bytes, start: int) -> set[int]:
    segments = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends_at, starts_at = start + 14, start + 16 + 2 * segments
    deltas_at, offsets_at = starts_at + 2 * segments, starts_at + 4 * segments
    codes: set[int] = set()
    for segment in range(segments):
        end = struct.unpack_from(">H", data, ends_at + 2 * segment)[0]
        first = struct.unpack_from(">H", data, starts_at + 2 * segment)[0]
        delta = struct.unpack_from(">h", data, deltas_at + 2 * segment)[0]
        offset_at = offsets_at + 2 * segment
        offset = struct.unpack_from(">H", data, offset_at)[0]
        for code in range(first, min(end, 0xFFFE) + 1):
            glyph = (
                struct.unpack_from(">H", data, offset_at + offset + 2 * (code - first))[0]
                if offset
                else (code + delta) & 0xFFFF
            )
            if glyph:
                codes.add(code)
    return codes
