"""Every URL states its access rule, and each role meets it: let in where the table says so, else refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from goldenthread.apps.cases.tests.records import case_home
from goldenthread.apps.people.access import ANYONE
from goldenthread.apps.people.models import Person, Role
from tests.architecture.world import World, make_world

EVERYBODY = frozenset(Role)
READERS = EVERYBODY - {Role.PARTNER, Role.PUBLIC}
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER})
MANAGERS = frozenset({Role.HEAD_OF_SERVICE, Role.DIRECTOR})
LOADERS = KEEPERS | {Role.PERFORMANCE_ANALYST}
ANALYSTS = frozenset({Role.ADMINISTRATOR, Role.PERFORMANCE_ANALYST})
CLERKS = KEEPERS | {Role.DEMOCRATIC_SERVICES_OFFICER}
STAFF = READERS - {Role.BOARD_MEMBER, Role.ELECTED_MEMBER, Role.AUDITOR}

# Who may do what, in one table. The world's action is led by posts of the lead, the manager and the partner.
ALLOWED: dict[str, frozenset[Role]] = {
    ANYONE: EVERYBODY,
    "people.see_own_account": EVERYBODY,
    "people.see_people": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    "people.manage_people": frozenset({Role.ADMINISTRATOR}),
    "people.manage_posts": KEEPERS,
    "mail.see_messages": CLERKS | {Role.AUDITOR},
    "mail.send_again": CLERKS,
    "bodies.see_bodies": READERS,
    "bodies.edit_bodies": CLERKS,
    "files.open_file": READERS,
    "files.date_file": KEEPERS,
    "loads.see_loads": LOADERS | {Role.AUDITOR},
    "loads.bring_file": LOADERS,
    "loads.decide": LOADERS,
    "inspections.see_recommendations": READERS,
    "inspections.edit_inspections": KEEPERS,
    "inspections.assess": KEEPERS,
    "interventions.see": READERS,
    "interventions.edit": KEEPERS | {Role.DIRECTOR},
    "carryover.see": READERS,
    "carryover.edit": KEEPERS,
    "plans.see_plans": READERS | {Role.PARTNER},
    "plans.see_plan": READERS | {Role.PARTNER},
    "plans.see_action": READERS | {Role.PARTNER},
    "plans.update_action": KEEPERS | MANAGERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER, Role.PARTNER},
    "plans.ask_completion": KEEPERS | MANAGERS | {Role.ACTION_LEAD},
    "plans.decide_completion": MANAGERS | {Role.IMPROVEMENT_OFFICER},
    "plans.withdraw_completion": frozenset({Role.ACTION_LEAD}),
    "plans.edit_plan": KEEPERS,
    "success.see": READERS | {Role.PARTNER},
    "success.answer": KEEPERS | MANAGERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "success.edit_statements": KEEPERS,
    "measures.see_measures": READERS,
    "measures.edit_measure": LOADERS,
    "measures.record_figure": LOADERS,
    "measures.choose_source": LOADERS,
    "measures.override_rating": MANAGERS,
    "measures.mark_series": LOADERS,
    "measures.settle_mark": LOADERS | MANAGERS,
    "benchmarks.see": READERS,
    "benchmarks.edit": LOADERS,
    "commentary.see": READERS,
    "commentary.write": LOADERS | MANAGERS | {Role.ACTION_LEAD},
    "commentary.sign_off": MANAGERS,
    "publishing.see": READERS - {Role.BOARD_MEMBER, Role.ELECTED_MEMBER},
    "publishing.see_editions": READERS,
    "publishing.see_internal": LOADERS | MANAGERS,
    "publishing.prepare": LOADERS,
    "publishing.approve": MANAGERS,
    "publishing.take_back": LOADERS | MANAGERS,
    "publishing.publish": LOADERS | {Role.DEMOCRATIC_SERVICES_OFFICER},
    "feedback.see_numbers": READERS,
    "feedback.see": STAFF | {Role.AUDITOR},
    "feedback.keep": LOADERS | MANAGERS | {Role.TEAM_MANAGER},
    "audits.see": READERS,
    "audits.see_cases": STAFF | {Role.AUDITOR},
    "audits.plan": KEEPERS | MANAGERS,
    "audits.keep": LOADERS | MANAGERS,
    "audits.judge": LOADERS | MANAGERS | {Role.TEAM_MANAGER},
    "alerts.see_numbers": READERS,
    "alerts.see": STAFF | {Role.AUDITOR},
    "alerts.raise": KEEPERS | MANAGERS | {Role.TEAM_MANAGER},
    "alerts.set_ladder": KEEPERS | MANAGERS,
    "surveys.see": READERS,
    "surveys.keep": LOADERS,
    "surveys.read_words": KEEPERS,
    "surveys.write_said": KEEPERS | MANAGERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "learning.see": READERS,
    "learning.see_cases": STAFF | {Role.AUDITOR},
    "learning.keep": LOADERS | MANAGERS,
    "surveys.approve_said": MANAGERS | {Role.IMPROVEMENT_OFFICER},
    "trackers.see": MANAGERS | {Role.TEAM_MANAGER},
    "trackers.write": MANAGERS | {Role.TEAM_MANAGER},
    "trackers.see_why": STAFF | {Role.AUDITOR},
    "trackers.set": MANAGERS | {Role.ADMINISTRATOR},
    "cases.load": ANALYSTS,
    "cases.keep": ANALYSTS,
    "cases.see_loads": LOADERS | {Role.DIRECTOR, Role.AUDITOR},
    "cases.see_teams": LOADERS | MANAGERS | {Role.AUDITOR},
    "cases.see_definitions": READERS,
    "cases.see_cases": MANAGERS | {Role.TEAM_MANAGER},
    "localtrackers.see": MANAGERS | LOADERS | {Role.TEAM_MANAGER, Role.AUDITOR},
    "localtrackers.define": MANAGERS | ANALYSTS | {Role.TEAM_MANAGER},
    "localtrackers.change": MANAGERS | ANALYSTS | {Role.TEAM_MANAGER},
    "localtrackers.open": MANAGERS | {Role.TEAM_MANAGER},
    "localtrackers.write": MANAGERS | {Role.TEAM_MANAGER},
    "localtrackers.export": MANAGERS | {Role.TEAM_MANAGER},
    "localtrackers.open_row": MANAGERS | {Role.TEAM_MANAGER},
    "localtrackers.count": MANAGERS | LOADERS,
    "challenge.see_all": ANALYSTS | MANAGERS | {Role.TEAM_MANAGER},
    "challenge.see": ANALYSTS | MANAGERS | {Role.TEAM_MANAGER},
    "challenge.say": ANALYSTS | MANAGERS | {Role.TEAM_MANAGER},
    "challenge.prepare": ANALYSTS | MANAGERS,
    "challenge.lead": ANALYSTS | MANAGERS,
    "challenge.raise_case": ANALYSTS | MANAGERS | {Role.TEAM_MANAGER},
    "challenge.see_cases": ANALYSTS | MANAGERS | {Role.TEAM_MANAGER},
    "challenge.take_case": frozenset({Role.DIRECTOR}),
    "retention.see": {Role.ADMINISTRATOR, Role.AUDITOR, Role.DIRECTOR},
    "retention.check": {Role.ADMINISTRATOR, Role.AUDITOR},
    "retention.keep": {Role.ADMINISTRATOR},
    "retention.decide": {Role.ADMINISTRATOR, Role.DIRECTOR},
    "reports.see_reports": READERS,
    "reports.write_report": CLERKS,
    "chasing.see_rounds": READERS - {Role.BOARD_MEMBER, Role.ELECTED_MEMBER},
    "chasing.chase": KEEPERS,
    "chasing.ask_for_words": LOADERS,
    "evidence.see": READERS,
    "evidence.see_piece": READERS,
    "evidence.bring": KEEPERS | MANAGERS | LOADERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "evidence.use": KEEPERS | MANAGERS | LOADERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "evidence.answer": KEEPERS | MANAGERS | LOADERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "evidence.change": KEEPERS | MANAGERS,
    "evidence.withdraw": KEEPERS,
    "meetings.see": READERS,
    "meetings.edit": CLERKS,
    "pastminutes.bring": CLERKS,
    "reporting.see": READERS,
    "reporting.edit": CLERKS,
    "agendas.see": READERS,
    "agendas.edit": CLERKS,
    "agendas.see_paper": READERS,
    "highlights.see": READERS,
    "highlights.write": KEEPERS | MANAGERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "drafting.see": STAFF | {Role.AUDITOR},
    "drafting.see_edition": STAFF | {Role.AUDITOR},
    "drafting.start": STAFF,
    "drafting.write": CLERKS,
    "drafting.comment": STAFF,
    "drafting.clear": frozenset({Role.DIRECTOR}),
    "drafting.freeze": CLERKS,
    "drafting.edit_templates": CLERKS,
    "packs.see": READERS,
    "packs.build": CLERKS,
    "packs.publish": CLERKS,
    "packs.open_restricted": CLERKS | MANAGERS,
    "packs.see_register": CLERKS | {Role.AUDITOR},
    "minutes.see": READERS,
    "minutes.see_minute": READERS,
    "minutes.see_action": READERS,
    "minutes.see_part_2": CLERKS | MANAGERS,
    "minutes.keep": CLERKS,
    "minutes.ask_correction": READERS,
    "minutes.report": CLERKS | {Role.ACTION_LEAD},
    "risks.see": READERS,
    "risks.edit": KEEPERS | MANAGERS,
    "risks.score": KEEPERS | MANAGERS | {Role.ACTION_LEAD},
    "risks.decide": KEEPERS | MANAGERS,
    "risks.edit_scale": KEEPERS,
    "signoff.see": READERS,
    "signoff.ask": KEEPERS | MANAGERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "signoff.account": KEEPERS | {Role.ACTION_LEAD, Role.TEAM_MANAGER},
    "signoff.build": KEEPERS,
    "signoff.withdraw": KEEPERS | {Role.ACTION_LEAD},
    "signoff.record": CLERKS,
    "signoff.settle": CLERKS,
    "selfassessment.see_all": STAFF | {Role.AUDITOR},
    "selfassessment.see": STAFF | {Role.AUDITOR},
    "selfassessment.see_part": STAFF | {Role.AUDITOR},
    "selfassessment.see_edition": STAFF | {Role.AUDITOR},
    "selfassessment.write": KEEPERS | {Role.ACTION_LEAD},
    "selfassessment.review": MANAGERS,
    "selfassessment.keep": KEEPERS,
    "thread.walk": READERS,
}


def every_url(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_url(pattern, inside)
        else:
            yield f"{namespace}{pattern.name}", pattern


URLS = dict(every_url())


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """One of everything takes seconds to make, so it is made once, in a transaction that is undone."""
    home = tmp_path_factory.mktemp("world")
    with (
        override_settings(FILES=home / "files"),
        case_home(home),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield make_world(datetime(2018, 7, 16, 9, 0, tzinfo=UTC), date(2018, 7, 16))
        transaction.set_rollback(True)


@pytest.fixture
def world(standing_world) -> Iterator[World]:
    """What a test does to the world is undone after it."""
    with transaction.atomic():
        yield standing_world
        transaction.set_rollback(True)


# A database is set up only where a test is marked so. The others share a world and a transaction of their
# own, which the mark would break; this one runs before it is made.
@pytest.mark.django_db
def test_every_url_states_its_access_rule():
    without = [name for name, pattern in URLS.items() if not hasattr(pattern.callback, "access_rule")]
    assert without == []


def test_every_rule_is_in_the_table_of_who_may_do_what():
    assert {pattern.callback.access_rule for pattern in URLS.values()} <= set(ALLOWED)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLIC])
def test_each_role_opens_what_it_may_and_nothing_else(role, world, client):
    client.force_login(world.people[role])
    wrong = []
    for name, pattern in URLS.items():
        status = client.get(reverse(name, kwargs=world.address(name))).status_code
        allowed = role in ALLOWED[pattern.callback.access_rule]
        # 405: allowed, but only by a form; 302: allowed, and sent on.
        if allowed != (status in {200, 302, 405}):
            wrong.append(f"{name} ({pattern.callback.access_rule}): {status}")
        if not allowed and status != 403:
            wrong.append(f"{name}: {status} where 403 was expected")
    assert wrong == []


def test_nobody_who_is_not_signed_in_opens_more_than_what_is_for_anyone(world, client):
    wrong = []
    for name, pattern in URLS.items():
        answer = client.get(reverse(name, kwargs=world.address(name)))
        if pattern.callback.access_rule == ANYONE:
            continue
        if answer.status_code != 302 or "/sign-in/" not in answer.headers["Location"]:
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_a_form_sent_without_permission_is_refused(world, client):
    client.force_login(world.people[Role.AUDITOR])
    wrong = []
    for name, pattern in URLS.items():
        if Role.AUDITOR in ALLOWED[pattern.callback.access_rule]:
            continue
        status = client.post(reverse(name, kwargs=world.address(name)), {}).status_code
        if status != 403:
            wrong.append(f"{name}: {status}")
    assert wrong == []


def test_somebody_with_an_account_and_no_role_sees_nothing(world, client):
    nobody = Person.objects.create_user("nobody@example.org", "a long password", name="Nobody")
    client.force_login(nobody)
    open_to_all = {rule for rule, roles in ALLOWED.items() if Role.PUBLIC in roles}
    wrong = []
    for name, pattern in URLS.items():
        if pattern.callback.access_rule in open_to_all:
            continue
        status = client.get(reverse(name, kwargs=world.address(name))).status_code
        if status != 403:
            wrong.append(f"{name}: {status}")
    assert wrong == []
