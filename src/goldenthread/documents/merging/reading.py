"""What each piece of marked content says, page by page and form by form."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Object, String

from goldenthread.documents.merging.content import (
    TooMuch,
    is_form,
    marked_number,
    operations,
    page_content,
    resource,
    unpacked,
)
from goldenthread.documents.merging.marks import DEEPEST_FORM
from goldenthread.documents.merging.text import Decoder, decoder_of, string_of, text_string
from goldenthread.documents.merging.walk import Key

GAP = 180
"""Thousandths of the type size between two signs of one string, from which it is a space."""
MOST_FORMS = 5_000
"""Drawings within drawings of one page: a few that draw each other twice would be billions."""
LINE = 2.0
"""Points by which a line lies lower than the one before."""
_NUMBERS = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")


@dataclass
class Reader:
    """Reads texts of one file; ``texts`` keeps those of each page and form that was asked for."""

    decoders: dict[Key, Decoder] = field(default_factory=dict)
    texts: dict[Key, dict[int, str]] = field(default_factory=dict)

    def text(self, holder: Object, number: int) -> str:
        """The text of one marked content."""
        key = holder.objgen
        if key not in self.texts:
            self.texts[key] = self._read(holder)
        return self.texts[key].get(number, "")

    def whole(self, holder: Object) -> str:
        """All text of a page or form, artifacts too, in the order in which it is drawn."""
        return self._passage(holder).all

    def _read(self, holder: Object) -> dict[int, str]:
        return {number: "".join(said) for number, said in self._passage(holder).by_number.items()}

    def _passage(self, holder: Object) -> "_Passage":
        passage = _Passage(self)
        try:
            data = unpacked(holder) if is_form(holder) else page_content(holder)
            passage.run(data, holder.get("/Resources"), 0)
        except (TooMuch, pikepdf.PdfError):
            pass
        return passage

    def decoder(self, font: Object | None) -> Decoder:
        """A font's decoder, made once."""
        if not isinstance(font, Dictionary) or not font.is_indirect:
            return decoder_of(font)
        if font.objgen not in self.decoders:
            self.decoders[font.objgen] = decoder_of(font)
        return self.decoders[font.objgen]


Matrix = tuple[float, float, float, float, float, float]
_STILL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


class _Passage:
    """One way through a page's content and the forms that it draws."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.by_number: dict[int, list[str]] = {}
        self._whole: list[str] = []
        self._stack: list[tuple[int | None, bool]] = []
        self._number: int | None = None
        self._silent = False
        self._height: float | None = None
        self._depth = 0
        self._forms = 0

    @property
    def all(self) -> str:
        return "".join(self._whole)

    def run(self, data: bytes, resources: Object | None, depth: int, matrix: Matrix = _STILL) -> None:
        """Reads one stream; ``matrix`` is the one in force where it is drawn."""
        self._depth = depth
        properties = resources.get("/Properties") if isinstance(resources, Dictionary) else None
        decoder = Decoder(fallback="cp1252")
        saved: list[tuple[Matrix, Decoder]] = []
        line: Matrix = _STILL
        leading = 0.0
        floor = len(self._stack)
        for operator, operands, _, _ in operations(data):
            if operator in (b"Tj", b"TJ", b"'", b'"'):
                if operator in (b"'", b'"'):
                    line = _times((1, 0, 0, 1, 0, -leading), line)
                self._show(operands, decoder, _times(line, matrix)[5])
            elif operator == b"Tf" and operands:
                decoder = self._reader.decoder(resource(resources, "/Font", operands[0]))
            elif operator in (b"BDC", b"BMC"):
                self._open(operator, operands, properties)
            elif operator == b"EMC":
                if len(self._stack) > floor:
                    self._number, self._silent = self._stack.pop()
            elif operator == b"q":
                saved.append((matrix, decoder))
            elif operator == b"Q":
                if saved:
                    matrix, decoder = saved.pop()
            elif operator == b"BT":
                line = _STILL
            elif operator in (b"cm", b"Tm", b"Td", b"TD", b"TL", b"T*"):
                numbers = [float(one) for one in _NUMBERS.findall(b" ".join(operands))]
                if operator == b"cm" and len(numbers) == 6:
                    matrix = _times(_matrix(numbers), matrix)
                elif operator == b"Tm" and len(numbers) == 6:
                    line = _matrix(numbers)
                elif operator == b"TL" and numbers:
                    leading = numbers[0]
                elif operator == b"T*":
                    line = _times((1, 0, 0, 1, 0, -leading), line)
                elif len(numbers) == 2:
                    leading = -numbers[1] if operator == b"TD" else leading
                    line = _times((1, 0, 0, 1, numbers[0], numbers[1]), line)
            elif operator == b"Do" and operands and depth < DEEPEST_FORM and self._forms < MOST_FORMS:
                drawn = resource(resources, "/XObject", operands[-1])
                if is_form(drawn):
                    assert drawn is not None
                    self._forms += 1
                    own = drawn.get("/Resources", resources)
                    self.run(unpacked(drawn), own, depth + 1, _times(_form_matrix(drawn), matrix))
                    self._depth = depth
        while len(self._stack) > floor:
            self._number, self._silent = self._stack.pop()

    def _open(self, operator: bytes, operands: list[bytes], properties: Object | None) -> None:
        self._stack.append((self._number, self._silent))
        number = marked_number(operands, properties) if operator == b"BDC" else None
        if number is not None and self._depth:
            # A form's numbers are its own: what they mark is read where the tree names the form.
            self._number = None
        elif number is not None:
            self._number = number
            self.by_number.setdefault(number, [])
        elif operands and operands[0] == b"/Artifact":
            self._number = None
        said = _actual_text(operands, properties) if operator == b"BDC" else None
        if said is not None and not self._silent:
            self._say(said)
            self._silent = True

    def _show(self, operands: list[bytes], decoder: Decoder, height: float) -> None:
        if self._silent:
            return
        if self._height is not None and abs(height - self._height) > LINE:
            self._space()
        self._height = height
        for token in operands:
            if token[:1] in (b"(", b"<"):
                self._say(decoder.text(string_of(token)))
            elif token not in (b"[", b"]"):
                numbers = _NUMBERS.findall(token)
                if numbers and len(operands) > 1 and Decimal(numbers[-1].decode()) < -GAP:
                    self._space()

    def _say(self, words: str) -> None:
        self._whole.append(words)
        if self._number is not None:
            self.by_number[self._number].append(words)

    def _space(self) -> None:
        """Between what is said and what follows, unless there is one."""
        for said in (self._whole, self.by_number.get(self._number if self._number is not None else -1, [])):
            if said and said[-1] and not said[-1][-1].isspace():
                said.append(" ")


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _form_matrix(form: Object) -> Matrix:
    said = form.get("/Matrix")
    listed = list(said) if isinstance(said, Array) else []
    numbers = [float(one) for one in listed if isinstance(one, int | Decimal)]
    return _matrix(numbers) if len(numbers) == 6 else _STILL


def _actual_text(operands: list[bytes], properties: Object | None) -> str | None:
    if len(operands) == 2 and isinstance(properties, Dictionary):
        named = properties.get(operands[1].decode("latin-1"))
        said = named.get("/ActualText") if isinstance(named, Dictionary) else None
        return str(said) if isinstance(said, String) else None
    for token, after in pairwise(operands):
        if token == b"/ActualText" and after[:1] in (b"(", b"<"):
            return text_string(string_of(after))
    return None
