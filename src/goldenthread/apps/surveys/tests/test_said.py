"""You said, we did: another person approves it, no small number is public; and what staff say is counted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from goldenthread.apps.loads import actions as loads
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.surveys.models import ExitInterview, Said, StaffCount
from goldenthread.apps.surveys.queries import exits_until, staff_counts
from goldenthread.apps.surveys.saying import Tells, approve_said, ask_approval, take_down, write_said
from goldenthread.apps.surveys.staffing import record_count, record_exit
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

TELLS = Tells("voice", "Care leavers", "Nobody rings us.", "A worker rings each week.")
QUARTER = date(2018, 4, 1)


@pytest.fixture
def asked(officer, now) -> Said:
    one = write_said(TELLS, by=officer, at=now)
    return ask_approval(one, version=one.version, by=officer, at=now)


def test_another_person_approves_and_then_the_public_reads_it(asked, officer, head, client, now, today):
    with pytest.raises(Refused) as refusal:
        approve_said(asked, version=asked.version, by=officer, at=now, today=today)
    assert refusal.value.code == "SVY-11"
    public = reverse("voice:said")
    assert "Nobody rings us." not in client.get(public).text
    approve_said(asked, version=asked.version, by=head, at=now, today=today)
    page = client.get(public).text
    for words in ("Care leavers said", "Nobody rings us.", "A worker rings each week.", "July 2018"):
        assert words in page
    asked.refresh_from_db()
    take_down(asked, reason="Overtaken", version=asked.version, by=head, at=now)
    assert "Nobody rings us." not in client.get(public).text


def test_the_database_too_refuses_ones_own_approval(asked, officer, today):
    with pytest.raises(IntegrityError), transaction.atomic():
        Said.objects.filter(pk=asked.pk).update(state="published", approved_by=officer, published_on=today)


def test_a_small_number_in_public_words_is_refused_with_its_rule(officer, signed_in):
    sent = {"source": "voice", "who": "Children", "said": "Three of you said so.", "did": "We listened."}
    refused = signed_in(officer).post(reverse("surveys:write_said"), sent)
    assert refused.status_code == 422
    assert "SVY-12" in refused.text
    assert "Three of you said so." in refused.text
    assert signed_in(officer).post(reverse("surveys:write_said"), sent | {"said": "Some said so."}).url


def test_what_waits_stands_on_today_for_whoever_may_end_it(asked, head, officer, person_as, today):
    def waits(person):
        from goldenthread.apps.people.queries import standing_of

        person.standing = standing_of(person, today)
        return [one.do for one in waiting_for(person, today)]

    assert "Read it and approve it" in waits(head)
    assert "Read it and approve it" not in waits(officer)
    assert "Read it and approve it" not in waits(person_as(Role.ACTION_LEAD))


def test_counts_of_staff_are_corrected_with_a_reason_and_never_more_than_due(officer, now):
    record_count("supervision", quarter=QUARTER, done=18, due=20, by=officer, at=now)
    for done, reason, code in ((21, "", "SVY-13"), (19, "", "")):
        with pytest.raises(Refused) as refusal:
            record_count("supervision", quarter=QUARTER, done=done, due=20, reason=reason, by=officer, at=now)
        assert refusal.value.code == code
    record_count("supervision", quarter=QUARTER, done=19, due=20, reason="One came late", by=officer, at=now)
    [line] = staff_counts()
    assert (line.count.done, line.share.words) == (19, "95%")
    assert StaffCount.objects.count() == 2


def test_counts_of_staff_come_in_by_file_with_problems_by_place(officer, now, today):
    rows = (
        "What,Quarter,Team,Held,Due\nSupervision,2018-19 Q1,North,18,20\nSupervision,2018-19 Q1,South,21,20\n"
    )
    load = loads.read_file(
        f"{rows}Gossip,2018-19 Q1,,1,2\nTraining,Smarch,,1,2\n".encode(), "staff.csv", kind="staff_counts",
        source_name="Supervision", by=officer, at=now,
    )  # fmt: skip
    told = [(one["row"], one["column"]) for one in load.reading["problems"]]
    assert told == [(3, "done"), (4, "what"), (5, "quarter")]
    loads.accept(load, decisions={}, published_on=None, by=officer, at=now, today=today)
    [line] = staff_counts()
    assert (line.count.quarter, line.count.team, line.share.words) == (date(2018, 4, 1), "North", "90%")


def test_exit_interviews_are_themes_and_shown_from_five_on(officer, signed_in, now):
    for number in range(4):
        record_exit(quarter=QUARTER, themes=["workload"], would_return=None, by=officer, at=now)
        assert exits_until(QUARTER).interviews is None, number
    record_exit(quarter=QUARTER, themes=["workload", "pay"], would_return=True, by=officer, at=now)
    found = exits_until(QUARTER)
    assert found.interviews == 5
    assert (found.themes, found.others) == ((("Workload", 5),), True)
    assert {field.name for field in ExitInterview._meta.fields} == {"id", "quarter", "themes", "would_return"}
    assert "workload" not in Event.objects.filter(verb="surveys.exit_recorded").last().payload.text
    with pytest.raises(Refused):
        record_exit(quarter=QUARTER, themes=["gossip"], would_return=None, by=officer, at=now)
    page = signed_in(officer).get(reverse("surveys:staff")).text
    assert "Other themes were named by too few to show" in page
    assert "Pay and conditions" not in page


def test_codes_are_shown_once_and_a_form_sent_again_makes_no_more(
    officer, signed_in, wave, django_assert_max_num_queries
):
    client = signed_in(officer)
    address = reverse("surveys:codes", args=[wave.uuid])
    made = client.post(address, {"version": wave.version, "number": 3})
    assert "3 codes made" in made.text
    assert made["Cache-Control"] == "no-store"
    again = client.post(address, {"version": wave.version, "number": 3})
    assert again.status_code == 422
    assert wave.codes.count() == 3
    form = client.get(reverse("surveys:paper_form", args=[wave.uuid]))
    assert form.content.startswith(b"%PDF")
    with django_assert_max_num_queries(30):
        client.get(wave.get_absolute_url())


def test_a_survey_and_what_was_said_are_found_by_their_words(asked, survey, officer, signed_in):
    page = signed_in(officer).get(reverse("thread:search"), {"q": "rings"}).text
    assert asked.get_absolute_url() in page
    page = signed_in(officer).get(reverse("thread:search"), {"q": "help"}).text
    assert survey.get_absolute_url() in page
