"""What may be taken in part 2, at the boundaries of each rule."""

from datetime import date

import pytest

from goldenthread.rulebook.exempt import PARAGRAPHS, exemption

HELD_ON = date(2018, 7, 26)


@pytest.mark.boundary("EXM-1")
@pytest.mark.parametrize(
    ("paragraph", "allowed"), [(None, False), (0, False), (1, True), (7, True), (8, False)]
)
def test_part_2_needs_one_of_the_seven_paragraphs(paragraph, allowed):
    verdict = exemption(paragraph, "A tender is open", HELD_ON)
    assert (verdict.allowed, verdict.code, verdict.warns) == (allowed, "EXM-1", False)


@pytest.mark.boundary("EXM-2")
@pytest.mark.parametrize(("said", "code"), [("", "EXM-2"), ("  ", "EXM-2"), ("A tender is open", "EXM-1")])
def test_the_public_interest_is_weighed_in_words(said, code):
    verdict = exemption(3, said, HELD_ON)
    assert (verdict.allowed, verdict.code, verdict.warns) == (True, code, code == "EXM-2")


@pytest.mark.boundary("EXM-3")
@pytest.mark.parametrize(("held_on", "code"), [(date(2006, 2, 28), "EXM-3"), (date(2006, 3, 1), "EXM-1")])
def test_the_seven_paragraphs_are_of_meetings_from_march_2006_on(held_on, code):
    assert exemption(3, "A tender is open", held_on).code == code


def test_each_paragraph_has_its_words():
    assert list(PARAGRAPHS) == [1, 2, 3, 4, 5, 6, 7]
    assert all(one.title and one.words.endswith(".") for one in PARAGRAPHS.values())
