"""The SEN2 person level return as its CSV modules: requests and plans known at a day."""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making.known import Known
from goldenthread.casedata.making.rows import Array, Rows, texts

SEXES_SINCE = 2024  # `gendercurrent` before


def tables(known: Known) -> dict[str, dict[str, Array]]:
    """Module to its columns in order; modules are linked by their table ids.

    A child's unique pupil number is the council's own number for them, which no real one could be. Requests
    of the time and those not concluded before it; every plan in force then, with its request.
    """
    requests, plans = asked_or_in_force(known)
    many = len(requests)
    persons, person = np.unique(requests["child"], return_inverse=True)
    assessed = np.flatnonzero((requests["decision"] == "Y") & ~np.isnat(requests["decided"]))
    known_outcome = ~np.isnat(requests["assessed"])
    planned = np.flatnonzero(~np.isnat(requests["issued"]))
    active = planned[np.isnat(requests["ended"][planned])]
    reviewed = plans[active]
    return {
        "sen2": _header(known),
        "person": _persons(known, persons),
        "requests": {
            "requeststableid": _ids("R", np.arange(many)), "requestsorderseqcolumn": np.arange(1, many + 1),
            "sourceid": texts([""] * many), "persontableid": _ids("P", person),
            "receiveddate": requests["received"], "requestsource": requests["source_of_request"],
            "rya": _flags(np.zeros(many, dtype=bool)),
            "requestoutcomedate": requests["decided"], "requestoutcome": _outcome(requests),
            "requestmediation": _flags(np.zeros(many, dtype=bool)),
            "requesttribunal": _flags(np.zeros(many, dtype=bool)), "exported": texts([""] * many),
        },
        "assessment": {
            "assessmenttableid": _ids("A", assessed),
            "assessmentorderseqcolumn": np.arange(1, len(assessed) + 1),
            "sourceid": texts([""] * len(assessed)), "requeststableid": _ids("R", assessed),
            "assessmentoutcome": np.where(known_outcome, requests["outcome"], "A")[assessed].astype(object),
            "assessmentoutcomedate": requests["assessed"][assessed],
            "assessmentmediation": _flags(np.zeros(len(assessed), dtype=bool)),
            "assessmenttribunal": _flags(np.zeros(len(assessed), dtype=bool)),
            "othermediation": _flags(np.zeros(len(assessed), dtype=bool)),
            "othertribunal": _flags(np.zeros(len(assessed), dtype=bool)),
            "week20": _flags((requests["excepted"] & ~np.isnat(requests["issued"]))[assessed]),
        },
        "namedplan": _plans(requests, planned),
        "plandetail": {
            "plandetailtableid": _ids("D", planned),
            "plandetailorderseqcolumn": np.arange(1, len(planned) + 1),
            "sourceid": texts([""] * len(planned)), "namedplantableid": _ids("N", planned),
            "urn": texts([""] * len(planned)), "ukprn": texts([""] * len(planned)),
            "sensetting": texts(["OTH"] * len(planned)), "sensettingother": texts(["Made up"] * len(planned)),
            "placementrank": texts(["1"] * len(planned)),
            "senunitindicator": _flags(np.zeros(len(planned), dtype=bool)),
            "resourcedprovisionindicator": _flags(np.zeros(len(planned), dtype=bool)),
        },
        "activeplans": {
            "activeplanstableid": _ids("V", active),
            "activeplansorderseqcolumn": np.arange(1, len(active) + 1),
            "sourceid": texts([""] * len(active)), "requeststableid": _ids("R", active),
            "transferla": texts([""] * len(active)), "res": texts(["N"] * len(active)),
            "wbp": texts(["N"] * len(active)), "reviewmeeting": reviewed,
            "reviewoutcome": np.where(np.isnat(reviewed), "", "M").astype(object),
            "reviewdraft": np.full(len(active), np.datetime64("NaT", "D")),
            "phasetransferduedate": np.full(len(active), np.datetime64("NaT", "D")),
            "phasetransferfinaldate": np.full(len(active), np.datetime64("NaT", "D")),
            "lastreview": reviewed,
        },
        "placementdetail": _placements(requests, active),
        "senneed": {
            "senneedtableid": _ids("S", active), "senneedorderseqcolumn": np.arange(1, len(active) + 1),
            "sourceid": texts([""] * len(active)), "activeplanstableid": _ids("V", active),
            "sentype": requests["need"][active], "sentyperank": texts(["1"] * len(active)),
        },
    }  # fmt: skip


def asked_or_in_force(known: Known) -> tuple[Rows, Array]:
    """Requests of the return, and the last review of each one's plan."""
    asked, plans = known.requests(), known.plans()
    pairs = list(zip(asked["child"].tolist(), asked["received"].astype("int64").tolist(), strict=True))
    in_force = zip(plans["child"].tolist(), plans["received"].astype("int64").tolist(), strict=True)
    there = set(pairs)
    older = plans.only(np.array([pair not in there for pair in in_force], dtype=bool))
    reviews = {
        (child, int(received)): last
        for child, received, last in zip(
            plans["child"].tolist(), plans["received"].astype("int64"), plans["last_reviewed"], strict=True
        )
    }
    rows = Rows({name: np.concatenate([asked[name], older[name]]) for name in asked})
    rows = rows.by("child", "received")
    keys = zip(rows["child"].tolist(), rows["received"].astype("int64").tolist(), strict=True)
    none = np.datetime64("NaT", "D")
    return rows, np.array([reviews.get(key, none) for key in keys], dtype="M8[D]")


def _header(known: Known) -> dict[str, Array]:
    year = int(str(known.on)[:4])
    said = {
        "sen2tableid": "T1", "NativeId": "1", "sen2orderseqcolumn": "1", "sourceid": "", "collection": "SEN2",
        "year": str(year), "referencedate": known.on, "sourcelevel": "L", "softwarecode": "Made up",
        "release": "Made up for testing: no real child", "serialno": "1", "datetime": known.on,
        "lea": str(900 + known.truth.place.number % 100), "dmo": "", "dco": "", "dsco": "",
    }  # fmt: skip
    return {
        name: np.array([value]) if isinstance(value, np.datetime64) else texts([value])
        for name, value in said.items()
    }


def _persons(known: Known, persons: Array) -> dict[str, Array]:
    people, many = known.truth.children.only(persons), len(persons)
    sex = "sex" if int(str(known.on)[:4]) >= SEXES_SINCE else "gendercurrent"
    blank = texts([""] * many)
    return {
        "persontableid": _ids("P", np.arange(many)), "NativeId": people["number"],
        "personorderseqcolumn": np.arange(1, many + 1), "sourceid": people["number"],
        "sen2tableid": texts(["T1"] * many), "surname": blank, "forename": blank,
        "personbirthdate": people["born"], sex: people["sex"], "ethnicity": people["ethnicity"],
        "postcode": blank, "upn": people["number"], "uniquelearnernumber": blank, "upnunknown": blank,
    }  # fmt: skip


def _outcome(requests: Rows) -> Array:
    waiting = np.isnat(requests["decided"])
    return np.where(waiting, "A", requests["decision"]).astype(object)


def _plans(requests: Rows, planned: Array) -> dict[str, Array]:
    ended, many = requests["ended"][planned], len(planned)
    return {
        "namedplantableid": _ids("N", planned), "namedplanorderseqcolumn": np.arange(1, many + 1),
        "sourceid": texts([""] * many), "assessmenttableid": _ids("A", planned),
        "startdate": requests["issued"][planned], "planres": texts(["N"] * many),
        "planwbp": texts(["N"] * many), "pb": _flags(planned % 20 == 0), "oa": texts([""] * many),
        "dp": texts([""] * many), "ceasedate": ended,
        "ceasereason": np.where(np.isnat(ended), "", requests["reason_ended"][planned]).astype(object),
    }  # fmt: skip


def _placements(requests: Rows, active: Array) -> dict[str, Array]:
    many = len(active)
    blank, no = texts([""] * many), _flags(np.zeros(many, dtype=bool))
    return {
        "placementdetailtableid": _ids("L", active), "placementdetailorderseqcolumn": np.arange(1, many + 1),
        "sourceid": blank, "activeplanstableid": _ids("V", active), "urn": blank, "ukprn": blank,
        "sensetting": texts(["OTH"] * many), "sensettingother": texts(["Made up"] * many),
        "placementrank": texts(["1"] * many), "entrydate": requests["issued"][active],
        "leavingdate": np.full(many, np.datetime64("NaT", "D")), "attendancepattern": texts(["F"] * many),
        "senunitindicator": no, "resourcedprovisionindicator": no, "res": texts(["N"] * many),
        "wbp": texts(["N"] * many),
    }  # fmt: skip


def _ids(letter: str, numbers: Array) -> Array:
    return texts(f"{letter}{number + 1}" for number in numbers.tolist())


def _flags(true: Array) -> Array:
    return np.where(true, "true", "false").astype(object)
