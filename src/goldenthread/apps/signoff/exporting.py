"""Sign-offs as tables to take away: every unit with its phases, and the conditions."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.inspections.queries import WORDS
from goldenthread.apps.signoff.conditions import ConditionLine
from goldenthread.apps.signoff.queries import PhaseState, UnitRow
from goldenthread.documents.data_tables import DataTable

PHASE_WORDS = {
    "sign_off_not_asked": "Not asked for",
    "case_draft": "Case being built",
    "case_asked": "Before the body",
    "sign_off_agreed": "Signed off",
    "sign_off_agreed_with_condition": "Agreed with a condition",
    "sign_off_deferred": "Deferred",
    "sign_off_refused": "Refused",
    "sign_off_reopened": "Reopened",
    "not_endorsed": "Not endorsed",
}


def units_table(rows: Iterable[UnitRow]) -> DataTable:
    """One row for each unit."""
    columns = (
        ("Inspection", 30), ("Reference", 12), ("Title", 60), ("Body", 30), ("Status", 16),
        ("Phase 1", 24), ("Phase 1 on", 14), ("Phase 2", 24), ("Phase 2 on", 14),
        ("Changed since sign-off", 60), ("To reopen or to keep", 12), ("Open conditions", 12),
        ("Overdue conditions", 12),
    )  # fmt: skip
    return DataTable("sign-offs", "Sign-offs", columns, tuple(_unit(row) for row in rows))


def _unit(row: UnitRow) -> tuple[object, ...]:
    return (
        str(row.inspection), row.reference, row.title, str(row.body or ""), WORDS[row.status],
        *_phase(row.phases[0]), *_phase(row.phases[1]),
        "; ".join(f"{one['where']}: {one['words']}" for one in row.since.changes) if row.is_changed else "",
        "Yes" if row.prompts else "", len(row.conditions), len(row.late_conditions),
    )  # fmt: skip


def _phase(state: PhaseState) -> tuple[object, object]:
    return PHASE_WORDS[state.state], state.on


def conditions_table(lines: Iterable[ConditionLine]) -> DataTable:
    """One row for each condition, with what its measure says."""
    columns = (
        ("Reference", 12), ("Title", 60), ("Condition", 60), ("Measure", 40), ("Target", 20),
        ("The measure says", 30), ("Due", 14), ("State", 14), ("Discharged on", 14),
    )  # fmt: skip
    rows = tuple(
        (
            one.condition.decision.case.unit_reference, one.condition.decision.case.unit_title,
            one.condition.words, str(one.condition.measure or ""), one.target,
            one.now.words if one.now else "", one.condition.due_on, one.state.capitalize(),
            one.discharge.discharged_on if one.discharge else None,
        )
        for one in lines
    )  # fmt: skip
    return DataTable("conditions", "Conditions of sign-offs", columns, rows)
