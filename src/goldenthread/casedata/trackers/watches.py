"""What is watched: for each clock, the rows of a table that start it, and how they tell that it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis

from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import EVERYWHERE, STAFF, TABLES
from goldenthread.rulebook.clock_model import Clock
from goldenthread.rulebook.clocks import CLOCKS

# Ibis gives its expressions no types that a checker could follow.
Expression = Any
Select = Callable[[Expression, date], Expression]

SOCIAL_CARE = (Source.ANNEX_A, Source.CIN_CENSUS)
IN_CARE = (Source.ANNEX_A,)
EDUCATION = (Source.SEN2, Source.ANNEX_A_SEND)


@dataclass(frozen=True)
class Watch:
    """One clock over one table. `begins` is the column that names the case for good (its first day).

    `select` adds `start`, `stop` and `last` (the last thing done, which `last_is` names) to the rows that the
    clock runs for on a day, and `excepted` where the clock permits an exception. `needs_birth`: the age
    decides. `awaits` is what is to be done, in words.
    """

    clock: Clock
    table: str
    begins: str
    needs: tuple[str, ...]
    sources: tuple[Source, ...]
    awaits: str
    last_is: str
    select: Select
    needs_birth: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to read: what is needed, and who holds the case where the table says."""
        own = TABLES[self.table].own
        staff = tuple(name for name in STAFF if name in own)
        return (*EVERYWHERE, *dict.fromkeys((self.begins, *self.needs)), *staff)


def _started(rows: Expression, start: Expression, stop: Expression | None, last: Expression) -> Expression:
    nothing = ibis.null("date")
    return rows.mutate(start=start, stop=nothing if stop is None else stop, last=last)


def _open(rows: Expression, ended: str, as_at: date) -> Expression:
    return rows.filter(rows[ended].isnull() | (rows[ended] > ibis.literal(as_at, type="date")))


def _contacts(rows: Expression, as_at: date) -> Expression:
    return _started(rows, rows.contacted, rows.decided, rows.contacted)


def _referrals(rows: Expression, as_at: date) -> Expression:
    return _started(rows, rows.referred, rows.decided, rows.referred)


def _assessments(rows: Expression, as_at: date) -> Expression:
    return _started(rows, rows.referred, rows.authorised, rows.started)


def _conferences(rows: Expression, as_at: date) -> Expression:
    wanted = rows.filter(~rows.conference_not_needed.fill_null(False))
    return _started(wanted, wanted.started, wanted.conference, wanted.started)


def _first_reviews(rows: Expression, as_at: date) -> Expression:
    """A plan starts on the day of its initial conference."""
    plans = _open(rows, "ended", as_at)
    plans = plans.filter(plans.last_review.isnull() | (plans.last_review <= plans.started))
    return _started(plans, plans.started, None, plans.started)


def _later_reviews(rows: Expression, as_at: date) -> Expression:
    plans = _open(rows, "ended", as_at)
    plans = plans.filter(plans.last_review > plans.started)
    return _started(plans, plans.last_review, None, plans.last_review)


def _protection_visits(rows: Expression, as_at: date) -> Expression:
    plans = _open(rows, "ended", as_at)
    return _started(plans, plans.last_visit.coalesce(plans.started), None, plans.last_visit)


# A review within so many days of becoming looked after is taken for the first; the next is then the second.
_FIRST_WITHIN = 35


def _care_first_reviews(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    care = care.filter(care.last_review.isnull() | (care.last_review < care.started))
    return _started(care, care.started, None, care.started)


def _care_second_reviews(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    after = care.last_review.delta(care.started, unit="day")
    care = care.filter((after >= 0) & (after <= _FIRST_WITHIN))
    return _started(care, care.last_review, None, care.last_review)


def _care_later_reviews(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    care = care.filter(care.last_review.delta(care.started, unit="day") > _FIRST_WITHIN)
    return _started(care, care.last_review, None, care.last_review)


def _care_first_visits(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    care = care.filter(care.last_visit.isnull() | (care.last_visit < care.placement_from))
    return _started(care, care.placement_from, None, care.last_visit)


def _care_visits(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    care = care.filter(care.last_visit >= care.placement_from.coalesce(care.started))
    return _started(care, care.last_visit, None, care.last_visit)


def _first_health(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    care = care.filter(care.last_health.isnull())
    return _started(care, care.started, None, care.started)


def _later_health(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    care = care.filter(care.last_health.notnull())
    return _started(care, care.last_health, None, care.last_health)


def _dental(rows: Expression, as_at: date) -> Expression:
    care = _open(rows, "ceased", as_at)
    care = care.filter(care.last_dental.notnull())
    return _started(care, care.last_dental, None, care.last_dental)


def _pathway(rows: Expression, as_at: date) -> Expression:
    """Only those of the newest list: each says how things stood on its own day."""
    newest = rows.seen_until.max().over(group_by=rows.authority)
    marked = rows.mutate(newest=newest)
    now = marked.filter(marked.seen_until == marked.newest).drop("newest")
    return _started(now, now.pathway_reviewed, None, now.last_contact)


def _requests(rows: Expression, stop: str) -> Expression:
    ended = rows[stop].isnull() & rows.concluded.notnull()
    going = rows.filter(~ended)
    last = ibis.coalesce(going.issued, going.draft_sent, going.assessed, going.decided, going.received)
    return _started(going, going.received, going[stop], last)


def _decisions(rows: Expression, as_at: date) -> Expression:
    return _requests(rows, "decided")


def _plans(rows: Expression, as_at: date) -> Expression:
    return _requests(rows, "issued")


def _annual(rows: Expression, as_at: date) -> Expression:
    plans = _open(rows, "ended", as_at)
    return _started(plans, plans.last_reviewed.coalesce(plans.issued), None, plans.last_reviewed)


_REQUEST = ("received", "decided", "assessed", "draft_sent", "issued", "concluded", "excepted")
_PLAN = ("started", "ended", "last_review")


def _watch(
    clock: str, table: str, begins: str, needs: tuple[str, ...], sources: tuple[Source, ...], awaits: str,
    last_is: str, select: Select, *, needs_birth: bool = False,
) -> Watch:  # fmt: skip
    return Watch(CLOCKS[clock], table, begins, needs, sources, awaits, last_is, select, needs_birth)


WATCHES = (
    _watch("contact-decision", "contacts", "contacted", ("decided",), SOCIAL_CARE,
           "Decision on the contact", "Contact", _contacts),
    _watch("referral-decision", "referrals", "referred", ("decided",), SOCIAL_CARE,
           "Decision on the referral", "Referral", _referrals),
    _watch("assessment", "assessments", "started", ("referred", "authorised"), SOCIAL_CARE,
           "Assessment authorised", "Assessment begun", _assessments),
    _watch("icpc", "section_47", "started", ("conference", "conference_not_needed"), SOCIAL_CARE,
           "Initial conference", "Strategy discussion", _conferences),
    _watch("cp-first-review", "protection_plans", "started", _PLAN, SOCIAL_CARE,
           "First review conference", "Initial conference", _first_reviews),
    _watch("cp-later-review", "protection_plans", "started", _PLAN, SOCIAL_CARE,
           "Review conference", "Review", _later_reviews),
    _watch("cp-visit", "protection_plans", "started", ("ended", "last_visit"), IN_CARE,
           "Visit", "Visit", _protection_visits),
    _watch("cla-first-review", "care", "started", ("ceased", "last_review"), IN_CARE,
           "First review", "Became looked after", _care_first_reviews),
    _watch("cla-second-review", "care", "started", ("ceased", "last_review"), IN_CARE,
           "Second review", "Review", _care_second_reviews),
    _watch("cla-later-review", "care", "started", ("ceased", "last_review"), IN_CARE,
           "Review", "Review", _care_later_reviews),
    _watch("cla-first-visit", "care", "started", ("ceased", "last_visit", "placement_from"), IN_CARE,
           "First visit to the placement", "Visit", _care_first_visits),
    _watch("cla-visit", "care", "started", ("ceased", "last_visit", "placement_from"), IN_CARE,
           "Visit", "Visit", _care_visits),
    _watch("initial-health-assessment", "care", "started", ("ceased", "last_health"), IN_CARE,
           "Initial health assessment", "Became looked after", _first_health),
    _watch("review-health-assessment", "care", "started", ("ceased", "last_health"), IN_CARE,
           "Health assessment", "Health assessment", _later_health, needs_birth=True),
    _watch("dental-check", "care", "started", ("ceased", "last_dental"), IN_CARE,
           "Dental check", "Dental check", _dental),
    _watch("pathway-plan-review", "care_leavers", "pathway_reviewed", ("last_contact", "seen_until"), IN_CARE,
           "Pathway plan review", "Contact", _pathway),
    _watch("ehc-6-weeks", "ehc_requests", "received", _REQUEST, EDUCATION,
           "Decision whether to assess", "Last stage", _decisions),
    _watch("ehc-20-weeks", "ehc_requests", "received", _REQUEST, EDUCATION,
           "Final plan", "Last stage", _plans),
    _watch("ehc-annual-review", "ehc_plans", "issued", ("ended", "last_reviewed"), EDUCATION,
           "Annual review", "Review", _annual),
)  # fmt: skip
"""Every watch. A clock whose days no national list carries is kept on a tracker of the council's own."""
