"""References of cases in audits: what stands for a case and says nothing of a child.

An audit names its cases by the council's own case reference. What looks like a name, a birthday, a pupil
number or an NHS number is refused where it is typed and where it comes by file. What passes is no proof that
it is none: a rule sees only what a text looks like.
"""

from __future__ import annotations

import re

from goldenthread.rulebook.codes import Code, define_rule

LONGEST = 30

CASE_1 = define_rule(
    "CASE-1",
    title="A case has a reference with a number in it",
    meaning=f"A reference has at least one digit, at most {LONGEST} characters, and only letters, digits, "
    "hyphens, strokes, stops and single spaces. Case, capitals and gaps do not tell two apart.",
    basis="A convention of this product: audits name cases by reference only.",
    boundaries=("A-12 and 104233 are references; A-B and A_12 are not.", "a 12 and A12 are the same."),
)
CASE_2 = define_rule(
    "CASE-2",
    title="A reference that looks like a name is refused",
    meaning="A run of three letters or more that are not all capitals, or of four capitals or more, is taken "
    "for a name unless it is a word that references use (case, audit, child, file, EHCP …).",
    basis="A convention of this product: no child's name in any record.",
    boundaries=("Smith 2, J Smith 3 and SMITH-2 are refused; case 2, CIN-14, EHCP 12 and JS-7 are not.",),
)
CASE_3 = define_rule(
    "CASE-3",
    title="A reference that looks like a national number or a birthday is refused",
    meaning="A pupil number (a letter and 12 more characters), an NHS number (10 digits whose last is its "
    "check digit), a National Insurance number and a date of a day, in any spacing.",
    basis="The forms of the unique pupil number, the NHS number (modulus 11) and the National Insurance "
    "number.",
    boundaries=(
        "9434765919 and 943 476 5919 are refused, 9434765918 is not: its check digit is wrong.",
        "A123456789012 and T12345678901A are refused, A12345678901 is not: it is too short.",
        "12/03/2009 is refused; 12/2009 is not.",
    ),
)
CASE_4 = define_rule(
    "CASE-4",
    title="A case stands once in an audit",
    meaning="Two rows of one audit with the same reference are one case too many: the second is refused.",
    basis="A convention of this product: a case counted twice weighs twice.",
    boundaries=("A-12 and a 12 in one audit are refused; A-12 in two audits is not.",),
)

_ALLOWED = re.compile(r"[A-Za-z0-9]+(?:[-/. ]+[A-Za-z0-9]+)*")
# fmt: off
_WORDS = frozenset({
    "case", "audit", "child", "children", "file", "ref", "reference", "family", "sample", "record", "number",
    "episode", "referral", "assessment", "plan", "team", "care", "leaver", "ehcp", "ehc", "mash", "neet",
    "send", "lac", "cla", "cin", "cpp", "cpr", "iha", "uasc", "yot", "lcs", "sen", "id", "no",
})
# fmt: on
_PUPIL = re.compile(r"[A-Z]\d{11}[0-9A-Z]")
_INSURANCE = re.compile(r"[A-Z]{2}\d{6}[A-D]")
_DAY = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})|(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}")


class NotAReference(ValueError):
    """A text that cannot stand for a case. ``why`` is for the person who wrote it; ``code`` the rule."""

    def __init__(self, why: str, code: Code) -> None:
        self.why = why
        self.code = code
        super().__init__(why)


def case_reference(text: str) -> str:
    """The reference, its gaps made single. Raises `NotAReference`, in words that do not repeat the text."""
    tidy = " ".join(text.split())
    if not tidy:
        raise NotAReference("Give the case a reference.", CASE_1)
    if len(tidy) > LONGEST:
        raise NotAReference(f"A case reference has at most {LONGEST} characters.", CASE_1)
    _refuse_what_tells_who(tidy)
    if not _ALLOWED.fullmatch(tidy) or not any(one.isdigit() for one in tidy):
        words = "A case reference has a number in it, and only letters, digits, hyphens, strokes and stops."
        raise NotAReference(words, CASE_1)
    return tidy


def same_case(reference: str) -> str:
    """What two references of one case have in common: A-12, a 12 and A12 are the same (CASE-1)."""
    return re.sub(r"[^a-z0-9]", "", reference.casefold())


def _refuse_what_tells_who(text: str) -> None:
    close = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    if _PUPIL.fullmatch(close):
        raise NotAReference("This looks like a pupil number. Use the council’s case reference.", CASE_3)
    if _is_nhs_number(close):
        raise NotAReference("This looks like an NHS number. Use the council’s case reference.", CASE_3)
    if _INSURANCE.fullmatch(close):
        raise NotAReference(
            "This looks like a National Insurance number. Use the council’s case reference.", CASE_3
        )
    if _DAY.search(text):
        raise NotAReference("This looks like a date of birth. Use the council’s case reference.", CASE_3)
    if any(_is_like_a_name(word) for word in re.findall(r"[^\W\d_]+", text)):
        raise NotAReference("This looks like a name. Use the council’s case reference.", CASE_2)


def _is_like_a_name(word: str) -> bool:
    if word.casefold() in _WORDS:
        return False
    return len(word) >= (4 if word.isupper() else 3)


def _is_nhs_number(digits: str) -> bool:
    """Ten digits, the last of which is the modulus 11 check of the nine before it."""
    if not re.fullmatch(r"\d{10}", digits):
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = 11 - weighed % 11
    return check != 10 and check % 11 == int(digits[9])
