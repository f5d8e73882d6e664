"""A plan that comes as a file: what it would change, and, once an officer accepted it, the change.

What the file prints is compared with what the last file printed, so that a date moved here since then is not
undone by a file that still prints the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.actions import post_called
from goldenthread.apps.people.models import Organisation, Person, Post
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.file_rows import FileRow, file_rows, in_a_list, plain
from goldenthread.apps.plans.matching import Matches, Printed, match
from goldenthread.apps.plans.models import Action, Outcome, Plan, RatingLevel, Update
from goldenthread.apps.plans.revising import ActionFields, write_actions, write_change
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.plans import PlanReading, read_plan
from goldenthread.intake.reading import Workbook

SKIP, NEW = "skip", "new"
OUR_COUNCIL = "council"

# What a preview compares, in words: FileRow's attribute → how an officer calls it.
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
    "status": "Progress",
    "comment": "Comment",
    "other_columns": "Other columns",
}


@dataclass(frozen=True)
class Standing:
    """An action as the plan has it, with what the last file said of its progress."""

    action: Action
    says: ActionFields
    status: str
    comment: str

    def printed(self) -> dict[str, Any]:
        """The attributes of `COMPARED`."""
        says = self.says
        return {
            "reference": says.reference,
            "title": says.title,
            "section": says.section,
            "outcome": says.outcome.text if says.outcome else "",
            "description": says.description,
            "sources": says.sources,
            "workstream": says.workstream_text or (says.workstream.name if says.workstream else ""),
            "lead": says.lead_text,
            "due_text": says.due_text,
            "success_indicators": says.success_indicators,
            "evidence_checks": says.evidence_checks,
            "status": self.status,
            "comment": self.comment,
            "other_columns": dict(says.other_columns),
        }


class PlanImporter:
    """Takes in plans (`loads.importers.Importer`)."""

    kind = "plan"
    title = "Plan"
    fields: Mapping[str, str] = {
        "ref": "Reference",
        "section": "Section or theme",
        "outcome": "Outcome or objective",
        "sources": "Source of the issue",
        "title": "Action",
        "description": "Description",
        "starts": "Start date",
        "due": "Due date",
        "completed_on": "Date completed",
        "workstream": "Workstream",
        "lead": "Lead",
        "lead_organisation": "Lead's organisation",
        "supporting": "Supporting organisations",
        "progress": "Progress or status",
        "rating": "Rating",
        "comment": "Comment",
        "success_indicators": "Success indicators",
        "evidence_checks": "Evidence and checks",
        "milestones": "Milestones",
        "extra": "Keep its text under its own heading",
    }

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> PlanReading:
        return read_plan(workbook, mapping=mapping)

    def preview(self, reading: dict[str, Any], source_name: str) -> dict[str, Any]:
        """What the file would change of the plan of this name; everything is new where there is none yet."""
        rows = {row.key: row for row in file_rows(reading)}
        standing = _standing(_plan_called(source_name))
        found = _match(rows, standing)
        changed = [(key, changes(rows[key], standing[action])) for key, action in found.sure.items()]
        return {
            "new": [_item(rows[key]) for key in found.new],
            "changed": [_item(rows[key], changes=said) for key, said in changed if said],
            "gone": [_gone_item(standing[key]) for key in found.gone if not standing[key].action.gone_on],
            "unsure": [
                _item(rows[key], candidates=[standing[action].action for action in actions])
                for key, actions in found.unsure.items()
            ],
            "unchanged": sum(not said for _, said in changed),
        }

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write what the load brings, as one event. Raises Refused for an unsure row that nobody decided."""
        plan = _plan_called(load.source.name) or make_plan(load.source.name, by=by, at=at)
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        return _Acceptance(plan, load, by, at, effective_on).write(decisions)


class _Acceptance:
    """One load being written: who, when, and from which day it holds."""

    def __init__(self, plan: Plan, load: Load, by: Person | None, at: datetime, effective_on: date) -> None:
        self.plan, self.load, self.by, self.at, self.on = plan, load, by, at, effective_on
        self.names = _Names(plan)
        self.levels: dict[str, RatingLevel] = {}
        for level in plan.rating_key.levels.order_by("-position"):
            self.levels[level.state] = level

    def write(self, decisions: Mapping[str, Any]) -> dict[str, str]:
        rows = {row.key: row for row in file_rows(self.load.reading)}
        standing = _standing(self.plan)
        found = _match(rows, standing)
        same, new, skipped = _decided(found, rows, standing, decisions)
        actions = self._write_new([rows[key] for key in new])
        changed = [key for key, action in same.items() if self._write_changed(rows[key], standing[action])]
        undecided = {action for key in skipped for action in found.unsure[key]}
        gone = [
            key
            for key in standing.keys() - set(same.values()) - undecided
            if not standing[key].action.gone_on
        ]
        self._write_gone([standing[key] for key in gone])
        by_key = dict(zip(new, actions, strict=True)) | {
            key: standing[action].action for key, action in same.items()
        }
        self._write_positions([by_key[key] for key in rows if key in by_key])
        return self._told(
            actions, [standing[same[key]].action for key in changed], [standing[k].action for k in gone]
        )

    def _write_new(self, rows: list[FileRow]) -> list[Action]:
        actions = write_actions(
            self.plan, [self.names.fields(row) for row in rows], effective_on=self.on, by=self.by, at=self.at,
            load=self.load,
        )  # fmt: skip
        said = [
            self._update(action, row)
            for action, row in zip(actions, rows, strict=True)
            if row.status or row.comment
        ]
        Update.objects.bulk_create(said)
        return actions

    def _write_changed(self, row: FileRow, standing: Standing) -> bool:
        """Write what the file changes of an action; False where it changes nothing."""
        said = {change["name"] for change in _differences(row, standing)}
        if not said:
            return False
        action = standing.action
        if said - {"status", "comment"}:
            says = self.names.fields(row, was=standing.says)
            write_change(
                action, standing.says, says, effective_on=self.on, by=self.by, at=self.at, load=self.load
            )
        else:
            action.version += 1
            action.save(update_fields=["version"])
        if said & {"status", "comment"} and (row.status or row.comment):
            self._update(action, row).save()
        return True

    def _write_gone(self, gone: Iterable[Standing]) -> None:
        for standing in gone:
            write_change(
                standing.action, standing.says, replace(standing.says, gone_on=self.on), effective_on=self.on,
                by=self.by, at=self.at, load=self.load,
            )  # fmt: skip

    def _write_positions(self, actions: list[Action]) -> None:
        """The plan's order is the file's order; those that are gone come after."""
        moved = []
        for position, action in enumerate(actions, start=1):
            if action.position != position:
                action.position = position
                moved.append(action)
        Action.objects.bulk_update(moved, ["position"])

    def _update(self, action: Action, row: FileRow) -> Update:
        return Update(
            action=action, effective_on=self.on, recorded_at=self.at, recorded_by=self.by,
            level=self.levels.get(row.state or ""), stated_text=row.status[:300], narrative=row.comment,
            published_on=self.load.published_on, load=self.load,
        )  # fmt: skip

    def _told(self, new: list[Action], changed: list[Action], gone: list[Action]) -> dict[str, str]:
        total = len(file_rows(self.load.reading))
        words = f"{total} actions, {len(new)} new, {len(changed)} changed, {len(gone)} gone"
        touched = {"new": new, "changed": changed, "gone": gone}
        record("plans.plan_loaded", by=self.by, at=self.at, on=[self.plan, self.load, *new, *changed, *gone], after={
            "words": words, "effective_on": self.on,
            **{name: [in_a_list(one.reference, one.title) for one in ones] for name, ones in touched.items()},
        })  # fmt: skip
        return {"url": self.plan.get_absolute_url(), "words": words}


class _Names:
    """What a file calls outcomes, workstreams and leads, as the records they are. Each is looked up once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.outcomes = {outcome.text: outcome for outcome in plan.outcomes.all()}
        self.workstreams = {plain(body.name): body for body in Body.objects.filter(kind=WORKSTREAM)}
        self.posts: dict[tuple[str, str], Post] = {}

    def fields(self, row: FileRow, was: ActionFields | None = None) -> ActionFields:
        """What an action says after the file. A date that the file prints as before stays where it was moved to."""
        printed_as_before = was is not None and was.due_text == row.due_text
        completed_on = row.completed_on
        if was is not None and not completed_on:
            completed_on = was.completed_on
        return ActionFields(
            title=row.title,
            reference=row.reference[:40],
            section=row.section[:300],
            outcome=self._outcome(row.outcome),
            description=row.description,
            sources=row.sources,
            workstream=self.workstreams.get(plain(row.workstream)),
            workstream_text=row.workstream[:200],
            leads=self._leads(row),
            lead_text=row.lead,
            starts=was.starts if printed_as_before else _start(row),
            due=was.due if printed_as_before else row.due,
            due_text=row.due_text[:300],
            ongoing=row.ongoing,
            success_indicators=row.success_indicators,
            evidence_checks=row.evidence_checks,
            other_columns=row.other_columns,
            completed_on=completed_on,
        )

    def _outcome(self, text: str) -> Outcome | None:
        if not text:
            return None
        if text not in self.outcomes:
            self.outcomes[text] = Outcome.objects.create(
                plan=self.plan, position=len(self.outcomes) + 1, text=text
            )
        return self.outcomes[text]

    def _leads(self, row: FileRow) -> tuple[Post, ...]:
        posts = {
            post.pk: post for title in row.leads if (post := self._post(title[:200], row.lead_organisation))
        }
        return tuple(sorted(posts.values(), key=lambda post: post.title))

    def _post(self, title: str, organisation: str) -> Post:
        """The post of this title: in the organisation that the row names, else the one there is, else ours."""
        if (title, organisation) not in self.posts:
            there_are = list(Post.objects.filter(title=title).select_related("organisation")[:2])
            if not organisation and len(there_are) == 1:
                found = there_are[0]
            else:
                found = post_called(title, self._organisation(organisation))
            self.posts[title, organisation] = found
        return self.posts[title, organisation]

    def _organisation(self, name: str) -> Organisation:
        council = the_council()
        if plain(name) in {"", OUR_COUNCIL, f"the {OUR_COUNCIL}"}:
            name = council.name if council else "The council"
        known = Organisation.objects.filter(name__iexact=name[:200]).first()
        return known or Organisation.objects.create(name=name[:200])


def changes(row: FileRow, standing: Standing) -> list[dict[str, str]]:
    """What a file changes of an action, field by field, in words."""
    return [
        {name: change[name] for name in ("field", "before", "after")}
        for change in _differences(row, standing)
    ]


def _differences(row: FileRow, standing: Standing) -> list[dict[str, str]]:
    before = standing.printed()
    found = [
        {
            "name": name,
            "field": words,
            "before": _in_words(before[name]),
            "after": _in_words(getattr(row, name)),
        }
        for name, words in COMPARED.items()
        if before[name] != getattr(row, name)
    ]
    if standing.action.gone_on:
        gone = {"name": "gone_on", "field": "Listed", "before": "No longer listed", "after": "Listed again"}
        found.append(gone)
    return found


def _in_words(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{heading}: {text}" for heading, text in value.items())
    return str(value)


def _start(row: FileRow) -> date | None:
    """A start after the due date is a slip of the paper: the start is left out, and `due_text` keeps it."""
    return row.starts if not (row.starts and row.due and row.starts > row.due) else None


def _plan_called(name: str) -> Plan | None:
    return Plan.objects.filter(name__iexact=" ".join(name.split())).first()


def _standing(plan: Plan | None) -> dict[str, Standing]:
    """The plan's actions by uuid, gone ones last, in four statements however many there are."""
    if plan is None:
        return {}
    actions = plan.actions.select_related("outcome", "workstream").prefetch_related(
        "leads", "success_indicators"
    )
    printed = (
        Update.objects.filter(action__plan=plan, load__isnull=False, due_before=None)
        .order_by("action_id", "-effective_on", "-id")
        .distinct("action_id")
    )
    said = {update.action_id: update for update in printed}
    return {
        str(action.uuid): Standing(
            action,
            ActionFields.of(action),
            said[action.pk].stated_text if action.pk in said else "",
            said[action.pk].narrative if action.pk in said else "",
        )
        for action in sorted(actions, key=lambda one: (one.gone_on is not None, one.position))
    }


def _match(rows: Mapping[str, FileRow], standing: Mapping[str, Standing]) -> Matches[str, str]:
    return match(
        [Printed(row.key, row.reference, row.title, f"{row.outcome} {row.lead} {row.due_text}") for row in rows.values()],
        [
            Printed(
                key, one.says.reference, one.says.title,
                f"{one.says.outcome or ''} {one.says.lead_text} {one.says.due_text}",
            )
            for key, one in standing.items()
        ],
    )  # fmt: skip


def _decided(
    found: Matches[str, str], rows: Mapping[str, FileRow], standing: Mapping[str, Standing],
    decisions: Mapping[str, Any],
) -> tuple[dict[str, str], list[str], list[str]]:  # fmt: skip
    """Rows that are actions, new rows in the file's order, and rows left out, after a person decided."""
    same, new, skipped = dict(found.sure), set(found.new), []
    for key in found.unsure:
        decision = decisions.get(key, {}).get("as")
        if decision == NEW:
            new.add(key)
        elif decision == SKIP:
            skipped.append(key)
        elif decision in standing:
            same[key] = decision
        else:
            raise Refused(f"Say what {rows[key].place} is: “{rows[key].label}”.", field="decisions")
    if len(set(same.values())) < len(same):
        twice = next(action for action in same.values() if list(same.values()).count(action) > 1)
        raise Refused(
            f"Two rows were said to be the same action: {standing[twice].action}.", field="decisions"
        )
    return same, [key for key in rows if key in new], skipped


def _item(
    row: FileRow, *, changes: list[dict[str, str]] | None = None, candidates: Iterable[Action] = ()
) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "place": row.place,
        "changes": changes or [],
        "candidates": [
            {"uuid": str(one.uuid), "label": in_a_list(one.reference, one.title)} for one in candidates
        ],
    }


def _gone_item(standing: Standing) -> dict[str, Any]:
    action = standing.action
    label = in_a_list(action.reference, action.title)
    return {"key": f"gone-{action.uuid}", "label": label, "place": "", "changes": [], "candidates": []}
