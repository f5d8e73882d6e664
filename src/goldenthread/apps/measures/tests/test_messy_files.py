"""Messy scorecards of councils whole through the page and the command: seen, held, recorded as they say."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.actions import record_observation
from goldenthread.apps.measures.models import Measure, Scorecard, Value
from goldenthread.apps.measures.recorded import current_values
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, PeriodKind, parse_period
from tests.make_messy_scorecards import Messy, messy
from tests.make_scorecards import comma_separated

from .test_pages import text_of

pytestmark = pytest.mark.django_db
FILES = {one.name: one for one in messy()}


@pytest.fixture
def browser(sign_in):
    return sign_in(Role.PERFORMANCE_ANALYST)


def bring(browser, content: bytes, name: str, scorecard: str = "Ours") -> str:
    """Choose the file on the page. Returns the address of its load."""
    file = io.BytesIO(content)
    file.name = name
    sent = {"kind": "scorecard", "name": scorecard, "file": file}
    response = browser.post("/loads/new/", sent)
    assert response.status_code == 302, text_of(response)
    return response["Location"]


def preview_of(where: str) -> dict[str, Any]:
    return Load.objects.get(uuid=where.split("/")[2]).preview


def decisions(load: Load) -> dict[str, str]:
    """Every unsure row left out."""
    return {f"row_{number}": "skip" for number, _ in enumerate(load.preview["unsure"])}


def recorded() -> dict[str, dict[str, Decimal]]:
    """The council's figures that hold, by title and period."""
    found: dict[str, dict[str, Decimal]] = {}
    for value in current_values().filter(observation__area="council").select_related("observation__measure"):
        one = value.observation
        period = Period(PeriodKind(one.period_kind), one.starts, one.ends)
        if value.value is not None:
            found.setdefault(one.measure.title, {})[str(period)] = value.value
    return found


def as_told(file: Messy) -> dict[str, dict[str, Decimal]]:
    return {
        title: {at: Decimal(str(value)) for at, value in figures.items() if value is not None}
        for title, figures in file.figures.items()
    }


@pytest.mark.parametrize("name", FILES)
def test_a_messy_file_is_held_on_its_page_and_then_recorded_as_it_stands(name, browser):
    file = FILES[name]
    where = bring(browser, file.content, file.name)
    page = text_of(browser.get(where))
    for place, code in file.faults:
        assert (place in page, code in page) == (True, True), (place, code)
    load = Load.objects.get()
    refused = browser.post(f"{where}accept/", decisions(load))
    assert (refused.status_code, Value.objects.exists()) == (422, False)
    accepted = browser.post(f"{where}accept/", decisions(load) | {"as_they_stand": "on"})
    assert accepted.status_code == 302, text_of(accepted)
    assert recorded() == as_told(file)


@pytest.mark.parametrize("name", FILES)
def test_a_messy_file_is_told_by_the_command_and_held_where_it_is_asked_to(name, tmp_path, capsys):
    file = FILES[name]
    path: Path = tmp_path / file.name
    path.write_bytes(file.content)
    call_command("load_scorecard", str(path), "--scorecard", "Ours", "--dry-run", "--json")
    told = json.loads(capsys.readouterr().out)["problems"]
    faults = [one for one in told if one["level"] == "doubt" or "(ARI-14)" in one["why"]]
    assert {one["cell"] or one["column"] for one in faults} == {place for place, _ in file.faults}
    assert not Load.objects.exists()
    with pytest.raises(SystemExit) as held:
        call_command("load_scorecard", str(path), "--scorecard", "Ours", "--hold")
    assert held.value.code == 2
    assert "/loads/" in capsys.readouterr().err
    assert (Load.objects.get().state, Value.objects.exists()) == (Load.State.READ, False)


HEADINGS = ["Ref", "Measure", "Good is", "Target"]
BEFORE = [
    [*HEADINGS, "Q1 2017-18", "Q2 2017-18", "Q3 2017-18"],
    ["1", "% of visits in time", "High", "85%", "81%", "82%", "84%"],
    ["2", "Number of referrals in quarter", "Low", "", "200", "210", "190"],
    ["3", "Number of plans", "", "", "1,204", "1,188", "1,102"],
]


@pytest.fixture
def three_quarters(browser) -> None:
    where = bring(browser, comma_separated(BEFORE), "q3.csv")
    assert browser.post(f"{where}accept/", {}).status_code == 302


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        (["1", "% of visits in time", "High", "85%", "0.82"], "E2", "ARI-9"),
        (["1", "% of visits in time", "High", "0.85", "83%"], "Target", "ARI-9"),
        (["3", "Number of plans", "", "", "1.150"], "E2", "ARI-24"),
    ],
)
def test_a_figure_alone_in_its_file_is_held_against_those_that_are_recorded(
    row, place, code, three_quarters, browser
):
    where = bring(browser, comma_separated([[*HEADINGS, "Q4 2017-18"], row]), "q4.csv")
    page = text_of(browser.get(where))
    assert code in page
    assert place in page
    refused = browser.post(f"{where}accept/", {})
    assert (refused.status_code, "Look at the figure in doubt" in text_of(refused)) == (422, False)
    assert "Look at the figures in doubt" in text_of(refused)
    assert browser.post(f"{where}accept/", {"as_they_stand": "on"}).status_code == 302


def test_what_only_a_title_makes_doubtful_is_noted_beside_what_is_recorded(three_quarters, browser):
    row = ["2", "Number of referrals in quarter", "Low", "", "590"]
    where = bring(browser, comma_separated([[*HEADINGS, "2017-18"], row]), "year.csv")
    [note] = preview_of(where)["doubts"]
    assert (note["level"], note["cell"], "(ARI-1)" in note["why"]) == ("note", "E2", True)
    assert browser.post(f"{where}accept/", {}).status_code == 302


def test_a_quarter_that_nobody_loaded_is_named_once_for_all_measures(three_quarters, browser):
    rows = [[*row[:4], "205"] for row in BEFORE[2:]]
    grid = [[*HEADINGS, "Q1 2018-19"], ["1", "% of visits in time", "High", "85%", "82%"], *rows[:1]]
    where = bring(browser, comma_separated(grid), "q1.csv")
    [doubt] = preview_of(where)["doubts"]
    assert doubt["column"] == "2017-18 Q4"
    assert "So it is for 1 more" in doubt["why"]


def test_a_sound_quarter_is_taken_without_a_question(three_quarters, browser):
    rows = [["1", "% of visits in time", "High", "85%", "83%"], ["3", "Number of plans", "", "", "1,150"]]
    where = bring(browser, comma_separated([[*HEADINGS, "Q4 2017-18"], *rows]), "q4.csv")
    assert preview_of(where)["doubts"] == []
    assert browser.post(f"{where}accept/", {}).status_code == 302


def test_a_figure_that_came_into_doubt_since_the_file_was_read_is_shown_before_it_is_taken(
    three_quarters, browser, analyst
):
    row = ["1", "% of visits in time", "High", "85%", "0.3%"]
    where = bring(browser, comma_separated([[*HEADINGS, "Q4 2017-18"], row]), "q4.csv")
    assert preview_of(where)["doubts"] == []
    measure, later = Measure.objects.get(reference="1"), Load.objects.latest("read_at").read_at
    for quarter, text in (("2017-18 Q1", "31%"), ("2017-18 Q2", "33%"), ("2017-18 Q3", "30%")):
        entry = Entry(measure, parse_period(quarter), parse_figure(text))
        record_observation(entry, by=analyst, at=later + timedelta(minutes=1))
    refused = browser.post(f"{where}accept/", {})
    assert (refused.status_code, "there is more to look at" in text_of(refused)) == (422, True)
    assert "ARI-9" in text_of(browser.get(where))
    assert browser.post(f"{where}accept/", {"as_they_stand": "on"}).status_code == 302


def test_the_command_records_what_is_in_doubt_as_the_file_says_and_tells_it(tmp_path, capsys):
    path = tmp_path / "q.csv"
    row = ["1", "% of visits in time", "High", "85%", "81%", "0.82", "84%"]
    path.write_bytes(comma_separated([BEFORE[0], row]))
    call_command("load_scorecard", str(path), "--scorecard", "Ours")
    told = capsys.readouterr().out
    assert "1 figure in doubt, recorded as the file says" in told
    assert "row 2, Q2 2017-18 (F2)" in told
    assert recorded()["% of visits in time"]["2017-18 Q2"] == Decimal("0.82")
    assert Scorecard.objects.get().name == "Ours"
