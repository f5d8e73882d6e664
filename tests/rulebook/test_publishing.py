"""Publishing a scorecard: who may move it on, which words give a number away, which counts are small."""

from __future__ import annotations

import pytest

from goldenthread.documents.published_hiding import Hiding, public_of
from goldenthread.documents.published_scorecard import Audit
from goldenthread.rulebook.publishing import (
    Stage,
    blocks_approval,
    is_about_children,
    may_approve,
    may_move,
)
from tests.documents.published import CELLS, paper

PREPARED, APPROVED, PUBLISHED = Stage.PREPARED, Stage.APPROVED, Stage.PUBLISHED


@pytest.mark.boundary("PUB-1")
@pytest.mark.parametrize(
    ("now", "to", "allowed"),
    [
        (PREPARED, APPROVED, True),
        (APPROVED, PREPARED, True),
        (APPROVED, PUBLISHED, True),
        (PREPARED, PUBLISHED, False),
        (PUBLISHED, PREPARED, False),
        (PUBLISHED, APPROVED, False),
        (PREPARED, PREPARED, False),
    ],
)
def test_an_edition_goes_one_step_after_the_other(now, to, allowed):
    assert may_move(now, to) is allowed


@pytest.mark.boundary("PUB-2")
def test_every_finding_is_explained_before_anybody_approves():
    assert blocks_approval(["a", "b"], {"a"}) == ("b",)
    assert blocks_approval(["a", "b"], {"a", "b", "one of before"}) == ()


@pytest.mark.boundary("PUB-3")
def test_whoever_prepared_it_does_not_approve_it():
    assert not may_approve(1, preparer=1)
    assert may_approve(2, preparer=1)


@pytest.mark.boundary("PUB-7")
@pytest.mark.parametrize(
    ("unit", "title", "protected"),
    [
        ("", "Number of care leavers", True),
        ("count", "Young people in custody", True),
        ("", "Number of foster carers", False),
        ("", "Number of ongoing transfers to education, health and care plans (EHCP)", True),
        ("", "% of children seen", True),
        ("%", "Children seen", True),
        ("", "% of assessments seen within 5 days", True),
        ("%", "Social workers in post", False),
        ("%", "Foster carers of children with a plan", True),
        ("", "Rate of children in need per 10,000", True),
        ("days", "Children waiting", False),
        ("£", "Cost of a child in care", False),
        ("", "Average number of days that children wait", False),
        ("", "Number of childminders", False),
    ],
)
def test_a_measure_whose_title_is_about_children_is_protected(unit, title, protected):
    assert is_about_children(unit, title) is protected


@pytest.mark.boundary("PUB-4")
def test_what_would_be_published_says_when_it_is_another_than_was_approved():
    """The digest is of the whole document: one figure more is another document."""
    assert paper().to_json() != paper(cells=("45", "13", "9", "4", "21", "47")).to_json()
    assert paper().to_json() == paper().to_json()


@pytest.mark.boundary("PUB-5")
def test_the_audit_stands_in_the_public_edition():
    audit = Audit(passed=True, hidden=1, sentence="1 figure is hidden.", earlier=())
    hidden = public_of(paper(), Hiding(cells={("a", "2017-18 Q3")}), before=None, audit=audit)
    assert hidden.audit == audit
    assert [one.text for one in hidden.rows[0].cells] == [*CELLS[:3], "[c]", *CELLS[4:]]
