"""The whole document: one assessment behind all of it, freezing, editions, rebuilding, last year, agendas."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.carryover.arranging import arrange_monitoring
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.selfassessment.comparing import beside, last_years
from goldenthread.apps.selfassessment.composing import composed
from goldenthread.apps.selfassessment.freezing import StillOpen, freeze, reopen
from goldenthread.apps.selfassessment.models import Frozen
from goldenthread.apps.selfassessment.queries import NotAsFrozen, document_of
from goldenthread.apps.selfassessment.starting import start
from goldenthread.apps.selfassessment.writing import save
from goldenthread.apps.trail.moments import RecordedBy
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.self_assessment import Outcome
from goldenthread.documents.self_assessment_pages import compose

pytestmark = pytest.mark.django_db


def _texts(blocks):
    """Every string that is printed, tables' cells included."""
    for block in blocks:
        if block.kind in ("paragraph", "heading"):
            yield block.text
        elif block.kind == "table":
            for row in block.rows:
                yield " | ".join(
                    getattr(piece, "word", None) or getattr(piece, "text", "")
                    for cell in row
                    for piece in cell
                )


def test_each_recommendation_stands_on_cover_and_in_appendix_even_without_a_part(document, asked, now, today):
    inspections.add_recommendation(asked["1"].inspection, reference="13", title="Came late", by=None, at=now)
    paper = composed(document, today)
    assert [one.ref for one in paper.recommendations] == ["1", "4", "12", "13"]
    made = compose(paper)
    cover = [text for text in _texts(made.sections[0].blocks) if " | " in text]
    appendix = [text for section in made.sections[4:] for text in _texts(section.blocks)]
    for one in paper.recommendations:
        assert any(text.startswith(f"{one.ref} | {one.title}") for text in cover)
        assert one.name in appendix
    assert sum(number for _, number in paper.counts()) == len(paper.recommendations)


def test_one_assessment_is_behind_cover_summary_evaluation_and_monitoring(
    document, part, asked, board, writer, now, today
):
    arrange_monitoring(
        asked["12"], through=[board], supported_by="Scorecard", planned_actions="Clinics by need",
        effective_on=document.as_at, seen=0, today=today, by=None, at=now,
    )  # fmt: skip
    paper = composed(document, today)
    assert dict(paper.counts()) == {
        Outcome.REMAINS_MET: 1, Outcome.NOT_MET: 1, Outcome.NOT_ASSESSED: 1,
    }  # fmt: skip
    twelve = next(one for one in paper.recommendations if one.ref == "12")
    assert twelve.monitoring.through == (board.name,)
    assert [one.ref for one in paper.left()] == ["4", "12"]
    assess(asked["12"], status="met", assessed_on=today, today=today, by=None, at=now)
    paper = composed(document, today)
    assert dict(paper.counts())[Outcome.REMAINS_MET] == 2
    assert [one.ref for one in paper.left()] == ["4"]
    assert "12" not in {row.split(" | ")[0] for row in _texts(compose(paper).sections[4].blocks)}


def test_figures_stand_live_in_the_words_until_they_are_frozen(document, part, asked, writer, now, today):
    summary = document.parts.get(key="summary")
    save(
        summary, {"text": "{figure not_met} of {figure recommendations} are not met."}, version=1,
        by=writer, at=now,
    )  # fmt: skip
    [told] = next(one for one in composed(document, today).chapters if one.key == "summary").told
    assert told.pieces[0].part.lines[0].text == "1 of 3 are not met."


def test_it_is_frozen_once_nothing_is_open_and_then_nothing_changes_it(
    document, asked, written, officer, writer, now, today
):
    with pytest.raises(StillOpen) as refusal:
        freeze(document, by=officer, at=now, today=today)
    assert len(refusal.value.found) == 6
    written(document)
    frozen = freeze(document, by=officer, at=now, today=today)
    before = document_of(frozen)
    later = now + timedelta(minutes=1)
    assess(asked["12"], status="met", assessed_on=today, today=today, by=None, at=later)
    with pytest.raises(Refused, match="is frozen"):
        save(document.parts.first(), {"text": "x"}, version=2, by=writer, at=now)
    with pytest.raises(Refused, match="is frozen"):
        freeze(document, by=officer, at=now, today=today)
    assert document_of(Frozen.objects.get()) == before
    document.refresh_from_db()
    rebuilt = composed(document, today, known_at=RecordedBy.of(now), draft=False)
    assert rebuilt == before
    assert composed(document, today, draft=False) != before


def test_a_recommendation_that_came_after_keeps_it_open(document, asked, written, officer, now, today):
    written(document)
    inspections.add_recommendation(asked["1"].inspection, reference="13", title="Late", by=None, at=now)
    with pytest.raises(StillOpen) as refusal:
        freeze(document, by=officer, at=now, today=today)
    assert [one.part for one in refusal.value.found] == ["13 Late"]


def test_a_document_that_was_altered_in_the_database_is_not_shown(document, written, officer, now, today):
    written(document)
    frozen = freeze(document, by=officer, at=now, today=today)
    frozen.document = frozen.document.replace("plain", "other")
    with pytest.raises(NotAsFrozen):
        document_of(frozen)


def test_another_edition_says_why_and_what_changed(
    document, part, written, officer, writer, reviewer, now, today
):
    written(document)
    with pytest.raises(Refused, match="Only a frozen"):
        reopen(document, reason="x", by=officer, at=now)
    freeze(document, by=officer, at=now, today=today)
    with pytest.raises(Refused, match="Say why"):
        reopen(document, reason=" ", by=officer, at=now)
    reopen(document, reason="A figure was wrong", by=officer, at=now)
    from goldenthread.apps.selfassessment.models import Answer
    from goldenthread.apps.selfassessment.reviewing import review
    from goldenthread.apps.selfassessment.writing import hand_in

    part.refresh_from_db()
    one = save(part, {"background": "Mended."}, version=part.version, by=writer, at=now)
    one = hand_in(one, unknown=(), by=writer, at=now)
    review(one, Answer.APPROVED, version=one.version, by=reviewer, at=now, today=today)
    paper = document_of(freeze(document, by=officer, at=now, today=today))
    assert (paper.edition, paper.why_again) == (2, "A figure was wrong")
    assert paper.changed == ("12 Health assessments",)


def test_the_next_year_is_set_beside_what_was_frozen(document, part, written, officer, writer, now, today):
    written(document, text="A third were late.")
    freeze(document, by=officer, at=now, today=today)
    later = document.as_at + timedelta(days=365)
    following = start(document.plan, title="2019", as_at=later, previous=document, by=None, at=now)
    mine = following.parts.get(recommendation=part.recommendation)
    save(mine, {"background": "A tenth were late."}, version=1, by=writer, at=now)
    compared = beside(last_years(following, today), composed(following, today))
    [twelve] = [one for one in compared if one.key == "12"]
    background, strengths, *_ = twelve.headings
    assert background.differs
    assert not strengths.differs
    assert [(one.kind, one.text) for one in background.changes][1:3] == [("out", "third"), ("in", "tenth")]
    assert strengths.now.from_last_year


def test_a_board_gets_it_as_a_paper_once_it_is_frozen(document, board, written, officer, now, today):
    source = source_called("self-assessment")
    [offered] = source.offers(board, today)
    assert not offered.ready
    with pytest.raises(Refused, match="not frozen yet"):
        source.pdf(document.uuid)
    written(document)
    freeze(document, by=officer, at=now, today=today)
    assert source.describe(document.uuid).ready
    assert source.pdf(document.uuid).startswith(b"%PDF-1.7")
