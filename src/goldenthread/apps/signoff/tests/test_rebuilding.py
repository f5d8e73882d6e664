"""A case that was frozen is rebuilt from the record, whatever was written since."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from goldenthread.apps.evidence.actions import Particulars, revise
from goldenthread.apps.evidence.bearing import answer, take_off
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.inspections.actions import revise_recommendation
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.measures.actions import revise_measure, set_target, set_tolerance
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.people.actions import add_person, name_council
from goldenthread.apps.plans.settling import PlanSettings, change_settings
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.risks.actions import Says, add_risk, revise_risk, tie_risk
from goldenthread.apps.signoff.composing import compose
from goldenthread.apps.signoff.tests import make
from goldenthread.apps.success.actions import add_statement, answer_statement
from goldenthread.apps.success.models import Source, Verdict
from goldenthread.apps.trail.moments import RecordedBy
from goldenthread.rulebook.rating import ToleranceKind

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=5)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def test_a_frozen_case_is_rebuilt_whatever_was_written_since():
    officer = add_person("officer@demonstration.example", "Officer", **make.TOLD)
    now, later = {"by": officer, "at": make.NOW}, {"by": officer, "at": LATER}
    twelve = make.recommendation_12()
    measure, within = make.measure_of(twelve), make.plan()
    outcome = within.outcomes.create(text="On time", position=1)
    action = make.action_for(twelve, within, "4.1", outcome=outcome)
    post_update(action, level=None, narrative="Begun", version=1, effective_on=make.TODAY, **now)
    statement = add_statement(
        within, source=Source.CHILDREN, text="Seen soon", outcome=outcome, effective_on=make.TODAY, **now
    )
    for_it = make.evidence_for(twelve)
    against = make.evidence_for(twelve, 2, bears="contradicts", source="staff")
    risk = add_risk(Says("The clinic closes"), opened_on=make.TODAY, today=make.TODAY, **now)
    tie_risk(risk, twelve, **now)
    frozen = compose(twelve, 2, as_at=make.TODAY)

    make.TOLD.update(at=LATER)
    try:
        make.record_figure(measure, "2017-18 Q2", "30%")
        make.record_figure(measure, "2017-18 Q3", "64%")
        make.evidence_for(twelve, 3)
    finally:
        make.TOLD.update(at=make.NOW)
    set_target(measure, target_in("60%", measure), effective_on=make.TODAY, **later)
    set_tolerance(measure, kind=ToleranceKind.POINTS, amount=Decimal(1), **later)
    revise_measure(measure, title="Another title", polarity="low", **later)
    revise_recommendation(twelve, {"title": "Other words", "text": "Longer"}, **later)
    assess(twelve, status="met", assessed_on=make.TODAY, today=make.TODAY, **later)
    action.refresh_from_db()
    post_update(
        action, level=None, narrative="More", version=action.version, effective_on=make.TODAY, **later
    )
    settings = replace(PlanSettings.of(within), name="Another plan", evidence_months=1)
    change_settings(within, settings, version=1, **later)
    answer_statement(
        statement, verdict=Verdict.SHOWN, finding="So they say", effective_on=make.TODAY, today=make.TODAY,
        **later,
    )  # fmt: skip
    answer(against, "One team only", seen=1, **later)
    piece = Piece.objects.get(pk=for_it.piece_id)
    revise(piece, Particulars("Another title", "audit"), version=1, reason="A slip", **later)
    take_off(for_it, reason="Wrong one", **later)
    revise_risk(risk, Says("Another risk"), version=risk.version, effective_on=make.TODAY, **later)
    name_council("Another council", **later)

    assert compose(twelve, 2, as_at=make.TODAY).digest != frozen.digest
    rebuilt = compose(twelve, 2, as_at=make.TODAY, known_at=RecordedBy.of(make.NOW))
    assert rebuilt == frozen
    assert rebuilt.digest == frozen.digest
