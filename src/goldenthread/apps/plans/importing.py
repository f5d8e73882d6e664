"""A plan that comes as a file: what it would change, and, once an officer accepted it, the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.comparing import (
    SAID,
    SERVES,
    Change,
    Standing,
    changes,
    match_rows,
    printed_of,
    standing_in,
)
from goldenthread.apps.plans.file_names import FileNames
from goldenthread.apps.plans.file_rows import FileRow, file_rows, in_a_list
from goldenthread.apps.plans.matching import Matches
from goldenthread.apps.plans.models import Action, Plan, RatingLevel, Service, Update
from goldenthread.apps.plans.revising import write_actions, write_change
from goldenthread.apps.plans.serving import Served, Serving
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.plans import PlanReading, read_plan
from goldenthread.intake.reading import Workbook

SKIP, NEW = "skip", "new"


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
        "revised_due": "Revised due date",
        "first_due": "Original due date",
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
        plan = _plan_called(source_name)
        standing, serving = standing_in(plan), Serving(plan)
        found = match_rows(rows, standing)
        changed = [
            (key, changes(row := rows[key], stands := standing[action]) + serving.changes(row, stands))
            for key, action in found.sure.items()
        ]
        return {
            "new": [_item(rows[key], changed=serving.changes(rows[key])) for key in found.new],
            "changed": [_item(rows[key], changed=said) for key, said in changed if said],
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
        self.names = FileNames(plan)
        self.serving = Serving(plan)
        self.services: list[Service] = []
        self.levels: dict[str, RatingLevel] = {}
        for level in plan.rating_key.levels.order_by("-position"):
            self.levels[level.state] = level

    def write(self, decisions: Mapping[str, Any]) -> dict[str, str]:
        rows = {row.key: row for row in file_rows(self.load.reading)}
        standing = standing_in(self.plan)
        found = match_rows(rows, standing)
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
        Service.objects.bulk_create(self.services)
        self._write_positions([by_key[key] for key in rows if key in by_key])
        return self._told(
            len(rows),
            new=actions,
            changed=[standing[same[key]].action for key in changed],
            gone=[standing[key].action for key in gone],
        )

    def _write_new(self, rows: list[FileRow]) -> list[Action]:
        actions = write_actions(
            self.plan, [self.names.fields(row) for row in rows], effective_on=self.on, by=self.by, at=self.at,
            load=self.load, printed=[self._printed(row) for row in rows],
        )  # fmt: skip
        pairs = list(zip(actions, rows, strict=True))
        for action, row in pairs:
            self._link(action, self.serving.new(row))
        Update.objects.bulk_create(
            self._update(action, row) for action, row in pairs if row.status or row.comment
        )
        return actions

    def _write_changed(self, row: FileRow, standing: Standing) -> bool:
        """Write what the file changes of an action; False where it changes nothing."""
        links = self.serving.new(row, standing)
        names = {change.name for change in changes(row, standing)} | ({SERVES} if links else set())
        if not names:
            return False
        says = self.names.changed(standing.says, row, names)
        if names - SAID.keys() or says != standing.says:
            write_change(
                standing.action, standing.says, says, effective_on=self.on, by=self.by, at=self.at,
                load=self.load, printed=self._printed(row),
            )  # fmt: skip
            self._link(standing.action, links)
        else:
            standing.action.version += 1
            standing.action.save(update_fields=["version"])
        if names & SAID.keys():
            self._update(standing.action, row).save()
        return True

    def _printed(self, row: FileRow) -> dict[str, Any]:
        return printed_of(row) | {SERVES: [served.uuid for served in self.serving.of(row)]}

    def _link(self, action: Action, served: Iterable[Served]) -> None:
        self.services += (
            Service(
                action=action,
                recommendation=one.recommendation,
                element=one.element,
                recorded_at=self.at,
                published_on=self.load.published_on,
            )
            for one in served
        )

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

    def _told(self, rows: int, **touched: list[Action]) -> dict[str, str]:
        """One event about all that the load touched, and words for the officer."""
        counted = [f"{len(actions)} {how}" for how, actions in touched.items()]
        if self.services:
            counted.append(f"{len(self.services)} linked to what they serve")
        words = f"{rows} actions, {', '.join(counted)}"
        lists = {
            how: [in_a_list(one.reference, one.title) for one in actions] for how, actions in touched.items()
        }
        if self.services:
            lists["links"] = [str(one) for one in self.services]
        about = [self.plan, self.load, *(action for actions in touched.values() for action in actions)]
        about += dict.fromkeys(one.recommendation for one in self.services)
        after = {"words": words, "effective_on": self.on} | lists
        record("plans.plan_loaded", by=self.by, at=self.at, on=about, after=after)
        return {"url": self.plan.get_absolute_url(), "words": words}


def _plan_called(name: str) -> Plan | None:
    return Plan.objects.filter(name__iexact=" ".join(name.split())).first()


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
    row: FileRow, *, changed: Iterable[Change] = (), candidates: Iterable[Action] = ()
) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "place": row.place,
        "changes": [change.as_json() for change in changed],
        "candidates": [
            {"uuid": str(one.uuid), "label": in_a_list(one.reference, one.title)} for one in candidates
        ],
    }


def _gone_item(standing: Standing) -> dict[str, Any]:
    action = standing.action
    label = in_a_list(action.reference, action.title)
    return {"key": f"gone-{action.uuid}", "label": label, "place": "", "changes": [], "candidates": []}
