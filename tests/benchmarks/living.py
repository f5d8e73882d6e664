"""What keeps a plan alive, after ten years: Today, changes, search, the past, and 300 people to remind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.chasing.actions import Asking, ask_for_updates
from goldenthread.apps.chasing.choosing import ALL_OPEN
from goldenthread.apps.chasing.reminding import remind
from goldenthread.apps.people.models import Grant, Holding, Organisation, Person, Post, Role
from goldenthread.apps.reports.actions import freeze
from goldenthread.apps.reports.rebuilding import rebuild
from goldenthread.rulebook.periods import Period, PeriodKind
from tests.benchmarks import database
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.pages import NOW, TODAY, page
from tests.benchmarks.volume import Town, Volume, build
from tests.benchmarks.volume_plans import hand_over

LEADS = 300
LIMIT = 0.15


def measure() -> Iterator[Measured]:
    town = build(Volume(), today=TODAY, now=NOW)
    leads = _leads(town)
    database.settle()
    yield from _reminders(town)
    yield from _pages(town, leads[0])
    yield _rebuilt(town)


def _leads(town: Town) -> list[Person]:
    """Three hundred people who hold a post each, and share the actions of the largest plan among them."""
    partners = Organisation.objects.create(name="Partners")
    posts = Post.objects.bulk_create(
        Post(title=f"Service manager {number}", organisation=partners) for number in range(LEADS)
    )
    people = Person.objects.bulk_create(
        Person(email=f"lead.{number}@example.org", name=f"Service manager {number}", password="!")
        for number in range(LEADS)
    )
    Holding.objects.bulk_create(
        Holding(post=post, person=person, starts=TODAY - timedelta(400))
        for post, person in zip(posts, people, strict=True)
    )
    Grant.objects.bulk_create(
        Grant(person=person, role=Role.ACTION_LEAD, starts=TODAY - timedelta(400)) for person in people
    )
    hand_over(town.plans[-1], posts, on=TODAY - timedelta(80), now=NOW)
    return people


def _reminders(town: Town) -> Iterator[Measured]:
    plan, officer = town.plans[-1], town.officer
    began = time.perf_counter()
    asking = Asking(due_on=TODAY + timedelta(11))
    made = ask_for_updates(plan, ALL_OPEN, asking, today=TODAY, by=officer, at=NOW)
    asked = time.perf_counter() - began
    requests = made.requests.count()
    yield Measured(
        f"A round of {requests:,} requests, one letter to each of {LEADS} people", 10.0, (asked,),
        "Letters queued in the database; the worker sends them",
    )  # fmt: skip
    later, tomorrow = NOW + timedelta(days=1), TODAY + timedelta(1)
    began = time.perf_counter()
    sent = remind(made, today=tomorrow, by=officer, at=later)
    yield Measured(
        f"Reminders to {len(sent.reminded)} people", 10.0, (time.perf_counter() - began,),
        f"{requests:,} requests looked at, each for a reply",
    )  # fmt: skip


def _pages(town: Town, lead: Person) -> Iterator[Measured]:
    officer, holder = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    officer.force_login(town.officer)
    holder.force_login(lead)
    plan = town.plans[-1]
    year = f"?from={TODAY - timedelta(365)}&to={TODAY}"
    month = f"?from={TODAY - timedelta(30)}&to={TODAY}"
    changes = reverse("plans:changes", args=[plan.uuid, slugify(plan.name)])
    body = reverse("thread:body_changes", args=[Body.objects.get(name="Improvement board").uuid])
    search = reverse("thread:search")
    yield page(officer, "Today: an improvement officer", reverse("thread:today"), LIMIT)
    yield page(holder, "Today: a lead with requests", reverse("thread:today"), LIMIT)
    yield page(officer, "What changed in a plan of 1,800 actions, a month", changes + month, LIMIT)
    yield page(officer, "What changed in a plan of 1,800 actions, a year", changes + year, LIMIT)
    yield page(officer, "What changed for a body, a month", body + month, LIMIT)
    yield page(officer, "Search: a word in 40,000 updates", f"{search}?q=fortnight", LIMIT)
    yield page(officer, "Search: a word in every action", f"{search}?q=partners", LIMIT)
    yield page(officer, "Search: a reference", f"{search}?q=12", LIMIT)
    yield page(officer, "Search: found nowhere", f"{search}?q=zoology", LIMIT)


def _rebuilt(town: Town) -> Measured:
    body = Body.objects.get(name="Improvement board")
    period = Period.containing(PeriodKind.FINANCIAL_QUARTER, TODAY).previous()
    with transaction.atomic():
        paper = freeze(
            body, period, scorecard=town.scorecard, today=TODAY, by=town.officer, at=NOW + timedelta(hours=1)
        ).paper
    same = rebuild(paper).to_json() == paper.document
    runs = timed(time.perf_counter, lambda: rebuild(paper), 5)
    return Measured(
        "A past quarter's report rebuilt from the records", 5.0, runs,
        "Equal to the frozen one, to the last character" if same else "**Not equal to the frozen one**",
    )  # fmt: skip
