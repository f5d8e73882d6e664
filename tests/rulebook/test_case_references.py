"""References of cases: what stands for a case, and what would say who it is."""

import pytest

from goldenthread.rulebook.case_references import NotAReference, case_reference, same_case


@pytest.mark.boundary("CASE-1")
@pytest.mark.parametrize("text", ["A-12", "104233", "a 12", "CIN/14", "case 2", " A-12 "])
def test_a_reference_has_a_number_in_it(text: str) -> None:
    assert case_reference(text) == " ".join(text.split())


@pytest.mark.boundary("CASE-1", "CASE-2", "CASE-3")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "CASE-1"),
        ("A-B", "CASE-1"),
        ("A_12", "CASE-1"),
        ("1" * 31, "CASE-1"),
        ("Smith 2", "CASE-2"),
        ("J Smith 3", "CASE-2"),
        ("SMITH-2", "CASE-2"),
        ("José 3", "CASE-2"),
        ("9434765919", "CASE-3"),
        ("943 476 5919", "CASE-3"),
        ("A123456789012", "CASE-3"),
        ("t12345678901a", "CASE-3"),
        ("AB 12 34 56 C", "CASE-3"),
        ("12/03/2009", "CASE-3"),
        ("JS 12.3.09", "CASE-3"),
        ("2009-03-12", "CASE-3"),
    ],
)
def test_what_would_say_who_it_is_is_refused_without_repeating_it(text: str, code: str) -> None:
    with pytest.raises(NotAReference) as refused:
        case_reference(text)
    assert refused.value.code == code
    assert not text or text not in refused.value.why


@pytest.mark.boundary("CASE-2", "CASE-3")
@pytest.mark.parametrize("text", ["CIN-14", "EHCP 12", "JS-7", "9434765918", "A12345678901", "12/2009"])
def test_what_only_looks_a_little_like_it_passes(text: str) -> None:
    assert case_reference(text) == text


@pytest.mark.boundary("CASE-4")
def test_two_ways_of_writing_one_reference_are_one_case() -> None:
    assert same_case("A-12") == same_case("a 12") == same_case("A12")
    assert same_case("A-12") != same_case("A-121")
