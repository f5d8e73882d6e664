"""What may be written of measures, what is refused, what is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.inspections.models import Inspection, Recommendation
from goldenthread.apps.measures.actions import (
    define_measure,
    link_to_indicator,
    link_to_recommendation,
    make_scorecard,
    override_of,
    override_rating,
    place_on_scorecard,
    record_observation,
    revise_measure,
    set_target,
    set_tolerance,
    sort_key,
    target_in_force,
    unlink,
    withdraw_override,
)
from goldenthread.apps.measures.models import (
    Measure,
    Observation,
    Override,
    RecommendationMeasure,
    Scorecard,
    Target,
    Value,
)
from goldenthread.apps.measures.panels import measures_of_action
from goldenthread.apps.measures.queries import recommendations_served
from goldenthread.apps.measures.recorded import current_values, target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.plans.models import Action, Plan, RatingKey, SuccessIndicator
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.moments import day_ends
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.rating import Rag, ToleranceKind, rating

from .conftest import Q3, Q4

pytestmark = pytest.mark.django_db


def target_of(text, measure):
    return target_in(text, measure)


def entry(measure, text, period=Q4, **about_it):
    return Entry(measure, period, parse_figure(text, unit=measure.unit or None), **about_it)


@pytest.fixture
def red(measure):
    return rating(Decimal(60), target_of("85%", measure))


@pytest.fixture
def indicator() -> SuccessIndicator:
    plan = Plan.objects.create(name="Improvement plan", rating_key=RatingKey.objects.first())
    action = Action.objects.create(plan=plan, position=0, reference="1.1", title="Finish assessments in time")
    return SuccessIndicator.objects.create(action=action, position=0, text="85% of assessments in 45 days")


@pytest.fixture
def recommendation(now) -> Recommendation:
    inspection = Inspection.objects.create(name="Inspection of 2015")
    return Recommendation.objects.create(
        inspection=inspection, reference="6", sort_key="6", title="Assess in time", recorded_at=now
    )


# Defining and revising


def test_a_measure_is_defined_with_its_event(analyst, now):
    made = define_measure("  Care   leavers in touch ", reference="3.10", by=analyst, at=now)
    assert (made.title, made.polarity, made.tolerance_kind, made.tolerance) == (
        "Care leavers in touch", "", "points", 5,
    )  # fmt: skip
    [happening] = about(made.uuid)
    assert (happening.verb, happening.actor) == ("measures.measure_defined", str(analyst))


def test_a_measure_without_a_title_is_refused(analyst, now):
    with pytest.raises(Refused, match="title"):
        define_measure("  ", by=analyst, at=now)
    assert not Event.objects.filter(verb__startswith="measures.").exists()


def test_a_polarity_that_the_rulebook_does_not_know_is_refused(analyst, now):
    with pytest.raises(Refused, match="which way is good"):
        define_measure("Care leavers", polarity="sideways", by=analyst, at=now)


def test_a_field_that_a_measure_does_not_have_is_a_mistake_of_ours(analyst, now):
    with pytest.raises(TypeError, match="colour"):
        define_measure("Care leavers", colour="red", by=analyst, at=now)


def test_references_sort_as_people_number_them():
    assert sorted(["1.10", "1.9", "10.1", "2.1"], key=sort_key) == ["1.9", "1.10", "2.1", "10.1"]


def test_a_revision_says_what_changed_and_counts(measure, analyst, now):
    revised = revise_measure(measure, polarity="low", title=measure.title, by=analyst, at=now)
    assert (revised.polarity, revised.version) == ("low", 2)
    happening = about(measure.uuid)[0]
    assert (happening.before, happening.after) == ({"polarity": "high"}, {"polarity": "low"})


def test_a_revision_of_nothing_writes_nothing(measure, analyst, now):
    assert revise_measure(measure, polarity="high", by=analyst, at=now).version == 1
    assert len(about(measure.uuid)) == 1


def test_a_stale_revision_is_refused(measure, analyst, now):
    revise_measure(measure, polarity="low", by=analyst, at=now)
    with pytest.raises(Refused) as refusal:
        revise_measure(measure, polarity="range", version=1, by=analyst, at=now)
    assert refusal.value.code == "stale"
    assert Measure.objects.get().polarity == "low"


def test_a_tolerance_is_set_once(measure, analyst, now):
    for _ in range(2):
        set_tolerance(measure, kind=ToleranceKind.PERCENT, amount=Decimal(10), by=analyst, at=now)
    assert Measure.objects.get().version == 2
    assert [one.verb for one in about(measure.uuid)] == ["measures.tolerance_set", "measures.measure_defined"]


def test_a_negative_tolerance_is_refused_but_a_threshold_may_be_negative(measure, analyst, now):
    with pytest.raises(Refused, match="0 or more"):
        set_tolerance(measure, kind=ToleranceKind.POINTS, amount=Decimal(-1), by=analyst, at=now)


# Scorecards


def test_a_scorecard_is_made_and_a_second_of_its_name_refused(analyst, now):
    make_scorecard("Corporate parenting", by=analyst, at=now)
    with pytest.raises(Refused, match="already a scorecard"):
        make_scorecard("corporate  PARENTING", by=analyst, at=now)
    with pytest.raises(Refused, match="name"):
        make_scorecard(" ", by=analyst, at=now)
    assert Scorecard.objects.count() == 1


def test_a_measure_is_placed_at_the_end_and_once(measure, analyst, now):
    card = make_scorecard("Corporate parenting", by=analyst, at=now)
    other = define_measure("Care leavers", by=analyst, at=now)
    first = place_on_scorecard(card, measure, section="Assessment", by=analyst, at=now)
    second = place_on_scorecard(card, other, reference="9.9", by=analyst, at=now)
    assert (first.position, first.reference, second.position, second.reference) == (0, "1.7", 1, "9.9")
    with pytest.raises(Refused, match="already on"):
        place_on_scorecard(card, measure, by=analyst, at=now)


def test_a_measure_that_had_gone_comes_back_as_a_line_of_its_own(measure, analyst, now, today):
    card = make_scorecard("Corporate parenting", by=analyst, at=now)
    line = place_on_scorecard(card, measure, by=analyst, at=now)
    card.lines.update(gone_on=today, ended_at=now)
    back = place_on_scorecard(card, measure, by=analyst, at=now)
    assert [(one.pk, one.gone_on) for one in card.lines.order_by("pk")] == [(line.pk, today), (back.pk, None)]


def test_a_link_that_is_taken_away_ends_and_may_be_made_again(measure, analyst, now, recommendation):
    first = link_to_recommendation(measure, recommendation, by=analyst, at=now)
    unlink(first, reason="Shows another", by=analyst, at=now)
    assert not measure.recommendations.exists()
    again = link_to_recommendation(measure, recommendation, by=analyst, at=now)
    assert list(RecommendationMeasure.ever.order_by("pk")) == [first, again]
    assert about(measure.uuid)[1].why == "Shows another"


def test_a_link_that_a_paper_showed_is_known_from_the_day_of_that_paper(
    measure, analyst, now, recommendation
):
    day = date(2016, 7, 31)
    link_to_recommendation(measure, recommendation, published_on=day, by=analyst, at=now)
    assert not recommendations_served(measure, known_at=day_ends(day - timedelta(days=1)))
    assert recommendations_served(measure, known_at=day_ends(day)).count() == 1


def test_a_link_is_not_taken_away_without_a_reason_nor_twice(measure, analyst, now, recommendation):
    link = link_to_recommendation(measure, recommendation, by=analyst, at=now)
    with pytest.raises(Refused, match="Say why"):
        unlink(link, reason=" ", by=analyst, at=now)
    unlink(link, reason="Shows another", by=analyst, at=now)
    with pytest.raises(Refused, match="took this link away"):
        unlink(link, reason="Shows another", by=analyst, at=now)


# Figures


def test_a_figure_is_recorded_with_what_it_means(measure, analyst, now):
    value = record_observation(entry(measure, "83% (indicative)"), by=analyst, at=now)
    assert (value.version, value.value, value.unit, value.status, value.qualifier) == (
        1, Decimal(83), "%", "provisional", "indicative",
    )  # fmt: skip
    assert about(value.observation.uuid)[0].after["period"] == "2017-18 Q4"


def test_the_same_figure_twice_writes_nothing(measure, analyst, now):
    record_observation(entry(measure, "83%"), by=analyst, at=now)
    assert record_observation(entry(measure, "83 %"), by=analyst, at=now) is None
    assert Value.objects.count() == 1


def test_the_same_figure_with_the_same_counts_writes_nothing(measure, analyst, now):
    counts = {"numerator": Decimal(36), "denominator": Decimal(52)}
    record_observation(entry(measure, "69.2%", **counts), by=analyst, at=now)
    assert record_observation(entry(measure, "69.2%", **counts), by=analyst, at=now) is None
    corrected = record_observation(
        entry(measure, "69.2%", **counts | {"numerator": Decimal(35)}), by=analyst, at=now
    )
    assert corrected.version == 2


def test_a_correction_is_a_new_version_and_the_old_one_stays(measure, analyst, now):
    record_observation(entry(measure, "83%"), by=analyst, at=now)
    later = now + timedelta(days=1)
    record_observation(entry(measure, "84%", note="A late return"), by=analyst, at=later)
    assert [value.text for value in Value.objects.order_by("version")] == ["83%", "84%"]
    assert Observation.objects.count() == 1
    assert current_values().get().text == "84%"
    assert current_values(now).get().text == "83%"


def test_a_value_cannot_be_overwritten_or_deleted(measure, analyst, now):
    value = record_observation(entry(measure, "83%"), by=analyst, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Value.objects.filter(pk=value.pk).update(value=99)
    with pytest.raises(DatabaseError), transaction.atomic():
        Value.objects.filter(pk=value.pk).delete()


def test_a_figure_is_known_from_the_day_declared_for_it(measure, analyst, now):
    value = record_observation(entry(measure, "83%"), by=analyst, at=now, published_on=date(2018, 5, 1))
    assert not current_values(datetime(2018, 4, 30, 23, 59, tzinfo=UTC)).exists()
    assert current_values(datetime(2018, 5, 1, tzinfo=UTC)).get() == value


def test_an_older_paper_recorded_late_does_not_undo_a_newer_one(measure, analyst, now):
    record_observation(entry(measure, "84%"), by=analyst, at=now, published_on=date(2018, 6, 1))
    record_observation(entry(measure, "82%"), by=analyst, at=now, published_on=date(2018, 5, 1))
    assert current_values().get().text == "84%"
    assert current_values(datetime(2018, 5, 15, tzinfo=UTC)).get().text == "82%"


def test_a_rival_source_is_another_observation(measure, analyst, now):
    record_observation(entry(measure, "58%"), by=analyst, at=now)
    record_observation(entry(measure, "65.3%", source="health"), by=analyst, at=now)
    assert Observation.objects.count() == 2


@pytest.mark.parametrize("text", ["<20%", "53.1 - 59.7", "suppressed", "12/15", "91%, 9%, 0%, 0%", "> 45"])
def test_what_is_kept_of_a_figure_gives_the_figure_back(text, analyst, now):
    from goldenthread.apps.measures.recorded import figure_of

    measure = define_measure("Anything", by=analyst, at=now)
    record_observation(entry(measure, text), by=analyst, at=now)
    assert figure_of(Value.objects.get()) == parse_figure(text)


# Targets


def test_targets_have_a_history(measure, analyst, now):
    set_target(measure, target_of("80%", measure), effective_on=date(2017, 4, 1), by=analyst, at=now)
    set_target(measure, target_of("85%", measure), effective_on=date(2018, 4, 1), by=analyst, at=now)
    assert target_in_force(measure, date(2018, 3, 31)).text == "80%"
    assert target_in_force(measure, date(2018, 4, 1)).text == "85%"
    assert target_in_force(measure, date(2017, 3, 31)) is None


def test_the_same_target_twice_writes_nothing(measure, analyst, now):
    set_target(measure, target_of("80%", measure), effective_on=date(2017, 4, 1), by=analyst, at=now)
    again = set_target(measure, target_of("80 %", measure), effective_on=date(2018, 4, 1), by=analyst, at=now)
    assert again is None
    assert Target.objects.count() == 1


def test_a_target_may_be_withdrawn(measure, analyst, now):
    set_target(measure, target_of("80%", measure), effective_on=date(2017, 4, 1), by=analyst, at=now)
    row = set_target(measure, None, effective_on=date(2018, 4, 1), reason="Retired", by=analyst, at=now)
    assert (row.kind, row.text) == ("", "No target")
    assert about(measure.uuid)[0].why == "Retired"


def test_a_measure_without_a_target_needs_none_withdrawn(measure, analyst, now, today):
    assert set_target(measure, None, effective_on=today, by=analyst, at=now) is None


# Overrides


def test_an_override_keeps_what_the_rule_said(measure, red, head, now, today):
    made = override_rating(
        measure, Q4, Rag.AMBER, computed=red, reason=" Small numbers ", effective_on=today, by=head, at=now
    )
    assert (made.rag, made.computed, made.computed_code, made.reason) == (
        "amber", "red", "RAG-3", "Small numbers",
    )  # fmt: skip
    assert override_of(measure, Q4) == made
    assert override_of(measure, Q3) is None
    assert about(measure.uuid)[0].why == "Small numbers"


@pytest.mark.parametrize(
    ("rag", "reason", "words"),
    [
        (Rag.AMBER, "  ", "reason"),
        (Rag.RED, "It is red", "already red"),
        (Rag.NOT_RATED, "Ignore it", "Choose red, amber or green"),
    ],
)
def test_an_override_that_says_nothing_is_refused(rag, reason, words, measure, red, head, now, today):
    with pytest.raises(Refused, match=words):
        override_rating(measure, Q4, rag, computed=red, reason=reason, effective_on=today, by=head, at=now)
    assert not Override.objects.exists()


def test_an_override_is_withdrawn_with_a_reason_and_stays_on_record(measure, red, head, now, today):
    override_rating(measure, Q4, Rag.AMBER, computed=red, reason="x", effective_on=today, by=head, at=now)
    with pytest.raises(Refused, match="reason"):
        withdraw_override(measure, Q4, computed=red, reason="", effective_on=today, by=head, at=now)
    withdraw_override(measure, Q4, computed=red, reason="Wrong", effective_on=today, by=head, at=now)
    assert [one.rag for one in Override.objects.order_by("id")] == ["amber", ""]


def test_what_is_not_overridden_cannot_be_withdrawn(measure, red, head, now, today):
    with pytest.raises(Refused, match="no override"):
        withdraw_override(measure, Q4, computed=red, reason="x", effective_on=today, by=head, at=now)


# What a measure serves


def test_a_measure_shows_whether_an_action_worked_and_linking_twice_writes_nothing(
    measure, indicator, analyst, now, today
):
    assert measures_of_action(indicator.action, today, None) is None
    for _ in range(2):
        link_to_indicator(measure, indicator, by=analyst, at=now)
    assert len(about(indicator.action.uuid)) == 1
    record_observation(entry(measure, "83%"), by=analyst, at=now)
    [(shown, one)] = measures_of_action(indicator.action, today, None).context["rows"]
    assert (shown, one.measure, one.latest.text) == (indicator, measure, "83%")


def test_an_actions_page_of_the_past_shows_the_figure_that_was_known(measure, indicator, analyst, now, today):
    link_to_indicator(measure, indicator, by=analyst, at=now - timedelta(days=9))
    record_observation(entry(measure, "83%"), by=analyst, at=now - timedelta(days=8))
    record_observation(entry(measure, "84%"), by=analyst, at=now)
    known = [now - timedelta(days=days) for days in (10, 9, 7)]
    panels = [measures_of_action(indicator.action, today, known_at) for known_at in (*known, None)]
    assert panels[0] is None
    latest = [panel.context["rows"][0][1].latest for panel in panels[1:]]
    assert [cell and cell.text for cell in latest] == [None, "83%", "84%"]


def test_an_indicator_that_the_plan_dropped_shows_no_measure(measure, indicator, analyst, now, today):
    link_to_indicator(measure, indicator, by=analyst, at=now)
    indicator.gone_on = today
    indicator.save()
    assert measures_of_action(indicator.action, today, None) is None


def test_a_measure_shows_a_recommendation_and_linking_twice_writes_nothing(
    measure, recommendation, analyst, now
):
    for _ in range(2):
        link_to_recommendation(measure, recommendation, by=analyst, at=now)
    assert [one.verb for one in about(recommendation.uuid)] == ["measures.linked_to_recommendation"]
