"""A quorum in words, counted out at its boundaries."""

from fractions import Fraction

import pytest

from goldenthread.rulebook.quorum import Quorum, is_quorate, needed, quorum_in_words


@pytest.mark.boundary("QUO-1")
@pytest.mark.parametrize(
    ("words", "members", "wanted"),
    [
        ("A quarter of the voting members", 12, 3),
        ("one quarter of the membership", 13, 4),
        ("more than half of the members", 12, 7),
        ("A majority of voting members", 12, 7),
        ("half the members", 12, 6),
        ("a quarter, at least three", 8, 3),
        ("a quarter, at least three", 16, 4),
        ("one-third of the members or 3, whichever is greater", 6, 3),
        ("two thirds", 9, 6),
        ("2/3 of members", 10, 7),
        ("40% of members", 10, 4),
        ("three members", 20, 3),
        ("5", 20, 5),
        ("a quarter", 0, 1),
    ],
)
def test_a_part_of_the_members_is_rounded_up_to_a_floor(words, members, wanted):
    quorum = quorum_in_words(words)
    assert quorum is not None
    assert needed(quorum, members) == wanted


@pytest.mark.parametrize("words", ["", "As the constitution says", "3/0 of them"])
def test_words_that_state_no_number_are_not_counted(words):
    assert quorum_in_words(words) is None


def test_a_rule_keeps_its_part_and_its_floor():
    assert quorum_in_words("one fifth, no fewer than four") == Quorum(Fraction(1, 5), 4)


@pytest.mark.boundary("QUO-2")
@pytest.mark.parametrize(("present", "there"), [(4, True), (3, False)])
def test_as_many_as_the_quorum_may_decide(present, there):
    assert is_quorate(present, 4).is_there is there
    assert ("Quorate" in is_quorate(present, 4).reason) is there
