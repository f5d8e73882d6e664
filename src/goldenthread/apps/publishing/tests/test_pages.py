"""Pages of publishing: the way of an edition on the pages, who may, stale forms, what the public sees."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from goldenthread.apps.measures.actions import define_measure, place_on_scorecard
from goldenthread.apps.measures.doubting import Said, digest_of, doubts_of_target, row_of
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.typed import FigurePlace, record_figure, type_target
from goldenthread.apps.people.models import Role
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.models import Edition, Explanation, RowLink
from goldenthread.apps.publishing.queries import period_named
from goldenthread.apps.publishing.tests.conftest import PERIODS, Q4, figure
from goldenthread.rulebook.figures import parse_figure


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def address(scorecard):
    def made(name: str, *more: str) -> str:
        return reverse(f"publishing:{name}", args=[scorecard.uuid, "2017-18-q4", *more])

    return made


def test_the_scorecards_page_leads_to_its_checks(scorecard, analyst, sign_in, address):
    page = sign_in(analyst).get(
        reverse("measures:scorecard", args=[scorecard.uuid, "scorecard"]), {"period": "2017-18 Q4"}
    )
    assert address("check") in page.content.decode()


def test_an_edition_goes_from_prepared_to_published_on_the_pages(scorecard, analyst, head, sign_in, address):
    client = sign_in(analyst)
    assert "Prepare for publication" in text_of(client.get(address("check")))
    assert client.get(address("prepare")).status_code == 200
    assert client.post(address("prepare"), {"do": "prepare"}).status_code == 302
    page = text_of(client.get(address("check")))
    assert "Prepared, not yet approved" in page
    assert "2 figures are hidden" in page
    [one] = scorecard_publications(scorecard)
    assert client.get(reverse("publishing:approve", args=[one.uuid])).status_code == 403
    client = sign_in(head)
    approve = reverse("publishing:approve", args=[one.uuid])
    assert client.get(approve).status_code == 200
    assert client.post(approve, {"version": 1}).status_code == 302
    assert client.get(reverse("publishing:publish", args=[one.uuid])).status_code == 403
    client = sign_in(analyst)
    publish = reverse("publishing:publish", args=[one.uuid])
    assert client.post(publish, {"version": 2}).status_code == 302
    edition = Edition.objects.get()
    assert edition.get_absolute_url() in client.get(address("check")).content.decode()


def scorecard_publications(scorecard):
    from goldenthread.apps.publishing.queries import publications_of

    return publications_of(scorecard, Q4)


def test_a_stale_approval_is_told_and_can_be_sent_again(prepared, head, sign_in):
    approve = reverse("publishing:approve", args=[prepared.uuid])
    page = sign_in(head).post(approve, {"version": 0})
    assert page.status_code == 422
    assert "Somebody else moved this edition on" in text_of(page)
    assert 'name="version" value="1"' in page.content.decode()


@pytest.fixture
def finding(scorecard, measure, analyst, now):
    figure(measure("10.2"), "40", "2017-18", by=analyst, at=now)
    return next(one for one in check(scorecard, Q4).findings if one.measures == ("10.2",))


def test_a_finding_names_its_cells_and_is_explained(finding, scorecard, analyst, sign_in, address):
    client = sign_in(analyst)
    page = client.get(address("check")).content.decode()
    assert page.count("where does this come from?") >= len(finding.places) > 1
    explain = address("explain", finding.digest)
    assert finding.message in text_of(client.get(explain)).replace("&#x27;", "'")
    client.post(explain, {"version": 0, "words": "Counted twice"})
    assert Explanation.objects.get().words == "Counted twice"
    page = text_of(client.get(address("check"), {"state": "open"}))
    assert "No finding is like that" in page
    assert "Counted twice" in client.get(address("check"), {"format": "csv"}).content.decode()


def test_what_was_typed_is_kept_when_somebody_else_explained(finding, scorecard, analyst, sign_in, address):
    client = sign_in(analyst)
    explain = address("explain", finding.digest)
    client.post(explain, {"version": 0, "words": "Counted twice"})
    page = client.post(explain, {"version": 0, "words": "My own words"})
    assert page.status_code == 422
    body = page.content.decode()
    assert "My own words" in body
    assert "Counted twice" in body
    assert 'name="version" value="1"' in body
    assert client.post(explain, {"version": 1, "words": "My own words"}).status_code == 302


def test_a_finding_that_was_corrected_is_gone(finding, measure, analyst, now, sign_in, address):
    figure(measure("10.2"), "46", "2017-18", by=analyst, at=now)
    assert sign_in(analyst).get(address("explain", finding.digest)).status_code == 404


def test_a_proposed_link_is_confirmed_on_its_page(scorecard, measure, analyst, now, sign_in, address):
    made = define_measure(
        "Rate of foster carers per 10,000", reference="2.2", unit="per 10,000", by=analyst, at=now
    )
    place_on_scorecard(scorecard, made, by=analyst, at=now)
    for period, text in zip(PERIODS, ["60", "61", "61", "62", "63", "63"], strict=True):
        figure(made, text, period, by=analyst, at=now)
    client = sign_in(analyst)
    page = client.get(address("links")).content.decode()
    [decide] = set(re.findall(rf'href="({address("links")}[0-9a-f]{{32}}/)"', page))
    assert client.get(decide).status_code == 200
    assert client.post(decide, {"version": 0}).status_code == 422
    assert client.post(decide, {"version": 0, "holds": "no", "reason": ""}).status_code == 422
    assert client.post(decide, {"version": 0, "holds": "yes"}).status_code == 302
    assert RowLink.objects.get().outcome == "confirmed"


def test_a_link_that_cannot_be_is_refused_in_words(scorecard, measure, analyst, sign_in, address):
    client, one = sign_in(analyst), str(measure("2.1").uuid)
    page = client.post(address("add_link"), {"kind": "sum", "result": one, "first": one, "second": one})
    assert page.status_code == 422
    assert "Choose the measures again" in text_of(page)
    others = {"first": str(measure("10.2").uuid), "second": str(measure("1.7").uuid)}
    assert client.post(address("add_link"), {"kind": "sum", "result": one, **others}).status_code == 302


def test_populations_and_small_number_rules_are_kept(measure, analyst, sign_in):
    client = sign_in(analyst)
    fields = {"name": "Children", "year": 2017, "people": 75000, "source": "Estimate"}
    assert client.post(reverse("publishing:record_population"), fields).status_code == 302
    assert "75000" in text_of(client.get(reverse("publishing:populations")))
    rule = reverse("publishing:small_number_rule", args=[measure("2.1").uuid])
    fields = {"version": 0, "protected": "yes", "threshold": 5, "reason": "They are few"}
    assert client.post(rule, fields).status_code == 302
    page = client.post(rule, fields | {"reason": "My reason"})
    assert page.status_code == 422
    assert "My reason" in page.content.decode()


def test_the_public_page_and_files_tell_no_hidden_number(edition, scorecard, person, sign_in):
    client = sign_in(person(Role.BOARD_MEMBER))
    page = client.get(edition.get_absolute_url()).content.decode()
    row = page[page.index("Number of children referred") :]
    row = row[: row.index("</tr>")]
    assert re.findall(r'gt-number">([^<]*)<', row) == ["45", "13", "[c]", "[c]", "21", "46", "–", "–"]
    assert "13, [c], [c] and 21, 2017-18 Q1 to 2017-18 Q4" in row
    assert "Hidden, to protect the identity of children" in page
    for suffix in ("csv", "json", "xlsx", "pdf"):
        assert client.get(reverse("publishing:download", args=[edition.uuid, suffix])).status_code == 200
    csv = client.get(reverse("publishing:download", args=[edition.uuid, "csv"])).content.decode()
    assert [line.split(",")[6] for line in csv.splitlines() if "children referred" in line] == [
        "45", "13", "c", "c", "21", "46",
    ]  # fmt: skip
    assert client.get(reverse("publishing:internal", args=[edition.uuid])).status_code == 403
    assert client.get(reverse("publishing:download_internal", args=[edition.uuid, "csv"])).status_code == 403


def test_whoever_may_sees_every_number(edition, analyst, sign_in):
    client = sign_in(analyst)
    page = text_of(client.get(reverse("publishing:internal", args=[edition.uuid])))
    assert "Not for publication" in page
    answer = client.get(reverse("publishing:download_internal", args=[edition.uuid, "xlsx"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book["Scorecard"][2]][8:14] == [45, 13, 9, 3, 21, 46]
    assert "not-for-publication" in answer["Content-Disposition"]


def test_an_edition_that_was_altered_is_not_shown(edition, analyst, sign_in, monkeypatch):
    from goldenthread.apps.publishing import editions

    def altered(_edition):
        raise editions.NotAsPublished("altered")

    monkeypatch.setattr(editions, "public_document", altered)
    page = sign_in(analyst).get(edition.get_absolute_url())
    assert page.status_code == 500
    assert "cannot be shown" in text_of(page)


def test_a_measure_that_changed_is_flagged_on_the_scorecard_and_found_by_it(
    edition, scorecard, measure, analyst, now, sign_in
):
    figure(measure("2.1"), "64", by=analyst, at=now)
    address = reverse("measures:scorecard", args=[scorecard.uuid, "scorecard"])
    page = text_of(sign_in(analyst).get(address, {"period": "2017-18 Q4", "changed_since_published": "on"}))
    assert "1 of 3 measures" in page
    assert "changed since last published" in page


def test_where_nothing_changed_since_publication_the_scorecard_says_so(edition, scorecard, analyst, sign_in):
    address = reverse("measures:scorecard", args=[scorecard.uuid, "scorecard"])
    page = sign_in(analyst).get(address, {"period": "2017-18 Q4", "changed_since_published": "on"})
    assert f"Nothing has changed since edition {edition.edition} was published" in text_of(page)


def test_an_edition_says_to_staff_what_changed_since_and_to_its_readers_nothing(
    edition, measure, analyst, person, now, sign_in
):
    address = edition.get_absolute_url()
    assert "Changed since" not in text_of(sign_in(analyst).get(address))
    figure(measure("10.2"), "4", "2017-18 Q3", by=analyst, at=now)
    figure(measure("2.1"), "64", by=analyst, at=now)
    assert "Changed since it was published: 10.2, 2.1" in text_of(sign_in(analyst).get(address))
    assert "Changed since" not in text_of(sign_in(person(Role.BOARD_MEMBER)).get(address))


def test_a_page_of_the_past_shows_what_was_found_then_and_no_buttons(
    finding, prepared, analyst, sign_in, address
):
    page = text_of(sign_in(analyst).get(address("check"), {"known_at": "2018-07-16"}))
    assert finding.period in page
    assert "Explain" not in page.replace("Explained", "")


# From a terminal


def test_findings_are_printed_as_json(finding, capsys):
    call_command("check_scorecard", "children and families", period="2017-18 Q4", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["findings"]
    one = next(one for one in told["findings"] if one["measures"] == ["10.2"])
    for told_of in told["findings"]:
        assert list(told_of) == ["code", "measures", "period", "expected", "published", "message"]
    assert one["period"] == "2017-18"


def test_findings_are_printed_for_people(finding, capsys):
    call_command("check_scorecard", "Children and families", period="2017-18-q4")
    assert finding.message in capsys.readouterr().out


SPELLINGS = (
    *(
        "2017-18 Q4",
        "2017-18-q4",
        "2017/18 Q4",
        "Q4 17/18",
        "q4 2017-18",
        "Quarter 4 2017/18",
        "Qtr 4, 2017-18",
    ),
    *(
        "Jan-Mar 2018",
        "January to March 2018",
        " 2017-18  Q4 ",
        "Q4 (Jan-Mar) 2017-18",
        "4th quarter 2017/18",
    ),
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_period_is_known_in_the_spellings_that_people_use(spelling, scorecard):
    assert period_named(scorecard, spelling) == Q4


@pytest.mark.parametrize(
    ("name", "period", "told"),
    [
        ("Nothing", "2017-18 Q4", "no scorecard called “Nothing”. Scorecards: Children and families."),
        ("Childern and familys", "2017-18 Q4", "Did you mean “Children and families”?"),
        ("families", "2017-18 Q4", "Did you mean “Children and families”?"),
        ("", "2017-18 Q4", "Scorecards: Children and families."),
        ("Children and families", "2010-11 Q1", "no figures of 2010-11 Q1. It has figures of: 2017-18"),
        ("Children and families", "rubbish", "'rubbish' is not a period"),
        ("Children and families", "Q4", "has no year"),
    ],
)
def test_what_is_not_known_is_told_with_what_there_is(name, period, told, scorecard, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("check_scorecard", name, period=period, as_json=True)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_what_was_said_when_a_figure_was_recorded_as_it_is_is_offered_as_the_explanation(
    scorecard, measure, analyst, sign_in, now, today
):
    shares, q4 = measure("1.7"), FigurePlace(measure("1.7"), Q4)
    doubted = parse_figure("0.83", unit="%")
    doubts = q4.doubts(doubted, None, None)
    record_figure(
        q4, doubted, seen=1, note="From the return", said=Said(digest_of(doubts), "One child of 120"),
        today=today, by=analyst, at=now,
    )  # fmt: skip
    found = next(one for one in check(scorecard, Q4).findings if one.code == "ARI-9")
    where = reverse("publishing:explain", args=[scorecard.uuid, "2017-18-q4", found.digest])
    page = sign_in(analyst).get(where)
    assert shares.reference in found.measures
    assert "Recorded as it is, because One child of 120" in text_of(page)
    assert page.context["form"].initial["words"] == "One child of 120"


def test_what_was_said_when_a_target_was_set_as_it_is_is_offered_too(
    scorecard, measure, analyst, sign_in, now
):
    one, day = measure("1.7"), date(2017, 4, 1)
    target = target_in("<80%", one)
    doubts = doubts_of_target(one, row_of(one), target, day)
    said = Said(digest_of(doubts), "Fewer are wanted until the new team has begun")
    type_target(one, target, effective_on=day, said=said, by=analyst, at=now)
    found = next(one for one in check(scorecard, Q4).findings if one.code == "ARI-18")
    where = reverse("publishing:explain", args=[scorecard.uuid, "2017-18-q4", found.digest])
    assert sign_in(analyst).get(where).context["form"].initial["words"] == said.why
