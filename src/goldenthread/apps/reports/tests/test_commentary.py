"""What a report says of the words on its measures."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.commentary.actions import sign_off, write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.commentary.queries import SpokenFor
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Measure, StatedRating
from goldenthread.apps.measures.recorded import period_columns
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.people.models import Role
from goldenthread.apps.reports.assembling import assemble
from goldenthread.apps.reports.tests.conftest import a_measure
from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.tables import tables_of
from goldenthread.rulebook.figures import parse_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(period, now, today):
    def written(measure: Measure, text: str, by, **others):
        [row] = rows_of([measure], period)
        return write_comment(
            measure, period, text, version=0, seen=shown_of(row).digest, effective_on=today, by=by, at=now,
            **others,
        )  # fmt: skip

    return written


@pytest.fixture
def green(scorecard, now) -> Measure:
    return a_measure(scorecard, now, reference="2.11", figures={"2017-18 Q4": "90%"}, title="Reviews in time")


def of(report: BoardReport, reference: str):
    return next(measure for measure in report.measures if measure.ref == reference)


def test_words_are_signed_with_a_post_and_say_who_signed_them_off(
    board, scorecard, red, period, post, person_as, write, now, today
):
    lead = person_as(Role.ACTION_LEAD, holding=post)
    director = person_as(Role.DIRECTOR)
    sign_off([write(red, "Two assessors left.", lead)], on=today, by=director, at=now)
    said = of(assemble(board, period, today=today, scorecard=scorecard), "2.10").commentary
    assert (said.words.text, said.words.by, said.words.on) == ("Two assessors left.", str(post), today)
    assert (said.signed_off_by, said.signed_off_on, said.changes) == ("Director", today, ())


def test_stale_words_are_printed_with_what_changed_and_the_rules_are_explained(
    board, scorecard, red, period, officer, write, now, today
):
    write(red, "Two assessors left.", officer)
    measures.record_observation(Entry(red, period, parse_figure("36%")), by=None, at=now)
    report = assemble(board, period, today=today, scorecard=scorecard)
    assert of(report, "2.10").commentary.changes == (
        "The figure was 32% when this was written; it is now 36%.",
    )
    assert {"COM-1", "COM-2"} <= {rule.code for rule in report.rules}


def test_words_entered_for_a_lead_are_the_leads(board, scorecard, red, period, officer, post, write, today):
    write(red, "As she told me.", officer, on_behalf_of=SpokenFor(str(post), post))
    said = of(assemble(board, period, today=today, scorecard=scorecard), "2.10").commentary
    assert said.words.by == f"{post} (entered by: Improvement officer)"


def test_what_the_paper_printed_stays_its_own_words(
    board, scorecard, red, period, officer, write, now, today
):
    StatedRating.objects.create(
        measure=red, scorecard=scorecard, comment="As the paper put it.", recorded_at=now,
        **period_columns(period),
    )  # fmt: skip
    write(red, "As the lead puts it.", officer)
    measure = of(assemble(board, period, today=today, scorecard=scorecard), "2.10")
    assert measure.page.commentary.text == "As the paper put it."
    assert measure.commentary.words.text == "As the lead puts it."


def test_a_report_without_words_has_no_table_of_them(board, scorecard, green, period, today):
    report = assemble(board, period, today=today, scorecard=scorecard)
    assert of(report, "2.11").commentary is None
    assert "commentary" not in [table.name for table in tables_of(report)]


def test_the_report_of_an_earlier_moment_has_the_words_of_then(
    board, scorecard, green, period, officer, write, today
):
    write(green, "Steady.", officer)
    earlier = assemble(board, period, today=date(2018, 7, 15), scorecard=scorecard)
    assert of(earlier, "2.11").commentary is None


def test_a_frozen_report_keeps_the_words_for_its_table(
    board, scorecard, red, green, period, officer, write, today
):
    write(red, "Two assessors left.", officer)
    write(green, "Steady.", officer)
    report = assemble(board, period, today=today, scorecard=scorecard)
    assert BoardReport.from_json(report.to_json()) == report
    [table] = [table for table in tables_of(report) if table.name == "commentary"]
    text = render_csv(table).decode()
    assert "Two assessors left." in text
    assert "Steady." in text
