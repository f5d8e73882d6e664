"""`goldenthread casedata load`, `loads`, `delete`, `retention`: as a person at a terminal uses them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from goldenthread.apps.cases.keeping import set_keeping
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.tests.records import PLANTED_BIRTH, PLANTED_NUMBER, TELLING, annex_a, case_home
from goldenthread.apps.trail.models import Event, Payload
from goldenthread.site import clock
from tests.casedata.reading.census import case, census, child

pytestmark = pytest.mark.django_db
OF = "2018-06-30"


def casedata(*words: object) -> str:
    out = io.StringIO()
    call_command("casedata", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def home(tmp_path) -> Iterator[Path]:
    with case_home(tmp_path) as home:
        yield home


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """An Annex A workbook, a census that is cut short, and something else."""
    folder = tmp_path / "from the council"
    folder.mkdir()
    whole = census(
        child(PLANTED_NUMBER, case(referred="2018-05-01"), born=PLANTED_BIRTH.isoformat()),
        child("C0001", case(referred="2018-05-02")),
    )
    (folder / "census.xml").write_text(whole[: whole.index("C0001")])
    (folder / "notes.txt").write_text("Not case data.")
    return [annex_a(folder / "Annex A.xlsx"), folder / "census.xml", folder / "notes.txt"]


def test_files_are_loaded_listed_and_deleted_and_nobody_is_named(home, files, caplog):
    caplog.set_level(logging.DEBUG)
    said = casedata("load", *files, "--snapshot", OF, "--authority", "Norbury")
    assert "Annex A, snapshot of 30 June 2018" in said
    assert "truncated file" in said
    assert "Not read: notes.txt" in said
    listed = casedata("loads").splitlines()
    assert [line.split()[1:4] for line in listed] == [["Annex", "A,", "Norbury,"], ["Children", "in", "need"]]
    assert json.loads(casedata("loads", "--json", "--as-at", "2018-06-29")) == []
    loads = [line.split()[0] for line in listed]
    events = Event.objects.filter(verb="cases.loaded")
    assert events.count() == 2
    # A census says its day itself. Once more, as JSON: two snapshots of one day are both kept.
    again = json.loads(casedata("load", files[1], "--snapshot", OF, "--authority", "Norbury", "--json"))
    assert (again["loads"][0]["rows"]["referrals"], again["not_kept"], again["unknown"]) == (1, [], [])
    assert len(store_of().manifests()) == 3
    gone = casedata("delete", loads[0], "--reason", "Loaded by mistake")
    assert "Deleted" in gone
    assert len(store_of().manifests()) == 2
    with pytest.raises(CommandError, match="There is no load"):
        casedata("delete", loads[0])
    written = "\n".join(path.read_text("utf-8") for path in store_of().home.glob("*/manifest.json"))
    trail = "\n".join(
        str(one) for table in (Event, Payload) for one in table.objects.values_list("text", flat=True)
    )
    for text in (said, gone, json.dumps(again), written, trail, caplog.text):
        assert not [secret for secret in TELLING if secret in text]


def test_what_has_had_its_time_goes_by_command(home, files):
    now = clock.now()
    today = clock.day_of(now)
    assert "No time is set" in casedata("retention")
    casedata("load", files[0], "--snapshot", today - timedelta(days=800), "--authority", "Norbury")
    casedata("load", files[0], "--snapshot", today, "--authority", "Norbury")
    set_keeping(authority="Norbury", months=24, basis="Schedule 4.2", version=0, by=None, at=now)
    assert "its time was over on" in casedata("retention", "--dry-run")
    assert len(store_of().manifests()) == 2
    assert "Deleted 1 load." in casedata("retention")
    assert [manifest.snapshot_on for manifest in store_of().manifests()] == [today]


def test_what_cannot_be_done_is_said_in_words(home, files, tmp_path, monkeypatch):
    for words, why in (
        (["load", tmp_path / "none.xml"], "There is no file"),
        (["load", files[2]], "Nothing was loaded"),
        (["load", files[0], "--snapshot", OF, "--covers-from", "2018-07-01"], "cannot be after"),
    ):
        with pytest.raises(CommandError, match=why):
            casedata(*words)
    bomb = tmp_path / "bomb.xml"
    bomb.write_text(
        census(child("C1", case())).replace("<Message>", '<!DOCTYPE x [<!ENTITY a "b">]><Message>')
    )
    with pytest.raises(CommandError, match="Nothing was loaded"):
        casedata("load", bomb, "--snapshot", OF)

    def breaks(*_: object, **__: object) -> None:
        raise ValueError(f"cannot make a date of {PLANTED_NUMBER}")

    with monkeypatch.context() as broken:
        broken.setattr("goldenthread.casedata.reading.cin_census.rows_of", breaks)
        with pytest.raises(CommandError, match=r"Something broke: ValueError at \w+.py:\d+\.") as failure:
            casedata("load", files[1], "--snapshot", OF)
        assert PLANTED_NUMBER not in str(failure.value)
    assert store_of().manifests() == []
    settings.CASE_KEY.unlink()
    with pytest.raises(CommandError, match="There is no key for the case data"):
        casedata("load", files[0])
