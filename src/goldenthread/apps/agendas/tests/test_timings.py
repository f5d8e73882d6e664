"""When items begin, and whether a meeting ends in time."""

from datetime import time

import pytest

from goldenthread.apps.agendas.timings import minutes_words, timings


def test_items_begin_one_after_another():
    found = timings([5, None, 20], time(14), time(14, 30))
    assert found.starts == (time(14), time(14, 5), time(14, 5))
    assert (found.total, found.unsaid, found.finishes, found.over) == (25, 1, time(14, 25), -5)


@pytest.mark.parametrize(
    ("ends_at", "words"),
    [
        (time(14, 25), "Ends on time."),
        (time(14, 5), "Runs 20 minutes over."),
        (time(16, 30), "Ends 2 hours 5 minutes early."),
        (None, ""),
    ],
)
def test_it_says_how_far_over_a_meeting_runs(ends_at, words):
    assert timings([25], time(14), ends_at).words == words


def test_an_end_before_the_start_is_of_the_next_day():
    assert timings([60], time(23, 30), time(0, 30)).over == 0


def test_without_a_start_only_the_minutes_are_known():
    found = timings([5, 10], None, time(16))
    assert (found.starts, found.total, found.over) == ((None, None), 15, None)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (125, "2 hours 5 minutes")]
)
def test_minutes_in_words(minutes, words):
    assert minutes_words(minutes) == words
