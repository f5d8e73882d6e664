"""Pages of trajectories and parts: who may, what they say, what a refused form keeps."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.models import PartOfWhole, TrajectoryVersion
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.trajectories import Said, plan_trajectory
from goldenthread.apps.measures.whole_parts import add_part
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.trajectory import Reading

pytestmark = pytest.mark.django_db

KEEPERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST}
STEPS = "September 2018: Percentage increase of 15%\nJanuary 2019: Percentage increase of 30%"
FORM = {"version": "0", "baseline_period": "May 2018", "baseline": "16%", "steps": STEPS, "reading": "points"}
SAID = Said(
    parse_period("May 2018"),
    "16%",
    (
        (parse_period("September 2018"), "Percentage increase of 15%"),
        (parse_period("January 2019"), "Percentage increase of 30%"),
    ),
    Reading.POINTS,
)


def words(response) -> str:
    text = re.sub(r"<(script|svg|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def at(name: str, measure) -> str:
    return reverse(f"measures:{name}", args=[measure.uuid])


@pytest.fixture
def told(analyst, now):
    return {"by": analyst, "at": now}


@pytest.fixture
def planned(measure, told):
    plan_trajectory(measure, SAID, seen=0, **told)
    for month, figure in (("June 2018", "20%"), ("July 2018", "18%")):
        record_observation(Entry(measure, parse_period(month), parse_figure(figure)), **told)
    return measure


@pytest.fixture
def part(told) -> PartOfWhole:
    whole, health = (define_measure(title, polarity="low", **told) for title in ("Delays", "Delays: health"))
    for one, days in ((whole, "1,361"), (health, "1,362")):
        record_observation(Entry(one, parse_period("March 2018"), parse_figure(days)), **told)
    return add_part(whole, health, split="Responsible body", name="Health", **told)


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_a_plan_and_who_may_change_it(role, sign_in, planned, part):
    browser = sign_in(role)
    for path in (at("planned", planned), at("parts", part.whole)):
        assert browser.get(path).status_code == (200 if role in READERS else 403), path
    for path in (
        at("plan_trajectory", planned), at("withdraw_trajectory", planned), at("add_part", part.whole),
        at("end_part", part),
    ):  # fmt: skip
        assert browser.get(path).status_code == (200 if role in KEEPERS else 403), path
        assert browser.post(path, {"sent": "1"}).status_code == (422 if role in KEEPERS else 403), path


def test_the_page_says_the_verdict_the_gap_both_readings_and_every_version(sign_in, planned):
    answer = sign_in(Role.ELECTED_MEMBER).get(at("planned", planned))
    said = words(answer)
    assert "Cannot tell 3 figures since the baseline: a forecast needs 5 TRAJ-12" in said
    assert "Behind plan July 2018: 18% against 23.5% planned: 5.5 percentage points behind" in said
    assert "at least 31% at least 18.4%" in said
    assert "An officer chose points." in said
    assert "June 2018 19.75% 20% 0.25 points Ahead of plan TRAJ-9" in said
    assert "Planned: 16% in May 2018 to 46% in January 2019." in html.unescape(answer.content.decode())
    assert "Change the trajectory" not in said


def test_the_measures_page_sums_the_plan_up_and_leads_to_it(sign_in, planned):
    browser = sign_in(Role.PERFORMANCE_ANALYST)
    said = words(browser.get(reverse("measures:measure", args=[planned.uuid, "x"])))
    assert "Its trajectory gives the target of each period" in said
    assert "No target is set" not in said
    assert "Behind plan July 2018" in said
    past = browser.get(reverse("measures:measure", args=[planned.uuid, "x"]) + "?known_at=2018-07-01")
    assert "Planned against actual" not in words(past)


def test_a_measure_without_a_trajectory_offers_one_to_who_may_plan_it(sign_in, measure):
    page = reverse("measures:measure", args=[measure.uuid, "x"])
    assert "Plan a trajectory" in words(sign_in(Role.PERFORMANCE_ANALYST).get(page))
    assert "No trajectory is planned" in words(sign_in(Role.AUDITOR).get(at("planned", measure)))
    assert "Plan a trajectory" not in words(sign_in(Role.AUDITOR).get(page))


def test_a_trajectory_is_planned_on_its_page_once_the_reading_is_chosen(sign_in, measure):
    browser = sign_in(Role.IMPROVEMENT_OFFICER)
    path = at("plan_trajectory", measure)
    for reading in ({"reading": ""}, {"reading": "unneeded"}):
        refused = browser.post(path, FORM | reading)
        assert refused.status_code == 422
        assert "at least 31% at least 18.4%" in words(refused)
    shown = browser.post(path, FORM | {"do": "show"})
    assert "at least 31% at least 18.4%" in words(shown)
    assert not TrajectoryVersion.objects.exists()
    done = browser.post(path, FORM, follow=True)
    assert done.redirect_chain[0][0] == at("planned", measure)
    assert "Trajectory, version 1 is recorded." in words(done)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"steps": "September 2018 15%"}, "Steps, line 1: “September 2018 15%” has no period with a colon"),
        ({"steps": f"{STEPS}\nSmarch 2019: 50%"}, "Steps, line 3: 'Smarch 2019' is not a month"),
        ({"steps": "September 2018: many"}, "September 2018: “many” cannot be read"),
        ({"steps": "May 2018: 20%"}, "not after the baseline"),
        ({"baseline_period": "soon"}, "'soon' is not a period"),
        ({"baseline": ""}, "No figure is recorded for May 2018"),
    ],
)
def test_a_refused_form_names_place_value_and_reason_and_keeps_what_was_typed(sign_in, measure, wrong, why):
    refused = sign_in(Role.PERFORMANCE_ANALYST).post(at("plan_trajectory", measure), FORM | wrong)
    assert refused.status_code == 422
    assert why.replace("'", "") in words(refused).replace("'", "").replace("’", "").replace("‘", "")
    typed = html.escape((FORM | wrong)["steps"].splitlines()[-1])
    assert typed in refused.content.decode()


def test_two_who_change_one_trajectory_see_each_other(sign_in, planned, told):
    browser = sign_in(Role.PERFORMANCE_ANALYST)
    path = at("plan_trajectory", planned)
    assert 'value="1"' in browser.get(path).content.decode()
    change = FORM | {"reading": "percent of the baseline", "reason": "The board meant percent"}
    stale = browser.post(path, change | {"version": "0"})
    assert stale.status_code == 422
    assert "Somebody changed this trajectory" in words(stale)
    assert 'name="version" value="1"' in stale.content.decode()
    assert browser.post(path, change | {"version": "1"}).status_code == 302
    assert "The board meant percent" in words(browser.get(at("planned", planned)))


def test_a_trajectory_is_withdrawn_on_its_page(sign_in, planned):
    browser = sign_in(Role.PERFORMANCE_ANALYST)
    done = browser.post(
        at("withdraw_trajectory", planned), {"version": "1", "reason": "One target"}, follow=True
    )
    assert "The trajectory is withdrawn." in words(done)
    page = words(browser.get(at("planned", planned)))
    assert "No trajectory is planned" in page
    assert "Withdrawn" in page


def test_the_plan_as_csv(sign_in, planned):
    answer = sign_in(Role.AUDITOR).get(at("planned", planned) + "?format=csv")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Period,Step,Planned,Actual")
    assert rows[2].startswith("June 2018,no,19.75,20,20%,0.25,ahead,TRAJ-9,")
    assert rows[5].startswith("September 2018,yes,31,,,,,TRAJ-11,")


def test_parts_are_shown_per_day_with_the_finding_and_who_said_so(sign_in, part):
    said = words(sign_in(Role.AUDITOR).get(at("parts", part.whole)))
    assert (
        "March 2018, actual by responsible body: 1,362 = 1,362, 1 more than the whole of 1,361 SPLIT-2"
        in said
    )
    assert "Health Responsible body – 43.94" in said
    assert "performance_analyst" in said
    csv = sign_in(Role.AUDITOR).get(at("parts", part.whole) + "?format=csv").content.decode("utf-8-sig")
    assert "Sum of the parts, actual" in csv


def test_a_part_is_added_and_ended_on_its_pages(sign_in, part, told):
    browser = sign_in(Role.PERFORMANCE_ANALYST)
    care = define_measure("Delays: social care", **told)
    given = {"part": care.pk, "split": "responsible body", "name": "Social care"}
    assert "is a part of" in words(browser.post(at("add_part", part.whole), given, follow=True))
    twice = browser.post(at("add_part", part.whole), given)
    assert (twice.status_code, "already" in words(twice)) == (422, True)
    made = PartOfWhole.objects.get(part=care)
    assert made.split == "Responsible body"
    done = browser.post(at("end_part", made), {"reason": "Counted elsewhere"}, follow=True)
    assert "no longer a part" in words(done)
    assert browser.get(at("end_part", made)).status_code == 404
