"""The rows of a plan's file, as the reading's JSON has them, in the shape that a plan compares them by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

NO_TITLE = "The file has no text for this action"
TITLE_IN_A_LIST = 80


@dataclass(frozen=True)
class FileRow:
    """One action as a file prints it. `key` is its place in the file, the same at each reading."""

    key: str
    place: str
    reference: str
    title: str
    section: str
    outcome: str
    description: str
    sources: tuple[str, ...]
    workstream: str
    leads: tuple[str, ...]
    lead: str
    lead_organisation: str
    starts: date | None
    due: date | None
    due_text: str
    ongoing: bool
    success_indicators: tuple[str, ...]
    evidence_checks: tuple[str, ...]
    status: str
    state: str | None
    completed_on: date | None
    comment: str
    other_columns: Mapping[str, str]

    @property
    def label(self) -> str:
        return in_a_list(self.reference, self.title)


def in_a_list(reference: str, title: str) -> str:
    """An action in a line: its reference and the start of its title."""
    text = f"{reference} {title}".strip()
    return text if len(text) <= TITLE_IN_A_LIST else f"{text[: TITLE_IN_A_LIST - 1].rstrip()}…"


def file_rows(reading: Mapping[str, Any]) -> list[FileRow]:
    """The rows of a reading's JSON (`intake.plans.PlanReading.as_json`)."""
    return [_row(number, read) for number, read in enumerate(reading["actions"], start=1)]


def _row(number: int, read: Mapping[str, Any]) -> FileRow:
    """Keys beyond those that the command line promises may be missing: the JSON may come from elsewhere."""
    status = _text(read, "progress") or _text(read, "rating")
    state = read.get("state")
    date_in_status = _day(read.get("progress_date"))
    return FileRow(
        key=f"row-{number}",
        place=", ".join(part for part in (_sheet(read), f"row {read.get('row', number)}") if part),
        reference=_text(read, "ref"),
        title=_text(read, "title") or NO_TITLE,
        section=_text(read, "section"),
        outcome=_text(read, "outcome"),
        description=_text(read, "description"),
        sources=_texts(read, "sources"),
        workstream=_text(read, "workstream"),
        leads=_texts(read, "leads"),
        lead=_text(read, "lead"),
        lead_organisation=_text(read, "lead_organisation"),
        starts=_day(read.get("starts")),
        due=_day(read.get("due")),
        due_text=_text(read, "due_text"),
        ongoing=bool(read.get("ongoing")),
        success_indicators=_texts(read, "success_indicators"),
        evidence_checks=_texts(read, "evidence_checks"),
        status=status,
        state=state,
        completed_on=date_in_status if state == "completed" else None,
        comment=_text(read, "comment"),
        other_columns=_other_columns(read),
    )


def _sheet(read: Mapping[str, Any]) -> str:
    sheet = _text(read, "sheet")
    return sheet if not sheet or sheet.startswith("Table ") else f"Sheet {sheet}"


def _other_columns(read: Mapping[str, Any]) -> dict[str, str]:
    """What has no field in a plan of ours is kept under its heading."""
    kept = {
        "Supporting": "\n".join(_texts(read, "supporting")),
        "Milestones": "\n".join(_texts(read, "milestones")),
        "Completed on, as printed": _text(read, "completed_on"),
    }
    if _text(read, "progress"):
        kept["Rating, as printed"] = _text(read, "rating")
    return {heading: text for heading, text in kept.items() if text} | dict(read.get("extra") or {})


def _text(read: Mapping[str, Any], name: str) -> str:
    return str(read.get(name) or "").strip()


def _texts(read: Mapping[str, Any], name: str) -> tuple[str, ...]:
    texts: Sequence[Any] = read.get(name) or ()
    return tuple(dict.fromkeys(text for one in texts if (text := str(one).strip())))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def plain(text: str) -> str:
    """Without case, punctuation and spacing: what two printings of one text have in common."""
    return " ".join(re.findall(r"\w+", text.casefold()))
