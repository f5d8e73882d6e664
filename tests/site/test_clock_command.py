"""`goldenthread clock`: answers for one case without a database, and refuses in words."""

import json

import pytest

from goldenthread.site.cli import main


def ask(capsys, *words):
    try:
        main(["clock", *words])
        status = 0
    except SystemExit as ended:
        status = ended.code
    out, err = capsys.readouterr()
    return status, out, err


def test_it_answers_for_one_case_as_json(capsys):
    status, out, _ = ask(capsys, "assessment", "--start", "2018-05-04", "--as-at", "2018-07-09", "--json")
    answer = json.loads(out)
    assert status == 0
    assert {"clock", "start", "deadline", "state", "days_left", "code", "basis"} <= set(answer)
    assert (answer["deadline"], answer["state"], answer["days_left"]) == ("2018-07-10", "due soon", 1)
    assert answer["code"] == "CLK-33"
    assert answer["in_time"] is None


def test_a_stop_that_is_still_to_come_is_taken_as_it_will_have_been(capsys):
    to_come = ("assessment", "--start", "2039-05-04", "--stop", "2039-05-10", "--json")
    answer = json.loads(ask(capsys, *to_come)[1])
    assert (answer["state"], answer["in_time"]) == ("met", True)


def test_it_answers_in_words(capsys):
    _, out, _ = ask(capsys, "icpc", "--start", "2018-12-14", "--as-at", "2019-01-10")
    assert "overdue (CLK-14)" in out
    assert "Due 9 January 2019: 15 working days" in out
    assert "1 day late." in out
    assert "has not been checked at source" in out


def test_hours_and_a_local_limit_are_taken(capsys):
    back = ("return-home-interview", "--start", "2018-03-24T14:00", "--stop", "2018-03-27T15:00", "--json")
    assert json.loads(ask(capsys, *back)[1])["state"] == "met"
    own = (
        "contact-decision",
        "--start",
        "2018-05-04",
        "--limit",
        "2 weeks",
        "--as-at",
        "2018-05-05",
        "--json",
    )
    answer = json.loads(ask(capsys, *own)[1])
    assert (answer["deadline"], answer["basis"]) == ("2018-05-18", "The council's own setting.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["asessment", "--start", "2018-05-04"], "Did you mean assessment"),
        ([], "ehc-20-weeks"),
        (["assessment", "--start", "4 May"], "is not a date"),
        (["assessment", "--start", "2040-12-20"], "Working days are known from 1 January 1995"),
        (["assessment", "--start", "2018-05-04", "--limit", "60"], "not the council's to set"),
        (["cp-visit", "--start", "2018-05-04", "--limit", "often"], "is not a limit"),
        (["assessment", "--start", "2018-05-04", "--exception", "absent"], "permits no exception"),
    ],
)
def test_it_refuses_in_words(capsys, words, said):
    status, out, err = ask(capsys, *words)
    assert (status, out) == (1, "")
    assert said in err
