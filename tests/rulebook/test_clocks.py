"""Each clock at its boundary, and each state of a clock at its own."""

from datetime import date, datetime, timedelta

import pytest

from goldenthread.rulebook.breaches import REASONS, reasons_for
from goldenthread.rulebook.clock_model import birthday
from goldenthread.rulebook.clocks import (
    CLOCKS,
    NoSuchException,
    State,
    UnknownClock,
    find,
    state,
    tally,
)
from goldenthread.rulebook.clocks_care import visit_due
from goldenthread.rulebook.limits import HOURS

at = datetime.fromisoformat
EXAMPLES = [
    pytest.param(clock, start, last, id=f"{name} from {start}")
    for name, clock in CLOCKS.items()
    for start, last in clock.examples
]


@pytest.mark.boundary(
    "CLK-30",
    "CLK-31",
    "CLK-32",
    "CLK-33",
    "CLK-34",
    "CLK-35",
    "CLK-36",
    "CLK-37",
    "CLK-38",
    "CLK-39",
    "CLK-40",
    "CLK-41",
    "CLK-42",
    "CLK-43",
    "CLK-44",
    "CLK-45",
    "CLK-46",
    "CLK-50",
    "CLK-51",
    "CLK-52",
    "CLK-53",
    "CLK-54",
    "CLK-55",
    "CLK-56",
    "CLK-57",
    "CLK-58",
    "CLK-59",
    "CLK-60",
    "CLK-61",
    "CLK-62",
    "CLK-63",
    "CLK-64",
    "CLK-65",
    "CLK-66",
    "CLK-67",
    "CLK-68",
    "CLK-70",
    "CLK-71",
    "CLK-72",
    "CLK-73",
    "CLK-74",
    "CLK-75",
    "CLK-76",
    "CLK-77",
    "CLK-78",
    "CLK-79",
    "CLK-80",
    "CLK-81",
    "CLK-82",
    "CLK-83",
    "CLK-84",
    "CLK-85",
    "CLK-86",
    "CLK-87",
    "CLK-88",
    "CLK-89",
    "CLK-90",
    "CLK-91",
    "CLK-92",
    "CLK-93",
    "CLK-94",
    "CLK-95",
    "CLK-96",
    "CLK-97",
    "CLK-98",
    "CLK-99",
    "CLK-100",
    "CLK-101",
    "CLK-102",
    "CLK-103",
    "CLK-104",
    "CLK-105",
    "CLK-106",
    "CLK-107",
    "CLK-108",
)
@pytest.mark.parametrize(("clock", "start", "last"), EXAMPLES)
def test_the_deadline_s_own_day_is_in_time_and_the_next_is_not(clock, start, last):
    born = date(start.year - 10, 1, 1)
    if clock.limits[-1].unit is HOURS:
        start, last = at(f"{start}T12:00"), at(f"{last}T12:00")
    in_time, late = (
        state(clock, start, day, date(2030, 1, 1), born=born) for day in (last, last + timedelta(1))
    )
    assert (in_time.state, in_time.deadline) == (State.MET, last)
    assert (late.state, late.deadline) == (State.MISSED, last)
    assert in_time.limit is not None
    assert in_time.limit.basis


NAMES_OF_THE_FIELD = """
    contact-decision early-help-decision referral-decision assessment icpc core-group cp-first-review
    cp-later-review cla-first-review cla-second-review cla-later-review initial-health-assessment
    review-health-assessment return-home-interview private-fostering-visit pathway-plan-review ehc-6-weeks
    ehc-advice ehc-16-weeks ehc-draft-comment ehc-20-weeks ehc-annual-review ehc-review-decision ehc-amendment
"""


def test_the_clocks_have_the_names_that_people_ask_for():
    assert set(NAMES_OF_THE_FIELD.split()) <= set(CLOCKS)
    assert find(" EHC_20_weeks ") is CLOCKS["ehc-20-weeks"]
    with pytest.raises(UnknownClock, match="assessment"):
        find("asessment")


def standing(name, start, stop=None, as_at="2018-12-31", **more):
    dates = [date.fromisoformat(text) if text else None for text in (start, stop, as_at)]
    return state(CLOCKS[name], *dates, **more)


@pytest.mark.boundary("CLK-10", "CLK-11")
@pytest.mark.parametrize(
    ("stop", "found", "code"), [("2018-07-10", "met", "CLK-10"), ("2018-07-11", "missed", "CLK-11")]
)
def test_stopped_on_the_deadline_is_met_and_a_day_later_missed(stop, found, code):
    asked = standing("assessment", "2018-05-04", stop)
    assert (asked.state, asked.code, asked.days_left) == (found, code, None)


@pytest.mark.boundary("CLK-12", "CLK-13", "CLK-14")
@pytest.mark.parametrize(
    ("name", "start", "as_at", "found", "left", "working"),
    [
        ("assessment", "2018-05-04", "2018-06-25", "running", 15, 11),
        ("assessment", "2018-05-04", "2018-06-26", "due soon", 14, 10),
        ("assessment", "2018-05-04", "2018-07-10", "due soon", 0, 0),
        ("assessment", "2018-05-04", "2018-07-11", "overdue", -1, -1),
        ("ehc-20-weeks", "2018-01-11", "2018-05-02", "running", 29, None),
        ("ehc-20-weeks", "2018-01-11", "2018-05-03", "due soon", 28, None),
        ("referral-decision", "2018-05-04", "2018-05-05", "running", 3, 1),
    ],
)
def test_an_open_case_runs_is_due_soon_or_overdue(name, start, as_at, found, left, working):
    asked = standing(name, start, as_at=as_at)
    assert (asked.state, asked.days_left, asked.working_days_left) == (found, left, working)


def test_what_stops_after_the_day_asked_about_is_open_on_it():
    assert standing("assessment", "2018-05-04", "2018-05-30", as_at="2018-05-29").state == State.RUNNING


@pytest.mark.boundary("CLK-3")
@pytest.mark.parametrize(
    ("stop", "found"),
    [
        (date(2018, 3, 4), State.MET),
        (date(2018, 3, 5), State.NOT_COMPUTABLE),
        (date(2018, 3, 6), State.MISSED),
    ],
)
def test_without_a_time_of_day_the_deadline_s_day_decides_nothing(stop, found):
    interview = CLOCKS["return-home-interview"]
    assert state(interview, date(2018, 3, 2), stop, date(2018, 4, 1)).state == found
    assert state(interview, at("2018-03-02T22:15"), stop, date(2018, 4, 1)).state == found


def test_hours_are_judged_to_the_minute():
    interview, back = CLOCKS["return-home-interview"], at("2018-03-02T22:15")
    for minute, stopped, running in ((15, State.MET, State.DUE_SOON), (16, State.MISSED, State.OVERDUE)):
        when = at(f"2018-03-05T22:{minute}")
        assert state(interview, back, when, date(2018, 4, 1)).state == stopped
        assert state(interview, back, None, when).state == running
    assert state(interview, back, None, at("2018-03-05T22:16")).days_left == -1


@pytest.mark.boundary("CLK-15")
def test_an_exception_lets_the_limit_go_and_moves_no_deadline():
    found = [
        standing("ehc-20-weeks", "2018-01-11", stop, as_at=as_at, exception="school-closed")
        for stop, as_at in (("2018-05-31", "2018-12-31"), ("2018-06-01", "2018-12-31"), (None, "2018-06-01"),
                            (None, "2018-05-31"))
    ]  # fmt: skip
    assert [each.state for each in found] == ["met", "excepted", "excepted", "due soon"]
    assert {each.deadline for each in found} == {date(2018, 5, 31)}
    with pytest.raises(NoSuchException, match="permits no exception"):
        standing("referral-decision", "2018-01-11", exception="school-closed")
    with pytest.raises(NoSuchException, match="It permits: school-closed"):
        standing("ehc-20-weeks", "2018-01-11", exception="easter")


@pytest.mark.boundary("CLK-16")
@pytest.mark.parametrize(
    ("name", "start", "stop", "found", "why"),
    [
        ("assessment", None, None, "not computable", "its start is missing"),
        ("assessment", "2018-05-04", "2018-05-04", "met", None),
        ("assessment", "2018-05-04", "2018-05-03", "not computable", "before it started"),
        ("assessment", "1999-05-04", None, "not computable", "before 1 April 2000"),
        ("initial-assessment", "2018-05-04", None, "not computable", "no limit"),
        ("review-health-assessment", "2018-05-04", None, "not computable", "birth date"),
        ("care-plan", "2018-05-04", "2017-05-04", "met", None),
        ("initial-health-assessment", "2018-05-04", "2018-02-04", "met", None),
        ("initial-health-assessment", "2018-05-04", "2018-02-03", "not computable", "before it started"),
        ("ehc-review-notice", "2018-03-15", "2018-02-01", "met", None),
    ],
)
def test_what_cannot_be_computed_says_why(name, start, stop, found, why):
    asked = standing(name, start, stop)
    assert asked.state == found
    assert (why is None) or why in asked.why


@pytest.mark.boundary("CLK-6")
@pytest.mark.parametrize(
    ("born", "last"), [("2013-09-02", date(2018, 9, 1)), ("2013-09-01", date(2019, 3, 1))]
)
def test_the_age_on_the_shorter_deadline_decides(born, last):
    asked = standing("review-health-assessment", "2018-03-01", born=date.fromisoformat(born))
    assert asked.deadline == last


@pytest.mark.boundary("CLK-7")
def test_a_birthday_of_29_february_is_1_march_in_other_years():
    assert birthday(date(2012, 2, 29), 5) == date(2017, 3, 1)
    assert birthday(date(2012, 2, 28), 5) == date(2017, 2, 28)
    assert birthday(date(2012, 2, 29), 8) == date(2020, 2, 29)


@pytest.mark.boundary("CLK-8")
@pytest.mark.parametrize(
    ("visited", "until_18", "name"),
    [
        (None, True, "cla-first-visit"),
        (date(2018, 2, 28), True, "cla-visit"),
        (date(2018, 3, 1), True, "cla-visit-settled"),
        (date(2018, 3, 1), False, "cla-visit"),
    ],
)
def test_the_stage_of_a_placement_says_which_visit_is_due(visited, until_18, name):
    assert visit_due(date(2017, 3, 1), visited, until_18=until_18).name == name


@pytest.mark.boundary("CLK-17")
def test_in_time_is_told_with_and_without_exceptions():
    found = tally([State.MET] * 2 + [State.MISSED, State.EXCEPTED, State.OVERDUE, State.NOT_COMPUTABLE]
                  + [State.RUNNING] * 2 + [State.DUE_SOON])  # fmt: skip
    assert (found.in_time, found.in_time_without_exceptions) == ((2, 5), (2, 4))
    assert (found.running, found.not_computable) == (3, 1)


def test_every_clock_has_reasons_for_a_breach_and_says_whose_delay_each_is():
    assert all(len(reasons_for(clock)) >= 5 for clock in CLOCKS.values())
    offered = {reason.code for reason in reasons_for(CLOCKS["initial-health-assessment"])}
    assert {
        "late-notification",
        "clinic-capacity",
        "carer-cancelled",
        "not-brought",
        "placement-moved",
    } <= offered
    assert "psychologist-capacity" in {reason.code for reason in reasons_for(CLOCKS["ehc-advice"])}
    assert all(reason.whose for reason in REASONS.values())


def test_only_local_clocks_lack_a_law_and_hours_are_counted_for_one_clock():
    assert {clock.name for clock in CLOCKS.values() if clock.local} == {
        "contact-decision", "early-help-decision", "cp-visit", "health-assessment-request", "pep-initiated"
    }  # fmt: skip
    assert [clock.name for clock in CLOCKS.values() if clock.limits[-1].unit is HOURS] == [
        "return-home-interview"
    ]
