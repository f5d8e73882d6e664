"""Writes about audit tools: making one, and a new version of one. A version that was used stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.audits.models import Tool
from goldenthread.apps.inspections.models import Framework
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class ToolFields:
    """What a tool asks: the scale best first, how many of its grades are good, streams and questions."""

    name: str
    grades: Sequence[str]
    good_grades: int
    streams: Sequence[str]
    questions: Sequence[str] = ()
    framework: Framework | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name, "grades": list(self.grades), "good_grades": self.good_grades,
            "streams": list(self.streams), "questions": list(self.questions),
            "framework": str(self.framework or ""),
        }  # fmt: skip


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something, as one writes streams and questions."""
    return tuple(line for raw in text.splitlines() if (line := " ".join(raw.split())))


@transaction.atomic
def make_tool(says: ToolFields, *, by: Person | None, at: datetime) -> Tool:
    """Make a tool's first version. Raises Refused for a name that is taken and for what cannot be a tool."""
    says = _checked(says)
    if Tool.objects.filter(name__iexact=says.name).exists():
        raise Refused("There is a tool of this name. Make a new version of it.", field="name")
    return _write(says, 1, "", by, at)


@transaction.atomic
def revise_tool(tool: Tool, says: ToolFields, *, reason: str, today: date, by: Person, at: datetime) -> Tool:
    """Make the next version of a tool; the one before is retired, and its audits keep it.

    Raises Refused without a reason, when somebody made a newer one meanwhile, and where nothing differs.
    """
    tool = Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    says = _checked(says, name=tool.name)
    if tool.retired_on is not None:
        raise Refused("There is a newer version of this tool. Read it, then change that one.", code="stale")
    if not reason.strip():
        raise Refused("Say why the tool changes.", field="reason")
    if says.as_json() == says_of(tool).as_json():
        raise Refused("Nothing differs from the version that is in use.", field="streams")
    tool.retired_on = today
    tool.save(update_fields=["retired_on"])
    return _write(says, tool.number + 1, reason.strip(), by, at)


def says_of(tool: Tool) -> ToolFields:
    """What a tool asks."""
    return ToolFields(
        tool.name, tuple(tool.grades), tool.good_grades, tuple(tool.streams), tuple(tool.questions),
        tool.framework,
    )  # fmt: skip


def _write(says: ToolFields, number: int, reason: str, by: Person | None, at: datetime) -> Tool:
    tool = Tool.objects.create(
        name=says.name, number=number, framework=says.framework, grades=list(says.grades),
        good_grades=says.good_grades, streams=list(says.streams), questions=list(says.questions),
        recorded_at=at, reason=reason,
    )  # fmt: skip
    record("audits.tool_made", by=by, at=at, on=tool, why=reason, after={"number": number} | says.as_json())
    return tool


def _checked(says: ToolFields, *, name: str = "") -> ToolFields:
    """The same with its texts made tidy. Raises Refused."""
    tidy = ToolFields(
        name or " ".join(says.name.split()), _tidy(says.grades), says.good_grades, _tidy(says.streams),
        _tidy(says.questions), says.framework,
    )  # fmt: skip
    if not tidy.name:
        raise Refused("Give the tool a name.", field="name")
    check_scale(tidy.grades, tidy.good_grades)
    if not tidy.streams:
        raise Refused("Write at least one stream that is judged.", field="streams")
    for field, texts in (("streams", tidy.streams), ("questions", tidy.questions)):
        if twice := _twice(texts):
            raise Refused(f"“{twice}” stands twice.", field=field)
    return tidy


def check_scale(grades: Sequence[str], good_grades: int) -> None:
    """Raises Refused for a scale of fewer than two grades, and where all or none of them are good."""
    if len(grades) < 2:
        raise Refused("A scale has at least two grades, best first.", field="grades")
    if twice := _twice(grades):
        raise Refused(f"“{twice}” stands twice.", field="grades")
    if not 0 < good_grades < len(grades):
        raise Refused("Say how many of the grades count as good: not all, and not none.", field="good_grades")


def _tidy(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(tidy for text in texts if (tidy := " ".join(text.split())))


def _twice(texts: Sequence[str]) -> str:
    seen: set[str] = set()
    for text in texts:
        if text.casefold() in seen:
            return text
        seen.add(text.casefold())
    return ""
