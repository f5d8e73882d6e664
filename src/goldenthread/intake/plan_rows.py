"""Sort the rows of a plan's table: headings of sections, actions, and rows that continue the one above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from goldenthread.intake.headings import EXTRA, TITLE
from goldenthread.intake.plan_cells import continues, leading_reference, text_of
from goldenthread.intake.plan_columns import Header
from goldenthread.intake.plan_habits import Habits, cells_of, habits_of
from goldenthread.intake.plan_headings import (
    LONGEST_HEADING,
    heading_of,
)
from goldenthread.intake.plan_row_kinds import is_colour_key, is_labelled, stands_alone
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.tables import Cell, Row, Table

AS_ABOVE = ("section", "outcome", "sources", "workstream", "lead")
"""Fields whose merged-down or blank cell means what the row above says. No others do."""
_OWN_OF_AN_ACTION = ("due", "progress", "rating", "starts", "completed_on")
_LISTS = (
    "success_indicators",
    "evidence_checks",
    "milestones",
    "supporting",
    "comment",
    "description",
    "sources",
)

_CONTINUED = re.compile(r"\s*[(\[–-]*\s*(?:continued|cont(?:['’]?d)?\.?)\s*[)\]]*$", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:\*|note\b|notes\b|n\.?b\.?\b|source:|key\b|page \d|end of|last updated|version\b)", re.IGNORECASE
)


@dataclass
class Draft:
    """An action while its rows are gathered. `cells` are its own, by field; `above` those taken from
    above."""

    sheet: str
    header: Header
    rows: list[int]
    cells: dict[str, list[Cell]]
    extra: dict[str, list[Cell]]
    above: dict[str, list[Cell]]
    heading_section: str = ""
    heading_outcome: str = ""
    heading_workstream: str = ""

    def own(self, name: str) -> list[Cell]:
        """Its own cells of a field."""
        return self.cells.get(name, [])

    @property
    def title(self) -> str:
        """Its action's text so far."""
        return text_of(self.own(TITLE))


@dataclass
class _Heading:
    """A heading between actions: of what it is, its text and where; `used` once an action stands under it."""

    of: str
    text: str
    sheet: str
    row: int | None
    used: bool = False


class PlanRows:
    """Goes through a plan's tables in their order and gathers its actions.

    What "as above" means carries over from one table to the next, because a plan's table is often cut by a
    page, a heading or a signature.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.problems: list[Problem] = []
        self._carried: dict[str, list[Cell]] = {}
        self._headings: dict[str, _Heading] = {}
        self._outer = ""
        self._seen_headings: list[_Heading] = []
        self._open: Draft | None = None
        self._filled: dict[tuple[str, str, bool], list[int]] = {}

    def read(self, table: Table, header: Header, body: Sequence[Row]) -> None:
        """Sort the rows under one header."""
        habits = habits_of(table, header, body)
        refs = [
            cell.text for row in body if cells_of(header, row, TITLE) for cell in cells_of(header, row, "ref")
        ]
        for row in body:
            if not row.is_blank:
                self._read_row(table, header, habits, refs, row)

    def read_heading(self, text: str, sheet: str, row: int | None, *, of: str = "") -> None:
        """A heading that stands outside the rows of a table, or in one: it holds until the next of its
        kind."""
        text = _CONTINUED.sub("", text).strip()
        of = of or heading_of(text)
        before = self._headings.get(of)
        if before is not None and before.text == text:
            return
        heading = _Heading(of, text, sheet, row)
        self._seen_headings.append(heading)
        self._headings[of] = heading
        self._outer = self._outer or of
        if of == self._outer:
            # Inside a new outer heading nothing of the one before still holds.
            self._headings = {of: heading}
        keeps_outcome = of not in {"outcome", self._outer}
        self._carried = {
            name: cells for name, cells in self._carried.items() if name == "outcome" and keeps_outcome
        }
        self._open = None

    def finish(self) -> None:
        """Say what was filled from above, and which headings have no actions."""
        for (sheet, heading, above), rows in self._filled.items():
            what = (
                "was read as the same as above"
                if above
                else "was left without one, as others are written out"
            )
            self.problems.append(
                Problem(sheet, rows[0], heading, "", f"Blank in {_rows_in_words(rows)}: {what}.", Level.NOTE)
            )
        for found in self._seen_headings:
            if not found.used:
                why = "This heading has no actions under it."
                self.problems.append(Problem(found.sheet, found.row, "", found.text, why, Level.NOTE))

    def _read_row(self, table: Table, header: Header, habits: Habits, refs: Sequence[str], row: Row) -> None:
        own, extra = self._by_field(table, header, row)
        if self._is_heading(table, header, habits, refs, row, own, extra):
            return
        if row.written and is_colour_key(row, own):
            self._list(table, row, "This row was read as a key to colours, not as an action.", Level.NOTE)
            return
        has_title, has_ref = bool(own.get(TITLE)), bool(own.get("ref"))
        has_own = any(own.get(name) for name in _OWN_OF_AN_ACTION)
        if is_labelled(refs, own, has_own=has_own):
            why = (
                "This row has a label in place of a reference, and no date, status or lead. It was left out."
            )
            self._list(table, row, why, Level.QUESTION)
        elif not has_title and not has_ref:
            self._read_without_action(table, header, row, own, extra, has_own=has_own)
        elif has_title and not has_ref and self._continues_above(habits, own, row, header, has_own=has_own):
            self._extend(own, extra, row)
        else:
            self._start(table, header, habits, row, own, extra)

    def _by_field(
        self, table: Table, header: Header, row: Row
    ) -> tuple[dict[str, list[Cell]], dict[str, list[Cell]]]:
        """A row's own cells by field, and those of columns that are not recognised by heading."""
        own: dict[str, list[Cell]] = {}
        extra: dict[str, list[Cell]] = {}
        titles = [column for column, name in header.fields.items() if name == TITLE]
        for cell in row.written:
            if cell.is_error:
                continue  # listed when the file was read
            name = header.field_at(cell.column)
            covered = range(cell.column, cell.column + cell.columns)
            if name != TITLE and cell.columns > 1 and any(column in covered for column in titles):
                name = TITLE
            if name is None or name == EXTRA:
                heading = header.headings.get(cell.column) or table.place(cell.column)
                extra.setdefault(heading, []).append(cell)
            else:
                own.setdefault(name, []).append(cell)
        return own, extra

    def _is_heading(
        self,
        table: Table,
        header: Header,
        habits: Habits,
        refs: Sequence[str],
        row: Row,
        own: Mapping[str, list[Cell]],
        extra: Mapping[str, list[Cell]],
    ) -> bool:
        """Take a row as a heading if it is one: its only cell is wide, or stands where no action does."""
        if set(own) == {"ref", TITLE} and not extra:
            number, text = text_of(own["ref"]), text_of(own[TITLE])
            whole = number.rstrip(".)")
            if (
                whole.isdigit()
                and "\n" not in text
                and any(ref.startswith(f"{whole}.") and ref != number for ref in refs)
            ):
                self.read_heading(f"{number} {text}", table.sheet, row.number)
                return True
        if len(row.written) != 1 or row.written[0].is_error:
            return False
        cell = row.written[0]
        name = header.field_at(cell.column)
        if not stands_alone(header, habits, row, cell, name):
            return False
        text = cell.text.replace("\n", " ")
        if len(text) > LONGEST_HEADING or _REMARK.match(text):
            why = "This row stands between the actions. It was read as a remark, not as a heading."
            self.problems.append(Problem(table.sheet, row.number, "", cell.text, why, Level.NOTE))
            return True
        # The only cell is in the column of outcomes or workstreams: then it is one, whatever it says.
        column_of = name if name in {"outcome", "workstream"} and cell.columns == 1 else ""
        self.read_heading(text, table.sheet, row.number, of=column_of)
        return True

    def _continues_above(
        self, habits: Habits, own: Mapping[str, list[Cell]], row: Row, header: Header, *, has_own: bool
    ) -> bool:
        """True when a row with no reference only goes on with the action above.

        A row with its own date, state or lead is an action. Of the others, it goes on where its text plainly
        does, or where every action has a reference and it has not.
        """
        if self._open is None or has_own:
            return False
        text = text_of(own[TITLE])
        if leading_reference(text):
            return False
        if continues(text, self._open.title):
            return True
        if own.get("lead") or own.get("outcome") or own.get("workstream"):
            return False
        return habits.uses_references and "ref" in header.found

    def _read_without_action(
        self,
        table: Table,
        header: Header,
        row: Row,
        own: dict[str, list[Cell]],
        extra: dict[str, list[Cell]],
        *,
        has_own: bool,
    ) -> None:
        """A row with neither reference nor action: more of the action above, or listed for a person."""
        merged_title = any(
            cell.origin and cell.origin[0] < row.number for cell in cells_of(header, row, TITLE, blanks=True)
        )
        # Words of progress alone are more of what stands above.
        has_dates = has_own and (bool(own.get("lead")) or set(own) & set(_OWN_OF_AN_ACTION) != {"progress"})
        if not own and not extra:
            return  # only cells with errors, which are listed
        if self._open is None:
            self._list(table, row, "This row has no action, and there is none above that it could belong to.")
        elif has_dates and not merged_title:
            why = "This row has a date or a status and no action. Say which action it belongs to."
            self._list(table, row, why)
        else:
            self._extend(own, extra, row)
            if has_dates:
                why = (
                    f"This row's date or status belongs to the action on row {self._open.rows[0]}: check it."
                )
                self._list(table, row, why, Level.QUESTION)

    def _extend(self, own: Mapping[str, list[Cell]], extra: Mapping[str, list[Cell]], row: Row) -> None:
        assert self._open is not None
        self._open.rows.append(row.number)
        for name, cells in own.items():
            if name in self._open.above and not self._open.own(name):
                # What the continuing row adds comes after what was taken from above.
                self._open.cells[name] = list(self._open.above[name])
            if name in _OWN_OF_AN_ACTION and name != "progress" and self._open.own(name):
                continue  # the first row's date stands; the row is listed
            self._open.cells.setdefault(name, []).extend(cells)
        for heading, cells in extra.items():
            self._open.extra.setdefault(heading, []).extend(cells)

    def _start(
        self,
        table: Table,
        header: Header,
        habits: Habits,
        row: Row,
        own: dict[str, list[Cell]],
        extra: dict[str, list[Cell]],
    ) -> None:
        """Open a new action, with what it takes from above."""
        self._note_new_group(table, header, row, own)
        above: dict[str, list[Cell]] = {}
        for name in AS_ABOVE:
            if name not in header.found:
                continue
            if own.get(name):
                self._carried[name] = own[name]
                continue
            merged = [
                table.seen(row, cell.column)
                for cell in cells_of(header, row, name, blanks=True)
                if cell.origin and cell.origin[0] < row.number
            ]
            if merged:
                self._carried[name] = above[name] = [cell for cell in dict.fromkeys(merged) if cell.text]
            elif self._carried.get(name):
                self._fill(table, header, habits, row, name, above)
        self._list_merged(table, header, row)
        given = {*own, *above}
        self._open = Draft(
            table.sheet,
            header,
            [row.number],
            own,
            extra,
            above,
            heading_section=self._heading("section", given),
            heading_outcome=self._heading("outcome", given),
            heading_workstream=self._heading("workstream", given),
        )
        self.drafts.append(self._open)
        if set(own) == {TITLE} and not extra and habits.dates_or_leads:
            why = "This row has only an action's text. It was read as an action: it may be a heading."
            self._list(table, row, why, Level.QUESTION)

    def _note_new_group(self, table: Table, header: Header, row: Row, own: Mapping[str, list[Cell]]) -> None:
        """At a new outcome or section, what was said of the one before no longer stands for blank cells."""
        for name in ("section", "outcome"):
            before = self._carried.get(name)
            if own.get(name) and before is not None and text_of(before) != text_of(own[name]):
                for other in AS_ABOVE[AS_ABOVE.index(name) + 1 :]:
                    self._carried.pop(other, None)

    def _fill(
        self,
        table: Table,
        header: Header,
        habits: Habits,
        row: Row,
        name: str,
        above: dict[str, list[Cell]],
    ) -> None:
        means_above = name != "lead" or habits.blank_lead_means_above
        if means_above:
            above[name] = self._carried[name]
        heading = next(
            header.headings.get(column, name) for column, found in header.fields.items() if found == name
        )
        self._filled.setdefault((table.sheet, heading, means_above), []).append(row.number)

    def _heading(self, of: str, given: Set[str]) -> str:
        """The heading that holds for an action, unless its row already gives what the heading would."""
        heading = self._headings.get(of)
        if heading is None or of in given:
            return ""
        heading.used = True
        return heading.text

    def _list_merged(self, table: Table, header: Header, row: Row) -> None:
        """A merged date or action is not copied down, because each row's is its own: a person is told."""
        for cell in row.cells:
            name = header.field_at(cell.column)
            if name in AS_ABOVE or name is None or name == EXTRA or cell.origin is None:
                continue
            first_row, first_column = cell.origin
            if first_row < row.number and first_column == cell.column:
                why = (
                    f"This cell is merged with row {first_row}. What stands there was not copied to this row."
                )
                text = table.seen(row, cell.column).text
                heading = header.headings.get(cell.column, name)
                self.problems.append(Problem(table.sheet, row.number, heading, text, why, Level.QUESTION))

    def _list(self, table: Table, row: Row, why: str, level: Level = Level.PROBLEM) -> None:
        text = " | ".join(cell.text for cell in row.written)
        self.problems.append(Problem(table.sheet, row.number, "", text, why, level))


def _rows_in_words(rows: Sequence[int]) -> str:
    """Row numbers for a sentence: "rows 3 to 5 and 9"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    words = [f"{run[0]} to {run[-1]}" if len(run) > 2 else " and ".join(map(str, run)) for run in runs]
    if len(rows) == 1:
        return f"row {rows[0]}"
    return f"rows {', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else f"rows {words[0]}"
