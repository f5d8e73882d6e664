"""The eleven lists of Annex A as of a day, and the two of Annex A for area SEND: headers and columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from goldenthread.casedata.making import annex_a_words as words
from goldenthread.casedata.making.known import Known, holder, in_12_months
from goldenthread.casedata.making.rows import Array, Rows, age, later, months, texts

CHILD = "Child Unique ID"
WHO = (CHILD, "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
DISABLED = "Does the Child have a Disability"
TEAM, WORKER = "Allocated Team", "Allocated Worker"
UASC_YEAR = "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"
SECOND_PERIOD = (
    "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"
)
MISSED = "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"
ABSENT = "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months"
EMERGENCY = "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"
FOSTERED_FIRST = "Date the child was placed for fostering in FFA or concurrent planning placement"
OTHER_COUNCIL = "Another made-up council"
# Postcodes of no area: ZZ is not one that is given out.
POSTCODE = "ZZ1 1ZZ"


@dataclass(frozen=True)
class Listed:
    """One list: its name, its headers, and a column for each."""

    name: str
    columns: dict[str, Array]


def lists(known: Known, *, council: str, old: bool = False) -> list[Listed]:
    """Lists 1 to 11. `known` looks back six months; lists 10 and 11 look back twelve, as they do.

    `old` leaves out the four columns that list 9 gained in 2024.
    """
    year = Known(known.truth, later(months(np.array([known.on]), -12), 1)[0], known.on)
    made = (
        _contacts, _early_help, _referrals, _assessments, _enquiries, _need, _protection, _care, _leavers,
        _adoptions, _adopters,
    )  # fmt: skip
    found = []
    for number, make in enumerate(made, start=1):
        columns = make(year if number > 9 else known)
        if number == 8:
            columns["LA of Placement"] = np.where(
                columns["Placement Location"] == "a) In", council, OTHER_COUNCIL
            )
        if number == 9 and old:
            columns = {name: column for name, column in columns.items() if name not in NEW_IN_LIST_9}
        found.append(Listed(f"List {number}", columns))
    return found


NEW_IN_LIST_9 = {
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    "Allocated Personal Advisor", "Latest Pathway Plan Review Date", "Latest Date of Contact",
}  # fmt: skip


def _who(known: Known, rows: Rows) -> dict[str, Array]:
    people = known.child(rows)
    return {
        CHILD: people["number"], "Gender": said(people["sex"], words.SEX),
        "Ethnicity": said(people["ethnicity"], words.ETHNICITY), "Date of Birth": people["born"],
        "Age of Child (Years)": np.maximum(age(people["born"], known.on), 0),
    }  # fmt: skip


def _disabled(known: Known, rows: Rows) -> dict[str, Array]:
    return {DISABLED: yes_no(known.child(rows)["disabled"])}


def _contacts(known: Known) -> dict[str, Array]:
    rows = known.contacts()
    source = said(rows["source"], words.SOURCE)
    return {**_who(known, rows), "Date of Contact": rows["contacted"], "Contact Source": source}


def _early_help(known: Known) -> dict[str, Array]:
    rows = known.early_help()
    return {
        **_who(known, rows), "Assessment start date": rows["started"],
        "Assessment completion date": rows["completed"],
        "Organisation completing assessment": rows["organisation"],
    }  # fmt: skip


def _referrals(known: Known) -> dict[str, Array]:
    rows = known.referrals()
    return {
        **_who(known, rows), "Date of referral": rows["referred"],
        "Referral Source": said(rows["source"], words.SOURCE), "Referral NFA?": yes_no(rows["nfa"]),
        "Number of Referrals in Last 12 Months": in_12_months(
            rows, rows["referred"], known.truth.cases, "referred"
        ),
        TEAM: rows["first_team"], WORKER: rows["first_worker"],
    }  # fmt: skip


def _assessments(known: Known) -> dict[str, Array]:
    rows = known.assessments()
    done = ~np.isnat(rows["authorised"])
    return {
        **_who(known, rows), **_disabled(known, rows), "Continuous Assessment Start Date": rows["started"],
        "Child Seen During Continuous Assessment": yes_no(rows["seen"]),
        "Continuous Assessment Date of Authorisation": rows["authorised"],
        "Was the child assessed as requiring LA children's social care support?": yes_no(
            rows["supported"], done
        ),
        TEAM: rows["team"], WORKER: rows["worker"],
    }  # fmt: skip


def _enquiries(known: Known) -> dict[str, Array]:
    rows = known.enquiries()
    cases = known.truth.cases
    return {
        **_who(known, rows), **_disabled(known, rows),
        "Strategy discussion initiating Section 47 Enquiry Start Date": rows["enquiry"],
        "Was an Initial Child Protection Conference deemed unnecessary?": yes_no(
            rows["not_needed"], rows["not_needed_known"]
        ),
        "Date of Initial Child Protection Conference": rows["conference"],
        "Did the Initial Child Protection Conference Result in a Child Protection Plan": said(
            rows["led"], {"YES": words.YES, "NO": words.NO}
        ),
        "Number of Section 47 Enquiries in the last 12 months": in_12_months(
            rows, rows["enquiry"], cases, "enquiry"
        ),
        "Number of ICPCs in the last 12 months": in_12_months(
            rows, np.full(len(rows), known.on), cases, "conference"
        ),
        TEAM: rows["first_team"], WORKER: rows["first_worker"],
    }  # fmt: skip


def _need(known: Known) -> dict[str, Array]:
    rows = known.cases()
    rows = rows.only(~rows["nfa"])
    status = known.case_status(rows)
    closed = ~np.isnat(rows["closed"])
    until = np.where(closed, rows["closed"], known.on)
    days = (until - rows["referred"]).astype("int64")
    seen = later(rows["referred"], np.maximum(days - (rows["case"] * 7919) % 24, 0))
    team, worker = holder(rows)
    return {
        **_who(known, rows), **_disabled(known, rows), "CIN Start Date": rows["referred"],
        "Primary Need Code": said(rows["primary_need"], words.NEED), "Date Child Was Last Seen": seen,
        "CIN Closure Date": rows["closed"],
        "Reason for Closure": np.where(closed, said(rows["reason_closed"], words.CLOSURE), ""),
        "Case Status": said(status, words.STATUS), TEAM: team, WORKER: worker,
    }  # fmt: skip


def _protection(known: Known) -> dict[str, Array]:
    rows = known.protection_plans()
    return {
        **_who(known, rows), **_disabled(known, rows),
        "Child Protection Plan Start Date": rows["plan_started"],
        "Initial Category of Abuse": said(rows["category"], words.ABUSE),
        "Latest Category of Abuse": said(rows["latest_category"], words.ABUSE),
        "Date of the Last Statutory Visit": rows["last_visit"],
        "Was the Child Seen Alone?": yes_no((rows["case"] * 31) % 10 < 8),
        "Date of latest review conference": rows["last_review"],
        "Child Protection Plan End Date": rows["plan_ended"],
        EMERGENCY: yes_no(
            (rows["case"] * 131) % 40 == 0
        ),
        "Number of Previous Child Protection Plans": rows["previous_plans"],
        TEAM: rows["team"], WORKER: rows["worker"],
    }  # fmt: skip


def _care(known: Known) -> dict[str, Array]:
    rows = known.care()
    missed = rows["missing"] > 0
    return {
        **_who(known, rows),
        UASC_YEAR: yes_no(rows["asylum_seeking"]),
        **_disabled(known, rows), "Date Started to be Looked After": rows["entered"],
        "Child's Category of Need": said(rows["primary_need"], words.NEED),
        SECOND_PERIOD: yes_no(
            rows["again"]
        ),
        "Start date of current legal status": rows["legal_status_from"],
        "Child's Legal Status": said(rows["legal_status"], words.LEGAL),
        "Date of Latest Statutory Review": rows["last_review"],
        "Date of Last Social Work Visit": rows["last_visit"],
        "What is the permanence plan for this child?": said(rows["permanence_plan"], words.PERMANENCE),
        "Date of Last IRO Visit / Contact to the Child": rows["last_reviewer_contact"],
        "Date of Last Health Assessment": rows["last_health"],
        "Date of Last Dental Check": rows["last_teeth"],
        "Number of Placements in the Last 12 months": rows["placements"],
        "Date Ceased to be Looked After": rows["ceased"],
        "Reason Ceased to be Looked After": said(rows["reason_ceased"], words.CEASED),
        "Start Date of Most Recent Placement": rows["placement_from"],
        "Placement Type": said(rows["placement"], words.PLACEMENT),
        "Placement Provider": said(rows["provider"], words.PROVIDER),
        "Placement postcode": texts([POSTCODE] * len(rows)), "URN of Placement": texts([""] * len(rows)),
        "Placement Location": np.where(rows["out_of_area"], "b) Out", "a) In").astype(object),
        "LA of Placement": texts([""] * len(rows)),
        MISSED: rows["missing"],
        ABSENT: rows["absent"],
        "Was the child offered a Return Interview after their last missing episode (Y/N)?": yes_no(
            rows["offered"], missed
        ),
        "Did the child accept a Return Interview after their last missing episode (Y/N)?": yes_no(
            rows["accepted"], missed
        ),
        TEAM: rows["care_team"], WORKER: rows["care_worker"],
    }  # fmt: skip


def _leavers(known: Known) -> dict[str, Array]:
    rows = known.leavers()
    periods = known.truth.care.only(rows["period"])
    asked = rows["in_touch"] == "YES"
    suitable = np.where(rows["suitable"], "a) Suitable", "b) Unsuitable")
    return {
        **_who(known, rows),
        "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)": yes_no(
            rows["asylum_seeking"]
        ),
        **_disabled(known, rows), TEAM: periods["leaving_team"], WORKER: periods["leaving_worker"],
        "Allocated Personal Advisor": periods["adviser"],
        "Eligibility Category": said(rows["eligibility"], words.ELIGIBILITY),
        "Latest Pathway Plan Review Date": rows["pathway_reviewed"],
        "LA in Touch": said(rows["in_touch"], words.IN_TOUCH), "Latest Date of Contact": rows["last_contact"],
        "Type of Accommodation": np.where(asked, said(rows["accommodation"], words.ACCOMMODATION), ""),
        "Suitability of Accommodation": np.where(asked, suitable, "").astype(object),
        "Activity Status": np.where(asked, said(rows["activity"], words.ACTIVITY), ""),
    }  # fmt: skip


def _adoptions(known: Known) -> dict[str, Array]:
    rows = known.adoptions()
    who = _who(known, rows)
    reasons = np.where(np.isnat(rows["reversed"]), "", said(rows["reason_reversed"], words.REVERSAL))
    return {
        CHILD: who.pop(CHILD), "Family identifier": _families(rows["child"]), **who, **_disabled(known, rows),
        "Date the Child Entered Care": rows["entered_care"],
        "Date of Decision that Child Should be Placed for Adoption": rows["decided"],
        "Date of Placement Order": rows["placement_order"],
        "Date of Matching Child and Prospective Adopters": rows["matched"],
        "Date Placed for Adoption": rows["placed"], "Date of Adoption Order": rows["adopted"],
        "Date of Decision that Child Should No Longer be Placed for Adoption": rows["reversed"],
        "Reason Why Child No Longer Placed for Adoption": reasons,
        FOSTERED_FIRST: rows["fostered_first"],
    }  # fmt: skip


def _families(numbers: Array) -> Array:
    return texts(f"F{number}" for number in numbers.tolist())


def adopter_number(number: int) -> str:
    """The agency's own number of an adopter."""
    return f"A{10_000 + number}"


def _adopters(known: Known) -> dict[str, Array]:
    rows = known.adopters()
    placed = ~np.isnat(rows["placed"])
    return {
        "Individual adopter identifier": texts(adopter_number(n) for n in rows["number"].tolist()),
        "Family identifier": _families(rows["family"]), "Gender": said(rows["sex"], words.SEX),
        "Ethnicity": said(rows["ethnicity"], words.ETHNICITY), "Disability": yes_no(rows["disabled"]),
        "Is the (prospective) adopter fostering for adoption?": yes_no(rows["fosters"]),
        "Date enquiry received": rows["enquired"], "Date Stage 1 started": rows["stage_1_started"],
        "Date Stage 1 ended": rows["stage_1_ended"], "Date Stage 2 started": rows["stage_2_started"],
        "Date Stage 2 ended": rows["stage_2_ended"], "Date application submitted": rows["applied"],
        "Date application approved": rows["approved"],
        "Date adopter matched with child(ren)": rows["matched"],
        "Date child/children placed with adopter(s)": rows["placed"],
        "No. of children placed": np.where(placed, rows["children_placed"], 0),
        "Date of Adoption Order": rows["adopted"], "Date of leaving adoption process": rows["left"],
        "Reason for leaving adoption process": np.where(
            np.isnat(rows["left"]), "", said(rows["reason_left"], words.ADOPTER_LEFT)
        ),
    }  # fmt: skip


def said(codes: Iterable[str] | Array, spelled: words.Words) -> Array:
    """Each code in the file's words; a code that has none is left empty."""
    return texts(spelled.get(code, "") for code in codes)


def yes_no(true: Array, known: Array | None = None) -> Array:
    answers = np.where(true, words.YES, words.NO).astype(object)
    return answers if known is None else np.where(known, answers, "").astype(object)
