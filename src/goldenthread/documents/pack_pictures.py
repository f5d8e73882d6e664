"""Looking at an image before it goes into a pack: its size in pixels, from its own header."""

import struct
from dataclasses import dataclass

from goldenthread.documents.pack_refusals import CannotBringIn

MOST_PIXELS = 80_000_000
"""An A3 page at 600 dots an inch is 70 million. A small file may hold far more, and fill the memory."""
_PNG = b"\x89PNG\r\n\x1a\n"
# Markers of a JPEG that state its size: every start of frame but those that define tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True)
class Picture:
    width: int
    height: int


def look_at(content: bytes, called: str) -> Picture:
    """An image's size. Raises ``CannotBringIn`` for a broken one and for one that is too large to draw."""
    try:
        picture = _png(content) if content.startswith(_PNG) else _jpeg(content)
    except (struct.error, IndexError, ValueError):
        picture = None
    if picture is None or not picture.width or not picture.height:
        raise CannotBringIn(
            f"{called} is broken: it is not readable as a PNG or JPEG image.",
            "Ask its owner to save it again.",
        )
    if picture.width * picture.height > MOST_PIXELS:
        raise CannotBringIn(
            f"{called} is huge: {picture.width:,} by {picture.height:,} pixels.",
            "Ask its owner to save it smaller; 3,500 pixels fill the width of an A4 page in print.",
        )
    return picture


def _png(content: bytes) -> Picture | None:
    if content[12:16] != b"IHDR":
        return None
    return Picture(*struct.unpack(">II", content[16:24]))


def _jpeg(content: bytes) -> Picture | None:
    """Walk the markers to the first frame."""
    if not content.startswith(b"\xff\xd8"):
        return None
    place = 2
    while place < len(content):
        if content[place] != 0xFF:
            return None
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _WITHOUT_LENGTH:
            place += 2
            continue
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return Picture(width, height)
        place += 2 + length
    return None
