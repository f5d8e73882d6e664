"""A scorecard comes in: every row kept, nothing twice, nothing overwritten, doubts put to a person."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.apps.measures.importing import ScorecardImporter
from goldenthread.apps.measures.models import (
    Line,
    Measure,
    Observation,
    Scorecard,
    StatedRating,
    Target,
    Value,
)
from goldenthread.apps.measures.queries import where_from
from goldenthread.apps.measures.scorecards import periods_of, scorecard_for
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.reading import read_tables
from goldenthread.rulebook.periods import parse_period

from .conftest import NAME, Q4, YEAR

pytestmark = pytest.mark.django_db
importer = ScorecardImporter()


def preview(reading, name=NAME):
    return importer.preview(reading, name)


def row(reading, ref):
    return next(one for one in reading["measures"] if one["ref"] == ref)


def cell(one, period):
    return next(figure for figure in one["observations"] if figure["period"] == period)


def rewrite(one, period, text, value):
    cell(one, period).update(text=text, value=value)


def counts():
    return tuple(model.objects.count() for model in (Measure, Line, Observation, Value, Target, StatedRating))


THIRD_QUARTER = """Ref,Measure,Good is,Target,2021/22,22/23 Q1,22/23 Q2,22/23 Q3,22/23 YTD,RAG,Comments
A1,% of assessments within 45 days,High is good,85%,84.9%,84.2%,83.0%,84.9%,84.1%,Amber,Two posts are vacant.
A2,Assessments completed,,,2980,760,735,801,2296,,
A3,Children missing from care,,,60,18,14,20,-,,tbc
"""


def of_third_quarter(text: str):
    return importer.read(read_tables(text.encode(), "q3.csv"), {}).as_json()


def test_a_paper_with_a_year_to_date_reports_its_quarter(load):
    load(of_third_quarter(THIRD_QUARTER))
    scorecard = Scorecard.objects.get()
    assert [str(period) for period in periods_of(scorecard)] == [
        "2022-23 Q3", "2022-23", "2022-23 Q2", "2022-23 Q1", "2021-22",
    ]  # fmt: skip
    row = scorecard_for(scorecard, parse_period("2022-23 Q3")).rows[0]
    assert (row.stated.rag, row.comment) == ("amber", "Two posts are vacant.")
    ended = THIRD_QUARTER.replace("22/23 YTD", "22/23 Q4,22/23 Outturn")
    load(
        of_third_quarter(
            ended.replace("84.1%", "84.0%,84.1%").replace("2296", "700,2996").replace("20,-", "19,20,71")
        )
    )
    assert [str(period) for period in periods_of(scorecard)][:3] == ["2022-23 Q4", "2022-23", "2022-23 Q3"]


def test_the_published_file_has_38_measures_and_all_are_new(reading):
    found = preview(reading)
    assert (len(found["new"]), found["changed"], found["gone"], found["unsure"], found["unchanged"]) == (
        38, [], [], [], 0,
    )  # fmt: skip
    assert Measure.objects.count() == 0


def test_a_preview_says_what_a_new_row_brings(reading):
    item = next(one for one in preview(reading)["new"] if one["label"].startswith("1.7 "))
    changes = {change["field"]: change["after"] for change in item["changes"]}
    assert item["place"].endswith("row 2")
    assert (changes["Target"], changes["Statistical neighbours, 2017-18 Q4"], changes["2017-18 Q4"]) == (
        "85%", "85%", "82%",
    )  # fmt: skip
    assert (changes["Polarity"], changes["Plan priority"]) == ("high", "2 Feel & Be Safe")


def test_accepting_writes_every_row_and_one_event(load, reading):
    written = load(reading)
    assert Scorecard.objects.get().lines.count() == Measure.objects.count() == 38
    assert "38 new measures" in written["words"]
    assert written["url"].endswith("?period=2017-18-q4")
    assert Event.objects.filter(verb="measures.scorecard_loaded").count() == 1


def test_loading_twice_changes_nothing(load, reading, scorecard):
    before = counts()
    found = preview(reading)
    assert (found["new"], found["changed"], found["gone"], found["unsure"], found["unchanged"]) == (
        [], [], [], [], 38,
    )  # fmt: skip
    assert load(reading)["words"] == "Everything in the file was already here. Nothing has changed."
    assert counts() == before


def test_a_changed_figure_is_revised_and_the_old_version_stays(load, reading, scorecard):
    rewrite(row(reading, "1.7"), "2017-18 Q4", "83%", 83)
    [item] = preview(reading)["changed"]
    assert item["changes"] == [{"field": "2017-18 Q4 (revised)", "before": "82%", "after": "83%"}]
    load(reading)
    observation = Observation.objects.get(
        measure__reference="1.7", starts=date(2018, 1, 1), ends=date(2018, 4, 1), area="council"
    )
    assert [value.text for value in observation.versions.all()] == ["82%", "83%"]


def test_a_blank_cell_overwrites_nothing(load, reading, scorecard):
    before = counts()
    one = row(reading, "1.7")
    for figure in one["observations"]:
        figure.update(text="", value=None, status="not_collected", unit=None)
    one.update(
        target=None, polarity=None, lead=None, plan_priority=None, rag=None, direction=None, comment=None
    )
    one["benchmarks"] = {"statistical_neighbours": None, "national": None}
    assert preview(reading)["changed"] == []
    load(reading)
    assert counts() == before
    assert Measure.objects.get(reference="1.7").polarity == "high"


def test_a_suppressed_figure_is_never_a_number(scorecard):
    value = Value.objects.get(observation__measure__reference="2.9", observation__starts=date(2018, 1, 1))
    assert (value.status, value.value, value.text) == ("suppressed", None, "supressed")


def test_a_year_to_date_title_is_proposed_as_cumulative(reading, scorecard):
    assert set(Measure.objects.filter(cumulative=True).values_list("reference", flat=True)) == {
        "1.16", "4.1", "4.2", "4.3",
    }  # fmt: skip


def test_a_running_total_is_not_taken_for_a_year_to_date(scorecard):
    assert "accumulative" in Measure.objects.get(reference="10.5").title
    assert not Measure.objects.get(reference="10.5").cumulative


def test_unknown_polarity_stays_unknown(scorecard):
    assert Measure.objects.get(reference="1.8").polarity == ""


def test_benchmarks_do_not_claim_a_period_that_the_paper_does_not_state(scorecard):
    found = Observation.objects.filter(measure__reference="1.7", period_stated=False)
    assert set(found.values_list("area", flat=True)) == {"statistical_neighbours", "national"}


def test_a_reworded_title_is_put_to_a_person_and_history_follows_the_row(load, reading, scorecard):
    kept = Measure.objects.get(reference="1.7")
    row(reading, "1.7")["title"] = "% of assessments finished within 45 working days"
    found = preview(reading)
    [item] = found["unsure"]
    assert [one["uuid"] for one in item["candidates"]] == [str(kept.uuid)]
    assert found["gone"] == []
    load(reading, {item["key"]: {"as": str(kept.uuid)}})
    assert Measure.objects.count() == 38
    assert Measure.objects.get(reference="1.7").title == "% of assessments finished within 45 working days"
    assert Measure.objects.get(reference="1.7").observations.count() == 8


def test_a_changed_reference_is_put_to_a_person(load, reading, scorecard):
    row(reading, "1.7")["ref"] = "1.20"
    [item] = preview(reading)["unsure"]
    assert item["label"].startswith("1.20 ")
    load(reading, {item["key"]: {"as": item["candidates"][0]["uuid"]}})
    assert Line.objects.get(measure__title__startswith="% of assessments", gone_on=None).reference == "1.20"


def test_references_that_moved_follow_the_titles(load, reading, scorecard):
    first, second = row(reading, "1.8"), row(reading, "1.9")
    first["ref"], second["ref"] = second["ref"], first["ref"]
    unsure = preview(reading)["unsure"]
    assert {item["candidates"][0]["label"][4:] for item in unsure} == {first["title"], second["title"]}


def test_an_unsure_row_without_a_decision_is_refused_and_nothing_is_written(load, reading, scorecard):
    before = counts()
    row(reading, "1.7")["ref"] = "1.20"
    with pytest.raises(Refused, match="Say which measure"):
        load(reading)
    assert counts() == before


def test_two_rows_cannot_be_decided_to_be_one_measure(load, reading, scorecard):
    for ref in ("1.8", "1.9"):
        row(reading, ref)["title"] = "Rate of children in need per 10,000, local definition"
    unsure = preview(reading)["unsure"]
    shared = next(one["uuid"] for one in unsure[0]["candidates"] if one in unsure[1]["candidates"])
    with pytest.raises(Refused, match="cannot both be"):
        load(reading, {item["key"]: {"as": shared} for item in unsure})


def test_a_row_that_repeats_another_is_unsure(reading):
    twin = dict(row(reading, "1.7"), row=99)
    reading["measures"].append(twin)
    [item] = preview(reading)["unsure"]
    assert item["place"].endswith("row 99")


def test_a_measure_no_longer_listed_is_gone_and_keeps_its_history(load, reading, scorecard, now):
    reading["measures"] = [one for one in reading["measures"] if one["ref"] != "10.6"]
    [gone] = preview(reading)["gone"]
    assert gone["label"].startswith("10.6 ")
    load(reading)
    line = Line.objects.get(measure__reference="10.6")
    assert line.gone_on == now.date()
    assert line.measure.observations.exists()
    assert len(scorecard_for(scorecard, Q4).rows) == 37


def test_an_older_paper_loaded_late_takes_nothing_away_and_revises_nothing_newer(load, reading, scorecard):
    reading["measures"] = [row(reading, "1.7")]
    one = reading["measures"][0]
    one["observations"] = [figure for figure in one["observations"] if figure["period"] <= "2017-18 Q2"]
    one["observations"] = [figure for figure in one["observations"] if figure["period"] != "2017-18"]
    rewrite(one, "2017-18 Q1", "80%", 80)
    load(reading, published_on=date(2017, 10, 1))
    assert scorecard.lines.filter(gone_on=None).count() == Measure.objects.count()
    shown = scorecard_for(scorecard, Q4).row_of(Measure.objects.get(reference="1.7").uuid)
    assert shown.parts[0].text == "88%"
    then = scorecard_for(scorecard, Q4, known_at=datetime(2017, 11, 1, tzinfo=UTC))
    assert then.row_of(shown.measure.uuid).parts[0].text == "80%"


def test_a_measure_on_another_scorecard_is_not_defined_again(load, reading, scorecard):
    load(reading, name="Safeguarding board scorecard")
    assert Measure.objects.count() == 38
    assert Line.objects.count() == 76


def test_every_figure_says_where_it_comes_from(scorecard, analyst):
    value = Value.objects.get(
        observation__measure__reference="1.7", observation__starts=YEAR.start, observation__ends=YEAR.end
    )
    origin = where_from(value)
    assert (origin.file, origin.person, origin.figure.text) == ("scorecard.csv", str(analyst), "84%")
    assert origin.place == "Sheet scorecard_2017_18_q4, M2"


def test_a_changed_target_holds_from_the_period_of_its_paper(load, reading, scorecard):
    row(reading, "1.7")["target"].update(text="90%", low=90)
    load(reading)
    rows = Target.objects.filter(measure__reference="1.7").order_by("id")
    assert [(one.text, one.effective_on) for one in rows] == [
        ("85%", date(2017, 4, 1)),
        ("90%", date(2018, 1, 1)),
    ]


def test_two_sources_of_one_period_are_two_observations_with_their_counts(load, reading):
    one = row(reading, "1.7")
    figure = cell(one, "2017-18 Q4")
    figure.update(source="Council", numerator=41, denominator=50)
    one["observations"].append(figure | {"source": "health", "text": "69%", "value": 69, "numerator": None})
    load(reading)
    found = Value.objects.filter(
        observation__measure__reference="1.7", observation__area="council", observation__starts=Q4.start,
        observation__ends=Q4.end,
    )  # fmt: skip
    assert set(found.values_list("observation__source", "text", "numerator", "denominator")) == {
        ("", "82%", 41, 50), ("health", "69%", None, 50),
    }  # fmt: skip


def test_the_only_source_that_a_file_names_is_no_rival_of_the_council(load, reading):
    for one in reading["measures"]:
        for figure in one["observations"]:
            figure["source"] = "Case management system"
    load(reading)
    assert set(Observation.objects.values_list("source", flat=True)) == {""}
