"""A recommendation's status from its elements, and the assessments that were published."""

import pytest

from goldenthread.rulebook.standing import Standing, standing_from

MET = Standing.MET
CONDITION = Standing.MET_SUBJECT_TO_CONDITION
PARTLY = Standing.PARTLY_MET
NOT_MET = Standing.NOT_MET
GONE = Standing.NO_LONGER_APPLICABLE


@pytest.mark.boundary("REC-1", "REC-2", "REC-3", "REC-4", "REC-5")
@pytest.mark.parametrize(
    ("elements", "status", "code"),
    [
        ([MET, MET, MET], MET, "REC-1"),
        ([MET, MET, NOT_MET], PARTLY, "REC-3"),
        ([MET, GONE], MET, "REC-1"),
        ([MET, CONDITION], CONDITION, "REC-2"),
        ([CONDITION], CONDITION, "REC-2"),
        ([MET, CONDITION, NOT_MET], PARTLY, "REC-3"),
        ([CONDITION, NOT_MET], PARTLY, "REC-3"),
        ([MET, NOT_MET, NOT_MET, NOT_MET, NOT_MET], PARTLY, "REC-3"),
        ([NOT_MET] * 5, NOT_MET, "REC-4"),
        ([PARTLY], PARTLY, "REC-3"),
        ([MET, None], PARTLY, "REC-3"),
        ([NOT_MET, None], NOT_MET, "REC-4"),
        ([GONE, None], NOT_MET, "REC-4"),
        ([GONE, GONE], GONE, "REC-5"),
        ([GONE, NOT_MET], NOT_MET, "REC-4"),
    ],
)
def test_a_status_is_derived_from_the_elements_that_apply(
    elements: list[Standing | None], status: Standing, code: str
) -> None:
    derived = standing_from(elements)
    assert (derived.status, derived.code) == (status, code)


@pytest.mark.boundary("REC-6", "REC-7")
def test_an_assessment_of_the_whole_stands_only_where_no_element_was_assessed() -> None:
    assert standing_from([], MET).code == "REC-6"
    assert standing_from([None, None], MET).status is MET
    assert standing_from([NOT_MET], MET).status is NOT_MET
    assert (standing_from([None, None]).status, standing_from([]).code) == (None, "REC-7")


def test_the_stated_status_is_kept_beside_the_derived_one() -> None:
    derived = standing_from([MET, NOT_MET], MET)
    assert (derived.status, derived.stated, derived.contradicts_stated) == (PARTLY, MET, True)
    assert not standing_from([MET, MET], MET).contradicts_stated
    assert not standing_from([MET, MET]).contradicts_stated


@pytest.mark.parametrize(
    ("published", "elements"),
    [
        # Recommendations 1, 7 and 16 of the demonstration council, July 2016 and August 2017.
        (MET, [MET, MET, MET]),
        (NOT_MET, [NOT_MET, NOT_MET]),
        (PARTLY, [MET, NOT_MET]),
        (MET, [MET, MET, MET, MET, MET]),
        (PARTLY, [MET, MET, MET, NOT_MET, MET]),
    ],
)
def test_the_derived_status_is_the_published_one(
    published: Standing, elements: list[Standing | None]
) -> None:
    assert not standing_from(elements, published).contradicts_stated


def test_the_reason_counts_the_elements() -> None:
    assert standing_from([MET, MET, CONDITION, PARTLY, NOT_MET]).reason == (
        "3 of 5 elements are met, 1 of them subject to a condition, and 1 is partly met"
    )
    assert standing_from([NOT_MET]).reason == "0 of 1 element is met"
    assert (
        standing_from([None, None], MET).reason == "Assessed as a whole; none of its 2 elements is assessed"
    )
    assert CONDITION.words == "met subject to a condition"
    assert NOT_MET.words == "not met"
