"""The frozen document: one text for one report, and nothing read from a text that is not one."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from goldenthread.documents.board_report import BoardReport, Scorecard
from goldenthread.documents.board_report_counts import count
from goldenthread.documents.canonical import NotThisPaper, digest
from goldenthread.documents.paper_figures import Change, Colour, Figure, Rating, Standing
from tests.documents.sample import AS_AT, sample_report


def test_a_report_read_from_its_text_is_the_same_report() -> None:
    report = sample_report()
    assert BoardReport.from_json(report.to_json()) == report


def test_the_text_of_a_report_read_from_its_text_is_the_same_text() -> None:
    text = sample_report().to_json()
    assert BoardReport.from_json(text).to_json() == text


def test_the_text_holds_no_floats_and_sorts_its_keys() -> None:
    text = sample_report().to_json()
    json.loads(text, parse_float=lambda number: pytest.fail(f"a float: {number}"))
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_the_text_names_its_schema_and_version() -> None:
    content = json.loads(sample_report().to_json())
    assert (content["schema"], content["version"]) == ("goldenthread.board-report", 4)


def test_an_instant_is_the_same_text_whatever_its_time_zone() -> None:
    summer = timezone(timedelta(hours=1))
    at_noon = replace(sample_report(), known_at=datetime(2018, 10, 1, 12, tzinfo=UTC))
    at_one = replace(sample_report(), known_at=datetime(2018, 10, 1, 13, tzinfo=summer))
    assert at_noon.to_json() == at_one.to_json()


def test_an_instant_without_a_time_zone_is_refused() -> None:
    naive = datetime(2018, 10, 1, 12, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(TypeError, match="time zone"):
        replace(sample_report(), known_at=naive).to_json()


def test_the_digest_changes_when_a_word_changes() -> None:
    report = sample_report()
    other = replace(report, labels=("Published figures of 2013 to 2019",))
    assert digest(report.to_json()) != digest(other.to_json())


def test_the_digest_is_sha_256_of_the_utf_8_text() -> None:
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda content: content.update(schema="another"), "schema"),
        (lambda content: content.update(version=5), "version"),
        (lambda content: content.update(version=0), "version"),
        (lambda content: content["paper"].pop("changes"), "paper"),
        (lambda content: content.update(version=1), "paper"),
        (lambda content: content["paper"].pop("body"), "paper"),
        (lambda content: content["paper"].update(colour="red"), "paper"),
        (lambda content: content["paper"].update(as_at="2018-13-01"), "paper.as_at"),
        (lambda content: content["paper"].update(title=7), "paper.title"),
        (lambda content: content["paper"].update(labels="one"), "paper.labels"),
        (lambda content: content["paper"]["action_counts"].update(total=1.5), "paper.action_counts.total"),
        (
            lambda content: content["paper"]["recommendations"][3].update(standing="done"),
            "paper.recommendations[3].standing",
        ),
    ],
)
def test_a_text_that_is_not_a_report_is_refused_with_the_place(change: object, place: str) -> None:
    content = json.loads(sample_report().to_json())
    assert callable(change)
    change(content)
    with pytest.raises(NotThisPaper) as refused:
        BoardReport.from_json(json.dumps(content))
    assert refused.value.path == place


def test_what_is_no_json_at_all_is_refused() -> None:
    with pytest.raises(NotThisPaper, match="not JSON"):
        BoardReport.from_json("report")


def test_a_red_measure_without_its_page_is_refused() -> None:
    measure = replace(sample_report().red_measures[0], page=None)
    with pytest.raises(ValueError, match="is red and has no page"):
        Scorecard("Scorecard", "2016-17", ("Q1", "Q2", "Q3", "Q4"), "2017-18", (measure,))


def test_a_measure_with_too_few_quarters_is_refused() -> None:
    measure = replace(sample_report().measures[0], quarters=())
    with pytest.raises(ValueError, match="has 0 quarters, not 4"):
        Scorecard("Scorecard", "2016-17", ("Q1", "Q2", "Q3", "Q4"), "2017-18", (measure,))


def test_counts_follow_from_the_lists() -> None:
    counts = count(sample_report())
    assert counts.standing[Standing.MET] == 10
    assert counts.colour[Colour.RED] == len(sample_report().red_measures)
    assert sum(counts.colour.values()) == sum(counts.change.values()) == 38
    assert counts.overrides == 1


def test_counts_hold_every_state_even_at_zero() -> None:
    counts = count(BoardReport("R-1", "The demonstration council", "A board", "2017-18", AS_AT))
    assert counts.standing == dict.fromkeys(Standing, 0)
    assert counts.change == {Change.BETTER: 0, Change.SAME: 0, Change.WORSE: 0, None: 0}


def test_a_decimal_keeps_the_places_it_was_printed_with() -> None:
    report = sample_report()
    assert report.scorecard is not None
    figure = Figure("85.0%", Decimal("85.0"), unit="%")
    rated = Rating(Colour.GREEN, "RAG-1", "Meets its target")
    measure = replace(report.measures[0], year_end=figure, rating=rated)
    changed = replace(report, scorecard=replace(report.scorecard, measures=(measure,)))
    assert '"value":"85.0"' in changed.to_json()
