"""Pictures of the pages that matter most, wide and narrow, for whoever looks at them.

`make pictures` sets GOLDENTHREAD_PICTURES, and those of `USING` are written to docs/using/images/.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import NARROW, SCREENS, WIDE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        "GOLDENTHREAD_PICTURES" not in os.environ, reason="Pictures are taken by `make pictures`."
    ),
]

# Who looks, where they begin, and which links they follow from there.
PAGES = {
    "thread": (
        Role.IMPROVEMENT_OFFICER,
        "/",
        ("Recommendations", "Initial health assessments are on time"),
    ),
    "plan": (Role.IMPROVEMENT_OFFICER, "/", ("Plans", "Written statement of action")),
    "action-with-measures": (
        Role.IMPROVEMENT_OFFICER,
        "/",
        ("Plans", "Children's improvement plan", "Review clinic"),
    ),
    "scorecard": (Role.PERFORMANCE_ANALYST, "/", ("Scorecards", "Children and families scorecard")),
    # By its words: the list has pages, and what other journeys load moves it to the next.
    "measure": (
        Role.PERFORMANCE_ANALYST,
        "/measures/?q=initial+health",
        ("of initial health assessments completed",),
    ),
    "home": (Role.HEAD_OF_SERVICE, "/", ()),
    "sign-in": (None, "/", ()),
    "rulebook": (Role.ELECTED_MEMBER, "/", ("The rulebook",)),
}
# The pictures in docs/using/, by file name: who looks, at which path or along which links from the start,
# and how wide. The picture begins with the page's heading.
USING: dict[str, tuple[Role, str | tuple[str, ...], int]] = {
    "today-on-a-phone": (Role.ACTION_LEAD, (), NARROW),
    "update-on-a-phone": (Role.ACTION_LEAD, ("Update action A-9",), NARROW),
    "today-head-of-service": (Role.HEAD_OF_SERVICE, (), WIDE),
    "today-improvement-officer": (Role.IMPROVEMENT_OFFICER, (), WIDE),
    "plan": (Role.IMPROVEMENT_OFFICER, ("Plans", "Written statement of action"), WIDE),
    "timeline": (Role.IMPROVEMENT_OFFICER, ("Plans", "Written statement of action", "Timeline"), WIDE),
    "changes": (Role.IMPROVEMENT_OFFICER, ("Plans", "Children's improvement plan", "What changed"), WIDE),
    "round": (
        Role.IMPROVEMENT_OFFICER,
        ("Plans", "Written statement of action", "Who has not replied"),
        WIDE,
    ),
    "messages": (Role.IMPROVEMENT_OFFICER, "/mail/", WIDE),
    "interventions": (Role.IMPROVEMENT_OFFICER, "/interventions/", WIDE),
    "highlights": (Role.IMPROVEMENT_OFFICER, "/highlights/", WIDE),
    "scorecard": (Role.PERFORMANCE_ANALYST, ("Scorecards", "Children and families scorecard"), WIDE),
    "commentary": (
        Role.HEAD_OF_SERVICE,
        ("Scorecards", "Children and families scorecard", "All the words of the period"),
        WIDE,
    ),
    "thread": (Role.BOARD_MEMBER, ("Recommendations", "Initial health assessments are on time"), WIDE),
    "paper": (Role.BOARD_MEMBER, ("Reports", "Health and Wellbeing Board"), WIDE),
    "rebuilt": (
        Role.AUDITOR,
        ("Reports", "Health and Wellbeing Board", "Rebuild from the records"),
        WIDE,
    ),
    "meetings": (Role.DEMOCRATIC_SERVICES_OFFICER, "/meetings/", WIDE),
    "partner-plans": (Role.PARTNER, ("Everything here", "Plans", "Written statement of action"), NARROW),
    "people": (Role.ADMINISTRATOR, "/people/", WIDE),
    "posts": (Role.IMPROVEMENT_OFFICER, "/people/posts/?held=nobody", WIDE),
    "ask-for-updates": (
        Role.IMPROVEMENT_OFFICER,
        ("Plans", "Children's improvement plan", "Ask for updates"),
        WIDE,
    ),
    "carry-over": (
        Role.IMPROVEMENT_OFFICER,
        ("Everything here", "Plans", "Children's improvement plan", "Carry over what is left"),
        NARROW,
    ),
    "another-day": (Role.ELECTED_MEMBER, "/plans/?as_at=2016-09-01", WIDE),
    "search": (Role.ELECTED_MEMBER, "/search/?q=health+assessment", WIDE),
}
# In pixels: what stands above the heading is the same on every page.
ABOVE, TALL = 50, 760
IN_USING = Path(__file__).resolve().parents[2] / "docs" / "using" / "images"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_to_look_at(sit_down, name):
    role, start, trail = PAGES[name]
    someone = sit_down(role)
    someone.open(start).follow(*trail)
    for width in (WIDE, NARROW):
        someone.narrow_to(width).picture(name)
        assert not someone.scrolls_sideways()
        assert (SCREENS / f"{name}-{width}.png").stat().st_size > 10_000


@pytest.mark.parametrize("name", USING)
def test_a_picture_for_the_pages_on_using_it(sit_down, name):
    role, where, width = USING[name]
    someone = sit_down(role, width=width)
    if isinstance(where, str):
        someone.open(where)
    else:
        someone.open().follow(*where)
    IN_USING.mkdir(parents=True, exist_ok=True)
    begins = someone.page.get_by_role("heading", level=1).first.bounding_box()
    assert begins, "a page has a heading"
    part = {"x": 0, "y": max(0, begins["y"] - ABOVE), "width": width, "height": TALL}
    someone.page.screenshot(path=IN_USING / f"{name}.png", full_page=True, clip=part)
    assert 5_000 < (IN_USING / f"{name}.png").stat().st_size < 150_000
