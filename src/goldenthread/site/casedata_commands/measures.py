"""`casedata measures`: every measure that case records give, for each period, by source and engine."""

from __future__ import annotations

import csv
import json
import os
from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from goldenthread.apps.cases.stores import store_of
from goldenthread.casedata.engines import NAMES, DuckDB, Engine, NoEngine, PostgreSQL, Spark, identity
from goldenthread.casedata.measures import DIMENSIONS, MEASURES, SUBJECTS, Figure, Populations, Unit, compute
from goldenthread.casedata.sources import NAMES as SOURCES
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from goldenthread.rulebook.workdays import add_months
from goldenthread.site.casedata_commands import Refusal, Say

HELP = "Count the measures that case records give."
KINDS = {
    "quarter": PeriodKind.FINANCIAL_QUARTER,
    "year": PeriodKind.FINANCIAL_YEAR,
    "month": PeriodKind.MONTH,
}
MOST_PERIODS = 240


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-at", type=date.fromisoformat, required=True, metavar="DATE",
        help="what is loaded of later days is left out",
    )  # fmt: skip
    parser.add_argument(
        "--from", type=date.fromisoformat, metavar="DATE",
        help="the first day of the periods; else a year before",
    )  # fmt: skip
    parser.add_argument("--period", choices=KINDS, default="quarter", help="else quarter")
    parser.add_argument("--by", choices=DIMENSIONS, help="split each figure")
    parser.add_argument("--engine", choices=NAMES, default="duckdb", help="else duckdb")
    parser.add_argument(
        "--measure", nargs="+", choices=sorted(MEASURES), metavar="CODE", help="these only; else every one"
    )
    parser.add_argument(
        "--populations", type=Path, metavar="FILE",
        help="CSV of authority, year, number: children under 18 in the middle of the year, for rates",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="say it for a machine")


def run(options: Mapping[str, Any], say: Say) -> None:
    as_at: date = options["as_at"]
    periods = periods_between(KINDS[options["period"]], options["from"] or add_months(as_at, -12), as_at)
    asked = options["measure"] or [one.code for measures in SUBJECTS.values() for one in measures]
    populations = _populations(options["populations"])
    try:
        with closing(engine_of(options["engine"])) as engine:
            figures = compute(
                engine, store_of(), [MEASURES[code] for code in asked], periods,
                as_at=as_at, by=options["by"], populations=populations,
            )  # fmt: skip
    except NoEngine as none:
        raise Refusal(str(none)) from None
    if options["json"]:
        say(json.dumps([figure.as_json() for figure in figures], indent=1, ensure_ascii=False))
        return
    for figure in figures:
        say(_line(figure))


def periods_between(kind: PeriodKind, first: date, as_at: date) -> list[Period]:
    """The whole periods from the one that holds the first day to the last that is over, oldest first.

    Raises Refusal where none is over, or there are too many.
    """
    period = Period.containing(kind, as_at)
    if period.last_day > as_at:
        period = period.previous()
    found: list[Period] = []
    while period.end > first and len(found) <= MOST_PERIODS:
        found.append(period)
        period = period.previous()
    if not found:
        raise Refusal(f"No whole {kind.replace('_', ' ')} lies between {first} and {as_at}.")
    if len(found) > MOST_PERIODS:
        raise Refusal(f"That is more than {MOST_PERIODS} periods. Begin later, or count by longer ones.")
    return found[::-1]


def engine_of(name: str) -> Engine:
    """The engine of this name; PostgreSQL is where CASEDATA_URL says. Raises NoEngine."""
    if name == "postgres":
        url = os.environ.get("CASEDATA_URL", "")
        if not url:
            raise NoEngine("PostgreSQL for case data is named by CASEDATA_URL, which is not set.")
        connection.ensure_connection()
        return PostgreSQL(url, not_these=[identity(connection.connection)])
    return Spark() if name == "spark" else DuckDB()


def _populations(path: Path | None) -> Populations:
    if path is None:
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {(row["authority"], int(row["year"])): int(row["number"]) for row in csv.DictReader(file)}
    except (OSError, KeyError, TypeError, ValueError):
        raise Refusal(f"{path} is not a CSV of authority, year and number.") from None


def _line(figure: Figure) -> str:
    measure = MEASURES[figure.measure]
    split = f", {figure.by.value or 'not recorded'}" if figure.by else ""
    named = f"{measure.title}{split}, {figure.period}: "
    if figure.value is None:
        return f"{named}no figure. {figure.why}"
    of = f" ({figure.numerator:,} of {figure.denominator:,})" if figure.denominator is not None else ""
    source = SOURCES[figure.source] if figure.source else ""
    unit = "" if measure.unit is Unit.COUNT else f" {measure.unit}"
    return f"{named}{figure.value:,f}{unit}{of}. {source}"
