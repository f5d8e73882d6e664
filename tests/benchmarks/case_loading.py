"""Case data from files into the encrypted store: a million rows of XML, a million of CSV."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.measured import Measured
from tests.casedata.reading.census import case, census, child, leaves

CHILDREN_OF_CENSUS, CHILDREN_OF_903, EPISODES = 200_000, 200_000, 4
YEAR_BEGINS = date(2025, 4, 1)
MEGABYTES = 1024
LOAD = """
import json, resource, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from goldenthread.casedata.store import Store

store = Store(Path(sys.argv[1]), b"a key for a measurement, and no more")
began = time.process_time()
manifest = store.load(
    [Path(file) for file in sys.argv[2:]], authority="Made up", snapshot_on=date(2026, 3, 31),
    at=datetime(2026, 4, 1, tzinfo=UTC),
)
cpu = time.process_time() - began
read = sum(part["read"] for part in manifest.report["parts"])
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"cpu": cpu, "read": read, "kept": manifest.total, "most": most}))
"""


def measure() -> Iterator[Measured]:
    yield _loaded("CIN census, XML", _census, 50.0, "a Python peer read 9,960 children in 162 s")
    yield _loaded("SSDA903, CSV", _return_903, 10.0, "a Python peer checked 259,000 rows in 148 s")


def _loaded(what: str, make: Callable[[Path], Sequence[Path]], target: float, peer: str) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        files = make(Path(folder))
        command = [sys.executable, "-c", LOAD, str(Path(folder) / "store"), *map(str, files)]
        done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        size = sum(path.stat().st_size for path in files) / 1e6
    note = (
        f"{done['read'] / done['cpu']:,.0f} rows a second; {done['most'] / MEGABYTES:,.0f} MB at most "
        f"(target 1 GB); files of {size:,.0f} MB; {peer}"
    )
    return Measured(
        f"{what}: {done['read']:,} rows read, pseudonymised, encrypted and kept, CPU",
        target,
        (done["cpu"],),
        note,
    )


def _census(folder: Path) -> list[Path]:
    """Each child has a case, an assessment, a plan; every third an enquiry, protection and a review."""
    chance = random.Random(2026)
    path = folder / "census.xml"
    head, _, tail = census("@").partition("@")
    with path.open("w") as file:
        file.write(head)
        for number in range(CHILDREN_OF_CENSUS):
            began = YEAR_BEGINS + timedelta(days=chance.randrange(250))
            born = date(2009, 1, 1) + timedelta(days=chance.randrange(6000))
            file.write(child(f"C{number:07}", _case(began, protected=number % 3 == 0), born=born.isoformat()))
        file.write(tail)
    return [path]


def _case(began: date, *, protected: bool) -> str:
    def after(days: int) -> str:
        return (began + timedelta(days=days)).isoformat()

    assessed = leaves(AssessmentActualStartDate=after(1), AssessmentAuthorisationDate=after(40))
    parts = [
        f"<Assessments>\n{assessed}</Assessments>\n",
        f"<CINPlanDates>\n{leaves(CINPlanStartDate=after(41))}</CINPlanDates>\n",
    ]
    if protected:
        enquiry = leaves(
            S47ActualStartDate=after(2), InitialCPCtarget=after(23), DateOfInitialCPC=after(20),
            ICPCnotRequired="0",
        )  # fmt: skip
        plan = leaves(
            CPPstartDate=after(20), InitialCategoryOfAbuse="NEG", LatestCategoryOfAbuse="EMO",
            NumberOfPreviousCPP="0",
        )  # fmt: skip
        reviews = f"<Reviews><CPPreviewDate>{after(100)}</CPPreviewDate></Reviews>"
        parts.append(f"<Section47>\n{enquiry}</Section47>\n")
        parts.append(f"<ChildProtectionPlans>\n{plan}{reviews}</ChildProtectionPlans>\n")
    return case(*parts, referred=began.isoformat())


def _return_903(folder: Path) -> list[Path]:
    """Header and episodes: four of them for each child, the last one open."""
    chance = random.Random(903)
    header, episodes = folder / "header.csv", folder / "episodes.csv"
    with header.open("w") as people, episodes.open("w") as spells:
        people.write("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n")
        spells.write(
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        )
        for number in range(CHILDREN_OF_903):
            born = date(2010, 1, 1) + timedelta(days=chance.randrange(4000))
            people.write(f"C{number:07},{chance.choice('12')},{born:%d/%m/%Y},WBRI,UN1,0,\n")
            began = YEAR_BEGINS + timedelta(days=chance.randrange(100))
            for spell in range(EPISODES):
                ends = began + timedelta(days=chance.randrange(1, 60))
                new = "S" if spell == 0 else "P"
                end = ",,," if spell == EPISODES - 1 else f"{ends:%d/%m/%Y},X1,CARPL,"
                spells.write(f"C{number:07},{began:%d/%m/%Y},{new},C2,N1,U4,PR1,{end}AB1 2,AB1 3,\n")
                began = ends
    return [header, episodes]
