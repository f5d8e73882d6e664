"""The way of an edition: prepared, approved by another, published as it was approved, and never altered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.measures.actions import place_on_scorecard
from goldenthread.apps.people.models import Role
from goldenthread.apps.publishing import actions, editions
from goldenthread.apps.publishing.assembling import assemble
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.models import Edition, Publication
from goldenthread.apps.publishing.tests.conftest import Q4, figure
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.apps.trail.verification import verify
from goldenthread.documents.published_scorecard import PublishedScorecard


@pytest.fixture
def open_finding(scorecard, measure, analyst, now):
    """The quarters of the referrals no longer make the year."""
    figure(measure("10.2"), "40", "2017-18", by=analyst, at=now)
    [found] = [one for one in check(scorecard, Q4).findings if one.keys == (str(measure("10.2").uuid),)]
    return found


def explain(scorecard, found, words, by, now, today, *, version=0):
    return actions.explain(scorecard, Q4, found, words, version=version, effective_on=today, by=by, at=now)


def refused(code: str, action, *arguments, **named) -> str:
    with pytest.raises(Refused) as refusal:
        action(*arguments, **named)
    assert refusal.value.code == code, refusal.value.words
    return refusal.value.words


def test_a_scorecard_whose_figures_agree_has_no_findings(scorecard):
    assert [one.message for one in check(scorecard, Q4).findings] == []


# Preparing


def test_an_edition_is_prepared_and_the_trail_tells(prepared, analyst):
    assert (prepared.edition, prepared.stage, prepared.prepared_by) == (1, "prepared", analyst)
    assert Event.objects.filter(verb="publishing.prepared", subjects__uuid=prepared.uuid).exists()


def test_one_edition_is_on_its_way_at_a_time(prepared, scorecard, analyst, now):
    refused(actions.STALE, actions.prepare, scorecard, Q4, by=analyst, at=now)


def test_another_edition_needs_its_reason(edition, scorecard, analyst, now):
    refused("", actions.prepare, scorecard, Q4, by=analyst, at=now)
    again = actions.prepare(scorecard, Q4, reason="A quarter was counted late", by=analyst, at=now)
    assert again.edition == 2


def test_a_scorecard_without_measures_is_not_prepared(scorecard, analyst, now):
    scorecard.lines.update(ended_at=now)
    refused("", actions.prepare, scorecard, Q4, by=analyst, at=now)


# Findings


def test_a_finding_is_explained_and_the_explanation_stands_as_long_as_the_numbers_do(
    open_finding, scorecard, measure, analyst, now, today
):
    explain(scorecard, open_finding, "Ten were counted twice", analyst, now, today)
    [found] = [one for one in check(scorecard, Q4).findings if one.digest == open_finding.digest]
    assert found.explanation.words == "Ten were counted twice"
    figure(measure("10.2"), "41", "2017-18", by=analyst, at=now)
    assert all(one.is_open for one in check(scorecard, Q4).findings if one.keys == open_finding.keys)


def test_a_finding_is_corrected_by_correcting_the_figure(open_finding, scorecard, measure, analyst, now):
    figure(measure("10.2"), "46", "2017-18", by=analyst, at=now)
    assert check(scorecard, Q4).findings == ()


def test_an_explanation_says_something_new(open_finding, scorecard, analyst, now, today):
    refused("", explain, scorecard, open_finding, "  ", analyst, now, today)
    explain(scorecard, open_finding, "Counted twice", analyst, now, today)
    refused("", explain, scorecard, open_finding, "Counted twice", analyst, now, today, version=1)


def test_two_who_explain_at_once_are_told(open_finding, scorecard, analyst, now, today):
    explain(scorecard, open_finding, "Counted twice", analyst, now, today)
    refused(actions.STALE, explain, scorecard, open_finding, "Something else", analyst, now, today)


def test_an_explanation_is_never_altered(open_finding, scorecard, analyst, now, today):
    made = explain(scorecard, open_finding, "Counted twice", analyst, now, today)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(words="Nothing")


def test_what_was_found_and_explained_is_known_from_when_it_was(
    open_finding, scorecard, measure, analyst, now, today
):
    later = now + timedelta(days=1)
    explain(scorecard, open_finding, "Counted twice", analyst, later, today)
    figure(measure("10.2"), "46", "2017-18", by=analyst, at=later + timedelta(days=1))
    [then] = check(scorecard, Q4, known_at=now).findings
    [explained] = check(scorecard, Q4, known_at=later).findings
    assert (then.digest, then.is_open, explained.is_open) == (open_finding.digest, True, False)
    assert check(scorecard, Q4).findings == ()


# Approving


def test_another_person_approves_and_the_digest_is_kept(approved, head, today):
    assert (approved.stage, approved.approved_by) == ("approved", head)
    assert approved.approved == assemble(approved, today=today).digest


def test_nobody_approves_what_they_prepared(scorecard, person, now, today):
    both = person(Role.PERFORMANCE_ANALYST, Role.HEAD_OF_SERVICE)
    one = actions.prepare(scorecard, Q4, by=both, at=now)
    refused("PUB-3", actions.approve, one, version=1, by=both, at=now, today=today)
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=one.pk).update(
            stage="approved", approved="a" * 64, approved_by=both, approved_at=now
        )


def test_nothing_is_approved_while_a_finding_is_open(
    prepared, open_finding, scorecard, analyst, head, now, today
):
    words = refused("PUB-2", actions.approve, prepared, version=1, by=head, at=now, today=today)
    assert words == "1 finding is neither explained nor corrected"
    explain(scorecard, open_finding, "Counted twice", analyst, now, today)
    assert actions.approve(prepared, version=1, by=head, at=now, today=today).stage == "approved"


def test_what_is_approved_is_not_approved_again(approved, head, now, today):
    refused("PUB-1", actions.approve, approved, version=2, by=head, at=now, today=today)


def test_who_read_an_older_state_is_told(prepared, head, now, today):
    refused(actions.STALE, actions.approve, prepared, version=0, by=head, at=now, today=today)


# Taking back


def test_an_approval_is_taken_back(approved, head, now):
    back = actions.take_back(approved, reason="A figure is late", version=2, by=head, at=now)
    assert (back.stage, back.approved_by, back.approved) == ("prepared", None, "")


def test_taking_back_needs_a_reason_and_an_approval(approved, edition, head, now):
    refused("", actions.take_back, approved, reason=" ", version=2, by=head, at=now)
    refused("PUB-1", actions.take_back, approved, reason="Wrong", version=3, by=head, at=now)


# Publishing


def test_what_is_published_hides_the_small_number_and_a_partner(edition):
    paper = PublishedScorecard.from_json(edition.document)
    [row] = [row for row in paper.rows if row.ref == "10.2"]
    assert [cell.text for cell in row.cells] == ["45", "13", "[c]", "[c]", "21", "46"]
    assert paper.audit.sentence.startswith("2 figures are hidden.")
    inside = PublishedScorecard.from_json(edition.internal)
    assert [cell.text for cell in inside.rows[0].cells] == ["45", "13", "9", "3", "21", "46"]


def test_nothing_is_published_that_nobody_approved(prepared, analyst, now, today):
    refused("PUB-1", actions.publish, prepared, version=1, by=analyst, at=now, today=today)


def test_figures_that_changed_since_the_approval_are_not_published(
    approved, measure, analyst, head, now, today
):
    figure(measure("1.7"), "84%", by=analyst, at=now)
    refused("PUB-4", actions.publish, approved, version=2, by=analyst, at=now, today=today)


def test_words_that_changed_since_the_approval_are_not_published(
    approved, scorecard, measure, analyst, now, today
):
    from goldenthread.apps.commentary.actions import write_comment
    from goldenthread.apps.commentary.beside import shown_of
    from goldenthread.apps.measures.scorecards import rows_of

    one = measure("1.7")
    seen = shown_of(rows_of([one], Q4)[0]).digest
    write_comment(one, Q4, "On the way.", version=0, seen=seen, effective_on=today, by=analyst, at=now)
    refused("PUB-4", actions.publish, approved, version=2, by=analyst, at=now, today=today)


def test_a_measure_taken_on_since_the_approval_is_not_published(approved, scorecard, analyst, now, today):
    from goldenthread.apps.measures.actions import define_measure

    place_on_scorecard(scorecard, define_measure("New", by=analyst, at=now), by=analyst, at=now)
    refused("PUB-4", actions.publish, approved, version=2, by=analyst, at=now, today=today)


def test_what_was_approved_on_one_day_is_published_on_another(approved, analyst, now, today):
    later = today + timedelta(days=3)
    at = now + timedelta(days=3)
    assert actions.publish(approved, version=2, by=analyst, at=at, today=later).as_at == later


def test_a_forged_move_is_refused_by_the_database(prepared, approved, edition, analyst, head, now, today):
    forged = [
        {"stage": "prepared", "approved": "", "approved_by": None, "approved_at": None},
        {"reason": "Another"},
    ]
    for fields in forged:
        with pytest.raises(DatabaseError), transaction.atomic():
            Publication.objects.filter(pk=edition.publication_id).update(**fields)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(document="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=edition.publication_id).delete()


def test_a_forged_publication_is_refused_by_the_database(prepared, analyst, head, now, today):
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=prepared.pk).update(
            stage="published", approved="a" * 64, approved_by=head, approved_at=now, published_by=analyst,
            published_at=now,
        )  # fmt: skip
    about = {"scorecard": prepared.scorecard, "period_kind": prepared.period_kind, "starts": prepared.starts}
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.create(
            publication=prepared, edition=1, schema=1, document="{}", digest="", internal="{}",
            internal_digest="", approved="", as_at=today, published_at=now, published_by=analyst,
            ends=prepared.ends, **about,
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.create(
            edition=2, stage="approved", reason="Forged", prepared_by=analyst, prepared_at=now,
            approved="a" * 64, approved_by=head, approved_at=now, ends=prepared.ends, **about,
        )  # fmt: skip


def test_the_digests_are_checked_against_the_ledger(edition):
    assert editions.in_ledger(edition).after["digest"] == edition.digest
    assert editions.public_document(edition).edition == 1
    edition.document = edition.document.replace("45", "46")
    with pytest.raises(editions.NotAsPublished):
        editions.public_document(edition)
    edition.digest = "0" * 64
    with pytest.raises(editions.NotAsPublished):
        editions.in_ledger(edition)


def test_the_ledger_is_whole_and_names_nobody_in_public(edition, analyst, head):
    assert verify().whole
    for name in (analyst.name, head.name):
        assert analyst.email not in edition.document
        assert f'"{name}"' in edition.document  # the role's words: in tests a person is called as their role
