"""What a spreadsheet does with an exported cell."""

import csv
from io import StringIO

import pytest

from goldenthread.apps.measures.exports import csv_file


def written(text: str) -> str:
    [_, [cell]] = csv.reader(StringIO(csv_file("list", ["Text"], [[text]]).content.decode("utf-8-sig")))
    return cell


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3", "-cmd|'/C calc'!A0", "@SUM(1)", "\tx"])
def test_text_that_a_spreadsheet_would_run_is_marked_as_text(text):
    assert written(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-2", "-2.5%", "-1,200", "-3 weeks", "83%", "<20%"])
def test_a_figure_stays_a_figure(text):
    assert written(text) == text
