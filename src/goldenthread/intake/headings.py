"""The table of spellings for a plan's headings: what councils call its columns.

A heading is compared in plain form: lower case, without punctuation, brackets and filler words. `STRONG`
spellings are the whole heading, and only they make a row of headings; `WEAK` ones are words in it, tried in
their order, and name a column once its row is known to be one of headings.
"""

from __future__ import annotations

import re
from functools import lru_cache

TITLE = "title"
FIELDS = (
    "ref",
    "section",
    "outcome",
    "sources",
    TITLE,
    "description",
    "due",
    "revised_due",
    "first_due",
    "starts",
    "completed_on",
    "workstream",
    "lead",
    "lead_organisation",
    "supporting",
    "progress",
    "rating",
    "comment",
    "success_indicators",
    "evidence_checks",
    "milestones",
)
"""What a column of a plan can be, and what a mapping may name. A mapping may also name `EXTRA`."""
EXTRA = "extra"
"""A column that is kept as text under its own heading, because a person said so."""

_STRONG_SPELLINGS: dict[str, str] = {
    "ref": (
        "ref, ref no, ref number, refs, reference, reference no, reference number, no, nos, num, number, "
        "id, #, action ref, action reference, action no, action number, action id, item, item no, item "
        "number, item ref, task no, task ref, task id, unique ref, unique reference, plan ref, s no, sr no, "
        "serial no, line no, action point no, action plan ref"
    ),
    "section": (
        "section, theme, themes, priority, priorities, priority area, priority theme, area, area of focus, "
        "focus area, area of work, work area, service, service area, category, strategic priority, "
        "improvement theme, improvement priority, pillar, domain, standard, area of improvement"
    ),
    "outcome": (
        "outcome, outcomes, objective, objectives, outcome objective, aim, aims, goal, goals, smart "
        "objective, desired outcome, desired outcomes, intended outcome, intended outcomes, expected "
        "outcome, expected outcomes, strategic objective, priority outcome, key outcome, outcome sought, "
        "improvement objective, outcome and objective, what we want to achieve, what do we want to achieve, "
        "what we will achieve, what are we trying to achieve, what we are trying to achieve, what we aim to "
        "achieve, what outcome do we want, aim and objective, ambition"
    ),
    "sources": (
        "source, sources, source of issue, sources of issue, source of issues, sources of issues, issue "
        "source, source of the issue, source of action, source of recommendation, recommendation, "
        "recommendations, rec, recs, rec no, recommendation no, recommendation number, recommendation ref, "
        "ofsted recommendation, ofsted ref, inspection recommendation, linked recommendation, linked "
        "recommendations, inspection finding, finding, findings, area for development, areas for "
        "development, area for improvement, areas for improvement, issue, issues, origin, issue identified, "
        "identified by, issue identified by, link to recommendation, link to recommendations, related "
        "recommendation, inspection ref, area of concern, identified weakness, area of weakness, source "
        "document, where did it come from, report ref, report paragraph, cqc recommendation, area of "
        "significant weakness, driver"
    ),
    "title": (
        "action, actions, action required, actions required, action needed, actions needed, action to be "
        "taken, actions to be taken, action point, action points, action title, action description, action "
        "agreed, agreed action, agreed actions, key action, key actions, planned action, planned actions, "
        "improvement action, improvement actions, specific action, specific actions, smart action, proposed "
        "action, proposed actions, recommended action, task, tasks, key task, key tasks, activity, "
        "activities, key activity, key activities, planned activity, what, to do, what we will do, what "
        "will we do, what we are going to do, what are we going to do, what will be done, what needs to be "
        "done, what needs to happen, what must be done, what we need to do, what do we need to do, what has "
        "to be done, what is to be done, what we plan to do, what are we doing, what we are doing, how we "
        "will do it, action we will take, actions we will take, action we are taking, actions to address, "
        "action to address, action to achieve outcome, actions to achieve outcome, action to deliver, tasks "
        "and activities, action and task, actions and milestones, action and milestones, action milestone, "
        "deliverable, deliverables, key deliverable, key deliverables, intervention, interventions, title, "
        "steps to be taken, our action, our actions, how will we do it, steps, action steps, improvement "
        "required, improvement activity, improvement needed, initiative, commitment, our response, "
        "response, what will happen, actions to be undertaken, action to be undertaken, how we will achieve "
        "it, how will we achieve it, how will this be achieved, how it will be achieved, what action will "
        "be taken"
    ),
    "description": (
        "description, detail, details, further detail, further details, action detail, action details, "
        "description of action, more detail, narrative, how, background, context, rationale"
    ),
    "due": (
        "due, due date, due by, by when, when, timescale, timescales, time scale, time scales, timeframe, "
        "time frame, timeframes, timeline, timelines, timetable, timing, deadline, deadlines, target date, "
        "target dates, completion date, completion dates, complete by, completed by, completion by, date "
        "for completion, date of completion, completion, target completion date, target for completion, "
        "target completion, planned completion date, expected completion date, planned completion, expected "
        "completion, completion due, completion timescale, completion deadline, delivery date, expected "
        "date, planned date, agreed date, implementation date, date due, action due date, due for "
        "completion, end date, finish date, finish, planned end date, date to be completed by, date to be "
        "completed, to be completed by, date, dates, by, delivered by date, delivery timescale, when by, "
        "when will it be done, when will we do it by, when will it be done by, by what date, when will this "
        "be done, when will we do it, date for implementation, implementation timescale, to be done by, "
        "target timescale, date by, end, ends, to, until, planned finish, planned end, target end date"
    ),
    "revised_due": (
        "revised date, revised due date, revised target date, revised target, revised deadline, revised "
        "timescale, revised completion date, revised end date, revised, new date, new due date, new "
        "deadline, new target date, new timescale, new completion date, extended date, extended deadline, "
        "revised by when, amended date, rescheduled date, revised target completion date"
    ),
    "first_due": (
        "original date, original due date, original target date, original target, original deadline, "
        "original timescale, original completion date, original end date, original by when, initial date, "
        "initial due date, initial target date, baseline date, original target completion date, first due"
    ),
    "starts": (
        "start, start date, starts, started, starting, planned start date, commencement date, date started, "
        "from"
    ),
    "completed_on": (
        "actual completion date, actual completion, date completed, completed on, date achieved, completed "
        "date, actual date, actual end date, date closed, date of actual completion, actual date of "
        "completion"
    ),
    "workstream": (
        "workstream, work stream, workstreams, work streams, strand, strands, work strand, project, "
        "programme, workgroup, work group, sub group, work package, delivery group, task group, improvement "
        "strand"
    ),
    "lead": (
        "lead, leads, lead officer, lead officers, lead person, lead role, lead professional, lead manager, "
        "led by, accountable lead, accountable leads, accountable, accountable officer, accountable person, "
        "accountability, action lead, action owner, action by, owner, owners, owned by, who, by who, by "
        "whom, who by, whom, who will lead, responsible, responsible officer, responsible officers, "
        "responsible person, responsible lead, responsibility, person responsible, persons responsible, "
        "people responsible, officer responsible, officer, officers, who leads, lead responsible, lead "
        "responsibility, person accountable, who is responsible, who will do it, responsible owner, who is "
        "leading, who is accountable, who will be responsible, who will lead on this, who will lead this, "
        "assigned to, lead and partners, senior responsible officer, sro, named lead, named officer, "
        "delivery lead, operational lead, project lead, workstream lead, responsible manager, lead name, "
        "lead contact, lead and support, manager responsible"
    ),
    "lead_organisation": (
        "lead organisation, lead agency, organisation, agency, responsible organisation, lead partner, "
        "responsible agency, lead service, lead department, lead directorate, agency lead, accountable "
        "organisation"
    ),
    "supporting": (
        "supporting, supported by, support, supporting officer, supporting officers, supporting "
        "organisation, supporting organisations, supporting partners, supporting leads, support officer, "
        "partners, partners involved, key partners, other partners, others involved, partner agencies, who "
        "else, with support from, contributors, who will help, who else is involved, other agencies, in "
        "partnership with, involved, delivery partners, support lead"
    ),
    "progress": (
        "progress, status, state, complete, completed, percent complete, done, progress status, action "
        "status, current status, current position, position, progress update, progress updates, update, "
        "updates, status update, latest update, latest position, progress to date, current progress, "
        "progress made, progress so far, where are we now, progress report, progress and status, position "
        "statement, stage, actions taken, action taken, actions taken to date, action taken to date, latest "
        "progress"
    ),
    "rating": (
        "rag, brag, rag rating, rag status, brag rating, brag status, rating, bragg, progress rag, rag "
        "progress, status rag, current rag, colour, progress rating, delivery rag"
    ),
    "comment": (
        "comment, comments, note, notes, commentary, remarks, additional comments, comments and notes, "
        "comment and update, officer comments, further comments, additional information, narrative update"
    ),
    "success_indicators": (
        "success indicator, success indicators, success measure, success measures, success criteria, "
        "success criterion, success factors, success looks like, measure of success, measures of success, "
        "indicator, impact, indicators of success, indicators, kpi, kpis, key performance indicator, key "
        "performance indicators, measure, measures, performance measure, performance measures, performance "
        "indicator, performance indicators, impact measure, impact measures, expected impact, intended "
        "impact, desired impact, impact sought, outcome measure, outcome measures, outcome indicator, "
        "outcome indicators, how will we know, how we will know, how will we know it has worked, benefits, "
        "how we will know it has worked, how will we know we have succeeded, what will success look like, "
        "target, targets, what success looks like, what success will look like, what does success look "
        "like, what does good look like, what will be different, what difference will it make, what "
        "difference will this make, how will success be measured, how success will be measured, how we will "
        "measure success, how will we measure success, how will we measure it, how will it be measured, "
        "expected result, expected results, expected benefit, expected benefits, key measures, success "
        "statement, success statements, what good looks like, impact on children, impact and outcome"
    ),
    "evidence_checks": (
        "evidence, evidence and validation, evidence and validation checks, evidence checks, validation, "
        "validation checks, validation and evidence, evidence of completion, evidence of impact, evidence "
        "of success, evidence of progress, evidence required, evidence of delivery, supporting evidence, "
        "assurance, how evidenced, how will we evidence it, how we will evidence it, how will it be "
        "evidenced, how will we evidence this, monitoring, monitoring arrangements, monitored by, how will "
        "it be monitored, how will this be monitored, how monitored, checks, quality assurance, sources of "
        "evidence, evidence source, verification, assurance and evidence, evidence and assurance, "
        "monitoring and evaluation, what evidence will we have, evidence and impact, how will we check, "
        "checks and evidence, how we will check, evidence base"
    ),
    "milestones": (
        "milestone, milestones, key milestone, key milestones, interim milestones, key steps, milestones "
        "and dates"
    ),
}

_WEAK_SPELLINGS: tuple[tuple[str, str], ...] = (
    # What the date is of decides before the word "date" does.
    (
        r"\b(actual|achieved)\b.*\b(date|complet\w+|finish|end)|\bdate (was )?(completed|closed)",
        "completed_on",
    ),
    (
        r"\b(revised|extended|new|amended|rescheduled)\b.*\b(date|deadline|timescale|target|completion)",
        "revised_due",
    ),
    (r"\b(original|initial|baseline)\b.*\b(date|deadline|timescale|target date|completion)", "first_due"),
    (r"\b(start|commenc)", "starts"),
    (r"\b(review|updated?) .*(date|deadline|timescale)|\breviewed", ""),
    (r"\bdate of (review|update)", ""),
    (r"\b(cost|budget|funding|resource|risk|depend|version|author|interdepend)", ""),
    (r"^(actions?|activit(y|ies)|tasks?) (taken|completed|to date|so far)\b", "progress"),
    (r"\b(by when|timescale|time ?frame|deadline|due|target date)\b", "due"),
    (r"\b(completion|end|delivery|finish) date\b|\b(finish|end)$", "due"),
    (r"\bhow (quickly|soon|long)\b|^when\b", "due"),
    (r"\b(when|date)\b.*\b(complete|done|deliver|achieve|implement|finish)", "due"),
    (r"\b(complete|completed|done|delivered|achieved|implemented) by( date| when|$)", "due"),
    (r"^(what|which) (actions?|activit|tasks?|will we do|we will do|do we need|needs)", TITLE),
    (
        r"^((key|specific|agreed|planned|main|smart|improvement|detailed|proposed) )*"
        r"(actions?|tasks?|activit(y|ies))\b"
        r"(?! (ref|no|number|id|owner|lead|status|by|officer|date|rag|progress|update))",
        TITLE,
    ),
    (r"^(lead|responsib\w+|accountab\w+|owners?)\b", "lead"),
    (r"\b(support(ing|ed)?|partners?|contributors?|else)\b", "supporting"),
    (r"\b(lead|leading|responsib\w+|owners?|accountab\w+|by whom|whom?|whose|officers?)\b", "lead"),
    (r"\b(assigned|allocated)\b", "lead"),
    (r"\b(rag|brag)\b", "rating"),
    (r"^evidence|\b(evidence|validat\w+|assur\w+|verif\w+|monitor\w+)\b(?!.*\bsuccess)", "evidence_checks"),
    (r"\b(success|how (will|do|would) (we|you|i) know|difference|impact)\b", "success_indicators"),
    (r"\b(kpis?|measur\w+|indicators?)\b", "success_indicators"),
    (r"\b(progress|status|update|current position)\b", "progress"),
    (r"\b(comments?|commentary|notes?)\b", "comment"),
    (r"\b(ref|reference|number)\b", "ref"),
    (r"\b(source|recommendations?|findings?|inspection|identified|issues?|weakness(es)?)\b", "sources"),
    (r"\b(outcomes?|objectives?|goals?|aims?|achieve)\b", "outcome"),
    (r"\b(work ?streams?|strands?|project|programme)\b", "workstream"),
    (r"\b(theme|priority|area|service)\b", "section"),
    (r"\bmilestones?\b", "milestones"),
    (r"\b(descri\w+|details?)\b", "description"),
    (r"\b(actions?|tasks?|activit(y|ies)|steps|to do|do|doing|done|change)\b", TITLE),
)

# When another column is already read as the first, the second is what this one is.
NEXT_BEST: dict[str, str] = {
    "progress": "comment",
    "lead_organisation": "supporting",
    "description": "comment",
}

_BRACKETED_PLURAL = re.compile(r"\((s|es|ies)\)")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_NOT_WORDS = re.compile(r"[^\w#]+")
_FILLER = re.compile(r"\b(the|an|a|our|your|please|and or)\b")
_LONGEST_HEADING = 110


@lru_cache(maxsize=2000)
def plain_heading(heading: str) -> str:
    """A heading as it is compared: "Source(s) of the issue:" is "sources of issue"."""
    text = _BRACKETED_PLURAL.sub(r"\1", heading.lower())
    text = text.replace("&", " and ").replace("/", " and ").replace("’", "").replace("'", "")
    text = _NOT_WORDS.sub(" ", _BRACKETS.sub(" ", text) if _BRACKETS.sub("", text).strip() else text)
    return " ".join(_FILLER.sub(" ", text).split())


def _strong_table() -> dict[str, str]:
    return {
        plain_heading(spelling.strip()): field
        for field, spellings in _STRONG_SPELLINGS.items()
        for spelling in spellings.split(",")
        if spelling.strip()
    }


_STRONG = _strong_table()
_WEAK = tuple((re.compile(pattern), field) for pattern, field in _WEAK_SPELLINGS)


def strong_field(heading: str) -> str | None:
    """The field whose spelling the whole heading is, such as "due" for "By when?"; None for other text."""
    if len(heading) > _LONGEST_HEADING:
        return None
    plain = plain_heading(heading)
    found = _STRONG.get(plain)
    if found is None and " and " in plain:
        # "Lead / Owner" and "Timescale and deadline" name one thing twice.
        parts = {_STRONG.get(part) for part in plain.split(" and ")}
        found = parts.pop() if len(parts) == 1 else None
    if found is None:
        # "Progress July 2018", "Status at Q2" and "Update (March 2019)" carry a date after their name.
        found = _STRONG.get(DATED_HEADING.sub("", plain).strip()) if DATED_HEADING.search(plain) else None
    return found


DATED_HEADING = re.compile(
    r"\b(as )?(at|on|to|for|in)?\s*(\d{1,2}(st|nd|rd|th)? )?"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|qtr|quarter|20\d\d)\w*\b.*$"
)


def weak_field(heading: str) -> str | None:
    """The field that a heading's words point to, for a column of a row that is known to hold headings."""
    plain = plain_heading(heading)
    for pattern, field in _WEAK:
        if pattern.search(plain):
            return field or None
    return None
