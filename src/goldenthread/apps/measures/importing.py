"""The importer of scorecards: what a reading would change, and the change itself, written at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.actions import make_scorecard, plain_fields
from goldenthread.apps.measures.deriving import record_figures
from goldenthread.apps.measures.file_doubts import doubts_beside_what_is_recorded
from goldenthread.apps.measures.matching import Match, labelled, match_rows
from goldenthread.apps.measures.models import Line, Measure, Scorecard, StatedRating
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.proposals import (
    Held,
    Paper,
    Proposal,
    own_sources_of,
    propose,
    reported_period,
)
from goldenthread.apps.measures.scorecards import period_slug, periods_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.apps.trail.said import SAID
from goldenthread.intake.reading import Workbook
from goldenthread.intake.scorecards import ScorecardReading, read_scorecard
from goldenthread.rulebook.references import sort_key

NEW, SKIP = "new", "skip"


@dataclass(frozen=True)
class _Row:
    """A row of the reading with what it was matched to."""

    key: str
    given: Mapping[str, Any]
    match: Match

    @property
    def label(self) -> str:
        return f"{self.given['ref'] or ''} {self.given['title']}".strip()

    @property
    def place(self) -> str:
        sheet = self.given.get("sheet")
        return f"Sheet {sheet}, row {self.given['row']}" if sheet else f"Row {self.given['row']}"


class ScorecardImporter:
    """Takes in scorecards: see `loads.importers.Importer`."""

    kind = "scorecard"
    title = "Scorecard"
    fields: Mapping[str, str] = {
        "ref": "Reference",
        "section": "Section",
        "title": "Measure",
        "polarity": "Which way is good",
        "target": "Target",
        "tolerance": "Tolerance",
        "rag": "Rating",
        "direction": "Direction of travel",
        "lead": "Lead",
        "comment": "Comment",
        "statistical_neighbours": "Statistical neighbours",
        "national": "National average",
        "benchmark": "Another benchmark",
        "plan_priority": "Plan priority",
        "corporate_priority": "Corporate priority",
        "definition": "Definition",
        "frequency": "Frequency",
        "numerator": "Numerator",
        "denominator": "Denominator",
        "unit": "Unit",
        "period": "Figures of the period that the paper reports",
        "when": "Period of the row's figures",
        "source": "Source of the row's figures",
        "label": "What the row's figures are: actual, target, England",
    }

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> ScorecardReading:
        return read_scorecard(workbook, mapping=mapping)

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        """What accepting the reading would do, row by row; nothing is written."""
        scorecard = Scorecard.objects.filter(name__iexact=source_name).first()
        paper, rows, lines = _rows_of(reading, scorecard)
        held = Held(paper, [row.match.measure for row in rows if row.match.measure])
        found: dict[str, Any] = {"new": [], "changed": [], "unsure": [], "unchanged": 0}
        told = []
        for row in rows:
            measure = row.match.measure
            proposal = propose(row.given, measure, lines.get(measure.pk) if measure else None, paper, held)
            told.append((row.given, proposal))
            if row.match.unsure:
                found["unsure"].append(_item(row, proposal))
            elif measure is None:
                found["new"].append(_item(row, proposal))
            elif proposal.changes or not _is_placed(proposal):
                found["changed"].append(_item(row, proposal))
            else:
                found["unchanged"] += 1
        found["doubts"] = doubts_beside_what_is_recorded(told)
        gone = _gone(rows, lines, paper, {})
        found["gone"] = [
            {"key": str(line.measure.uuid), "label": str(line.measure), "place": line.section, "changes": [],
             "candidates": []}
            for line in gone
        ]  # fmt: skip
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write the reading of a load in one transaction, and one event of it.

        Raises Refused while a row is unsure and nobody has said what it is.
        """
        scorecard = Scorecard.objects.filter(name__iexact=load.source.name).first() or make_scorecard(
            load.source.name, by=by, at=at
        )
        # Locked before they are read, so that nobody revises a measure between the reading and the writing.
        Scorecard.objects.select_for_update().get(pk=scorecard.pk)
        list(Measure.objects.select_for_update().order_by("pk").values_list("pk"))
        paper, rows, lines = _rows_of(load.reading, scorecard)
        chosen = [(row, _decided(row, decisions)) for row in rows]
        taken = [(row, one) for row, one in chosen if one != SKIP]
        _refuse_doubles(taken)
        known_at = datetime.combine(load.published_on, time(), UTC) if load.published_on else None
        held = Held(paper, [one for _, one in taken if isinstance(one, Measure)], known_at)
        proposals = []
        for row, one in taken:
            measure = one if isinstance(one, Measure) else None
            proposals.append(
                propose(row.given, measure, lines.get(measure.pk) if measure else None, paper, held)
            )
        gone = _gone(rows, lines, paper, {row.key: one for row, one in chosen})
        writing = _Writing(scorecard, load, paper, by, at)
        writing.write(proposals, gone, effective_on)
        address = reverse("measures:scorecard", args=[scorecard.uuid, slugify(scorecard.name) or "scorecard"])
        if paper.period is not None:
            address += f"?period={period_slug(paper.period)}"
        return {"url": address, "words": writing.words()}


def _rows_of(
    reading: Mapping[str, Any], scorecard: Scorecard | None
) -> tuple[Paper, list[_Row], dict[int, Line]]:
    """The reading's rows with what they match, and the scorecard's lines by measure, gone ones too."""
    given = reading["measures"]
    lines = _newest_lines(scorecard) if scorecard else []
    matches = match_rows(given, lines, list(Measure.objects.all()))
    rows = [
        _Row(f"{row.get('sheet') or ''}!{row['row']}", row, match)
        for row, match in zip(given, matches, strict=True)
    ]
    period = reported_period(given)
    latest = next(iter(periods_of(scorecard)), None) if scorecard else None
    older = period is not None and latest is not None and period.end < latest.end
    return (
        Paper(scorecard, period, older, own_sources=own_sources_of(given)),
        rows,
        {line.measure_id: line for line in lines},
    )


def _newest_lines(scorecard: Scorecard) -> list[Line]:
    """The newest line of each measure that is or was on a scorecard, in its order."""
    oldest_first = scorecard.lines.select_related("measure").order_by(F("gone_on").asc(nulls_last=True), "pk")
    lines = {line.measure_id: line for line in oldest_first}
    return sorted(lines.values(), key=lambda line: line.position)


def _item(row: _Row, proposal: Proposal) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "place": row.place,
        "changes": [change.as_json() for change in proposal.changes],
        "candidates": labelled(row.match.candidates),
    }


def _is_placed(proposal: Proposal) -> bool:
    return proposal.line is not None and proposal.line.gone_on is None


def _gone(
    rows: Sequence[_Row], lines: Mapping[int, Line], paper: Paper, chosen: Mapping[str, Any]
) -> list[Line]:
    """Lines that the file no longer lists. An older paper takes nothing away.

    While a row may be a line's measure, or was left out by a person, that line has not gone.
    """
    if paper.older:
        return []
    kept = {row.match.measure.pk for row in rows if row.match.measure}
    for row in rows:
        one = chosen.get(row.key)
        if isinstance(one, Measure):
            kept.add(one.pk)
        elif one is None or one == SKIP:
            kept |= {candidate.pk for candidate in row.match.candidates}
    return [line for line in lines.values() if line.gone_on is None and line.measure_id not in kept]


def _decided(row: _Row, decisions: Mapping[str, Any]) -> Measure | str:
    """The measure that a row is, "new" or "skip"."""
    if not row.match.unsure:
        return row.match.measure or NEW
    said = str(decisions.get(row.key, {}).get("as", ""))
    if said in (NEW, SKIP):
        return said
    for candidate in row.match.candidates:
        if str(candidate.uuid) == said:
            return candidate
    raise Refused(f"Say which measure this is: {row.label} ({row.place})", field=row.key)


def _refuse_doubles(taken: Sequence[tuple[_Row, Measure | str]]) -> None:
    first: dict[int, _Row] = {}
    for row, one in taken:
        if isinstance(one, Measure) and first.setdefault(one.pk, row) is not row:
            other = first[one.pk]
            raise Refused(f"{row.place} and {other.place} cannot both be {one}", field=row.key)


class _Writing:
    """One load on its way into the database."""

    def __init__(
        self, scorecard: Scorecard, load: Load, paper: Paper, by: Person | None, at: datetime
    ) -> None:
        self.scorecard = scorecard
        self.load = load
        self.paper = paper
        self.by, self.at = by, at
        self.new = self.revised = self.figures = self.gone = 0

    def write(self, proposals: Sequence[Proposal], gone: Sequence[Line], effective_on: date) -> None:
        touched = [one for one in proposals if one.changes or not _is_placed(one)]
        self._measures(proposals)
        self._lines(proposals, effective_on)
        about = {"load": self.load, "published_on": self.load.published_on}
        entries = [entry for one in proposals for entry in one.entries]
        self.figures = len(record_figures(entries, by=self.by, at=self.at, **about))
        self._targets([one.target for one in proposals if one.target], about)
        self._stated([one.stated for one in proposals if one.stated], about)
        self._end(gone, effective_on)
        self.gone = len(gone)
        if touched or gone:
            self._trail(touched, gone)

    def _measures(self, proposals: Sequence[Proposal]) -> None:
        made = [one.measure for one in proposals if one.measure.pk is None]
        revised = [one.measure for one in proposals if one.measure.pk is not None and one.fields]
        for measure in (*made, *revised):
            measure.sort_key = sort_key(measure.reference)
        for one in proposals:
            if one.measure.pk is not None and one.fields:
                one.measure.version += 1
                one.measure.save(update_fields=[*one.fields, "sort_key", "version"])
        Measure.objects.bulk_create(made)
        self.new, self.revised = len(made), len(revised)

    def _lines(self, proposals: Sequence[Proposal], effective_on: date) -> None:
        """A line that moves, or is called something else, ends and goes on in a new one.

        An older paper that is loaded late says that the line stood before the paper that first placed it.
        """
        made, ended = [], []
        for position, one in enumerate(proposals):
            was, since = one.line, self.load.published_on
            placed_on = _known_from(was) if was else None
            earlier = bool(since and placed_on and since < placed_on)
            if was is None or earlier or (not self.paper.older and _moves(one, position)):
                made.append(
                    Line(
                        scorecard=self.scorecard, measure=one.measure, position=position,
                        section=one.section[:200] or (was.section if was else ""),
                        reference=one.reference[:40] or (was.reference if was else ""),
                        recorded_at=self.at, published_on=since,
                        gone_on=placed_on if earlier else None,
                        ended_at=self.at if earlier else None,
                    )
                )  # fmt: skip
                ended += [was] if was and was.gone_on is None and not earlier else []
        self._end(ended, effective_on)
        Line.objects.bulk_create(made)

    def _end(self, lines: Sequence[Line], day: date) -> None:
        for line in lines:
            line.gone_on, line.ended_at = day, self.at
        Line.objects.bulk_update(lines, ["gone_on", "ended_at"])

    def _targets(self, targets: Sequence[TargetRow], about: Mapping[str, Any]) -> None:
        for row in targets:
            row.recorded_at, row.recorded_by = self.at, self.by
            row.load, row.published_on = about["load"], about["published_on"]
        TargetRow.objects.bulk_create(targets)

    def _stated(self, stated: Sequence[StatedRating], about: Mapping[str, Any]) -> None:
        for row in stated:
            row.scorecard, row.recorded_at = self.scorecard, self.at
            row.load, row.published_on = about["load"], about["published_on"]
        StatedRating.objects.bulk_create(stated)

    def _trail(self, touched: Sequence[Proposal], gone: Sequence[Line]) -> None:
        lost = [line.measure for line in gone]
        record(
            "measures.scorecard_loaded",
            by=self.by,
            at=self.at,
            on=[self.scorecard, self.load, *(one.measure for one in touched), *lost],
            before={str(one.measure.uuid): _changes(one, "before") for one in touched}
            | {SAID: {str(one.measure.uuid): plain_fields(one.before) for one in touched if one.before}},
            after={str(one.measure.uuid): _changes(one, "after") for one in touched}
            | {"gone": [str(measure) for measure in lost]},
        )

    def words(self) -> str:
        """What was written, for the person who accepted it."""
        if not (self.new or self.revised or self.figures or self.gone):
            return "Everything in the file was already here. Nothing has changed."
        parts = [
            f"{count} {words}"
            for count, words in (
                (self.new, "new measures"), (self.revised, "measures changed"),
                (self.figures, "figures recorded"), (self.gone, "measures no longer listed"),
            )
            if count
        ]  # fmt: skip
        return f"{self.scorecard}: {', '.join(parts)}."


def _changes(proposal: Proposal, side: str) -> dict[str, str]:
    """What changed of a measure, before or after, as the ledger writes it."""
    return {change.field: text for change in proposal.changes if (text := getattr(change, side))}


def _known_from(line: Line) -> date | None:
    """The day from which a line was known: declared, or of its recording; None where neither is kept."""
    return line.published_on or (timezone.localtime(line.recorded_at).date() if line.recorded_at else None)


def _moves(proposal: Proposal, position: int) -> bool:
    line = proposal.line
    if line is None:
        return False
    after = (
        position, None, proposal.section[:200] or line.section, proposal.reference[:40] or line.reference
    )  # fmt: skip
    return (line.position, line.gone_on, line.section, line.reference) != after
