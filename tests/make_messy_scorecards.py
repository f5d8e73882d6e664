"""Scorecards as councils write them, with merged cells, odd dates and faults: what each holds, told apart.

All made up. A fault is told by its place and by the rule that should name it; every other figure is sound.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from docx import Document
from openpyxl import load_workbook

from tests.make_scorecards import Grid, Typed, comma_separated, excel


@dataclass(frozen=True)
class Messy:
    """A file, the figures that it holds by title and period, and its faults by cell or row and by rule.

    A figure is the number that a person reads, None where there is none.
    """

    name: str
    content: bytes
    figures: dict[str, dict[str, float | None]]
    faults: tuple[tuple[str, str], ...] = ()


def quarters(year: str, *values: float | None) -> dict[str, float | None]:
    """Figures by quarter, from the first."""
    return {f"{year} Q{number}": value for number, value in enumerate(values, start=1)}


def shares(*values: float) -> list[Typed]:
    """Numbers typed as 0.82 and shown as 82%."""
    return [Typed(value, "0%") for value in values]


def word(
    rows: Grid, merges: tuple[tuple[int, int, int, int], ...] = (), before: tuple[str, ...] = ()
) -> bytes:
    """A Word table; `merges` are the first and last row and column of each merged area, from 0."""
    document = Document()
    for text in before:
        document.add_paragraph(text)
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is not None:
                table.cell(number, column).text = str(text)
    for top, left, bottom, right in merges:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _three_rows_of_headings() -> Messy:
    grid = [
        ["Children’s services dashboard"],
        [*(Typed(name, down=3) for name in ("Ref", "Indicator", "Good is")), Typed("2017/18", across=8)],
        [None, None, None, Typed("Q1", across=4), None, None, None, Typed("Q2", across=4)],
        [None, None, None, "Apr", "May", "Jun", "Q1 total", "Jul", "Aug", "Sep", "Q2 total"],
        ["A1", "Contacts received", "Low", 100, 110, 120, 330, 90, 95, -5, 185],
        ["A2", "% to early help", "High", *shares(0.20, 0.21, 0.22, 0.21, 0.20), 0.21, *shares(0.23, 0.21)],
    ]  # fmt: skip
    months = ("April", "May", "June", "July", "August", "September")
    contacts = dict(zip((f"{month} 2017" for month in months), (100, 110, 120, 90, 95, -5), strict=True))
    helped = dict(zip((f"{month} 2017" for month in months), (20, 21, 22, 20, 0.21, 23), strict=True))
    return Messy(
        "Three rows of headings.xlsx",
        excel({"Dashboard": grid}),
        {
            "Contacts received": contacts | quarters("2017-18", 330, 185),
            "% to early help": helped | quarters("2017-18", 21, 21),
        },
        (("J5", "ARI-15"), ("I6", "ARI-9")),
    )


def _last_days_of_quarters() -> Messy:
    days = [date(2017, 6, 30), date(2017, 9, 30), date(2017, 12, 31), date(2018, 3, 31)]
    grid = [
        ["Measure", *(Typed(day, "dd/mm/yyyy") for day in days), "YTD", "National"],
        ["Number of children in care", 28, 30, None, 31, 31, "49,650"],
        ["% of visits in time", *shares(0.80, 0.82, 0.84, 0.86), Typed(0.83, "0%"), Typed(0.8, "0%")],
    ]
    return Messy(
        "Last days of quarters.xlsx",
        excel({"Position": grid}),
        {
            "Number of children in care": quarters("2017-18", 28, 30, None, 31) | {"2017-18": 31},
            "% of visits in time": quarters("2017-18", 80, 82, 84, 86) | {"2017-18": 83},
        },
        (("D2", "ARI-16"), ("National", "ARI-8")),
    )


def _days_between() -> Messy:
    grid = [
        ["Indicator", "1 Apr 17 - 30 Jun 17", "01/07/2017 - 30/09/2017", "Qtr ended Dec 2017",
         "3 months to March 2018", "Year ended 31 March 2018"],
        ["Number of referrals", "212", "231 ", "1.240", "240", "923"],
        ["% repeat", "20%", "21 %", "22%", "23%", "21.5%"],
        ["Number of plans", "1,204", "1 188", "1,102", "1,150", "1,150"],
    ]  # fmt: skip
    return Messy(
        "Days between.csv",
        comma_separated(grid),
        {
            "Number of referrals": quarters("2017-18", 212, 231, 1.24, 240) | {"2017-18": 923},
            "% repeat": quarters("2017-18", 20, 21, 22, 23) | {"2017-18": 21.5},
            "Number of plans": quarters("2017-18", 1204, 1188, 1102, 1150) | {"2017-18": 1150},
        },
        (("D2", "ARI-24"),),
    )


def _given_twice() -> Messy:
    grid = [
        ["Ref", "Measure", "Q1 17/18", "Q2 17/18", "Quarter Two 2017-18", "Q3 17/18", "Target"],
        ["1", "Number of referrals", 212, 231, 240, 220, None],
        ["2", "% in time", *shares(0.8, 0.81, 0.81, 0.82), "<85%"],
        ["2", "% in time", *shares(0.8, 0.81, 0.81, 0.83), "85%"],
    ]
    return Messy(
        "Given twice.xlsx",
        excel({"Scorecard": grid}),
        {
            "Number of referrals": quarters("2017-18", 212, 231, 220),
            "% in time": quarters("2017-18", 80, 81, 82),
        },
        (("Quarter Two 2017-18", "ARI-17"), ("E2", "ARI-17"), ("Reference", "")),
    )


def _counts_beside() -> Messy:
    grid = [
        [Typed("Measure", down=2), Typed("Polarity", down=2), Typed("Q1 17/18", across=3), None, None,
         Typed("Q2 17/18", across=3), None, None, Typed("Target", down=2)],
        [None, None, "Num", "Denom", "%", "Num", "Denom", "%", None],
        ["% of reviews in time", "High", 53, 52, Typed(1, "0%"), 48, 50, Typed(0.96, "0%"), "<90%"],
        ["% of visits in time", "High", 45, 50, Typed(0.8, "0%"), 48, 50, Typed(0.96, "0%"), "≥ 90%"],
        ["% of plans seen", "High", None, None, "53/52", None, None, "50/52", None],
    ]  # fmt: skip
    return Messy(
        "Counts beside.xlsx",
        excel({"Timeliness": grid}),
        {
            "% of reviews in time": quarters("2017-18", 100, 96),
            "% of visits in time": quarters("2017-18", 80, 96),
            "% of plans seen": {"2017-18 Q2": 96.2},
        },
        (("E3", "ARI-14"), ("Target", "ARI-18"), ("E4", "ARI-19"), ("Q1 17/18 %", "ARI-14")),
    )


def _hidden_and_typed_as_text() -> Messy:
    grid = [
        ["Measure", "Q1 2017-18", "Q2 2017-18", "Q3 2017-18", "Q4 2017-18"],
        ["Number of referrals", "'212", "231 ", 220, "2 40"],
        ["% in time", Typed(0.825, "0.0%"), Typed(0.81, "0%"), "112%", "84 per cent"],
        ["Number of plans", 20, 21, 22, Typed("n/a")],
    ]
    book = load_workbook(io.BytesIO(excel({"Scorecard": grid})))
    sheet = book.active
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    out = io.BytesIO()
    book.save(out)
    return Messy(
        "Hidden and typed as text.xlsx",
        out.getvalue(),
        {
            "Number of referrals": quarters("2017-18", 212, 231, 220, None),
            "% in time": quarters("2017-18", 82.5, 81, 112, 84),
            "Number of plans": quarters("2017-18", 20, 21, 22, None),
        },
        (("D3", "ARI-5"),),
    )


def _word_with_themes() -> Messy:
    rows = [
        ["Theme", "Measure", "2016/17 Outturn", "2017/18", None, None, None, "Target", "Direction of travel"],
        [None, None, None, "Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4", None, None],
        ["Front door", "% contacts decided in 24 hours", "81%", "82%", "0.84", "85%", "", "90%", "↑"],
        [None, "Number of referrals", "812", "201", "212", "-3", "220", "", ""],
        [
            "Help",
            "% conferences in 15 days",
            "77%",
            "79%",
            "80%",
            "Data not yet available",
            "81%",
            "90%",
            "↑",
        ],
    ]
    merges = (
        (0, 0, 1, 0),
        (0, 1, 1, 1),
        (0, 2, 1, 2),
        (0, 3, 0, 6),
        (0, 7, 1, 7),
        (0, 8, 1, 8),
        (2, 0, 3, 0),
    )
    return Messy(
        "Themes.docx",
        word(rows, merges, ("Performance scorecard: quarter 4 2017/18",)),
        {
            "% contacts decided in 24 hours": {"2016-17": 81} | quarters("2017-18", 82, 0.84, 85, None),
            "Number of referrals": {"2016-17": 812} | quarters("2017-18", 201, 212, -3, 220),
            "% conferences in 15 days": {"2016-17": 77} | quarters("2017-18", 79, 80, None, 81),
        },
        (("row 3, column 5", "ARI-9"), ("row 3, column 7", "ARI-16"), ("row 4, column 6", "ARI-15")),
    )


def _word_of_two_lines() -> Messy:
    rows = [
        ["Indicator", "Q1\n(Apr – Jun)", "Q2\n(Jul – Sept)", "Q3\n(Oct – Dec)", "Q4\n(Jan – Mar)", "Full Yr"],
        ["Children missing (YTD)", "12", "30", "28", "60", "60"],
        ["% of children seen alone", "80% (40/50)", "82% (42 of 50)", "84% [42/50]", "42/50 (84%)", "82%"],
        ["Comment: two teams were without a manager in the quarter.", None, None, None, None, None],
    ]
    return Messy(
        "Two lines.docx",
        word(rows, ((3, 0, 3, 5),), ("Table 3", "2017 – 2018")),
        {
            "Children missing (YTD)": quarters("2017-18", 12, 30, 28, 60) | {"2017-18": 60},
            "% of children seen alone": quarters("2017-18", 80, 82, 84, 84) | {"2017-18": 82},
        },
        (("row 2, column 4", "ARI-4"), ("row 3, column 3", "ARI-19")),
    )


def _this_quarter_and_the_last() -> Messy:
    grid = [
        ["KPI", "This Qtr", "Last Qtr", "This time last year", "England", "DoT"],
        ["Number of referrals", 200, 210, 190, 260_000, "↓"],
        ["% seen in 10 days", *shares(0.81, 0.83, 0.79), Typed(0.8, "0%"), "↓"],
    ]
    return Messy(
        "This quarter and the last.xlsx",
        excel({"Q3 1718": grid}),
        {
            "Number of referrals": {"2017-18 Q3": 200, "2017-18 Q2": 210, "2016-17 Q3": 190},
            "% seen in 10 days": {"2017-18 Q3": 81, "2017-18 Q2": 83, "2016-17 Q3": 79},
        },
        (("National", "ARI-8"),),
    )


def _merged_down_the_side() -> Messy:
    grid = [
        [Typed("Children’s services: performance to 31 March 2018", across=10)],
        [Typed("Service", down=2), Typed("Ref", down=2), Typed("Measure", down=2), Typed("2016-17", down=2),
         Typed("2017-18", across=5), None, None, None, None, Typed("Commentary", down=2)],
        [None, None, None, None, "Q1", "Q2", "Q3", "Q4", "Year end", None],
        [Typed("Front door", down=2), "1.1", "Number of contacts", 8120, 2010, 2105, 1990, 2040, 8145,
         Typed("Numbers are steady.", down=2)],
        [None, "1.2", "% re-referrals", *shares(0.24, 0.22, 0.21, 0.20), 0.19, Typed(0.205, "0.0%"), None],
        ["Help", "2.1", "Number of open plans", 288, "300 ", "310", Typed("suppressed", across=2), None, 305],
    ]  # fmt: skip
    return Messy(
        "Merged down the side.xlsx",
        excel({"Scorecard": grid}),
        {
            "Number of contacts": {"2016-17": 8120}
            | quarters("2017-18", 2010, 2105, 1990, 2040)
            | {"2017-18": 8145},
            "% re-referrals": {"2016-17": 24} | quarters("2017-18", 22, 21, 20, 0.19) | {"2017-18": 20.5},
            "Number of open plans": {"2016-17": 288}
            | quarters("2017-18", 300, 310, None, None)
            | {"2017-18": 305},
        },
        (("H5", "ARI-9"),),
    )


def _a_sheet_for_each_quarter() -> Messy:
    def sheet(visits: object, referrals: object, plans: object) -> Grid:
        return [
            ["Ref", "Measure", "Actual", "Target", "RAG"],
            ["1", "% of visits in time", visits, Typed(0.9, "0%"), "A"],
            ["2", "Number of referrals", referrals, None, None],
            ["3", "Number of plans", plans, None, None],
        ]

    return Messy(
        "A sheet for each quarter.xlsx",
        excel(
            {
                "Q1 2017-18": sheet(Typed(0.80, "0%"), 210, 51),
                "Q2 2017-18": sheet(Typed(0.81, "0%"), -12, 52),
                "Q3 2017-18": sheet(Typed(0.83, "0%"), 220, "n/a"),
            }
        ),
        {
            "% of visits in time": quarters("2017-18", 80, 81, 83),
            "Number of referrals": quarters("2017-18", 210, -12, 220),
            "Number of plans": quarters("2017-18", 51, 52),
        },
        (("C3", "ARI-15"),),
    )


def _numbers_merged() -> Messy:
    grid = [
        ["Ref", "Measure", "Q1 2017-18", "Q2 2017-18", "Q3 2017-18", "Q4 2017-18"],
        [Typed("1", down=2), Typed("Number of referrals", down=2), Typed(45, down=2), Typed(46, down=2),
         Typed(30, down=2), Typed(31, down=2)],
        [],
        ["2", "Number of plans", Typed(10, across=2), None, Typed(12, down=2), 13],
        ["3", "Number of visits", 10, 11, None, 13],
        ["4", "Survey of carers", Typed("This data will be presented annually", across=4)],
    ]  # fmt: skip
    return Messy(
        "Numbers merged.xlsx",
        excel({"Scorecard": grid}),
        {
            "Number of referrals": quarters("2017-18", 45, 46, 30, 31),
            "Number of plans": quarters("2017-18", 10, 10, 12, 13),
            "Number of visits": quarters("2017-18", 10, 11, 12, 13),
        },
        (("C4", ""), ("E4", "")),
    )


def messy() -> list[Messy]:
    """All of them, made anew."""
    return [
        _three_rows_of_headings(), _last_days_of_quarters(), _days_between(), _given_twice(),
        _counts_beside(), _hidden_and_typed_as_text(), _word_with_themes(), _word_of_two_lines(),
        _this_quarter_and_the_last(), _merged_down_the_side(), _a_sheet_for_each_quarter(),
        _numbers_merged(),
    ]  # fmt: skip
