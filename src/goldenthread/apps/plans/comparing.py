"""A plan's file beside the plan: which row is which action, and what the file changes of it.

A file is compared with what the last file printed, and not with what the action says now: what was changed
here since then (a date that moved, a title put right) is not undone by a file that still prints the old text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.apps.plans.file_rows import FileRow
from goldenthread.apps.plans.matching import Matches, Printed, match
from goldenthread.apps.plans.models import Action, Plan, Revision, Update
from goldenthread.apps.plans.revising import ActionFields

PRINTED = "printed"
"""Where `Revision.fields` keeps what the file printed, beside what the action then said."""

# FileRow's attribute → how an officer calls it, in the order of a preview.
COMPARED = {
    "reference": "Reference",
    "title": "Action",
    "section": "Section",
    "outcome": "Outcome",
    "description": "Description",
    "sources": "Sources",
    "workstream": "Workstream",
    "lead": "Lead",
    "due_text": "Due",
    "success_indicators": "Success indicators",
    "evidence_checks": "Evidence checks",
    "other_columns": "Other columns",
}
# These are updates and not what the action says; a blank cell says nothing new.
SAID = {"status": "Progress", "comment": "Comment"}
LISTED = "listed"
SERVES = "serves"
"""What a file's references linked; kept beside what it printed, so that no file links it a second time."""


@dataclass(frozen=True)
class Standing:
    """An action as the plan has it, what the last file printed of it, and what that said of its progress."""

    action: Action
    says: ActionFields
    printed: Mapping[str, Any]
    said: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One field that a file changes: its name in `FileRow`, and what an officer sees of it."""

    name: str
    field: str
    before: str
    after: str

    def as_json(self) -> dict[str, str]:
        return {"field": self.field, "before": self.before, "after": self.after}


def standing_in(plan: Plan | None) -> dict[str, Standing]:
    """The plan's actions by uuid, those that are gone last, in a few statements however many there are."""
    if plan is None:
        return {}
    actions = plan.actions.select_related("outcome", "workstream", "detailed_in")
    actions = actions.prefetch_related("leads", "success_indicators")
    printed, said = _last_printed(plan), _last_said(plan)
    found = {}
    for action in sorted(actions, key=lambda one: (one.gone_on is not None, one.position)):
        says = ActionFields.of(action)
        printed_or_now = printed.get(action.pk) or _as_if_printed(says)
        found[str(action.uuid)] = Standing(action, says, printed_or_now, said.get(action.pk, {}))
    return found


def _last_printed(plan: Plan) -> dict[int, Mapping[str, Any]]:
    revisions = Revision.objects.filter(action__plan=plan, fields__has_key=PRINTED)
    newest = revisions.order_by("action_id", "-version").distinct("action_id")
    return dict(newest.values_list("action_id", f"fields__{PRINTED}"))


def _last_said(plan: Plan) -> dict[int, Mapping[str, str]]:
    updates = Update.objects.filter(action__plan=plan, load__isnull=False, due_before=None)
    newest = updates.order_by("action_id", "-effective_on", "-id").distinct("action_id")
    return {one.action_id: {"status": one.stated_text, "comment": one.narrative} for one in newest}


def _as_if_printed(says: ActionFields) -> dict[str, Any]:
    """What a file would print of an action that was entered here."""
    same = says.as_json()
    workstream = same["workstream_text"] or same["workstream"] or ""
    printed = same | {"workstream": workstream, "lead": same["lead_text"]}
    return {name: printed[name] or _nothing_like(name) for name in COMPARED}


def _nothing_like(name: str) -> Any:
    if name == "other_columns":
        return {}
    return [] if name in {"sources", "success_indicators", "evidence_checks"} else ""


def printed_of(row: FileRow) -> dict[str, Any]:
    """What a row prints, as JSON: what a later file will be compared with."""
    return {name: _json(getattr(row, name)) for name in COMPARED}


def _json(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def changes(row: FileRow, standing: Standing) -> list[Change]:
    """What a file changes of an action, field by field. Empty where it changes nothing."""
    now = printed_of(row)
    found = [
        Change(name, words, _in_words(standing.printed[name]), _in_words(now[name]))
        for name, words in COMPARED.items()
        if standing.printed[name] != now[name]
    ]
    for name, words in SAID.items():
        before, after = standing.said.get(name, ""), getattr(row, name)
        if after and after != before:
            found.append(Change(name, words, before, after))
    if standing.action.gone_on:
        found.append(Change(LISTED, "Listed", "No longer listed", "Listed again"))
    return found


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{heading}: {text}" for heading, text in value.items())
    return str(value)


def match_rows(rows: Mapping[str, FileRow], standing: Mapping[str, Standing]) -> Matches[str, str]:
    """Which row is which action, by what is printed."""
    return match(
        [_known_by(key, printed_of(row)) for key, row in rows.items()],
        [_known_by(key, one.printed) for key, one in standing.items()],
    )


def _known_by(key: str, printed: Mapping[str, Any]) -> Printed[str]:
    rest = " ".join((printed["outcome"], printed["lead"], printed["due_text"]))
    return Printed(key, printed["reference"], printed["title"], rest)
