"""What each row under the headings is: a measure, a section's name, more of the row above, or a note."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_by_rows import is_label_alone, label_of
from goldenthread.intake.scorecard_columns import PERIOD
from goldenthread.intake.scorecard_headers import Block, distinct
from goldenthread.intake.scorecard_periods import is_about_the_paper
from goldenthread.intake.tables import Cell, Row

# A reference is dotted numbers, or letters and a number; "%" or a capital follows it where it touches the
# title. A plain number alone is not taken from a title: "90 day reviews" starts with none.
_DOTTED = r"\d{1,3}(?:\.\d{1,3})+[a-z]?"
_LETTERED = r"(?:[A-Z]{1,6}[ -]?\d{1,3}(?:\.\d{1,3})*[a-z]?|[A-Z]{1,3}\d{1,2}\.\d{1,3})"
_TOUCHING = re.compile(
    rf"(?P<ref>{_DOTTED}|{_LETTERED})(?:\s*[.):\-–]\s*|\s+|(?=[%#A-Z(]))(?P<title>\S.*)", re.DOTALL
)
_A_REFERENCE = re.compile(rf"(?:{_DOTTED}|{_LETTERED}|\d{{1,4}}[a-z]?|[A-Z]{{1,2}})[.)]?", re.IGNORECASE)
# Key stages, years of school, sections of the Children Act and other names that only look like references.
_A_TERM = re.compile(
    r"KS ?[1-5]|S ?(?:17|20|31|37|42|44|47|85|117|251)|Y(?:R|EAR)? ?\d{1,2}|Q ?[1-4]|[AP] ?8|GCSE ?\d"
)
_UNFINISHED = re.compile(
    r"(?:[,;/&\-–(]|\b(?:of|the|in|and|or|for|to|with|by|who|whose|a|an|on|at|from|that|which|their|not|per|subject))$",
    re.IGNORECASE,
)
_A_NOTE = re.compile(
    r"(?:\*|†|‡|n\.?b\.?\b|notes?\b|source|key\b|footnote|figures? (?:in|are)|data (?:is|are|source))",
    re.IGNORECASE,
)
_NAMES_A_MEASURE = re.compile(
    rf"(?:{_DOTTED}\s*)?(?:%|(?:number|no\.?|rate|percentage|per ?cent|proportion|average|total number) "
    r"(?:of|per|with|who|children|young))",
    re.IGNORECASE,
)
_LONGEST_SECTION = 100

RUNNING_TEXT = frozenset(
    {
        "comment",
        "definition",
        "lead",
        "plan_priority",
        "corporate_priority",
        "title",
        "numerator",
        "denominator",
    }
)
"""The fields whose text may run on into the next row."""


@dataclass
class MeasureRow:
    """A row that is a measure, with the rows that only continue its text.

    `label` is what the row says that its figures are, where measures have several rows.
    """

    row: Row
    section: str | None
    ref: str | None
    ref_cell: Cell | None
    title: str
    more: dict[int, list[str]] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True)
class Landmark:
    """A text of the file that is not a measure's: a title, a heading, a section's name."""

    sheet: str
    row: int
    kind: str
    text: str


@dataclass
class RowsRead:
    """The measures of a block in the file's order, and what else stands between them."""

    measures: list[MeasureRow] = field(default_factory=list)
    landmarks: list[Landmark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_rows(block: Block, section: str | None = None) -> RowsRead:
    """Sort the rows of a block; each that holds anything is in a measure, a landmark or a problem.

    `section` is the one that the first rows are in, as far as it is known from before the block.
    """
    return _Reader(block, section).read()


def section_above(block: Block) -> str | None:
    """The section named right above a block's headings, or None when what stands there is the sheet's title.

    A sheet's only title is its own, unless a later row of one text begins with the same word: "Priority 1"
    is a section when "Priority 2" is.
    """
    rows = [row for row in block.title_rows if not row.is_blank]
    if not rows or len(rows[-1].written) != 1:
        return None
    text = " ".join(rows[-1].written[0].text.split())
    if len(text) > _LONGEST_SECTION or _A_NOTE.match(text) or is_about_the_paper(text):
        return None
    if rows[0].number > block.table.rows[0].number or len(rows) > 1:
        return text
    word = text.split()[0].casefold()
    lone = [row.written[0].text for row in block.body if len(row.written) == 1]
    return text if any(other.casefold().startswith(f"{word} ") for other in lone) else None


def split_reference(text: str) -> tuple[str | None, str]:
    """A reference and a title written together: "1.7% of assessments" is 1.7 and "% of assessments"."""
    match = _TOUCHING.fullmatch(text.strip())
    if match is None or _A_TERM.fullmatch(match["ref"]):
        return None, text.strip()
    spaced = " " in match["ref"] and text.strip()[match.end("ref")] == " " and match["title"][0].islower()
    # "CLA 16 and over" goes on; "KPI 16 Children over 16" begins.
    return (None, text.strip()) if spaced else (match["ref"].strip(), match["title"].strip())


def is_reference(text: str) -> bool:
    """Whether a text looks like a reference and like nothing else: "1.10", "CP3", "12a"."""
    return _A_REFERENCE.fullmatch(text.strip()) is not None


class _Reader:
    def __init__(self, block: Block, section: str | None) -> None:
        self.block = block
        self.table = block.table
        self.title = block.column_of("title") or block.column_of("definition") or 1
        self.ref = block.column_of("ref")
        self.section_column = block.column_of("section")
        self.section = section
        self.found = RowsRead()

    def read(self) -> RowsRead:
        rows = [row for row in self.block.body if not row.is_blank]
        last = max((index for index, row in enumerate(rows) if self._is_measure(row)), default=-1)
        for index, row in enumerate(rows):
            if self._repeats_headings(row):
                self._landmark(row, "header")
            elif self._is_further(row):
                self._take_further(row)
            elif self._begins_measure(row, rows[index + 1 : index + 3]):
                self._take_measure(row)
            else:
                self._take_other(row, measures_follow=index < last)
        return self.found

    def _is_further(self, row: Row) -> bool:
        """Whether the row gives more of the measure above: its target, or its figure of another period."""
        before = self.found.measures[-1] if self.found.measures else None
        if before is None or not self._follows(row, before) or len(distinct(self.table, row)) < 2:
            return False
        if self.block.label == self.title:
            return is_label_alone(self._title_of(row))
        named = row.at(self.title).text
        if self.block.label is not None:
            same = not named or split_reference(" ".join(named.split()))[1] == before.title
            return same and label_of(self._label_of(row)) is not None
        return not named and any(row.at(column).text for column in self.block.when)

    def _take_further(self, row: Row) -> None:
        before = self.found.measures[-1]
        self.found.measures.append(replace(before, row=row, more={}, label=self._label_of(row)))
        self._mark_what_tells(row)

    def _label_of(self, row: Row) -> str:
        return self.table.seen(row, self.block.label).text if self.block.label is not None else ""

    def _mark_what_tells(self, row: Row) -> None:
        """The row's label and its period stand with its figures, as headings do."""
        for column in filter(None, (self.block.label, *self.block.when)):
            if text := row.at(column).text:
                self.found.landmarks.append(Landmark(self.table.sheet, row.number, "header", text))

    def _begins_measure(self, row: Row, following: Sequence[Row]) -> bool:
        if self._title_of(row) and self._heads_labels(following):
            return True
        return self._is_measure(row) and not self._is_numbered_section(row, following)

    def _heads_labels(self, following: Sequence[Row]) -> bool:
        """Whether a name without figures stands over rows of them: "Repeat referrals", then "Actual"."""
        return (
            self.block.label == self.title
            and bool(following)
            and is_label_alone(self._title_of(following[0]))
            and len(distinct(self.table, following[0])) > 1
        )

    def _title_of(self, row: Row) -> str:
        """The measure's name, from the cell or from one merged over it in the same row."""
        cell = row.at(self.title)
        if cell.origin is not None and cell.origin[0] == row.number:
            return self.table.seen(row, self.title).text
        return cell.text

    def _columns_of_title(self, row: Row) -> set[int]:
        """The columns that only say which measure it is."""
        return {column for column in (self.title, self.ref, self.section_column) if column is not None}

    def _is_measure(self, row: Row) -> bool:
        naming = self._columns_of_title(row)
        title = self._title_of(row)
        others = [cell for cell in row.cells if cell.column not in naming and self._says_something(row, cell)]
        own_reference = row.at(self.ref).text if self.ref is not None else ""
        if title:
            if (
                not others
                and _NAMES_A_MEASURE.match(title)
                and not self._continues_title(row, distinct(self.table, row))
            ):
                return True
            merged_on = self._width_of_title(row)
            over_figures = any(
                (heading := self.block.headings.get(column)) and heading.field == PERIOD
                for column in merged_on
            )
            return not over_figures and bool(others or (own_reference and own_reference != title))
        if not (own_reference and others):
            return False
        # A title may stand in the column of references, as "1.7 % of assessments" does.
        return split_reference(own_reference)[0] is not None or len(own_reference.split()) > 1

    def _says_something(self, row: Row, cell: Cell) -> bool:
        """Whether a cell holds more than the rest of a text merged over the measure's name."""
        if cell.text:
            return True
        return (
            cell.origin is not None
            and cell.origin[0] == row.number
            and cell.origin[1] not in self._columns_of_title(row)
        )

    def _width_of_title(self, row: Row) -> range:
        cell = self.table.seen(row, self.title)
        return range(cell.column, cell.column + cell.columns)

    def _is_numbered_section(self, row: Row, following: Sequence[Row]) -> bool:
        """ "2 | Cared for children" over 2.1, 2.2: a reference and a name and no figures."""
        if self.ref is None or len(distinct(self.table, row)) != 2:
            return False
        number = row.at(self.ref).text.strip(" .)")
        return bool(number) and any(later.at(self.ref).text.startswith(f"{number}.") for later in following)

    def _take_measure(self, row: Row) -> None:
        title = " ".join(self._title_of(row).split())
        ref_cell = row.at(self.ref) if self.ref is not None else None
        ref: str | None = " ".join(ref_cell.text.split()) if ref_cell else None
        if ref and not title:
            title, ref = ref, None
        if not ref or ref == title:
            ref, title = split_reference(title)
        elif title.startswith(ref) and split_reference(title)[0] == ref:
            title = split_reference(title)[1]
        if self.section_column is not None:
            name = " ".join(self.table.seen(row, self.section_column).text.split())
            self.section = name or self.section
        label = self._label_of(row) if self.block.label != self.title else ""
        self.found.measures.append(MeasureRow(row, self.section, ref, ref_cell, title, label=label))
        self._mark_what_tells(row)

    def _take_other(self, row: Row, *, measures_follow: bool) -> None:
        texts = distinct(self.table, row)
        if self._continues_title(row, texts) or self._continues_text(row):
            self._join(row)
        elif len(row.written) == 1 and self._is_section(row.written[0], measures_follow):
            self.section = " ".join(row.written[0].text.split())
            self._landmark(row, "section")
        elif self._is_written_section(row, measures_follow):
            self.section = " ".join(cell.text for cell in row.written)
            self._landmark(row, "section")
        else:
            self._problem(row, measures_follow)

    def _is_section(self, cell: Cell, measures_follow: bool) -> bool:
        if not measures_follow or len(cell.text) > _LONGEST_SECTION or _A_NOTE.match(cell.text):
            return False
        heading = self.block.headings.get(cell.column)
        figures = heading is not None and heading.field == PERIOD and cell.columns == 1
        return not figures and any(letter.isalpha() for letter in cell.text)

    def _is_written_section(self, row: Row, measures_follow: bool) -> bool:
        """A number and a name, and nothing in the other columns."""
        naming = self._columns_of_title(row)
        return measures_follow and bool(row.written) and all(cell.column in naming for cell in row.written)

    def _continues_title(self, row: Row, texts: list[Cell]) -> bool:
        """The second row of a title has only words of it: they start small, or the first row stops short."""
        if not self.found.measures or len(texts) != 1 or texts[0].column != self.title:
            return False
        before = self.found.measures[-1]
        cell = texts[0]
        if not self._follows(row, before) or cell.columns > 1 or cell.bold or _A_NOTE.match(cell.text):
            return False
        so_far = " ".join((before.title, *before.more.get(self.title, ())))
        starts_small = cell.text[:1].islower() or cell.text[:1] in "([&/-–,"
        return starts_small or _UNFINISHED.search(so_far) is not None or so_far.count("(") > so_far.count(")")

    def _continues_text(self, row: Row) -> bool:
        """Only words under words: a comment that a page break cut in two."""
        if not self.found.measures or not self._follows(row, self.found.measures[-1]):
            return False
        fields = {
            heading.field if (heading := self.block.headings.get(cell.column)) else None
            for cell in row.written
        }
        return fields <= RUNNING_TEXT - {"title"} and not any(cell.columns > 1 for cell in row.written)

    def _follows(self, row: Row, before: MeasureRow) -> bool:
        """Whether no landmark stands between a measure and this row."""
        marks = self.found.landmarks
        return not marks or marks[-1].row < before.row.number or marks[-1].kind == "header"

    def _join(self, row: Row) -> None:
        for cell in row.written:
            self.found.measures[-1].more.setdefault(cell.column, []).append(cell.text)

    def _repeats_headings(self, row: Row) -> bool:
        """Whether each text of the row is a text of its own column's heading: the table's second page."""
        own = row.written
        if len(own) < 2:
            return False
        known = self.block.parts
        return all(
            " ".join(cell.text.split()).casefold() in {part.casefold() for part in known.get(cell.column, ())}
            for cell in own
        )

    def _landmark(self, row: Row, kind: str) -> None:
        for cell in row.written:
            self.found.landmarks.append(Landmark(self.table.sheet, row.number, kind, cell.text))

    def _problem(self, row: Row, measures_follow: bool) -> None:
        text = " | ".join(cell.text for cell in row.written)
        cells = row.written
        where = self.block.headings.get(cells[0].column)
        column = where.text if where is not None else self.table.place(cells[0].column)
        if len(cells) == 1 and (not measures_follow or _A_NOTE.match(text) or len(text) > _LONGEST_SECTION):
            why = "This is a note in the table, not a measure. It was not loaded."
            level = Level.NOTE
        elif row.at(self.title).origin is not None:
            why = "This is a further row of the measure above, of which only the first row was loaded."
            level = Level.PROBLEM
        else:
            why = "This row has no name of a measure, so its figures belong to none. It was not loaded."
            level = Level.PROBLEM
        self.found.problems.append(Problem(self.table.sheet, row.number, column, text, why, level))
