"""An interval gives its count away: of a hidden 4 of 18 nothing stands in any form of a published edition."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from zipfile import ZipFile

import pikepdf
import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import define_measure, place_on_scorecard, record_observation
from goldenthread.apps.measures.chances import cell_chance
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.people.models import Role
from goldenthread.apps.publishing import actions
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.models import Edition
from goldenthread.apps.publishing.small_numbers import set_small_number_rule
from goldenthread.apps.publishing.tests.conftest import Q4
from goldenthread.documents.merging.reading import Reader
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

LEAKS = ("22.2", "9.0", "45.2", "5.5", "58.2", "4 of 18", "of 18", "few cases", "CI-6", "interval")
"""The figure, the ends of its intervals at both levels, its counts, and the words that go with them."""
SHARES = {
    "2016-17": ("61%", 122, 200),
    "2017-18 Q1": ("64%", 32, 50),
    "2017-18 Q2": ("62%", 31, 50),
    "2017-18 Q3": ("66%", 33, 50),
    "2017-18 Q4": ("22.2%", 4, 18),
    "2017-18": ("68%", 136, 200),
}


@pytest.fixture
def few(scorecard, analyst, now) -> Measure:
    """A protected share on the scorecard, the newest of which is 4 of 18."""
    title = "% of children seen within a week"
    made = define_measure(title, reference="3.1", unit="%", polarity="high", by=analyst, at=now)
    place_on_scorecard(scorecard, made, by=analyst, at=now)
    for period, (text, numerator, denominator) in SHARES.items():
        entry = Entry(
            made, parse_period(period), parse_figure(text), numerator=Decimal(numerator),
            denominator=Decimal(denominator),
        )  # fmt: skip
        record_observation(entry, by=analyst, at=now)
    set_small_number_rule(
        made, protected=True, threshold=5, hides_zero=False, reason="Children could be known", version=0,
        by=analyst, at=now,
    )  # fmt: skip
    return made


@pytest.fixture
def edition(few, scorecard, analyst, head, now, today) -> Edition:
    for one in check(scorecard, Q4).findings:
        actions.explain(
            scorecard, Q4, one, "It is as it was counted.", version=0, effective_on=today, by=analyst, at=now
        )
    made = actions.prepare(scorecard, Q4, by=analyst, at=now)
    made = actions.approve(made, version=made.version, by=head, at=now, today=today)
    return actions.publish(made, version=made.version, by=analyst, at=now, today=today)


def test_the_figure_has_an_interval_and_few_cases_for_those_who_see_it(few, scorecard):
    cell = scorecard_for(scorecard, Q4).row_of(few.uuid).parts[-1]
    told = cell_chance(few, cell)
    assert (told.at_95, told.at_998, told.is_few) == ("9.0% to 45.2%", "5.5% to 58.2%", True)


def test_no_form_of_the_edition_tells_the_interval_the_count_or_that_the_cases_are_few(
    edition, few, person, sign_in
):
    client = sign_in(person(Role.BOARD_MEMBER))
    page = client.get(edition.get_absolute_url()).content.decode()
    told = {"page": re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)}
    for suffix in ("csv", "json", "xlsx", "pdf"):
        answer = client.get(reverse("publishing:download", args=[edition.uuid, suffix]))
        assert answer.status_code == 200
        told[suffix] = words_of(answer.content, suffix)
    for form, text in told.items():
        assert few.title in text, form
        assert [leak for leak in LEAKS if leak in text] == [], form


def test_the_public_page_of_every_edition_and_the_list_say_nothing_either(edition, person, sign_in):
    client = sign_in(person(Role.BOARD_MEMBER))
    text = client.get(reverse("publishing:published")).content.decode()
    assert str(edition.scorecard) in text
    assert [leak for leak in LEAKS if leak in text] == []


def test_the_same_search_finds_the_figure_where_it_may_stand(edition, analyst, sign_in):
    client = sign_in(analyst)
    for suffix in ("csv", "json", "xlsx", "pdf"):
        answer = client.get(reverse("publishing:download_internal", args=[edition.uuid, suffix]))
        assert "22.2" in words_of(answer.content, suffix), suffix


def words_of(content: bytes, suffix: str) -> str:
    """All that a file says, as text: of a workbook every sheet's own XML and its strings."""
    if suffix == "xlsx":
        with ZipFile(io.BytesIO(content)) as parts:
            names = [name for name in parts.namelist() if "sharedStrings" in name or "/sheet" in name]
            # Widths, heights and margins are numbers that nobody reads.
            xml = " ".join(parts.read(name).decode() for name in names)
            return re.sub(r"<(?!/?(c|v|t|si|is)\b)[^>]*>", " ", xml)
    if suffix == "pdf":
        with pikepdf.open(io.BytesIO(content)) as made:
            return " ".join(" ".join(Reader().whole(page.obj) for page in made.pages).split())
    return content.decode("utf-8-sig")
