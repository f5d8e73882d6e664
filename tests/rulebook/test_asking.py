"""What the data of a measure raise as questions, and what they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.asking import (
    Standing,
    open_questions,
    question_of_all,
    questions,
    three_questions,
)
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.spc_verdicts import Assurance, Variation

RED = Standing(
    figure="57%", period="2017-18", rag=Rag.RED, target="100%", gap="43 points short of 100%", actions=1
)


def asked(standing: Standing) -> set[str]:
    return {str(question.code) for question in questions(standing)}


def text(standing: Standing, code: str) -> str:
    """The first question by a rule, empty without one."""
    return next((question.text for question in questions(standing) if question.code == code), "")


@pytest.mark.boundary("ASK-1")
def test_getting_worse_by_more_than_chance_is_asked_about_and_chance_is_not():
    assert "ASK-1" in asked(replace(RED, variation=Variation.CONCERN_LOW))
    assert "ASK-1" not in asked(replace(RED, variation=Variation.COMMON_CAUSE))
    worse = replace(RED, variation=Variation.CONCERN_LOW, points=22, every="quarters")
    assert text(worse, "ASK-1").startswith("Its control chart of 22 quarters says that it got worse by more")


@pytest.mark.boundary("ASK-2")
@pytest.mark.parametrize(
    ("assurance", "is_asked"),
    [(Assurance.FAIL, True), (Assurance.INCONSISTENT, True), (Assurance.PASS, False), (None, False)],
)
def test_a_process_that_does_not_reach_its_target_is_asked_about(assurance, is_asked):
    assert ("ASK-2" in asked(replace(RED, assurance=assurance))) is is_asked


def test_what_chance_alone_does_is_said_in_the_measure_s_own_figures():
    fails = replace(RED, assurance=Assurance.FAIL, between=("41%", "73%"))
    assert text(fails, "ASK-2").startswith(
        "As the work is done today, chance alone takes it from 41% to 73%, and the target, 100%, lies beyond."
    )
    # A figure that left these limits is not said to be within them.
    left = replace(fails, variation=Variation.CONCERN_LOW)
    assert text(left, "ASK-2").startswith("Even before that, chance alone took it from 41% to 73%")


@pytest.mark.boundary("ASK-3")
def test_three_misses_in_a_row_are_asked_about_and_two_are_not():
    missed = replace(RED, missed=("83%", "81%", "80%"), every="quarters", target="at least 90%")
    assert text(missed, "ASK-3").startswith(
        "The target, at least 90%, was missed in each of the last 3 quarters: 83%, 81% and 80%."
    )
    assert "ASK-3" not in asked(replace(missed, missed=("81%", "80%")))
    five = replace(missed, missed=("85%", "84%", "83%", "81%", "80%"))
    assert "the last 5 quarters, the newest 84%, 83%, 81% and 80%." in text(five, "ASK-3")


@pytest.mark.boundary("ASK-4")
def test_others_who_do_better_are_asked_about():
    assert "ASK-4" in asked(replace(RED, others="Statistical neighbours stand at 85%"))
    assert "ASK-4" not in asked(RED)


@pytest.mark.boundary("ASK-5")
def test_a_red_figure_without_words_is_asked_about_and_an_amber_one_is_not():
    assert "ASK-5" in asked(replace(RED, explained=False))
    assert "ASK-5" not in asked(replace(RED, explained=False, rag=Rag.AMBER))
    stale = replace(RED, rag=Rag.AMBER, written="3 May 2018", stale="The figure was 60% and is 57%.")
    assert text(stale, "ASK-5") == (
        "What was written on 3 May 2018 was of other figures: The figure was 60% and is 57%. Does it "
        "still hold?"
    )


def test_nobody_who_answers_is_one_question_with_the_lead_where_there_is_one():
    nobody = replace(RED, explained=False, actions=0)
    assert [str(one.code) for one in open_questions(nobody)] == ["ASK-5"]
    assert "Nobody is named to lead on it" in text(nobody, "ASK-5")
    assert "Designated Doctor leads on it" in text(replace(nobody, lead="Designated Doctor"), "ASK-5")
    assert "43 points short of 100% in 2017-18" in text(nobody, "ASK-5")


@pytest.mark.boundary("ASK-5")
def test_what_many_red_measures_lack_is_asked_once_of_all_of_them():
    nobody = replace(RED, explained=False, actions=0)
    assert question_of_all([nobody, nobody, RED]) is None
    of_all = question_of_all([nobody, nobody, nobody, RED])
    assert of_all is not None
    assert of_all.text.startswith("Of 3 red measures nobody has written why they are red")
    assert "ASK-5" in {str(one.code) for one in three_questions(nobody)}
    of_itself = three_questions(nobody, of_all=True)
    assert "ASK-5" not in {str(one.code) for one in of_itself}
    assert len(of_itself) == 3


@pytest.mark.boundary("ASK-6")
def test_no_action_or_a_late_one_is_asked_about():
    assert "ASK-6" in asked(replace(RED, actions=0))
    assert "ASK-6" not in asked(replace(RED, actions=0, rag=Rag.GREEN))
    late = replace(RED, actions=3, late=("A-22, due 30 June 2018",))
    assert text(late, "ASK-6") == (
        "1 of the 3 actions that are to move it is late, the first of them A-22, due 30 June 2018. "
        "What holds it up?"
    )
    assert text(replace(late, actions=1), "ASK-6") == (
        "The one action that is to move it, A-22, due 30 June 2018, is late. What holds it up?"
    )


@pytest.mark.boundary("ASK-7")
def test_a_rival_figure_is_asked_about():
    [question] = open_questions(replace(RED, rivals=("65.3% from health",)))
    assert (question.code, question.text) == (
        "ASK-7",
        "For 2017-18 it is 57% here, and there is also 65.3% from health. Which holds, and who decides?",
    )  # fmt: skip
    assert "ASK-7" not in asked(RED)


@pytest.mark.boundary("ASK-8")
def test_a_colour_that_differs_is_asked_about():
    assert "ASK-8" in asked(replace(RED, stated="The paper says red, the rule says not rated. Which holds?"))
    assert "ASK-8" not in asked(RED)


@pytest.mark.boundary("ASK-9")
def test_a_provisional_figure_is_asked_about():
    assert "ASK-9" in asked(replace(RED, unsettled="provisional"))
    assert "ASK-9" not in asked(RED)


@pytest.mark.boundary("ASK-10")
def test_a_move_is_asked_about_with_what_the_rules_say_of_it():
    moved = replace(RED, previous="60% in 2016-17", points=12, variation=Variation.TOO_FEW_POINTS)
    assert "With 12 of the 13 points" in text(moved, "ASK-10")
    chance = replace(moved, points=13, variation=Variation.COMMON_CAUSE)
    assert "Its chart of 13 periods calls that chance" in text(chance, "ASK-10")
    level = replace(RED, previous="57% in 2016-17", change="same")
    assert text(level, "ASK-10").startswith("It is 57% and was 57% in 2016-17: much the same.")
    assert text(RED, "ASK-10") == "No figure stands before 57% in 2017-18. What was it then?"


@pytest.mark.boundary("ASK-10")
def test_where_both_figures_have_an_interval_it_says_whether_the_move_is_more_than_chance():
    moved = replace(RED, previous="60% in 2016-17", points=12, variation=Variation.TOO_FEW_POINTS)
    assert "no more than chance" in text(replace(moved, beyond_chance=False), "ASK-10")
    beyond = text(replace(moved, beyond_chance=True), "ASK-10")
    assert beyond.endswith("By its 95% intervals that is more than chance. What explains it?")


@pytest.mark.boundary("ASK-11")
def test_a_target_that_is_missed_asks_for_the_next_figure():
    assert "ASK-11" in asked(RED)
    assert "ASK-11" not in asked(replace(RED, gap="", rag=Rag.GREEN))


def test_the_next_figure_is_asked_of_the_lead_for_the_next_period():
    asks = replace(RED, lead="Designated Doctor", following="2018-19")
    assert "What does Designated Doctor expect in 2018-19" in text(asks, "ASK-11")


@pytest.mark.boundary("ASK-12")
def test_the_target_is_asked_about_and_so_is_its_absence():
    assert text(replace(RED, target="0"), "ASK-12").startswith("The target is 0.")
    none = replace(RED, target="", gap="", previous="60% in 2016-17")
    assert text(none, "ASK-12") == (
        "No target is set, and it is 57% after 60% in 2016-17. At which figure would somebody step in, "
        "and who?"
    )
    met = replace(RED, rag=Rag.GREEN, change="worse", target="at least 95%", gap="", room="1 point")
    assert text(met, "ASK-12").startswith("It still meets its target, at least 95%, by 1 point.")


@pytest.mark.boundary("ASK-13")
def test_every_measure_asks_once_for_the_cases_behind_it():
    assert [str(question.code) for question in questions(RED)].count("ASK-13") == 1


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"without": "43%"}, "For 43% in 2017-18 it did not happen."),
        (
            {"without": "43%", "without_before": "40% in 2016-17"},
            "For 43% in 2017-18, after 40% in 2016-17, it did not happen.",
        ),
        ({"more": 8}, "That is 8 more than 107 in Q3. Which are they"),
        ({"more": -11, "change": "worse"}, "That is 11 fewer than 107 in Q3. For whom did it not come about"),
        ({"more": -2}, "That is 2 fewer than 107 in Q3. Which are no longer among them"),
        ({}, "Has anybody looked at each case behind 57% in 2017-18"),
    ],
)
def test_the_cases_are_asked_for_by_what_the_figure_counts(what, says):
    assert text(replace(RED, previous="107 in Q3", **what), "ASK-13").startswith(says)


@pytest.mark.boundary("ASK-14")
def test_what_one_case_weighs_is_asked_of_few_cases_and_of_a_percentage_without_counts():
    few = replace(RED, few="9 of 12", step="8.3 points")
    assert text(few, "ASK-14").startswith("57% is 9 of 12: one more or one fewer moves it by 8.3 points.")
    bare = replace(RED, previous="60% in 2016-17", of_how_many=33)
    assert text(bare, "ASK-14") == (
        "Out of how many is 57%? Were it 33 or fewer, a single case would be the whole way from 60% in "
        "2016-17."
    )
    assert "ASK-14" not in asked(RED)


@pytest.mark.boundary("ASK-15")
def test_a_target_that_was_moved_after_the_fact_is_asked_about():
    moved = replace(RED, moved="was 90% until 3 May 2018, changed after the period ended")
    assert text(moved, "ASK-15").startswith(
        "The target was 90% until 3 May 2018, changed after the period ended; it is now 100%."
    )
    assert "ASK-15" not in asked(RED)


@pytest.mark.boundary("ASK-16")
def test_a_measure_behind_its_planned_path_is_asked_how_it_will_catch_up():
    behind = replace(RED, planned="61%", course="By its figures so far it is off course for 90% in May 2019.")
    assert text(behind, "ASK-16") == (
        "Its plan asked for 61% in 2017-18, and it is 57%. By its figures so far it is off course for 90% in "
        "May 2019. What will be done differently from now on?"
    )
    assert "ASK-16" not in asked(RED)


def test_a_measure_that_is_neither_red_nor_worse_gives_members_no_question():
    assert three_questions(replace(RED, rag=Rag.GREEN, gap="")) == ()


@given(
    red=st.booleans(), target=st.sampled_from(["", "100%"]), points=st.integers(0, 40),
    variation=st.sampled_from([None, *Variation]), assurance=st.sampled_from([None, *Assurance]),
    explained=st.booleans(), actions=st.integers(0, 3), late=st.integers(0, 3),
)  # fmt: skip
def test_a_red_or_worsening_measure_gives_three_different_questions(
    red, target, points, variation, assurance, explained, actions, late
):
    standing = Standing(
        figure="57%", period="2017-18", rag=Rag.RED if red else Rag.AMBER, change="worse",
        previous="" if red else "60% in 2016-17", target=target, gap="43 points short" if target else "",
        points=points, variation=variation, assurance=assurance, explained=explained, actions=actions,
        late=("A-22, due 30 June 2018",) * min(late, actions),
    )  # fmt: skip
    given_three = three_questions(standing)
    assert len({question.text for question in given_three}) == 3
