"""What the records give to a report: figures and tables by key, live until the report is frozen.

A report's scorecard and period give those of measures, its plan those of actions, its body and its plan those
of risks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from goldenthread.apps.drafting import risk_figures
from goldenthread.apps.drafting.models import Report
from goldenthread.apps.measures import on_paper
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.queries import actions_of, in_the_plan, last_words
from goldenthread.documents.report_parts import Figures, FigureTable, FigureValue
from goldenthread.documents.wording import uk_date
from goldenthread.rulebook.rating import Rag

STALE = "PROG-3"
RATINGS = ((Rag.RED, "Red"), (Rag.AMBER, "Amber"), (Rag.GREEN, "Green"), (Rag.NOT_RATED, "Not rated"))


def figures_of(report: Report, today: date) -> Figures:
    """Every figure and table that the report may name, as the records have them on a day.

    A constant number of queries, whatever the size of the scorecard or the plan.
    """
    values = [FigureValue("body", "The body", report.body.name)]
    tables: list[FigureTable] = []
    if report.meeting:
        values.append(FigureValue("meeting_on", "Day of the meeting", uk_date(report.meeting.held_on)))
    if report.scorecard and report.period:
        card = scorecard_for(report.scorecard, report.period, as_at=today)
        values += [
            FigureValue("scorecard", "The scorecard", report.scorecard.name),
            FigureValue("period", "The period", str(report.period)),
            *_counts_of_measures(card.rows),
        ]
        tables += _tables_of_measures(card.rows)
    if report.plan:
        states = in_the_plan(actions_of(report.plan, today=today))
        values += [FigureValue("plan", "The plan", report.plan.name), *counts_of_actions(states)]
        tables += _tables_of_actions(states)
    kept = risk_figures.figures_of(report, today)
    return Figures.of([*values, *kept.values], [*tables, *kept.tables])


def _counts_of_measures(rows: Sequence[ScorecardRow]) -> Iterable[FigureValue]:
    rated = Counter(row.rag for row in rows)
    moved = Counter(str(row.travel.change) for row in rows)
    yield FigureValue("measures_total", "Measures", str(len(rows)))
    for rag, word in RATINGS:
        yield FigureValue(f"measures_{rag.value}", f"{word} measures", str(rated[rag]))
    yield FigureValue("measures_better", "Measures that got better", str(moved["better"]))
    yield FigureValue("measures_worse", "Measures that got worse", str(moved["worse"]))


def _tables_of_measures(rows: Sequence[ScorecardRow]) -> Iterable[FigureTable]:
    rated = Counter(row.rag for row in rows)
    yield FigureTable(
        "rating_counts", "Ratings", ("Rating", "Measures"),
        tuple((word, str(rated[rag])) for rag, word in RATINGS),
    )  # fmt: skip
    for rag, word in RATINGS[:2]:
        yield FigureTable(
            f"{rag.value}_measures", f"{word} measures",
            ("Measure", "Figure", "Target", "Before", "Rule"),
            tuple(_measure(row) for row in rows if row.rag is rag), empty=f"No measure is {word.lower()}.",
        )  # fmt: skip


def _measure(row: ScorecardRow) -> tuple[str, ...]:
    rated = f"{row.rated.text} ({row.rated.period})" if row.rated else ""
    before = row.last_year_end.text if row.last_year_end else ""
    target = (row.target.text or str(row.target)) if row.target else ""
    name = f"{row.reference} {row.measure.title}".strip()
    rule = on_paper.OVERRIDE if row.override else str(row.verdict.code)
    return name, rated, target, before, rule


def counts_of_actions(states: Sequence[ActionState]) -> Iterable[FigureValue]:
    """How many actions stand where: what every report on a plan may name."""
    counted = {
        "total": ("Actions", states),
        "completed": ("Actions completed", [one for one in states if one.is_completed]),
        "overdue": ("Actions overdue", [one for one in states if one.is_overdue]),
        "at_risk": ("Actions at risk", [one for one in states if one.is_at_risk]),
        "stale": ("Actions without a recent update", [one for one in states if one.has_flag(STALE)]),
    }
    for key, (label, found) in counted.items():
        yield FigureValue(f"actions_{key}", label, str(len(found)))


def _tables_of_actions(states: Sequence[ActionState]) -> Iterable[FigureTable]:
    said = last_words([one.pk for one in states if one.is_overdue or one.is_at_risk])
    rated = Counter(one.rated or "Not rated" for one in states)
    yield FigureTable(
        "action_states", "Where the actions stand", ("State", "Actions"),
        tuple((word, str(number)) for word, number in rated.most_common()), empty="The plan has no actions.",
    )  # fmt: skip
    columns = ("Action", "Lead", "Due", "State", "Last words")
    late = sorted((one for one in states if one.is_overdue), key=lambda one: (one.due or date.max, one.pk))
    yield FigureTable(
        "overdue_actions", "Overdue actions", columns, tuple(_action(one, said) for one in late),
        empty="No action is overdue.",
    )  # fmt: skip
    risky = [one for one in states if one.is_at_risk]
    yield FigureTable(
        "at_risk_actions", "Actions at risk", columns, tuple(_action(one, said) for one in risky),
        empty="No action is at risk.",
    )  # fmt: skip


def _action(state: ActionState, said: dict[int, str]) -> tuple[str, ...]:
    name = f"{state.reference} {state.title}".strip()
    due = state.due_text or (uk_date(state.due) if state.due else "")
    return name, state.led_by, due, state.rated, " ".join(said.get(state.pk, "").split())
