"""An audit that comes as a file: what it would change, and the change itself.

The source's name is the audit's reference or title; one that is not here begins a new audit. Loading the
same file again writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.apps.audits import auditing, judging
from goldenthread.apps.audits.auditing import AuditFields, Counted, Scale
from goldenthread.apps.audits.grades import Scales, good_of, grade_in
from goldenthread.apps.audits.judging import Judged
from goldenthread.apps.audits.models import Answer, Audit, Drawn, Of, Tool, Way
from goldenthread.apps.audits.queries import find_audit
from goldenthread.apps.audits.results import CaseRead, cases_of, counts_of
from goldenthread.apps.audits.sheet_reading import (
    AGREED,
    COLUMNS,
    QUESTION,
    SECOND,
    STREAM,
    AuditReading,
    read_audit,
)
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.reading import Workbook
from goldenthread.rulebook.case_references import same_case
from goldenthread.rulebook.periods import NotAPeriod, parse_period

NOT_SAID = "Not said"
Read = Mapping[str, Any]


class AuditImporter:
    """Takes in an audit: see `loads.importers.Importer`. Its source is the audit."""

    kind = "audit"
    title = "An audit: a row a case, or a row a result"
    fields: Mapping[str, str] = COLUMNS

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> AuditReading:
        return read_audit(workbook, mapping, Scales.in_use())

    def preview(self, reading: Read, source_name: str) -> dict[str, Any]:
        """What accepting the reading would do, row by row; nothing is written."""
        audit = find_audit(source_name)
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        held = _held(audit)
        for row in reading["cases"]:
            item = _item(row, row["case"])
            read = held.get(same_case(row["case"]))
            if read is None:
                found["new"].append(item | {"changes": _said(row)})
            elif changes := _changes(read, row, audit):
                found["changed"].append(item | {"changes": changes})
            else:
                found["unchanged"] += 1
        counted = {one.label.casefold(): one for one in counts_of([audit]).get(audit.pk, [])} if audit else {}
        # A sheet of results beside the cases is worked out from them.
        for row in [] if reading["cases"] else reading["results"]:
            item, last = _item(row, row["result"]), counted.get(row["result"].casefold())
            if last is None:
                found["new"].append(item | {"changes": [_change("Result", "", _result_words(row))]})
            elif (last.good, last.cases) != (_whole(row, "good"), _whole(row, "cases")):
                before = last.text or f"{last.good} of {last.cases}"
                found["changed"].append(item | {"changes": [_change("Result", before, _result_words(row))]})
            else:
                found["unchanged"] += 1
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write what a load brings: the audit, where it is not here, then its cases or its results."""
        today = at.date()
        audit = find_audit(load.source.name) or _begin(load, today=today, by=by, at=at)
        writing = _Writing(audit, load, by, at, today, effective_on)
        for row in load.reading["cases"]:
            writing.case(row)
        for row in load.reading["results"] if audit.way == Way.COUNTS else []:
            writing.result(row)
        return {"url": audit.get_absolute_url(), "words": writing.words}


def _begin(load: Load, *, today: date, by: Person | None, at: datetime) -> Audit:
    about, reading = load.reading["about"], load.reading
    try:
        period = parse_period(about.get("period", ""))
    except NotAPeriod as refusal:
        words = "The file does not say which period it is of. Write it in its About sheet as 2018-19 Q1."
        raise Refused(words) from refusal
    size = about.get("population_size", "").replace(",", "")
    drawn = {words.casefold(): key for key, words in Drawn.choices}
    says = AuditFields(
        title=about.get("title") or load.source.name, period=period, theme=about.get("theme", ""),
        population=about.get("population", ""), population_size=int(size) if size.isdecimal() else None,
        drawn=drawn.get(about.get("drawn", "").casefold(), Drawn.NOT_SAID),
        drawn_text=about.get("drawn_text", ""), auditors=about.get("auditors", ""),
        finding=about.get("finding", ""), published_on=load.published_on,
    )  # fmt: skip
    way = Way.CASES if reading["cases"] else Way.COUNTS
    return auditing.begin_audit(says, _scale(reading), way=way, today=today, by=by, at=at, load=load)


def _scale(reading: Read) -> Scale:
    """The scale of a new audit: its tool's, what About writes out, or the first that fits its grades."""
    about, rows = reading["about"], reading["cases"]
    if tool := _tool(about.get("tool", "")):
        return Scale.of(tool)
    grades = tuple(one.strip() for one in about.get("grades", "").split(";") if one.strip())
    if not grades:
        texts = [text for row in rows for text in row[STREAM].values()]
        named = [grade for row in reading["results"] for grade in row.get("grades", [])]
        found = Scales.in_use().of([*texts, *named])
        if found is None:
            raise Refused("Its grades are of more than one scale. Name its tool in the About sheet.")
        grades = found
    streams = tuple(dict.fromkeys(stream for row in rows for stream in row[STREAM]))
    questions = tuple(dict.fromkeys(question for row in rows for question in row[QUESTION]))
    return Scale(grades, good_of(grades), streams, questions)


def _tool(text: str) -> Tool | None:
    """A tool by its name, the newest version; or by its name and version, as it is printed."""
    name, _, number = text.rpartition(", version ")
    if number.isdecimal() and (found := Tool.objects.filter(name__iexact=name, number=number).first()):
        return found
    return Tool.objects.filter(name__iexact=text.strip(), retired_on=None).first() if text else None


@dataclass
class _Writing:
    """One audit on its way in."""

    audit: Audit
    load: Load
    by: Person | None
    at: datetime
    today: date
    effective_on: date
    cases: int = 0
    seconds: int = 0
    corrected: int = 0
    results: int = 0

    def __post_init__(self) -> None:
        self.held = _held(self.audit)
        self.streams = {stream.casefold(): stream for stream in self.audit.streams}
        self.questions = {question.casefold(): question for question in self.audit.questions}

    @property
    def words(self) -> str:
        if self.audit.way == Way.COUNTS:
            return f"{self.audit.reference}, {self.results} results entered."
        return (
            f"{self.audit.reference}, {self.cases} cases entered, {self.corrected} corrected, "
            f"{self.seconds} with a second auditor."
        )

    def case(self, row: Read) -> None:
        read = self.held.get(same_case(row["case"]))
        told = {"today": self.today, "by": self.by, "at": self.at}
        first = self._judged(row, STREAM, row.get("auditor") or NOT_SAID, with_answers=True)
        if read is None:
            self.cases += 1
            case = judging.add_case(self.audit, row["case"], first, load=self.load, **told)
        else:
            case = read.case
            if _changes(read, row, self.audit) and read.second is None and _differs(read, row, self.audit):
                self.corrected += 1
                judging.judge_again(case, first, **told)
        if row[SECOND] and (read is None or read.second is None):
            self.seconds += 1
            second = self._judged(row, SECOND, row["second_auditor"])
            judging.moderate(case, second, load=self.load, **told)
        if row[AGREED] and (read is None or read.agreed is None):
            both = f"{row.get('auditor') or NOT_SAID} and {row['second_auditor']}"[:120]
            judging.agree(case, self._judged(row, AGREED, both), load=self.load, **told)

    def _judged(self, row: Read, which: str, auditor: str, *, with_answers: bool = False) -> Judged:
        day = date.fromisoformat(row["date"]) if row.get("date") else min(self.effective_on, self.today)
        grades = {self._named(stream, self.streams): self._grade(text) for stream, text in row[which].items()}
        answers = (
            {self._named(one, self.questions): answer for one, answer in row[QUESTION].items()}
            if with_answers
            else {}
        )
        return Judged(auditor, day, grades, answers, row.get("note", "") if with_answers else "")

    def _named(self, heading: str, known: Mapping[str, str]) -> str:
        if (name := known.get(heading.casefold())) is None:
            raise Refused(
                f"“{heading}” is not in the tool of {self.audit.reference}. Mend the file’s heading."
            )
        return name

    def _grade(self, text: str) -> str:
        if (grade := grade_in(text, self.audit.grades)) is None:
            raise Refused(f"“{text}” is no grade of {self.audit.reference}’s scale.")
        return grade

    def result(self, row: Read) -> None:
        self.results += 1
        of = Of.QUESTION if "standard" in row.get("of", "").casefold() else Of.STREAM
        by_grade = tuple(row.get("by_grade", ()))
        if row.get("grades") and len(row["grades"]) != len(self.audit.grades):
            by_grade = ()
        counted = Counted(
            row["result"], _whole(row, "good"), _whole(row, "cases"),
            Decimal(row["percent"]) if "percent" in row and not by_grade else None, by_grade, of,
            _result_words(row),
        )  # fmt: skip
        auditing.enter_count(
            self.audit, counted, reason=f"As in {self.load.file.name}", by=self.by, at=self.at
        )


def _held(audit: Audit | None) -> dict[str, CaseRead]:
    if audit is None or audit.way != Way.CASES:
        return {}
    return {read.case.same: read for read in cases_of([audit])[audit.pk]}


def _whole(row: Read, name: str) -> int | None:
    return int(Decimal(row[name])) if name in row else None


def _result_words(row: Read) -> str:
    """A result as the file prints it: "22% (4 of 18)"."""
    percent = f"{row['percent']}%" if "percent" in row else ""
    count = row.get("good", "") + (f" of {row['cases']}" if "cases" in row else "")
    return f"{percent} ({count})" if percent and count else percent or count


def _item(row: Read, label: str) -> dict[str, Any]:
    place = f"Sheet {row['sheet']}, row {row['row']}"
    return {"key": f"{row['sheet']}:{row['row']}", "label": label, "place": place, "changes": [],
            "candidates": []}  # fmt: skip


def _change(name: str, before: str, after: str) -> dict[str, str]:
    return {"field": name, "before": before, "after": after}


def _said(row: Read) -> list[dict[str, str]]:
    return [_change(stream, "", text) for stream, text in row[STREAM].items()]


def _differs(read: CaseRead, row: Read, audit: Audit) -> bool:
    """Whether what the first auditor found is another than the row says."""
    first = read.first
    if first is None:
        return True
    grades = {stream.casefold(): grade for stream, grade in first.grades.items()}
    answers = {question.casefold(): answer for question, answer in first.answers.items()}
    return any(
        grades.get(stream.casefold()) != grade_in(text, audit.grades) for stream, text in row[STREAM].items()
    ) or any(answers.get(one.casefold()) != answer for one, answer in row[QUESTION].items())


def _changes(read: CaseRead, row: Read, audit: Audit | None) -> list[dict[str, str]]:
    """What a row says that its case does not, in words."""
    if audit is None:
        return []
    found = []
    for words, reading, which in (("", read.first, STREAM), (", second auditor", read.second, SECOND),
                                  (", agreed", read.agreed, AGREED)):  # fmt: skip
        held = {stream.casefold(): grade for stream, grade in (reading.grades if reading else {}).items()}
        for stream, text in row[which].items():
            before, after = held.get(stream.casefold(), ""), grade_in(text, audit.grades) or text
            if before != after:
                found.append(_change(f"{stream}{words}", before, after))
    answers = {one.casefold(): answer for one, answer in (read.first.answers if read.first else {}).items()}
    for question, answer in row[QUESTION].items():
        if (before := answers.get(question.casefold(), "")) != answer:
            old = Answer(before).label if before else ""
            found.append(_change(question, old, Answer(answer).label))
    return found
