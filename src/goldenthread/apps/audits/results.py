"""What an audit found, stream by stream: how many good or better of how many, with the interval.

The same from cases and from counts that a paper printed. A share is a Decimal of 1; a percentage is as
printed, or worked out to a whole one, half up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from goldenthread.apps.audits.models import Answer, Audit, AuditCase, Of, Reading, ResultCount, Way, Which
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.agreement import Agreement, Weights, agreement, cross_table
from goldenthread.rulebook.audits import counting, is_small
from goldenthread.rulebook.intervals import Interval, proportion


@dataclass(frozen=True)
class Result:
    """One stream, or one question of the practice standards. None where a paper does not say it.

    `by_grade` holds cases of each grade, best first; empty where it is not known. `of` as in `Of`.
    """

    label: str
    of: str
    good: int | None
    cases: int | None
    percent: Decimal | None
    by_grade: tuple[int, ...] = ()
    text: str = ""
    worked_out: bool = False

    @property
    def share(self) -> Decimal | None:
        """Good of cases, exactly; else the printed percentage as a share."""
        if self.good is not None and self.cases:
            return Decimal(self.good) / self.cases
        return None if self.percent is None else self.percent / 100

    @property
    def interval(self) -> Interval | None:
        """Wilson's, in percent; None where the sample is not known."""
        if self.good is None or not self.cases:
            return None
        return proportion(self.good, self.cases, multiplier=100)

    @property
    def small(self) -> bool:
        return is_small(self.cases)

    @property
    def percent_words(self) -> str:
        """ "34%": as printed, else worked out."""
        if self.percent is not None:
            return f"{plain(self.percent)}%"
        return "" if self.share is None else f"{whole_percent(self.share)}%"

    @property
    def count_words(self) -> str:
        """ "4 of 18", "of 18", or what is not known."""
        if self.good is not None and self.cases is not None:
            return f"{self.good} of {self.cases}"
        if self.cases is not None:
            return f"of {self.cases}"
        return f"{self.good} of a number not said" if self.good is not None else "sample not said"

    @property
    def interval_words(self) -> str:
        """ "26% to 66%"."""
        interval = self.interval
        if interval is None or interval.lower is None or interval.upper is None:
            return ""
        return f"{_whole(interval.lower)}% to {_whole(interval.upper)}%"


def plain(number: Decimal) -> str:
    """A Decimal without the zeros that only its column put there."""
    short = number.normalize()
    return f"{short:f}"


def whole_percent(share: Decimal) -> int:
    return int((share * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _whole(number: float) -> int:
    return int(Decimal(str(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class CaseRead:
    """A case with the last of each reading."""

    case: AuditCase
    first: Reading | None
    second: Reading | None
    agreed: Reading | None

    def grade(self, stream: str) -> str | None:
        """The judgement that counts (AUD-6)."""
        return counting(*((one.grades.get(stream) if one else None) for one in (self.first, self.agreed)))

    def answer(self, question: str) -> str | None:
        return counting(*((one.answers.get(question) if one else None) for one in (self.first, self.agreed)))

    @property
    def differs(self) -> tuple[str, ...]:
        """The streams on which the two auditors gave different grades."""
        if self.first is None or self.second is None:
            return ()
        ours, theirs = self.first.grades, self.second.grades
        return tuple(one for one in ours if one in theirs and ours[one] != theirs[one])

    @property
    def state(self) -> str:
        """How far it is: to_moderate, to_agree, or judged."""
        if self.second is None:
            return "judged_once"
        return "to_agree" if self.differs and self.agreed is None else "case_settled"

    @property
    def grades(self) -> list[tuple[str, str | None]]:
        """Each stream of its audit with the grade that counts."""
        return [(stream, self.grade(stream)) for stream in self.case.audit.streams]


_DECLARED = "case__audit__published_on"


def cases_of(audits: Iterable[Audit], known_at: datetime | None = None) -> dict[int, list[CaseRead]]:
    """The cases of each audit (by key) in the order of entry, as far as was known. Two queries."""
    by_key = {audit.pk: audit for audit in audits}
    told = known_by(known_at, published="audit__published_on")
    gone = Q(withdrawn_at=None) if known_at is None else Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at)
    cases = list(AuditCase.objects.filter(told, gone, audit__in=by_key).order_by("id"))
    readings: dict[tuple[int, str], Reading] = {}
    rows = Reading.objects.filter(known_by(known_at, published=_DECLARED), case__in=cases)
    for reading in rows.select_related("recorded_by").order_by("number"):
        readings[reading.case_id, reading.which] = reading
    found: dict[int, list[CaseRead]] = defaultdict(list)
    for case in cases:
        case.audit = by_key[case.audit_id]
        found[case.audit_id].append(CaseRead(case, *(readings.get((case.pk, which)) for which in Which)))
    return found


def counts_of(audits: Iterable[Audit], known_at: datetime | None = None) -> dict[int, list[ResultCount]]:
    """The counts of each audit (by key), the last of each label, in the order in which labels came."""
    found: dict[int, dict[tuple[str, str], ResultCount]] = defaultdict(dict)
    rows = ResultCount.objects.filter(
        known_by(known_at, published="audit__published_on"), audit__in=[audit.pk for audit in audits]
    )
    for row in rows.order_by("id"):
        found[row.audit_id][row.of, row.label] = row
    return {key: list(rows.values()) for key, rows in found.items()}


def results_of(
    audits: Sequence[Audit], known_at: datetime | None = None, cases: dict[int, list[CaseRead]] | None = None
) -> dict[int, list[Result]]:
    """The results of each audit (by key): its streams, then its practice standards. At most three queries."""
    by_case = [audit for audit in audits if audit.way == Way.CASES]
    read = cases if cases is not None else cases_of(by_case, known_at) if by_case else {}
    by_count = [audit for audit in audits if audit.way == Way.COUNTS]
    counted = counts_of(by_count, known_at) if by_count else {}
    return {
        audit.pk: _from_cases(audit, read.get(audit.pk, []))
        if audit.way == Way.CASES
        else [
            _from_count(one) for one in sorted(counted.get(audit.pk, []), key=lambda one: one.of != Of.STREAM)
        ]
        for audit in audits
    }


def _from_count(row: ResultCount) -> Result:
    return Result(
        row.label, row.of, row.good, row.cases, row.percent, tuple(row.by_grade), row.text, row.worked_out
    )


def _from_cases(audit: Audit, cases: Sequence[CaseRead]) -> list[Result]:
    found = []
    for stream in audit.streams:
        given = [grade for case in cases if (grade := case.grade(stream))]
        by_grade = tuple(given.count(grade) for grade in audit.grades)
        if given:
            good = sum(by_grade[: audit.good_grades])
            found.append(Result(stream, Of.STREAM, good, len(given), None, by_grade))
    for question in audit.questions:
        answers = [answer for case in cases if (answer := case.answer(question))]
        asked = [answer for answer in answers if answer != Answer.NOT_APPLICABLE]
        if asked:
            found.append(Result(question, Of.QUESTION, asked.count(Answer.YES), len(asked), None))
    return found


@dataclass(frozen=True)
class StreamAgreement:
    """How far two auditors agree on a stream: plain, and weighted by steps and by steps squared."""

    label: str
    plain: Agreement
    linear: Agreement
    quadratic: Agreement

    @property
    def all(self) -> tuple[Agreement, ...]:
        return self.plain, self.linear, self.quadratic


ALL_STREAMS = "All streams together"


def agreement_of(audit: Audit, cases: Sequence[CaseRead]) -> list[StreamAgreement]:
    """Agreement on each stream that two judged, and on all of them together where there are several.

    It is between what the two found before they spoke: what they agreed on afterwards plays no part.
    """
    places = {grade: place for place, grade in enumerate(audit.grades)}
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for case in cases:
        if case.first is None or case.second is None:
            continue
        for stream in audit.streams:
            ours, theirs = case.first.grades.get(stream), case.second.grades.get(stream)
            if ours and theirs:
                pairs[stream].append((places[ours], places[theirs]))
    named = [(stream, pairs[stream]) for stream in audit.streams if pairs[stream]]
    if len(named) > 1:
        named.append((ALL_STREAMS, [pair for _, many in named for pair in many]))
    return [
        StreamAgreement(
            label, *(agreement(cross_table(many, len(audit.grades)), weights) for weights in Weights)
        )
        for label, many in named
    ]
