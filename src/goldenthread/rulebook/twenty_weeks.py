"""The 20 weeks of an education, health and care plan by stage, and which will be late if nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.rulebook.clocks import Standing, State, state
from goldenthread.rulebook.clocks_send import EHC_6, EHC_16, EHC_20, EHC_ADVICE, EHC_DRAFT
from goldenthread.rulebook.codes import define_rule

_OURS = "A convention of this product."

CLK_20 = define_rule(
    "CLK-20",
    title="Late if nothing changes",
    meaning="The stages that are left take as long as the 20 weeks give them: decision to assess in week 6, "
    "advice in week 12, decision on a plan in week 16, the draft 15 days before the end. They are counted "
    "from the day on which the last stage was done, and the next is not done before today. Where that ends "
    "after "
    "the deadline, the plan will be late.",
    basis=_OURS,
    boundaries=(
        "Requested on 11 January 2018, decided on 22 February, day 42: in time. On 23 February: late by a "
        "day.",
        "Decided in time, and no advice on 5 April, day 84: in time. None on 6 April: late.",
    ),
)
CLK_21 = define_rule(
    "CLK-21",
    title="Can no longer be in time",
    meaning="The family has 15 days on a draft, beginning with the day on which it is served. The final "
    "plan can go "
    "out on the 16th day at the soonest; where that is after the deadline, nothing can make it be in time.",
    basis="Special Educational Needs and Disability Regulations 2014 (SI 2014/1530), regulation 13.",
    boundaries=(
        "Due on 31 May 2018, no draft: on 16 May it still can be, on 17 May it cannot.",
        "A draft served on 17 May 2018: it cannot.",
    ),
)
CLK_22 = define_rule(
    "CLK-22",
    title="A closure that counts as an exception",
    meaning="Advice was asked of a school or provider that was closed for 4 weeks or more without a break, "
    "and "
    "asked from one week before it closed until one week before it re-opens. Shorter closures, as at "
    "Easter and "
    "Christmas, never count.",
    basis="Special Educational Needs and Disability Regulations 2014 (SI 2014/1530), regulations 5(4), "
    "10(4) and "
    "13(3).",
    boundaries=(
        "Closed from 25 July 2018, open again on 22 August 2018: 4 weeks, counts. On 21 August: does not.",
        "Closed from 25 July to 5 September 2018: asked on 17 July no, on 18 July yes, on 29 August yes, "
        "on 30 August no.",
    ),
)


class Stage(StrEnum):
    """What a request waits for."""

    DECISION = "decision whether to assess"
    ADVICE = "advice"
    PLAN = "decision on a plan"
    DRAFT = "draft plan"
    FINAL = "final plan"
    DONE = "done"


_WEEKS = 20
# On which day of the 20 weeks each stage is done, at the latest, for the plan to be in time.
_PLANNED = {Stage.DECISION: 42, Stage.ADVICE: 84, Stage.PLAN: 112, Stage.DRAFT: 125, Stage.FINAL: 140}
_FOR_THE_FAMILY = timedelta(days=15)
_LEAST_CLOSURE = timedelta(weeks=4)
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Request:
    """One request and the days of what has happened. `ended`: it ended without a plan."""

    received: date | None
    decided: date | None = None
    advice_asked: date | None = None
    advice_given: date | None = None
    assessed: date | None = None
    draft_sent: date | None = None
    issued: date | None = None
    ended: date | None = None
    exception: str | None = None

    def until(self, day: date) -> Request:
        """What of it had happened on a day."""
        days = {name: getattr(self, name) for name in _DAYS}
        return replace(self, **{name: None for name, each in days.items() if each and each > day})


_DAYS = ("received", "decided", "advice_asked", "advice_given", "assessed", "draft_sent", "issued", "ended")


@dataclass(frozen=True)
class Progress:
    """Where a request stands. `stages` are the clocks of its parts; `draft_by` is the last day for the draft.

    `expected` is when the plan is out if nothing changes (CLK-20); None when it is done, ended or not known.
    """

    stage: Stage
    whole: Standing
    stages: dict[Stage, Standing]
    draft_by: date | None
    expected: date | None
    will_be_late: bool
    cannot_be_in_time: bool


def progress(request: Request, as_at: date, *, untold: frozenset[Stage] = frozenset()) -> Progress:
    """The request on a day. Raises `BeyondCalendar`, `NoSuchException`.

    `untold` are stages whose days nobody tells: nothing is taken to wait for them.
    """
    known = request.until(as_at)
    ended = known.issued or known.ended
    exception = request.exception
    whole = state(EHC_20, known.received, ended, as_at, exception=exception)
    stages = {
        Stage.DECISION: state(EHC_6, known.received, known.decided, as_at, exception=exception),
        Stage.ADVICE: state(EHC_ADVICE, known.advice_asked, known.advice_given, as_at),
        Stage.PLAN: state(
            EHC_16, known.received, known.assessed or known.draft_sent, as_at, exception=exception
        ),
        Stage.DRAFT: state(EHC_DRAFT, known.draft_sent, known.issued, as_at),
        Stage.FINAL: whole,
    }
    stage = _stage(known, untold)
    if stage is Stage.DONE or known.received is None or whole.state is State.NOT_COMPUTABLE:
        return Progress(stage, whole, stages, None, None, will_be_late=False, cannot_be_in_time=False)
    due = known.received + timedelta(weeks=_WEEKS)
    expected = _expected(known, stage, as_at)
    soonest = as_at
    if known.draft_sent or Stage.DRAFT not in untold:
        soonest = max((known.draft_sent or as_at) + _FOR_THE_FAMILY, as_at)
    return Progress(stage, whole, stages, due - _FOR_THE_FAMILY, expected, expected > due, soonest > due)


def _stage(known: Request, untold: frozenset[Stage]) -> Stage:
    """The first stage after the last that is done, of those whose days are told."""
    if known.issued or known.ended:
        return Stage.DONE
    order = (
        (Stage.DECISION, known.decided),
        (Stage.ADVICE, known.advice_given),
        (Stage.PLAN, known.assessed),
        (Stage.DRAFT, known.draft_sent),
    )
    done = max((number for number, (_, day) in enumerate(order) if day), default=-1)
    left = (stage for stage, _ in order[done + 1 :] if stage not in untold)
    return next(left, Stage.FINAL)


def _expected(known: Request, stage: Stage, as_at: date) -> date:
    planned = _PLANNED[Stage.FINAL]
    done = (
        (Stage.DRAFT, known.draft_sent),
        (Stage.PLAN, known.assessed),
        (Stage.ADVICE, known.advice_given),
        (Stage.DECISION, known.decided),
    )
    latest = next(((each, day) for each, day in done if day), None)
    pace = as_at + timedelta(days=planned - _PLANNED[stage])
    if latest is None:
        return max(pace, (known.received or as_at) + timedelta(days=planned))
    return max(pace, latest[1] + timedelta(days=planned - _PLANNED[latest[0]]))


def closure_excepts(asked: date, closed: date, opens: date) -> bool:
    """Whether advice asked on a day falls into a closure that counts (CLK-22).

    `closed` is the first day closed, `opens` the day on which it is open again.
    """
    return opens - closed >= _LEAST_CLOSURE and closed - _WEEK <= asked <= opens - _WEEK
