"""What a row of a scorecard would change: the measure's words, figures, target, what the paper says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldenthread.apps.measures.actions import same_target, target_row
from goldenthread.apps.measures.models import (
    COUNCIL_AREA,
    Line,
    Measure,
    Observation,
    Scorecard,
    StatedRating,
    Value,
)
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.recorded import (
    figure_from_json,
    known,
    known_targets,
    period_columns,
    polarity_of,
    target_in,
    target_of,
)
from goldenthread.apps.measures.recording import (
    Entry,
    Identity,
    held_values,
    observations_of,
    same_figure,
)
from goldenthread.apps.measures.scorecards import by_recency
from goldenthread.apps.measures.sources import AS_PRINTED, NOT_TYPED
from goldenthread.apps.people.models import Post
from goldenthread.rulebook.figures import TO_DATE, Status
from goldenthread.rulebook.periods import Period, PeriodKind, parse_period
from goldenthread.rulebook.rating import Target, TargetKind

# Which field of the reading writes which field of a measure. A blank cell writes nothing.
_TEXTS = {
    "title": "title",
    "polarity": "polarity",
    "lead": "lead_text",
    "plan_priority": "plan_priority",
    "corporate_priority": "corporate_priority",
    "definition": "definition",
    "frequency": "frequency",
    "numerator": "numerator",
    "denominator": "denominator",
}
# Not "cumulative": a running total that never starts again is no year to date.
_YEAR_TO_DATE = re.compile(r"\bytd\b|year[ -]to[ -]date", re.IGNORECASE)
_NOTHING = re.compile(r"[\s\-–—]*")


@dataclass(frozen=True)
class Change:
    """One thing that a row would change, in words."""

    field: str
    before: str
    after: str

    def as_json(self) -> dict[str, str]:
        return {"field": self.field, "before": self.before, "after": self.after}


@dataclass
class Proposal:
    """All that a row would write. `measure` is unsaved where the row is new.

    `fields` are what the row says of the measure itself where that is new, `before` what it said of these.
    """

    measure: Measure
    line: Line | None
    fields: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    section: str = ""
    reference: str = ""
    entries: list[Entry] = field(default_factory=list)
    target: TargetRow | None = None
    stated: StatedRating | None = None
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """What a reading is about as a whole: the period that it reports, and whether newer ones are loaded.

    `own_sources` are the sources, in lower case, whose figures are the council's own (see `own_sources_of`).
    """

    scorecard: Scorecard | None
    period: Period | None
    older: bool
    published_on: date | None = None
    own_sources: frozenset[str] = frozenset()


class Held:
    """What is recorded of some measures, fetched at once, as known at an instant."""

    def __init__(self, paper: Paper, measures: Sequence[Measure], known_at: datetime | None = None) -> None:
        self.observations: dict[Identity, Observation] = observations_of(measures)
        self.values: dict[int, Value] = held_values(measures, known_at)
        self.targets: dict[int, list[TargetRow]] = {}
        targets = known_targets(known_at).filter(measure__in=measures)
        for row in targets.order_by("-effective_on", "-known_from", "-id"):
            self.targets.setdefault(row.measure_id, []).append(row)
        self.stated: dict[int, StatedRating] = {}
        if paper.scorecard is not None and paper.period is not None:
            rows = StatedRating.objects.filter(
                scorecard=paper.scorecard, measure__in=measures, **period_columns(paper.period)
            )
            for row in known(rows, known_at).order_by("known_from", "id"):
                self.stated[row.measure_id] = row
        self.posts = {post.title.casefold(): post for post in Post.objects.all()}

    def value_of(self, entry: Entry) -> Value | None:
        """The version that the entry would stand beside."""
        observation = self.observations.get(entry.identity) if entry.measure.pk else None
        return self.values.get(observation.pk) if observation else None


def reported_period(rows: Sequence[Mapping[str, Any]]) -> Period | None:
    """The period that a scorecard reports: the latest with a figure, the shortest of those that end then.

    A year that the paper gives to date only is not over, and is not what it reports.
    """
    given = [one for row in rows for one in row["observations"] if one["text"].strip()]
    periods = {parse_period(one["period"]) for one in given}
    over = {
        parse_period(one["period"])
        for one in given
        if TO_DATE not in (one["qualifier"] or "") and Status(one["status"]).has_a_figure
    }
    return min(over or periods, key=by_recency, default=None)


def own_sources_of(rows: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The names of sources that are no rival: the council itself, or the only one that a whole file names."""
    named = {(one.get("source") or "").casefold() for row in rows for one in row["observations"]}
    return frozenset({COUNCIL_AREA} | (named if len(named) == 1 else set()))


def propose(
    row: Mapping[str, Any], measure: Measure | None, line: Line | None, paper: Paper, held: Held
) -> Proposal:
    """What a row would change of a measure, or the measure that it would make."""
    made = measure or Measure()
    proposal = Proposal(made, line, section=row["section"] or "", reference=row["ref"] or "")
    if measure is None or not paper.older:
        _propose_words(proposal, row, held, new=measure is None)
    for name, value in proposal.fields.items():
        setattr(made, name, value)
    _propose_figures(proposal, row, paper, held)
    _propose_target(proposal, row, paper, held)
    _propose_stated(proposal, row, paper, held)
    return proposal


def _propose_words(proposal: Proposal, row: Mapping[str, Any], held: Held, *, new: bool) -> None:
    measure, given = proposal.measure, {}
    for name, column in _TEXTS.items():
        if row.get(name):
            given[column] = str(row[name])[: _room(column)]
    if row["ref"] and (new or not measure.reference):
        given["reference"] = row["ref"][:40]
    if post := held.posts.get(str(given.get("lead_text", "")).casefold()):
        given["lead"] = post
    if not measure.unit and (unit := _unit_of(row)):
        given["unit"] = unit
    # A proposal that the person sees: titles say "(ytd)" where figures run from the start of the year.
    if new and _YEAR_TO_DATE.search(row["title"]):
        given["cumulative"] = True
    for column, value in given.items():
        before = getattr(measure, column)
        if before != value:
            proposal.fields[column], proposal.before[column] = value, before
            proposal.changes.append(Change(_words(column), _said(before), _said(value)))
    line = proposal.line
    for words, before, after in (
        ("Section", line.section if line else "", proposal.section),
        ("Reference", line.reference if line else "", proposal.reference),
    ):
        if line is not None and after and before != after:
            proposal.changes.append(Change(words, before, after))


def _room(column: str) -> int | None:
    return Measure._meta.get_field(column).max_length


def _words(column: str) -> str:
    return {"lead_text": "Lead", "cumulative": "Year to date"}.get(
        column, column.replace("_", " ").capitalize()
    )


def _said(value: Any) -> str:
    return (
        {True: "yes", False: "no", None: ""}.get(value, str(value)) if not isinstance(value, str) else value
    )


def _unit_of(row: Mapping[str, Any]) -> str:
    """The unit that the row's column says, else that of its figures."""
    units = [row.get("unit"), *(one["unit"] for one in row["observations"])]
    return next((unit for unit in units if unit), "")


def _propose_figures(proposal: Proposal, row: Mapping[str, Any], paper: Paper, held: Held) -> None:
    found: dict[tuple[Period, str, str], Entry] = {}
    for one in row["observations"]:
        if not _says_nothing(one):
            period, source = parse_period(one["period"]), one.get("source") or ""
            source = "" if source.casefold() in paper.own_sources else source[:100]
            if source.casefold() in NOT_TYPED:
                source = f"{source.casefold()}, {AS_PRINTED}"
            entry = _entry(proposal.measure, row, one, period, source=source)
            found.setdefault((entry.period, entry.area, entry.source), entry)
    for area, one in row["benchmarks"].items():
        if one is not None and paper.period is not None and not _says_nothing(one):
            found[paper.period, area, ""] = _entry(proposal.measure, row, one, paper.period, area=area[:100])
    for (period, area, source), entry in found.items():
        before = held.value_of(entry)
        if same_figure(before, entry):
            continue
        proposal.entries.append(entry)
        words = f"{_area_words(area)} {period}".strip() + (f", from {source}" if source else "")
        proposal.changes.append(
            Change(
                f"{words} (revised)" if before else words, before.text if before else "", entry.figure.text
            )
        )


def _says_nothing(one: Mapping[str, Any]) -> bool:
    """An empty cell or a dash, which never overwrites."""
    return one["status"] == Status.NOT_COLLECTED and _NOTHING.fullmatch(one["text"]) is not None


def _area_words(area: str) -> str:
    known_areas = {
        "council": "",
        "statistical_neighbours": "Statistical neighbours,",
        "national": "National,",
    }
    return known_areas.get(area, f"{area},")


def _entry(
    measure: Measure,
    row: Mapping[str, Any],
    one: Mapping[str, Any],
    period: Period,
    *,
    area: str | None = None,
    source: str = "",
) -> Entry:
    counts = {name: _exact(one[name]) for name in ("numerator", "denominator") if one.get(name) is not None}
    place = one.get("cell") or f"row {row['row']}, {one.get('column') or area or period}"
    about = {} if area is None else {"area": area, "period_stated": False}
    return Entry(
        measure,
        period,
        figure_from_json(one),
        source=source,
        **counts,
        sheet=str(one.get("sheet") or row.get("sheet") or "")[:100],
        cell=place[:120],
        **about,
    )


def _propose_target(proposal: Proposal, row: Mapping[str, Any], paper: Paper, held: Held) -> None:
    if row["target"] is None or paper.period is None:
        return
    measure, period = proposal.measure, paper.period
    target = _target(row["target"], measure)
    in_force = [one for one in held.targets.get(measure.pk, []) if one.effective_on <= period.last_day]
    before = in_force[0] if in_force else None
    # A printed change ("increase of 15%") is what a trajectory plans: it takes no planned number away.
    if before is not None and before.trajectory_id and target.kind is TargetKind.STATEMENT:
        return
    # A measure's first target holds for the whole year that the paper reports; a change, from its period on.
    year = Period.containing(PeriodKind.FINANCIAL_YEAR, period.last_day)
    start = period.start if before else min(year.start, period.start)
    written = target_row(measure, target, effective_on=start, by=None, at=None)
    if before is not None and _same_meaning(before, written, measure):
        return
    proposal.target = written
    proposal.changes.append(Change("Target", before.text if before else "", written.text))


def _same_meaning(before: TargetRow, written: TargetRow, measure: Measure) -> bool:
    """Whether both are one target, also where the first was recorded before the polarity was known."""
    return same_target(before, written) or target_of(before, measure) == target_of(written, measure)


def _target(given: Mapping[str, Any], measure: Measure) -> Target:
    """The target of a reading: read from its text, unless the cell's typed value said otherwise."""
    read = target_in(given["text"], measure)
    kind = TargetKind(given["kind"])
    low, high = (None if given[end] is None else _exact(given[end]) for end in ("low", "high"))
    if read is not None and (read.low, read.high) == (low, high):
        return read
    return Target(kind, low, high, given["text"], unit=measure.unit or None, polarity=polarity_of(measure))


def _exact(number: float | int) -> Decimal:
    return Decimal(str(number))


def _propose_stated(proposal: Proposal, row: Mapping[str, Any], paper: Paper, held: Held) -> None:
    if paper.period is None:
        return
    before = held.stated.get(proposal.measure.pk)
    given = {name: row.get(name) or "" for name in ("rag", "direction", "comment")}
    said = {name: text or (getattr(before, name) if before else "") for name, text in given.items()}
    changed = [name for name in said if said[name] != (getattr(before, name) if before else "")]
    if not changed:
        return
    proposal.stated = StatedRating(measure=proposal.measure, **period_columns(paper.period), **said)
    for name in changed:
        words = {"rag": "Rating in the paper", "direction": "Arrow in the paper", "comment": "Comment"}[name]
        proposal.changes.append(Change(words, getattr(before, name) if before else "", said[name]))
