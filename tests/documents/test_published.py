"""A published scorecard: what is hidden is nowhere in it, in any form; what changed is told."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from decimal import Decimal

import openpyxl
import pytest

from goldenthread.documents import canonical
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.paper_figures import Colour
from goldenthread.documents.pdf_check import check
from goldenthread.documents.published_hiding import (
    ABOUT_HIDDEN,
    COUNTS_FEW,
    WITHHELD,
    Hiding,
    changes_between,
    counting_few,
    public_of,
    quoting,
    words_digest,
)
from goldenthread.documents.published_pages import compose, render_published
from goldenthread.documents.published_scorecard import (
    Audit,
    PublishedFigure,
    PublishedScorecard,
    shown,
)
from goldenthread.documents.published_tables import figures_table, published_workbook
from tests.documents.published import CELLS, finding, paper, row

AUDIT = Audit(passed=True, hidden=1, sentence="1 figure is hidden.", earlier=())
Q3 = Hiding(cells={("a", "2017-18 Q3")}, numbers={"a": {Decimal(3)}}, protected={"a": 5}, counts={"a"})


def public(
    given: PublishedScorecard, hiding: Hiding = Q3, before: PublishedScorecard | None = None
) -> PublishedScorecard:
    return public_of(given, hiding, before=before, audit=AUDIT)


def test_a_document_reads_as_it_was_written():
    assert PublishedScorecard.from_json(paper().to_json()) == paper()
    with pytest.raises(canonical.NotThisPaper):
        PublishedScorecard.from_json('{"schema":"another","version":1,"paper":{}}')


def test_a_hidden_cell_takes_its_point_of_the_trend_with_it():
    assert public(paper()).rows[0].trend == (Decimal(13), Decimal(9), None, Decimal(21))


def test_a_direction_from_a_hidden_cell_is_hidden():
    hidden = public(paper()).rows[0]
    assert (hidden.arrow, hidden.change, hidden.travel_is_hidden) == (None, None, True)
    assert hidden.rating is Colour.RED


def test_the_rating_of_a_hidden_cell_is_hidden_with_its_reason():
    hidden = public(paper(rows=(row(rated_period="2017-18 Q3"),))).rows[0]
    assert (hidden.rating, hidden.rating_is_hidden, hidden.rating_reason) == (Colour.NOT_RATED, True, "")


def test_a_direction_from_a_period_that_is_not_printed_is_hidden_where_the_measure_is_protected():
    elsewhere = row(compared_with="2016-17 Q4")
    assert public(paper(rows=(elsewhere,)), Hiding(protected={"a": 5}, counts={"a"})).rows[0].travel_is_hidden
    assert not public(paper(rows=(elsewhere,)), Hiding()).rows[0].travel_is_hidden


def test_a_finding_about_a_hidden_cell_tells_no_number():
    another = replace(finding("b"), explanation="Counted late")
    told = public(paper(findings=(finding("a"), another, finding("b")))).findings
    assert told[0].is_hidden
    assert "46" not in f"{told[0].message} {told[0].expected} {told[0].published} {told[0].explanation}"
    assert told[1] == another
    assert told[2] == replace(finding("b"), explanation=told[0].explanation)  # it quotes the 3


def test_words_that_count_a_few_are_found_until_somebody_has_looked_at_them():
    few = row(key="b", comment="Four did not attend", words=None)
    held = Hiding(protected={"b": 5})
    assert [(one.where, one.said) for one in counting_few(paper(rows=(few,)), held)] == [
        ("paper’s comment", ("Four",))
    ]
    assert counting_few(paper(rows=(few,)), Hiding()) == ()
    assert counting_few(paper(rows=(few,)), replace(held, withheld={"b"})) == ()
    seen = replace(held, let_in={"b": words_digest(few)})
    assert counting_few(paper(rows=(few,)), seen) == ()
    assert counting_few(paper(rows=(replace(few, comment="Five did not attend"),)), seen) != ()


def test_a_few_are_told_by_no_reason_explanation_or_rival_of_a_protected_measure():
    held = Hiding(protected={"b": 5})
    rival = replace(finding("b"), message="The scorecard gives 41% and health gives 22.2% (4/18)")
    because = replace(finding("b"), explanation="Four were counted twice")
    told = public(
        paper(
            rows=(row(key="b", override="Only two came", rating_reason="22% (4 of 18) misses 50%"),),
            findings=(rival, because),
        ),
        held,
    )
    assert (told.findings[0].message, told.findings[1].explanation) == (ABOUT_HIDDEN, COUNTS_FEW)
    assert (told.rows[0].override, told.rows[0].rating_reason) == (COUNTS_FEW, "")
    before = paper(rows=(row(key="b", cells=("45", "13", "9", "3", "20", "46")),))
    change = changes_between(before, paper(rows=(row(key="b"),)), {("b", "2017-18 Q4"): "One child was late"})
    now = replace(paper(rows=(row(key="b"),)), changes=change)
    audit = Audit(passed=True, hidden=0, sentence="", earlier=())
    assert [one.why for one in public_of(now, held, before=before, audit=audit).changes] == [COUNTS_FEW]


def test_a_figure_whose_text_gives_a_hidden_number_is_found():
    said = PublishedFigure("13 (3 in the third quarter)", value=Decimal(13))
    share = PublishedFigure("22% (4/18)", value=Decimal(22), unit="%")
    told = row(cells=CELLS)
    told = replace(told, parts=(said, share, *told.parts[2:]), words=None)
    assert [(one.where, one.said) for one in quoting(paper(rows=(told,)), Q3)] == [
        ("the figure of 2017-18 Q1", ("3",)), ("the figure of 2017-18 Q2", ("4/18",)),
    ]  # fmt: skip


def test_a_reason_for_an_override_is_left_out_beside_a_hidden_cell():
    assert public(paper(rows=(row(override="Only 3 came"),))).rows[0].override == ""


def test_a_reason_for_the_edition_that_quotes_a_hidden_number_is_left_out():
    assert public(paper(reason="Q3 was 3")).reason == ABOUT_HIDDEN
    assert public(paper(reason="Two figures were late")).reason == "Two figures were late"


def test_words_that_quote_a_hidden_number_are_found_until_they_are_withheld():
    quotes = paper(rows=(row(comment="Three came"),))
    assert [(one.where, one.said) for one in quoting(quotes, Q3)] == [("paper’s comment", ("Three",))]
    withheld = replace(Q3, withheld={"a"})
    assert quoting(quotes, withheld) == ()
    hidden = public(quotes, withheld).rows[0]
    assert (hidden.comment, hidden.words, hidden.withheld) == ("", None, WITHHELD)


def test_what_changed_is_told_with_its_reason():
    before = paper()
    now = paper(edition=2, cells=("45", "13", "9", "3", "22", "47"))
    found = changes_between(before, now, {("a", "2017-18 Q4"): "Counted late"})
    assert [(one.period, one.before, one.after, one.why) for one in found] == [
        ("2017-18 Q4", "21", "22", "Counted late"),
        ("2017-18", "46", "47", ""),
    ]


def test_a_hidden_number_that_changed_is_no_change_in_public():
    before = public(paper())
    now = paper(edition=2, cells=("45", "13", "9", "2", "21", "46"))
    assert public(now, before=before).changes == ()


def test_a_measure_that_is_new_or_gone_is_told():
    found = changes_between(paper(), paper(rows=(row("b"),)), {})
    assert [(one.key, one.before, one.after) for one in found] == [
        ("b", "Not on it", "On it"),
        ("a", "On it", "Not on it"),
    ]


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (None, "–"),
        (PublishedFigure("[c]", code="c"), "[c]"),
        (PublishedFigure("83% (indicative)", value=Decimal(83), unit="%", code="p"), "83% (indicative) [p]"),
        (PublishedFigure("data not yet released", code="x"), "[x]"),
        (PublishedFigure("82%", value=Decimal(82), unit="%"), "82%"),
    ],
)
def test_a_cell_is_printed_with_its_symbol(figure, printed):
    assert shown(figure) == printed


def test_no_file_of_the_public_edition_tells_the_hidden_number():
    """The 777 of the hidden quarter stands in no file, and the internal files do have it."""
    secret = paper(cells=("45", "13", "9", "777", "21", "820"), findings=(finding("a"),))
    hiding = replace(Q3, numbers={"a": {Decimal(777)}})
    for told, given in ((False, public(secret, hiding)), (True, secret)):
        csv = render_csv(figures_table(given)).decode()
        texts = [given.to_json(), csv, _in_workbook(given), _in_pdf(given)]
        assert [("777" in text) for text in texts] == [told] * 4
    assert ",c,,c,c" in render_csv(figures_table(public(secret, hiding))).decode()


def test_a_workbook_has_real_numbers_and_explains_its_symbols():
    book = openpyxl.load_workbook(io.BytesIO(published_workbook(public(paper()))))
    assert book.sheetnames == ["Scorecard", "Figures", "Findings", "What changed", "Notes"]
    values = [cell.value for cell in book["Scorecard"][2]]
    assert values[8:14] == [45, 13, 9, "[c]", 21, 46]
    assert ["[c]" in str(line[0].value) for line in book["Notes"].iter_rows()].count(True) == 1


def test_the_pdf_is_accessible():
    assert check(render_published(public(paper(findings=(finding("b"),))))) == ()


def test_text_of_a_title_that_looks_like_a_formula_is_not_run():
    dangerous = paper(rows=(row(title="=1+1"),))
    assert "'=1+1" in render_csv(figures_table(dangerous)).decode()


def _in_workbook(given: PublishedScorecard) -> str:
    book = openpyxl.load_workbook(io.BytesIO(published_workbook(given)))
    return " ".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line)


def _in_pdf(given: PublishedScorecard) -> str:
    """All that the PDF is set from: nothing reaches it but these blocks."""
    return json.dumps(asdict(compose(given)), default=str)
