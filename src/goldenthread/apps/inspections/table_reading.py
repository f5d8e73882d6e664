"""A council's own table of recommendations, read into plain rows.

A row is a mapping of `COLUMNS` to texts, with one more key for each assessment: `assessed_2016_07` for July
2016. The same rows may be given to `importing.load_recommendations` by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.reading import Row, Table, Workbook
from goldenthread.rulebook.periods import NotAPeriod, PeriodKind, parse_period
from goldenthread.rulebook.standing import Standing

ASSESSED = "assessed"
COLUMNS = {
    "ref": "Reference",
    "element": "Element (a, b, c)",
    "title": "Recommendation",
    "text": "Full text",
    "theme": "Theme",
    "report_paragraphs": "Paragraphs of the report",
    "accountable_body": "Body that answers",
    "deadline": "Deadline",
    "reference_is_ours": "Whether the reference is ours",
    "note": "Note: the reason or the condition",
    ASSESSED: "What was found, in a month that the heading names",
}
_SPELLINGS = {
    "ref": "ref, reference, ref no, reference number, no, number, rec, rec no, recommendation no,"
    " recommendation number, recommendation ref",
    "element": "element, part, sub recommendation, letter, sub ref",
    "title": "title, recommendation, recommendations, what was recommended, finding, area for improvement",
    "text": "text, full text, recommendation in full, full recommendation, wording",
    "theme": "theme, section, area, category",
    "report_paragraphs": "report paragraphs, report paragraph, paragraphs, paragraph, para, paras,"
    " paragraph numbers",
    "accountable_body": "accountable body, body, board, body that answers, accountable board, governance,"
    " owner",
    "deadline": "deadline, timescale, when, timeframe",
    "reference_is_ours": "reference is ours, our reference",
    "note": "note, notes, comment, comments, reason, condition, commentary, evidence summary",
}  # fmt: skip
_FIELD_OF = {
    spelling.strip(): name for name, spellings in _SPELLINGS.items() for spelling in spellings.split(",")
}
_ABOUT_ASSESSMENT = re.compile(
    r"\b(assessed|assessment|status|evaluation|evaluated|verdict|judged|position|as|at|on|in|by|of|met)\b"
)
_DATED = re.compile(r"assessed_(\d{4})_(\d{2})")
_STATUS_WORDS = {
    "met": Standing.MET,
    "remains met": Standing.MET,
    "fully met": Standing.MET,
    "met in full": Standing.MET,
    "partly met": Standing.PARTLY_MET,
    "partially met": Standing.PARTLY_MET,
    "met in part": Standing.PARTLY_MET,
    "part met": Standing.PARTLY_MET,
    "not met": Standing.NOT_MET,
    "not yet met": Standing.NOT_MET,
    "unmet": Standing.NOT_MET,
    "met subject to a condition": Standing.MET_SUBJECT_TO_CONDITION,
    "met subject to condition": Standing.MET_SUBJECT_TO_CONDITION,
    "met with a condition": Standing.MET_SUBJECT_TO_CONDITION,
    "met with condition": Standing.MET_SUBJECT_TO_CONDITION,
    "no longer applicable": Standing.NO_LONGER_APPLICABLE,
    "not applicable": Standing.NO_LONGER_APPLICABLE,
    "n/a": Standing.NO_LONGER_APPLICABLE,
}


@dataclass(frozen=True)
class Heading:
    """A column as the file heads it, and the field that it was read as (None: not recognised)."""

    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass(frozen=True)
class RecommendationReading:
    """The rows of a file's tables, and what could not be read of them."""

    rows: Sequence[Mapping[str, Any]]
    problems: Sequence[Problem]
    columns: Sequence[Heading]

    def as_json(self) -> dict[str, Any]:
        return {
            "recommendations": [dict(row) for row in self.rows],
            "problems": [problem.as_json() for problem in self.problems],
        }


def status_in(text: str) -> Standing | None:
    """The status that a text names: "Partially met", "Remains met". None for words that name none."""
    return _STATUS_WORDS.get(" ".join(text.casefold().replace(".", " ").split()))


def read_recommendations(workbook: Workbook, mapping: Mapping[str, str]) -> RecommendationReading:
    """Read every table that has headings for a reference and a recommendation. `mapping`: heading → field."""
    reader = _Reader({_plain(heading): name for heading, name in mapping.items()})
    reader.problems.extend(workbook.problems)
    for table in workbook.tables:
        if not table.hidden:
            reader.read(table)
    return RecommendationReading(reader.rows, reader.problems, reader.columns)


@dataclass
class _Reader:
    mapping: Mapping[str, str]
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[Heading] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def read(self, table: Table) -> None:
        head = next((row for row in table.rows if self._is_head(row)), None)
        if head is None:
            why = "No row of headings was found: it needs a reference and a recommendation."
            self.problems.append(Problem(table.sheet, None, "", "", why, Level.QUESTION))
            return
        names = {cell.column: self._field(cell.text) for cell in head.cells if cell.text.strip()}
        texts = {cell.column: cell.text.strip() for cell in head.cells}
        body = [row for row in table.rows if row.number > head.number and not self._is_head(row)]
        for column, name in names.items():
            sample = next((cell.text for row in body for cell in row.cells
                           if cell.column == column and cell.text.strip()), "")  # fmt: skip
            plain = ASSESSED if name and name.startswith(ASSESSED) else name
            self.columns.append(Heading(texts[column], plain, table.sheet, sample))
            if name == ASSESSED:
                why = "The heading does not name the month or day of the assessment, so it was left out."
                self.problems.append(Problem(table.sheet, head.number, texts[column], texts[column], why))
        for row in body:
            self._read_row(table.sheet, row, names, texts)

    def _is_head(self, row: Row) -> bool:
        found = {self._field(cell.text) for cell in row.cells}
        return {"ref", "title"} <= found

    def _field(self, heading: str) -> str | None:
        """A field of `COLUMNS`, or `assessed_2016_07`; `assessed` alone where it names no month."""
        plain = _plain(heading)
        name = self.mapping.get(plain) or _FIELD_OF.get(plain)
        if name and name != ASSESSED:
            return name
        if dated := _DATED.fullmatch(heading.strip().casefold()):
            return f"{ASSESSED}_{dated[1]}_{dated[2]}"
        month = _month_in(plain) if name or _ABOUT_ASSESSMENT.search(plain) else None
        return f"{ASSESSED}_{month}" if month else name

    def _read_row(
        self, sheet: str, row: Row, names: Mapping[int, str | None], texts: Mapping[int, str]
    ) -> None:
        read: dict[str, Any] = {}
        for cell in row.cells:
            name, text = names.get(cell.column), cell.text.strip()
            if not name or name == ASSESSED or not text:
                continue
            if name.startswith(ASSESSED) and status_in(text) is None:
                why = "This names no status. Use one of: " + ", ".join(one.words for one in Standing) + "."
                self.problems.append(Problem(sheet, row.number, texts[cell.column], text, why))
                continue
            read[name] = text
        if not read:
            return
        for needed in ("ref", "title"):
            if not read.get(needed):
                why = f"The row has no {COLUMNS[needed].lower()}, so it was left out."
                self.problems.append(Problem(sheet, row.number, COLUMNS[needed], "", why))
                return
        key = read["ref"].casefold(), read.get("element", "").casefold()
        if key in self.seen:
            why = "An earlier row has this reference. This row was left out."
            self.problems.append(Problem(sheet, row.number, COLUMNS["ref"], read["ref"], why))
            return
        self.seen.add(key)
        self._check_note(sheet, row, read)
        self.rows.append(read | {"row": row.number, "sheet": sheet})

    def _check_note(self, sheet: str, row: Row, read: dict[str, Any]) -> None:
        """A condition, and a reason for no longer applicable, come from the note: without one they wait."""
        wanted = {
            Standing.MET_SUBJECT_TO_CONDITION: "condition",
            Standing.NO_LONGER_APPLICABLE: "reason",
        }
        for name in [name for name in read if name.startswith(f"{ASSESSED}_")]:
            need = wanted.get(status_in(read[name]))
            if need and not read.get("note"):
                why = f"The {need} is not said. Write it in the note, or record the assessment here by hand."
                self.problems.append(Problem(sheet, row.number, name, read[name], why))
                del read[name]


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w\s-]", " ", heading.casefold()).replace("_", " ").split())


def _month_in(heading: str) -> str | None:
    """ "2016_07" for a heading that names July 2016 beside words about assessing."""
    words = " ".join(_ABOUT_ASSESSMENT.sub(" ", heading).split())
    try:
        period = parse_period(words)
    except NotAPeriod:
        return None
    return f"{period.start:%Y_%m}" if period.kind is PeriodKind.MONTH else None
