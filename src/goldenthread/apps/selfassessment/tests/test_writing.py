"""Beginning, writing, handing in, reviewing: what each refuses, and that no verdict is typed twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.plans import actions as plans
from goldenthread.apps.selfassessment.assigning import Assigned, assign
from goldenthread.apps.selfassessment.models import Answer, Part, PartState, Proposal, Review
from goldenthread.apps.selfassessment.queries import words_of
from goldenthread.apps.selfassessment.reminding import remind
from goldenthread.apps.selfassessment.reviewing import review
from goldenthread.apps.selfassessment.starting import add_missing_parts, start
from goldenthread.apps.selfassessment.verdicts import Says, propose
from goldenthread.apps.selfassessment.writing import hand_in, save, still_holds
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_document_has_a_part_for_each_recommendation_and_each_chapter(document):
    assert document.parts.count() == 6
    assert document.body == document.plan.accountable_body
    assert {part.state for part in document.parts.all()} == {PartState.NOT_BEGUN}


def test_a_document_is_not_begun_twice_for_a_day_nor_for_a_plan_that_answers_nothing(plan, document, now):
    with pytest.raises(Refused, match="that day already"):
        start(plan, title="Again", as_at=document.as_at, by=None, at=now)
    with pytest.raises(Refused, match="earlier self-assessment of the same plan"):
        start(plan, title="2016", as_at=date(2016, 7, 1), previous=document, by=None, at=now)
    with pytest.raises(Refused, match="answers no inspection"):
        start(plans.make_plan("Other", by=None, at=now), title="x", as_at=document.as_at, by=None, at=now)


def test_the_next_year_begins_with_last_years_text_marked_until_it_is_touched(
    plan, document, part, writer, now
):
    save(part, {"background": "In 2015 a third were late."}, version=1, by=writer, at=now)
    following = start(
        plan, title="2019", as_at=document.as_at + timedelta(days=365), previous=document, by=None, at=now
    )
    assert following.compared_on == document.as_at
    mine = following.parts.get(recommendation=part.recommendation)
    assert (mine.state, mine.writer) == (PartState.LAST_YEAR, part.writer)
    assert words_of([mine])[mine.pk]["background"].from_last_year
    mine = still_holds(mine, ["background"], version=1, by=writer, at=now)
    assert mine.state == PartState.IN_WRITING
    assert not words_of([mine])[mine.pk]["background"].from_last_year
    with pytest.raises(Refused, match="last year’s text any more"):
        still_holds(mine, ["background"], version=2, by=writer, at=now)
    with pytest.raises(Refused, match="while you were reading"):
        still_holds(mine, ["background"], version=1, by=writer, at=now)


def test_two_write_two_headings_at_once_and_the_same_one_is_told(part, writer, officer, now):
    save(part, {"strengths": "Theirs."}, version=1, by=officer, at=now)
    saved = save(part, {"background": "Mine."}, version=1, by=writer, at=now)
    assert saved.version == 3
    with pytest.raises(Refused) as refusal:
        save(part, {"strengths": "Mine."}, version=1, by=writer, at=now)
    assert refusal.value.code == "stale"
    assert words_of([part])[part.pk]["strengths"].text == "Theirs."
    events = Event.objects.count()
    save(part, {"strengths": "Theirs."}, version=3, by=writer, at=now)
    assert Event.objects.count() == events
    with pytest.raises(Refused, match="no such heading"):
        save(part, {"other": "x"}, version=3, by=writer, at=now)


def test_a_part_is_handed_in_once_it_says_something_of_this_year(part, writer, now):
    with pytest.raises(Refused, match="Nothing is written"):
        hand_in(part, unknown=(), by=writer, at=now)
    part = save(part, {"background": "A third were late: {figure gone}."}, version=1, by=writer, at=now)
    with pytest.raises(Refused, match="records have nothing for"):
        hand_in(part, unknown=("{figure gone}",), by=writer, at=now)
    part = hand_in(part, unknown=(), by=writer, at=now)
    assert (part.state, part.handed_in_by) == (PartState.WRITTEN, writer)
    with pytest.raises(Refused, match="handed in already"):
        hand_in(part, unknown=(), by=writer, at=now)


def test_last_years_text_cannot_be_handed_in_as_this_years(plan, document, part, writer, now):
    save(part, {"background": "Old.", "strengths": "Old too."}, version=1, by=writer, at=now)
    later = document.as_at + timedelta(days=365)
    following = start(plan, title="2019", as_at=later, previous=document, by=None, at=now)
    mine = following.parts.get(recommendation=part.recommendation)
    mine = save(mine, {"background": "New."}, version=1, by=writer, at=now)
    with pytest.raises(Refused, match="Still last year’s text: Strengths"):
        hand_in(mine, unknown=(), by=writer, at=now)


@pytest.fixture
def handed_in(part, writer, now):
    part = save(part, {"background": "Said."}, version=1, by=writer, at=now)
    return hand_in(part, unknown=(), by=writer, at=now)


def test_a_reviewer_approves_or_returns_and_nobody_reviews_their_own(handed_in, writer, reviewer, now, today):
    told = {"version": handed_in.version, "at": now, "today": today}
    with pytest.raises(Refused) as refusal:
        review(handed_in, Answer.APPROVED, by=writer, **told)
    assert refusal.value.code == "SLF-3"
    with pytest.raises(Refused, match="Say what has to change"):
        review(handed_in, Answer.RETURNED, by=reviewer, **told)
    with pytest.raises(Refused, match="while you were reading"):
        review(handed_in, Answer.APPROVED, by=reviewer, **{**told, "version": 1})
    review(handed_in, Answer.RETURNED, words="Say how many.", by=reviewer, **told)
    handed_in.refresh_from_db()
    assert handed_in.state == PartState.RETURNED
    with pytest.raises(Refused, match="not handed in"):
        review(handed_in, Answer.APPROVED, by=reviewer, **told)
    part = save(handed_in, {"background": "Said: 12 of 30."}, version=2, by=writer, at=now)
    assert part.state == PartState.RETURNED
    part = hand_in(part, unknown=(), by=writer, at=now)
    review(part, Answer.APPROVED, version=part.version, by=reviewer, at=now, today=today)
    part.refresh_from_db()
    assert part.state == PartState.REVIEWED
    part = save(part, {"background": "Changed."}, version=part.version, by=writer, at=now)
    assert part.state == PartState.IN_WRITING


def test_the_database_refuses_a_review_by_who_handed_it_in(handed_in, writer, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            part=handed_in, edition=1, at_version=2, answer="approved", made_at=now, made_by=writer,
            handed_in_by=writer,
        )  # fmt: skip


def test_a_proposed_verdict_becomes_an_assessment_when_the_part_is_approved(
    document, asked, writer, reviewer, now, today
):
    part = document.parts.get(recommendation=asked["4"])
    a, b = asked["4"].elements.all()
    says = [Says(a, "met"), Says(b, "met_subject_to_condition", condition="Decisions within 3 days")]
    with pytest.raises(Refused, match="follows from its elements"):
        propose(part, [Says(None, "met")], version=1, by=writer, at=now)
    with pytest.raises(Refused, match="what the condition is"):
        propose(part, [Says(b, "met_subject_to_condition")], version=1, by=writer, at=now)
    propose(part, says, version=1, by=writer, at=now)
    assert not Assessment.objects.filter(recommendation=asked["4"]).exists()
    part.refresh_from_db()
    part = save(part, {"evaluation": "It works."}, version=part.version, by=writer, at=now)
    part = hand_in(part, unknown=(), by=writer, at=now)
    review(part, Answer.APPROVED, version=part.version, by=reviewer, at=now, today=today)
    found = Assessment.objects.filter(recommendation=asked["4"]).order_by("element__reference")
    assert [(one.element, one.status, one.assessed_on) for one in found] == [
        (a, "met", document.as_at), (b, "met_subject_to_condition", document.as_at),
    ]  # fmt: skip
    assert set(Proposal.objects.values_list("fate", flat=True)) == {"written"}


def test_a_verdict_is_stale_when_somebody_assessed_meanwhile_and_nothing_is_written(
    handed_in, writer, reviewer, asked, now, today
):
    propose(handed_in, [Says(None, "partly_met")], version=2, by=writer, at=now)
    handed_in.refresh_from_db()
    part = hand_in(handed_in, unknown=(), by=writer, at=now)
    assess(asked["12"], status="met", assessed_on=today, today=today, by=None, at=now)
    with pytest.raises(Refused) as refusal:
        review(part, Answer.APPROVED, version=part.version, by=reviewer, at=now, today=today)
    assert refusal.value.code == "stale"
    part.refresh_from_db()
    assert (part.state, part.reviews.count()) == (PartState.WRITTEN, 0)


def test_a_verdict_is_withdrawn_by_proposing_what_stands(part, writer, now):
    propose(part, [Says(None, "met")], version=1, by=writer, at=now)
    propose(part, [Says(None, "")], version=2, by=writer, at=now)
    assert Proposal.objects.get().fate == "withdrawn"
    with pytest.raises(Refused, match="while you were writing"):
        propose(part, [Says(None, "met")], version=1, by=writer, at=now)


def test_one_post_does_not_write_and_review_a_part(document, part, posts, officer, now):
    with pytest.raises(Refused, match="so another post reviews it"):
        assign(document, [part], Assigned(reviewer=posts[0]), by=officer, at=now)
    with pytest.raises(Refused, match="Choose the parts"):
        assign(document, [], Assigned(writer=posts[0]), by=officer, at=now)
    with pytest.raises(Refused, match="Choose a writer"):
        assign(document, [part], Assigned(), by=officer, at=now)
    parts = list(document.parts.all())
    [*changed] = assign(document, parts, Assigned(due_on=date(2018, 8, 1)), by=officer, at=now)
    assert len(changed) == 6


def test_who_has_not_written_is_reminded_once_a_day_and_sees_it_on_today(
    document, part, writer, reviewer, officer, now, today, mailoutbox
):
    [waits] = [one for one in waiting_for(writer, today) if one.href == part.get_absolute_url()]
    assert waits.do == "Write it and hand it in"
    assert remind(document, today=today, by=officer, at=now) == [writer]
    with pytest.raises(Refused, match="was reminded today"):
        remind(document, today=today, by=officer, at=now)
    save(part, {"background": "Said."}, version=1, by=writer, at=now)
    hand_in(part, unknown=(), by=writer, at=now)
    assert part.get_absolute_url() not in {one.href for one in waiting_for(writer, today)}
    [waits] = [one for one in waiting_for(reviewer, today) if one.href == part.get_absolute_url()]
    assert waits.do == "Review it"


def test_nobody_holds_the_post_so_nobody_is_reminded(document, officer, now, today):
    with pytest.raises(Refused, match="nobody to remind"):
        remind(document, today=today, by=officer, at=now)


def test_a_recommendation_that_comes_later_gets_its_part(document, asked, officer, now):
    with pytest.raises(Refused, match="has its part"):
        add_missing_parts(document, by=officer, at=now)
    inspection = asked["1"].inspection
    inspections.add_recommendation(inspection, reference="13", title="Audit", by=None, at=now)
    [added] = add_missing_parts(document, by=officer, at=now)
    assert added.recommendation.reference == "13"
    assert Part.objects.filter(document=document).count() == 7


def test_the_writer_of_another_part_may_not_write_this_one(part, document, asked, writer, somebody):
    import rules

    other = document.parts.get(recommendation=asked["1"])
    assert rules.has_perm("selfassessment.write", writer, part)
    assert not rules.has_perm("selfassessment.write", writer, other)
    assert not rules.has_perm("selfassessment.review", writer, part)
    assert not rules.has_perm("selfassessment.see", somebody(Role.PARTNER), document)
