"""What the data of a measure raise as questions, and what they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.asking import Standing, open_questions, questions, three_questions
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.spc_verdicts import Assurance, Variation

RED = Standing(
    figure="57%", period="2017-18", rag=Rag.RED, target="100%", gap="43 points short of 100%", actions=1
)


def asked(standing: Standing) -> set[str]:
    return {str(question.code) for question in questions(standing)}


@pytest.mark.boundary("ASK-1")
def test_getting_worse_by_more_than_chance_is_asked_about_and_chance_is_not():
    assert "ASK-1" in asked(replace(RED, variation=Variation.CONCERN_LOW))
    assert "ASK-1" not in asked(replace(RED, variation=Variation.COMMON_CAUSE))


@pytest.mark.boundary("ASK-2")
@pytest.mark.parametrize(
    ("assurance", "is_asked"),
    [(Assurance.FAIL, True), (Assurance.INCONSISTENT, True), (Assurance.PASS, False), (None, False)],
)
def test_a_process_that_does_not_reach_its_target_is_asked_about(assurance, is_asked):
    assert ("ASK-2" in asked(replace(RED, assurance=assurance))) is is_asked


@pytest.mark.boundary("ASK-3")
def test_three_misses_in_a_row_are_asked_about_and_two_are_not():
    assert "ASK-3" in asked(replace(RED, missed=3))
    assert "ASK-3" not in asked(replace(RED, missed=2))


@pytest.mark.boundary("ASK-4")
def test_others_who_do_better_are_asked_about():
    assert "ASK-4" in asked(replace(RED, others="Statistical neighbours stand at 85%"))
    assert "ASK-4" not in asked(RED)


@pytest.mark.boundary("ASK-5")
def test_a_red_figure_without_words_is_asked_about_and_an_amber_one_is_not():
    assert "ASK-5" in asked(replace(RED, explained=False))
    assert "ASK-5" not in asked(replace(RED, explained=False, rag=Rag.AMBER))
    assert "ASK-5" in asked(replace(RED, words_are_stale=True))


@pytest.mark.boundary("ASK-6")
def test_no_action_or_a_late_one_is_asked_about():
    assert "ASK-6" in asked(replace(RED, actions=0))
    assert "ASK-6" not in asked(replace(RED, actions=0, rag=Rag.GREEN))
    texts = [question.text for question in questions(replace(RED, actions=3, late=1))]
    assert "1 of 3 actions on this measure is late. What holds them up?" in texts


@pytest.mark.boundary("ASK-7")
def test_a_rival_figure_is_asked_about():
    [question] = open_questions(replace(RED, rivals=("65.3% from health",)))
    assert (question.code, question.text) == (
        "ASK-7", "For 2017-18 there is also 65.3% from health. Which figure holds, and who decides?",
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
def test_a_move_is_asked_about_with_what_the_chart_says_of_it():
    moved = replace(RED, previous="60% in 2016-17", points=12, variation=Variation.TOO_FEW_POINTS)
    assert any("With 12 of the 13 points" in question.text for question in questions(moved))
    chance = replace(moved, points=13, variation=Variation.COMMON_CAUSE)
    assert any("calls that chance" in question.text for question in questions(chance))
    assert any("nothing to compare 57% with" in question.text for question in questions(RED))


@pytest.mark.boundary("ASK-11")
def test_a_target_that_is_missed_asks_for_the_next_figure():
    assert "ASK-11" in asked(RED)
    assert "ASK-11" not in asked(replace(RED, gap="", rag=Rag.GREEN))


@pytest.mark.boundary("ASK-12")
def test_the_target_is_asked_about_and_so_is_its_absence():
    texts = {question.text for question in questions(replace(RED, target="0"))}
    assert any(text.startswith("The target is 0.") for text in texts)
    texts = {question.text for question in questions(replace(RED, target="", gap=""))}
    assert any(text.startswith("There is no target.") for text in texts)


@pytest.mark.boundary("ASK-13")
def test_every_measure_asks_once_for_the_children_behind_it():
    assert [str(question.code) for question in questions(RED)].count("ASK-13") == 1


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
        late=min(late, actions),
    )  # fmt: skip
    given_three = three_questions(standing)
    assert len({question.text for question in given_three}) == 3
