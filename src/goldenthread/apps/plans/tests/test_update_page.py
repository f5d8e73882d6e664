"""The page on which an update is posted: short, the last words beside it, nothing lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.models import Update
from goldenthread.apps.plans.revising import add_action
from goldenthread.apps.plans.updating import post_update

NOTES = b"Minutes of the group"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def page(action):
    return reverse("plans:post_update", args=[action.uuid, action.slug])


def notes(name="notes.txt", content=NOTES):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def names_of(update):
    return [file.name for file in update.evidence.order_by("name")]


def test_the_form_has_six_fields(lead, signed_in, page):
    assert len(signed_in(lead).get(page).context["form"].visible_fields()) == 6


def test_the_last_words_and_what_is_stated_and_computed_stand_beside_the_box(
    lead, officer, signed_in, page, action, level, now
):
    post_update(
        action, level=level("in_progress"), narrative="Half is done.", version=1,
        effective_on=date(2018, 3, 1), by=officer, at=now, on_behalf_of="Designated clinical officer",
    )  # fmt: skip
    shown = signed_in(lead).get(page).text
    for words in (
        "1 March 2018",
        "Half is done.",
        "Entered by Improvement officer on behalf of Designated clinical officer",
        "In progress, on track",
        "Last updated 1 March 2018, 137 days ago",
        "PROG-3",
    ):
        assert words in shown


def test_an_update_brings_its_evidence_and_asks_which_day_it_speaks_of(lead, signed_in, page, action):
    sent = {"version": 1, "narrative": "Done.", "evidence": [notes()]}
    shown = signed_in(lead).post(page, sent, follow=True)
    file = action.updates.get().evidence.get()
    assert file.name == "notes.txt"
    assert "day it speaks of not said" in shown.text
    assert reverse("files:date", args=[file.uuid]) in shown.text


def test_a_moved_date_without_a_reason_comes_back_with_its_words_and_its_file(lead, signed_in, page, action):
    client = signed_in(lead)
    sent = {
        "version": 1, "narrative": "It slips.", "due_after_day": "30", "due_after_month": "11",
        "due_after_year": "2018",
    }  # fmt: skip
    refused = client.post(page, {**sent, "evidence": [notes()]})
    assert refused.status_code == 422
    assert "Say why the date moves" in refused.text
    assert "notes.txt" in refused.text
    kept = refused.context["form"].data.getlist("evidence_kept")
    again = {**sent, "move_reason": "Vacancies", "evidence_kept": kept}
    assert client.post(page, again).status_code == 302
    assert names_of(action.updates.get()) == ["notes.txt"]


def test_the_new_date_before_the_start_is_refused_where_it_was_typed(lead, signed_in, page, action):
    action.starts = date(2018, 6, 1)
    action.save()
    refused = signed_in(lead).post(page, {
        "version": 1, "narrative": "Sooner.", "due_after_day": "1", "due_after_month": "May",
        "due_after_year": "2018", "move_reason": "A slip",
    })  # fmt: skip
    assert refused.context["form"].errors["due_after"] == [
        "The action cannot be due before it starts, on 1 June 2018."
    ]


def test_words_in_place_of_a_date_are_answered_in_words(lead, signed_in, page):
    refused = signed_in(lead).post(page, {"version": 1, "narrative": "Soon.", "due_after_day": "TBA"})
    assert "TBA is not a day" in refused.text


def test_two_people_at_once_lose_no_word_and_no_file(lead, officer, signed_in, page, action):
    first, second = signed_in(officer), signed_in(lead)
    seen = [client.get(page).context["form"]["version"].value() for client in (first, second)]
    first.post(page, {"version": seen[0], "narrative": "The officer was first."})
    refused = second.post(
        page,
        {"version": seen[1], "narrative": "My own words.", "next_steps": "And more.", "evidence": [notes()]},
    )
    assert refused.status_code == 422
    for words in ("What was done: The officer was first.", "My own words.", "And more.", "notes.txt"):
        assert words in refused.text
    data = refused.context["form"].data
    again = {
        "version": data["version"], "narrative": data["narrative"],
        "evidence_kept": data.getlist("evidence_kept"), "evidence": [notes("more.txt", b"More")],
    }  # fmt: skip
    assert second.post(page, again).status_code == 302
    assert names_of(Update.objects.get(narrative="My own words.")) == ["more.txt", "notes.txt"]
    assert StoredFile.objects.count() == 2


def test_a_file_that_is_refused_takes_neither_the_words_nor_the_other_file_with_it(lead, signed_in, page):
    refused = signed_in(lead).post(
        page,
        {"version": 1, "narrative": "My own words.", "evidence": [notes("audit.pdf", b"MZ\x90\0"), notes()]},
    )
    assert "audit.pdf is a program" in refused.text
    assert "My own words." in refused.text
    assert len(refused.context["form"].data.getlist("evidence_kept")) == 1
    assert not Update.objects.exists()


def test_a_file_of_somebody_else_or_an_id_that_we_did_not_sign_is_not_attached(
    lead, officer, signed_in, page, action
):
    refused = signed_in(officer).post(page, {"version": 1, "evidence": [notes()]})
    theirs = refused.context["form"].data.getlist("evidence_kept")
    sent = {"version": 1, "narrative": "Mine.", "evidence_kept": [*theirs, "made:up:id"]}
    assert signed_in(lead).post(page, sent).status_code == 302
    assert names_of(action.updates.get()) == []


def test_words_entered_for_the_lead_name_the_post_and_its_holder(lead, officer, signed_in, page):
    client = signed_in(officer)
    assert "Head of Service: Assessment (Action lead)" in client.get(page, {"for": "lead"}).text
    shown = client.post(page + "?for=lead", {"version": 1, "narrative": "By telephone."}, follow=True)
    assert "Entered by Improvement officer on behalf of Head of Service: Assessment (Action lead)" in (
        shown.text
    )


def test_of_two_leads_one_is_chosen_or_somebody_else_is_named(
    officer, signed_in, plan, says, post, health_post, today, now
):
    joint = add_action(plan, replace(says, leads=(post, health_post)), effective_on=today, by=None, at=now)
    page = reverse("plans:post_update", args=[joint.uuid, joint.slug])
    client = signed_in(officer)
    refused = client.post(page + "?for=lead", {"version": 1, "narrative": "By telephone."})
    assert "Say whose words they are" in refused.text
    client.post(page + f"?for={health_post.uuid}", {"version": 1, "narrative": "By telephone."})
    client.post(page + "?for=lead", {"version": 2, "narrative": "By post.", "somebody": "The school nurse"})
    said = joint.updates.order_by("id").values_list("on_behalf_of", "on_behalf_of_post")
    assert list(said) == [("Designated clinical officer", health_post.pk), ("The school nurse", None)]


def test_a_partner_of_a_joint_action_posts_their_own_words_unmarked(
    person_as, signed_in, plan, says, post, health_post, health, today, now
):
    joint = add_action(plan, replace(says, leads=(post, health_post)), effective_on=today, by=None, at=now)
    partner = person_as(Role.PARTNER, holding=health_post)
    people.grant(
        partner, Role.PARTNER, scope="organisation", scope_uuid=health.uuid, starts=date(2018, 1, 1),
        by=None, at=now,
    )  # fmt: skip
    page = reverse("plans:post_update", args=[joint.uuid, joint.slug])
    signed_in(partner).post(page, {"version": 1, "narrative": "Two clinics more."})
    assert joint.updates.get().on_behalf_of == ""
