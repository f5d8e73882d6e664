"""A few cases of two teams, made up: overdue, due, missed of late, drifting, and two requests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from goldenthread.apps.cases.stores import store_of
from goldenthread.casedata.sources import Source
from goldenthread.rulebook.workdays import add_working_days

NUMBERS = {child: f"ZQX{7741000 + child}" for child in range(1, 8)}
"""The council's own numbers, told apart wherever they should not be."""
EAST, WEST = {"team": "East", "worker": "Worker 1"}, {"team": "West", "worker": "Worker 2"}


def _columns(rows: list[dict[str, Any]]) -> pa.Table:
    names = {name: None for row in rows for name in row}
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def bring_cases(today: date, now: datetime) -> None:
    """Load them, as at today: child 1 is overdue, 2 due today, 3 missed, 4 of West overdue, 5 drifts."""
    due = add_working_days(today, -45)
    assessments = [
        {"child": 1, "referred": due - timedelta(days=30), "authorised": None, **EAST},
        {"child": 2, "referred": due, "authorised": None, **EAST},
        {"child": 3, "referred": due - timedelta(days=30), "authorised": today, **EAST},
        {"child": 4, "referred": due - timedelta(days=30), "authorised": None, **WEST},
    ]
    for row in assessments:
        row["started"] = row["referred"] + timedelta(days=1)
    seen = today - timedelta(days=2)
    plans = [
        {"child": 5, "started": today - timedelta(days=300), "ended": None, "last_visit": seen,
         "last_review": today - timedelta(days=60), "previous_plans": 0, **EAST},
    ]  # fmt: skip
    requests = [
        {"child": 6, "received": today - timedelta(days=60), "issued": None, "decided": None, **EAST},
        {"child": 7, "received": today - timedelta(days=150), "issued": None, "decided": None, **WEST},
    ]
    for row in requests:
        row |= dict.fromkeys(("assessed", "draft_sent", "concluded"), None) | {"excepted": False}
    for source, tables in (
        (Source.ANNEX_A, {"assessments": assessments, "protection_plans": plans}),
        (Source.SEN2, {"ehc_requests": requests}),
    ):
        made = {}
        for name, rows in tables.items():
            for number, row in enumerate(rows):
                row |= {"authority": "Council", "row": number}
            made[name] = _columns(rows)
        store_of().write(
            source=source, authority="Council", snapshot_on=today, at=now, tables=made, numbers=NUMBERS
        )
