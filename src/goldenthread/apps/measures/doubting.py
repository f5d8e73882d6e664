"""Figures and targets that a person types and can hardly mean: shown back, and recorded when they say so.

The checks are the rulebook's own (`rulebook.arithmetic`). What cannot be is refused; what can hardly be meant
is recorded with the words of the person who says that it is right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation
from goldenthread.apps.measures.recorded import (
    as_printed,
    figure_of,
    held,
    period_of,
    plain,
    polarity_of,
)
from goldenthread.apps.measures.scorecards import by_recency
from goldenthread.apps.measures.sources import OWN
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.arithmetic import Cell, Finding, Row, check_figure, check_target
from goldenthread.rulebook.figures import Figure, print_figure
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import Target

DOUBT = "doubt"
"""The code of a refusal that the person may set aside with a reason."""
CANNOT_BE = frozenset({"ARI-14", "ARI-15"})
"""More counted than there are, a count below zero: never recorded."""
OF_YEARS = frozenset({"ARI-1", "ARI-4", "ARI-20", "ARI-21"})
"""How the parts of a year make it."""
_SHOWN = 8


@dataclass(frozen=True)
class Said:
    """What a person said of doubts: which they were shown (`digest_of`), and why it is right as it is."""

    shown: str = ""
    why: str = ""


NOTHING_SAID = Said()


def row_of(measure: Measure, *, area: str = COUNCIL_AREA, cohort: str = "", source: str | None = OWN) -> Row:
    """A measure's figures of one source and area that hold now, as the rulebook checks them.

    For `source` None those of every source, one for each period.
    """
    observed = Observation.objects.filter(measure=measure, area=area, cohort=cohort)
    found = _cells(observed if source is None else observed.filter(source=source))
    cells = {period: cell for by_period in found.values() for period, cell in by_period.items()}
    return _row(measure, cells)


def rows_of(measures: Sequence[Measure]) -> dict[tuple[int, str], Row]:
    """The council's figures of these measures as `row_of` gives them, by measure and source. Two queries."""
    observed = Observation.objects.filter(measure__in=measures, area=COUNCIL_AREA, cohort="")
    by_key = {one.pk: one for one in measures}
    return {key: _row(by_key[key[0]], cells) for key, cells in _cells(observed).items()}


def row_without_figures(measure: Measure) -> Row:
    """A measure of which nothing is recorded."""
    return _row(measure, {})


def _cells(observed: QuerySet[Observation]) -> dict[tuple[int, str], dict[Period, Cell]]:
    found: dict[tuple[int, str], dict[Period, Cell]] = {}
    for observation, value in held(observed):
        cell = Cell(as_printed(figure_of(value)), plain(value.numerator), plain(value.denominator))
        found.setdefault((observation.measure_id, observation.source), {})[period_of(observation)] = cell
    return found


def _row(measure: Measure, cells: Mapping[Period, Cell]) -> Row:
    return Row(
        key=str(measure.uuid), title=measure.title, cells=cells, reference=measure.reference,
        unit=measure.unit or None, polarity=polarity_of(measure), cumulative=measure.cumulative,
        decimal_places=measure.decimal_places,
    )  # fmt: skip


def doubts_of_figure(
    row: Row, period: Period, figure: Figure, numerator: Decimal | None, denominator: Decimal | None
) -> list[Finding]:
    """What can hardly be meant of a figure among the others of its row. Refused where it cannot be at all."""
    found = check_figure(row, period, Cell(figure, numerator, denominator))
    for one in found:
        if one.code in CANNOT_BE:
            raise Refused(_impossible(one, denominator), field=one.cells[0].part, code=one.code)
    return found


def _impossible(finding: Finding, denominator: Decimal | None) -> str:
    part = finding.cells[0].part.capitalize()
    if finding.code == "ARI-14":
        return f"{part}: {finding.published} is more than the denominator, {denominator:,f}"
    return f"{part}: {finding.published} is less than 0, and it counts something"


def doubts_of_target(measure: Measure, row: Row, target: Target | None, effective_on: date) -> list[Finding]:
    """What can hardly be meant of a target. Refused where no figure could ever be on its side."""
    if target is None:
        return []
    period = Period.containing(PeriodKind.FINANCIAL_QUARTER, effective_on)
    found = check_target(replace(row, target=target), period)
    for one in found:
        if one.code == "ARI-5":
            words = f"Target: {one.published} cannot be. {measure.title} is a share, from {one.expected}"
            raise Refused(words, field="target", code=one.code)
    return found


def hold_back(doubts: Sequence[Finding], said: Said, field: str) -> None:
    """Refuse what is in doubt, with the code "doubt", until a person has seen it and says why it is right."""
    if not doubts:
        return
    if said.shown != digest_of(doubts):
        words = f"{field.capitalize()}: look again. Correct it, or record it as it is and say why"
        raise Refused(words, field=field, code=DOUBT)
    if not said.why.strip():
        raise Refused("Say why it is right as it is", field="why_as_it_is", code=DOUBT)


def digest_of(doubts: Sequence[Finding]) -> str:
    """What doubts are known by: others, or other numbers, have another."""
    text = json.dumps([as_kept(one) for one in doubts], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def as_kept(finding: Finding) -> dict[str, Any]:
    """A doubt as it is kept beside what was recorded in spite of it."""
    return {
        "code": str(finding.code), "period": str(finding.period or ""), "expected": finding.expected,
        "published": finding.published, "message": finding.message,
    }  # fmt: skip


def beside(row: Row, period: Period | None = None) -> list[tuple[Period, str]]:
    """The newest figures of a row but that of a period, to look at beside one in doubt."""
    newest = sorted((one for one in row.cells if one != period), key=by_recency)[:_SHOWN]
    return [(period, print_figure(row.cells[period].figure)) for period in newest]
