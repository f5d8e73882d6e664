"""Practice alerts of the demonstration. Made up, but for how many a year resolved informally."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from goldenthread.apps.alerts.actions import (
    AlertFields,
    Rung,
    answer_step,
    escalate,
    raise_alert,
    resolve,
    set_ladder,
    ship_alert_kinds,
)
from goldenthread.apps.alerts.models import Alert, AlertKind
from goldenthread.apps.people.models import Person
from goldenthread.site.demonstration.files import rows

LADDER = (
    Rung("Team manager", 5, formal=False), Rung("Service manager", 5), Rung("Head of service", 5),
    Rung("Director", 10),
)  # fmt: skip
OFFICER = "Independent Reviewing Officer"


def alerts(tables: Path, by: Person, today: date, at: datetime) -> None:
    """The ladder and the log. Its levels add up to what they may. Twice is once."""
    ship_alert_kinds()
    if Alert.objects.exists():
        return
    set_ladder(LADDER, by=by, at=at)
    kinds = {kind.key: kind for kind in AlertKind.objects.all()}
    told = {"today": today, "by": by, "at": at}
    for row in rows(tables / "alerts.csv"):
        raised_on = date.fromisoformat(row["raised_on"])
        if raised_on > today:
            continue
        says = AlertFields(kinds[row["kind"]], row["case"], row["service"], OFFICER, row["words"])
        alert = raise_alert(says, raised_on=raised_on, **told)
        if row["answered_on"]:
            day = date.fromisoformat(row["answered_on"])
            answer_step(alert.steps.get(), row["answer"], answered_on=day, **told)
            alert.refresh_from_db()
        if row["escalated_on"]:
            day = date.fromisoformat(row["escalated_on"])
            escalate(alert, row["reason"], put_on=day, version=alert.version, **told)
            alert.refresh_from_db()
        if row["resolved_on"]:
            day = date.fromisoformat(row["resolved_on"])
            resolve(alert, row["how"], resolved_on=day, version=alert.version, **told)
