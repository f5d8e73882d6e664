"""The record of the demonstration council: who gets its head, how long things are kept, what went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from goldenthread.apps.files.actions import keep
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.retention.deleting import approve, ask, set_time
from goldenthread.apps.retention.first_kinds import ORPHANS
from goldenthread.apps.retention.head_letters import add_reader, check_record
from goldenthread.apps.retention.models import HeadReader

TWO_YEARS = timedelta(days=730)
BASIS = "Retention schedule, line 4: uploads that were never used, six months."
DECIDES = "Head of Information Governance"


def record(accounts: Mapping[Role, Person], today: date, at: datetime) -> None:
    """A deletion that was certified, another that waits for the director, and a check of it all. Once."""
    if HeadReader.ever.exists():
        return
    administrator, director = accounts[Role.ADMINISTRATOR], accounts[Role.DIRECTOR]
    by = {"by": administrator, "at": at}
    set_time(ORPHANS, months=6, basis=BASIS, decides=DECIDES, version=0, **by)
    keep(b"A trial upload of the first week.\n", "trial.txt", by=None, at=at - TWO_YEARS)
    done = ask(ORPHANS, why="A trial of the first week.", today=today, **by)
    approve(done, by=director, at=at, today=today)
    keep(b"Another trial upload.\n", "trial-2.txt", by=None, at=at - TWO_YEARS)
    ask(ORPHANS, why="A trial, brought twice.", today=today, **by)
    add_reader(accounts[Role.AUDITOR], "week", **by)
    check_record(by=administrator, at=at)
