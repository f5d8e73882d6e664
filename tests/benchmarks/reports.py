"""The board's report, long."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import pikepdf

from goldenthread.documents.pdf import render_pdf
from tests.benchmarks.measured import Measured, timed
from tests.documents.sample import long_report


def measure() -> Iterator[Measured]:
    report = long_report()
    with pikepdf.open(io.BytesIO(render_pdf(report))) as pdf:
        pages = len(pdf.pages)
    yield Measured(
        f"The board's report of {pages} pages as PDF/UA-1, elapsed", 5.0,
        timed(time.perf_counter, lambda: render_pdf(report), 5),
        "Typst itself: 405 table-heavy pages in 4.2 s; an HTML-to-PDF library: 501 pages in 272 s and 3.9 GB",
    )  # fmt: skip
