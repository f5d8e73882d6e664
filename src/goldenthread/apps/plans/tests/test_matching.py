"""Which row is which action, decided on texts alone."""

from __future__ import annotations

from goldenthread.apps.plans.matching import Printed, match, similarity

TITLE = "Agree a protocol with colleges"


def printed(*texts):
    return [Printed(f"{place}", *text) for place, text in enumerate(texts)]


def test_same_reference_and_title_are_one():
    found = match(printed(("1.1", TITLE)), printed(("1.1", TITLE)))
    assert (found.sure, found.unsure, found.new, found.gone) == ({"0": "0"}, {}, (), ())


def test_case_and_punctuation_do_not_tell_apart():
    assert match(printed(("A-22", f"{TITLE}.")), printed(("a 22", TITLE.upper()))).sure == {"0": "0"}


def test_a_reworded_title_under_its_reference_is_sure_when_nearly_the_same():
    found = match(printed(("1.1", "Agree the protocol with all colleges")), printed(("1.1", TITLE)))
    assert found.sure == {"0": "0"}


def test_without_references_the_title_decides():
    found = match(printed(("", TITLE), ("", "Other")), printed(("", "Other"), ("", TITLE)))
    assert found.sure == {"0": "1", "1": "0"}


def test_of_two_with_one_reference_and_title_the_rest_decides():
    rows = printed(("1", TITLE, "May"), ("1", TITLE, "March"))
    actions = printed(("1", TITLE, "March"), ("1", TITLE, "May"))
    assert match(rows, actions).sure == {"0": "1", "1": "0"}


def test_where_one_of_two_alike_is_missing_a_person_says_which():
    actions = printed(("1", TITLE, "March"), ("1", TITLE, "May"))
    found = match(printed(("1", TITLE, "June")), actions)
    assert set(found.unsure["0"]) == {"0", "1"}
    assert found.gone == ()


def test_swapped_references_are_not_believed():
    rows = printed(("1", "Publish the local offer"), ("2", TITLE))
    actions = printed(("1", TITLE), ("2", "Publish the local offer"))
    found = match(rows, actions)
    assert found.sure == {}
    assert (found.unsure["0"][0], found.unsure["1"][0]) == ("1", "0")


def test_what_is_like_nothing_is_new_and_what_nothing_is_like_is_gone():
    found = match(printed(("1", "Publish the local offer")), printed(("2", TITLE)))
    assert (found.new, found.gone) == (("0",), ("0",))


def test_the_most_alike_comes_first():
    actions = printed(("1", "Agree a protocol with the police"), ("2", TITLE))
    assert match(printed(("9", f"{TITLE} nearby")), actions).unsure["0"][0] == "1"


def test_texts_without_a_shared_word_are_not_alike():
    assert similarity("Train staff", "Publish offer") == 0
    assert similarity("", "") == 1
