"""The pages of plans, as each role meets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import rules
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Inspection, Recommendation
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans import neighbours
from goldenthread.apps.plans.completing import ask_completion
from goldenthread.apps.plans.models import Completion
from goldenthread.apps.plans.neighbours import Panel, register_figures, register_panel
from goldenthread.apps.plans.revising import add_action, revise_action, write_actions
from goldenthread.apps.plans.updating import post_update

READING_ROLES = [role for role in Role if role not in {Role.PARTNER, Role.PUBLIC}]


def url_of(name, action):
    return reverse(f"plans:{name}", args=[action.uuid, action.slug])


@pytest.mark.parametrize("role", READING_ROLES)
def test_every_reader_sees_the_plan_and_its_action(role, person_as, signed_in, plan, action):
    client = signed_in(person_as(role))
    assert plan.name in client.get(reverse("plans:plans")).text
    assert action.title in client.get(plan.get_absolute_url()).text
    assert "90% of plans within 20 weeks" in client.get(action.get_absolute_url()).text


def test_a_partner_is_told_that_a_part_of_the_plan_is_shown(person_as, signed_in, plan, action, officer):
    organisation = action.leads.first().organisation
    partner = person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=organisation.uuid)
    assert (
        "the part of the plan that your organisation leads"
        in signed_in(partner).get(plan.get_absolute_url()).text
    )
    assert "the part of the plan" not in signed_in(officer).get(plan.get_absolute_url()).text


def test_the_public_sees_no_plan(person_as, signed_in, plan, action):
    client = signed_in(person_as(Role.PUBLIC))
    for address in (reverse("plans:plans"), plan.get_absolute_url(), action.get_absolute_url()):
        assert client.get(address).status_code == 403


def test_someone_signed_out_is_asked_to_sign_in(client, action):
    response = client.get(action.get_absolute_url())
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("by", ["outcome", "workstream", "lead"])
def test_the_plan_is_shown_in_three_groupings(by, officer, signed_in, plan, action):
    response = signed_in(officer).get(plan.get_absolute_url(), {"by": by})
    heading = {
        "outcome": "Timely assessments and plans: 1 action",
        "workstream": "Assessment and Planning: 1 action",
        "lead": "Head of Service: Assessment: 1 action",
    }[by]
    assert heading in response.text


def test_a_lead_posts_an_update_and_the_page_shows_it(lead, signed_in, action, level):
    response = signed_in(lead).post(url_of("post_update", action), {
        "version": action.version, "level": level("at_risk").position, "narrative": "Two posts are vacant.",
    }, follow=True)  # fmt: skip
    assert response.status_code == 200
    assert "Two posts are vacant." in response.text
    assert "Not on track, risk to delivery" in response.text


def test_completion_is_asked_for_by_one_and_accepted_by_another_on_their_pages(lead, head, signed_in, action):
    asked = signed_in(lead).post(url_of("ask_completion", action), {
        "version": action.version, "completed_on_day": "1", "completed_on_month": "7",
        "completed_on_year": "2018", "statement": "All is done.",
        "shown_0": "92% in June, scorecard of quarter 1.",
    })  # fmt: skip
    assert asked.status_code == 302
    address = reverse("plans:decide_completion", args=[Completion.objects.get().uuid])
    page = signed_in(head).get(address)
    assert "92% in June" in page.text
    assert "Audit of 20 plans" in page.text
    assert ">None<" in page.text
    refused = signed_in(head).post(address, {"decision": "accept", "reason": ""})
    assert refused.status_code == 422
    assert "has no evidence" in refused.text
    signed_in(head).post(address, {"decision": "accept", "reason": "The audit follows in autumn."})
    action.refresh_from_db()
    assert action.completed_on == date(2018, 7, 1)


def test_the_asker_sees_that_somebody_else_decides(head, signed_in, action, today, now):
    completion = ask_completion(
        action, completed_on=today, statement="Done.", version=1, today=today, by=head, at=now
    )
    address = reverse("plans:decide_completion", args=[completion.uuid])
    assert "somebody else decides" in signed_in(head).get(address).text
    assert signed_in(head).post(address, {"decision": "accept", "reason": "x"}).status_code == 422
    completion.refresh_from_db()
    assert completion.outcome == Completion.Outcome.ASKED


def test_an_officer_edits_an_action_on_its_page(officer, signed_in, action, health_post):
    response = signed_in(officer).post(url_of("edit_action", action), {
        "version": action.version, "title": "Deliver it sooner", "due_day": "31", "due_month": "8",
        "due_year": "2018",
        "leads": [str(health_post.uuid)], "reason": "The board asked.",
    })  # fmt: skip
    assert response.status_code == 302
    action.refresh_from_db()
    assert action.title == "Deliver it sooner"
    assert action.due == date(2018, 8, 31)
    assert list(action.leads.all()) == [health_post]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.AUDITOR, "post_update"),
        (Role.BOARD_MEMBER, "post_update"),
        (Role.ACTION_LEAD, "post_update"),
        (Role.TEAM_MANAGER, "ask_completion"),
        (Role.PERFORMANCE_ANALYST, "edit_action"),
        (Role.HEAD_OF_SERVICE, "edit_action"),
    ],
)
def test_who_may_not_write_gets_no_form(role, name, person_as, signed_in, action):
    assert signed_in(person_as(role)).get(url_of(name, action)).status_code == 403


def test_a_partner_sees_only_the_actions_of_their_organisation(
    person_as, signed_in, plan, action, health, health_post, says, now, today
):
    theirs = add_action(
        plan, replace(says, title="Clinical advice within 6 weeks", reference="A-2", leads=(health_post,)),
        effective_on=today, by=None, at=now,
    )  # fmt: skip
    client = signed_in(person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid))
    page = client.get(plan.get_absolute_url())
    assert theirs.title in page.text
    assert action.title not in page.text
    assert client.get(action.get_absolute_url()).status_code == 403
    assert client.get(theirs.get_absolute_url()).status_code == 200
    posted = client.post(url_of("post_update", theirs), {"version": 1, "narrative": "Two clinics more."})
    assert posted.status_code == 302
    assert client.get(url_of("ask_completion", theirs)).status_code == 403


def test_a_partner_of_another_organisation_sees_no_plan(person_as, signed_in, plan, action, health):
    client = signed_in(person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid))
    assert client.get(plan.get_absolute_url()).status_code == 403
    assert plan.name not in client.get(reverse("plans:plans")).text


def test_a_partner_of_the_workstream_sees_its_actions(person_as, signed_in, plan, action, workstream):
    client = signed_in(person_as(Role.PARTNER, scope=Scope.WORKSTREAM, scope_uuid=workstream.uuid))
    assert client.get(action.get_absolute_url()).status_code == 200


def test_the_csv_has_what_the_list_shows_and_no_formula(officer, signed_in, plan, action, says, today, now):
    add_action(
        plan, replace(says, title="=1+1", reference="A-2", due=date(2018, 7, 1)),
        effective_on=today, by=None, at=now,
    )  # fmt: skip
    client = signed_in(officer)
    everything = client.get(plan.get_absolute_url(), {"format": "csv"}).text
    assert "'=1+1" in everything
    assert "Overdue (PROG-1)" in everything
    overdue = client.get(plan.get_absolute_url(), {"format": "csv", "flag": "PROG-1"}).text
    assert action.title not in overdue


def test_empty_pages_say_what_to_do_first(officer, signed_in, plan):
    assert "no actions yet" in signed_in(officer).get(plan.get_absolute_url()).text
    plan.delete()
    assert "Load your improvement plan" in signed_in(officer).get(reverse("plans:plans")).text


def test_a_plan_page_asks_the_database_as_often_for_many_actions_as_for_one(
    officer, signed_in, plan, action, says, today, now, django_assert_max_num_queries
):
    client = signed_in(officer)
    client.get(plan.get_absolute_url())
    with CaptureQueriesContext(connection) as for_one:
        client.get(plan.get_absolute_url())
    for _ in range(30):
        add_action(plan, says, effective_on=today, by=None, at=now)
    with django_assert_max_num_queries(len(for_one)):
        response = client.get(plan.get_absolute_url())
    assert response.context["counts"].actions == 31


def test_a_long_plan_is_shown_a_page_at_a_time(officer, signed_in, plan, says, today, now):
    write_actions(plan, [says] * 60, effective_on=today, by=None, at=now)
    client = signed_in(officer)
    first, second = (client.get(plan.get_absolute_url(), {"page": page}) for page in (1, 2))
    assert [len(page.context["groups"][0].rows) for page in (first, second)] == [50, 10]
    assert "Timely assessments and plans: 60 actions" in second.text


def test_the_list_is_narrowed_and_sorted_by_its_address(officer, signed_in, plan, action, says, today, now):
    late = add_action(
        plan, replace(says, title="Late one", reference="A-2", due=date(2018, 7, 1)),
        effective_on=today, by=None, at=now,
    )  # fmt: skip
    client = signed_in(officer)

    def titles(**asked):
        groups = client.get(plan.get_absolute_url(), asked).context["groups"]
        return [state.title for group in groups for state in group.rows]

    assert titles(sort="due") == [late.title, action.title]
    assert titles(sort="due", direction="desc") == [action.title, late.title]
    assert titles(flag="PROG-1") == [late.title]
    assert titles(words="20-week") == [action.title]
    assert titles(rating="completed") == []
    assert titles(lead="not-a-uuid", flag="NO-1") == [action.title, late.title]


def test_a_partner_opens_the_evidence_of_their_own_actions_only(
    person_as, health, health_post, plan, action, says, officer, today, now
):
    theirs = add_action(plan, replace(says, leads=(health_post,)), effective_on=today, by=None, at=now)
    files = [
        StoredFile.objects.create(sha256=str(number) * 64, size=1, name="audit.pdf", uploaded_at=now)
        for number in range(2)
    ]
    for about, file in zip((theirs, action), files, strict=True):
        post_update(
            about, level=None, narrative="See the audit.", version=1, effective_on=today, by=officer, at=now,
            evidence=[file],
        )  # fmt: skip
    partner = person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid)
    partner.standing = standing_of(partner, today)
    assert [rules.has_perm("files.open_file", partner, file) for file in files] == [True, False]


def test_a_later_room_shows_its_panel_on_the_actions_page(officer, signed_in, action, monkeypatch):
    monkeypatch.setattr(neighbours, "_panels", [])
    register_panel(lambda action, on, known_at: Panel("components/inset.html", {"content": "x"}))
    register_panel(lambda action, on, known_at: None)
    assert len(signed_in(officer).get(action.get_absolute_url()).context["panels"]) == 1


def test_a_stale_edit_shows_the_day_that_the_other_set(officer, lead, signed_in, action, says, today, now):
    post_update(
        action, level=None, narrative="It slips.", version=1, effective_on=today, by=lead, at=now,
        due_after=date(2018, 11, 30), move_reason="Vacancies",
    )  # fmt: skip
    response = signed_in(officer).post(
        url_of("edit_action", action), {"version": 1, "title": "My title", "reason": "x"}
    )
    assert response.status_code == 422
    assert "Due: 30 November 2018" in response.text
    assert "My title" in response.text


def test_the_edit_page_links_and_unlinks_recommendations(officer, signed_in, plan, action, now):
    inspection = Inspection.objects.create(name="Area inspection 2018")
    plan.inspections.add(inspection)
    served, other = (
        Recommendation.objects.create(
            inspection=inspection, reference=ref, sort_key=ref, title="Be on time", recorded_at=now
        )
        for ref in ("1", "2")
    )
    element = served.elements.create(reference="a", title="For plans")
    client = signed_in(officer)
    usual = {
        "title": action.title, "due_day": "30", "due_month": "9", "due_year": "2018",
        "leads": [str(post.uuid) for post in action.leads.all()],
    }  # fmt: skip
    address = url_of("edit_action", action)
    serves = [str(element.uuid), str(other.uuid)]
    assert client.post(address, {**usual, "version": 1, "serves": serves}).status_code == 302
    page = client.get(action.get_absolute_url()).text
    assert "1a For plans" in page
    without = client.post(address, {**usual, "version": 1, "serves": serves[:1]})
    assert "Say why the action no longer serves it." in without.text
    client.post(address, {**usual, "version": 1, "serves": serves[:1], "reason": "It was another one."})
    assert [service.element for service in action.services.all()] == [element]


def test_the_page_says_what_the_action_said_before(officer, signed_in, action, says, today, now):
    later = replace(says, title="Deliver it", due=None)
    revise_action(action, later, version=1, effective_on=today, by=officer, at=now, reason="The board asked.")
    page = signed_in(officer).get(action.get_absolute_url()).text
    assert "Deliver the 20-week timeliness plan → Deliver it" in page
    assert "30 September 2018 → Nothing" in page
    assert "The board asked." in page


def test_a_decision_is_one_of_two(head, lead, signed_in, action, today, now):
    completion = ask_completion(
        action, completed_on=today, statement="Done.", version=1, today=today, by=lead, at=now
    )
    address = reverse("plans:decide_completion", args=[completion.uuid])
    response = signed_in(head).post(address, {"reason": "No button was pressed"})
    assert "Accept it, or return it to the lead" in response.text
    completion.refresh_from_db()
    assert completion.outcome == Completion.Outcome.ASKED


def test_a_partner_who_also_sits_on_the_board_still_updates_their_own(
    person_as, health, health_post, plan, says, today, now
):
    theirs = add_action(plan, replace(says, leads=(health_post,)), effective_on=today, by=None, at=now)
    person = person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid)
    people.grant(person, Role.BOARD_MEMBER, starts=date(2018, 1, 1), by=None, at=now)
    person.standing = standing_of(person, today)
    assert rules.has_perm("plans.update_action", person, theirs)


def test_the_list_of_plans_is_taken_away_as_csv(officer, signed_in, plan, action):
    text = signed_in(officer).get(reverse("plans:plans"), {"format": "csv"}).text
    assert "Written statement of action,,1,0,0,0,0,1,0" in text


def test_the_asker_withdraws_on_the_actions_page_and_others_cannot(lead, head, signed_in, action, today, now):
    completion = ask_completion(
        action, completed_on=today, statement="Done.", version=1, today=today, by=lead, at=now
    )
    address = reverse("plans:withdraw_completion", args=[completion.uuid])
    client = signed_in(lead)
    assert address in client.get(action.get_absolute_url()).text
    assert address not in signed_in(head).get(action.get_absolute_url()).text
    assert signed_in(head).post(address, {"reason": "x"}).status_code == 403
    assert "Say why you withdraw it" in client.post(address, {"reason": ""}).text
    page = client.post(address, {"reason": "The audit is not signed."}, follow=True).text
    assert "The audit is not signed." in page
    assert "Ask for completion" in page


def test_a_later_rooms_figures_stand_beside_the_indicator_that_they_show(
    head, lead, signed_in, action, monkeypatch, today, now
):
    indicator = action.success_indicators.get()
    monkeypatch.setattr(neighbours, "_figures", [])
    register_figures(lambda action, day: {indicator.pk: Panel("components/inset.html", {"content": "92%"})})
    completion = ask_completion(
        action, completed_on=today, statement="Done.", version=1, today=today, by=lead, at=now
    )
    page = signed_in(head).get(reverse("plans:decide_completion", args=[completion.uuid]))
    points = {point.text: figures for point, figures in page.context["points"]}
    assert len(points["90% of plans within 20 weeks"]) == 1
    assert points["Audit of 20 plans"] == []
    assert "Not a figure" in page.text
    assert page.text.count("<strong>None</strong>") == 2
