"""Editions attacked together: what one hides, the figures of another may tell."""

from __future__ import annotations

from itertools import product

import pytest

from goldenthread.apps.measures.actions import define_measure, make_scorecard, place_on_scorecard
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.publishing import actions
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.linking import say_of_link
from goldenthread.apps.publishing.models import Edition
from goldenthread.apps.publishing.tests.conftest import PERIODS, Q4, figure
from goldenthread.documents.published_scorecard import PublishedScorecard
from goldenthread.rulebook.arithmetic import Link, LinkKind
from goldenthread.rulebook.periods import Period, parse_period

QUARTERS = PERIODS[1:5]


@pytest.fixture
def publish(analyst, head, now, today):
    """Publish a scorecard of a period, with every finding explained."""

    def published(scorecard: Scorecard, period: Period = Q4) -> Edition:
        one = actions.prepare(scorecard, period, reason="Corrected", by=analyst, at=now)
        for found in check(scorecard, period).open:
            actions.explain(
                scorecard, period, found, "Revised", version=0, effective_on=today, by=analyst, at=now
            )
        one = actions.approve(one, version=1, by=head, at=now, today=today)
        return actions.publish(one, version=2, by=analyst, at=now, today=today)

    return published


def told(edition: Edition, measure: Measure) -> dict[str, int | None]:
    """What the public document prints of a measure, by period; None for c."""
    paper = PublishedScorecard.from_json(edition.document)
    [row] = [one for one in paper.rows if one.key == str(measure.uuid)]
    return {
        period: None if cell.is_hidden else int(cell.text)
        for period, cell in zip(paper.periods, row.cells, strict=True)
        if cell is not None
    }


def quarters_that_fit(first: dict[str, int | None], second: dict[str, int | None], revised: str) -> set[int]:
    """What the third quarter can be, for whoever holds two editions between which another was revised."""
    known = [first[one] or second[one] for one in QUARTERS]
    known[QUARTERS.index(revised)] = first[revised]
    choices = [range(1, 47) if one is None else [one] for one in known]
    year, year_now = first["2017-18"], second["2017-18"]
    moved = None if second[revised] is None else second[revised]
    return {
        numbers[2]
        for numbers in product(*choices)
        if (year is None or sum(numbers) == year)
        and (
            year_now is None
            or moved is None
            or sum(numbers) - numbers[QUARTERS.index(revised)] + moved == year_now
        )
    }


def test_a_correction_that_makes_another_partner_cheaper_does_not_undo_the_first_edition(
    edition, scorecard, measure, analyst, now, publish
):
    """13, 9, 3, 21 become 6, 9, 3, 21: 6 is less than 9, but who reads 9 has 3 from the first edition."""
    one = measure("10.2")
    figure(one, "6", "2017-18 Q1", by=analyst, at=now)
    figure(one, "39", "2017-18", by=analyst, at=now)
    first, second = told(edition, one), told(publish(scorecard), one)
    assert (first["2017-18 Q2"], first["2017-18 Q3"], second["2017-18 Q3"]) == (None, None, None)
    assert second["2017-18 Q2"] is None
    fits = quarters_that_fit(first, second, "2017-18 Q1")
    assert (min(fits), max(fits)) == (1, 11)


def test_a_correction_of_the_small_count_keeps_the_old_one_hidden(
    edition, scorecard, measure, analyst, now, publish
):
    """3 becomes 8: nothing is small now, but the second quarter, shown, would tell the old 3."""
    one = measure("10.2")
    figure(one, "8", "2017-18 Q3", by=analyst, at=now)
    figure(one, "51", "2017-18", by=analyst, at=now)
    second = told(publish(scorecard), one)
    assert second["2017-18 Q2"] is None
    assert second["2017-18"] == 51


def test_another_scorecard_with_the_same_measure_does_not_choose_another_partner(
    edition, scorecard, measure, analyst, now, publish
):
    """On the second scorecard the second quarter is the sum of two others, and would be shown."""
    one = measure("10.2")
    other = make_scorecard("Safeguarding board", by=analyst, at=now)
    place_on_scorecard(other, one, by=analyst, at=now)
    first, second = told(edition, one), told(publish(other), one)
    assert {period for period, number in first.items() if number is None} == {
        period for period, number in second.items() if number is None
    }
    part = define_measure("Number of children referred by schools", reference="10.21", by=analyst, at=now)
    rest = define_measure("Number of children referred by others", reference="10.22", by=analyst, at=now)
    third = make_scorecard("Schools board", by=analyst, at=now)
    for added, figures in ((one, ""), (part, "22 6 2 1 10 19"), (rest, "23 7 7 2 11 27")):
        place_on_scorecard(third, added, by=analyst, at=now)
        for period, text in zip(PERIODS, figures.split(), strict=False):
            figure(added, text, period, by=analyst, at=now)
    link = Link(LinkKind.SUM, str(one.uuid), (str(part.uuid), str(rest.uuid)))
    say_of_link(link, holds=True, reason="", version=0, by=analyst, at=now)
    paper = publish(third)
    for seen in (first, second, told(paper, one)):
        assert (seen["2017-18 Q2"], seen["2017-18 Q3"]) == (None, None)
    for added in (part, rest):
        assert told(paper, added)["2017-18 Q3"] is None
    earlier = PublishedScorecard.from_json(paper.document).audit.earlier
    assert [name.split(",")[0] for name in earlier] == ["Safeguarding board", "Children and families"]


def test_a_year_that_was_hidden_for_its_quarters_stays_hidden_as_last_years_end(
    scorecard, measure, analyst, now, publish
):
    """3, 0, 0, 3 make 6: were 6 told, each 3 would be 1 to 5, so the year was hidden with them."""
    one = measure("10.2")
    for period, text in zip(PERIODS[1:], ("3", "0", "0", "3", "6"), strict=True):
        figure(one, text, period, by=analyst, at=now)
    assert told(publish(scorecard), one)["2017-18"] is None
    next_year = parse_period("2018-19 Q1")
    for reference, text in (("10.2", "9"), ("1.7", "84%"), ("2.1", "64")):
        figure(measure(reference), text, "2018-19 Q1", by=analyst, at=now)
    seen = told(publish(scorecard, next_year), one)
    assert (seen["2017-18"], seen["2018-19 Q1"]) == (None, 9)
