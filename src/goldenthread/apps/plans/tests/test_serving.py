"""What a plan's file says that its actions serve, by printed references."""

from __future__ import annotations

import pytest

from goldenthread.apps.inspections.models import Inspection, Recommendation
from goldenthread.apps.plans import queries
from goldenthread.apps.plans.actions import make_plan, unlink_from_recommendation
from goldenthread.apps.plans.models import Service
from goldenthread.apps.plans.tests.test_importing import NAME, called, importer, load, read
from goldenthread.apps.trail.queries import about

__all__ = ["importer", "load", "read"]
HEADER = "Ref,Recommendation,Action,Due"


@pytest.fixture
def inspection(db, now):
    """Recommendations 4, 7 with a and b, 16 with c, and 71 that 7 and 1 must not read as."""
    made = Inspection.objects.create(name="Inspection of 2015")
    for reference, elements in (("4", ""), ("7", "ab1"), ("16", "c"), ("71", "")):
        one = Recommendation.objects.create(
            inspection=made, reference=reference, sort_key=reference, title=f"Title {reference}",
            recorded_at=now,
        )  # fmt: skip
        for element in elements:
            one.elements.create(reference=element, title=f"Part {element}")
    return made


@pytest.fixture
def plan(council, inspection, now):
    return make_plan(NAME, inspections=[inspection], by=None, at=now)


def served(reference):
    """What an action serves, as printed: "7b"."""
    services = called(reference).services.select_related("recommendation", "element")
    return sorted(
        one.recommendation.reference + (one.element.reference if one.element else "") for one in services
    )


@pytest.mark.parametrize(
    ("printed", "references"),
    [
        ("4", ["4"]),
        ("7b", ["7b"]),
        ("Rec 4", ["4"]),
        ("R16c", ["16c"]),
        ("Recommendation 7 (b)", ["7b"]),
        ("Recs. 4 and 7b", ["4", "7b"]),
        ('"4, R7a; 16C"', ["16c", "4", "7a"]),
        ("71", ["71"]),
        ("Inspection of 2015", []),
        ("Paragraph 4", []),
        ("7d", []),
        ("44", []),
    ],
)
def test_only_an_exact_reference_is_a_link(printed, references, plan, read, load):
    load(read(f"A-1,{printed},Do it,May 2018", header=HEADER))
    assert served("A-1") == references


def test_seven_point_one_is_the_element_and_not_recommendation_71(plan, read, load):
    load(read("A-1,7.1,Do it,May 2018", header=HEADER))
    assert called("A-1").services.get().element.reference == "1"


def test_the_preview_shows_what_each_action_would_serve(plan, importer, read):
    preview = importer.preview(read("A-1,7b,Do it,May 2018", "A-2,SEF,Tell,May 2018", header=HEADER), NAME)
    assert [item["changes"] for item in preview["new"]] == [
        [{"field": "Serves", "before": "", "after": "7b Part b"}],
        [],
    ]


def test_what_is_no_reference_stays_text(plan, read, load):
    load(read("A-1,4; Peer review,Do it,May 2018", header=HEADER))
    assert called("A-1").sources == ["4", "Peer review"]


def test_loading_twice_changes_nothing(plan, importer, read, load):
    reading = read("A-1,4,Do it,May 2018", "A-2,7b,Tell,May 2018", header=HEADER)
    assert load(reading)["words"] == "2 actions, 2 new, 0 changed, 0 gone, 2 linked to what they serve"
    preview = importer.preview(reading, NAME)
    assert (preview["changed"], preview["unchanged"]) == ([], 2)
    assert load(reading)["words"] == "2 actions, 0 new, 0 changed, 0 gone"
    assert (Service.objects.count(), called("A-1").version) == (2, 1)


def test_a_link_that_a_person_took_away_stays_away(plan, read, load, officer, now):
    reading = read("A-1,4,Do it,May 2018", header=HEADER)
    load(reading)
    unlink_from_recommendation(called("A-1").services.get(), by=officer, at=now, reason="Serves another.")
    load(reading)
    assert served("A-1") == []


def test_a_plan_tied_to_its_inspection_later_is_linked_by_its_next_file(
    council, inspection, importer, read, load, now
):
    plan = make_plan(NAME, by=None, at=now)
    reading = read("A-1,4,Do it,May 2018", header=HEADER)
    load(reading)
    assert served("A-1") == []
    plan.inspections.add(inspection)
    [item] = importer.preview(reading, NAME)["changed"]
    assert item["changes"] == [{"field": "Serves", "before": "", "after": "4 Title 4"}]
    load(reading)
    assert served("A-1") == ["4"]
    assert queries.changes_of(called("A-1")) == []


def test_a_reference_that_two_inspections_have_links_nothing(plan, read, load, now):
    other = Inspection.objects.create(name="Inspection of 2018")
    Recommendation.objects.create(
        inspection=other, reference="4", sort_key="4", title="Another", recorded_at=now
    )
    plan.inspections.add(other)
    load(read("A-1,4,Do it,May 2018", "A-2,7a,Tell,May 2018", header=HEADER))
    assert (served("A-1"), served("A-2")) == ([], ["7a"])


def test_links_are_told_in_the_trail_of_the_plan_and_of_the_recommendation(plan, inspection, read, load):
    load(read("A-1,4,Do it,May 2018", header=HEADER))
    recommendation = inspection.recommendations.get(reference="4")
    [event] = about(recommendation.uuid)
    assert event.verb == "plans.plan_loaded"
    assert event.after["links"] == ["A-1 Do it serves 4 Title 4"]
