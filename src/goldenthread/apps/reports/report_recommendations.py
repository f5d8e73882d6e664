"""The board report's recommendations, from the inspections room's lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from goldenthread.apps.inspections.queries import ElementLine, Line, standings
from goldenthread.documents import board_report as doc
from goldenthread.documents import paper_figures as figures


def recommendations(
    lines: Sequence[Line], *, actions: Mapping[int, int], measures: Mapping[int, Sequence[str]],
    known_at: datetime | None = None,
) -> tuple[doc.Recommendation, ...]:  # fmt: skip
    """Each recommendation and its state.

    By its row number, `actions` counts those that serve it and `measures` names those that show it.
    """
    before = _before(lines, known_at)
    many_inspections = len({line.recommendation.inspection_id for line in lines}) > 1
    found = []
    for line in lines:
        one, newest, earlier = line.recommendation, line.newest, before.get(line.recommendation.pk)
        theme = f"{one.inspection.name}. {one.theme}".strip() if many_inspections else one.theme
        found.append(
            doc.Recommendation(
                ref=one.reference,
                title=one.title,
                theme=theme,
                standing=figures.Standing(line.status),
                code=str(line.derived.code),
                reason=line.derived.reason,
                assessed_on=newest.assessed_on if newest else None,
                condition="; ".join(line.conditions) or None,
                previous=figures.Standing(earlier.status) if earlier else None,
                previous_on=earlier.newest.assessed_on if earlier and earlier.newest else None,
                elements=tuple(_element(element) for element in line.elements),
                actions=actions.get(one.pk, 0),
                measures=tuple(measures.get(one.pk, ())),
            )
        )
    return tuple(found)


def _element(line: ElementLine) -> doc.Element:
    found = line.assessment
    return doc.Element(
        ref=line.element.reference,
        title=line.element.title,
        standing=figures.Standing(line.status),
        assessed_on=found.assessed_on if found else None,
        condition=(found.condition or None) if found else None,
    )


def _before(lines: Sequence[Line], known_at: datetime | None) -> dict[int, Line]:
    """What each stood at on the day before its newest assessment, where it had been assessed by then.

    Recommendations are assessed together, so there are few such days: the rows of each are read at once.
    """
    by_day: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        if line.newest:
            by_day[line.newest.assessed_on - timedelta(days=1)].append(line)
    found = {}
    for day, assessed in by_day.items():
        for earlier in standings([line.recommendation for line in assessed], as_at=day, known_at=known_at):
            if earlier.newest:
                found[earlier.recommendation.pk] = earlier
    return found
