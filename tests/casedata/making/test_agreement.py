"""One truth behind every source: files give the rows that the direct path gives, and counts agree."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from goldenthread.casedata.making import Truth, make
from goldenthread.casedata.making.direct import Direct, tables
from goldenthread.casedata.making.files import Written, write
from goldenthread.casedata.reading import Report, read
from goldenthread.casedata.sources import Source

SOURCES = tuple(Source)
# Told otherwise by files, for a good reason: a case that ends at once has no day of closing in the census;
# lists of contacts do not say who is disabled; list 3 does not have the referrals of older assessments.
OTHERWISE = {("children", "seen_until"), ("children", "disabled"), ("assessments", "referred")}


class Kept:
    """A sink that keeps rows in memory."""

    def __init__(self) -> None:
        self.batches: dict[str, list[pa.RecordBatch]] = {}

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        self.batches.setdefault(table, []).append(batch)

    def numbers(self, batch: pa.RecordBatch) -> None:
        """Not asked for here."""


def pseudonym(number: str) -> int:
    return int.from_bytes(hashlib.sha256(number.encode()).digest()[:8]) >> 1


Found = list[tuple[Written, Report, Mapping[str, pa.Table], Direct]]


@pytest.fixture(scope="module")
def council() -> Truth:
    return next(make(1, 2, 3, date(2018, 7, 16), scale=0.1))


@pytest.fixture(scope="module")
def both(council: Truth, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Every snapshot with its report, as read from its files, and as given without files."""
    written = write(council, tmp_path_factory.mktemp("files"), sources=SOURCES, workbooks=2)
    found: Found = []
    for one, direct in zip(written, tables(council, pseudonym, SOURCES, workbooks=2), strict=True):
        sink = Kept()
        report = read(
            one.files, authority="Made up", snapshot_on=one.snapshot.on, pseudonym=pseudonym, sink=sink
        )
        kept = {name: pa.Table.from_batches(batches) for name, batches in sink.batches.items()}
        found.append((one, report, kept, direct))
    return found


def counted(rows: pa.Table, column: str) -> Counter[tuple[Any, Any]]:
    return Counter(zip(rows["child"].to_pylist(), rows[column].to_pylist(), strict=True))


def test_clean_files_are_read_without_a_problem(both: Found) -> None:
    assert {
        kind: len(problem.places) for _, report, _, _ in both for kind, problem in report.problems.items()
    } == {}


def test_the_files_give_the_rows_that_the_direct_path_gives(both: Found) -> None:
    compared = 0
    for written, _, kept, direct in both:
        for name, rows in direct.tables.items():
            if not rows.num_rows:
                assert name not in kept
                continue
            # The second list of area SEND has children without a plan: they are in no other table of it.
            of_others = written.snapshot.source is Source.ANNEX_A_SEND and name == "children"
            for column in rows.schema.names:
                if column != "child" and (name, column) not in OTHERWISE and not of_others:
                    place = (written.snapshot.source, written.snapshot.on, name, column)
                    assert counted(kept[name], column) == counted(rows, column), place
                    compared += 1
    assert compared > 300


def test_sources_agree_on_referrals_assessments_plans_and_care(both: Found) -> None:
    """Of January to March 2018, by that year's census and Annex A of June; of care, at the end of March."""
    last = {one.snapshot.source: kept for one, _, kept, _ in both if one.snapshot.on <= date(2018, 6, 30)}
    census, annex_a = last[Source.CIN_CENSUS], last[Source.ANNEX_A]
    starts, ends = date(2018, 1, 1), date(2018, 3, 31)

    def of_quarter(rows: pa.Table, column: str) -> Counter[tuple[Any, Any]]:
        inside = pc.and_(pc.greater_equal(rows[column], starts), pc.less_equal(rows[column], ends))
        return counted(rows.filter(inside), column)

    for name, column in (
        ("referrals", "referred"), ("assessments", "authorised"), ("section_47", "started"),
        ("protection_plans", "started"), ("protection_plans", "ended"),
    ):  # fmt: skip
        assert of_quarter(census[name], column) == of_quarter(annex_a[name], column) != Counter(), (
            name,
            column,
        )
    in_care = last[Source.SSDA903]["care"].filter(pc.is_null(last[Source.SSDA903]["care"]["ceased"]))
    listed = annex_a["care"]
    there = pc.and_(
        pc.less_equal(listed["started"], ends),
        pc.or_kleene(pc.is_null(listed["ceased"]), pc.greater(listed["ceased"], ends)),
    )
    assert set(in_care["child"].to_pylist()) == set(listed.filter(there)["child"].to_pylist()) != set()


def test_the_mess_that_was_made_is_the_mess_that_is_found(council: Truth, tmp_path: Path) -> None:
    """In the workbook, whose every kind of mess leaves a trace; kinds by the words that both sides use."""
    (written,) = write(council, tmp_path, sources=[Source.ANNEX_A], workbooks=1, mess=True)
    with (tmp_path / "mess.csv").open(newline="") as file:
        told = Counter[str]()
        for row in csv.DictReader(file):
            told[row["kind"]] += int(row["times"])

    report = read(
        written.files, authority="Made up", snapshot_on=written.snapshot.on, pseudonym=pseudonym, sink=Kept()
    )

    found = {kind.value: problem.count for kind, problem in report.problems.items()}
    kinds = (
        "list missing",
        "duplicated row",
        "birth date in the future",
        "stop before start",
        "unknown code",
    )
    assert {kind: found.get(kind) for kind in kinds} == {kind: told[kind] for kind in kinds}
    assert report.normalised["number as date"] == told["number as date"]
    assert report.normalised["text as date"] == told["day-first text"]
