"""The choice between rival figures: which source of a measure the board uses, from a period on, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.apps.measures.deriving import recompute_after
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation
from goldenthread.apps.measures.source_models import ChosenSource
from goldenthread.apps.measures.sources import OWN, choices_of, source_words
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import Period


def sources_of(measure: Measure) -> list[str]:
    """Every source that has a figure of a measure for the council, its own first."""
    found = Observation.objects.filter(measure=measure, area=COUNCIL_AREA, cohort="")
    return sorted({OWN, *found.order_by().values_list("source", flat=True).distinct()})


@transaction.atomic
def choose_source(
    measure: Measure, source: str, *, first: Period, reason: str, seen: int, by: Person | None, at: datetime
) -> ChosenSource:
    """Say whose figures of a measure the board uses, from a period on. The choices before stay on record.

    `seen` is how many choices the person was shown: refused, with the code "stale", when another has chosen
    since. Refused too without a reason, for a source without a figure, and for one that is used already.
    What is computed from the measure is computed anew.
    """
    if not reason.strip():
        raise Refused("Say why the board uses these figures", field="reason")
    Measure.objects.select_for_update().get(pk=measure.pk)
    choices = choices_of([measure.pk])
    if len(choices.made_for(measure.pk)) != seen:
        raise Refused("Somebody chose a source while you were writing", code="stale")
    if source not in sources_of(measure):
        raise Refused(f"There is no figure of this measure {source_words(source)}", field="source")
    held = choices.on(measure.pk, first.start)
    if held is not None and held.source == source:
        words = f"From {first} on the figures are already {source_words(source)}"
        raise Refused(words, code="SRC-1", field="source")
    made = ChosenSource.objects.create(
        measure=measure, source=source, starts=first.start, period=str(first), reason=reason.strip(),
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    record(
        "measures.source_chosen", by=by, at=at, on=[measure, made],
        before={"figures": source_words(held.source if held else OWN)},
        after={"figures": source_words(source), "from": str(first)}, why=reason.strip(),
    )  # fmt: skip
    recompute_after([measure.pk], by=by, at=at)
    return made
