"""Measures computed from others: defined, kept up to date, held against what is published."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.choosing import choose_source
from goldenthread.apps.measures.computed import compared_with_published, makings
from goldenthread.apps.measures.derivations import (
    define_derivation,
    derivation_of,
    derivations_told,
    end_derivation,
    in_words,
)
from goldenthread.apps.measures.deriving import recompute, record_figures
from goldenthread.apps.measures.models import ComputedFrom, Derivation, Measure, Value
from goldenthread.apps.measures.recorded import current_values
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.measures.sources import COMPUTED
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.derived import Operation
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

from .conftest import Q3, Q4
from .test_pages import text_of

pytestmark = pytest.mark.django_db
LIBRARIANS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST}
WHY = "As the department defines it"


@pytest.fixture
def made(analyst, now):
    def define(title: str, **about: object) -> Measure:
        return define_measure(title, by=analyst, at=now, **about)

    return define


@pytest.fixture
def children(made) -> Measure:
    return made("Children in need", reference="1.8")


@pytest.fixture
def population(made) -> Measure:
    return made("Children aged 0 to 17")


@pytest.fixture
def rate(made) -> Measure:
    return made("Children in need per 10,000", reference="1.9")


@pytest.fixture
def tell(analyst, now):
    """Record a figure of a measure, as the council's own or of a source."""

    def told(measure: Measure, text: str, period=Q4, at=now, **about: object) -> Value | None:
        entry = Entry(measure, period, parse_figure(text, unit=measure.unit or None), **about)
        return record_observation(entry, by=analyst, at=at)

    return told


@pytest.fixture
def derive(analyst, now):
    def derived(
        measure: Measure, operation: Operation, *terms: Measure, at=now, **about: object
    ) -> Derivation:
        seen = measure.derivations.count()
        said = {"reason": WHY, "seen": seen} | about
        return define_derivation(measure, operation, terms, by=analyst, at=at, **said)

    return derived


@pytest.fixture
def per_10_000(rate, children, population, derive, tell) -> Measure:
    """The rate of children in need, computed, with the figures of two quarters and the population of 2017."""
    tell(population, "75,400", parse_period("2017"))
    tell(children, "810", Q3)
    tell(children, "914", Q4)
    derive(rate, Operation.RATE, children, population, per=Decimal(10_000))
    return rate


def computed(measure: Measure, period=Q4, known_at=None) -> Value | None:
    found = current_values(known_at).filter(
        observation__measure=measure, observation__source=COMPUTED, observation__starts=period.start,
        observation__ends=period.end,
    )  # fmt: skip
    return found.first()


# Defining


def test_a_measure_that_is_defined_by_others_is_computed_for_every_period(per_10_000, children):
    assert [computed(per_10_000, period).text for period in (Q3, Q4)] == ["107.4", "121.2"]
    value = computed(per_10_000)
    assert (value.numerator, value.denominator) == (914, 75400)
    assert value.note == "10,000 × 914 ÷ 75,400 is 121.2 (DER-1)"
    assert in_words(derivation_of(per_10_000)) == ("10,000 × 1.8 Children in need ÷ Children aged 0 to 17")
    verbs = [event.verb for event in about(per_10_000.uuid)]
    assert verbs[:2] == ["measures.figures_computed", "measures.derivation_defined"]


def test_a_definition_is_changed_by_a_new_version_and_the_figures_follow(
    per_10_000, children, population, derive, now
):
    later = now + timedelta(days=1)
    derive(
        per_10_000, Operation.RATE, children, population, per=Decimal(1000), at=later, reason="In thousands"
    )
    assert [one.version for one in derivations_told(per_10_000)] == [2, 1]
    assert derivations_told(per_10_000)[0].reason == "In thousands"
    assert (computed(per_10_000).text, computed(per_10_000).version) == ("12.1", 2)
    assert computed(per_10_000, known_at=now).text == "121.2"
    assert derivation_of(per_10_000, now).per == 10_000
    assert derivation_of(per_10_000, now - timedelta(seconds=1)) is None
    with pytest.raises(DatabaseError), transaction.atomic():
        Derivation.objects.update(reason="Other")


@pytest.mark.parametrize(
    ("operation", "about", "words"),
    [
        (Operation.RATE, {}, "Enter what the rate is per"),
        (Operation.PERCENTAGE, {"per": Decimal(10)}, "Only a rate is per so many"),
        (Operation.RATE, {"per": Decimal(10), "reason": " "}, "Say why"),
        (Operation.RATE, {"per": Decimal(10), "seen": 3}, "while you were writing"),
        (Operation.PERCENTAGE, {}, "is in a count, and a percentage of these is in %"),
    ],
)
def test_a_definition_that_cannot_be_is_refused(operation, about, words, rate, children, population, derive):
    with pytest.raises(Refused, match=words):
        derive(rate, operation, children, population, **about)
    assert not Derivation.objects.exists()


def test_units_and_spans_that_do_not_go_together_are_refused(made, children, derive):
    total, share, days = made("Total"), made("Share", unit="%"), made("Days", unit="days")
    so_far = made("Referrals so far", cumulative=True)
    for other, words in ((share, "cannot be added"), (days, "not the same"), (so_far, "year to date")):
        with pytest.raises(Refused, match=words):
            derive(total, Operation.SUM, children, other)
    with pytest.raises(Refused, match="once"):
        derive(total, Operation.SUM, children, children)
    with pytest.raises(Refused, match="two measures or more"):
        derive(total, Operation.SUM, children)


def test_a_circle_is_refused(made, derive):
    one, two, three, other = made("One"), made("Two"), made("Three"), made("Other")
    derive(two, Operation.SUM, one, other)
    derive(three, Operation.SUM, two, other)
    for terms in ((three, other), (one, other)):
        with pytest.raises(Refused, match="computed from itself"):
            derive(one, Operation.SUM, *terms)


def test_the_same_definition_again_writes_nothing(per_10_000, children, population, derive):
    with pytest.raises(Refused, match="already computed like that"):
        derive(per_10_000, Operation.RATE, children, population, per=Decimal(10_000))
    assert Derivation.objects.count() == 1


@pytest.mark.parametrize("name", ["define_derivation", "end_derivation", "compute_again"])
@pytest.mark.parametrize("role", list(Role))
def test_who_defines_ends_and_computes_again(role, name, sign_in, measure):
    address = reverse(f"measures:{name}", args=[measure.uuid])
    assert sign_in(role).get(address).status_code == (200 if role in LIBRARIANS else 403)


# Keeping up with the inputs


def test_a_new_version_of_an_input_gives_a_new_version_with_its_own_snapshot(per_10_000, children, tell, now):
    later = now + timedelta(days=1)
    corrected = tell(children, "900", at=later)
    value = computed(per_10_000)
    assert (value.text, value.version, value.recorded_at) == ("119.4", 2, later)
    assert computed(per_10_000, known_at=now).text == "121.2"
    made_of = ComputedFrom.objects.filter(value=value).order_by("position")
    assert [row.given.text for row in made_of] == ["900", "75,400"]
    assert made_of[0].given == corrected
    assert Event.objects.filter(verb="measures.figures_computed").count() == 2


def test_a_correction_of_the_population_reaches_every_period_of_its_year(per_10_000, population, tell, now):
    tell(population, "76,000", parse_period("2017"), at=now + timedelta(days=1))
    assert [computed(per_10_000, period).text for period in (Q3, Q4)] == ["106.6", "120.3"]


def test_a_year_without_its_population_has_no_rate_and_never_zero(per_10_000, children, tell, population):
    first_of_next = parse_period("2018-19 Q1")
    tell(children, "880", first_of_next)
    value = computed(per_10_000, first_of_next)
    assert (value.value, value.status) == (None, "not_collected")
    assert value.note == "No figure of Children aged 0 to 17: not collected (DER-2)"
    tell(population, "75,800", parse_period("2018"))
    assert computed(per_10_000, first_of_next).text == "116.1"


def test_an_input_that_becomes_suppressed_suppresses_what_is_computed(per_10_000, children, tell, now):
    tell(children, "suppressed", at=now + timedelta(days=1))
    value = computed(per_10_000)
    assert (value.value, value.status, value.text) == (None, "suppressed", "suppressed")


def test_a_sum_whose_parts_move_against_each_other_is_a_new_version(made, derive, tell, now):
    total, one, two = made("Total"), made("One"), made("Two")
    tell(one, "5")
    tell(two, "3")
    derive(total, Operation.SUM, one, two)
    tell(one, "4", at=now + timedelta(days=1))
    tell(two, "4", at=now + timedelta(days=2))
    value = computed(total)
    assert (value.text, value.version) == ("8", 3)
    assert [row.given.text for row in ComputedFrom.objects.filter(value=value)] == ["4", "4"]


def test_what_is_computed_from_computed_figures_follows_too(made, derive, tell, now):
    total, one, two, all_of_them = made("Total"), made("One"), made("Two"), made("All")
    share = made("Share", unit="%")
    derive(share, Operation.PERCENTAGE, total, all_of_them)
    derive(total, Operation.SUM, one, two)
    for measure, text in ((one, "5"), (two, "3"), (all_of_them, "16")):
        tell(measure, text)
    assert (computed(total).text, computed(share).text) == ("8", "50.0%")
    tell(two, "5", at=now + timedelta(days=1))
    assert (computed(total).text, computed(share).text) == ("10", "62.5%")


def test_a_load_of_many_figures_computes_in_a_fixed_number_of_queries(per_10_000, children, analyst, now):
    def queries(years: range) -> int:
        entries = [
            Entry(
                children, parse_period(f"{year}-{(year + 1) % 100:02d} Q{quarter}"), parse_figure(f"{year}")
            )
            for year in years
            for quarter in (1, 2, 3, 4)
        ]
        with CaptureQueriesContext(connection) as asked:
            record_figures(entries, by=analyst, at=now)
        return len(asked)

    few = queries(range(2014, 2015))
    assert queries(range(2000, 2014)) == few


def test_recording_and_computing_stand_or_fall_together(per_10_000, children, tell, now, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("goldenthread.apps.measures.deriving._leave_a_trail", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(children, "900", at=now + timedelta(days=1))
    assert computed(per_10_000).text == "121.2"
    assert current_values().get(observation__measure=children, observation__starts=Q4.start).text == "914"


def test_computing_again_writes_only_what_has_changed(per_10_000, analyst, now):
    assert recompute(by=analyst, at=now) == 0
    Measure.objects.filter(pk=per_10_000.pk).update(decimal_places=2)
    assert recompute([per_10_000.pk], by=analyst, at=now + timedelta(days=1)) == 2
    assert computed(per_10_000).text == "121.22"


def test_an_input_of_a_chosen_source_is_used_from_the_choice_on(per_10_000, children, tell, analyst, now):
    tell(children, "950", source="census")
    assert computed(per_10_000).text == "121.2"
    choose_source(
        children, "census", first=Q4, reason="It is checked", seen=0, by=analyst, at=now + timedelta(days=1)
    )
    assert computed(per_10_000).text == "126.0"
    assert computed(per_10_000, Q3).text == "107.4"


# Ending


def test_a_measure_that_is_no_longer_computed_keeps_its_figures(per_10_000, children, tell, analyst, now):
    later = now + timedelta(days=1)
    with pytest.raises(Refused, match="Say why"):
        end_derivation(per_10_000, reason=" ", seen=1, by=analyst, at=later)
    end_derivation(per_10_000, reason="The department stopped", seen=1, by=analyst, at=later)
    tell(children, "900", at=later)
    assert computed(per_10_000).text == "121.2"
    assert derivation_of(per_10_000) is None
    assert derivation_of(per_10_000, now) is not None
    with pytest.raises(Refused, match="is not computed"):
        end_derivation(per_10_000, reason="Again", seen=2, by=analyst, at=later)


def test_a_measure_whose_computed_figures_the_board_uses_stays_computed(per_10_000, analyst, now):
    about = {"by": analyst, "at": now}
    choose_source(per_10_000, COMPUTED, first=Q3, reason="Nobody publishes it", seen=0, **about)
    [row] = rows_of([per_10_000], Q4)
    assert (row.rated.text, row.source_words[:29]) == ("121.2", "computed from other measures,")
    with pytest.raises(Refused, match="The board uses the computed figures"):
        end_derivation(per_10_000, reason="Enough", seen=1, **about)


# Held against what is published


def test_a_computed_figure_agrees_or_differs_with_the_published_one(per_10_000, tell):
    tell(per_10_000, "121.2")
    tell(per_10_000, "108", Q3)
    fourth, third = compared_with_published(per_10_000)
    assert (fourth.agreement.agrees, fourth.published.text) == (True, "121.2")
    assert (third.agreement.agrees, third.agreement.reason) == (
        False, "Computed as 107.4, published as 108",
    )  # fmt: skip


def test_where_it_comes_from_answers_with_the_expression_and_its_inputs(
    per_10_000, children, tell, sign_in, analyst, now
):
    tell(per_10_000, "121.2")
    browser = sign_in(analyst)
    value = computed(per_10_000)
    where = reverse("measures:where_from", args=[value.observation.uuid])
    page = browser.get(where)
    words = text_of(page)
    assert "10,000 × 1.8 Children in need ÷ Children aged 0 to 17" in words
    assert "Agrees" in words
    for given in ComputedFrom.objects.filter(value=value):
        assert reverse("measures:where_from", args=[given.given.observation.uuid]) in page.content.decode()
    assert "Correct this figure" not in words
    tell(children, "900", at=now + timedelta(days=1))
    making = makings([value])[value.pk]
    assert [one.is_newest for one in making.ingredients] == [False, True]
    correct = reverse("measures:correct_figure", args=[value.observation.uuid])
    sent = {
        "version": 2,
        "figure": "99",
        "numerator": "",
        "denominator": "",
        "note": "So",
        "population": "All",
    }
    assert "A computed figure changes with" in text_of(browser.post(correct, sent))


def test_an_analyst_defines_a_measure_on_its_page(sign_in, analyst, rate, children, population, tell):
    tell(population, "75,400", parse_period("2017"))
    tell(children, "914")
    browser = sign_in(analyst)
    address = reverse("measures:define_derivation", args=[rate.uuid])
    sent = {
        "seen": 0, "operation": "rate", "first": children.pk, "second": population.pk, "per": "",
        "reason": WHY,
    }  # fmt: skip
    refused = browser.post(address, sent)
    assert (refused.status_code, "Enter what the rate is per" in text_of(refused)) == (422, True)
    answer = text_of(browser.post(address, sent | {"per": "10000"}, follow=True))
    assert "The measure is computed" in answer
    assert "10,000 × 914 ÷ 75,400 is 121.2" in answer
    again = browser.post(reverse("measures:compute_again", args=[rate.uuid]), follow=True)
    assert "Every figure was as it should be." in text_of(again)
    ended = browser.post(
        reverse("measures:end_derivation", args=[rate.uuid]), {"seen": 1, "reason": "Enough"}, follow=True
    )
    assert "The measure is no longer computed." in text_of(ended)
    assert "Not computed" in text_of(ended)


def test_the_page_of_the_past_shows_what_was_computed_then(sign_in, analyst, per_10_000, now):
    address = reverse("measures:computed", args=[per_10_000.uuid])
    before = (now - timedelta(days=1)).date().isoformat()
    assert "This measure is not computed" in text_of(sign_in(analyst).get(f"{address}?known_at={before}"))


def test_a_paper_that_calls_its_source_computed_does_not_pass_for_ours(reading, load):
    for one in reading["measures"][0]["observations"]:
        one["source"] = "Computed"
    load(reading)
    loaded = Value.objects.filter(observation__measure__title=reading["measures"][0]["title"])
    sources = set(loaded.values_list("observation__source", flat=True))
    assert "computed, as printed" in sources
    assert COMPUTED not in sources
