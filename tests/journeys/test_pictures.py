"""Pictures of the pages that matter most, wide and narrow, for whoever looks at them."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import NARROW, SCREENS, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "thread": (Role.IMPROVEMENT_OFFICER, ("Recommendations", "Initial health assessments are on time")),
    "plan": (Role.IMPROVEMENT_OFFICER, ("Plans", "Written statement of action")),
    "action-with-measures": (
        Role.IMPROVEMENT_OFFICER,
        ("Plans", "Children's improvement plan", "Review clinic"),
    ),
    "scorecard": (Role.PERFORMANCE_ANALYST, ("Scorecards", "Children and families scorecard")),
    "measure": (Role.PERFORMANCE_ANALYST, ("Measures", "of initial health assessments completed")),
    "home": (Role.HEAD_OF_SERVICE, ()),
    "sign-in": (None, ()),
    "rulebook": (Role.ELECTED_MEMBER, ("The rulebook",)),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_to_look_at(sit_down, name):
    role, trail = PAGES[name]
    someone = sit_down(role)
    someone.open().follow(*trail)
    for width in (WIDE, NARROW):
        someone.narrow_to(width).picture(name)
        assert not someone.scrolls_sideways()
        assert (SCREENS / f"{name}-{width}.png").stat().st_size > 10_000
