"""An audit that comes as a file, read into plain rows: a row a case, or a row a result.

A sheet of two columns that begins with About says what is said of the audit. A sheet with a column for the
case has a row a case: a column for each stream with the first auditor's grades, the same with "second
auditor" or "agreed" after it, and a column for each question of the practice standards, answered with yes, no
or does not apply. A sheet with a column for the stream or standard has a row a result: a percentage, how
many, of how many. A stream's column is known by what stands in it: grades of a scale that is in use here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from goldenthread.apps.audits.grades import Scales, answer_in
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.reading import Row, Table, Workbook
from goldenthread.rulebook.audits import AUD_5, is_the_same_auditor, why_not_counted
from goldenthread.rulebook.case_references import NotAReference, case_reference, same_case

STREAM, SECOND, AGREED, QUESTION = "stream", "stream_second", "stream_agreed", "question"
COLUMNS = {
    "case": "Case reference",
    "auditor": "Auditor",
    "date": "Day on which it was judged",
    "second_auditor": "Second auditor",
    "note": "Note",
    STREAM: "A stream: what the first auditor judged",
    SECOND: "A stream: what the second auditor judged",
    AGREED: "A stream: what both agreed on",
    QUESTION: "A question of the practice standards",
    "result": "Stream or standard, of a table of results",
    "of": "Whether it is a stream or a practice standard",
    "percent": "Percentage that is good or better, or met",
    "good": "How many were good or better, or met it",
    "cases": "Of how many cases",
}
_SPELLINGS = {
    "case": "case, case ref, case reference, case id, case no, case number, reference, ref, record",
    "auditor": "auditor, first auditor, audited by, reviewer, auditor 1",
    "date": "date, audited on, date of audit, judged on, audit date",
    "second_auditor": "second auditor, moderator, moderated by, auditor 2",
    "note": "note, notes, comment, comments, commentary",
    "result": "result, stream, standard, practice standard, area, question, measure",
    "of": "of, kind, type",
    "percent": "percent, percentage, %, share, % good or better, good or better %, per cent",
    "good": "good, good or better, good or met, number good, how many, met, number",
    "cases": "cases, sample, sample size, audited, cases audited, out of, total",
}
_FIELD_OF = {one.strip(): name for name, many in _SPELLINGS.items() for one in many.split(",")}
_ABOUT = {
    "title": "title", "theme": "theme", "period": "period", "tool": "tool", "population": "population",
    "population size": "population_size", "how the sample was drawn": "drawn",
    "more on the sample": "drawn_text", "auditors": "auditors", "grades, best first": "grades",
    "what it found": "finding", "reference": "reference",
}  # fmt: skip
_TAIL = re.compile(r"[\s,:(\-]*\b(second auditor|second|moderated|moderator|agreed)\b\)?\s*$", re.IGNORECASE)
_OF_A_CASE = ("case", "auditor", "date", "second_auditor", "note")
_OURS = {"95% from", "95% to", "note on the sample", "as printed"}
HIDDEN = "(not shown: it may say who the child is)"


@dataclass(frozen=True)
class Heading:
    """A column as the file heads it, and the field that it was read as (None: not recognised)."""

    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass(frozen=True)
class AuditReading:
    """What a file says of an audit, its cases, its results, and what could not be read."""

    about: Mapping[str, str]
    cases: Sequence[Mapping[str, Any]]
    results: Sequence[Mapping[str, Any]]
    problems: Sequence[Problem]
    columns: Sequence[Heading]

    def as_json(self) -> dict[str, Any]:
        return {
            "about": dict(self.about),
            "cases": [dict(row) for row in self.cases],
            "results": [dict(row) for row in self.results],
            "problems": [problem.as_json() for problem in self.problems],
        }


def read_audit(workbook: Workbook, mapping: Mapping[str, str], scales: Scales) -> AuditReading:
    """Read a file. `mapping` is heading → field, as an officer settled it; `scales` those in use here."""
    reader = _Reader({_plain(heading): name for heading, name in mapping.items()}, scales)
    reader.problems.extend(workbook.problems)
    for table in workbook.tables:
        if not table.hidden:
            reader.read(table)
    if not reader.cases and not reader.results and not reader.problems:
        why = "No row of headings was found: it needs a column for the case, or for the stream or standard."
        reader.problems.append(Problem("", None, "", "", why, Level.QUESTION))
    return AuditReading(reader.about, reader.cases, reader.results, reader.problems, reader.columns)


@dataclass
class _Reader:
    mapping: Mapping[str, str]
    scales: Scales
    about: dict[str, str] = field(default_factory=dict)
    cases: list[dict[str, Any]] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[Heading] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def read(self, table: Table) -> None:
        first = next((row for row in table.rows if any(cell.text.strip() for cell in row.cells)), None)
        if first is not None and _plain(first.cells[0].text) == "about":
            self._read_about(table)
            return
        for row in table.rows:
            fields = {self._field(cell.text) for cell in row.cells if cell.text.strip()}
            if "case" in fields:
                self._read_cases(table, row)
                return
            if "result" in fields and fields & {"percent", "good"}:
                self._read_results(table, row)
                return

    def _field(self, heading: str) -> str | None:
        return self.mapping.get(_plain(heading)) or _FIELD_OF.get(_plain(heading))

    def _read_about(self, table: Table) -> None:
        for row in table.rows:
            texts = [cell.text.strip() for cell in row.cells]
            if len(texts) > 1 and (name := _ABOUT.get(_plain(texts[0]))) and texts[1]:
                self.about[name] = texts[1]

    def _problem(self, table: Table, row: int | None, column: str, text: str, why: str) -> None:
        self.problems.append(Problem(table.sheet, row, column, text, why))

    # A row a case

    def _read_cases(self, table: Table, head: Row) -> None:
        body = [row for row in table.rows if row.number > head.number]
        columns = {
            cell.column: (self._case_field(cell.text, cell.column, body), cell.text.strip())
            for cell in head.cells
            if cell.text.strip()
        }
        for number, (name, heading) in columns.items():
            sample = next(_texts(body, number), "")
            if name or sample:  # an empty column of a form asks nothing
                told = "" if name == "case" else sample
                self.columns.append(Heading(heading, name, table.sheet, told))
        for row in body:
            self._read_case(table, row, columns)

    def _case_field(self, heading: str, column: int, body: Sequence[Row]) -> str | None:
        """What a column is: by its name, else by what stands in it."""
        known = self.mapping.get(_plain(heading))
        named = _FIELD_OF.get(_plain(heading))
        if known or named in _OF_A_CASE:
            return known or named
        texts = list(_texts(body, column))
        tail = _TAIL.search(heading)
        if tail and (not texts or any(self.scales.grade(text) for text in texts)):
            return AGREED if "agreed" in tail[1].casefold() else SECOND
        if not texts:
            return None
        if sum(self.scales.grade(text) is not None for text in texts) * 2 >= len(texts):
            return STREAM
        return QUESTION if sum(answer_in(text) is not None for text in texts) * 2 >= len(texts) else None

    def _read_case(self, table: Table, row: Row, columns: Mapping[int, tuple[str | None, str]]) -> None:
        read: dict[str, Any] = {STREAM: {}, SECOND: {}, AGREED: {}, QUESTION: {}}
        for cell in row.cells:
            name, heading = columns.get(cell.column, (None, ""))
            text = cell.text.strip()
            if not name or not text:
                continue
            if name in (STREAM, SECOND, AGREED):
                if self.scales.grade(text) is None:
                    why = f"This is no grade of a scale that is in use: {self.scales.words}."
                    self._problem(table, row.number, heading, text, why)
                else:
                    read[name][_TAIL.sub("", heading).strip()] = text
            elif name == QUESTION:
                if (answer := answer_in(text)) is None:
                    self._problem(table, row.number, heading, text, "Answer with yes, no or does not apply.")
                else:
                    read[QUESTION][heading] = answer
            elif name == "date":
                self._read_date(table, row, heading, cell.value, text, read)
            else:
                read[name] = text
        if not any(read.values()):
            return
        self._keep_case(table, row, read)

    def _read_date(
        self, table: Table, row: Row, heading: str, value: object, text: str, read: dict[str, Any]
    ) -> None:
        day = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
        for form in ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
            if day is None:
                try:
                    day = datetime.strptime(text, form).replace(tzinfo=UTC).date()
                except ValueError:
                    continue
        if day is None:
            self._problem(table, row.number, heading, text, "Write the day as 7 May 2018 or 07/05/2018.")
        else:
            read["date"] = day.isoformat()

    def _keep_case(self, table: Table, row: Row, read: dict[str, Any]) -> None:
        try:
            reference = case_reference(str(read.get("case", "")))
        except NotAReference as refusal:
            why = f"{refusal.why} The row was left out ({refusal.code})."
            self._problem(table, row.number, COLUMNS["case"], HIDDEN if read.get("case") else "", why)
            return
        if same_case(reference) in self.seen:
            why = "An earlier row has this case. This row was left out (CASE-4)."
            self._problem(table, row.number, COLUMNS["case"], reference, why)
            return
        if not read[STREAM]:
            why = "No stream is judged in this row, so it was left out."
            self._problem(table, row.number, COLUMNS["case"], reference, why)
            return
        self.seen.add(same_case(reference))
        read["case"] = reference
        read.setdefault("auditor", "")
        self._check_second(table, row, read)
        self.cases.append(read | {"row": row.number, "sheet": table.sheet})

    def _check_second(self, table: Table, row: Row, read: dict[str, Any]) -> None:
        """A second judgement needs a second auditor, who is another; what is agreed on needs a second one."""
        second = str(read.get("second_auditor", ""))
        why = ""
        if read[SECOND] and not second:
            why = "The second auditor is not named, so the second judgement was left out."
        elif read[SECOND] and is_the_same_auditor(second, str(read["auditor"])):
            why = f"The second auditor is the first, so the second judgement was left out ({AUD_5})."
        elif read[AGREED] and not read[SECOND]:
            why = "Nobody judged it second, so what was agreed on was left out."
        if why:
            self._problem(table, row.number, COLUMNS["second_auditor"], second, why)
            read[SECOND], read[AGREED] = {}, {}

    # A row a result

    def _read_results(self, table: Table, head: Row) -> None:
        names = {cell.column: self._field(cell.text) for cell in head.cells if cell.text.strip()}
        texts = {cell.column: cell.text.strip() for cell in head.cells}
        body = [row for row in table.rows if row.number > head.number]
        grades = self.scales.row_of([texts[column] for column, name in names.items() if name is None])
        said = {grade.casefold() for grade in grades}
        for column, name in names.items():
            sample, heading = next(_texts(body, column), ""), texts[column]
            if sample and _plain(heading) not in _OURS:
                as_grade = STREAM if heading.casefold() in said else None
                self.columns.append(Heading(heading, name or as_grade, table.sheet, sample))
        for row in body:
            self._read_result(table, row, names, texts, grades)

    def _read_result(
        self, table: Table, row: Row, names: Mapping[int, str | None], texts: Mapping[int, str],
        grades: Sequence[str],
    ) -> None:  # fmt: skip
        read: dict[str, Any] = {}
        by_grade: dict[str, int] = {}
        for cell in row.cells:
            name, text = names.get(cell.column), cell.text.strip()
            heading = texts.get(cell.column, "")
            if not text or text.casefold() in {"none", "none."}:
                continue
            if name in ("good", "cases", "percent") or (name is None and heading in grades):
                number = _number(text)
                if number is None or (name != "percent" and number != int(number)):
                    self._problem(table, row.number, heading, text, "This is not a number.")
                    return
                if name:
                    read[name] = str(number)
                else:
                    by_grade[heading] = int(number)
            elif name:
                read[name] = text
        if not read.get("result"):
            return
        whole = tuple(by_grade.get(grade, 0) for grade in grades) if by_grade else ()
        good, cases = (int(read[name]) if name in read else None for name in ("good", "cases"))
        if why := why_not_counted(good, cases, whole):
            self._problem(
                table, row.number, "Good, cases", f"{good} of {cases}", f"{why} The row was left out."
            )
            return
        if by_grade:
            read["by_grade"], read["grades"] = list(whole), list(grades)
        elif good is None and "percent" not in read:
            self._problem(
                table, row.number, "Percentage", "", "The row has neither a percentage nor a count."
            )
            return
        self.results.append(read | {"row": row.number, "sheet": table.sheet})


def _texts(body: Sequence[Row], column: int) -> Iterator[str]:
    for row in body:
        for cell in row.cells:
            if cell.column == column and cell.text.strip():
                yield cell.text.strip()


def _number(text: str) -> Decimal | None:
    """A number as people write it, with or without its sign of percent; None for what is none."""
    tidy = text.replace("%", "").replace(",", "").strip()
    try:
        number = Decimal(tidy)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("_", " ").split()).strip(" :?.")
