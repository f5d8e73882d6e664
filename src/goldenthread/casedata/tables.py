"""The tables that every source is brought into, and on which every measure, clock and list is written.

A table's rows come from one list, file or element of a source. `until` names the column by which a row
grows old: an event's own day, or the end of a spell (an open spell has none, and belongs to the newest
snapshot).
A column that a source does not carry is null in its rows, and its name is missing from what the source gives
(`reading` says so for each load); a measure that needs it gives no figure from that source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds. The words are those of every engine's schema."""

    TEXT = "string"
    DAY = "date"
    INSTANT = "timestamp"
    WHOLE = "int64"
    YES_NO = "boolean"


# Columns of every table. `child` is the keyed hash of the council's own number for the child, 63 bits, 0 to
# 2**63-1; `row` is the row's number in what was read, for whoever must find it again (with `load`, which the
# snapshots add).
EVERYWHERE: Mapping[str, Kind] = {"authority": Kind.TEXT, "child": Kind.WHOLE, "row": Kind.WHOLE}
STAFF: Mapping[str, Kind] = {"team": Kind.TEXT, "worker": Kind.TEXT}


@dataclass(frozen=True)
class Table:
    """One table: its own columns with their kinds, and the column by which its rows grow old."""

    name: str
    means: str
    own: Mapping[str, Kind]
    until: str
    key: tuple[str, ...]

    @property
    def columns(self) -> dict[str, Kind]:
        return {**EVERYWHERE, **self.own}


def _table(name: str, means: str, until: str, key: tuple[str, ...], /, **own: str) -> Table:
    kinds = {column: Kind(kind) for column, kind in own.items()}
    return Table(name, means, kinds, until, ("child", *key))


_ALL = (
    _table(
        "children", "One row for each child of a file: who they are. `born` never leaves the case store. "
        "`seen_until` is the latest `until` of the child's other rows in the file, null where one is open.",
        "seen_until", (),
        born="date", sex="string", ethnicity="string", disabled="boolean", seen_until="date",
    ),
    _table(
        "contacts", "A contact about a child. `decided` is a local column: no national list carries it.",
        "contacted", ("contacted",),
        contacted="date", source_of_contact="string", decided="date",
    ),
    _table(
        "early_help", "An early help assessment.", "started", ("started",),
        started="date", completed="date", organisation="string",
    ),
    _table(
        "referrals", "A referral to children's social care. `decided` is a local column.",
        "referred", ("referred",),
        referred="date", source_of_referral="string", no_further_action="boolean", decided="date",
        referrals_in_12_months="int64", team="string", worker="string",
    ),
    _table(
        "assessments", "A child and family assessment. `referred` starts its clock: the referral; for a "
        "second assessment in the same case, or without a referral in the list, its own start.",
        "authorised", ("started",),
        referred="date", started="date", authorised="date", child_seen="string", needs_support="boolean",
        disabled="boolean", team="string", worker="string",
    ),
    _table(
        "section_47", "A section 47 enquiry, from the strategy discussion that began it.",
        "started", ("started",),
        started="date", target="date", conference="date", conference_not_needed="boolean",
        led_to_plan="string", team="string", worker="string",
    ),
    _table(
        "need", "A spell as a child in need. `referred` begins it in the census, `started` in Annex A.",
        "ended", ("started",),
        referred="date", started="date", ended="date", primary_need="string", reason_ended="string",
        status="string", last_seen="date", team="string", worker="string",
    ),
    _table(
        "need_plans", "A child in need plan.", "ended", ("started",),
        started="date", ended="date", team="string", worker="string",
    ),
    _table(
        "protection_plans", "A child protection plan. `conference` is the initial conference that made it.",
        "ended", ("started",),
        started="date", ended="date", conference="date", initial_category="string", latest_category="string",
        previous_plans="int64", last_visit="date", seen_alone="string", last_review="date",
        team="string", worker="string",
    ),
    _table(
        "protection_reviews", "A review conference of a child protection plan.", "reviewed",
        ("plan_started", "reviewed"),
        plan_started="date", reviewed="date",
    ),
    _table(
        "care_episodes", "An episode of care, as the 903 return counts them: one placement under one status.",
        "ended", ("started",),
        started="date", reason_new="string", legal_status="string", category_of_need="string",
        placement="string", provider="string", ended="date", reason_ended="string", reason_moved="string",
        miles="int64", urn="string",
    ),
    _table(
        "care", "A period of care, until ceasing. The latest of each thing is as of the snapshot.",
        "ceased", ("started",),
        started="date", ceased="date", reason_ceased="string", legal_status="string",
        legal_status_from="date", category_of_need="string", asylum_seeking="boolean", again="boolean",
        last_review="date", last_visit="date", permanence_plan="string", last_reviewer_contact="date",
        last_health="date", last_dental="date", placements_in_12_months="int64", placement_from="date",
        placement="string", provider="string", out_of_area="boolean", missing_in_12_months="int64",
        absent_in_12_months="int64", interview_offered="boolean", interview_accepted="boolean",
        team="string", worker="string",
    ),
    _table(
        "care_reviews", "A review of a child in care.", "reviewed", ("reviewed",),
        reviewed="date", participation="string",
    ),
    _table(
        "care_health", "A child's health in a year of care: return OC2. `year_ends` is 31 March.",
        "year_ends", ("year_ends",),
        year_ends="date", health_assessed="boolean", teeth_checked="boolean", immunised="boolean",
        difficulties_score="int64", difficulties_reason="string", convicted="boolean",
        substance_misuse="boolean",
    ),
    _table(
        "missing", "A time missing from placement, or away without authorisation.", "began", ("began",),
        kind="string", began="date", ended="date", returned_at="timestamp", interview_offered="boolean",
        interviewed_at="timestamp",
    ),
    _table(
        "care_leavers", "A young person with leaving care services, as of the snapshot or the year's end.",
        "seen_until", ("seen_until",),
        eligibility="string", asylum_seeking="boolean", pathway_reviewed="date", in_touch="string",
        last_contact="date", accommodation="string", suitable="string", activity="string",
        seen_until="date", team="string", worker="string", adviser="string",
    ),
    _table(
        "adoptions", "A child with a decision that they should be placed for adoption.", "concluded",
        ("decided",),
        entered_care="date", decided="date", placement_order="date", matched="date", placed="date",
        adopted="date", reversed="date", reason_reversed="string", fostered_first="date", concluded="date",
    ),
    _table(
        "adopters", "An individual in contact with the adoption agency. `child` is the adopter's own hash.",
        "concluded", ("enquired",),
        enquired="date", stage_1_started="date", stage_1_ended="date", stage_2_started="date",
        stage_2_ended="date", applied="date", approved="date", matched="date", placed="date",
        children_placed="int64", adopted="date", left="date", reason_left="string", concluded="date",
    ),
    _table(
        "ehc_requests", "A request for an education, health and care needs assessment, and what became of "
        "it. `excepted` is the return's mark for a permitted exception.",
        "concluded", ("received",),
        received="date", source_of_request="string", decided="date", decision="string",
        assessed="date", outcome="string", excepted="boolean", advice_asked="date", advice_given="date",
        draft_sent="date", issued="date", concluded="date", team="string", worker="string",
    ),
    _table(
        "ehc_plans", "An education, health and care plan.", "ended", ("issued",),
        received="date", issued="date", ended="date", reason_ended="string", need="string",
        last_reviewed="date",
    ),
    _table(
        "ehc_reviews", "An annual review of a plan. `issued` is the plan's; `decided` the notice after it.",
        "met", ("met",),
        issued="date", met="date", decided="date", outcome="string", draft_sent="date", finalised="date",
    ),
)  # fmt: skip

TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
