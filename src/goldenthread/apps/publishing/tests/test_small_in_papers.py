"""Which figures and words of another room's paper are small counts, and of which measure."""

from __future__ import annotations

import pytest

from goldenthread.apps.measures.actions import define_measure
from goldenthread.apps.publishing.small_in_papers import small_in
from goldenthread.documents.printed_figures import Printed, PrintedFigure, PrintedWords

pytestmark = pytest.mark.django_db
NAME = "4.1 Children missing"


@pytest.mark.parametrize("name", [NAME, f"{NAME}, from health", "Children missing"])
def test_a_measure_is_found_by_its_title_and_its_unit_is_taken(name, now):
    define_measure(reference="4.1", title="Children missing", unit="%", by=None, at=now)
    figures = (PrintedFigure(name, "2017-18 Q4", "3"), PrintedFigure(name, "2017-18 Q3", "17% (3/18)"))
    assert [one.text for one in small_in(Printed(figures))] == ["17% (3/18)"]


def test_a_name_that_no_measure_has_is_judged_by_what_it_says(db):
    figures = (PrintedFigure(NAME, "2017-18", "3"), PrintedFigure("4.2 Foster carers", "2017-18", "3"))
    [found] = small_in(Printed(figures))
    assert (found.words, found.code) == (f"{NAME}, 2017-18: 3", "SDC-1")


def test_what_stands_for_a_figure_that_is_not_there_is_none(db):
    texts = ("No figure yet", "None", "", "see page 3")
    assert small_in(Printed(tuple(PrintedFigure(NAME, "2017-18", text) for text in texts))) == ()


def test_words_on_a_protected_measure_count_whatever_they_count_and_others_children_alone(db):
    words = (
        PrintedWords("Words on it", "Four did not attend.", NAME),
        PrintedWords("Words on carers", "Four did not attend.", "4.2 Foster carers"),
        PrintedWords("Introduction", "Four did not attend. Two babies were seen late."),
    )
    found = [(one.name, one.text, one.code) for one in small_in(Printed(words=words))]
    assert found == [
        ("Words on it", "“Four did not attend.”", "PUB-8"),
        ("Introduction", "“Two babies were seen late.”", "PUB-8"),
    ]


def test_the_number_of_queries_does_not_grow_with_the_figures(django_assert_max_num_queries, now):
    for number in range(12):
        define_measure(reference=str(number), title=f"Children missing {number}", by=None, at=now)
    many = Printed(tuple(PrintedFigure(f"{n} Children missing {n}", "2017-18", "3") for n in range(12)))
    with django_assert_max_num_queries(4):
        assert len(small_in(many)) == 12
