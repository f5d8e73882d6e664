"""XML of many alike elements, one at a time: each as plain dictionaries, and never more than a few in memory.

A file with a document type is refused, since only one can declare entities: those that fill the memory, and
those that name other files. So are nesting, texts and tags beyond what any return has.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

Record = dict[str, Any]
LINE = "#"
"""Under this name a record has the line on which its element begins."""
CHUNK = 262_144
DEEPEST, LONGEST_TEXT, LONGEST_TAG = 40, 10_000, 4 * 1024 * 1024
OTHERWISE = "windows-1252"
CUT_SHORT = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True)
class Stop:
    """Why a file was not read to its end, and where. `refused`: for what it is; `cut`: it ends early."""

    line: int
    why: str
    refused: bool = False
    cut: bool = False


class _Refused(Exception):
    pass


def groups(record: Record, name: str) -> list[Record]:
    """The elements of this name in a record that have elements in them."""
    held = record.get(name)
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def text(record: Record, name: str) -> str:
    """The text of a leaf of a record; "" where there is none."""
    held = record.get(name)
    return held if isinstance(held, str) else ""


def texts(record: Record, name: str) -> list[str]:
    """The texts of a leaf that may stand more than once."""
    held = record.get(name)
    return [one for one in held if isinstance(one, str)] if isinstance(held, list) else []


def not_utf8(path: Path) -> int | None:
    """The line of the first byte that is not UTF-8, in a file that says, or lets one assume, that it is."""
    with path.open("rb") as file:
        head = file.read(200)
        declared = head.split(b"?>")[0].lower() if b"?>" in head else b""
        if head.startswith(_UTF16) or (b"encoding" in declared and b"utf-8" not in declared):
            return None
        file.seek(0)
        decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
        while chunk := file.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as failure:
                return line + chunk.count(b"\n", 0, max(failure.start, 0))
            line += chunk.count(b"\n")
    return None


class Records:
    """The elements called `element` of a file, in order, each as a record; iterate once.

    A record has the texts of its leaves by their names (a list for those of `repeated`), and lists of records
    for elements that have elements in them. Names are without their namespace's prefix. `outside` has the
    leaves that stand in no such element, by name; `twice` the lines of leaves that their element has already;
    `stopped` says why reading ended early.
    """

    def __init__(
        self, path: Path, element: str, *, repeated: frozenset[str] = frozenset(), encoding: str | None = None
    ) -> None:
        self.outside: dict[str, str] = {}
        self.twice: list[int] = []
        self.stopped: Stop | None = None
        self.unfinished = False
        self._path, self._element, self._repeated = path, element, repeated
        self._parser = expat.ParserCreate(encoding)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._open: list[Record] = [{}]
        self._lines: list[int] = [1]
        self._said: list[str] = []
        self._inside = 0
        self._done: list[Record] = []
        self._names: dict[str, str] = {}

    def __iter__(self) -> Iterator[Record]:
        fed = 0
        with self._path.open("rb") as file:
            while self.stopped is None:
                chunk = file.read(CHUNK)
                try:
                    self._parser.Parse(chunk, not chunk)
                    fed += len(chunk)
                    if fed - self._parser.CurrentByteIndex > LONGEST_TAG:
                        raise _Refused("A tag or a comment in it has no end.")
                except _Refused as refusal:
                    self.stopped = Stop(self._parser.CurrentLineNumber, str(refusal), refused=True)
                except expat.ExpatError as failure:
                    cut = failure.code in CUT_SHORT
                    self.stopped = Stop(failure.lineno, expat.ErrorString(failure.code), cut=cut)
                self.unfinished = self._inside > 0
                yield from self._done
                self._done = []
                if not chunk:
                    return

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = name.rpartition(":")[2]
        if self._inside:
            self._inside += 1
        elif known == self._element:
            self._inside = 1
        if len(self._open) > DEEPEST:
            raise _Refused("Its elements are nested deeper than in any return.")
        self._open.append({})
        self._lines.append(self._parser.CurrentLineNumber)
        self._said = []

    def _text(self, text: str) -> None:
        self._said.append(text)
        if len(text) > LONGEST_TEXT or (len(self._said) > 1 and sum(map(len, self._said)) > LONGEST_TEXT):
            raise _Refused("A text in it is longer than in any return.")

    def _end(self, name: str) -> None:
        name = self._names[name]
        record, line, parent = self._open.pop(), self._lines.pop(), self._open[-1]
        if self._inside == 1:
            record[LINE] = line
            self._done.append(record)
        elif not self._inside:
            if not record:
                self.outside.setdefault(name, "".join(self._said).strip())
        elif record or name in self._repeated:
            if record:
                record[LINE] = line
            held = parent.get(name)
            if not isinstance(held, list):  # an empty element of that name may stand before it
                held = parent[name] = []
            held.append(record or "".join(self._said))
        elif name in parent:
            self.twice.append(line)
        else:
            parent[name] = "".join(self._said)
        if self._inside:
            self._inside -= 1
        self._said = []

    def _refuse_doctype(self, *of: object) -> None:
        raise _Refused(
            "It has a document type (DOCTYPE), which no return has and which can hide other files."
        )
