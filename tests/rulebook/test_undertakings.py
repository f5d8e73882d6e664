"""Undertakings found in the words of minutes: what is one, and by when."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.rulebook.undertakings import When, find_undertakings, when_of

HELD = date(2018, 7, 16)
NEXT = date(2018, 9, 25)


@pytest.mark.boundary("UND-1")
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The officer would report to a future meeting.", 1),
        ("The officer reported on progress.", 0),
        ("That the report be noted.", 0),
        ("That the director be asked to write to the provider.", 1),
        ("The Head of Service agreed to share the audit.", 1),
        ("A further report will be brought in due course.", 1),
        ("It was explained that 82% were on time. Members discussed the reasons.", 0),
        (
            "Members asked about clinics. The Designated Doctor will provide figures. The chair thanked her.",
            1,
        ),
        ("There would be at least an annual update.", 1),
        ("Members had time to consider the paper.", 0),
        ("RESOLVED: To ask the provider for figures.", 1),
        ("", 0),
    ],
)
def test_a_sentence_that_says_what_will_be_done_is_found(text: str, number: int) -> None:
    assert len(find_undertakings(text, held_on=HELD)) == number


@pytest.mark.boundary("UND-2")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The officer will report by 30 September 2018.", date(2018, 9, 30)),
        ("The officer will report by 30 September 2018 to the board.", date(2018, 9, 30)),
        ("The officer will report by September.", date(2018, 9, 30)),
        ("The officer will report in March 2019, with figures.", date(2019, 3, 31)),
        ("The officer will report before 1 October 2018.", date(2018, 9, 30)),
        ("The officer will report by the autumn half term.", None),
    ],
)
def test_a_date_that_can_be_read_is_taken(text: str, day: date | None) -> None:
    [found] = find_undertakings(text, held_on=HELD)
    assert (found.when is When.DATED, found.day) == (day is not None, day)


@pytest.mark.boundary("UND-3")
@pytest.mark.parametrize("known", [NEXT, None])
def test_the_next_meeting_is_put_forward_when_it_is_known(known: date | None) -> None:
    found = when_of("A paper will be brought to the next meeting.", held_on=HELD, next_meeting=known)
    assert (found.when, found.day, found.is_dated) == (When.NEXT_MEETING, known, False)


@pytest.mark.boundary("UND-3")
@pytest.mark.parametrize("words", ["a future meeting", "a subsequent meeting"])
def test_a_future_meeting_is_no_day(words: str) -> None:
    found = when_of(f"A paper will be brought to {words}.", held_on=HELD, next_meeting=NEXT)
    assert (found.when, found.day, found.code) == (When.UNDATED, None, "UND-6")
    assert words in found.when_words


@pytest.mark.boundary("UND-4")
@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("within one month", date(2018, 2, 28)),
        ("within six weeks", date(2018, 3, 14)),
        ("in the next 10 days", date(2018, 2, 10)),
    ],
)
def test_a_length_of_time_counts_from_the_meeting(words: str, day: date) -> None:
    found = when_of(f"The officer will reply {words}.", held_on=date(2018, 1, 31))
    assert (found.when, found.day) == (When.WITHIN, day)


@pytest.mark.boundary("UND-5")
@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("There would be at least an annual update.", date(2019, 7, 16)),
        ("The figures will be shared quarterly.", date(2018, 10, 16)),
        ("A report will be brought every six months.", date(2019, 1, 16)),
        ("The themes will be reported each term.", date(2018, 11, 16)),
    ],
)
def test_what_recurs_is_put_forward_for_its_first_time(words: str, day: date) -> None:
    [found] = find_undertakings(words, held_on=HELD)
    assert (found.when, found.day) == (When.RECURRING, day)


@pytest.mark.boundary("UND-5")
def test_an_annual_report_that_was_noted_is_no_undertaking() -> None:
    assert find_undertakings("The annual report was noted.", held_on=HELD) == ()


@pytest.mark.boundary("UND-6")
@pytest.mark.parametrize("held_on", [date(2008, 7, 16), HELD])
def test_in_due_course_never_gets_a_day_by_itself(held_on: date) -> None:
    found = when_of("The policy will be shared in due course.", held_on=held_on, next_meeting=NEXT)
    assert (found.when, found.day) == (When.UNDATED, None)
