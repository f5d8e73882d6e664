"""Which past a page shows, what counts as known, and what a record said before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import BadRequest
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from goldenthread.apps.people.actions import name_council, post_called, rename_post
from goldenthread.apps.people.models import Organisation, Post
from goldenthread.apps.people.queries import RENAMED_POST, the_council
from goldenthread.apps.plans.models import RatingLevel
from goldenthread.apps.trail.actions import erase_payload
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.moments import RecordedBy, moment_of, shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.apps.trail.said import copied, put_back


@pytest.fixture
def asked(today):
    def make(query: str):
        request = RequestFactory().get(f"/plans/?{query}")
        request.today = today
        return request

    return make


def test_neither_day_is_the_present(asked):
    moment = moment_of(asked(""))
    assert (moment.is_past, moment.query) == (False, "")


def test_a_day_of_knowledge_counts_to_its_end_in_london(asked):
    moment = moment_of(asked("known_at=2018-03-31"))
    assert moment.as_at == date(2018, 3, 31)
    assert moment.known_at == datetime(2018, 3, 31, 22, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize("query", ["as_at=2018-07-17", "known_at=2018-07-17", "as_at=1&known_at=2018-01-01"])
def test_a_day_that_is_none_or_has_not_come_is_refused(asked, query):
    with pytest.raises(BadRequest, match=r"2018-03-31|has not come yet"):
        moment_of(asked(query))


def test_links_to_pages_of_the_past_keep_the_moment(asked):
    @shows_moments
    def page(request):
        return HttpResponse(
            '<a class="x" href="/plans/">1</a><a href="/plans/?sort=name#a">2</a><a href="?page=2">3</a>'
            '<a href="/health/">4</a><a href="#top">5</a><a data-present href="/plans/">6</a>'
        )

    text = page(asked("as_at=2018-03-31")).content.decode()
    assert [part.split('"')[0] for part in text.split('href="')[1:]] == [
        "/plans/?as_at=2018-03-31", "/plans/?sort=name&amp;as_at=2018-03-31#a",
        "?page=2&amp;as_at=2018-03-31", "/health/", "#top", "/plans/",
    ]  # fmt: skip


def test_an_instant_of_recording_is_the_same_instant(now):
    recorded = RecordedBy.of(now)
    assert recorded == now
    assert isinstance(recorded, RecordedBy)


@pytest.fixture
def post(db):
    return post_called("Head of Service", Organisation.objects.create(name="The council"))


def test_a_record_reads_as_it_did_before_its_first_change_after_the_instant(post, now):
    hour = timedelta(hours=1)
    for number in (1, 2, 3):
        rename_post(Post.objects.get(), f"Title {number}", by=None, at=now + number * hour)

    def known_at(instant: datetime) -> str:
        then = copied(Post.objects.get())
        put_back([then], instant, RENAMED_POST)
        return then.title

    assert known_at(now) == "Head of Service"
    assert known_at(now + hour) == "Title 1"
    assert known_at(now + 2.5 * hour) == "Title 2"
    assert known_at(now + 4 * hour) == "Title 3"
    assert Post.objects.get().title == "Title 3"


def test_what_the_law_erased_is_not_known_any_more(post, now, django_user_model):
    eraser = django_user_model.objects.create_user("officer@example.org", name="Officer")
    rename_post(post, "Director", by=None, at=now)
    erase_payload(Event.objects.get(verb=RENAMED_POST), by=eraser, at=now, reason="A request")
    then = copied(Post.objects.get())
    put_back([then], now - timedelta(days=1), RENAMED_POST)
    assert then.title == "Director"


def test_the_council_is_called_what_it_was_called(db, now):
    name_council("The council", by=None, at=now)
    name_council("The new council", notice="Made up.", by=None, at=now + timedelta(days=1))
    assert (the_council(now).name, the_council(now).notice) == ("The council", "")
    assert the_council().name == "The new council"


def test_a_post_is_not_renamed_to_nothing_nor_to_another_posts_title(post, now):
    post_called("Director", post.organisation)
    with pytest.raises(Refused, match="Enter the post"):
        rename_post(post, "  ", by=None, at=now)
    with pytest.raises(Refused, match="already"):
        rename_post(post, "director", by=None, at=now)
    assert rename_post(post, post.title, by=None, at=now).title == "Head of Service"
    assert not Event.objects.filter(verb=RENAMED_POST).exists()


def test_the_word_of_a_rating_stays(db):
    level = RatingLevel.objects.first()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        RatingLevel.objects.filter(pk=level.pk).update(word="Another word")
    RatingLevel.objects.filter(pk=level.pk).update(shape="ring")
