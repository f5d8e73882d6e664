"""Complaints and compliments: received, answered, put off, learned from, counted, and loaded from a log."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook as Excel

from goldenthread.apps.feedback import actions
from goldenthread.apps.feedback.as_evidence import choices, say
from goldenthread.apps.feedback.figures import quarters
from goldenthread.apps.feedback.importing import ComplaintsImporter, load_log
from goldenthread.apps.feedback.models import Complaint, ComplaintStage, Compliment, Learning
from goldenthread.apps.feedback.queries import complaint_shown, complaints
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.complaints import read_complaints
from goldenthread.intake.reading import read_tables
from goldenthread.rulebook.periods import parse_period

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIELDS = actions.ComplaintFields("CC-1", "Leaving care", "advocate", "Notes were wrong", ["Not listened to"])


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def person(council, now, today):
    def make(role: Role) -> Person:
        made = people.add_person(f"{role}@example.org", str(role.label), by=None, at=now)
        people.grant(made, role, starts=today, scope=Scope.COUNCIL, by=None, at=now)
        return made

    return make


@pytest.fixture
def told(council, now, today) -> dict:
    return {"by": None, "at": now, "today": today}


@pytest.fixture
def complaint(told) -> Complaint:
    return actions.receive_complaint(FIELDS, received_on=date(2018, 7, 2), **told)


def test_a_complaint_is_received_by_its_reference_and_is_due_in_ten_working_days(complaint, today) -> None:
    shown = complaint_shown(complaint, today)
    assert shown.latest.due == date(2018, 7, 16)
    assert shown.latest.timing.words == "Due today"
    assert Event.objects.filter(verb="feedback.complaint_received").count() == 1


@pytest.mark.parametrize("reference", ["Jo Smith 3", "9434765919", "cc 1"])
def test_a_name_a_national_number_and_a_reference_that_is_there_are_refused(
    complaint, told, today, reference
) -> None:
    says = actions.ComplaintFields(reference, "Leaving care", "parent")
    with pytest.raises(Refused):
        actions.receive_complaint(says, received_on=today, **told)
    assert Complaint.objects.count() == 1


def test_a_stage_is_put_off_once_and_answered_once(complaint, told, now, today) -> None:
    stage = complaint.stages.get()
    actions.extend_stage(stage, reason="Records had to be found", by=None, at=now)
    with pytest.raises(Refused, match="CMP-2"):
        actions.extend_stage(stage, reason="Again", by=None, at=now)
    assert complaint_shown(complaint, today).latest.due == date(2018, 7, 30)
    actions.end_stage(stage, outcome="upheld", ended_on=today, **told)
    with pytest.raises(Refused, match="already"):
        actions.end_stage(stage, outcome="not_upheld", ended_on=today, **told)


def test_a_panel_waits_for_the_investigations_answer(complaint, told, today) -> None:
    with pytest.raises(Refused, match="CMP-5"):
        actions.begin_stage(complaint, 3, began_on=today, **told)
    second = actions.begin_stage(complaint, 2, began_on=date(2018, 7, 9), **told)
    with pytest.raises(Refused, match="CMP-5"):
        actions.begin_stage(complaint, 3, began_on=today, **told)
    actions.end_stage(second, outcome="not_upheld", ended_on=today, **told)
    assert actions.begin_stage(complaint, 3, began_on=today, **told).stage == 3


def test_days_to_come_and_before_the_beginning_are_refused(complaint, told) -> None:
    stage = complaint.stages.get()
    with pytest.raises(Refused, match="still to come"):
        actions.end_stage(stage, outcome="upheld", ended_on=date(2018, 7, 17), **told)
    with pytest.raises(Refused, match="began later"):
        actions.end_stage(stage, outcome="upheld", ended_on=date(2018, 7, 1), **told)


def test_a_procedure_of_our_own_has_its_own_days(told, now, today) -> None:
    own = actions.make_procedure("Corporate", first={1: 5}, extended={}, basis="", by=None, at=now)
    says = actions.ComplaintFields("CC-9", "Early help", "parent", procedure=own)
    complaint = actions.receive_complaint(says, received_on=date(2018, 7, 9), **told)
    assert complaint_shown(complaint, today).latest.due == date(2018, 7, 16)
    with pytest.raises(Refused, match="no stage 2"):
        actions.begin_stage(complaint, 2, began_on=today, **told)


def test_a_stale_change_is_refused_and_nothing_is_lost(complaint, person, now) -> None:
    officer = person(Role.IMPROVEMENT_OFFICER)
    actions.revise_complaint(complaint, FIELDS, version=1, by=officer, at=now)
    with pytest.raises(Refused) as refusal:
        actions.revise_complaint(complaint, FIELDS, version=1, by=officer, at=now)
    assert refusal.value.code == "stale"


def test_a_quarter_says_numbers_and_themes_and_never_a_complaint(told, now, today, person, client) -> None:
    for number in range(6):
        says = actions.ComplaintFields(f"CC-{number}", "Early help", "parent", "Late", ["Delay"])
        made = actions.receive_complaint(says, received_on=date(2018, 6, 4), **told)
        if number < 4:
            day = date(2018, 6, 18 if number < 3 else 20)
            actions.end_stage(made.stages.get(), outcome="upheld", ended_on=day, **told)
    actions.learn(made, "Duty workers ring back", learned_on=date(2018, 6, 20), **told)
    one = next(one for one in quarters(today) if str(one.period) == "2018-19 Q1")
    assert (one.on_time, one.counted) == (3, 6)
    assert [(line.label, line.words) for line in one.by_theme] == [("Delay", "6")]
    assert [(line.label, line.words) for line in one.by_outcome] == [("Upheld", "Fewer than 5")]
    client.force_login(person(Role.BOARD_MEMBER), backend=BACKEND)
    page = client.get("/feedback/quarters/2018-19-q1/").content.decode()
    assert "Duty workers ring back" in page
    assert "CC-" not in page
    assert "/feedback/quarters/2018-19/" in page
    assert "Delay" in client.get("/feedback/quarters/2018-19/").content.decode()
    assert client.get("/feedback/complaints/").status_code == 403


def test_what_a_quarter_says_is_evidence_as_it_was_known(told, person, now, today, complaint) -> None:
    actions.end_stage(complaint.stages.get(), outcome="upheld", ended_on=date(2018, 7, 10), **told)
    officer = person(Role.IMPROVEMENT_OFFICER)
    officer.standing = standing_of(officer, today)
    [choice] = choices(officer, today)
    said = say(choice.uuid, choice.at, today, None)
    assert said.period == "2018-19 Q2"
    assert "100% (1 of 1)" in said.finding
    assert parse_period(choice.at).start == date(2018, 7, 1)


def test_late_ones_come_first_and_the_list_narrows(told, today, person, client) -> None:
    for reference, day in (("CC-1", date(2018, 7, 9)), ("CC-2", date(2018, 5, 1))):
        says = actions.ComplaintFields(reference, "Early help", "parent")
        actions.receive_complaint(says, received_on=day, **told)
    assert [one.complaint.reference for one in complaints(today)] == ["CC-2", "CC-1"]
    client.force_login(person(Role.TEAM_MANAGER), backend=BACKEND)
    page = client.get("/feedback/complaints/?state=late").content.decode()
    assert "CC-2" in page
    assert "CC-1<" not in page
    assert b"CC-1" in client.get("/feedback/complaints/?format=csv").content


def test_the_pages_ask_and_refuse_in_words(person, client, told) -> None:
    client.force_login(person(Role.TEAM_MANAGER), backend=BACKEND)
    sent = {
        "reference": "Jo Smith", "service": "Early help", "raised_by": "parent", "stage": "1",
        "received_on_day": "2", "received_on_month": "7", "received_on_year": "2018",
    }  # fmt: skip
    refused = client.post("/feedback/complaints/record/", sent)
    assert refused.status_code == 422
    assert "looks like a name" in refused.content.decode()
    made = client.post("/feedback/complaints/record/", sent | {"reference": "CC-7"})
    assert made.status_code == 302
    assert "CC-7" in client.get(made["Location"]).content.decode()


def _log(*rows: tuple[object, ...]) -> BytesIO:
    book = Excel()
    sheet = book.active
    sheet.append(["Complaints log 2018"])
    sheet.append(
        ["Ref No", "Service Area", "Complainant type", "Stage", "Date received", "Date response sent",
         "Extension", "Outcome", "Nature of complaint", "Lessons learned"]
    )  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    content = BytesIO()
    book.save(content)
    return content


def test_a_councils_log_is_read_with_its_mess_and_loaded_once(told) -> None:
    log = _log(
        ("CC-1", "Leaving care", "Mother", "Stage 1", date(2018, 5, 4), "21/05/2018", "N/A",
         "Partially upheld", "Delay\nNot told", "Write to families first"),
        ("CC 2", None, "Young person", 1, "4th May 2018", None, None, "Ongoing", "Delay", None),
        ("CC-1", "Leaving care", "Mother", "S2", "2018-06-04", None, None, None, None, None),
        ("Jo Smith", "Leaving care", "Mother", 1, "04/05/2018", None, None, None, None, None),
        ("CC-4", "Leaving care", "Mother", 1, "May 2018", None, None, None, None, None),
        ("CC-5", "Leaving care", "Mother", 1, "04/05/2018", "Smarch", None, "Upheld", None, None),
        ("CC-6", "Leaving care", "Mother", 1, "04/05/2018", "09/05/2018", None, "Resolved-ish", None, None),
    )  # fmt: skip
    reading = read_complaints(read_tables(log.getvalue(), "log.xlsx"), {})
    assert [(row["reference"], row["stage"], row["outcome"]) for row in reading.rows] == [
        ("CC-1", 1, "partly_upheld"),
        ("CC 2", 1, ""),
        ("CC-1", 2, ""),
    ]
    assert reading.rows[1]["service"] == "Leaving care"
    assert [problem.row for problem in reading.problems] == [6, 7, 8, 9]
    assert not any("Smith" in problem.text or "Smith" in problem.why for problem in reading.problems)
    words = load_log(reading.rows, **told)
    assert words == "2 complaints, 1 later stages and 0 compliments are new."
    assert {theme.name for theme in Complaint.objects.get(reference="CC-1").themes.all()} == {
        "Delay",
        "Not told",
    }
    assert Learning.objects.get().text == "Write to families first"
    assert load_log(reading.rows, **told) == "0 complaints, 0 later stages and 0 compliments are new."
    assert ComplaintStage.objects.count() == 3
    preview = ComplaintsImporter().preview(reading.as_json(), "")
    assert (len(preview["new"]), len(preview["changed"]), preview["unchanged"]) == (0, 0, 3)


def test_compliments_are_read_by_their_type(told) -> None:
    head = "Type,Service,From,Received,Nature of compliment"
    text = f"{head}\nCompliment,Fostering,Carer,02/07/2018,They listened\n"
    reading = read_complaints(read_tables(text.encode(), "log.csv"), {})
    load_log(reading.rows, **told)
    praise = Compliment.objects.get()
    assert (praise.service, praise.raised_by, praise.words) == ("Fostering", "parent", "They listened")
