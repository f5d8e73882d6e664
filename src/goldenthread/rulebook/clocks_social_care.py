"""The clocks of the front door, of assessment, of child protection, and of what may go wrong around them."""

from datetime import date

from goldenthread.rulebook.clock_model import Service, define_clock
from goldenthread.rulebook.limits import HOURS, MONTHS, WEEKS, WORKING_DAYS, Limit

# From these days the editions of the guidance are taken to hold.
_IN_2000 = date(2000, 4, 1)
_IN_2010 = date(2010, 4, 1)
_IN_2013 = date(2013, 4, 15)
_IN_2018 = date(2018, 6, 29)
_LOCAL_SINCE = date(1995, 1, 1)
_FRAMEWORK = "Framework for the Assessment of Children in Need and their Families (2000)."
_OLDER = "Working Together to Safeguard Children, 2010 edition."
_NEWER = "Working Together to Safeguard Children, chapter 1, from the 2013 edition."
_EDITIONS = "Working Together to Safeguard Children, in its editions since 1999."
_LOCAL = "No law gives a number: the council's own practice."
_FOSTERING = "Children (Private Arrangements for Fostering) Regulations 2005 (SI 2005/1533), "
_FOSTERING_SINCE = date(2005, 7, 1)

CONTACT_DECISION = define_clock(
    "contact-decision",
    "CLK-30",
    "Contact to decision",
    Service.FRONT_DOOR,
    Limit(1, WORKING_DAYS, _LOCAL_SINCE, _LOCAL, unverified=True),
    starts="the contact",
    stops="the decision whether it becomes a referral",
    examples=[("2018-05-04", "2018-05-08"), ("2018-05-05", "2018-05-08")],
    warn=0,
    local=True,
)
EARLY_HELP_DECISION = define_clock(
    "early-help-decision",
    "CLK-31",
    "Request for early help to decision",
    Service.FRONT_DOOR,
    Limit(3, WORKING_DAYS, _LOCAL_SINCE, _LOCAL, unverified=True),
    starts="the request for early help",
    stops="the decision on it",
    examples=[("2018-05-03", "2018-05-09")],
    warn=1,
    local=True,
)
REFERRAL_DECISION = define_clock(
    "referral-decision",
    "CLK-32",
    "Referral to decision",
    Service.FRONT_DOOR,
    Limit(1, WORKING_DAYS, _IN_2000, _FRAMEWORK, unverified=True),
    Limit(1, WORKING_DAYS, _IN_2013, _NEWER),
    starts="the referral",
    stops="the decision on the type of response, told to the referrer",
    examples=[("2018-12-24", "2018-12-27"), ("2018-03-29", "2018-04-03")],
    warn=0,
)
ASSESSMENT = define_clock(
    "assessment",
    "CLK-33",
    "Referral to child and family assessment",
    Service.FRONT_DOOR,
    Limit(35, WORKING_DAYS, _IN_2000, _FRAMEWORK + " The core assessment.", unverified=True),
    Limit(45, WORKING_DAYS, _IN_2013, _NEWER),
    starts="the referral",
    stops="the assessment's authorisation",
    examples=[("2018-05-04", "2018-07-10"), ("2013-04-14", "2013-06-04"), ("2013-04-15", "2013-06-19")],
    warn=10,
    note="It runs from the referral, not from when the assessment began. An assessment that takes longer has "
    "its reason recorded.",
)
INITIAL_ASSESSMENT = define_clock(
    "initial-assessment",
    "CLK-34",
    "Referral to initial assessment",
    Service.FRONT_DOOR,
    Limit(7, WORKING_DAYS, _IN_2000, _FRAMEWORK, unverified=True),
    Limit(10, WORKING_DAYS, _IN_2010, _OLDER, unverified=True),
    Limit(None, WORKING_DAYS, _IN_2013, _NEWER),
    starts="the referral",
    stops="the initial assessment's end",
    examples=[("2010-03-31", "2010-04-13"), ("2010-04-01", "2010-04-19")],
    warn=3,
    note="Since 15 April 2013 there is one assessment, and this clock has no limit.",
)
ICPC = define_clock(
    "icpc",
    "CLK-35",
    "Strategy discussion to initial child protection conference",
    Service.PROTECTION,
    Limit(15, WORKING_DAYS, _IN_2000, _EDITIONS, unverified=True),
    starts="the strategy discussion that began the section 47 enquiry",
    stops="the initial conference",
    examples=[("2018-12-14", "2019-01-09"), ("2018-04-27", "2018-05-21")],
    warn=5,
    note="The day of the discussion is day 0. A check of the census that counts it as day 1 ends a day "
    "earlier.",
)
CORE_GROUP = define_clock(
    "core-group",
    "CLK-36",
    "Initial conference to first core group",
    Service.PROTECTION,
    Limit(10, WORKING_DAYS, _IN_2000, _EDITIONS, unverified=True),
    starts="the initial conference",
    stops="the first core group",
    examples=[("2018-03-23", "2018-04-10")],
    warn=3,
)
CP_FIRST_REVIEW = define_clock(
    "cp-first-review",
    "CLK-37",
    "Initial conference to first review conference",
    Service.PROTECTION,
    Limit(3, MONTHS, _IN_2000, _EDITIONS, unverified=True),
    starts="the initial conference",
    stops="the first review conference",
    examples=[("2018-11-30", "2019-02-28"), ("2019-11-30", "2020-02-29")],
    warn=14,
)
CP_LATER_REVIEW = define_clock(
    "cp-later-review",
    "CLK-38",
    "Review conference to the next",
    Service.PROTECTION,
    Limit(6, MONTHS, _IN_2000, _EDITIONS, unverified=True),
    starts="the review conference before",
    stops="the next review conference",
    examples=[("2018-08-31", "2019-02-28"), ("2019-08-31", "2020-02-29")],
    warn=21,
)
CP_VISIT = define_clock(
    "cp-visit",
    "CLK-39",
    "Visit to a child on a protection plan to the next",
    Service.PROTECTION,
    Limit(10, WORKING_DAYS, _LOCAL_SINCE, _LOCAL, unverified=True),
    starts="the visit before, or the plan's start",
    stops="the next visit",
    examples=[("2018-12-20", "2019-01-08")],
    warn=2,
    local=True,
)
RETURN_HOME_INTERVIEW = define_clock(
    "return-home-interview",
    "CLK-40",
    "Return to return home interview",
    Service.MISSING,
    Limit(
        72,
        HOURS,
        date(2009, 7, 1),
        "Statutory guidance on children who run away and go missing from home or care (2009).",
        unverified=True,
    ),
    Limit(
        72,
        HOURS,
        date(2014, 1, 1),
        "Statutory guidance on children who run away or go missing from home or care (2014).",
    ),
    starts="the child found or returned",
    stops="the interview, offered and done",
    examples=[("2018-03-02", "2018-03-05")],
    warn=1,
    note="It needs the time of day of both (CLK-3).",
)
RAPID_REVIEW = define_clock(
    "rapid-review",
    "CLK-41",
    "Serious incident to rapid review",
    Service.SAFEGUARDING_PARTNERS,
    Limit(15, WORKING_DAYS, _IN_2018, "Working Together to Safeguard Children, from the 2018 edition."),
    starts="the notification of the serious incident",
    stops="the rapid review sent to the panel",
    examples=[("2018-12-17", "2019-01-10")],
    warn=5,
)
SERIOUS_INCIDENT = define_clock(
    "serious-incident-notification",
    "CLK-42",
    "Serious incident to notification",
    Service.SAFEGUARDING_PARTNERS,
    Limit(
        5,
        WORKING_DAYS,
        _IN_2018,
        "Children Act 2004, section 16C; Working Together to Safeguard Children (2018).",
        unverified=True,
    ),
    starts="the council knowing of the incident",
    stops="the notification of the panel",
    examples=[("2019-04-17", "2019-04-26")],
    warn=2,
)
PRIVATE_FOSTERING_VISIT = define_clock(
    "private-fostering-visit",
    "CLK-43",
    "Notification of private fostering to first visit",
    Service.PRIVATE_FOSTERING,
    Limit(7, WORKING_DAYS, _FOSTERING_SINCE, _FOSTERING + "regulations 4 and 7.", unverified=True),
    starts="the notification received",
    stops="the visit",
    examples=[("2018-08-20", "2018-08-30")],
    warn=2,
)
PRIVATE_FOSTERING_FIRST_YEAR = define_clock(
    "private-fostering-visit-first-year",
    "CLK-44",
    "Private fostering: visits in the first year",
    Service.PRIVATE_FOSTERING,
    Limit(6, WEEKS, _FOSTERING_SINCE, _FOSTERING + "regulation 8."),
    starts="the arrangement's start (the day on which the council knew of it), or the visit before",
    stops="the next visit",
    examples=[("2018-01-18", "2018-03-01")],
    warn=7,
)
PRIVATE_FOSTERING_LATER = define_clock(
    "private-fostering-visit-later",
    "CLK-45",
    "Private fostering: visits after the first year",
    Service.PRIVATE_FOSTERING,
    Limit(12, WEEKS, _FOSTERING_SINCE, _FOSTERING + "regulation 8."),
    starts="the visit before",
    stops="the next visit",
    examples=[("2018-01-18", "2018-04-12")],
    warn=14,
)
PRIVATE_FOSTERING_NOTICE = define_clock(
    "private-fostering-notice",
    "CLK-46",
    "Private fostering: the carer's notice",
    Service.PRIVATE_FOSTERING,
    Limit(6, WEEKS, _FOSTERING_SINCE, _FOSTERING + "regulation 3.", before=True),
    starts="the arrangement's start",
    stops="the notice to the council",
    examples=[("2018-03-01", "2018-01-18")],
    warn=7,
    note="Where the arrangement is begun in less time, the notice is given at once.",
)

CLOCKS = (
    CONTACT_DECISION,
    EARLY_HELP_DECISION,
    REFERRAL_DECISION,
    ASSESSMENT,
    INITIAL_ASSESSMENT,
    ICPC,
    CORE_GROUP,
    CP_FIRST_REVIEW,
    CP_LATER_REVIEW,
    CP_VISIT,
    RETURN_HOME_INTERVIEW,
    RAPID_REVIEW,
    SERIOUS_INCIDENT,
    PRIVATE_FOSTERING_VISIT,
    PRIVATE_FOSTERING_FIRST_YEAR,
    PRIVATE_FOSTERING_LATER,
    PRIVATE_FOSTERING_NOTICE,
)
