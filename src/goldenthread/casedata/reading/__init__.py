"""Reads the files of every source into the tables, and says what it made of them.

`recognise` tells files apart by their content. `read` reads the files of one source into batches for a
`Sink` and returns a `Report`. Nothing is dropped in silence and nothing stops the rest: a row with a bad
cell is kept with that cell empty; a row without a child's number, or without the day it begins, is set aside
and counted.
"""

from goldenthread.casedata.reading.reader import Load, NothingToRead, read, told_apart
from goldenthread.casedata.reading.recognise import Recognised, by_source, recognise
from goldenthread.casedata.reading.report import Normalised, Place, ProblemKind, Report
from goldenthread.casedata.reading.sink import Sink

__all__ = [
    "Load",
    "Normalised",
    "NothingToRead",
    "Place",
    "ProblemKind",
    "Recognised",
    "Report",
    "Sink",
    "by_source",
    "read",
    "recognise",
    "told_apart",
]
