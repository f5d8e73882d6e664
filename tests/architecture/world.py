"""A small council with one of everything, so that every URL has something to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.apps.benchmarks.actions import add_neighbour_set, map_indicator
from goldenthread.apps.benchmarks.loading import load_release
from goldenthread.apps.benchmarks.models import Indicator
from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.seats import seat_member
from goldenthread.apps.chasing.actions import Asking, ask_for_updates
from goldenthread.apps.chasing.choosing import ALL_OPEN
from goldenthread.apps.commentary.actions import write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.files.actions import keep
from goldenthread.apps.highlights.actions import PARTS, save_draft, send, start_draft
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.recurring import say_found_before
from goldenthread.apps.interventions import notices, submissions, visits
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.mail import actions as mail
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.marks import propose_baseline
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.measures.whole_parts import add_part
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.feeds import make_feed_key
from goldenthread.apps.meetings.recesses import add_recess
from goldenthread.apps.pastminutes.actions import read_paper
from goldenthread.apps.people import actions as people
from goldenthread.apps.people import posts
from goldenthread.apps.people.models import Grant, Organisation, Person, Role, Scope
from goldenthread.apps.plans import actions as plans
from goldenthread.apps.plans.completing import ask_completion
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.publishing import actions as publishing
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.linking import digest_of, say_of_link
from goldenthread.apps.reporting.actions import owe_report, received
from goldenthread.apps.reports import actions as reports
from goldenthread.apps.success.actions import add_statement
from goldenthread.intake.national_statistics import read_statistics
from goldenthread.rulebook.arithmetic import Link, LinkKind
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Polarity, target_from
from tests.architecture.world_agendas import agendas_addresses
from tests.architecture.world_alerts import alerts_addresses
from tests.architecture.world_audits import audits_addresses
from tests.architecture.world_cases import cases_addresses
from tests.architecture.world_challenge import challenge_addresses
from tests.architecture.world_drafting import drafting_addresses
from tests.architecture.world_evidence import evidence_addresses
from tests.architecture.world_feedback import feedback_addresses
from tests.architecture.world_learning import learning_addresses
from tests.architecture.world_localtrackers import localtrackers_addresses
from tests.architecture.world_minutes import minutes_addresses
from tests.architecture.world_packs import packs_addresses
from tests.architecture.world_retention import retention_addresses
from tests.architecture.world_risks import risks_addresses
from tests.architecture.world_selfassessment import selfassessment_addresses
from tests.architecture.world_signoff import signoff_addresses
from tests.architecture.world_surveys import surveys_addresses
from tests.architecture.world_trackers import trackers_addresses

PERIOD = parse_period("2017-18 Q4")
PUBLISHED = b"""time_period,time_identifier,geographic_level,country_name,la_name,assessed_pct
201718,Financial year,National,England,,83
201718,Financial year,Local authority,England,Elsewhere,90
"""


@dataclass
class World:
    """`people` has somebody for each role; `address` gives the arguments of any URL by its name."""

    people: dict[Role, Person]
    records: dict[str, Any]
    addresses: list[tuple[Callable[[str], bool], dict[str, Any]]]

    def address(self, url_name: str) -> dict[str, Any]:
        """What `reverse` needs for this URL. A URL that nobody has thought of here fails the test."""
        for fits, arguments in self.addresses:
            if fits(url_name):
                return arguments
        raise AssertionError(f"The world of the tests has nothing for {url_name}: add it to its addresses.")


def make_world(now: datetime, today: date) -> World:
    council = Organisation.objects.create(name="Council")
    health = Organisation.objects.create(name="Health")
    held = {
        role: _somebody(role, health if role == Role.PARTNER else council, now, today)
        for role in Role
        if role != Role.PUBLIC
    }
    officer = held[Role.IMPROVEMENT_OFFICER]
    by = {"by": officer, "at": now}
    board = add_body("Health and Wellbeing Board", kind="Statutory board", **by)
    inspection = inspections.record_inspection("Inspection of 2015", **by)
    recommendation = inspections.add_recommendation(inspection, reference="12", title="Assessments", **by)
    inspections.add_element(recommendation, reference="a", title="On time", **by)
    inspections.make_accountable(recommendation, board, starts=None, **by)
    assess(recommendation, status="not_met", assessed_on=today, body=board, today=today, **by)
    review = inspections.record_inspection("Peer review", **by)
    earlier = inspections.add_recommendation(review, reference="1", title="Assessments", **by)
    recurrence = say_found_before(recommendation, earlier=earlier, reason="The same", **by)
    notice = notices.issue_notice(
        inspection, issued_on=today, issued_by="The department", terms="Improve", today=today, **by
    )
    submission = submissions.want_submission(
        inspection, what="plan", to_inspectorate=True, to_department=False, due_on=today, **by
    )
    plan = plans.make_plan("Improvement plan", inspections=[inspection], accountable_body=board, **by)
    leads = [
        people.post_called("Project manager", council),
        people.post_called("Service manager", council),
        people.post_called("Designated doctor", health),
    ]
    for role, post in zip((Role.ACTION_LEAD, Role.TEAM_MANAGER, Role.PARTNER), leads, strict=True):
        people.take_post(held[role], post, starts=today - timedelta(days=1), **by)
    workstream = add_body("Workstream", kind="Workstream", reports_to=board, **by)
    says = ActionFields(
        title="Agree one pathway", reference="1.1", leads=tuple(leads), due=today, workstream=workstream
    )
    action = add_action(plan, says, effective_on=today, **by)
    plans.link_to_recommendation(action, recommendation, **by)
    post_update(
        action, level=plan.rating_key.levels.first(), narrative="Agreed", version=1, effective_on=today, **by
    )
    action.refresh_from_db()
    completion = ask_completion(
        action, completed_on=today, statement="Signed", version=action.version, today=today,
        by=held[Role.ACTION_LEAD], at=now,
    )  # fmt: skip
    statement = add_statement(plan, source="children", text="They say so", effective_on=today, **by)
    scorecard = measures.make_scorecard("Scorecard", body=board, **by)
    measure = measures.define_measure(
        "% on time", reference="2.11", unit="%", polarity="high", lead=leads[0], **by
    )
    measures.place_on_scorecard(scorecard, measure, **by)
    target = target_from(parse_figure("95%"), Polarity.HIGH)
    measures.set_target(measure, target, effective_on=PERIOD.start, **by)
    value = measures.record_observation(Entry(measure, PERIOD, parse_figure("34%")), **by)
    mark = propose_baseline(measure, points=12, words="Before the hub", **by)
    delays, by_health = (measures.define_measure(title, **by) for title in ("Delays", "Delays: health"))
    part = add_part(delays, by_health, split="Responsible body", name="Health", **by)
    seen = shown_of(rows_of([measure], PERIOD)[0]).digest
    comment = write_comment(
        measure, PERIOD, "Two assessors left.", version=0, seen=seen, effective_on=today, **by
    )
    release, _ = load_release(read_statistics(PUBLISHED), title="Assessments", published_on=today, **by)
    indicator = Indicator.objects.get()
    mapping = map_indicator(indicator, measure, unit="%", **by)
    neighbours, _ = add_neighbour_set(
        "Neighbours", council="Council", neighbours=["Elsewhere"], starts=today, **by
    )
    file = keep(b"Word,Number\none,1\n", "tally.csv", **by)
    load = Load.objects.create(
        source=Source.objects.create(kind="plan", name="Improvement plan"),
        file=file,
        reading={"actions": [], "problems": [], "columns": []},
        preview={"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0},
        read_at=now,
        read_by=officer,
    )
    draft = reports.start_draft(board, PERIOD, scorecard=scorecard, **by)
    paper = reports.freeze(board, PERIOD, today=today, **by).paper
    seat = seat_member(board, leads[0], starts=today, **by)
    meeting = add_meeting(board, held_on=today, **by)
    recess = add_recess("Summer", starts=today, ends=today, **by)
    feed_key, secret = make_feed_key(officer, board, **by)
    of_no_meeting = ("notices", "counting", "recesses", "add_recess", "calendars")
    past = read_paper(name="", text="Minutes of the Board\n1. Apologies\n2. Minutes\n", **by)
    owed = owe_report(board, title="Scorecard", rhythm="quarter", first_due=today, from_post=leads[0], **by)
    came = received(owed, today, on=today, meeting=meeting, **by)
    version = submissions.submit_version(submission, submitted_on=today, file=file, seen=0, today=today, **by)
    visit = visits.announce_visit(
        inspection, announced_on=today, starts=today, focus="The front door", today=today, **by
    )
    window = visits.expect_inspection(inspection, opens_on=today, closes_on=today, basis="Framework", **by)
    grant = Grant.objects.get(person=officer)
    cover = posts.arrange_cover(
        held[Role.DIRECTOR], held[Role.HEAD_OF_SERVICE], starts=today, ends=today + timedelta(days=7),
        reason="Leave", **by,
    )  # fmt: skip
    message = mail.post(officer, subject="An update is wanted", text="Say how it goes.", kind="request", **by)
    open_still = ActionFields(title="Recruit caseworkers", reference="1.2", leads=(leads[0],), due=today)
    add_action(plan, open_still, effective_on=today, **by)
    round = ask_for_updates(plan, ALL_OPEN, Asking(due_on=today), today=today, **by)
    period = {"period": str(PERIOD).lower().replace(" ", "-")}
    edition = _published(scorecard, held, now, today)
    another = publishing.prepare(scorecard, PERIOD, reason="Counted anew", **by)
    finding, link = _found_and_linked(scorecard, measure, officer, now)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url in names

    def starting(room: str) -> Callable[[str], bool]:
        return lambda url: url.startswith(f"{room}:")

    without = {
        "highlights:highlights",
        "bodies:bodies", "bodies:add", "loads:loads", "loads:bring", "inspections:inspections",
        "inspections:recommendations", "inspections:record_inspection", "plans:plans", "plans:new_plan",
        "measures:measures",
        "measures:new_measure", "measures:scorecards", "measures:new_scorecard", "people:people",
        "people:add",
        "rulebook", "health", "account_login", "account_logout", "account_change_password", "reports:reports",
        "reports:new", "thread:today", "thread:places", "thread:search", "meetings:meetings", "meetings:add",
        "chasing:rounds",
        "interventions:interventions", "carryover:monitoring",
    }  # fmt: skip
    of_interventions = {
        "change_notice": notice, "review_notice": notice, "lift_notice": notice, "meet_adviser": notice,
        "change_submission": submission, "submit_version": submission, "record_outcome": version,
        "change_visit": visit, "publish_letter": visit, "change_window": window,
    }  # fmt: skip
    of_period = {f"publishing:{name}" for name in ("check", "prepare", "links", "add_link")}
    of_recommendation = {
        "add_element", "make_accountable", "end_accountability", "assess", "say_found_before",
    }  # fmt: skip
    addresses = [
        (lambda url: url in without, {}),
        (named("rule"), {"code": "RAG-2"}),
        (named("bodies:body"), {"uuid": board.uuid, "name": "board"}),
        (named("bodies:end_seat", "bodies:hand_over_seat"), {"uuid": seat.uuid}),
        (starting("bodies"), {"uuid": board.uuid}),
        (starting("files"), {"uuid": file.uuid}),
        (starting("loads"), {"uuid": load.uuid}),
        (named("inspections:inspection"), {"uuid": inspection.uuid, "slug": "inspection"}),
        (named(*(f"inspections:{name}" for name in of_recommendation)), {"uuid": recommendation.uuid}),
        (named("inspections:withdraw_found_before"), {"uuid": recurrence.uuid}),
        (starting("inspections"), {"uuid": inspection.uuid}),
        (named("plans:plan", "plans:changes", "plans:timeline"), {"uuid": plan.uuid, "slug": "plan"}),
        (named("plans:settings"), {"uuid": plan.uuid}),
        (named("plans:decide_completion", "plans:withdraw_completion"), {"uuid": completion.uuid}),
        (starting("plans"), {"uuid": action.uuid, "slug": "action"}),
        (named("success:statements", "success:add"), {"uuid": plan.uuid}),
        (starting("success"), {"uuid": statement.uuid}),
        (named("measures:where_from", "measures:correct_figure"), {"uuid": value.observation.uuid}),
        (named("measures:end_part"), {"uuid": part.uuid}),
        (
            named("measures:scorecard", "measures:scorecard_changes"),
            {"uuid": scorecard.uuid, "slug": "scorecard"},
        ),
        (named("measures:place"), {"uuid": scorecard.uuid}),
        (named("measures:ask", "measures:scorecard_book"), {"uuid": scorecard.uuid, **period}),
        (named("measures:take_off"), {"uuid": scorecard.uuid, "measure": measure.uuid}),
        (
            named("measures:red_measure", "measures:override"),
            {"uuid": scorecard.uuid, "measure": measure.uuid, **period},
        ),
        (named("measures:agree_mark", "measures:withdraw_mark"), {"uuid": mark.uuid}),
        (named("measures:measure"), {"uuid": measure.uuid, "slug": "measure"}),
        (starting("measures"), {"uuid": measure.uuid}),
        (named(*(f"benchmarks:{name}" for name in ("benchmarks", "indicators", "areas", "new_set"))), {}),
        (named("benchmarks:release", "benchmarks:describe_release"), {"uuid": release.uuid}),
        (named("benchmarks:indicator", "benchmarks:map_indicator"), {"uuid": indicator.uuid}),
        (named("benchmarks:end_mapping"), {"uuid": mapping.uuid}),
        (named("benchmarks:neighbour_set"), {"uuid": neighbours.uuid}),
        (starting("benchmarks"), {"uuid": measure.uuid}),
        (named("commentary:list", "commentary:sign_off"), {"uuid": scorecard.uuid, **period}),
        (named("commentary:return"), {"uuid": comment.uuid}),
        (starting("commentary"), {"uuid": measure.uuid, **period}),
        (named("publishing:published", "publishing:populations", "publishing:record_population"), {}),
        (named("publishing:small_number_rule"), {"uuid": measure.uuid}),
        (named("publishing:explain"), {"uuid": scorecard.uuid, "digest": finding, **period}),
        (named("publishing:decide_link"), {"uuid": scorecard.uuid, "digest": link, **period}),
        (named(*of_period), {"uuid": scorecard.uuid, **period}),
        (named("publishing:withhold"), {"uuid": another.uuid, "measure": measure.uuid}),
        (
            named("publishing:approve", "publishing:take_back", "publishing:publish"),
            {"uuid": another.uuid},
        ),
        (named("publishing:edition"), {"uuid": edition.uuid, "slug": "edition"}),
        (named("publishing:internal"), {"uuid": edition.uuid}),
        (starting("publishing"), {"uuid": edition.uuid, "suffix": "csv"}),
        (named("people:end_role"), {"uuid": grant.uuid}),
        (named("people:posts", "people:choose_leaver"), {}),
        (named("people:fill_post"), {"uuid": leads[0].uuid}),
        (named("people:leave_post"), {"uuid": held[Role.ACTION_LEAD].uuid, "post": leads[0].uuid}),
        (named("people:end_cover"), {"uuid": cover.uuid}),
        (named("mail:messages"), {}),
        (starting("mail"), {"uuid": message.uuid}),
        (starting("people"), {"uuid": officer.uuid}),
        (named("reports:draft"), {"uuid": draft.uuid, "name": "draft"}),
        (named("reports:download"), {"uuid": paper.uuid, "suffix": "pdf"}),
        (named("reports:table"), {"uuid": paper.uuid, "table": "scorecard"}),
        (named("reports:paper"), {"uuid": paper.uuid, "name": "paper"}),
        (named("reports:rebuilt"), {"uuid": paper.uuid}),
        (named("interventions:inspection"), {"uuid": inspection.uuid, "slug": "inspection"}),
        *((named(f"interventions:{name}"), {"uuid": one.uuid}) for name, one in of_interventions.items()),
        (starting("interventions"), {"uuid": inspection.uuid}),
        (named("carryover:arrangement", "carryover:arrange"), {"uuid": recommendation.uuid}),
        (starting("carryover"), {"uuid": plan.uuid}),
        (named("chasing:ask_for_updates"), {"uuid": plan.uuid}),
        (named("chasing:ask_for_words"), {"uuid": scorecard.uuid, **period}),
        (starting("chasing"), {"uuid": round.uuid}),
        (named(*(f"meetings:{name}" for name in of_no_meeting)), {}),
        (named("meetings:withdraw_recess"), {"uuid": recess.uuid}),
        (named("meetings:stop_feed"), {"uuid": feed_key.uuid}),
        (named("meetings:feed"), {"secret": secret}),
        (named("meetings:year"), {"uuid": board.uuid}),
        (named("meetings:meeting"), {"uuid": meeting.uuid, "slug": "meeting"}),
        (starting("meetings"), {"uuid": meeting.uuid}),
        (named("reporting:calendar", "reporting:add", "pastminutes:drafts", "pastminutes:bring"), {}),
        (starting("pastminutes"), {"uuid": past.uuid}),
        (named("reporting:take_back"), {"uuid": came.uuid}),
        (named("reporting:settle"), {"uuid": owed.uuid, "day": today.isoformat()}),
        (named("reporting:report"), {"uuid": owed.uuid, "slug": "scorecard"}),
        (starting("reporting"), {"uuid": owed.uuid}),
        (named("thread:body_changes"), {"uuid": board.uuid}),
        (starting("thread"), {"uuid": recommendation.uuid, "slug": "recommendation"}),
    ]
    told = {**by, "today": today}
    drafted = start_draft(workstream, **told)
    save_draft(drafted, dict.fromkeys(PARTS, "As agreed."), version=drafted.version, **by)
    highlight = send(drafted, **told)
    highlight_draft = start_draft(workstream, **told)
    addresses += [
        (named("highlights:start"), {"uuid": workstream.uuid}),
        (named("highlights:draft"), {"uuid": highlight_draft.uuid}),
        (named("highlights:download"), {"uuid": highlight.uuid, "suffix": "pdf"}),
        (starting("highlights"), {"uuid": highlight.uuid}),
    ]
    addresses += cases_addresses(measure, held[Role.TEAM_MANAGER], officer, now, today)
    addresses += localtrackers_addresses(held[Role.TEAM_MANAGER], now, today)
    addresses += trackers_addresses()
    addresses += challenge_addresses(officer, now, today)
    addresses += selfassessment_addresses(
        plan, recommendation, leads[0], officer, held[Role.DIRECTOR], now, today
    )
    addresses += packs_addresses(board, officer, now, today)
    addresses += drafting_addresses(board, meeting, plan, officer, held[Role.DIRECTOR], now, today)
    addresses += agendas_addresses(board, meeting, officer, now, today)
    addresses += surveys_addresses(action, officer, now, today)
    addresses += learning_addresses(action, leads[0], officer, now, today)
    addresses += evidence_addresses(recommendation, officer, now, today)
    addresses += risks_addresses(workstream, leads[0], recommendation, action, measure, officer, now, today)
    addresses += audits_addresses(action, officer, now, today)
    addresses += feedback_addresses(action, officer, now, today)
    addresses += alerts_addresses(officer, now, today)
    addresses += minutes_addresses(board, meeting, leads[0], (recommendation, action), officer, now, today)
    addresses += retention_addresses(officer, held[Role.BOARD_MEMBER], now, today)
    addresses += signoff_addresses(recommendation, meeting, held, now, today)
    records = {"action": action, "recommendation": recommendation, "measure": measure, "paper": paper}
    return World(held, records, addresses)


def _published(scorecard: Any, held: dict[Role, Person], now: datetime, today: date) -> Any:
    """The first edition of the scorecard, prepared by the analyst and approved by the head."""
    analyst, head = held[Role.PERFORMANCE_ANALYST], held[Role.HEAD_OF_SERVICE]
    one = publishing.prepare(scorecard, PERIOD, by=analyst, at=now)
    one = publishing.approve(one, version=one.version, by=head, at=now, today=today)
    return publishing.publish(one, version=one.version, by=analyst, at=now, today=today)


def _found_and_linked(scorecard: Any, measure: Any, officer: Person, now: datetime) -> tuple[str, str]:
    """A finding, since a share passes 100%, and a link that was refused: by what addresses name them."""
    by = {"by": officer, "at": now}
    share = measures.define_measure("% seen", reference="2.12", unit="%", **by)
    measures.place_on_scorecard(scorecard, share, **by)
    measures.record_observation(Entry(share, PERIOD, parse_figure("134%")), **by)
    link = Link(LinkKind.RATE, str(share.uuid), (str(measure.uuid),))
    say_of_link(link, holds=False, reason="They are not", version=0, **by)
    return check(scorecard, PERIOD).findings[0].digest, digest_of(link)


def _somebody(role: Role, organisation: Organisation, now: datetime, today: date) -> Person:
    person = people.add_person(
        f"{role}@example.org", role.label, organisation=organisation, password="a long password",
        by=None, at=now,
    )  # fmt: skip
    partner = role == Role.PARTNER
    people.grant(
        person, role, scope=Scope.ORGANISATION if partner else Scope.COUNCIL,
        scope_uuid=organisation.uuid if partner else None, starts=today - timedelta(days=1), by=None, at=now,
    )  # fmt: skip
    return person
