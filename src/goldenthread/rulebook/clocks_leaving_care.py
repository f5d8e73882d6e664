"""The clocks of young people leaving care, of courts and of adoption."""

from datetime import date

from goldenthread.rulebook.clock_model import Service, define_clock
from goldenthread.rulebook.limits import DAYS, MONTHS, WEEKS, Limit

_SINCE = date(2011, 4, 1)
_ELIGIBLE = (
    "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), regulation 42(1)."
)
_LEAVERS = "Care Leavers (England) Regulations 2010 (SI 2010/2571), "
_THRESHOLD = "Adoption scorecards of the Department for Education: the threshold since 2013."

NEEDS = define_clock(
    "eligible-child-assessment",
    "CLK-70",
    "16th birthday to assessment of needs",
    Service.LEAVING_CARE,
    Limit(3, MONTHS, _SINCE, _ELIGIBLE),
    starts="the 16th birthday, or the later day on which the child became eligible",
    stops="the assessment complete",
    examples=[("2018-11-30", "2019-02-28")],
    warn=21,
)
PATHWAY = define_clock(
    "pathway-plan-review",
    "CLK-71",
    "Pathway plan review to the next",
    Service.LEAVING_CARE,
    Limit(6, MONTHS, _SINCE, _LEAVERS + "regulation 7.", unverified=True),
    starts="the plan, or the review before",
    stops="the next review",
    examples=[("2018-08-31", "2019-02-28")],
    warn=21,
    note="It is earlier where the young person or the adviser asks.",
)
PATHWAY_28 = define_clock(
    "pathway-plan-review-unregulated",
    "CLK-72",
    "Move to unregulated accommodation to first review",
    Service.LEAVING_CARE,
    Limit(28, DAYS, _SINCE, _LEAVERS + "regulation 7.", unverified=True),
    starts="the move",
    stops="the first review of the pathway plan",
    examples=[("2018-02-01", "2018-03-01")],
    warn=7,
)
PATHWAY_3 = define_clock(
    "pathway-plan-review-unregulated-later",
    "CLK-73",
    "Reviews in unregulated accommodation",
    Service.LEAVING_CARE,
    Limit(3, MONTHS, _SINCE, _LEAVERS + "regulation 7.", unverified=True),
    starts="the review before",
    stops="the next review",
    examples=[("2018-11-30", "2019-02-28")],
    warn=14,
)
ADVISER_7 = define_clock(
    "adviser-first-visit",
    "CLK-74",
    "Personal adviser: first visit after a move",
    Service.LEAVING_CARE,
    Limit(7, DAYS, _SINCE, _LEAVERS + "regulation 8.", unverified=True),
    starts="the move",
    stops="the first visit",
    examples=[("2018-03-01", "2018-03-08")],
    warn=2,
)
ADVISER_28 = define_clock(
    "adviser-second-visit",
    "CLK-75",
    "Personal adviser: second visit after a move",
    Service.LEAVING_CARE,
    Limit(28, DAYS, _SINCE, _LEAVERS + "regulation 8.", unverified=True),
    starts="the move",
    stops="the visit before the plan is reviewed",
    examples=[("2018-02-01", "2018-03-01")],
    warn=7,
)
ADVISER_2 = define_clock(
    "adviser-visit",
    "CLK-76",
    "Personal adviser: visit to the next",
    Service.LEAVING_CARE,
    Limit(2, MONTHS, _SINCE, _LEAVERS + "regulation 8.", unverified=True),
    starts="the visit before",
    stops="the next visit",
    examples=[("2018-12-31", "2019-02-28")],
    warn=14,
)
PROCEEDINGS = define_clock(
    "care-proceedings",
    "CLK-77",
    "Care proceedings",
    Service.COURT,
    Limit(
        26,
        WEEKS,
        date(2014, 4, 22),
        "Children Act 1989, section 32, as amended by the Children and Families Act 2014.",
        unverified=True,
    ),
    starts="the application issued",
    stops="the final order",
    examples=[("2018-01-04", "2018-07-05")],
    warn=28,
)
ADOPTION_A1 = define_clock(
    "adoption-placement",
    "CLK-78",
    "Entry to care to placement for adoption",
    Service.COURT,
    Limit(426, DAYS, date(2013, 4, 1), _THRESHOLD, unverified=True),
    starts="the child's entry to care",
    stops="the move in with the adoptive family",
    examples=[("2018-01-01", "2019-03-03")],
    warn=60,
)
ADOPTION_A2 = define_clock(
    "adoption-match",
    "CLK-79",
    "Placement order to match",
    Service.COURT,
    Limit(121, DAYS, date(2013, 4, 1), _THRESHOLD, unverified=True),
    starts="the placement order",
    stops="the match approved",
    examples=[("2018-01-01", "2018-05-02")],
    warn=28,
)
CLOCKS = (
    NEEDS,
    PATHWAY,
    PATHWAY_28,
    PATHWAY_3,
    ADVISER_7,
    ADVISER_28,
    ADVISER_2,
    PROCEEDINGS,
    ADOPTION_A1,
    ADOPTION_A2,
)
