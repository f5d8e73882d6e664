"""Pages of benchmarks: what each reader sees, in words as well as in a drawing."""

from __future__ import annotations

import csv as reading
from datetime import timedelta

import pytest

from goldenthread.apps.benchmarks.actions import map_indicator
from goldenthread.apps.benchmarks.models import Indicator
from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.people.models import Role

from .conftest import EAST

pytestmark = pytest.mark.django_db


def test_an_empty_room_says_what_to_do_first(sign_in):
    page = sign_in(Role.BOARD_MEMBER).get("/benchmarks/").content.decode()
    for words in ("No published figure is loaded yet", "Nobody has said who the neighbours are"):
        assert words in page
    assert "Load published figures" not in page


def test_the_list_shows_releases_neighbours_and_mappings(mapped, sign_in):
    page = sign_in(Role.PERFORMANCE_ANALYST).get("/benchmarks/").content.decode()
    for words in ("Children in need", "Neighbours", "assessed_pct", "Load published figures"):
        assert words in page


def test_a_measures_page_has_the_strip_with_words_and_its_table(mapped, sign_in):
    page = sign_in(Role.BOARD_MEMBER).get(measure_address(mapped)).content.decode()
    assert 'role="img" aria-label="Dot strip of Assessed in 45 days, 2017-18: 5 areas, from Near, 90%' in page
    for words in (
        "85%, the mean of 2 neighbours; pooled 82%", "Place 2 of 3", "Neighbour 1",
        "Similar to the neighbour average, 85%, within chance at 95%",
        "Similar to England, 83%, within chance at 95%", "Worse, beyond chance at 95%", "By both intervals",
        "no quartile: 3 of the 4 figures needed; no decile: 3 of the 10 figures needed",
        "81.6% to 86.1% at 95%; 80.1% to 87.3% at 99.8%",
        '<td data-label="95% interval">87.1% to 92.3%</td>',
        "Our council: 84%, 95% interval 81.6% to 86.1%. ",
        "Thin bars show the 95% interval of 5 areas.",
    ):  # fmt: skip
        assert words in page, words


def test_a_figure_of_under_ten_cases_says_so_on_the_page(mapped, release, sign_in):
    release(
        f"201718,Financial year,{EAST},E1,Ours,81.8,9,11", f"201718,Financial year,{EAST},E2,Near,90,9,10",
        title="Revision",
    )  # fmt: skip
    page = sign_in(Role.BOARD_MEMBER).get(measure_address(mapped)).content.decode()
    assert page.count("Under 10 cases") == 2


def test_a_measure_without_a_mapping_has_no_panel(measure, sign_in):
    assert (
        "Beside other areas" not in sign_in(Role.BOARD_MEMBER).get(measure_address(measure)).content.decode()
    )
    page = sign_in(Role.BOARD_MEMBER).get(f"/benchmarks/measures/{measure.uuid}/").content.decode()
    assert "Nothing published is this measure" in page


def test_another_period_is_chosen_and_flagged(mapped, sign_in):
    page = sign_in(Role.BOARD_MEMBER).get(f"/benchmarks/measures/{mapped.uuid}/?period=2016-17")
    assert "70%" in page.content.decode()
    assert "None in this period" in page.content.decode()
    for period in ("nonsense", "1066", ""):
        answer = sign_in(Role.BOARD_MEMBER).get(f"/benchmarks/measures/{mapped.uuid}/?period={period}")
        assert answer.status_code == 200


def test_a_count_beside_a_percentage_is_said_and_not_drawn(release, measure, neighbours, sign_in, now):
    release("201718,Financial year,National,England,,,,49650,,", f"201718,Financial year,{EAST},E2,Near,5,,")
    map_indicator(Indicator.objects.get(), measure, unit="", by=None, at=now)
    page = sign_in(Role.BOARD_MEMBER).get(f"/benchmarks/measures/{measure.uuid}/").content.decode()
    assert "The published figures are counts, the measure is percentages" in page
    assert "49,650" in page
    assert "Dot strip" not in page


def test_the_comparison_is_a_file_too(mapped, sign_in):
    answer = sign_in(Role.BOARD_MEMBER).get(f"/benchmarks/measures/{mapped.uuid}/?format=csv")
    rows = list(reading.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert [row["Area"] for row in rows] == [
        "Our council", "England", "East", "Ours", "Near", "Far", "Neighbour average (mean)",
        "Neighbours pooled",
    ]  # fmt: skip
    near = rows[4]
    assert (near["Figure"], near["Release"], near["Row of the release"], near["Rank"]) == (
        "90", "Children in need", "5", "1",
    )  # fmt: skip
    assert (near["Our council compared"], near["Rule"]) == ("worse", "BEN-5")
    assert (near["How sure"], near["Compared"]) == ("beyond chance at 95%", "By both intervals")
    assert (near["95% lower"], near["95% upper"], near["Reliable"]) == ("87.0578", "92.3322", "Yes")
    assert (rows[0]["95% lower"][:4], rows[0]["Quartile"], rows[0]["Decile"]) == ("81.5", "", "")
    assert rows[1]["Compared"] == "As a fixed number"
    assert all(None not in row and None not in row.values() for row in rows)


def test_a_page_of_the_past_knows_the_release_of_then(mapped, release, sign_in, now):
    release(
        f"201718,Financial year,{EAST},E2,Near,97,485,500", title="Revision", at=now + timedelta(minutes=1)
    )
    browser = sign_in(Role.BOARD_MEMBER)
    address = f"/benchmarks/measures/{mapped.uuid}/"
    assert "Near, 97%" in browser.get(address).content.decode()
    past = browser.get(address, {"known_at": (now + timedelta(seconds=30)).isoformat()}).content.decode()
    assert "Near, 90%" in past
    assert "Near, 97%" not in past


def test_each_other_page_shows_its_record(mapped, neighbours, release, sign_in):
    made, _ = release()
    indicator = Indicator.objects.get()
    browser = sign_in(Role.PERFORMANCE_ANALYST)
    for address, words in (
        (f"/benchmarks/releases/{made.uuid}/", "assessed_pct"),
        ("/benchmarks/indicators/?q=ASSESS&mapped=yes", "Assessed in 45 days"),
        ("/benchmarks/indicators/?mapped=no", "No indicator is like that"),
        (f"/benchmarks/indicators/{indicator.uuid}/", "it is not"),
        ("/benchmarks/areas/", "Local authority"),
        (f"/benchmarks/neighbours/{neighbours.uuid}/", "It holds today"),
        ("/benchmarks/neighbours/new/", "Near"),
    ):
        assert words in browser.get(address).content.decode(), address
