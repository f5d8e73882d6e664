"""How councils head the columns of a scorecard. One spelling a line, as a pattern for the whole heading.

Headings are compared in lower case, without punctuation, with "and" for "&" (see `simplified`).
"""

import re


def _spellings(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line.strip()})" for line in lines.splitlines() if line.strip()))


_A_MEASURE = r"(?:measure|indicator|pi|kpi|performance indicator|performance measure|metric)s?"
_THEIR_PLAN = (
    r"(?:cypp?|c and yp|c yp|children(?:'?s)?(?: and young people(?:'?s)?)?|improvement|partnership|"
    r"strategic|service|business|delivery|send|trust|our)"
)
_HIGH_OR_LOW = r"(?:bigger|higher|lower|smaller|high|low)"

# In order: the first to match wins, so that "Direction of good" is a polarity and no direction of travel, and
# "Corporate priority" is not a plan's.
WHOLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("polarity", _spellings(rf"""
        polarity
        good
        good is
        good to be
        what(?: does)? good(?: is| looks? like)?
        what is good(?: performance)?
        good performance(?: is)?
        (?:good )?to be (?:high|low)
        (?:is )?{_HIGH_OR_LOW} (?:or )?{_HIGH_OR_LOW}(?: is)?(?: good| better)?
        high low(?: good| is good)?
        higher lower(?: is)? (?:better|good)
        {_HIGH_OR_LOW}(?: is)? (?:better|good)
        better
        (?:desired|preferred|intended|good) direction
        direction of (?:good|improvement|success)(?: performance)?
        aim(?: to)?
        (?:maximise|max) or (?:minimise|min)
        """)),
    ("corporate_priority", _spellings(r"""
        (?:links? to )?(?:corporate|council)(?:'s)?(?: plan)? (?:priority|priorities)(?: ref| link| no)?
        (?:links? to )?(?:corporate|council)(?:'s)?(?: plan)? (?:outcome|objective|aim|goal)s?(?: ref| no)?
        (?:links? to )?(?:corporate|council)(?:'s)? (?:plan|strategy)
        """)),
    ("plan_priority", _spellings(rf"""
        (?:links? to )?(?:{_THEIR_PLAN} )?(?:plan |strategy )?(?:priority|priorities)(?: ref| link| no)?
        (?:{_THEIR_PLAN} )?priority areas?
        {_THEIR_PLAN} plan(?: link| ref| outcome| objective)?
        """)),
    ("ref", _spellings(rf"""
        refs?(?:erence)?(?: no| number| code| id)?
        nos?
        number
        \#
        id
        code
        item(?: no| ref)?
        line(?: no)?
        ni(?: no)?
        {_A_MEASURE} (?:no|number|ref|reference|code|id|\#)
        (?:local|national|unique) (?:ref|id|code|no)
        """)),
    ("title", _spellings(rf"""
        (?:key |our |headline )?{_A_MEASURE}(?: name| title| description| wording| text)?
        (?:name|title|description) of (?:the )?{_A_MEASURE}
        {_A_MEASURE} and ref(?:erence)?
        {_A_MEASURE} (?:ref|code|no|number) and (?:name|title|description)
        ref(?:erence)?(?: no)? and {_A_MEASURE}
        (?:short )?title
        (?:short )?name
        what (?:are we|we are|we) measur(?:e|ing)
        (?:performance )?measures? of success
        success measure
        performance (?:area|information)
        """)),
    ("when", _spellings(r"""
        (?:time |reporting |data |performance |latest |relevant )?(?:period|quarter|month|year)s?
        (?:time |reporting |data |performance |latest |relevant )?(?:date|time ?frame)s?
        (?:time |reporting )?(?:period|quarter|month|year|week) (?:end(?:ing|ed)?|covered|of data)
        (?:reporting |latest |relevant )?(?:financial|academic|school|calendar|fiscal) year
        (?:data |figures? )?(?:as at|relates? to|for)
        (?:date|period|year|quarter) of (?:data|figures?|latest data|observation|return)
        (?:latest |most recent )?(?:data|figure|value|result)(?:'s)? (?:period|date|year|quarter|month)
        fin(?:ancial)? yr
        fy
        qtr
        when
        """)),
    ("source", _spellings(r"""
        (?:data |information )?sources?(?: of (?:data|figure|information)| system)?
        (?:figure|data|return) (?:from|provided by)
        data (?:provider|set|return)
        """)),
    ("section", _spellings(r"""
        sections?
        themes?
        (?:service|business|performance|priority|focus|key) areas?
        area
        service
        domain
        category
        group(?:ing)?
        topic
        workstream
        directorate
        team
        department
        """)),
    ("tolerance", _spellings(r"""
        (?:target |rag |amber )?tolerances?(?: level| threshold)?
        amber(?: threshold| range| trigger| from| limit| level)?
        (?:red|intervention) (?:trigger|threshold)
        thresholds?
        tolerated variance
        variance allowed
        """)),
    ("rag", _spellings(r"""
        (?:overall |current |performance |target |latest |published )?rag
        (?:overall |current |performance |target |latest |published )?(?:brag|ragb)(?: rating| status)?
        (?:overall |current |performance |target |latest |published )?rag (?:rating|status|rated|assessment)
        rag (?:v|vs|against|to) target
        status(?: rag)?
        (?:current |overall )?rating
        (?:perf(?:ormance)? |progress |actual )?(?:against|v|vs|versus|to) target
        on (?:target|track)
        how (?:are we|we are) (?:doing|performing)
        target (?:met|achieved|rag|status)
        colour
        traffic lights?
        performance (?:status|rating)
        progress (?:rag|status)
        r a g
        alert
        """)),
    ("direction", _spellings(r"""
        (?:rag |performance )?dot
        d o t
        direction
        (?:performance )?direction of travel.*
        (?:performance |(?:short|long)(?: term)? |quarterly |annual )?trend(?: arrow| from\b.*| since\b.*)?
        travel
        arrow
        movement
        (?:performance )?(?:change|movement|travel) (?:from|since|on|compared (?:to|with))\b.*
        (?:performance )?compared (?:to|with)(?: the)?
        improving or declining
        better or worse
        improvement
        """)),
    ("definition", _spellings(r"""
        (?:measure )?definitions?
        descriptions?
        what (?:it|this) (?:measures|means|is)
        how (?:it is|is it) (?:calculated|measured)
        rationale
        methodology
        """)),
    ("frequency", _spellings(r"""
        freq(?:uency)?(?: of (?:reporting|collection|data))?
        (?:reporting|reported|data|collection) (?:frequency|cycle|interval)
        how often(?: (?:is it )?(?:reported|measured|collected))?
        reported
        """)),
    ("numerator", _spellings(r"""
        num
        numerators?(?: number| value)?
        """)),
    ("denominator", _spellings(r"""
        den(?:om)?
        denominators?(?: number| value)?
        cohort(?: size)?
        base
        """)),
    ("unit", _spellings(r"""
        units?(?: of measure(?:ment)?| type)?
        (?:data |number )?format
        data type
        type of (?:data|measure)
        """)),
    ("lead", _spellings(r"""
        (?:service |measure |data |performance |strategic |operational |overall |comment |commentary )?leads?
        (?:responsible |accountable |service )?(?:lead|owner) (?:officer|role|name|person|for comments?)s?
        (?:service |measure |data |performance |responsible |accountable )?owners?
        (?:responsible|accountable|reporting|contact|link)(?: officer| person| manager| head of service)?
        officer(?: responsible)?
        (?:service |team )?manager
        heads? of service
        hos
        who(?: is responsible)?
        responsibility|accountability
        (?:comments?|commentary) (?:by|from|provided by)
        """)),
    ("comment", _spellings(r"""
        (?:service |performance |quarterly |officer |supporting |lead |latest |analyst )?comment(?:s|ary)?
        (?:service |performance |quarterly |officer |supporting |latest )?(?:narrative|notes?|analysis|update)
        (?:comments?|commentary|narrative|update) (?:on|from|and|or) .*
        remarks
        explanation
        context
        supporting information
        what is the story(?: behind the (?:data|figures))?
        what (?:is|are|does|do) (?:this|these|the|it)(?: data| figures?)? (?:tell(?:ing)?(?: us)?|mean)
        (?:mitigating |corrective |remedial |improvement )?actions?(?: plans?)?
        next steps
        so what
        reasons? for (?:performance|variance)
        actions?(?: being)?(?: taken| required)?
        any other (?:comments?|information)
        """)),
    ("national", _spellings(r"""
        nat'l(?: average| avg| av)?
        (?:latest )?(?:national|nat|england|eng|all england|england wide|uk)
        (?:latest )?(?:national|nat|england|eng) (?:average|avg|av|ave|mean|figure|rate|data|result)
        (?:latest )?(?:national|england) (?:performance|position)
        (?:national|england) (?:benchmark(?:ing)?|comparator|published)(?: figure| average| data)?
        (?:average|avg|mean|benchmark|comparator)(?: of| for)?(?: all)? (?:england|national)
        england all(?: las)?
        """)),
)  # fmt: skip

# Words that settle a heading wherever they stand in it.
ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "statistical_neighbours",
        re.compile(
            r"\bstat(?:s|istical(?:ly)?)? ?n(?:eigh\w*|brs?\b|ghbrs?\b|bours?\b)"
            r"|\bs ?n ?s?\b|\bsimilar (?:(?:authorit|council)\w*|las?\b)"
            r"|(?<!nearest )\bneighbours?\b"
        ),
    ),
    (
        "benchmark",
        re.compile(
            r"\b(?:regional|region|north west|north east|south west|south east|east midlands|west midlands|"
            r"yorkshire|london|east of england|nw|benchmark\w*|comparators?|comparative|peers?|family group|"
            r"nearest neighbours?|cipfa|core cities|y and h|"
            r"(?:top|upper|best|lower|bottom|second|third) quartile|"
            r"[ew] mids|sw|se|ne|em|wm|eoe|metropolitan|shires?|unitary|unitaries|county councils?)\b"
        ),
    ),
    (
        "target",
        re.compile(
            r"\b(?:targets?|tgts?|goals?|planned (?:level|value|performance)|ambition|standard|trajectory|"
            r"expected level)\b"
        ),
    ),
    ("national", re.compile(r"\b(?:england|national) (?:average|avg|ave|figure|mean|benchmark)\b")),
    ("comment", re.compile(r"\b(?:commentary|comments|narrative)\b")),
    ("lead", re.compile(r"\b(?:lead|responsible|accountable) officer\b")),
    ("rag", re.compile(r"\brag\b")),
    ("direction", re.compile(r"\bdirection of travel\b|\bdot\b")),
)

# Headings over several columns that add nothing to the ones below them.
ONLY_A_GROUP = _spellings(r"""
    (?:our |council |local |the |quarterly |monthly |current |in year |recent )*(?:performance|results?)
    (?:our |council |local |the |quarterly |monthly |current )*(?:figures?|data|actuals?|values?|activity)
    outturns?
    (?:performance )?(?:benchmark(?:s|ing)?|comparators?|comparison|comparative)(?: data| information| group)?
    (?:reporting |time |financial |academic |school |calendar )?(?:period|year|quarter|month|date)s?
    quarters?
    months?
    periods?
    years?
    targets?
    links?
    priorities
    previous years?
    historic(?:al)?(?: data| performance)?
    """)

# Rows whose figures are the council's own, in tables with a row for each of actual, target and neighbours.
THE_ACTUAL = _spellings(r"""
    (?:our |council(?:'s)? |local |current |latest |the )*(?:actuals?|performance|results?|outturns?)
    (?:our |council(?:'s)? |local |current |latest |the )*(?:values?|figures?)
    (?:actual|our|council|local) (?:performance|outturn|results?|values?|figures?|data|%|number|percentage)
    (?:the |our |this )?(?:council|borough|county|local authority|authority|la|us)
    (?:%|percentage|rate|score)
    """)

# Headings of the figures where each row names its own period.
A_VALUE = _spellings(r"""
    (?:published|observed|reported|recorded|measured)(?: value| figure| result)?
    (?:indicator|measure|metric|data|observation) (?:value|score|result)
    (?:observation|count|rate|percentage|%|measurement|reading|outcome|amount|per ?cent)
    """)


def simplified(text: str) -> str:
    """A heading for comparison: lower case, "and" for "&", no punctuation but %, # and apostrophes."""
    plain = text.lower().replace("&", " and ").replace("_", " ").replace("’", "'")
    return " ".join(re.sub(r"[^\w%#']+", " ", plain).split())
