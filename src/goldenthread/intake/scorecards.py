"""Reads a council's scorecard, as it has it, into measures with their observations, and a list of problems.

Every text of the file is in a measure, in a landmark (a title, a heading, a section's name) or in a problem.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_columns import Column
from goldenthread.intake.scorecard_doubts import doubts
from goldenthread.intake.scorecard_fills import rated_by_colour
from goldenthread.intake.scorecard_headers import Block, blocks_of, continued
from goldenthread.intake.scorecard_hidden import hidden_in
from goldenthread.intake.scorecard_json import measure_json
from goldenthread.intake.scorecard_measures import read_measure
from goldenthread.intake.scorecard_merging import Part, merged
from goldenthread.intake.scorecard_model import Measure, Observation
from goldenthread.intake.scorecard_periods import surroundings
from goldenthread.intake.scorecard_plan import plan_columns, with_a_title
from goldenthread.intake.scorecard_rows import Landmark, MeasureRow, read_rows, section_above
from goldenthread.intake.scorecard_time_words import mentioned
from goldenthread.intake.scorecard_turned import turned_round
from goldenthread.intake.tables import Table, Workbook
from goldenthread.rulebook.periods import Period

__all__ = ["Column", "Landmark", "Measure", "Observation", "ScorecardReading", "read_scorecard"]


@dataclass(frozen=True)
class ScorecardReading:
    """What a scorecard holds: its measures in the file's order, what a person has to look at, its columns."""

    measures: tuple[Measure, ...]
    problems: tuple[Problem, ...]
    columns: tuple[Column, ...]
    landmarks: tuple[Landmark, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Measures and problems as the command line prints them: percentages as 83, whole numbers as ints."""
        return {
            "measures": [measure_json(measure) for measure in self.measures],
            "problems": [problem.as_json() for problem in self.problems],
        }


def read_scorecard(
    workbook: Workbook, *, mapping: Mapping[str, str] | None = None, period: Period | None = None
) -> ScorecardReading:
    """Read the tables of a scorecard.

    `mapping` gives by heading the field of a column (see `scorecard_columns.FIELDS`), a period such as
    "2017-18 Q4", or "ignore". `period` is what the scorecard is about, for files that do not say it: it is
    used where neither a heading nor a title names a year. What cannot be read is in the reading's problems.
    """
    several_sheets = sum(not table.hidden and bool(table.rows) for table in workbook.tables) > 1
    gathering = _Gathering(mapping or {}, period, several_sheets)
    for table in workbook.tables:
        gathering.take(table)
    gathering.put_together()
    gathering.check_references()
    gathering.problems += doubts([measure for measure, _ in gathering.measures])
    if not gathering.measures and not any(table.rows for table in workbook.tables):
        gathering.problems.append(
            Problem("", None, "", workbook.name, "The file has no table with anything in it.")
        )
    return ScorecardReading(
        tuple(measure for measure, _ in gathering.measures),
        (*workbook.problems, *gathering.problems),
        tuple(gathering.columns),
        tuple(gathering.landmarks),
    )


@dataclass
class _Gathering:
    """What has been read of a workbook so far."""

    mapping: Mapping[str, str]
    period: Period | None
    several_sheets: bool
    groups: list[list[Part]] = field(default_factory=list)
    by_name: dict[tuple[str | None, ...], list[Part]] = field(default_factory=dict)
    measures: list[tuple[Measure, MeasureRow]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    landmarks: list[Landmark] = field(default_factory=list)
    last_block: Block | None = None

    def take(self, table: Table) -> None:
        """Read one table, or say why not."""
        written = sum(not row.is_blank for row in table.rows)
        if not written:
            return
        first = next(row for row in table.rows if not row.is_blank)
        text = " | ".join(cell.text for cell in first.written)
        if table.hidden:
            self._whole(
                table, text, f"This sheet is hidden, so its {_rows(written)} not read. Unhide it to load it."
            )
            return
        blocks = blocks_of(table, self.mapping)
        if not blocks and (turned := turned_round(table)) is not None:
            self._say_turned(table, turned)
            blocks = blocks_of(turned, self.mapping)
        if not blocks and self.last_block is not None:
            more = continued(table, self.last_block)
            blocks = (more,) if more is not None else ()
        if not blocks:
            why = f"No row has headings of measures and figures, so its {_rows(written)} not read."
            self._whole(table, text, why)
            return
        for block in blocks:
            self._take_block(with_a_title(block, self.mapping), self._section_before(block))

    def _section_before(self, block: Block) -> str | None:
        """The section that a block begins in: its title, Word heading, the page before's, or its sheet."""
        table = block.table
        above = section_above(block)
        if above is not None:
            return above
        if table.letters:
            return table.sheet if self.several_sheets and not mentioned(table.sheet).says_when else None
        if table.heading and not mentioned(table.heading).says_when:
            return table.heading
        before = self.last_block
        goes_on = before is not None and dict(before.parts) == dict(block.parts) and self.groups
        return self.groups[-1][0].measure.section if goes_on else None

    def _say_turned(self, table: Table, turned: Table) -> None:
        """What stands above and in the corner of a table that is read turned round, and that it is."""
        self.landmarks += [Landmark(table.sheet, 0, "title", text) for text in turned.before]
        header = turned.rows[0].cells[0].column
        corner = next(row for row in table.rows if row.number == header).at(turned.rows[0].number).text
        why = "Its periods stand down the side, so it was read turned round: a row of it here is its column."
        self.problems.append(Problem(table.sheet, None, corner, corner, why, Level.NOTE))

    def _whole(self, table: Table, text: str, why: str) -> None:
        self.problems.append(Problem(table.sheet, None, "", text, why, Level.QUESTION))

    def _take_block(self, block: Block, section: str | None) -> None:
        self.last_block = block
        sheet = block.table.sheet
        for kind, rows in (("title", block.title_rows), ("header", block.header_rows)):
            for row in rows:
                self.landmarks += [Landmark(sheet, row.number, kind, cell.text) for cell in row.written]
        around = surroundings((*block.titles, sheet), self.period)
        plan = plan_columns(block, self.mapping, around)
        rows_read = read_rows(block, section)
        if not rows_read.measures:
            self._whole(block.table, " | ".join(block.titles[:1]), "No measure stands under these headings.")
        self.columns += plan.shown
        self.landmarks += rows_read.landmarks
        self.problems += plan.problems
        self.problems += rows_read.problems
        parts: list[Part] = []
        for found in rows_read.measures:
            part, problems = read_measure(block.table, found, plan.columns)
            self.problems += [problem for problem in problems if problem not in self.problems[-20:]]
            parts.append(part)
        self.problems += rated_by_colour(block, plan.columns, parts)
        self.problems += hidden_in(block, plan.columns, rows_read.measures)
        for part in parts:
            self._place(part, block)

    def _place(self, part: Part, block: Block) -> None:
        """Put a row with the other rows of its measure, where measures have several."""
        name = (part.measure.section, part.measure.ref, part.measure.title)
        group = self.by_name.get(name) if block.when or block.rivals else None
        if block.label is not None and part.found.label and self.groups:
            last = self.groups[-1]
            is_next = (last[0].found.ref, last[0].found.title) == (part.found.ref, part.found.title)
            group = last if is_next and part.found.label not in [one.found.label for one in last] else group
        if group is None and self._goes_on_from_another_sheet(part, self.by_name.get(name, [])):
            group = self.by_name[name]
            for one in (*group, part):
                one.when = one.when or max((at for at in one.figures), key=lambda at: at.end, default=None)
        if group is None:
            self.groups.append(group := [])
            self.by_name[name] = group
        group.append(part)

    def _goes_on_from_another_sheet(self, part: Part, before: Sequence[Part]) -> bool:
        """Whether a workbook has a sheet for each period: the same row in another, with no other figures."""
        if not before or not part.figures or any(one.measure.sheet == part.measure.sheet for one in before):
            return False
        known = {at: figure for one in before for at, figure in one.figures.items()}
        return all(known.get(at, figure) == figure for at, figure in part.figures.items())

    def put_together(self) -> None:
        """Make a measure of each group of rows."""
        for group in self.groups:
            measure, problems = merged(group)
            self.measures.append((measure, group[0].found))
            self.problems += problems

    def check_references(self) -> None:
        """Name rows that share a reference or a name, and references that a spreadsheet has made shorter."""
        first: dict[tuple[str | None, str], Measure] = {}
        for measure, _ in self.measures:
            # Without references, one name in one section is all that two rows have.
            own = (None, measure.ref.casefold()) if measure.ref else (measure.section or "", measure.title)
            other = first.setdefault(own, measure)
            if other is measure:
                continue
            where = f"row {other.row}" if other.sheet == measure.sheet else f"{other.sheet}, row {other.row}"
            if measure.ref:
                why = f"This reference is also that of {where} ({other.title}). Both are kept."
                self._of_reference(measure, why, Level.DOUBT)
            else:
                why = f"This is also the name in {where}. Both are kept: a reference would tell them apart."
                place = (measure.sheet, measure.row, "Measure", measure.title, why, Level.DOUBT)
                self.problems.append(Problem(*place))
        for (before, _), (measure, found) in pairwise(self.measures):
            if (
                _lost_its_zero(before.ref, measure.ref)
                and found.ref_cell is not None
                and found.ref_cell.value is not None
            ):
                why = f"It follows {before.ref} and is typed as a number: it may be {measure.ref}0."
                self._of_reference(measure, why)

    def _of_reference(self, measure: Measure, why: str, level: Level = Level.PROBLEM) -> None:
        place = (measure.sheet, measure.row, "Reference", measure.ref or "", why, level)
        self.problems.append(Problem(*place))


def _rows(count: int) -> str:
    return "one row was" if count == 1 else f"{count:,} rows were"


def _lost_its_zero(before: str | None, ref: str | None) -> bool:
    """Whether 1.10 typed as a number would read like this after the one before: 1.9, then 1.1."""
    if before is None or ref is None:
        return False
    stem, _, number = ref.partition(".")
    stem_before, _, number_before = before.partition(".")
    return (
        stem == stem_before
        and number.isdigit()
        and number_before.isdigit()
        and int(number_before) + 1 == int(number) * 10
    )
