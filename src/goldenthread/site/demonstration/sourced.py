"""Where two figures of one thing meet: rival sources with a choice, a rate both computed and published."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.choosing import choose_source
from goldenthread.apps.measures.derivations import define_derivation
from goldenthread.apps.measures.models import ChosenSource, Derivation, Measure
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.sources import OWN
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.derived import Operation
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

WHY_OWN = (
    "The health provider’s count stops at quarter 2 and leaves out children placed elsewhere. The council "
    "checks its own against each child’s record."
)
WHY_A_RATE = "The published rate is of these two, so each quarter can be checked."
POPULATION = "Children aged 0 to 17 in the county, mid-year estimate"
CHILDREN = "75,400"
"""Rounded, for 2016 and 2017: what the published numbers and rates of children in need give."""
PER = Decimal(10_000)


def choose(measure: Measure, by: Person, at: datetime) -> None:
    """The board uses the council's own figures from 2017-18 on, though health's are kept beside them."""
    if not ChosenSource.objects.filter(measure=measure).exists():
        first = parse_period("2017-18 Q1")
        choose_source(measure, OWN, first=first, reason=WHY_OWN, seen=0, by=by, at=at)


def derive(rate: Measure, number: Measure, by: Person, at: datetime) -> None:
    """The rate of children in need from their number and the population, beside the rate as published."""
    if Derivation.objects.filter(measure=rate).exists():
        return
    population = Measure.objects.filter(title=POPULATION).first()
    population = population or define_measure(POPULATION, frequency="Annual", by=by, at=at)
    for year in ("2016", "2017"):
        entry = Entry(population, parse_period(year), parse_figure(CHILDREN))
        record_observation(entry, by=by, at=at)
    define_derivation(
        rate, Operation.RATE, [number, population], per=PER, reason=WHY_A_RATE, seen=0, by=by, at=at
    )
