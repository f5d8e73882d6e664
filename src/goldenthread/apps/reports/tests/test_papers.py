"""What is made of a frozen paper depends on the stored document alone."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from django.db import connection

from goldenthread.apps.plans.models import Action
from goldenthread.apps.reports import papers
from goldenthread.apps.reports.actions import freeze
from goldenthread.apps.reports.models import Paper
from goldenthread.documents import canonical
from goldenthread.documents.board_report import BoardReport

pytestmark = pytest.mark.django_db

ANOTHER_PROCESS = """
import hashlib, sys
from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.excel import render_excel
from goldenthread.documents.pdf import render_pdf
from goldenthread.documents.word import render_word
report = BoardReport.from_json(sys.stdin.buffer.read().decode("utf-8"))
for render in (render_pdf, render_word, render_excel):
    print(hashlib.sha256(render(report)).hexdigest())
"""


@pytest.fixture
def paper(board, period, red, home, now, today) -> Paper:
    return freeze(board, period, by=None, at=now, today=today).paper


def test_the_same_paper_gives_the_same_bytes_drawn_twice_and_in_another_process(paper, home):
    paper = Paper.objects.get(pk=paper.pk)
    first = {suffix: papers.made_of(paper, form) for suffix, form in papers.FORMATS.items()}
    for kept in (home / "rendered").iterdir():
        kept.unlink()
    assert {suffix: papers.made_of(paper, form) for suffix, form in papers.FORMATS.items()} == first
    other = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS],
        input=paper.document.encode(),
        capture_output=True,
        check=True,
    )
    assert other.stdout.decode().split() == [hashlib.sha256(made).hexdigest() for made in first.values()]


def test_what_was_drawn_once_is_kept_and_handed_out_again(paper, home):
    drawn = papers.made_of(paper, papers.FORMATS["xlsx"])
    (kept,) = (home / "rendered").iterdir()
    assert kept.name.startswith(paper.digest)
    assert kept.read_bytes() == drawn
    assert kept.stat().st_mode & 0o077 == 0


def test_a_paper_is_drawn_without_asking_the_database(paper, django_assert_num_queries):
    paper = Paper.objects.select_related("body").get(pk=paper.pk)
    with django_assert_num_queries(0):
        papers.made_of(paper, papers.FORMATS["pdf"])
        papers.tables(paper)


def test_a_paper_does_not_follow_what_changes_after_it(paper, late):
    Action.objects.filter(pk=late.pk).update(title="Another title altogether")
    (action,) = papers.document_of(Paper.objects.get(pk=paper.pk)).actions_of_concern
    assert action.title == "Deliver the 20-week timeliness plan"


def test_a_document_that_was_altered_behind_the_product_is_not_drawn(paper):
    paper.document = paper.document.replace('"32%"', '"92%"')
    assert not papers.is_as_frozen(paper)
    with pytest.raises(papers.NotAsFrozen):
        papers.made_of(paper, papers.FORMATS["pdf"])


def test_the_stored_text_is_canonical(paper):
    with connection.cursor() as cursor:
        cursor.execute("SELECT document FROM reports_paper")
        (text,) = cursor.fetchone()
    assert BoardReport.from_json(text).to_json() == text
    assert canonical.digest(text) == paper.digest
