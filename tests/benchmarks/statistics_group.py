"""The statistics of the rulebook. Each measurement is a function of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from goldenthread.documents.control_chart import draw
from goldenthread.documents.control_figures import ControlChart, ControlPoint, Finding, Stretch
from goldenthread.rulebook.disclosure import Policy, audit, primary, protect
from goldenthread.rulebook.spc import control_charts
from goldenthread.rulebook.spc_chart import control_chart
from goldenthread.rulebook.spc_verdicts import Mode
from goldenthread.rulebook.targets import Polarity
from tests import make_tables
from tests.benchmarks.measured import Measured, timed

SERIES, POINTS = 10_000, 24


def measure() -> Iterator[Measured]:
    yield control_charts_of_many_series(Mode.DEFAULT)
    yield control_charts_of_many_series(Mode.STRICT)
    yield control_charts_drawn()
    yield disclosure_of_a_large_table()
    yield audit_of_a_large_table_that_leaks()


def control_charts_of_many_series(mode: Mode) -> Measured:
    """Made-up series around 50, one in ten with a figure missing outside strict mode, in one call."""
    random = np.random.default_rng(20180716)
    values = random.normal(50, 8, (SERIES, POINTS)).round(1)
    if mode is Mode.DEFAULT:
        values[::10, 5] = np.nan
    target = np.full(SERIES, 55.0)
    runs = timed(
        time.perf_counter,
        lambda: control_charts(values, direction=Polarity.HIGH, target=target, mode=mode),
        5,
    )
    peer = "A Python peer took 27.8 s and the R package about 700 s on a machine of this kind"
    return Measured(f"Control charts of {SERIES:,} series of {POINTS} points, {mode} mode", 0.5, runs, peer)


def control_charts_drawn() -> Measured:
    """75 charts of ten years of quarters as SVG with their words, nothing kept from before."""
    charts = [chart_of_quarters(seed) for seed in range(75)]
    runs = timed(time.perf_counter, lambda: [draw(chart) for chart in charts], 3)
    return Measured("75 control charts of 40 quarters drawn", 3.0, runs, "SVG with alternative text, cold")


def chart_of_quarters(seed: int) -> ControlChart:
    random = np.random.default_rng(seed)
    values = random.normal(60, 6, 40).round(1).tolist()
    judged = control_chart(values, direction=Polarity.HIGH, target=70.0)
    points = tuple(
        ControlPoint(period=f"{2008 + at // 4}-{9 + at // 4:02d} Q{1 + at % 4}", value=Decimal(str(value)),
                     text=f"{value}%", target=70.0)
        for at, value in enumerate(values)
    )  # fmt: skip
    first = judged.points[0]
    return ControlChart(
        title="% in time", unit="%", points=points,
        stretches=(Stretch(0, 39, first.mean, first.lower, first.upper),),
        sentence=judged.sentence("quarters", "70%"),
        variation=Finding(judged.variation_words, judged.variation.code),
        assurance=Finding(judged.assurance_words, judged.assurance.code), target="70%",
    )  # fmt: skip


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
