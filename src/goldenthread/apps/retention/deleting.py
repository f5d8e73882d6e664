"""Writes of the schedule: how long a class is kept, asking for a deletion, what a second person decides."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.retention.kinds import Item, Kind, kind_called
from goldenthread.apps.retention.models import Certificate, Deletion, KeepingTime
from goldenthread.apps.trail import chain
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

SCHEMA = "certificate-of-deletion/1"
LONGEST = 1200
BACKUPS = (
    "Back-ups that were written before this day still hold what was deleted. They go by the schedule of the "
    "back-ups, and a back-up that is restored is to be deleted from again."
)


@transaction.atomic
def set_time(
    kind: Kind, *, months: int, basis: str, decides: str, version: int, by: Person, at: datetime
) -> KeepingTime:
    """Say how long a class is kept, by which basis, and who decides.

    Refused without a basis or who decides, for no time at all, and where somebody else said so since.
    """
    basis, decides = basis.strip(), decides.strip()
    if not 1 <= months <= LONGEST:
        raise Refused(f"Write a number of months from 1 to {LONGEST:,}.", field="months")
    if not basis:
        raise Refused("Say by which basis: a law, a policy, or the reason.", field="basis")
    if not decides:
        raise Refused("Say who decides on a deletion.", field="decides")
    kept = KeepingTime.objects.select_for_update().filter(kind=kind.key).first()
    if (kept.version if kept else 0) != version:
        raise Refused("Somebody changed this while you were writing. Read it, then save again.", code="stale")
    says = {"months": months, "basis": basis, "decides": decides}
    before = {name: getattr(kept, name) for name in says} if kept else {}
    if kept is None:
        kept = KeepingTime.objects.create(kind=kind.key, **says)
    elif before != says:
        for name, value in says.items():
            setattr(kept, name, value)
        kept.version += 1
        kept.save()
    else:
        return kept
    record("retention.time_set", by=by, at=at, on=kept, before=before, after={"kind": kind.key, **says})
    return kept


@transaction.atomic
def ask(kind: Kind, *, why: str, by: Person, at: datetime, today: date) -> Deletion:
    """Ask for what is past its time to be deleted.

    Refused where no time is set, nothing is due, or a deletion of the class is asked for already.
    """
    kept = KeepingTime.objects.select_for_update().filter(kind=kind.key).first()
    if kept is None:
        raise Refused("Say first how long they are kept.", code="no_time")
    if Deletion.objects.filter(kind=kind.key, outcome=Deletion.Outcome.ASKED).exists():
        raise Refused("A deletion of these is asked for already. It waits for a second person.")
    cut_off = months_before(today, kept.months)
    items = kind.due(cut_off)
    if not items:
        raise Refused("Nothing of these is past its time.")
    deletion = Deletion.objects.create(
        kind=kind.key, cut_off=cut_off, months=kept.months, basis=kept.basis, decides=kept.decides,
        count=len(items), digest=digest_of(items), why=why.strip(), asked_by=by, asked_at=at,
    )  # fmt: skip
    record("retention.deletion_asked", by=by, at=at, on=[deletion, kept], why=deletion.why, after={
        "kind": kind.key, "cut_off": cut_off, "count": deletion.count, "digest": deletion.digest,
    })  # fmt: skip
    return deletion


@transaction.atomic
def approve(deletion: Deletion, *, by: Person, at: datetime, today: date) -> Certificate:
    """Delete what was asked for, and certify it. Refused to who asked, and where something else is due."""
    deletion = _locked(deletion, by)
    kind = kind_called(deletion.kind)
    if kind is None:
        raise Refused("No room keeps records of this class any more.")
    items = kind.due(deletion.cut_off)
    if digest_of(items) != deletion.digest:
        raise Refused(
            "What is past its time is not what it was when the deletion was asked for. Decide against it, "
            "and ask again.",
            code="stale",
        )
    kind.delete(items, today)
    deletion.outcome, deletion.decided_by, deletion.decided_at = Deletion.Outcome.DONE, by, at
    deletion.save(update_fields=["outcome", "decided_by", "decided_at"])
    number = (Certificate.objects.aggregate(Max("number"))["number__max"] or 0) + 1
    document = chain.canonical(_document(deletion, kind, items, number, at))
    certificate = Certificate.objects.create(
        number=number, deletion=deletion, document=document,
        digest=hashlib.sha256(document.encode()).hexdigest(), made_at=at,
    )  # fmt: skip
    record("retention.deleted", by=by, at=at, on=[deletion, certificate], after={
        "kind": kind.key, "count": len(items), "digest": deletion.digest, "certificate": certificate.digest,
        "number": number,
    })  # fmt: skip
    return certificate


@transaction.atomic
def refuse(deletion: Deletion, *, words: str, by: Person, at: datetime) -> Deletion:
    """Decide against a deletion; nothing goes. Refused without the reason, and to who asked."""
    deletion = _locked(deletion, by)
    if not words.strip():
        raise Refused("Say why they are not deleted.", field="words")
    deletion.outcome, deletion.decided_by, deletion.decided_at = Deletion.Outcome.REFUSED, by, at
    deletion.words = words.strip()
    deletion.save(update_fields=["outcome", "decided_by", "decided_at", "words"])
    record("retention.deletion_refused", by=by, at=at, on=deletion, why=deletion.words)
    return deletion


def digest_of(items: Sequence[Item]) -> str:
    """One digest of all that is to go: of each, its key and what it says."""
    listed = sorted(f"{one.key} {one.digest}" for one in items)
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def months_before(day: date, months: int) -> date:
    """The same day of a month so many months before, or the last that the month has."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def _locked(deletion: Deletion, by: Person) -> Deletion:
    deletion = Deletion.objects.select_for_update().get(pk=deletion.pk)
    if deletion.outcome != Deletion.Outcome.ASKED:
        raise Refused(f"This was decided already: {deletion.get_outcome_display().lower()}.", code="decided")
    if deletion.asked_by_id == by.pk:
        raise Refused("Somebody else has to decide on what you asked for.", code="own")
    return deletion


def _document(
    deletion: Deletion, kind: Kind, items: Sequence[Item], number: int, at: datetime
) -> dict[str, object]:
    days = sorted(one.on for one in items)
    return {
        "schema": SCHEMA,
        "number": number,
        "council": str(the_council() or ""),
        "class": {"key": kind.key, "label": kind.label, "counts_from": kind.counts_from,
                  "what_goes": kind.what_goes},
        "kept_for_months": deletion.months,
        "basis": deletion.basis,
        "who_decides": deletion.decides,
        "cut_off": deletion.cut_off,
        "count": len(items),
        "first_day": days[0],
        "last_day": days[-1],
        "digests": sorted(one.digest for one in items),
        "digest_of_all": deletion.digest,
        "asked_by": str(deletion.asked_by),
        "asked_at": deletion.asked_at,
        "approved_by": str(deletion.decided_by),
        "deleted_at": at,
        "backups": BACKUPS,
    }  # fmt: skip
