"""Audits of the demonstration: a year's programme, results as papers printed them, two audits case by case.

The percentages of 2016 and 2017 are those of the council's papers; the programme, the cases and the audits of
supervision are made up. Auditors are posts with a letter, cases are numbers that nobody has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from openpyxl import Workbook

from goldenthread.apps.audits.auditing import (
    AuditFields,
    Counted,
    Scale,
    begin_audit,
    close_audit,
    enter_count,
)
from goldenthread.apps.audits.grades import USUAL_SCALE
from goldenthread.apps.audits.learning import find_theme, learn
from goldenthread.apps.audits.models import Activity, ActivityKind, Audit, Step, Tool, Way
from goldenthread.apps.audits.programme import ActivityFields, plan_activity, ship_activity_kinds, take_step
from goldenthread.apps.audits.tools import ToolFields, make_tool, revise_tool
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.evidence.actions import Content, Particulars, bring
from goldenthread.apps.evidence.bearing import bear
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.actions import record
from goldenthread.rulebook.periods import parse_period
from goldenthread.site.demonstration.files import rows

TOOL = "Case audit tool"
STREAMS = ("Referral", "Assessment", "Plan", "Recording", "Overall")
QUESTIONS = (
    "Was the child seen alone?", "Are the child's wishes recorded?", "Is the plan reviewed on time?",
)  # fmt: skip
PLANS, ASSESSMENTS = "Case audit: plans of children in need", "Case audit: assessments and plans"
ABOUT = {
    PLANS: {
        "Title": PLANS, "Theme": "Plans", "Period": "2017-18 Q4", "Tool": f"{TOOL}, version 1",
        "Population": "Children in need with a plan", "Population size": "1240",
        "How the sample was drawn": "At random", "Auditors": "Team managers, moderated by each other",
        "What it found": "Fewer than half of the cases were good. Plans say what worries us, and not "
        "what is to change by when.",
    },
    ASSESSMENTS: {
        "Title": ASSESSMENTS, "Theme": "Assessments", "Period": "2018-19 Q1", "Tool": TOOL,
        "Population": "Assessments finished in the quarter", "Population size": "1020",
        "How the sample was drawn": "At random", "Auditors": "Team managers, moderated by each other",
    },
}  # fmt: skip
LAST_YEAR_ENDS = date(2018, 4, 1)
PAPERS, MADE_UP = "Committee papers of the council", "Made up for the demonstration"
# audit, theme, strength or to improve, what was seen
THEMES = (
    (
        PLANS,
        "Plans that say what is to change",
        "improve",
        "Aims without a day or a measure in 9 of 20 cases.",
    ),
    (PLANS, "Voice of the child", "improve", "Wishes written down, and not followed up."),
    (PLANS, "Children are seen", "strength", ""),
    (ASSESSMENTS, "Voice of the child", "improve", "Younger children are described, and not asked."),
    (ASSESSMENTS, "Analysis of risk", "strength", "Chronologies are used in most assessments."),
)
# audit, what is to be learned, the action of the improvement plan of 2015 that does it
LEARNING = (
    (PLANS, "Write each aim with a day and with what will show it", "6.1"),
    (PLANS, "Look at plans each quarter and report what is found", "6.2"),
    (ASSESSMENTS, "Train assessment teams in asking younger children", "5.1"),
)


def bring_in(
    tables: Path, folder: Path, keeper: Person, today: date, at: datetime, say: Callable[[str], None]
) -> None:
    """The programme, the counts, the two audits by file, their themes and learning. Idempotent."""
    if Tool.objects.filter(name=TOOL).exists():
        return
    ship_activity_kinds()
    _programme(rows(tables / "audit_programme.csv"), today, at)
    _counts(rows(tables / "audit_results.csv"), keeper, today, at)
    first = make_tool(ToolFields(TOOL, USUAL_SCALE, 2, STREAMS, QUESTIONS), by=keeper, at=at)
    cases = rows(tables / "audit_cases.csv")
    _load(cases, PLANS, folder / "case-audit-2017-18-q4.xlsx", date(2018, 5, 3), keeper, at, say)
    newer = ToolFields(TOOL, USUAL_SCALE, 2, (*STREAMS[:3], "Supervision", *STREAMS[3:]), QUESTIONS)
    revise_tool(first, newer, reason="Supervision is judged as well.", today=today, by=keeper, at=at)
    _load(cases, ASSESSMENTS, folder / "case-audit-2018-19-q1.xlsx", None, keeper, at, say)
    for title in (PLANS, ASSESSMENTS, "Supervision audit"):
        for activity in Activity.objects.filter(title=title):
            _of_activity(Audit.objects.filter(title=title, starts=activity.starts), activity, keeper, at)
    plans = Audit.objects.get(title=PLANS)
    close_audit(plans, version=plans.version, today=today, by=keeper, at=at)
    for title, theme, sort, words in THEMES:
        find_theme(Audit.objects.get(title=title), theme, sort=sort, words=words, by=keeper, at=at)
    for title, text, reference in LEARNING:
        action = Action.objects.get(plan__name="Children's improvement plan", reference=reference)
        learn(Audit.objects.get(title=title), text, action=action, by=keeper, at=at)
    _evidence(keeper, today, at)


@transaction.atomic
def _of_activity(audits: QuerySet[Audit], activity: Activity, keeper: Person, at: datetime) -> None:
    """These audits did what the programme planned."""
    done = list(audits)
    audits.update(activity=activity)
    if done:
        after = {"activity": str(activity)}
        record("audits.tied_to_programme", by=keeper, at=at, on=[*done, activity], after=after)


def _programme(listed: Iterable[dict[str, str]], today: date, at: datetime) -> None:
    kinds = {kind.key: kind for kind in ActivityKind.objects.all()}
    for row in listed:
        days = {name: _day(row[name]) for name in ("finish_by", "report_by", "close_by")}
        says = ActivityFields(
            kinds[row["kind"]], row["title"], parse_period(row["period"]), theme=row["theme"],
            start_by=date.fromisoformat(row["start_by"]), **days,
            lead=Post.objects.filter(title=row["lead"]).first(),
            body=Body.objects.filter(name=row["body"]).first(),
        )  # fmt: skip
        activity = plan_activity(says, by=None, at=at)
        for step in (Step.STARTED, Step.FINISHED, Step.REPORTED):
            if day := _day(row[step]):
                take_step(activity, step, done_on=day, today=today, by=None, at=at)


def _counts(listed: Iterable[dict[str, str]], by: Person, today: date, at: datetime) -> None:
    """Results as printed. Audits of years that have ended are closed."""
    for row in listed:
        period, made_up = parse_period(row["period"]), bool(row["made_up"])
        count = f"{row['good']} of {row['cases']}" if row["cases"] else row["good"]
        printed = f"{row['percent']}%" if row["percent"] else ""
        text = f"{printed} ({count})" if printed and count else printed or count
        is_past = period.end <= LAST_YEAR_ENDS
        says = AuditFields(
            row["audit"], period, theme=row["theme"], population=row["population"],
            source=MADE_UP if made_up else PAPERS, published_on=period.last_day,
            finding=f"{row['label']}: {text}." if is_past else "",
        )  # fmt: skip
        audit = begin_audit(says, Scale(USUAL_SCALE, 2), way=Way.COUNTS, today=today, by=None, at=at)
        percent = Decimal(row["percent"]) if row["percent"] else None
        good, cases = (int(row[name]) if row[name] else None for name in ("good", "cases"))
        enter_count(audit, Counted(row["label"], good, cases, percent, (), row["of"], text), by=None, at=at)
        if audit.finding:
            close_audit(audit, version=1, today=today, by=by, at=at)


def _load(
    listed: Iterable[dict[str, str]], title: str, target: Path, known_from: date | None, by: Person,
    at: datetime, say: Callable[[str], None],
) -> None:  # fmt: skip
    """Build an audit's workbook as a council fills it in, and load it as a user does."""
    workbook = Workbook()
    about = workbook.active
    about.title = "About"
    about.append(("About", "Answer"))
    for pair in ABOUT[title].items():
        about.append(pair)
    sheet = workbook.create_sheet("Cases")
    own = [row for row in listed if row["audit"] == title]
    headings = [name for name in own[0] if name != "audit" and any(row[name] for row in own)]
    sheet.append([{"case": "Case", "auditor": "Auditor"}.get(name, name) for name in headings])
    for row in own:
        sheet.append([row[name] or None for name in headings])
    workbook.save(target)
    load = loads.read_file(target.read_bytes(), target.name, kind="audit", source_name=title, by=by, at=at)
    written = loads.accept(load, decisions={}, published_on=known_from, by=by, at=at, today=at.date())
    say(f"Loaded {target.name}: {written['words']}")


def _evidence(by: Person, today: date, at: datetime) -> None:
    """Recommendation 9, plans, has the overall result of the audit of plans against it."""
    recommendation = Recommendation.objects.get(inspection__name="Single inspection, 2015", reference="9")
    audit = Audit.objects.get(title=PLANS)
    content = Content(kind="audit", subject=audit.uuid, subject_at="Overall")
    known = {"published_on": audit.published_on, "by": by, "at": at}
    piece = bring(Particulars(str(audit), "audit"), content, today=today, **known)
    bear(piece, recommendation, "contradicts", why="Fewer than half of the cases were good.", **known)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
