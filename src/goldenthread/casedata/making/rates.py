"""How much, how often and how late, for a council of about 76,000 children.

From published committee papers and statistics of one council of 2013 to 2018, rounded,
where a comment gives a
figure; the rest is chosen so that these come out. Nothing here is about any child.
"""

from __future__ import annotations

from collections.abc import Mapping

# In a year, at scale 1.
CONTACTS = 10_000  # published: 9,500 to 10,700
REFERRALS = 3_280  # published: 3,000 to 3,400
EARLY_HELP = 1_150
EHC_REQUESTS = 358  # published
ADOPTERS = 55

# Of referrals.
REPEATED = 0.315  # chance of another within 12 months once closed soon; 22 to 25 % of all are such repeats
RETURNING = 0.16  # chance of another after more than 12 months
NO_FURTHER_ACTION = 0.06
DECIDED_NEXT_DAY = 0.91

# Working days from referral to authorised assessment: the share done by each day. Published: 30 % within 15,
# 70 % within 35, 84 % within 45. The last quarters of the reference year, and what was before and after.
ASSESSED_BY = ((1, 0.0), (5, 0.07), (15, 0.30), (35, 0.70), (41, 0.76))
ASSESSED_AFTER = ((52, 0.35), (65, 0.75), (100, 1.0))  # shares of those past 45
WITHIN_45 = (0.88, 0.82, 0.82, 0.82)  # published, by quarter of the reference year
WITHIN_45_OTHERWISE = 0.86
SLOWER_TEAM = 0.06  # how far the slowest assessment team is behind, and the quickest ahead

ENQUIRED = 0.275  # of assessed referrals: a section 47 enquiry
TO_CONFERENCE = 0.62  # of enquiries
CONFERENCE_WITHIN_15 = (0.92, 0.83, 0.81, 0.80)  # published
TO_PLAN = 0.93  # of conferences
PREVIOUS_PLAN = 0.13  # published: 16 % for a second or later time, those seen twice here among them
PLAN_ENDS_AT_REVIEW = (0.42, 0.60, 0.66, 0.85, 0.85, 0.9, 0.9, 0.9, 1.0)
REVIEW_LATE = 0.012  # published: 98 % reviewed in time
NEEDS_SUPPORT = 0.37  # of assessed referrals without a protection plan
LONG_NEED = 0.06  # of need plans: disabled children, for years
NEED_MONTHS = 7.6
FURTHER_ASSESSMENTS = 0.88  # a year of an open case

# Care. Published: 200 entering, 149 leaving, 477 at year end (422 a year before).
CARE_ENTRIES = 198  # in the reference year; fewer before
ENTRY_AGES: Mapping[tuple[float, float], float] = {
    (0.0, 1.0): 0.19, (1.0, 5.0): 0.19, (5.0, 10.0): 0.17, (10.0, 13.0): 0.12, (13.0, 16.0): 0.18,
    (16.0, 17.7): 0.15,
}  # fmt: skip
# Route by age at entry: (adoption, special guardianship, home, until 18).
ROUTES: Mapping[int, tuple[float, float, float, float]] = {
    5: (0.23, 0.34, 0.30, 0.13), 13: (0.0, 0.22, 0.42, 0.36), 16: (0.0, 0.08, 0.40, 0.52),
    18: (0.0, 0.0, 0.22, 0.78),
}  # fmt: skip
MOVES_A_YEAR = 1.0
INITIAL_HEALTH = (0.41, 0.32, 0.64, 0.78)  # published, within 20 working days, by quarter
INITIAL_HEALTH_OTHERWISE = 0.45
CARE_REVIEW_ON_TIME = 0.965
HEALTH_DONE = 0.55  # on time; then 85 % of children were seen within a year (published: 84.6 %)
TEETH_DONE = 0.50
IMMUNISED = 0.88
IN_TOUCH, SUITABLE, NOT_IN_EMPLOYMENT = 0.92, 0.96, 0.37  # published: 98 % suitable, 37 %
ENTRY_TO_PLACED = 380.0  # published: days, on average
ORDER_TO_MATCH = 85.0  # published: 81 days

# Education, health and care.
AGREED_TO_ASSESS = 0.80
AGREED_TO_ISSUE = 0.95
WITHIN_6_WEEKS = 0.88
WITHIN_20 = (0.58, 0.45, 0.38, 0.05)  # published for plans issued: 61, 47, 42, 6 %
WITHIN_20_BEFORE, WITHIN_20_AFTER = 0.55, 0.12
EXCEPTED = 0.06
PLANS_AT_END = 1_907  # published, at the end of the reference year
REVIEWED_IN_YEAR = 0.80

SOURCES = {  # of contacts and referrals, by the census's codes
    "1A": 0.08, "1B": 0.02, "1C": 0.01, "1D": 0.01, "2A": 0.19, "2B": 0.02, "3A": 0.02, "3B": 0.03,
    "3C": 0.01,
    "3D": 0.02, "3E": 0.05, "3F": 0.03, "4": 0.02, "5A": 0.05, "5B": 0.03, "5C": 0.03, "6": 0.28, "7": 0.03,
    "8": 0.04, "9": 0.02, "10": 0.01,
}  # fmt: skip
NEEDS = {"N1": 0.56, "N2": 0.07, "N3": 0.04, "N4": 0.10, "N5": 0.15, "N6": 0.03, "N7": 0.01, "N8": 0.04}
ABUSE = {"NEG": 0.44, "PHY": 0.09, "SAB": 0.05, "EMO": 0.38, "MUL": 0.04}
ETHNICITIES = {
    "WBRI": 0.885, "WIRI": 0.004, "WIRT": 0.003, "WROM": 0.003, "WOTH": 0.025, "MWBC": 0.013, "MWBA": 0.006,
    "MWAS": 0.010, "MOTH": 0.010, "AIND": 0.004, "APKN": 0.003, "ABAN": 0.003, "AOTH": 0.006, "BCRB": 0.002,
    "BAFR": 0.005, "BOTH": 0.002, "CHNE": 0.002, "OOTH": 0.006, "REFU": 0.003, "NOBT": 0.005,
}  # fmt: skip
EHC_NEEDS = {
    "SPLD": 0.05, "MLD": 0.13, "SLD": 0.09, "PMLD": 0.03, "SEMH": 0.18, "SLCN": 0.14, "HI": 0.02, "VI": 0.01,
    "MSI": 0.01, "PD": 0.05, "ASD": 0.27, "OTH": 0.02,
}  # fmt: skip

# Teams at scale 1; each has its workers.
TEAMS = {
    "assessment": ("Assessment team", 4), "need": ("Child in need and protection team", 5),
    "disability": ("Disability team", 1), "care": ("Cared for children team", 4),
    "leaving": ("Leaving care team", 2), "ehc": ("Education, health and care team", 3),
}  # fmt: skip
WORKERS_IN_A_TEAM = 7
AREAS = 6
