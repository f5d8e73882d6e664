"""Control charts of measures: periods, phases and targets, on the page of a measure and on a scorecard."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from goldenthread.apps.measures.actions import place_on_scorecard, revise_measure, set_target
from goldenthread.apps.measures.control import controlled, target_ends, verdicts
from goldenthread.apps.measures.control_charts import paper_chart, shown
from goldenthread.apps.measures.marks import agree, annotate, propose_step, say_definition_changed
from goldenthread.apps.measures.marks_queries import NONE, effects_of, marks_of
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.queries import series
from goldenthread.apps.measures.recording import Entry, record_entries
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.documents.control_figures import Assurance, Variation, description
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, PeriodKind, parse_period
from goldenthread.rulebook.rating import Polarity, Target, TargetKind

from .test_pages import address, text_of

pytestmark = pytest.mark.django_db

FIRST = parse_period("2013-14 Q1")
CHANCE = (70, 74, 71, 76, 72, 69, 75, 73, 70, 74, 72, 75, 71, 73, 74, 70, 73, 72, 74, 71)


def quarters(count: int, first: Period = FIRST) -> list[Period]:
    found = [first]
    while len(found) < count:
        found.append(Period.containing(PeriodKind.FINANCIAL_QUARTER, found[-1].end))
    return found


@pytest.fixture
def record(analyst, now):
    """Record figures of quarters one after another, None for one that nobody recorded."""

    def recorded(measure: Measure, numbers, *, unit: str = "%") -> list[Period]:
        periods = quarters(len(numbers))
        entries = [
            Entry(measure, period, parse_figure(f"{number}{unit}"))
            for period, number in zip(periods, numbers, strict=True)
            if number is not None
        ]
        record_entries(entries, by=analyst, at=now - timedelta(days=90))
        return periods

    return recorded


@pytest.fixture
def target(measure, analyst, now):
    aim = Target(TargetKind.AT_LEAST, low=Decimal(95), text="95%", unit="%", polarity=Polarity.HIGH)
    return set_target(measure, aim, effective_on=date(2013, 4, 1), by=analyst, at=now - timedelta(days=90))


def chart_of(measure: Measure, **moment):
    [one] = [found for found in series(measure, **moment) if found.is_ours]
    effects = effects_of([measure], **moment).get(measure.pk, NONE)
    return controlled(measure, one, effects)


def test_only_chance_that_will_not_meet_its_target_is_said_in_one_sentence(measure, record, target):
    record(measure, CHANCE)
    paper = paper_chart(measure, chart_of(measure), [])
    assert (paper.variation.icon, paper.assurance.icon) == (Variation.COMMON, Assurance.FAILS)
    assert paper.sentence == (
        "20 of the last 20 quarters are within chance; the process will not reliably meet 95%."
    )
    assert {point.target for point in paper.points} == {95.0}


def test_a_missing_period_between_is_a_gap_with_a_reason_and_holds_its_target(measure, record, target):
    periods = record(measure, [*CHANCE[:3], None, None, *CHANCE[3:]])
    one = chart_of(measure)
    assert one.periods == tuple(periods)
    assert (one.cells[3], one.numbers[4], one.ends[4]) == (None, None, (95.0, None))
    said = description(paper_chart(measure, one, []))
    assert "No number: 2013-14 Q4 (No figure) and 2014-15 Q1 (No figure)." in said


def test_few_points_have_no_limits_and_the_strict_method_is_told_beside(measure, record):
    record(measure, (12, 36, 52))
    found = shown(measure, chart_of(measure), [])
    assert found.sentence == "Too few points to tell (3 of 13)."
    assert (found.variation.code, found.variation.icon) == ("SPC-13", None)
    assert found.strict.startswith("Variation: Only chance.")
    assert "Average 33.3%, limits" in found.strict


def test_a_step_that_is_agreed_and_a_change_of_definition_make_phases(measure, record, analyst, head, now):
    record(measure, (*CHANCE, *(number + 15 for number in CHANCE)))
    told = {"by": analyst, "at": now}
    step = propose_step(measure, day=date(2018, 4, 1), words="The hub", today=date(2018, 7, 16), **told)
    assert set(chart_of(measure).phases) == {0}
    agree(step, by=head, at=now)
    one = chart_of(measure)
    assert one.phases == (0,) * 20 + (1,) * 20
    means = {round(point.mean) for point in one.chart.points}
    assert len(means) == 2
    say_definition_changed(measure, day=date(2015, 4, 1), words="Counts more", **told)
    assert max(chart_of(measure).phases) == 2
    assert set(chart_of(measure, known_at=now - timedelta(seconds=1)).phases) == {0}


def test_marks_stand_where_their_day_is_and_a_break_before_its_first_period(measure, record, analyst, now):
    record(measure, CHANCE)
    told = {"by": analyst, "at": now}
    today = date(2018, 7, 16)
    annotate(measure, day=date(2013, 8, 16), words="A form", today=today, **told)
    say_definition_changed(measure, day=date(2013, 10, 1), words="Counts more", **told)
    annotate(measure, day=date(2012, 1, 1), words="Before the chart", today=today, **told)
    flags = paper_chart(measure, chart_of(measure), marks_of(measure)).flags
    assert [(flag.at, flag.words) for flag in flags] == [(1.0, "A form"), (1.5, "Counts more")]


def test_a_year_to_date_has_points_and_no_limits(measure, record, analyst, now):
    record(measure, CHANCE)
    revised = revise_measure(measure, cumulative=True, by=analyst, at=now)
    found = shown(revised, chart_of(revised), [])
    assert (found.sentence, found.variation.code) == (
        "Figures for the year to date have no limits.", "SPC-17",
    )  # fmt: skip
    assert (found.assurance, found.strict) == (None, "")
    assert "<circle" in found.svg


@pytest.mark.parametrize(
    ("polarity", "kind", "low", "high", "ends"),
    [
        (Polarity.HIGH, TargetKind.AT_LEAST, 85, None, (85.0, None)),
        (Polarity.LOW, TargetKind.AT_MOST, None, 15, (15.0, None)),
        (Polarity.RANGE, TargetKind.RANGE, 260, 300, (260.0, 300.0)),
        (Polarity.HIGH, TargetKind.RANGE, 35, 40, (35.0, None)),
        (Polarity.NEITHER, TargetKind.VALUE, 40, 40, (40.0, None)),
        (Polarity.NEITHER, TargetKind.STATEMENT, 2, None, (None, None)),
    ],
)
def test_a_chart_takes_the_end_of_a_target_that_counts(polarity, kind, low, high, ends):
    given = Target(
        kind,
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        polarity=polarity,
    )
    assert target_ends(given, polarity) == ends
    assert target_ends(None, polarity) == (None, None)


@pytest.fixture
def card(measure, record, target, analyst, now) -> Scorecard:
    """A measure that is only chance, one that got worse, one with too few figures, one without any."""
    made = Scorecard.objects.create(name="Made up")
    record(measure, CHANCE)
    worse, few, none = (
        Measure.objects.create(title=title, unit="%", polarity="high") for title in ("Worse", "Few", "None")
    )
    record(worse, (*CHANCE[:-1], 20))
    record(few, (*(None,) * 17, 50, 60, 55))
    for one in (measure, worse, few, none):
        place_on_scorecard(made, one, by=analyst, at=now - timedelta(days=60))
    return made


LAST = quarters(20)[-1]


def test_a_scorecard_s_verdicts_are_those_of_its_measures_pages(card, measure):
    rows = scorecard_for(card, LAST).rows
    found = {row.measure.title: verdicts(rows, LAST).get(row.measure.pk) for row in rows}
    ours = found[measure.title]
    page = paper_chart(measure, chart_of(measure), [])
    assert (ours.variation_icon, ours.assurance_icon) == (page.variation.icon, page.assurance.icon)
    assert (found["Worse"].variation, found["Worse"].concerns) == ("Getting worse: low", True)
    assert (found["Few"].variation, found["Few"].assurance) == ("Too few points to tell (3 of 13)", "")
    assert found["None"] is None


def test_a_figure_that_is_still_to_come_gives_no_verdict(card, measure):
    after = Period.containing(PeriodKind.FINANCIAL_QUARTER, LAST.end)
    rows = scorecard_for(card, after).rows
    assert verdicts(rows, after)[measure.pk].variation == "No figure for the last period"


def test_a_scorecard_asks_as_many_queries_for_ten_measures_as_for_one(
    card, record, analyst, now, django_assert_num_queries
):
    rows = scorecard_for(card, LAST).rows
    with django_assert_num_queries(2):
        verdicts(rows, LAST)
    for number in range(10):
        more = Measure.objects.create(title=f"More {number}", unit="%", polarity="low")
        record(more, CHANCE)
        place_on_scorecard(card, more, by=analyst, at=now)
    rows = scorecard_for(card, LAST).rows
    with django_assert_num_queries(2):
        verdicts(rows, LAST)


def test_the_scorecard_page_and_its_file_show_both_with_words_and_narrow_by_worse(card, sign_in, analyst):
    browser = sign_in(analyst)
    page = browser.get(address(card, f"?period={LAST}"))
    text = text_of(page)
    for words in ("Only chance", "Getting worse: low", "Too few points (3 of 13)"):
        assert words in text
    narrowed = browser.get(address(card, f"?period={LAST}&red_and_worse=on"))
    assert [row.measure.title for row in narrowed.context["rows"]] == []
    file = browser.get(address(card, f"?period={LAST}&format=csv")).content.decode()
    assert "Variation,Assurance" in file
    assert "Only chance,Will consistently miss its target" in file


def test_red_and_getting_worse_is_by_the_chart_and_without_one_by_the_last_move(
    card, measure, analyst, now, sign_in
):
    aim = Target(TargetKind.AT_LEAST, low=Decimal(95), text="95%", unit="%", polarity=Polarity.HIGH)
    for one in Measure.objects.all():
        set_target(one, aim, effective_on=date(2013, 4, 1), by=analyst, at=now)
    page = sign_in(analyst).get(address(card, f"?period={LAST}&red_and_worse=on"))
    assert [row.measure.title for row in page.context["rows"]] == ["Worse", "Few"]


def test_the_measure_s_page_shows_chart_sentence_icons_and_the_strict_method(
    measure, record, target, sign_in, analyst
):
    record(measure, CHANCE)
    page = sign_in(analyst).get(f"/measures/{measure.uuid}/measure/")
    text = text_of(page)
    assert "20 of the last 20 quarters are within chance; the process will not reliably meet 95%." in text
    assert "What the strict method would say" in text
    assert "Will consistently miss its target" in text
    assert 'aria-label="Control chart of Assessments done in 45 days' in page.content.decode()


def test_a_page_of_before_a_measure_was_written_down_names_it_and_has_points_without_limits(
    scorecard, analyst, now, sign_in
):
    one = Measure.objects.get(reference="2.11")
    for text, figure in (("2015-16 Q4", "12%"), ("2016-17 Q1", "36%"), ("2016-17 Q2", "52%")):
        entry = Entry(one, parse_period(text), parse_figure(figure), source="health")
        record_entries([entry], by=analyst, at=now, published_on=date(2016, 7, 31))
    page = sign_in(analyst).get(f"/measures/{one.uuid}/measure/", {"known_at": "2016-07-31"})
    text = text_of(page)
    assert one.title in text
    assert "Too few points to tell (3 of 13)." in text
    assert all(f">{figure}</text>" in page.content.decode() for figure in ("12%", "36%", "52%"))
    assert "Limits of chance" not in page.content.decode()
    label, _, strict = text.partition("What the strict method would say")
    assert "Too few points to tell (3 of 13)." in label
    assert "Variation: Only chance." in strict
    assert "Average 33.3%, limits -19.9% and 86.5%." in strict


def test_the_papers_of_that_day_say_it_too_and_label_the_strict_method(scorecard, analyst, now, sign_in):
    one = Measure.objects.get(reference="2.11")
    for text, figure in (("2015-16 Q4", "12%"), ("2016-17 Q1", "36%"), ("2016-17 Q2", "52%")):
        entry = Entry(one, parse_period(text), parse_figure(figure))
        record_entries([entry], by=analyst, at=now, published_on=date(2016, 7, 31))
    file = sign_in(analyst).get(
        reverse("measures:measure_book", args=[one.uuid]), {"known_at": "2016-07-31", "format": "xlsx"}
    )
    headings, row = list(load_workbook(io.BytesIO(file.content))["Measures"].values)[:2]
    said = dict(zip(headings, row, strict=True))
    assert said["Is it changing?"] == "Too few points to tell (3 of 13)"
    assert said["The strict method would say"] == (
        "Variation: Only chance. Assurance: Hit and miss. Average 33.3%, limits -19.9% and 86.5%."
    )
