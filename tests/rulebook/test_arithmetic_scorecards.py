"""Whole scorecards: generated ones, clean and with one fault, and the demonstration council's own.

`docs/benchmarks.md` holds the rates of a long run, which `python -m tests.rulebook.test_arithmetic_scorecards
1000 100` prints. Here fewer are held to limits that leave room for chance.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice

import pytest

from goldenthread.rulebook.arithmetic import (
    Benchmark,
    Cell,
    Finding,
    LinkKind,
    Row,
    Scorecard,
    check_papers,
    check_scorecard,
    propose_links,
)
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.targets import Polarity, parse_polarity, target_from
from tests.make_checked_scorecards import clean
from tests.make_scorecards import published
from tests.plant_faults import CODES, Planted, with_fault

CLEAN = 40
FAULTS_OF_A_KIND = 5
LEAST_FOUND = {"ARI-6": 4, "ARI-10": 4, "ARI-12": 4, "ARI-22": 4}
"""Of five; every fault of the other kinds is found. An arrow may agree with another comparison, and a
mistyped rate or a quoted number may stay within rounding."""


def test_clean_scorecards_have_at_most_one_finding_in_ten_scorecards() -> None:
    findings = [finding for seed in range(CLEAN) for finding in check_papers(clean(seed))]
    assert 10 * len(findings) <= CLEAN, [finding.message for finding in findings]


def test_confirmed_links_of_clean_scorecards_hold() -> None:
    for seed in range(100, 103):
        assert check_papers(clean(seed, confirmed=True)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_planted_fault_is_found_with_its_cell(code: str) -> None:
    made = (with_fault(code, seed) for seed in range(100))
    planted = list(islice((one for one in made if one is not None), FAULTS_OF_A_KIND))
    hits = [names_it(check_papers(papers), fault) for papers, fault in planted]
    assert len(hits) == FAULTS_OF_A_KIND
    assert sum(hits) >= LEAST_FOUND.get(code, FAULTS_OF_A_KIND)


def test_the_links_that_are_proposed_are_the_true_ones() -> None:
    for seed in range(5):
        true = {(link.kind, link.result, link.parts) for link in clean(seed, confirmed=True)[0].links}
        links = [proposed.link for proposed in propose_links(clean(seed)[0].rows)]
        assert {(link.kind, link.result, tuple(link.parts)) for link in links} <= _in_any_order(true)


def _in_any_order(
    links: set[tuple[LinkKind, str, tuple[str, ...]]],
) -> set[tuple[LinkKind, str, tuple[str, ...]]]:
    return links | {(kind, result, parts[::-1]) for kind, result, parts in links if kind is LinkKind.SUM}


def names_it(findings: list[Finding], fault: Planted) -> bool:
    """Whether a finding of the fault's rule names the cell in which it lies."""
    return any(
        finding.code == fault.code
        and any((c.measure, c.period, c.part) == (fault.key, fault.period, fault.part) for c in finding.cells)
        for finding in findings
    )


COLUMNS = {
    "year_end_2016_17": "2016-17",
    "q1_2017_18": "2017-18 Q1",
    "q2_2017_18": "2017-18 Q2",
    "q3_2017_18": "2017-18 Q3",
    "q4_2017_18": "2017-18 Q4",
    "year_end_2017_18": "2017-18",
}
ARROWS = {"↑": "up", "→": "level", "↓": "down"}


def demonstration() -> Scorecard:
    """The published scorecard as its CSV file gives it, with no link, population or reading added."""
    return Scorecard("2017-18 Q4", tuple(_row(row) for row in published()), parse_period("2017-18 Q4"))


def _row(row: dict[str, str]) -> Row:
    unit = "%" if row["measure"].startswith("%") else None
    polarity = parse_polarity(row["polarity"]) or Polarity.NEITHER
    return Row(
        key=row["ref"],
        reference=row["ref"],
        title=row["measure"],
        unit=unit,
        polarity=polarity,
        cells={
            parse_period(at): Cell(parse_figure(row[column], unit=unit)) for column, at in COLUMNS.items()
        },
        benchmarks={
            area: Benchmark(parse_figure(row[area], unit=unit))
            for area in ("statistical_neighbours", "national")
        },
        target=target_from(parse_figure(row["target"], unit=unit), polarity),
        stated_direction=ARROWS.get(row["direction_of_travel"]),
    )


def test_the_demonstrations_scorecard_has_these_findings_and_no_others() -> None:
    """Each was looked at by hand.

    - 1.16 is a year-to-date figure: 97% at the end of quarter 4 and 98% for the year cannot both be.
    - 2.5: no mix of quarters of 95% to 99% makes 91.0%. The year counts children all of whose reviews were on
      time, another definition, which the paper does not say.
    - 2.2: 477 children are 63.2 or 63.3 per 10,000 of the population by which 1.9 and 1.12 were computed, and
      by which 2.2 itself was in quarters 1 to 3; 62.7 was printed, twice.
    - 2.3: 13.6% to 10.7% with an arrow up means better, where the paper's other arrows follow the number.
    - 3.1: 196 to 207 with a level arrow, where 2.6 has an arrow up for 199 to 210.
    - 4.3: 15 adopted after 26 the year before, with a level arrow.
    """
    findings = check_scorecard(demonstration())
    assert [(f.code, f.measures, str(f.period), f.published, f.expected) for f in findings] == [
        ("ARI-20", ("1.16",), "2017-18", "98%", "97%"),
        ("ARI-21", ("2.5",), "2017-18", "91.0%", "95% to 99%"),
        ("ARI-6", ("3.1",), "2017-18 Q4", "level", "up"),
        ("ARI-6", ("4.3",), "2017-18 Q4", "level", "down"),
        ("ARI-22", ("2.3",), "2017-18 Q4", "up", "down"),
        ("ARI-12", ("2.2", "2.1"), "2017-18 Q4", "62.7", "63.2 to 63.3"),
        ("ARI-12", ("2.2", "2.1"), "2017-18", "62.7", "63.2 to 63.3"),
    ]
    assert all(finding.tentative for finding in findings)


def test_the_demonstrations_links_are_its_three_rates() -> None:
    proposed = propose_links(demonstration().rows)
    assert [(one.link.kind, one.link.result, one.link.parts, one.fits_in) for one in proposed] == [
        (LinkKind.RATE, "1.9", ("1.8",), 5),
        (LinkKind.RATE, "1.12", ("1.11",), 5),
        (LinkKind.RATE, "2.2", ("2.1",), 5),
    ]


def print_rates(many: int, faults: int) -> None:
    """Prints what `docs/benchmarks.md` holds: false alarms on so many clean scorecards, and faults found."""
    alarms: Counter[str] = Counter()
    rows = with_any = 0
    links: Counter[str] = Counter()
    for seed in range(many):
        papers = clean(seed)
        findings = check_papers(papers)
        alarms.update(finding.code for finding in findings)
        with_any += bool(findings)
        rows += sum(len(paper.rows) for paper in papers)
        true = _in_any_order({(x.kind, x.result, x.parts) for x in clean(seed, confirmed=True)[0].links})
        for proposed in propose_links(papers[0].rows):
            link = proposed.link
            links["true" if (link.kind, link.result, link.parts) in true else "false"] += 1
    print(f"{many} clean scorecards of {rows} rows: {with_any} with a finding; {dict(alarms)}; {dict(links)}")
    for code in CODES:
        planted = [made for seed in range(faults) if (made := with_fault(code, seed)) is not None]
        hits = sum(names_it(check_papers(papers), fault) for papers, fault in planted)
        print(f"| {code} | {len(planted):,} | {100 * hits / max(len(planted), 1):.1f}% |", flush=True)


if __name__ == "__main__":
    print_rates(int(sys.argv[1]), int(sys.argv[2]))
