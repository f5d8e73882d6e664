"""Audits that come as files: a row a case, a row a result, and what of them cannot be read."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from goldenthread.apps.audits.exporting import workbook_of
from goldenthread.apps.audits.models import Audit, Reading, ResultCount, Way
from goldenthread.apps.audits.queries import lines_of
from goldenthread.apps.audits.results import cases_of
from goldenthread.apps.audits.tests.conftest import QUESTION
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.loads.models import Load
from goldenthread.apps.trail.refusals import Refused

ABOUT = [
    ("About", "Answer"),
    ("Title", "Case audit of spring"),
    ("Period", "2018-19 Q1"),
    ("Tool", "Case audit tool"),
    ("Population", "Assessments"),
    ("Population size", "1,020"),
    ("How the sample was drawn", "At random"),
]
HEAD = (
    "Case",
    "Auditor",
    "Date",
    "Assessment",
    "Plan",
    "Second auditor",
    "Assessment, second auditor",
    QUESTION,
)
CASES = [
    HEAD,
    ("A-1", "Team manager A", "12/05/2018", "Good", "RI", "Team manager B", "good", "Yes"),
    ("A-2", "Team manager A", None, "Inadequate", "Requires improvement", None, None, "n/a"),
]  # fmt: skip


def book(**sheets) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


@pytest.fixture
def read(told):
    def run(content: bytes, name: str = "Case audit of spring") -> Load:
        return loads.read_file(content, "audit.xlsx", kind="audit", source_name=name, **told)

    return run


@pytest.fixture
def accept(read, told, today):
    def run(content: bytes, name: str = "Case audit of spring") -> Load:
        load = read(content, name)
        loads.accept(load, decisions={}, published_on=None, today=today, **told)
        return load

    return run


def problems(load: Load) -> list[tuple[int | None, str, str]]:
    return [(one["row"], one["column"], one["why"]) for one in load.reading["problems"]]


def test_a_workbook_of_cases_begins_an_audit_and_loading_it_again_writes_nothing(tool, accept, read):
    content = book(About=ABOUT, Cases=CASES)
    load = accept(content)
    assert load.reading["problems"] == []
    audit = Audit.objects.get()
    assert (audit.tool, audit.way, audit.population_size, audit.drawn) == (tool, Way.CASES, 1020, "random")
    [line] = lines_of([audit])
    assert [(one.label, one.good, one.cases) for one in line.results] == [
        ("Assessment", 1, 2),
        ("Plan", 0, 2),
        (QUESTION, 1, 1),
    ]
    second = Reading.objects.get(which="second")
    assert (second.auditor, second.grades) == ("Team manager B", {"Assessment": "Good"})
    again = read(content)
    assert (again.preview["unchanged"], again.preview["new"], again.preview["changed"]) == (2, [], [])
    count = Reading.objects.count()
    accept(content, "AU-1")
    assert Reading.objects.count() == count


def test_what_a_row_says_that_cannot_be_is_named_by_its_place_and_left_out(tool, read):
    rows = [
        HEAD,
        ("Sam Smith 4", "Team manager A", None, "Good", "Good"),
        ("943 476 5919", "Team manager A", None, "Good", "Good"),
        ("A-1", "Team manager A", None, "Good", "Goood", "Team manager A", "Good"),
        ("a 1", "Team manager A", None, "Good", "Good"),
        ("A-2", "Team manager A", "Smarch", "Good", "Good", None, None, "perhaps"),
        ("A-3", "Team manager A", None, "Good", "Good", None, None, "No"),
    ]
    load = read(book(About=ABOUT, Cases=rows))
    told = problems(load)
    assert [row for row, _, _ in told] == [2, 3, 4, 4, 5, 6, 6]
    words = " ".join(why for _, _, why in told)
    for code in ("CASE-2", "CASE-3", "CASE-4", "AUD-5"):
        assert code in words
    assert "Smith" not in str(load.reading)
    assert [row["case"] for row in load.reading["cases"]] == ["A-1", "A-2", "A-3"]
    assert load.reading["cases"][0]["stream_second"] == {}


def test_a_table_of_results_begins_an_audit_of_counts(council, accept, read):
    rows = [
        ("Stream", "% good or better", "Good", "Cases"),
        ("Combined assessments", "34%", None, None),
        ("Return interviews", 22, 4, None),
        ("Plans", None, 21, 20),
    ]
    about = [one for one in ABOUT if one[0] != "Tool"]
    load = read(book(About=about, Results=rows))
    why = "There are more good cases (21) than cases (20). The row was left out."
    assert problems(load) == [(4, "Good, cases", why)]
    accept(book(About=about, Results=rows))
    [line] = lines_of([Audit.objects.get()])
    assert [(one.label, one.count_words) for one in line.results] == [
        ("Combined assessments", "sample not said"),
        ("Return interviews", "4 of 18"),
    ]
    accept(book(About=about, Results=rows))
    assert ResultCount.objects.count() == 2


def test_a_file_without_its_period_is_refused_and_one_without_headings_says_so(council, accept, read):
    with pytest.raises(Refused, match="which period"):
        accept(book(Cases=[("Case", "Plan"), ("A-1", "Good")]))
    assert not Audit.objects.exists()
    assert "No row of headings" in read(book(Other=[("Words", "More")])).reading["problems"][0]["why"]


def test_an_audit_that_was_downloaded_loads_again_with_more_rows(audit, add, told, today, accept, judged):
    add("A-1")
    [line] = lines_of([audit])
    workbook = load_workbook(BytesIO(workbook_of(line, cases_of([audit])[audit.pk], today)))
    assert workbook.sheetnames == ["About", "Cases", "Results"]
    sheet = workbook["Cases"]
    by_heading = {cell.value: cell.column for cell in sheet[1]}
    for heading, text in (
        ("Case", "A-2"),
        ("Auditor", "Team manager B"),
        ("Assessment", "Good"),
        (QUESTION, "No"),
    ):
        sheet.cell(3, by_heading[heading], text)
    written = BytesIO()
    workbook.save(written)
    load = accept(written.getvalue(), "AU-1")
    assert (load.reading["problems"], len(load.preview["new"])) == ([], 1)
    assert [one.case.reference for one in cases_of([audit])[audit.pk]] == ["A-1", "A-2"]


def test_a_grade_that_changed_is_a_correction_until_somebody_moderated_it(audit, add, accept):
    add("A-1")
    accept(book(Cases=[("Case", "Assessment"), ("A-1", "Inadequate")]), "AU-1")
    last = Reading.objects.order_by("-number").first()
    assert (last.number, last.grades) == (2, {"Assessment": "Inadequate"})


def test_a_stream_that_the_tool_does_not_have_is_refused_by_name(audit, accept):
    with pytest.raises(Refused, match="“Chronology” is not in the tool of AU-1"):
        accept(book(Cases=[("Case", "Chronology"), ("A-1", "Good")]), "AU-1")
