"""A plan's actions as CSV, for those who go on in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.queries import PlanSummary

COLUMNS = (
    "Reference", "Outcome", "Section", "Action", "Workstream", "Lead", "Starts", "Due", "Due as printed",
    "Rating", "Rated on", "Computed", "Last update", "Completed on",
)  # fmt: skip


def actions_as_csv(states: Iterable[ActionState]) -> str:
    """One row for each action, dates ISO."""
    return table_as_csv(COLUMNS, (_row(state) for state in states))


def plans_as_csv(summaries: Iterable[PlanSummary]) -> str:
    """One row for each plan, with its counts."""
    counted = ("Actions", "Completed", "In progress", "At risk", "Not started", "Not rated", "Overdue")
    rows = (
        [one.plan.name, str(one.plan.accountable_body or "")]
        + [str(getattr(one.counts, name.lower().replace(" ", "_"))) for name in counted]
        for one in summaries
    )
    return table_as_csv(("Plan", "Accountable body", *counted), rows)


def table_as_csv(columns: Iterable[str], rows: Iterable[list[str]]) -> str:
    """With a byte order mark, so that Excel reads it as UTF-8."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_inert(text) for text in row] for row in rows)
    return "\ufeff" + written.getvalue()


def _row(state: ActionState) -> list[str]:
    return [
        state.reference,
        state.outcome,
        state.section,
        state.title,
        state.workstream.name,
        state.led_by,
        _day(state.starts),
        _day(state.due),
        state.due_text,
        state.rated,
        _day(state.stated.on if state.stated else None),
        "; ".join(f"{flag.word} ({flag.code})" for flag in state.flags),
        _day(state.last_update),
        _day(state.completed_on),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _inert(text: str) -> str:
    """A spreadsheet must not take a council's text for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
