"""Printed references sort as people read them."""

from __future__ import annotations

import pytest

from goldenthread.rulebook.references import LONGEST_KEY, sort_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["1", "2", "9", "10", "17", "L1", "L8", "L10"],
        ["1.1", "1.9", "1.10", "1.15", "2.1"],
        ["2.2", "2.2.1", "2.2.2", "2.2.11", "2.3"],
        ["A-2", "A-10", "a-22"],
        ["7", "7a", "7b", "8"],
        ["", "1"],
    ],
)
def test_references_sort_as_people_read_them(in_order):
    backwards = list(reversed(in_order))
    assert sorted(backwards, key=sort_key) == in_order


def test_case_space_and_leading_zeros_change_nothing():
    assert sort_key(" a 01.2 ") == sort_key("A1.2")


def test_zero_is_a_number():
    assert sort_key("0") < sort_key("1")


def test_a_key_fits_its_column_however_long_the_reference():
    assert len(sort_key("1." * 100)) == LONGEST_KEY
