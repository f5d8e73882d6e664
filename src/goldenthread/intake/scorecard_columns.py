"""What the columns of a scorecard are, in a council's own words.

A heading is read in parts: the cell above ("2017-18") and the cell itself ("Q1"). Each part may name a field,
a period, or both ("Q4 target"). What names neither is asked about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.intake.scorecard_periods import Mentioned, mentioned

PERIOD = "period"
"""The field of a column of observations."""
BENCHMARK = "benchmark"
"""The field of a benchmark other than the statistical neighbours' and the national one."""
EXTRA = "extra"
"""The field of a column that is kept as text under its own heading, because a person said so."""

SINGLE_FIELDS = (
    "ref", "section", "title", "polarity", "target", "tolerance", "rag", "direction", "lead", "comment",
    "plan_priority", "corporate_priority", "definition", "frequency", "numerator", "denominator", "unit",
)  # fmt: skip
BENCHMARK_FIELDS = ("statistical_neighbours", "national", BENCHMARK)
FIELDS = (*SINGLE_FIELDS, *BENCHMARK_FIELDS, PERIOD, EXTRA)
"""What a mapping may name, beside a period such as "2017-18 Q4"."""

_OF_THE_THING = r"(?:measure|indicator|pi|kpi|performance indicator|performance measure|metric)s?"


def _spellings(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# In order: the first to match the whole heading wins, so that "Direction of good" is a polarity and
# "Corporate priority" is not a plan's.
_WHOLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "polarity",
        _spellings(
            r"polarity", r"good is", r"what(?: does)? good(?: is| looks? like)?", r"good performance(?: is)?",
            r"(?:good )?to be (?:high|low)", r"(?:is )?(?:high|low) or (?:high|low)(?: is good| good)?",
            r"high low(?: good| is good)?", r"(?:desired|preferred|intended|good) direction",
            r"direction of (?:good|improvement|success)(?: performance)?", r"aim(?: to)?", r"(?:maximise|max) or (?:minimise|min)",
            r"(?:bigger|higher|lower|smaller) or (?:bigger|higher|lower|smaller)(?: is)?(?: better)?", r"better",
            r"(?:bigger|higher|lower|smaller|high|low)(?: is)? (?:better|good)", r"higher lower(?: is)? (?:better|good)",
        ),
    ),
    (
        "corporate_priority",
        _spellings(r"(?:link to |links to )?(?:corporate|council)(?:'s)?(?: plan| strategy| strategic)?(?: priority| priorities| outcomes?| objectives?| aims?| goals?| plan)(?: ref| link| no)?"),
    ),
    (
        "plan_priority",
        _spellings(
            r"(?:link to |links to )?(?:(?:cyp|c and yp|c yp|children(?:'?s)?(?: and young people(?:'?s)?)?|childrens|improvement|partnership|strategic|service|business|delivery|send|trust|our)? ?(?:plan|partnership|strategy|strategic)? ?(?:priority|priorities)(?: area| ref| link| no)?s?)",
            r"(?:cyp|children(?:'?s)?(?: and young people(?:'?s)?)?|childrens|improvement) plan(?: link| ref| outcome| objective)?",
        ),
    ),
    ("ref", _spellings(
        r"refs?(?:erence)?(?: no| number| code| id)?", r"no", r"nos", r"number", r"#", r"id", r"code", r"item(?: no| ref)?",
        rf"{_OF_THE_THING} (?:no|number|ref|reference|code|id|#)", r"(?:local|national|unique) (?:ref|id|code|no)", r"ni(?: no)?",
        r"line(?: no)?",
    )),
    ("title", _spellings(
        rf"(?:key |our |headline )?{_OF_THE_THING}(?: name| title| description| wording| text)?", r"(?:short )?title", r"(?:short )?name",
        rf"(?:name|title|description) of (?:the )?{_OF_THE_THING}", r"what we(?: are)? measur(?:e|ing)", r"(?:performance )?measures? of success",
        rf"ref(?:erence)?(?: no)? and {_OF_THE_THING}", rf"{_OF_THE_THING} and ref(?:erence)?",
        r"what are we measuring", r"success measure", r"performance (?:area|information)",
    )),
    ("section", _spellings(
        r"sections?", r"themes?", r"(?:service|business|performance|priority|focus|key) areas?", r"area", r"service", r"domain",
        r"category", r"group", r"grouping", r"topic", r"cohort group", r"workstream", r"directorate", r"team", r"department",
    )),
    ("tolerance", _spellings(
        r"tolerances?(?: level| threshold)?", r"(?:target |rag |amber )tolerances?", r"amber(?: threshold| range| trigger| from| limit| level)?",
        r"(?:red|intervention) (?:trigger|threshold)", r"thresholds?", r"tolerated variance", r"variance allowed",
    )),
    ("rag", _spellings(
        r"(?:overall |current |performance |target |latest )?rag(?: rating| status| rated| assessment)?(?: (?:v|vs|against|to) target)?", r"status(?: rag)?", r"(?:current |overall )?rating",
        r"(?:performance |progress |actual )?(?:against|v|vs|versus|to) target", r"on target", r"target (?:met|achieved|rag|status)", r"colour",
        r"traffic lights?", r"performance (?:status|rating)", r"r a g", r"alert", r"progress (?:rag|status)",
    )),
    ("direction", _spellings(
        r"(?:rag )?(?:performance )?dot", r"d o t", r"direction", r"(?:performance )?direction of travel.*", r"(?:performance |short |long |short term |long term |quarterly |annual )?trend(?: arrow| from\b.*| since\b.*)?",
        r"travel", r"arrow", r"movement", r"(?:performance )?(?:change|movement|travel) (?:from|since|on|compared (?:to|with))\b.*", r"improving or declining",
        r"(?:performance )?compared (?:to|with)(?: the)?", r"better or worse", r"improvement",
    )),
    ("definition", _spellings(r"definitions?", r"descriptions?", r"what (?:it|this) (?:measures|means|is)", r"how (?:it is|is it) (?:calculated|measured)", r"rationale", r"methodology", r"measure definition")),
    ("frequency", _spellings(r"freq(?:uency)?(?: of (?:reporting|collection|data))?", r"(?:reporting|reported|data|collection) (?:frequency|cycle|interval)", r"how often", r"reported")),
    ("numerator", _spellings(r"num", r"numerators?(?: number| value)?", r"count numerator")),
    ("denominator", _spellings(r"den(?:om)?", r"denominators?(?: number| value)?", r"cohort(?: size)?", r"base")),
    ("unit", _spellings(r"units?(?: of measure(?:ment)?)?", r"(?:data |number )?format", r"data type", r"unit type", r"type of (?:data|measure)")),
    ("lead", _spellings(
        r"(?:service |measure |data |performance |strategic |operational |overall |responsible |accountable |comment |commentary )?(?:leads?|owners?)(?: officer| role| name| for comments?| person)?s?",
        r"(?:responsible|accountable|reporting|contact|link)(?: officer| person| lead| manager| head of service)?", r"officer(?: responsible)?", r"(?:service |team )?manager",
        r"heads? of service", r"hos", r"who(?: is responsible)?", r"(?:responsibility|accountability)", r"(?:comments?|commentary) (?:by|from|provided by)",
    )),
    ("comment", _spellings(
        r"(?:service |performance |quarterly |officer |supporting |lead |latest |analyst )?(?:comments?|commentary|narrative|notes?|remarks|analysis|explanation|update)(?: on performance| from lead| on progress| and actions?)?",
        r"context", r"supporting information", r"what is the story(?: behind the (?:data|figures))?", r"so what", r"reasons? for (?:performance|variance)",
        r"(?:comments?|commentary|narrative)(?: and| or) .*", r"actions?(?: being)?(?: taken| required)?", r"any other (?:comments?|information)",
    )),
    ("national", _spellings(
        r"(?:latest )?(?:national|nat|england|eng|all england|england wide|uk)(?: average| avg| ave| mean| figure| benchmark(?:ing)?| comparator| rate| data| performance| position| result| published)*",
        r"(?:average|avg|mean|benchmark|comparator)(?: of| for)?(?: all)? (?:england|national)", r"england all(?: las)?",
    )),
)  # fmt: skip

# Words that settle a heading wherever they stand in it.
_ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("statistical_neighbours", re.compile(
        r"\bstat(?:s|istical(?:ly)?)?\.? ?neigh\w*|\bs\.?n\.?s?\b(?! code)|\bsimilar (?:authorit|council)\w*|\bneighbours?\b(?!.*cipfa)(?<!nearest neighbour)(?<!nearest neighbours)"
    )),
    (BENCHMARK, re.compile(
        r"\b(?:regional|region|north west|north east|south west|south east|east midlands|west midlands|yorkshire|london|east of england|nw|"
        r"benchmark\w*|comparators?|comparative|peers?|family group|quartile|nearest neighbours?|cipfa|good or outstanding (?:las|authorities|average)|unitary|county councils?)\b"
    )),
    ("target", re.compile(r"\b(?:targets?|goals?|planned (?:level|value|performance)|ambition|standard|trajectory|expected level)\b")),
    ("national", re.compile(r"\b(?:england|national) (?:average|avg|ave|figure|mean|benchmark)\b")),
    ("comment", re.compile(r"\b(?:commentary|comments|narrative)\b")),
    ("rag", re.compile(r"\brag\b")),
    ("direction", re.compile(r"\bdirection of travel\b|\bdot\b")),
)  # fmt: skip

# Headings of several columns that add nothing to the ones below them.
_ONLY_A_GROUP = _spellings(
    r"(?:our |council |local |the |quarterly |monthly |current |in year |recent )*(?:performance|results?|figures?|data|actuals?|outturns?|values?|activity)",
    r"(?:performance )?(?:benchmark(?:s|ing)?|comparators?|comparison|comparative)(?: data| information| group)?", r"quarters?", r"months?", r"periods?", r"years?",
    r"targets?", r"links?", r"priorities", r"previous years?", r"historic(?:al)?(?: data| performance)?",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of the file as it was understood, for a person to confirm or to settle.

    `field` is None when it was not recognised; `period` is the period of a column of figures, as printed.
    `samples` are the first few texts that stand in it.
    """

    heading: str
    field: str | None
    sheet: str
    samples: tuple[str, ...] = ()
    period: str | None = None

    @property
    def sample(self) -> str:
        """The first text of the column, or an empty one."""
        return self.samples[0] if self.samples else ""


@dataclass(frozen=True)
class Heading:
    """A column's heading as read: its text, the field that it names, and what it says about time."""

    text: str
    field: str | None
    said: Mentioned


@lru_cache(maxsize=4096)
def field_of(words: str) -> str | None:
    """The field that a heading without its period names, or None. "Comments" is "comment"."""
    plain = simplified(words)
    if not plain:
        return None
    for field, pattern in _WHOLE:
        if pattern.fullmatch(plain):
            return field
    for field, pattern in _ANYWHERE:
        if pattern.search(plain):
            return field
    return None


def simplified(text: str) -> str:
    """A heading for comparison: lower case, "and" for "&", no punctuation but %, # and apostrophes."""
    plain = text.lower().replace("&", " and ").replace("_", " ").replace("’", "'")
    return " ".join(re.sub(r"[^\w%#']+", " ", plain).split())


@lru_cache(maxsize=4096)
def read_part(text: str) -> tuple[str | None, Mentioned]:
    """The field and the period that one part of a heading names."""
    whole = field_of(text)
    said = mentioned(text)
    if whole is not None and not (said.says_when and said.rest):
        # "No." and "Number" are words about a figure too; as a heading they are the reference.
        return whole, Mentioned() if said.relative is not None and not said.rest else said
    if said.rest:
        return field_of(said.rest), said
    return (PERIOD, said) if said.says_when else (None, said)


def read_heading(parts: tuple[str, ...]) -> Heading:
    """A column's heading from its parts, top to bottom.

    The lowest part that names a field gives it, unless it only names a period under a field ("England" over
    "2016-17"): then the upper one does. A part that names nothing makes the whole unknown, except over a field.
    """
    text = " ".join(" ".join(parts).split())
    field: str | None = None
    said = Mentioned()
    for index, part in enumerate(parts):
        part_field, part_said = read_part(part)
        below = part_said.under(said) if index else part_said
        is_group = (
            index < len(parts) - 1 and _ONLY_A_GROUP.fullmatch(simplified(part_said.rest or part)) is not None
        )
        if is_group and part_field not in ("target", BENCHMARK):
            said = below if part_said.rest == "" and part_said.relative is None else said
            continue
        field = _lower(field, part_field, last=index == len(parts) - 1)
        said = below
    return Heading(text, field, said)


def _lower(above: str | None, own: str | None, *, last: bool) -> str | None:
    """The field of a part under a field: its own, but a period under a field keeps the field."""
    if own is None:
        return None if last else above
    if own == PERIOD and above not in (None, PERIOD):
        return above
    return own


def mapped(heading: str, mapping: Mapping[str, str]) -> str | None:
    """What a person's mapping says of a heading, whatever its case and punctuation."""
    wanted = simplified(heading)
    return next((field for name, field in mapping.items() if simplified(name) == wanted), None)
