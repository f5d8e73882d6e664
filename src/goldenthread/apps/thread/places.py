"""Everything that somebody may go to, each with what it is for, and how the recommendations stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import rules
from django.urls import reverse

from goldenthread.apps.inspections.queries import Count, counts_by_status, recommendation_list
from goldenthread.apps.people.models import Person


@dataclass(frozen=True)
class Place:
    """Somewhere to go, and what for."""

    words: str
    href: str
    what_for: str


# words, URL name, permission, what for
PLACES = (
    ("Recommendations", "inspections:recommendations", "inspections.see_recommendations",
     "What inspectors asked for, and whether it is met. Each opens its thread."),
    ("Inspections", "inspections:inspections", "inspections.see_recommendations",
     "What was inspected, when, and how it was judged."),
    ("Interventions", "interventions:interventions", "interventions.see",
     "Notices, submissions, adviser meetings and visits: what is next, and by when."),
    ("Monitoring", "carryover:monitoring", "carryover.see",
     "How each recommendation that is not met is watched."),
    ("Evidence", "evidence:evidence", "evidence.see",
     "What shows that recommendations are met, and what speaks against it."),
    ("Sign-offs", "signoff:units", "signoff.see",
     "What bodies signed off in two phases, what waits, and what changed since."),
    ("Conditions", "signoff:conditions", "signoff.see",
     "What sign-offs are subject to, by when, and what the measure says now."),
    ("Plans", "plans:plans", "plans.see_plans", "Actions, who leads them, and what is late."),
    ("Risk register", "risks:risks", "risks.see",
     "What may go wrong, how grave it is, and what is done about it."),
    ("Requests", "chasing:rounds", "chasing.see_rounds", "Who was asked for words, and who has not replied."),
    ("Scorecards", "measures:scorecards", "measures.see_measures", "A quarter’s figures and their targets."),
    ("Measures", "measures:measures", "measures.see_measures", "What each figure means, and its source."),
    ("What is counted from case records", "cases:definitions", "cases.see_definitions",
     "Each figure’s definition, in words and in code, and what it is counted from."),
    ("Trackers of our own", "localtrackers:trackers", "localtrackers.see",
     "Lists for what no national return holds: their rows, what is due, and what they count."),
    ("Trackers", "trackers:home", "trackers.see",
     "Your teams’ cases: what is due this week, overdue or drifting, caseloads, and the 20 weeks."),
    ("Why deadlines were missed", "trackers:why", "trackers.see_why",
     "Reasons that managers coded, and whose delay it was: counts, no case."),
    ("Case data", "cases:loads", "cases.see_loads",
     "What was loaded from case systems, what was wrong with it, and how long it is kept."),
    ("Challenge sessions", "challenge:sessions", "challenge.see_all",
     "Figures of teams and workers against standard and last time, and what is asked about them."),
    ("Critical cases", "challenge:cases", "challenge.see_cases",
     "Cases that went up to the director, by reference."),
    ("Services and teams", "cases:teams", "cases.see_teams",
     "Whose cases are whose: what roles over a team or a service open."),
    ("Audits", "audits:programme", "audits.see",
     "Audits of practice: the programme, what they found, and what comes back."),
    ("Complaints and compliments", "feedback:quarters", "feedback.see_numbers",
     "What families said of services, what was answered on time, and what was learned."),
    ("Practice alerts", "alerts:numbers", "alerts.see_numbers",
     "What reviewing officers raised on cases, how it was resolved, and how fast."),
    ("Reports", "reports:reports", "reports.see_reports", "Papers for a board, frozen as they were sent."),
    ("Highlight reports", "highlights:highlights", "highlights.see",
     "A workstream’s one page for its board."),
    ("Reports in hand", "drafting:reports", "drafting.see",
     "Reports that are written here for a meeting, and who clears them."),
    ("Self-assessments", "selfassessment:documents", "selfassessment.see_all",
     "The year’s account of each recommendation: who writes what, and what is still open."),
    ("Bodies", "bodies:bodies", "bodies.see_bodies", "Who reports to whom."),
    ("Meetings", "meetings:meetings", "meetings.see", "When bodies meet, and when they met."),
    ("Packs", "packs:packs", "packs.see", "Agendas with their papers, as they were published."),
    ("Past minutes", "pastminutes:drafts", "pastminutes.bring",
     "Bring in the minutes of meetings that were held before."),
    ("Notices", "meetings:notices", "meetings.see",
     "By when each agenda has to be public, and how many days are left."),
    ("Calendars", "meetings:calendars", "meetings.see", "Meetings in your own calendar program."),
    ("Reporting calendar", "reporting:calendar", "reporting.see",
     "Which report each body is owed, from whom, and what is late."),
    ("Agendas", "agendas:agendas", "agendas.see", "What bodies take up at their meetings, and the papers."),
    ("Minutes", "minutes:all", "minutes.see", "What bodies decided and asked for, meeting by meeting."),
    ("Surveys", "surveys:surveys", "surveys.see", "What children, families, carers and staff say."),
    ("What staff say", "surveys:staff", "surveys.see",
     "Surveys of staff, supervision, training, and why people left."),
    ("You said, we did", "surveys:all_said", "surveys.see", "What was done about what was said."),
    ("Root causes and lessons", "learning:analyses", "learning.see",
     "Why things went wrong, what was recommended, and whether it helped."),
    ("Commissioned interventions", "learning:services", "learning.see",
     "What became of families that a commissioned service worked with."),
    ("Load a file", "loads:bring", "loads.bring_file", "Bring in a plan or a scorecard as you have it."),
    ("Files loaded", "loads:loads", "loads.see_loads", "What came in, and what it changed."),
    ("Posts", "people:posts", "people.manage_posts", "Who holds which post, and who acts for the absent."),
    ("Messages", "mail:messages", "mail.see_messages", "E-mail that was sent, and that was not."),
    ("Is the record whole?", "retention:record", "retention.see",
     "The last check of the record, who holds its head, and how long things are kept."),
    ("People", "people:people", "people.see_people", "Who may do what."),
)  # fmt: skip


def places_of(person: Person) -> list[Place]:
    """Where somebody may go."""
    return [
        Place(words, reverse(name), what_for)
        for words, name, permission, what_for in PLACES
        if rules.has_perm(permission, person)
    ]


def standings_for(person: Person, today: date) -> Sequence[Count]:
    """How many recommendations stand at each status; none for who may not see them."""
    if not rules.has_perm("inspections.see_recommendations", person):
        return []
    return counts_by_status(recommendation_list(as_at=today))
