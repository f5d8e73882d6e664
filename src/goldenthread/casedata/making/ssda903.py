"""The SSDA903 return of one year as its CSV files: columns and codes of that year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from goldenthread.casedata.making.known import Known
from goldenthread.casedata.making.rows import Array, Rows, age, no_days, texts

# A special guardianship order had two codes until the return of 2018-19.
BEFORE_2019 = {"E45": "E43", "E46": "E43", "E47": "E44", "E48": "E44"}
REASONS_SINCE = 2016
LETTERS_SINCE = 2025  # sex as M and F; 1 and 2 before


def tables(known: Known) -> dict[str, dict[str, Array]]:
    """File name without its end, to columns in order. `known` is the year that ends on its 31 March."""
    year = int(str(known.on)[:4])
    episodes, leavers = known.episodes(), _of_age(known)
    made: Mapping[str, Callable[[], dict[str, Array]]] = {
        "Header": lambda: _header(known, episodes, leavers, year),
        "Episodes": lambda: _episodes(episodes, known, year),
        "Reviews": lambda: _reviews(known), "UASC": lambda: _asylum(known, year),
        "OC2": lambda: _health(known), "OC3": lambda: _leavers(known, leavers),
        "AD1": lambda: _adopted(known), "PlacedAdoption": lambda: _placed(known),
        "PrevPerm": lambda: _before(known), "Missing": lambda: _missing(known),
    }  # fmt: skip
    return {name: make() for name, make in made.items()}


def _sex(people: Rows, year: int) -> Array:
    spelled = {"M": "M", "F": "F"} if year >= LETTERS_SINCE else {"M": "1", "F": "2"}
    return texts(spelled[sex] for sex in people["sex"])


def _who(known: Known, rows: Rows) -> dict[str, Array]:
    people = known.child(rows)
    return {"CHILD": people["number"], "DOB": people["born"]}


def _header(known: Known, episodes: Rows, leavers: Rows, year: int) -> dict[str, Array]:
    child = np.unique(np.concatenate([episodes["child"], leavers["child"]]))
    people = known.truth.children.only(child)
    blank = texts([""] * len(child))
    return {
        "CHILD": people["number"], "SEX": _sex(people, year), "DOB": people["born"],
        "ETHNIC": people["ethnicity"], "UPN": texts(["UN5"] * len(child)),
        "MOTHER": texts(["0"] * len(child)), "MC_DOB": blank,
    }  # fmt: skip


def _episodes(rows: Rows, known: Known, year: int) -> dict[str, Array]:
    many = len(rows)
    return {
        "CHILD": known.child(rows)["number"], "DECOM": rows["started"], "RNE": rows["reason_new"],
        "LS": rows["legal_status"], "CIN": rows["category_of_need"], "PLACE": rows["placement"],
        "PLACE_PROVIDER": rows["provider"], "DEC": rows["ended"],
        "REC": reasons_of_year(rows["reason_ended"], year),
        "REASON_PLACE_CHANGE": rows["reason_moved"] if year >= REASONS_SINCE else texts([""] * many),
        "HOME_POST": texts(["ZZ1 1ZZ"] * many), "PL_POST": texts(["ZZ2 2ZZ"] * many),
        "URN": texts(["XXXXXXX"] * many),
    }  # fmt: skip


def reasons_of_year(reasons: Array, year: int) -> Array:
    """Reasons for ceasing as the return of that year spells them."""
    return texts(BEFORE_2019.get(code, code) for code in reasons) if year < 2019 else reasons


def _reviews(known: Known) -> dict[str, Array]:
    rows = known.care_reviews()
    return {**_who(known, rows), "REVIEW": rows["reviewed"], "REVIEW_CODE": participation(known, rows)}


def participation(known: Known, rows: Rows) -> Array:
    """How each child took part in each review: PN0 for those under 4, else one of the others."""
    years = age(known.child(rows)["born"], rows["reviewed"])
    steady = (rows["child"] + rows["reviewed"].astype("int64")) % 20
    spoken = np.array(["PN1", "PN2", "PN4", "PN5", "PN6", "PN7"], dtype=object)
    code = np.where(years < 4, "PN0", spoken[np.searchsorted([10, 11, 12, 14, 19], steady, side="right")])
    return np.asarray(code.astype(object))


def _asylum(known: Known, year: int) -> dict[str, Array]:
    rows = known.care()
    rows = rows.only(rows["asylum_seeking"])
    people = known.child(rows)
    ends = no_days(len(rows))
    return {"CHILD": people["number"], "SEX": _sex(people, year), "DOB": people["born"], "DUC": ends}


def _health(known: Known) -> dict[str, Array]:
    rows = known.health_in_year()
    yes = {name: np.where(rows[name], "1", "0").astype(object)
           for name in ("convicted", "health", "teeth", "immunised", "substance")}  # fmt: skip
    scored = rows["score"] >= 0
    years = age(known.child(rows)["born"], known.on)
    due = (years >= 4) & (years <= 16)
    check = np.where(years < 5, "1", "").astype(object)
    return {
        **_who(known, rows), "SDQ_SCORE": texts(str(s) if s >= 0 else "" for s in rows["score"].tolist()),
        "SDQ_REASON": np.where(due & ~scored, "SDQ1", "").astype(object), "CONVICTED": yes["convicted"],
        "HEALTH_CHECK": check, "IMMUNISATIONS": yes["immunised"], "TEETH_CHECK": yes["teeth"],
        "HEALTH_ASSESSMENT": yes["health"], "SUBSTANCE_MISUSE": yes["substance"],
        "INTERVENTION_RECEIVED": np.where(rows["substance"], "1", "").astype(object),
        "INTERVENTION_OFFERED": texts([""] * len(rows)),
    }  # fmt: skip


def _of_age(known: Known) -> Rows:
    """Care leavers of 17 to 21 at the end of the year."""
    rows = known.leavers()
    return rows.only(rows["years"] >= 17)


def _leavers(known: Known, rows: Rows) -> dict[str, Array]:
    asked = rows["in_touch"] == "YES"
    suitable = np.where(rows["suitable"], "1", "2")
    accommodation = np.char.add(rows["accommodation"].astype(str), suitable).astype(object)
    return {
        **_who(known, rows), "IN_TOUCH": rows["in_touch"], "ACTIV": np.where(asked, rows["activity"], ""),
        "ACCOM": np.where(asked, accommodation, ""),
    }  # fmt: skip


def _adopted(known: Known) -> dict[str, Array]:
    rows = known.events(known.truth.adoptions, "adopted")
    many = len(rows)
    return {
        **_who(known, rows), "DATE_INT": rows["decided"], "DATE_MATCH": rows["matched"],
        "FOSTER_CARE": np.where(np.isnat(rows["fostered_first"]), "0", "1").astype(object),
        "NB_ADOPTR": texts(["2"] * many), "SEX_ADOPTR": texts(["MF"] * many),
        "LS_ADOPTR": texts(["L0"] * many),
    }  # fmt: skip


def _placed(known: Known) -> dict[str, Array]:
    """Those with a decision and not yet adopted before the year, with the day it was reversed."""
    rows = known.adoptions()
    undone = ~np.isnat(rows["reversed"])
    return {
        **_who(known, rows), "DATE_PLACED": rows["decided"], "DATE_PLACED_CEASED": rows["reversed"],
        "REASON_PLACED_CEASED": np.where(undone, rows["reason_reversed"], "").astype(object),
    }  # fmt: skip


def _before(known: Known) -> dict[str, Array]:
    """No child had a permanent family before: the files say so with Z1."""
    rows = known.care()
    rows = rows.only(rows["entered"] >= known.since)
    return {
        **_who(known, rows), "PREV_PERM": texts(["Z1"] * len(rows)),
        "LA_PERM": texts([""] * len(rows)), "DATE_PERM": no_days(len(rows)),
    }  # fmt: skip


def _missing(known: Known) -> dict[str, Array]:
    rows = known.missing()
    return {
        **_who(known, rows),
        "MISSING": rows["kind"],
        "MIS_START": rows["began"],
        "MIS_END": rows["ended"],
    }


def year_of(ends: date) -> str:
    """The year as its files are named: 2017-18."""
    return f"{ends.year - 1}-{ends.year % 100:02}"
