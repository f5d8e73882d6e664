"""The children in need census: what is read of it, and what is said where it is not as it should be."""

from __future__ import annotations

import json
from datetime import date

import pytest

from goldenthread.casedata.reading import ProblemKind, recognise
from goldenthread.casedata.sources import Source
from tests.casedata.reading.census import DAY, case, census, child, leaves, loaded

ASSESSED = "<Assessments>{}</Assessments>"
PLAN = leaves(
    CPPstartDate="2025-06-10",
    InitialCategoryOfAbuse="NEG",
    LatestCategoryOfAbuse="EMO",
    NumberOfPreviousCPP="1",
)
REVIEWS = (
    "<Reviews><CPPreviewDate>2025-09-01</CPPreviewDate><CPPreviewDate>2026-02-02</CPPreviewDate></Reviews>"
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def problems(report) -> dict[ProblemKind, int]:
    return {kind: problem.count for kind, problem in report.problems.items()}


def test_every_element_goes_to_its_tables(tmp_path):
    assessed = leaves(AssessmentActualStartDate="2025-05-02", AssessmentAuthorisationDate="2025-06-20")
    factors = "<AssessmentFactors>2B</AssessmentFactors>"
    factors = f"<FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment>"
    enquiry = leaves(
        S47ActualStartDate="2025-05-15",
        InitialCPCtarget="2025-06-06",
        DateOfInitialCPC="2025-06-10",
        ICPCnotRequired="0",
    )
    whole = case(
        ASSESSED.format(assessed + factors),
        f"<CINPlanDates>{leaves(CINPlanStartDate='2025-07-01')}</CINPlanDates>",
        f"<Section47>{enquiry}</Section47>",
        f"<ChildProtectionPlans>{PLAN}{REVIEWS}</ChildProtectionPlans>",
    )
    closed = case(referred="2025-04-03", nfa="1", CINclosureDate="2025-04-04", ReasonForClosure="RC8")
    learning = "<Ethnicity>MWAS</Ethnicity><Disabilities><Disability>LD</Disability></Disabilities>"
    kept, report = loaded(tmp_path, census(child("C1", whole, what=learning), child("C2", closed)))
    assert kept.known == {1: "C1", 2: "C2"}
    assert kept.rows(
        "children", "authority", "child", "born", "sex", "ethnicity", "disabled", "seen_until"
    ) == [
        ("903", 1, day("2012-05-06"), "F", "MWAS", True, None),
        ("903", 2, day("2012-05-06"), "F", "WBRI", False, day("2025-04-04")),
    ]
    assert kept.rows("referrals", "child", "referred", "source_of_referral", "no_further_action") == [
        (1, day("2025-05-01"), "1A", False), (2, day("2025-04-03"), "1A", True),
    ]  # fmt: skip
    # A referral that led to nothing begins no spell of need.
    assert kept.rows("need", "child", "referred", "started", "ended", "primary_need") == [
        (1, day("2025-05-01"), None, None, "N1")
    ]
    assert "1 referrals led to no further action" in " ".join(report.notes)
    assert kept.rows("assessments", "child", "referred", "started", "authorised", "disabled") == [
        (1, day("2025-05-01"), day("2025-05-02"), day("2025-06-20"), True)
    ]
    assert kept.rows("section_47", "started", "target", "conference", "conference_not_needed") == [
        (day("2025-05-15"), day("2025-06-06"), day("2025-06-10"), False)
    ]
    assert kept.rows("need_plans", "started", "ended") == [(day("2025-07-01"), None)]
    assert kept.rows(
        "protection_plans", "started", "conference", "initial_category", "latest_category", "previous_plans",
        "last_review",
    ) == [(day("2025-06-10"), day("2025-06-10"), "NEG", "EMO", 1, day("2026-02-02"))]  # fmt: skip
    assert kept.rows("protection_reviews", "plan_started", "reviewed") == [
        (day("2025-06-10"), day("2025-09-01")), (day("2025-06-10"), day("2026-02-02")),
    ]  # fmt: skip
    assert not report.problems
    assert {part.name: (part.read, part.kept) for part in report.parts}["CPPreviewDate"] == (2, 2)
    assert report.gives["assessments"] == [
        "authority",
        "child",
        "row",
        "referred",
        "started",
        "authorised",
        "disabled",
    ]
    assert ("contacts", "") in {(lack.table, lack.column) for lack in report.lacks}
    assert ("referrals", "team") in {(lack.table, lack.column) for lack in report.lacks}


@pytest.mark.parametrize(
    ("target", "said"),
    [("2025-06-06", "in 1 of 1 enquiries; in 0 it"), ("2025-06-05", "in 0 of 1 enquiries; in 1 it")],
)
def test_the_councils_own_target_is_compared_with_fifteen_working_days(tmp_path, target, said):
    enquiry = leaves(S47ActualStartDate="2025-05-15", InitialCPCtarget=target, ICPCnotRequired="0")
    _, report = loaded(tmp_path, census(child("C1", case(f"<Section47>{enquiry}</Section47>"))))
    assert said in " ".join(report.notes)


def test_a_conference_that_stands_with_the_case_goes_to_the_enquiry_that_led_to_it(tmp_path):
    enquiries = "".join(
        f"<Section47>{leaves(S47ActualStartDate=started, ICPCnotRequired=not_needed)}</Section47>"
        for started, not_needed in [("2025-05-15", "0"), ("2025-05-20", "1"), ("2025-07-01", "0")]
    )
    plan = f"<ChildProtectionPlans>{PLAN}</ChildProtectionPlans>"
    kept, _ = loaded(tmp_path, census(child("C1", case(enquiries, plan, DateOfInitialCPC="2025-06-09"))))
    assert kept.rows("section_47", "conference") == [(day("2025-06-09"),), (None,), (None,)]
    assert kept.rows("protection_plans", "conference") == [(day("2025-06-09"),)]


def test_other_years_and_namespaces_are_read_alike(tmp_path):
    old = census(child("C1", case(), sex="<GenderCurrent>1</GenderCurrent>"), year=2019)
    prefixed = old.replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:").replace("<c:?", "<?")
    prefixed = prefixed.replace("<c:Message>", '<c:Message xmlns:c="http://example.invalid/cin">')
    default = old.replace("<Message>", '<Message xmlns="http://example.invalid/cin">')
    wide = old.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16")
    for content in (old, prefixed, default, wide):
        kept, report = loaded(tmp_path, content)
        assert kept.rows("children", "sex") == [("M",)]
        assert not report.problems
        # Plans of children in need came later: nothing is said of them, so no figure can be nought.
        assert "need_plans" not in report.gives
    without = old[: old.index("<Header>")] + old[old.index("</Header>") + 9 :]
    (tmp_path / "x").write_text(without)
    assert [one.source for one in recognise([tmp_path / "x"])] == [Source.CIN_CENSUS]


def test_bad_cells_are_left_empty_and_said_with_their_place_and_the_rest_is_kept(tmp_path):
    wrong = case(
        ASSESSED.format(
            leaves(AssessmentActualStartDate="2025-05-10", AssessmentAuthorisationDate="2025-05-01")
        ),
        ASSESSED.format(leaves(AssessmentActualStartDate="", AssessmentAuthorisationDate="2025-05-01")),
        f"<ChildProtectionPlans>{PLAN.replace('NEG', 'XYZ').replace('>1<', '>one<')}</ChildProtectionPlans>",
        "<Nickname>Z</Nickname>",
        referred="2025-02-30",
    )
    fine = case(referred="2025-05-01Z", nfa="true")
    content = census(
        child("C1", wrong, born="2026-04-01"),
        child("", case()),
        child("C3", fine), child("C3", fine), child("C3", born="2012-05-07"),
    )  # fmt: skip
    kept, report = loaded(tmp_path, content)
    assert problems(report) == {
        ProblemKind.BORN_IN_FUTURE: 1, ProblemKind.NOT_A_DAY: 1, ProblemKind.NO_START: 2,
        ProblemKind.STOP_BEFORE_START: 1, ProblemKind.UNKNOWN_CODE: 1, ProblemKind.NOT_A_COUNT: 1,
        ProblemKind.UNKNOWN_COLUMN: 1, ProblemKind.NO_NUMBER: 2, ProblemKind.DUPLICATED: 2,
        ProblemKind.BIRTHS_DIFFER: 1,
    }  # fmt: skip
    assert kept.rows("children", "child", "born") == [(1, None), (3, day("2012-05-06"))]
    assert kept.rows("referrals", "child", "referred", "no_further_action") == [(3, day("2025-05-01"), True)]
    assert kept.rows("assessments", "started", "authorised") == [(day("2025-05-10"), None)]
    assert kept.rows("protection_plans", "initial_category", "latest_category", "previous_plans") == [
        (None, "EMO", None)
    ]
    (place,) = report.problems[ProblemKind.UNKNOWN_CODE].places
    line = 1 + content[: content.index("<ChildProtectionPlans>")].count("\n")
    assert (place.part, place.row, place.column, place.value) == (
        "ChildProtectionPlans", line, "InitialCategoryOfAbuse", "XYZ",
    )  # fmt: skip
    for part in report.parts:
        assert part.read == part.kept + part.set_aside, part.name
    # Nothing that tells who a child is: no number, and no day of birth.
    said = json.dumps(report.as_json()) + "\n".join(report.words())
    assert not [secret for secret in ("C1", "C3", "2026-04-01", "2012-05-06", "2012-05-07") if secret in said]


def test_a_column_that_no_child_has_is_said_and_not_given(tmp_path):
    _, report = loaded(
        tmp_path, census(child("C1", case().replace("<ReferralNFA>0</ReferralNFA>", ""), sex=""))
    )
    assert [place.column for place in report.problems[ProblemKind.COLUMN_MISSING].places] == [
        "Sex",
        "ReferralNFA",
    ]
    assert "no_further_action" not in report.gives["referrals"]
    assert "sex" not in report.gives["children"]


@pytest.mark.parametrize(
    ("cut_at", "kind"),
    [
        ("<CINdetails>\n<CINreferralDate>2025-05-0", ProblemKind.TRUNCATED),
        ("<wrong>", ProblemKind.UNREADABLE_FILE),
    ],
)
def test_of_a_broken_file_what_stands_before_is_kept_and_the_line_is_said(tmp_path, cut_at, kind):
    content = census(
        *(child(f"C{n}", case(referred="2025-05-09" if n == 3 else "2025-06-01")) for n in range(5))
    )
    if kind is ProblemKind.TRUNCATED:
        content = content[: content.index(cut_at) + len(cut_at)]
    else:
        content = content.replace("<LAchildID>C3", "<wrong><LAchildID>C3")
    kept, report = loaded(tmp_path, content)
    assert kept.rows("children", "child") == [(0,), (1,), (2,)]
    (place,) = report.problems[kind].places
    assert place.row == 1 + content[: content.index("<LAchildID>C3")].count("\n") + (
        3 if kind is ProblemKind.TRUNCATED else 0
    )
    assert "the child that stands there is not" in report.problems[kind].done


BOMB = "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (f"<!DOCTYPE Message [{BOMB}]>", "document type"),
        ('<!DOCTYPE Message SYSTEM "file:///etc/passwd">', "document type"),
    ],
)
def test_a_document_type_is_refused_with_its_line(tmp_path, head, why):
    content = census(child("C1", case())).replace("<Message>", f"{head}\n<Message>").replace("1A", "&a8;")
    kept, report = loaded(tmp_path, content)
    assert not kept.batches
    assert not report.gives
    refused = report.problems[ProblemKind.REFUSED]
    assert why in refused.done
    assert [place.row for place in refused.places] == [2]


def test_nesting_texts_and_tags_without_an_end_are_refused(tmp_path):
    for inside in ("<a>" * 60, f"<a>{'x' * 30_000}</a>", f"<a {'x' * 5_000_000}"):
        kept, report = loaded(tmp_path, census(child("C1", case()), inside))
        assert ProblemKind.REFUSED in report.problems
        assert kept.rows("children", "child") == [(1,)]


def test_another_encoding_than_the_file_says_is_told_and_read(tmp_path):
    content = census(child("C1", case("<Note>caf\u00e9</Note>"))).encode("windows-1252")
    kept, report = loaded(tmp_path, content)
    assert kept.rows("children", "child") == [(1,)]
    (place,) = report.problems[ProblemKind.ENCODING].places
    assert place.row == 1 + content[: content.index(b"caf")].count(b"\n")
    declared = content.replace(b'"1.0"', b'"1.0" encoding="windows-1252"')
    assert ProblemKind.ENCODING not in loaded(tmp_path, declared)[1].problems


def test_two_files_of_one_census_are_read_as_one(tmp_path):
    kept, report = loaded(
        tmp_path, census(child("C1", case())), census(child("C2", case()), child("C1", case()))
    )
    assert kept.rows("referrals", "child") == [(1,), (2,)]
    assert report.problems[ProblemKind.DUPLICATED].count == 2
    other = loaded(tmp_path, census(child("C1", case())), snapshot_on=date(2026, 3, 30))[1]
    assert "names 2026-03-31 as its day" in " ".join(other.notes)
    assert date(2026, 3, 31) == DAY


@pytest.mark.parametrize(
    ("referred", "starts", "clocks"),
    [
        ("2025-05-01", ["2025-05-02", "2025-11-03"], ["2025-05-01", "2025-11-03"]),
        ("2025-05-01", ["2025-09-01"], ["2025-05-01"]),  # late, and still the first: the year has them all
        ("2025-02-03", ["2025-04-07"], ["2025-02-03"]),  # nine weeks after
        ("2025-02-03", ["2025-04-08"], ["2025-04-08"]),  # longer: another came before, in an earlier census
    ],
)
def test_a_later_assessment_of_a_case_starts_its_own_clock(tmp_path, referred, starts, clocks):
    assessed = [ASSESSED.format(leaves(AssessmentActualStartDate=start)) for start in starts]
    kept, _ = loaded(tmp_path, census(child("C1", case(*assessed, referred=referred))))

    assert kept.rows("assessments", "referred") == [(day(clock),) for clock in clocks]
