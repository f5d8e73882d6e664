"""Pages of marks: made, proposed, agreed to, withdrawn; the wrong person, one’s own, the wrong state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import record_observation
from goldenthread.apps.measures.marks import agree, propose_step, withdraw
from goldenthread.apps.measures.marks_models import Mark, MarkKind
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

from .test_marks import DAY
from .test_pages import LIBRARIANS, text_of

pytestmark = pytest.mark.django_db

SETTLERS = {*LIBRARIANS, Role.HEAD_OF_SERVICE, Role.DIRECTOR}
TYPED = {"day_day": "1", "day_month": "4", "day_year": "2017", "words": "The front door moved"}


@pytest.fixture
def told(measure, analyst, now):
    for text in ("2016-17 Q3", "2016-17 Q4", "2017-18 Q1"):
        record_observation(
            Entry(measure, parse_period(text), parse_figure("60%")), by=analyst, at=now - timedelta(days=9)
        )
    return {"by": analyst, "at": now}


@pytest.fixture
def proposed(measure, told, today) -> Mark:
    return propose_step(measure, day=DAY, words="The front door moved", today=today, **told)


def make(measure, kind: str = "") -> str:
    return reverse("measures:make_mark", args=[measure.uuid]) + (f"?kind={kind}" if kind else "")


def settle(mark: Mark, how: str) -> str:
    return reverse(f"measures:{how}_mark", args=[mark.uuid])


@pytest.mark.parametrize("role", list(Role))
def test_who_marks_and_who_settles(role, sign_in, measure, proposed):
    browser = sign_in(role)
    assert browser.get(make(measure)).status_code == (200 if role in LIBRARIANS else 403)
    for how in ("agree", "withdraw"):
        assert browser.get(settle(proposed, how)).status_code == (200 if role in SETTLERS else 403)


def test_a_page_asks_which_mark_and_explains_each(sign_in, analyst, measure):
    text = text_of(sign_in(analyst).get(make(measure)))
    for kind in MarkKind:
        assert kind.label in text
    assert "Limits are worked out anew once a second person agrees." in text
    assert sign_in(analyst).get(make(measure, "nonsense")).status_code == 422


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("event", TYPED | {"link": "example.org/new-form"}, "Something that happened"),
        ("definition", TYPED, "Change of definition"),
        ("step", TYPED, "Waits for a second person"),
        ("baseline", {"points": "12", "words": "Before it"}, "Fixed baseline: 12 points"),
        ("trend", {"points": "6", "words": "As the tool"}, "Points that make a trend: 6 points"),
    ],
)
def test_each_kind_is_made_on_its_page_and_listed(kind, typed, said, sign_in, analyst, measure, told):
    done = sign_in(analyst).post(make(measure, kind), typed, follow=True)
    text = text_of(done)
    assert "The mark is on the series." in text
    assert said in text
    assert Mark.objects.get().recorded_by == analyst


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("event", TYPED | {"day_year": "2099"}, "today or in the past"),
        ("step", TYPED | {"day_year": "2010"}, "No period with a figure ended before"),
        ("baseline", {"points": "11", "words": "x"}, "12"),
        ("trend", {"points": "7", "words": "x"}, "7 points make a trend already"),
        ("definition", TYPED | {"words": ""}, "Enter"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(kind, typed, words, sign_in, analyst, measure, told):
    page = sign_in(analyst).post(make(measure, kind), typed)
    assert page.status_code == 422
    assert words in text_of(page)
    assert not Mark.objects.exists()


def test_a_second_person_finds_the_proposal_on_the_measure_s_page_and_agrees(
    sign_in, head, measure, proposed
):
    browser = sign_in(head)
    page = browser.get(reverse("measures:measure", args=[measure.uuid, "measure"]))
    assert settle(proposed, "agree") in page.content.decode()
    done = browser.post(settle(proposed, "agree"), follow=True)
    assert "Agreed by head_of_service" in text_of(done)
    proposed.refresh_from_db()
    assert proposed.agreed_by == head


def test_the_proposer_is_told_that_somebody_else_agrees(sign_in, analyst, measure, proposed):
    browser = sign_in(analyst)
    page = browser.get(reverse("measures:measure", args=[measure.uuid, "measure"])).content.decode()
    assert settle(proposed, "agree") not in page
    assert settle(proposed, "withdraw") in page
    assert "so somebody else agrees" in text_of(browser.get(settle(proposed, "agree")))
    refused = browser.post(settle(proposed, "agree"))
    assert refused.status_code == 422
    proposed.refresh_from_db()
    assert proposed.agreed_at is None


def test_what_was_settled_meanwhile_is_refused_in_words(sign_in, head, told, proposed):
    agree(proposed, by=head, at=told["at"])
    browser = sign_in(head)
    again = browser.post(settle(proposed, "agree"))
    assert (again.status_code, "agreed to this before" in text_of(again)) == (422, True)
    withdraw(proposed, reason="The wrong day", **told)
    gone = browser.post(settle(proposed, "withdraw"), {"reason": "Again"})
    assert (gone.status_code, "withdrawn before" in text_of(gone)) == (422, True)


def test_a_withdrawal_asks_why_and_shows_it(sign_in, analyst, proposed):
    browser = sign_in(analyst)
    assert browser.post(settle(proposed, "withdraw"), {"reason": ""}).status_code == 422
    done = browser.post(settle(proposed, "withdraw"), {"reason": "The wrong day"}, follow=True)
    assert "Withdrawn: The wrong day" in text_of(done)


def test_a_page_of_the_past_shows_the_marks_of_then_and_offers_nothing(sign_in, head, measure, proposed, now):
    browser = sign_in(head)
    where = reverse("measures:measure", args=[measure.uuid, "measure"])
    before = text_of(browser.get(where, {"known_at": "2018-07-15"}))
    assert "Nothing is marked" in before
    then = browser.get(where, {"known_at": "2018-07-16"})
    assert "Waits for a second person" in text_of(then)
    assert settle(proposed, "agree") not in then.content.decode()


def test_a_proposal_waits_on_the_start_page_of_everybody_who_may_agree_but_its_proposer(
    sign_in, head, analyst, person, proposed
):
    where = settle(proposed, "agree")
    for who, waits in ((head, True), (analyst, False), (person(Role.BOARD_MEMBER), False)):
        assert (where in sign_in(who).get("/").content.decode()) is waits
    agree(proposed, by=head, at=proposed.recorded_at)
    assert where not in sign_in(head).get("/").content.decode()
