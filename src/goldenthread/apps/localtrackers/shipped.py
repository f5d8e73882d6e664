"""Trackers to start from, for what no national return holds. Limits are proposals, but the law's."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.apps.localtrackers.defined import Column, Counts, Definition, Kind, Timing
from goldenthread.rulebook.clock_model import Service
from goldenthread.rulebook.limits import MONTHS, WORKING_DAYS


def _day(code: str, name: str, *, needed: bool = False) -> Column:
    return Column(code, name, Kind.DAY, needed=needed)


def _choice(code: str, name: str, *choices: str) -> Column:
    return Column(code, name, Kind.CHOICE, choices)


SHIPPED: Mapping[str, Definition] = {
    "pre-proceedings": Definition(
        "Court work and pre-proceedings",
        "Children for whom a letter before proceedings was sent, until they step down or proceedings begin.",
        (
            _day("letter_on", "Letter before proceedings", needed=True), _day("meeting_on", "First meeting"),
            _choice("assessment", "Parenting assessment", "Not needed", "Ordered", "Filed", "Late"),
            _day("ended_on", "Ended"),
            _choice("outcome", "Outcome", "Stepped down", "Proceedings issued", "Child moved to family"),
        ),
        ("Letter sent", "Assessments", "Review meeting", "Ended"),
        Timing("letter_on", "ended_on", 6, MONTHS, warn=42, service=Service.COURT), counts=Counts.OVERDUE,
    ),
    "permanence": Definition(
        "Permanence",
        "Children in care from their first day to the decision on where they will grow up.",
        (
            _day("entered_on", "Entered care", needed=True),
            _day("planning_meeting_on", "Permanence planning meeting"),
            _choice(
                "plan", "Plan", "Return home", "Family or friends", "Special guardianship",
                "Long-term fostering", "Adoption", "Independent living",
            ),
            Column("twin_track", "Twin-tracked", Kind.YES_NO), _day("decided_on", "Plan decided"),
        ),
        ("Planning", "Plan proposed", "Plan decided", "Achieved"),
        Timing("entered_on", "decided_on", 4, MONTHS, warn=28, service=Service.CARE), counts=Counts.IN_TIME,
    ),
    "supervision": Definition(
        "Supervision and development plans",
        "Workers, by their staff number: when supervision is due, and whether a development plan stands.",
        (
            _day("last_on", "Last supervision", needed=True), _day("next_on", "Supervised again"),
            Column("plan", "Development plan in place", Kind.YES_NO), _day("plan_on", "Plan reviewed"),
        ),
        (), Timing("last_on", "next_on", 20, WORKING_DAYS, warn=5, service=Service.FRONT_DOOR),
        counts=Counts.IN_TIME, of_staff=True,
    ),
    "later-in-life-letters": Definition(
        "Later-in-life letters",
        "Adopted children who are owed a letter about their life before, and their life story book.",
        (
            _day("celebrated_on", "Celebration hearing", needed=True), _day("drafted_on", "Drafted"),
            Column("writer", "Written by", Kind.WORKER), _day("given_on", "Given"),
            Column("book", "Life story book given", Kind.YES_NO),
        ),
        ("To write", "Drafted", "With the manager", "Given"),
        Timing("celebrated_on", "given_on", 10, WORKING_DAYS, warn=5, service=Service.COURT),
        counts=Counts.DONE,
    ),
    "health-passports": Definition(
        "Health passports",
        "Young people leaving care who are to have their health history in their own hands.",
        (
            _day("asked_on", "Asked of health", needed=True), _day("received_on", "Received"),
            _day("given_on", "Given to the young person"),
            _choice("how", "How it was given", "In person", "By post", "Declined"),
        ),
        ("Asked", "Received", "Given"),
        Timing("asked_on", "given_on", 30, WORKING_DAYS, warn=10, service=Service.HEALTH),
        counts=Counts.DONE,
    ),
    "without-a-home": Definition(
        "Care leavers without a home",
        "Young people with leaving care services who have nowhere settled to live.",
        (
            _day("since", "Without a home since", needed=True),
            _choice("stays", "Stays now", "With friends", "Night shelter", "Bed and breakfast", "Custody",
                    "Not known"),
            Column("duty", "Housing duty accepted", Kind.YES_NO), _day("settled_on", "Settled"),
        ),
        (), Timing("since", "settled_on", 10, WORKING_DAYS, warn=5, service=Service.LEAVING_CARE),
        counts=Counts.OPEN,
    ),
    "critical-cases": Definition(
        "Critical case reports",
        "Cases that go up to the director, by reference only.",
        (
            _day("reported_on", "Reported", needed=True),
            _choice("why", "Why", "Serious harm", "Death", "Missing", "Exploitation", "Placement breakdown",
                    "Press or court interest", "Other"),
            _day("answered_on", "Answered by the director"), Column("actions", "Actions set", Kind.NUMBER),
        ),
        ("Reported", "Answered", "Closed"),
        Timing("reported_on", "answered_on", 2, WORKING_DAYS, warn=1, service=Service.SAFEGUARDING_PARTNERS),
        counts=Counts.IN_TIME,
    ),
    "return-home-interviews": Definition(
        "Return home interviews",
        "Children who came back after being missing, and when somebody independent spoke with them.",
        (
            Column("returned_at", "Came back", Kind.INSTANT, needed=True),
            Column("offered", "Interview offered", Kind.YES_NO),
            Column("interviewed_at", "Interviewed", Kind.INSTANT),
            _choice("result", "Result", "Interviewed", "Declined", "Not found", "Missing again"),
        ),
        (), Timing("returned_at", "interviewed_at", rulebook="return-home-interview", warn=1),
        counts=Counts.IN_TIME,
    ),
    "private-fostering": Definition(
        "Private fostering visits",
        "Privately fostered children: a row for each visit that is owed, from the one before it.",
        (
            _day("from_day", "Arrangement began or last visit", needed=True), _day("visited_on", "Visited"),
            Column("seen_alone", "Child seen alone", Kind.YES_NO),
        ),
        (), Timing("from_day", "visited_on", rulebook="private-fostering-visit-first-year", warn=7),
        counts=Counts.IN_TIME,
    ),
}  # fmt: skip
"""By key: the definition to start from."""
