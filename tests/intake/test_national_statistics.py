"""National statistics as they come: messy files lose nothing but what cannot be read, and say where."""

from __future__ import annotations

import gc
from decimal import Decimal

import pytest

from goldenthread.intake.national_statistics import read_statistics
from goldenthread.intake.problems import CannotRead
from goldenthread.intake.statistics_columns import unit_of

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name"
)
NATION = "201718,Financial year,National,E92000001,England,,,,,"
REGION = "201718,Financial year,Regional,E92000001,England,E12000002,North West,,,"
WARRINGTON = (
    "201718,Financial year,Local authority,E92000001,England,E12000002,North West,877,E06000007,Warrington"
)
SOLIHULL = (
    "201718,Financial year,Local authority,E92000001,England,E12000005,West Midlands,334,E08000029,Solihull"
)


def csv(*lines: str, head: str = f"{HEAD},assessed_pct,cases", encoding: str = "utf-8") -> bytes:
    return "\n".join((head, *lines)).encode(encoding)


def values(statistics, name):
    """By area and period, what is published of an indicator."""
    place = next(n for n, one in enumerate(statistics.indicators) if one.name == name)
    return {
        (statistics.areas[one.area].name, str(statistics.periods[one.period])): one.value
        for one in statistics.figures
        if one.indicator == place
    }


def told(statistics):
    return [(one.row, one.column, one.text) for one in statistics.problems if one.level == "problem"]


def test_a_wide_file_has_a_figure_for_each_area_period_and_column():
    read = read_statistics(csv(f"{NATION},83,1200", f"{REGION},84.5,300", f"{WARRINGTON},90,c"), "cin.csv")
    assert values(read, "assessed_pct") == {
        ("England", "2017-18"): 83, ("North West", "2017-18"): Decimal("84.5"), ("Warrington", "2017-18"): 90,
    }  # fmt: skip
    assert values(read, "cases")["Warrington", "2017-18"] is None
    assert [figure.status for figure in read.figures if figure.value is None] == ["suppressed"]
    assert [(one.name, one.unit) for one in read.indicators] == [("assessed_pct", "%"), ("cases", "")]
    warrington = read.areas[2]
    assert (warrington.code, warrington.old_code, warrington.region) == ("E06000007", "877", "North West")
    assert read.problems == ()


def test_a_breakdown_makes_an_indicator_of_each_of_its_values():
    head = f"{HEAD},age,sex,assessed_pct"
    read = read_statistics(csv(f"{NATION},Total,Total,83", f"{NATION},16,Girls,80", head=head), "cin.csv")
    assert [one.breakdown for one in read.indicators] == [
        (("age", "Total"), ("sex", "Total")), (("age", "16"), ("sex", "Girls")),
    ]  # fmt: skip


def test_a_breakdown_of_numbers_alone_is_one_where_a_person_says_so():
    head = f"{HEAD},age,assessed_pct"
    read = read_statistics(csv(f"{NATION},16,83", f"{NATION},17,80", head=head), "cin.csv", {"age": "filter"})
    assert len(read.figures) == 2
    assert {one.breakdown for one in read.indicators} == {(("age", "16"),), (("age", "17"),)}


def test_a_long_file_has_one_figure_a_row():
    head = f"{HEAD},indicator,value,numerator,denominator,unit"
    read = read_statistics(
        csv(f"{NATION},Assessed in time,83,830,1000,%", f"{NATION},Cases,1000,,,", head=head), "long.csv"
    )
    assert read.layout == "long"
    assert values(read, "Assessed in time") == {("England", "2017-18"): 83}
    [first, second] = read.figures
    assert (first.numerator, first.denominator, second.numerator) == (830, 1000, None)
    assert read.indicators[0].unit == "%"


def test_numerators_and_denominators_belong_to_the_column_that_they_are_named_after():
    head = f"{HEAD},assessed_pct,assessed_numerator,assessed_denominator,visits_rate,visits_rate_num,cases"
    read = read_statistics(csv(f"{NATION},83,830,1000,12,34,5", head=head), "cin.csv")
    assert [one.name for one in read.indicators] == ["assessed_pct", "visits_rate", "cases"]
    assert [(one.numerator, one.denominator) for one in read.figures] == [
        (830, 1000), (34, None), (None, None),
    ]  # fmt: skip


def test_a_plain_numerator_and_denominator_are_those_of_the_one_indicator():
    head = f"{HEAD},assessed_pct,numerator,denominator"
    [figure] = read_statistics(csv(f"{NATION},83,830,1000", head=head)).figures
    assert (figure.value, figure.numerator, figure.denominator) == (83, 830, 1000)


def test_what_cannot_be_read_is_told_with_row_and_column_and_all_else_is_kept():
    read = read_statistics(
        csv(
            f"{NATION},83,about twelve", NATION.replace("National", "Galaxy") + ",1,2",
            NATION.replace("201718", "201719") + ",3,4", f"{WARRINGTON},#DIV/0!,7",
        ),
        "cin.csv",
    )  # fmt: skip
    assert told(read) == [
        (2, "cases", "about twelve"), (3, "geographic_level", "Galaxy"), (4, "time_period", "201719"),
        (5, "assessed_pct", "#DIV/0!"),
    ]  # fmt: skip
    assert values(read, "assessed_pct") == {("England", "2017-18"): 83}
    assert values(read, "cases") == {("Warrington", "2017-18"): 7}


def test_levels_that_are_no_benchmark_are_left_out_and_noted():
    school = NATION.replace("National", "School")
    read = read_statistics(csv(f"{school},83,1", f"{NATION},84,2"))
    assert [(one.level, one.row) for one in read.problems] == [("note", 2)]
    assert len(read.figures) == 2


def test_a_row_of_the_same_period_area_and_breakdown_is_told_and_the_first_is_kept():
    read = read_statistics(csv(f"{NATION},83,1", f"{NATION},84,2"))
    assert [(one.row, one.column, one.text, one.level) for one in read.problems] == [
        (3, "assessed_pct", "84", "doubt"), (3, "cases", "2", "doubt"),
    ]  # fmt: skip
    assert "83 is kept, of row 2" in read.problems[0].why
    assert values(read, "assessed_pct") == {("England", "2017-18"): 83}


def test_a_row_with_more_cells_than_the_header_is_left_out_and_one_with_fewer_is_read():
    read = read_statistics(csv(f"{SOLIHULL},1,234,5", f"{NATION},83"))
    assert told(read) == [(2, "column 13", "5")]
    assert values(read, "assessed_pct") == {("England", "2017-18"): 83}


@pytest.mark.parametrize(
    "content",
    [
        csv(f"{WARRINGTON},83,1").replace(b"Warrington", "Bébé".encode()),
        b"\xef\xbb\xbf" + csv(f"{WARRINGTON},83,1").replace(b"Warrington", "Bébé".encode()),
        csv(f"{WARRINGTON},83,1".replace("Warrington", "Bébé"), encoding="cp1252"),
        csv(f"{WARRINGTON},83,1".replace("Warrington", "Bébé"), encoding="utf-16"),
        csv(f"{WARRINGTON},83,1".replace("Warrington", "Bébé")).replace(b",", b";"),
        csv(f"{WARRINGTON},83,1".replace("Warrington", "Bébé")).replace(b"\n", b"\r\n"),
    ],
    ids=["utf-8", "mark", "cp1252", "utf-16", "semicolons", "windows lines"],
)
def test_encodings_separators_and_line_ends_do_not_matter(content):
    assert values(read_statistics(content), "assessed_pct") == {("Bébé", "2017-18"): 83}


def test_quoted_commas_and_decimal_commas_are_read():
    quoted = WARRINGTON.replace("Warrington", '"Bristol, City of"')
    assert values(read_statistics(csv(f'{quoted},"1,234",5')), "assessed_pct") == {
        ("Bristol, City of", "2017-18"): 1234
    }
    european = csv(f"{NATION},83,5;1").replace(b",", b";").replace(b"83;5", b"83,5")
    assert values(read_statistics(european), "assessed_pct")["England", "2017-18"] == Decimal("83.5")


def test_a_reporting_year_is_read_and_said():
    read = read_statistics(csv(f"{NATION},83,1".replace("201718,Financial year", "2018,Reporting year")))
    assert [str(one) for one in read.periods] == ["2017-18"]
    assert [one.level for one in read.problems] == ["note"]


def test_a_title_above_the_header_and_a_note_below_are_no_figures():
    content = b"Children in need,,,\n,,\n" + csv(f"{NATION},83,1", "Source: the department")
    read = read_statistics(content)
    assert len(read.figures) == 2
    assert told(read) == [(5, "time_period", "Source: the department")]


def test_a_mistake_made_a_thousand_times_is_told_some_times_and_counted():
    rows = [
        f"{WARRINGTON},n/a,1".replace("Warrington", f"Area {n}").replace("E06000007", "") for n in range(500)
    ]
    rows = [row.replace("877", str(n)) for n, row in enumerate(rows)]
    read = read_statistics(csv(*rows, f"{NATION},83,1"))
    assert len(read.problems) == 21
    assert read.problems[-1].why.startswith("480 more like this")
    assert len(values(read, "cases")) == 501


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Ref,Action,Lead\n1,Agree,Manager\n", "no file of national statistics"),
        (b"", "empty"),
        (b"%PDF-1.7 and more", "PDF"),
        (csv(f'{NATION},"83,1', *[f"{NATION},1,2"] * 3_000), "quotation mark"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(content, words):
    with pytest.raises(CannotRead, match=words):
        read_statistics(content)


def test_a_file_with_a_header_and_nothing_below_says_so():
    read = read_statistics(csv())
    assert (read.figures, [one.why for one in read.problems]) == ((), ["There is no figure in the file"])


def test_the_digest_is_of_what_the_file_says():
    plain = read_statistics(csv(f"{NATION},83,1"))
    assert read_statistics(b"\xef\xbb\xbf" + csv(f"{NATION},83,1")).digest == plain.digest
    assert read_statistics(csv(f"{NATION},83,2")).digest != plain.digest
    assert read_statistics(csv(f"{NATION},83,1"), "", {"cases": "left_out"}).digest != plain.digest


def test_columns_that_a_person_left_out_are_left_out_and_a_second_of_one_name_has_its_place():
    head = f"{HEAD},cases,cases,Notes"
    read = read_statistics(csv(f"{NATION},1,2,Revised", head=head), "", {"cases (column 12)": ""})
    assert [one.name for one in read.indicators] == ["cases"]
    assert read.figures[0].note == "Revised"


def test_a_file_without_levels_says_them_by_the_names_that_it_fills_in():
    head = "year,region,local_authority,assessed_pct"
    content = csv("201718,,,83", "201718,South East,,84", "201718,South East,Kent,85", head=head)
    assert [(one.level, one.name) for one in read_statistics(content).areas] == [
        ("nation", "England"), ("region", "South East"), ("authority", "Kent"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("rate_per_10000", "per 10,000"), ("rate_per_1000", "per 1,000"), ("rate_per_100000", "per 100,000"),
        ("Referrals per 10,000 children", "per 10,000"), ("per_1_000", "per 1,000"),
        ("referrals_rate", "per 10,000"), ("rate_per_1000000", "per 10,000"), ("assessed_percent", "%"),
        ("operations", ""), ("children_looked_after", ""),
    ],
)  # fmt: skip
def test_a_heading_tells_its_unit(heading, unit):
    assert unit_of(heading) == unit


def test_what_was_read_is_counted_in_its_json():
    told = read_statistics(csv(f"{NATION},83,1", f"{WARRINGTON},83,1"), "cin.csv").as_json()
    assert (told["figures"], told["periods"], told["areas"]) == (
        4,
        ["2017-18"],
        {"nation": 1, "authority": 1},
    )
    assert told["indicators"][0] == {"name": "assessed_pct", "breakdown": {}, "unit": "%", "figures": 2}


def test_one_unknown_mark_among_many_numbers_leaves_no_question_about_the_column():
    rows = [f"{WARRINGTON},83,{n}".replace("201718", f"20{n:02d}{n + 1:02d}") for n in range(10, 30)]
    read = read_statistics(csv(*rows, f"{NATION},83,n/k"))
    assert [one.field for one in read.columns if one.heading == "cases"] == ["indicator"]
    assert [(one.column, one.text) for one in read.problems if one.level == "problem"] == [("cases", "n/k")]
    few = read_statistics(csv(*rows[:5], f"{NATION},83,n/k"))
    assert [one.field for one in few.columns if one.heading == "cases"] == [None]


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_of_garbage_is_left_as_it_was(collects):
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        read_statistics(csv(f"{NATION},83,1"))
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()
