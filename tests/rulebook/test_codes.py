"""The registry of rules: complete, documented, each with its boundary test."""

import ast
import inspect
from pathlib import Path

import pytest

from goldenthread.rulebook import codes
from goldenthread.rulebook.codes import Code, DefinedTwice, UnknownCode, all_rules, define_rule, find
from goldenthread.rulebook.reference_page import markdown

REPOSITORY = Path(__file__).resolve().parents[2]
PARTS = {
    "title": "A rule made up for a test",
    "meaning": "It decides nothing.",
    "basis": "None.",
    "boundaries": ("None.",),
}


@pytest.fixture
def empty_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "_RULES", {})


@pytest.mark.usefixtures("empty_rulebook")
def test_a_rule_says_on_which_line_it_is_defined() -> None:
    made_up = define_rule("TST-1", **PARTS)
    source, first = inspect.getsourcelines(test_a_rule_says_on_which_line_it_is_defined)
    line = first + next(i for i, text in enumerate(source) if "define_rule" in text)
    assert made_up.rule.where == f"test_codes.py:{line}"


@pytest.mark.usefixtures("empty_rulebook")
def test_a_code_defined_twice_is_refused() -> None:
    define_rule("TST-1", **PARTS)
    with pytest.raises(DefinedTwice, match=r"TST-1 is defined at test_codes.py:\d+ and again at"):
        define_rule("TST-1", **PARTS)


@pytest.mark.usefixtures("empty_rulebook")
@pytest.mark.parametrize("shape", ["tst-1", "TST1", "TST-", "T-1", "TST-1a", ""])
def test_a_code_is_letters_a_hyphen_and_a_number(shape: str) -> None:
    with pytest.raises(ValueError, match="is not a code"):
        define_rule(shape, **PARTS)


@pytest.mark.usefixtures("empty_rulebook")
@pytest.mark.parametrize("part", ["title", "meaning", "basis", "boundaries"])
def test_a_rule_leaves_no_part_empty(part: str) -> None:
    with pytest.raises(ValueError, match="needs a title"):
        define_rule("TST-1", **{**PARTS, part: ""})


def test_an_unknown_code_names_those_that_are_near() -> None:
    known = all_rules()[0].code
    with pytest.raises(UnknownCode) as refused:
        find(known + "99")
    assert known in refused.value.near


def test_a_code_is_found_in_small_letters() -> None:
    rule = all_rules()[0]
    assert find(f" {rule.code.lower()} ") is rule


def test_a_decision_cannot_carry_an_undefined_code() -> None:
    with pytest.raises(UnknownCode):
        Code("NONE-999")


def test_every_rule_stands_in_the_rulebook() -> None:
    assert all(rule.where.startswith("rulebook/") for rule in all_rules())


def test_every_rule_has_a_boundary_test() -> None:
    without = {rule.code for rule in all_rules()} - marked_codes()
    assert not without, f"no test carries @pytest.mark.boundary for {', '.join(sorted(without))}"


def test_every_boundary_test_names_a_rule_that_is_defined() -> None:
    assert marked_codes() <= {rule.code for rule in all_rules()}


def test_the_reference_page_is_the_one_that_the_rules_give() -> None:
    committed = (REPOSITORY / "docs" / "rulebook.md").read_text(encoding="utf-8")
    assert committed == markdown(), "docs/rulebook.md is stale: run make rulebook"


def test_the_reference_page_has_every_rule_with_its_basis_and_boundaries() -> None:
    page = markdown()
    for rule in all_rules():
        assert f"### {rule.code}: {rule.title}" in page
        assert f"`{rule.where}`" in page
        assert all(f"- {case}" in page for case in rule.boundaries)


def marked_codes() -> set[str]:
    """The codes that the boundary markers of the rulebook's tests name, read from their source."""
    return {
        argument.value
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.boundary"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    }
