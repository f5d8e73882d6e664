"""What of reports waits for whom: drafts for who writes them, new papers for who sits on the body."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.apps.bodies.actions import seat_member
from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.reports.actions import freeze, start_draft
from goldenthread.apps.reports.waiting import drafts_to_freeze, papers_to_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(today):
    """What a source says to somebody, with their standing on them; on a later day where one is given."""

    def ask(source, person, on: date = today):
        person.standing = standing_of(person, on)
        return list(source(person, on))

    return ask


@pytest.fixture
def paper(board, period, red, officer, now, today):
    return freeze(board, period, by=officer, at=now, today=today).paper


def test_a_draft_waits_for_who_writes_reports_until_an_edition_is_frozen(
    board, period, red, officer, now, today, asked
):
    draft = start_draft(board, period, by=officer, at=now)
    [one] = asked(drafts_to_freeze, officer)
    assert (one.what, one.href, one.since) == (str(draft), draft.get_absolute_url(), today)
    freeze(board, period, by=officer, at=now, today=today)
    assert asked(drafts_to_freeze, officer) == []


def test_a_draft_does_not_wait_for_who_may_not_freeze_it(board, period, person_as, now, asked):
    start_draft(board, period, by=None, at=now)
    assert asked(drafts_to_freeze, person_as(Role.HEAD_OF_SERVICE)) == []


def test_a_new_paper_waits_for_a_member_of_its_body_for_fourteen_days(paper, board, person_as, today, asked):
    member = person_as(Role.ELECTED_MEMBER, scope=Scope.BODY, scope_uuid=board.uuid)
    [one] = asked(papers_to_read, member, today + timedelta(days=13))
    assert (one.href, one.since) == (paper.get_absolute_url(), today)
    assert asked(papers_to_read, member, today + timedelta(days=14)) == []


def test_a_new_paper_waits_for_who_holds_a_seat_by_their_post(paper, board, post, person_as, now, asked):
    seat_member(board, post, starts=date(2018, 1, 1), by=None, at=now)
    head = person_as(Role.HEAD_OF_SERVICE, holding=post)
    assert [one.href for one in asked(papers_to_read, head)] == [paper.get_absolute_url()]


def test_a_new_paper_waits_for_nobody_else(paper, person_as, asked):
    assert asked(papers_to_read, person_as(Role.BOARD_MEMBER)) == []


def test_whoever_froze_a_paper_is_not_asked_to_read_it(paper, board, post, officer, now, today, asked):
    seat_member(board, post, starts=date(2018, 1, 1), by=None, at=now)
    officer.holdings.create(post=post, starts=date(2018, 1, 1))
    assert asked(papers_to_read, officer) == []


def test_only_the_newest_edition_waits(paper, board, period, late, person_as, officer, now, today, asked):
    late.title = "Deliver it"
    late.save()
    second = freeze(board, period, by=officer, at=now, today=today).paper
    member = person_as(Role.BOARD_MEMBER, scope=Scope.BODY, scope_uuid=board.uuid)
    assert second != paper
    assert [one.href for one in asked(papers_to_read, member)] == [second.get_absolute_url()]
