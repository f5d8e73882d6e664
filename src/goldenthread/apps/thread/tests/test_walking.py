"""A thread holds what hangs on a recommendation, in a number of queries that does not grow with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.apps.files.actions import keep
from goldenthread.apps.inspections.actions import add_element
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import SuccessIndicator
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.plans.actions import link_to_recommendation
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.reports.actions import freeze
from goldenthread.apps.success.actions import add_statement, answer_statement
from goldenthread.apps.thread.walking import thread_of
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def test_the_story_of_recommendation_12_is_told_with_its_figures(twelve, measure, today):
    first, second = thread_of(twelve, today=today).rounds
    assert (first.title, first.text, first.figures) == (
        "Met",
        "July 2016",
        (("Health", ("12%", "36%", "52%")),),
    )
    assert (second.title, second.text) == ("Not met: reopened", "August 2017")
    assert second.figures == (("Health", ("30%", "58%", "69.2%", "41.17%")), ("Council", ("41%", "32%")))


def test_the_newest_of_the_council_s_own_figures_is_rated(twelve, measure, today):
    [shown] = thread_of(twelve, today=today).measures
    assert (shown.latest.text, str(shown.latest.period)) == ("78%", "2017-18 Q4")
    assert (shown.rag, shown.verdict.code) == ("amber", "RAG-2")
    assert (shown.travel.arrow, shown.travel.change) == ("up", "better")
    assert [strand.label for strand in shown.strands] == ["Council", "Health"]
    assert shown.direct


def test_a_measure_comes_with_the_success_indicator_of_an_action(twelve, serve, told, today):
    action = serve("4.1", success_indicators=("80% on time",))
    shown_by = measures.define_measure("On time", unit="%", **told)
    indicator = SuccessIndicator.objects.get(action=action)
    measures.link_to_indicator(shown_by, indicator, **told)
    [shown] = thread_of(twelve, today=today).measures
    assert (shown.measure, shown.indicators, shown.direct) == (shown_by, (indicator,), False)
    assert shown.latest is None


def test_actions_come_with_their_elements_flags_and_last_words(twelve, serve, plan, told, today):
    element = add_element(twelve, reference="a", title="Requests", **told)
    action = serve("4.1", due=date(2017, 12, 31))
    link_to_recommendation(action, twelve, element=element, **told)
    action.refresh_from_db()
    post_update(
        action, level=None, narrative="Two teams are left", version=action.version,
        effective_on=date(2018, 7, 2), **told,
    )  # fmt: skip
    thread = thread_of(twelve, today=today)
    [serving] = thread.actions
    assert serving.state.has_flag("PROG-1")
    assert (serving.elements, serving.words) == ((element,), "Two teams are left")
    assert (thread.overdue, thread.completed) == (1, 0)


def test_files_attached_to_updates_are_its_evidence(twelve, serve, told, today):
    action = serve("4.1")
    file = keep(b"%PDF-1.7 audit", "Audit.pdf", effective_on=date(2018, 3, 31), **told)
    post_update(
        action,
        level=None,
        narrative="Audited",
        version=1,
        effective_on=date(2018, 4, 2),
        evidence=[file],
        **told,
    )
    [proof] = thread_of(twelve, today=today).proofs
    assert (proof.file, proof.action.reference, proof.on) == (file, "4.1", date(2018, 3, 31))


def test_a_thread_of_the_past_holds_only_what_held_and_was_known(twelve, measure, today, now):
    then = thread_of(twelve, today=today, as_at=date(2016, 12, 31))
    assert (then.line.status, len(then.rounds)) == ("met", 1)
    assert then.measures[0].latest.text == "30%"
    before = thread_of(twelve, today=today, known_at=datetime(2016, 12, 31, tzinfo=UTC))
    assert (before.line.status, before.rounds) == ("not_assessed", [])


def test_an_element_s_assessments_of_one_day_are_one_round(twelve, told, today):
    parts = [add_element(twelve, reference=letter, title=letter, **told) for letter in "ab"]
    for part, status in zip(parts, ("met", "not_met"), strict=True):
        assess(twelve, element=part, status=status, assessed_on=date(2018, 5, 1), today=today, **told)
    last = thread_of(twelve, today=today).rounds[-1]
    assert (last.title, last.derived.code) == ("Partly met", "REC-3")
    assert [one.element for one in last.parts] == parts
    assert last.dated == date(2018, 5, 1)


def test_ten_times_as_much_on_it_takes_no_more_queries(twelve, measure, serve, told, today):
    def hang(number: int) -> None:
        action = serve(str(number), success_indicators=("Shown by a figure",), due=date(2018, 1, number))
        another = measures.define_measure(f"Measure {number}", unit="%", polarity="high", **told)
        measures.link_to_indicator(another, action.success_indicators.get(), **told)
        for year in (15, 16, 17):
            for quarter in (1, 2, 3, 4):
                period = parse_period(f"20{year}-{year + 1} Q{quarter}")
                measures.record_observation(Entry(another, period, parse_figure(f"{40 + quarter}%")), **told)

    hang(1)
    few = _queries_for(twelve, today)
    for number in range(2, 12):
        hang(number)
    many = _queries_for(twelve, today)
    assert many == few
    assert many <= 48


def _queries_for(recommendation, today) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        thread_of(recommendation, today=today)
    return len(captured)


def test_the_frozen_paper_that_prints_it_is_where_it_was_reported(
    twelve, measure, board, council, told, today
):
    assert thread_of(twelve, today=today).papers == []
    paper = freeze(board, parse_period("2017-18 Q4"), today=today, **told).paper
    assert thread_of(twelve, today=today).papers == [paper]


def test_the_statements_of_the_outcomes_of_its_actions_are_evidence_by_source(
    twelve, serve, plan, told, today
):
    outcome = plan.outcomes.create(position=0, text="Children are seen in time")
    serve("4.1", outcome=outcome)
    said = {"effective_on": date(2016, 1, 1), **told}
    audits = add_statement(plan, source="audits", text="Audits are good", outcome=outcome, **said)
    add_statement(plan, source="children", text="Children say so", outcome=outcome, **said)
    add_statement(plan, source="children", text="Of something else", **said)
    answer_statement(audits, verdict="partly_shown", finding="34% good", today=today, **said)
    thread = thread_of(twelve, today=today)
    assert [(one.text, one.verdict) for one in thread.statements] == [
        ("Children say so", "not_known"), ("Audits are good", "partly_shown"),
    ]  # fmt: skip
    assert thread.answered == 1
    assert thread_of(twelve, today=today, as_at=date(2015, 12, 31)).statements == []
