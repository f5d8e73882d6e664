"""Audits in the world of the tests: an activity, a tool, an audit with a case that two judged, learning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.audits.auditing import AuditFields, Scale, begin_audit
from goldenthread.apps.audits.judging import Judged, add_case, moderate
from goldenthread.apps.audits.learning import find_theme, learn
from goldenthread.apps.audits.models import ActivityKind
from goldenthread.apps.audits.programme import ActivityFields, plan_activity, ship_activity_kinds
from goldenthread.apps.audits.tools import ToolFields, make_tool
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action
from goldenthread.rulebook.periods import parse_period

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]
SCALE = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def audits_addresses(action: Action, by: Person, now: datetime, today: date) -> Addresses:
    """One of everything of the room, with the addresses of its parts."""
    told, quarter = {"by": by, "at": now}, parse_period("2018-19 Q1")
    ship_activity_kinds()
    kind = ActivityKind.objects.get(key="case-audit")
    activity = plan_activity(ActivityFields(kind, "Case audit", quarter, start_by=today), **told)
    asks = ToolFields("Case audit tool", SCALE, 2, ("Assessment", "Plan"), ("Seen alone",))
    tool = make_tool(asks, **told)
    audit = begin_audit(
        AuditFields("Case audit", quarter, activity=activity),
        Scale.of(tool),
        way="cases",
        today=today,
        **told,
    )
    first = Judged("Team manager A", today, {"Assessment": "Good"}, {"Seen alone": "yes"})
    case = add_case(audit, "A-12", first, today=today, **told)
    moderate(case, Judged("Team manager B", today, {"Assessment": "Good"}), today=today, **told)
    found = find_theme(audit, "Voice of the child", sort="improve", **told)
    learned = learn(audit, "Ask what children think", action=action, **told)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.partition(":")[2] in names and url.startswith("audits:")

    return [
        (
            named("programme", "plan", "audits", "begin", "trend", "compare", "themes", "tools", "make_tool"),
            {},
        ),
        (named("activity", "edit_activity", "take_step"), {"uuid": activity.uuid}),
        (named("tool", "revise_tool"), {"uuid": tool.uuid}),
        (named("case", "judge_again", "moderate", "agree", "withdraw"), {"uuid": case.uuid}),
        (named("take_back_theme"), {"uuid": found.uuid}),
        (named("take_back_learning"), {"uuid": learned.uuid}),
        (named("audit"), {"uuid": audit.uuid, "slug": "au-1"}),
        (lambda url: url.startswith("audits:"), {"uuid": audit.uuid}),
    ]
