"""The statistics of the rulebook. Each measurement is a function of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator

from goldenthread.rulebook.disclosure import Policy, audit, primary, protect
from tests import make_tables
from tests.benchmarks.measured import Measured, timed


def measure() -> Iterator[Measured]:
    yield disclosure_of_a_large_table()
    yield audit_of_a_large_table_that_leaks()


def disclosure_of_a_large_table() -> Measured:
    """Each run is of another table, so that no lucky one speaks for all."""
    tables = [make_tables.large(seed) for seed in range(1, 10)]
    waiting = iter(tables)
    runs = timed(time.perf_counter, lambda: protect(next(waiting)), len(tables))
    results = [protect(table) for table in tables]
    assert all(result.may_be_published for result in results)
    partners = [len(result.suppressed) - 27 for result in results]
    note = f"27 small counts take {min(partners)} to {max(partners)} partners"
    return Measured("Disclosure: a table of 30 × 12 with its totals, suppressed and audited", 2.0, runs, note)


def audit_of_a_large_table_that_leaks() -> Measured:
    """With the sentence for each cell that could be worked out."""
    tables = [make_tables.large(seed) for seed in range(1, 6)]
    waiting = iter(tables)
    policy = Policy()

    def run() -> None:
        table = next(waiting)
        audit(table, policy, primary(table, policy))

    runs = timed(time.perf_counter, run, len(tables))
    exposed = len(audit(tables[0], policy, primary(tables[0], policy)).exposed)
    note = f"No partners at all: {exposed} small counts exposed in the first, each with its reason"
    return Measured("Disclosure: audit of a table of 30 × 12 that leaks", 2.0, runs, note)
