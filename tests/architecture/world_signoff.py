"""Sign-offs in the world of the tests: a case before the board, and one agreed with a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.keeping import add_minute
from goldenthread.apps.minutes.models import Minutes
from goldenthread.apps.minutes.resolving import Resolved, resolve
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.signoff import asking
from goldenthread.apps.signoff.deciding import ConditionSays, Says, checks_in, decide
from goldenthread.apps.signoff.freezing import freeze
from goldenthread.apps.signoff.models import Case

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def signoff_addresses(
    recommendation: Recommendation, meeting: Meeting, people: Mapping[Role, Person], now: datetime,
    today: date,
) -> Addresses:  # fmt: skip
    """Element a of the recommendation waits for the board; a sister recommendation is agreed in phase 1."""
    officer, lead = people[Role.IMPROVEMENT_OFFICER], people[Role.ACTION_LEAD]
    told = {"at": now, "today": today}

    def put(unit: Any) -> Case:
        case = asking.ask(unit, 1, account="It works.", by=lead, **told)
        return asking.put_before_body(case, meeting=meeting, version=case.version, by=officer, **told)

    waiting = put(recommendation.elements.get())
    sister = inspections.add_recommendation(
        recommendation.inspection, reference="13", title="Placements", by=officer, at=now
    )
    inspections.make_accountable(sister, meeting.body, starts=None, by=officer, at=now)
    case = put(sister)
    minute = add_minute(Minutes.objects.get(meeting=meeting), title="Sign-off", by=officer, at=now)
    resolution = resolve(minute, Resolved("it be signed off", out_of_quorum=True), by=officer, at=now)
    frozen = freeze(case, as_at=today, today=today)
    reasons = {str(one.code): "As heard" for one in checks_in(frozen.content)}
    wanted = ConditionSays("90% on time", today + timedelta(days=30), target_text="An audit of 20")
    says = Says("agreed_with_condition", today, resolution=resolution, reasons=reasons, conditions=(wanted,))
    clerk = people[Role.DEMOCRATIC_SERVICES_OFFICER]
    decision = decide(case, says, shown=frozen.digest, by=clerk, **told)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url in {f"signoff:{name}" for name in names}

    return [
        (named("units", "conditions"), {}),
        (named("unit", "ask", "replay"), {"uuid": waiting.unit.uuid}),
        (named("condition", "discharge"), {"uuid": decision.conditions.get().uuid}),
        (named("settle"), {"uuid": case.uuid}),
        (named("download"), {"uuid": case.uuid, "suffix": "pdf"}),
        (lambda url: url.startswith("signoff:"), {"uuid": waiting.uuid}),
    ]  # fmt: skip
