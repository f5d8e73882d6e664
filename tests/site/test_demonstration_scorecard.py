"""The demonstration's own scorecard, a published paper: what its readers were not told, by its numbers."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from goldenthread.apps.agendas.tests.make import make_person
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.people.models import Role
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.protecting import protect_scorecard
from goldenthread.apps.publishing.untold import untold
from goldenthread.apps.publishing.worked_out import could_be_worked_out
from goldenthread.site.demonstration import council

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path: Path, now) -> Scorecard:
    """The scorecard of 2017-18 Q4, loaded from the demonstration's file."""
    tables = settings.CHECKOUT / "demo"
    council.bodies(tables, now)
    council.scorecards(tables, tmp_path, now, lambda _: None)
    return Scorecard.objects.get(name=council.SCORECARD)


def test_what_the_readers_of_the_paper_were_not_told(paper: Scorecard, now) -> None:
    checked = check(paper, council.PERIOD)
    suppressed = could_be_worked_out(checked)
    ratings, arrows, shares, hidden = untold(checked, suppressed)

    # Three measures were printed red: of one of them no target was given, and five others miss theirs.
    assert ratings.answer == (
        "The paper prints a colour for 3 of 38 measures. The rule gives another to 1 of them, and a colour "
        "to 24 of the others."
    )
    assert [line.split(".")[0:2] for line in ratings.lines[:1]] == [
        ["10", "3: the paper says red, the rule not rated"]
    ]
    assert ratings.lines[1] == "Red by the rule, no colour in the paper: 1.10, 2.7, 2.11, 2.12 and 4.3."

    assert arrows.answer == "3 of 38 arrows."
    assert [line.split(":")[0] for line in arrows.lines] == ["3.1", "4.3", "2.3"]
    assert "196 in 2017-18 Q3 to 207 in 2017-18 Q4" in arrows.lines[0]

    assert shares.answer == "1.16, 2.5 and 2.2."
    assert "98% is published, but the figure at its end, of 2017-18 Q4, is 97%" in shares.lines[0]
    assert "91.0% is published, but its parts run from 95% to 99%" in shares.lines[1]
    assert "477 in 2.1 and 62.7 in 2.2" in shares.lines[2]
    assert "the rate would be 63.2 to 63.3" in shares.lines[2]

    assert hidden.answer == "2 figures suppressed, none of which could be worked out."
    assert hidden.lines == (
        "2.9, 2017-18 Q4: Any number from 1: safe.",
        "1.14, statistical neighbours: Any number: safe.",
        "Printed, though a count of few children: 1.15, 2017-18 Q4 (5), 1.15, 2017-18 (5), 10.4, 2017-18 "
        "Q4 (1) and 10.4, 2017-18 (1).",
    )
    # Who takes the other quarters from the year has a number below none.
    assert suppressed[0].sentence.startswith("What is shown of the year, 13, 7 and 9, makes 29")

    # What the paper printed and a public edition would not.
    told = {cell.words: cell.verdict for cell in protect_scorecard(checked, intervals=True).cells}
    assert told == {
        "1.15, 2017-18 Q4": "Any number from 1: safe",
        "1.15, 2017-18": "Any number from 1: safe",
        "2.9, 2017-18 Q4": "Any number from 1: safe",
        "4.3, 2017-18 Q1": "Any number from 1 to 13: safe",
        "4.3, 2017-18 Q4": "Any number from 13: safe",
        "4.3, 2017-18": "Any number from 13: safe",
        "10.4, 2017-18 Q4": "Any number from 1: safe",
        "10.4, 2017-18": "Any number from 1: safe",
    }

    # The page says so too.
    reader = Client()
    analyst = make_person(Role.PERFORMANCE_ANALYST, now)
    reader.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = reader.get(reverse("publishing:check", args=[paper.uuid, "2017-18-q4"])).content.decode()
    words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
    for one in (ratings, arrows, shares, hidden):
        for line in (one.question, one.answer, *one.lines):
            assert line in words
