"""The headings between a plan's actions: which of them hold where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from goldenthread.intake.plan_headings import heading_of
from goldenthread.intake.problems import Level, Problem

_CONTINUED = re.compile(r"\s*[(\[–-]*\s*(?:continued|cont(?:['’]?d)?\.?)\s*[)\]]*$", re.IGNORECASE)


@dataclass
class _Heading:
    """A heading between actions: of what it is, its text and where; `used` once an action stands under it."""

    of: str
    text: str
    sheet: str
    row: int | None
    used: bool = False


@dataclass
class Groups:
    """The headings that hold, by what they name: an outcome, a workstream, a section."""

    _holding: dict[str, _Heading] = field(default_factory=dict)
    _outer: str = ""
    _seen: list[_Heading] = field(default_factory=list)

    def enter(self, text: str, sheet: str, row: int | None, *, of: str = "") -> str | None:
        """Take a heading, which holds until the next of its kind. Gives what it names, or None where it only
        repeats the one that holds."""
        text = _CONTINUED.sub("", text).strip()
        of = of or heading_of(text)
        before = self._holding.get(of)
        if before is not None and before.text == text:
            return None
        heading = _Heading(of, text, sheet, row)
        self._seen.append(heading)
        self._holding[of] = heading
        self._outer = self._outer or of
        if self.is_outer(of):
            # Inside a new outer heading nothing of the one before still holds.
            self._holding = {of: heading}
        return of

    def is_outer(self, of: str) -> bool:
        """True for the kind of heading that came first: others stand under it."""
        return of == self._outer

    def name(self, of: str, given: Set[str]) -> str:
        """The heading that holds for an action, unless its row already gives what the heading would."""
        heading = self._holding.get(of)
        if heading is None or of in given:
            return ""
        heading.used = True
        return heading.text

    def unused(self) -> Iterator[Problem]:
        """A note of each heading under which no action stands."""
        for found in self._seen:
            if not found.used:
                why = "This heading has no actions under it."
                yield Problem(found.sheet, found.row, "", found.text, why, Level.NOTE)
