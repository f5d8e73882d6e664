"""Pages of commentary: who may open them, what they say, and what becomes of words that two people write."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.apps.commentary import neighbours
from goldenthread.apps.commentary.actions import return_comment, sign_off
from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.commentary.neighbours import Asked
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role

from .conftest import Q3, figure

pytestmark = pytest.mark.django_db
WRITERS = {
    Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST, Role.HEAD_OF_SERVICE,
    Role.DIRECTOR,
}  # fmt: skip
SIGNERS = {Role.HEAD_OF_SERVICE, Role.DIRECTOR}


def text_of(response) -> str:
    words = re.sub(r"<(script|svg|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(words.split())


def of_measure(name: str, measure: Measure) -> str:
    return reverse(f"commentary:{name}", args=[measure.uuid, "2017-18-q4"])


def of_scorecard(name: str, scorecard) -> str:
    return reverse(f"commentary:{name}", args=[scorecard.uuid, "2017-18-q4"])


def form_of(response) -> dict[str, str]:
    """The form of the page as a browser holds it."""
    return {name: response.context["form"][name].value() for name in ("version", "seen", "text")}


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_who_writes_and_who_decides(role, sign_in, person, measure, scorecard, write, lead):
    comment = write(measure, "Two assessors left.", lead)
    browser = sign_in(person(role, "Somebody else"))
    for path, roles in (
        (of_scorecard("list", scorecard), READERS),
        (of_measure("history", measure), READERS),
        (of_measure("write", measure), WRITERS),
        (reverse("commentary:return", args=[comment.uuid]), SIGNERS),
    ):
        assert browser.get(path).status_code == (200 if role in roles else 403), path


def test_a_team_manager_writes_on_the_measure_that_their_post_leads_and_on_no_other(
    sign_in, lead, measure, scorecard
):
    browser = sign_in(lead)
    assert browser.get(of_measure("write", measure)).status_code == 200
    other = Measure.objects.get(reference="2.2")
    assert browser.get(of_measure("write", other)).status_code == 403


def test_the_box_stands_beside_the_figures_and_the_last_words(sign_in, lead, measure, write):
    write(measure, "What was said of the third quarter.", lead, period=Q3)
    page = text_of(sign_in(lead).get(of_measure("write", measure)))
    assert "45%" in page
    assert "41% 2017-18 Q3" in page
    assert "at least 50%" in page
    assert "RAG-2" in page
    assert "Last words, 2017-18 Q3" in page
    assert "What was said of the third quarter." in page


def test_a_period_that_no_scorecard_knows_is_not_found(sign_in, lead, measure):
    path = reverse("commentary:write", args=[measure.uuid, "1999-00-q1"])
    assert sign_in(lead).get(path).status_code == 404


def test_words_are_kept_from_the_page(sign_in, lead, measure):
    browser = sign_in(lead)
    sent = form_of(browser.get(of_measure("write", measure))) | {"text": "Two assessors left."}
    answer = browser.post(of_measure("write", measure), sent)
    assert answer.status_code == 302
    [comment] = Comment.objects.all()
    assert (comment.text, comment.written_by, comment.on_behalf_of) == ("Two assessors left.", lead, "")


def test_the_leads_words_entered_by_another_are_marked_so(sign_in, analyst, measure, post):
    browser = sign_in(analyst)
    path = of_measure("write", measure) + "?for=lead"
    page = browser.get(path)
    assert page.context["form"]["on_behalf_of"].value() == str(post.uuid)
    sent = form_of(page) | {"text": "As she told me."}
    assert "Choose whose words they are" in text_of(browser.post(path, sent))
    browser.post(path, sent | {"on_behalf_of": str(post.uuid)})
    [comment] = Comment.objects.all()
    assert (comment.on_behalf_of, comment.on_behalf_of_post) == (post.title, post)
    assert f"Performance analyst, on behalf of {post.title}" in text_of(
        browser.get(of_measure("history", measure))
    )


def test_the_second_of_two_sees_the_firsts_words_and_loses_none_of_their_own(
    sign_in, lead, analyst, measure, write
):
    browser = sign_in(lead)
    sent = form_of(browser.get(of_measure("write", measure))) | {"text": "The second text."}
    write(measure, "The first text.", analyst)
    answer = browser.post(of_measure("write", measure), sent)
    assert answer.status_code == 422
    assert "The first text." in text_of(answer)
    assert form_of(answer)["text"] == "The second text."
    assert browser.post(of_measure("write", measure), form_of(answer)).status_code == 302
    texts = Comment.objects.order_by("version").values_list("text", flat=True)
    assert list(texts) == ["The first text.", "The second text."]


def test_figures_that_change_while_somebody_writes_are_shown_before_the_words_are_kept(
    sign_in, lead, analyst, measure, now
):
    browser = sign_in(lead)
    sent = form_of(browser.get(of_measure("write", measure))) | {"text": "Up a little."}
    figure(measure, "47%", by=analyst, at=now)
    answer = browser.post(of_measure("write", measure), sent)
    assert answer.status_code == 422
    assert "The figures changed while you were writing" in text_of(answer)
    assert "47%" in text_of(answer)
    assert browser.post(of_measure("write", measure), form_of(answer)).status_code == 302


def test_an_empty_box_is_refused_in_words(sign_in, lead, measure):
    browser = sign_in(lead)
    answer = browser.post(of_measure("write", measure), form_of(browser.get(of_measure("write", measure))))
    assert "Enter your words on this measure" in text_of(answer)


def test_the_list_shows_every_measure_and_how_far_its_words_are(
    sign_in, head, lead, scorecard, measure, write, analyst, now
):
    write(measure, "Two assessors left.", lead)
    figure(measure, "47%", by=analyst, at=now)
    page = text_of(sign_in(head).get(of_scorecard("list", scorecard)))
    assert "3 of 3 measures" in page
    assert "Two assessors left." in page
    assert "The figure was 45% when this was written; it is now 47%." in page
    assert page.count("No words yet") >= 2


@pytest.mark.parametrize(
    ("state", "references"),
    [
        ("no_words", ["2.3"]),
        ("waits_for_sign_off", ["2.1"]),
        ("signed_off", ["2.2"]),
        ("figures_changed", ["2.2"]),
        ("words_returned", []),
        ("late", []),
    ],
)
def test_the_list_is_narrowed_and_its_file_too(
    state, references, sign_in, head, scorecard, write, analyst, today, now
):
    one, two, _ = Measure.objects.order_by("reference")
    write(one, "Waits.", analyst)
    sign_off([write(two, "Signed.", analyst)], on=today, by=head, at=now)
    figure(two, "47%", by=analyst, at=now)
    answer = sign_in(head).get(of_scorecard("list", scorecard), {"state": state, "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Reference"] for row in rows] == references


def test_what_is_ticked_is_signed_off_and_ones_own_is_named(sign_in, head, scorecard, write, lead):
    one, two, _ = Measure.objects.order_by("reference")
    comments = [write(one, "Another's.", lead), write(two, "My own.", head)]
    browser = sign_in(head)
    page = browser.get(of_scorecard("list", scorecard)).content.decode()
    assert str(comments[0].uuid) in page
    assert f'value="{comments[1].uuid}"' not in page
    answer = browser.post(
        of_scorecard("sign_off", scorecard), {"comment": [one.uuid for one in comments]}, follow=True
    )
    assert "You signed off the words on 1 measure." in text_of(answer)
    assert "2.2 Reviews: Another person signs off your words (COM-3)" in text_of(answer)


@pytest.mark.parametrize("ticked", [[], ["nonsense"]])
def test_ticking_nothing_says_what_to_do(ticked, sign_in, head, scorecard):
    answer = sign_in(head).post(of_scorecard("sign_off", scorecard), {"comment": ticked}, follow=True)
    assert "Tick the words that you sign off." in text_of(answer)


def test_somebody_who_does_not_decide_cannot_sign_off(sign_in, analyst, scorecard, measure, write, lead):
    comment = write(measure, "Two assessors left.", lead)
    answer = sign_in(analyst).post(of_scorecard("sign_off", scorecard), {"comment": [comment.uuid]})
    assert answer.status_code == 403


def test_words_are_returned_with_what_is_wanted_which_stands_beside_the_box(
    sign_in, head, lead, measure, write
):
    path = reverse("commentary:return", args=[write(measure, "Two assessors left.", lead).uuid])
    browser = sign_in(head)
    assert "Enter what you want changed" in text_of(browser.post(path, {"reason": " "}))
    assert browser.post(path, {"reason": "Say when they are replaced."}).status_code == 302
    assert "Say when they are replaced." in text_of(sign_in(lead).get(of_measure("write", measure)))


def test_ones_own_words_cannot_be_returned(sign_in, head, measure, write):
    path = reverse("commentary:return", args=[write(measure, "My own.", head).uuid])
    answer = sign_in(head).post(path, {"reason": "More."})
    assert answer.status_code == 422
    assert "COM-3" in text_of(answer)


def test_a_page_of_the_past_has_the_words_of_then_and_nothing_to_sign(
    sign_in, head, lead, scorecard, measure, write, now
):
    write(measure, "First.", lead, at=now - timedelta(days=10), effective_on=now.date() - timedelta(days=10))
    write(measure, "Second.", lead)
    then = {"as_at": (now.date() - timedelta(days=5)).isoformat()}
    page = sign_in(head).get(of_scorecard("list", scorecard), then)
    assert "First." in text_of(page)
    assert "Second." not in text_of(page)
    assert 'type="checkbox"' not in page.content.decode()


def test_who_was_asked_and_is_late_is_shown(
    sign_in, head, scorecard, measure, write, lead, today, monkeypatch
):
    reviews = Measure.objects.get(reference="2.2")
    asked = Asked(on=today - timedelta(days=20), due=today - timedelta(days=6))
    monkeypatch.setattr(neighbours, "_sources", [lambda measures, period, day: {
        measure.pk: asked, reviews.pk: asked,
    }])  # fmt: skip
    write(measure, "An answer.", lead)
    answer = sign_in(head).get(of_scorecard("list", scorecard), {"state": "late"})
    assert "1 of 3 measures" in text_of(answer)
    assert "Asked on 26 June 2018, wanted by 10 July 2018" in text_of(answer)
    assert "Reviews" in text_of(answer)


def test_the_list_asks_the_database_as_often_for_one_comment_as_for_many(
    sign_in, head, scorecard, write, lead, django_assert_num_queries
):
    browser = sign_in(head)
    one, two, three = Measure.objects.order_by("reference")
    write(one, "One.", lead)
    with CaptureQueriesContext(connection) as few:
        browser.get(of_scorecard("list", scorecard))
    write(two, "Two.", lead)
    write(three, "Three.", lead)
    with django_assert_num_queries(len(few)):
        browser.get(of_scorecard("list", scorecard))


def test_the_scorecard_the_measure_and_its_own_page_show_the_words(
    sign_in, head, analyst, lead, scorecard, measure, write, today, now
):
    comment = write(measure, "Two assessors left.", lead)
    sign_off([comment], on=today, by=head, at=now)
    figure(measure, "47%", by=analyst, at=now)
    browser = sign_in(analyst)
    for path in (
        reverse("measures:scorecard", args=[scorecard.uuid, "scorecard"]),
        reverse("measures:measure", args=[measure.uuid, "measure"]),
        reverse("measures:red_measure", args=[scorecard.uuid, "2017-18-q4", measure.uuid]),
    ):
        page = text_of(browser.get(path))
        assert "Two assessors left." in page
        assert "Team manager, 16 July 2018" in page
        assert "Signed off Head of service, 16 July 2018" in page
        assert "The figure was 45% when this was written; it is now 47%." in page


def test_the_way_to_write_is_offered_to_whoever_may(sign_in, analyst, person, scorecard, measure):
    own_page = reverse("measures:red_measure", args=[scorecard.uuid, "2017-18-q4", measure.uuid])
    assert of_measure("write", measure) in sign_in(analyst).get(own_page).content.decode()
    assert of_measure("write", measure) not in sign_in(person(Role.AUDITOR)).get(own_page).content.decode()


def test_a_measures_page_keeps_the_words_of_earlier_periods(sign_in, analyst, measure, lead, write):
    write(measure, "Of the third quarter.", lead, period=Q3)
    write(measure, "Of the fourth.", lead)
    page = text_of(sign_in(analyst).get(reverse("measures:measure", args=[measure.uuid, "measure"])))
    assert "Of the third quarter. 41%" in page


def test_the_history_tells_of_each_version_and_its_decision(
    sign_in, analyst, head, measure, write, lead, today, now
):
    return_comment(write(measure, "First.", lead), reason="Say more.", on=today, by=head, at=now)
    write(measure, "Second.", lead)
    page = text_of(sign_in(analyst).get(of_measure("history", measure)))
    assert page.index("Second.") < page.index("First.")
    assert "Returned by Head of service on 16 July 2018: Say more." in page


def test_a_lead_that_is_only_printed_and_a_measure_without_one_can_be_spoken_for(
    sign_in, analyst, scorecard, post
):
    browser = sign_in(analyst)
    for reference, begins_with, chosen in (("2.2", "printed", "printed"), ("2.3", "", str(post.uuid))):
        path = of_measure("write", Measure.objects.get(reference=reference)) + "?for=lead"
        page = browser.get(path)
        assert page.context["form"]["on_behalf_of"].value() == begins_with
        browser.post(path, form_of(page) | {"text": "As I was told.", "on_behalf_of": chosen})
    assert list(Comment.objects.order_by("pk").values_list("on_behalf_of", flat=True)) == [
        "Head of reviews", post.title,
    ]  # fmt: skip
