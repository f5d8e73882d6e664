"""Reads the SEN2 person level return from its CSV modules, which point at each other by table ids.

A child's number is the unique pupil number; without one it is the person's id in this file, which tells the
child apart within the file only. Names and postcodes are never read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.reading.children import Children
from goldenthread.casedata.reading.columns import DONE, Batch, Cells
from goldenthread.casedata.reading.csv_files import CsvFile
from goldenthread.casedata.reading.csv_lists import CsvReader, CsvSpec, files_of
from goldenthread.casedata.reading.headings import Heading, lists_of
from goldenthread.casedata.reading.kinds import OF_SEN2
from goldenthread.casedata.reading.lacking import tell_lacking
from goldenthread.casedata.reading.reader import Load
from goldenthread.casedata.reading.report import Part, Place, ProblemKind, Report
from goldenthread.casedata.reading.writer import Writer, begun, in_order

COLUMNS = "sen2_columns.csv"
# Each module with the columns by which it may point at its parent, the best first, and where its rows go.
MODULES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "person": (("person",), "children"),
    "requests": (("person",), "ehc_requests"),
    "assessment": (("request",), "ehc_requests"),
    "namedplan": (("assessment", "request"), "ehc_plans"),
    "activeplans": (("request",), "ehc_reviews"),
    "senneed": (("active", "request"), "ehc_plans"),
}
_UNUSED = ("plandetail", "placementdetail", "sen2")
_DAY = pa.scalar(None, pa.date32())


@dataclass
class Module:
    """One module, whole: its columns, the line and file of each row, and what the report knows of it."""

    name: str
    columns: dict[str, pa.Array] = field(default_factory=dict)
    lines: pa.Array = field(default_factory=lambda: pa.array([], pa.int64()))
    file: str = ""
    part: Part | None = None
    link: str = ""

    def __len__(self) -> int:
        return len(self.lines)

    def get(self, column: str, kind: pa.DataType) -> pa.Array:
        return self.columns.get(column, pa.nulls(len(self), kind))

    def batch(self) -> Batch:
        """The rows as a batch that can say its places."""
        nothing = {"": Cells([""], np.zeros(len(self), dtype=np.int64))}
        return Batch(self.file, self.name, self.lines.to_numpy(), nothing)

    def only(self, keep: pa.Array) -> Module:
        columns = {name: array.filter(keep) for name, array in self.columns.items()}
        return Module(self.name, columns, self.lines.filter(keep), self.file, self.part, self.link)


def read(files: Sequence[Path], load: Load, report: Report) -> None:
    """Read the modules, join them, and give requests, plans and reviews to the sink."""
    lists = lists_of(COLUMNS)
    found = files_of(files, lists, report)
    for name in MODULES:
        if name not in found:
            kind = ProblemKind.LIST_MISSING
            report.found(kind, DONE[kind], [Place(files[0].name, name)])
    for name in _UNUSED:
        report.notes += [
            f"{file.path.name} is {name}: nothing in it is used." for file in found.get(name, [])
        ]
    modules = {name: _module(name, found.get(name, []), lists, report) for name in MODULES}
    writer = Writer(load, report)
    _join(modules, writer, set(found))
    writer.said()
    parts = {"children": "person", "ehc_requests": "requests and assessment", "ehc_plans": "namedplan"}
    tell_lacking(report, _COULD_GIVE, parts | {"ehc_reviews": "activeplans"}, "the SEN2 return")


_COULD_GIVE: Mapping[str, set[str]] = {
    "children": {"born", "sex", "ethnicity", "seen_until"},
    "ehc_requests": {
        "received", "source_of_request", "decided", "decision", "assessed", "outcome", "excepted", "issued",
        "concluded",
    },
    "ehc_plans": {"received", "issued", "ended", "reason_ended", "need", "last_reviewed"},
    "ehc_reviews": {"issued", "met", "decided", "outcome", "draft_sent", "finalised"},
}  # fmt: skip


def _module(
    name: str, files: Sequence[CsvFile], lists: Mapping[str, Sequence[Heading]], report: Report
) -> Module:
    links, table = MODULES[name]
    batches: list[tuple[pa.Array, dict[str, pa.Array]]] = []
    module = Module(name)
    for file in files:
        there = {heading.to for heading in file.headings.at}
        link = next((one for one in links if one in there), links[0])
        reader = CsvReader(CsvSpec(name, table, numbers=link), lists[name], OF_SEN2, report)
        for batch, numbers, columns in reader.read(file):
            batches.append((pa.array(batch.rows, pa.int64()), columns | {link: numbers}))
        module.file, module.part, module.link = file.path.name, report.parts[-1], link
    if not batches:
        return module
    names = {column for _, columns in batches for column in columns}
    module.lines = pa.concat_arrays([lines for lines, _ in batches])
    module.columns = {
        column: pa.concat_arrays(
            [columns.get(column, pa.nulls(len(lines), _kind(batches, column))) for lines, columns in batches]
        )
        for column in names
    }
    return module


def _kind(batches: Sequence[tuple[pa.Array, dict[str, pa.Array]]], column: str) -> pa.DataType:
    return next(columns[column].type for _, columns in batches if column in columns)


def _linked(module: Module, to: pa.Array, report: Report) -> tuple[Module, pa.Array]:
    """The rows whose parent there is, with the parent's place; the others are set aside."""
    at = pc.index_in(module.get(module.link, pa.string()), value_set=to)
    has = at.is_valid()
    lost = np.flatnonzero(~has.to_numpy(zero_copy_only=False))
    if len(lost):
        kind = ProblemKind.NO_SUCH_PARENT
        report.found(kind, DONE[kind], module.batch().places(lost), count=len(lost))
        if module.part:
            module.part.kept -= len(lost)
            module.part.set_aside += len(lost)
    return module.only(has), at.drop_null()


def _firsts(keys: pa.Array, order: pa.Array | None = None) -> tuple[pa.Array, pa.Array]:
    """The distinct keys, and for each the row that stands first, by `order` if it is given."""
    rows = pa.array(np.arange(len(keys)), pa.int64())
    table = pa.table({"key": keys, "row": rows, "order": rows if order is None else order})
    table = table.filter(table["key"].is_valid()).sort_by([("order", "ascending"), ("row", "ascending")])
    firsts = table.group_by("key", use_threads=False).aggregate([("row", "first")])
    return firsts["key"].combine_chunks(), firsts["row_first"].combine_chunks()


def _lookup(keys: pa.Array, firsts: tuple[pa.Array, pa.Array], values: pa.Array) -> pa.Array:
    """For each key, the value of the first row that has it; null where none has."""
    known, rows = firsts
    if not len(known):
        return pa.nulls(len(keys), values.type)
    return values.take(rows.take(pc.index_in(keys, value_set=known)))


def _join(modules: Mapping[str, Module], writer: Writer, found: set[str]) -> None:
    report, text, day = writer.report, pa.string(), pa.date32()
    person, children = modules["person"], Children()
    number = pc.coalesce(
        person.get("upn", text), pc.binary_join_element_wise("SEN2 person", person.get("person", text), " ")
    )
    people = writer.children(number)
    ids, rows = _firsts(person.get("person", text))
    who: dict[str, pa.Array] = {
        n: person.columns[n] for n in ("born", "sex", "ethnicity") if n in person.columns
    }
    children.add(person.batch(), people, who, report)

    requests, at = _linked(modules["requests"], ids, report)
    child = people.take(rows.take(at))
    by_request = _firsts(requests.get("request", text))
    known_requests, _ = by_request
    assessments, _ = _linked(modules["assessment"], known_requests, report)
    of_assessment = _firsts(assessments.get("assessment", text))
    plans = modules["namedplan"]
    parents = of_assessment[0] if plans.link == "assessment" else known_requests
    plans, _ = _linked(plans, parents, report)
    plan_request = (
        _lookup(plans.get("assessment", text), of_assessment, assessments.get("request", text))
        if plans.link == "assessment"
        else plans.get("request", text)
    )
    active, _ = _linked(modules["activeplans"], known_requests, report)
    key = requests.get("request", text)
    assessed = _firsts(assessments.get("request", text), assessments.get("assessed", day))
    planned = _firsts(plan_request, plans.get("issued", day))
    own: dict[str, pa.Array] = {n: requests.columns[n] for n in _OF_REQUESTS if n in requests.columns}
    for name, kind in (("outcome", text), ("assessed", day), ("excepted", pa.bool_())):
        if name in assessments.columns or not len(assessments):
            own[name] = _lookup(key, assessed, assessments.get(name, kind))
    own["issued"] = _lookup(key, planned, plans.get("issued", day))
    own = {name: array for name, array in own.items() if _given(name, found)}
    _write("ehc_requests", requests, child, own, "received", writer)

    of_request = _lookup(plan_request, by_request, pa.array(np.arange(len(requests)), pa.int64()))
    columns: dict[str, pa.Array] = {
        name: plans.columns[name] for name in ("issued", "ended", "reason_ended") if name in plans.columns
    }
    if "received" in requests.columns:
        columns["received"] = requests.columns["received"].take(of_request)
    columns["need"] = _lookup(plan_request, *_needs(modules["senneed"], active))
    reviewed = _firsts(active.get("request", text))
    columns["last_reviewed"] = _lookup(
        plan_request, reviewed, pc.coalesce(active.get("decided", day), active.get("met", day))
    )
    columns = {name: array for name, array in columns.items() if _given(name, found)}
    _write("ehc_plans", plans, child.take(of_request), columns, "issued", writer)

    renamed = {"review_outcome": "outcome"}
    columns = {
        renamed.get(n, n): active.columns[n]
        for n in ("met", "decided", "review_outcome", "draft_sent", "finalised")
        if n in active.columns
    }
    columns["issued"] = _lookup(active.get("request", text), planned, plans.get("issued", day))
    held = active.get("met", day).is_valid()
    request = _lookup(active.get("request", text), by_request, pa.array(np.arange(len(requests)), pa.int64()))
    if "met" in active.columns:
        met = {name: array.filter(held) for name, array in columns.items()}
        _write("ehc_reviews", active.only(held), child.take(request).filter(held), met, "met", writer)
        waiting = len(active) - (pc.sum(held).as_py() or 0)
        if waiting:
            report.notes.append(f"{waiting} active plans have no review meeting in the return.")
    children.write(writer)


_OF_REQUESTS = ("received", "source_of_request", "decided", "decision")
_FROM = {
    "outcome": "assessment", "assessed": "assessment", "excepted": "assessment", "issued": "namedplan",
    "need": "senneed", "last_reviewed": "activeplans",
}  # fmt: skip


def _given(column: str, found: set[str]) -> bool:
    return _FROM.get(column, "") in found or column not in _FROM


def _needs(needs: Module, active: Module) -> tuple[tuple[pa.Array, pa.Array], pa.Array]:
    """The first need of each request, by rank."""
    text = pa.string()
    request = (
        _lookup(needs.get("active", text), _firsts(active.get("active", text)), active.get("request", text))
        if needs.link == "active"
        else needs.get("request", text)
    )
    return _firsts(request, needs.get("rank", pa.int64())), needs.get("need", text)


def _write(
    table: str, module: Module, child: pa.Array, columns: dict[str, pa.Array], start: str, writer: Writer
) -> None:
    if start not in columns:
        return
    part = module.part or Part(module.name, module.file, table)
    before = part.set_aside
    batch, child, columns = begun(module.batch(), child, start, columns, part, writer.report)
    part.kept -= part.set_aside - before
    in_order(table, batch, columns, writer.report)
    if table == "ehc_requests":
        columns["concluded"] = _concluded(columns)
    writer.write(table, child, batch.rows, columns)


def _concluded(columns: Mapping[str, pa.Array]) -> pa.Array:
    """The day on which nothing more is awaited: refused, withdrawn, not to be issued, or issued."""
    rows = len(columns["received"])
    ended = columns.get("issued", pa.nulls(rows, pa.date32()))
    for decision, day in (("outcome", "assessed"), ("decision", "decided")):
        if decision in columns and day in columns:
            over = pc.is_in(columns[decision], value_set=pa.array(["N", "W"]))
            ended = pc.coalesce(ended, pc.if_else(over, columns[day], _DAY))
    return ended
