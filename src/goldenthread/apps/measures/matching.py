"""Which measure each row of a scorecard is: by reference and title, then by title; in doubt a person says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from goldenthread.apps.measures.models import Line, Measure

ALIKE = 0.8
"""How alike two titles are (0 to 1) for one to be offered as the other reworded."""


@dataclass(frozen=True)
class Match:
    """What a row is: `measure` where that is certain, `candidates` where a person has to say, else new."""

    measure: Measure | None = None
    candidates: tuple[Measure, ...] = ()
    unsure: bool = False


def folded(text: str | None) -> str:
    """A text for comparison: lower case, letters, digits and % only."""
    return " ".join(re.findall(r"[\w%]+", (text or "").casefold()))


def match_rows(
    rows: Sequence[Mapping[str, Any]], lines: Sequence[Line], library: Sequence[Measure]
) -> list[Match]:
    """What each row of a reading is, in order.

    `lines` are those of this scorecard, with their measures, gone ones too. A measure is matched once; a row
    that repeats another is unsure.
    """
    return _Matcher(rows, lines, library).match()


class _Matcher:
    def __init__(
        self, rows: Sequence[Mapping[str, Any]], lines: Sequence[Line], library: Sequence[Measure]
    ) -> None:
        self.rows = rows
        self.lines = lines
        self.line_of = {line.measure_id: line for line in lines}
        self.library = library
        self.found: dict[int, Match] = {}
        self.taken: set[int] = set()

    def match(self) -> list[Match]:
        self._surely(
            lambda line: (line.reference, line.measure.title, line.section), "ref", "title", "section"
        )
        self._surely(lambda line: (line.reference, line.measure.title), "ref", "title")
        self._repeats()
        self._by_title()
        for number, row in enumerate(self.rows):
            if number not in self.found:
                candidates = self._candidates(row)
                self.found[number] = Match(candidates=candidates, unsure=bool(candidates))
        return [self.found[number] for number in range(len(self.rows))]

    def _surely(self, key_of_line: Any, *fields: str) -> None:
        """Match rows to lines of this scorecard that agree in these fields, where only one line does."""
        by_key: dict[tuple[str, ...], list[Measure]] = {}
        for line in self.lines:
            if line.measure_id not in self.taken:
                by_key.setdefault(tuple(map(folded, key_of_line(line))), []).append(line.measure)
        for number, row in enumerate(self.rows):
            fits = by_key.get(tuple(folded(row[field]) for field in fields), [])
            if number not in self.found and len(fits) == 1 and fits[0].pk not in self.taken:
                self._take(number, fits[0])

    def _take(self, number: int, measure: Measure) -> None:
        self.found[number] = Match(measure)
        self.taken.add(measure.pk)

    def _repeats(self) -> None:
        """A row that says the same reference, title and section as one before it is unsure."""
        first: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(self.rows):
            key = tuple(folded(row[field]) for field in ("ref", "title", "section"))
            before = first.setdefault(key, number)
            if before != number and number not in self.found:
                match = self.found.get(before, Match())
                self.found[number] = Match(candidates=_those(match.measure), unsure=True)

    def _by_title(self) -> None:
        by_title: dict[str, list[Measure]] = {}
        for measure in self.library:
            if measure.pk not in self.taken:
                by_title.setdefault(folded(measure.title), []).append(measure)
        for number, row in enumerate(self.rows):
            fits = [one for one in by_title.get(folded(row["title"]), []) if one.pk not in self.taken]
            if number in self.found or not fits:
                continue
            if len(fits) == 1 and not self._reference_changed(fits[0], row):
                self._take(number, fits[0])
            else:
                self.found[number] = Match(candidates=tuple(fits), unsure=True)

    def _reference_changed(self, measure: Measure, row: Mapping[str, Any]) -> bool:
        line = self.line_of.get(measure.pk)
        return bool(line and line.reference and row["ref"]) and folded(line.reference) != folded(row["ref"])  # type: ignore[union-attr]

    def _candidates(self, row: Mapping[str, Any]) -> tuple[Measure, ...]:
        """Measures of this scorecard, not yet matched, of the row's reference or of a title much like it."""
        ref, title = folded(row["ref"]), folded(row["title"])
        return tuple(
            line.measure
            for line in self.lines
            if line.measure_id not in self.taken
            and ((ref and folded(line.reference) == ref) or _alike(title, folded(line.measure.title)))
        )


def _those(measure: Measure | None) -> tuple[Measure, ...]:
    return () if measure is None else (measure,)


def _alike(first: str, second: str) -> bool:
    ratio = SequenceMatcher(None, first, second)
    return ratio.real_quick_ratio() >= ALIKE and ratio.quick_ratio() >= ALIKE and ratio.ratio() >= ALIKE


def labelled(measures: Iterable[Measure]) -> list[dict[str, str]]:
    """Candidates as a preview gives them."""
    return [{"uuid": str(one.uuid), "label": str(one)} for one in measures]
