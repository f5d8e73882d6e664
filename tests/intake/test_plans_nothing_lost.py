"""On plans typed by a careless hand, every cell's text is in the reading: in an action or in a problem."""

import json
import re
from random import Random

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.intake.plans import PlanReading, read_plan
from goldenthread.intake.reading import Workbook, read_tables
from tests.make_plans import csv, excel, saved, word_table

HEADINGS = {
    "ref": ("Ref", "No.", "Action ref"),
    "title": ("Action", "What we will do", "Key actions"),
    "lead": ("Lead", "Who", "Responsible officer"),
    "due": ("By when", "Timescale", "Completion date"),
    "outcome": ("Outcome", "Objective"),
    "sources": ("Source of issue", "Recommendation"),
    "workstream": ("Workstream", "Strand"),
    "success": ("How will we know?", "Success indicators"),
    "evidence": ("Evidence", "Monitored by"),
    "progress": ("Status", "Progress July 2018"),
    "unknown": ("Mood of the sponsor", "Column 7"),
}
CELLS = {
    "ref": ("1.{n}", "A-{n}", "{n}", "", "", "Rec {n}", "n/a", "1.1"),
    "title": (
        "Establish group {n}",
        "review of pathway {n}",
        "1.{n}Publish item {n}",
        "Do {n}:\n* first {n}\n* second {n}",
        "Add capacity {n} and",
        "",
    ),
    "lead": ("Head of Service {n}", "Officer {n} / Manager {n}", "TBC", "Alpha{n}, Beta{n}", "", ""),
    "due": ("March 20{n}", "Smarch 2019", "TBA", "12/03/2019", "From April 2013", "week {n}", ""),
    "outcome": ("Outcome {n}", "Timely {n}", "", ""),
    "progress": (
        "Completed and in place – Jan 18",
        "In progress Complete by Aug 18",
        "Pending",
        "odd {n}",
        "",
    ),
}
OTHER_CELLS = ("text {n}", "• bullet {n}a\n• bullet {n}b", "", "one {n}; two {n}")


def messy_rows(random: Random) -> list[list[str]]:
    """The rows of one table: titles, headings, actions, sections, strays, blank rows and headings again."""
    kinds = [kind for kind in HEADINGS if kind in {"title", "due"} or random.random() < 0.7]
    random.shuffle(kinds)
    number = random.randrange(10, 40)
    rows = [[f"Line of a title {number}{letter}"] for letter in "ab"[: random.randrange(3)]]
    header = [random.choice(HEADINGS[kind]) for kind in kinds]
    rows.append(header)
    for _ in range(random.randrange(1, 14)):
        number += 1
        chance = random.random()
        if chance < 0.1:
            rows.append([])
        elif chance < 0.2:
            rows.append([f"{number}. Section {number}"])
        elif chance < 0.25:
            rows.append(header)
        elif chance < 0.32:
            rows.append([""] * random.randrange(len(kinds)) + [f"stray {number}"])
        else:
            rows.append([random.choice(CELLS.get(kind, OTHER_CELLS)).format(n=number) for kind in kinds])
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).lower().strip()


def lost(workbook: Workbook, reading: PlanReading) -> list[tuple[str, int, str]]:
    """The lines of cells that are nowhere in the reading. A reference cut from its text is not lost."""
    kept = plain(json.dumps(reading.as_json(), ensure_ascii=False).replace("\\n", " "))
    kept += plain(" ".join(column.heading for column in reading.columns))
    return [
        (table.sheet, row.number, line)
        for table in workbook.tables
        for row in table.rows
        for cell in row.written
        for line in cell.lines
        if plain(line) not in kept
        and not all(plain(part) in kept for part in re.split(r"(?<=\d)\.? ?(?=[A-Z])", line))
    ]


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_cell_of_a_messy_sheet_is_in_the_reading(random: Random) -> None:
    rows = messy_rows(random)
    top = random.randrange(1, len(rows) + 1)
    merged = [f"A{top}:A{top + 1}"] if top < len(rows) and not rows[top][0] else []
    content = excel({"Plan": [[cell or None for cell in row] for row in rows]}, merge={"Plan": merged})
    workbook = read_tables(content, "plan.xlsx")
    assert lost(workbook, read_plan(workbook)) == []


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([",", ";", "\t"]))
def test_every_cell_of_a_messy_export_is_in_the_reading(random: Random, separator: str) -> None:
    workbook = read_tables(csv(messy_rows(random), separator=separator), "plan.csv")
    assert lost(workbook, read_plan(workbook)) == []


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_cell_of_a_messy_document_is_in_the_reading(random: Random) -> None:
    document = docx.Document()
    for heading in ("", "Outcome 2: Clear and consistent"):
        if heading:
            document.add_heading(heading, 2)
        word_table(document, messy_rows(random))
    workbook = read_tables(saved(document), "plan.docx")
    assert lost(workbook, read_plan(workbook)) == []
