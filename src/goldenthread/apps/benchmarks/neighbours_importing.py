"""A list of statistical neighbours as a file: `rank,authority`, as the loads room takes it in.

A set holds from the day on which it is declared to be published; without one, from the day of loading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from goldenthread.apps.benchmarks.actions import add_neighbour_set
from goldenthread.apps.benchmarks.models import MOST_NEIGHBOURS, NeighbourSet
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.problems import Problem
from goldenthread.intake.reading import Workbook

_SPELLINGS = {
    "rank": {"rank", "closeness", "order", "number", "no", "neighbour rank"},
    "authority": {"authority", "neighbour", "local authority", "la", "name", "statistical neighbour"},
}  # fmt: skip


@dataclass(frozen=True)
class NeighbourColumn:
    heading: str
    field: str | None
    sheet: str
    sample: str = ""


@dataclass
class NeighbourReading:
    """The neighbours in the order of their ranks, and what could not be read."""

    columns: list[NeighbourColumn] = field(default_factory=list)
    neighbours: dict[int, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "neighbours": [
                {"rank": rank, "authority": self.neighbours[rank][0], "place": self.neighbours[rank][1]}
                for rank in sorted(self.neighbours)
            ],
            "problems": [problem.as_json() for problem in self.problems],
        }


class NeighboursImporter:
    """Statistical neighbours of our council."""

    kind = "neighbours"
    title = "Statistical neighbours"
    fields: Mapping[str, str] = {"rank": "Its rank, 1 the closest", "authority": "The authority"}

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> NeighbourReading:
        found = NeighbourReading()
        for table in workbook.tables:
            head, *rows = table.rows or [None]
            if head is None:
                continue
            at: dict[str, int] = {}
            for cell in head.cells:
                meant = mapping.get(cell.text) or _meant(cell.text)
                found.columns.append(NeighbourColumn(cell.text, meant, table.sheet))
                if meant:
                    at.setdefault(meant, cell.column)
            if "authority" not in at:
                why = "No column is headed authority or neighbour"
                found.problems.append(Problem(table.sheet, head.number, "", "", why))
                continue
            for row in rows:
                _read_row(found, table.sheet, row, at)
        return found

    def preview(self, reading: dict[str, Any], source_name: str) -> dict[str, Any]:
        listed = [one["authority"] for one in reading["neighbours"]]
        held = NeighbourSet.objects.filter(name=source_name).order_by("-id").first()
        before = [str(one.area) for one in held.neighbours.select_related("area")] if held else []
        items = [
            {
                "key": str(one["rank"]), "label": f"{one['rank']} {one['authority']}", "place": one["place"],
                "changes": [], "candidates": [],
            }
            for one in reading["neighbours"]
            if one["authority"] not in before
        ]  # fmt: skip
        return {
            "new": items, "changed": [], "unsure": [], "unchanged": len(listed) - len(items),
            "gone": [
                {"key": name, "label": name, "place": "", "changes": [], "candidates": []}
                for name in before if name not in listed
            ],
        }  # fmt: skip

    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        council = the_council()
        held = NeighbourSet.objects.select_related("council").order_by("-id").first()
        ours = str(held.council) if held else council.name if council else ""
        if not ours:
            raise Refused("Name the council first, or type the set on its page.")
        made, is_new = add_neighbour_set(
            load.source.name, council=ours, starts=effective_on, by=by, at=at, source=load.file.name,
            neighbours=[one["authority"] for one in load.reading["neighbours"]],
            published_on=load.published_on,
        )  # fmt: skip
        url = reverse("benchmarks:neighbour_set", args=[made.uuid])
        if not is_new:
            return {"url": url, "words": "Everything in the file was already here. Nothing has changed."}
        return {"url": url, "words": f"{made}: {len(load.reading['neighbours'])} neighbours of {ours}."}


def _meant(heading: str) -> str | None:
    tidy = " ".join(heading.casefold().replace(".", "").split())
    return next((name for name, spellings in _SPELLINGS.items() if tidy in spellings), None)


def _read_row(found: NeighbourReading, sheet: str, row: Any, at: Mapping[str, int]) -> None:
    texts = {cell.column: " ".join(cell.text.split()) for cell in row.cells}
    name, said = texts.get(at["authority"], ""), texts.get(at.get("rank", 0), "")
    if not name and not said:
        return

    def refuse(column: str, text: str, why: str) -> None:
        found.problems.append(Problem(sheet, row.number, column, text, f"{why}. The row is left out"))

    if not name:
        refuse("authority", said, "The row names no authority")
        return
    rank = len(found.neighbours) + 1
    if "rank" in at:
        digits = said.removesuffix(".0")
        if not (digits.isascii() and digits.isdigit()):
            refuse("rank", said, f"{said!r} is not a rank")
            return
        rank = int(digits)
    if not 1 <= rank <= MOST_NEIGHBOURS:
        refuse("rank", said, f"Ranks go from 1 to {MOST_NEIGHBOURS}")
    elif rank in found.neighbours:
        refuse("rank", said, f"Rank {rank} is {found.neighbours[rank][0]} already")
    elif name.casefold() in {one.casefold() for one, _ in found.neighbours.values()}:
        refuse("authority", name, f"{name} is named already")
    else:
        found.neighbours[rank] = (name, f"{sheet}, row {row.number}")
