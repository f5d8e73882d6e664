"""What is read of surveys: the list, how far a wave is, what may be shown, staff, and what was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.surveys.models import (
    ExitInterview,
    Question,
    Said,
    StaffCount,
    Survey,
    Wave,
    Words,
)
from goldenthread.apps.surveys.results import QuestionShown, Shown
from goldenthread.apps.surveys.staff_models import StaffKind
from goldenthread.apps.surveys.staffing import Theme
from goldenthread.rulebook.surveys import USUAL_THRESHOLD, Share, enough, response_rate, share_from

EXITS_SHOWN_FROM = USUAL_THRESHOLD


@dataclass(frozen=True)
class Listed:
    """A survey with its newest wave."""

    survey: Survey
    wave: Wave | None
    waves: int


@dataclass(frozen=True)
class Standing:
    """How far a wave is: answers so far, the rate, codes made, words that nobody has read."""

    answers: int
    rate: Decimal | None
    codes: int
    unread: int
    written: int


def survey_called(uuid: UUID, slug: str = "") -> Survey:
    return get_object_or_404(Survey, uuid=uuid)


def wave_called(uuid: UUID, slug: str = "") -> Wave:
    return get_object_or_404(Wave.objects.select_related("survey"), uuid=uuid)


def wave_by_token(token: str) -> Wave:
    """The wave of a public address. Raises Http404."""
    return get_object_or_404(Wave.objects.select_related("survey"), token=token.lower())


def question_called(uuid: UUID) -> Question:
    return get_object_or_404(Question.objects.select_related("survey"), uuid=uuid)


def said_called(uuid: UUID) -> Said:
    return get_object_or_404(_said(), uuid=uuid)


def listed(audience: str = "", state: str = "") -> list[Listed]:
    """Surveys by title, each with its newest wave; narrowed by who is asked, and by how that wave stands."""
    surveys = Survey.objects.annotate(number=Count("waves", filter=~Q(waves__state="set_aside")))
    if audience:
        surveys = surveys.filter(audience=audience)
    newest = {
        one.survey_id: one
        for one in Wave.objects.exclude(state=Wave.State.SET_ASIDE)
        .order_by("survey_id", "-closes_on", "-id")
        .distinct("survey_id")
    }
    found = [Listed(one, newest.get(one.pk), one.number) for one in surveys]
    return [one for one in found if not state or (one.wave and one.wave.state == state)]


def standing_of(wave: Wave) -> Standing:
    """How many answered so far, and no more than that: see SVY-7."""
    answers = wave.responses.count()
    return Standing(
        answers=answers,
        rate=response_rate(answers, wave.population),
        codes=wave.codes.count(),
        unread=wave.words.filter(state=Words.State.UNREAD).count(),
        written=wave.words.count(),
    )


def written_of(shown: Shown) -> list[tuple[QuestionShown, list[Words]]]:
    """Each question that is answered in words, with those that may be shown."""
    words = _words_shown(shown.wave) if shown.enough else {}
    return [(one, words.get(one.question.uuid, [])) for one in shown.questions if one.is_words]


def _words_shown(wave: Wave) -> dict[str, list[Words]]:
    """By the question's uuid, in the order of their random keys."""
    found: dict[str, list[Words]] = {}
    for one in wave.words.filter(state=Words.State.SHOWN).select_related("question").order_by("id"):
        found.setdefault(str(one.question.uuid), []).append(one)
    return found


def said_list(*, state: str = "", source: str = "") -> QuerySet[Said]:
    found = _said().order_by("-written_at", "-id")
    if state:
        found = found.filter(state=state)
    return found.filter(source=source) if source else found


def said_in_public() -> QuerySet[Said]:
    """What the public may read."""
    return _said().filter(state=Said.State.PUBLISHED).order_by("-published_on", "-id")


def _said() -> QuerySet[Said]:
    return Said.objects.select_related("wave__survey", "action__plan", "written_by", "approved_by")


@dataclass(frozen=True)
class StaffLine:
    """What was counted of staff in a quarter, of a team or of all."""

    count: StaffCount
    share: Share

    @property
    def kind(self) -> str:
        return str(StaffKind(self.count.kind).label)


def staff_counts(*, kind: str = "") -> list[StaffLine]:
    """The newest record of each thing that was counted, the newest quarter first."""
    rows = StaffCount.objects.order_by("kind", "-quarter", "team", "-id").distinct("kind", "quarter", "team")
    if kind:
        rows = rows.filter(kind=kind)
    return [StaffLine(one, share_from(one.done, one.due)) for one in rows]


@dataclass(frozen=True)
class Exits:
    """Exit interviews of four quarters. `themes`: those that enough named, each with how many; `others`: some
    were named by fewer, and to say which would tell of somebody."""

    since: date
    interviews: int | None
    themes: tuple[tuple[str, int], ...] = ()
    others: bool = False


def exits_until(quarter: date) -> Exits:
    """The four quarters that end with this one. Fewer than the threshold are not shown (SVY-1).

    To be asked of a quarter that is over: whoever saw the themes grow by one could tell whose they are.
    """
    since = quarter.replace(year=quarter.year - 1)
    rows = list(ExitInterview.objects.filter(quarter__gt=since, quarter__lte=quarter))
    if not enough(len(rows), EXITS_SHOWN_FROM):
        return Exits(since, None)
    counted = Counter(theme for one in rows for theme in one.themes)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    themes = tuple(
        (str(Theme(theme).label), number) for theme, number in ordered if enough(number, EXITS_SHOWN_FROM)
    )
    return Exits(since, len(rows), themes, others=len(themes) < len(counted))


def quarter_before(day: date) -> date:
    """The first day of the last quarter that was over on a day."""
    return quarter_of(quarter_of(day) - timedelta(days=1))


def quarter_of(day: date) -> date:
    """The first day of the quarter that a day is in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
