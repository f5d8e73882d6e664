"""Practice alerts: raised, answered, escalated, resolved, counted; the ladder."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.alerts import actions
from goldenthread.apps.alerts.actions import AlertFields, Rung
from goldenthread.apps.alerts.as_evidence import choices, say
from goldenthread.apps.alerts.figures import quarters
from goldenthread.apps.alerts.importing import AlertsImporter, load_log
from goldenthread.apps.alerts.models import Alert, AlertKind, AlertLevel, AlertStep
from goldenthread.apps.alerts.queries import alert_shown, alerts
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.practice_alerts import read_practice_alerts
from goldenthread.intake.reading import read_tables

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LADDER = (Rung("Team manager", 5, formal=False), Rung("Head of service", 5), Rung("Director", 10))
JULY_2 = date(2018, 7, 2)


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    actions.ship_alert_kinds()
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def person(council, now, today):
    def make(role: Role) -> Person:
        made = people.add_person(f"{role}@example.org", str(role.label), by=None, at=now)
        people.grant(made, role, starts=today, scope=Scope.COUNCIL, by=None, at=now)
        made.standing = standing_of(made, today)
        return made

    return make


@pytest.fixture
def signed_in(person, client):
    def make(role: Role):
        client.force_login(person(role), backend=BACKEND)
        return client

    return make


@pytest.fixture
def ladder(council, now) -> list[AlertLevel]:
    return actions.set_ladder(LADDER, by=None, at=now)


@pytest.fixture
def told(ladder, now, today) -> dict:
    return {"by": None, "at": now, "today": today}


def says(key: str = "drift", reference: str = "C-104") -> AlertFields:
    kind = AlertKind.objects.get(key=key)
    return AlertFields(kind, reference, "Leaving care", "Reviewing officer", "No plan since May")


@pytest.fixture
def alert(told) -> Alert:
    return actions.raise_alert(says(), raised_on=JULY_2, **told)


def test_an_alert_begins_at_the_lowest_level_and_is_due_in_its_days(alert, today) -> None:
    shown = alert_shown(alert, today)
    assert (str(alert), shown.latest.step.level.name) == ("Alert AL-1", "Team manager")
    assert (shown.latest.due, shown.late, shown.formal) == (date(2018, 7, 9), True, False)
    assert Event.objects.filter(verb="alerts.raised").count() == 1


def test_it_may_go_straight_to_a_level_and_a_good_practice_notice_to_none(told, ladder, today) -> None:
    straight = actions.raise_alert(says(), raised_on=today, level=ladder[2], **told)
    assert straight.steps.get().level == ladder[2]
    good = actions.raise_alert(says("good-practice"), raised_on=today, **told)
    assert not good.steps.exists()
    with pytest.raises(Refused, match="asks for no answer"):
        actions.resolve(good, "Read", resolved_on=today, version=1, **told)


@pytest.mark.parametrize("reference", ["Jo Smith 3", "943 476 5919", "12/03/2009"])
def test_a_name_and_a_national_number_are_refused(told, today, reference) -> None:
    with pytest.raises(Refused):
        actions.raise_alert(says(reference=reference), raised_on=today, **told)
    assert not Alert.objects.exists()


def test_an_alert_is_refused_while_there_is_no_ladder_and_on_a_day_to_come(council, now, today) -> None:
    told = {"by": None, "at": now, "today": today}
    with pytest.raises(Refused, match="Set the ladder first"):
        actions.raise_alert(says(), raised_on=today, **told)
    with pytest.raises(Refused, match="still to come"):
        actions.raise_alert(says(), raised_on=date(2019, 1, 1), **told)


def test_an_answer_is_recorded_once_and_by_whoever_keeps_the_log(alert, told, today, person) -> None:
    """Who recorded an alert may record its answer: the two sides are posts in the record."""
    told = told | {"by": person(Role.IMPROVEMENT_OFFICER)}
    step = actions.answer_step(alert.steps.get(), "A plan by Friday", answered_on=today, **told)
    assert alert_shown(alert, today).state == "alert_answered"
    with pytest.raises(Refused, match="already"):
        actions.answer_step(step, "Again", answered_on=today, **told)


def test_an_answer_before_its_step_and_one_without_words_are_refused(alert, told, today) -> None:
    step = alert.steps.get()
    with pytest.raises(Refused, match="2 July 2018"):
        actions.answer_step(step, "Yes", answered_on=date(2018, 7, 1), **told)
    with pytest.raises(Refused, match="what was answered"):
        actions.answer_step(step, " ", answered_on=today, **told)
    assert AlertStep.objects.get().answered_on is None


def test_it_goes_up_level_by_level_with_a_reason_to_the_highest(alert, told, today) -> None:
    with pytest.raises(Refused, match="why it goes higher"):
        actions.escalate(alert, "", put_on=today, version=1, **told)
    actions.escalate(alert, "No answer", put_on=date(2018, 7, 10), version=1, **told)
    with pytest.raises(Refused, match="while you were writing"):
        actions.escalate(alert, "No answer", put_on=today, version=1, **told)
    actions.escalate(alert, "No answer", put_on=today, version=2, **told)
    assert [one.step.level.name for one in alert_shown(alert, today).steps] == [one.name for one in LADDER]
    with pytest.raises(Refused, match="the highest level"):
        actions.escalate(alert, "No answer", put_on=today, version=3, **told)


def test_resolved_it_is_closed_to_answers_and_levels(alert, told, today) -> None:
    actions.resolve(alert, "A plan was written", resolved_on=date(2018, 7, 9), version=1, **told)
    shown = alert_shown(alert, today)
    assert (shown.days_taken, shown.state, shown.beyond) == (5, "alert_resolved", False)
    for late in (
        lambda: actions.resolve(alert, "Again", resolved_on=today, version=2, **told),
        lambda: actions.escalate(alert, "No", put_on=today, version=2, **told),
        lambda: actions.answer_step(alert.steps.get(), "No", answered_on=today, **told),
    ):
        with pytest.raises(Refused, match="resolved on 9 July 2018"):
            late()


def test_the_formal_process_drifts_beyond_twenty_working_days(told, ladder, today) -> None:
    alert = actions.raise_alert(says(), raised_on=date(2018, 6, 4), level=ladder[1], **told)
    assert alert_shown(alert, today).beyond


def test_a_new_ladder_leaves_open_alerts_their_days(alert, now, today) -> None:
    actions.set_ladder([Rung("Team manager", 2, formal=False), *LADDER[1:]], by=None, at=now)
    assert alert_shown(alert, today).latest.due == date(2018, 7, 9)
    assert AlertLevel.objects.filter(retired_at=None).count() == 3
    with pytest.raises(Refused, match="comes before the formal"):
        actions.set_ladder([Rung("Head", 5), Rung("Manager", 5, formal=False)], by=None, at=now)


def test_a_quarter_counts_and_is_evidence(alert, told, now, today, person) -> None:
    actions.raise_alert(says("good-practice"), raised_on=today, **told)
    actions.resolve(alert, "A plan was written", resolved_on=date(2018, 7, 9), version=1, **told)
    [one] = quarters(today)
    assert (len(one.raised), one.informally, one.formally, one.median_days) == (1, 1, 0, 5)
    assert (len(one.good), one.by_kind) == (1, [("Drift or delay", "Fewer than 5")])
    choice = choices(person(Role.IMPROVEMENT_OFFICER), today)[0]
    said = say(choice.uuid, choice.at, today, now)
    assert said.finding == "1 resolved informally, 0 formally. Half were resolved within 5 working days."


def test_a_board_member_reads_numbers_and_no_alert(alert, signed_in) -> None:
    board = signed_in(Role.BOARD_MEMBER)
    for path in ("/alerts/", "/alerts/quarters/2018-19-q2/"):
        page = board.get(path).content.decode()
        assert "C-104" not in page
        assert "raised" in page.lower()
    assert board.get(alert.get_absolute_url()).status_code == 403
    assert board.post("/alerts/raise/", {}).status_code == 403
    for step in ("escalate/", "resolve/"):
        assert board.post(f"{alert.get_absolute_url()}{step}", {}).status_code == 403
    assert board.post(f"/alerts/steps/{alert.steps.get().uuid}/answer/", {}).status_code == 403


def test_a_late_step_is_on_today_and_heads_the_list(alert, told, today, person, client) -> None:
    actions.raise_alert(says(reference="C-105"), raised_on=today, **told)
    manager = person(Role.TEAM_MANAGER)
    [one] = [one for one in waiting_for(manager, today) if "AL-" in one.what]
    assert (one.due, one.do) == (date(2018, 7, 9), "Record the answer")
    assert [one.alert.number for one in alerts(today)] == [1, 2]
    client.force_login(manager, backend=BACKEND)
    page = client.get("/alerts/list/?state=late").content.decode()
    assert "AL-1" in page
    assert "AL-2" not in page
    assert b"C-105" in client.get("/alerts/list/?format=csv").content
    assert client.get("/alerts/ladder/").status_code == 403


def test_the_pages_ask_and_refuse_in_words(told, signed_in) -> None:
    manager = signed_in(Role.TEAM_MANAGER)
    day = {"raised_on_day": "2", "raised_on_month": "7", "raised_on_year": "2018"}
    sent = day | {"kind": "drift", "case_reference": "Jo Smith 3", "service": "Leaving care",
                  "raised_by": "Reviewing officer", "words": "No plan", "level": ""}  # fmt: skip
    refused = manager.post("/alerts/raise/", sent)
    assert refused.status_code == 422
    assert "looks like a name" in refused.content.decode()
    made = manager.post("/alerts/raise/", sent | {"case_reference": "C-7"})
    alert = Alert.objects.get()
    assert made["Location"] == alert.get_absolute_url()
    day = {"put_on_day": "2", "put_on_month": "7", "put_on_year": "2018"}
    stale = manager.post(
        f"{alert.get_absolute_url()}escalate/", day | {"version": "0", "reason": "No answer"}
    )
    text = stale.content.decode()
    assert stale.status_code == 422
    assert "No answer" in text
    assert "while you were writing" in text


def test_the_ladder_says_when_its_formal_days_are_too_many(ladder, signed_in) -> None:
    head = signed_in(Role.HEAD_OF_SERVICE)
    assert "Too long" not in head.get("/alerts/ladder/").content.decode()
    sent = {"name_1": "Head of service", "days_1": "21", "formal_1": "on"}
    assert "Too long" in head.post("/alerts/ladder/", sent, follow=True).content.decode()
    assert head.post("/alerts/ladder/", {"name_1": "Head"}).status_code == 422


def test_a_log_is_read_with_its_mess_and_loaded_once(told):
    log = "\n".join(
        (
            "Alert log 2018,,,,,,",
            "Case no,Alert type,Team,Date raised,Stage,Date closed,Outcome",
            "A-12,Late review,Leaving care,4th June 2018,,11/06/2018,Review held",
            "A-13,Drift and delay,Leaving care,05/06/2018,Director,,",
            "A-14,Positive practice,Leaving care,06/06/2018,,,",
            "A-15,Advocacy not offered,Leaving care,07/06/2018,Panel of chairs,,",
            "Jo Smith,Drift,Leaving care,07/06/2018,,,",
            "A-16,Drift,Leaving care,June 2018,,,",
            "A-17,Drift,Leaving care,07/06/2018,,01/06/2018,Done",
        )
    )
    reading = read_practice_alerts(read_tables(log.encode(), "log.csv"), {})
    assert [row["reference"] for row in reading.rows] == ["A-12", "A-13", "A-14", "A-15"]
    assert [problem.row for problem in reading.problems] == [7, 8, 9]
    assert not any("Smith" in problem.text or "Smith" in problem.why for problem in reading.problems)
    preview = AlertsImporter().preview(reading.as_json(), "")
    assert (len(preview["new"]), [one["label"] for one in preview["unsure"]]) == (
        3,
        ["A-15: Advocacy not offered"],
    )
    assert load_log(reading.rows, **told) == "4 alerts are new and 1 were resolved."
    assert {alert.case_reference: alert.kind.key for alert in Alert.objects.all()} == {
        "A-12": "late-review", "A-13": "drift", "A-14": "good-practice", "A-15": "own-6",
    }  # fmt: skip
    assert Alert.objects.get(case_reference="A-13").steps.get().level.name == "Director"
    assert load_log(reading.rows, **told) == "0 alerts are new and 0 were resolved."
    again = AlertsImporter().preview(reading.as_json(), "")
    assert (again["new"], again["unsure"], again["unchanged"]) == ([], [], 4)
