"""Writes about bodies: what they are, whom they report to, their terms. Seats stand in `seats`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import REVISED_BODY
from goldenthread.apps.bodies.seats import seat_member as seat_member  # a write about bodies like the others
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.quorum import quorum_in_words


@transaction.atomic
def add_body(
    name: str, *, kind: str, reports_to: Body | None = None, cadence: str = "", cadence_assumed: bool = False,
    purpose: str = "", in_public: bool = False, by: Person | None, at: datetime,
) -> Body:  # fmt: skip
    """Add a board, committee, group or workstream. Refused without a name, or where one of that name is."""
    name = _free_name(name)
    body = Body.objects.create(
        name=name, kind=kind.strip(), reports_to=reports_to, cadence=cadence.strip(),
        cadence_assumed=cadence_assumed, purpose=purpose.strip(), in_public=in_public,
    )  # fmt: skip
    record("bodies.body_added", by=by, at=at, on=[body, *_those(reports_to)], after={
        "name": name, "kind": body.kind, "purpose": body.purpose, "in_public": in_public,
        "reports_to": _name(reports_to), "cadence": body.cadence, "cadence_assumed": cadence_assumed,
    })  # fmt: skip
    return body


@transaction.atomic
def revise_body(
    body: Body, *, name: str, kind: str, purpose: str, in_public: bool, version: int, by: Person | None,
    at: datetime,
) -> Body:  # fmt: skip
    """Change what a body is. `version` is the one that the person saw. Raises Refused where it is stale."""
    body = _locked(body, version)
    name = _free_name(name, but=body)
    says = {"name": name, "kind": kind.strip(), "purpose": purpose.strip(), "in_public": in_public}
    return _write(body, says, verb=REVISED_BODY, by=by, at=at)


@transaction.atomic
def change_reporting(
    body: Body, *, reports_to: Body | None, cadence: str, cadence_assumed: bool = False, version: int,
    by: Person | None, at: datetime,
) -> Body:  # fmt: skip
    """Say whom a body reports to, and how often. Refused where that body reports, in the end, to this one."""
    # Two changes at once could close a ring that neither sees, so the whole map is locked: it is small.
    list(Body.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    body = _locked(body, version)
    if reports_to is not None and body.pk in _line_above(reports_to):
        raise Refused(f"{reports_to} reports to {body}, so {body} cannot report to it.", field="reports_to")
    says = {"reports_to": reports_to, "cadence": cadence.strip(), "cadence_assumed": cadence_assumed}
    return _write(body, says, verb="bodies.reporting_changed", by=by, at=at)


@transaction.atomic
def set_terms(
    body: Body, *, terms_of_reference: str, quorum: int | None, quorum_words: str, notice_law: str = "",
    version: int, by: Person | None, at: datetime,
) -> Body:  # fmt: skip
    """Say what a body is for in full, how many make it quorate, and under which law its notices stand.

    Refused where the quorum is in words that nobody can count and no number is given beside them.
    """
    body = _locked(body, version)
    quorum_words = quorum_words.strip()
    if quorum_words and quorum is None and quorum_in_words(quorum_words) is None:
        raise Refused(
            "No number can be read from these words. Write them like “a quarter, at least three”, or give "
            "the number too.", field="quorum_words",
        )  # fmt: skip
    says = {
        "terms_of_reference": terms_of_reference.strip(), "quorum": quorum, "quorum_words": quorum_words,
        "notice_law": notice_law,
    }  # fmt: skip
    return _write(body, says, verb="bodies.terms_set", by=by, at=at)


def _free_name(name: str, but: Body | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter the body’s name.", field="name")
    if Body.objects.filter(name__iexact=name).exclude(pk=but.pk if but else None).exists():
        raise Refused(f"There is already a body called {name}.", field="name")
    return name


def _locked(body: Body, version: int) -> Body:
    body = Body.objects.select_for_update(of=("self",)).select_related("reports_to").get(pk=body.pk)
    if body.version != version:
        raise Refused("Somebody changed this body while you were writing.", code="stale")
    return body


def _write(body: Body, says: dict[str, object], *, verb: str, by: Person | None, at: datetime) -> Body:
    before = {name: getattr(body, name) for name, value in says.items() if getattr(body, name) != value}
    if not before:
        return body
    for name in before:
        setattr(body, name, says[name])
    body.version += 1
    body.save(update_fields=[*before, "version"])
    after = {name: says[name] for name in before}
    record(verb, by=by, at=at, on=body, before=_plain(before), after=_plain(after))
    return body


def _plain(says: dict[str, object]) -> dict[str, object]:
    return {name: str(value) if isinstance(value, Body) else value for name, value in says.items()}


def _line_above(body: Body) -> set[int]:
    """This body and all above it."""
    parents = dict(Body.objects.values_list("pk", "reports_to"))
    line: set[int] = set()
    at: int | None = body.pk
    while at is not None and at not in line:
        line.add(at)
        at = parents[at]
    return line


def _name(body: Body | None) -> str | None:
    return body.name if body else None


def _those(body: Body | None) -> list[Body]:
    return [body] if body else []
