"""Pages say of made-up measures what the reference package said of the same numbers, and nothing else.

The figures are series of the conformance vectors with 24 points or more, recorded as quarters; what is
expected is read from the package's own answer in the vector, never from our rules.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from goldenthread.apps.measures.actions import make_scorecard, place_on_scorecard, set_target
from goldenthread.apps.measures.marks import agree, propose_baseline, propose_step
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recording import Entry, record_entries
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, parse_period
from goldenthread.rulebook.rating import Polarity, Target, TargetKind
from tests.conformance.vectors import vector_files

from .test_pages import address, text_of

pytestmark = pytest.mark.django_db

LEAST = 24
GOOD = {"increase": "high", "decrease": "low", "neutral": "neither"}
KINDS = {
    "high": (TargetKind.AT_LEAST, Polarity.HIGH),
    "low": (TargetKind.AT_MOST, Polarity.LOW),
    "neither": (TargetKind.VALUE, Polarity.NEITHER),
}
VARIATIONS = {
    "common_cause.svg": "Only chance",
    "improvement_high.svg": "Improving: high",
    "improvement_low.svg": "Improving: low",
    "concern_high.svg": "Getting worse: high",
    "concern_low.svg": "Getting worse: low",
    "neutral_high.svg": "High, which is neither better nor worse",
    "neutral_low.svg": "Low, which is neither better nor worse",
}
ASSURANCES = {
    "consistent_pass": (
        "Will meet its target",
        "Will consistently meet its target",
        "will consistently meet",
    ),
    "consistent_fail": (
        "Will miss its target",
        "Will consistently miss its target",
        "will not reliably meet",
    ),
    "inconsistent": ("Hit and miss", "Hit and miss", "will sometimes meet"),
}


def _usable(vector: dict[str, Any]) -> bool:
    given = vector["input"]
    known = all(number is not None for number in given["y"])
    one_series = given["facet"] is None and not vector["error"]
    return known and one_series and len(given["y"]) >= LEAST and given["options"].get("screen_outliers", True)


VECTORS = [
    pytest.param(vector, id=f"{path.parent.name}-{vector['id']}")
    for path in vector_files("spc_vectors.json")
    for vector in json.loads(path.read_text(encoding="utf-8"))["vectors"]
    if _usable(vector)
]


def quarters(count: int) -> list[Period]:
    """The quarters up to 2017-18 Q4, the oldest first."""
    found = [parse_period("2017-18 Q4")]
    while len(found) < count:
        found.append(found[-1].previous())
    return found[::-1]


@pytest.fixture
def made(analyst, head, now):
    """A scorecard with one made-up measure whose figures are a vector's, and the measure."""

    def make(vector: dict[str, Any]) -> tuple[Any, Measure]:
        given, options = vector["input"], vector["input"]["options"]
        good = GOOD[options.get("improvement_direction", "increase")]
        measure = Measure.objects.create(title="Made up: numbers", polarity=good)
        periods = quarters(len(given["y"]))
        entries = [
            Entry(measure, period, parse_figure(f"{Decimal(str(number)):f}"))
            for period, number in zip(periods, given["y"], strict=True)
        ]
        told = {"by": analyst, "at": now}
        record_entries(entries, **told)
        if (aim := options.get("target")) is not None:
            set_target(measure, _target(Decimal(str(aim)), good), effective_on=date(1998, 4, 1), **told)
        for day in options.get("rebase", []):
            starts = periods[given["dates"].index(day)].start
            step = propose_step(measure, day=starts, words="Made up", today=date(2018, 7, 16), **told)
            agree(step, by=head, at=now)
        if points := options.get("fix_after_n_points"):
            agree(propose_baseline(measure, points=points, words="Made up", **told), by=head, at=now)
        card = make_scorecard("Made up", **told)
        place_on_scorecard(card, measure, **told)
        return card, measure

    return make


def _target(aim: Decimal, good: str) -> Target:
    kind, polarity = KINDS[good]
    low, high = (None, aim) if kind is TargetKind.AT_MOST else (aim, None)
    return Target(kind, low=low, high=aim if kind is TargetKind.VALUE else high, text=f"{aim:f}",
                  polarity=polarity)  # fmt: skip


def expected(vector: dict[str, Any]) -> tuple[str, tuple[str, str, str] | None, int, int]:
    """The package's words of variation and assurance; of the last phase, how many points, how many chance."""
    [variation] = [one["icon"] for one in vector["icons"] if one["type"] == "variation"]
    [assured] = vector["assurance"]
    columns = vector["columns"]
    phases = columns["rebase_group"]
    last = [kind for kind, phase in zip(columns["point_type"], phases, strict=True) if phase == phases[-1]]
    verdict = ASSURANCES.get(assured["assurance_type"])
    return VARIATIONS[variation], verdict, len(last), last.count("common_cause")


@pytest.mark.parametrize("vector", VECTORS)
def test_the_measure_s_page_says_what_the_reference_says(vector, made, sign_in, analyst):
    _, measure = made(vector)
    variation, assurance, points, chance = expected(vector)
    page = text_of(sign_in(analyst).get(f"/measures/{measure.uuid}/x/"))
    [says] = re.findall(r"Is it changing\? (.*?) \( SPC-\d+ \)", page)
    assert unescape(says) == variation
    are = "is" if chance == 1 else "are"
    sentence = f"{chance} of the last {points} quarters {are} within chance"
    assert f"{sentence}; the process {assurance[2]}" in page if assurance else f"{sentence}." in page
    assured = re.findall(r"Will it meet its target\? (.*?) \( SPC-\d+ \)", page)
    assert assured == [assurance[1] if assurance else "No target to judge by"]


@pytest.mark.parametrize("vector", VECTORS)
def test_its_row_on_a_scorecard_says_the_same_shortly(vector, made, sign_in, analyst):
    card, _ = made(vector)
    variation, assurance, _, _ = expected(vector)
    page = sign_in(analyst).get(address(card, "?period=2017-18+Q4")).content.decode()
    [row] = [one for one in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if 'scope="row"' in one]
    cells = re.findall(r"<td>.*?</td>", row, re.DOTALL)
    told = " ".join(re.sub(r"<[^>]+>", " ", cells[1]).split())
    assert told == f"{variation} {assurance[0] if assurance else 'No target to judge by'}"
    icons = re.findall(r'<use href="#icon-([a-z-]+)"', row)
    assert icons[0].startswith("common") == (variation == "Only chance")


def test_the_series_show_each_of_the_answers_that_a_board_asks_for():
    said = {expected(vector.values[0])[0] for vector in VECTORS}
    assured = {one[2] for vector in VECTORS if (one := expected(vector.values[0])[1])}
    assert {"Only chance", "Improving: high", "Getting worse: high", "Getting worse: low"} <= said
    assert assured == {"will consistently meet", "will not reliably meet", "will sometimes meet"}
