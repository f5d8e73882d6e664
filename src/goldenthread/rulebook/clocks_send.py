"""The clocks of education, health and care plans. All of their weeks are weeks of seven days."""

from datetime import date

from goldenthread.rulebook.clock_model import PermittedException, Service, define_clock
from goldenthread.rulebook.limits import DAYS, FIXED_DATE, MONTHS, WEEKS, WORKING_DAYS, Limit

_SINCE = date(2014, 9, 1)
_REGULATIONS = "Special Educational Needs and Disability Regulations 2014 (SI 2014/1530), "
_ACT = "Children and Families Act 2014, section 44."
_DEVON = " R (L, M, P) v Devon County Council [2022] EWHC 493 (Admin)."
_UNOPPOSED_SINCE = date(2015, 4, 1)
_UNOPPOSED = _REGULATIONS + "regulation 45, as amended by SI 2015/359."

SCHOOL_CLOSED = PermittedException(
    "school-closed",
    "advice was asked of a school or a post-16 institution from one week before it closed for at least 4 "
    "weeks to one week "
    "before it re-opened",
)
EARLY_YEARS_CLOSED = PermittedException(
    "early-years-closed",
    "advice was asked of an early years provider from one week before it closed for at least 4 weeks to "
    "one week before it "
    "re-opened",
)
PERSONAL = PermittedException(
    "personal-circumstances",
    "exceptional personal circumstances of the child, the parent or the young person",
)
ABSENT = PermittedException(
    "absent", "the child, the parent or the young person was away from the area for at least 4 weeks"
)
MISSED_APPOINTMENT = PermittedException(
    "missed-appointment", "the child or young person missed an appointment for an examination or a test"
)
_OF_THE_LIMIT = (SCHOOL_CLOSED, EARLY_YEARS_CLOSED, PERSONAL, ABSENT)

EHC_6 = define_clock(
    "ehc-6-weeks",
    "CLK-80",
    "Request to decision whether to assess",
    Service.SEND,
    Limit(6, WEEKS, _SINCE, _REGULATIONS + "regulation 5(1), exceptions in 5(4)."),
    starts="the request received, or the council becoming responsible",
    stops="the notice of the decision",
    examples=[("2018-01-18", "2018-03-01")],
    warn=14,
    exceptions=_OF_THE_LIMIT,
)
EHC_ADVICE = define_clock(
    "ehc-advice",
    "CLK-81",
    "Request for advice to advice",
    Service.SEND,
    Limit(6, WEEKS, _SINCE, _REGULATIONS + "regulation 8(1)."),
    starts="the council's request to the body",
    stops="the advice received",
    examples=[("2018-01-18", "2018-03-01")],
    warn=14,
    exceptions=(PERSONAL, ABSENT, MISSED_APPOINTMENT),
)
EHC_16 = define_clock(
    "ehc-16-weeks",
    "CLK-82",
    "Request to decision not to make a plan",
    Service.SEND,
    Limit(16, WEEKS, _SINCE, _REGULATIONS + "regulation 10(1), exceptions in 10(3) and (4)."),
    starts="the request received",
    stops="the notice of the decision",
    examples=[("2018-01-11", "2018-05-03")],
    warn=21,
    exceptions=_OF_THE_LIMIT,
)
EHC_DRAFT = define_clock(
    "ehc-draft-comment",
    "CLK-83",
    "Draft plan to what the family says of it",
    Service.SEND,
    Limit(15, DAYS, _SINCE, _REGULATIONS + "regulations 13(1)(a) and 22(2)(c).", first_day_counts=True),
    starts="the day on which the draft was served, which is day 1",
    stops="the family's views received",
    examples=[("2018-03-01", "2018-03-15"), ("2020-02-20", "2020-03-05")],
    warn=3,
    note="The family has at least so long; the council may not close it sooner.",
)
EHC_20 = define_clock(
    "ehc-20-weeks",
    "CLK-84",
    "Request to final plan",
    Service.SEND,
    Limit(20, WEEKS, _SINCE, _REGULATIONS + "regulation 13(2), exceptions in 13(3)."),
    starts="the request received",
    stops="the final plan sent",
    examples=[("2018-01-11", "2018-05-31"), ("2019-11-01", "2020-03-20")],
    warn=28,
    exceptions=_OF_THE_LIMIT,
)
EHC_ANNUAL = define_clock(
    "ehc-annual-review",
    "CLK-85",
    "Plan or review to the next review",
    Service.SEND,
    Limit(12, MONTHS, _SINCE, _ACT),
    starts="the plan first made, or the review before",
    stops="the review complete, decision and all",
    examples=[("2018-03-01", "2019-03-01"), ("2020-02-29", "2021-02-28")],
    warn=56,
    note="The Act speaks of 12 months that start with the day: read strictly they end a day earlier.",
)
EHC_NOTICE = define_clock(
    "ehc-review-notice",
    "CLK-86",
    "Review meeting: invitations and papers",
    Service.SEND,
    Limit(2, WEEKS, _SINCE, _REGULATIONS + "regulation 20(3) and (4).", before=True),
    starts="the meeting",
    stops="the notice and the papers sent",
    examples=[("2018-03-15", "2018-03-01")],
    warn=7,
)
EHC_REPORT = define_clock(
    "ehc-review-report",
    "CLK-87",
    "Review meeting to its report",
    Service.SEND,
    Limit(2, WEEKS, _SINCE, _REGULATIONS + "regulation 20(7) and (8).", unverified=True),
    starts="the meeting",
    stops="the report sent round",
    examples=[("2018-03-01", "2018-03-15")],
    warn=5,
)
EHC_DECISION = define_clock(
    "ehc-review-decision",
    "CLK-88",
    "Review meeting to decision",
    Service.SEND,
    Limit(4, WEEKS, _SINCE, _REGULATIONS + "regulation 20(10)."),
    starts="the meeting",
    stops="the notice to keep, amend or end the plan",
    examples=[("2018-02-01", "2018-03-01")],
    warn=7,
)
EHC_AMENDMENT = define_clock(
    "ehc-amendment",
    "CLK-89",
    "Proposed amendments to amended plan",
    Service.SEND,
    Limit(8, WEEKS, _SINCE, _REGULATIONS + "regulation 22(3)." + _DEVON),
    starts="the notice with the proposed amendments",
    stops="the amended plan",
    examples=[("2018-01-04", "2018-03-01")],
    warn=14,
)
EHC_AMENDMENT_ALL = define_clock(
    "ehc-amendment-from-meeting",
    "CLK-90",
    "Review meeting to amended plan",
    Service.SEND,
    Limit(12, WEEKS, _SINCE, _REGULATIONS + "regulations 20(10) and 22(3)." + _DEVON),
    starts="the review meeting",
    stops="the amended plan",
    examples=[("2018-01-04", "2018-03-29")],
    warn=21,
)
EHC_TRANSFER = define_clock(
    "ehc-phase-transfer",
    "CLK-91",
    "Move to another phase of education",
    Service.SEND,
    Limit(0, FIXED_DATE, _SINCE, _REGULATIONS + "regulation 18.", on=(2, 15)),
    starts="the move",
    stops="the plan reviewed and amended, its placement named",
    examples=[("2018-09-03", "2018-02-15")],
    warn=56,
    earlier=None,
)
EHC_TRANSFER_16 = define_clock(
    "ehc-phase-transfer-post-16",
    "CLK-92",
    "Move from school to a post-16 institution",
    Service.SEND,
    Limit(0, FIXED_DATE, _SINCE, _REGULATIONS + "regulation 18.", on=(3, 31)),
    starts="the move",
    stops="the plan reviewed and amended, its placement named",
    examples=[("2018-09-03", "2018-03-31")],
    warn=56,
    earlier=None,
)
EHC_TRANSFER_OTHER = define_clock(
    "ehc-phase-transfer-between-post-16",
    "CLK-93",
    "Move from one post-16 institution to another",
    Service.SEND,
    Limit(5, MONTHS, _SINCE, _REGULATIONS + "regulation 18.", before=True),
    starts="the move",
    stops="the plan reviewed and amended, its placement named",
    examples=[("2018-07-31", "2018-02-28")],
    warn=28,
)
TRIBUNAL_ASSESS_2 = define_clock(
    "tribunal-assess-notice",
    "CLK-94",
    "Tribunal orders an assessment: family told",
    Service.SEND,
    Limit(2, WEEKS, _SINCE, _REGULATIONS + "regulation 44(2)(b)."),
    starts="the order",
    stops="the family told that the council will assess",
    examples=[("2018-03-01", "2018-03-15")],
    warn=5,
)
TRIBUNAL_ASSESS_10 = define_clock(
    "tribunal-assess-not-issue",
    "CLK-95",
    "Tribunal orders an assessment: no plan",
    Service.SEND,
    Limit(10, WEEKS, _SINCE, _REGULATIONS + "regulation 44(2)(b)."),
    starts="the order",
    stops="the notice that no plan will be made",
    examples=[("2018-01-04", "2018-03-15")],
    warn=14,
)
TRIBUNAL_ASSESS_14 = define_clock(
    "tribunal-assess-plan",
    "CLK-96",
    "Tribunal orders an assessment: final plan",
    Service.SEND,
    Limit(14, WEEKS, _SINCE, _REGULATIONS + "regulation 44(2)(b)."),
    starts="the order",
    stops="the final plan",
    examples=[("2018-01-04", "2018-04-12")],
    warn=21,
)
TRIBUNAL_PLAN_5 = define_clock(
    "tribunal-plan-draft",
    "CLK-97",
    "Tribunal orders a plan: draft",
    Service.SEND,
    Limit(5, WEEKS, _SINCE, _REGULATIONS + "regulation 44(2)(c)."),
    starts="the order",
    stops="the draft plan",
    examples=[("2018-02-01", "2018-03-08")],
    warn=7,
)
TRIBUNAL_PLAN_11 = define_clock(
    "tribunal-plan-final",
    "CLK-98",
    "Tribunal orders a plan: final plan",
    Service.SEND,
    Limit(11, WEEKS, _SINCE, _REGULATIONS + "regulation 44(2)(c)."),
    starts="the order",
    stops="the final plan",
    examples=[("2018-01-04", "2018-03-22")],
    warn=14,
)
TRIBUNAL_AMEND_5 = define_clock(
    "tribunal-amend",
    "CLK-99",
    "Tribunal orders an amendment",
    Service.SEND,
    Limit(5, WEEKS, _SINCE, _REGULATIONS + "regulation 44(2)(e)."),
    starts="the order",
    stops="the amended plan",
    examples=[("2018-02-01", "2018-03-08")],
    warn=7,
)
TRIBUNAL_AMEND_2 = define_clock(
    "tribunal-amend-school",
    "CLK-100",
    "Tribunal orders a change of the school named",
    Service.SEND,
    Limit(2, WEEKS, _SINCE, _REGULATIONS + "regulation 44(2)(f)."),
    starts="the order",
    stops="the amended plan",
    examples=[("2018-03-01", "2018-03-15")],
    warn=5,
)
UNOPPOSED_2 = define_clock(
    "tribunal-unopposed-2-weeks",
    "CLK-101",
    "Appeal not opposed: 2 weeks",
    Service.SEND,
    Limit(2, WEEKS, _UNOPPOSED_SINCE, _UNOPPOSED),
    starts="the council's notice to the Tribunal",
    stops="the family told, or the school's name changed",
    examples=[("2018-01-04", "2018-01-18")],
    warn=5,
)
UNOPPOSED_5 = define_clock(
    "tribunal-unopposed-5-weeks",
    "CLK-102",
    "Appeal not opposed: 5 weeks",
    Service.SEND,
    Limit(5, WEEKS, _UNOPPOSED_SINCE, _UNOPPOSED),
    starts="the council's notice to the Tribunal",
    stops="the draft plan, or the amended plan",
    examples=[("2018-01-04", "2018-02-08")],
    warn=7,
)
UNOPPOSED_10 = define_clock(
    "tribunal-unopposed-10-weeks",
    "CLK-103",
    "Appeal not opposed: 10 weeks",
    Service.SEND,
    Limit(10, WEEKS, _UNOPPOSED_SINCE, _UNOPPOSED),
    starts="the council's notice to the Tribunal",
    stops="the notice that no plan will be made",
    examples=[("2018-01-04", "2018-03-15")],
    warn=14,
)
UNOPPOSED_14 = define_clock(
    "tribunal-unopposed-14-weeks",
    "CLK-104",
    "Appeal not opposed: 14 weeks",
    Service.SEND,
    Limit(14, WEEKS, _UNOPPOSED_SINCE, _UNOPPOSED),
    starts="the council's notice to the Tribunal",
    stops="the final plan",
    examples=[("2018-01-04", "2018-04-12")],
    warn=21,
)
APPEAL = define_clock(
    "ehc-appeal",
    "CLK-105",
    "Decision letter to appeal",
    Service.SEND,
    Limit(2, MONTHS, _SINCE, "The Tribunal's rules on special educational needs.", unverified=True),
    starts="the letter with the decision",
    stops="the family's appeal",
    examples=[("2018-12-31", "2019-02-28")],
    warn=14,
    note="It is the later of this and CLK-106.",
)
APPEAL_MEDIATION = define_clock(
    "ehc-appeal-after-mediation",
    "CLK-106",
    "Mediation certificate to appeal",
    Service.SEND,
    Limit(1, MONTHS, _SINCE, "The Tribunal's rules on special educational needs.", unverified=True),
    starts="the mediation certificate",
    stops="the family's appeal",
    examples=[("2018-01-31", "2018-02-28")],
    warn=7,
    note="It is the later of this and CLK-105.",
)
CERTIFICATE = define_clock(
    "mediation-certificate",
    "CLK-107",
    "Family says no to mediation to certificate",
    Service.SEND,
    Limit(3, WORKING_DAYS, _SINCE, _REGULATIONS + "regulations 33 to 37.", unverified=True),
    starts="the family's word to the mediation adviser",
    stops="the certificate",
    examples=[("2018-03-28", "2018-04-04")],
    warn=1,
)
MEDIATION = define_clock(
    "mediation",
    "CLK-108",
    "Family asks for mediation to mediation",
    Service.SEND,
    Limit(30, DAYS, _SINCE, _REGULATIONS + "regulations 33 to 37.", unverified=True),
    starts="the family's word to the council",
    stops="the mediation",
    examples=[("2018-02-01", "2018-03-03")],
    warn=7,
)
CLOCKS = (
    EHC_6,
    EHC_ADVICE,
    EHC_16,
    EHC_DRAFT,
    EHC_20,
    EHC_ANNUAL,
    EHC_NOTICE,
    EHC_REPORT,
    EHC_DECISION,
    EHC_AMENDMENT,
    EHC_AMENDMENT_ALL,
    EHC_TRANSFER,
    EHC_TRANSFER_16,
    EHC_TRANSFER_OTHER,
    TRIBUNAL_ASSESS_2,
    TRIBUNAL_ASSESS_10,
    TRIBUNAL_ASSESS_14,
    TRIBUNAL_PLAN_5,
    TRIBUNAL_PLAN_11,
    TRIBUNAL_AMEND_5,
    TRIBUNAL_AMEND_2,
    UNOPPOSED_2,
    UNOPPOSED_5,
    UNOPPOSED_10,
    UNOPPOSED_14,
    APPEAL,
    APPEAL_MEDIATION,
    CERTIFICATE,
    MEDIATION,
)
