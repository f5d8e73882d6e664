"""`goldenthread casedata measures`: counts from the store, and refuses in words."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.tests.records import case_home
from goldenthread.casedata.measures import MEASURES
from goldenthread.casedata.sources import Source


def measures(*words: object) -> str:
    out = io.StringIO()
    call_command("casedata", "measures", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def home(tmp_path) -> Iterator[Path]:
    with case_home(tmp_path) as home:
        contacted = pa.array([date(2018, 1, 1), date(2018, 3, 31), date(2018, 4, 1)], pa.date32())
        store_of().write(
            source=Source.ANNEX_A, authority="Norbury", snapshot_on=date(2018, 4, 2),
            at=datetime(2018, 4, 2, tzinfo=UTC),
            tables={"contacts": pa.table({"child": [1, 2, 3], "contacted": contacted})},
        )  # fmt: skip
        yield home


def test_it_counts_each_measure_and_says_why_there_is_no_figure(home):
    figures = json.loads(measures("--as-at", "2018-04-02", "--from", "2018-01-01", "--json"))
    assert {figure["measure"] for figure in figures} == set(MEASURES)
    by_code = {figure["measure"]: figure for figure in figures}
    assert by_code["contacts"] == {
        "measure": "contacts", "period": "2017-18 Q4", "value": 2, "numerator": 2, "denominator": None,
        "by": None, "source": "annex_a",
    }  # fmt: skip
    assert by_code["ehc-plans"]["value"] is None
    assert by_code["ehc-plans"]["why"].startswith("No load of SEN2")
    said = measures(
        "--as-at", "2018-04-02", "--period", "month", "--measure", "contacts", "--from", "2018-02-01"
    )
    assert said.splitlines() == [
        "Contacts, February 2018: 0. Annex A",
        "Contacts, March 2018: 1. Annex A",
    ]


def test_rates_take_the_populations_of_a_file(home, tmp_path):
    file = tmp_path / "populations.csv"
    file.write_text("authority,year,number\nNorbury,2017,75400\n")
    words = ("--as-at", "2018-04-02", "--measure", "referrals-rate", "--populations")
    assert "no figure" in measures(*words, file)
    file.write_text("authority,year\nNorbury,2017\n")
    with pytest.raises(CommandError, match="is not a CSV of authority, year and number"):
        measures(*words, file)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "2018-04-02"), "No whole financial quarter lies between"),
        (("--from", "1990-01-01", "--period", "month"), "more than 240 periods"),
        (("--engine", "postgres"), "CASEDATA_URL, which is not set"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(home, monkeypatch, words, why):
    monkeypatch.delenv("CASEDATA_URL", raising=False)
    with pytest.raises(CommandError, match=why):
        measures("--as-at", "2018-04-02", *words)


@pytest.mark.django_db
def test_postgresql_is_refused_when_it_is_the_web_products_own(home, monkeypatch):
    connection.ensure_connection()
    told = connection.connection.info
    own = make_conninfo(
        host=told.host, user=told.user, password=told.password, dbname=told.dbname, port=told.port
    )
    monkeypatch.setenv("CASEDATA_URL", own)
    with pytest.raises(CommandError, match="Case data is kept apart from it"):
        measures("--as-at", "2018-04-02", "--engine", "postgres")
