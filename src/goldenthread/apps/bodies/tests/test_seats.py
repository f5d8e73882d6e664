"""Seats: one member in each at a time, substitutes beside them, ended and handed over, never deleted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.bodies import seats
from goldenthread.apps.bodies.actions import add_body, set_terms
from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.apps.bodies.queries import members_of, people_of, quorum_of, substitutes_of
from goldenthread.apps.people.actions import add_person, grant, post_called, take_post
from goldenthread.apps.people.models import Organisation, Role
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
APRIL, JULY, TODAY = date(2018, 4, 1), date(2018, 7, 1), date(2018, 7, 16)
SCHOOLS = "Schools’ representative"


@pytest.fixture
def council():
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def board(now):
    return add_body("Health and Wellbeing Board", kind="Statutory board", by=None, at=now)


@pytest.fixture
def sit(board, council, now):
    def on(title, **says):
        by = {"starts": APRIL, "by": None, "at": now}
        return seats.seat_member(board, post_called(title, council), **(by | says))

    return on


@pytest.fixture
def officer(client, now):
    person = add_person("officer@demonstration.example", "Officer", by=None, at=now)
    grant(person, Role.DEMOCRATIC_SERVICES_OFFICER, starts=date(2013, 1, 1), by=None, at=now)
    client.force_login(person)
    return client


def test_two_members_in_one_named_seat_at_a_time_are_refused_in_words(sit):
    sit("Head teacher", seat=SCHOOLS)
    with pytest.raises(Refused, match="sits in the seat “Schools’ representative” from 1 April 2018") as no:
        sit("Governor", seat="schools’  Representative", starts=JULY)
    assert no.value.field == "seat"
    sit("Adviser", seat="Another seat")


def test_a_seat_that_ended_is_free_on_that_day(sit, now):
    first = sit("Head teacher", seat=SCHOOLS)
    seats.end_seat(first, ends=JULY, by=None, at=now)
    assert sit("Governor", seat=SCHOOLS, starts=JULY).starts == JULY


def test_the_database_refuses_two_in_a_seat_whoever_writes(sit, board):
    first = sit("Head teacher", seat=SCHOOLS)
    other = sit("Governor")
    with pytest.raises(DatabaseError, match="Two members in one seat"), transaction.atomic():
        Membership.objects.filter(pk=other.pk).update(seat=SCHOOLS.upper())
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        first.delete()


def test_a_substitute_sits_beside_the_member_and_is_not_counted(sit, board, now):
    chair = sit("Chair", capacity="Chair")
    deputy = sit("Deputy", substitute_for=chair)
    assert list(members_of(board, TODAY)) == [chair]
    assert substitutes_of(board, TODAY) == {chair.pk: [deputy]}
    with pytest.raises(Refused, match="cannot have a substitute"):
        sit("Another", substitute_for=deputy)
    seats.end_seat(chair, ends=JULY, reason="Retired", by=None, at=now)
    assert substitutes_of(board, TODAY) == {}


def test_a_substitute_s_days_lie_within_the_member_s(sit):
    chair = sit("Chair", ends=JULY)
    with pytest.raises(Refused, match="lie outside"):
        sit("Deputy", substitute_for=chair)
    assert sit("Deputy", substitute_for=chair, ends=JULY)


def test_a_seat_is_handed_over_with_its_role_its_name_and_its_vote(sit, board, council, now):
    first = sit("Head teacher", seat=SCHOOLS, capacity="Vice-chair", voting=False)
    new = seats.hand_over_seat(
        first, post_called("Governor", council), on=JULY, reason="A new term", by=None, at=now
    )
    assert (new.seat, new.capacity, new.voting, new.starts) == (SCHOOLS, "Vice-chair", False, JULY)
    assert list(members_of(board, date(2018, 6, 30))) == [first]
    assert list(members_of(board, JULY)) == [new]
    assert [one.verb for one in about(first.uuid)] == ["bodies.seat_ended", "bodies.member_seated"]


@pytest.mark.parametrize(("ends", "words"), [(APRIL, "began on"), (date(2018, 3, 1), "began on")])
def test_a_seat_does_not_end_before_it_began(sit, now, ends, words):
    with pytest.raises(Refused, match=words):
        seats.end_seat(sit("Chair"), ends=ends, by=None, at=now)


def test_a_seat_ends_once(sit, now):
    seat = seats.end_seat(sit("Chair"), ends=JULY, by=None, at=now)
    with pytest.raises(Refused, match="already"):
        seats.end_seat(seat, ends=TODAY, by=None, at=now)


def test_the_chair_comes_first_and_who_has_no_vote_last(sit, board):
    sit("Adviser", voting=False)
    sit("A member")
    sit("Zeta", capacity="Chair")
    sit("Vice", capacity="Vice-chair")
    assert [seat.post.title for seat in members_of(board, TODAY)] == ["Zeta", "Vice", "A member", "Adviser"]


def test_who_is_written_to_is_who_is_named_in_a_seat_or_holds_its_post(sit, board, council, now):
    named = add_person("named@demonstration.example", "Named", by=None, at=now)
    holder = add_person("holder@demonstration.example", "Holder", by=None, at=now)
    take_post(holder, post_called("Chair", council), starts=APRIL, by=None, at=now)
    sit("Chair")
    sit("Councillor", person=named)
    assert people_of(board, TODAY) == [holder, named]


@pytest.mark.parametrize(
    ("quorum", "words", "wanted"), [(4, "", 4), (None, "a third, at least two", 2), (None, "", None)]
)
def test_the_quorum_is_a_number_or_counted_out_over_the_seats(sit, board, now, quorum, words, wanted):
    for title in ("A", "B", "C", "D"):
        sit(title)
    sit("E", voting=False)
    board = set_terms(
        board, terms_of_reference="", quorum=quorum, quorum_words=words, version=1, by=None, at=now
    )
    assert quorum_of(board, TODAY) == wanted


def test_a_quorum_in_words_that_nobody_can_count_is_refused(board, now):
    with pytest.raises(Refused, match="No number") as refusal:
        set_terms(
            board, terms_of_reference="", quorum=None, quorum_words="As usual", version=1, by=None, at=now
        )
    assert refusal.value.field == "quorum_words"


def test_terms_changed_meanwhile_are_refused(board, now):
    says = {"quorum": 3, "quorum_words": "", "by": None, "at": now}
    set_terms(board, terms_of_reference="Theirs", version=1, **says)
    with pytest.raises(Refused) as refusal:
        set_terms(board, terms_of_reference="Mine", version=1, **says)
    assert refusal.value.code == "stale"


def test_a_seat_is_taken_handed_over_and_ended_from_its_forms(officer, board, council):
    post, other = post_called("Chair", council), post_called("Member", council)
    typed = {
        "post": post.pk, "capacity": "Chair", "seat": SCHOOLS, "voting": "on", "starts_day": "1",
        "starts_month": "4", "starts_year": "2018",
    }  # fmt: skip
    officer.post(reverse("bodies:seat_member", args=[board.uuid]), typed)
    refused = officer.post(reverse("bodies:seat_member", args=[board.uuid]), typed | {"post": other.pk})
    assert refused.status_code == 422
    assert "sits in the seat" in refused.content.decode()
    seat = Membership.objects.get()
    page = officer.get(board.get_absolute_url()).content.decode()
    assert reverse("bodies:end_seat", args=[seat.uuid]) in page
    officer.post(
        reverse("bodies:hand_over_seat", args=[seat.uuid]),
        {"post": other.pk, "on_day": "1", "on_month": "7", "on_year": "2018", "reason": "A new term"},
    )
    new = Membership.objects.get(ends=None)
    assert new.post == other
    officer.post(
        reverse("bodies:end_seat", args=[new.uuid]),
        {"ends_day": "10", "ends_month": "7", "ends_year": "2018"},
    )
    listed = officer.get(reverse("bodies:members", args=[board.uuid]))
    assert "A new term" in listed.content.decode()
    table = officer.get(reverse("bodies:members", args=[board.uuid]), {"format": "csv"})
    assert len(table.content.decode().splitlines()) == 3


def test_terms_and_quorum_are_kept_from_their_form(officer, board):
    address = reverse("bodies:set_terms", args=[board.uuid])
    answer = officer.post(
        address, {"terms_of_reference": "It oversees.", "quorum": "4", "version": "1"}, follow=True
    )
    assert "It oversees." in answer.content.decode()
    assert "4 members with a vote" in answer.content.decode()
    assert Body.objects.get().quorum == 4
