"""Every page that somebody comes to by its links: accessible, never wider than its window, at home.

The pages are found by walking, so that a new one is held to this without being named here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.crawl import Found, every_kind, walk
from tests.journeys.person import NARROW, WIDE, People, Someone

pytestmark = pytest.mark.browser

# A picture of every page takes a minute and a half: for whoever wants to look at them all.
PICTURES = os.environ.get("GOLDENTHREAD_PICTURES")
AXE = (Path(__file__).parents[1] / "site" / "axe.min.js").read_text(encoding="utf-8")
WALKERS = (Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.HEAD_OF_SERVICE, Role.ACTION_LEAD)
OTHERS = (Role.PARTNER, Role.BOARD_MEMBER)
# These open as many pages of a kind as show all its states: who sees the most, and who alone may take back
# what they asked for. The others see the same pages with some links more and some fewer, and for those who
# only read one of a kind is enough.
FAR = (Role.ADMINISTRATOR, Role.ACTION_LEAD)
OF_WALKERS, OF_OTHERS = 4, 1
# Pages to which no link leads: they are come to by being signed out, by a form, or by a machine.
WITHOUT_A_LINK = {"health", "account_login", "account_logout"}
ONLY_BY_FORM = {
    "loads:settle_columns",
    "loads:accept",
    "loads:set_aside",
    "people:give_role",
    "people:end_role",
    "people:end_cover",
    "mail:send_again",
    "retention:check",
    "retention:send_head",
    "retention:end_reader",
    "cases:take_back_spelling",
    "cases:take_again",
    "localtrackers:reopen",
    "challenge:count_again",
    "challenge:hold",
    "challenge:take_case",
    "chasing:remind",
    "commentary:sign_off",
    "highlights:start",
    "agendas:build",
    "audits:take_back_learning",
    "learning:take_back_cause",
    "learning:take_back_lesson",
    "audits:take_back_theme",
    "feedback:take_back_learning",
    "agendas:move_appendix",
    "agendas:move_paper",
    "agendas:move_standing",
    "drafting:comment",
    "drafting:freeze",
    "drafting:to_word",
    "meetings:stop_feed",
    "meetings:tell",
    "meetings:withdraw_recess",
    "minutes:autosave",
    "minutes:begin",
    "pastminutes:set_aside",
    "voice:thanks",
    "selfassessment:add_parts",
    "selfassessment:hand_in",
    "selfassessment:still_holds",
}
# To these only what is rare leads: two who wrote at once, a correction, a director's turn, a file that was
# brought back, a board that meets today. The tests of their rooms open them.
RARE = {
    "agendas:put_back",
    "cases:bringing",
    "cases:decide_deletion",
    "cases:settle_unknown",
    "cases:stop_taking",
    "agendas:remove_appendix",
    "minutes:open_action_again",
    "minutes:revise",
    "minutes:strike",
    "drafting:clear",
    "drafting:returned",
    "meetings:feed",
    "minutes:agree",
    "minutes:put_together",
    "minutes:remove_attendance",
    "minutes:settle_correction",
    "minutes:take_back",
    "pastminutes:draft",
    "retention:ask",
    "retention:decide",
    "signoff:decide",
    "signoff:take_back",
    "trackers:case",
    "trackers:give_reason",
    "trackers:write_note",
}


@pytest.fixture(scope="module")
def found(people: People, work_in_progress: None) -> dict[Role, list[Found]]:
    """What each of the walkers came to."""
    walked = {}
    for role in (*WALKERS, *OTHERS):
        someone = people.at_a_browser(role)
        at_most = None if role in FAR else OF_WALKERS if role in WALKERS else OF_OTHERS
        walked[role] = list(walk(someone, role, at_most=at_most))
        someone.leave()
    return walked


def test_no_link_leads_its_reader_to_an_error(found):
    astray = [page for pages in found.values() for page in pages if page.status not in {200, 302}]
    assert astray == [], "\n".join(str(page) for page in astray)


def test_every_page_of_the_product_can_be_come_to_by_links(found):
    come_to = {page.kind for role in WALKERS for page in found[role]}
    kinds = {name for name, _ in every_kind()}
    missing = sorted(kinds - come_to - WITHOUT_A_LINK - ONLY_BY_FORM - RARE)
    assert missing == [], ", ".join(missing)


def test_no_page_is_in_want_of_accessibility_or_wider_than_its_window(found, people):
    wrong = []
    for role, pages in _one_of_each_kind(found):
        someone = people.at_a_browser(role)
        for page in pages:
            someone.open(page.path)
            someone.page.evaluate(AXE)
            for width in (WIDE, NARROW):
                someone.narrow_to(width)
                if PICTURES:
                    someone.picture(page.kind.replace(":", "-"))
                faults = [*_faults(someone, by_axe=width == WIDE)]
                wrong += [f"{page.kind} at {width} px ({page.path}): {fault}" for fault in faults]
        wrong += someone.complaints
        someone.leave()
    assert wrong == [], "\n".join(wrong)


def _one_of_each_kind(found: dict[Role, list[Found]]) -> Iterator[tuple[Role, list[Found]]]:
    """For each walker a page of each kind that none before had."""
    done: set[str] = set()
    for role in WALKERS:
        of_kind: dict[str, Found] = {}
        for page in found[role]:
            if page.is_page and page.status == 200 and page.kind not in done:
                of_kind.setdefault(page.kind, page)
        done |= set(of_kind)
        yield role, list(of_kind.values())


def _faults(someone: Someone, *, by_axe: bool) -> Iterator[str]:
    """What is wrong at this width. axe-core looks at the wide page alone: looking twice takes two minutes."""
    if by_axe:
        for rule in someone.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            yield f"{rule['id']} {[node['target'] for node in rule['nodes']][:3]}"
    if someone.scrolls_sideways():
        yield "scrolls sideways"
