"""The two lists of Annex A for area SEND: children with a plan, and with support at school and no plan.

The second has only those who were refused a plan of late: far fewer than a council has.
"""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making import annex_a_words as words
from goldenthread.casedata.making.annex_a import Listed, said, yes_no
from goldenthread.casedata.making.known import Known
from goldenthread.casedata.making.rows import Array, Rows, age, later, texts

SEXES = {"M": "a) Male", "F": "b) Female"}
# Up to these ages; then further education.
PHASES = ((5, "a) Nursery"), (11, "b) Primary"), (16, "e) Secondary"), (99, "i) FE college"))
REFUSED_WITHIN = 730


def lists(known: Known) -> list[Listed]:
    """List_1 and List_2 as they stand at the day."""
    plans = known.plans()
    plans = plans.only(np.isnat(plans["ended"]))
    refused = known.truth.ehc_requests
    recent = (refused["decided"] <= known.on) & (refused["decided"] > later(known.on, -REFUSED_WITHIN))
    refused = refused.only(recent & (refused["decision"] == "N"))
    refused = refused.only(~np.isin(refused["child"], plans["child"]))
    _, first = np.unique(refused["child"], return_index=True)
    supported = refused.only(first)
    return [Listed("List_1", _plans(known, plans)), Listed("List_2", _rows(known, supported, {}, {}))]


def _plans(known: Known, rows: Rows) -> dict[str, Array]:
    days = {
        "Date initial EHC plan issued": rows["issued"],
        "Date updated EHC plan issued": np.full(len(rows), np.datetime64("NaT", "D")),
        "Date EHC plan last reviewed": rows["last_reviewed"],
    }
    return _rows(known, rows, days, {"Elective home education": yes_no(rows["child"] % 60 == 0)})


def _rows(known: Known, rows: Rows, days: dict[str, Array], at_home: dict[str, Array]) -> dict[str, Array]:
    people, many = known.child(rows), len(rows)
    years = np.maximum(age(people["born"], known.on), 0)
    phases = texts(next(phase for upto, phase in PHASES if year < upto) for year in years.tolist())
    blank, nought = texts([""] * many), np.zeros(many, dtype="int64")
    cases = known.cases()
    open_cases = cases.only(np.isnat(cases["closed"]))
    team_of = dict(zip(open_cases["child"].tolist(), open_cases["team"].tolist(), strict=True))
    teams = texts(team_of.get(child, "") for child in rows["child"].tolist())
    return {
        "Unique ID": people["number"], "UPN": blank, "ULN": blank, "Date of birth": people["born"],
        "Gender": said(people["sex"], SEXES), "Ethnicity": said(people["ethnicity"], words.ETHNICITY), **days,
        "SEN primary need": said(rows["need"], words.EHC_NEED),
        "Main education establishment – URN": blank, "Main education establishment – phase": phases,
        "Subsidiary education establishment – phase (dual registration)": blank, **at_home,
        "Suspensions": nought, "Permanent exclusions": nought, "Absence": nought,
        "Pupil Premium": yes_no(rows["child"] % 4 == 0),
        "Known to children's social care?": yes_no(teams != ""),
        "Which children's social care team?": teams,
        "Does the child or young person have a disability?": yes_no(people["disabled"]),
    }  # fmt: skip
