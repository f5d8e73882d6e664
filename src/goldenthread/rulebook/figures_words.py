"""The words and signs that councils and departments use around figures."""

from __future__ import annotations

import re

from goldenthread.rulebook.figure import Status

DASH = "[-\u2010\u2011\u2012\u2013\u2014\u2212]"
"""Every sign that is typed for a hyphen, a dash or a minus."""

# Symbols of the Department for Education and the Government Statistical Service, and the older ones
# that spreadsheets still hold. "k" and "u" are left out: alone in a council's cell they may be anything.
SYMBOLS: dict[str, Status] = {
    "*": Status.SUPPRESSED,
    "c": Status.SUPPRESSED,
    "x": Status.NOT_RELEASED,
    ":": Status.NOT_RELEASED,
    "..": Status.NOT_RELEASED,
    "...": Status.NOT_RELEASED,
    "…": Status.NOT_RELEASED,
    "z": Status.NOT_APPLICABLE,
}

STATUS_WORDS: dict[Status, str] = {
    Status.FINAL: "final",
    Status.PROVISIONAL: "provisional",
    Status.ESTIMATED: "estimated",
    Status.SUPPRESSED: "suppressed",
    Status.NOT_RELEASED: "not yet released",
    Status.NOT_APPLICABLE: "not applicable",
    Status.NOT_COLLECTED: "not collected",
}
"""The word that we print for a status; read alone it gives the status and no qualifier."""


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\.?", re.IGNORECASE)


# A cell that says no more than its status.
PLAIN_PHRASES: tuple[tuple[re.Pattern[str], Status], ...] = (
    (_phrase(r"(?:data |figures? |value )?(?:is |are )?sup+res+ed"), Status.SUPPRESSED),
    (
        _phrase(r"(?:data|figures?)? ?(?:is |are )?not (?:yet )?(?:been )?released(?: yet)?"),
        Status.NOT_RELEASED,
    ),
    (_phrase(r"n\.? ?[/\\] ?a|not applicable"), Status.NOT_APPLICABLE),
    (_phrase(r"(?:data )?not collected"), Status.NOT_COLLECTED),
)

_LATER = (
    r"(?:data |figures? )?(?:is |are )?not (?:yet )?available(?: yet)?"
    r"|(?:data |figures? )?unavailable"
    r"|(?:data )?(?:awaited|awaiting|pending|outstanding|to follow)\b.*"
    r"|(?:data |figures? )?(?:is |are )?not (?:yet )?(?:due|published|confirmed)\b.*"
    r"|(?:data |figures? )?not yet (?:reported|collected|known)\b.*"
    r"|(?:data |figures? )?(?:will be |to be )?(?:available|released|published|reported|due)\b.*"
    r"|t\.?b\.?[acd]|to be (?:confirmed|announced|agreed|determined)"
)
_NOT_TAKEN = (
    r"(?:this |the )?(?:data|figure|measure|indicator)?s? ?(?:is |are |will be )?"
    r"(?:presented|reported|published|collected|available|produced|calculated) "
    r"(?:annually|yearly|termly|quarterly|once a year|twice a year)\b.*"
    r"|(?:annual|yearly|termly)(?: (?:measure|figure|indicator|data|return|collection|only))?"
    r"|new (?:measure|indicator|in 20\d\d.*)"
    r"|no (?:data|figure|information)(?: (?:available|collected|held|provided|supplied|returned))?"
    r"|(?:not|no longer) (?:collected|recorded|measured|held|reported|provided|supplied|known|set)"
    r"|no targets?(?: set)?|none set|unknown|n/?k|baseline(?: year)?|(?:year end|q4) only"
)

# A cell whose own words say more than its status: they are kept as the qualifier. What is presented once
# a year is not collected for the quarter: no release is awaited that would fill the cell.
TELLING_PHRASES: tuple[tuple[re.Pattern[str], Status], ...] = (
    (_phrase(_NOT_TAKEN), Status.NOT_COLLECTED),
    (_phrase(_LATER), Status.NOT_RELEASED),
)

AFTER_A_PHRASE = re.compile(
    rf"(?:\s*(?:{DASH}|[,;:.*])\s*|\s+(?=(?:due|until|as|because|in|for|this|at|from|by|since|see)\b))(?P<note>.*)",
    re.IGNORECASE,
)
"""What may follow a phrase that tells why there is no figure, and is kept: "n/a - new measure"."""

# A note that is only the status, in short or in full.
NOTE_STATUS: tuple[tuple[re.Pattern[str], Status], ...] = (
    (_phrase(r"final"), Status.FINAL),
    (_phrase(r"provisional|prov|p"), Status.PROVISIONAL),
    (_phrase(r"estimated?|est|e|approx(?:imate(?:ly)?)?|circa"), Status.ESTIMATED),
)

# A note with words of its own that also tells the status; the words are kept.
TELLING_NOTE: tuple[tuple[re.Pattern[str], Status], ...] = (
    (re.compile(r"\b(?:indicative|provisional|unvalidated|draft)\b", re.IGNORECASE), Status.PROVISIONAL),
    (re.compile(r"\b(?:estimated?|approximate(?:ly)?)\b", re.IGNORECASE), Status.ESTIMATED),
)

APPROXIMATELY = re.compile(
    r"(?:c(?:\.| |(?=[0-9]))|ca\.|circa |~|≈|approx(?:imately)?\.? |about |around |roughly "
    r"|est(?:imated)?\.?:? )\s*",
    re.IGNORECASE,
)

BOUND_BEFORE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:{pattern})\s*", re.IGNORECASE), sign)
    for pattern, sign in (
        (
            r"<=|=<|≤|⩽|at most\b|up to\b|within\b|no more than\b|not more than\b|max(?:imum)?\.?(?: of)?\b",
            "<=",
        ),
        (r">=|=>|≥|⩾|at least\b|(?:no|not) (?:less|fewer) than\b|min(?:imum)?\.?(?: of)?\b", ">="),
        (r"<|less than\b|fewer than\b|lower than\b|under\b|below\b", "<"),
        (r">|more than\b|greater than\b|higher than\b|over\b|above\b", ">"),
    )
)
BOUND_AFTER: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\s*\+(?![0-9])|\s+(?:or|and) (?:more|over|above|higher|better|greater)\b", re.IGNORECASE
        ),
        ">=",
    ),
    (re.compile(r"\s+(?:or|and) (?:less|under|below|lower|fewer)\b", re.IGNORECASE), "<="),
)

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}
"""Read only after words of a bound ("more than one source"); a number spelt out elsewhere is refused."""

_NOUNS = (
    "action|appeal|assessment|audit|care leaver|carer|case|child|complaint|contact|episode|family|night|"
    "person|place|placement|plan|pupil|record|referral|request|school|session|setting|social worker|source|"
    "visit|worker|young person"
)
_IRREGULAR = {
    "child": "children",
    "family": "families",
    "person": "people",
    "young person": "young people",
}
NOUNS = {noun: _IRREGULAR.get(noun, noun + "s") for noun in _NOUNS.split("|")}

_UNITS: tuple[tuple[str, str], ...] = (
    (r"percentage points?|% points?|ppts?\b|pp\b", "percentage points"),
    (r"%(?![%])|per ?cent\b|pct\b|pc\b", "%"),
    (r"working days?\b", "working days"),
    (r"school days?\b", "school days"),
    (r"calendar days?\b", "calendar days"),
    (r"days?\b", "days"),
    (r"(?:weeks?|wks?)\b", "weeks"),
    (r"(?:months?|mths?)\b", "months"),
    (r"(?:years?|yrs?)\b", "years"),
    (r"(?:hours?|hrs?)\b", "hours"),
    (r"(?:minutes?|mins?)\b", "minutes"),
    (r"(?:per|/) ?100(?:,000|000|k)\b", "per 100,000"),
    (r"(?:per|/) ?10(?:,000|000|k)\b", "per 10,000"),
    (r"(?:per|/) ?1(?:,000|000|k)\b", "per 1,000"),
    (r"per 100\b", "per 100"),
    (r"per (?P<of>child|person|worker|school|day|week|month|quarter|year)\b", "per {of}"),
    (r"points?\b", "points"),
    (r"staff\b", "staff"),
    (r"ftes?\b", "FTE"),
    *((rf"(?:{one}|{many})\b", many) for one, many in sorted(NOUNS.items(), key=lambda pair: -len(pair[0]))),
)
UNITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\s*(?:{pattern})", re.IGNORECASE), unit) for pattern, unit in _UNITS
)

SINGULAR = {many: one for one, many in NOUNS.items()} | {
    unit: unit[:-1]
    for unit in (
        "percentage points", "working days", "school days", "calendar days", "days", "weeks", "months",
        "years", "hours", "minutes", "points",
    )
}  # fmt: skip

SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9,
}  # fmt: skip

OPENS_A_NOTE = re.compile(
    r"(?:by|at|as|in|for|from|since|until|of which|excluding|including|excl|incl|based on|see|on|per|"
    r"during|year|ytd|q[1-4]|compared|against|due|with|within|was|target|revised)\b",
    re.IGNORECASE,
)
"""The words that may follow a number without brackets and open a note on it."""

_ARROWS = "↑↓→←↔↗↘▲▼►◄▶◀⬆⬇➡"
NOTE_MARKS = re.compile(rf"[*†‡§^#¹²³{_ARROWS}\s]+")
ARROW_BEFORE = re.compile(rf"([{_ARROWS}]+)\s*")

MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b",
    re.IGNORECASE,
)
