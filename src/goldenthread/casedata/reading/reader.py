"""Reads the files of one source: the one way in for whoever keeps case data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from goldenthread.casedata.reading.recognise import Recognised, recognise
from goldenthread.casedata.reading.report import Place, ProblemKind, Report
from goldenthread.casedata.reading.sink import Sink
from goldenthread.casedata.sources import NAMES, Source


class NothingToRead(Exception):
    """No file is of a known source, or they are of more than one. The message says which, in words."""


@dataclass(frozen=True)
class Load:
    """What a reader is told: whose files, of which day, how children are hashed, and where rows go."""

    authority: str
    snapshot_on: date
    pseudonym: Callable[[str], int]
    sink: Sink


class Reader(Protocol):
    """A module of this package that reads one source."""

    def read(self, files: Sequence[Path], load: Load, report: Report) -> None:
        """Give the rows of `files` to `load.sink` and tell `report` of everything else."""


READERS: Mapping[Source, str] = {
    Source.ANNEX_A: "annex_a",
    Source.ANNEX_A_SEND: "annex_a_send",
    Source.CIN_CENSUS: "cin_census",
    Source.SSDA903: "ssda903",
    Source.SEN2: "sen2",
}


def told_apart(files: Sequence[Path]) -> tuple[Source, list[Recognised]]:
    """The one source that these files are of, and what each of them is.

    Raises:
        NothingToRead: no file is recognised, or the files are of several sources.
    """
    recognised = recognise(files)
    sources = {one.source for one in recognised if one.source}
    if not sources:
        raise NothingToRead(" ".join(f"{p.name}: {one.why}" for one in recognised for p in one.files))
    if len(sources) > 1:
        names = " and ".join(sorted(NAMES[source] for source in sources))
        raise NothingToRead(f"These files are of {names}. Load each by itself.")
    (source,) = sources
    return source, recognised


def read(
    files: Sequence[Path],
    *,
    authority: str,
    snapshot_on: date,
    pseudonym: Callable[[str], int],
    sink: Sink,
) -> Report:
    """Read files of one source into the sink. `snapshot_on` is the day the files speak of.

    `pseudonym` gives a child's hash (0 to 2**63-1) for the council's own number as `tidy_number` leaves it.

    Raises:
        NothingToRead: no file is recognised, or the files are of several sources.
    """
    source, recognised = told_apart(files)
    report = Report(source, authority, snapshot_on)
    known: list[Path] = []
    for one in recognised:
        if one.source:
            known += one.files
        else:
            places = [Place(path.name, value=one.why) for path in one.files]
            short = "cut short" in one.why
            report.found(ProblemKind.TRUNCATED if short else ProblemKind.UNKNOWN_FILE, "not read", places)
    report.files = [path.name for path in known]
    reader = cast(Reader, import_module(f"{__package__}.{READERS[source]}"))
    reader.read(known, Load(authority, snapshot_on, pseudonym, sink), report)
    return report
