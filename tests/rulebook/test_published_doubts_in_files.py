"""Faults planted in releases as they are published: each found with its row, its column and its value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.intake.national_statistics import read_statistics
from tests.make_statistics import LAYOUTS, LONG, REFERRALS, WHERE, Row, long, made, referrals, written
from tests.make_statistics import looked_after as make_looked_after
from tests.make_statistics import stability as make_stability

WARRINGTON, DURHAM, SOLIHULL = "Warrington", "County Durham", "Solihull"


def told(read, level="doubt"):
    return [(one.row, one.column, one.text, one.why) for one in read.problems if one.level == level]


def coded(read):
    """Row, column, value and the rule of each doubt."""
    return [(row, column, text, why.rpartition("(")[2].rstrip(")")) for row, column, text, why in told(read)]


def at(rows: list[Row], name: str, period: str, **said: str) -> int:
    """The place of a row; the file's row is two more."""
    wanted = {"la_name": name, "time_period": period} | said
    return next(n for n, row in enumerate(rows) if all(row[key] == text for key, text in wanted.items()))


def read(rows: list[Row], name: str = "release.csv"):
    return read_statistics(written(rows), name)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_release_without_a_fault_raises_no_doubt(layout):
    make, columns = LAYOUTS[layout]
    for seed in range(12):
        assert told(read(made(make, columns, seed=seed))) == [], seed


def test_columns_in_another_order_and_columns_of_no_meaning_change_nothing():
    rows = made(referrals, REFERRALS)
    turned = [dict(reversed([*row.items(), ("version", "Final"), ("notes", "")])) for row in rows]
    plain, other = read(rows), read(turned)
    assert (len(other.figures), told(other)) == (len(plain.figures), [])
    assert sum(one.denominator is not None for one in other.figures) == sum(
        one.denominator is not None for one in plain.figures
    )


@pytest.mark.boundary("NSD-1")
def test_a_numerator_above_its_denominator():
    rows = made(long, LONG)
    place = at(rows, WARRINGTON, "2017")
    rows[place] |= {"numerator": "5300", "denominator": "5200", "value": "101.9"}
    [doubt] = told(read(rows))
    assert doubt == (
        place + 2, "numerator", "5300",
        "Warrington, 2016-17: 5300 is more than the 5,200 of denominator (NSD-1)",
    )  # fmt: skip
    rows[place] |= {"numerator": "5200", "value": "100"}
    assert told(read(rows)) == []


@pytest.mark.boundary("NSD-2")
def test_numbers_below_zero_except_of_a_change():
    rows = made(referrals, (*REFERRALS, "annual_change"))
    rows[at(rows, WARRINGTON, "2017")]["Referrals"] = "-12"
    for row in rows:
        row["annual_change"] = "-3.1"
    assert coded(read(rows)) == [(at(rows, WARRINGTON, "2017") + 2, "Referrals", "-12", "NSD-2")]
    counted = made(long, LONG)
    counted[at(counted, WARRINGTON, "2017")]["numerator"] = "-1"
    assert coded(read(counted)) == [(at(counted, WARRINGTON, "2017") + 2, "numerator", "-1", "NSD-2")]


@pytest.mark.boundary("NSD-3")
def test_a_percentage_above_100():
    rows = made(referrals, REFERRALS)
    place = at(rows, DURHAM, "2018")
    rows[place] |= {"Re_referrals_percent": "100.1", "Re_referrals": "c"}
    assert coded(read(rows)) == [(place + 2, "Re_referrals_percent", "100.1", "NSD-3")]
    rows[place]["Re_referrals_percent"] = "100"
    assert told(read(rows)) == []


def test_a_percentage_typed_as_a_share_where_its_counts_are_there():
    rows = made(referrals, REFERRALS)
    place = at(rows, SOLIHULL, "2016")
    rows[place] |= {
        "Referrals": "1000", "Re_referrals": "200", "Re_referrals_percent": "0.2",
        "No_Further_Action_percent": "c",
    }  # fmt: skip
    [doubt] = told(read(rows))
    assert doubt[:3] == (place + 2, "Re_referrals_percent", "0.2")
    assert doubt[3] == (
        "Solihull, 2015-16: 0.2 is the share of Re_referrals over "
        "Referrals: as a percentage it is 20.0 (NSD-4)"
    )


def test_percentages_typed_as_shares_without_counts():
    head = (*WHERE, "seen_pct")
    rows = [{name: row[name] for name in WHERE} | {"seen_pct": str(70 + n % 20)}
            for n, row in enumerate(made(referrals, REFERRALS))]  # fmt: skip
    assert list(rows[0]) == list(head)
    rows[5]["seen_pct"] = "0.82"
    assert coded(read(rows)) == [(7, "seen_pct", "0.82", "NSD-4")]
    # Where another area has 4%, the area's own other years say it.
    rows[8]["seen_pct"] = "4"
    assert coded(read(rows)) == [(7, "seen_pct", "0.82", "NSD-4")]
    for row in rows:
        row["seen_pct"] = (
            f"{Decimal(row['seen_pct']) / 100 if Decimal(row['seen_pct']) > 1 else row['seen_pct']}"
        )
    [(row, column, _, why)] = told(read(rows))
    assert (row, column) == (2, "seen_pct")
    assert why.startswith("No number of the column passes 1: they may be shares of 1 and not percentages")


@pytest.mark.boundary("NSD-5")
def test_a_figure_that_is_not_its_numerator_over_its_denominator():
    rows = made(referrals, REFERRALS)
    place = at(rows, WARRINGTON, "2018")
    rows[place] |= {
        "Referrals": "520", "Re_referrals": "360", "Re_referrals_percent": "71",
        "No_Further_Action_percent": "c",
    }  # fmt: skip
    [(row, column, text, why)] = told(read(rows))
    assert (row, column, text) == (place + 2, "Re_referrals_percent", "71")
    assert "is not 360 over 520: that is 69.2" in why
    rows[place]["Re_referrals_percent"] = "69.2"
    assert told(read(rows)) == []


def test_a_whole_column_on_another_scale_than_its_name_is_one_doubt():
    rows = made(make_looked_after, LOOKED_AFTER_NAMED)
    for row in rows:
        row["rate_per_10000_numerator"] = row.pop("number")
        row["rate_per_10000_denominator"] = row.pop("population_estimate")
        row["rate_per_10000"] = f"{float(row['rate_per_10000']) / 10:.1f}"
    doubts = told(read(rows))
    assert {(column, why.partition(". The first")[0]) for _, column, _, why in doubts} == {
        (
            "rate_per_10000",
            "The column is rate_per_10000_numerator over rate_per_10000_denominator as per 1,000, and its "
            "name says per 10,000",
        )
    }
    assert len(doubts) == 2  # of each of the two breakdowns


LOOKED_AFTER_NAMED = ("population_count", "population_estimate", "number", "rate_per_10000")


@pytest.mark.boundary("NSD-7")
def test_a_period_missing_in_the_file_in_an_area_or_in_a_column():
    rows = made(referrals, REFERRALS, years=("2014", "2015", "2016", "2017", "2018"))
    without = [row for row in rows if row["time_period"] != "2016"]
    assert [(text, why) for _, _, text, why in told(read(without))] == [
        ("2015-16", "The file has periods before and after 2015-16, and none for it (NSD-7)")
    ]
    gone = [row for row in rows if (row["la_name"], row["time_period"]) != (WARRINGTON, "2016")]
    assert told(read(gone)) == [
        (None, "time_period", "2015-16",
         "Warrington has figures before and after 2015-16, and none for it (NSD-7)")
    ]  # fmt: skip
    for row in rows:
        if row["time_period"] == "2016":
            row["Referrals_rate"] = ""
    assert [why for *_, why in told(read(rows))] == [
        "Referrals_rate has figures before and after 2015-16, and none for it (NSD-7)"
    ]
    for row in rows:
        row["Referrals_rate"] = row["Referrals_rate"] or "x"
    assert told(read(rows)) == []  # a symbol says why there is none


@pytest.mark.boundary("NSD-8")
def test_a_row_given_twice_with_another_number_and_with_the_same():
    rows = made(referrals, REFERRALS)
    place = at(rows, WARRINGTON, "2017")
    same = rows[place] | {"Re_referrals_percent": rows[place]["Re_referrals_percent"] + "0"}
    found = read([*rows, same])
    assert told(found) == []
    assert told(found, "note")[-1][0] == len(rows) + 2
    other = rows[place] | {"Re_referrals": "3", "Referrals": "c"}
    doubts = told(read([*rows, other]))
    assert [(row, column, text) for row, column, text, _ in doubts] == [
        (len(rows) + 2, "Referrals", "c"), (len(rows) + 2, "Re_referrals", "3"),
    ]  # fmt: skip
    assert f"{rows[place]['Referrals']} is kept, of row {place + 2}" in doubts[0][3]
    assert len(read([*rows, other]).figures) == len(read(rows).figures)


@pytest.mark.boundary("NSD-9")
def test_a_code_under_two_names():
    rows = made(referrals, REFERRALS)
    rows[at(rows, WARRINGTON, "2018")]["la_name"] = "Halton"
    assert [(text, why) for _, _, text, why in told(read(rows))] == [
        ("Halton", "E06000007 is Warrington in other rows and Halton here (NSD-9)")
    ]
    spelt = made(referrals, REFERRALS)
    spelt[at(spelt, "Herefordshire, County of", "2018")]["la_name"] = "County of Herefordshire"
    assert told(read(spelt)) == []


@pytest.mark.boundary("NSD-10")
def test_a_region_that_no_row_is_of():
    rows = made(referrals, REFERRALS)
    for row in rows:
        if row["la_name"] == WARRINGTON:
            row |= {"region_name": "Nort West", "region_code": ""}
    place = at(rows, WARRINGTON, "2016")
    assert told(read(rows)) == [
        (place + 2, "region_name", "Nort West",
         "Nort West is the region of Warrington, and the file has no row of it (NSD-10)")
    ]  # fmt: skip
    authorities = [row for row in rows if row["geographic_level"] == "Local authority"]
    assert told(read(authorities)) == []


@pytest.mark.boundary("NSD-11")
def test_years_among_months_without_an_identifier():
    head = "time_period,geographic_level,country_name,cases"
    months = "\n".join(
        f"{text},National,England,{n}" for n, text in enumerate(("201112", "201201", "201202"))
    )
    found = read_statistics(f"{head}\n{months}\n".encode())
    assert coded(found) == [(None, "time_period", "201112", "NSD-11")]
    assert told(read_statistics(f"{head}\n201112,National,England,4\n".encode())) == []
    named = head.replace("time_period", "time_period,time_identifier")
    rows = "\n".join(f"{text},Month,National,England,{n}" for n, text in enumerate(("201112", "201201")))
    found = read_statistics(f"{named}\n{rows}\n".encode())
    assert [str(one) for one in found.periods] == ["December 2011", "January 2012"]
    assert told(found) == []


def test_a_fault_in_every_row_is_told_twenty_times_and_counted():
    rows = made(referrals, REFERRALS)
    for row in rows:
        row["Re_referrals_percent"] = "250"
        row["Re_referrals"] = "c"
    doubts = told(read(rows))
    assert len(doubts) == 21
    assert doubts[-1][3] == f"{len(rows) - 20} more like this (NSD-3)"


@pytest.mark.parametrize("mark", ["q", "??", "£4", "12 (r)", "≤5"])
def test_an_unknown_symbol_could_not_be_read(mark):
    rows = made(referrals, REFERRALS)
    place = at(rows, WARRINGTON, "2017")
    rows[place]["Referrals"] = mark
    found = read(rows)
    assert [(row, column, text) for row, column, text, _ in told(found, "problem")] == [
        (place + 2, "Referrals", mark)
    ]


@pytest.mark.parametrize(
    "as_it_comes",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.decode().encode("utf-16"),
        lambda content: content.decode().encode("cp1252"),
        lambda content: b"sep=,\n" + content,
    ],
    ids=["mark", "windows lines", "utf-16", "cp1252", "sep"],
)
def test_a_doubt_is_the_same_however_the_file_is_written(as_it_comes):
    rows = made(referrals, REFERRALS)
    place = at(rows, WARRINGTON, "2017")
    rows[place] |= {"Re_referrals_percent": "120", "Re_referrals": "c"}
    found = read_statistics(as_it_comes(written(rows)), "release.csv")
    [(row, column, text, _)] = told(found)
    assert (row - (as_it_comes(b"\n")[:4] == b"sep="), column, text) == (
        place + 2,
        "Re_referrals_percent",
        "120",
    )


def test_semicolons_with_decimal_commas_and_quoted_thousands_raise_no_doubt():
    rows = made(referrals, REFERRALS)
    for row in rows:
        for name in ("Referrals", "Re_referrals"):
            row[name] = f"{int(row[name]):,}" if row[name] != "c" else "c"
    assert told(read(rows)) == []
    european = [{name: text.replace(",", "").replace(".", ",") if name in REFERRALS[1:] else text
                 for name, text in row.items()} for row in rows]  # fmt: skip
    found = read_statistics(written(european, ";"), "release.csv")
    assert (told(found), told(found, "problem")) == ([], [])
    assert len(found.figures) == len(read(rows).figures)


@pytest.mark.boundary("NST-4")
def test_the_counts_behind_a_percentage_are_found_by_their_numbers():
    found = read(made(referrals, REFERRALS))
    again = [one for one in found.figures if found.indicators[one.indicator].name == "Re_referrals_percent"]
    whole = {
        (one.area, one.period): one.value
        for one in found.figures
        if found.indicators[one.indicator].name == "Referrals"
    }
    assert all(one.denominator == whole[one.area, one.period] for one in again)
    assert (None, "Re_referrals_percent") in [(row, column) for row, column, *_ in told(found, "note")]
    few = read(made(referrals, REFERRALS)[:7])
    assert all(one.denominator is None for one in few.figures)
    rate = read(made(make_looked_after, LOOKED_AFTER_NAMED))
    rates = [one for one in rate.figures if rate.indicators[one.indicator].name == "rate_per_10000"]
    assert all(one.numerator and one.denominator for one in rates)


def test_two_pairs_of_like_numbers_are_told_apart_by_name_or_not_taken():
    rows = [row | {"Twin": row["Re_referrals"]} for row in made(referrals, REFERRALS)]
    named = read(rows)
    assert any("Read as Re_referrals over Referrals" in why for *_, why in told(named, "note"))
    for row in rows:
        row["First"] = row.pop("Re_referrals")
    other = read(rows)
    assert not any(column == "Re_referrals_percent" for _, column, *_ in told(other, "note"))


@pytest.mark.boundary("NST-5")
def test_a_whole_that_stands_in_a_row_of_its_own_is_the_denominator():
    rows = made(make_stability, LAYOUTS["stability"][1])
    found = read(rows)
    part = at(rows, WARRINGTON, "2017", placement_stability="With 3 or more placements during the year")
    [figure] = [
        one for one in found.figures if one.row == part + 2 and found.indicators[one.indicator].unit == "%"
    ]
    assert (str(figure.numerator), str(figure.denominator)) == (
        rows[part]["children_count"], rows[part + 1]["children_count"],
    )  # fmt: skip
    for place, row in enumerate(rows):
        if place % 3 == 0:
            row["children_percent"] = "12" if row["children_percent"] != "100" else "100"
    assert all(one.denominator is None for one in read(rows).figures)
