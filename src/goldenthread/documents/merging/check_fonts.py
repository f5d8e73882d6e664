"""Checks of fonts: embedded, and with a way from their signs to text."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream

from goldenthread.documents.merging.content import resource
from goldenthread.documents.merging.found import Examined, Found, page_found
from goldenthread.documents.merging.walk import Key

EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
KNOWN_ENCODINGS = (Name.WinAnsiEncoding, Name.MacRomanEncoding, Name.MacExpertEncoding)


def font_findings(examined: Examined) -> Iterator[Found]:
    """10-001 by the presence of ToUnicode or a known encoding, and 31-009."""
    seen: set[Key] = set()
    for holder in examined.holders.all.values():
        if not holder.marks.shows_text:
            continue
        for name in sorted(holder.marks.fonts):
            font = resource(holder.thing.get("/Resources"), "/Font", name)
            if not isinstance(font, Dictionary) or (font.is_indirect and font.objgen in seen):
                continue
            seen.add(font.objgen)
            said = str(font.get("/BaseFont", "a font"))[1:][:60]
            if not _is_embedded(font):
                yield page_found(holder.page, f"uses a font that is not embedded ({said})", "31-009")
            if not _has_text(font):
                yield page_found(
                    holder.page, f"has text that cannot be read aloud or searched ({said})", "10-001"
                )


def descriptor(font: Object) -> Object | None:
    """The font's descriptor, its descendant's for a composite font."""
    if font.get("/Subtype") == Name.Type0:
        listed = font.get("/DescendantFonts")
        font = listed[0] if isinstance(listed, Array) and len(listed) else font
    found = font.get("/FontDescriptor") if isinstance(font, Dictionary) else None
    return found if isinstance(found, Dictionary) else None


def _is_embedded(font: Object) -> bool:
    if font.get("/Subtype") == Name.Type3:
        return True
    found = descriptor(font)
    return found is not None and any(isinstance(found.get(key), Stream) for key in EMBEDDED)


def _has_text(font: Object) -> bool:
    if isinstance(font.get("/ToUnicode"), Stream):
        return True
    if font.get("/Subtype") in (Name.Type0, Name.Type3):
        return False
    encoding = font.get("/Encoding")
    if isinstance(encoding, Dictionary):
        return True
    if encoding in KNOWN_ENCODINGS:
        return True
    found = descriptor(font)
    flags = found.get("/Flags", 0) if found is not None else 32
    return font.get("/Subtype") == Name.Type1 and isinstance(flags, int) and not flags & 4
