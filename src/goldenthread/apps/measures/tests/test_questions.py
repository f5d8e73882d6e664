"""What a row raises as questions: from its figures, its words, its actions and other sources."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import override_rating, record_observation
from goldenthread.apps.measures.control import with_verdicts
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.measures.standings import Behind, standing_of, standings_of
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.asking import open_questions, three_questions
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.rating import Rag

from .conftest import Q4
from .test_pages import text_of

pytestmark = pytest.mark.django_db
SOME = Behind(actions=1)


def standing(scorecard, reference, behind=SOME):
    card = scorecard_for(scorecard, Q4)
    row = card.row_of(Measure.objects.get(reference=reference).uuid)
    [judged] = with_verdicts([row], Q4)
    return standing_of(judged, behind, every="quarters")


def asked(scorecard, reference, behind=SOME):
    return [question.text for question in open_questions(standing(scorecard, reference, behind))]


def test_a_green_measure_leaves_nothing_open(scorecard):
    assert asked(scorecard, "2.10", Behind()) == []
    assert three_questions(standing(scorecard, "2.10")) == ()


def test_a_colour_that_no_rule_gives_is_asked_about(scorecard):
    assert asked(scorecard, "10.3") == ["The paper says red, the rule says not rated. Which holds, and why?"]


def test_a_red_measure_without_words_or_actions_is_asked_about(scorecard):
    assert [question.split(".")[0] for question in asked(scorecard, "2.7", Behind())] == [
        "Nobody has explained this figure",
        "No action names this measure as its success indicator",
    ]


def test_an_override_of_a_rating_that_has_changed_since_is_asked_about(scorecard, head, analyst, now, today):
    row = scorecard_for(scorecard, Q4).row_of(Measure.objects.get(reference="1.10").uuid)
    override_rating(
        row.measure, Q4, Rag.AMBER, computed=row.verdict, reason="x", effective_on=today, by=head, at=now
    )
    assert asked(scorecard, "1.10") == []
    record_observation(Entry(row.measure, Q4, parse_figure("91% (indicative)")), by=analyst, at=now)
    assert asked(scorecard, "1.10") == [
        "The override was made when the computed rating was red. It is now green: does it hold?",
        "The figure is provisional. When will it be final?",
    ]


def test_what_is_known_of_a_row_is_said_in_its_own_figures(scorecard):
    late = standing(scorecard, "2.12")
    assert (late.figure, late.previous, late.gap) == (
        "78%", "89% in 2017-18 Q3", "22 points short of 100%",
    )  # fmt: skip
    assert (late.missed, late.every, late.points) == (4, "quarters", 4)
    assert late.others == "Statistical neighbours stand at 84%"
    # Above a target that is at most so many.
    assert standing(scorecard, "2.7").gap == "29 above 85"


def test_a_figure_of_another_source_is_asked_about(scorecard, analyst, now, today):
    measure = Measure.objects.get(reference="2.12")
    record_observation(Entry(measure, Q4, parse_figure("81%"), source="health"), by=analyst, at=now)
    record_observation(Entry(measure, Q4, parse_figure("78%"), source="audit"), by=analyst, at=now)
    card = scorecard_for(scorecard, Q4)
    found = {row.measure.pk: one for row, one in standings_of(card.rows, card.columns, today=today)}
    assert found[measure.pk].rivals == ("81% from health",)


def test_members_are_asked_three_questions_on_each_red_or_worsening_measure(scorecard, sign_in):
    page = text_of(
        sign_in(Role.ELECTED_MEMBER).get(reverse("measures:ask", args=[scorecard.uuid, "2017-18-q4"]))
    )
    card = scorecard_for(scorecard, Q4)
    concerned = [row for row in card.rows if row.rag is Rag.RED or row.travel.change == "worse"]
    assert f"{len(concerned)} of 38 measures are red or getting worse" in page
    assert page.count("ASK-") == 3 * len(concerned)


@pytest.mark.parametrize(("form", "opens"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"Ref,Measure")])
def test_the_measures_are_taken_away_in_every_form(scorecard, sign_in, form, opens):
    client = sign_in(Role.BOARD_MEMBER)
    whole = client.get(
        reverse("measures:scorecard_book", args=[scorecard.uuid, "2017-18-q4"]), {"format": form}
    )
    assert whole.content.startswith(opens)
    one = client.get(
        reverse("measures:measure_book", args=[Measure.objects.get(reference="2.11").uuid]), {"format": form}
    )
    assert one.content.startswith(opens)
    assert len(one.content) < len(whole.content)


def test_a_form_that_there_is_not_is_not_found(scorecard, sign_in):
    address = reverse("measures:scorecard_book", args=[scorecard.uuid, "2017-18-q4"])
    assert sign_in(Role.BOARD_MEMBER).get(address, {"format": "doc"}).status_code == 404
