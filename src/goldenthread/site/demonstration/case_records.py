"""Five years of made-up case records: files as a council has them, loaded and counted as a user would.

No child in them is real. Sources are a fudge where they did not exist: SEN2 by person began in 2023, plans of
children in need came into the census in 2022, and Annex A's list 9 has its columns of 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from goldenthread.apps.cases import bringing, teams
from goldenthread.apps.cases.counting import case_measures
from goldenthread.apps.cases.models import Service, Taking, Team
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.taking import take, take_all
from goldenthread.apps.measures.actions import define_measure, make_scorecard, place_on_scorecard
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.people.actions import grant
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.casedata.making import Span, make
from goldenthread.casedata.making.files import write
from goldenthread.casedata.making.rates import TEAMS
from goldenthread.casedata.making.snapshots import snapshots
from goldenthread.casedata.measures.definition import Unit
from goldenthread.casedata.sources import NAMES, Source
from goldenthread.rulebook.workdays import add_months
from goldenthread.site.demonstration.people import STARTS

YEARS, SEED = 5, 12
WORKBOOKS = 6  # Annex A at each quarter's end since March 2017, so that teams have figures of six quarters
FOLDER = "case-records-made-up"
CARD = "Made up: counted from case records"
SERVICES = {
    "Made up: help and protection": ("assessment", "need", "disability"),
    "Made up: cared for children": ("care", "leaving"),
    "Made up: education, health and care": ("ehc",),
}
MANAGED = ("Assessment team 3", "Education, health and care team 1")
# Case measures on the scorecard, each with what is good.
COUNTED = {
    "contacts": "", "referrals": "", "repeat-referrals": "low", "assessments-45-days": "high",
    "conference-15-days": "high", "protection-plans": "", "protection-plans-again": "low",
    "protection-reviews-in-time": "high", "children-in-care": "", "care-reviews-in-time": "high",
    "initial-health-20-days": "high", "care-health-assessments": "high", "care-leavers-neet": "low",
    "ehc-requests": "", "ehc-plans-20-weeks": "high", "ehc-plans": "",
}  # fmt: skip
DEFINITION = "Counted from made-up case records for the demonstration: no child in them is real."


def bring_in(
    folder: Path, by: Mapping[Role, Person], today: date, at: datetime, *, scale: float = 1.0
) -> str | None:
    """Services and teams, the scorecard, the files, and what is counted; what was loaded, in words.

    None where case data is there already. `scale` 1 is a council of about 76,000 children.
    """
    _services(by, at)
    _scorecard(by[Role.PERFORMANCE_ANALYST], at)
    loaded = _load(folder / FOLDER, today, at, scale)
    if loaded:
        take_all(by=by[Role.PERFORMANCE_ANALYST], at=at)
    return loaded


@transaction.atomic
def _services(by: Mapping[Role, Person], at: datetime) -> None:
    for name, kinds in SERVICES.items():
        if Service.objects.filter(name=name).exists():
            continue
        service = teams.add_service(name, by=by[Role.ADMINISTRATOR], at=at)
        for kind in kinds:
            called, many = TEAMS[kind]
            for number in range(1, many + 1):
                teams.add_team(service, f"{called} {number}", by=by[Role.ADMINISTRATOR], at=at)
    manager = by[Role.TEAM_MANAGER]
    for team in Team.objects.filter(name__in=MANAGED):
        if not manager.grants.filter(scope=Scope.TEAM, scope_uuid=team.uuid).exists():
            grant(
                manager, Role.TEAM_MANAGER, scope=Scope.TEAM, scope_uuid=team.uuid, starts=STARTS,
                by=by[Role.ADMINISTRATOR], at=at,
            )  # fmt: skip


@transaction.atomic
def _scorecard(analyst: Person, at: datetime) -> None:
    if Scorecard.objects.filter(name=CARD).exists():
        return
    card = make_scorecard(CARD, by=None, at=at)
    for code, good in COUNTED.items():
        counted = case_measures()[code]
        measure = define_measure(
            f"Made up: {counted.title[0].lower()}{counted.title[1:]}",
            unit="%" if counted.unit is Unit.PERCENT else "", polarity=good, definition=DEFINITION, by=None,
            at=at,
        )  # fmt: skip
        place_on_scorecard(card, measure, by=None, at=at)
        if not Taking.objects.filter(measure=measure).exists():
            take(measure, code, by=analyst, at=at)


def _load(folder: Path, today: date, at: datetime, scale: float) -> str | None:
    """Make the files and load each snapshot, unless all of them are loaded already."""
    store = store_of()
    there = {(manifest.source, manifest.snapshot_on) for manifest in store.manifests()}
    span = Span(add_months(today + timedelta(days=1), -12 * YEARS), today)
    if there >= {(one.source, one.on) for one in snapshots(span, tuple(Source), workbooks=WORKBOOKS)}:
        return None
    truth = next(make(1, YEARS, SEED, today, scale=scale))
    rows, sources = 0, []
    last: date | None = None
    for written in write(truth, folder, workbooks=WORKBOOKS):
        covers: date | dict[str, date] = written.snapshot.since
        if written.snapshot.source is Source.ANNEX_A:
            # An assessment finds its referral in the list drawn soonest after it: later ones begin too late.
            covers = {"assessments": last + timedelta(days=1)} if last else covers
            last = written.snapshot.on
        if (written.snapshot.source, written.snapshot.on) in there:
            continue
        manifest = store.load(
            written.files, authority=bringing.authority_name(), snapshot_on=written.snapshot.on,
            covers_from=covers, at=at,
        )  # fmt: skip
        rows += manifest.total
        sources.append(NAMES[manifest.source])
    bringing.note_unknown_loads(at=at)
    return f"{len(sources)} loads of made-up case records, {rows:,} rows, from {len(set(sources))} sources"
