"""Self-assessments of the demonstration: 2016 and 2017 frozen, 2018 in writing.

The words are made up for the demonstration, from the verdicts and figures of the papers. They go in through
the actions that a user has, as roles and not as people; 2016 and 2017 are put in afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.carryover.arranging import arrange_monitoring
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.actions import link_to_recommendation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.actions import post_called
from goldenthread.apps.people.models import Organisation, Person, Post, Role
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.selfassessment.assigning import Assigned, assign
from goldenthread.apps.selfassessment.composing import reading_of
from goldenthread.apps.selfassessment.freezing import freeze
from goldenthread.apps.selfassessment.models import Answer, Part, SelfAssessment
from goldenthread.apps.selfassessment.queries import headings_of, parts_of, words_of
from goldenthread.apps.selfassessment.reviewing import review
from goldenthread.apps.selfassessment.starting import start
from goldenthread.apps.selfassessment.verdicts import Says, propose
from goldenthread.apps.selfassessment.writing import hand_in, save, still_holds
from goldenthread.site.demonstration.files import rows
from goldenthread.site.demonstration.people import COUNCIL

DAYS = {"2016": date(2016, 7, 31), "2017": date(2017, 8, 31), "2018": date(2018, 7, 16)}
DUE = date(2018, 7, 31)
# Who writes what in 2018, so that somebody has written and somebody has not.
WRITERS = {
    "Head of Service: Safeguarding": ("2", "5", "6", "7", "8", "9", "10"),
    "Head of Service: Early Help": ("4",),
    "Head of Service: Cared for Children": ("1", "11", "12", "13", "17"),
    "Head of Service: SEND and Inclusion": ("14", "15", "16"),
}
# What shows a recommendation beside the scorecard's measures: repeated audits of the papers.
SHOWN_BY = {
    "5": ("Strategy discussions with an agency other than the police: share of cases",),
    "6": ("Quality of case recording (CIN/CP): share of cases",),
}
# How what was left in 2017 is watched: through whom, and what is planned.
MONITORED = {
    "4": (
        "Health and Wellbeing Board",
        "Decision times each month",
        "Fill both posts; measure the first visit",
    ),
    "5": (
        "Local Safeguarding Children Board",
        "Audit in November 2017",
        "A rota of schools for the holidays",
    ),
    "7": (
        "Local Safeguarding Children Board",
        "Audit of declined interviews",
        "A second offer within two days",
    ),
    "8": (
        "Children and Families Overview and Scrutiny Committee",
        "Case audit, moderated",
        "Ten a month moderated",
    ),
    "9": (
        "Children and Families Overview and Scrutiny Committee",
        "Quarterly audit of plans",
        "Standards taught",
    ),
    "12": ("Corporate Parenting Committee", "Late assessments with their reason", "Clinics by demand"),
    "16": ("Health and Wellbeing Board", "Families’ answers", "Decide on the model for conferences"),
}
RETURNED = "Say what carers told us, not only how many answered."


@dataclass(frozen=True)
class Writing:
    """Who writes and who reviews, and when it is put in."""

    officer: Person
    director: Person
    at: datetime
    today: date


@transaction.atomic
def documents(tables: Path, plan: Plan, by: Mapping[Role, Person], today: date, at: datetime) -> None:
    """The three self-assessments, unless they stand already: all of them or none."""
    if SelfAssessment.objects.filter(plan=plan).exists():
        return
    _link_audits(plan, at)
    _arrange(plan, today, at)
    writing = Writing(by[Role.IMPROVEMENT_OFFICER], by[Role.DIRECTOR], at, today)
    said: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows(tables / "self_assessments.csv"):
        said.setdefault(row["year"], {}).setdefault(row["part"], {})[row["heading"]] = row["text"]
    last = None
    for year in ("2016", "2017"):
        last = start(
            plan, title=f"Self-assessment {year}", as_at=DAYS[year], previous=last, by=writing.officer, at=at
        )
        _assign(last, writing)
        _write_all(last, said[year], writing)
        freeze(last, by=writing.officer, at=at, today=today)
    _begin_2018(plan, last, said["2018"], writing)


def _link_audits(plan: Plan, at: datetime) -> None:
    for reference, titles in SHOWN_BY.items():
        asked = Recommendation.objects.get(inspection__plans=plan, reference=reference)
        for measure in Measure.objects.filter(title__in=titles):
            link_to_recommendation(measure, asked, by=None, at=at)


def _arrange(plan: Plan, today: date, at: datetime) -> None:
    bodies = {body.name: body for body in Body.objects.all()}
    for reference, (through, supported_by, planned) in MONITORED.items():
        asked = Recommendation.objects.get(inspection__plans=plan, reference=reference)
        arrange_monitoring(
            asked, effective_on=DAYS["2017"], through=[bodies[through]], supported_by=supported_by,
            planned_actions=planned, seen=asked.monitoring_arrangements.count(), today=today, by=None, at=at,
        )  # fmt: skip


def _name(part: Part) -> str:
    """What the file calls a part."""
    return part.recommendation.reference if part.recommendation else part.key


def _assign(document: SelfAssessment, writing: Writing) -> None:
    organisation = Organisation.objects.get(name=COUNCIL)
    parts = {_name(part): part for part in parts_of(document)}
    for title, references in WRITERS.items():
        found = [parts[reference] for reference in references if reference in parts]
        says = Assigned(writer=_post(title, organisation))
        assign(document, found, says, by=writing.officer, at=writing.at)


def _post(title: str, organisation: Organisation) -> Post:
    return Post.objects.filter(title=title).first() or post_called(title, organisation)


def _write_all(document: SelfAssessment, said: Mapping[str, Mapping[str, str]], writing: Writing) -> None:
    """Each part written, handed in and approved; what the file does not say anew still holds."""
    for part in parts_of(document):
        says = dict(said.get(_name(part), {}))
        part = save(part, says, version=part.version, by=writing.officer, at=writing.at)
        part = _keep_the_rest(part, writing)
        part = hand_in(part, unknown=(), by=writing.officer, at=writing.at)
        review(
            part, Answer.APPROVED, version=part.version, by=writing.director, at=writing.at,
            today=writing.today,
        )  # fmt: skip


def _keep_the_rest(part: Part, writing: Writing) -> Part:
    words = words_of([part]).get(part.pk, {})
    last = [one.key for one in headings_of(part) if words[one.key].from_last_year and words[one.key].text]
    if not last:
        return part
    return still_holds(part, last, version=part.version, by=writing.officer, at=writing.at)


def _begin_2018(
    plan: Plan, last: SelfAssessment | None, said: Mapping[str, Mapping[str, str]], writing: Writing
) -> None:
    """This year's: one part reviewed, one handed in with a verdict, one returned, the rest to be written."""
    document = start(
        plan, title="Self-assessment 2018", as_at=DAYS["2018"], previous=last, due_on=DUE,
        by=writing.officer, at=writing.at,
    )  # fmt: skip
    parts = {_name(part): part for part in parts_of(document)}
    five = save(parts["5"], said["5"], version=1, by=writing.officer, at=writing.at)
    propose(five, [Says(None, "partly_met", reason="Three audits in a row; not in the holidays.")],
            version=five.version, by=writing.officer, at=writing.at)  # fmt: skip
    unknown = reading_of(document, writing.today).unknown(five)
    hand_in(five, unknown=unknown, by=writing.officer, at=writing.at)
    eleven = save(parts["11"], said["11"], version=1, by=writing.officer, at=writing.at)
    eleven = _keep_the_rest(eleven, writing)
    eleven = hand_in(eleven, unknown=(), by=writing.officer, at=writing.at)
    review(eleven, Answer.RETURNED, words=RETURNED, version=eleven.version, by=writing.director,
           at=writing.at, today=writing.today)  # fmt: skip
    seventeen = _keep_the_rest(parts["17"], writing)
    seventeen = hand_in(seventeen, unknown=(), by=writing.officer, at=writing.at)
    review(seventeen, Answer.APPROVED, version=seventeen.version, by=writing.director, at=writing.at,
           today=writing.today)  # fmt: skip
