"""Which measures' small counts are hidden in public: the rule's default (PUB-7), or what a person said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Person
from goldenthread.apps.publishing.models import SmallNumberRule
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.moments import known_by
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.disclosure_policy import Policy, Zeros
from goldenthread.rulebook.publishing import DEFAULT_THRESHOLD, PUB_7, is_about_children

MEANWHILE = "meanwhile"
LARGEST_THRESHOLD = 20


@dataclass(frozen=True)
class Protection:
    """How a measure's small counts are treated. `stated` is who said so, None for the rule's default."""

    protected: bool
    threshold: int
    hides_zero: bool
    stated: SmallNumberRule | None = None

    @property
    def version(self) -> int:
        return self.stated.version if self.stated else 0

    @property
    def words(self) -> str:
        """In words: "Counts of 1 to 5 are hidden"."""
        if not self.protected:
            return "Not protected"
        first = "0" if self.hides_zero else "1"
        return f"Counts of {first} to {self.threshold} are hidden"

    @property
    def code(self) -> str:
        """The rule's code where nobody has said otherwise."""
        return "" if self.stated else str(PUB_7)


def protection_of(measure: Measure, known_at: datetime | None = None) -> Protection:
    """How one measure's small counts are treated."""
    return protections([measure], known_at)[measure.pk]


def protections(measures: Iterable[Measure], known_at: datetime | None = None) -> dict[int, Protection]:
    """How each measure's small counts are treated, by its row number. One query."""
    measures = list(measures)
    rows = SmallNumberRule.objects.filter(known_by(known_at, published=""), measure__in=measures)
    newest = rows.select_related("decided_by").order_by("measure_id", "-version").distinct("measure_id")
    said = {row.measure_id: row for row in newest}
    return {one.pk: _protection(one, said.get(one.pk)) for one in measures}


def _protection(measure: Measure, row: SmallNumberRule | None) -> Protection:
    if row is not None:
        return Protection(row.protected, row.threshold, row.hides_zero, row)
    return default_protection(measure.unit, measure.title)


def default_protection(unit: str, title: str) -> Protection:
    """How a measure of this unit and title is treated where nobody has said (PUB-7)."""
    return Protection(is_about_children(unit, title), DEFAULT_THRESHOLD, hides_zero=False)


def policy_of(held: Iterable[Protection]) -> Policy:
    """The strictest policy of these, of those that are protected."""
    stated = [one for one in held if one.protected]
    zeros = Zeros.SENSITIVE if any(one.hides_zero for one in stated) else Zeros.SHOWN
    return Policy(threshold=max((one.threshold for one in stated), default=DEFAULT_THRESHOLD), zeros=zeros)


def history_of(measure: Measure) -> list[SmallNumberRule]:
    """Everything that was said of a measure's small numbers, newest first."""
    return list(measure.small_number_rules.select_related("decided_by").order_by("-version"))


@transaction.atomic
def set_small_number_rule(
    measure: Measure, *, protected: bool, threshold: int, hides_zero: bool, reason: str, version: int,
    by: Person, at: datetime,
) -> SmallNumberRule:  # fmt: skip
    """Say whether a measure's small counts are hidden in public. `version` is the one seen, 0 by default.

    Refused without a reason, for a threshold out of bounds, when somebody spoke since, and for nothing new.
    """
    if not reason.strip():
        raise Refused("Say why", field="reason")
    if not 1 <= threshold <= LARGEST_THRESHOLD:
        raise Refused(f"Enter a threshold from 1 to {LARGEST_THRESHOLD}", field="threshold")
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    held = protection_of(measure)
    if held.version != version:
        raise Refused("Somebody else changed this rule while you were writing", code=MEANWHILE)
    before = {"protected": held.protected, "threshold": held.threshold, "hides_zero": held.hides_zero}
    after = {"protected": protected, "threshold": threshold, "hides_zero": hides_zero}
    if held.stated and before == after:
        raise Refused("The measure has this rule already")
    made = SmallNumberRule.objects.create(
        measure=measure, version=version + 1, reason=reason.strip(), decided_by=by, recorded_at=at, **after
    )
    record(
        "publishing.small_number_rule_set", by=by, at=at, on=[made, measure], before=before, after=after,
        why=reason.strip(),
    )  # fmt: skip
    return made
