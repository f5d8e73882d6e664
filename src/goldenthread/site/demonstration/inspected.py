"""What came before the inspection of 2015, and what that of 2018 asks for. Days and words are made up.

That the timeliness of assessments was found wanting in 2011, in 2013 and in 2015 is as published.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.actions import keep
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Framework, Inspection, Recommendation
from goldenthread.apps.inspections.recurring import say_found_before
from goldenthread.apps.interventions.models import NoticeToImprove, Submission
from goldenthread.apps.interventions.notices import (
    issue_notice,
    lift_notice,
    record_adviser_meeting,
    review_notice,
)
from goldenthread.apps.interventions.submissions import submit_version, want_submission
from goldenthread.apps.interventions.visits import announce_visit, expect_inspection

OF_2011, OF_2013 = "Inspection of safeguarding, 2011", "Inspection of the protection of children, 2013"
DEPARTMENT = "Department for Education"


def before(later: Inspection, today: date, at: datetime) -> None:
    """The inspections of 2011 and 2013, and the finding that came back each time."""
    found = Recommendation.objects.get(inspection=later, reference="8")
    chain = [found]
    for name, framework, year, next_year in ((OF_2013, "protection-of-children-2013", 2013, 2015),
                                             (OF_2011, None, 2011, 2013)):  # fmt: skip
        if Inspection.objects.filter(name=name).exists():
            return
        inspection = inspections.record_inspection(
            name, inspectorate="Ofsted", framework=Framework.objects.filter(code=framework).first(),
            published_text=str(year), by=None, at=at,
        )  # fmt: skip
        recommendation = inspections.add_recommendation(
            inspection, reference="1", reference_is_ours=True, title="Assessments are timely",
            theme=found.theme, by=None, at=at,
        )  # fmt: skip
        inspections.make_accountable(
            recommendation, Body.objects.get(name="Children's Improvement Board"), starts=None, by=None, at=at
        )
        assess(
            recommendation, status="no_longer_applicable", assessed_on=date(next_year, 12, 31), today=today,
            assessed_text=str(next_year), reason=f"Found again in {next_year}, and asked for there.",
            by=None, at=at,
        )  # fmt: skip
        say_found_before(
            chain[-1], earlier=recommendation, reason="Both say that assessments take too long.",
            by=None, at=at,
        )  # fmt: skip
        chain.append(recommendation)


def notice(today: date, at: datetime) -> None:
    """The notice of 2013, its adviser, and how it was lifted."""
    inspection = Inspection.objects.get(name=OF_2013)
    if NoticeToImprove.objects.filter(inspection=inspection).exists():
        return
    issued = issue_notice(
        inspection, issued_on=date(2013, 7, 1), issued_by=DEPARTMENT,
        terms="An improvement board with an independent chair, a plan, and a meeting with an adviser every "
        "three months.", today=today, by=None, at=at,
    )  # fmt: skip
    for held_on, notes in (
        (date(2013, 10, 2), "Decisions at the front door are quicker. Assessments still wait for a worker."),
        (date(2014, 1, 8), "Caseloads fell. Supervision is seldom recorded."),
    ):
        record_adviser_meeting(
            issued, held_on=held_on, adviser_role="Improvement adviser", notes=notes, today=today, by=None,
            at=at,
        )  # fmt: skip
    review_notice(
        issued, reviewed_on=date(2014, 7, 2), said="Stays in force: audits find one case in three good.",
        today=today, by=None, at=at,
    )  # fmt: skip
    lift_notice(
        issued, lifted_on=date(2015, 1, 15), lifted_by="The Secretary of State",
        reason="On the adviser's advice, after two good reviews.", today=today, by=None, at=at,
    )  # fmt: skip


def statement(inspection: Inspection, document: Path, today: date, at: datetime) -> None:
    """The written statement of action that the inspection of 2018 calls for, and what follows it."""
    if Submission.objects.filter(inspection=inspection).exists():
        return
    wanted = want_submission(
        inspection, what=Submission.What.WRITTEN_STATEMENT, to_inspectorate=True, to_department=True,
        due_on=date(2018, 8, 3), by=None, at=at,
    )  # fmt: skip
    file = keep(document.read_bytes(), document.name, by=None, at=at, effective_on=date(2018, 7, 13))
    submit_version(
        wanted, submitted_on=date(2018, 7, 13), file=file, note="The first part of two.", seen=0,
        today=today, by=None, at=at,
    )  # fmt: skip
    want_submission(
        inspection, what=Submission.What.PLAN, to_inspectorate=False, to_department=True,
        due_on=date(2018, 9, 28), by=None, at=at,
    )  # fmt: skip
    announce_visit(
        inspection, announced_on=date(2018, 7, 9), starts=date(2018, 10, 16), focus="Plans that are late",
        today=today, by=None, at=at,
    )  # fmt: skip
    expect_inspection(
        inspection, opens_on=date(2019, 9, 1), closes_on=date(2020, 3, 31), unverified=True,
        basis="About 18 months after the statement is approved", by=None, at=at,
    )  # fmt: skip
