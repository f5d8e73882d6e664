"""Sort the rows of a plan's table: headings of sections, actions, and rows that continue the one above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.intake.headings import EXTRA, TITLE
from goldenthread.intake.plan_cells import continues, leading_reference, text_of
from goldenthread.intake.plan_columns import Header, looks_like_reference
from goldenthread.intake.plan_drafts import OWN_OF_AN_ACTION, Draft, several_actions
from goldenthread.intake.plan_groups import Groups
from goldenthread.intake.plan_habits import Habits, cells_of, habits_of
from goldenthread.intake.plan_headings import labelled_group
from goldenthread.intake.plan_row_kinds import (
    heads_references,
    is_colour_key,
    is_labelled,
    is_plain_heading,
    is_remark,
    stands_alone,
)
from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.tables import Cell, Row, Table

AS_ABOVE = ("section", "outcome", "sources", "workstream", "lead")
"""Fields whose merged-down or blank cell means what the row above says. No others do."""


class PlanRows:
    """Goes through a plan's tables in their order and gathers its actions.

    What "as above" means carries over from one table to the next, because a plan's table is often cut by a
    page, a heading or a signature.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.problems: list[Problem] = []
        self._carried: dict[str, list[Cell]] = {}
        self._groups = Groups()
        self._open: Draft | None = None
        self._filled: dict[tuple[str, str, bool], list[int]] = {}
        self._plain_headings = False
        self._after_blank = False

    def read(self, table: Table, header: Header, body: Sequence[Row]) -> None:
        """Sort the rows under one header."""
        habits = habits_of(table, header, body)
        refs = [
            cell.text for row in body if cells_of(header, row, TITLE) for cell in cells_of(header, row, "ref")
        ]
        written = [row for row in body if not row.is_blank]
        if self._open is None and len(written) > 1 and is_plain_heading(header, written[0], ""):
            self._plain_headings = len(written[1].written) > 1
        above = None
        for row in written:
            self._after_blank = above is not None and row.number - above.number > 1
            self._read_row(table, header, habits, refs, row)
            above = row

    def read_heading(self, text: str, sheet: str, row: int | None, *, of: str = "") -> None:
        """A heading that stands outside the rows of a table, or in one: it holds until the next of its
        kind."""
        named = self._groups.enter(text, sheet, row, of=of)
        if named is None:
            return
        keeps_outcome = named != "outcome" and not self._groups.is_outer(named)
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
        self.problems.extend(self._groups.unused())

    def _read_row(self, table: Table, header: Header, habits: Habits, refs: Sequence[str], row: Row) -> None:
        own, extra = self._by_field(table, header, row)
        if self._is_heading(table, header, habits, refs, row, own, extra):
            return
        if row.written and is_colour_key(row, own):
            self._list(table, row, "This row was read as a key to colours, not as an action.", Level.NOTE)
            return
        has_title, has_ref = bool(own.get(TITLE)), bool(own.get("ref"))
        has_own = any(own.get(name) for name in OWN_OF_AN_ACTION)
        if is_labelled(refs, own, has_own=has_own):
            why = "This row has a label in place of a reference. It was read as no action, and was left out."
            self._list(table, row, why, Level.QUESTION)
        elif set(own) == {"ref"} and not extra and looks_like_reference(text_of(own["ref"])):
            self._list(table, row, "This row has a reference and nothing else. It was left out.")
        elif not has_title and not has_ref:
            self._read_without_action(table, header, row, own, extra, has_own=has_own)
        elif self._stands_apart(habits, header, own, extra):
            why = "This row stands apart under the actions, without a reference. It was left out."
            self._list(table, row, why, Level.QUESTION)
        elif has_title and not has_ref and self._continues_above(habits, own, row, header, has_own=has_own):
            assert self._open is not None
            if not continues(text_of(own[TITLE]), self._open.title):
                above = self._open.rows[0]
                why = f"This row has no reference: it was read as more of the action on row {above}."
                self._list(table, row, why, Level.NOTE)
            self._open.extend(row.number, own, extra)
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
        numbered = heads_references(refs, own) if not extra else None
        if numbered is not None:
            self.read_heading(numbered, table.sheet, row.number)
            return True
        if self._is_labelled_heading(header, table, row):
            return True
        if len(row.written) != 1 or row.written[0].is_error:
            return False
        cell = row.written[0]
        name = header.field_at(cell.column)
        text = cell.text.replace("\n", " ")
        if self._plain_headings and is_plain_heading(header, row, self._open.title if self._open else ""):
            why = (
                "This row has a short text and nothing else, as the first one has. It was read as a heading."
            )
            self._list(table, row, why, Level.QUESTION)
        elif not stands_alone(header, habits, row, cell, name):
            return False
        elif is_remark(cell):
            why = "This row stands between the actions. It was read as a remark, not as a heading."
            self.problems.append(Problem(table.sheet, row.number, "", cell.text, why, Level.NOTE))
            return True
        # The only cell is in the column of outcomes or workstreams: then it is one, whatever it says.
        column_of = name if name in {"outcome", "workstream"} and cell.columns == 1 else ""
        self.read_heading(text, table.sheet, row.number, of=column_of)
        return True

    def _is_labelled_heading(self, header: Header, table: Table, row: Row) -> bool:
        """Take "Outcome 2 | Children are heard" as a heading, where its label does not stand in the column of
        outcomes of an action."""
        group = labelled_group(row.written)
        if group is None:
            return False
        label, text = row.written
        in_its_column = header.field_at(label.column) in {"outcome", "section", "workstream"}
        if in_its_column and text.columns < 2:
            return False
        self.read_heading(group[1], table.sheet, row.number, of=group[0])
        return True

    def _stands_apart(
        self,
        habits: Habits,
        header: Header,
        own: Mapping[str, list[Cell]],
        extra: Mapping[str, list[Cell]],
    ) -> bool:
        """True for a line after a blank one under numbered actions, with a text and nothing else."""
        if self._open is None or extra or set(own) != {TITLE} or "ref" not in header.found:
            return False
        text = text_of(own[TITLE])
        return (
            self._after_blank
            and habits.uses_references
            and leading_reference(text) is None
            and not continues(text, self._open.title)
        )

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
        has_dates = has_own and (bool(own.get("lead")) or set(own) & set(OWN_OF_AN_ACTION) != {"progress"})
        if not own and not extra:
            return  # only cells with errors, which are listed
        if self._open is None:
            self._list(table, row, "This row has no action, and there is none above that it could belong to.")
        elif has_dates and not merged_title:
            why = "This row has a date or a status and no action. Say which action it belongs to."
            self._list(table, row, why)
        else:
            self._open.extend(row.number, own, extra)
            if has_dates:
                why = (
                    f"This row's date or status belongs to the action on row {self._open.rows[0]}: check it."
                )
                self._list(table, row, why, Level.QUESTION)

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
            if merged := _merged(table, header, row, name):
                self._carried[name] = above[name] = merged
            elif self._carried.get(name):
                self._fill(table, header, habits, row, name, above)
        if not own.get("ref"):
            # A person sees a reference merged over several actions beside each of them.
            own |= {"ref": merged} if (merged := _merged(table, header, row, "ref")) else {}
        self._list_merged(table, header, row)
        given = {*own, *above}
        parted = several_actions(own)
        self.drafts += [
            Draft(
                table.sheet,
                header,
                [row.number],
                cells,
                {heading: list(found) for heading, found in extra.items()},
                dict(above),
                heading_section=self._groups.name("section", given),
                heading_outcome=self._groups.name("outcome", given),
                heading_workstream=self._groups.name("workstream", given),
            )
            for cells in parted
        ]
        self._open = self.drafts[-1]
        if len(parted) > 1:
            why = f"This row holds {len(parted)} actions in one cell. They were read as one each: check them."
            self._list(table, row, why, Level.QUESTION)
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

    def _list_merged(self, table: Table, header: Header, row: Row) -> None:
        """A merged date or action is not copied down, because each row's is its own: a person is told."""
        for cell in row.cells:
            name = header.field_at(cell.column)
            if name in (*AS_ABOVE, "ref", None, EXTRA) or cell.origin is None:
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


def _merged(table: Table, header: Header, row: Row, name: str) -> list[Cell]:
    """The cells of a field that are merged down to a row from above."""
    cells = (cell for cell in cells_of(header, row, name, blanks=True) if cell.origin)
    seen = (table.seen(row, cell.column) for cell in cells if cell.origin and cell.origin[0] < row.number)
    return [cell for cell in dict.fromkeys(seen) if cell.text]


def _rows_in_words(rows: Sequence[int]) -> str:
    """Row numbers for a sentence: "rows 3 to 5 and 9"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    words = [
        word
        for run in runs
        for word in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    ]
    if len(rows) == 1:
        return f"row {rows[0]}"
    return f"rows {', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else f"rows {words[0]}"
