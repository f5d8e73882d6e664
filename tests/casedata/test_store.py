"""The store of case data: what is loaded is there, holds as it should, and opens with its key only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from goldenthread.casedata.sources import Source
from goldenthread.casedata.store import Store

KEY = b"a key for these tests, and no other use"
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
NUMBER, BORN = "CH-004711-Q", date(2011, 2, 3)


def days(*values: date | None) -> pa.Array:
    return pa.array(values, pa.date32())


def contacts(*values: date, child: int = 1) -> pa.Table:
    return pa.table({"child": [child] * len(values), "contacted": days(*values)})


def load(store: Store, day: date, tables, **others):
    given = {"source": Source.ANNEX_A, "authority": "903", "at": AT} | others
    return store.write(snapshot_on=day, tables=tables, **given)


def contacted(store: Store, as_at: date) -> list[date]:
    rows = store.table("contacts", source=Source.ANNEX_A, as_at=as_at, columns=["contacted"])
    return sorted(rows.column("contacted").to_pylist())


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "casedata", KEY)


def test_what_is_written_is_read_with_its_load_and_only_the_columns_asked_for(store):
    child = store.pseudonym("903")(NUMBER)
    assert 0 <= child < 2**63
    assert child == store.pseudonym("903")(f" {NUMBER.lower()} ") != store.pseudonym("904")(NUMBER)
    children = pa.table({"child": [child], "born": days(BORN), "seen_until": days(date(2026, 3, 31))})
    kept = load(store, date(2026, 3, 31), {"children": children}, numbers={child: NUMBER})
    rows = store.table("children", source=Source.ANNEX_A, as_at=date(2026, 4, 1), columns=["born"])
    assert rows.to_pylist() == [{"born": BORN, "load": kept.id}]
    whole = store.table("children", source=Source.ANNEX_A, as_at=date(2026, 4, 1)).to_pylist()
    assert (whole[0]["authority"], whole[0]["row"], whole[0]["sex"]) == ("903", 1, None)
    assert store.numbers([child, 5]) == {child: NUMBER}
    assert store.numbers([child], loads=[kept.id]) == {child: NUMBER}
    assert store.gives("children", Source.ANNEX_A, date(2026, 4, 1)) == {
        "authority", "child", "row", "born", "seen_until",
    }  # fmt: skip
    assert store.manifests(date(2026, 3, 30)) == []
    assert store.manifests() == Store(store.home, KEY).manifests() == [kept]
    assert (kept.rows, kept.children, store.check()) == ({"children": 1}, 1, 1)
