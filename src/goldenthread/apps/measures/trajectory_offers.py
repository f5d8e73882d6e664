"""What a load offers to plan: the dated targets of a measure's row, which its scorecard's load has kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, JSONField, TextField, Value
from django.db.models.functions import Cast, JSONObject

from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.trajectories import Said
from goldenthread.rulebook.figures import NotAFigure, parse_figure
from goldenthread.rulebook.periods import parse_period


@dataclass(frozen=True)
class Offer:
    """A trajectory as a load has it, for a person to choose its reading; and the load."""

    said: Said
    load: Load


class _RowsCalled(Func):
    """The rows of a reading with a title. The database picks them out: a reading may be some megabytes."""

    template = "jsonb_path_query_array(%(expressions)s)"
    output_field = JSONField()

    def __init__(self, title: str) -> None:
        path = Func(Value("$.measures[*] ? (@.title == $title)"), template="(%(expressions)s)::jsonpath")
        super().__init__(F("reading"), path, JSONObject(title=Cast(Value(title), TextField())))


def offered(measure: Measure) -> Offer | None:
    """The dated targets of the newest load that has them, with the figure before the first as the baseline.

    The row is the one whose figure the measure was given from that load, else the only one of its title. None
    where there are no dated targets of one kind of period after a figure of that kind, and where none of
    them is a change ("increase of 15%") and there is but one.
    """
    for load in _loads(measure):
        for row in _rows(load, measure):
            if said := _said(row):
                return Offer(said, load)
    return None


def _loads(measure: Measure) -> Iterator[Load]:
    """The newest accepted loads of the scorecards that list the measure, with their rows of its title."""
    names = measure.lines.filter(gone_on=None).values("scorecard__name")
    loads = Load.objects.filter(
        source__kind="scorecard", source__name__in=names, state=Load.State.ACCEPTED,
        reading__measures__contains=[{"title": measure.title}],
    )  # fmt: skip
    found = loads.select_related("source", "file").defer("reading", "preview")
    yield from found.annotate(rows=_RowsCalled(measure.title)).order_by("-read_at", "-pk")[:2]


def _rows(load: Any, measure: Measure) -> list[Mapping[str, Any]]:
    if len(load.rows) < 2:
        return list(load.rows)
    cells = set(
        measure.observations.filter(versions__load=load).values_list("versions__sheet", "versions__cell")
    )
    return [
        row
        for row in load.rows
        if any((str(row.get("sheet") or ""), one.get("cell")) in cells for one in row["observations"])
    ]


def _said(row: Mapping[str, Any]) -> Said | None:
    steps = sorted(
        ((parse_period(one["period"]), one["text"]) for one in row.get("targets", ()) if one.get("text")),
        key=lambda step: step[0].start,
    )
    if not steps or not (len(steps) > 1 or _is_a_change(steps[0][1])):
        return None
    first = steps[0][0]
    figures = [
        (period, one["text"])
        for one in row["observations"]
        if (period := parse_period(one["period"])).kind is first.kind and period.start < first.start
    ]
    if not figures:
        return None
    period, text = max(figures, key=lambda figure: figure[0].start)
    alike = tuple(step for step in steps if step[0].kind is first.kind)
    return Said(period, text, alike)


def _is_a_change(text: str) -> bool:
    try:
        return parse_figure(text).change is not None
    except NotAFigure:
        return False
