"""Agendas in the world of the tests: a published one with a standing item, and a paper with its appendix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.agendas.attaching import Described, add_appendix, attach_file
from goldenthread.apps.agendas.building import build_agenda
from goldenthread.apps.agendas.items import Says
from goldenthread.apps.agendas.models import Kind
from goldenthread.apps.agendas.publishing import publish_agenda
from goldenthread.apps.agendas.standing import add_standing_item
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.actions import keep
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def agendas_addresses(
    board: Body, meeting: Meeting, officer: Person, now: datetime, today: date
) -> Addresses:
    """A published agenda with a standing item, and a paper with its appendix: where each address leads."""
    by = {"by": officer, "at": now}
    says = Says("Matters arising", kind=Kind.ARISING, minutes_allowed=10)
    standing = add_standing_item(board, says, starts=today, **by)
    agenda = build_agenda(meeting, today=today, **by).agenda
    item = agenda.items.get(kind=Kind.ARISING)
    pdf = keep(b"%PDF-1.7 A report", "report.pdf", **by)
    paper = attach_file(item, pdf, Described("Report"), **by).paper
    appendix = add_appendix(paper, pdf, Described("Appendix"), **by)
    edition = publish_agenda(agenda, today=today, **by)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url in names

    of_item = {f"agendas:{name}" for name in ("item", "take_off", "put_back", "add_paper")}
    return [
        (named("agendas:agendas"), {}),
        (named("agendas:edition"), {"uuid": edition.uuid}),
        (named(*of_item), {"uuid": item.uuid}),
        (named("agendas:move_paper", "agendas:take_paper_off"), {"uuid": item.uuid, "paper": paper.uuid}),
        (named("agendas:open_paper", "agendas:describe_paper", "agendas:add_appendix"), {"uuid": paper.uuid}),
        (named("agendas:move_appendix", "agendas:remove_appendix"), {"uuid": appendix.uuid}),
        (named("agendas:paper"), {"uuid": paper.uuid, "slug": "paper"}),
        (named("agendas:standing_item", "agendas:move_standing"), {"uuid": standing.uuid}),
        (named("agendas:standing_items", "agendas:add_standing"), {"uuid": board.uuid}),
        (named("agendas:agenda"), {"uuid": meeting.uuid, "slug": "agenda"}),
        (lambda url: url.startswith("agendas:"), {"uuid": meeting.uuid}),
    ]
