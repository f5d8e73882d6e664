"""The arithmetic of one row at its boundaries: quarters and year, cells, target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.rulebook.arithmetic import (
    Accrual,
    Cell,
    Finding,
    Row,
    Scorecard,
    check_figure,
    check_figures,
    check_scorecard,
    check_target,
)
from goldenthread.rulebook.figures import Figure, parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.targets import Polarity, Target, TargetKind, target_from

QUARTERS = ("2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4")
NOW = parse_period("2017-18 Q4")


def row_of(
    title: str, figures: dict[str, str], *, key: str = "m", unit: str | None = None, **more: object
) -> Row:
    """A row whose cells are given by period and text."""
    unit = "%" if unit is None and title.startswith("%") else unit
    cells = {parse_period(at): Cell(parse_figure(text, unit=unit)) for at, text in figures.items()}
    return Row(key, title, cells, unit=unit, **more)  # type: ignore[arg-type]


def quarters(*texts: str, year: str | None = None, before: str | None = None) -> dict[str, str]:
    """Figures of quarters 1 to 4, and of the year and the year before where given."""
    figures = dict(zip(QUARTERS, texts, strict=False))
    if before is not None:
        figures["2016-17"] = before
    return figures if year is None else figures | {"2017-18": year}


def found(*rows: Row, code: str) -> list[Finding]:
    """The findings of a code in a paper of these rows."""
    paper = Scorecard("Scorecard", rows, NOW)
    return [finding for finding in check_scorecard(paper) if finding.code == code]


REQUESTS = "Number of new assessment requests in quarter"
OFTEN = "Number of children that went missing 5 times or more"


@pytest.mark.boundary("ARI-1")
@pytest.mark.parametrize(
    ("title", "texts", "year", "expected"),
    [
        (REQUESTS, ("73", "93", "82", "110"), "358", None),
        (REQUESTS, ("73", "93", "82", "110"), "357", "358"),
        (REQUESTS, ("73", "93", "82", "110"), "359", "358"),
        (REQUESTS, ("13", "7", "9", "suppressed"), "29", None),
        (REQUESTS, ("13", "7", "9", "suppressed"), "28", "at least 29"),
        (REQUESTS, ("13", "7", "9", "<6"), "36", "29 to 35"),
        (OFTEN, ("13", "7", "9", "suppressed"), "27", None),
        (OFTEN, ("13", "7", "9", "suppressed"), "60", None),
        (OFTEN, ("13", "7", "9", "8"), "12", "at least 13"),
        ("Number of children who went missing", ("13", "7", "9", "8"), "37", None),
        ("Number of children who went missing", ("13", "7", "9", "8"), "38", "13 to 37"),
        ("Number of children subject to a protection plan", ("288", "333", "344", "287"), "287", None),
        ("Number of open complaints", ("14", "12", "9", "8"), "8", None),
        ("Number of complaints", ("14", "12", "9", "8"), "8", None),
        ("Number of something else", ("14", "12", "9", "8"), "40", None),
    ],
)
def test_quarters_make_their_year_as_the_title_says(
    title: str, texts: tuple[str, ...], year: str, expected: str | None
) -> None:
    findings = found(row_of(title, quarters(*texts, year=year)), code="ARI-1")
    assert [finding.expected for finding in findings] == ([] if expected is None else [expected])


def test_a_finding_names_its_cells_and_says_whether_anybody_confirmed_what_it_rests_on() -> None:
    figures = quarters("73", "93", "82", "110", year="385")
    (read,) = found(row_of(REQUESTS, figures), code="ARI-1")
    (said,) = found(row_of("Requests", figures, accrual=Accrual.FLOW), code="ARI-1")
    assert [str(cell.period) for cell in read.cells] == ["2017-18", *QUARTERS]
    assert (read.tentative, said.tentative) == (True, False)
    assert read.message.endswith("385 is published, but the parts 73, 93, 82, 110 add up to 358.")


def test_months_make_a_quarter_and_terms_a_school_year() -> None:
    months = {"April 2017": "10", "May 2017": "12", "June 2017": "9", "2017-18 Q1": "32"}
    terms = {"Autumn term 2017": "3", "Spring term 2018": "4", "Summer term 2018": "5", "AY 2017/18": "21"}
    assert [f.expected for f in found(row_of("Number of contacts received", months), code="ARI-1")] == ["31"]
    assert [f.expected for f in found(row_of("Number of exclusions", terms), code="ARI-1")] == ["12"]


@pytest.mark.boundary("ARI-4")
@pytest.mark.parametrize(
    ("title", "texts", "before", "falls"),
    [
        ("Number of children adopted (ytd)", ("8", "13", "13", "15"), "26", 0),
        ("Number of children adopted (ytd)", ("8", "13", "12", "15"), "26", 1),
        ("Number of children adopted (ytd)", ("8", "suppressed", "9", "15"), "26", 0),
        ("Number of children adopted (ytd)", ("8", "suppressed", "7", "15"), "26", 1),
        ("% adopted - year to date", ("18%", "16%", "10%", "10%"), "20%", 0),
    ],
)
def test_a_year_to_date_count_never_falls_within_its_year(
    title: str, texts: tuple[str, ...], before: str, falls: int
) -> None:
    assert len(found(row_of(title, quarters(*texts, before=before)), code="ARI-4")) == falls


@pytest.mark.boundary("ARI-20")
@pytest.mark.parametrize(
    ("title", "last", "year", "faults"),
    [
        ("% reviewed (year to date fig)", "97%", "98%", 1),
        ("% reviewed (year to date fig)", "97%", "97.4%", 0),
        ("% reviewed (year to date fig)", "97%", "97%", 0),
        ("Number of children subject to a plan", "287", "287", 0),
        ("Number of children subject to a plan", "287", "288", 1),
        ("Number of children subject to a plan", "287", "1240", 0),
        ("Number of children subject to a plan", "suppressed", "288", 0),
    ],
)
def test_the_year_end_of_a_stock_or_a_year_to_date_is_its_last_quarter(
    title: str, last: str, year: str, faults: int
) -> None:
    texts = ("99%", "98%", "97%") if title.startswith("%") else ("310", "330", "313")
    assert len(found(row_of(title, quarters(*texts, last, year=year)), code="ARI-20")) == faults


@pytest.mark.boundary("ARI-21")
@pytest.mark.parametrize(
    ("texts", "year", "faults"),
    [
        (("95%", "96%", "99%", "96%"), "95%", 0),
        (("95%", "96%", "99%", "96%"), "94.5%", 0),
        (("95%", "96%", "99%", "96%"), "94.4%", 1),
        (("95%", "96%", "99%", "96%"), "91.0%", 1),
        (("95%", "96%", "suppressed", "96%"), "91.0%", 0),
        (("95%", "96%"), "91.0%", 0),
    ],
)
def test_a_share_of_a_year_lies_between_its_quarters(texts: tuple[str, ...], year: str, faults: int) -> None:
    assert (
        len(found(row_of("% of reviews in timescales", quarters(*texts, year=year)), code="ARI-21")) == faults
    )


def test_an_average_lies_between_its_quarters_and_a_sum_of_money_does_not() -> None:
    days = row_of("Average days to adopt", quarters("380", "391", "391", "383", year="400"), unit="days")
    spend = row_of("Spend", quarters("£1,000", "£2,000", "£1,500", "£1,000", year="£5,500"), unit="£")
    assert [finding.expected for finding in found(days, code="ARI-21")] == ["380 days to 391 days"]
    assert found(spend, code="ARI-21") == []


@pytest.mark.boundary("ARI-5")
@pytest.mark.parametrize(
    ("title", "text", "faults"),
    [
        ("% of visits in time", "100%", 0),
        ("% of visits in time", "0%", 0),
        ("% of visits in time", "100.1%", 1),
        ("% of visits in time", "-0.1%", 1),
        ("% change in referrals", "110%", 0),
        ("% of budget spent", "104%", 0),
        ("Number of visits", "140", 0),
    ],
)
def test_a_share_of_a_whole_is_from_0_to_100(title: str, text: str, faults: int) -> None:
    assert len(found(row_of(title, {"2017-18 Q4": text}), code="ARI-5")) == faults


@pytest.mark.boundary("ARI-7")
@pytest.mark.parametrize(
    ("before", "now", "faults"),
    [
        ("84%", "84.4%", 0),
        ("84%", "84.6%", 1),
        ("84%", "85%", 1),
        ("84% (provisional)", "84%", 0),
        ("suppressed", "6%", 0),
        ("not yet released", "84%", 0),
    ],
)
def test_a_figure_that_changed_since_it_was_published_is_found(before: str, now: str, faults: int) -> None:
    cell = Cell(parse_figure(now), published_before=parse_figure(before))
    row = Row("m", "% in time", {parse_period("2017-18 Q1"): cell}, unit="%")
    assert len(found(row, code="ARI-7")) == faults


def test_what_one_figure_brings_into_a_row_is_told_apart_from_what_the_row_shows_without_it() -> None:
    row = row_of("% in time", quarters("0.81", "82%", "83%") | {"2016-17 Q3": "120%"})
    assert {one.code for one in check_figures(row)} == {"ARI-5", "ARI-9"}
    sound, doubtful = (Cell(parse_figure(text, unit="%")) for text in ("84%", "0.84"))
    assert check_figure(row, NOW, sound) == []
    assert [(one.code, one.published) for one in check_figure(row, NOW, doubtful)] == [("ARI-9", "0.84%")]


def test_a_figure_that_makes_an_older_one_doubtful_is_doubted() -> None:
    row = row_of("% in time", quarters("0.81", "0.84"))
    whole = Cell(parse_figure("82", unit="%"))
    assert [str(one.period) for one in check_figure(row, NOW, whole)] == ["2017-18 Q1", "2017-18 Q2"]


@pytest.mark.boundary("ARI-18", "ARI-5", "ARI-9")
@pytest.mark.parametrize(
    ("text", "codes"),
    [("85%", []), ("<85%", ["ARI-18"]), ("at least 120%", ["ARI-5"]), (">=100%", []), ("0.85", ["ARI-9"])],
)
def test_a_target_is_checked_with_and_without_figures_beside_it(text: str, codes: list[str]) -> None:
    target = target_from(parse_figure(text, unit="%"), Polarity.HIGH)
    row = row_of("% in time", quarters("81%", "83%"), polarity=Polarity.HIGH, target=target)
    assert [one.code for one in check_target(row, NOW)] == codes
    alone = [one.code for one in check_target(replace(row, cells={}), NOW)]
    assert alone == [code for code in codes if code != "ARI-9"]


@pytest.mark.boundary("ARI-14", "ARI-15", "ARI-19")
@pytest.mark.parametrize(
    ("text", "numerator", "denominator", "codes"),
    [
        ("100%", 52, 52, []),
        ("100%", 53, 52, ["ARI-14"]),
        ("69%", 36, 52, []),
        ("69.2%", 36, 52, []),
        ("69.3%", 36, 52, ["ARI-19"]),
        ("70%", 36, 52, ["ARI-19"]),
        ("12%", 1, 8, []),
        ("13%", 1, 8, []),
        ("0%", 0, 0, []),
        ("50%", 0, 0, ["ARI-19"]),
        ("10%", -1, 52, ["ARI-15"]),
    ],
)
def test_a_cell_agrees_with_its_own_counts(
    text: str, numerator: int, denominator: int, codes: list[str]
) -> None:
    cell = Cell(parse_figure(text), Decimal(numerator), Decimal(denominator))
    paper = Scorecard("Scorecard", (Row("m", "% in time", {NOW: cell}, unit="%"),), NOW)
    assert [finding.code for finding in check_scorecard(paper)] == codes


@pytest.mark.boundary("ARI-15")
def test_a_count_is_not_below_zero_and_a_change_in_one_may_be() -> None:
    assert len(found(row_of("Number of children", {"2017-18 Q4": "-1"}), code="ARI-15")) == 1
    assert found(row_of("Number of children", {"2017-18 Q4": "0"}), code="ARI-15") == []
    assert found(row_of("Net change in children", {"2017-18 Q4": "-1"}), code="ARI-15") == []


@pytest.mark.boundary("ARI-16")
@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        (("82%", "83%", "", "84%"), ["2017-18 Q3"]),
        (("82%", "83%", "suppressed", "84%"), []),
        (("82%", "83%", "84%", "-"), ["2017-18 Q4"]),
        (("82%", "83%"), ["2017-18 Q3"]),
        (("", "83%", "", "84%"), []),
        (("This data will be presented annually", "", "", ""), []),
        (("", "83%", "84%", "85%"), []),
    ],
)
def test_a_period_is_missing_when_a_run_has_others(texts: tuple[str, ...], missing: list[str]) -> None:
    row = row_of("% in time", quarters(*texts))
    paper = Scorecard("Scorecard", (row,), parse_period(QUARTERS[len(texts) - 1 if len(texts) == 4 else 2]))
    codes = [str(finding.period) for finding in check_scorecard(paper) if finding.code == "ARI-16"]
    assert codes == missing


@pytest.mark.boundary("ARI-16")
@pytest.mark.parametrize(
    ("figures", "missing"),
    [
        ({"2016-17 Q2": "80%", "2017-18 Q1": "82%", "2017-18 Q2": "83%"}, []),
        ({"2016-17 Q2": "80%", "2017-18 Q1": "82%", "2017-18 Q3": "83%", "2017-18 Q4": "84%"},
         ["2016-17 Q3", "2016-17 Q4", "2017-18 Q2"]),
    ],
)  # fmt: skip
def test_the_same_quarter_of_the_year_before_stands_there_to_compare(
    figures: dict[str, str], missing: list[str]
) -> None:
    row = row_of("% in time", figures)
    findings = [finding for finding in check_figures(row) if finding.code == "ARI-16"]
    assert sorted(str(finding.period) for finding in findings) == missing


@pytest.mark.boundary("ARI-17")
def test_a_period_given_twice_is_found_in_a_row_and_in_two_rows_of_one_measure() -> None:
    cell = Cell(parse_figure("84%"))
    twice = row_of("% in time", {"2017-18 Q4": "82%"}, repeated=((NOW, cell),))
    assert [(f.expected, f.published) for f in found(twice, code="ARI-17")] == [("82%", "84%")]
    again = row_of("% in time", {"2017-18 Q4": "82%"})
    assert len(found(again, again, code="ARI-17")) == 1
    other = row_of("% in time", {"2017-18 Q3": "82%"})
    assert found(again, other, code="ARI-17") == []


def target(text: str, polarity: Polarity) -> Target:
    made = target_from(parse_figure(text, unit="%"), polarity)
    assert made is not None
    return made


@pytest.mark.boundary("ARI-18")
@pytest.mark.parametrize(
    ("polarity", "aim", "texts", "faults"),
    [
        (Polarity.HIGH, target(">=85%", Polarity.HIGH), ("82%", "83%"), 0),
        (Polarity.HIGH, target("<85%", Polarity.HIGH), ("82%", "83%"), 1),
        (Polarity.LOW, target("<15%", Polarity.LOW), ("12%", "13%"), 0),
        (Polarity.LOW, target(">=15%", Polarity.LOW), ("12%", "13%"), 1),
        (Polarity.NEITHER, target("<15%", Polarity.NEITHER), ("12%", "13%"), 0),
        (Polarity.HIGH, Target(TargetKind.THRESHOLDS, low=Decimal(85), amber=Decimal(75)), ("82%",), 0),
        (Polarity.HIGH, Target(TargetKind.THRESHOLDS, low=Decimal(85), amber=Decimal(90)), ("82%",), 1),
        (Polarity.LOW, target("90%", Polarity.LOW), ("8%", "12%"), 1),
        (Polarity.LOW, target("90%", Polarity.LOW), ("21%", "12%"), 0),
    ],
)
def test_a_target_is_on_the_side_that_the_polarity_calls_good(
    polarity: Polarity, aim: Target, texts: tuple[str, ...], faults: int
) -> None:
    row = row_of("% in time", quarters(*texts), polarity=polarity, target=aim)
    assert len(found(row, code="ARI-18")) == faults


def test_decimals_that_a_database_adds_do_not_narrow_what_was_printed() -> None:
    cell = Cell(Figure("69", value=Decimal("69.0000"), unit="%"), Decimal(36), Decimal(52))
    row = Row("m", "% in time", {NOW: cell}, unit="%", decimal_places=0)
    assert found(row, code="ARI-19") == []
    assert len(found(Row("m", "% in time", {NOW: cell}, unit="%"), code="ARI-19")) == 1


def test_an_estimate_stands_for_the_numbers_around_it() -> None:
    figures = quarters("70", "90", "80", "113", year="about 350")
    assert found(row_of(REQUESTS, figures), code="ARI-1") == []
    figures = quarters("70", "90", "80", "113", year="about 360")
    assert len(found(row_of(REQUESTS, figures), code="ARI-1")) == 1
