"""The clocks of children in care: plan, reviews, visits, health, education; which visit is due when."""

from datetime import date

from goldenthread.rulebook.clock_model import Clock, Service, define_clock
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.limits import MONTHS, TERMS, WEEKS, WORKING_DAYS, Limit
from goldenthread.rulebook.workdays import add_months

_SINCE = date(2011, 4, 1)
_LOCAL_SINCE = date(1995, 1, 1)
_REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), "
_OLDER_SINCE = date(1991, 10, 14)
_OLDER = "Review of Children's Cases Regulations 1991 (SI 1991/895), regulation 3."
_HEALTH = "Promoting the health and wellbeing of looked-after children (2015)."
_RETURN = "The practice of the yearly return on children looked after (SSDA903, OC2)."
_EDUCATION = "Promoting the education of looked-after children; "


CARE_PLAN = define_clock(
    "care-plan",
    "CLK-50",
    "Placement to care plan",
    Service.CARE,
    Limit(10, WORKING_DAYS, _SINCE, _REGULATIONS + "regulation 4(2)."),
    starts="the start of the first placement",
    stops="the care plan prepared",
    examples=[("2018-12-20", "2019-01-08")],
    warn=3,
    earlier=None,
    note="A plan prepared before the placement is in time.",
)
CLA_FIRST_REVIEW = define_clock(
    "cla-first-review",
    "CLK-51",
    "Looked after to first review",
    Service.CARE,
    Limit(4, WEEKS, _OLDER_SINCE, _OLDER, unverified=True),
    Limit(20, WORKING_DAYS, _SINCE, _REGULATIONS + "regulation 33(1)."),
    starts="the day on which the child became looked after",
    stops="the first review",
    examples=[("2011-03-31", "2011-04-28"), ("2011-04-01", "2011-05-05"), ("2018-03-23", "2018-04-24")],
    warn=5,
)
CLA_SECOND_REVIEW = define_clock(
    "cla-second-review",
    "CLK-52",
    "First review to second",
    Service.CARE,
    Limit(3, MONTHS, _OLDER_SINCE, _OLDER, unverified=True),
    Limit(3, MONTHS, _SINCE, _REGULATIONS + "regulation 33(2)."),
    starts="the first review",
    stops="the second review",
    examples=[("2018-11-30", "2019-02-28")],
    warn=14,
)
CLA_LATER_REVIEW = define_clock(
    "cla-later-review",
    "CLK-53",
    "Review of a child in care to the next",
    Service.CARE,
    Limit(6, MONTHS, _OLDER_SINCE, _OLDER, unverified=True),
    Limit(6, MONTHS, _SINCE, _REGULATIONS + "regulation 33(2)."),
    starts="the review before",
    stops="the next review",
    examples=[("2019-08-30", "2020-02-29"), ("2018-08-31", "2019-02-28")],
    warn=21,
    note="It is earlier where the reviewing officer asks for it, regulation 33(3).",
)
CLA_FIRST_VISIT = define_clock(
    "cla-first-visit",
    "CLK-54",
    "Placement to first visit",
    Service.CARE,
    Limit(1, WEEKS, _SINCE, _REGULATIONS + "regulation 28(2)."),
    starts="the placement's start",
    stops="the first visit",
    examples=[("2018-03-01", "2018-03-08")],
    warn=2,
)
CLA_VISIT = define_clock(
    "cla-visit",
    "CLK-55",
    "Visit to a child in care to the next",
    Service.CARE,
    Limit(6, WEEKS, _SINCE, _REGULATIONS + "regulation 28(2)."),
    starts="the visit before",
    stops="the next visit",
    examples=[("2018-01-18", "2018-03-01")],
    warn=7,
)
CLA_VISIT_SETTLED = define_clock(
    "cla-visit-settled",
    "CLK-56",
    "Visits to a child in a placement that is to last until 18",
    Service.CARE,
    Limit(3, MONTHS, _SINCE, _REGULATIONS + "regulation 28(2)."),
    starts="the visit before",
    stops="the next visit",
    examples=[("2018-11-30", "2019-02-28")],
    warn=14,
    note="From the second year of the placement.",
)
CLA_VISIT_WEEKLY = define_clock(
    "cla-visit-weekly",
    "CLK-57",
    "Weekly visits until the first review",
    Service.CARE,
    Limit(1, WEEKS, _SINCE, _REGULATIONS + "regulation 28(3) and (4)."),
    starts="the placement's start, or the visit before",
    stops="the next visit",
    examples=[("2018-03-01", "2018-03-08")],
    warn=2,
    note="For a child placed with parents under an interim order or with a connected person not yet "
    "approved.",
)
CLA_VISIT_FOUR_WEEKLY = define_clock(
    "cla-visit-four-weekly",
    "CLK-58",
    "Visits after the first review to a child with a connected person, or at home under an interim order",
    Service.CARE,
    Limit(4, WEEKS, _SINCE, _REGULATIONS + "regulation 28(3) and (4)."),
    starts="the visit before",
    stops="the next visit",
    examples=[("2018-02-01", "2018-03-01")],
    warn=7,
)
CLA_VISIT_AT_HOME = define_clock(
    "cla-first-visit-at-home",
    "CLK-59",
    "Care order at home to first visit",
    Service.CARE,
    Limit(1, WEEKS, _SINCE, _REGULATIONS + "regulation 28(5)."),
    starts="the care order",
    stops="the first visit",
    examples=[("2018-03-01", "2018-03-08")],
    warn=2,
    note="Later visits are every 6 weeks (CLK-55).",
)
HEALTH_REQUEST = define_clock(
    "health-assessment-request",
    "CLK-60",
    "Looked after to health service told",
    Service.HEALTH,
    Limit(5, WORKING_DAYS, _LOCAL_SINCE, _HEALTH, unverified=True),
    starts="the day on which the child became looked after",
    stops="the request with consent sent",
    examples=[("2018-03-28", "2018-04-06")],
    warn=2,
    local=True,
)
INITIAL_HEALTH = define_clock(
    "initial-health-assessment",
    "CLK-61",
    "Looked after to initial health assessment",
    Service.HEALTH,
    Limit(20, WORKING_DAYS, _SINCE, _REGULATIONS + "regulation 7, read with regulation 33(1). " + _HEALTH),
    starts="the day on which the child became looked after",
    stops="the assessment, its plan ready for the first review",
    examples=[("2018-03-23", "2018-04-24")],
    warn=7,
    earlier=3,
    note="One of the three months before counts.",
)
REVIEW_HEALTH = define_clock(
    "review-health-assessment",
    "CLK-62",
    "Health assessment to the next",
    Service.HEALTH,
    Limit(12, MONTHS, _SINCE, _REGULATIONS + "regulation 7(3).", unverified=True),
    starts="the assessment before",
    stops="the next assessment",
    examples=[("2019-02-28", "2020-02-28"), ("2020-02-29", "2021-02-28")],
    warn=28,
    younger_than=5,
    younger=(Limit(6, MONTHS, _SINCE, _REGULATIONS + "regulation 7(3).", unverified=True),),
    note="Which of the two holds, CLK-6 says.",
)
DENTAL = define_clock(
    "dental-check",
    "CLK-63",
    "Dental check to the next",
    Service.HEALTH,
    Limit(12, MONTHS, _SINCE, _RETURN, unverified=True),
    starts="the check before",
    stops="the next check",
    examples=[("2018-03-01", "2019-03-01")],
    warn=28,
)
DIFFICULTIES = define_clock(
    "strengths-and-difficulties",
    "CLK-64",
    "Strengths and difficulties questionnaire to the next",
    Service.HEALTH,
    Limit(12, MONTHS, _SINCE, _RETURN, unverified=True),
    starts="the questionnaire before",
    stops="the next questionnaire",
    examples=[("2018-03-01", "2019-03-01")],
    warn=28,
)
IMMUNISATIONS = define_clock(
    "immunisations",
    "CLK-65",
    "Check of immunisations to the next",
    Service.HEALTH,
    Limit(12, MONTHS, _SINCE, _RETURN, unverified=True),
    starts="the check before",
    stops="the next check",
    examples=[("2018-03-01", "2019-03-01")],
    warn=28,
)
PEP_BEGUN = define_clock(
    "pep-initiated",
    "CLK-66",
    "Looked after to personal education plan begun",
    Service.EDUCATION,
    Limit(10, WORKING_DAYS, _SINCE, _EDUCATION + "as councils' procedures state it."),
    starts="the day on which the child became looked after",
    stops="the plan begun",
    examples=[("2018-12-20", "2019-01-08")],
    warn=3,
    local=True,
    note="Some councils count school days.",
)
PEP_READY = define_clock(
    "pep-available",
    "CLK-67",
    "Looked after to personal education plan ready",
    Service.EDUCATION,
    Limit(
        20,
        WORKING_DAYS,
        _SINCE,
        _REGULATIONS + "regulation 5 and Schedule 1, paragraph 2: part of the care plan.",
    ),
    starts="the day on which the child became looked after",
    stops="the plan ready for the first review",
    examples=[("2018-03-23", "2018-04-24")],
    warn=5,
)
PEP_REVIEW = define_clock(
    "pep-review",
    "CLK-68",
    "Personal education plan: once a term",
    Service.EDUCATION,
    Limit(1, TERMS, _SINCE, _EDUCATION + "2018.", unverified=True),
    starts="the review before",
    stops="the next review",
    examples=[("2017-12-31", "2018-03-31"), ("2018-01-01", "2018-08-31")],
    warn=21,
)
CLOCKS = (
    CARE_PLAN,
    CLA_FIRST_REVIEW,
    CLA_SECOND_REVIEW,
    CLA_LATER_REVIEW,
    CLA_FIRST_VISIT,
    CLA_VISIT,
    CLA_VISIT_SETTLED,
    CLA_VISIT_WEEKLY,
    CLA_VISIT_FOUR_WEEKLY,
    CLA_VISIT_AT_HOME,
    HEALTH_REQUEST,
    INITIAL_HEALTH,
    REVIEW_HEALTH,
    DENTAL,
    DIFFICULTIES,
    IMMUNISATIONS,
    PEP_BEGUN,
    PEP_READY,
    PEP_REVIEW,
)

CLK_8 = define_rule(
    "CLK-8",
    title="Which visit to a child in care is due",
    meaning="Before the first visit to a placement, the first visit; then every 6 weeks; from the day on "
    "which the "
    "placement is a year old every 3 months where it is to last until 18, else every 6 weeks still. What "
    "decides is the day of the visit before.",
    basis=_REGULATIONS + "regulation 28(2).",
    boundaries=(
        "Placed on 1 March 2017 until 18, visited on 28 February 2018: every 6 weeks. On 1 March 2018: 3 "
        "months.",
    ),
)


def visit_due(placed: date, visited: date | None, *, until_18: bool) -> Clock:
    """The clock of the next visit, for a placement and the last visit to it (CLK-8)."""
    if visited is None or visited < placed:
        return CLA_FIRST_VISIT
    if until_18 and visited >= add_months(placed, 12):
        return CLA_VISIT_SETTLED
    return CLA_VISIT
