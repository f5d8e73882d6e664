"""Every measure over five years by quarter, for one council and ten; three beside SQL written by hand."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from goldenthread.casedata.engines import DuckDB
from goldenthread.casedata.making import make
from goldenthread.casedata.making.direct import tables
from goldenthread.casedata.measures import MEASURES, SUBJECTS, compute
from goldenthread.casedata.measures.computing import sums_sql
from goldenthread.casedata.sources import Source
from goldenthread.casedata.store import Store
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from tests.benchmarks.measured import Measured

ENDS = date(2018, 3, 31)
KEY = b"for measuring only, no other use"
YEARS, RUNS = 5, 5
SOURCES = (Source.ANNEX_A, Source.CIN_CENSUS, Source.SSDA903, Source.SEN2)

# As somebody would write them who knows the tables: the same rows are counted, and the same comes out.
BY_HAND = {
    "children-in-need": """
        SELECT period, count(DISTINCT (authority, child)) AS numerator, 0 AS denominator
        FROM cin_census_need JOIN periods ON referred < ends AND (ended IS NULL OR ended >= ends)
        GROUP BY period
    """,
    "repeat-referrals": """
        SELECT period, count(*) FILTER (referred <= previous + INTERVAL 12 MONTH) AS numerator,
            count(*) AS denominator
        FROM (
            SELECT referred, max(referred) OVER (
                PARTITION BY authority, child ORDER BY referred
                RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING
            ) AS previous
            FROM cin_census_referrals
        ) JOIN periods ON referred >= starts AND referred < ends
        GROUP BY period
    """,
    "care-reviews-in-time": """
        WITH episodes AS (
            SELECT * FROM ssda903_care_episodes
            WHERE legal_status IS NULL OR legal_status NOT IN ('V3', 'V4')
        ), here AS (
            SELECT DISTINCT period, starts, ends, last_day, year_starts, authority, child
            FROM episodes JOIN periods ON started < ends AND (ended IS NULL OR ended >= ends)
        ), events AS (
            SELECT DISTINCT authority, child, started AS day, 1 AS begins
            FROM episodes WHERE reason_new = 'S'
            UNION ALL
            SELECT DISTINCT authority, child, reviewed, 0 FROM ssda903_care_reviews
            WHERE reviewed IS NOT NULL
        ), following AS (
            SELECT *, lead(day) OVER spell AS next, lag(begins) OVER spell AS before FROM events
            WINDOW spell AS (PARTITION BY authority, child ORDER BY day, begins DESC)
        ), begun AS (
            SELECT period, here.authority, here.child, max(day) AS begun
            FROM here JOIN events USING (authority, child) WHERE begins = 1 AND day < last_day
            GROUP BY ALL
        ), owed AS (
            SELECT period, authority, child, begins, before, day, year_starts,
                least(coalesce(next, ends), ends) AS held
            FROM here JOIN begun USING (period, authority, child) JOIN following USING (authority, child)
            WHERE day >= begun AND day < ends
        ), judged AS (
            SELECT period, authority, child, bool_or(held >= year_starts AND CASE
                WHEN begins = 1 THEN last.working - first.working > 20
                WHEN before = 1 THEN held > day + INTERVAL 3 MONTH
                ELSE held > day + INTERVAL 6 MONTH END) AS late
            FROM owed LEFT JOIN calendar AS first USING (day)
            LEFT JOIN calendar AS last ON last.day = held
            GROUP BY ALL
        )
        SELECT period, count(*) FILTER (late IS NOT TRUE) AS numerator, count(*) AS denominator
        FROM judged GROUP BY period
    """,
}


def quarters() -> list[Period]:
    found = [Period.containing(PeriodKind.FINANCIAL_QUARTER, ENDS)]
    while len(found) < YEARS * 4:
        found.append(found[-1].previous())
    return found[::-1]


def measure() -> Iterator[Measured]:
    """Each size in a process of its own, so that its memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        for authorities, target in ((1, 2.0), (10, 10.0)):
            home = Path(folder) / str(authorities)
            loads = fill(Store(home, KEY), authorities)
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.case_measures", str(home)],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            first, cpu, megabytes, *again = done.stdout.split()
            who = "one council" if authorities == 1 else f"{authorities} councils"
            yield Measured(
                f"Every measure, {who}, {YEARS} years by quarter, elapsed",
                target,
                tuple(map(float, again)),
                f"{len(MEASURES)} measures from {loads} encrypted loads; {first} s the first time in a "
                f"process ({cpu} s of CPU), when expressions are compiled; {megabytes} MB at most "
                "(target 1 GB)",
            )
        yield from _beside_hand_written(Store(home, KEY))


def fill(store: Store, authorities: int) -> int:
    """Load made-up councils. Returns how many loads there are."""
    at = datetime(2018, 4, 2, tzinfo=UTC)
    for truth in make(authorities, YEARS, 7, ENDS):
        name = truth.place.name
        for one in tables(truth, store.pseudonym(name), SOURCES, workbooks=YEARS * 4):
            at += timedelta(seconds=1)
            store.write(
                source=one.snapshot.source, authority=name, snapshot_on=one.snapshot.on, at=at,
                tables=one.tables, numbers=one.numbers,
            )  # fmt: skip
    return len(store.manifests())


def _beside_hand_written(store: Store) -> Iterator[Measured]:
    periods = quarters()
    with DuckDB() as engine:
        for code, by_hand in BY_HAND.items():
            figures = compute(engine, store, [MEASURES[code]], periods, as_at=ENDS)
            source = next(one.source for one in reversed(figures) if one.source)
            ours = sums_sql(engine.name, MEASURES[code], 0, source, None)
            counts = ("period", "numerator", "denominator")
            same = [
                {tuple(row[name] for name in counts) for row in engine.named(sql)} for sql in (ours, by_hand)
            ]
            assert same[0] == same[1], code
            took: dict[str, list[float]] = {ours: [], by_hand: []}
            for _ in range(RUNS * 3):
                for sql, runs in took.items():
                    start = time.perf_counter()
                    engine.ask(sql)
                    runs.append(time.perf_counter() - start)
            hand = median(took[by_hand])
            yield Measured(
                f"{MEASURES[code].title}, ten councils: the query, beside one written by hand",
                1.5 * hand,
                tuple(took[ours]),
                f"By hand {hand * 1000:.0f} ms: ours takes {median(took[ours]) / hand:.2f} times as long "
                "(target 1.5)",
            )


def main(home: Path) -> None:
    store, periods = Store(home, KEY), quarters()
    names = {manifest.authority for manifest in store.manifests()}
    populations = {(name, year): 75_400 for name in names for year in (2012, 2016)}
    asked = [one for group in SUBJECTS.values() for one in group]
    runs = []
    for number in range(RUNS):
        start, began = time.perf_counter(), time.process_time()
        with DuckDB() as engine:
            compute(engine, store, asked, periods, as_at=ENDS, populations=populations)
        runs.append(time.perf_counter() - start)
        if number == 0:
            cpu = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{runs[0]:.2f} {cpu:.2f} {peak}", *(f"{run:.3f}" for run in runs[1:]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
