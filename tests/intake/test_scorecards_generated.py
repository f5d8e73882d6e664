"""Generated scorecards as files: what is bad input is found where it stands, and clean ones are not held.

`docs/benchmarks.md` holds the rates of a long run, which `python -m tests.intake.test_scorecards_generated
1000 100` prints. Here fewer are held to limits that leave room for chance.
"""

from __future__ import annotations

import sys
from collections import Counter
from decimal import Decimal
from itertools import islice

import pytest

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecards import read_scorecard
from goldenthread.rulebook.arithmetic import Cell, Row, Scorecard
from goldenthread.rulebook.figures import parse_figure
from tests.make_checked_scorecards import PERIODS, clean
from tests.make_scorecards import comma_separated
from tests.plant_faults import Planted, with_fault

BAD_INPUT = (
    "ARI-4",
    "ARI-5",
    "ARI-8",
    "ARI-9",
    "ARI-14",
    "ARI-15",
    "ARI-16",
    "ARI-17",
    "ARI-18",
    "ARI-19",
    "ARI-24",
)
"""What a file's figures show by themselves, and a person has to look at before the file is taken."""
CLEAN = 20
FAULTS_OF_A_KIND = 6
LEADING = ["No.", "Measure", "Good is", "Unit", "National", "Target"]
COUNTS = [f"{period} {name}" for period in PERIODS for name in ("numerator", "denominator")]


def as_file(paper: Scorecard) -> bytes:
    """The paper as a council keeps it, with a column more where a period is given twice."""
    again = next((period for row in paper.rows for period, _ in row.repeated), None)
    headings = [*LEADING, *map(str, PERIODS), *COUNTS, *([f"{again} "] if again else [])]
    return comma_separated([headings, *(_cells(row, again is not None) for row in paper.rows)])


def _cells(row: Row, twice: bool) -> list[str]:
    national = row.benchmarks.get("national")
    cells = [row.cells.get(period, Cell(parse_figure(""))) for period in PERIODS]
    counts = [number for cell in cells for number in (cell.numerator, cell.denominator)]
    return [
        row.reference, row.title, row.polarity.value if row.polarity != "neither" else "", row.unit or "",
        national.figure.text if national else "", row.target.text if row.target else "",
        *(cell.figure.text for cell in cells),
        *("" if number is None else f"{number:f}" for number in counts),
        *([row.repeated[0][1].figure.text if row.repeated else ""] if twice else []),
    ]  # fmt: skip


def doubts_of(paper: Scorecard) -> list[Problem]:
    reading = read_scorecard(read_tables(as_file(paper), "scorecard.csv"))
    return [problem for problem in reading.problems if problem.level is Level.DOUBT]


def names_it(doubts: list[Problem], paper: Scorecard, fault: Planted) -> bool:
    """Whether a doubt of the fault's rule stands in its row and column."""
    number = next(at for at, row in enumerate(paper.rows, start=2) if row.key == fault.key)
    where = {"national": "National", "target": "Target"}.get(fault.part, str(fault.period))
    told = [one for one in doubts if f"({fault.code})" in one.why]
    if fault.code == "ARI-17":
        return any(one.column.strip() == where for one in told)
    # A figure that is missing altogether has no cell: its period is in the words.
    return any(one.row == number and (one.column == where or f", {where}: " in one.why) for one in told)


def test_clean_files_are_taken_without_a_question() -> None:
    doubts = [doubt for seed in range(CLEAN) for doubt in doubts_of(clean(seed)[0])]
    assert 10 * len(doubts) <= CLEAN, [doubt.why for doubt in doubts]


@pytest.mark.parametrize("code", BAD_INPUT)
def test_bad_input_is_found_in_the_file_with_its_place(code: str) -> None:
    made = (with_fault(code, seed) for seed in range(100))
    planted = list(islice((one for one in made if one is not None), FAULTS_OF_A_KIND))
    hits = [names_it(doubts_of(papers[0]), papers[0], fault) for papers, fault in planted]
    assert hits == [True] * FAULTS_OF_A_KIND


@pytest.mark.parametrize("code", ["ARI-9", "ARI-15", "ARI-24"])
def test_bad_input_is_read_as_it_stands(code: str) -> None:
    papers, fault = next(one for seed in range(100) if (one := with_fault(code, seed)) is not None)
    row = next(row for row in papers[0].rows if row.key == fault.key)
    assert fault.period is not None
    written = row.cells[fault.period].figure.value
    reading = read_scorecard(read_tables(as_file(papers[0]), "scorecard.csv"))
    [measure] = [one for one in reading.measures if one.ref == row.reference]
    read = {one.period: one.figure.value for one in measure.observations}[fault.period]
    assert read == written
    assert isinstance(read, Decimal)


def print_rates(many: int, faults: int) -> None:
    """Prints what `docs/benchmarks.md` holds: files held without a cause, and bad input found."""
    alarms: Counter[str] = Counter()
    held = 0
    for seed in range(many):
        doubts = doubts_of(clean(seed)[0])
        alarms.update(doubt.why.rsplit("(", 1)[-1].rstrip(")") for doubt in doubts)
        held += bool(doubts)
    print(f"{many} clean files: {held} held; {dict(alarms)}")
    for code in BAD_INPUT:
        planted = [made for seed in range(faults) if (made := with_fault(code, seed)) is not None]
        hits = sum(names_it(doubts_of(papers[0]), papers[0], fault) for papers, fault in planted)
        print(f"| {code} | {len(planted):,} | {100 * hits / max(len(planted), 1):.1f}% |", flush=True)


if __name__ == "__main__":
    print_rates(int(sys.argv[1]), int(sys.argv[2]))
