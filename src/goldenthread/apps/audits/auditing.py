"""Writes about an audit as a whole: beginning it, what is said of it, its counts, closing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.apps.audits.models import Activity, Audit, Drawn, Of, ResultCount, Tool, Way
from goldenthread.apps.audits.tools import check_scale
from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.recorded import period_columns, period_of
from goldenthread.apps.people.models import Council, Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.audits import AUD_4, sample_behind, why_not_counted
from goldenthread.rulebook.periods import Period

STALE = "Somebody changed this audit while you were writing. Read what it says now, then save again."


@dataclass(frozen=True)
class AuditFields:
    """What is said of an audit. `published_on` is declared for one of the past: known from that day."""

    title: str
    period: Period
    theme: str = ""
    population: str = ""
    population_size: int | None = None
    drawn: str = Drawn.NOT_SAID
    drawn_text: str = ""
    auditors: str = ""
    source: str = ""
    finding: str = ""
    published_on: date | None = None
    activity: Activity | None = None

    def columns(self) -> dict[str, Any]:
        return period_columns(self.period) | {
            "title": self.title, "theme": self.theme, "population": self.population,
            "population_size": self.population_size, "drawn": self.drawn, "drawn_text": self.drawn_text,
            "auditors": self.auditors, "source": self.source, "finding": self.finding,
            "published_on": self.published_on, "activity": self.activity,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        said = {name: value for name, value in self.columns().items() if name != "activity"}
        return said | {"activity": str(self.activity or "")}

    def tidy(self) -> AuditFields:
        lines = ("title", "theme", "population", "drawn_text", "auditors", "source")
        return replace(
            self,
            finding=self.finding.strip(),
            **{name: " ".join(getattr(self, name).split()) for name in lines},
        )


@dataclass(frozen=True)
class Scale:
    """What an audit judges by: grades best first, how many are good, streams and questions."""

    grades: Sequence[str]
    good_grades: int
    streams: Sequence[str] = ()
    questions: Sequence[str] = ()
    tool: Tool | None = None

    @classmethod
    def of(cls, tool: Tool) -> Scale:
        return cls(tool.grades, tool.good_grades, tool.streams, tool.questions, tool)


@dataclass(frozen=True)
class Counted:
    """A result as counts. `text` is as printed; `cases` None where the paper does not say."""

    label: str
    good: int | None = None
    cases: int | None = None
    percent: Decimal | None = None
    by_grade: tuple[int, ...] = ()
    of: str = Of.STREAM
    text: str = ""


@transaction.atomic
def begin_audit(
    says: AuditFields, scale: Scale, *, way: Way | str, today: date, by: Person | None, at: datetime,
    load: Load | None = None,
) -> Audit:  # fmt: skip
    """Begin an audit. Its number is the council's next.

    Raises Refused for an empty title, a period that has not begun, a scale that is none, a retired tool, an
    audit case by case without streams, and a declared day to come.
    """
    says = says.tidy()
    _check(says, today)
    check_scale(scale.grades, scale.good_grades)
    if way == Way.CASES and not scale.streams:
        raise Refused("An audit case by case needs a tool with streams.", field="tool")
    if scale.tool is not None and scale.tool.retired_on is not None and says.published_on is None:
        raise Refused("This version of the tool is no longer in use. Choose the newest.", field="tool")
    list(Council.objects.select_for_update())  # so that two do not take one number
    number = (Audit.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    audit = Audit.objects.create(
        **says.columns(), number=number, way=way, tool=scale.tool, grades=list(scale.grades),
        good_grades=scale.good_grades, streams=list(scale.streams), questions=list(scale.questions),
        recorded_at=at, recorded_by=by, load=load,
    )  # fmt: skip
    on = [audit, *([says.activity] if says.activity else [])]
    record("audits.audit_begun", by=by, at=at, on=on, after=says.as_json() | {
        "reference": audit.reference, "way": Way(way).label, "grades": audit.grades,
        "streams": audit.streams,
    })  # fmt: skip
    return audit


@transaction.atomic
def revise_audit(
    audit: Audit, says: AuditFields, *, version: int, today: date, by: Person, at: datetime
) -> Audit:
    """Change what is said of an audit. Its judgements stay.

    Raises Refused as `begin_audit`, when somebody changed it since `version`, and once it is closed.
    """
    audit = locked(audit, version)
    check_open(audit)
    says = says.tidy()
    _check(says, today)
    before = says_of(audit)
    if before == says:
        return audit
    for name, value in says.columns().items():
        setattr(audit, name, value)
    audit.version += 1
    audit.save()
    record("audits.audit_revised", by=by, at=at, on=audit, before=before.as_json(), after=says.as_json())
    return audit


@transaction.atomic
def enter_count(
    audit: Audit, counted: Counted, *, by: Person | None, at: datetime, reason: str = ""
) -> ResultCount:
    """Enter one result of an audit that has counts only. Entered again, the new one counts.

    A sample that a paper leaves out is worked out where exactly one fits (AUD-3). Raises Refused for more
    good cases than cases (AUD-4), for a result that says nothing, for a correction without a reason, for an
    audit case by case, and once it is closed.
    """
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    check_open(audit)
    if audit.way != Way.COUNTS:
        raise Refused("This audit is entered case by case: its counts are worked out.")
    counted, worked_out = _completed(replace(counted, label=" ".join(counted.label.split())), audit)
    last = audit.counts.filter(of=counted.of, label__iexact=counted.label).order_by("number").last()
    if last is not None:
        counted = replace(counted, label=last.label)
        if _as_of(last) == replace(counted, text=last.text):
            return last
        if not reason.strip():
            raise Refused("This was entered before, so say why it changes.", field="reason")
    written = ResultCount.objects.create(
        audit=audit, of=counted.of, label=counted.label, number=last.number + 1 if last else 1,
        text=counted.text, percent=counted.percent, good=counted.good, cases=counted.cases,
        by_grade=list(counted.by_grade), worked_out=worked_out, reason=reason.strip(), recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record("audits.count_entered", by=by, at=at, on=audit, why=reason.strip(), after={
        "label": counted.label, "text": counted.text, "percent": counted.percent, "good": counted.good,
        "cases": counted.cases, "by_grade": list(counted.by_grade), "worked_out": worked_out,
    })  # fmt: skip
    return written


def _as_of(last: ResultCount) -> Counted:
    return Counted(last.label, last.good, last.cases, last.percent, tuple(last.by_grade), last.of, last.text)


def _completed(counted: Counted, audit: Audit) -> tuple[Counted, bool]:
    """The counts with what follows from them; whether the sample was worked out. Raises Refused."""
    if not counted.label:
        raise Refused("Say which stream or standard it is of.", field="label")
    if counted.by_grade:
        if len(counted.by_grade) != len(audit.grades):
            raise Refused(f"The scale has {len(audit.grades)} grades.", field="by_grade")
        good = sum(counted.by_grade[: audit.good_grades])
        if counted.good is not None and counted.good != good:
            words = f"The good grades add up to {good}, and {counted.good} are said to be good."
            raise Refused(words, field="good", code=AUD_4)
        cases = counted.cases if counted.cases is not None else sum(counted.by_grade)
        counted = replace(counted, good=good, cases=cases)
    percent, worked_out = counted.percent, False
    if counted.cases is None and counted.good is not None and percent is not None:
        found = sample_behind(int(percent), counted.good) if percent == int(percent) else None
        counted, worked_out = replace(counted, cases=found), found is not None
    if why := why_not_counted(counted.good, counted.cases, counted.by_grade):
        raise Refused(why, field="good", code=AUD_4)
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("A percentage is from 0 to 100.", field="percent")
    if counted.cases == 0:
        raise Refused("A result of no case says nothing.", field="cases")
    if percent is None and (counted.good is None or counted.cases is None):
        raise Refused("Give a percentage, or how many were good of how many.", field="good")
    if percent is not None and counted.good is not None and counted.cases and not worked_out:
        apart = abs(Decimal(100 * counted.good) / counted.cases - percent)
        if apart > 1:
            words = f"{counted.good} of {counted.cases} is not {percent.normalize():f}%."
            raise Refused(words, field="percent", code=AUD_4)
    return counted, worked_out


@transaction.atomic
def close_audit(audit: Audit, *, version: int, today: date, by: Person, at: datetime) -> Audit:
    """Say that an audit's results stand. Raises Refused without a result or a finding, and when closed."""
    audit = locked(audit, version)
    check_open(audit)
    if not (audit.counts.exists() or audit.cases.filter(withdrawn_at=None, readings__isnull=False).exists()):
        raise Refused("Nothing was judged yet, so there is nothing that stands.")
    if not audit.finding.strip():
        raise Refused("Write first what the audit found.", field="finding")
    audit.closed_on = today
    audit.version += 1
    audit.save(update_fields=["closed_on", "version"])
    record("audits.audit_closed", by=by, at=at, on=audit, after={"closed_on": today})
    return audit


@transaction.atomic
def open_audit_again(audit: Audit, *, reason: str, version: int, by: Person, at: datetime) -> Audit:
    """Open a closed audit, for a correction. Raises Refused without a reason, and for one that is open."""
    audit = locked(audit, version)
    if audit.closed_on is None:
        raise Refused("This audit is open.")
    if not reason.strip():
        raise Refused("Say why it is opened again.", field="reason")
    before = audit.closed_on
    audit.closed_on = None
    audit.version += 1
    audit.save(update_fields=["closed_on", "version"])
    record("audits.audit_opened_again", by=by, at=at, on=audit, why=reason, before={"closed_on": before})
    return audit


def locked(audit: Audit, version: int) -> Audit:
    """The audit, held until the transaction ends. Raises Refused when it changed since `version`."""
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if audit.version != version:
        raise Refused(STALE, code="stale")
    return audit


def check_open(audit: Audit) -> None:
    """Raises Refused once an audit is closed."""
    if audit.closed_on is not None:
        raise Refused("This audit is closed. Open it again to change it.")


def says_of(audit: Audit) -> AuditFields:
    """What is said of an audit now."""
    return AuditFields(
        title=audit.title, period=period_of(audit), theme=audit.theme, population=audit.population,
        population_size=audit.population_size, drawn=audit.drawn, drawn_text=audit.drawn_text,
        auditors=audit.auditors, source=audit.source, finding=audit.finding, published_on=audit.published_on,
        activity=audit.activity,
    )  # fmt: skip


def _check(says: AuditFields, today: date) -> None:
    if not says.title:
        raise Refused("Give the audit a title.", field="title")
    if says.period.start > today:
        raise Refused("This period has not begun.", field="period")
    if says.published_on is not None and says.published_on > today:
        raise Refused("The day of publication is in the future.", field="published_on")
