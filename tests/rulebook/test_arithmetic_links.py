"""Rows that follow from other rows, in one paper and in two, at the boundaries; and proposed links."""

from __future__ import annotations

import pytest

from goldenthread.rulebook.arithmetic import (
    Finding,
    Link,
    LinkKind,
    Row,
    Scorecard,
    check_papers,
    check_scorecard,
    propose_links,
)
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from tests.rulebook.test_arithmetic import quarters, row_of

NOW = parse_period("2017-18 Q4")


def one(key: str, text: str, title: str = "", unit: str | None = None) -> Row:
    """A row with a figure for the quarter alone."""
    return row_of(title or f"Number of {key}", {"2017-18 Q4": text}, key=key, unit=unit)


def linked(link: Link, *rows: Row, population: str | None = None) -> list[Finding]:
    populations = {} if population is None else {"": {parse_period("2017-18"): parse_figure(population)}}
    return check_scorecard(Scorecard("Scorecard", rows, NOW, (link,), populations))


@pytest.mark.boundary("ARI-2")
@pytest.mark.parametrize(("text", "faults"), [("69%", 0), ("69.2%", 0), ("69.3%", 1), ("70%", 1)])
def test_a_share_is_one_row_over_the_other(text: str, faults: int) -> None:
    link = Link(LinkKind.SHARE, "share", ("top", "bottom"))
    findings = linked(link, one("share", text, "% in time"), one("top", "36"), one("bottom", "52"))
    assert [(finding.code, finding.tentative) for finding in findings] == [("ARI-2", False)] * faults
    assert all({cell.measure for cell in finding.cells} == {"share", "top", "bottom"} for finding in findings)


@pytest.mark.parametrize(
    ("top", "bottom"), [("suppressed", "52"), ("36", "0"), ("n/a", "52"), ("30-40", "52")]
)
def test_a_share_of_what_is_not_known_agrees(top: str, bottom: str) -> None:
    link = Link(LinkKind.SHARE, "share", ("top", "bottom"))
    assert linked(link, one("share", "70%", "% in time"), one("top", top), one("bottom", bottom)) == []


@pytest.mark.boundary("ARI-3")
@pytest.mark.parametrize(("text", "faults"), [("121.2", 0), ("121.3", 1)])
def test_a_rate_is_the_count_over_the_population_given(text: str, faults: int) -> None:
    link = Link(LinkKind.RATE, "rate", ("count",))
    rate = one("rate", text, "Rate per 10,000", "per 10,000")
    findings = linked(link, rate, one("count", "914"), population="75,400")
    assert [finding.code for finding in findings] == ["ARI-3"] * faults


@pytest.mark.boundary("ARI-11")
@pytest.mark.parametrize(("end", "faults"), [("473", 0), ("477", 1)])
def test_a_stock_follows_from_its_flows(end: str, faults: int) -> None:
    link = Link(LinkKind.STOCK_FLOW, "stock", ("came", "left"))
    stock = row_of("Number of cared for children", {"2016-17": "422", "2017-18": end}, key="stock")
    came = row_of("Number who entered", {"2017-18": "200"}, key="came")
    left = row_of("Number who left", {"2017-18": "149"}, key="left")
    findings = linked(link, stock, came, left)
    assert [(f.code, f.expected, f.published) for f in findings] == [("ARI-11", "473", "477")] * faults
    assert all([str(cell.period) for cell in f.cells] == ["2017-18"] * 3 + ["2016-17"] for f in findings)


def test_the_stock_of_a_first_quarter_follows_from_the_year_before_and_flows_to_date_from_its_start() -> None:
    link = Link(LinkKind.STOCK_FLOW, "stock", ("came", "left"))
    stock = row_of("Number of cared for children", quarters("430", "441", before="422"), key="stock")
    came = row_of("Number who entered (ytd)", quarters("50", "90"), key="came")
    left = row_of("Number who left (ytd)", quarters("42", "71"), key="left")
    assert linked(link, stock, came, left) == []
    assert [
        f.code for f in linked(link, stock, came, row_of("Left (ytd)", quarters("42", "72"), key="left"))
    ] == ["ARI-11"]


@pytest.mark.boundary("ARI-23")
@pytest.mark.parametrize(
    ("total", "second", "faults"),
    [("324", "114", 0), ("325", "114", 1), ("324", "suppressed", 0), ("209", "suppressed", 1)],
)
def test_a_total_is_the_sum_of_its_rows(total: str, second: str, faults: int) -> None:
    link = Link(LinkKind.SUM, "total", ("first", "second"))
    findings = linked(link, one("total", total), one("first", "210"), one("second", second))
    assert [finding.code for finding in findings] == ["ARI-23"] * faults


def rates(*texts: str) -> tuple[Row, ...]:
    """Counts of 914, 287 and 477 with their rates."""
    rows: list[Row] = []
    for number, (count, rate) in enumerate(zip(("914", "287", "477"), texts, strict=False)):
        rows += [one(f"count{number}", count), one(f"rate{number}", rate, "Rate per 10,000", "per 10,000")]
    return tuple(rows)


@pytest.mark.boundary("ARI-12")
@pytest.mark.parametrize(
    ("texts", "measures"),
    [
        (("121.2", "38.1"), []),
        (("121.2", "38.1", "62.7"), [("rate2", "count2")]),
        (("121.2", "38.1", "63.2"), []),
        (("121.2", "38.1", "63.3"), []),
        (("121.2", "38.1", "63.4"), [("rate2", "count2")]),
        (("121.2", "39.1"), [("rate0", "count0", "rate1", "count1")]),
        (("121.2", "suppressed"), []),
    ],
)
def test_rates_over_one_population_imply_one_population(
    texts: tuple[str, ...], measures: list[tuple[str, ...]]
) -> None:
    links = tuple(Link(LinkKind.RATE, f"rate{number}", (f"count{number}",)) for number in range(len(texts)))
    findings = check_scorecard(Scorecard("Scorecard", rates(*texts), NOW, links))
    assert [finding.measures for finding in findings] == measures
    assert all(finding.code == "ARI-12" and not finding.tentative for finding in findings)


@pytest.mark.boundary("ARI-25")
@pytest.mark.parametrize(
    ("third", "found"),
    [("47.7", []), ("58.7", ["2017-18 Q3"]), ("43.7", ["2017-18 Q3"]), ("46.0", []), (None, [])],
)
def test_a_rate_alone_over_its_population_implies_one_that_does_not_leap(
    third: str | None, found: list[str]
) -> None:
    count = row_of(
        "Children on a child protection plan at quarter end", quarters("322", "335", "341"), key="count"
    )
    given = ("46.0", "47.9", third) if third else ("46.0", "58.7")
    rate = row_of("Rate of CP plans per 10,000", quarters(*given), key="rate", unit="per 10,000")
    link = Link(LinkKind.RATE, "rate", ("count",))
    findings = check_scorecard(Scorecard("Scorecard", (rate, count), NOW, (link,)))
    assert [str(finding.period) for finding in findings if finding.code == "ARI-25"] == found


def test_a_years_events_are_not_held_against_a_quarters() -> None:
    count = row_of("Number of referrals", quarters("700", "710", "690", "705", year="2805"), key="count")
    rate = row_of(
        "Rate of referrals per 10,000", quarters("400", "406", "394", "403", year="401"), key="rate",
        unit="per 10,000",
    )  # fmt: skip
    link = Link(LinkKind.RATE, "rate", ("count",))
    assert check_scorecard(Scorecard("Scorecard", (rate, count), NOW, (link,))) == []


@pytest.mark.boundary("ARI-13")
@pytest.mark.parametrize(
    ("first", "second", "faults"),
    [("84%", "84.4%", 0), ("84%", "84.6%", 1), ("84%", "85%", 1), ("6%", "suppressed", 0), ("84%", "84%", 0)],
)
def test_one_figure_is_the_same_in_two_papers(first: str, second: str, faults: int) -> None:
    papers = [
        Scorecard(name, (one("m", text, "% in time"),), NOW) for name, text in (("A", first), ("B", second))
    ]
    findings = check_papers(papers)
    assert [finding.code for finding in findings] == ["ARI-13"] * faults
    assert all([cell.paper for cell in finding.cells] == ["A", "B"] for finding in findings)


def test_a_link_that_a_person_turned_down_is_not_checked_and_a_confirmed_one_is_not_tentative() -> None:
    total = row_of("Number of children in foster care", quarters("40", "44", "46", "49"), key="total")
    first = row_of(
        "Number of children in internal foster care", quarters("30", "31", "32", "33"), key="first"
    )
    second = row_of(
        "Number of children in external foster care", quarters("10", "13", "14", "15"), key="second"
    )
    rows = (total, first, second)
    (proposed,) = propose_links(rows)
    assert (proposed.link.kind, proposed.link.result, proposed.fits_in) == (LinkKind.SUM, "total", 3)
    for paper, tentative in (
        (Scorecard("Scorecard", rows, NOW), [True]),
        (Scorecard("Scorecard", rows, NOW, links=(proposed.link,)), [False]),
        (Scorecard("Scorecard", rows, NOW, refused=(proposed.link,)), []),
    ):
        assert [finding.tentative for finding in check_scorecard(paper)] == tentative


def test_a_link_to_a_measure_of_another_paper_is_left_out() -> None:
    link = Link(LinkKind.SUM, "total", ("first", "elsewhere"))
    assert linked(link, one("total", "324"), one("first", "210")) == []


def test_one_group_of_children_is_known_by_its_many_names() -> None:
    count = row_of("Number of looked after children", quarters("511", "520", "526"), key="count")
    rate = row_of("Rate of CLA per 10,000", quarters("73.0", "74.3", "75.1"), key="rate", unit="per 10,000")
    stock = row_of("Children subject of a child protection plan", quarters("322", "335", "341"), key="stock")
    came = row_of("New CPPs in the quarter", quarters("98", "102", "85"), key="came")
    left = row_of("CP plans ended in the quarter", quarters("86", "89", "79"), key="left")
    links = {proposed.link for proposed in propose_links((count, rate, stock, came, left))}
    assert links == {
        Link(LinkKind.RATE, "rate", ("count",)), Link(LinkKind.STOCK_FLOW, "stock", ("came", "left")),
    }  # fmt: skip


def test_a_share_whose_rows_are_named_in_it_by_a_word_each_needs_three_periods_that_fit() -> None:
    share = ("41.3%", "41.0%", "41.0%", "42.9%")
    contacts = row_of("Number of contacts received", quarters("2105", "2054", "2210", "2301"), key="contacts")
    referrals = row_of("Number of referrals received", quarters("870", "842", "905", "951"), key="referrals")
    other = row_of("Number of complaints", quarters("869", "842", "906", "940"), key="other")
    title = "% of contacts progressing to referral"
    rows = row_of(title, quarters(*share), key="share"), contacts, referrals, other
    (proposed,) = propose_links(rows)
    assert proposed.link == Link(LinkKind.SHARE, "share", ("referrals", "contacts"))
    found = [f for f in check_scorecard(Scorecard("Scorecard", rows, NOW)) if f.code == "ARI-2"]
    assert [(f.published, f.expected, f.tentative) for f in found] == [("42.9%", "41.3%", True)]
    two = row_of(title, quarters(*share[:2]), key="share"), contacts, referrals, other
    assert propose_links(two) == []


def test_numbers_that_fit_without_words_are_not_proposed() -> None:
    total = row_of("Number of foster carers", quarters("40", "44", "46", "48"), key="total")
    first = row_of("Number of complaints", quarters("30", "31", "32", "33"), key="first")
    second = row_of("Number of exclusions", quarters("10", "13", "14", "15"), key="second")
    assert propose_links((total, first, second)) == []


def test_words_without_numbers_that_fit_in_two_periods_are_not_proposed() -> None:
    total = row_of("Number of children in foster care", quarters("40", "99", "46", "98"), key="total")
    first = row_of(
        "Number of children in internal foster care", quarters("30", "31", "31", "33"), key="first"
    )
    second = row_of(
        "Number of children in external foster care", quarters("10", "13", "14", "15"), key="second"
    )
    assert propose_links((total, first, second)) == []


@pytest.mark.parametrize(
    ("kind", "parts"), [("share", ("a",)), ("rate", ("a", "b")), ("sum", ("a",)), ("sum", ("a", "a"))]
)
def test_a_link_has_the_parts_of_its_kind(kind: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"parts|twice"):
        Link(LinkKind(kind), "result", parts)
