"""Trajectories of the demonstration: one of the written statement's measures, and delays with their parts.

The monthly figures are made up, and say so where they come from. So are the delays, but for the plan, the
figure and the parts of March 2018, which are the example that the field is taught by.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.trajectories import Said, plan_trajectory
from goldenthread.apps.measures.trajectory_offers import offered
from goldenthread.apps.measures.whole_parts import add_part
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.trajectory import Reading

MADE_UP = "Made up for the demonstration"
ON_TIME = "EHC assessments finished within 20 weeks (month)"
ON_TIME_SINCE = {"June 2018": "19%", "July 2018": "22% (provisional)"}
DELAYS = "Delayed transfers of care: delayed days (example)"
PARTS = ("Health", "Social care", "Both")
DELAYED = {
    "October 2017": "1,750", "November 2017": "1,702", "December 2017": "1,655", "January 2018": "1,560",
    "February 2018": "1,440", "March 2018": "1,361",
}  # fmt: skip
# One day of February is counted twice: the page shows what it says of parts that do not add up.
DELAYED_BY = {"February 2018": ("990", "430", "21"), "March 2018": ("942", "403", "16")}


def trajectory(by: Person, at: datetime) -> None:
    """What the statement asks of assessments on time, read as points, and the months since."""
    measure = Measure.objects.get(title=ON_TIME)
    offer = offered(measure)
    if offer is None or measure.trajectories.exists():
        return
    said = Said(offer.said.baseline_period, offer.said.baseline, offer.said.steps, Reading.POINTS)
    plan_trajectory(measure, said, seen=0, by=by, at=at)
    _record(measure, ON_TIME_SINCE, by, at)


def delays(by: Person, at: datetime) -> None:
    """Delayed days of a month, planned and actual, by the body that is responsible."""
    if Measure.objects.filter(title=DELAYS).exists():
        return
    whole = _measure(DELAYS, by, at)
    said = Said(
        parse_period("September 2017"), "1,800",
        ((parse_period("March 2018"), "1,622"), (parse_period("September 2018"), "1,400")),
    )  # fmt: skip
    plan_trajectory(whole, said, seen=0, by=by, at=at)
    _record(whole, DELAYED, by, at)
    for place, name in enumerate(PARTS):
        part = _measure(f"{DELAYS}: {name.lower()}", by, at)
        _record(part, {period: days[place] for period, days in DELAYED_BY.items()}, by, at)
        add_part(whole, part, split="Responsible body", name=name, by=by, at=at)


def _measure(title: str, by: Person, at: datetime) -> Measure:
    return define_measure(
        title, polarity="low", frequency="Monthly", definition=f"{MADE_UP}.", by=by, at=at,
    )  # fmt: skip


def _record(measure: Measure, figures: Mapping[str, str], by: Person, at: datetime) -> None:
    for period, text in figures.items():
        entry = Entry(measure, parse_period(period), parse_figure(text), note=MADE_UP)
        record_observation(entry, by=by, at=at)
