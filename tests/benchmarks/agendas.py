"""Agendas of a body with ten years of monthly meetings and 5,000 actions."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import transaction
from django.test import Client
from django.urls import reverse

from goldenthread.apps.agendas.building import build_agenda
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.plans.models import Plan
from tests.benchmarks import database
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.pages import NOW, TODAY, page
from tests.benchmarks.volume import Town, Volume, build
from tests.benchmarks.volume_agendas import Held, add_agendas

ACTIONS = 5_000
LIMIT = 0.15
BUILT = 1.0


def measure() -> Iterator[Measured]:
    town, meetings = make(Volume(actions=(ACTIONS,), updates_per_action=4), Held())
    database.settle()
    yield _built(town, meetings[0])
    client = Client(SERVER_NAME="localhost")
    client.force_login(town.officer)
    for what, address in addresses(meetings):
        yield page(client, what, address, LIMIT)


def make(volume: Volume, held: Held) -> tuple[Town, list[Meeting]]:
    """A council of this volume, whose board answers for every plan and has met month after month."""
    town = build(volume, today=TODAY, now=NOW)
    board = Body.objects.get(name="Improvement board")
    Plan.objects.update(accountable_body=board)
    return town, add_agendas(board, held, today=TODAY, now=NOW)


def _built(town: Town, meeting: Meeting) -> Measured:
    def once() -> None:
        with transaction.atomic():
            build_agenda(meeting, today=TODAY, by=town.officer, at=NOW)
            transaction.set_rollback(True)

    runs = timed(time.perf_counter, once, 5)
    build_agenda(meeting, today=TODAY, by=town.officer, at=NOW)
    return Measured(f"An agenda built: 120 meetings, {ACTIONS:,} actions", BUILT, runs)


def addresses(meetings: list[Meeting]) -> Iterator[tuple[str, str]]:
    """(what, address) of each page that is timed: of the agenda just built, and of one with its papers."""
    new, old = meetings[0], meetings[1]
    board = new.body
    yield "Agendas: every meeting to come", reverse("agendas:agendas")
    yield "Agendas: ten years past", f"{reverse('agendas:agendas')}?when=past"
    yield "Agenda: a full one with papers", reverse("agendas:agenda", args=[old.uuid, "agenda"])
    yield "Agenda: its order", reverse("agendas:order", args=[old.uuid])
    yield "Agenda: its papers", reverse("agendas:papers", args=[old.uuid])
    yield "Agenda: what is suggested", reverse("agendas:suggestions", args=[new.uuid])
    yield "Meeting: with its agenda", new.get_absolute_url()
    yield "Standing items of a body", reverse("agendas:standing_items", args=[board.uuid])
    yield "Body: with its agendas", board.get_absolute_url()
