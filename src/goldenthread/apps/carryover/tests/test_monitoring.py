"""How unmet recommendations are monitored: versions, as at and as known, refusals, table and pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.carryover.arranging import arrange_monitoring
from goldenthread.apps.carryover.models import MonitoringArrangement
from goldenthread.apps.carryover.neighbours import Supporting, all_supports
from goldenthread.apps.carryover.queries import Narrowed, arrangements, history_of, monitoring
from goldenthread.apps.inspections.actions import add_recommendation
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.measures.actions import make_scorecard
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.refusals import Refused

JUNE = date(2018, 6, 1)


@pytest.fixture
def arrange(recommendation, today, told):
    def monitor(seen=0, effective_on=JUNE, **says):
        given = {"effective_on": effective_on, "seen": seen, "today": today, **told} | says
        return arrange_monitoring(recommendation, **given)

    return monitor


def refused(write, *args, **says):
    with pytest.raises(Refused) as refusal:
        write(*args, **says)
    return refusal.value


def test_an_arrangement_names_its_bodies_and_what_supports_it(arrange, board, told, recommendation, today):
    make_scorecard("Scorecard", **told)
    arrange(through=[board], supports=all_supports(), supported_by="Case audits", planned_actions="Audit")
    held = arrangements([recommendation], as_at=today)[recommendation.pk]
    assert [one.body for one in held.through.all()] == [board]
    assert [(one.kind, one.name) for one in held.supports.all()] == [("Scorecard", "Scorecard")]
    assert held.planned_actions == "Audit"


@pytest.mark.parametrize(
    ("says", "field"),
    [({}, "through"), ({"effective_on": date(2018, 7, 17), "why_none": "x"}, "effective_on")],
)
def test_no_monitoring_needs_words_and_no_day_is_in_the_future(arrange, says, field):
    assert refused(arrange, **says).field == field
    assert arrange(why_none="The service has ended").why_none == "The service has ended"


def test_a_body_and_why_there_is_none_are_not_said_together(arrange, board):
    assert refused(arrange, through=[board], why_none="None").field == "why_none"


def test_a_version_does_not_overwrite_the_one_before(arrange, board, recommendation, today):
    arrange(through=[board])
    assert refused(arrange, through=[board]).code == "stale"
    arrange(seen=1, effective_on=date(2018, 7, 1), why_none="Settled elsewhere")
    assert [one.number for one in history_of(recommendation, as_at=today)] == [2, 1]
    with pytest.raises(DatabaseError), transaction.atomic():
        MonitoringArrangement.objects.update(why_none="Other")


def test_the_arrangement_of_a_day_and_of_what_was_then_known_is_found(
    arrange, board, recommendation, today, now
):
    first = arrange(through=[board])
    later = now + timedelta(hours=1)
    second = arrange(seen=1, effective_on=date(2018, 7, 1), through=[board], at=later)

    def held(**moment):
        return arrangements([recommendation], **moment).get(recommendation.pk)

    assert held(as_at=today) == second
    assert held(as_at=date(2018, 6, 30)) == first
    assert held(as_at=today, known_at=now) == first
    assert held(as_at=date(2018, 5, 31)) is None
    assert held(as_at=today, known_at=now - timedelta(days=1)) is None


def test_the_table_lists_what_is_not_met_and_leaves_out_what_is(arrange, board, recommendation, told, today):
    met = add_recommendation(recommendation.inspection, reference="13", title="Met", **told)
    assess(met, status="met", assessed_on=JUNE, today=today, **told)
    loose = add_recommendation(recommendation.inspection, reference="14", title="Loose", **told)
    assess(
        loose, status="met_subject_to_condition", condition="It holds", assessed_on=JUNE, today=today, **told
    )
    arrange(through=[board], supports=[Supporting("Scorecard", recommendation.uuid, "Scorecard")])
    found = monitoring(as_at=today)
    assert [(one.line.recommendation.reference, one.through, one.supports) for one in found] == [
        ("12", "Health and Wellbeing Board", "Scorecard"), ("14", "", ""),
    ]  # fmt: skip
    assert len(monitoring(Narrowed(show="none"), as_at=today)) == 1
    assert len(monitoring(Narrowed(body=board), as_at=today)) == 1


@pytest.mark.parametrize("role", Role)
def test_pages_of_monitoring_are_for_their_roles(sign_in, recommendation, role):
    client = sign_in(role)
    reads = 200 if role in READERS else 403
    writes = 200 if role in {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER} else 403
    assert client.get(reverse("carryover:monitoring")).status_code == reads
    assert client.get(reverse("carryover:arrangement", args=[recommendation.uuid])).status_code == reads
    assert client.get(reverse("carryover:arrange", args=[recommendation.uuid])).status_code == writes


def test_how_it_is_monitored_is_said_from_its_form_and_shown_on_the_thread(
    sign_in, recommendation, board, told
):
    make_scorecard("Scorecard", **told)
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    arrange = reverse("carryover:arrange", args=[recommendation.uuid])
    typed = {
        "effective_on_day": "1", "effective_on_month": "7", "effective_on_year": "2018", "seen": "0",
        "planned_actions": "Audit in May",
    }  # fmt: skip
    refusal = client.post(arrange, typed)
    assert refusal.status_code == 422
    assert "Audit in May" in refusal.content.decode()
    [scorecard] = all_supports()
    given = typed | {"through": board.uuid, "supports": str(scorecard.uuid)}
    assert client.post(arrange, given).status_code == 302
    stale = client.post(arrange, given | {"planned_actions": "Mine"}).content.decode()
    assert "It now says" in stale
    assert "Mine" in stale
    assert client.post(arrange, given | {"seen": "1", "planned_actions": "Mine"}).status_code == 302
    thread = client.get(recommendation.get_absolute_url()).content.decode()
    assert "Monitored through" in thread
    assert "Mine" in thread


def test_the_table_is_taken_away_with_none_where_nothing_monitors(sign_in, recommendation):
    answer = sign_in(Role.AUDITOR).get(reverse("carryover:monitoring"), {"format": "csv"})
    assert answer.content.decode().splitlines()[1].split(",")[1:5] == [
        "12",
        "On time",
        "Not yet assessed",
        "None",
    ]


def test_pages_of_the_past_show_what_then_held(sign_in, arrange, board, recommendation):
    arrange(through=[board], planned_actions="Audit in May")
    client = sign_in(Role.AUDITOR)
    page = reverse("carryover:arrangement", args=[recommendation.uuid])
    assert "Audit in May" in client.get(page).content.decode()
    assert "Audit in May" not in client.get(page, {"as_at": "2018-05-31"}).content.decode()
    table = reverse("carryover:monitoring")
    assert "Audit in May" not in client.get(table, {"as_at": "2018-05-31"}).content.decode()
    assert client.get(table, {"as_at": "yesterday"}).status_code == 400
