"""Reads the SSDA903 return: a set of CSV files told apart by their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.reading.adoptions_903 import Adoptions
from goldenthread.casedata.reading.care_periods import OF_EPISODES, Episodes, Periods
from goldenthread.casedata.reading.cells import day_reader
from goldenthread.casedata.reading.children import Children
from goldenthread.casedata.reading.columns import DONE, Batch, Indices
from goldenthread.casedata.reading.csv_files import CsvFile, distinct_texts
from goldenthread.casedata.reading.csv_lists import Columns, CsvReader, CsvSpec, LeftOut, files_of
from goldenthread.casedata.reading.headings import Heading, lists_of
from goldenthread.casedata.reading.kinds import OF_903
from goldenthread.casedata.reading.lacking import tell_lacking
from goldenthread.casedata.reading.last_days import LastDays
from goldenthread.casedata.reading.reader import Load
from goldenthread.casedata.reading.report import Part, Place, ProblemKind, Report
from goldenthread.casedata.reading.writer import Writer

COLUMNS = "ssda903_columns.csv"
SPECS = {
    spec.name: spec
    for spec in (
        CsvSpec("Episodes", "care_episodes", "started"),
        CsvSpec("Reviews", "care_reviews", "reviewed"),
        CsvSpec("UASC", "care"),
        CsvSpec("Missing", "missing", "began"),
        CsvSpec("OC2", "care_health"),
        CsvSpec("OC3", "care_leavers"),
        CsvSpec("PlacedAdoption", "adoptions", "decided"),
        CsvSpec("AD1", "adoptions", "decided"),
        CsvSpec("Header", "children"),
    )
}
# Files of the return from which no table takes anything.
UNUSED = ("PrevPerm", "SWEpisodes", "DoLo")
_SHORT_BREAKS = pa.array(["V3", "V4"])


def read(files: Sequence[Path], load: Load, report: Report) -> None:
    """Read the files of one return: episodes first, which say which year it is; children last."""
    _Return(files, load, report).read()


class _Return:
    def __init__(self, files: Sequence[Path], load: Load, report: Report) -> None:
        self.lists = lists_of(COLUMNS)
        self.files = files_of(files, self.lists, report)
        self.named = files[0].name
        self.report, self.load = report, load
        self.writer = Writer(load, report)
        self.children = Children()
        self.year_ends = _year_of(self.files.get("Episodes", []), load.snapshot_on)
        self.habits = replace(OF_903, year=self.year_ends.year)

    def read(self) -> None:
        episodes, reviews, adoptions = Episodes(), LastDays(), Adoptions()
        self._episodes(episodes)
        for _, child, columns in self._plain("Reviews"):
            reviews.add(child, columns["reviewed"])
        asylum = [child.to_numpy() for _, child, _ in self._rows("UASC")]
        for _ in self._plain("Missing"):
            pass
        self._of_the_year("OC2", "year_ends")
        self._of_the_year("OC3", "seen_until")
        if episodes.any:
            periods = episodes.periods()
            self._care(periods, reviews, asylum)
            adoptions.know(periods)
        for name in ("PlacedAdoption", "AD1"):
            for batch, child, columns in self._rows(name):
                adoptions.add(child, batch.rows, columns)
        adoptions.write(self.writer, {name for name in ("PlacedAdoption", "AD1") if name in self.files})
        self._header()
        self._close()

    def _rows(self, name: str, left_out: LeftOut | None = None) -> Iterator[tuple[Batch, pa.Array, Columns]]:
        reader = CsvReader(SPECS[name], self.lists[name], self.habits, self.report, left_out)
        for file in self.files.get(name, []):
            for batch, numbers, columns in reader.read(file):
                child = self.writer.children(numbers)
                born = {n.partition(".")[2]: columns.pop(n) for n in list(columns) if "." in n}
                # Care leavers stand in no header of their year: their birth dates are in their own file.
                if born and name != "Header" and ("Header" not in self.files or name == "OC3"):
                    self.children.add(batch, child, born, self.report)
                yield batch, child, columns | (born if name == "Header" else {})
            self._given(name, file)

    def _given(self, name: str, file: CsvFile) -> None:
        """A file without rows still says which columns it gives."""
        spec = SPECS[name]
        columns = {h.to for h in file.headings.at if h.to and "." not in h.to and h.to != spec.numbers}
        if spec.table not in ("children", "care", "adoptions"):
            self.writer.given.setdefault(spec.table, set()).update(columns)

    def _plain(self, name: str) -> Iterator[tuple[Batch, pa.Array, Columns]]:
        """Rows that go into their table as they are."""
        for batch, child, columns in self._rows(name):
            self.writer.write(SPECS[name].table, child, batch.rows, columns)
            yield batch, child, columns

    def _episodes(self, episodes: Episodes) -> None:
        short = 0

        def short_breaks(columns: Columns, part: Part) -> pa.Array:
            nonlocal short
            if "legal_status" not in columns:
                return pa.array(np.zeros(len(columns["started"]), dtype=np.bool_))
            out = pc.is_in(columns["legal_status"], value_set=_SHORT_BREAKS)
            part.left_out += int(pc.sum(out).as_py() or 0)
            part.why_left_out = "short breaks (V3, V4) are not counted as care"
            return out

        for batch, child, columns in self._rows("Episodes", short_breaks):
            episodes.add(child, batch.rows, columns)
            self.writer.write("care_episodes", child, batch.rows, columns)

    def _of_the_year(self, name: str, column: str) -> None:
        for batch, child, columns in self._rows(name):
            columns[column] = pa.array([self.year_ends] * len(child), pa.date32())
            self.writer.write(SPECS[name].table, child, batch.rows, columns)

    def _care(self, periods: Periods, reviews: LastDays, asylum: list[Indices]) -> None:
        seeking = np.concatenate(asylum) if asylum else np.empty(0, dtype=np.int64)
        known = seeking if "UASC" in self.files else None
        made = 0
        for batch in periods.batches(reviews, known, self.load.snapshot_on):
            self.writer.write("care", batch.child, batch.rows, batch.columns)
            made += len(batch.child)
        self.report.notes.append(f"{made} periods of care were made from the episodes.")
        if periods.unsure:
            self.report.notes.append(
                f"{periods.unsure} of them began before the first episode that the return holds: that "
                "episode's day stands for their beginning."
            )

    def _header(self) -> None:
        seen: set[int] = set()
        for batch, child, columns in self._rows("Header"):
            fresh = []
            for one in child.to_pylist():
                fresh.append(one not in seen)
                seen.add(one)
            if not all(fresh):
                at = [index for index, is_first in enumerate(fresh) if not is_first]
                kind = ProblemKind.DUPLICATED
                self.report.found(kind, DONE[kind], batch.places(at), count=len(at))
                part = self.report.parts[-1]
                part.kept, part.set_aside = part.kept - len(at), part.set_aside + len(at)
                keep = pa.array(fresh)
                batch, child = batch.only(np.array(fresh)), child.filter(keep)
                columns = {name: array.filter(keep) for name, array in columns.items()}
            columns["seen_until"] = self.writer.seen.days(child.to_numpy(), self.year_ends)
            self.writer.write("children", child, batch.rows, columns)
        self._without_header(seen)

    def _without_header(self, seen: set[int]) -> None:
        """Children of other files whom no header names: they are kept, with what is known of them."""
        self.writer.seen.settle()
        others = np.setdiff1d(self.writer.seen.child, np.fromiter(seen, dtype=np.int64, count=len(seen)))
        self.children.of = {one: kept for one, kept in self.children.of.items() if one not in seen}
        if not len(others):
            return
        self.report.notes.append(
            f"{len(others)} children have no row in a Header file: their sex and ethnicity are not known."
        )
        for one in others.tolist():
            self.children.of.setdefault(one, [0, None, None, None, None])
        self.children.write(self.writer)

    def _close(self) -> None:
        for name in SPECS:
            if name not in self.files:
                kind = ProblemKind.LIST_MISSING
                self.report.found(kind, DONE[kind], [Place(self.named, name)])
        for name in UNUSED:
            for file in self.files.get(name, []):
                self.report.notes.append(f"{file.path.name} is {name}: nothing in it is used.")
        self.report.notes.append(f"The return is of the year to {self.year_ends:%-d %B %Y}.")
        self.writer.said()
        parts = {spec.table: spec.name for spec in SPECS.values() if spec.name != "UASC"} | {
            "care": "Episodes"
        }
        tell_lacking(self.report, _could_give(self.lists), parts, "the SSDA903 return")


def _year_of(files: Sequence[CsvFile], snapshot_on: date) -> date:
    """The end of the return's year: the last year that has one in a hundred of the episodes' days.

    A day mistyped does not make it another year. Without episodes it is the last year before the snapshot.
    """
    read, days = day_reader(snapshot_on), Counter[date]()
    for file in files:
        columns = [at for heading, at in file.headings.at.items() if heading.to in ("started", "ended")]
        values = (read(text).value for text in distinct_texts(file, columns) if text)
        known = (value for value in values if isinstance(value, date) and value <= snapshot_on)
        days.update(map(_year_after, known))
    enough = [year for year, count in days.items() if count * 100 >= days.total()]
    return max(enough, default=_year_end(snapshot_on))


def _year_end(day: date) -> date:
    """The last 31 March on or before a day."""
    this = date(day.year, 3, 31)
    return this if day >= this else date(day.year - 1, 3, 31)


def _year_after(day: date) -> date:
    """The first 31 March on or after a day."""
    this = date(day.year, 3, 31)
    return this if day <= this else date(day.year + 1, 3, 31)


def _could_give(lists: Mapping[str, Sequence[Heading]]) -> dict[str, set[str]]:
    could: dict[str, set[str]] = {}
    for name, spec in SPECS.items():
        own = {heading.to for heading in lists[name] if heading.to and heading.to != spec.numbers}
        could.setdefault(spec.table, set()).update(own)
    could["children"] = {"born", "sex", "ethnicity", "seen_until"}
    could["care"] = OF_EPISODES | {"asylum_seeking", "last_review"}
    could["care_health"].add("year_ends")
    could["care_leavers"].add("seen_until")
    could["adoptions"] |= {"entered_care", "placement_order", "placed", "adopted", "concluded"}
    return could
