"""What of a paper the rules of published scorecards would hide."""

from __future__ import annotations

import pytest

from goldenthread.rulebook.disclosure_policy import Policy, Zeros
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.small_in_papers import small_figure, small_words


def code(title, text, unit=None, counts=(), policy=None):
    figure = parse_figure(text, unit=unit)
    return str(small_figure(title, figure, policy or Policy(), unit=unit, counts=counts) or "")


@pytest.mark.boundary("PUB-9")
@pytest.mark.parametrize(
    ("title", "text", "unit", "counts", "found"),
    [
        ("Children missing", "3", None, (), "SDC-1"),
        ("Children missing", "5", None, (), "SDC-1"),
        ("Children missing", "6", None, (), ""),
        ("Children missing", "0", None, (), ""),
        ("Children missing", "2-3", None, (), "SDC-1"),
        ("Children missing", "suppressed", None, (), ""),
        ("Children missing", "4/18", None, (), "SDC-3"),
        ("Children seen", "22% (4/18)", "%", (), "SDC-3"),
        ("Children seen", "22%", "%", [(4, 18)], "SDC-3"),
        ("Children seen", "78%", "%", [(14, 18)], "SDC-3"),
        ("Children seen", "22%", "%", [(22, 100)], ""),
        ("Children seen", "22%", "%", (), ""),
        ("Children seen", "3%", "%", (), ""),
        ("Rate of children per 10,000", "3.1", "per 10,000", [(4, 13000)], "SDC-3"),
        ("Rate of children per 10,000", "3.1", "per 10,000", [(40, 130000)], ""),
    ],
)
def test_a_figure_is_judged_as_a_published_scorecard_would(title, text, unit, counts, found):
    assert code(title, text, unit, counts) == found


def test_a_zero_that_is_sensitive_and_another_threshold_are_the_policy_s():
    assert code("Children missing", "0", policy=Policy(zeros=Zeros.SENSITIVE)) == "SDC-2"
    assert code("Children missing", "9", policy=Policy(threshold=10)) == "SDC-1"


@pytest.mark.boundary("PUB-9")
def test_words_that_count_a_few_children_are_found_by_the_sentence():
    text = "We saw 4 of 18 children. Three young people waited. 4 clinics ran. Three did not come."
    assert list(small_words(text, 5)) == ["We saw 4 of 18 children.", "Three young people waited."]
    assert "Three did not come." in list(small_words(text, 5, of_children=True))
