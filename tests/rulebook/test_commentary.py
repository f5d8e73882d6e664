"""Words about a measure: when they are stale, when they are signed off, and by whom not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.rulebook.commentary import (
    Beside,
    figure_as_said,
    is_signed_off,
    may_sign_off,
    what_changed,
)
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.rating import Rag

THEN = Beside("45%", "2017-18 Q4", "at least 50%", Rag.AMBER)


@pytest.mark.boundary("COM-1")
@pytest.mark.parametrize(
    ("now", "words"),
    [
        (THEN, ()),
        (replace(THEN, figure="47%"), ("The figure was 45% when this was written; it is now 47%.",)),
        (
            replace(THEN, figure="45% (provisional)"),
            ("The figure was 45% when this was written; it is now 45% (provisional).",),
        ),
        (
            replace(THEN, figure=None, period=None),
            ("The figure was 45% when this was written; there is now none.",),
        ),
        (
            replace(THEN, period="2017-18"),
            ("The figure was 45% for 2017-18 Q4 when this was written; it is now 45% for 2017-18.",),
        ),
        (
            replace(THEN, target="at least 60%"),
            ("The target was at least 50% when this was written; it is now at least 60%.",),
        ),
        (
            replace(THEN, target=None),
            ("The target was at least 50% when this was written; there is now none.",),
        ),
        (replace(THEN, rating=Rag.RED), ("The rating was amber when this was written; it is now red.",)),
    ],
)
def test_words_are_stale_when_figure_target_or_rating_changed(now: Beside, words: tuple[str, ...]) -> None:
    assert what_changed(THEN, now) == words


@pytest.mark.boundary("COM-1")
def test_words_written_beside_no_figure_are_stale_when_there_is_one() -> None:
    then = replace(THEN, figure=None, period=None)
    assert what_changed(then, THEN) == ("There was no figure when this was written; it is now 45%.",)


def test_each_change_is_told() -> None:
    assert len(what_changed(THEN, Beside("47%", "2017-18 Q4", None, Rag.NOT_RATED))) == 3


@pytest.mark.boundary("COM-1")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("45%", "45%"),
        ("45 % (Jan 17 SEN return)", "45%"),
        ("83% (indicative)", "83% (provisional)"),
        ("supressed", "suppressed"),
        ("data not yet released", "not yet released"),
        ("<20%", "<20%"),
        ("10,681", "10,681"),
        ("45.0%", "45%"),
        ("400", "400"),
    ],
)
def test_a_figure_is_said_without_the_notes_beside_it(text: str, said: str) -> None:
    assert figure_as_said(parse_figure(text)) == said


@pytest.mark.boundary("COM-2")
@pytest.mark.parametrize(
    ("newest", "signed", "is_so"), [(1, {1}, True), (2, {1}, False), (2, {1, 2}, True), (1, set(), False)]
)
def test_a_sign_off_is_of_one_version(newest: int, signed: set[int], is_so: bool) -> None:
    assert is_signed_off(newest, signed) is is_so


HEAD, DIRECTOR, ANALYST = 1, 2, 3


@pytest.mark.boundary("COM-3")
@pytest.mark.parametrize(
    ("signer", "writer", "spoken_for", "may"),
    [
        (HEAD, HEAD, (), False),
        (DIRECTOR, HEAD, (), True),
        (HEAD, ANALYST, (HEAD,), False),
        (HEAD, ANALYST, (), True),
    ],
)
def test_another_person_signs_off(signer: int, writer: int, spoken_for: tuple[int, ...], may: bool) -> None:
    assert may_sign_off(signer, writer=writer, spoken_for=spoken_for) is may
