"""`goldenthread report`: writes the papers and prints where, or says in plain words why not."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from goldenthread.apps.measures.actions import make_scorecard
from goldenthread.apps.reports.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, home):
    """Run the command into a folder of the test's own: its exit code, what it printed, what it complained."""

    def report(body="Health and Wellbeing Board", period="2017-18 Q4", **options):
        out, err = StringIO(), StringIO()
        code = 0
        try:
            call_command(
                "report", body=body, period=period, out=tmp_path / "build", stdout=out, stderr=err, **options
            )
        except SystemExit as stopped:
            code = stopped.code
        return code, out.getvalue(), err.getvalue()

    return report


def test_it_writes_three_files_and_prints_their_paths(run, red, tmp_path):
    code, out, _ = run(body="health and wellbeing board", period="Qtr 4, 2017-18")
    written = sorted(path.name for path in (tmp_path / "build").iterdir())
    stem = "health-and-wellbeing-board-2017-18-q4-report"
    assert (code, written) == (0, [f"{stem}.docx", f"{stem}.pdf", f"{stem}.xlsx"])
    assert all(str(tmp_path / "build" / name) in out for name in written)
    assert "Edition 1, frozen now" in out


def test_a_second_run_makes_no_new_edition(run, red):
    run()
    assert "Edition 1, as it was frozen: nothing has changed since" in run()[1]
    assert Paper.objects.count() == 1


def test_an_unknown_body_is_answered_with_the_nearest(run, red):
    code, _, err = run(body="Heath and Wellbeing Bord")
    assert (code, err.strip()) == (
        1,
        "There is no body called 'Heath and Wellbeing Bord'. Did you mean Health and Wellbeing Board?",
    )
    assert run(body="wellbeing")[2].strip().endswith("Did you mean Health and Wellbeing Board?")


def test_a_period_that_does_not_parse_is_answered_with_those_that_have_figures(run, red):
    code, _, err = run(period="the fourth quarter")
    assert code == 1
    assert "'the fourth quarter' is not a period" in err
    assert "There are figures for 2017-18 Q4, 2017-18 Q3 and 2017-18 Q2." in err


def test_an_unknown_scorecard_is_answered_with_the_nearest(run, red):
    code, _, err = run(scorecard="Children and families")
    assert code == 1
    assert "Did you mean Children and families scorecard?" in err


def test_a_body_without_anything_is_answered_in_plain_words(run, board):
    code, _, err = run()
    assert code == 1
    assert err.startswith("There is nothing to report to Health and Wellbeing Board for 2017-18 Q4.")


def test_a_folder_that_cannot_be_written_is_said(run, red, tmp_path):
    (tmp_path / "build").write_text("a file, not a folder")
    code, _, err = run()
    assert code == 1
    assert f"{tmp_path / 'build'} cannot be written" in err


def test_the_only_scorecard_with_figures_is_shown_to_a_body_that_has_none(run, red, scorecard, board, now):
    scorecard.body = None
    scorecard.save()
    make_scorecard("Another scorecard", by=None, at=now)
    assert run()[0] == 0
    assert '"ref":"2.10"' in Paper.objects.get().document
