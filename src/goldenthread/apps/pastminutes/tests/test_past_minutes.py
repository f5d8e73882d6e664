"""Past minutes are read, looked at and corrected by a person, and only then saved."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.minutes.models import BodyAction, ItemMinute, Minutes
from goldenthread.apps.pastminutes import actions
from goldenthread.apps.pastminutes.models import PastDraft
from goldenthread.apps.people.actions import add_person, grant, post_called
from goldenthread.apps.people.models import Council, Organisation, Role
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
TEXT = """Minutes of a meeting of the Scrutiny Committee
held on Tuesday 7th May, 2013 at 2.00pm in the Committee Suite

PRESENT
Councillor R One (Chairman)
Councillors D Three and S Four
Apologies
Councillor G Seven

54 MINUTES OF PREVIOUS MEETING
RESOLVED: That the minutes be confirmed.

55 IMPROVEMENT PLAN
The Director would bring a report to a future meeting.
Action: Head of Quality to repeat the audit by 30 June 2013.

55 WORK PROGRAMME
RESOLVED: That (a) it be noted; and (b) it be published.
"""


@pytest.fixture(autouse=True)
def council(clock_offset, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def board(now):
    return add_body("Scrutiny Committee", kind="Committee", by=None, at=now)


@pytest.fixture
def officer(client, now):
    person = add_person("officer@demonstration.example", "Officer", by=None, at=now)
    grant(person, Role.DEMOCRATIC_SERVICES_OFFICER, starts=date(2013, 1, 1), by=None, at=now)
    client.force_login(person)
    return client


def fields_of(page):
    """What the page would send: every field of its forms as it stands."""
    sent = {"do": "save"}
    rows = page.context["rows"]
    forms = [one for row in rows for one in (row.form, *(asked for asked, _ in row.asked))]
    for form in [page.context["head"], *forms]:
        for box in form:
            value = box.value()
            if value is True:
                value = "on"
            if value not in (None, False):
                sent[box.html_name] = str(value)
    return sent


def test_nothing_is_saved_before_a_person_saves_it(officer, board):
    answer = officer.post(reverse("pastminutes:bring"), {"text": TEXT}, follow=True)
    page = answer.content.decode()
    assert "Minute 55 stands twice." in page
    assert "Nothing says by when" in page
    assert not Minutes.objects.exists()
    assert not BodyAction.objects.exists()


def test_what_a_person_corrected_is_saved_and_nothing_else(officer, board):
    post_called("Head of Quality", Organisation.objects.create(name="The council"))
    page = officer.post(reverse("pastminutes:bring"), {"text": TEXT}, follow=True)
    sent = fields_of(page) | {
        "item-2-printed": "56",
        "item-2-title": "Work programme",
        "head-place": "Suite 1",
    }
    saved = officer.post(page.request["PATH_INFO"], sent, follow=True)
    assert saved.status_code == 200
    minutes = Minutes.objects.get()
    assert (minutes.meeting.held_on, minutes.meeting.place) == (date(2013, 5, 7), "Suite 1")
    assert list(ItemMinute.objects.values_list("number", "title")) == [
        (54, "MINUTES OF PREVIOUS MEETING"), (55, "IMPROVEMENT PLAN"), (56, "Work programme"),
    ]  # fmt: skip
    assert [one.text for one in ItemMinute.objects.get(number=56).resolutions.all()] == [
        "it be noted", "it be published.",
    ]  # fmt: skip
    # The undertaking without an owner was put forward, and the person did not choose it.
    [action] = BodyAction.objects.all()
    assert (action.owner.title, action.due_on) == ("Head of Quality", date(2013, 6, 30))
    assert {one.name for one in minutes.attendances.all()} == {
        "Councillor R One", "Councillor D Three", "Councillor S Four", "Councillor G Seven",
    }  # fmt: skip
    assert PastDraft.objects.get().minutes == minutes


def test_a_minute_that_is_not_ticked_is_left_out(officer, board):
    page = officer.post(reverse("pastminutes:bring"), {"text": TEXT}, follow=True)
    sent = fields_of(page)
    del sent["item-2-keep"]
    officer.post(page.request["PATH_INFO"], sent | {"item-2-title": ""})
    assert ItemMinute.objects.count() == 2


def test_what_is_wrong_comes_back_with_all_that_was_typed(officer, board):
    page = officer.post(reverse("pastminutes:bring"), {"text": TEXT}, follow=True)
    sent = fields_of(page) | {"head-held_on": "", "item-0-title": "", "head-place": "Typed here"}
    answer = officer.post(page.request["PATH_INFO"], sent)
    assert answer.status_code == 422
    assert "Typed here" in answer.content.decode()
    assert not Minutes.objects.exists()


def test_corrections_are_kept_for_later(officer, board):
    page = officer.post(reverse("pastminutes:bring"), {"text": TEXT}, follow=True)
    address = page.request["PATH_INFO"]
    officer.post(address, fields_of(page) | {"do": "later", "item-0-title": "Minutes, corrected"})
    again = officer.get(address)
    assert "Minutes, corrected" in again.content.decode()
    stale = officer.post(address, fields_of(page))
    assert stale.status_code == 422
    assert "while you were" in stale.content.decode()
    assert officer.post(address, fields_of(again)).status_code == 302


def test_a_word_document_is_read_and_kept_with_its_minutes(officer, board):
    document, written = docx.Document(), io.BytesIO()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(written)
    written.seek(0)
    written.name = "minutes.docx"
    page = officer.post(reverse("pastminutes:bring"), {"file": written}, follow=True)
    officer.post(page.request["PATH_INFO"], fields_of(page))
    assert Minutes.objects.get().brought_from.name == "minutes.docx"


@pytest.mark.parametrize("sent", [{}, {"text": " "}])
def test_without_a_paper_there_is_nothing_to_read(officer, sent):
    assert officer.post(reverse("pastminutes:bring"), sent).status_code == 422


def test_a_paper_is_saved_or_set_aside_once(officer, board, now):
    draft = actions.read_paper(name="", text=TEXT, by=None, at=now)
    officer.post(reverse("pastminutes:set_aside", args=[draft.uuid]))
    with pytest.raises(Refused, match="already"):
        actions.set_aside(draft, by=None, at=now)
    assert officer.get(draft.get_absolute_url()).status_code == 302
    assert "Set aside" in officer.get(reverse("pastminutes:drafts")).content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.BOARD_MEMBER, Role.ACTION_LEAD])
def test_only_who_keeps_minutes_brings_past_ones_in(client, now, role):
    person = add_person("other@demonstration.example", "Other", by=None, at=now)
    grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
    client.force_login(person)
    draft = actions.read_paper(name="", text=TEXT, by=None, at=now)
    for page in (reverse("pastminutes:drafts"), reverse("pastminutes:bring"), draft.get_absolute_url()):
        assert client.get(page).status_code == 403
