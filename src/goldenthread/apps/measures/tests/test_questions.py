"""What a row raises as questions: from its figures, its words, its actions and other sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import (
    override_rating,
    place_on_scorecard,
    record_observation,
    set_target,
)
from goldenthread.apps.measures.control import with_verdicts
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.measures.standings import Behind, standing_of, standings_of
from goldenthread.apps.measures.trajectories import Said, plan_trajectory
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.asking import open_questions, questions, three_questions
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, parse_period
from goldenthread.rulebook.rating import Rag

from .conftest import Q3, Q4
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
    assert asked(scorecard, "10.3") == [
        "The paper prints red, and no target is recorded that 6% could miss or meet. By which target is it "
        "red?"
    ]


def test_a_red_measure_without_words_or_actions_is_asked_about(scorecard):
    [question] = asked(scorecard, "2.7", Behind())
    assert question.startswith(
        "Nobody has written why it is 29 above 85 in 2017-18 Q4, and no action in a plan says"
    )


def test_an_override_of_a_rating_that_has_changed_since_is_asked_about(scorecard, head, analyst, now, today):
    row = scorecard_for(scorecard, Q4).row_of(Measure.objects.get(reference="1.10").uuid)
    override_rating(
        row.measure, Q4, Rag.AMBER, computed=row.verdict, reason="x", effective_on=today, by=head, at=now
    )
    assert asked(scorecard, "1.10") == []
    record_observation(Entry(row.measure, Q4, parse_figure("91% (indicative)")), by=analyst, at=now)
    assert asked(scorecard, "1.10") == [
        "head_of_service set it to amber when the rule gave red. The rule gives green today: does that still "
        "hold?",
        "91% (indicative) is provisional. When will it be final, and how far did the last such figure move?",
    ]


def test_what_is_known_of_a_row_is_said_in_its_own_figures(scorecard):
    late = standing(scorecard, "2.12")
    assert (late.figure, late.previous, late.gap) == (
        "78%", "89% in 2017-18 Q3", "22 points short of 100%",
    )  # fmt: skip
    assert (late.missed, late.every, late.points) == (("87%", "79.0%", "89%", "78%"), "quarters", 4)
    assert late.others == "Statistical neighbours stand at 84%, 6 points better than our 78%"
    assert (late.without, late.following, late.of_how_many) == ("22%", "2018-19 Q1", None)
    # Above a target that is at most so many.
    assert standing(scorecard, "2.7").gap == "29 above 85"
    # 96% after 99%, of at least 95%: with 33 cases or fewer a single one is 3 points.
    met = standing(scorecard, "2.5")
    assert (met.room, met.of_how_many, met.without) == ("1 point", 33, "4%")
    assert standing(scorecard, "2.8").more == 8
    # Of adoptions, which should not happen to most, the rest is not asked after.
    assert standing(scorecard, "4.1").without == ""


def test_figures_with_counts_say_what_one_case_weighs_and_whether_the_move_is_beyond_chance(
    scorecard, analyst, now
):
    measure = Measure.objects.get(reference="2.12")
    for period, figure in ((Q3, "90.0%"), (Q4, "50.0%")):
        counts = {Q3: (90, 100), Q4: (9, 18)}[period]
        entry = Entry(
            measure, period, replace(parse_figure(figure), numerator=counts[0], denominator=counts[1])
        )
        record_observation(entry, by=analyst, at=now)
    found = standing(scorecard, "2.12")
    assert (found.few, found.step, found.beyond_chance) == ("9 of 18", "5.6 points", True)
    assert found.of_how_many is None
    texts = [question.text for question in three_questions(found)]
    assert any("50.0% is 9 of 18: one more or one fewer moves it by 5.6 points" in text for text in texts)


def test_chance_s_limits_are_said_no_further_than_a_percentage_goes(analyst, now):
    measure = Measure.objects.create(title="Made up", unit="%", polarity="high")
    card = Scorecard.objects.create(name="Made up")
    place_on_scorecard(card, measure, by=analyst, at=now)
    period = parse_period("2014-15 Q1")
    for number in (90, 99, 88, 97, 91, 98, 89, 96, 90, 99, 92, 97, 90, 98, 91, 97):
        record_observation(Entry(measure, period, parse_figure(f"{number}%")), by=analyst, at=now)
        last, period = period, Period.containing(period.kind, period.end)
    [row] = with_verdicts(scorecard_for(card, last).rows, last)
    low, high = standing_of(row, SOME).between
    assert (low, high) == ("74%", "100%")


def test_a_changed_target_is_asked_about_with_what_it_was(scorecard, analyst, now):
    measure = Measure.objects.get(reference="2.12")
    set_target(measure, target_in("75%", measure), effective_on=date(2017, 4, 1), by=analyst, at=now)
    text = " ".join(question.text for question in questions(standing(scorecard, "2.12")))
    assert "The target was 100% until " in text
    assert "it is now at least 75%" in text


def test_a_measure_behind_its_plan_is_asked_about_with_what_the_plan_asked_for(analyst, now, today):
    measure = Measure.objects.create(title="Made up", unit="%", polarity="high")
    card = Scorecard.objects.create(name="Made up")
    place_on_scorecard(card, measure, by=analyst, at=now)
    steps = ((parse_period("September 2018"), "31%"), (parse_period("May 2019"), "40%"))
    said = Said(parse_period("May 2018"), "16%", steps)
    plan_trajectory(measure, said, seen=0, by=analyst, at=now)
    for month, figure in (("May 2018", "16%"), ("June 2018", "17%")):
        record_observation(Entry(measure, parse_period(month), parse_figure(figure)), by=analyst, at=now)
    june = parse_period("June 2018")
    shown = scorecard_for(card, june)
    [(_, found)] = standings_of(with_verdicts(shown.rows, june), shown.columns, today=today)
    assert found.planned == "19.75%"
    assert found.course == (
        "Its figures are too few to tell whether it will get there for at least 40% in May 2019."
    )


def test_each_measure_s_questions_are_its_own(scorecard, today):
    """No two measures of the published scorecard are asked the same in the same words."""
    card = scorecard_for(scorecard, Q4)
    found = standings_of(with_verdicts(card.rows, Q4), card.columns, today=today)
    asked_of = [question.text for _, one in found for question in three_questions(one, of_all=True)]
    assert len(asked_of) > 30
    assert len(set(asked_of)) == len(asked_of)
    # Each says a figure or a number.
    assert all(any(letter.isdigit() for letter in text) for text in asked_of)


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
    # Once more, of all that nobody answers for.
    assert page.count("ASK-") == 3 * len(concerned) + 1
    assert "Of 8 red measures nobody has written why they are red" in page


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
