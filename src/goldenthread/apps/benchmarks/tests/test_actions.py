"""Four tests of each action: it works, the wrong person, what may not be, the wrong state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.apps.benchmarks.actions import (
    add_neighbour_set,
    describe_release,
    end_mapping,
    map_indicator,
)
from goldenthread.apps.benchmarks.models import Indicator, IndicatorMapping, NeighbourSet, Release
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
SET = {
    "name": "Set of 2018", "council": "Ours", "neighbours": "Near\nFar\n", "starts_day": "1",
    "starts_month": "4", "starts_year": "2018", "source": "Made up",
}  # fmt: skip


def events(verb):
    return Event.objects.filter(verb=f"benchmarks.{verb}").count()


def test_an_analyst_types_a_set_of_neighbours(sign_in):
    answer = sign_in(Role.PERFORMANCE_ANALYST).post("/benchmarks/neighbours/new/", SET)
    made = NeighbourSet.objects.get()
    assert answer.headers["Location"] == f"/benchmarks/neighbours/{made.uuid}/"
    assert (made.starts, [one.area.name for one in made.neighbours.all()]) == (
        date(2018, 4, 1), ["Near", "Far"],
    )  # fmt: skip
    assert events("neighbours_set") == 1


def test_a_head_of_service_types_none(sign_in):
    assert sign_in(Role.HEAD_OF_SERVICE).post("/benchmarks/neighbours/new/", SET).status_code == 403
    assert NeighbourSet.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"neighbours": []}, "Name 1 to 20"),
        ({"neighbours": [f"Area {n}" for n in range(21)]}, "Name 1 to 20"),
        ({"neighbours": ["Near", "near"]}, "named twice"),
        ({"neighbours": ["Near", "Ours"]}, "itself"),
        ({"name": " "}, "name"),
        ({"council": ""}, "council"),
        ({"ends": date(2018, 4, 1)}, "before it begins"),
    ],
)
def test_a_set_that_cannot_be_is_refused(changed, words, now):
    given = {"name": "Set", "council": "Ours", "neighbours": ["Near"], "starts": date(2018, 4, 1)} | changed
    with pytest.raises(Refused, match=words):
        add_neighbour_set(given.pop("name"), **given, by=None, at=now)
    assert NeighbourSet.objects.count() == 0


def test_the_same_set_again_changes_nothing_and_another_leaves_the_first(neighbours, now):
    again, is_new = add_neighbour_set(
        "Neighbours", council="Ours", neighbours=["Near", "Far"], starts=date(2014, 1, 1), by=None, at=now
    )
    assert (again, is_new) == (neighbours, False)
    _, is_new = add_neighbour_set(
        "Neighbours", council="Ours", neighbours=["Far", "Near"], starts=date(2014, 1, 1), by=None, at=now
    )
    assert is_new
    assert [one.area.name for one in neighbours.neighbours.all()] == ["Near", "Far"]


def test_an_analyst_says_which_measure_an_indicator_is(sign_in, release, measure):
    release()
    indicator = Indicator.objects.get()
    given = {"measure": measure.uuid, "unit": "%", "multiplier": "1"}
    address = f"/benchmarks/indicators/{indicator.uuid}/map/"
    assert sign_in(Role.PERFORMANCE_ANALYST).post(address, given).status_code == 302
    made = IndicatorMapping.objects.get()
    assert (made.measure, made.unit, made.recorded_by.name) == (measure, "%", "performance_analyst")


def test_an_auditor_says_nothing_of_an_indicator(sign_in, release, measure):
    release()
    address = f"/benchmarks/indicators/{Indicator.objects.get().uuid}/map/"
    assert sign_in(Role.AUDITOR).post(address, {"measure": measure.uuid}).status_code == 403


def test_a_scale_that_changes_needs_a_reason_and_both_mappings_stay(mapped, analyst, now):
    indicator = Indicator.objects.get()
    with pytest.raises(Refused, match="say why"):
        map_indicator(indicator, mapped, unit="per 10,000", by=analyst, at=now)
    with pytest.raises(Refused, match="above 0"):
        map_indicator(indicator, mapped, unit="%", multiplier=Decimal(0), by=analyst, at=now)
    map_indicator(indicator, mapped, unit="per 10,000", reason="It is a rate", by=analyst, at=now)
    assert IndicatorMapping.objects.get().unit == "per 10,000"
    assert IndicatorMapping.ever.count() == 2
    assert events("indicator_mapped") == 2


def test_the_same_mapping_again_writes_nothing(mapped, analyst, now):
    map_indicator(Indicator.objects.get(), mapped, unit="%", by=analyst, at=now)
    assert (IndicatorMapping.ever.count(), events("indicator_mapped")) == (1, 1)


def test_a_mapping_ends_once_and_with_a_reason(mapped, analyst, now):
    mapping = IndicatorMapping.objects.get()
    with pytest.raises(Refused, match="Say why"):
        end_mapping(mapping, reason=" ", by=analyst, at=now)
    end_mapping(mapping, reason="Another definition", by=analyst, at=now)
    assert IndicatorMapping.objects.count() == 0
    with pytest.raises(Refused, match="ended before"):
        end_mapping(mapping, reason="Again", by=analyst, at=now)
    assert events("mapping_ended") == 1


def test_a_board_member_ends_no_mapping(mapped, sign_in):
    address = f"/benchmarks/mappings/{IndicatorMapping.objects.get().uuid}/end/"
    assert sign_in(Role.BOARD_MEMBER).post(address, {"reason": "No"}).status_code == 403


def test_who_published_a_release_is_kept_and_the_same_writes_nothing(release, sign_in, analyst, now):
    made, _ = release()
    address = f"/benchmarks/releases/{made.uuid}/publisher/"
    sign_in(Role.IMPROVEMENT_OFFICER).post(address, {"publisher": "The department"})
    assert Release.objects.get().publisher == "The department"
    describe_release(made, publisher=" The  department ", by=analyst, at=now)
    assert events("release_described") == 1
    assert sign_in(Role.DIRECTOR).post(address, {"publisher": "Me"}).status_code == 403
