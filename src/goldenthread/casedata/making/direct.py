"""A made-up council's snapshots as the tables that the store keeps, with no file between: for measuring.

The rows are those that reading the files would give, with the same columns; only `row` differs, which counts
from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goldenthread.casedata.making.annex_a import adopter_number
from goldenthread.casedata.making.annex_a_words import PERMANENCE_CODES
from goldenthread.casedata.making.known import Known, concluded, holder, in_12_months
from goldenthread.casedata.making.rows import Array, Rows, day, later, latest, months, texts
from goldenthread.casedata.making.sen2 import asked_or_in_force
from goldenthread.casedata.making.snapshots import Snapshot, snapshots
from goldenthread.casedata.making.ssda903 import participation, reasons_of_year
from goldenthread.casedata.making.truth import Truth
from goldenthread.casedata.reading.sink import schema
from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import TABLES, Kind

Columns = Mapping[str, Array]
Pseudonym = Callable[[str], int]
ADOPTER = "adopter "  # before an adopter's number when it is hashed, as the reader does


@dataclass(frozen=True)
class Direct:
    """One snapshot: its tables by name, and the councils' own numbers by pseudonym."""

    snapshot: Snapshot
    tables: Mapping[str, pa.Table]
    numbers: Mapping[int, str]


def tables(
    truth: Truth, pseudonym: Pseudonym, sources: Collection[Source] = tuple(Source), *, workbooks: int = 8
) -> Iterator[Direct]:
    """Every snapshot of the council, oldest first. `pseudonym` is the store's for its authority."""
    hashes = np.array([pseudonym(number) for number in truth.children["number"].tolist()], dtype="int64")
    for snapshot in snapshots(truth.place.span, sources, workbooks=workbooks):
        known = Known(truth, day(snapshot.since), day(snapshot.on))
        made = {name: (child, columns) for name, child, columns in _MAKERS[snapshot.source](known)}
        whose = [child for name, (child, _) in made.items() if name != "adopters"]
        children = np.unique(np.concatenate(whose))
        made["children"] = children, _people(known, children, snapshot.source, _seen_until(made, children))
        found = {
            name: _arrow(name, _adopters(child, pseudonym) if name == "adopters" else hashes[child], columns)
            for name, (child, columns) in made.items()
        }
        numbers = dict(
            zip(hashes[children].tolist(), truth.children["number"][children].tolist(), strict=True)
        )
        yield Direct(snapshot, found, numbers)


def _adopters(numbers: Array, pseudonym: Pseudonym) -> Array:
    hashed = [pseudonym(ADOPTER + adopter_number(number)) for number in numbers.tolist()]
    return np.array(hashed, dtype="int64")


def _arrow(name: str, child: Array, columns: Columns) -> pa.Table:
    wanted = schema(name)
    arrays = {"child": pa.array(child, pa.int64())}
    for column, values in columns.items():
        arrays[column] = _array(values, TABLES[name].own[column], wanted.field(column).type)
    return pa.table(arrays)


def _array(values: Array, kind: Kind, of: pa.DataType) -> pa.Array:
    if kind is Kind.TEXT:
        return pa.array(values, of, mask=values == "")
    if values.dtype.kind == "M":
        return pa.array(values, pa.timestamp("us") if kind is Kind.INSTANT else None).cast(of)
    return pa.array(values.astype(object) if values.dtype == object else values, of)


def _seen_until(made: Mapping[str, tuple[Array, Columns]], children: Array) -> Array:
    """The last day on which one of each child's rows grows old; none while one is open."""
    found = np.full(len(children), np.iinfo("int64").min)
    for name, (child, columns) in made.items():
        if name != "adopters":
            ends = columns.get(TABLES[name].until, np.full(len(child), np.datetime64("NaT", "D")))
            until = ends.astype("M8[D]").astype("int64")
            until[until == np.iinfo("int64").min] = np.iinfo("int64").max  # no day: still open
            np.maximum.at(found, np.searchsorted(children, child), until)
    none = found == np.iinfo("int64").max
    return np.where(none, np.datetime64("NaT", "D"), np.where(none, 0, found).astype("M8[D]"))


def _people(known: Known, children: Array, source: Source, seen_until: Array) -> Columns:
    people = known.truth.children.only(children)
    found = {
        "born": people["born"], "sex": people["sex"], "ethnicity": people["ethnicity"],
        "seen_until": seen_until,
    }  # fmt: skip
    tells = source in (Source.ANNEX_A, Source.ANNEX_A_SEND, Source.CIN_CENSUS)
    return {**found, "disabled": people["disabled"]} if tells else found


Made = Iterator[tuple[str, Array, Columns]]


def _annex_a(known: Known) -> Made:
    year = Known(known.truth, later(months(np.array([known.on]), -12), 1)[0], known.on)
    rows = known.contacts()
    yield "contacts", rows["child"], _same(rows, "contacted", source_of_contact="source")
    rows = known.early_help()
    yield "early_help", rows["child"], _same(rows, "started", "completed", "organisation")
    rows = known.referrals()
    yield "referrals", rows["child"], {
        **_same(rows, "referred", source_of_referral="source", no_further_action="nfa", team="first_team",
                worker="first_worker"),
        "referrals_in_12_months": in_12_months(rows, rows["referred"], known.truth.cases, "referred"),
    }  # fmt: skip
    rows = known.assessments()
    yield "assessments", rows["child"], {
        **_same(rows, "referred", "started", "authorised", "team", "worker"),
        "needs_support": _known(rows["supported"], ~np.isnat(rows["authorised"])),
        "child_seen": np.where(rows["seen"], "YES", "NO").astype(object),
    }  # fmt: skip
    rows = known.enquiries()
    yield "section_47", rows["child"], {
        **_same(rows, "conference", started="enquiry", led_to_plan="led"),
        **_same(rows, team="first_team", worker="first_worker"),
        "conference_not_needed": _known(rows["not_needed"], rows["not_needed_known"]),
    }  # fmt: skip
    rows = known.cases()
    rows = rows.only(~rows["nfa"])
    yield "need", rows["child"], {
        **_same(rows, "primary_need", started="referred", ended="closed"),
        **dict(zip(("team", "worker"), holder(rows), strict=True)),
        "reason_ended": np.where(np.isnat(rows["closed"]), "", rows["reason_closed"]).astype(object),
        "status": known.case_status(rows),
    }  # fmt: skip
    rows = known.protection_plans()
    yield "protection_plans", rows["child"], _same(
        rows, "latest_category", "previous_plans", "last_visit", "last_review", "team", "worker",
        started="plan_started", ended="plan_ended", initial_category="category",
    )  # fmt: skip
    rows = known.care()
    yield "care", rows["child"], {
        **_same(
            rows, "ceased", "reason_ceased", "legal_status", "legal_status_from", "asylum_seeking", "again",
            "last_review", "last_visit", "last_reviewer_contact", "last_health", "placement_from",
            "placement",
            "provider", "out_of_area", started="entered", category_of_need="primary_need",
            last_dental="last_teeth", placements_in_12_months="placements", missing_in_12_months="missing",
            absent_in_12_months="absent", team="care_team", worker="care_worker",
        ),
        "interview_offered": _known(rows["offered"], rows["missing"] > 0),
        "interview_accepted": _known(rows["accepted"], rows["missing"] > 0),
        "permanence_plan": texts(PERMANENCE_CODES[letter] for letter in rows["permanence_plan"]),
    }  # fmt: skip
    yield _leavers(known, with_staff=True)
    yield _adoptions(year)
    rows = year.adopters()
    yield "adopters", rows["number"], {
        **_same(rows, "enquired", "stage_1_started", "stage_1_ended", "stage_2_started", "stage_2_ended",
                "applied", "approved", "matched", "placed", "adopted", "left"),
        "children_placed": np.where(np.isnat(rows["placed"]), 0, rows["children_placed"]),
        "reason_left": np.where(np.isnat(rows["left"]), "", rows["reason_left"]).astype(object),
        "concluded": latest(rows["adopted"], rows["left"]),
    }  # fmt: skip


def _leavers(known: Known, *, with_staff: bool) -> tuple[str, Array, Columns]:
    rows = known.leavers()
    asked = rows["in_touch"] == "YES"
    suitable = np.where(rows["suitable"], "YES", "NO")
    columns = {
        "in_touch": rows["in_touch"].astype(object), "seen_until": np.full(len(rows), known.on),
        "accommodation": np.where(asked, rows["accommodation"], "").astype(object),
        "suitable": np.where(asked, suitable, "").astype(object),
        "activity": np.where(asked, rows["activity"], "").astype(object),
    }  # fmt: skip
    if with_staff:
        periods = known.truth.care.only(rows["period"])
        columns |= _same(rows, "eligibility", "asylum_seeking", "pathway_reviewed", "last_contact")
        columns |= _same(periods, "adviser", team="leaving_team", worker="leaving_worker")
    return "care_leavers", rows["child"], columns


def _adoptions(known: Known) -> tuple[str, Array, Columns]:
    rows = known.adoptions()
    return "adoptions", rows["child"], {
        **_same(rows, "entered_care", "decided", "placement_order", "matched", "placed", "adopted",
                "reversed", "fostered_first"),
        "reason_reversed": np.where(np.isnat(rows["reversed"]), "", rows["reason_reversed"]).astype(object),
        "concluded": latest(rows["adopted"], rows["reversed"]),
    }  # fmt: skip


def _census(known: Known) -> Made:
    rows = known.cases()
    yield (
        "referrals",
        rows["child"],
        _same(rows, "referred", source_of_referral="source", no_further_action="nfa"),
    )
    need = rows.only(~rows["nfa"])
    yield "need", need["child"], {
        **_same(need, "referred", "primary_need", ended="closed"),
        "reason_ended": np.where(np.isnat(need["closed"]), "", need["reason_closed"]).astype(object),
    }  # fmt: skip
    rows = known.assessments()
    yield "assessments", rows["child"], _same(rows, "referred", "started", "authorised")
    rows = known.enquiries()
    yield (
        "section_47",
        rows["child"],
        _same(rows, "target", "conference", started="enquiry", conference_not_needed="not_needed"),
    )
    rows = known.need_plans()
    yield "need_plans", rows["child"], _same(rows, started="need_started", ended="need_ended")
    rows = known.protection_plans()
    yield "protection_plans", rows["child"], _same(
        rows, "conference", "latest_category", "previous_plans", started="plan_started", ended="plan_ended",
        initial_category="category",
    )  # fmt: skip
    rows = known.protection_reviews()
    yield "protection_reviews", rows["child"], _same(rows, "plan_started", "reviewed")


def _return_903(known: Known) -> Made:
    rows, year = known.episodes(), int(str(known.on)[:4])
    yield "care_episodes", rows["child"], {
        **_same(rows, "started", "reason_new", "legal_status", "category_of_need", "placement", "provider",
                "ended", "reason_moved"),
        "reason_ended": reasons_of_year(rows["reason_ended"], year),
    }  # fmt: skip
    # A return has the episodes of its year only: the first of them stands for the period's beginning.
    periods, first = np.unique(rows["period"], return_index=True)
    began = dict(zip(periods.tolist(), rows["started"][first], strict=True))
    rows = known.care()
    yield "care", rows["child"], {
        **_same(rows, "ceased", "legal_status", "placement", "provider", category_of_need="primary_need"),
        "started": np.array([began[period] for period in rows["period"].tolist()], dtype="M8[D]"),
        "reason_ceased": reasons_of_year(rows["reason_ceased"], year),
    }  # fmt: skip
    rows = known.care_reviews()
    yield "care_reviews", rows["child"], {
        **_same(rows, "reviewed"), "participation": participation(known, rows)
    }  # fmt: skip
    rows = known.health_in_year()
    yield "care_health", rows["child"], {
        **_same(rows, "convicted", "immunised", health_assessed="health", teeth_checked="teeth",
                substance_misuse="substance"),
        "year_ends": np.full(len(rows), known.on),
    }  # fmt: skip
    rows = known.missing()
    yield "missing", rows["child"], _same(rows, "kind", "began", "ended")
    yield _leavers(known, with_staff=False)


def _sen2(known: Known) -> Made:
    rows, _ = asked_or_in_force(known)
    waiting, excepted = np.isnat(rows["decided"]), rows["excepted"] & ~np.isnat(rows["issued"])
    open_ = np.isnat(rows["assessed"]) & (rows["decision"] == "Y") & ~waiting
    yield "ehc_requests", rows["child"], {
        **_same(rows, "received", "source_of_request", "decided", "assessed", "issued"),
        "decision": np.where(waiting, "A", rows["decision"]).astype(object),
        "outcome": np.where(waiting, "", np.where(open_, "A", rows["outcome"])).astype(object),
        "excepted": _known(excepted, (rows["decision"] == "Y") & ~waiting),
        "concluded": concluded(rows),
    }  # fmt: skip
    rows = known.plans()
    in_force = np.isnat(rows["ended"])
    yield "ehc_plans", rows["child"], {
        **_same(rows, "received", "issued", "ended"),
        "need": np.where(in_force, rows["need"], "").astype(object),
        "last_reviewed": np.where(in_force, rows["last_reviewed"], np.datetime64("NaT", "D")),
        "reason_ended": np.where(in_force, "", rows["reason_ended"]).astype(object),
    }  # fmt: skip
    reviewed = rows.only(~np.isnat(rows["last_reviewed"]) & in_force)
    yield "ehc_reviews", reviewed["child"], _same(reviewed, "issued", met="last_reviewed")


def _send(known: Known) -> Made:
    rows = known.plans()
    rows = rows.only(np.isnat(rows["ended"]))
    yield "ehc_plans", rows["child"], _same(rows, "issued", "need", "last_reviewed")


def _known(true: Array, told: Array) -> Array:
    """True or false where it is told, else None."""
    answers = true.astype(object)
    answers[~told] = None
    return answers


def _same(rows: Rows, *names: str, **renamed: str) -> dict[str, Array]:
    return {name: rows[name] for name in names} | {name: rows[old] for name, old in renamed.items()}


_MAKERS: Mapping[Source, Callable[[Known], Made]] = {
    Source.ANNEX_A: _annex_a,
    Source.ANNEX_A_SEND: _send,
    Source.CIN_CENSUS: _census,
    Source.SSDA903: _return_903,
    Source.SEN2: _sen2,
}
