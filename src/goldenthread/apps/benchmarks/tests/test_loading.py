"""Releases come in: every figure once, nothing overwritten, areas known by code and by name."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from goldenthread.apps.benchmarks.models import Area, BenchmarkFigure, Indicator, NeighbourSet, Release
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.loads.models import Load
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

from .conftest import HEAD, ROWS, csv

pytestmark = pytest.mark.django_db


def read(content, analyst, now, name="Children in need 2018", kind="benchmarks"):
    return loads.read_file(content, "cin.csv", kind=kind, source_name=name, by=analyst, at=now)


def accept(load, analyst, now, today, published_on=None):
    return loads.accept(load, decisions={}, published_on=published_on, by=analyst, at=now, today=today)


def test_a_release_is_previewed_and_then_loaded_with_its_numerators(analyst, now, today):
    load = read(csv(), analyst, now)
    assert [item["label"] for item in load.preview["new"]] == ["assessed_pct"]
    assert BenchmarkFigure.objects.count() == 0
    accept(load, analyst, now, today, date(2018, 7, 1))
    release = Release.objects.get()
    assert (release.title, release.figures, release.published_on) == (
        "Children in need 2018", 6, date(2018, 7, 1),
    )  # fmt: skip
    near = BenchmarkFigure.objects.get(area__name="Near", starts=date(2017, 4, 1))
    assert (near.value, near.numerator, near.denominator, near.row) == (90, 450, 500, 5)
    assert Area.objects.get(name="Near").region.name == "East"
    assert Event.objects.filter(verb="benchmarks.release_loaded").count() == 1


def test_the_same_file_twice_changes_nothing(analyst, now, today):
    accept(read(csv(), analyst, now), analyst, now, today)
    again = read(b"\xef\xbb\xbf" + csv(), analyst, now)
    assert (again.preview["new"], again.preview["unchanged"]) == ([], 1)
    written = accept(again, analyst, now, today)
    assert "Nothing has changed" in written["words"]
    assert (Release.objects.count(), BenchmarkFigure.objects.count()) == (1, 6)


def test_a_file_of_which_nothing_can_be_read_is_refused(analyst, now, today):
    load = read(csv("199999,Financial year,National,England,,,,1,2,3"), analyst, now)
    with pytest.raises(Refused, match="No row"):
        accept(load, analyst, now, today)
    with pytest.raises(Refused, match="national statistics"):
        read(b"Word,Number\none,1\n", analyst, now)


def test_problems_are_kept_with_their_place(analyst, now):
    load = read(csv(*ROWS, "201718,Financial year,Galaxy,England,,,,1,2,3"), analyst, now)
    [problem] = load.reading["problems"]
    assert (problem["row"], problem["column"], problem["text"]) == (8, "geographic_level", "Galaxy")


def test_what_a_person_says_of_a_column_is_remembered_and_read_so(analyst, now, today):
    content = csv("201718,Financial year,National,England,,,,16,83", head=f"{HEAD},age,assessed_pct")
    load = read(content, analyst, now)
    load = loads.settle_columns(load, {"age": "filter"}, by=analyst, at=now)
    accept(load, analyst, now, today)
    assert Indicator.objects.get().breakdown == {"age": "16"}


def test_an_area_is_the_same_under_a_former_code_and_another_spelling(release):
    row = "201718,Financial year,Local authority,England,East"
    release(f'{row},E1,"Bristol, City of",1,2,3')
    release(f"{row},E9,City of Bristol,2,2,3", title="Later")
    bristol = Area.objects.get(level="authority")
    assert (bristol.code, bristol.former_codes) == ("E1", ["E9"])


def test_an_area_that_a_person_named_gets_its_code_from_the_file(neighbours, release):
    assert Area.objects.get(name="Near").code == ""
    release()
    assert Area.objects.get(name="Near").code == "E2"
    assert Area.objects.filter(level="authority").count() == 3


def test_a_note_with_tabs_and_breaks_comes_in_whole(db, now):
    from goldenthread.apps.benchmarks.loading import load_release
    from goldenthread.intake.national_statistics import read_statistics

    head = "time_period,geographic_level,country_name,assessed_pct,notes"
    content = f'{head}\n201718,National,England,83,"one\ttwo\nthree \\N end"\n'.encode()
    load_release(read_statistics(content), title="Noted", published_on=None, by=None, at=now)
    assert BenchmarkFigure.objects.get().note == "one\ttwo\nthree \\N end"


def test_a_figure_is_never_changed_or_taken_away(release):
    release()
    for write in (
        lambda: BenchmarkFigure.objects.update(value=1),
        lambda: BenchmarkFigure.objects.all().delete(),
        lambda: Release.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_neighbours_come_in_by_file_and_a_broken_row_is_told(analyst, now, today, council):
    content = b"rank,authority\n1,Near\n2,Far\n2,Third\nx,Fourth\n3,near\n"
    load = read(content, analyst, now, name="Neighbours 2014", kind="neighbours")
    assert [problem["row"] for problem in load.reading["problems"]] == [4, 5, 6]
    accept(load, analyst, now, today, date(2014, 10, 1))
    made = NeighbourSet.objects.get()
    assert (made.starts, str(made.council)) == (date(2014, 10, 1), "The council")
    assert [str(one) for one in made.neighbours.all()] == ["1 Near", "2 Far"]
    again = read(content, analyst, now, name="Neighbours 2014", kind="neighbours")
    assert again.preview["new"] == []
    accept(again, analyst, now, today, date(2014, 10, 1))
    assert NeighbourSet.objects.count() == 1


@pytest.fixture
def council(db, now, clock_offset):
    from goldenthread.apps.people.actions import name_council

    return name_council("The council", clock_offset=clock_offset, by=None, at=now)


def test_a_release_comes_in_from_a_terminal(tmp_path):
    file = tmp_path / "cin.csv"
    file.write_bytes(csv())
    out = io.StringIO()
    call_command("load_benchmarks", str(file), "--release", "Children in need", "--dry-run", stdout=out)
    assert "Nothing was written." in out.getvalue()
    assert Load.objects.count() == 0
    out = io.StringIO()
    given = ["--release", "Children in need", "--published-on", "2018-07-01", "--json"]
    call_command("load_benchmarks", str(file), *given, stdout=out)
    assert json.loads(out.getvalue())["figures"] == 6
    assert Release.objects.get().published_on == date(2018, 7, 1)
