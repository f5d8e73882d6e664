"""Reports that a body is owed: on its agenda when it is built, received when published with a paper."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.agendas.attaching import Described, attach_file
from goldenthread.apps.agendas.building import build_agenda
from goldenthread.apps.agendas.publishing import publish_agenda
from goldenthread.apps.agendas.tests.make import a_pdf, item_of, make_board, make_meeting, titles
from goldenthread.apps.people.actions import post_called
from goldenthread.apps.people.models import Organisation
from goldenthread.apps.reporting.actions import owe_report
from goldenthread.apps.reporting.models import Rhythm
from goldenthread.apps.reporting.queries import owed_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(now):
    return make_board(now)


@pytest.fixture
def built(body, now, today, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    post = post_called("Head of performance", Organisation.objects.create(name="Council"))
    for title, first in (("Scorecard", date(2018, 1, 15)), ("Annual report", date(2018, 12, 1))):
        owe_report(body, title=title, rhythm=Rhythm.QUARTER, first_due=first, from_post=post, by=None, at=now)
    return build_agenda(make_meeting(body, now), today=today, by=None, at=now).agenda


def test_a_report_that_is_owed_by_the_meeting_is_put_on_once_for_its_newest_day(built):
    assert titles(built) == ["Scorecard"]
    item = item_of(built, "Scorecard")
    assert item.why == "Owed by 15 July 2018, and 2 earlier times, from Head of performance."
    assert item.presenter == "Head of performance"


def test_building_again_does_not_put_it_on_twice(built, now, today):
    assert build_agenda(built.meeting, today=today, by=None, at=now).added == ()


def test_it_is_received_when_it_is_published_with_a_paper(built, body, now, today):
    attach_file(item_of(built, "Scorecard"), a_pdf(now), Described("Scorecard"), by=None, at=now)
    publish_agenda(built, today=today, by=None, at=now)
    left = owed_to(body, built.meeting.held_on, today=today)
    assert [one.due_on for one in left] == [date(2018, 1, 15), date(2018, 4, 15)]


def test_without_a_paper_it_stays_owed(built, body, now, today):
    publish_agenda(built, today=today, by=None, at=now)
    assert len(owed_to(body, built.meeting.held_on, today=today)) == 3
