"""Trajectories: planned, changed, withdrawn; the targets they give; what was known; what a load offers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.measures.actions import (
    define_measure,
    make_scorecard,
    place_on_scorecard,
    record_observation,
    set_target,
    target_in_force,
)
from goldenthread.apps.measures.choosing import choose_source
from goldenthread.apps.measures.importing import ScorecardImporter
from goldenthread.apps.measures.marks import say_definition_changed
from goldenthread.apps.measures.models import Measure, Target, TrajectoryVersion
from goldenthread.apps.measures.queries import series, target_history
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.target_changes import change_of_target
from goldenthread.apps.measures.trajectories import Said, plan_trajectory, withdraw_trajectory
from goldenthread.apps.measures.trajectory_offers import offered
from goldenthread.apps.measures.trajectory_queries import planned_against_actual, version_standing
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.reading import read_tables
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.trajectory import Reading

pytestmark = pytest.mark.django_db

MAY = parse_period("May 2018")
STEPS = (
    (parse_period("September 2018"), "Percentage increase of 15%"),
    (parse_period("January 2019"), "Percentage increase of 30%"),
    (parse_period("May 2019"), "Percentage increase of 40%"),
)
POINTS = Said(MAY, "16%", STEPS, Reading.POINTS)
PERCENT = Said(MAY, "16%", STEPS, Reading.PERCENT_OF_BASELINE)
FILE = (
    "Measure,Polarity,May 2018,Target September 2018,Target January 2019,Target May 2019\n"
    "Finished within 20 weeks,High is good,16%,Percentage increase of 15%,Percentage increase of 30%,"
    "Percentage increase of 40%\n"
    "Complaints,Low is good,TBC,Percentage decrease of 10%,Percentage decrease of 30%,"
    "Percentage decrease of 50%\n"
    "Finished within 20 weeks,High is good,19%,Percentage increase of 10%,Percentage increase of 30%,\n"
    "Plans issued,High is good,12,,,\n"
)


@pytest.fixture
def told(analyst, now):
    return {"by": analyst, "at": now}


def on(measure, day, **asked) -> str:
    held = target_in_force(measure, day, **asked)
    return held.text if held else ""


def figures(measure, told, *texts, first="June 2018"):
    period = parse_period(first)
    for text in texts:
        record_observation(Entry(measure, period, parse_figure(text)), **told)
        period = period.containing(period.kind, period.end)


def test_a_trajectory_gives_each_period_its_target_in_the_reading_that_was_chosen(measure, told):
    plan_trajectory(measure, POINTS, seen=0, **told)
    assert on(measure, date(2018, 5, 31)) == ""
    assert on(measure, date(2018, 6, 30)) == "19.75%"
    assert on(measure, date(2018, 9, 30)) == "31%"
    assert on(measure, date(2019, 1, 31)) == "46%"
    assert on(measure, date(2019, 5, 31)) == "56%"
    assert on(measure, date(2020, 5, 31)) == "56%"
    june = target_in_force(measure, date(2018, 6, 30))
    assert june.reason == "Trajectory, version 1: on the straight line between two steps (TRAJ-8)"
    assert "read as points: 31%" in target_in_force(measure, date(2018, 9, 30)).reason
    assert Event.objects.get(verb="measures.trajectory_planned").actor == told["by"]


def test_read_as_percent_of_the_baseline_the_same_steps_lead_elsewhere(measure, told):
    plan_trajectory(measure, PERCENT, seen=0, **told)
    assert on(measure, date(2018, 9, 30)) == "18.4%"
    assert on(measure, date(2019, 5, 31)) == "22.4%"
    shown = planned_against_actual(measure)
    assert [str(step.points.target) for step in shown.steps] == [
        "at least 31%",
        "at least 46%",
        "at least 56%",
    ]
    assert shown.readings_differ


def test_nothing_is_planned_until_somebody_chooses_the_reading(measure, told):
    with pytest.raises(Refused) as refused:
        plan_trajectory(measure, Said(MAY, "16%", STEPS), seen=0, **told)
    assert (refused.value.field, refused.value.code) == ("reading", "TRAJ-6")
    assert not Target.objects.exists()
    assert not TrajectoryVersion.objects.exists()


def test_a_figure_is_rated_by_the_plan_of_its_period(measure, told):
    plan_trajectory(measure, POINTS, seen=0, **told)
    figures(measure, told, "20%", "16%", "19%")
    [months] = series(measure)
    # Planned 19.75, 23.5 and 27.25; amber is within 5 points.
    assert [point.target.low for point in months.points] == [
        Decimal("19.75"),
        Decimal("23.5"),
        Decimal("27.25"),
    ]
    assert [point.verdict.rag for point in months.points] == [Rag.GREEN, Rag.RED, Rag.RED]


def test_an_empty_baseline_is_the_figure_recorded_for_its_period(measure, told):
    figures(measure, told, "16%", first="May 2018")
    version = plan_trajectory(measure, Said(MAY, " ", STEPS, Reading.POINTS), seen=0, **told)
    assert (version.baseline, version.baseline_value.text) == ("16%", "16%")
    figures(measure, told, "17%", first="May 2018")
    assert planned_against_actual(measure).baseline_now == "17%"
    with pytest.raises(Refused, match="No figure is recorded for June 2017"):
        plan_trajectory(measure, Said(parse_period("June 2017"), "", STEPS, Reading.POINTS), seen=1, **told)


@pytest.mark.parametrize("baseline", ["TBC", "n/a"])
def test_a_baseline_that_is_not_known_is_kept_and_plans_nothing(measure, told, baseline):
    plan_trajectory(measure, Said(MAY, baseline, STEPS, Reading.POINTS), seen=0, **told)
    shown = planned_against_actual(measure)
    assert shown.cannot_be_planned
    assert not Target.objects.exists()
    assert {step.chosen.code for step in shown.steps} == {"TRAJ-0"}
    assert shown.outlook.code == "TRAJ-17"


def test_a_step_that_needs_no_baseline_is_planned_beside_one_that_does(analyst, now, told):
    staff = define_measure("Staff trained", polarity="high", by=analyst, at=now)
    steps = ((STEPS[0][0], "> 45"), (STEPS[1][0], "Increase of 10"), (STEPS[2][0], "> 90"))
    plan_trajectory(staff, Said(MAY, "n/a", steps), seen=0, **told)
    assert on(staff, date(2018, 8, 31)) == ""
    assert on(staff, date(2018, 9, 30)) == "> 45"
    assert on(staff, date(2019, 5, 31)) == "> 90"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"steps": ()}, "steps", "Enter one step or more"),
        ({"steps": ((MAY, "20%"),)}, "steps", "not after the baseline"),
        ({"steps": (STEPS[0], STEPS[0])}, "steps", "two steps"),
        ({"steps": ((parse_period("2018-19 Q3"), "20%"),)}, "steps", "whole periods"),
        ({"steps": ((STEPS[0][0], "lots"),)}, "steps", "September 2018: “lots” cannot be read"),
        ({"steps": ((parse_period("June 2048"), "20%"),)}, "steps", "120 periods at most"),
        ({"baseline": "plenty"}, "baseline", "“plenty” cannot be read"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_place_and_reason(measure, told, wrong, field, words):
    said = Said(
        **{"baseline_period": MAY, "baseline": "16%", "steps": STEPS, "reading": Reading.POINTS} | wrong
    )
    with pytest.raises(Refused, match=words) as refused:
        plan_trajectory(measure, said, seen=0, **told)
    assert refused.value.field == field
    assert not TrajectoryVersion.objects.exists()


def test_a_change_keeps_the_old_version_and_what_was_known_then(measure, told, now):
    plan_trajectory(measure, POINTS, seen=0, **told)
    later = {"by": told["by"], "at": now + timedelta(days=30)}
    plan_trajectory(measure, PERCENT, seen=1, reason="The board meant percent", **later)
    assert on(measure, date(2018, 9, 30)) == "18.4%"
    assert on(measure, date(2018, 9, 30), known_at=now + timedelta(days=1)) == "31%"
    assert version_standing(measure).number == 2
    assert version_standing(measure, now).number == 1
    september = [row for row in target_history(measure) if row.effective_on == date(2018, 9, 1)]
    assert [row.text for row in september] == ["18.4%", "31%"]  # the first holds, the second is still told
    assert measure.trajectories.count() == 2
    event = Event.objects.filter(verb="measures.trajectory_planned").last()
    assert event.payload.text.count("The board meant percent") == 1


def test_a_planned_target_that_is_changed_once_its_period_is_over_says_so(measure, told, now):
    figures(measure, told, "20%")
    plan_trajectory(measure, POINTS, seen=0, by=told["by"], at=now - timedelta(days=40))
    plan_trajectory(measure, PERCENT, seen=1, reason="The board meant percent", **told)
    change = change_of_target(target_history(measure), measure, date(2018, 6, 30))
    assert change is not None
    assert (change.was, change.code) == ("19.75%", "TGT-1")


def test_the_source_that_the_board_chose_is_what_is_held_against_the_plan(measure, told, now):
    plan_trajectory(measure, POINTS, seen=0, **told)
    june = parse_period("June 2018")
    figures(measure, told, "20%")
    record_observation(Entry(measure, june, parse_figure("17%"), source="health"), **told)
    later = {"by": told["by"], "at": now + timedelta(days=1)}
    choose_source(measure, "health", first=june, reason="The board trusts it", seen=0, **later)
    assert planned_against_actual(measure).latest.cell.text == "17%"
    assert planned_against_actual(measure, known_at=now).latest.cell.text == "20%"


def test_a_change_needs_a_reason_and_a_difference_and_the_version_that_was_seen(measure, told):
    plan_trajectory(measure, POINTS, seen=0, **told)
    with pytest.raises(Refused, match="Say why"):
        plan_trajectory(measure, PERCENT, seen=1, reason=" ", **told)
    with pytest.raises(Refused, match="holds already"):
        plan_trajectory(measure, POINTS, seen=1, reason="Again", **told)
    with pytest.raises(Refused) as refused:
        plan_trajectory(measure, PERCENT, seen=0, reason="Late", **told)
    assert refused.value.code == "stale"
    assert TrajectoryVersion.objects.count() == 1


def test_a_version_that_ends_sooner_or_starts_later_leaves_no_target_of_the_old_one_ahead(measure, told):
    plan_trajectory(measure, POINTS, seen=0, **told)
    said = Said(STEPS[0][0], "25%", ((STEPS[1][0], "37%"),))
    plan_trajectory(measure, said, seen=1, reason="Reset in September", **told)
    assert on(measure, date(2018, 6, 30)) == "19.75%"  # the periods before stay as they were planned
    assert on(measure, date(2018, 9, 30)) == "31%"
    assert on(measure, date(2018, 10, 31)) == "28%"
    assert on(measure, date(2019, 5, 31)) == "37%"


def test_a_withdrawn_trajectory_gives_way_to_the_target_set_without_it(measure, told, now):
    set_target(measure, target_in("50%", measure), effective_on=date(2018, 4, 1), **told)
    plan_trajectory(measure, POINTS, seen=0, **told)
    later = {"by": told["by"], "at": now + timedelta(days=3)}
    withdraw_trajectory(measure, seen=1, reason="One target is enough", **later)
    assert on(measure, date(2018, 9, 30)) == "50%"
    assert on(measure, date(2018, 9, 30), known_at=now) == "31%"
    assert planned_against_actual(measure) is None
    assert planned_against_actual(measure, known_at=now) is not None
    set_target(measure, target_in("60%", measure), effective_on=date(2018, 7, 1), **later)
    assert on(measure, date(2019, 5, 31)) == "60%"
    again = plan_trajectory(measure, PERCENT, seen=2, **later)
    assert (again.number, on(measure, date(2018, 9, 30))) == (3, "18.4%")


def test_a_withdrawal_needs_a_reason_and_a_trajectory(measure, told):
    with pytest.raises(Refused, match="no trajectory"):
        withdraw_trajectory(measure, seen=0, reason="None", **told)
    plan_trajectory(measure, POINTS, seen=0, **told)
    with pytest.raises(Refused, match="Say why"):
        withdraw_trajectory(measure, seen=1, reason=" ", **told)
    with pytest.raises(Refused) as refused:
        withdraw_trajectory(measure, seen=0, reason="Late", **told)
    assert refused.value.code == "stale"


def test_no_target_is_set_by_hand_within_a_trajectory(measure, told):
    plan_trajectory(measure, POINTS, seen=0, **told)
    with pytest.raises(Refused, match="come from its trajectory"):
        set_target(measure, target_in("50%", measure), effective_on=date(2018, 7, 1), **told)
    set_target(measure, target_in("60%", measure), effective_on=date(2019, 9, 1), **told)
    assert on(measure, date(2019, 9, 30)) == "60%"
    set_target(measure, target_in("10%", measure), effective_on=date(2018, 4, 1), **told)
    assert on(measure, date(2018, 5, 31)) == "10%"


def test_the_database_refuses_to_change_a_version_or_a_step(measure, told):
    version = plan_trajectory(measure, POINTS, seen=0, **told)
    for row, change in ((version, {"baseline": "1%"}), (version.steps.first(), {"text": "1%"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()


def test_planned_against_actual_says_the_gap_and_the_forecast(measure, told):
    plan_trajectory(measure, POINTS, seen=0, **told)
    figures(measure, told, "20%", "suppressed", "27.25%", "25%")
    shown = planned_against_actual(measure)
    june, july, august, september = shown.periods[1:5]
    assert (june.against.side, str(june.against.gap)) == ("ahead", "0.25")
    assert (july.against.gap, july.cell.text) == (None, "suppressed")
    assert (august.against.side, september.against.side) == ("on plan", "behind")
    assert [one.is_step for one in shown.periods[1:5]] == [False, False, False, True]
    assert shown.latest is september
    assert (shown.outlook.course, shown.outlook.code) == ("cannot tell", "TRAJ-12")
    figures(measure, told, "26%", "27%", first="October 2018")
    shown = planned_against_actual(measure)
    assert shown.outlook.course == "off course"
    assert shown.outlook.forecast.period == STEPS[2][0]


def test_figures_of_other_sources_periods_units_and_days_do_not_count(measure, told, now):
    plan_trajectory(measure, POINTS, seen=0, **told)
    june, quarter = parse_period("June 2018"), parse_period("2018-19 Q1")
    for period, text, about in (
        (june, "90%", {"source": "health"}), (june, "91%", {"area": "national"}),
        (june, "92%", {"cohort": "boys"}), (quarter, "93%", {}), (parse_period("July 2018"), "9 weeks", {}),
    ):  # fmt: skip
        record_observation(Entry(measure, period, parse_figure(text), **about), **told)
    assert planned_against_actual(measure).latest is None
    figures(measure, told, "16%", first="May 2018")
    assert planned_against_actual(measure).latest is None
    figures(measure, told, "20%", "30%")
    assert planned_against_actual(measure).latest.cell.text == "30%"
    assert planned_against_actual(measure, as_at=date(2018, 6, 30)).latest.cell.text == "20%"
    assert planned_against_actual(measure, known_at=now - timedelta(days=1)) is None


def test_a_change_of_definition_since_the_baseline_is_said(measure, told):
    plan_trajectory(measure, POINTS, seen=0, **told)
    say_definition_changed(measure, day=date(2018, 4, 1), words="Before", **told)
    assert planned_against_actual(measure).redefined is None
    say_definition_changed(measure, day=date(2018, 7, 1), words="Paused cases count", **told)
    assert planned_against_actual(measure).redefined == date(2018, 7, 1)


@pytest.fixture
def loaded(analyst, now):
    """A paper with dated targets, brought in and accepted as the loads room does."""

    def brought(text: str = FILE, name: str = "Statement", at=now) -> Load:
        reading = ScorecardImporter().read(read_tables(text.encode(), "statement.csv"), {}).as_json()
        source, _ = Source.objects.get_or_create(kind="scorecard", name=name)
        file = StoredFile.objects.create(
            sha256=str(at.timestamp()).zfill(64)[:64], size=1, name="statement.csv", media_type="text/csv",
            uploaded_at=at,
        )  # fmt: skip
        load = Load.objects.create(
            source=source, source_name=name, file=file, reading=reading, preview={}, read_at=at,
            read_by=analyst, state=Load.State.ACCEPTED, decided_at=at, decided_by=analyst,
        )  # fmt: skip
        preview = ScorecardImporter().preview(reading, name)
        decisions = {one["key"]: {"as": "new"} for one in preview["unsure"]}
        ScorecardImporter().accept(load, decisions=decisions, by=analyst, at=at, effective_on=at.date())
        return load

    return brought


def called(title: str) -> list[Measure]:
    return list(Measure.objects.filter(title=title).order_by("pk"))


def test_dated_targets_of_a_load_are_offered_with_their_baseline_and_nothing_is_written(loaded):
    load = loaded()
    first, second = called("Finished within 20 weeks")
    offer = offered(first)
    assert (offer.load, offer.said) == (load, Said(MAY, "16%", STEPS))
    assert offered(second).said.baseline == "19%"
    assert len(offered(second).said.steps) == 2
    [complaints] = called("Complaints")
    assert offered(complaints).said.baseline == "TBC"
    [plans] = called("Plans issued")
    assert offered(plans) is None
    assert not TrajectoryVersion.objects.exists()


def test_a_measure_that_no_load_lists_has_no_offer(measure, told, loaded):
    loaded()
    assert offered(measure) is None
    place_on_scorecard(make_scorecard("Another", **told), measure, **told)
    assert offered(measure) is None


def test_a_paper_loaded_again_does_not_take_the_planned_number_away(loaded, told, now):
    paper = "\n".join(FILE.splitlines()[:2])
    loaded(paper)
    [first] = called("Finished within 20 weeks")
    plan_trajectory(first, POINTS, seen=0, **told)
    loaded(paper.replace("May 2018", "July 2018", 1).replace(",16%", ",24%"), at=now + timedelta(days=1))
    assert on(first, date(2018, 7, 31)) == "23.5%"
    assert planned_against_actual(first).latest.cell.text == "24%"
