"""The engines that run an expression: DuckDB in the process, PostgreSQL, and Spark.

An engine is given Arrow tables by name and answers SQL of its own dialect with rows. What it is given
lives as long as the engine: DuckDB and Spark read it in memory, PostgreSQL holds it in temporary tables of
one session.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from types import TracebackType
from typing import Any, Protocol

import pyarrow as pa

Row = tuple[Any, ...]

# Engine, the module and class of its compiler in Ibis, and its dialect in SQLGlot.
_DIALECTS = {
    "duckdb": ("ibis.backends.sql.compilers.duckdb", "DuckDBCompiler", "duckdb"),
    "postgres": ("ibis.backends.sql.compilers.postgres", "PostgresCompiler", "postgres"),
    "spark": ("ibis.backends.sql.compilers.pyspark", "PySparkCompiler", "spark"),
}
NAMES = tuple(_DIALECTS)


class NoEngine(RuntimeError):
    """The engine cannot be had, in words for the person who asked for it."""


class Engine(Protocol):
    """Runs SQL over the tables that it was given. `name` is one of `NAMES`."""

    @property
    def name(self) -> str: ...

    def put(self, name: str, table: pa.Table) -> None:
        """Give a table under a name; one of the same name is replaced."""

    def ask(self, sql: str) -> Sequence[Row]:
        """The rows of a query: text, whole numbers, days and None."""

    def named(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query, each by the names of its columns."""

    def close(self) -> None: ...


@cache
def _compiler(engine: str) -> Any:
    module, name, _ = _DIALECTS[engine]
    return getattr(import_module(module), name)()


def sql_for(engine: str, expression: Any, *, pretty: bool = False) -> str:
    """The SQL text of an Ibis expression over named tables, in an engine's dialect. Connects to nothing."""
    query = _compiler(engine).to_sqlglot(expression)
    return str(query.sql(dialect=_DIALECTS[engine][2], pretty=pretty))


def _by_name(names: list[str], rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]


class _Closing(ABC):
    """An engine is closed at the end of a `with`."""

    def __enter__(self) -> Any:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None: ...


class DuckDB(_Closing):
    """DuckDB in this process, over Arrow in memory: nothing is copied and nothing is written to disk."""

    name = "duckdb"

    def __init__(self, *, threads: int | None = None) -> None:
        import duckdb

        settings: dict[str, Any] = {"autoinstall_known_extensions": False}
        if threads is not None:
            settings["threads"] = threads
        self._connection = duckdb.connect(":memory:", config=settings)

    def put(self, name: str, table: pa.Table) -> None:
        self._connection.register(name, table)

    def ask(self, sql: str) -> Sequence[Row]:
        rows: list[Row] = self._connection.execute(sql).fetchall()
        return rows

    def named(self, sql: str) -> list[dict[str, Any]]:
        answer = self._connection.execute(sql)
        return _by_name([column[0] for column in answer.description], answer.fetchall())

    def close(self) -> None:
        self._connection.close()


_POSTGRES_TYPES = {
    pa.string(): "text",
    pa.date32(): "date",
    pa.timestamp("us"): "timestamp",
    pa.int64(): "bigint",
    pa.bool_(): "boolean",
}


class PostgreSQL(_Closing):
    """A PostgreSQL server of the council's own for case data, over temporary tables that go with the session.

    `not_these` are the databases that must not see case data, as `identity` gives them: the web product's.
    Raises `NoEngine` when the server cannot be reached or is one of those.
    """

    name = "postgres"

    def __init__(self, url: str, *, not_these: Sequence[tuple[str, str]] = ()) -> None:
        import psycopg

        try:
            self._connection = psycopg.connect(url)
        except psycopg.Error:
            # The driver's own words may quote the address, and with it the password.
            raise NoEngine("The PostgreSQL server that CASEDATA_URL names cannot be reached.") from None
        if identity(self._connection) in not_these:
            self.close()
            raise NoEngine(
                "CASEDATA_URL names the web product's own database. Case data is kept apart from it."
            )

    def put(self, name: str, table: pa.Table) -> None:
        from pyarrow import csv

        columns = ", ".join(f'"{field.name}" {_POSTGRES_TYPES[field.type]}' for field in table.schema)
        text = io.BytesIO()
        # In one piece: for an empty piece before others, Arrow's writer puts bytes of no meaning.
        csv.write_csv(table.combine_chunks(), text, csv.WriteOptions(include_header=False))
        with self._connection.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
            cursor.execute(f'CREATE TEMPORARY TABLE "{name}" ({columns})')
            # Arrow quotes every text and leaves what is missing empty, without quotes.
            with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT csv)') as copy:
                copy.write(text.getbuffer())
            cursor.execute(f'ANALYZE "{name}"')

    def ask(self, sql: str) -> Sequence[Row]:
        return self._connection.execute(sql.encode()).fetchall()

    def named(self, sql: str) -> list[dict[str, Any]]:
        answer = self._connection.execute(sql.encode())
        return _by_name([column.name for column in answer.description or ()], answer.fetchall())

    def close(self) -> None:
        self._connection.close()


def identity(connection: Any) -> tuple[str, str]:
    """Which database a connection of psycopg is in, as the server itself says: cluster and database.

    Two addresses of one database give the same.
    """
    row = connection.execute(
        "SELECT (SELECT system_identifier FROM pg_control_system())::text, oid::text "
        "FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    return row[0], row[1]


class Spark(_Closing):
    """Spark in this machine, or where the environment's Spark settings point. The extra `spark` and Java 17.

    Raises `NoEngine` when either is missing.
    """

    name = "spark"

    def __init__(self) -> None:
        try:
            from pyspark.sql import SparkSession  # type: ignore[import-not-found, unused-ignore]
        except ImportError:
            raise NoEngine("Spark is an extra: install goldenthread[spark], and Java 17.") from None
        try:
            self._session = (
                SparkSession.builder.appName("goldenthread")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.ui.enabled", "false")
                .getOrCreate()
            )
        except Exception:
            raise NoEngine("Spark did not start. It needs Java 17 (JAVA_HOME).") from None
        self._session.sparkContext.setLogLevel("ERROR")

    def put(self, name: str, table: pa.Table) -> None:
        # In one piece: of a table in several, Spark loses rows without a word.
        self._session.createDataFrame(table.combine_chunks()).createOrReplaceTempView(name)

    def ask(self, sql: str) -> Sequence[Row]:
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def named(self, sql: str) -> list[dict[str, Any]]:
        return [row.asDict() for row in self._session.sql(sql).collect()]

    def close(self) -> None:
        self._session.stop()
