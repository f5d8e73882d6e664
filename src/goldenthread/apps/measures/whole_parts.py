"""Writes about the parts of a whole: which measures they are, said by a person, ended by a person.

**A part is a measure of its own, not a cohort of the whole.** Observations have cohorts, but targets,
trajectories, ratings and words are of measures: with cohorts a part could have a figure and no plan. As a
measure it has both, and is loaded, corrected and planned on the pages that there are. The price is one row
in the library for each part.

Who may is stated on the views (`access.py`); what may be is held here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.measures.models import Measure, PartOfWhole
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def add_part(
    whole: Measure, part: Measure, *, split: str, name: str, by: Person | None, at: datetime
) -> PartOfWhole:
    """Say that a measure is a part of a whole, in a way of splitting it ("Responsible body").

    Refused for a measure that is a part in that way already or is the whole of this one, for a name that
    another part has, for another unit, and for a whole in percent, whose parts do not add up to it.
    """
    split, name = (" ".join(words.split()) for words in (split, name))
    if not split:
        raise Refused("Enter how the whole is split", field="split")
    if not name:
        raise Refused("Enter what the part is called", field="name")
    # All who say what is a part of what take turns, so that no two of them close a circle together.
    list(Measure.objects.select_for_update().order_by("pk").values_list("pk"))
    whole, part = Measure.objects.get(pk=whole.pk), Measure.objects.get(pk=part.pk)
    _check_measures(whole, part)
    standing = PartOfWhole.objects.filter(whole=whole)
    split = next((one.split for one in standing if one.split.casefold() == split.casefold()), split)
    beside = standing.filter(split=split)
    if beside.filter(part=part).exists():
        raise Refused(f"{part} is a part by {split.casefold()} already", field="part")
    if beside.filter(name__iexact=name).exists():
        raise Refused(f"Another part by {split.casefold()} is called {name}", field="name")
    made = PartOfWhole.objects.create(
        whole=whole, part=part, split=split, name=name, recorded_at=at, recorded_by=by
    )
    record("measures.part_added", by=by, at=at, on=[whole, part, made], after=_told(made))
    return made


@transaction.atomic
def end_part(part: PartOfWhole, *, reason: str, by: Person | None, at: datetime) -> PartOfWhole:
    """Say that a measure is no longer a part. Refused without a reason, and where it ended before."""
    if not reason.strip():
        raise Refused("Say why it is no longer a part", field="reason")
    rows = PartOfWhole.ever.select_for_update(of=("self",)).select_related("whole", "part")
    part = rows.get(pk=part.pk)
    if part.ended_at is not None:
        raise Refused("This part was ended before.", code="stale")
    part.ended_at = at
    part.save(update_fields=["ended_at"])
    record(
        "measures.part_ended", by=by, at=at, on=[part.whole, part.part, part], before=_told(part),
        why=reason.strip(),
    )  # fmt: skip
    return part


def _check_measures(whole: Measure, part: Measure) -> None:
    if part == whole:
        raise Refused("A measure is no part of itself", field="part")
    if whole.unit == "%":
        raise Refused("This measure is in percent: its parts do not add up to it", field="part")
    if part.unit != whole.unit:
        units = (f"in {one.unit}" if one.unit else "a count" for one in (part, whole))
        raise Refused("The part is {} and the whole is {}".format(*units), field="part")
    if whole.pk in _parts_within(part):
        raise Refused(f"{whole} is a part of {part} already", field="part")


def _parts_within(measure: Measure) -> set[int]:
    """Every measure that is a part of this one, of its parts, and so on."""
    parts_of: dict[int, set[int]] = {}
    for whole, part in PartOfWhole.objects.values_list("whole_id", "part_id"):
        parts_of.setdefault(whole, set()).add(part)
    found: set[int] = set()
    waiting = [measure.pk]
    while waiting:
        new = parts_of.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _told(part: PartOfWhole) -> dict[str, Any]:
    """A part as the ledger writes it."""
    return {"whole": str(part.whole), "part": str(part.part), "split": part.split, "name": part.name}
