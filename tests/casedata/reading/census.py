"""Children in need census files, made for tests: `Message` around `Child` elements given as texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from goldenthread.casedata.reading import Report, read

DAY = date(2026, 3, 31)
HEADER = (
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year><ReferenceDate>2026-03-31"
    "</ReferenceDate></CollectionDetails><Source><LEA>903</LEA></Source></Header>"
)


def leaves(**texts: str) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in texts.items())


def child(
    number: str, *cases: str, born: str = "2012-05-06", sex: str = "<Sex>F</Sex>", what: str = ""
) -> str:
    what = what or "<Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>"
    who = f"<LAchildID>{number}</LAchildID><PersonBirthDate>{born}</PersonBirthDate>{sex}"
    return (
        f"<Child>\n<ChildIdentifiers>{who}</ChildIdentifiers>\n<ChildCharacteristics>{what}"
        f"</ChildCharacteristics>\n{''.join(cases)}</Child>\n"
    )


def case(*more: str, referred: str = "2025-05-01", nfa: str = "0", **texts: str) -> str:
    said = leaves(CINreferralDate=referred, ReferralSource="1A", PrimaryNeedCode="N1", **texts)
    return f"<CINdetails>\n{said}{''.join(more)}<ReferralNFA>{nfa}</ReferralNFA></CINdetails>\n"


def census(*children: str, year: int = 2026) -> str:
    inside = "".join(children)
    head = HEADER.format(year=year)
    return f'<?xml version="1.0"?>\n<Message>\n{head}\n<Children>\n{inside}</Children>\n</Message>\n'


class Kept:
    """A sink that keeps rows in memory."""

    def __init__(self) -> None:
        self.batches: dict[str, list[pa.RecordBatch]] = {}
        self.known: dict[int, str] = {}

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        self.batches.setdefault(table, []).append(batch)

    def numbers(self, batch: pa.RecordBatch) -> None:
        self.known |= dict(zip(batch["child"].to_pylist(), batch["number"].to_pylist(), strict=True))

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        rows: Sequence[Mapping[str, Any]] = (
            pa.Table.from_batches(self.batches.get(table, [])).to_pylist() if self.batches.get(table) else []
        )
        return [tuple(row[column] for column in columns) for row in rows]


def loaded(folder: Path, *contents: str | bytes, snapshot_on: date = DAY) -> tuple[Kept, Report]:
    """The files' contents, read."""
    files = []
    for number, content in enumerate(contents):
        files.append(folder / f"census {number}.xml")
        files[-1].write_bytes(content if isinstance(content, bytes) else content.encode())
    kept = Kept()
    report = read(
        files, authority="903", snapshot_on=snapshot_on, pseudonym=lambda number: int(number[1:]), sink=kept
    )
    return kept, report
