"""How long case data is kept, and its deletion: asked for with a reason and said again, or by its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.cases.models import Decided, Deletion, Keeping
from goldenthread.apps.cases.stores import store_of, written_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.snapshots import Manifest
from goldenthread.casedata.store import NoSuchLoad, Store
from goldenthread.rulebook.workdays import add_months

LONGEST = 1200
BY_TIME = "Its time was over."


def keeping() -> Keeping:
    """What is set; where nothing is, a row that is not saved yet."""
    return Keeping.objects.first() or Keeping(version=0)


@transaction.atomic
def set_keeping(
    *, authority: str, months: int | None, basis: str, version: int, by: Person | None, at: datetime
) -> Keeping:
    """Say how many months after its day a load is deleted, and whose name the files go by.

    Raises Refused for less than a month, without a basis for a time, for another name where loads are kept
    under the old one, and when it is stale.
    """
    held = Keeping.objects.select_for_update().first()
    if (held.version if held else 0) != version:
        raise Refused("Somebody changed this while you were writing.", code="stale")
    authority, basis = " ".join(authority.split()), basis.strip()
    if months is not None and not 1 <= months <= LONGEST:
        raise Refused("Enter a number of months, 1 or more.", field="months")
    if months is not None and not basis:
        raise Refused("Say on which basis: your retention schedule, with its line.", field="basis")
    before = _plain(held) if held else {}
    if held and held.authority != authority and _has_loads(held.authority):
        raise Refused(
            "Loads are kept under the old name, and a child in them would be another child under a new one. "
            "Delete them first.", field="authority",
        )  # fmt: skip
    now = held or Keeping(version=0)
    now.authority, now.months, now.basis, now.version = authority, months, basis, version + 1
    now.save()
    record("cases.keeping_set", by=by, at=at, on=now, before=before, after=_plain(now))
    return now


def _plain(held: Keeping) -> dict[str, object]:
    return {"authority": held.authority, "months": held.months, "basis": held.basis}


def _has_loads(authority: str) -> bool:
    try:
        return any(manifest.authority == authority for manifest in store_of().manifests())
    except (NoKey, WrongKey):
        return False


def goes_on(manifest: Manifest, held: Keeping) -> date | None:
    """The day on which a load's time is over; None where no time is set."""
    return add_months(manifest.snapshot_on, held.months) if held.months else None


@transaction.atomic
def ask_to_delete(load: str, *, reason: str, by: Person | None, at: datetime) -> Deletion:
    """Say that a load is to go, and why. Raises Refused without a reason, for no load, and a second time."""
    if not reason.strip():
        raise Refused("Say why it is deleted.", field="reason")
    if Deletion.objects.filter(load=load, decided=Decided.ASKED).exists():
        raise Refused("Somebody asked for this already.", code="stale")
    manifest = _manifest(load)
    asked = Deletion.objects.create(
        load=load, rows=manifest.total, reason=reason.strip(), asked_at=at, asked_by=by
    )
    record("cases.deletion_asked", by=by, at=at, on=asked, why=reason.strip(), after={
        "load": load, "rows": asked.rows,
    })  # fmt: skip
    return asked


@transaction.atomic
def let_stand(deletion: Deletion, *, by: Person, at: datetime) -> Deletion:
    """The load stays after all. Raises Refused when that was decided."""
    return _decide(deletion, Decided.LET_STAND, "cases.load_let_stand", by=by, at=at)


@dataclass(frozen=True)
class Gone:
    """What a deletion took: the load's rows, and what was written on children who are in no load any more."""

    rows: int
    written: int


def delete_load(deletion: Deletion, *, by: Person | None, at: datetime) -> Gone:
    """Delete the load for good, and what was written on children who are in no other load.

    Figures that were taken from it stay: they hold no child. It is written down first: what a killed process
    leaves of it, `finish_deletions` takes. Raises Refused when it was decided.
    """
    store = _store()
    decided = _decide(deletion, Decided.DELETED, "cases.load_deleted", by=by, at=at)
    return _take_away(store, decided.load)


def finish_deletions() -> int:
    """Delete what is written down as deleted and is still there. How many loads."""
    try:
        store = store_of()
    except (NoKey, WrongKey):
        return 0
    deleted = set(Deletion.objects.filter(decided=Decided.DELETED).values_list("load", flat=True))
    left = [manifest.id for manifest in store.manifests() if manifest.id in deleted]
    for load in left:
        _take_away(store, load)
    return len(left)


def _take_away(store: Store, load: str) -> Gone:
    try:
        rows = store.delete(load).total
    except NoSuchLoad:
        rows = 0  # another took it at the same time
    return Gone(rows, _forget_those_who_left(store))


def delete_due(*, today: date, at: datetime) -> int:
    """Delete each load whose time is over. Their number."""
    held = keeping()
    if not held.months:
        return 0
    try:
        due = [one for one in store_of().manifests() if add_months(one.snapshot_on, held.months) <= today]
    except (NoKey, WrongKey):
        return 0
    for manifest in due:
        _delete_by_time(manifest, at=at)
    return len(due)


def _delete_by_time(manifest: Manifest, *, at: datetime) -> None:
    asked = Deletion.objects.filter(load=manifest.id, decided=Decided.ASKED).first()
    if asked is None:
        asked = Deletion.objects.create(
            load=manifest.id, rows=manifest.total, reason=BY_TIME, asked_at=at, asked_by=None
        )
    delete_load(asked, by=None, at=at)


def _forget_those_who_left(store: Store) -> int:
    written = written_of()
    children = written.children()
    gone = written.forget(children=children - store.numbers(children).keys())
    return sum(gone.values())


def _decide(deletion: Deletion, to: Decided, verb: str, *, by: Person | None, at: datetime) -> Deletion:
    deletion = Deletion.objects.select_for_update(of=("self",)).get(pk=deletion.pk)
    if deletion.decided != Decided.ASKED:
        raise Refused("Somebody decided this already.", code="stale")
    deletion.decided, deletion.decided_at, deletion.decided_by = to, at, by
    deletion.save(update_fields=["decided", "decided_at", "decided_by"])
    record(verb, by=by, at=at, on=deletion, why=deletion.reason, after={
        "load": deletion.load, "rows": deletion.rows,
    })  # fmt: skip
    return deletion


def _store() -> Store:
    try:
        return store_of()
    except (NoKey, WrongKey) as refusal:
        raise Refused(str(refusal)) from refusal


def _manifest(load: str) -> Manifest:
    try:
        return _store().manifest(load)
    except NoSuchLoad as refusal:
        raise Refused(str(refusal)) from refusal
