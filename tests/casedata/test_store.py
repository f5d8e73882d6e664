"""The store of case data: what is loaded is there, holds as it should, and opens with its key only."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.casedata import kept
from goldenthread.casedata.schemas import NotThatTable
from goldenthread.casedata.sources import Source
from goldenthread.casedata.store import Damaged, NoSuchLoad, Store, WrongKey

KEY = b"a key for these tests, and no other use"
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY = date(2026, 3, 31)
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
    assert store.pseudonym("903")("00123") == store.pseudonym("903")("123") != store.pseudonym("903")("1230")
    children = pa.table({"child": [child], "born": days(BORN), "seen_until": days(date(2026, 3, 31))})
    made = load(store, date(2026, 3, 31), {"children": children}, numbers={child: NUMBER})
    rows = store.table("children", source=Source.ANNEX_A, as_at=date(2026, 4, 1), columns=["born"])
    assert rows.to_pylist() == [{"born": BORN, "load": made.id}]
    whole = store.table("children", source=Source.ANNEX_A, as_at=date(2026, 4, 1)).to_pylist()
    assert (whole[0]["authority"], whole[0]["row"], whole[0]["sex"]) == ("903", 1, None)
    assert store.numbers([child, 5]) == {child: NUMBER}
    assert store.numbers([child], loads=[made.id]) == {child: NUMBER}
    assert store.gives("children", Source.ANNEX_A, date(2026, 4, 1)) == {
        "authority", "child", "row", "born", "seen_until",
    }  # fmt: skip
    assert store.manifests(date(2026, 3, 30)) == []
    assert store.manifests() == Store(store.home, KEY).manifests() == [made]
    assert (made.rows, made.children, store.check()) == ({"children": 1}, 1, 1)


def test_a_later_load_replaces_the_days_it_covers_and_a_load_left_out_changes_nothing_else(store):
    winter = load(
        store,
        date(2026, 3, 31),
        {"contacts": contacts(date(2025, 9, 29), date(2025, 9, 30), date(2026, 2, 1))},
    )
    assert winter.before_cover == {"contacts": 1}
    assert contacted(store, date(2026, 3, 31)) == [date(2025, 9, 30), date(2026, 2, 1)]
    # Withdrawn since: the contact of February is no longer there.
    summer = load(store, date(2026, 7, 31), {"contacts": contacts(date(2026, 1, 31), date(2026, 6, 1))})
    assert contacted(store, date(2026, 7, 31)) == [date(2025, 9, 30), date(2026, 1, 31), date(2026, 6, 1)]
    assert contacted(store, date(2026, 7, 30)) == [date(2025, 9, 30), date(2026, 2, 1)]
    assert store.covers("contacts", Source.ANNEX_A, date(2026, 8, 1)) == (
        date(2025, 9, 30),
        date(2026, 7, 31),
    )
    # Of one day, the one recorded later speaks; both are listed.
    again = load(store, date(2026, 7, 31), {"contacts": contacts(date(2026, 6, 2))}, at=AT.replace(hour=13))
    assert contacted(store, date(2026, 7, 31)) == [date(2025, 9, 30), date(2026, 6, 2)]
    assert [one.id for one in store.manifests()] == [winter.id, summer.id, again.id]
    # Another authority, another source and another table are not touched by any of it.
    load(store, date(2026, 8, 1), {"contacts": contacts(date(2026, 7, 1))}, authority="904")
    load(store, date(2026, 8, 1), {"contacts": contacts(date(2026, 7, 2))}, source=Source.CIN_CENSUS)
    load(store, date(2026, 8, 1), {"early_help": pa.table({"child": [1], "started": days(date(2026, 7, 3))})})
    assert contacted(store, date(2026, 8, 1)) == [date(2025, 9, 30), date(2026, 6, 2), date(2026, 7, 1)]
    asked = {"source": Source.ANNEX_A, "as_at": date(2026, 8, 1), "columns": ["authority"]}
    assert store.table("contacts", **asked, authorities=["904"]).column("authority").to_pylist() == ["904"]
    # What is deleted speaks no more, and what it had replaced speaks again.
    assert store.delete(again.id) == again
    assert contacted(store, date(2026, 7, 31)) == [date(2025, 9, 30), date(2026, 1, 31), date(2026, 6, 1)]
    for name in (again.id, "../casedata", ""):
        with pytest.raises(NoSuchLoad):
            store.delete(name)


FIRST = date(2026, 1, 1)
some_days = st.integers(0, 9).map(lambda number: FIRST + timedelta(number))
some_loads = st.lists(
    st.tuples(
        some_days, some_days, st.sampled_from(["903", "904"]), st.lists(st.none() | some_days, max_size=4)
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_loads, some_days)
def test_rows_hold_as_a_reference_says_that_asks_it_of_each_row(tmp_path, loads, as_at):
    store = Store(tmp_path / secrets.token_hex(4), KEY)
    kept: list[tuple[str, date, date, str, date | None]] = []
    for number, (one, other, authority, ends) in enumerate(loads):
        starts, day = min(one, other), max(one, other)
        rows = pa.table({"child": pa.array(range(len(ends)), pa.int64()), "ended": days(*ends)})
        made = load(
            store,
            day,
            {"need_plans": rows},
            authority=authority,
            covers_from=starts,
            at=AT + timedelta(number),
        )
        kept += [(made.id, starts, day, authority, end) for end in ends] or [
            (made.id, starts, day, authority, FIRST)
        ]
    order = {manifest.id: place for place, manifest in enumerate(store.manifests())}
    expected = []
    for name, starts, day, authority, end in kept:
        if day > as_at or (store.manifest(name).total == 0):
            continue
        speaking = [
            (order[other], other)
            for other, begins, its_day, whose, _ in kept
            if its_day <= as_at and whose == authority and (end is None or begins <= end)
        ]
        if speaking and max(speaking)[1] == name and (end is None or starts <= end):
            expected.append((name, end))
    found = store.table("need_plans", source=Source.ANNEX_A, as_at=as_at, columns=["ended"]).to_pylist()
    assert sorted((row["load"], str(row["ended"])) for row in found) == sorted(
        (n, str(e)) for n, e in expected
    )


def test_an_open_spell_is_of_the_newest_load_and_a_child_of_no_newer_load_is_still_known(store):
    def plans(*ends: date | None) -> pa.Table:
        started = days(*[date(2025, 5, 1)] * len(ends))
        return pa.table({"child": range(len(ends)), "started": started, "ended": days(*ends)})

    def children(**sexes: str) -> pa.Table:
        numbers = [int(name[1:]) for name in sexes]
        return pa.table({"child": numbers, "sex": [*sexes.values()], "seen_until": days(*[DAY] * len(sexes))})

    load(store, DAY, {"protection_plans": plans(None, None), "children": children(n1="M", n2="F")})
    load(
        store, date(2026, 7, 31), {"protection_plans": plans(date(2026, 7, 1)), "children": children(n2="U")}
    )
    asked = {"source": Source.ANNEX_A, "columns": ["child", "ended"]}
    before = store.table("protection_plans", as_at=DAY, **asked)
    after = store.table("protection_plans", as_at=date(2026, 7, 31), **asked)
    assert before.column("ended").to_pylist() == [None, None]
    assert after.column("ended").to_pylist() == [date(2026, 7, 1)]
    known = store.table("children", source=Source.ANNEX_A, as_at=date(2026, 7, 31), columns=["child", "sex"])
    assert {row["child"]: row["sex"] for row in known.to_pylist()} == {1: "M", 2: "U"}


def test_only_what_every_speaking_load_gives_is_given(store):
    load(store, DAY, {"contacts": contacts(DAY)})
    both = {"contacts": ("contacted", "decided")}
    load(store, date(2026, 7, 31), {"contacts": contacts(DAY)}, gives=both, covers_from=date(2026, 4, 1))
    own = {"authority", "child", "row", "contacted"}

    def gives(**asked):
        return store.gives("contacts", Source.ANNEX_A, date(2026, 8, 1), **asked)

    assert gives() == own
    assert gives(days=(date(2026, 4, 1), date(2026, 6, 30))) == own | {"decided"}
    assert gives(authorities=["904"]) == frozenset()
    assert store.covers("contacts", Source.SEN2, DAY) is None
    rows = store.table("missing", source=Source.SEN2, as_at=DAY, columns=["began"])
    assert (rows.num_rows, rows.schema.names) == (0, ["began", "load"])


def test_without_the_right_key_nothing_opens_and_what_was_altered_is_named(store):
    made = load(store, DAY, {"contacts": contacts(DAY)})
    with pytest.raises(WrongKey, match="not the one that this case data is encrypted with"):
        Store(store.home, b"another key, as long as it has to be")
    (store.home / "key.check").unlink()
    with pytest.raises(Damaged, match=f"The table contacts of the load {made.id} is not whole"):
        contacted(Store(store.home, b"another key, as long as it has to be"), DAY)
    place = store.home / made.id / "contacts.parquet"
    place.write_bytes(place.read_bytes().replace(b"PARE", b"PARX"))
    with pytest.raises(Damaged):
        store.check()
    place.unlink()
    with pytest.raises(Damaged):
        store.check()
    with pytest.raises(Damaged):
        contacted(store, DAY)


def test_a_load_that_is_deleted_while_it_is_read_is_left_out(store, monkeypatch):
    older = load(store, DAY, {"contacts": contacts(date(2026, 2, 1))})
    newer = load(store, date(2026, 7, 31), {"contacts": contacts(date(2026, 3, 1))})
    read = kept.held

    def deletes_first(place, *rest):
        if newer.id in str(place):
            store.delete(newer.id)
        return read(place, *rest)

    monkeypatch.setattr(kept, "held", deletes_first)
    assert contacted(store, date(2026, 8, 1)) == [date(2026, 2, 1)]
    assert store.manifests() == [older]


def test_rows_of_another_shape_are_refused_without_their_values(store):
    for rows in (
        pa.table({"child": [1], "contacted": ["2026-03-31"]}),
        pa.table({"child": [1], "nickname": ["x"]}),
        pa.table({"contacted": days(DAY)}),
    ):
        with pytest.raises(NotThatTable) as refused:
            load(store, DAY, {"contacts": rows})
        assert "2026" not in str(refused.value)
    assert store.manifests() == []


def test_nothing_of_a_record_can_be_read_from_what_lies_on_the_disk(store):
    """Numbers, days of birth and codes are looked for as text and as the bytes that Parquet would write."""
    child = store.pseudonym("903")(NUMBER)
    many = 5_000
    born = pa.array([BORN] * many, pa.date32())
    children = pa.table({"child": [child] * many, "born": born, "ethnicity": ["MWBC"] * many})
    load(store, DAY, {"children": children}, numbers={child: NUMBER})
    on_disk = [path for path in store.home.rglob("*") if path.is_file()]
    said = b"".join(path.read_bytes() + str(path).encode() for path in on_disk)
    secrets = [NUMBER, str(child), BORN.isoformat(), "03/02/2011", "MWBC"]
    days_since_1970 = (BORN - date(1970, 1, 1)).days
    looked_for = [*(text.encode() for text in secrets), child.to_bytes(8, "little")]
    assert not [secret for secret in looked_for if secret in said]
    assert days_since_1970.to_bytes(4, "little") * 2 not in said
    assert b"ethnicity" not in b"".join(path.read_bytes() for path in on_disk if path.suffix == ".parquet")
    assert {path.stat().st_mode & 0o077 for path in store.home.rglob("*") if path.suffix == ".parquet"} == {0}
    assert store.home.stat().st_mode & 0o077 == 0
