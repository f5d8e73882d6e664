"""Puts a meeting's minutes into the shape that paper is made of."""

from __future__ import annotations

from goldenthread.apps.minutes.attending import quorum_of
from goldenthread.apps.minutes.heads import head_words
from goldenthread.apps.minutes.models import (
    Attendance,
    BodyAction,
    Correction,
    Declaration,
    Minutes,
    Resolution,
)
from goldenthread.apps.minutes.queries import MinuteShown, minutes_shown
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.changes import day_words
from goldenthread.documents.minutes import ActionPaper, MinutePaper, MinutesPaper, ResolutionPaper


def paper_of(minutes: Minutes, *, part_2: bool) -> MinutesPaper:
    """The minutes as a paper. Without `part_2` what was taken in part 2 is left out, and that is said."""
    shown = minutes_shown(minutes, part_2=part_2)
    meeting, council = minutes.meeting, the_council()
    return MinutesPaper(
        council=council.name if council else "",
        body=str(meeting.body),
        held_on=meeting.held_on,
        hours=hours_words(minutes),
        place=meeting.place,
        state=state_words(minutes),
        is_draft=minutes.is_draft,
        chair=minutes.chaired_by,
        attendance=tuple((name, tuple(map(attender_words, those))) for name, those in shown.attendance),
        declarations=tuple(
            f"{one.attendance}: {declaration_words(one)}" for one in shown.declarations if one.item is None
        ),
        quorum=quorum_of(minutes).words,
        minutes=tuple(_minute(one) for one in shown.items),
        withheld=shown.withheld,
        restricted=any(one.minute.is_restricted for one in shown.items),
        source=minutes.source,
        record=head_words(minutes),
        labels=(council.notice,) if council and council.notice else (),
    )


def state_words(minutes: Minutes) -> str:
    """ "Draft.", "Agreed on 26 May 2018, to be signed.", "Signed on 24 July 2018 by the chair." """
    if minutes.is_draft:
        return "Draft, not agreed."
    if not minutes.is_signed:
        return "Agreed, to be signed at the next meeting."
    if minutes.signed_at is None:
        return "Signed on paper; brought in from a file."
    return f"Signed at the meeting of {day_words(minutes.signed_at.held_on)} by {minutes.signed_by}."


def hours_words(minutes: Minutes) -> str:
    """ "2:00pm to 4:15pm"."""
    began, ended = (
        f"{at:%I:%M%p}".lstrip("0").lower() if at else "" for at in (minutes.started_at, minutes.ended_at)
    )
    return f"{began} to {ended}" if began and ended else f"From {began}" if began else ""


def attender_words(one: Attendance) -> str:
    """A name with what a minute book says of it: role, for whom, from when until when."""
    whom = ""
    if one.substitute_for:
        whom = f"for {one.substitute_for.person or one.substitute_for.post}"
    elif one.substitute_for_words:
        whom = f"for {one.substitute_for_words}"
    hours = [f"from {one.came:%H:%M}" if one.came else "", f"until {one.left:%H:%M}" if one.left else ""]
    notes = ", ".join(words for words in (one.role, whom, *hours) if words)
    return f"{one.name} ({notes})" if notes else one.name


def declaration_words(one: Declaration) -> str:
    """What was declared, and whether they left."""
    left = " They left the room." if one.left_room else ""
    return f"{one.get_kind_display()}: {one.words.rstrip('.')}.{left}"


def votes_words(one: Resolution) -> str:
    """The votes in a sentence, by name where they were taken so."""
    if not one.has_votes:
        return ""
    words = f"For {one.votes_for}, against {one.votes_against}, abstained {one.abstained}."
    named = [f"{vote.attendance}: {vote.get_vote_display().lower()}" for vote in one.named_votes.all()]
    return f"{words} {'; '.join(named)}." if named else words


def quorum_words(one: Resolution) -> str:
    """What was counted at the decision."""
    if one.present is None:
        return ""
    members = f"{one.present} voting member{'' if one.present == 1 else 's'} present"
    if one.quorate is None:
        return f"{members}; no quorum is set."
    return f"{'Quorate' if one.quorate else 'Not quorate'}: {members}, {one.needed} needed."


def correction_words(one: Correction) -> str:
    """How a later minute corrected this one."""
    if one.outcome == Correction.Outcome.MADE and one.made_by:
        old = f"“{one.passage}” is " if one.passage else ""
        return f"Corrected by minute {one.made_by.label}: {old}to read “{one.should_read}”."
    if one.outcome == Correction.Outcome.REFUSED and one.made_by:
        return f"A correction was asked for and not made (minute {one.made_by.label})."
    return f"A correction is asked for: to read “{one.should_read}”."


def due_words(action: BodyAction) -> str:
    """By when, in words."""
    if action.due_on:
        return f"by {day_words(action.due_on)}"
    return f"“{action.due_words}”, not dated" if action.due_words else "not dated"


def _minute(one: MinuteShown) -> MinutePaper:
    return MinutePaper(
        label=one.minute.label,
        title=one.minute.title,
        restricted=one.minute.is_restricted,
        text=one.minute.text,
        declarations=tuple(f"{it.attendance}: {declaration_words(it)}" for it in one.declarations),
        resolutions=tuple(
            ResolutionPaper(
                letter=it.letter or "" if one.lettered else "",
                text=it.text,
                outcome="" if it.outcome == Resolution.Outcome.CARRIED else f"{it.get_outcome_display()}.",
                votes=votes_words(it),
                quorum=quorum_words(it),
                decided=not it.out_of_quorum,
            )
            for it in one.resolutions
        ),
        actions=tuple(
            ActionPaper(it.reference, it.words, it.owner_name, due_words(it)) for it in one.actions
        ),
        corrections=tuple(map(correction_words, one.corrections)),
    )
