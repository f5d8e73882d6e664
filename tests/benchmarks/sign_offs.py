"""Sign-offs of a council with 300 recommendations and 1,000 pieces of evidence, 200 of them on one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from django.urls import reverse

from goldenthread.apps.signoff.deciding import decide
from goldenthread.apps.signoff.freezing import freeze
from goldenthread.apps.signoff.models import Case
from tests.benchmarks import database
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.pages import NOW, TODAY, page
from tests.benchmarks.sign_offs_at_once import at_once
from tests.benchmarks.volume import Town, Volume, build
from tests.benchmarks.volume_sign_offs import Signed, add_sign_offs, says

LIMIT = 0.15
FROZEN = 1.0
VOLUME = Volume(actions=(900,), updates_per_action=4, recommendations=300, elements=0)


@dataclass(frozen=True)
class Made:
    """What is timed: a case that waits with much evidence, and one that was decided."""

    town: Town
    signed: Signed


def measure() -> Iterator[Measured]:
    made = make(VOLUME, pieces=1_000, of_one=200)
    database.settle()
    yield _frozen(made)
    client = Client(SERVER_NAME="localhost")
    client.force_login(made.signed.clerk)
    for what, address in addresses(made):
        yield page(client, what, address, LIMIT)
    yield from at_once(made.signed)


def make(volume: Volume, *, pieces: int, of_one: int) -> Made:
    """A council of this volume with evidence spread over its recommendations, each with a sign-off."""
    town = build(volume, today=TODAY, now=NOW)
    return Made(town, add_sign_offs(town, pieces=pieces, of_one=of_one, today=TODAY, now=NOW))


def _frozen(made: Made) -> Measured:
    """The whole act: composed, checked, frozen with its digest, written, told to the ledger."""
    case = made.signed.waiting

    def once() -> None:
        with transaction.atomic():
            shown = freeze(case, as_at=TODAY, today=TODAY)
            decide(case, says(shown, TODAY), shown=shown.digest, by=made.signed.clerk, at=NOW, today=TODAY)
            transaction.set_rollback(True)

    runs = timed(time.perf_counter, once, 5)
    return Measured("A decision recorded and its case frozen: 200 pieces of evidence", FROZEN, runs)


def addresses(made: Made) -> Iterator[tuple[str, str]]:
    """(what, address) of each page that is timed."""
    waiting, decided = made.signed.waiting, made.signed.decided
    yield "Sign-off: a case that waits", waiting.get_absolute_url()
    yield "Sign-off: the decision page", reverse("signoff:decide", args=[waiting.uuid])
    yield "Sign-off: a case as it was frozen", decided.get_absolute_url()
    yield (
        f"Sign-offs: {Case.objects.values('recommendation').distinct().count()} units",
        reverse("signoff:units"),
    )
    yield "Conditions of sign-offs", reverse("signoff:conditions")
