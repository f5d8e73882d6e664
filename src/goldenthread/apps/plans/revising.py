"""What an action says: adding one, and changing it, with every version kept.

`write_actions` and `write_change` write without a trail of their own, for actions that write many and leave
one event (a plan's load). Everybody else calls `add_action` and `revise_action`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.detailing import check_may_be
from goldenthread.apps.plans.models import Action, Outcome, Plan, Revision, SuccessIndicator, Update
from goldenthread.apps.plans.then import DETAILED_IN, LEADS, WORKSTREAM
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.references import sort_key


@dataclass(frozen=True)
class ActionFields:
    """All that an action says. `sources`, `success_indicators` and `evidence_checks` are texts as printed."""

    title: str
    reference: str = ""
    section: str = ""
    outcome: Outcome | None = None
    detailed_in: Plan | None = None
    description: str = ""
    sources: tuple[str, ...] = ()
    workstream: Body | None = None
    workstream_text: str = ""
    leads: tuple[Post, ...] = ()
    lead_text: str = ""
    starts: date | None = None
    due: date | None = None
    due_text: str = ""
    ongoing: bool = False
    success_indicators: tuple[str, ...] = ()
    evidence_checks: tuple[str, ...] = ()
    other_columns: Mapping[str, str] = field(default_factory=dict)
    completed_on: date | None = None
    gone_on: date | None = None

    @classmethod
    def of(cls, action: Action) -> ActionFields:
        """What an action says now."""
        plain = {name: getattr(action, name) for name in _COLUMNS}
        plain |= {name: tuple(plain[name]) for name in ("sources", "evidence_checks")}
        # Filtered here and not by the database, so that what was fetched for many actions at once is used.
        indicators = [one.text for one in action.success_indicators.all() if one.gone_on is None]
        leads = sorted(action.leads.all(), key=lambda post: post.title)
        return cls(**plain, leads=tuple(leads), success_indicators=tuple(indicators))

    def as_json(self) -> dict[str, Any]:
        """For `Revision.fields` and the trail: dates ISO, records by name."""
        return {field.name: _json(getattr(self, field.name)) for field in fields(self)}


_COLUMNS = tuple(
    field.name for field in fields(ActionFields) if field.name not in {"leads", "success_indicators"}
)


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    if isinstance(value, Outcome | Body | Plan | Post):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


@transaction.atomic
def add_action(
    plan: Plan, says: ActionFields, *, effective_on: date, by: Person | None, at: datetime, reason: str = ""
) -> Action:
    """Add an action to a plan. Raises Refused without a title, when it is due before it starts, and when it
    cannot be the plan that it is to be.
    """
    if says.detailed_in:
        check_may_be(plan, says.detailed_in)
    [action] = write_actions(plan, [says], effective_on=effective_on, by=by, at=at, reason=reason)
    record("plans.action_added", by=by, at=at, on=[plan, action], after=says.as_json(), why=reason)
    return action


@transaction.atomic
def revise_action(
    action: Action, says: ActionFields, *, version: int, effective_on: date, by: Person | None, at: datetime,
    reason: str = "",
) -> Action:  # fmt: skip
    """Change what an action says. `version` is the one that the person saw.

    Raises Refused when somebody changed it since, without a title, when a date moves without a reason, and
    when the action cannot be the plan that it is to be.
    """
    action = locked(action, version)
    was = ActionFields.of(action)
    if says == was:
        return action
    if was.due and says.due != was.due and not reason.strip():
        raise Refused("Say why the date moves.", field="reason")
    if says.detailed_in and says.detailed_in != was.detailed_in:
        check_may_be(action.plan, says.detailed_in)
    write_change(action, was, says, effective_on=effective_on, by=by, at=at, reason=reason)
    before, after = _differing(was, says)
    record("plans.action_revised", by=by, at=at, on=action, before=before, after=after, why=reason)
    return action


def locked(action: Action, version: int) -> Action:
    """The action, locked, when it still is the version that the person saw. Raises Refused, code "stale"."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.version != version:
        raise Refused(
            "Somebody changed this action while you were writing. Read what changed, then save again.",
            code="stale",
        )
    return action


def write_actions(
    plan: Plan, said: Sequence[ActionFields], *, effective_on: date, by: Person | None, at: datetime,
    load: Load | None = None, reason: str = "", printed: Sequence[Mapping[str, Any]] | None = None,
) -> list[Action]:  # fmt: skip
    """Write new actions with their first revisions, in a handful of statements. Leaves no trail.

    `printed` is what the file prints of each, where they come by file.
    """
    for says in said:
        _check(says)
    last = plan.actions.order_by("-position").values_list("position", flat=True).first()
    actions = Action.objects.bulk_create(
        Action(plan=plan, position=position, sort_key=sort_key(says.reference), **_columns(says))
        for position, says in enumerate(said, (last or 0) + 1)
    )
    pairs = list(zip(actions, said, strict=True))
    through = Action.leads.through
    through.objects.bulk_create(
        through(action_id=action.pk, post_id=post.pk) for action, says in pairs for post in says.leads
    )
    SuccessIndicator.objects.bulk_create(
        SuccessIndicator(action=action, position=position, text=text)
        for action, says in pairs
        for position, text in enumerate(says.success_indicators)
    )
    Revision.objects.bulk_create(
        Revision(
            action=action, version=1, effective_on=effective_on, recorded_at=at, recorded_by=by, load=load,
            fields=as_revised(says, printed[place] if printed else None), reason=reason,
        )
        for place, (action, says) in enumerate(pairs)
    )  # fmt: skip
    return actions


def write_change(
    action: Action, was: ActionFields, says: ActionFields, *, effective_on: date, by: Person | None,
    at: datetime, load: Load | None = None, reason: str = "", printed: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write a change of an action that is locked, as a new revision. Leaves no trail.

    A moved date is also written as an update, so that every move is found in one place, whoever moved it.
    """
    _check(says)
    for name, value in _columns(says).items():
        setattr(action, name, value)
    action.sort_key = sort_key(says.reference)
    action.version += 1
    action.save()
    if says.leads != was.leads:
        action.leads.set(says.leads)
    if says.success_indicators != was.success_indicators:
        _write_indicators(action, says.success_indicators, effective_on)
    Revision.objects.create(
        action=action, version=action.version, effective_on=effective_on, recorded_at=at, recorded_by=by,
        load=load, fields=as_revised(says, printed), reason=reason,
    )  # fmt: skip
    if was.due and says.due and says.due != was.due:
        Update.objects.create(
            action=action, effective_on=effective_on, recorded_at=at, recorded_by=by, load=load,
            published_on=load.published_on if load else None, due_before=was.due, due_after=says.due,
            move_reason=reason,
        )  # fmt: skip


def as_revised(says: ActionFields, printed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What a `Revision` keeps: the names of then, and by row number whom and what they name."""
    meant: dict[str, Any] = {LEADS: [post.pk for post in says.leads]}
    meant |= {DETAILED_IN: says.detailed_in.pk} if says.detailed_in else {}
    meant |= {WORKSTREAM: says.workstream.pk} if says.workstream else {}
    return says.as_json() | meant | ({"printed": printed} if printed is not None else {})


def _write_indicators(action: Action, texts: Sequence[str], on: date) -> None:
    """Keep indicators whose text stays (measures may be linked to them), add new ones, mark others gone."""
    standing = {one.text: one for one in action.success_indicators.all()}
    for position, text in enumerate(texts):
        one = standing.pop(text, None) or SuccessIndicator(action=action, text=text)
        one.position, one.gone_on = position, None
        one.save()
    for one in standing.values():
        if one.gone_on is None:
            one.gone_on = on
            one.save(update_fields=["gone_on"])


def _columns(says: ActionFields) -> dict[str, Any]:
    columns = {name: getattr(says, name) for name in _COLUMNS}
    columns |= {name: list(columns[name]) for name in ("sources", "evidence_checks")}
    return columns | {"other_columns": dict(says.other_columns)}


def _check(says: ActionFields) -> None:
    if not says.title.strip():
        raise Refused("Enter what is to be done.", field="title")
    if says.starts and says.due and says.due < says.starts:
        raise Refused("The action cannot be due before it starts.", field="due")


def _differing(was: ActionFields, says: ActionFields) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = was.as_json(), says.as_json()
    changed = [name for name in after if after[name] != before[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}
