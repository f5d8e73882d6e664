"""Addresses of cases: unlike each other, for one person and purpose, dead within a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.casedata.keys import NoKey
from goldenthread.casedata.tokens import LIVES, BadToken, Tokens

KEY = bytes(range(32))
NOW = datetime(2018, 7, 16, 9, 30, tzinfo=UTC)
TOKENS = Tokens(KEY, "trackers.case")
SAYS = {"child": 2**63 - 1, "of": "assessments 2018-03-01"}


def test_a_token_opens_for_its_person_within_the_day_and_is_new_each_time() -> None:
    one, two = (TOKENS.make(SAYS, whom="1", now=NOW) for _ in range(2))
    assert one != two
    assert TOKENS.open(one, whom="1", now=NOW + LIVES) == SAYS == TOKENS.open(two, whom="1", now=NOW)
    assert len(one) == len(TOKENS.make({"child": 7, "of": ""}, whom="1", now=NOW)), "no length to read"
    assert len(one) < 220


def test_expired_forged_and_borrowed_tokens_are_refused_in_words() -> None:
    token = TOKENS.make(SAYS, whom="1", now=NOW)
    for now in (NOW + LIVES + timedelta(seconds=1), NOW - timedelta(minutes=1)):
        with pytest.raises(BadToken, match="one day") as told:
            TOKENS.open(token, whom="1", now=now)
        assert told.value.expired
    for bad, whom, tokens in (
        (token, "2", TOKENS),
        (token, "1", Tokens(KEY, "another purpose")),
        (token, "1", Tokens(bytes(32), "trackers.case")),
        (token[:-2] + ("AA" if token[-2:] != "AA" else "BB"), "1", TOKENS),
        ("", "1", TOKENS),
        ("é" * 40, "1", TOKENS),
        ("A" * 100_000, "1", TOKENS),
    ):
        with pytest.raises(BadToken, match="does not open") as told:
            tokens.open(bad, whom=whom, now=NOW)
        assert not told.value.expired
    with pytest.raises(NoKey):
        Tokens(b"", "trackers.case")


@given(st.text(max_size=200))
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(BadToken):
        TOKENS.open(text, whom="1", now=NOW)
