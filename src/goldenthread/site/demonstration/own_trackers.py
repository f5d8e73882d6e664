"""Two trackers of the demonstration council's own: health passports, and return home interviews. Made up.

Where made-up case records are loaded, the young people are those of the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.stores import store_of, written_of
from goldenthread.apps.localtrackers.access import View
from goldenthread.apps.localtrackers.actions import define_tracker
from goldenthread.apps.localtrackers.counting import periods, record_count
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.notes import give_reason, write_note
from goldenthread.apps.localtrackers.rows import RowSays, write_rows
from goldenthread.apps.localtrackers.shipped import SHIPPED
from goldenthread.apps.people.actions import grant
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.casedata.sources import Source
from goldenthread.rulebook.workdays import add_working_days
from goldenthread.site.demonstration.people import STARTS

LEAVING, CARE = "Leaving care team 1", "Cared for children team 1"
PASSPORTS, GIVEN = 47, 26
INTERVIEWS = 18
EVERYTHING = View(everything=True, own=frozenset())
NOTES = (
    "Health says that the form of March was lost; sent again by the duty worker.",
    "Asked for an appointment with the specialist nurse, so that it is given in person.",
)


def bring_in(by: Mapping[Role, Person], today: date, at: datetime) -> None:
    """The trackers, their rows, two notes, a reason and what is counted. Idempotent; needs the teams."""
    teams = {team.name: team for team in Team.objects.filter(name__in=(LEAVING, CARE))}
    if len(teams) < 2:
        return
    manager, analyst = by[Role.TEAM_MANAGER], by[Role.PERFORMANCE_ANALYST]
    _managed(manager, teams.values(), by[Role.ADMINISTRATOR], at)
    passports = _tracker("health-passports", manager, at)
    interviews = _tracker("return-home-interviews", manager, at)
    if not written_of().rows(str(passports.uuid)):
        numbers = _numbers("care_leavers", PASSPORTS, today)
        new = [_passport(place, number, teams[LEAVING], today) for place, number in enumerate(numbers)]
        rows = write_rows(passports, new, [], view=EVERYTHING, by=manager, at=at)
        writers = (by[Role.HEAD_OF_SERVICE], manager)
        for row, words, writer in zip(rows[GIVEN:], NOTES, writers, strict=False):
            write_note(passports, row, words, by=writer, at=at)
        give_reason(
            passports, rows[GIVEN], code="clinic-capacity", whose="health", text="", by=manager, at=at
        )
    if not written_of().rows(str(interviews.uuid)):
        numbers = _numbers("care", INTERVIEWS, today)
        new = [_interview(place, number, teams[CARE], today) for place, number in enumerate(numbers)]
        write_rows(interviews, new, [], view=EVERYTHING, by=manager, at=at)
    for tracker in (passports, interviews):
        record_count(tracker, periods(tracker, today)[1], today=today, by=analyst, at=at)


def _managed(manager: Person, teams: Iterable[Team], by: Person, at: datetime) -> None:
    for team in teams:
        if not manager.grants.filter(scope=Scope.TEAM, scope_uuid=team.uuid).exists():
            grant(
                manager,
                Role.TEAM_MANAGER,
                scope=Scope.TEAM,
                scope_uuid=team.uuid,
                starts=STARTS,
                by=by,
                at=at,
            )


def _tracker(key: str, by: Person, at: datetime) -> LocalTracker:
    shipped = SHIPPED[key]
    definition = replace(shipped, name=f"Made up: {shipped.name[0].lower()}{shipped.name[1:]}")
    held = LocalTracker.objects.filter(name=definition.name).first()
    return held or define_tracker(definition, by=by, at=at)


def _numbers(table: str, many: int, today: date) -> list[str]:
    """So many numbers of children of the made-up records; where those are too few, numbers nobody has."""
    rows = store_of().table(table, source=Source.ANNEX_A, as_at=today, columns=["child"])
    children = sorted(set(rows.column("child").to_pylist()))[:many]
    known = sorted(store_of().numbers(children).values())
    return [*known, *(f"MU-{table[:2].upper()}-{place:03}" for place in range(many - len(known)))]


def _passport(place: int, number: str, team: Team, today: date) -> RowSays:
    """The first 26 are given, one in four of them late; of the others some are late and some due soon."""
    given = place < GIVEN
    asked = today - timedelta(days=95 - place if given else 62 - 2 * (place - GIVEN))
    received = add_working_days(asked, 12 + place % 6)
    values = {"asked_on": asked.isoformat()}
    if given or place % 2:
        values["received_on"] = min(received, today).isoformat()
    if given:
        days = 33 + place % 5 if place % 4 == 0 else 20 + place % 8
        values |= {
            "given_on": min(add_working_days(asked, days), today).isoformat(),
            "how": ("In person", "In person", "By post")[place % 3],
        }
    stage = "Given" if given else "Received" if "received_on" in values else "Asked"
    return RowSays(number, str(team.uuid), f"Personal adviser {place % 6 + 1}", stage, values)


def _interview(place: int, number: str, team: Team, today: date) -> RowSays:
    """Of eighteen, two are open: one overdue, one due. Two of the others were late, two declined."""
    back = datetime.combine(today, datetime.min.time()) - timedelta(
        days=5 * (INTERVIEWS - place) - 4, hours=9
    )
    values = {"returned_at": back.isoformat(timespec="minutes"), "offered": "yes"}
    if place < INTERVIEWS - 2:
        hours = 90 if place % 7 == 3 else (20, 23, 44, 48, 68)[place % 5]
        values["interviewed_at"] = (back + timedelta(hours=hours)).isoformat(timespec="minutes")
        values["result"] = "Declined" if place % 8 == 5 else "Interviewed"
    return RowSays(number, str(team.uuid), f"Worker {place % 4 + 1}", values=values)
