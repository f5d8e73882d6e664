"""Audits of practice: what is late in the programme, what a result rests on, what comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule

SMALL_SAMPLE = 30
"""A result of fewer cases than this is marked as of a small sample."""
LARGEST_LOOKED_FOR = 2_000
"""A sample is looked for among sizes up to this."""

_OURS = "A convention of this product, shown wherever the rule speaks."

AUD_1 = define_rule(
    "AUD-1",
    title="An audit activity is late",
    meaning="The next step of an activity (start, finish, report, actions closed) is late from the day after "
    "its day. A step without a day is never late; nor is anything of an activity that was cancelled.",
    basis=_OURS,
    boundaries=(
        "To start by 30 June: not late on 30 June, late on 1 July.",
        "Reported in time with its finish unrecorded is not late to finish: a later step ends the earlier.",
    ),
)
AUD_2 = define_rule(
    "AUD-2",
    title="A small sample",
    meaning=f"A result from fewer than {SMALL_SAMPLE} cases is marked as of a small sample, beside its "
    "interval. 45% of 20 cases may stand for anything from 26% to 66%; 45% of 200 for 38% to 52%.",
    basis=_OURS,
    boundaries=(f"{SMALL_SAMPLE - 1} cases are a small sample, {SMALL_SAMPLE} are not.",),
)
AUD_3 = define_rule(
    "AUD-3",
    title="The sample behind a printed percentage",
    meaning="Where a paper prints a whole percentage and how many that is, the sample is worked out when "
    "exactly one size gives it, rounded half up. Where several do, or none, it is not guessed.",
    basis="Arithmetic.",
    boundaries=(
        "22% (4) is 4 of 18: of 17 it is 24%, of 19 it is 21%.",
        "34% (17) is 17 of 50; 50% (100) may be of 199 to 202 and is not guessed.",
        "0% (0) and 34% (1), which 1 of 3 is not, have none.",
    ),
)
AUD_4 = define_rule(
    "AUD-4",
    title="More good cases than cases",
    meaning="A result whose good cases are more than its cases, or whose grades do not add up to its cases, "
    "is refused.",
    basis="A part cannot be more than the whole.",
    boundaries=("20 of 20 stands, 21 of 20 is refused.", "Grades 1, 3, 4 of 8 cases stand; of 9 do not."),
)
AUD_5 = define_rule(
    "AUD-5",
    title="The second auditor is another",
    meaning="A case is moderated by somebody who did not audit it first: neither the same auditor, nor the "
    "same person at the desk for both.",
    basis=_OURS,
    boundaries=("Team manager B after Team manager A; not team manager a after Team manager A.",),
)
AUD_6 = define_rule(
    "AUD-6",
    title="Which judgement of a case counts",
    meaning="What the two agreed on, where they did; else what the first auditor found. The second auditor's "
    "own judgement counts for agreement only.",
    basis=_OURS,
    boundaries=(
        "First good, second requires improvement, not yet agreed: good.",
        "Agreed afterwards on requires improvement: requires improvement.",
    ),
)
AUD_7 = define_rule(
    "AUD-7",
    title="A theme repeats",
    meaning="A theme repeats when it was found as something to improve in two audits or more of different "
    "periods. Twice in one period is once.",
    basis=_OURS,
    boundaries=("Found in quarters 1 and 2 repeats; twice in quarter 1 does not.",),
)
AUD_8 = define_rule(
    "AUD-8",
    title="Two audits may be compared",
    meaning="A stream of two audits is compared where both judge it on the same scale. With the same version "
    "of a tool as it is; with another version, or another tool, with a warning that the tool changed. On "
    "another scale it is not compared.",
    basis="Grades of two scales are not comparable.",
    boundaries=(
        "Version 1 and version 1: compared. Version 1 and version 2: compared, with a warning.",
        "Adequate of 2013 and requires improvement of 2015: not compared.",
    ),
)


class Stage(StrEnum):
    """How far an activity of the programme is. In their order."""

    PLANNED = "planned"
    STARTED = "started"
    FINISHED = "finished"
    REPORTED = "reported"
    CLOSED = "actions_closed"
    CANCELLED = "cancelled"


STEPS = (Stage.STARTED, Stage.FINISHED, Stage.REPORTED, Stage.CLOSED)
TO_DO = {
    Stage.STARTED: "start",
    Stage.FINISHED: "finish",
    Stage.REPORTED: "report",
    Stage.CLOSED: "close its actions",
}


@dataclass(frozen=True)
class NextStep:
    """What is to be done next of an activity, by when, and whether that day has passed."""

    step: Stage
    due: date | None
    late: bool
    code: Code = AUD_1

    @property
    def words(self) -> str:
        """ "start", "report"."""
        return TO_DO[self.step]


def stage_of(done: Mapping[Stage, date]) -> Stage:
    """How far an activity is, from the days on which its steps were done."""
    if Stage.CANCELLED in done:
        return Stage.CANCELLED
    return next((step for step in reversed(STEPS) if step in done), Stage.PLANNED)


def next_step(done: Mapping[Stage, date], due: Mapping[Stage, date | None], today: date) -> NextStep | None:
    """The step after the last one that was done (AUD-1). None where nothing is left or it was cancelled."""
    stage = stage_of(done)
    if stage in (Stage.CANCELLED, Stage.CLOSED):
        return None
    step = STEPS[0] if stage is Stage.PLANNED else STEPS[STEPS.index(stage) + 1]
    day = due.get(step)
    return NextStep(step, day, day is not None and day < today)


def is_small(cases: int | None) -> bool:
    """Whether a result rests on a small sample (AUD-2). One whose sample is not known does too."""
    return cases is None or cases < SMALL_SAMPLE


def sample_behind(percent: int, count: int) -> int | None:
    """The one sample of which ``count`` is ``percent``, rounded half up (AUD-3); None where it is open."""
    if count <= 0 or not 0 < percent <= 100:
        return None
    fits = [size for size in range(count, LARGEST_LOOKED_FOR + 1) if _whole_percent(count, size) == percent]
    return fits[0] if len(fits) == 1 else None


def _whole_percent(count: int, size: int) -> int:
    return int((Decimal(100 * count) / size).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def why_not_counted(good: int | None, cases: int | None, grades: Sequence[int] = ()) -> str:
    """Why these counts cannot stand (AUD-4), in a sentence; empty where they can."""
    if (good is not None and good < 0) or (cases is not None and cases < 0) or any(one < 0 for one in grades):
        return "A number of cases cannot be below 0."
    if good is not None and cases is not None and good > cases:
        return f"There are more good cases ({good}) than cases ({cases})."
    if grades and cases is not None and sum(grades) != cases:
        return f"The grades add up to {sum(grades)} cases, and there are {cases}."
    return ""


def is_the_same_auditor(first: str, second: str) -> bool:
    """Whether two are one auditor as far as their names here tell (AUD-5)."""
    return " ".join(first.casefold().split()) == " ".join(second.casefold().split())


def counting(first: str | None, agreed: str | None) -> str | None:
    """The judgement that counts of a stream (AUD-6)."""
    return agreed or first


def repeats(periods: Sequence[tuple[date, date]]) -> bool:
    """Whether a theme repeats, from the periods of the audits that found it (AUD-7)."""
    return len(set(periods)) > 1


class Comparable(StrEnum):
    """Whether a stream of two audits may be compared (AUD-8)."""

    SAME_TOOL = "same_tool"
    TOOL_CHANGED = "tool_changed"
    ANOTHER_SCALE = "another_scale"


def comparable(
    earlier: tuple[str, int] | None,
    later: tuple[str, int] | None,
    grades: tuple[Sequence[str], Sequence[str]],
) -> Comparable:
    """Of two audits, each by its tool's name and version (None: not known), and the grades of both."""
    before, after = ([grade.casefold() for grade in scale] for scale in grades)
    if before != after:
        return Comparable.ANOTHER_SCALE
    return Comparable.SAME_TOOL if earlier is not None and earlier == later else Comparable.TOOL_CHANGED
