"""What the risk register gives to a report: its counts, and tables of the risks of its body and its plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.drafting.models import Report
from goldenthread.apps.risks.lifecycle import at_or_below
from goldenthread.apps.risks.meetings_before import since_when
from goldenthread.apps.risks.queries import movements, register, risks_to_plan
from goldenthread.apps.risks.states import RiskState, Scored
from goldenthread.documents.report_parts import FigureTable, FigureValue
from goldenthread.documents.wording import uk_date
from goldenthread.rulebook.risk_scoring import Move, Movement

MOVED = (Move.UP, Move.DOWN, Move.NEW, Move.CLOSED, Move.REOPENED)
NONE_OPEN = "No risk is open."


@dataclass(frozen=True)
class RiskFigures:
    values: Sequence[FigureValue]
    tables: Sequence[FigureTable]


def figures_of(report: Report, today: date) -> RiskFigures:
    """The figures of the risks that the report's body and those below it keep, and of those to its plan."""
    every = register(today=today)
    since, since_words = since_when(report.body if every else None, today, None)
    states = _of_report(report, every, today) if every else []
    moved = movements(states, since=since)
    still = sorted((one for one in states if one.is_open), key=lambda one: -_value(one))
    lately = [one for one in states if _moved_lately(one, moved[one.risk.pk], since)]
    return RiskFigures(
        tuple(_values(still, lately, moved, since_words)), tuple(_tables(still, lately, moved, since_words))
    )


def _of_report(report: Report, every: Sequence[RiskState], today: date) -> list[RiskState]:
    to_plan = {one.risk.pk for one in risks_to_plan(report.plan, on=today)} if report.plan else set()
    bodies = at_or_below(report.body)
    return [one for one in every if one.risk.pk in to_plan or (one.body and one.body.pk in bodies)]


def _values(
    still: Sequence[RiskState], lately: Sequence[RiskState], moved: Mapping[int, Movement], since: str
) -> Iterable[FigureValue]:
    yield FigureValue("risks_since", "Since when risks moved", since)
    yield FigureValue("risks_open", "Open risks", str(len(still)))
    for key, label, code in (
        ("beyond", "Risks beyond appetite", "RSK-3"), ("not_treated", "Risks that nothing treats", "RSK-9"),
        ("review_overdue", "Risks whose review is overdue", "RSK-4"),
        ("target_missed", "Risks whose target was missed", "RSK-7"),
    ):  # fmt: skip
        yield FigureValue(f"risks_{key}", label, str(sum(one.has_flag(code) for one in still)))
    for key, label in (("up", "Risks that rose"), ("down", "Risks that fell"), ("new", "New risks")):
        number = sum(moved[one.risk.pk].move == key for one in lately)
        yield FigureValue(f"risks_{key}", label, str(number))
    yield FigureValue(
        "risks_escalated", "Risks that were escalated", str(sum(one.escalated is not None for one in still))
    )


def _tables(
    still: Sequence[RiskState], lately: Sequence[RiskState], moved: Mapping[int, Movement], since: str
) -> Iterable[FigureTable]:
    columns = ("Risk", "Score", "Movement", "Target", "Owner", "Review by", "Rules")
    yield FigureTable(
        "open_risks", "Open risks", columns, tuple(_row(one, moved[one.risk.pk]) for one in still),
        empty=NONE_OPEN,
    )  # fmt: skip
    beyond = [one for one in still if one.has_flag("RSK-3")]
    answers = ("Risk", "Score", "Controls", "Treated by", "Owner")
    yield FigureTable(
        "risks_beyond_appetite", "Risks beyond appetite", answers,
        tuple(_answer(one) for one in beyond), empty="No risk is beyond appetite.",
    )  # fmt: skip
    yield FigureTable(
        "moved_risks", f"Risks that moved since {since}", ("Risk", "Movement", "Why"),
        tuple((str(one), moved[one.risk.pk].words, _why(one)) for one in lately), empty="No risk moved.",
    )  # fmt: skip


def _row(one: RiskState, moved: Movement) -> tuple[str, ...]:
    review = uk_date(one.review_on) if one.review_on else ""
    rules = ", ".join(flag.code for flag in one.flags)
    return str(one), _words(one.current), moved.words, _target(one.target), one.owned_by, review, rules


def _answer(one: RiskState) -> tuple[str, ...]:
    controls = "; ".join(f"{name} ({found.replace('_', ' ')})" for name, found in one.facts.controls)
    treated = "; ".join(f"{state} ({state.rated or 'not rated'})" for state in one.treatments)
    return str(one), _words(one.current), controls or "None", treated or "Nothing", one.owned_by


def _why(one: RiskState) -> str:
    if one.closed:
        return one.closed.reason
    return one.current.record.reason if one.current else ""


def _moved_lately(one: RiskState, moved: Movement, since: date) -> bool:
    closed_before = one.closed is not None and one.closed.effective_on <= since
    return moved.move in MOVED and not closed_before


def _words(scored: Scored | None) -> str:
    return f"{scored.score.value} {scored.score.band.word}" if scored else "Not scored"


def _target(scored: Scored | None) -> str:
    by = f" by {uk_date(scored.by_on)}" if scored and scored.by_on else ""
    return _words(scored) + by if scored else "None"


def _value(one: RiskState) -> int:
    return one.current.score.value if one.current else 0
