"""Clearing a report: who is asked by when, what they answer, what undoes it; freezing and reopening."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.drafting import actions, clearing, freezing, queries
from goldenthread.apps.drafting.differing import between_editions
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.models import Answer, Clearance, Clearer, Frozen
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Role
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(somebody, now, today):
    person = somebody(Role.HEAD_OF_SERVICE, "finance")
    post = people.post_called("Head of finance", Organisation.objects.get_or_create(name="Council")[0])
    people.take_post(person, post, starts=today - timedelta(days=1), by=None, at=now)
    Clearer.objects.filter(key="finance").update(post=post)
    return person


@pytest.fixture
def clear(director, finance, now):
    """Every clearance of a report that waits, answered by who is asked."""

    def all_of(report, what=Answer.CLEARED, words=""):
        for one in report.clearances.filter(answer=Answer.WAITING):
            by = finance if one.step.clearer.key == "finance" else director
            clearing.answer(one, what, words=words, version=report.version, by=by, at=now)
        return queries.report_called(report.uuid)

    return all_of


def waiting(report):
    return {str(one.step): one for one in report.clearances.filter(answer=Answer.WAITING)}


def test_a_report_that_says_nothing_where_it_must_names_each_missing_section(begin, writer, now, today):
    report = begin()
    with pytest.raises(clearing.Incomplete) as refusal:
        clearing.submit(report, figures_of(report, today), by=writer, at=now)
    assert [key for key, _ in refusal.value.wanting] == ["impact", "next_steps", "contact"]
    assert not report.clearances.exists()


def test_a_place_that_the_records_do_not_have_is_named(begin, writer, now, today):
    report = begin()
    actions.save_section(report, "impact", "See {figure no_such}.", version=1, by=writer, at=now)
    wanting = dict(clearing.what_is_wanting(report, figures_of(report, today)))
    assert wanting["impact"].endswith("the records have nothing for {figure no_such}")


def test_each_step_is_asked_by_its_day_counted_back_from_publication(submitted):
    report = submitted()
    asked = waiting(report)
    # The meeting is on Thursday 20 September 2018: published by Wednesday 12, five clear working days.
    assert asked["Finance"].due_on == date(2018, 9, 5)
    assert asked["Director"].due_on == date(2018, 9, 10)
    assert report.state == "submitted"


def test_without_a_meeting_a_clearance_has_no_day(begin, writer, now, today):
    from tests.architecture.world_drafting import filled

    report = filled(begin(meeting=None), by=writer, at=now)
    report = clearing.submit(report, figures_of(report, today), by=writer, at=now)
    assert {one.due_on for one in report.clearances.all()} == {None}


def test_a_report_of_a_kind_without_a_route_is_cleared_at_once(submitted):
    report = submitted("highlight_report")
    assert report.state == "cleared"


def test_a_report_is_submitted_once(submitted, writer, now, today):
    report = submitted()
    with pytest.raises(Refused, match="already"):
        clearing.submit(report, figures_of(report, today), by=writer, at=now)


def test_a_report_is_cleared_once_each_has_cleared_it(submitted, clear, director, now):
    report = submitted()
    clearing.answer(
        waiting(report)["Director"], Answer.COMMENTS, words="Say it sooner", version=report.version,
        by=director, at=now,
    )  # fmt: skip
    report.refresh_from_db()
    assert report.state == "submitted"
    assert clear(report).state == "cleared"
    assert "drafting.all_cleared" in [one.verb for one in about(report.uuid)]


@pytest.mark.parametrize("role", ["writer", "submitter"])
def test_nobody_clears_their_own_report_whatever_post_they_hold(submitted, somebody, writer, now, role):
    submitter = somebody(Role.DIRECTOR, "submitter")
    report = submitted(by=submitter)
    person = writer if role == "writer" else submitter
    clearance = waiting(report)["Director"]
    with pytest.raises(Refused) as refusal:
        clearing.answer(clearance, Answer.CLEARED, version=report.version, by=person, at=now)
    assert refusal.value.code == "CLR-2"
    with pytest.raises(IntegrityError), transaction.atomic():
        Clearance.objects.filter(pk=clearance.pk).update(
            answer=Answer.CLEARED, answered_by=person, answered_at=now
        )


@pytest.mark.parametrize(("what", "field"), [(Answer.BACK, "words"), (Answer.COMMENTS, "words")])
def test_an_answer_that_needs_words_is_not_given_without(submitted, director, now, what, field):
    report = submitted()
    with pytest.raises(Refused) as refusal:
        clearing.answer(waiting(report)["Director"], what, version=report.version, by=director, at=now)
    assert refusal.value.field == field


def test_an_answer_to_what_was_not_read_is_refused(submitted, director, writer, now):
    report = submitted()
    seen = report.version
    actions.save_section(report, "impact", "Another", version=seen, by=writer, at=now)
    with pytest.raises(Refused, match="Read it again"):
        clearing.answer(waiting(report)["Director"], Answer.CLEARED, version=seen, by=director, at=now)


def test_a_clearance_is_answered_once_and_the_answer_stays(submitted, director, now):
    report = submitted()
    asked = waiting(report)["Director"]
    clearing.answer(asked, Answer.CLEARED, version=report.version, by=director, at=now)
    with pytest.raises(Refused, match="no longer waits"):
        clearing.answer(asked, Answer.CLEARED, version=report.version, by=director, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearance.objects.filter(pk=asked.pk).update(words="Another")


def test_sent_back_it_is_a_draft_and_the_others_are_no_longer_asked(submitted, director, writer, now, today):
    report = submitted()
    clearing.answer(
        waiting(report)["Director"], Answer.BACK, words="Costs are missing", version=report.version,
        by=director, at=now,
    )  # fmt: skip
    report.refresh_from_db()
    assert report.state == "draft"
    assert waiting(report) == {}
    report = clearing.submit(report, figures_of(report, today), by=writer, at=now)
    assert set(waiting(report)) == {"Finance", "Director"}


def test_a_change_of_what_was_cleared_asks_for_it_again(submitted, clear, writer, now):
    report = clear(submitted())
    actions.save_section(report, "recommendations", "- Agree more", version=report.version, by=writer, at=now)
    asked = waiting(report)
    assert set(asked) == {"Finance", "Director"}
    assert asked["Finance"].why_again == "Changed after it was cleared: Recommendations."
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_change_elsewhere_leaves_a_clearance_of_other_sections(submitted, clear, writer, now):
    report = clear(submitted())
    actions.save_section(report, "impact", "Another", version=report.version, by=writer, at=now)
    assert set(waiting(report)) == {"Director"}


def test_taken_back_what_does_not_change_stays_cleared_and_what_does_is_asked_again(
    submitted, clear, writer, now, today
):
    report = clear(submitted())
    with pytest.raises(Refused) as refusal:
        clearing.take_back(report, reason=" ", by=writer, at=now)
    assert refusal.value.field == "reason"
    report = clearing.take_back(report, reason="A late figure", by=writer, at=now)
    with pytest.raises(Refused, match="already"):
        clearing.take_back(report, reason="Again", by=writer, at=now)
    report = actions.save_section(report, "impact", "Another", version=report.version, by=writer, at=now)
    assert waiting(report) == {}
    report = clearing.submit(report, figures_of(report, today), by=writer, at=now)
    assert set(waiting(report)) == {"Director"}


def test_a_frozen_report_no_longer_follows_the_records(submitted, clear, plan, now, today):
    report = clear(submitted())
    frozen = freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    Action.objects.filter(plan=plan).update(due=today + timedelta(days=90))
    document = queries.document_of(frozen)
    assert document.sections[0].parts[0].lines[0].text.startswith("Actions: 2. Completed: 0.")
    assert [one.by for one in document.cleared] == ["Finance", "Director"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Frozen.objects.update(document="{}")


def test_only_a_cleared_report_that_was_looked_at_is_frozen(submitted, clear, now, today):
    report = submitted()
    with pytest.raises(Refused, match="cleared"):
        freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    report = clear(report)
    with pytest.raises(Refused, match="Read it again"):
        freezing.freeze(report, version=report.version - 1, by=None, at=now, today=today)


def test_reopened_the_next_edition_says_what_changed_and_why(submitted, clear, writer, now, today):
    report = clear(submitted())
    first = freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    report = freezing.reopen(report, reason="A figure was wrong", by=writer, at=now)
    assert (report.state, report.edition) == ("draft", 2)
    report = actions.save_section(
        report, "impact", "Fewer wait now.", version=report.version, by=writer, at=now
    )
    report = clearing.submit(report, figures_of(report, today), by=writer, at=now)
    report = clear(report)
    second = freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    document = queries.document_of(second)
    assert document.changed == ("7 What difference it has made",)
    assert document.why_again == "A figure was wrong"
    [difference] = between_editions(queries.document_of(first), document)
    assert [one.text for one in difference.changes if one.kind == "out"] == ["Said in plain words"]
    assert first.digest != second.digest


def test_only_a_frozen_report_is_reopened_and_with_a_reason(submitted, clear, writer, now, today):
    report = clear(submitted())
    with pytest.raises(Refused, match="frozen"):
        freezing.reopen(report, reason="Why", by=writer, at=now)
    freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    with pytest.raises(Refused) as refusal:
        freezing.reopen(report, reason=" ", by=writer, at=now)
    assert refusal.value.field == "reason"
