"""What a measure counts, as the words of its title say it, in one form: so two titles can be compared.

Papers name one group of children in many ways: "children looked after", "cared for children", "LAC". The
subject of a title has one word for all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = (
    ("icpc", r"initial (?:child protection |cp )conferences?|icpcs?"),
    ("rcpc", r"review (?:child protection |cp )conferences?|rcpcs?"),
    ("cp plan", r"child protection plans?|cp plans?|cpps?"),
    ("cp", r"child protection|cp"),
    ("cin", r"child(?:ren)? in need|cin"),
    (
        "cla",
        r"(?:looked[- ]after|cared[- ]for) child(?:ren)?|clas?|lac|cic|child(?:ren)? in care"
        r"|child(?:ren)? (?:who are )?(?:looked[- ]after|cared[- ]for)",
    ),
    ("care leaver", r"care leavers?|care experienced young people"),
    ("uasc", r"unaccompanied asylum[- ]seeking child(?:ren)?|uascs?"),
    ("ehc plan", r"(?:education,? health,? (?:and|&) care|ehc) plans?|ehcps?"),
    ("ehc", r"education,? health,? (?:and|&) care|ehc"),
    ("ehc need assessment", r"ehcnas?"),
    ("iha", r"initial health assessments?|ihas?"),
    ("rha", r"review health assessments?|rhas?"),
    ("rhi", r"return home interviews?|rhis?"),
    ("sgo", r"special guardianship orders?|sgos?"),
    ("pep", r"personal education plans?|peps?"),
    ("sdq", r"strengths? and difficulties questionnaires?|sdqs?"),
    ("neet", r"not in education,? employment or training|neet"),
    ("cse", r"child sexual exploitation|cse"),
    ("cce", r"child criminal exploitation|cce"),
    ("dtoc", r"delayed transfers? of care|dtoc"),
    ("early help assessment", r"ehas?"),
    ("enquiry under section", r"section 47(?: enquir(?:y|ies))?|s\.? ?47s?(?: enquir(?:y|ies))?"),
)
_NAMED = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _NAMES)
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NUMBERS = re.compile(r"\b\d[\d,.]*")
_WORD = re.compile(r"[a-z][a-z'-]+")


_NO_SUBJECT = (
    "a an and as at be been being by for from in into is of on or per than that the their to who with within "
    "number rate percentage proportion share total all any each this was were year date ytd fig figure "
    "local definition quarter period month end count include including average new"
)
"""Words of titles that do not say what is counted."""


@lru_cache(maxsize=4096)
def subject_words(title: str) -> frozenset[str]:
    """The words of a title that say what is counted, in one form each, without what stands in brackets."""
    return frozenset(word for word in words_of(_IN_BRACKETS.sub(" ", title)) if word not in _passed_over())


@lru_cache(maxsize=1)
def _passed_over() -> frozenset[str]:
    return frozenset(words_of(_NO_SUBJECT))


def words_of(text: str) -> list[str]:
    """The words of a text in one form each, groups of children by one name each; numbers left out."""
    plain = text.casefold()
    for name, pattern in _NAMED:
        plain = pattern.sub(f" {name} ", plain)
    return [stem(word) for word in _WORD.findall(_NUMBERS.sub(" ", plain))]


def own_words(title: str) -> frozenset[str]:
    """Every word of a title, also those of which the name of a group is made: of half of it, too."""
    return frozenset(words_of(title)) | frozenset(stem(word) for word in _WORD.findall(title.casefold()))


def stem(word: str) -> str:
    """A word without its ending: child for children, plan for plans, progress for progressed."""
    word = {"children": "child", "people": "person"}.get(word, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word
