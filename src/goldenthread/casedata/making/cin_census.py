"""The children in need census of one year as its XML: every case open in the year, with what was in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from goldenthread.casedata.making.known import Known
from goldenthread.casedata.making.rows import Rows, python_days

FACTORS = (
    "<FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment>"
)
LABEL = "Made up for testing and demonstration: no child in this file is real."


def xml(known: Known) -> Iterator[str]:
    """The file in pieces. `known` is the year that ends on its 31 March."""
    year = int(str(known.on)[:4])
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<!-- {LABEL} -->\n<Message>\n<Header>\n<CollectionDetails><Collection>CIN</Collection>"
    yield f"<Year>{year}</Year><ReferenceDate>{known.on}</ReferenceDate></CollectionDetails>\n"
    yield f"<Source><SourceLevel>L</SourceLevel><LEA>{900 + known.truth.place.number % 100}</LEA>"
    yield "<SoftwareCode>Made up</SoftwareCode><Release>Made up</Release><SerialNo>001</SerialNo>"
    yield f"<DateTime>{known.on}T00:00:00</DateTime></Source>\n</Header>\n<Children>\n"
    yield from _children(known)
    yield "</Children>\n</Message>\n"


def _children(known: Known) -> Iterator[str]:
    cases = known.cases().by("child", "referred")
    people = known.child(cases)
    parts = [
        column.tolist()
        for column in (
            cases["child"],
            people["number"],
            people["sex"],
            people["ethnicity"],
            people["disabled"],
        )
    ]
    born = python_days(people["born"])
    details = _details(known, cases)
    before = None
    for child, number, sex, ethnicity, disabled, birthday, detail in zip(*parts, born, details, strict=True):
        if child != before:
            if before is not None:
                yield "</Child>\n"
            yield _identified(number, birthday, sex, ethnicity, disabled)
            before = child
        yield detail
    if before is not None:
        yield "</Child>\n"


def _identified(number: str, born: date | None, sex: str, ethnicity: str, disabled: bool) -> str:
    return (
        f"<Child>\n<ChildIdentifiers><LAchildID>{number}</LAchildID><UPNunknown>UN5</UPNunknown>"
        f"<PersonBirthDate>{born}</PersonBirthDate><Sex>{sex}</Sex></ChildIdentifiers>\n"
        f"<ChildCharacteristics><Ethnicity>{ethnicity}</Ethnicity><Disabilities><Disability>"
        f"{'LD' if disabled else 'NONE'}</Disability></Disabilities></ChildCharacteristics>\n"
    )


def _details(known: Known, cases: Rows) -> Iterator[str]:
    """The CINdetails element of each case."""
    assessments, enquiries = _by_case(_assessment_parts(known)), _by_case(_enquiry_parts(known))
    plans, need = _by_case(_plan_parts(known)), _by_case(_need_parts(known))
    columns = (
        cases["case"].tolist(), python_days(cases["referred"]), cases["source"].tolist(),
        cases["primary_need"].tolist(), python_days(cases["closed"]), cases["reason_closed"].tolist(),
        cases["nfa"].tolist(), python_days(cases["conference"]),
    )  # fmt: skip
    for case, referred, source, primary, closed, reason, nfa, conference in zip(*columns, strict=True):
        ended = f"{_day('CINclosureDate', closed)}<ReasonForClosure>{reason}</ReasonForClosure>"
        yield (
            f"<CINdetails><CINreferralDate>{referred}</CINreferralDate><ReferralSource>{source}</ReferralSource>"
            f"<PrimaryNeedCode>{primary}</PrimaryNeedCode>{ended if closed and not nfa else ''}"
            f"{_day('DateOfInitialCPC', conference)}<ReferralNFA>{1 if nfa else 0}</ReferralNFA>"
            f"{assessments[case]}{need[case]}{enquiries[case]}{plans[case]}</CINdetails>\n"
        )


def _by_case(parts: Iterable[tuple[int, str]]) -> defaultdict[int, str]:
    found: defaultdict[int, str] = defaultdict(str)
    for case, text in parts:
        found[case] += text
    return found


def _assessment_parts(known: Known) -> Iterator[tuple[int, str]]:
    rows = known.assessments()
    columns = rows["case"].tolist(), python_days(rows["started"]), python_days(rows["authorised"])
    for case, started, authorised in zip(*columns, strict=True):
        yield (
            case,
            (
                f"<Assessments><AssessmentActualStartDate>{started}</AssessmentActualStartDate>"
                f"{_day('AssessmentAuthorisationDate', authorised)}"
                f"{FACTORS if authorised else ''}</Assessments>"
            ),
        )


def _enquiry_parts(known: Known) -> Iterator[tuple[int, str]]:
    rows = known.enquiries()
    columns = (
        rows["case"].tolist(), python_days(rows["enquiry"]), python_days(rows["target"]),
        python_days(rows["conference"]), (rows["not_needed"] & rows["not_needed_known"]).tolist(),
    )  # fmt: skip
    for case, started, target, conference, not_needed in zip(*columns, strict=True):
        yield (
            case,
            (
                f"<Section47><S47ActualStartDate>{started}</S47ActualStartDate>"
                f"<InitialCPCtarget>{target}</InitialCPCtarget>{_day('DateOfInitialCPC', conference)}"
                f"<ICPCnotRequired>{1 if not_needed else 0}</ICPCnotRequired></Section47>"
            ),
        )


def _plan_parts(known: Known) -> Iterator[tuple[int, str]]:
    rows, reviews = known.protection_plans(), known.protection_reviews()
    of_case = _by_case(
        (case, f"<CPPreviewDate>{reviewed}</CPPreviewDate>")
        for case, reviewed in zip(reviews["case"].tolist(), python_days(reviews["reviewed"]), strict=True)
    )
    columns = (
        rows["case"].tolist(), python_days(rows["plan_started"]), python_days(rows["plan_ended"]),
        rows["category"].tolist(), rows["latest_category"].tolist(), rows["previous_plans"].tolist(),
    )  # fmt: skip
    for case, started, ended, first, latest, previous in zip(*columns, strict=True):
        reviewed = f"<Reviews>{of_case[case]}</Reviews>" if of_case[case] else ""
        yield (
            case,
            (
                f"<ChildProtectionPlans><CPPstartDate>{started}</CPPstartDate>{_day('CPPendDate', ended)}"
                f"<InitialCategoryOfAbuse>{first}</InitialCategoryOfAbuse>"
                f"<LatestCategoryOfAbuse>{latest}</LatestCategoryOfAbuse>"
                f"<NumberOfPreviousCPP>{previous}</NumberOfPreviousCPP>{reviewed}</ChildProtectionPlans>"
            ),
        )


def _need_parts(known: Known) -> Iterator[tuple[int, str]]:
    rows = known.need_plans()
    columns = rows["case"].tolist(), python_days(rows["need_started"]), python_days(rows["need_ended"])
    for case, started, ended in zip(*columns, strict=True):
        yield (
            case,
            (
                f"<CINPlanDates><CINPlanStartDate>{started}</CINPlanStartDate>"
                f"{_day('CINPlanEndDate', ended)}</CINPlanDates>"
            ),
        )


def _day(element: str, day: date | None) -> str:
    return f"<{element}>{day}</{element}>" if day else ""
