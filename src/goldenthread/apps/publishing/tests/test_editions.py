"""A later edition: what changed, what earlier ones told, and marks on the scorecard's page."""

from __future__ import annotations

import pytest

from goldenthread.apps.measures.actions import define_measure, place_on_scorecard
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.publishing import actions
from goldenthread.apps.publishing.changed import changed_since
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.linking import say_of_link
from goldenthread.apps.publishing.protecting import protect_scorecard
from goldenthread.apps.publishing.small_numbers import set_small_number_rule
from goldenthread.apps.publishing.tests.conftest import PERIODS, Q4, figure
from goldenthread.apps.publishing.worked_out import could_be_worked_out, small_counts_printed
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.published_scorecard import PublishedScorecard
from goldenthread.rulebook.arithmetic import Link, LinkKind


@pytest.fixture
def publish_again(scorecard, analyst, head, now, today):
    """Another edition, with every finding explained."""

    def published(reason: str = "A quarter was counted late"):
        one = actions.prepare(scorecard, Q4, reason=reason, by=analyst, at=now)
        for found in check(scorecard, Q4).open:
            actions.explain(
                scorecard, Q4, found, "Revised", version=0, effective_on=today, by=analyst, at=now
            )
        one = actions.approve(one, version=1, by=head, at=now, today=today)
        return actions.publish(one, version=2, by=analyst, at=now, today=today)

    return published


def test_a_second_edition_shows_what_changed_and_why(edition, measure, analyst, now, publish_again):
    figure(measure("1.7"), "82.5%", by=analyst, at=now, note="Late ones were left out")
    paper = PublishedScorecard.from_json(publish_again().document)
    [change] = paper.changes
    assert (change.ref, change.period, change.before, change.after, change.why) == (
        "1.7", "2017-18 Q4", "83%", "82.5%", "Late ones were left out",
    )  # fmt: skip
    assert paper.reason == "A quarter was counted late"


def test_a_figure_that_changed_since_it_was_published_is_found(edition, scorecard, measure, analyst, now):
    figure(measure("2.1"), "64", by=analyst, at=now)
    found = [one for one in check(scorecard, Q4).findings if one.published == "64"]
    assert any("63" in one.expected for one in found)


def test_measures_that_changed_are_marked(edition, scorecard, measure, analyst, now):
    assert changed_since(scorecard_for(scorecard, Q4), edition) == []
    figure(measure("10.2"), "4", "2017-18 Q3", by=analyst, at=now)
    assert changed_since(scorecard_for(scorecard, Q4), edition) == [measure("10.2").pk]


def test_an_earlier_edition_counts_as_known(scorecard, measure, analyst, head, now, today, publish_again):
    """What the first edition printed, before the measure was protected, tells what the second hides."""
    one = measure("10.2")
    about = {"threshold": 5, "hides_zero": False, "by": analyst, "at": now}
    set_small_number_rule(one, protected=False, reason="Not about children", version=0, **about)
    first = actions.prepare(scorecard, Q4, by=analyst, at=now)
    first = actions.approve(first, version=1, by=head, at=now, today=today)
    actions.publish(first, version=2, by=analyst, at=now, today=today)
    set_small_number_rule(one, protected=True, reason="It is", version=1, **about)
    protected = protect_scorecard(check(scorecard, Q4))
    assert protected.exposed or protected.already
    told = " ".join([*protected.exposed, *protected.already])
    assert "10.2, 2017-18 Q3" in told


def test_a_hidden_figure_that_can_be_worked_out_is_not_published(
    scorecard, measure, analyst, head, now, today
):
    """All referrals less those of adults are those of children, and neither of the two is protected."""
    added = {"10.3": "Number of referrals", "10.4": "Number of adults referred"}
    figures = {"10.3": "145 113 109 103 121 446", "10.4": "100 100 100 100 100 400"}
    for reference, title in added.items():
        one = define_measure(title, reference=reference, by=analyst, at=now)
        place_on_scorecard(scorecard, one, by=analyst, at=now)
        for period, text in zip(PERIODS, figures[reference].split(), strict=True):
            figure(one, text, period, by=analyst, at=now)
    parts = (str(measure("10.2").uuid), str(measure("10.4").uuid))
    link = Link(LinkKind.SUM, str(measure("10.3").uuid), parts)
    say_of_link(link, holds=True, reason="", version=0, by=analyst, at=now)
    one = actions.prepare(scorecard, Q4, by=analyst, at=now)
    one = actions.approve(one, version=1, by=head, at=now, today=today)
    with pytest.raises(Refused) as refusal:
        actions.publish(one, version=2, by=analyst, at=now, today=today)
    assert refusal.value.code == "PUB-5"
    assert "10.2, 2017-18 Q3" in refusal.value.words


def test_what_a_loaded_paper_suppressed_is_attacked(scorecard, measure, analyst, now):
    figure(measure("10.2"), "suppressed", "2017-18 Q3", by=analyst, at=now)
    [cell] = could_be_worked_out(check(scorecard, Q4))
    assert (cell.words, cell.interval, cell.exposed) == ("10.2, 2017-18 Q3", "3", True)
    figure(measure("10.2"), "suppressed", "2017-18 Q2", by=analyst, at=now)
    cells = could_be_worked_out(check(scorecard, Q4))
    assert [(one.interval, one.exposed) for one in cells] == [("1 to 11", False)] * 2


def test_three_suppressed_quarters_beside_a_published_five_and_a_year_of_21(scorecard, measure, analyst, now):
    """Their three make 16, so each may be 1 to 14: safe. The 5 is a small count that was printed."""
    one = measure("10.2")
    for period, text in zip(PERIODS[1:], ("suppressed", "suppressed", "suppressed", "5", "21"), strict=True):
        figure(one, text, period, by=analyst, at=now)
    checked = check(scorecard, Q4)
    assert [cell.verdict for cell in could_be_worked_out(checked)] == ["Any number from 1 to 14: safe"] * 3
    assert small_counts_printed(checked) == ("10.2, 2017-18 Q4 (5)",)
    protected = protect_scorecard(checked)
    assert {period for _, period in protected.hiding.cells} == set(PERIODS[1:5])
    assert protected.passed


def test_suppressed_quarters_that_leave_too_little_open_are_not_safe(scorecard, measure, analyst, now):
    one = measure("10.2")
    for period, text in zip(PERIODS[1:], ("suppressed", "suppressed", "9", "5", "19"), strict=True):
        figure(one, text, period, by=analyst, at=now)
    cells = could_be_worked_out(check(scorecard, Q4))
    assert [cell.verdict for cell in cells] == ["Could be narrowed to 1 to 4: not safe"] * 2


def test_a_suppressed_figure_that_nothing_ties_to_others_is_said_to_be_so(scorecard, measure, analyst, now):
    figure(measure("1.7"), "suppressed", "2017-18 Q3", by=analyst, at=now)
    [cell] = could_be_worked_out(check(scorecard, Q4))
    assert (cell.words, cell.exposed) == ("1.7, 2017-18 Q3", False)


@pytest.mark.parametrize("text", ["suppressed", "2-4"])
def test_what_the_source_hid_or_gave_as_a_small_range_gets_a_partner_too(
    text, scorecard, measure, analyst, now
):
    figure(measure("10.2"), text, "2017-18 Q3", by=analyst, at=now)
    protected = protect_scorecard(check(scorecard, Q4))
    key = str(measure("10.2").uuid)
    assert protected.hiding.cells == {(key, "2017-18 Q3"), (key, "2017-18 Q2")}
    assert protected.passed


def test_a_year_to_date_hides_the_count_of_the_quarter_that_it_gives_away(scorecard, analyst, now):
    """8, 13, 13, 15: whoever subtracts finds the 5 and the 2."""
    one = define_measure("Children adopted", reference="4.3", cumulative=True, by=analyst, at=now)
    place_on_scorecard(scorecard, one, by=analyst, at=now)
    for period, text in zip(PERIODS, ["26", "8", "13", "13", "15", "15"], strict=True):
        figure(one, text, period, by=analyst, at=now)
    protected = protect_scorecard(check(scorecard, Q4))
    assert any(key == str(one.uuid) for key, _ in protected.hiding.cells)
    assert protected.passed


def test_the_rate_of_a_hidden_count_is_hidden_with_it(scorecard, measure, analyst, now):
    titles = {"1.1": "Number of children in custody", "1.2": "Rate of children in custody per 10,000"}
    figures = {"1.1": "12 14 3 16 18 18", "1.2": "6.0 7.0 1.5 8.0 9.0 9.0"}
    for reference, title in titles.items():
        unit = "per 10,000" if reference == "1.2" else ""
        one = define_measure(title, reference=reference, unit=unit, by=analyst, at=now)
        place_on_scorecard(scorecard, one, by=analyst, at=now)
        for period, text in zip(PERIODS, figures[reference].split(), strict=True):
            figure(one, text, period, by=analyst, at=now)
    protected = protect_scorecard(check(scorecard, Q4))
    hidden = {period for key, period in protected.hiding.cells if key == str(measure("1.2").uuid)}
    assert "2017-18 Q2" in hidden
    assert protected.passed
