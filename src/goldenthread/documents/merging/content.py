"""Reading content streams fast: operators with their operands as they stand in the file, and where.

Here a run of numbers is one token, and one who only looks for marks skips the drawing of paths with it, which
the library's own parser cannot. What is no token is passed over, as readers do.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Stream

MOST_BYTES = 64 * 1024 * 1024
"""Of one page's content, unpacked."""

_REST = rb"""
    |(?P<string>\([^()\\]*(?:\\[\s\S][^()\\]*)*\))
    |(?P<operator>[A-Za-z'"][^\s()<>\[\]{}/%]*)
    |(?P<name>/[^\s()<>\[\]{}/%]*)
    |(?P<punctuation><<|>>|\[|\])
    |(?P<hex><[0-9A-Fa-f\s]*>)
    |(?P<comment>%[^\r\n]*)
    |(?P<open>\()
"""
_EVERY = re.compile(rb"(?P<number>[-+.0-9][-+.0-9\s]*)" + _REST, re.VERBOSE)
_QUICK = re.compile(
    rb"""(?P<mark>(?P<tag>/[^\s()<>\[\]{}/%]+)\s*<<\s*/MCID\s+(?P<mcid>\d+)\s*>>\s*BDC(?=[\s/\[(<]|$))
    |(?P<font>(?P<face>/[^\s()<>\[\]{}/%]+)\s+[-+.0-9]+\s+Tf(?=[\s/\[(<]|$))
    |(?P<skip>(?!\s)(?:[-+.0-9\s]*+
        (?:re|cm|Tm|Td|TD|Tr|Tc|Tw|Tz|TL|Ts|T\*|BT|ET|rg|RG|scn|SCN|ri|[mlcvyhwWngGkKMjJdi])
        (?=[\s/\[(<]|$))++)
    |(?P<colour>/[^\s()<>\[\]{}/%]*\s+(?:cs|CS|gs)(?=[\s/\[(<]|$))
    |(?P<shown>\[
        (?:[^\[\]()<>%]|\([^()\\]*(?:\\[\s\S][^()\\]*)*\)|<[0-9A-Fa-f\s]*>)*+\]
        \s*TJ(?=[\s/\[(<]|$))
    |(?P<number>[-+.0-9][-+.0-9\s]*+)"""
    + _REST,
    re.VERBOSE,
)
_END_OF_IMAGE = re.compile(rb"[\s]EI(?=[\s]|$)")
_WORDS = frozenset((b"true", b"false", b"null"))


class TooMuch(ValueError):
    """Content that unpacks to more than MOST_BYTES."""


Operation = tuple[bytes, list[bytes], int, int]
"""An operator, its operands as tokens (brackets too), and the bytes from the first operand to its end."""


def operations(data: bytes, *, quick: bool = False) -> Iterator[Operation]:
    """Every operator of a content stream; an inline image is one, ``EI``.

    ``quick`` leaves out operators that move, outline and colour, and the operands of TJ: enough for marks and
    for what is painted.
    """
    token_of = _QUICK if quick else _EVERY
    position = 0
    operands: list[bytes] = []
    start = -1
    while position >= 0:
        resumed = -1
        for match in token_of.finditer(data, position):
            kind = match.lastgroup
            if kind == "skip" or kind == "colour":
                operands, start = [], -1
                continue
            if kind == "shown":
                yield b"TJ", [], match.start(), match.end()
                operands, start = [], -1
                continue
            if kind == "mark":
                yield (
                    b"BDC",
                    [match["tag"], b"<<", b"/MCID", match["mcid"], b">>"],
                    match.start(),
                    match.end(),
                )
                operands, start = [], -1
                continue
            if kind == "font":
                yield b"Tf", [match["face"], b""], match.start(), match.end()
                operands, start = [], -1
                continue
            if kind == "comment":
                continue
            if start < 0:
                start = match.start()
            if kind == "operator":
                token = match[0]
                if token in _WORDS:
                    operands.append(token)
                    continue
                if token == b"ID":
                    found = _END_OF_IMAGE.search(data, match.end())
                    resumed = found.end() if found else len(data)
                    yield b"EI", operands, start, resumed
                    operands, start = [], -1
                    break
                if token != b"BI":
                    yield token, operands, start, match.end()
                    operands, start = [], -1
            elif kind == "open":
                resumed = _end_of_string(data, match.start())
                operands.append(data[match.start() : resumed])
                break
            else:
                operands.append(match[0])
        position = resumed


def _end_of_string(data: bytes, start: int) -> int:
    """Past the bracket that closes a string with brackets inside."""
    depth = 0
    for match in re.finditer(rb"\\[\s\S]|[()]", data[start:]):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if depth == 0:
                return start + match.end()
    return len(data)


def page_content(page: Object) -> bytes:
    """A page's content, its streams joined as readers join them. Raises TooMuch, or PdfError."""
    contents = page.get("/Contents")
    if isinstance(contents, Stream):
        return unpacked(contents)
    if isinstance(contents, Array):
        return b"\n".join(unpacked(stream) for stream in contents if isinstance(stream, Stream))
    return b""


def unpacked(stream: Object) -> bytes:
    """A stream's bytes, no more than MOST_BYTES of them, so that a small file cannot fill the memory."""
    if stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream:
        packed = stream.read_raw_bytes()
        try:
            data = zlib.decompressobj().decompress(packed, MOST_BYTES + 1)
        except zlib.error:
            data = stream.read_bytes()
    else:
        data = stream.read_bytes()
    if len(data) > MOST_BYTES:
        raise TooMuch("content of more than 64 MB")
    return bytes(data)


def marked_number(operands: list[bytes], properties: Object | None) -> int | None:
    """The MCID that a BDC's operands give, written there or in the resources' ``properties``."""
    if len(operands) == 2 and isinstance(properties, Dictionary):
        named = properties.get(operands[1].decode("latin-1"))
        number = named.get("/MCID") if isinstance(named, Dictionary) else None
        return number if isinstance(number, int) else None
    for token, after in pairwise(operands):
        if token == b"/MCID":
            digits = after.strip()
            return int(digits) if digits.isdigit() and len(digits) < 10 else -1
    return None


def resource(resources: Object | None, kind: str, name: bytes) -> Object | None:
    """What a name of the content stands for: ``resource(page.Resources, "/XObject", b"/Im0")``."""
    if not isinstance(resources, Dictionary):
        return None
    some = resources.get(kind)
    return some.get(name.decode("latin-1")) if isinstance(some, Dictionary) else None


def is_form(thing: Object | None) -> bool:
    """A Form XObject, which holds content of its own."""
    return isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form
