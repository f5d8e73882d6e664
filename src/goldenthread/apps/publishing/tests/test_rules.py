"""What people say of links, populations, small numbers and words; who may; what is refused."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.apps.commentary.actions import write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.measures.actions import define_measure, place_on_scorecard, record_observation
from goldenthread.apps.measures.choosing import choose_source
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.publishing import actions, linking
from goldenthread.apps.publishing.assembling import assemble
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.linking import record_population, say_of_link
from goldenthread.apps.publishing.small_numbers import protection_of, set_small_number_rule
from goldenthread.apps.publishing.tests.conftest import PERIODS, Q4, figure
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.published_scorecard import PublishedScorecard
from goldenthread.rulebook.arithmetic import Link, LinkKind
from goldenthread.rulebook.figures import parse_figure


@pytest.fixture
def rate(scorecard, measure, analyst, now):
    """The rate of the foster carers over 10,000 people, and the link that says so."""
    made = define_measure(
        "Rate of foster carers per 10,000", reference="2.2", unit="per 10,000", by=analyst, at=now
    )
    place_on_scorecard(scorecard, made, by=analyst, at=now)
    for period, text in zip(PERIODS, ["60", "61", "61", "62", "63", "63"], strict=True):
        figure(made, text, period, by=analyst, at=now)
    return Link(LinkKind.RATE, str(made.uuid), (str(measure("2.1").uuid),))


def test_a_link_is_proposed_until_somebody_speaks(scorecard, rate, analyst, now):
    assert [one.link for one in check(scorecard, Q4).proposed] == [rate]
    say_of_link(rate, holds=True, reason="", version=0, by=analyst, at=now)
    checked = check(scorecard, Q4)
    assert (checked.proposed, checked.paper.links) == ((), (rate,))


def test_a_refused_link_is_not_proposed_again(scorecard, rate, analyst, now):
    say_of_link(rate, holds=False, reason="Another population", version=0, by=analyst, at=now)
    assert (check(scorecard, Q4).proposed, check(scorecard, Q4).paper.links) == ((), ())
    assert Event.objects.filter(verb="publishing.link_refused").exists()


def test_what_is_said_of_a_link_is_said_once_and_with_its_reason(rate, analyst, now):
    with pytest.raises(Refused, match="why"):
        say_of_link(rate, holds=False, reason=" ", version=0, by=analyst, at=now)
    say_of_link(rate, holds=True, reason="", version=0, by=analyst, at=now)
    with pytest.raises(Refused, match="already"):
        say_of_link(rate, holds=True, reason="", version=1, by=analyst, at=now)
    with pytest.raises(Refused) as refusal:
        say_of_link(rate, holds=False, reason="No", version=0, by=analyst, at=now)
    assert refusal.value.code == linking.MEANWHILE
    assert say_of_link(rate, holds=False, reason="No", version=1, by=analyst, at=now).version == 2


def test_a_link_to_a_measure_that_is_not_in_the_library_is_refused(measure, analyst, now):
    link = Link(LinkKind.RATE, str(measure("2.1").uuid), (str(uuid4()),))
    with pytest.raises(Refused, match="library"):
        say_of_link(link, holds=True, reason="", version=0, by=analyst, at=now)


def test_a_sum_is_one_link_in_any_order():
    first = Link(LinkKind.SUM, "a", ("b", "c"))
    assert linking.key_of(first) == linking.key_of(Link(LinkKind.SUM, "a", ("c", "b")))
    share = Link(LinkKind.SHARE, "a", ("b", "c"))
    assert linking.key_of(share) != linking.key_of(Link(LinkKind.SHARE, "a", ("c", "b")))
    assert linking.link_in(linking.key_of(share)) == share


def test_a_rate_over_a_population_that_was_typed_is_checked(scorecard, rate, analyst, now):
    say_of_link(rate, holds=True, reason="", version=0, by=analyst, at=now)
    assert check(scorecard, Q4).findings == ()
    record_population("Adults", 2017, 20_000, source="Mid-year estimate", by=analyst, at=now)
    assert {one.measures[0] for one in check(scorecard, Q4).findings} == {"2.2"}


def test_a_population_has_a_name_a_year_and_a_source(analyst, now, db):
    about = {"by": analyst, "at": now}
    for name, year, number, source in (
        (" ", 2017, 5, "x"), ("Adults", 1900, 5, "x"), ("Adults", 2017, 0, "x"), ("Adults", 2017, 5, ""),
    ):  # fmt: skip
        with pytest.raises(Refused):
            record_population(name, year, number, source=source, **about)
    record_population("Adults", 2017, 5, source="Estimate", **about)
    with pytest.raises(Refused):
        record_population("adults", 2017, 5, source="Estimate", **about)
    record_population("adults", 2017, 6, source="Revised", **about)
    assert [(one.name, one.people) for one in linking.typed_populations()] == [("Adults", 6)]


def test_a_measure_is_protected_by_its_title_until_a_person_says_otherwise(measure, analyst, now):
    referrals, carers = measure("10.2"), measure("2.1")
    assert (protection_of(referrals).protected, protection_of(carers).protected) == (True, False)
    set_small_number_rule(
        carers, protected=True, threshold=7, hides_zero=True, reason="Few", version=0, by=analyst, at=now
    )
    assert protection_of(carers).words == "Counts of 0 to 7 are hidden"


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"reason": " "}, ""), ({"threshold": 0}, ""), ({"threshold": 21}, ""), ({"version": 1}, "meanwhile")],
)
def test_a_small_number_rule_has_a_reason_and_bounds(fields, code, measure, analyst, now):
    says = {"protected": True, "threshold": 5, "hides_zero": False, "reason": "Few", "version": 0}
    with pytest.raises(Refused) as refusal:
        set_small_number_rule(measure("2.1"), **says | fields, by=analyst, at=now)
    assert refusal.value.code == code


def test_a_rule_that_changed_since_the_approval_holds_the_edition_back(
    approved, measure, analyst, now, today
):
    set_small_number_rule(
        measure("2.1"), protected=True, threshold=5, hides_zero=False, reason="Few", version=0, by=analyst,
        at=now,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        actions.publish(approved, version=2, by=analyst, at=now, today=today)
    assert refusal.value.code == "PUB-4"


@pytest.fixture
def quoting(prepared, measure, analyst, now, today):
    """Words that give the hidden 3 away."""
    one = measure("10.2")
    seen = shown_of(rows_of([one], Q4)[0]).digest
    text = "Only three were referred in the third quarter."
    write_comment(one, Q4, text, version=0, seen=seen, effective_on=today, by=analyst, at=now)
    return prepared


def test_words_that_quote_a_hidden_number_hold_the_edition_back(quoting, head, now, today):
    [found] = assemble(quoting, today=today).quoting
    assert found.said == ("three",)
    with pytest.raises(Refused) as refusal:
        actions.approve(quoting, version=1, by=head, at=now, today=today)
    assert refusal.value.code == "PUB-6"


def test_words_that_are_withheld_stay_out_and_the_edition_goes_on(
    quoting, measure, analyst, head, now, today
):
    about = {"reason": "They quote it", "words": "a" * 64, "by": analyst, "at": now}
    actions.withhold(quoting, measure("10.2"), withheld=True, seen=0, **about)
    one = actions.approve(quoting, version=1, by=head, at=now, today=today)
    edition = actions.publish(one, version=2, by=analyst, at=now, today=today)
    assert "three" not in edition.document
    assert "three" in edition.internal
    row = PublishedScorecard.from_json(edition.document).rows[0]
    assert row.withheld


def test_words_are_withheld_for_a_reason_once_and_before_the_approval(
    quoting, measure, analyst, head, now, today
):
    one = measure("10.2")
    about = {"words": "a" * 64, "by": analyst, "at": now}
    with pytest.raises(Refused, match="Say why"):
        actions.withhold(quoting, one, withheld=True, reason="", seen=0, **about)
    actions.withhold(quoting, one, withheld=True, reason="x", seen=0, **about)
    with pytest.raises(Refused, match="withheld already"):
        actions.withhold(quoting, one, withheld=True, reason="x", seen=1, **about)
    with pytest.raises(Refused) as refusal:
        actions.withhold(quoting, one, withheld=False, reason="x", seen=0, **about)
    assert refusal.value.code == actions.STALE
    actions.approve(quoting, version=1, by=head, at=now, today=today)
    with pytest.raises(Refused) as refusal:
        actions.withhold(quoting, one, withheld=False, reason="x", seen=1, **about)
    assert refusal.value.code == "PUB-1"


@pytest.mark.parametrize("chosen", [False, True])
def test_rival_sources_are_held_against_each_other_whichever_the_board_uses(
    chosen, scorecard, measure, analyst, now
):
    one = measure("1.7")
    entry = Entry(one, Q4, parse_figure("90%"), source="health")
    record_observation(entry, by=analyst, at=now)
    if chosen:
        choose_source(one, "health", first=Q4, reason="Agreed", seen=0, by=analyst, at=now)
    [found] = [one for one in check(scorecard, Q4).findings if one.code == "ARI-13"]
    said = {found.expected, found.published}
    assert said == {"83%", "90%"}
