"""The files of a made-up council: the layouts, the labels, the same bytes twice, and a mess that is told."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from goldenthread.casedata.making import Truth, make
from goldenthread.casedata.making.files import LABEL, Written, write
from goldenthread.casedata.sources import Source

ENDS = date(2018, 7, 16)


@pytest.fixture(scope="module")
def council() -> Truth:
    return next(make(1, 2, 5, ENDS, scale=0.02))


@pytest.fixture(scope="module")
def clean(council: Truth, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Written]]:
    into = tmp_path_factory.mktemp("clean") / "council"
    return into, write(council, into, workbooks=2)


@pytest.fixture(scope="module")
def messy(council: Truth, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("messy") / "council"
    write(council, into, workbooks=1, mess=True, old_layout=True)
    return into


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes(
    council: Truth, clean: tuple[Path, list[Written]], tmp_path: Path
) -> None:
    write(council, tmp_path / "again", workbooks=2)

    assert contents(tmp_path / "again") == contents(clean[0])


def test_every_source_has_its_snapshots(clean: tuple[Path, list[Written]]) -> None:
    days = {source: [w.snapshot.on for w in clean[1] if w.snapshot.source is source] for source in Source}

    assert days == {
        Source.ANNEX_A: [date(2018, 6, 30), ENDS], Source.ANNEX_A_SEND: [ENDS],
        Source.CIN_CENSUS: [date(2017, 3, 31), date(2018, 3, 31)],
        Source.SSDA903: [date(2017, 3, 31), date(2018, 3, 31)],
        Source.SEN2: [date(2017, 1, 18), date(2018, 1, 18), ENDS],
    }  # fmt: skip
    assert all(path.stat().st_size for written in clean[1] for path in written.files)


def test_files_say_that_they_are_made_up(clean: tuple[Path, list[Written]]) -> None:
    folder = clean[0]
    book = load_workbook(folder / f"annex-a-{ENDS}.xlsx")

    assert LABEL in (folder / "README.txt").read_text()
    assert LABEL in (folder / "cin-census-2017-18.xml").read_text()
    assert "Made up" in (folder / f"sen2-{ENDS}" / "Blade-Export_16-07-2018_sen2.csv").read_text()
    assert book.properties.title == LABEL
    assert book["List 1"].oddHeader.center.text == LABEL


def test_a_workbook_has_the_eleven_lists_with_days_as_days(clean: tuple[Path, list[Written]]) -> None:
    book = load_workbook(clean[0] / f"annex-a-{ENDS}.xlsx")
    columns = [book[f"List {number}"].max_column for number in range(1, 12)]

    assert columns == [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19]
    assert book["List 1"]["F2"].is_date


def test_the_old_layout_has_thirteen_columns_in_list_9(messy: Path) -> None:
    book = load_workbook(messy / f"annex-a-{ENDS}.xlsx", read_only=True)

    assert len(next(book["List 9"].iter_rows(max_row=1))) == 13


def test_a_child_has_one_number_in_every_return(clean: tuple[Path, list[Written]]) -> None:
    folder = clean[0]
    census = ElementTree.parse(folder / "cin-census-2017-18.xml").getroot()
    known = {element.text for element in census.iter("LAchildID")}
    with (folder / "ssda903-2017-18" / "Episodes.csv").open(newline="") as file:
        in_care = {row["CHILD"] for row in csv.DictReader(file)}

    assert in_care
    assert in_care <= known


def test_the_mess_is_made_and_told(messy: Path) -> None:
    with (messy / "mess.csv").open(newline="") as file:
        told = list(csv.DictReader(file))
    kinds = {row["kind"] for row in told}
    sheets = load_workbook(messy / f"annex-a-{ENDS}.xlsx", read_only=True).sheetnames

    assert kinds >= {
        "#N/A", "birth date in the future", "blank row", "curly quote", "day-first text", "duplicated row",
        "header variant", "list missing", "number as date", "stop before start", "trailing space",
        "unknown code",
    }  # fmt: skip
    assert "List 2" not in sheets
    ElementTree.parse(messy / "cin-census-2017-18.xml")
