"""Which recommendations a plan's file says that its actions serve: its sources that are printed references.

Only an exact reference counts ("12", "7b", "Rec 4", "R16c"), of an inspection that the plan answers, and
only where it can mean one thing. Every other source stays the text that it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.apps.inspections.models import Element, Recommendation
from goldenthread.apps.plans.comparing import SERVES, Change, Standing
from goldenthread.apps.plans.file_rows import FileRow
from goldenthread.apps.plans.models import Plan, Service

_BETWEEN = re.compile(r"[,;&\n]|\band\b", re.IGNORECASE)
_PREFIX = re.compile(r"^r(?:ec(?:ommendation)?s?)?\.?(?:no\.?)?(?=\d)")


@dataclass(frozen=True)
class Served:
    """A recommendation, or one element of it."""

    recommendation: Recommendation
    element: Element | None

    @property
    def uuid(self) -> str:
        return str((self.element or self.recommendation).uuid)

    @property
    def label(self) -> str:
        return str(self.element or self.recommendation)


class Serving:
    """The recommendations that a plan may serve by reference, and those that its actions serve already."""

    def __init__(self, plan: Plan | None) -> None:
        self.meant: dict[str, list[Served]] = defaultdict(list)
        self.linked: dict[int, set[str]] = defaultdict(set)
        if plan is None:
            return
        recommendations = Recommendation.objects.filter(inspection__plans=plan)
        for recommendation in recommendations.prefetch_related("elements"):
            for reference, served in _references(recommendation):
                self.meant[reference].append(served)
        services = Service.objects.filter(action__plan=plan)
        for action, whole, part in services.values_list("action", "recommendation__uuid", "element__uuid"):
            self.linked[action].add(str(part or whole))

    def of(self, row: FileRow) -> list[Served]:
        """What a row's sources name, each once."""
        pieces = (piece for source in row.sources for piece in _BETWEEN.split(source))
        found = [served for piece in pieces if (served := self._called(piece))]
        return list({served.uuid: served for served in found}.values())

    def new(self, row: FileRow, standing: Standing | None = None) -> list[Served]:
        """What a row adds to what its action serves. A link that a person took away stays away."""
        if standing is None:
            return self.of(row)
        there = self.linked[standing.action.pk] | set(standing.printed.get(SERVES, ()))
        return [served for served in self.of(row) if served.uuid not in there]

    def changes(self, row: FileRow, standing: Standing | None = None) -> list[Change]:
        """What a preview shows of `new`."""
        words = "\n".join(served.label for served in self.new(row, standing))
        return [Change(SERVES, "Serves", "", words)] if words else []

    def _called(self, text: str) -> Served | None:
        plain = _plain(text)
        # As it is printed first: a paper may itself call its recommendations R1, R2.
        for reference in (plain, _PREFIX.sub("", plain)):
            meant = self.meant.get(reference, [])
            if meant:
                return meant[0] if len(meant) == 1 else None
        return None


def _references(recommendation: Recommendation) -> Iterator[tuple[str, Served]]:
    """Each way of printing a recommendation's reference and those of its elements."""
    whole = _plain(recommendation.reference)
    yield whole, Served(recommendation, None)
    for element in recommendation.elements.all():
        part = _plain(element.reference)
        ways = {f"{whole}({part})", f"{whole}.{part}"}
        if not part[:1].isdigit():  # "7" and "1" would read as 71
            ways.add(whole + part)
        for way in ways:
            yield way, Served(recommendation, element)


def _plain(reference: str) -> str:
    """A reference without case, spacing and the stop after it."""
    return "".join(reference.split()).casefold().rstrip(".:")
