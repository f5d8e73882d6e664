"""Brings the demonstration council in, through the importers and actions that a user has.

Each step looks whether its work stands already: a second run changes nothing, and a killed first run goes on
where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.models import Framework, Inspection, Recommendation
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.actions import name_council
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.plans import actions as plans
from goldenthread.apps.plans.models import Action, Plan, SuccessIndicator
from goldenthread.apps.reports import actions as reports
from goldenthread.apps.reports.models import Draft
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import ToleranceKind
from goldenthread.site import clock
from goldenthread.site.demonstration import (
    alerted,
    audited,
    benchmarked,
    case_records,
    challenged,
    complained,
    drafted,
    evidenced,
    files,
    governed,
    inspected,
    kept,
    learned,
    living,
    made_up,
    meeting,
    minuted,
    own_trackers,
    packed,
    planned,
    risky,
    self_assessed,
    signed_off,
    sourced,
    surveyed,
)
from goldenthread.site.demonstration.people import COUNCIL, make_accounts

TODAY = date(2018, 7, 16)
PERIOD = parse_period("2017-18 Q4")
INTRODUCTION = (
    "Ten of the seventeen recommendations of 2015 were met when they were last assessed. Recommendation 12, "
    "initial health assessments on time, was agreed as met in July 2016 on three rising figures, and was not "
    "met a year later. The Board is asked to look at its thread before it decides on it again."
)
NEXT_STEPS = "\n".join(
    (
        "Ask the health provider for its clinic capacity by month | Designated Doctor | 30 September 2018",
        "Audit return home interviews again | Head of Service: Safeguarding | 31 October 2018",
        "Bring recommendations 8 and 9 with their audits | Principal Social Worker | 24 September 2018",
    )
)
NOTICE = (
    "Published figures of 2013 to 2018. The plan of 2015, meetings, surveys, findings, comments and case "
    "records are made up. The clock was set to 16 July 2018."
)
BOARD = "Health and Wellbeing Board"
COMMITTEE = "Children and Families Overview and Scrutiny Committee"
SEND_BOARD = "0-25 SEND Partnership Board"
SINGLE_INSPECTION = "Single inspection, 2015"
SEND_INSPECTION = "Local area SEND inspection, 2018"
IMPROVEMENT_PLAN = "Children's improvement plan"
STATEMENT = "Written statement of action"
STATEMENT_FILE = "written-statement-of-action-2018-07.docx"
MEETS_IN_PUBLIC = {"Executive", "Statutory board", "Scrutiny committee", "Committee"}
SCORECARD = "Children and families scorecard"
SEND_SCORECARD = "Written statement of action: measures"
# The measures that show whether a recommendation is met, by the scorecard's own references.
SHOWN_BY = {"12": ("2.11", "2.10"), "7": ("2.9",), "8": ("1.7",)}
# The paper of July 2016 showed recommendation 12 by these measures when it was agreed as met.
SHOWN_SINCE = {"12": date(2016, 7, 14)}
# Counts and days vary more than shares do: amber ends at a tenth of the target there.
TENTH = Decimal(10)


@dataclass(frozen=True)
class Brought:
    """The files that were built and loaded, for the person who wants to try them."""

    folder: Path


def bring(tables: Path, folder: Path, *, say: Callable[[str], None]) -> Brought:
    """Build the council's files from `tables` into `folder`, and load them. Idempotent."""
    if the_council() is None:
        morning = datetime.combine(TODAY, clock.MORNING, clock.LONDON)
        name_council(
            COUNCIL, notice=NOTICE, contact="Improvement team", clock_offset=clock.offset_to(TODAY),
            by=None, at=morning,
        )  # fmt: skip
    at = clock.now()
    accounts = make_accounts(at)
    bodies(tables, at)
    folder.mkdir(parents=True, exist_ok=True)
    _inspections(at)
    _recommendations(tables, folder, at, say)
    _plans(tables, folder, at, say)
    scorecards(tables, folder, at, say)
    _series(tables, at)
    _links(at)
    _beside(tables, accounts, at, say)
    sourced.choose(_on_scorecard("2.11"), accounts[Role.PERFORMANCE_ANALYST], at)
    sourced.derive(_on_scorecard("1.9"), _on_scorecard("1.8"), accounts[Role.PERFORMANCE_ANALYST], at)
    _words(accounts[Role.IMPROVEMENT_OFFICER], at)
    _life(tables, folder, accounts, at, say)
    own_trackers.bring_in(accounts, clock.day_of(at), at)
    return Brought(folder)


def publish_packs(say: Callable[[str], None]) -> None:
    """The packs of meetings to come, once what they hold was frozen."""
    at = clock.now()
    packed.packs(make_accounts(at)[Role.DEMOCRATIC_SERVICES_OFFICER], clock.day_of(at), at, say)


def _beside(tables: Path, accounts: dict[Role, Person], at: datetime, say: Callable[[str], None]) -> None:
    """The council beside other areas."""
    benchmarked.neighbours(tables, at)
    benchmarked.release(tables, clock.day_of(at), at, say)
    benchmarked.mappings(SCORECARD, accounts[Role.PERFORMANCE_ANALYST], at)


def _life(
    tables: Path, folder: Path, accounts: dict[Role, Person], at: datetime, say: Callable[[str], None]
) -> None:
    """What keeps the plans alive, each in a transaction of its own."""
    today = clock.day_of(at)
    statement = Plan.objects.get(name=STATEMENT)
    inspected.before(Inspection.objects.get(name=SINGLE_INSPECTION), today, at)
    inspected.notice(today, at)
    inspected.statement(Inspection.objects.get(name=SEND_INSPECTION), folder / STATEMENT_FILE, today, at)
    living.meetings(tables, at)
    living.seats(at)
    governed.bring(tables, at)
    living.milestones(statement, today, at)
    initial_health = Recommendation.objects.get(inspection__name=SINGLE_INSPECTION, reference="12")
    living.monitoring(initial_health, Body.objects.get(name="Corporate Parenting Committee"), today, at)
    living.highlights("Assessment and Planning", accounts[Role.IMPROVEMENT_OFFICER], today, at)
    living.statements(tables, statement, today, at)
    living.commentary(tables, SCORECARD, PERIOD, accounts, today, at)
    living.publication(SCORECARD, PERIOD, accounts, at)
    living.requests(statement, accounts, today, at)
    risky.register(tables, SCORECARD, accounts[Role.IMPROVEMENT_OFFICER], today, at)
    drafted.reports(tables, statement, SCORECARD, PERIOD, accounts, today, at)
    planned.trajectory(accounts[Role.PERFORMANCE_ANALYST], at)
    planned.delays(accounts[Role.PERFORMANCE_ANALYST], at)
    made_up.series(tables, at)
    made_up.marks(accounts, today, at)
    evidenced.evidence(
        tables, Inspection.objects.get(name=SINGLE_INSPECTION), SCORECARD, accounts[Role.IMPROVEMENT_OFFICER],
        today, at,
    )  # fmt: skip
    self_assessed.documents(tables, Plan.objects.get(name=IMPROVEMENT_PLAN), accounts, today, at)
    meeting.standing_items(tables, at)
    meeting.agendas(tables, accounts[Role.DEMOCRATIC_SERVICES_OFFICER], today, at)
    audited.bring_in(tables, folder, accounts[Role.IMPROVEMENT_OFFICER], today, at, say)
    alerted.alerts(tables, accounts[Role.IMPROVEMENT_OFFICER], today, at)
    minuted.meeting(tables, accounts[Role.DEMOCRATIC_SERVICES_OFFICER], today, at)
    surveyed.surveys(tables, accounts, today, at)
    complained.complaints(tables, accounts[Role.IMPROVEMENT_OFFICER], today, at)
    learned.learning(tables, accounts[Role.IMPROVEMENT_OFFICER], today, at)
    heads, officer = accounts[Role.HEAD_OF_SERVICE], accounts[Role.IMPROVEMENT_OFFICER]
    signed_off.sign_offs(tables, heads, officer, today, at)
    kept.record(accounts, today, at)
    if loaded := case_records.bring_in(folder, accounts, today, at):
        say(f"Loaded {loaded}: no child in them is real")
    challenged.sessions(accounts, today, at)


def bodies(tables: Path, at: datetime) -> None:
    """The council's bodies and what they report to."""
    listed = files.rows(tables / "bodies.csv")
    there = set(Body.objects.values_list("name", flat=True))
    if "Council" not in there:
        add_body("Council", kind="Council", by=None, at=at)
    waiting = [row for row in listed if row["body"] not in there]
    while waiting:
        known = {body.name: body for body in Body.objects.all()}
        ready = [row for row in waiting if row["reports_to"] in known]
        for row in ready:
            add_body(
                row["body"], kind=row["kind"], reports_to=known[row["reports_to"]], cadence=row["cadence"],
                cadence_assumed=row["cadence_source"] == "assumed", purpose=row["role"],
                in_public=row["kind"] in MEETS_IN_PUBLIC, by=None, at=at,
            )  # fmt: skip
        waiting = [row for row in waiting if row not in ready]


def _inspections(at: datetime) -> None:
    if not Inspection.objects.filter(name=SINGLE_INSPECTION).exists():
        single = inspections.record_inspection(
            SINGLE_INSPECTION, kind="Inspection", inspectorate="Ofsted",
            framework=Framework.objects.get(code="single-inspection-2015"), published_text="2015",
            by=None, at=at,
        )  # fmt: skip
        inspections.add_judgement(
            single, area="Overall effectiveness", grade="Requires improvement", by=None, at=at
        )
    if not Inspection.objects.filter(name=SEND_INSPECTION).exists():
        send = inspections.record_inspection(
            SEND_INSPECTION, kind="Inspection", inspectorate="Ofsted and CQC",
            framework=Framework.objects.get(code="area-send-2016"), published_text="2018", by=None, at=at,
        )  # fmt: skip
        recommendation = inspections.add_recommendation(
            send, reference="S1", reference_is_ours=True, by=None, at=at,
            title="Education, health and care assessments and plans are timely and good",
            theme="Special educational needs and disability", deadline="Written statement of action",
        )  # fmt: skip
        inspections.make_accountable(
            recommendation, Body.objects.get(name=SEND_BOARD), starts=None, by=None, at=at
        )


def _recommendations(tables: Path, folder: Path, at: datetime, say: Callable[[str], None]) -> None:
    july_2016, august_2017 = files.ASSESSED
    for name, columns, known_from in (
        ("recommendations-2016-07.xlsx", [july_2016], date(2016, 7, 14)),
        ("recommendations-2017-08.xlsx", [july_2016, august_2017], date(2017, 8, 31)),
    ):
        file = files.recommendations(tables, folder / name, *columns)
        _load("recommendations", SINGLE_INSPECTION, file, known_from, at, say)


def _plans(tables: Path, folder: Path, at: datetime, say: Callable[[str], None]) -> None:
    board, send_board = Body.objects.get(name=BOARD), Body.objects.get(name=SEND_BOARD)
    for name, kind, inspection, body in (
        (IMPROVEMENT_PLAN, "Single improvement plan", SINGLE_INSPECTION, board),
        (STATEMENT, "Written statement of action", SEND_INSPECTION, send_board),
    ):
        if not Plan.objects.filter(name=name).exists():
            plans.make_plan(
                name, kind=kind, inspections=[Inspection.objects.get(name=inspection)], accountable_body=body,
                by=None, at=at,
            )  # fmt: skip
    for status, month, day in (("status_2016_07", "2016-07", 2016), ("status_2018_07", "2018-07", 2018)):
        file = files.improvement_plan(tables, folder / f"improvement-plan-{month}.xlsx", status)
        _load("plan", IMPROVEMENT_PLAN, file, date(day, 7, 13), at, say)
    file = files.written_statement(tables, folder / STATEMENT_FILE)
    _load("plan", STATEMENT, file, date(2018, 7, 13), at, say)


def scorecards(tables: Path, folder: Path, at: datetime, say: Callable[[str], None]) -> None:
    """The two scorecards, loaded from workbooks that are built into `folder`. Needs the bodies."""
    for name, body in ((SCORECARD, COMMITTEE), (SEND_SCORECARD, SEND_BOARD)):
        if not Scorecard.objects.filter(name=name).exists():
            measures.make_scorecard(name, body=Body.objects.get(name=body), by=None, at=at)
    file = files.scorecard(tables, folder / "scorecard-2017-18-q4.xlsx")
    _load("scorecard", SCORECARD, file, date(2018, 7, 9), at, say)
    for measure in Measure.objects.filter(lines__scorecard__name=SCORECARD, lines__gone_on=None).exclude(
        title__startswith="%"
    ):
        measures.set_tolerance(measure, kind=ToleranceKind.PERCENT, amount=TENTH, by=None, at=at)
    file = files.statement_measures(tables, folder / "written-statement-measures-2018-05.xlsx")
    _load("scorecard", SEND_SCORECARD, file, date(2018, 7, 13), at, say)


def _load(
    kind: str, name: str, file: Path, known_from: date, at: datetime, say: Callable[[str], None]
) -> None:
    accepted = Load.objects.filter(
        source__kind=kind, source__name=name, file__name=file.name, state=Load.State.ACCEPTED
    )
    if accepted.exists():
        return
    load = loads.read_file(file.read_bytes(), file.name, kind=kind, source_name=name, by=None, at=at)
    # The demonstration's own files hold nothing unsure but rows that are new.
    decisions = {item["key"]: {"as": "new"} for item in load.preview["unsure"]}
    written = loads.accept(
        load, decisions=decisions, published_on=known_from, by=None, at=at, today=clock.day_of(at)
    )
    say(f"Loaded {file.name}: {written['words']}")


def _series(tables: Path, at: datetime) -> None:
    """Figures of other sources, beside the scorecard's own: they disagree, as they did."""
    titles = {
        "Initial health assessments requested within 48 hours": _on_scorecard("2.10"),
        "Initial health assessments within 20 working days": _on_scorecard("2.11"),
    }
    for row in files.rows(tables / "series.csv"):
        if row["source"] == "council" and row["measure"] in titles:
            continue  # the scorecard holds these
        measure = titles.get(row["measure"]) or _audit_measure(row["measure"], at)
        period = parse_period(row["period"])
        figure = parse_figure(row["published"])
        entry = Entry(
            measure=measure, period=period, figure=figure, source=row["source"],
            numerator=Decimal(row["numerator"]) if row["numerator"] else None,
            denominator=Decimal(row["denominator"]) if row["denominator"] else None,
        )  # fmt: skip
        known_from = date.fromisoformat(row["known_from"]) if row["known_from"] else period.end
        measures.record_observation(entry, by=None, at=at, published_on=known_from)


def _on_scorecard(reference: str) -> Measure:
    return Measure.objects.get(
        lines__scorecard__name=SCORECARD, lines__gone_on=None, lines__reference=reference
    )


def _audit_measure(title: str, at: datetime) -> Measure:
    title = f"{title}: share of cases"
    there = Measure.objects.filter(title=title).first()
    return there or measures.define_measure(title, unit="%", polarity="high", by=None, at=at)


def _links(at: datetime) -> None:
    """What no file says: what the statement's actions serve, and which measures show a recommendation."""
    send = Recommendation.objects.get(inspection__name=SEND_INSPECTION, reference="S1")
    for action in Action.objects.filter(plan__name=STATEMENT, services=None):
        plans.link_to_recommendation(action, send, by=None, at=at)
    single = {r.reference: r for r in Recommendation.objects.filter(inspection__name=SINGLE_INSPECTION)}
    for reference, shown_by in SHOWN_BY.items():
        for line in shown_by:
            measures.link_to_recommendation(
                _on_scorecard(line),
                single[reference],
                published_on=SHOWN_SINCE.get(reference),
                by=None,
                at=at,
            )
    for measure in Measure.objects.filter(lines__scorecard__name=SEND_SCORECARD, lines__gone_on=None):
        measures.link_to_recommendation(measure, send, by=None, at=at)
    titles = {measure.title: measure for measure in Measure.objects.all()}
    for indicator in SuccessIndicator.objects.filter(action__plan__name=IMPROVEMENT_PLAN):
        if measure := titles.get(indicator.text):
            measures.link_to_indicator(measure, indicator, by=None, at=at)


def _words(officer: Person, at: datetime) -> None:
    """The officer's own words for the board's report, unless somebody wrote theirs."""
    draft = Draft.objects.filter(body__name=BOARD, starts=PERIOD.start, ends=PERIOD.end).first()
    if draft is None:
        scorecard = Scorecard.objects.get(name=SCORECARD)
        board = Body.objects.get(name=BOARD)
        draft = reports.start_draft(board, PERIOD, scorecard=scorecard, by=officer, at=at)
    if draft.version == 1:
        reports.save_draft(
            draft, introduction=INTRODUCTION, next_steps=NEXT_STEPS, contact="Improvement team", version=1,
            by=officer, at=at,
        )  # fmt: skip
