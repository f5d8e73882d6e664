"""Reading case data: an Annex A workbook, a million episodes of the 903, and a SEN2 return."""

from __future__ import annotations

import hashlib
import hmac
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import xlsxwriter

from goldenthread.casedata.reading import Report, read
from goldenthread.casedata.reading.codebook import code_sets
from goldenthread.casedata.reading.headings import Heading, lists_of
from tests.benchmarks.measured import Measured

ON = date(2024, 3, 31)
# Rows of each list of a council's workbook, five times over.
ROWS = {"1": 25_000, "3": 8_000, "4": 10_500, "5": 4_500, "6": 13_000, "7": 2_500, "8": 2_800, "9": 1_000}
EPISODES = 1_000_000
REQUESTS = 50_000


def measure() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        yield _annex_a(Path(folder))
        yield _episodes(Path(folder))
        yield _sen2(Path(folder))


class _Nowhere:
    """A sink that keeps nothing: reading alone is measured."""

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        pass

    def numbers(self, batch: pa.RecordBatch) -> None:
        pass


def _pseudonym(number: str) -> int:
    digest = hmac.digest(b"0" * 32, number.encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big") >> 1


def _measured(what: str, files: Sequence[Path], rows_a_second: int) -> Measured:
    """One run, by the processor's clock: other work may be going on beside it."""
    begun, started = time.perf_counter(), time.process_time()
    report: Report = read(files, authority="Norbury", snapshot_on=ON, pseudonym=_pseudonym, sink=_Nowhere())
    took, elapsed = time.process_time() - started, time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rate = f"{report.rows_read / took:,.0f} rows a second; {elapsed:.1f} s elapsed; {most} MB at most"
    return Measured(
        f"{what}: {report.rows_read:,} rows, CPU", report.rows_read / rows_a_second, (took,), rate
    )


def _annex_a(folder: Path) -> Measured:
    chance = random.Random(20240331)
    path = folder / "annex.xlsx"
    with xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        for number, rows in ROWS.items():
            headings = [one for one in lists_of("annex_a_columns.csv")[number] if one.asked]
            headings = list({one.header: one for one in headings}.values())
            sheet = book.add_worksheet(f"List {number}")
            sheet.write_row(0, 0, [one.header for one in headings])
            for at in range(1, rows + 1):
                for column, one in enumerate(headings):
                    sheet.write(at, column, _cell(one, chance))
    return _measured("An Annex A workbook, read", [path], 10_000)


def _cell(heading: Heading, chance: random.Random) -> object:
    kind, _, codes = heading.kind.partition(":")
    if kind == "number":
        return chance.randrange(100_000, 160_000)
    if kind in ("day", "later_day", "birth"):
        return ON - timedelta(days=chance.randrange(5_000 if kind == "birth" else 180))
    if kind == "code":
        return chance.choice(sorted(code_sets()[codes].printed))
    return chance.choice(["a) Yes", "b) No"]) if kind.endswith("yes_no") else chance.randrange(60)


def _episodes(folder: Path) -> Measured:
    chance = random.Random(20240331)
    days = [f"{ON - timedelta(days=2_400 - at):%d/%m/%Y}" for at in range(2_400)]
    episodes, header = folder / "e.csv", folder / "h.csv"
    columns = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
    with episodes.open("w") as of_care, header.open("w") as of_children:
        of_care.write(f"{columns}\n")
        of_children.write("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n")
        for child in range(EPISODES // 4):
            of_children.write(f"{child},{1 + child % 2},{chance.choice(days)},WBRI,,,\n")
            day = chance.randrange(1_500)
            for turn, reason in enumerate("SLPP"):
                left = min(day + chance.randrange(1, 220), 2_399)
                ends = f"{days[left]},X1" if turn < 3 else ","
                place = chance.choice(("U4", "U6", "K2", "H5", "P1"))
                of_care.write(f"{child},{days[day]},{reason},C2,N1,{place},PR1,{ends},,,,\n")
                day = left
    return _measured("The 903 return, read, with periods of care", [episodes, header], 100_000)


def _sen2(folder: Path) -> Measured:
    chance = random.Random(20240331)
    files = {
        "person": "persontableid,surname,forename,personbirthdate,sex,ethnicity,upn",
        "requests": "requeststableid,persontableid,receiveddate,requestoutcomedate,requestoutcome",
        "assessment": "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,week20",
        "namedplan": "namedplantableid,assessmenttableid,startdate,planres,planwbp,ceasedate,ceasereason",
    }
    lines: dict[str, list[str]] = {name: [header] for name, header in files.items()}
    for one in range(REQUESTS):
        day = ON - timedelta(days=200 + chance.randrange(2_000))
        lines["person"].append(f"P{one},x,y,{day - timedelta(days=4_000)},M,WBRI,A{one:012d}")
        lines["requests"].append(f"R{one},P{one},{day},{day + timedelta(days=40)},Y")
        lines["assessment"].append(f"A{one},R{one},Y,{day + timedelta(days=110)},0")
        lines["namedplan"].append(f"N{one},A{one},{day + timedelta(days=150)},,,,")
    paths = []
    for name, own in lines.items():
        path = folder / f"{name}.csv"
        path.write_text("\n".join(own) + "\n")
        paths.append(path)
    return _measured("A SEN2 return, read and joined", paths, 100_000)
