"""The children in need census, element by element: which leaf goes to which column, and of which kind.

Source: CIN census XML schemas of 2017 to 2026, as published code defines them. `GenderCurrent` became `Sex`
in 2024; plans of children in need came in 2022.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NUMBER, BIRTH, DAY, YES_NO, WHOLE = "number", "birth", "day", "yes_no", "whole"
DAY_AHEAD = "day ahead"  # one that may lie after the census
# What another row of the same child has already: problems with it are told there, and once.
DAY_AGAIN, YES_NO_AGAIN = "day again", "yes_no again"


@dataclass(frozen=True)
class Element:
    """An element of the census that rows come from. `columns` maps a column to its leaf and its kind.

    `always` are the columns whose leaf every such element has to have; `start` is the one it begins with.
    """

    name: str
    tables: tuple[str, ...]
    start: str
    columns: Mapping[str, tuple[str, str]]
    always: tuple[str, ...] = ()


CHILD = Element(
    "Child", ("children",), "",
    {
        "born": ("PersonBirthDate", BIRTH),
        "sex": ("Sex", "code:sex"),
        "ethnicity": ("Ethnicity", "code:ethnicity"),
        "disabled": ("Disability", YES_NO),
        "seen_until": ("CINclosureDate", DAY_AGAIN),
    },
    ("sex", "ethnicity"),
)  # fmt: skip
CASE = Element(
    "CINdetails", ("referrals", "need"), "referred",
    {
        "referred": ("CINreferralDate", DAY),
        "source_of_referral": ("ReferralSource", "code:source"),
        "no_further_action": ("ReferralNFA", YES_NO),
        "ended": ("CINclosureDate", DAY),
        "primary_need": ("PrimaryNeedCode", "code:need"),
        "reason_ended": ("ReasonForClosure", "code:closure"),
    },
    ("source_of_referral", "no_further_action"),
)  # fmt: skip
ASSESSMENT = Element(
    "Assessments", ("assessments",), "started",
    {
        "referred": ("CINreferralDate", DAY_AGAIN),
        "started": ("AssessmentActualStartDate", DAY),
        "authorised": ("AssessmentAuthorisationDate", DAY),
        "disabled": ("Disability", YES_NO_AGAIN),
    },
)  # fmt: skip
ENQUIRY = Element(
    "Section47", ("section_47",), "started",
    {
        "started": ("S47ActualStartDate", DAY),
        "target": ("InitialCPCtarget", DAY_AHEAD),
        "conference": ("DateOfInitialCPC", DAY),
        "conference_not_needed": ("ICPCnotRequired", YES_NO),
    },
)  # fmt: skip
NEED_PLAN = Element(
    "CINPlanDates", ("need_plans",), "started",
    {"started": ("CINPlanStartDate", DAY), "ended": ("CINPlanEndDate", DAY)},
)  # fmt: skip
PROTECTION_PLAN = Element(
    "ChildProtectionPlans", ("protection_plans",), "started",
    {
        "started": ("CPPstartDate", DAY),
        "ended": ("CPPendDate", DAY),
        "conference": ("DateOfInitialCPC", DAY_AGAIN),
        "initial_category": ("InitialCategoryOfAbuse", "code:abuse"),
        "latest_category": ("LatestCategoryOfAbuse", "code:abuse"),
        "previous_plans": ("NumberOfPreviousCPP", WHOLE),
        "last_review": ("CPPreviewDate", DAY_AGAIN),
    },
    ("initial_category", "latest_category", "previous_plans"),
)  # fmt: skip
REVIEW = Element(
    "CPPreviewDate", ("protection_reviews",), "reviewed",
    {"plan_started": ("CPPstartDate", DAY_AGAIN), "reviewed": ("CPPreviewDate", DAY)},
)  # fmt: skip
ELEMENTS = (CHILD, CASE, ASSESSMENT, ENQUIRY, NEED_PLAN, PROTECTION_PLAN, REVIEW)

# Which of a case's columns each of its two tables has.
OF_CASE: Mapping[str, tuple[str, ...]] = {
    "referrals": ("referred", "source_of_referral", "no_further_action"),
    "need": ("referred", "ended", "primary_need", "reason_ended"),
}
REPEATED = frozenset({"Disability", "AssessmentFactors", "CPPreviewDate"})
UNUSED = frozenset(
    {
        "LAchildID", "UPN", "FormerUPN", "UPNunknown", "ExpectedPersonBirthDate", "PersonDeathDate",
        "GenderCurrent", "AssessmentInternalReviewDate", "AssessmentFactors", "ChildIdentifiers",
        "ChildCharacteristics", "Disabilities", "FactorsIdentifiedAtAssessment", "Reviews",
    }
)  # fmt: skip
"""Elements that are known and give no column of their own."""
PLANS_SINCE = 2022
NO_DISABILITY = "NONE"
DISABILITIES = frozenset(
    {"MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"}
)
WORKING_DAYS_TO_CONFERENCE = 15
