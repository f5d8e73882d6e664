"""The parts of a whole: said and ended by a person, planned against actual per day, adding up or not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.measures.actions import define_measure, record_observation, set_target
from goldenthread.apps.measures.models import Measure, PartOfWhole
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.trajectories import Said, plan_trajectory
from goldenthread.apps.measures.whole_parts import add_part, end_part
from goldenthread.apps.measures.whole_parts_queries import parts_of, whole_of, wholes_of
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

from .test_pages import text_of

pytestmark = pytest.mark.django_db

MARCH = parse_period("March 2018")
BODY = "Responsible body"


@pytest.fixture
def told(analyst, now):
    return {"by": analyst, "at": now}


@pytest.fixture
def delays(told) -> dict[str, Measure]:
    """The delayed days of a month: 1,361 against 1,622 planned, by who is responsible."""
    found = {
        name: define_measure(f"Delayed days: {name}", polarity="low", **told)
        for name in ("all", "health", "social care", "both")
    }
    set_target(found["all"], target_in("1,622", found["all"]), effective_on=date(2018, 3, 1), **told)
    for name, days in (("all", "1,361"), ("health", "942"), ("social care", "403"), ("both", "16")):
        record_observation(Entry(found[name], MARCH, parse_figure(days)), **told)
    for name in ("health", "social care", "both"):
        add_part(found["all"], found[name], split=BODY, name=name.capitalize(), **told)
    return found


def test_a_whole_is_held_against_its_plan_per_day_and_its_parts_add_up(delays):
    [march] = whole_of(delays["all"]).periods
    assert round(march.held.whole.planned, 2) == Decimal("52.32")
    assert round(march.held.whole.actual, 2) == Decimal("43.90")
    assert march.held.whole.side == "ahead"
    assert [(part.name, round(held.share, 1)) for part, held, _ in march.parts] == [
        ("Health", Decimal("69.2")), ("Social care", Decimal("29.6")), ("Both", Decimal("1.2")),
    ]  # fmt: skip
    planned, actual = march.held.checks
    assert (planned.code, actual.code) == ("SPLIT-3", "SPLIT-1")
    assert whole_of(delays["all"]).findings == ()


def test_the_page_shows_the_month_of_1622_planned_days_and_1361_actual(delays, sign_in):
    page = text_of(sign_in(Role.BOARD_MEMBER).get(f"/measures/{delays['all'].uuid}/parts/"))
    # 1,622 / 31 = 52.32 and 1,361 / 31 = 43.90 a day; 942 / 1,361 = 69.2%, 403 = 29.6%, 16 = 1.2%.
    assert "The whole – 52.32 43.9 8.42 Ahead of plan TRAJ-9 1,622 1,361 –" in page
    assert "Health Responsible body – 30.39 – No plan for this period TRAJ-11 – 942 69.2%" in page
    assert "Social care Responsible body – 13 – No plan for this period TRAJ-11 – 403 29.6%" in page
    assert "Both Responsible body – 0.52 – No plan for this period TRAJ-11 – 16 1.2%" in page
    assert "Actual, by responsible body: adds up. 942 + 403 + 16 = 1,361, the whole SPLIT-1" in page
    assert "What does not add up" not in page


def test_parts_that_do_not_add_up_are_a_finding_as_far_as_was_known(delays, told, now):
    later = now + timedelta(days=2)
    record_observation(Entry(delays["both"], MARCH, parse_figure("15")), by=told["by"], at=later)
    [(period, check)] = whole_of(delays["all"]).findings
    assert (period, check.code, check.difference) == (MARCH, "SPLIT-2", -1)
    assert whole_of(delays["all"], known_at=now).findings == ()


def test_a_part_is_held_against_its_own_trajectory(delays, told):
    steps = ((parse_period("May 2018"), "Percentage decrease of 10%"),)
    plan_trajectory(delays["health"], Said(MARCH, "", steps), seen=0, **told)
    record_observation(Entry(delays["all"], parse_period("April 2018"), parse_figure("1,200")), **told)
    record_observation(Entry(delays["health"], parse_period("April 2018"), parse_figure("900")), **told)
    april = whole_of(delays["all"]).periods[0]
    _, health, _ = april.parts[0]
    # 942 in March to 847.8 in May is 894.9 in April, over 30 days.
    assert (health.against.planned, health.against.side) == (Decimal("894.9") / 30, "behind")
    assert [check.code for check in april.held.checks] == ["SPLIT-3", "SPLIT-3"]


def test_one_whole_is_split_in_more_than_one_way_and_each_is_checked(delays, told):
    add_part(delays["all"], delays["health"], split="reason", name="Awaiting care", **told)
    whole = whole_of(delays["all"])
    assert whole.splits == (BODY, "reason")
    assert [check.by for _, check in whole.findings] == ["reason"]
    assert wholes_of(delays["health"])[0].whole == delays["all"]


def test_an_amount_below_0_is_said_and_nothing_is_added_up(delays, told, now):
    record_observation(Entry(delays["both"], MARCH, parse_figure("-16")), by=told["by"], at=now)
    [march] = whole_of(delays["all"]).periods
    assert march.held is None
    assert "Both" in march.problem


def test_adding_a_part_is_on_the_trail(delays):
    assert Event.objects.filter(verb="measures.part_added").count() == 3


@pytest.mark.parametrize(
    ("part", "split", "name", "field"),
    [
        ("all", BODY, "All", "part"),
        ("health", "responsible  BODY", "Hospital", "part"),
        ("other", BODY, "HEALTH", "name"),
        ("other", " ", "Other", "split"),
        ("other", BODY, " ", "name"),
        ("weeks", BODY, "Weeks", "part"),
    ],
)
def test_what_cannot_be_a_part_is_refused(delays, told, part, split, name, field):
    delays["other"] = define_measure("Delayed days: other", **told)
    delays["weeks"] = define_measure("Delays in weeks", unit="weeks", **told)
    with pytest.raises(Refused) as refused:
        add_part(delays["all"], delays[part], split=split, name=name, **told)
    assert refused.value.field == field
    assert PartOfWhole.objects.count() == 3


def test_a_percentage_has_no_parts_and_no_whole_is_within_its_own_parts(delays, told, measure):
    with pytest.raises(Refused, match="in percent"):
        add_part(measure, delays["health"], split=BODY, name="Health", **told)
    ward = define_measure("Delayed days: ward", **told)
    add_part(delays["health"], ward, split="Ward", name="Ward 1", **told)
    with pytest.raises(Refused, match="is a part of"):
        add_part(ward, delays["all"], split="Ward", name="All", **told)


def test_a_part_ends_and_what_was_said_before_stays_known(delays, told, now):
    part = parts_of(delays["all"])[2]
    end_part(part, reason="Counted with health now", by=told["by"], at=now + timedelta(days=1))
    assert [one.name for one in parts_of(delays["all"])] == ["Health", "Social care"]
    assert len(parts_of(delays["all"], now)) == 3
    assert Event.objects.get(verb="measures.part_ended").actor == told["by"]
    add_part(delays["all"], delays["both"], split=BODY, name="Both", **told)


def test_a_part_ends_once_and_with_a_reason(delays, told):
    part = parts_of(delays["all"])[0]
    with pytest.raises(Refused, match="Say why"):
        end_part(part, reason=" ", **told)
    end_part(part, reason="No longer", **told)
    with pytest.raises(Refused) as refused:
        end_part(part, reason="Again", **told)
    assert refused.value.code == "stale"


def test_the_database_keeps_what_was_said_and_refuses_a_measure_that_is_its_own_part(delays, told):
    part = parts_of(delays["all"])[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        PartOfWhole.objects.filter(pk=part.pk).update(name="Hospital")
    with pytest.raises(DatabaseError), transaction.atomic():
        PartOfWhole.objects.filter(pk=part.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartOfWhole.objects.create(
            whole=part.whole, part=part.whole, split="A", name="B", recorded_at=told["at"]
        )


def test_a_page_of_a_whole_asks_as_often_for_two_parts_as_for_three(delays, django_assert_num_queries, told):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as three:
        whole_of(delays["all"])
    end_part(parts_of(delays["all"])[0], reason="Fewer", **told)
    with django_assert_num_queries(len(three)):
        whole_of(delays["all"])
