"""Rows by paste and by file: a council's mess read with places, looked at first, accepted as it was shown."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from goldenthread.apps.cases.queries import teams_by_spelling
from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.localtrackers import taking, values
from goldenthread.apps.localtrackers.counting import counted, periods, record_count
from goldenthread.apps.localtrackers.defined import Column, Kind
from goldenthread.apps.localtrackers.keeping import record_ended
from goldenthread.apps.localtrackers.queries import definition_of
from goldenthread.apps.localtrackers.shipped import SHIPPED
from goldenthread.apps.measures.models import Measure, Value
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import parse_period

PASSPORTS = SHIPPED["health-passports"]
MESS = """Health passports at June\t\t\t\t\t\t\t
\t\t\t\t\t\t\t
ICS No\tChild’s name\tAllocated Team\tSW\tAsked of Health\tGiven to the young person\tHow it was given\tRAG
C001\tA B\tEAST\tWorker 1\t1/5/2018\t14 May 2018\tin person\tG
C002\tC D\teast\t\t43221\t#N/A\t\tR
C003\tE F\tEast \tWorker 2\tWed 2nd May 2018\t31/6/2018\tBy pigeon\tA
C003\tE F\tEast\tWorker 2\t02-05-18\t\t\tA
\t\tEast\tWorker 2\t2/5/2018\t\t\tA
C004\tG H\tNowhere\t\t3.5.2018\t\t\tA
C005\tI J\tEast\t\t\t\t\tA
C006\tK L\tWest\t\t2018-05-04\t\t\tA
"""


def _when(kind: Kind, text: str, value: object = None) -> str:
    return values.kept(Column("c", "C", kind), text, value, {})


def test_dates_are_read_as_people_write_them():
    for text in (
        "1/5/2018", "01.05.18", "1 May 2018", "1st May, 2018", "Tuesday 1 May 2018", "2018-05-01", "43221",
        "1-May-18", "1/5/2018 00:00",
    ):  # fmt: skip
        assert _when(Kind.DAY, text) == "2018-05-01", text
    for text, kept in (
        ("1/5/2018 14:30", "2018-05-01T14:30"), ("1 May 2018 at 2.30pm", "2018-05-01T14:30"),
        ("2018-05-01T14:30:00", "2018-05-01T14:30"), ("43221.604166667", "2018-05-01T14:30"),
        ("1 May 2018 12:05 am", "2018-05-01T00:05"),
    ):  # fmt: skip
        assert _when(Kind.INSTANT, text) == kept, text
    assert _when(Kind.DAY, "x", datetime(2018, 5, 1, 9, 0)) == "2018-05-01"  # noqa: DTZ001
    for kind, text in (
        (Kind.DAY, "31/6/2018"), (Kind.DAY, "soon"), (Kind.DAY, "1/13/2018"), (Kind.DAY, "1/5/1890"),
        (Kind.DAY, "1/5/2018 late"), (Kind.INSTANT, "1/5/2018"), (Kind.INSTANT, "1/5/2018 25:00"),
        (Kind.NUMBER, "many"), (Kind.NUMBER, "1e999"), (Kind.YES_NO, "perhaps"), (Kind.TEAM, "East"),
        (Kind.TEXT, "x" * 501),
    ):  # fmt: skip
        with pytest.raises(values.NotThat) as told:
            _when(kind, text)
        assert text not in str(told.value)
    assert [_when(Kind.YES_NO, text) for text in ("Y", "TRUE", "n", "N/A", "#N/A")] == [
        "yes",
        "yes",
        "no",
        "",
        "",
    ]
    assert _when(Kind.NUMBER, "£1,250.50") == "1250.50"


def test_a_council_s_mess_is_read_and_each_problem_has_its_place(council):
    reading = taking.read(taking.pasted(MESS), PASSPORTS, teams_by_spelling(), None)
    assert [(one.row, one.says.number, dict(one.says.values)) for one in reading.rows] == [
        (4, "C001", {"asked_on": "2018-05-01", "given_on": "2018-05-14", "how": "In person"}),
        (5, "C002", {"asked_on": "2018-05-01"}),
        (6, "C003", {"asked_on": "2018-05-02"}),
        (11, "C006", {"asked_on": "2018-05-04"}),
    ]
    assert [(one.row, one.column) for one in reading.set_aside] == [
        (7, ""), (8, "Case number"), (9, "Team"), (10, "Asked of health"),
    ]  # fmt: skip
    assert [(one.row, one.column) for one in reading.problems] == [
        (3, "Child’s name"), (6, "Given to the young person"), (6, "How it was given"),
    ]  # fmt: skip
    assert ("RAG", "") in reading.columns
    for one in (*reading.set_aside, *reading.problems):
        assert not re.search(r"pigeon|31/6|Nowhere|A B", one.what)
    with pytest.raises(Refused, match="No row of headings"):
        taking.read(taking.pasted("a\tb\n1\t2\n"), PASSPORTS, {}, None)
    many = "Case number\tAsked of health\n" + "C1\t1/5/2018\n" * 2001
    with pytest.raises(Refused, match="2,001 rows"):
        taking.read(taking.pasted(many), PASSPORTS, {}, None)


def _excel() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["Case ref", "Team", "Asked of health", "Given to the young person", "Stage"])
    sheet.append([10233, "East", date(2018, 5, 1), None, "asked"])
    sheet.append(["C002", "East", "2/5/2018", datetime(2018, 6, 1, 0, 0), "Given"])  # noqa: DTZ001
    sheet.append(["C003", None, "#N/A", None, "Lost"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _hidden(answer) -> dict[str, str]:
    form = answer.context["form"]
    return {name: form[name].value() for name in ("table", "default_team", "digest")}


def test_a_file_is_looked_at_and_accepted_and_a_second_time_changes_nothing(
    council, passports, person, signed_in, now
):
    client = signed_in(person(Role.TEAM_MANAGER, council.east))
    bring = f"{passports.get_absolute_url()}bring/"
    shown = client.post(bring, {"file": SimpleUploadedFile("passports.xlsx", _excel())})
    plan = shown.context["plan"]
    assert (len(plan.new), len(plan.changed), len(plan.set_aside)) == (2, 0, 1)
    assert written_of().rows(str(passports.uuid)) == [], "looking changes nothing"
    accept = _hidden(shown)
    assert "2 added, 0 changed" in client.post(bring, accept, follow=True).content.decode()
    again = client.post(bring, accept)  # the button, twice
    assert again.context["warning"]
    assert again.context["plan"].does_nothing
    shown = client.post(bring, {"file": SimpleUploadedFile("passports.xlsx", _excel())})
    assert (shown.context["plan"].same, shown.context["plan"].does_nothing) == (2, True)
    pasted = "Case number\tAsked of health\tGiven to the young person\tTeam\n10233\t1/5/2018\t4/6/2018\t\n"
    shown = client.post(bring, {"table": pasted, "default_team": council.east.uuid})
    assert [one[1:] for one in shown.context["changed"][0][1]] == [("", "4 June 2018")]
    client.post(bring, _hidden(shown))
    held = {row.number: row for row in written_of().rows(str(passports.uuid))}
    assert held["10233"].values["given_on"] == "2018-06-04"
    assert held["10233"].stage == "Asked", "what was not brought stays"
    for upload in (SimpleUploadedFile("x.xlsx", b"PK\x03\x04 broken"), SimpleUploadedFile("x.csv", b"\0\1")):
        assert client.post(bring, {"file": upload}).status_code == 422
    assert client.post(bring, {}).status_code == 422


def test_rows_of_other_teams_are_not_touched_by_a_paste(council, passports, person, signed_in):
    bring = f"{passports.get_absolute_url()}bring/"
    west = signed_in(person(Role.TEAM_MANAGER, council.west))
    pasted = "Case number\tAsked of health\nC1\t1/5/2018\n"
    west.post(bring, _hidden(west.post(bring, {"table": pasted, "default_team": council.west.uuid})))
    assert len(written_of().rows(str(passports.uuid))) == 1
    east = signed_in(person(Role.TEAM_MANAGER, council.east))
    shown = east.post(bring, {"table": pasted, "default_team": council.east.uuid})
    assert [one.what for one in shown.context["plan"].set_aside] == [
        "Another team keeps this row. It is left out."
    ]
    shown = east.post(bring, {"table": "Case number\tAsked of health\tTeam\nC1\t1/5/2018\tWest\n"})
    assert shown.context["plan"].does_nothing


def test_what_a_tracker_counts_becomes_a_measure_with_its_source(
    council, passports, person, signed_in, now, today
):
    client = signed_in(person(Role.TEAM_MANAGER, council.east))
    bring = f"{passports.get_absolute_url()}bring/"
    lines = [f"C{n}\t1/5/2018\t{'14/6/2018' if n <= 26 else ''}" for n in range(1, 48)]
    pasted = "\n".join(["Case number\tAsked of health\tGiven to the young person", *lines, "C99\t1/8/2018\t"])
    client.post(bring, _hidden(client.post(bring, {"table": pasted, "default_team": council.east.uuid})))
    told = {"today": today, "by": person(Role.PERFORMANCE_ANALYST), "at": now}
    [this] = counted(passports, [parse_period("2018-19 Q2")], today)
    assert (this.words, str(this.percent), this.as_at) == ("26 of 47", "55.3", today)
    assert len(periods(passports, today)) == 8
    value = record_count(passports, this.period, **told)
    assert (value.value, value.numerator, value.denominator, value.unit) == (
        Decimal("55.3"), 26, 47, "%",
    )  # fmt: skip
    assert value.observation.source == "the tracker “Health passports”"
    passports.refresh_from_db()
    assert Measure.objects.get() == passports.measure
    assert passports.measure.title == "Health passports: done"
    assert record_count(passports, this.period, **told) is None
    assert Value.objects.count() == 1
    assert record_ended(today=today, at=now) == 1, "the quarter that ended: 26 of 47 too"
    assert record_ended(today=today, at=now) == record_ended(today=date(2018, 7, 29), at=now) == 0
    with pytest.raises(Refused, match="nothing to count"):
        record_count(passports, parse_period("2017-18 Q4"), **told)
    with pytest.raises(Refused, match="of the list"):
        record_count(passports, parse_period("2010-11 Q4"), **told)
    analyst = signed_in(told["by"])
    page = analyst.post(f"{passports.get_absolute_url()}figures/", {"period": "2018-19 Q2"}, follow=True)
    assert "recorded before, and is the same" in page.content.decode()
    assert "26 of 47" in page.content.decode()
    where = f"/measures/figures/{value.observation.uuid}/"
    text = analyst.get(where).content.decode()
    assert "Rows that are done on the last day" in text
    assert "Rows of your teams" not in text
    assert "Rows of your teams" in signed_in(person(Role.DIRECTOR)).get(where).content.decode()


def test_definitions_are_made_on_screen_column_by_column(council, person, signed_in):
    client = signed_in(person(Role.HEAD_OF_SERVICE, council.service))
    define = {"name": "Life story work", "about": "Who is owed it", "stages": "To do\nDone",
              "name_1": "Asked", "kind_1": "date", "name_2": "Finished", "kind_2": "date",
              "name_3": "How", "kind_3": "choice", "choices_3": "Book, Letter"}  # fmt: skip
    assert client.post("/local-trackers/begin/blank/", define | {"kind_3": ""}).status_code == 422
    page = client.post("/local-trackers/begin/blank/", define, follow=True)
    tracker = page.context["tracker"]
    there = tracker.get_absolute_url()
    clock = {"version": 1, "which": "own", "starts": "asked", "stops": "finished", "number": 20,
             "unit": "working days", "warn": 5, "service": "children in care",
             "counts": "share in time"}  # fmt: skip
    assert client.post(there + "clock/", clock | {"number": ""}).status_code == 422
    assert "20 working days" in client.post(there + "clock/", clock, follow=True).content.decode()
    columns = define | {"version": 2, "name_2": "Given", "name_3": "", "kind_3": ""}
    assert client.post(there + "columns/", columns | {"version": 1}).status_code == 422
    client.post(there + "columns/", columns)
    audience = {"version": 3, "teams": [str(council.west.uuid)], "roles": [Role.TEAM_MANAGER]}
    client.post(there + "audience/", audience)
    tracker.refresh_from_db()
    held = definition_of(tracker)
    assert [(one.code, one.name) for one in held.columns] == [("asked", "Asked"), ("finished", "Given")]
    assert (held.seen.teams, held.timing.number) == ((str(council.west.uuid),), 20)
    assert client.get(there).status_code == 403
    assert "West" in client.get(there + "definition/").content.decode()
    client.post(there + "close/", {"version": 4, "reason": "Done with"})
    tracker.refresh_from_db()
    assert tracker.closed_on is not None
    for path in ("", "begin/", "begin/health-passports/"):
        assert client.get(f"/local-trackers/{path}").status_code == 200
    assert client.get("/local-trackers/begin/no-such/").status_code == 404
