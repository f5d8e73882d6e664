"""The pages of interventions: what they say is next, who writes, what a refused form keeps, what waits."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.apps.interventions.models import MonitoringVisit, NoticeToImprove, Submission
from goldenthread.apps.interventions.models import address_of as page_of
from goldenthread.apps.interventions.waiting import wanted_by_interventions
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role

LIST = "interventions:interventions"
WRITERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DIRECTOR}


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def plan_file(name="plan.csv"):
    return SimpleUploadedFile(name, b"Objective,Done\none,1\n")


@pytest.mark.parametrize("role", Role)
def test_pages_and_forms_are_for_their_roles(sign_in, inspection, notice, submission, visit, window, role):
    client = sign_in(role)
    for page in (reverse(LIST), page_of(inspection)):
        assert client.get(page).status_code == (200 if role in READERS else 403)
    names = {
        inspection: ("issue_notice", "want_submission", "announce_visit", "expect_inspection"),
        notice: ("change_notice", "review_notice", "lift_notice", "meet_adviser"),
        submission: ("change_submission", "submit_version"),
        visit: ("change_visit", "publish_letter"),
        window: ("change_window",),
    }
    for record, forms in names.items():
        for name in forms:
            address = reverse(f"interventions:{name}", args=[record.uuid])
            assert client.get(address).status_code == (200 if role in WRITERS else 403), name


def test_the_list_says_what_is_next_with_the_nearest_day_first(sign_in, notice, submission, visit, window):
    answer = sign_in(Role.AUDITOR).get(reverse(LIST), {"format": "csv"})
    rows = [line.split(",") for line in answer.content.decode().lstrip("\ufeff").splitlines()[1:]]
    assert [row[1] for row in rows] == [
        "Notice to improve", "Submission", "Re-inspection window", "Monitoring visit",
    ]  # fmt: skip
    assert [row[-1] for row in rows] == ["2018-03-01", "2018-08-01", "2018-09-01", ""]


@pytest.mark.parametrize(
    ("query", "number"),
    [({"kind": "submission"}, 1), ({"show": "wanted"}, 4), ({"kind": "nothing"}, 4), ({}, 4)],
)
def test_the_list_is_narrowed(sign_in, notice, submission, visit, window, query, number):
    answer = sign_in(Role.AUDITOR).get(reverse(LIST), query | {"format": "csv"})
    assert len(answer.content.decode().splitlines()) == number + 1


def test_the_list_takes_the_same_queries_however_long(
    sign_in, inspection, notice, submission, now, django_assert_max_num_queries
):
    from goldenthread.apps.interventions.submissions import want_submission

    for number in range(1, 13):
        want_submission(
            inspection, what="plan", to_inspectorate=True, to_department=False,
            due_on=date(2018, number, 1), by=None, at=now,
        )  # fmt: skip
    client = sign_in(Role.AUDITOR)
    with django_assert_max_num_queries(25):
        assert client.get(reverse(LIST)).status_code == 200


def test_the_page_of_an_inspection_shows_each_part_with_its_rule(
    sign_in, inspection, notice, submission, visit, window
):
    page = sign_in(Role.AUDITOR).get(page_of(inspection)).content.decode()
    assert "Next due 1 March 2018, 137 days ago" in page
    for code in ("INT-2", "INT-3", "INT-5"):
        assert code in page
    assert "Not yet checked at its source" in page
    for record in (notice, submission, visit, window):
        assert record.get_absolute_url().partition("#")[2] in page


def test_the_inspection_s_own_page_says_what_is_next(sign_in, inspection, submission):
    page = sign_in(Role.AUDITOR).get(inspection.get_absolute_url()).content.decode()
    assert submission.get_absolute_url() in page
    assert page_of(inspection) in page


def test_empty_pages_say_what_to_do_first(sign_in, inspection):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    assert "No intervention is recorded" in client.get(reverse(LIST)).content.decode()
    assert "Start with the notice" in client.get(page_of(inspection)).content.decode()


def test_a_plan_is_wanted_submitted_returned_and_submitted_again(sign_in, inspection):
    client = sign_in(Role.DIRECTOR)
    client.post(
        reverse("interventions:want_submission", args=[inspection.uuid]),
        {"what": "written_statement", "to_inspectorate": "on"} | day("due_on", date(2018, 7, 20)),
    )
    submission = Submission.objects.get()
    submit = reverse("interventions:submit_version", args=[submission.uuid])
    typed = {"seen": "0", "note": "As agreed"} | day("submitted_on", date(2018, 7, 10))
    answer = client.post(submit, typed | {"file": plan_file()})
    assert answer.url == submission.get_absolute_url()
    version = submission.versions.get()
    assert version.file.name == "plan.csv"
    returned = {"result": "returned", "wanted": "Dates"} | day("decided_on", date(2018, 7, 12))
    client.post(reverse("interventions:record_outcome", args=[version.uuid]), returned)
    client.post(
        submit,
        typed | {"seen": "1", "file": plan_file("plan-2.csv")} | day("submitted_on", date(2018, 7, 14)),
    )
    assert [one.number for one in submission.versions.all()] == [1, 2]
    page = client.get(page_of(inspection)).content.decode()
    assert "Wanted: Dates" in page
    assert "plan-2.csv" in page


def test_a_refused_form_keeps_what_was_typed_and_the_file_that_was_sent(sign_in, submission):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    submit = reverse("interventions:submit_version", args=[submission.uuid])
    typed = {"seen": "0", "note": "As agreed"} | day("submitted_on", date(2018, 7, 17))
    answer = client.post(submit, typed | {"file": plan_file()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "As agreed" in page
    assert "plan.csv" in page
    token = answer.context["form"].data["file_kept"]
    client.post(submit, typed | {"file_kept": token} | day("submitted_on", date(2018, 7, 16)))
    assert submission.versions.get().file.name == "plan.csv"


def test_a_stale_form_says_so_and_writes_nothing(sign_in, submission):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    submit = reverse("interventions:submit_version", args=[submission.uuid])
    typed = {"seen": "1", "file": plan_file()} | day("submitted_on", date(2018, 7, 10))
    assert "while you were writing" in client.post(submit, typed).content.decode()
    assert not submission.versions.exists()


def test_a_notice_is_recorded_reviewed_and_lifted_from_its_forms(sign_in, inspection):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    client.post(
        reverse("interventions:issue_notice", args=[inspection.uuid]),
        {"issued_by": "The department", "terms": "Improve."} | day("issued_on", date(2018, 1, 5)),
    )
    notice = NoticeToImprove.objects.get()
    for name, typed in (
        ("review_notice", {"said": "Some progress"} | day("reviewed_on", date(2018, 5, 1))),
        ("meet_adviser", {"adviser_role": "Adviser", "notes": "Met"} | day("held_on", date(2018, 6, 1))),
        ("change_notice", {"issued_by": "DfE", "terms": "Improve."} | day("issued_on", date(2018, 1, 5))),
        (
            "lift_notice",
            {"lifted_by": "The minister", "reason": "On advice"} | day("lifted_on", date(2018, 7, 1)),
        ),
    ):
        answer = client.post(reverse(f"interventions:{name}", args=[notice.uuid]), typed)
        assert answer.status_code == 302, name
    page = client.get(page_of(inspection)).content.decode()
    assert "Lifted on 1 July 2018 by The minister: On advice" in page
    assert "Some progress" in page


def test_a_visit_and_a_window_are_recorded_and_changed_from_their_forms(sign_in, inspection):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    announced = {"focus": "Court work"} | day("announced_on", date(2018, 7, 1))
    client.post(
        reverse("interventions:announce_visit", args=[inspection.uuid]),
        announced | day("starts", date(2018, 7, 10)),
    )
    visit = MonitoringVisit.objects.get()
    change = reverse("interventions:change_visit", args=[visit.uuid])
    moved = announced | day("starts", date(2018, 7, 11))
    assert client.post(change, moved).status_code == 422
    assert client.post(change, moved | {"reason": "Their diary"}).status_code == 302
    letter = {"findings": "Better"} | day("published_on", date(2018, 7, 15))
    client.post(reverse("interventions:publish_letter", args=[visit.uuid]), letter)
    opens = (
        {"basis": "The framework"} | day("opens_on", date(2018, 9, 1)) | day("closes_on", date(2018, 11, 30))
    )
    client.post(reverse("interventions:expect_inspection", args=[inspection.uuid]), opens)
    page = client.get(page_of(inspection)).content.decode()
    for words in ("from 10 July 2018 to 11 July 2018. Their diary", "Better", "1 September 2018 to"):
        assert words in page


def test_what_presses_waits_for_officers_and_directors_only(
    standing_as, notice, submission, visit, window, today
):
    found = list(wanted_by_interventions(standing_as(Role.DIRECTOR), today))
    assert [one.do for one in found] == ["Meet the adviser", "Submit it", "Record its letter"]
    assert found[0].due == date(2018, 3, 1)
    assert found[0].what == "Adviser meeting, Single inspection of 2015"
    assert list(wanted_by_interventions(standing_as(Role.ACTION_LEAD), today)) == []


def test_what_waits_takes_a_fixed_number_of_queries(
    standing_as, notice, submission, visit, window, today, django_assert_num_queries
):
    person = standing_as(Role.IMPROVEMENT_OFFICER)
    with django_assert_num_queries(8):
        list(wanted_by_interventions(person, today))
