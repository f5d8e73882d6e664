"""Each measure's expression counts what its plain reference counts, on every engine alike."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator

import psycopg
import pyarrow as pa
import pytest
from psycopg.conninfo import make_conninfo

from goldenthread.casedata.engines import DuckDB, Engine, NoEngine, PostgreSQL, Spark, identity
from goldenthread.casedata.measures import MEASURES
from goldenthread.casedata.measures.computing import rows_sql
from goldenthread.casedata.measures.counting import period_table
from goldenthread.casedata.measures.definition import CALENDAR, PERIODS, table_name
from goldenthread.casedata.working_days import calendar_table
from tests.casedata import measure_reference_care, measure_reference_send  # noqa: F401 - their references
from tests.casedata.make_case_tables import QUARTERS, made, stood
from tests.casedata.measure_reference import REFERENCE, Rows

WAYS = [(measure, number) for measure in MEASURES.values() for number in range(len(measure.ways))]
SEEDS = (1, 2)
Behind = Counter[tuple[str, int, int, int]]


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as engine:
        yield engine


@pytest.fixture(scope="module")
def texts() -> dict[tuple[str, int], str]:
    """Each way's rows as DuckDB's SQL, compiled once."""
    return {
        (measure.code, number): rows_sql("duckdb", measure.code, number, measure.ways[number].sources[0])
        for measure, number in WAYS
    }


def behind(engine: Engine, sql: str) -> Behind:
    rows = engine.named(sql)
    return Counter((row["period"], row["child"], row["numerator"], row["denominator"]) for row in rows)


def put_all(engine: Engine, seed: int) -> tuple[Rows, Rows]:
    """Give an engine all that any way reads. Returns the same as rows: as held, and as each period stood."""
    plain = made(seed)
    by_period = stood(plain, seed)
    for measure, number in WAYS:
        way = measure.ways[number]
        for table in way.needs:
            given = (by_period if way.stood(table) else plain)[table]
            # In pieces, the first of them empty, as the store gives what it reads of several loads.
            pieces = pa.concat_tables([given.slice(0, 0), given.slice(0, 7), given.slice(7)])
            engine.put(table_name(way.sources[0], table, way), pieces)
    engine.put(PERIODS, period_table(QUARTERS))
    engine.put(CALENDAR, calendar_table())
    return (
        {name: table.to_pylist() for name, table in plain.items()},
        {name: (plain if name == "children" else by_period)[name].to_pylist() for name in by_period},
    )


def test_every_way_of_every_measure_has_a_reference_and_no_reference_is_left_over() -> None:
    assert set(REFERENCE) == {(measure.code, number) for measure, number in WAYS}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_expression_counts_child_by_child_what_its_plain_reference_counts(
    duck: DuckDB, texts: dict[tuple[str, int], str], seed: int
) -> None:
    plain, by_period = put_all(duck, seed)
    wrong, seen = {}, set()
    for measure, number in WAYS:
        tables = by_period if measure.ways[number].as_it_stood else plain
        expected: Behind = Counter(
            (str(period), *row)
            for period in QUARTERS
            for row in REFERENCE[measure.code, number](tables, period)
        )
        found = behind(duck, texts[measure.code, number])
        if found != expected:
            wrong[measure.code, number] = (sorted(found - expected)[:3], sorted(expected - found)[:3])
        if expected:
            seen.add((measure.code, number))
    assert wrong == {}
    assert len(seen) == len(WAYS), "Every way counts somebody in every set of tables"


def differing(duck: DuckDB, other: Engine, texts: dict[tuple[str, int], str], seed: int) -> set[str]:
    """The measures that another engine counts otherwise than DuckDB, row by row."""
    put_all(duck, seed)
    put_all(other, seed)
    return {
        measure.code
        for measure, number in WAYS
        if behind(duck, texts[measure.code, number])
        != behind(other, rows_sql(other.name, measure.code, number, measure.ways[number].sources[0]))
    }


@pytest.fixture(scope="module")
def own_database(embedded_postgres) -> Iterator[str]:
    """A database of the embedded server for case data, apart from the web's."""
    from django.conf import settings

    from goldenthread.site import postgres

    if settings.EMBEDDED is None:
        pytest.skip("The tests' database server is one's own: no other database is made on it")
    server = {"host": str(settings.EMBEDDED.socket), "user": postgres.SUPERUSER}
    name = f"test_golden_casedata_{os.getpid()}"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield make_conninfo(**server, dbname=name)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_postgresql_counts_the_same_and_keeps_nothing(
    duck: DuckDB, texts: dict[tuple[str, int], str], own_database: str
) -> None:
    with PostgreSQL(own_database) as postgres:
        assert differing(duck, postgres, texts, seed=4) == set()
    with psycopg.connect(own_database) as connection:
        left = connection.execute("SELECT count(*) FROM pg_class WHERE relname = 'periods'").fetchone()
    assert left == (0,)


def test_postgresql_refuses_the_database_that_it_must_not_use_by_whatever_address(own_database: str) -> None:
    with psycopg.connect(own_database) as connection:
        web = identity(connection)
    with pytest.raises(NoEngine, match="kept apart"):
        PostgreSQL(own_database + " application_name=another", not_these=[web])
    with pytest.raises(NoEngine, match="cannot be reached") as refused:
        PostgreSQL("host=/nowhere password=of-nobody")
    assert "of-nobody" not in str(refused.value)


def test_spark_counts_the_same(duck: DuckDB, texts: dict[tuple[str, int], str]) -> None:
    pytest.importorskip("pyspark", reason="pyspark is an extra: goldenthread[spark]")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    with Spark() as spark:
        assert differing(duck, spark, texts, seed=4) == set()
