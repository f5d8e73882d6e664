"""Whatever a scorecard looks like, each text in it is in a measure, a landmark, a column or a problem."""

from dataclasses import fields, is_dataclass
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecards import ScorecardReading, read_scorecard
from tests.make_scorecards import Typed, comma_separated, excel, word

HEADINGS = [
    ["Ref", "No.", "PI ref"],
    ["Measure", "Indicator", "Performance indicator"],
    ["Good is", "Polarity", "Bigger or smaller is better"],
    ["Target", "Target 2017/18", "Our ambition"],
    ["Q1 2017-18", "Qtr 1, 2017-18", "Apr-Jun 2017", "Q1"],
    ["Q2 2017-18", "Jul-Sep 2017", "Q1 2017-18"],
    ["Year end 2016-17", "Outturn 16/17", "YTD 2017-18"],
    ["England", "National average", "England 2016-17"],
    ["Stat. neighbours", "SN avg"],
    ["RAG", "Status"],
    ["DoT", "Direction of travel"],
    ["Comments", "Narrative", "Commentary"],
    ["Lead", "Owner"],
    ["Frobnication", "Region", "Section", "Numerator", "Tolerance", "Comment"],
    ["Period", "Source", "Type", "Data source", "On track?"],
]
CELLS = st.sampled_from(
    [
        *(
            None,
            None,
            "{n}",
            "{n}%",
            "{n} - 1{n}",
            "<{n}",
            "TBC {n}",
            "suppressed ({n})",
            "Smarch {n}",
            "High {n}",
        ),
        *("Red {n}", "↑ {n}", "words {n} and more", "{n} (provisional)", "n/a", "-"),
    ]
)


@st.composite
def grids(draw: st.DrawFn) -> list[list[object]]:
    """A scorecard with columns in any order and rows of every kind, each cell with a number of its own."""
    columns = draw(st.permutations(range(len(HEADINGS))).map(list))
    columns = [column for column in columns if column == 1 or draw(st.booleans())]
    header: list[object] = [draw(st.sampled_from(HEADINGS[column])) for column in columns]
    grid: list[list[object]] = [["Title {n}"]] if draw(st.booleans()) else []
    grid.append(header)
    kinds = st.sampled_from(["measure", "section", "note", "stray", "header", "merged", "name", "blank"])
    grid.extend(draw(_row(kind, header, columns)) for kind in draw(st.lists(kinds, max_size=9)))
    number = 1000
    for row in grid:
        for index, item in enumerate(row):
            number += 1
            if isinstance(item, str):
                row[index] = item.replace("{n}", str(number))
            elif isinstance(item, Typed):
                row[index] = Typed(str(item.value).replace("{n}", str(number)), across=item.across)
    return grid


@st.composite
def _row(draw: st.DrawFn, kind: str, header: list[object], columns: list[int]) -> list[object]:
    width = len(header)
    title = columns.index(1)
    if kind == "blank":
        return []
    if kind == "header":
        return list(header)
    if kind in ("section", "note"):
        text = "Section {n}" if kind == "section" else "Note {n}: figures are not final."
        return [Typed(text, across=width) if draw(st.booleans()) and width > 1 else text]
    row: list[object] = [draw(CELLS) for _ in header]
    row[title] = (
        None
        if kind == "stray"
        else draw(st.sampled_from(["Number of {n}", "% of {n}", "2.3% of {n}", "and {n}"]))
    )
    if kind == "name":
        return [item if index == title else None for index, item in enumerate(row)]
    if kind == "merged" and width - title > 2:
        row[title + 1 :] = [
            Typed("Presented annually {n}", across=width - title - 1),
            *([None] * (width - title - 2)),
        ]
    return row


def _texts(thing: object) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, dict):
        return [text for pair in thing.items() for one in pair for text in _texts(one)]
    if isinstance(thing, list | tuple):
        return [text for one in thing for text in _texts(one)]
    if isinstance(thing, Decimal):
        return [f"{thing:f}"]
    if is_dataclass(thing):
        return [text for field in fields(thing) for text in _texts(getattr(thing, field.name))]
    return []


def _words(text: str) -> str:
    return " ".join(text.split())


def assert_nothing_is_lost(content: bytes) -> ScorecardReading:
    workbook = read_tables(content, "scorecard")
    reading = read_scorecard(workbook)
    unread = {problem.sheet for problem in reading.problems if problem.row is None}
    kept = _words(
        " | ".join(_texts((reading.measures, reading.landmarks, reading.columns, reading.problems)))
    )
    for table in workbook.tables:
        if table.sheet in unread:
            continue
        for row in table.rows:
            for cell in row.written:
                whole = _words(cell.text)
                # A reference that touches its title is kept apart from it.
                assert whole in kept or _words(whole.removeprefix("2.3")) in kept, (row.number, cell.text)
    return reading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_no_text_of_a_csv_is_lost(grid):
    assert_nothing_is_lost(comma_separated([[getattr(item, "value", item) for item in row] for row in grid]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_no_text_of_a_workbook_is_lost(grid):
    assert_nothing_is_lost(excel({"Sheet1": grid}))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_no_text_of_a_word_document_is_lost(grid):
    assert_nothing_is_lost(word(grid))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_each_row_with_a_name_is_a_measure(grid):
    header = next(row for row in grid if len(row) > 1 or row[0] in HEADINGS[1])
    if len(header) < 4:
        return
    title = next(index for index, text in enumerate(header) if text in HEADINGS[1])
    reading = read_scorecard(read_tables(excel({"Sheet1": grid}), "scorecard"))
    rows = {measure.row for measure in reading.measures}
    for number, row in enumerate(grid, start=1):
        if (
            len(row) == len(header)
            and row != header
            and str(row[title]).startswith(("Number of", "% of", "2.3% of"))
        ):
            assert number in rows


LONG_ROWS = st.tuples(
    st.sampled_from([None, "Number of x", "% of y", "2.3% of z"]),
    st.sampled_from([None, "Actual", "Target", "England", "North team"]),
    st.sampled_from([None, "health", "council"]),
    st.sampled_from([None, "2017-18 Q3", "May 2018", "Smarch", "2016-17"]),
    st.sampled_from([None, "{n}", "{n}%", "<{n}", "TBC", "words {n}", "{n}% (p)"]),
    st.sampled_from([None, "{n}1", "about {n}2"]),
    st.sampled_from([None, "G", "purple {n}"]),
).map(list)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LONG_ROWS, min_size=1, max_size=8))
def test_no_text_of_a_table_with_a_row_for_each_figure_is_lost(rows):
    header = ["Measure", "Type", "Source", "Period", "Value", "Numerator", "RAG"]
    numbered = [
        [text and text.replace("{n}", str(number)) for text in row] for number, row in enumerate(rows, 1000)
    ]
    assert_nothing_is_lost(comma_separated([header, *numbered]))
