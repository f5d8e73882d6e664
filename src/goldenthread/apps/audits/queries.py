"""Reading the programme, the audits and their results, and what two audits say beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.audits.models import (
    Activity,
    ActivityKind,
    ActivityStep,
    Audit,
    AuditCase,
    Learning,
    Of,
    ThemeFound,
    Tool,
)
from goldenthread.apps.audits.programme import due_of, steps_of
from goldenthread.apps.audits.results import Result, results_of
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.rulebook.audits import (
    STEPS,
    Comparable,
    NextStep,
    Stage,
    comparable,
    next_step,
    stage_of,
)
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.proportions import Difference, difference


def activity_called(uuid: UUID) -> Activity:
    """The activity of this id. Raises Http404."""
    return get_object_or_404(_activities(), uuid=uuid)


def audit_called(uuid: UUID, **_slug: str) -> Audit:
    """The audit of this id. Raises Http404."""
    return get_object_or_404(Audit.objects.select_related("tool", "activity", "load__file"), uuid=uuid)


def case_called(uuid: UUID) -> AuditCase:
    """The case of this id, withdrawn ones included. Raises Http404."""
    return get_object_or_404(AuditCase.objects.select_related("audit__tool"), uuid=uuid)


def tool_called(uuid: UUID) -> Tool:
    """The version of a tool of this id. Raises Http404."""
    return get_object_or_404(Tool.objects.select_related("framework"), uuid=uuid)


def theme_found_called(uuid: UUID) -> ThemeFound:
    """A theme that an audit found, as long as it stands. Raises Http404."""
    return get_object_or_404(ThemeFound.objects.select_related("audit", "theme"), uuid=uuid)


def learning_called(uuid: UUID) -> Learning:
    """What an audit teaches, as long as it stands. Raises Http404."""
    return get_object_or_404(Learning.objects.select_related("audit", "action__plan"), uuid=uuid)


def kinds() -> QuerySet[ActivityKind]:
    return ActivityKind.objects.all()


def tools(*, in_use: bool = False) -> QuerySet[Tool]:
    """Every version of every tool, the newest of each first, with `used`: how many audits it has."""
    found = Tool.objects.select_related("framework").annotate(used=Count("audits"))
    return found.filter(retired_on=None) if in_use else found


def _activities() -> QuerySet[Activity]:
    return Activity.objects.select_related("kind", "lead", "body").prefetch_related(
        Prefetch("steps", ActivityStep.objects.order_by("id")), "audits"
    )


@dataclass(frozen=True)
class Planned:
    """An activity with how far it is and what comes next."""

    activity: Activity
    done: dict[Stage, date]
    stage: Stage
    next: NextStep | None

    @property
    def late(self) -> bool:
        return self.next is not None and self.next.late

    @property
    def period(self) -> Period:
        return period_of(self.activity)

    @property
    def address(self) -> str:
        """The activity's id, as an address has it."""
        return str(self.activity.uuid)

    @property
    def state(self) -> str:
        """The name of its look: an activity's stage."""
        return f"audit_{self.stage}"


@dataclass(frozen=True)
class Wanted:
    """What the programme is narrowed to. Empty: all."""

    kind: str = ""
    state: str = ""
    year: int | None = None


LATE = "late"


def programme(today: date, wanted: Wanted = Wanted()) -> list[Planned]:
    """The activities of the programme in the order of their periods. Three queries."""
    found = _activities()
    if wanted.kind:
        found = found.filter(kind__key=wanted.kind)
    if wanted.year:
        found = found.filter(starts__gte=date(wanted.year, 4, 1), starts__lt=date(wanted.year + 1, 4, 1))
    listed = [planned(one, today) for one in found]
    if wanted.state == LATE:
        return [one for one in listed if one.late]
    return [one for one in listed if wanted.state in ("", one.stage)]


def planned(activity: Activity, today: date) -> Planned:
    """One activity with how far it is on a day."""
    done = steps_of(activity)
    return Planned(activity, done, stage_of(done), next_step(done, due_of(activity), today))


def by_quarter(listed: Iterable[Planned]) -> list[tuple[Period, list[Planned]]]:
    """The programme as a calendar: each quarter with the activities whose period starts in it."""
    quarters: dict[Period, list[Planned]] = defaultdict(list)
    for one in listed:
        quarters[Period.containing(PeriodKind.FINANCIAL_QUARTER, one.activity.starts)].append(one)
    return sorted(quarters.items(), key=lambda pair: pair[0].start)


def years() -> list[int]:
    """The financial years that the programme has, newest first, by their first calendar year."""
    starts = Activity.objects.order_by("-starts").values_list("starts", flat=True)
    return list(dict.fromkeys(day.year if day.month >= 4 else day.year - 1 for day in starts))


def steps_shown(one: Planned) -> list[tuple[Stage, date | None, date | None]]:
    """Each step with the day by which it is wanted and the day on which it was done."""
    due = due_of(one.activity)
    return [(step, due[step], one.done.get(step)) for step in STEPS]


@dataclass(frozen=True)
class AuditLine:
    """An audit with its results."""

    audit: Audit
    results: tuple[Result, ...]

    @property
    def period(self) -> Period:
        return period_of(self.audit)

    @property
    def streams(self) -> list[Result]:
        return [one for one in self.results if one.of == Of.STREAM]

    @property
    def standards(self) -> list[Result]:
        return [one for one in self.results if one.of == Of.QUESTION]

    @property
    def headline(self) -> Result | None:
        """What speaks for the audit: the stream "Overall", else its first, else its first standard."""
        overall = [one for one in self.streams if "overall" in one.label.casefold()]
        return next(iter(overall or self.streams or self.standards), None)

    @property
    def headline_words(self) -> str:
        """What its main result is a share of: "good or better", "met"."""
        main = self.headline
        return "met" if main and main.of == Of.QUESTION else self.audit.good_words.lower()

    def stream(self, label: str) -> Result | None:
        return next((one for one in self.streams if one.label.casefold() == label.casefold()), None)


@dataclass(frozen=True)
class AuditsWanted:
    """What the list of audits is narrowed to. Empty: all."""

    theme: str = ""
    state: str = ""


def audits_wanted(wanted: AuditsWanted) -> QuerySet[Audit]:
    """The audits of a list, newest period first, without their results."""
    found = Audit.objects.select_related("tool", "activity__kind")
    if wanted.theme:
        found = found.filter(theme__iexact=wanted.theme)
    if wanted.state:
        found = found.filter(closed_on__isnull=wanted.state == "open")
    return found


def audit_list(wanted: AuditsWanted = AuditsWanted(), known_at: datetime | None = None) -> list[AuditLine]:
    """The audits, newest period first, with their results. At most four queries."""
    return lines_of(list(audits_wanted(wanted)), known_at)


def lines_of(audits: Sequence[Audit], known_at: datetime | None = None) -> list[AuditLine]:
    results = results_of(audits, known_at)
    return [AuditLine(audit, tuple(results[audit.pk])) for audit in audits]


def themes_in_use() -> list[str]:
    """What audits were about."""
    return list(Audit.objects.exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct())


def learning_of(audit: Audit, known_at: datetime | None = None) -> QuerySet[Learning]:
    """What an audit taught, as far as was known."""
    stood = Learning.ever.filter(in_force_by(known_at, published="audit__published_on"), audit=audit)
    return stood.select_related("action__plan", "recorded_by").order_by("id")


def themes_of(audit: Audit, known_at: datetime | None = None) -> QuerySet[ThemeFound]:
    """The themes that an audit found, as far as was known."""
    stood = ThemeFound.ever.filter(in_force_by(known_at, published="audit__published_on"), audit=audit)
    return stood.select_related("theme").order_by("sort", "theme__name")


def learned_for(actions: Iterable[Action | int]) -> QuerySet[Learning]:
    """What audits teach that these actions do."""
    return (
        Learning.objects.filter(action__in=list(actions))
        .select_related("audit", "action__plan")
        .order_by("-audit__starts", "id")
    )


@dataclass(frozen=True)
class ComparedStream:
    """One stream of two audits, the earlier first."""

    label: str
    earlier: Result
    later: Result
    difference: Difference | None

    @property
    def limits_words(self) -> str:
        """ "-4 to 28 points"."""
        given = self.difference
        if given is None or given.lower is None or given.upper is None:
            return ""
        return f"{given.lower * 100:.0f} to {given.upper * 100:.0f} points"

    @property
    def difference_words(self) -> str:
        """ "+12 points"."""
        if self.difference is None or self.difference.difference is None:
            return ""
        points = round(self.difference.difference * 100)
        return f"{points:+d} points" if points else "0 points"


@dataclass(frozen=True)
class Comparison:
    """Two audits side by side, the earlier period first. Streams that only one has are named."""

    earlier: AuditLine
    later: AuditLine
    comparable: Comparable
    streams: tuple[ComparedStream, ...]
    only_one: tuple[str, ...]


def compare(one: Audit, other: Audit, known_at: datetime | None = None) -> Comparison:
    """Two audits beside each other (AUD-8)."""
    earlier, later = lines_of(sorted((one, other), key=lambda audit: (audit.starts, audit.number)), known_at)
    fits = comparable(
        *((line.audit.tool.name, line.audit.tool.number) if line.audit.tool else None
          for line in (earlier, later)),
        (earlier.audit.grades, later.audit.grades),
    )  # fmt: skip
    streams, seen = [], set()
    for before in earlier.results:
        after = next(
            (
                two
                for two in later.results
                if two.of == before.of and two.label.casefold() == before.label.casefold()
            ),
            None,
        )
        if after is None:
            continue
        seen.add(before.label.casefold())
        # A practice standard is met or not: it stands on no scale of grades.
        apart = (
            None
            if fits is Comparable.ANOTHER_SCALE and before.of == Of.STREAM
            else difference((before.good, before.cases), (after.good, after.cases))
        )
        streams.append(ComparedStream(before.label, before, after, apart))
    labels = dict.fromkeys(result.label for line in (earlier, later) for result in line.results)
    only = tuple(label for label in labels if label.casefold() not in seen)
    return Comparison(earlier, later, fits, tuple(streams), only)


def find_audit(text: str) -> Audit | None:
    """An audit by its reference (AU-3) or its title, as somebody types it."""
    typed = " ".join(text.split())
    number = typed.casefold().removeprefix("au-")
    by_title = Q(title__iexact=typed)
    if number.isdecimal() and len(number) < 9:
        by_title |= Q(number=int(number))
    return Audit.objects.filter(by_title).order_by("-number").first()
