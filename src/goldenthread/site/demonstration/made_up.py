"""Made-up measures with six years of quarters, on which control charts speak; their titles say so.

The published figures are of two years at most, too few for a chart to tell anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction

from goldenthread.apps.measures.actions import (
    define_measure,
    make_scorecard,
    place_on_scorecard,
    record_observation,
    set_target,
)
from goldenthread.apps.measures.marks import agree, annotate, propose_baseline, propose_step
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Person, Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.site.demonstration.files import rows

CARD = "Made up: what control charts say"
CHANCE = "Made up: visits to children within 5 working days"
IMPROVING = "Made up: assessments within 45 working days"
STEPPED = "Made up: referrals within a year of another"
HOLDS_FROM = date(2011, 4, 1)


@transaction.atomic
def series(tables: Path, at: datetime) -> None:
    """The measures, their targets and figures, on a scorecard of their own."""
    if Scorecard.objects.filter(name=CARD).exists():
        return
    card = make_scorecard(CARD, by=None, at=at)
    listed = rows(tables / "made_up_measures.csv")
    for title, lines in groupby(listed, key=lambda row: row["measure"]):
        told = list(lines)
        measure = define_measure(
            title, unit="%", polarity=told[0]["good"], by=None, at=at,
            definition="Made up for the demonstration, to show what a control chart says.",
        )  # fmt: skip
        place_on_scorecard(card, measure, by=None, at=at)
        set_target(measure, target_in(told[0]["target"], measure), effective_on=HOLDS_FROM, by=None, at=at)
        for row in told:
            period = parse_period(row["period"])
            entry = Entry(measure, period, parse_figure(row["published"]))
            record_observation(entry, by=None, at=at, published_on=period.end)


@transaction.atomic
def marks(by: Mapping[Role, Person], today: date, at: datetime) -> None:
    """What happened, a step change that was agreed, and a fixed baseline that waits for a second person."""
    analyst, head = by[Role.PERFORMANCE_ANALYST], by[Role.HEAD_OF_SERVICE]
    improving, stepped, chance = (Measure.objects.get(title=title) for title in (IMPROVING, STEPPED, CHANCE))
    if improving.marks.exists():
        return
    told = {"by": analyst, "at": at}
    annotate(
        improving, day=date(2016, 3, 14), words="Made up: a second assessment team began", today=today, **told
    )
    step = propose_step(
        stepped, day=date(2015, 1, 1), today=today, **told,
        words="Made up: the front door moved into the hub, and fewer families come back",
    )  # fmt: skip
    agree(step, by=head, at=at)
    propose_baseline(chance, points=12, words="Made up: before the visits were counted by team", **told)
