"""What changed on a scorecard between two instants: figures, ratings, targets, overrides, measures listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from goldenthread.apps.measures.addresses import measure_address, where_from_address
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation, Override, Scorecard, Value
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.places import lines_on, measures_as_known
from goldenthread.apps.measures.recorded import current_values, known, known_targets, period_of
from goldenthread.apps.measures.scorecard_rows import ScorecardOfPeriod, ScorecardRow
from goldenthread.apps.measures.scorecards import by_recency, figures_for
from goldenthread.apps.measures.sources import (
    COMPUTED,
    OWN,
    Choices,
    choices_of,
    choices_told,
    source_words,
)
from goldenthread.apps.trail.changes import Change, Changed, Span
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import Rag

RAG_WORDS = {Rag.RED: "Red", Rag.AMBER: "Amber", Rag.GREEN: "Green", Rag.NOT_RATED: "Not rated"}
AREA_WORDS = {COUNCIL_AREA: "", "statistical_neighbours": "statistical neighbours", "national": "England"}


def changes_of_scorecard(scorecard: Scorecard, span: Span) -> tuple[Changed, ...]:
    """What changed of a scorecard's measures in a span. A fixed number of statements.

    Ratings are those of the newest period with figures at either instant: a new quarter is compared with the
    one before, and within one quarter what was known then with what is known since.
    """
    found = list(Measure.objects.filter(lines__scorecard=scorecard).distinct())
    measures_as_known(found, span.until)
    measures = {one.pk: one for one in sorted(found, key=lambda one: (one.sort_key, one.pk))}
    new, revised = _figures(measures, span)
    overridden = _overrides(measures, span)
    then, now = _card_known(scorecard, span.since), _card_known(scorecard, span.until)
    return (
        Changed("revised", "Figures revised", "figures revised", "amber", revised),
        Changed("ratings", "Measures rated differently", "rated differently", "grey", _rated(then, now)),
        Changed("targets", "Targets changed", "targets changed", "grey", _targets(measures, span)),
        Changed("sources", "Sources chosen", "sources chosen", "grey", _sources(measures, span)),
        Changed("overrides", "Ratings set by a person", "set by a person", "grey", overridden),
        Changed("listed", "Measures listed or no longer", "listed or no longer", "grey", _listed(then, now)),
        Changed("figures", "New figures", "new figures", "grey", new),
    )  # fmt: skip


def _change(measure: Measure, **said: Any) -> Change:
    said.setdefault("href", measure_address(measure))
    return Change(measure.reference, measure.title, **said)


def _figures(measures: dict[int, Measure], span: Span) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Figures that are new, and figures that say something else than was known before."""
    told = Value.objects.filter(span.told(), observation=OuterRef("pk"))
    place = {pk: number for number, pk in enumerate(measures)}
    found = Observation.objects.filter(Exists(told), measure__in=measures).order_by("-ends", "area", "pk")
    observations = {one.pk: one for one in sorted(found, key=lambda one: place[one.measure_id])}
    now, before = _values(observations, span.until), _values(observations, span.since)
    new, revised = [], []
    for pk, observation in observations.items():
        was, value = before.get(pk), now.get(pk)
        if value is None or (was is not None and was.text == value.text):
            continue
        line = _figure_line(measures[observation.measure_id], observation, was, value)
        (new if was is None else revised).append(line)
    return tuple(new), tuple(revised)


def _values(observations: Iterable[int], known_at: datetime | None) -> dict[int, Any]:
    """The version of each observation that held, as plain rows: a load holds all that its file says."""
    held = current_values(known_at).filter(observation__in=list(observations))
    columns = ("text", "published_on", "note", "recorded_at", "load__file__name", "recorded_by__name")
    return {value.observation_id: value for value in held.values_list("observation_id", *columns, named=True)}


def _figure_line(measure: Measure, observation: Observation, was: Any, value: Any) -> Change:
    area = AREA_WORDS.get(observation.area, observation.area)
    of = ", ".join(filter(None, (str(period_of(observation)), area)))
    # Papers that are frozen name no other source here, and are to be given again to the letter.
    if observation.source == COMPUTED:
        of += f", {source_words(COMPUTED)}"
    return _change(
        measure, href=where_from_address(observation.uuid), of=of,
        before=was.text if was else "", after=value.text, on=value.published_on,
        recorded_at=value.recorded_at,
        by=value.load__file__name or value.recorded_by__name or "", why=value.note,
    )  # fmt: skip


def _card_known(scorecard: Scorecard, known_at: datetime | None) -> ScorecardOfPeriod | None:
    """The scorecard of the newest period with a figure of ours known by an instant; None without one."""
    listed = [line.measure_id for line in lines_on(scorecard, known_at=known_at)]
    told = known(Value.objects.filter(observation=OuterRef("pk")), known_at)
    found = (
        Observation.objects.filter(
            choices_of(listed, known_at).own_figures(), Exists(told), measure__in=listed
        )
        .order_by()
        .values_list("period_kind", "starts", "ends")
        .distinct()
    )
    periods = [Period(PeriodKind(kind), starts, ends) for kind, starts, ends in found]
    period = min(periods, key=by_recency, default=None)
    return figures_for(scorecard, period, known_at=known_at) if period else None


def _rated(then: ScorecardOfPeriod | None, now: ScorecardOfPeriod | None) -> tuple[Change, ...]:
    if then is None or now is None:
        return ()
    was = {row.measure.pk: row for row in then.rows}
    return tuple(
        _change(
            row.measure, before=_rating_words(was[row.measure.pk], then), after=_rating_words(row, now),
            on=now.period.last_day, why=f"{row.verdict.reason} ({row.verdict.code})",
        )
        for row in now.rows
        if row.measure.pk in was and was[row.measure.pk].rag != row.rag
    )  # fmt: skip


def _rating_words(row: ScorecardRow, card: ScorecardOfPeriod) -> str:
    return f"{RAG_WORDS[row.rag]}, {card.period}"


def _listed(then: ScorecardOfPeriod | None, now: ScorecardOfPeriod | None) -> tuple[Change, ...]:
    if then is None or now is None:
        return ()
    before, after = {row.measure for row in then.rows}, {row.measure for row in now.rows}
    new = (_change(one, before="Not listed", after="Listed") for one in after - before)
    gone = (_change(one, before="Listed", after="No longer listed") for one in before - after)
    return tuple(sorted([*new, *gone], key=lambda line: (line.after, line.ref, line.title)))


def _targets(measures: dict[int, Measure], span: Span) -> tuple[Change, ...]:
    """The target that holds last of each measure, where it is another than the one known before.

    A first target is no change: it stands on the scorecard beside the figures that came with it.
    """
    told = TargetRow.objects.filter(span.told(), measure__in=measures).order_by().values("measure")
    now, before = _newest_targets(told, span.until), _newest_targets(told, span.since)
    return tuple(
        _change(
            measures[pk], before=before[pk].text, after=target.text or "Withdrawn",
            on=target.effective_on, recorded_at=target.recorded_at, by=str(target.recorded_by or ""),
            why=target.reason,
        )
        for pk, target in now.items()
        if pk in before and before[pk].text != target.text
    )  # fmt: skip


def _newest_targets(measures: Any, known_at: datetime | None) -> dict[int, TargetRow]:
    rows = known_targets(known_at).filter(measure__in=measures).select_related("recorded_by")
    newest = rows.order_by("measure_id", "-effective_on", "-known_from", "-id").distinct("measure_id")
    return {target.measure_id: target for target in newest}


def _sources(measures: dict[int, Measure], span: Span) -> tuple[Change, ...]:
    """Each choice of the source whose figures the board uses, beside the one that held before it."""
    told = list(choices_told(span.until).filter(span.within("recorded_at"), measure__in=measures))
    if not told:
        return ()
    until = choices_of(measures, span.until)
    lines = []
    for one in told:
        made = until.made_for(one.measure_id)
        before = Choices(made[: made.index(one)]).on(one.measure_id, one.starts)
        lines.append(
            _change(
                measures[one.measure_id], of=f"from {one.period} on", on=one.starts, why=one.reason,
                before=source_words(before.source if before else OWN), after=source_words(one.source),
                recorded_at=one.recorded_at, by=str(one.recorded_by or ""),
            )
        )  # fmt: skip
    return tuple(lines)


def _overrides(measures: dict[int, Measure], span: Span) -> tuple[Change, ...]:
    """Each override and each withdrawal of one, which gives the computed rating back."""
    place = {pk: number for number, pk in enumerate(measures)}
    told = Override.objects.filter(span.within("recorded_at"), measure__in=measures)
    given = sorted(told.select_related("recorded_by").order_by("id"), key=lambda one: place[one.measure_id])
    return tuple(
        _change(
            measures[one.measure_id], of=str(period_of(one)), before=RAG_WORDS[Rag(one.computed)],
            after=RAG_WORDS[Rag(one.rag)] if one.rag else "Override withdrawn", on=one.effective_on,
            recorded_at=one.recorded_at, by=str(one.recorded_by), why=one.reason,
        )
        for one in given
    )  # fmt: skip
