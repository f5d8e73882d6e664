"""Tables as an Excel workbook: a sheet a table, real numbers, nothing that runs.

Text is always written as text, so a title that starts with ``=`` stays a title. The same tables give the same
bytes: the creation date is the paper's own.
"""

import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import xlsxwriter

from goldenthread.documents.data_tables import DataTable, Value, is_number, words_of
from goldenthread.documents.paper_figures import Colour, Figure
from goldenthread.documents.wording import COLOUR_WORDS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
HEAD = {**FONT, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F5C", "text_wrap": True, "border": 0}
TINTS = {Colour.RED: "#F8DCD7", Colour.AMBER: "#FBE9CF", Colour.GREEN: "#D9ECDF", Colour.NOT_RATED: "#EEEFEF"}


@dataclass(frozen=True)
class About:
    """What a workbook says of itself: its properties, the words over each printed page, and its own date.

    ``frozen`` is, by table, how many columns stay in sight while the rest scroll; one where it does not say.
    """

    title: str
    subject: str
    author: str
    heading: str
    dated: date
    frozen: Mapping[str, int] = field(default_factory=dict)


def write_workbook(tables: Iterable[DataTable], about: About) -> bytes:
    """The tables as ``.xlsx``, a sheet each, in their order."""
    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, {**safe, "strings_to_numbers": False}) as workbook:
        workbook.set_properties(
            {
                "title": about.title,
                "subject": about.subject,
                "author": about.author,
                "company": about.author,
                "created": datetime.combine(about.dated, time()),
            }
        )
        for table in tables:
            _Sheet(workbook, table, about).write()
    return out.getvalue()


def sheet_name(title: str, taken: Collection[str] = ()) -> str:
    """A title as Excel takes it for a sheet: 31 characters, none of ``[]:*?/\\``, and no other sheet's."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", title).split()).strip("'") or "Table"
    if plain.casefold() == "history":  # Excel keeps this name for itself.
        plain = "The history"
    names = (plain[:31], *(f"{plain[:27]} {number}" for number in range(2, 1000)))
    others = {name.casefold() for name in taken}
    return next(name for name in names if name.casefold() not in others)


class _Sheet:
    """One table on one sheet, with its formats."""

    def __init__(self, workbook: xlsxwriter.Workbook, table: DataTable, about: About) -> None:
        self.workbook = workbook
        self.table = table
        self.about = about
        taken = [sheet.get_name() for sheet in workbook.worksheets()]
        self.sheet: Worksheet = workbook.add_worksheet(sheet_name(table.title, taken))
        self.formats: dict[str, Format] = {}

    def write(self) -> None:
        """Writes headings, rows, filter, frozen panes and print set-up."""
        head = self.workbook.add_format(HEAD)
        for place, (heading, width) in enumerate(self.table.columns):
            self.sheet.set_column(place, place, width)
            self.sheet.write_string(0, place, heading, head)
        for number, row in enumerate(self.table.rows, 1):
            for place, value in enumerate(row):
                self._cell(number, place, value)
        last_row, last_column = max(1, len(self.table.rows)), len(self.table.columns) - 1
        if not self.table.rows:
            self.sheet.write_string(1, 0, "None.", self._format("text"))
        self.sheet.autofilter(0, 0, last_row, last_column)
        self.sheet.freeze_panes(1, self.about.frozen.get(self.table.name, 1))
        self._colour_ratings(last_row)
        self._set_up_print(last_row, last_column)

    def _cell(self, row: int, place: int, value: Value) -> None:
        if value is None or (isinstance(value, Figure) and not value.text.strip()):
            return
        if isinstance(value, Figure) and is_number(value) and value.value is not None:
            self.sheet.write_number(row, place, float(value.value), self._number_format(value))
        elif isinstance(value, date):
            self.sheet.write_datetime(
                row, place, datetime.combine(value, time()), self._format("d mmmm yyyy")
            )
        elif not isinstance(value, str | Figure):
            self.sheet.write_number(row, place, float(value), self._format("General"))
        else:
            words = words_of(value)
            kind = "words" if isinstance(value, Figure) else "text"
            self.sheet.write_string(row, place, words, self._format(kind))

    def _number_format(self, figure: Figure) -> "Format":
        """As many decimals as printed, the sign of a percentage kept, since 83% is held as 83."""
        exponent = figure.value.as_tuple().exponent if figure.value is not None else 0
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        digits = "#,##0" + ("." + "0" * decimals if decimals else "")
        return self._format(digits + ('"%"' if figure.unit == "%" else ""))

    def _format(self, kind: str) -> "Format":
        if kind not in self.formats:
            own: dict[str, object] = {"num_format": kind}
            if kind == "text":
                own = {"text_wrap": True, "num_format": "@"}
            elif kind == "words":
                own = {"align": "right", "text_wrap": True, "font_color": "#484F54"}
            elif kind == "d mmmm yyyy":
                own |= {"align": "left"}
            self.formats[kind] = self.workbook.add_format({**FONT, **own})
        return self.formats[kind]

    def _colour_ratings(self, last_row: int) -> None:
        """Tints beside the words, which stay: a person who filters or prints in grey loses nothing."""
        for place, (heading, _) in enumerate(self.table.columns):
            if "ating" not in heading or heading in ("Rating rule", "Rating reason"):
                continue
            for colour, tint in TINTS.items():
                rule = {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{COLOUR_WORDS[colour]}"',
                    "format": self.workbook.add_format({"bg_color": tint}),
                }
                self.sheet.conditional_format(1, place, last_row, place, rule)

    def _set_up_print(self, last_row: int, last_column: int) -> None:
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.print_area(0, 0, last_row, last_column)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        # "&" starts a code in a header, so one in a name is doubled.
        words = f"{self.about.heading}, {self.table.title}".replace("&", "&&")
        self.sheet.set_header(f"&L&8{words[:200]}")
        self.sheet.set_footer("&R&8Page &P of &N")
