"""A letter is queued with its job in one transaction, for those who can be written to."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.apps.mail.actions import Letter, post, post_many
from goldenthread.apps.mail.addresses import absolute
from goldenthread.apps.mail.models import Message, State
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_message_waits_for_the_worker_whose_job_has_only_its_id(lead, now):
    action = Organisation.objects.create(name="Health")
    message = post(lead, subject="An update is wanted", text="Say how it goes.", kind="request",
                   about=[action], by=None, at=now)  # fmt: skip
    assert (message.state, message.address, message.next_try_at) == (State.WAITING, lead.email, now)
    assert message.about == [str(action.uuid)]
    [job] = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("mail.send", {"message": message.pk})
    assert [event.verb for event in about(action.uuid)] == ["mail.queued"]


def test_a_message_that_is_rolled_back_leaves_no_job(lead, now):
    with transaction.atomic():
        post(lead, subject="One", text="Two", kind="request", by=None, at=now)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


def test_somebody_who_has_gone_is_not_written_to(lead, now):
    lead.is_active = False
    with pytest.raises(Refused, match="Action lead is no longer active"):
        post(lead, subject="One", text="Two", kind="request", by=None, at=now)


def test_of_many_those_who_cannot_be_written_to_are_left_out_and_named(lead, now):
    gone = people.add_person("gone@example.org", "Former lead", by=None, at=now)
    gone.is_active = False
    letters = [Letter(lead, "One", "Two"), Letter(gone, "One", "Two")]
    [message] = post_many(letters, kind="reminder", by=None, at=now)
    [event] = about(message.uuid)
    assert event.after == {"kind": "reminder", "messages": 1, "left_out": ["Former lead"]}


def test_three_hundred_letters_are_one_event_and_few_queries(lead, now, django_assert_max_num_queries):
    letters = [Letter(lead, f"Reminder {number}", "Say how it goes.") for number in range(300)]
    with django_assert_max_num_queries(12):
        messages = post_many(letters, kind="reminder", by=None, at=now)
    assert ProcrastinateJob.objects.count() == len(messages) == 300


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\x0b", "\x85", "\u2028"])
def test_a_subject_cannot_begin_another_header(lead, now, mark):
    message = post(
        lead, subject=f"Update{mark}Bcc: all@example.org", text="", kind="request", by=None, at=now
    )
    assert message.subject == "Update Bcc: all@example.org"


def test_what_a_reader_got_cannot_be_rewritten(lead, now):
    message = post(lead, subject="One", text="Two", kind="request", by=None, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(text="Three")
    with pytest.raises(DatabaseError), transaction.atomic():
        message.delete()


def test_a_link_leads_to_this_councils_address(settings):
    settings.ADDRESS = "https://thread.example.gov.uk/"
    assert absolute("/plans/1/?a=b") == "https://thread.example.gov.uk/plans/1/?a=b"
