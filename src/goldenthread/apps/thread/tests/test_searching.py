"""Search: who finds what, by which words; and that every link found opens for who found it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from goldenthread.apps.cases.tests.records import case_home
from goldenthread.apps.people import finding
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.finding import NothingToFind, asked
from goldenthread.apps.people.models import Organisation, Role, Scope
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.updating import post_update
from tests.architecture.world import make_world

pytestmark = pytest.mark.django_db

SEARCH = "thread:search"
HIT = re.compile(r'<li><a class="govuk-link" href="([^"]+)">(.*?)</a>', re.S)


@pytest.fixture(scope="module")
def world(made_once, now, today, files_made_once):
    with case_home(files_made_once):
        made = make_world(now, today)
    action = made.records["action"]
    action.refresh_from_db()
    post_update(
        action, level=None, narrative="The paediatrician confirmed a monthly clinic", next_steps="",
        version=action.version, effective_on=today, by=made.people[Role.IMPROVEMENT_OFFICER], at=now,
    )  # fmt: skip
    return made


@pytest.fixture
def find(world, client):
    """What somebody of a role finds: (address, title) of each hit, in the page's order."""

    def search(typed, role=Role.IMPROVEMENT_OFFICER, **narrowed):
        client.force_login(world.people[role])
        answer = client.get(reverse(SEARCH), {"q": typed, **narrowed})
        assert answer.status_code == 200
        body = answer.content.decode()
        return [
            (unescape(href), unescape(title)) for href, title in HIT.findall(body.partition("</main>")[0])
        ]

    return search


@pytest.fixture
def page(world, client):
    def read(typed, role=Role.IMPROVEMENT_OFFICER, **narrowed) -> str:
        client.force_login(world.people[role])
        return " ".join(client.get(reverse(SEARCH), {"q": typed, **narrowed}).content.decode().split())

    return read


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLIC])
def test_whoever_finds_something_may_open_it(role, world, find, client):
    words = ("agreed", "pathway", "assessments", "12", "1.1", "2.11", "scorecard", "improvement", "board",
             "inspection", "tally", "time", "officer", "paediatrician",
             "notice", "meeting", "children", "figure")  # fmt: skip
    links = {href for typed in words for href, _ in find(typed, role)}
    refused = {href: status for href in links if (status := client.get(href).status_code) != 200}
    assert refused == {}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("pathway", "1.1 Agree one <mark>pathway</mark>"),
        ("assessment", "12 <mark>Assessments</mark>"),
        ("assessm", "12 <mark>Assessments</mark>"),
        ("agree pathw", "1.1 <mark>Agree</mark> one <mark>pathway</mark>"),
        ('"one pathway"', "1.1 Agree <mark>one</mark> <mark>pathway</mark>"),
        ("wellbeing", "Health and <mark>Wellbeing</mark> Board"),
        ("on time", "12a On <mark>time</mark>"),
        ("tally", "tally.csv"),
    ],
)  # fmt: skip
def test_words_are_found_in_any_form_and_by_their_beginning(find, typed, title):
    assert title in [found for _, found in find(typed)]


def test_an_update_is_found_by_its_words_with_an_excerpt_that_marks_them(page, world, find):
    action = world.records["action"]
    assert (f"{action.get_absolute_url()}?updates=all", str(action)) in find("paediatrician")
    assert "<mark>paediatrician</mark> confirmed a monthly clinic" in page("paediatrician")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("1.1", "1.1 "), ("2.11", "2.11 "), ("12", "12 "), ("R12", "12 "), ("recommendation 12", "12 "),
     ("12a", "12a "), ("Action 1.1", "1.1 ")],
)  # fmt: skip
def test_a_printed_reference_stands_first(find, page, typed, first):
    found = re.sub("</?mark>", "", find(typed)[0][1])
    assert found.startswith(first)
    assert f"Printed as {typed}" in page(typed)


def test_a_reference_that_only_begins_alike_is_not_printed_so(page):
    assert "Printed as" not in page("2.1")


def test_a_partner_finds_only_what_is_of_their_actions(world, find, now, today):
    hidden = Action.objects.create(
        plan=world.records["action"].plan, position=99, reference="9.9", title="Agree a pathway for others"
    )
    partner = find("pathway", Role.PARTNER)
    assert [title for _, title in partner] == ["1.1 Agree one <mark>pathway</mark>"]
    assert find("9.9", Role.PARTNER) == []
    assert find("assessments", Role.PARTNER) == []
    assert hidden.get_absolute_url() in [href for href, _ in find("pathway")]


def test_a_partner_of_nobody_s_actions_finds_nothing(client, world, now):
    elsewhere = Organisation.objects.create(name="Elsewhere")
    person = add_person("elsewhere@example.org", "Elsewhere", by=None, at=now)
    grant(person, Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=elsewhere.uuid,
          starts=date(2018, 1, 1), by=None, at=now)  # fmt: skip
    client.force_login(person)
    assert "Nothing was found" in client.get(reverse(SEARCH), {"q": "pathway"}).content.decode()


def test_only_who_may_see_people_finds_them(find):
    assert [title for _, title in find("auditor", Role.ADMINISTRATOR)] == ["<mark>Auditor</mark>"]
    assert find("auditor") == []


def test_one_kind_is_shown_alone_and_the_others_counted(page, find):
    shown = page("agree", kind="updates")
    assert "Actions (" in shown
    assert all("?updates=all" in href for href, _ in find("agreed", kind="updates"))


def test_many_of_a_kind_come_in_pages_newest_first(world, find, today, now):
    action = world.records["action"]
    for number in range(1, 46):
        action.updates.create(
            effective_on=date(2018, 1, 1), recorded_at=now, narrative=f"Zebra crossing {number:02}"
        )
    first, last = find("zebra", kind="updates"), find("zebra", kind="updates", page="3")
    assert (len(first), len(last)) == (20, 5)


def test_beyond_the_most_that_are_looked_at_the_page_says_so(world, page, now, monkeypatch):
    from goldenthread.apps.people import finding_rows
    from goldenthread.apps.thread import searching

    for module in (finding_rows, searching):
        monkeypatch.setattr(module, "MOST", 10)
    action = world.records["action"]
    for _ in range(12):
        action.updates.create(effective_on=date(2018, 1, 1), recorded_at=now, narrative="Zebra crossing")
    assert "Updates (more than 10)" in page("zebra")


@pytest.mark.parametrize(
    "typed", ["", "   ", "''", '"', "-", "---", "the of and", "-pathway", "\x00\x01", "!&|()", "…"]
)
def test_what_cannot_be_looked_for_is_answered_with_advice(page, typed):
    shown = page(typed)
    assert "<h2" not in shown
    with pytest.raises(NothingToFind):
        asked(typed)


@pytest.mark.parametrize(
    "typed",
    ['"agree one', "agree (", "agree & | !", "agree:*", "'; drop table plans_action; --", "agree\x00 one",
     "agree <-> one", "<script>alert(1)</script>", "or or or agree", "x" * 10_000, "agree " * 2_000, "%",
     "\\"],
)  # fmt: skip
def test_odd_input_never_breaks_the_page(page, typed):
    shown = page(typed)
    assert "<script>alert" not in shown
    assert "Search" in shown


def test_what_is_too_long_is_cut_and_the_page_says_so(page):
    assert "Only the first 200 characters were searched for." in page("agree " * 100)


def test_what_is_found_is_escaped(world, page):
    Action.objects.create(
        plan=world.records["action"].plan, position=98, title="<b>zebra</b> & <img src=x onerror=alert(1)>"
    )
    shown = page("zebra")
    assert "<img" not in shown.partition("Actions (")[2].partition("</ul>")[0]
    assert "&lt;b&gt;<mark>zebra</mark>" in shown


def test_nothing_found_says_what_to_try(page):
    assert "type its reference as printed" in page("xylophone")


def test_a_search_takes_the_same_queries_however_much_there_is(
    world, client, now, django_assert_max_num_queries
):
    action = world.records["action"]
    for _ in range(30):
        action.updates.create(effective_on=date(2018, 1, 1), recorded_at=now, narrative="Agreed again")
    client.force_login(world.people[Role.IMPROVEMENT_OFFICER])
    most = 12 + 3 * len(finding.finders())
    with django_assert_max_num_queries(most):
        client.get(reverse(SEARCH), {"q": "agreed"})


def test_the_box_to_search_in_is_on_every_page_and_labelled(client, world):
    client.force_login(world.people[Role.PARTNER])
    page = client.get(reverse("plans:plans")).content.decode()
    assert f'action="{reverse(SEARCH)}"' in page
    assert '<label class="govuk-visually-hidden" for="search">Search</label>' in page
