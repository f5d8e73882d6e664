"""A scorecard of a period, as the rulebook's arithmetic is asked about it, and what it finds.

The checks read what the paper would print: its columns of figures, benchmarks, targets, stated arrows and
words; what was last published for the same cells; and other sources of the same measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation, Scorecard, Value
from goldenthread.apps.measures.recorded import (
    as_printed,
    figure_of,
    held,
    known,
    period_of,
    polarity_of,
)
from goldenthread.apps.measures.scorecard_rows import FigureCell, ScorecardOfPeriod, ScorecardRow
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.measures.sources import choices_of
from goldenthread.apps.publishing.findings import Found, Place, explanations
from goldenthread.apps.publishing.linking import (
    links_said,
    populations_by_period,
    said_of_links,
)
from goldenthread.apps.publishing.models import RowLink
from goldenthread.apps.publishing.published import last_published
from goldenthread.rulebook import arithmetic
from goldenthread.rulebook.arithmetic import Benchmark, Cell, Finding, Link, ProposedLink, Row
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class Checked:
    """A scorecard of a period with what the checks found, and the links under which they looked."""

    card: ScorecardOfPeriod
    paper: arithmetic.Scorecard
    findings: tuple[Found, ...]
    proposed: tuple[ProposedLink, ...]
    said: Mapping[str, RowLink]

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link that nobody has refused: what the numbers obey, whoever reads them."""
        return (*self.paper.links, *(one.link for one in self.proposed))

    @property
    def open(self) -> tuple[Found, ...]:
        return tuple(one for one in self.findings if one.is_open)


def check(scorecard: Scorecard, period: Period, *, known_at: datetime | None = None) -> Checked:
    """Check a scorecard of a period, as far as was known at an instant. A fixed number of queries."""
    card = scorecard_for(scorecard, period, known_at=known_at)
    measures = [row.measure for row in card.rows]
    said = said_of_links(measures, known_at)
    confirmed = links_said(said, RowLink.Outcome.CONFIRMED)
    keys = {str(one.uuid) for one in measures}
    # A measure that has left the scorecard takes its links with it.
    confirmed = tuple(one for one in confirmed if {one.result, *one.parts} <= keys)
    before = _published_before(card, known_at)
    paper = arithmetic.Scorecard(
        name=scorecard.name,
        period=period,
        rows=tuple(_row(row, card, before) for row in card.rows),
        links=confirmed,
        populations=populations_by_period(confirmed, known_at),
        refused=links_said(said, RowLink.Outcome.REFUSED),
    )
    papers = [paper, *_other_sources(card, paper, known_at)]
    found = [one for one in arithmetic.check_papers(papers) if _is_of(paper, one)]
    explained = explanations(scorecard, period, known_at)
    told = _Telling(card)
    findings = (told.found(one) for one in found)
    return Checked(
        card=card,
        paper=paper,
        findings=tuple(replace(one, explanation=explained.get(one.digest)) for one in findings),
        proposed=_proposed(paper),
        said=said,
    )


def _is_of(paper: arithmetic.Scorecard, finding: Finding) -> bool:
    """Whether a finding is about this paper, and not of another source with itself."""
    return any(place.paper == paper.name for place in finding.cells)


def _proposed(paper: arithmetic.Scorecard) -> tuple[ProposedLink, ...]:
    """The links that titles and numbers suggest, without those of which somebody has spoken."""
    explained = {(link.kind, link.result) for link in paper.links}
    refused = {(link.kind, link.result, link.parts) for link in paper.refused}
    return tuple(
        one
        for one in arithmetic.propose_links(paper.rows)
        if (one.link.kind, one.link.result) not in explained
        and (one.link.kind, one.link.result, one.link.parts) not in refused
    )


def _row(row: ScorecardRow, card: ScorecardOfPeriod, before: Mapping[tuple[int, Period], Figure]) -> Row:
    measure = row.measure
    comments = [row.words.text] if row.words else []
    return Row(
        key=str(measure.uuid),
        reference=row.reference,
        title=measure.title,
        unit=measure.unit or None,
        polarity=polarity_of(measure),
        cumulative=measure.cumulative,
        decimal_places=measure.decimal_places,
        section=row.section,
        cells={
            cell.period: Cell(as_printed(cell.figure), published_before=before.get((measure.pk, cell.period)))
            for cell in cells_of(row)
        },
        benchmarks={
            name: Benchmark(as_printed(cell.figure), cell.period if cell.period_stated else None)
            for name, cell in (("statistical neighbours", row.neighbours), ("national", row.national))
            if cell is not None
        },
        target=row.target,
        stated_direction=row.stated.direction if row.stated and row.stated.direction in _ARROWS else None,
        comment="\n".join([*comments, *([row.comment] if row.comment else [])]),
        dead_band=measure.dead_band or None,
    )


_ARROWS = ("up", "level", "down")
OUR_OWN = "the council’s own"
"""What figures without a named source are called beside those of others."""


def cells_of(row: ScorecardRow) -> tuple[FigureCell, ...]:
    """The figures of a row that the paper prints, each period once."""
    found = {cell.period: cell for cell in (row.last_year_end, *row.parts, row.year_end) if cell}
    return tuple(found.values())


def _published_before(card: ScorecardOfPeriod, known_at: datetime | None) -> dict[tuple[int, Period], Figure]:
    """What was last published for each cell: by an edition of this scorecard, else by a loaded paper.

    A loaded paper was published where its load declares the day. By measure and period.
    """
    wanted = {
        cell.observation: row.measure.pk for row in card.rows for cell in cells_of(row) if cell.version > 1
    }
    found: dict[tuple[int, Period], Figure] = {}
    if wanted:
        versions = known(Value.objects.filter(observation__uuid__in=list(wanted)), known_at)
        declared = versions.exclude(published_on=None).select_related("observation")
        by_observation: dict[int, list[Value]] = defaultdict(list)
        for value in declared.order_by("known_from", "version"):
            by_observation[value.observation_id].append(value)
        current = {(row.measure.pk, cell.period): cell.version for row in card.rows for cell in cells_of(row)}
        for values in by_observation.values():
            place = (values[0].observation.measure_id, period_of(values[0].observation))
            earlier = [one for one in values if one.version != current.get(place)]
            if earlier:
                found[place] = as_printed(figure_of(earlier[-1]))
    return found | last_published(card, known_at)


def _other_sources(
    card: ScorecardOfPeriod, paper: arithmetic.Scorecard, known_at: datetime | None
) -> tuple[arithmetic.Scorecard, ...]:
    """The same measures as the sources have them that the board does not use, and under another name.

    A measure that stands twice in the library, under one title, is the same figure on another scorecard.
    """
    periods = {cell.period for row in card.rows for cell in cells_of(row)}
    rows = {row.measure.pk: one for row, one in zip(card.rows, paper.rows, strict=True)}
    found: dict[str, dict[int, dict[Period, Cell]]] = defaultdict(lambda: defaultdict(dict))
    # Where a person chose another source for the board, the council's own is the rival.
    ours = [cell.observation for row in card.rows for cell in cells_of(row)]
    of_sources = Observation.objects.filter(measure__in=list(rows), area=COUNCIL_AREA, cohort="")
    of_sources = of_sources.exclude(uuid__in=ours)
    for observation, value in held(of_sources, known_at):
        if (period := period_of(observation)) in periods:
            cell = Cell(as_printed(figure_of(value)), value.numerator, value.denominator)
            source = observation.source or OUR_OWN
            found[source][observation.measure_id][period] = cell
    for name, measure, cells in _twins(card, rows, periods, known_at):
        found[name][measure].update(cells)
    return tuple(
        arithmetic.Scorecard(
            name=source,
            period=paper.period,
            rows=tuple(_bare(rows[measure], cells) for measure, cells in by_measure.items()),
        )
        for source, by_measure in sorted(found.items())
    )


def _bare(row: Row, cells: Mapping[Period, Cell]) -> Row:
    """The row as another source has it: the same measure, its own figures and nothing else."""
    return replace(
        row, cells=cells, benchmarks={}, target=None, stated_direction=None, comment="", repeated=()
    )


def _twins(
    card: ScorecardOfPeriod, rows: Mapping[int, Row], periods: Iterable[Period], known_at: datetime | None
) -> list[tuple[str, int, dict[Period, Cell]]]:
    """Measures of other scorecards with one title of ours: the scorecard, our measure, and their figures."""
    ours = {_title(row.measure): row.measure.pk for row in card.rows}
    others = Measure.objects.exclude(pk__in=list(rows)).filter(lines__gone_on=None, lines__isnull=False)
    named = others.values_list("pk", "title", "lines__scorecard__name")
    twins: dict[int, tuple[str, int]] = {}
    for pk, title, name in named:
        if (measure := ours.get(" ".join(title.casefold().split()))) is not None:
            twins[pk] = (name, measure)
    if not twins:
        return []
    wanted, found = set(periods), []
    own = choices_of(twins, known_at).own_figures()
    of_twins = Observation.objects.filter(own, measure__in=list(twins))
    for observation, value in held(of_twins, known_at):
        if (period := period_of(observation)) in wanted:
            name, measure = twins[observation.measure_id]
            found.append((name, measure, {period: Cell(as_printed(figure_of(value)))}))
    return found


def _title(measure: Measure) -> str:
    return " ".join(measure.title.casefold().split())


class _Telling:
    """Findings in the words of a scorecard: references for keys, cells with the way to their origin."""

    def __init__(self, card: ScorecardOfPeriod) -> None:
        self.names = {str(row.measure.uuid): row.reference or row.measure.title for row in card.rows}
        self.cells = {
            (str(row.measure.uuid), cell.period): cell for row in card.rows for cell in cells_of(row)
        }
        self.paper = card.scorecard.name

    def found(self, finding: Finding) -> Found:
        return Found(
            code=str(finding.code),
            keys=finding.measures,
            measures=tuple(self.names.get(key, key) for key in finding.measures),
            period=str(finding.period) if finding.period else "",
            expected=finding.expected,
            published=finding.published,
            message=finding.message,
            tentative=finding.tentative,
            places=self._places(finding),
        )

    def _places(self, finding: Finding) -> tuple[Place, ...]:
        places: Sequence[arithmetic.Place] = finding.cells
        told = []
        for one in places:
            cell = self.cells.get((one.measure, one.period)) if one.period else None
            words = [self.names.get(one.measure, one.measure), str(one.period) if one.period else ""]
            words += [one.part if one.part != "figure" else "", one.paper if one.paper != self.paper else ""]
            is_ours = one.paper == self.paper and one.part in ("figure", "numerator")
            observation = cell.observation if cell and is_ours else None
            told.append(Place(", ".join(filter(None, words)), observation, one.measure))
        return tuple(dict.fromkeys(told))
