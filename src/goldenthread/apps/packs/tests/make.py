"""A meeting with an agenda of two parts and papers on it, for the tests of this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.apps.agendas.attaching import Described, add_appendix, attach_file
from goldenthread.apps.agendas.items import Late, Says, add_item
from goldenthread.apps.agendas.models import Agenda, Item, Part, Purpose
from goldenthread.apps.agendas.tests.make import make_agenda
from goldenthread.apps.bodies.seats import seat_member
from goldenthread.apps.files.actions import keep
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.packs import actions
from goldenthread.apps.packs.building import build_pack
from goldenthread.apps.packs.models import Build, Pack
from goldenthread.apps.people.actions import post_called
from goldenthread.apps.people.models import Council, Organisation, Person
from goldenthread.documents.highlight_report import HighlightReport, render_pdf

LATE = Late("A letter came yesterday", "The chair")


def a_paper(words: str = "As agreed.", council: str = "The demonstration council") -> bytes:
    """A page that a room might make, as PDF/UA-1."""
    days = {"since": date(2018, 4, 1), "until": date(2018, 6, 30)}
    report = HighlightReport(
        council, "Front door", "Improvement board", by="A lead", done=words, next="", late="", risks="",
        decisions="", **days,
    )  # fmt: skip
    return render_pdf(report)


def a_file(at: Any, name: str = "report.pdf", content: bytes | None = None) -> StoredFile:
    return keep(a_paper(name) if content is None else content, name, by=None, at=at)


def make_council(at: Any, today: date) -> Agenda:
    """The council, a board with a chair, and an agenda with a paper, an appendix and an exempt item."""
    Council.objects.get_or_create(defaults={"name": "The demonstration council"})
    agenda = make_agenda(at, today)
    chair = post_called("Chair of the board", Organisation.objects.get_or_create(name="The council")[0])
    seat_member(agenda.meeting.body, chair, capacity="Chair", starts=date(2013, 1, 1), by=None, at=at)
    report = put(agenda, "Improvement report", at, purpose=Purpose.DECISION)
    paper = attach_file(report, a_file(at), Described("Improvement report"), by=None, at=at).paper
    add_appendix(paper, a_file(at, "costs.pdf"), Described("Costs"), by=None, at=at)
    exempt = put(agenda, "A contract", at, part=Part.EXEMPT, exempt_paragraph=3, public_interest="Price")
    attach_file(exempt, a_file(at, "contract.pdf"), Described("Contract"), by=None, at=at)
    return agenda


def put(agenda: Agenda, title: str, at: Any, late: Late | None = None, **says: Any) -> Item:
    return add_item(agenda, Says(title=title, **says), late=late, by=None, at=at)


def build(agenda: Agenda, at: Any, today: date, by: Person | None = None, **wanted: Any) -> Build:
    """Ask for a pack and do what the worker does."""
    asked = actions.ask_for_pack(agenda.meeting, actions.Wanted(**wanted), by=by, at=at, today=today)
    build_pack(asked.pk, now=lambda: at)
    asked.refresh_from_db()
    return asked


def publish(agenda: Agenda, at: Any, today: date, because: str = "", **wanted: Any) -> Pack:
    built = build(agenda, at, today, **wanted)
    return actions.publish_pack(built, by=None, at=at, today=today, changed_because=because)
