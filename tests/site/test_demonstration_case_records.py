"""The demonstration's case records: made up, loaded and counted once, and seen by the team's own manager."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from goldenthread.apps.cases.access import sight_of
from goldenthread.apps.cases.models import FromRecords, Team
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.challenge.models import Session, Turn
from goldenthread.apps.measures.models import ChosenSource, Measure, Observation
from goldenthread.apps.measures.sources import CASE_RECORDS
from goldenthread.apps.people.actions import name_council
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.casedata.key_file import make_key
from goldenthread.site.demonstration import case_records, challenged
from goldenthread.site.demonstration.people import make_accounts

pytestmark = pytest.mark.django_db
TODAY = date(2018, 7, 16)


def test_they_are_loaded_and_counted_once(settings, tmp_path: Path, now: datetime) -> None:
    settings.CASES, settings.CASE_KEY = tmp_path / "store", tmp_path / "casedata.key"
    make_key(settings.CASE_KEY, settings.CASES)
    name_council("The demonstration council", notice="", by=None, at=now)
    accounts = make_accounts(now)

    said = case_records.bring_in(tmp_path, accounts, TODAY, now, scale=0.02)
    again = case_records.bring_in(tmp_path, accounts, TODAY, now, scale=0.02)

    assert said is not None
    assert "5 sources" in said
    assert again is None
    assert "no child in this file is real" in (tmp_path / case_records.FOLDER / "README.txt").read_text()
    counted = Measure.objects.filter(lines__scorecard__name=case_records.CARD)
    assert counted.count() == len(case_records.COUNTED)
    assert all(measure.title.startswith("Made up: ") for measure in counted)
    of_assessments = Observation.objects.filter(measure__title__contains="45 working days")
    assert of_assessments.count() >= 18
    assert FromRecords.objects.count() > 100
    assert {manifest.snapshot_on for manifest in store_of().manifests()} >= {TODAY, date(2014, 3, 31)}
    manager = standing_of(accounts[Role.TEAM_MANAGER], TODAY)
    managed = Team.objects.filter(name__in=case_records.MANAGED)
    assert sight_of(manager).own == frozenset(managed.values_list("pk", flat=True))
    scorecards_use = ChosenSource.objects.filter(source=CASE_RECORDS, measure__in=counted)
    assert scorecards_use.count() >= 12, "no figure of the scorecard is typed"

    challenged.sessions(accounts, TODAY, now)
    challenged.sessions(accounts, TODAY, now)
    [to_come, held] = Session.objects.all()
    assert (to_come.held_on, to_come.held_at) == (TODAY, None)
    assert held.document
    # The quarter before is in the census too, which is taken first and names no team: it is not taken here.
    assert any(line["before"] for line in to_come.lines)
    assert Turn.objects.get().outlier.closed_in is None
