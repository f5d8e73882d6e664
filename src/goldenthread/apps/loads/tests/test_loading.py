"""A file is read, previewed and decided. Nothing is written before that, and nothing twice."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from goldenthread.apps.loads import actions, importers
from goldenthread.apps.loads.forms import ASK_LATER, Decide, SettleColumns
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.loads.queries import unrecognised_columns
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


class Tally:
    """An importer of a kind made up for these tests: each row is a word; a doubled word is unsure."""

    kind = "tally"
    title = "Tally"
    fields = {"word": "Word", "number": "Number"}

    def __init__(self) -> None:
        self.written: list[list[str]] = []

    def read(self, workbook: Any, mapping: Any) -> Any:
        [head, *rows] = workbook.tables[0].rows
        known = {"Word": "word"} | mapping
        columns = [
            SimpleNamespace(heading=cell.text, field=known.get(cell.text), sheet="S", sample="x")
            for cell in head.cells
        ]
        reading = {"rows": [row.cells[0].text for row in rows], "problems": []}
        return SimpleNamespace(columns=columns, as_json=lambda: reading)

    def preview(self, reading: dict[str, Any], source_name: str) -> dict[str, Any]:
        doubled = sorted({word for word in reading["rows"] if reading["rows"].count(word) > 1})
        item = {"place": "Sheet S, row 2", "changes": [], "candidates": []}
        return {
            "new": [item | {"key": w, "label": w} for w in reading["rows"] if w not in doubled],
            "changed": [], "gone": [], "unchanged": 0,
            "unsure": [item | {"key": w, "label": w} for w in doubled],
        }  # fmt: skip

    def accept(self, load: Load, *, decisions: Any, by: Any, at: Any, effective_on: Any) -> dict[str, str]:
        self.written.append(load.reading["rows"])
        return {"url": "/", "words": f"{len(load.reading['rows'])} words."}


@pytest.fixture(autouse=True)
def tally(settings, tmp_path, monkeypatch) -> Tally:
    settings.FILES = tmp_path / "files"
    monkeypatch.setattr(importers, "_importers", dict(importers._importers))
    importer = Tally()
    importers.register(importer)
    return importer


@pytest.fixture
def officer(now, today) -> Person:
    person = people.add_person("officer@example.org", "Improvement officer", by=None, at=now)
    people.grant(person, Role.IMPROVEMENT_OFFICER, starts=today, by=None, at=now)
    return person


def csv(*lines: str) -> bytes:
    return "\n".join(("Word,Note", *lines)).encode()


@pytest.fixture
def read(officer, now):
    def reading(content: bytes, name: str = "tally.csv", source: str = "Tally", **more: Any) -> Load:
        return actions.read_file(
            content, name, kind="tally", source_name=source, by=officer, at=now, **more
        )  # fmt: skip

    return reading


@pytest.fixture
def accept(officer, now, today):
    def accepting(load: Load, decisions: Any = None, published_on: Any = None) -> dict[str, str]:
        return actions.accept(
            load, decisions=decisions or {}, published_on=published_on, by=officer, at=now, today=today
        )

    return accepting


def test_reading_a_file_writes_nothing_but_the_load(read, tally):
    load = read(csv("one,", "two,"))
    assert load.state == Load.State.READ
    assert [item["key"] for item in load.preview["new"]] == ["one", "two"]
    assert tally.written == []


def test_accepting_writes_once(read, accept, tally):
    load = read(csv("one,"))
    assert accept(load)["words"] == "1 words."
    with pytest.raises(Refused, match="decided before"):
        accept(load)
    assert tally.written == [["one"]]


def test_an_unsure_row_waits_for_a_person(read, accept, tally):
    load = read(csv("one,", "one,"))
    with pytest.raises(Refused, match="unsure"):
        accept(load)
    assert tally.written == []
    accept(load, {"one": {"as": "new"}})
    assert tally.written == [["one", "one"]]


def test_a_row_that_became_unsure_since_the_file_was_read_is_asked_about(read, accept, tally, monkeypatch):
    load = read(csv("one,", "two,"))
    before = tally.preview
    item = {"key": "two", "label": "two", "place": "Sheet S, row 3", "changes": [], "candidates": []}
    monkeypatch.setattr(
        tally, "preview", lambda reading, name: before(reading, name) | {"unsure": [item], "new": []}
    )
    with pytest.raises(Refused, match="unsure"):
        accept(load)
    load.refresh_from_db()
    assert [row["key"] for row in load.preview["unsure"]] == ["two"]
    form = Decide(before({"rows": ["one", "one"]}, ""), {"row_0": "skip"}).asked_again(load.preview)
    assert not form.is_valid()  # the answer was for another row
    accept(load, {"two": {"as": "new"}})
    assert tally.written == [["one", "two"]]


def test_a_field_that_its_kind_does_not_have_is_refused_and_not_remembered(read):
    with pytest.raises(Refused, match="colour"):
        read(csv("one,"), mapping={"Note": "colour"})
    assert not Source.objects.exists()


def test_a_file_of_which_no_row_was_read_takes_nothing_out(read, accept, tally):
    load = read(csv())
    with pytest.raises(Refused, match="nothing to accept"):
        accept(load)
    assert tally.written == []


def test_a_file_set_aside_cannot_be_accepted(read, accept, officer, now):
    load = actions.set_aside(read(csv("one,")), by=officer, at=now, reason="An old version")
    with pytest.raises(Refused, match="decided before"):
        accept(load)


def test_a_day_of_publication_is_not_in_the_future(read, accept, today):
    with pytest.raises(Refused, match="future"):
        accept(read(csv("one,")), published_on=today + timedelta(days=1))


def test_a_column_that_was_settled_is_remembered_for_its_source(read, officer, now):
    load = read(csv("one,"))
    assert [column["heading"] for column in unrecognised_columns(load)] == ["Note"]
    load = actions.settle_columns(load, {"Note": "number"}, by=officer, at=now)
    assert unrecognised_columns(load) == []
    assert unrecognised_columns(read(csv("two,"))) == []
    assert [column["heading"] for column in unrecognised_columns(read(csv("two,"), source="Other"))] == [
        "Note"
    ]


def test_a_column_of_no_field_is_not_asked_about_again(read, officer, now):
    load = actions.settle_columns(read(csv("one,")), {"Note": actions.NOT_A_FIELD}, by=officer, at=now)
    assert unrecognised_columns(load) == []
    assert Source.objects.get().mapping == {"Note": ""}


def password_protected() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 512
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 512
    )


def word_without_tables() -> bytes:
    saved = BytesIO()
    Document().save(saved)
    return saved.getvalue()


def zip_bomb() -> bytes:
    book, bomb = BytesIO(), BytesIO()
    Workbook().save(book)
    with zipfile.ZipFile(book) as inside, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as outside:
        for name in inside.namelist():
            outside.writestr(name, inside.read(name))
        outside.writestr("xl/media/big.bin", b"\0" * 600_000_000)
    return bomb.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 a paper", "PDF"),
        (b"MZ\x90\0\x03\0\0\0", "."),
        (password_protected(), "password"),
        (word_without_tables(), "table"),
        (b"PK\x03\x04 broken", "."),
    ],
    ids=["empty", "a PDF", "a program", "password", "Word without tables", "broken"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_leaves_nothing(content, words, read):
    with pytest.raises(Refused, match=words):
        read(content, "plan.xlsx")
    assert not Load.objects.exists()


def test_a_file_that_unpacks_to_far_more_is_refused(read):
    with pytest.raises(Refused, match="unpack"):
        read(zip_bomb(), "plan.xlsx")


def test_a_file_over_the_limit_is_refused(read, settings):
    settings.LARGEST_UPLOAD = 1024 * 1024
    with pytest.raises(Refused, match="smaller than 1 MB"):
        read(csv("one," * 500_000))


def test_the_pages_take_a_file_from_choosing_to_accepted(client, officer, tally):
    client.force_login(officer)
    file = BytesIO(csv("one,", "two,"))
    file.name = "tally.csv"
    page = client.post("/loads/new/", {"kind": "tally", "name": "Tally", "file": file}, follow=True)
    load = Load.objects.get()
    assert page.redirect_chain == [(f"/loads/{load.uuid}/", 302)]
    assert b"Columns that we do not know" in page.content
    client.post(f"/loads/{load.uuid}/accept/")
    load.refresh_from_db()
    assert load.state == Load.State.ACCEPTED
    assert tally.written == [["one", "two"]]


def test_a_file_with_figures_in_doubt_waits_until_somebody_has_looked_at_them(client, officer, read, tally):
    load = read(csv("one,"))
    doubt = {
        "sheet": "S",
        "row": 2,
        "column": "Q1",
        "text": "-12",
        "why": "Below zero (ARI-15)",
        "level": "doubt",
    }
    Load.objects.filter(pk=load.pk).update(reading=load.reading | {"problems": [doubt]})
    client.force_login(officer)
    address = f"/loads/{load.uuid}/"
    page = client.get(address).content.decode()
    assert "Below zero (ARI-15)" in page
    refused = client.post(f"{address}accept/", {})
    assert refused.status_code == 422
    assert "Look at the figures in doubt" in refused.content.decode()
    assert tally.written == []
    client.post(f"{address}accept/", {"as_they_stand": "on"})
    assert tally.written == [["one"]]


def test_a_refused_file_is_said_on_the_form(client, officer):
    client.force_login(officer)
    file = BytesIO(b"%PDF-1.7")
    file.name = "plan.xlsx"
    page = client.post("/loads/new/", {"kind": "tally", "name": "Tally", "file": file})
    assert page.status_code == 422
    assert b"Error:" in page.content


def test_a_reader_without_the_role_brings_nothing(client, now, today):
    member = people.add_person("member@example.org", "Board member", by=None, at=now)
    people.grant(member, Role.BOARD_MEMBER, starts=today, by=None, at=now)
    client.force_login(member)
    assert client.get("/loads/").status_code == 403
    assert client.post("/loads/new/").status_code == 403


def test_a_column_that_nobody_knows_is_left_for_later_unless_somebody_answers(read):
    form = SettleColumns(read(csv("one,")))
    assert form["column_0"].value() == ASK_LATER
    page = str(form["column_0"])
    assert f'<option value="{ASK_LATER}" selected>Ask me later' in page
