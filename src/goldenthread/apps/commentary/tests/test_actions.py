"""Words on a measure: written, signed off, returned; and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from goldenthread.apps.commentary.actions import (
    FIGURES,
    MEANWHILE,
    return_comment,
    sign_off,
    write_comment,
)
from goldenthread.apps.commentary.beside import shown_of, shown_to
from goldenthread.apps.commentary.models import Comment, CommentSignOff
from goldenthread.apps.commentary.queries import SpokenFor, newest, said_on, written_since
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.people import actions as people
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

from .conftest import Q3, Q4, figure

pytestmark = pytest.mark.django_db


def said(measure: Measure, **moment):
    return said_on(rows_of([measure], Q4, **moment), Q4, **moment).get(measure.pk)


def test_words_keep_the_figures_that_they_were_written_about(measure, write, lead, now, today):
    comment = write(measure, "Two assessors left.  ", lead)
    shown = shown_to(comment)
    assert (comment.version, comment.text, comment.written_by) == (1, "Two assessors left.", lead)
    assert (shown.printed, shown.figure, shown.period) == ("45%", "45%", "2017-18 Q4")
    assert (shown.target, shown.rating, shown.code, shown.arrow) == ("at least 50%", "amber", "RAG-2", "up")
    assert (comment.figure.text, comment.figure.observation.measure) == ("45%", measure)
    assert comment.digest == shown.digest
    [event] = [one for one in about(comment.uuid) if one.verb == "commentary.written"]
    assert event.after["text"] == "Two assessors left."


def test_words_on_a_measure_without_a_figure_say_so(scorecard, write, analyst):
    visits = Measure.objects.get(reference="2.3")
    comment = write(visits, "The system changed; figures come in May.", analyst)
    assert comment.figure is None
    figure(visits, "60%", by=analyst, at=comment.recorded_at)
    assert said(visits).changes == (
        "There was no figure when this was written; it is now 60%.",
        "The rating was not rated when this was written; it is now green.",
    )


@pytest.mark.parametrize("text", ["", "  \n "])
def test_words_that_say_nothing_are_refused(measure, write, lead, text):
    with pytest.raises(Refused, match="Enter your words"):
        write(measure, text, lead)


def test_the_same_words_about_the_same_figures_are_refused(measure, write, lead):
    write(measure, "Two assessors left.", lead)
    with pytest.raises(Refused, match="stand already"):
        write(measure, "Two assessors left.", lead)


def test_the_same_words_may_be_written_again_about_new_figures(measure, write, lead, analyst, now):
    write(measure, "Two assessors left.", lead)
    figure(measure, "47%", by=analyst, at=now)
    assert said(measure).changes == ("The figure was 45% when this was written; it is now 47%.",)
    assert write(measure, "Two assessors left.", lead).version == 2
    assert not said(measure).is_stale


def test_a_figure_that_is_only_written_differently_makes_no_words_stale(measure, write, lead, analyst, now):
    write(measure, "Two assessors left.", lead)
    figure(measure, "45.0% (May return)", by=analyst, at=now)
    assert said(measure).changes == ()


def test_two_who_write_at_once_keep_both_texts_and_the_second_is_told(measure, write, lead, analyst, now):
    write(measure, "The first text.", lead)
    with pytest.raises(Refused) as refused:
        write(measure, "The second text.", analyst, version=0)
    assert refused.value.code == MEANWHILE
    write(measure, "The second text.", analyst)
    texts = Comment.objects.filter(measure=measure).values_list("text", flat=True)
    assert set(texts) == {"The first text.", "The second text."}


def test_words_beside_figures_that_changed_meanwhile_are_not_taken_unseen(
    measure, write, lead, analyst, now, today
):
    [row] = rows_of([measure], Q4)
    seen = shown_of(row).digest
    figure(measure, "47%", by=analyst, at=now)
    with pytest.raises(Refused) as refused:
        write_comment(measure, Q4, "Up a little.", version=0, seen=seen, effective_on=today, by=lead, at=now)
    assert refused.value.code == FIGURES


def test_another_period_has_words_of_its_own(measure, write, lead):
    write(measure, "Of the third quarter.", lead, period=Q3)
    assert newest([measure], Q4) == {}
    assert newest([measure], Q3)[measure.pk].text == "Of the third quarter."


def test_a_head_signs_off_what_another_wrote(measure, write, lead, head, today, now):
    comment = write(measure, "Two assessors left.", lead)
    done = sign_off([comment], on=today, by=head, at=now)
    assert [one.decided_by for one in done.signed] == [head]
    assert said(measure).is_signed_off
    assert "commentary.signed" in {event.verb for event in about(comment.uuid)}


def test_a_sign_off_is_of_one_version(measure, write, lead, head, today, now):
    sign_off([write(measure, "Two assessors left.", lead)], on=today, by=head, at=now)
    write(measure, "Three assessors left.", lead)
    assert said(measure).waits
    assert not said(measure).is_signed_off


def test_several_are_signed_off_at_once_and_ones_own_is_left(scorecard, write, lead, head, today, now):
    by_reference = {one.reference: one for one in Measure.objects.all()}
    comments = [
        write(by_reference["2.1"], "One.", lead),
        write(by_reference["2.2"], "My own.", head),
        write(by_reference["2.3"], "Three.", lead),
    ]
    done = sign_off(comments, on=today, by=head, at=now)
    assert [one.comment.text for one in done.signed] == ["One.", "Three."]
    [(comment, refusal)] = done.refused
    assert (comment.text, refusal.code) == ("My own.", "COM-3")


def test_the_database_refuses_that_a_writer_signs_off(measure, write, head, today, now):
    comment = write(measure, "My own.", head)
    with pytest.raises(ProgrammingError, match="COM-3"), transaction.atomic():
        CommentSignOff.objects.create(
            comment=comment, outcome="signed", decided_on=today, decided_at=now, decided_by=head
        )


def test_words_entered_for_a_head_are_not_signed_off_by_that_head(
    measure, post, write, analyst, head, director, today, now
):
    people.take_post(head, post, starts=today, by=None, at=now)
    comment = write(measure, "As she told me.", analyst, on_behalf_of=SpokenFor(post.title, post))
    [(_, refusal)] = sign_off([comment], on=today, by=head, at=now).refused
    assert refusal.code == "COM-3"
    assert sign_off([comment], on=today, by=director, at=now).signed


def test_stale_words_are_not_signed_off(measure, write, lead, head, analyst, today, now):
    comment = write(measure, "Two assessors left.", lead)
    figure(measure, "47%", by=analyst, at=now)
    [(_, refusal)] = sign_off([comment], on=today, by=head, at=now).refused
    assert refusal.code == "COM-1"
    assert "it is now 47%" in refusal.words


def test_words_that_a_new_version_replaced_are_not_signed_off(measure, write, lead, head, today, now):
    old = write(measure, "Two assessors left.", lead)
    write(measure, "Three assessors left.", lead)
    [(_, refusal)] = sign_off([old], on=today, by=head, at=now).refused
    assert refusal.code == MEANWHILE


def test_words_are_decided_on_once(measure, write, lead, head, director, today, now):
    comment = write(measure, "Two assessors left.", lead)
    sign_off([comment], on=today, by=head, at=now)
    [(_, refusal)] = sign_off([comment], on=today, by=director, at=now).refused
    assert "already" in refusal.words
    with pytest.raises(Refused, match="already"):
        return_comment(comment, reason="Say more.", on=today, by=director, at=now)


def test_a_return_says_what_is_wanted_and_the_same_words_may_answer_it(
    measure, write, lead, head, today, now
):
    comment = write(measure, "Two assessors left.", lead)
    return_comment(comment, reason="Say when they are replaced.", on=today, by=head, at=now)
    assert said(measure).is_returned
    assert said(measure).decision.reason == "Say when they are replaced."
    assert write(measure, "Two assessors left.", lead).version == 2


def test_a_return_without_a_reason_is_refused(measure, write, lead, head, today, now):
    with pytest.raises(Refused, match="Enter what you want changed"):
        return_comment(write(measure, "Words.", lead), reason=" ", on=today, by=head, at=now)


def test_ones_own_words_are_not_returned(measure, write, head, today, now):
    with pytest.raises(Refused) as refused:
        return_comment(write(measure, "Words.", head), reason="More.", on=today, by=head, at=now)
    assert refused.value.code == "COM-3"


def test_a_moment_of_the_past_has_the_words_and_the_sign_off_of_then(
    measure, write, lead, head, analyst, today, now
):
    first = write(measure, "First.", lead)
    later = now + timedelta(days=2)
    sign_off([first], on=today + timedelta(days=2), by=head, at=later)
    figure(measure, "47%", by=analyst, at=later)
    write(measure, "Second.", lead, at=later, effective_on=today + timedelta(days=2))
    then = said(measure, known_at=now + timedelta(hours=1))
    assert (then.comment.text, then.waits, then.is_stale) == ("First.", True, False)
    by_day = said(measure, as_at=today)
    assert (by_day.comment.text, by_day.waits) == ("First.", True)
    assert said(measure).comment.text == "Second."


def test_who_has_answered_since_a_request(scorecard, write, lead, now):
    one, two, three = Measure.objects.order_by("reference")
    write(one, "Before it was asked.", lead, at=now)
    asked = now + timedelta(days=1)
    write(two, "An answer.", lead, at=asked)
    found = written_since([one, two, three], Q4, asked)
    assert {pk: comment.text for pk, comment in found.items()} == {two.pk: "An answer."}
