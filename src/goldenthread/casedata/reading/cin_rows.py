"""One child of the census as rows of texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goldenthread.casedata.reading.cin_elements import (
    ASSESSMENT,
    CASE,
    CHILD,
    DISABILITIES,
    ELEMENTS,
    ENQUIRY,
    NEED_PLAN,
    NO_DISABILITY,
    PROTECTION_PLAN,
    REVIEW,
    Element,
)
from goldenthread.casedata.reading.xml_records import LINE, Record, groups, text, texts
from goldenthread.casedata.tables import TABLES

Row = tuple[Element, int, list[str]]
"""The element, the line on which it begins, and the text of each of its columns, in their order."""
NINE_WEEKS = timedelta(weeks=9)  # 45 working days
TRUE = ("1", "true")
# Where in a row of each element stands the day on which it grows old. A case that ended at once has one too.
_UNTIL = {
    element.name: list(element.columns).index(TABLES[element.tables[-1]].until)
    for element in ELEMENTS
    if element is not CHILD
}


def number_of(child: Record) -> str:
    """The council's own number for a child, as it stands."""
    return next((text(one, "LAchildID") for one in groups(child, "ChildIdentifiers")), "")


def rows_of(child: Record, since: date) -> Iterator[Row]:
    """Every row that a `Child` gives; the child itself first. `since` is the first day of the year."""
    who = next(iter(groups(child, "ChildIdentifiers")), Record())
    what = next(iter(groups(child, "ChildCharacteristics")), Record())
    disabled = _disabled(what)
    rows = [row for case in groups(child, "CINdetails") for row in _of_case(case, disabled, since)]
    yield (
        CHILD,
        child[LINE],
        [
            text(who, "PersonBirthDate"),
            text(who, "Sex") or text(who, "GenderCurrent"),
            text(what, "Ethnicity"),
            disabled,
            _seen_until(rows),
        ],
    )
    yield from rows


def _seen_until(rows: list[Row]) -> str:
    """The last day on which one of a child's rows grows old; "" while one is open."""
    days = [texts[_UNTIL[element.name]] for element, _, texts in rows]
    return max(days) if days and all(days) else ""


def _of_case(case: Record, disabled: str, since: date) -> Iterator[Row]:
    referred = text(case, "CINreferralDate")
    leaves = ("ReferralSource", "ReferralNFA", "CINclosureDate", "PrimaryNeedCode", "ReasonForClosure")
    yield CASE, case[LINE], [referred, *(text(case, leaf) for leaf in leaves)]
    assessments = groups(case, "Assessments")
    first = min((text(one, "AssessmentActualStartDate") for one in assessments), default="")
    for one in assessments:
        started, authorised = (text(one, f"Assessment{day}Date") for day in ("ActualStart", "Authorisation"))
        later = started != first or _earlier_is_elsewhere(referred, started, since)
        yield ASSESSMENT, one[LINE], [started if later else referred, started, authorised, disabled]
    for one in groups(case, "CINPlanDates"):
        yield NEED_PLAN, one[LINE], [text(one, "CINPlanStartDate"), text(one, "CINPlanEndDate")]
    enquiries = groups(case, "Section47")
    held = conferences(case, enquiries)
    for one, conference in zip(enquiries, held, strict=True):
        started, target = text(one, "S47ActualStartDate"), text(one, "InitialCPCtarget")
        yield ENQUIRY, one[LINE], [started, target, conference, text(one, "ICPCnotRequired")]
    all_held = {*held, text(case, "DateOfInitialCPC")} - {""}
    for one in groups(case, "ChildProtectionPlans"):
        yield from _of_plan(one, all_held)


def _earlier_is_elsewhere(referred: str, started: str, since: date) -> bool:
    """Whether a case's first assessment here is a later one of the case: the clock then starts at its start.

    A census has the assessments of its year only. Of a case referred in that year the first one here is the
    first; of an older case, one that began so long after the referral that another must have come before.
    """
    try:
        asked, began = date.fromisoformat(referred), date.fromisoformat(started)
    except ValueError:
        return False
    return asked < since and began - asked > NINE_WEEKS


def _of_plan(plan: Record, conferences: set[str]) -> Iterator[Row]:
    """The conference that made a plan is the last one on or before the day on which it starts."""
    started = text(plan, "CPPstartDate")
    made = max((day for day in conferences if day <= started), default="")
    reviews = [(part[LINE], day) for part in groups(plan, "Reviews") for day in texts(part, "CPPreviewDate")]
    leaves = ("InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP")
    yield PROTECTION_PLAN, plan[LINE], [
        started,
        text(plan, "CPPendDate"),
        made,
        *(text(plan, leaf) for leaf in leaves),
        max((day for _, day in reviews), default=""),
    ]  # fmt: skip
    for line, day in reviews:
        yield REVIEW, line, [started, day]


def conferences(case: Record, enquiries: list[Record]) -> list[str]:
    """The day of the conference after each enquiry, in their order.

    A conference may stand with its enquiry or with the case. One that stands with the case alone belongs to
    the last enquiry that began by its day, has no conference of its own, and needed one.
    """
    held = [text(one, "DateOfInitialCPC") for one in enquiries]
    of_case = text(case, "DateOfInitialCPC")
    if of_case and of_case not in held:
        open_to_it = [
            (text(one, "S47ActualStartDate"), place)
            for place, one in enumerate(enquiries)
            if not held[place]
            and "" < text(one, "S47ActualStartDate") <= of_case
            and text(one, "ICPCnotRequired").lower() not in TRUE
        ]
        if open_to_it:
            held[max(open_to_it)[1]] = of_case
    return held


def _disabled(what: Record) -> str:
    """1 with a disability, 0 with none, nothing where nothing is said; an unknown code as it stands."""
    codes = [
        code.strip().upper() for part in groups(what, "Disabilities") for code in texts(part, "Disability")
    ]
    said = [code for code in codes if code]
    if any(code in DISABILITIES for code in said):
        return "1"
    strange = [code for code in said if code != NO_DISABILITY]
    return strange[0] if strange else ("0" if said else "")
