"""CSV that is safe to open and says what the report says."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.documents.csv_tables import guarded, render_csv
from goldenthread.documents.data_tables import DataTable
from goldenthread.documents.paper_figures import Figure
from goldenthread.documents.tables import figures_table, recommendations_table, tables_of
from tests.documents.sample import sample_report


def read(table: DataTable) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_csv(table).decode("utf-8"), newline="")))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1234 567", "'+44 1234 567"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("-5.2%", "-5.2%"),
        ("-1,204", "-1,204"),
        ("-", "-"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_text_that_could_run_is_guarded_and_a_number_is_not(text: str, written: str) -> None:
    assert guarded(text) == written


def test_a_negative_number_stays_a_number() -> None:
    table = DataTable("t", "T", (("Change", 10),), ((Decimal("-3.5"),), (Figure("-4%", Decimal(-4)),)))
    assert [row["Change"] for row in read(table)] == ["-3.5", "-4%"]


def test_a_title_that_starts_like_a_formula_is_guarded() -> None:
    report = sample_report()
    changed = replace(report, recommendations=(replace(report.recommendations[0], title="=cmd()"),))
    assert read(recommendations_table(changed))[0]["Title"] == "'=cmd()"


def test_every_table_has_a_value_under_each_heading_or_none() -> None:
    for table in tables_of(sample_report()):
        assert all(len(row) == len(table.columns) for row in table.rows), table.name


def test_figures_are_tidy_with_dates_and_statuses_in_words() -> None:
    rows = [row for row in read(figures_table(sample_report())) if row["Ref"] == "2.9"]
    suppressed = next(row for row in rows if row["Period or benchmark"] == "2017-18 Q4")
    assert (suppressed["Value"], suppressed["Status"], suppressed["As printed"]) == (
        "",
        "Suppressed",
        "supressed",
    )


def test_a_range_keeps_both_its_ends() -> None:
    rows = read(figures_table(sample_report()))
    target = next(row for row in rows if row["Ref"] == "2.1" and row["Period or benchmark"] == "Target")
    assert (target["Value"], target["Low"], target["High"]) == ("", "400", "450")
