"""`goldenthread pack MEETING`."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from goldenthread.apps.agendas.attaching import Described, attach_file
from goldenthread.apps.agendas.tests.make import item_of
from goldenthread.apps.packs.choosing import meeting_named
from goldenthread.apps.packs.tests.make import a_file
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def run(*words):
    told = io.StringIO()
    call_command("pack", *words, stdout=told, stderr=told)
    return told.getvalue()


@pytest.mark.parametrize("named", ["uuid", "body and day"])
def test_it_writes_the_pack_of_a_meeting(agenda, tmp_path, named):
    meeting = agenda.meeting
    name = str(meeting.uuid) if named == "uuid" else f"improvement BOARD, {meeting.held_on}"
    output = tmp_path / "new folder" / "pack.pdf"
    told = run(name, "--output", str(output))
    assert output.read_bytes().startswith(b"%PDF")
    assert "Agenda and papers, 6 pages" in told


def test_part_2_is_written_apart(agenda, tmp_path):
    told = run(str(agenda.meeting.uuid), "--part", "2", "--output", str(tmp_path / "part-2.pdf"))
    assert "Restricted papers" in told


def test_it_says_what_was_found(agenda, tmp_path, now):
    file = a_file(now, "broken.pdf", b"%PDF-1.7 nothing")
    attach_file(item_of(agenda, "Improvement report"), file, Described("Annex"), by=None, at=now)
    told = run(str(agenda.meeting.uuid), "--output", str(tmp_path / "pack.pdf"))
    assert "Item 5: Annex: “Annex” (broken.pdf) is broken" in told


def test_it_stops_with_words_where_it_cannot(agenda, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("pack", "Nobody, 2018-07-26", stderr=io.StringIO())
    assert stopped.value.code == 1


@pytest.mark.parametrize("typed", ["", "Improvement board", "Improvement board, soon", "Nobody, 2018-07-26"])
def test_what_names_no_meeting_is_refused_with_how_to_name_one(agenda, typed):
    with pytest.raises(Refused, match="Give its id"):
        meeting_named(typed)


def test_two_meetings_on_a_day_are_told_apart(agenda, now):
    from datetime import time

    from goldenthread.apps.meetings.actions import add_meeting

    meeting = agenda.meeting
    add_meeting(meeting.body, held_on=meeting.held_on, starts_at=time(17), by=None, at=now)
    with pytest.raises(Refused, match="more than once") as refusal:
        meeting_named(f"Improvement board, {meeting.held_on}")
    assert str(meeting.uuid) in refusal.value.words
