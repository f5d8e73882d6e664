"""A log of complaints and compliments on its way in: what a reading would change, and the change itself.

A complaint is found again by its reference, a stage by its number. What a stage did not say before is added
to it; what it says otherwise is shown and left as it stands: nobody's answer is overwritten by a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from goldenthread.apps.feedback import actions
from goldenthread.apps.feedback.models import Complaint, ComplaintStage, Compliment, Learning, Outcome
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.intake.complaints import FIELDS, ComplaintsReading, read_complaints
from goldenthread.intake.reading import Workbook
from goldenthread.rulebook.case_references import same_case

Row = Mapping[str, Any]


class ComplaintsImporter:
    """Takes in a log of complaints and compliments: see `loads.importers.Importer`."""

    kind = "complaints"
    title = "Log of complaints and compliments"
    fields: Mapping[str, str] = FIELDS

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> ComplaintsReading:
        return read_complaints(workbook, mapping)

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        """What accepting the reading would do, row by row; nothing is written."""
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        stored, praised = _stored(), _praised()
        for row in reading["feedback"]:
            item = {
                "key": f"{row['sheet']}/{row['row']}", "label": _label(row),
                "place": f"Sheet {row['sheet']}, row {row['row']}", "changes": [], "candidates": [],
            }  # fmt: skip
            if row["kind"] == "compliment":
                known = _praise_key(row) in praised
                stage = None
            else:
                stages = stored.get(same_case(row["reference"]))
                stage = stages.get(row["stage"]) if stages else None
                known = stage is not None
            if not known:
                found["new"].append(item)
            elif stage is not None and (changes := _changes(stage, row)):
                found["changed"].append(item | {"changes": changes})
            else:
                found["unchanged"] += 1
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write a load's reading."""
        words = load_log(load.reading["feedback"], today=at.date(), by=by, at=at, load=load)
        return {"url": reverse("feedback:quarters"), "words": words}


@transaction.atomic
def load_log(
    rows: Sequence[Row], *, today: date, by: Person | None, at: datetime, load: Load | None = None
) -> str:
    """Write the rows that `intake.complaints` read; says what was written. The same rows again write nothing.

    Stages are taken in their order, however the rows stand. Raises Refused as the actions do.
    """
    told: dict[str, Any] = {"by": by, "at": at}
    counted = {"complaints": 0, "stages": 0, "compliments": 0}
    stored, praised = _stored(), _praised()
    complaints = [row for row in rows if row["kind"] == "complaint"]
    for row in sorted(complaints, key=lambda row: row["stage"]):
        same = same_case(row["reference"])
        stages = stored.setdefault(same, {})
        stage = stages.get(row["stage"])
        if stage is None:
            stage = _take_in(row, same, bool(stages), today, told, load)
            counted["stages" if stages else "complaints"] += 1
            stages[row["stage"]] = stage
        _complete(stage, row, today, told)
    for row in rows:
        if row["kind"] == "compliment" and _praise_key(row) not in praised:
            actions.receive_compliment(
                received_on=date.fromisoformat(row["received_on"]), service=row["service"],
                raised_by=row["raised_by"], words=row["about"], themes=row["themes"], today=today, load=load,
                **told,
            )  # fmt: skip
            praised.add(_praise_key(row))
            counted["compliments"] += 1
    return (
        f"{counted['complaints']} complaints, {counted['stages']} later stages and "
        f"{counted['compliments']} compliments are new."
    )


def _take_in(
    row: Row, same: str, is_later: bool, today: date, told: Mapping[str, Any], load: Load | None
) -> ComplaintStage:
    day = date.fromisoformat(row["received_on"])
    if is_later:
        complaint = Complaint.objects.get(same=same)
        return actions.begin_stage(complaint, row["stage"], began_on=day, today=today, **told)
    says = actions.ComplaintFields(
        row["reference"], row["service"], row["raised_by"], row["about"], row["themes"]
    )
    made = actions.receive_complaint(
        says, received_on=day, stage=row["stage"], today=today, load=load, **told
    )
    return made.stages.get()


def _complete(stage: ComplaintStage, row: Row, today: date, told: Mapping[str, Any]) -> None:
    """Add what a stage does not say yet."""
    if row["extended"] and not stage.extended_because and stage.ended_on is None:
        actions.extend_stage(stage, reason=row["extended"], **told)
    if row["ended_on"] and stage.ended_on is None:
        ended = date.fromisoformat(row["ended_on"])
        actions.end_stage(stage, outcome=row["outcome"], ended_on=ended, today=today, **told)
    if row["learning"]:
        same = Learning.objects.filter(complaint=stage.complaint, text__iexact=row["learning"])
        if not same.exists():
            learned = date.fromisoformat(row["ended_on"] or row["received_on"])
            actions.learn(stage.complaint, row["learning"], learned_on=learned, today=today, **told)


def _changes(stage: ComplaintStage, row: Row) -> list[dict[str, str]]:
    """What a row says of a stage that is there, where that is new or otherwise."""
    ended = stage.ended_on.isoformat() if stage.ended_on else ""
    outcome = Outcome(stage.outcome).label if stage.outcome else ""
    said = {
        "Received": (stage.began_on.isoformat(), row["received_on"]),
        "Answered": (ended, row["ended_on"] or ""),
        "Outcome": (outcome, Outcome(row["outcome"]).label if row["outcome"] else ""),
    }
    changes = []
    for field, (before, after) in said.items():
        if after and before != after:
            note = " (left as it stands: change it on its page)" if before else ""
            changes.append({"field": field, "before": before, "after": after + note})
    return changes


def _stored() -> dict[str, dict[int, ComplaintStage]]:
    found: dict[str, dict[int, ComplaintStage]] = {}
    for stage in ComplaintStage.objects.select_related("complaint"):
        found.setdefault(stage.complaint.same, {})[stage.stage] = stage
    return found


def _praised() -> set[tuple[str, str, str]]:
    rows = Compliment.objects.filter(withdrawn_at=None).values_list("received_on", "service", "words")
    return {(day.isoformat(), service.casefold(), words.casefold()) for day, service, words in rows}


def _praise_key(row: Row) -> tuple[str, str, str]:
    return row["received_on"], row["service"].casefold(), row["about"].casefold()


def _label(row: Row) -> str:
    if row["kind"] == "compliment":
        return f"Compliment for {row['service']}"
    return f"{row['reference']}, stage {row['stage']}: {row['service']}"
