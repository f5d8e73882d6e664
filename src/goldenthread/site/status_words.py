"""The word, shape and colour of each state that a page shows. No state is told by its colour alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """How a state is shown: a word, a shape of `components/shape.html`, the colour of a GOV.UK tag."""

    word: str
    shape: str
    colour: str


# The same shapes as on paper (documents/wording.py).
RAG = {
    "red": Look("Red", "square", "red"),
    "amber": Look("Amber", "triangle", "orange"),
    "green": Look("Green", "circle", "green"),
    "not_rated": Look("Not rated", "ring", "grey"),
}

STATUSES = {
    # Clocks of cases, and caseloads
    "clock_missed": Look("Done late", "tick", "orange"),
    "clock_running": Look("Not due yet", "play", "blue"),
    "will_be_late": Look("Will be late", "triangle", "orange"),
    "cannot_be_in_time": Look("Cannot be in time", "cross", "red"),
    "over_caseload": Look("Over the limit", "triangle", "red"),
    "within_caseload": Look("Within it", "tick", "green"),
    # Recommendations and their elements
    "met": Look("Met", "tick", "green"),
    "partly_met": Look("Partly met", "half", "yellow"),
    "not_met": Look("Not met", "cross", "red"),
    "met_subject_to_condition": Look("Met subject to a condition", "tick", "teal"),
    "no_longer_applicable": Look("No longer applicable", "bar", "grey"),
    "not_assessed": Look("Not yet assessed", "ring", "grey"),
    # Actions of a plan, as stated
    "completed": Look("Completed", "tick", "green"),
    "in_progress": Look("In progress", "play", "blue"),
    "on_track": Look("On track", "play", "blue"),
    "not_started": Look("Not started", "ring", "grey"),
    "at_risk": Look("At risk", "diamond", "orange"),
    "pending": Look("Pending", "ring", "yellow"),
    "ongoing": Look("Ongoing", "play", "blue"),
    # Actions of a plan, as worked out
    "overdue": Look("Overdue", "triangle", "red"),
    "due_soon": Look("Due soon", "diamond", "yellow"),
    "stale": Look("No recent update", "diamond", "yellow"),
    "stated_on_track": Look("Stated on track", "cross", "red"),
    "date_moved": Look("Date moved", "plus", "orange"),
    "no_evidence": Look("No evidence", "cross", "orange"),
    "no_date": Look("No date", "bar", "yellow"),
    "completed_late": Look("Completed late", "tick", "yellow"),
    "completed_in_future": Look("Completed in future", "half", "orange"),
    # Rows of a tracker of the council's own
    "row_in_time": Look("Done in time", "tick", "green"),
    "row_not_computable": Look("Cannot be computed", "bar", "grey"),
    "row_open": Look("Open", "ring", "blue"),
    "row_done": Look("Done", "tick", "green"),
    "row_no_day": Look("Done, no date", "half", "yellow"),
    # Completion, one asks and another accepts
    "completion_asked": Look("Completion asked for", "half", "purple"),
    "accepted": Look("Completion accepted", "tick", "green"),
    # Words on a measure
    "no_words": Look("No words yet", "ring", "grey"),
    "waits_for_sign_off": Look("Not signed off", "half", "purple"),
    "signed_off": Look("Signed off", "tick", "green"),
    "figures_changed": Look("Figures changed since", "diamond", "yellow"),
    "late": Look("Late", "triangle", "red"),
    # Marks on a measure's series
    "mark_in_force": Look("In force", "tick", "green"),
    "waits_for_second_person": Look("Waits for a second person", "half", "purple"),
    "mark_withdrawn": Look("Withdrawn", "bar", "grey"),
    # Publishing a scorecard
    "finding_explained": Look("Explained", "tick", "green"),
    "prepared": Look("Prepared", "half", "purple"),
    "published": Look("Published", "tick", "green"),
    "could_be_worked_out": Look("It could be worked out", "triangle", "red"),
    "cannot_be_worked_out": Look("It cannot be worked out", "tick", "green"),
    "proposed": Look("Proposed", "ring", "yellow"),
    "confirmed": Look("Confirmed", "tick", "green"),
    "refused": Look("Refused", "bar", "grey"),
    # The record
    "whole": Look("Whole", "tick", "green"),
    "not_whole": Look("Not whole", "cross", "red"),
    # Complaints
    "complaint_open": Look("Waits for an answer", "half", "blue"),
    "upheld": Look("Upheld", "cross", "orange"),
    "partly_upheld": Look("Partly upheld", "half", "yellow"),
    "not_upheld": Look("Not upheld", "tick", "grey"),
    # E-mail
    "waiting": Look("Waiting", "ring", "yellow"),
    "sending": Look("Being sent", "half", "blue"),
    "sent": Look("Sent", "tick", "green"),
    "given_up": Look("Given up", "cross", "red"),
    # What was found of a success statement
    "shown": Look("Shown", "tick", "green"),
    "partly_shown": Look("Partly shown", "half", "yellow"),
    "not_shown": Look("Not shown", "cross", "red"),
    "not_known": Look("Not known", "ring", "grey"),
    # Whether what an analysis recommended helped
    "helped": Look("It helped", "tick", "green"),
    "helped_partly": Look("It helped in part", "half", "yellow"),
    "helped_not": Look("It did not help", "cross", "red"),
    "helped_too_early": Look("Too early to say", "ring", "grey"),
    # Practice alerts
    "alert_open": Look("Put to a level", "ring", "blue"),
    "alert_resolved": Look("Resolved", "tick", "green"),
    "alert_good_practice": Look("Good practice", "plus", "teal"),
    # The audit programme, an audit, its cases and themes
    "audit_planned": Look("Planned", "ring", "grey"),
    "audit_started": Look("Started", "play", "blue"),
    "audit_finished": Look("Finished", "half", "blue"),
    "audit_reported": Look("Reported", "half", "teal"),
    "audit_actions_closed": Look("Actions closed", "tick", "green"),
    "audit_cancelled": Look("Cancelled", "bar", "grey"),
    "audit_open": Look("Cases come in", "play", "blue"),
    "small_sample": Look("Small sample", "diamond", "yellow"),
    "judged_once": Look("Judged by one", "ring", "grey"),
    "to_agree": Look("Two differ", "diamond", "yellow"),
    "case_settled": Look("Judged by two", "tick", "green"),
    "strength": Look("Strength", "plus", "green"),
    "improve": Look("To improve", "cross", "orange"),
    "repeats": Look("Repeats", "triangle", "red"),
    # Interventions
    "in_force": Look("In force", "play", "orange"),
    "lifted": Look("Lifted", "tick", "green"),
    "due_later": Look("Due later", "ring", "grey"),
    "submitted": Look("Submitted", "half", "blue"),
    "submitted_late": Look("Submitted late", "half", "yellow"),
    "approved": Look("Approved", "tick", "green"),
    "returned": Look("Returned", "cross", "orange"),
    "letter_to_come": Look("Letter to come", "half", "yellow"),
    "letter_published": Look("Letter published", "tick", "green"),
    "open": Look("Open", "diamond", "orange"),
    # Evidence
    "supports": Look("Supports", "plus", "green"),
    "contradicts": Look("Contradicts", "cross", "orange"),
    "unanswered": Look("Unanswered", "diamond", "orange"),
    "evidence_counts": Look("Counts", "tick", "green"),
    "counts_as_nothing": Look("Does not count", "ring", "grey"),
    "expired": Look("Expired", "bar", "orange"),
    "record_changed": Look("The record has changed since", "diamond", "yellow"),
    # Minutes, and what a body asked for
    "draft": Look("Draft", "ring", "yellow"),
    "agreed": Look("Agreed", "half", "blue"),
    "signed": Look("Signed", "tick", "green"),
    "undated": Look("Undated", "bar", "yellow"),
    "closed": Look("Closed", "tick", "green"),
    "endorsed": Look("Endorsed", "tick", "green"),
    "not_endorsed": Look("Not endorsed", "cross", "red"),
    # Surveys, and what was done about them
    "taking_answers": Look("Taking answers", "play", "blue"),
    "not_counted": Look("Closed, not counted", "half", "purple"),
    "counted": Look("Counted", "tick", "green"),
    "set_aside": Look("Set aside", "bar", "grey"),
    "taken_down": Look("Taken down", "bar", "grey"),
    # Rows of a file before it is loaded
    "new": Look("New", "plus", "green"),
    "changed": Look("Changed", "half", "yellow"),
    "gone": Look("Gone", "bar", "red"),
    "same": Look("The same", "ring", "grey"),
    # Reports that are written here, their sections, comments and clearance
    "report_submitted": Look("In clearance", "half", "purple"),
    "report_frozen": Look("Frozen", "tick", "green"),
    "to_write": Look("To write", "diamond", "yellow"),
    "left_empty": Look("Left empty", "bar", "grey"),
    "written": Look("Written", "tick", "green"),
    "comment_answered": Look("Answered", "half", "blue"),
    "comment_settled": Look("Settled", "tick", "green"),
    "clearance_cleared": Look("Cleared", "tick", "green"),
    "clearance_comments": Look("Cleared with comments", "half", "teal"),
    "clearance_back": Look("Sent back", "cross", "orange"),
    "clearance_lapsed": Look("No longer asked", "bar", "grey"),
    # Risks and their controls
    "escalated": Look("Escalated", "triangle", "purple"),
    "working": Look("Working", "tick", "green"),
    "not_tested": Look("Not tested", "ring", "yellow"),
    "failing": Look("Failing", "cross", "red"),
    # Sign-off in two phases: the case, what was decided, and what the checks say
    "sign_off_not_asked": Look("Not asked for", "ring", "grey"),
    "case_draft": Look("Case being built", "half", "yellow"),
    "case_asked": Look("Before the body", "half", "purple"),
    "sign_off_agreed_with_condition": Look("Agreed with a condition", "tick", "teal"),
    "sign_off_deferred": Look("Deferred", "half", "orange"),
    "sign_off_reopened": Look("Reopened", "cross", "orange"),
    "changed_since_sign_off": Look("Changed since sign-off", "diamond", "yellow"),
    "condition_discharged": Look("Discharged", "tick", "green"),
    "check_passed": Look("Passed", "tick", "green"),
    "check_failed": Look("Failed", "cross", "red"),
    "check_not_told": Look("Cannot be told", "ring", "yellow"),
    "not_answered": Look("Not answered", "cross", "red"),
    # Parts of a self-assessment
    "in_writing": Look("In writing", "ring", "yellow"),
    "part_not_begun": Look("Not begun", "ring", "grey"),
    "part_last_year": Look("From last year", "diamond", "yellow"),
    "part_in_writing": Look("Being written", "play", "blue"),
    "part_reviewed": Look("Reviewed", "tick", "green"),
    "part_returned": Look("Returned with comment", "cross", "orange"),
    "part_written": Look("Handed in", "half", "purple"),
    # What a recommendation counts as in a self-assessment
    "remains_met": Look("Remains met", "circle", "green"),
    # Figures
    "final": Look("Final", "circle", "grey"),
    "provisional": Look("Provisional", "half", "grey"),
    "estimated": Look("Estimated", "half", "grey"),
    "suppressed": Look("Suppressed", "bar", "grey"),
    "not_released": Look("Not released", "bar", "grey"),
    "not_applicable": Look("Not applicable", "bar", "grey"),
    "not_collected": Look("Not collected", "bar", "grey"),
}

ALIASES = {
    "clock_due_soon": "due_soon",
    "row_late": "clock_missed",
    "row_running": "clock_running",
    "planned": "audit_planned",
    "audit_closed": "closed",
    "alert_answered": "comment_answered",
    "sign_off_agreed": "signed_off",
    "sign_off_refused": "refused",
    "case_withdrawn": "mark_withdrawn",
    "withdrawn": "mark_withdrawn",
    "case_decided": "closed",
    "report_draft": "draft",
    "risk_closed": "closed",
    "report_cleared": "clearance_cleared",
    "comment_open": "open",
    "clearance_waiting": "waiting",
    "words_returned": "returned",
    "no_recent_update": "stale",
    "partially_met": "partly_met",
    "met_subject_to_a_condition": "met_subject_to_condition",
    "met_with_condition": "met_subject_to_condition",
    "not_yet_assessed": "not_assessed",
}


def look_of(state: str) -> Look:
    """The look of a state or rating by its name ("partly_met", "Partly met"); an unknown one in its words."""
    name = state.strip().lower().replace(" ", "_").replace("-", "_")
    name = ALIASES.get(name, name)
    known = RAG.get(name) or STATUSES.get(name)
    return known or Look(state.strip().replace("_", " ").capitalize(), "ring", "grey")
