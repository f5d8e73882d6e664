"""Which referral started the clock of an assessment, where a workbook has both in lists of their own."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from goldenthread.casedata.reading.last_days import LastDays
from goldenthread.casedata.reading.referrals import clock_starts


def test_an_assessment_is_joined_to_the_last_referral_and_one_without_to_its_own_start() -> None:
    day = date.fromisoformat
    referrals = LastDays()
    referrals.add(pa.array([1, 1, 2]), pa.array([day("2018-01-08"), day("2018-05-01"), day("2018-03-01")]))
    child = pa.array([1, 1, 1, 2, 3, 3])
    started = pa.array(
        [day("2018-04-02"), day("2018-01-09"), day("2018-05-01"), day("2018-02-28"), day("2018-05-05"), None]
    )

    assert clock_starts(referrals, child, started).to_pylist() == [
        day("2018-04-02"), day("2018-01-08"), day("2018-05-01"), day("2018-02-28"),
        day("2018-05-05"), None,
    ]  # fmt: skip
