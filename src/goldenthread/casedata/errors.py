"""What case data refuses, in words. None of them names a child, or anything of one."""

from __future__ import annotations

from pathlib import Path

from goldenthread.casedata import keys
from goldenthread.casedata.reading import Report
from goldenthread.casedata.snapshots import ID


class WrongKey(keys.WrongKey):
    """The key is not the one that the case data is encrypted with."""

    def __init__(self) -> None:
        super().__init__(
            "The key is not the one that this case data is encrypted with. Put the right one back: without "
            "it nothing in the store can be read."
        )


class NoSuchLoad(LookupError):
    """There is no load of that name."""

    def __init__(self, load: str) -> None:
        super().__init__(f"There is no load {load}." if ID.fullmatch(load) else "There is no such load.")


class NothingLoaded(Exception):
    """Not one row of the files could be kept, so nothing was. `report` says what was found instead."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("No row of these files could be kept, so nothing was loaded.")


class Damaged(Exception):
    """A file of a load is missing, cut short, altered or another's. Names the load and the table."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"The table {place.stem} of the load {place.parent.name} is not whole: it is missing, altered "
            "or not of this store. Delete the load and load its files again, or restore a back-up."
        )
