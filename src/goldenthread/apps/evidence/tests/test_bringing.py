"""Bringing evidence, saying what it bears on, answering what contradicts, and what stood when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.evidence.actions import Content, Particulars, add_version, bring, revise, withdraw
from goldenthread.apps.evidence.bearing import answer, bear, take_off
from goldenthread.apps.evidence.models import Bearing, Piece, PieceVersion
from goldenthread.apps.evidence.queries import evidence_for
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Polarity, target_from

PLAN = Particulars("Notes of the visit", "staff")


def shown(recommendation, today, **known):
    return evidence_for(recommendation, as_at=today, **known)


def test_one_piece_is_shared_by_two_recommendations_and_counts_in_both(
    audit, recommendation, other, today, now
):
    bear(audit, recommendation, "supports", by=None, at=now)
    bear(audit, other, "contradicts", why="A third only", by=None, at=now)
    [here], [there] = shown(recommendation, today), shown(other, today)
    assert here.uuid == there.uuid == audit.uuid
    assert (here.counts, here.counts_code, there.unanswered) == (True, "EVD-1", True)
    assert here.sha256 == audit.versions.get().file.sha256
    assert Piece.objects.count() == 1


def test_a_file_alone_is_kept_and_counts_as_nothing(report, recommendation, today, now):
    piece = bring(PLAN, Content(today, file=report), today=today, by=None, at=now)
    bear(piece, recommendation, "supports", by=None, at=now)
    [one] = shown(recommendation, today)
    assert (one.counts, one.counts_code) == (False, "EVD-2")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "Choose a file, or give its address"),
        ({"url": "https://example.org", "file": True}, "Bring one thing"),
        ({"url": "https://example.org", "effective_on": None}, "which day"),
        ({"url": "https://example.org", "later": True}, "still to come"),
    ],
)
def test_what_is_of_nothing_or_of_a_day_to_come_is_refused(content, words, report, today, now):
    day = today + timedelta(days=1) if content.pop("later", False) else content.pop("effective_on", today)
    given = Content(day, url=content.get("url", ""), file=report if content.get("file") else None)
    with pytest.raises(Refused, match=words):
        bring(PLAN, given, today=today, by=None, at=now)
    assert not Piece.objects.exists()


def test_a_new_version_stands_and_the_old_one_stays_for_the_past(
    audit, recommendation, officer, report, today, now
):
    bear(audit, recommendation, "supports", by=officer, at=now)
    later = now + timedelta(days=2)
    said = Content(today, "2018-19 Q2", "30 assessments", "56% were good.", file=report)
    with pytest.raises(Refused, match="Say why"):
        add_version(audit, said, reason=" ", version=1, today=today, by=officer, at=later)
    add_version(audit, said, reason="Audited again", version=1, today=today, by=officer, at=later)
    with pytest.raises(Refused) as stale:
        add_version(audit, said, reason="Again", version=1, today=today, by=officer, at=later)
    assert stale.value.code == "stale"
    assert [one.version for one in shown(recommendation, today)] == [2]
    assert [one.finding for one in shown(recommendation, today, known_at=now)] == ["34% were good."]
    assert [one.finding for one in shown(recommendation, date(2018, 6, 30))] == ["34% were good."]


def test_what_a_piece_says_can_be_changed_by_nobody(audit, recommendation, now):
    tie = bear(audit, recommendation, "contradicts", why="A third only", by=None, at=now)
    answer(tie, "A new form came in July.", seen=1, by=None, at=now)
    for rows in (PieceVersion.objects.all(), tie.answers.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(recorded_at=now)
    for rows in (Piece.objects.all(), Bearing.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_contradiction_is_answered_until_it_says_something_new(
    audit, recommendation, officer, report, today, now
):
    tie = bear(audit, recommendation, "contradicts", why="A third only", by=officer, at=now)
    with pytest.raises(Refused, match="Say what is answered"):
        answer(tie, " ", seen=1, by=officer, at=now)
    answer(tie, "A new form came in July.", seen=1, by=officer, at=now)
    assert not shown(recommendation, today)[0].unanswered
    again = Content(today, "2018-19 Q2", "20 assessments", "33% were good.", file=report)
    add_version(audit, again, reason="Audited again", version=1, today=today, by=officer, at=now)
    assert shown(recommendation, today)[0].unanswered
    with pytest.raises(Refused) as stale:
        answer(tie, "The form is not in use yet.", seen=1, by=officer, at=now)
    assert stale.value.code == "stale"


def test_what_supports_is_not_answered_and_what_contradicts_says_what(audit, recommendation, other, now):
    with pytest.raises(Refused, match="Say what it contradicts"):
        bear(audit, other, "contradicts", by=None, at=now)
    tie = bear(audit, recommendation, "supports", by=None, at=now)
    with pytest.raises(Refused, match="nothing to answer"):
        answer(tie, "Well", seen=1, by=None, at=now)
    with pytest.raises(Refused, match="bears on it already"):
        bear(audit, recommendation, "supports", by=None, at=now)
    element = recommendation.elements.get()
    with pytest.raises(Refused, match="of another recommendation"):
        bear(audit, other, "supports", element=element, by=None, at=now)


def test_evidence_of_an_element_is_its_own(audit, recommendation, today, now):
    element = recommendation.elements.get()
    bear(audit, recommendation, "supports", element=element, by=None, at=now)
    assert [one.element for one in evidence_for(recommendation, element, as_at=today)] == ["a"]
    assert [one.element for one in evidence_for(recommendation, as_at=today)] == ["a"]


def test_a_withdrawn_piece_and_one_taken_off_are_gone_now_and_still_there_then(
    audit, recommendation, other, officer, today, now
):
    tie = bear(audit, recommendation, "supports", by=officer, at=now)
    bear(audit, other, "supports", by=officer, at=now)
    later = now + timedelta(hours=1)
    with pytest.raises(Refused, match="Say why"):
        take_off(tie, reason="", by=officer, at=later)
    take_off(tie, reason="Of another team", by=officer, at=later)
    assert (len(shown(recommendation, today)), len(shown(other, today))) == (0, 1)
    with pytest.raises(Refused, match="Say why"):
        withdraw(audit, reason="", version=1, by=officer, at=later)
    withdraw(audit, reason="It was of another council", version=1, by=officer, at=later)
    assert not shown(other, today)
    assert len(shown(recommendation, today, known_at=now)) == len(shown(other, today, known_at=now)) == 1
    with pytest.raises(Refused, match="was withdrawn"):
        bear(audit, recommendation, "supports", by=officer, at=later)


def test_its_last_day_is_put_back_where_it_is_read_as_known_then(audit, recommendation, officer, today, now):
    bear(audit, recommendation, "supports", by=officer, at=now)
    later = now + timedelta(hours=1)
    about = Particulars("Audit of assessments", "audit", expires_on=today - timedelta(days=1))
    with pytest.raises(Refused, match="Say why it changes"):
        revise(audit, about, version=1, by=officer, at=later)
    revise(audit, about, version=1, reason="A newer one is due", by=officer, at=later)
    assert shown(recommendation, today)[0].counts_code == "EVD-4"
    assert shown(recommendation, today, known_at=now)[0].counts_code == "EVD-1"


def test_a_measure_at_a_period_keeps_what_it_said_and_tells_when_it_says_another(
    recommendation, officer, today, now
):
    measure = measures.define_measure("% good", unit="%", polarity="high", by=None, at=now)
    period = parse_period("2017-18 Q4")
    measures.set_target(
        measure, target_from(parse_figure("85%"), Polarity.HIGH), effective_on=period.start, by=None, at=now
    )
    first = measures.record_observation(Entry(measure, period, parse_figure("34%")), by=None, at=now)
    subject = Content(kind="measure", subject=first.observation.uuid, subject_at=str(period))
    piece = bring(Particulars("Assessments that are good", "figures"), subject, today=today, by=None, at=now)
    bear(piece, recommendation, "contradicts", why="Not yet", by=None, at=now)
    [one] = shown(recommendation, today)
    assert one.finding == "34%, against a target of 85%, rated red"
    assert (one.period, one.counts, one.says_now) == ("2017-18 Q4", True, None)
    assert one.figures == (("% good", "34%", f"{first.observation.uuid}/1"),)
    measures.record_observation(
        Entry(measure, period, parse_figure("36%")), by=None,
        at=now + timedelta(hours=1),
    )  # fmt: skip
    [after] = shown(recommendation, today)
    assert (after.sha256, after.finding) == (one.sha256, one.finding)
    assert after.says_now.figures[0][1] == "36%"
