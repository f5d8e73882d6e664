"""Evidence and sign-offs for a council of any size; pieces and bearings are written past the actions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from goldenthread.apps.evidence.models import Bearing, Piece, PieceVersion
from goldenthread.apps.people.models import Grant, Person, Role
from goldenthread.apps.signoff import asking
from goldenthread.apps.signoff.comparing import compare_all
from goldenthread.apps.signoff.deciding import Says, checks_in, decide
from goldenthread.apps.signoff.freezing import Frozen, freeze
from goldenthread.apps.signoff.models import Case
from tests.benchmarks.volume import Town

SOURCES = ("figures", "audit", "children_and_families", "staff")


@dataclass(frozen=True)
class Signed:
    """A case that waits, one that was decided, who records, and cases that writers may decide at once."""

    waiting: Case
    decided: Case
    clerk: Person
    writers: tuple[Person, ...]
    open_cases: tuple[Case, ...]


def add_sign_offs(town: Town, *, pieces: int, of_one: int, today: date, now: datetime) -> Signed:
    """The first recommendation has `of_one` pieces of evidence; phase 1 of half of the others is agreed."""
    _evidence(town, pieces, of_one, today, now)
    clerk, *writers = (_clerk(number, today) for number in range(21))
    told = {"at": now, "today": today}
    cases = []
    for one in town.recommendations:
        case = asking.ask(one, 1, account="It works.", by=None, **told)
        cases.append(asking.put_before_body(case, meeting=None, version=case.version, by=None, **told))
    decided = cases[1 : max(2, len(cases) // 2)]
    for case in decided:
        shown = freeze(case, as_at=today, today=today)
        decide(case, says(shown, today), shown=shown.digest, by=clerk, **told)
    compare_all(today)
    rest = tuple(cases[len(decided) + 1 :])
    return Signed(cases[0], decided[0], clerk, tuple(writers), rest)


def says(shown: Frozen, today: date) -> Says:
    """Agreed between meetings, with a reason for each check that wants one."""
    reasons = {str(one.code): "The chair heard the lead." for one in checks_in(shown.content)}
    return Says(
        "agreed", today, authority="delegated", decided_by="The chair", authority_text="Standing order 4",
        reasons=reasons,
    )  # fmt: skip


def _clerk(number: int, today: date) -> Person:
    made = Person.objects.create_user(f"clerk-{number}@example.org", "a password", name=f"Clerk {number}")
    Grant.objects.create(person=made, role=Role.DEMOCRATIC_SERVICES_OFFICER, starts=today - timedelta(days=1))
    return made


def _evidence(town: Town, pieces: int, of_one: int, today: date, now: datetime) -> None:
    made = Piece.objects.bulk_create(
        Piece(
            number=number, reference=f"E-{number}", title=f"Audit {number}", source=SOURCES[number % 4],
            kind="link", recorded_at=now, vouched_text="Made up",
        )
        for number in range(1, pieces + 1)
    )  # fmt: skip
    PieceVersion.objects.bulk_create(
        PieceVersion(
            piece=one, number=1, effective_on=today - timedelta(days=number % 200), period="June 2018",
            sample="20 cases", finding=f"{number % 100}% were good.", url="https://example.org/", said={},
            sha256=hashlib.sha256(str(number).encode()).hexdigest(), recorded_at=now,
        )
        for number, one in enumerate(made)
    )  # fmt: skip
    others = town.recommendations[1:] or town.recommendations
    Bearing.objects.bulk_create(
        Bearing(
            piece=one, why="Made up", recorded_at=now,
            recommendation=town.recommendations[0] if number < of_one else others[number % len(others)],
            bears="contradicts" if number % 20 == 0 else "supports",
        )
        for number, one in enumerate(made)
    )  # fmt: skip
