"""Rows: who sees which, on pages; two at once; notes, reasons, openings; nothing of a child anywhere else."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from goldenthread.apps.cases.bringing import authority_name
from goldenthread.apps.cases.keeping import set_keeping
from goldenthread.apps.cases.stores import store_of, tokens_of, written_of
from goldenthread.apps.localtrackers import rows
from goldenthread.apps.localtrackers.access import View, view_of
from goldenthread.apps.localtrackers.keeping import delete_due
from goldenthread.apps.localtrackers.notes import write_note
from goldenthread.apps.localtrackers.rows import RowSays
from goldenthread.apps.localtrackers.views_rows import PURPOSE
from goldenthread.apps.localtrackers.waiting import rows_due
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.models import Event, Payload
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.written import Case

PLANTED = "ZQX774109"
TELLING = "Mockingbird"
ALL = View(everything=True, own=frozenset())


@pytest.fixture
def kept(council, passports, now):
    """A row of East's that is overdue, and one of West's that is not."""

    def add(number, team, **values):
        says = RowSays(number, str(team.uuid), "Worker 1", "Asked", values)
        return rows.add_row(passports, says, view=ALL, by=None, at=now)

    return [
        add(PLANTED, council.east, asked_on="2018-05-01"), add("C2", council.west, asked_on="2018-07-02"),
    ]  # fmt: skip


def _links(answer, part: str) -> list[str]:
    return re.findall(rf'href="(/local-trackers/{part}[^"]*)"', answer.content.decode())


def test_each_sees_the_rows_of_their_teams_and_numbers_of_none_but_them(
    kept, passports, council, person, signed_in, today
):
    manager, director = person(Role.TEAM_MANAGER, council.east), person(Role.DIRECTOR)
    page = signed_in(manager).get(passports.get_absolute_url())
    text = page.content.decode()
    assert PLANTED in text
    assert "C2" not in text
    assert "Overdue" in text
    [href] = _links(page, "rows/")
    assert "no-store" in page.headers["Cache-Control"]
    assert "no-store" in signed_in(manager).get(href).headers["Cache-Control"]
    text = signed_in(director).get(passports.get_absolute_url()).content.decode()
    assert PLANTED not in text
    assert f"R-{kept[0].id[:6]}" in text
    assert "Shown to the team whose case it is" in signed_in(director).get(href).content.decode()
    west = signed_in(person(Role.TEAM_MANAGER, council.west))
    assert west.get(href).status_code == 404
    assert west.get(href + "change/").status_code == 404
    for role in (Role.PERFORMANCE_ANALYST, Role.ADMINISTRATOR, Role.AUDITOR, Role.TEAM_MANAGER):
        somebody = signed_in(person(role))
        assert somebody.get(passports.get_absolute_url()).status_code == 403
        assert somebody.get(href).status_code == 403
        assert somebody.get(f"{passports.get_absolute_url()}workbook/").status_code == 403
    for narrowed, many in (("?state=overdue", 1), ("?state=done", 0), ("?state=open&worker=Worker+1", 2)):
        page = signed_in(director).get(passports.get_absolute_url() + narrowed)
        assert len(_links(page, "rows/")) == many


def test_a_child_of_a_tracker_is_the_child_of_the_snapshots_and_staff_is_nobodys_child(kept, passports):
    assert kept[0].child == store_of().pseudonym(authority_name())(PLANTED.lower())


def test_two_who_change_a_row_at_once_are_told_and_keep_what_they_typed(
    kept, passports, council, person, signed_in, now
):
    manager, head = person(Role.TEAM_MANAGER, council.east), person(Role.HEAD_OF_SERVICE, council.service)
    client = signed_in(manager)
    [href] = _links(client.get(passports.get_absolute_url()), "rows/")
    form = {"seen": 1, "team": council.east.uuid, "worker": "Worker 9", "stage": "Received", "how": "By post",
            "asked_on_day": "1", "asked_on_month": "5", "asked_on_year": "2018",
            "given_on_day": "3", "given_on_month": "July", "given_on_year": "2018"}  # fmt: skip
    theirs = RowSays(PLANTED, str(council.east.uuid), "Worker 2", "Given", {"asked_on": "2018-05-01"})
    rows.change_row(passports, kept[0], theirs, seen=1, view=view_of(head, passports), by=head, at=now)
    answer = client.post(href + "change/", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody changed this row" in text
    assert "As it stands now" in text
    assert 'value="Worker 9"' in text
    assert 'name="seen" value="2"' in text
    answer = client.post(href + "change/", form | {"seen": 2}, follow=True)
    assert "3 July 2018" in answer.content.decode()
    assert "Done late" in answer.content.decode()
    assert [row.by for row in written_of().versions_of_row(kept[0].id)] == [
        "", str(head.uuid), str(manager.uuid),
    ]  # fmt: skip


def test_notes_reasons_and_openings_stand_on_the_row_and_are_their_writers(
    kept, passports, council, person, signed_in
):
    manager, head = person(Role.TEAM_MANAGER, council.east), person(Role.HEAD_OF_SERVICE, council.service)
    client = signed_in(manager)
    [href] = _links(client.get(passports.get_absolute_url()), "rows/")
    client.post(href + "note/", {"text": "Health was rung"})
    page = client.post(href + "note/", {"text": "A second note"}, follow=True)
    change, withdraw = _links(page, "notes/")[:2]
    page = client.post(change, {"text": "A second note, put better", "seen": 1}, follow=True)
    assert "put better" in page.content.decode()
    assert client.post(change, {"text": "From an old page", "seen": 1}).status_code == 422
    page = client.post(withdraw, {"why": "Not this case", "seen": 2}, follow=True)
    assert "A note was taken back: Not this case" in page.content.decode()
    assert client.post(href + "reason/", {"code": "other", "whose": "health"}).status_code == 422
    client.post(href + "reason/", {"code": "consent", "whose": "the council"})
    page = client.post(href + "reason/", {"code": "clinic-capacity", "whose": "health"}, follow=True)
    text = page.content.decode()
    assert text.index("The clinic had no appointment") < text.index("Consent was late")
    other = signed_in(head)
    page = other.get(href)
    assert not _links(page, "notes/"), "another's note is not theirs to change"
    assert other.post(change, {"text": "Mine", "seen": 3}).status_code == 422
    assert str(manager) in page.content.decode()
    case = Case(kept[0].child, f"local tracker {passports.uuid} {kept[0].id}")
    assert {one.by for one in written_of().openings(case)} == {str(manager.uuid), str(head.uuid)}
    client = signed_in(manager)
    assert client.post(href + "take-off/", {"why": "", "seen": 1}).status_code == 422
    page = client.post(href + "take-off/", {"why": "Moved away", "seen": 1}, follow=True)
    assert PLANTED not in page.content.decode()
    assert "taken off the list: Moved away" in client.get(href).content.decode()
    form = {"seen": 2, "team": council.east.uuid, "asked_on_day": "1", "asked_on_month": "5",
            "asked_on_year": "2018"}  # fmt: skip
    client.post(href + "change/", form)
    assert PLANTED in client.get(passports.get_absolute_url()).content.decode(), "back on the list"


def test_addresses_are_refused_in_words_when_forged_or_old(kept, passports, council, person, signed_in, now):
    client = signed_in(person(Role.TEAM_MANAGER, council.east))
    says = {"tracker": str(passports.uuid), "row": kept[0].id, "note": ""}
    [href] = _links(client.get(passports.get_absolute_url()), "rows/")
    assert client.get(href).status_code == 200
    good = href.split("/")[3]
    old = tokens_of(PURPOSE).make(says, whom="", now=now - timedelta(days=2))
    foreign = tokens_of("trackers.case").make(says, whom="", now=now)
    for token in (old, foreign, good[:-3] + "AAA", "rubbish"):
        answer = client.get(f"/local-trackers/rows/{token}/")
        assert answer.status_code == 404
        assert "This address" in answer.content.decode()


def test_a_row_is_added_by_form_and_refused_in_words(passports, council, person, signed_in):
    client = signed_in(person(Role.TEAM_MANAGER, council.east))
    add = f"{passports.get_absolute_url()}add/"
    form = {"number": "C9", "team": council.east.uuid, "asked_on_day": "1", "asked_on_month": "5",
            "asked_on_year": "2018"}  # fmt: skip
    assert "The row was added" in client.post(add, form, follow=True).content.decode()
    for change, words in (
        ({}, "has this row already"), ({"number": "Jane Smith"}, "name"), ({"number": "943 476 5919"}, "NHS"),
        ({"number": "C10", "team": council.west.uuid}, "Select a valid choice"),
        ({"number": "C10", "asked_on_day": ""}, "day"),
    ):  # fmt: skip
        answer = client.post(add, form | change)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert len(written_of().rows(str(passports.uuid))) == 1


def test_an_export_holds_what_its_page_shows_and_is_written_down(kept, passports, council, person, signed_in):
    head = person(Role.HEAD_OF_SERVICE, council.service)
    content = signed_in(head).get(f"{passports.get_absolute_url()}workbook/").content
    lines = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert {PLANTED, "C2"} <= {line[0] for line in lines}
    event = Event.objects.filter(verb="localtrackers.opened").latest("position")
    assert '"rows":2' in Payload.objects.get(event=event).text.replace(" ", "")
    assert [one.where for one in written_of().openings_by(str(head.uuid))] == [
        "Health passports: exported"
    ] * 2
    content = signed_in(person(Role.DIRECTOR)).get(f"{passports.get_absolute_url()}workbook/").content
    assert PLANTED not in {
        line[0] for line in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    }


def test_nothing_of_a_child_is_in_the_ledger_an_address_a_log_or_an_error(
    passports, council, person, signed_in, caplog, monkeypatch
):
    client = signed_in(person(Role.TEAM_MANAGER, council.east))
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)
    form = {"number": PLANTED, "team": council.east.uuid, "worker": TELLING, "asked_on_day": "1",
            "asked_on_month": "5", "asked_on_year": "2018"}  # fmt: skip
    seen = [client.post(f"{passports.get_absolute_url()}add/", form)]
    href = seen[0].headers["Location"]
    pasted = f"Case number\tAsked of health\tWorker\n{PLANTED}\t2/5/2018\t{TELLING}\n"
    seen += [
        client.post(href + "note/", {"text": f"{PLANTED} {TELLING}"}),
        client.post(href + "reason/", {"code": "other", "whose": "nobody", "text": TELLING}),
        client.post(
            f"{passports.get_absolute_url()}bring/", {"table": pasted, "default_team": council.east.uuid}
        ),
    ]

    def broken(*_args, **_kwargs):
        raise ValueError(f"{PLANTED} {TELLING}")

    with monkeypatch.context() as patched:
        patched.setattr("goldenthread.apps.localtrackers.rows.opened", broken)
        failed = client.get(href)
    assert failed.status_code == 500
    told = [caplog.text, failed.content.decode(), *map(str, (one.headers for one in seen))]
    told += list(Payload.objects.values_list("text", flat=True))
    told += list(Event.objects.values_list("text", flat=True))
    for text in told:
        assert PLANTED not in text
        assert TELLING not in text
    for file in (council.home / "casedata").iterdir():
        if file.is_file():
            assert PLANTED.encode() not in file.read_bytes()
            assert TELLING.encode() not in file.read_bytes()


def test_rows_that_are_done_go_when_their_time_is_over_and_open_ones_stay(kept, passports, council, now):
    set_keeping(authority="", months=12, basis="Schedule, line 4", version=0, by=None, at=now)
    done = RowSays("C3", str(council.west.uuid), values={"asked_on": "2018-05-01", "given_on": "2018-06-01"})
    row = rows.add_row(passports, done, view=ALL, by=None, at=now)
    written_of().note(rows.case_of(row), "On it", by="", at=now)
    assert delete_due(today=date(2019, 7, 16), at=now) == 0
    assert delete_due(today=date(2019, 7, 17), at=now) == 1
    assert {one.number for one in written_of().rows(str(passports.uuid))} == {PLANTED, "C2"}
    assert written_of().notes_on_child(row.child) == []


def test_today_says_what_is_due_in_the_teams_of_whoever_manages_them(kept, passports, council, person, today):
    [found] = rows_due(person(Role.TEAM_MANAGER, council.east), today)
    assert found.what == "Health passports: 1 overdue"
    assert found.href == f"{passports.get_absolute_url()}?state=overdue"
    assert found.due == date(2018, 6, 14)
    assert list(rows_due(person(Role.TEAM_MANAGER, council.west), today)) == [], "due on 13 August"
    assert list(rows_due(person(Role.HEAD_OF_SERVICE, council.service), today)) == []


def test_a_closed_tracker_takes_nothing_more(kept, passports, council, person, now, today):
    from goldenthread.apps.localtrackers.actions import close_tracker

    by = person(Role.HEAD_OF_SERVICE, council.service)
    close_tracker(passports, version=1, reason="Ended", today=today, by=by, at=now)
    says = RowSays("C7", str(council.east.uuid), values={"asked_on": "2018-07-01"})
    with pytest.raises(Refused, match="closed"):
        rows.add_row(passports, says, view=ALL, by=by, at=now)
    with pytest.raises(Refused, match="closed"):
        write_note(passports, kept[0], "One more", by=by, at=now)
