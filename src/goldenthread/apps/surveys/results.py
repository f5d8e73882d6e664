"""Results as they may be shown: by the survey's threshold, groups with others hidden for them, and trend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.surveys.counting import Answered, Results, read_document
from goldenthread.apps.surveys.models import Audience, Result, Survey, Wave
from goldenthread.apps.trail.moments import known_by
from goldenthread.rulebook.intervals import Interval
from goldenthread.rulebook.surveys import (
    ANSWERS,
    SVY_1,
    SVY_2,
    Change,
    Kind,
    Share,
    change_between,
    enough,
    hidden_groups,
    mean_of,
    response_rate,
    share_of,
    whole_percent,
)

AGREEMENT = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
FOR_CHILDREN = ("Yes, a lot", "Yes, a bit", "Not sure", "Not really", "Not at all")
YES_NO = {"yes": "Yes", "no": "No", "unsure": "Not sure"}


@dataclass(frozen=True)
class GroupShown:
    """A group's share of good answers; `share` None: not shown, by `code`."""

    name: str
    share: Share | None
    code: str = ""


@dataclass(frozen=True)
class QuestionShown:
    """A question as it may be shown. `share` None: fewer answered than the threshold, or words.

    `spread` pairs each answer's words with its share in per cent. `change` is since the wave before.
    """

    question: Answered
    share: Share | None
    mean: Interval | None = None
    spread: tuple[tuple[str, str], ...] = ()
    groups: tuple[GroupShown, ...] = ()
    change: Change | None = None

    @property
    def is_words(self) -> bool:
        return self.question.kind is Kind.TEXT

    @property
    def good_words(self) -> str:
        """What counts as good, in words."""
        match self.question.kind, self.question.reverse:
            case Kind.YES_NO, reverse:
                return "said no" if reverse else "said yes"
            case Kind.AGREE, reverse:
                return "disagree" if reverse else "agree"
            case Kind.SCALE, _:
                return "7 or above"
            case _:
                return ""

    @property
    def printed(self) -> str:
        """ "71% (58% to 81%), 45 answers"."""
        return share_words(self.share) if self.share else ""


@dataclass(frozen=True)
class Shown:
    """A wave's results as they may be shown. `enough` False: too few answered to show anything."""

    result: Result
    results: Results
    enough: bool
    rate: Decimal | None
    questions: tuple[QuestionShown, ...] = field(default=())

    @property
    def wave(self) -> Wave:
        return self.result.wave

    @property
    def rate_words(self) -> str:
        return whole_percent(self.rate) if self.rate is not None else ""

    @property
    def audience(self) -> str:
        return str(Audience(self.results.audience).label)

    @property
    def numbers(self) -> list[QuestionShown]:
        return [one for one in self.questions if not one.is_words]

    @property
    def group_names(self) -> list[str]:
        names = [one.name for one in self.results.groups] if self.enough else []
        return in_order(names, self.wave.groups)


def share_words(share: Share) -> str:
    """A share with its interval and how many answered."""
    limits = share.interval.limits() or (0.0, 0.0)
    low, high = (whole_percent(Decimal(str(limit))) for limit in limits)
    return f"{share.words} ({low} to {high}), {share.answers} answers"


def shown_of(result: Result, before: Result | None = None) -> Shown:
    """What may be shown of a result, each question with its change since the result before."""
    results = read_document(result.document)
    many = enough(results.answers, results.threshold)
    rate = response_rate(results.answers, results.population)
    if not many:
        return Shown(result, results, False, None)
    earlier = read_document(before.document) if before else None
    questions = tuple(_question(one, results, earlier, result.wave.groups) for one in results.questions)
    return Shown(result, results, True, rate, questions)


def results_of(
    survey: Survey, *, as_at: date | None = None, known_at: datetime | None = None
) -> list[Result]:
    """A survey's results, the newest first, as far as they were known; without those set aside."""
    found = Result.objects.filter(known_by(known_at), wave__survey=survey).exclude(
        wave__state=Wave.State.SET_ASIDE
    )
    if as_at is not None:
        found = found.filter(effective_on__lte=as_at)
    return list(found.select_related("wave__survey").order_by("-effective_on", "-id"))


def trend_of(results: Sequence[Result]) -> list[tuple[str, list[tuple[str, Share | None]]]]:
    """Each question with its share in each wave, the oldest first, of results given the newest first."""
    shown = [shown_of(one) for one in reversed(results)]
    lines: dict[str, dict[int, Share | None]] = {}
    words: dict[str, str] = {}
    for place, one in enumerate(shown):
        for question in one.numbers:
            lines.setdefault(question.question.uuid, {})[place] = question.share
            words[question.question.uuid] = question.question.text
    waves = [one.results.wave for one in shown]
    return [
        (words[uuid], [(wave, line.get(place)) for place, wave in enumerate(waves)])
        for uuid, line in lines.items()
    ]


def answer_words(kind: Kind, answer: str, audience: str) -> str:
    """An answer as it is read on the form: children get plainer words."""
    if kind is Kind.YES_NO:
        return YES_NO[answer]
    if kind is Kind.AGREE:
        return (FOR_CHILDREN if audience == Audience.CHILDREN else AGREEMENT)[5 - int(answer)]
    return answer


def in_order(names: Iterable[str], groups: Sequence[str]) -> list[str]:
    """Groups as the survey has them, then who gave none."""
    return sorted(names, key=lambda name: groups.index(name) if name in groups else len(groups))


def _question(
    one: Answered, results: Results, earlier: Results | None, groups: Sequence[str]
) -> QuestionShown:
    answers = sum(one.by_answer.values())
    if one.kind is Kind.TEXT or not enough(answers, results.threshold):
        return QuestionShown(one, None)
    share = share_of(one.kind, one.by_answer, reverse=one.reverse)
    return QuestionShown(
        one,
        share,
        mean=mean_of(one.by_answer) if one.kind is Kind.SCALE else None,
        spread=tuple(
            (
                answer_words(one.kind, answer, results.audience),
                whole_percent(Decimal(100 * one.by_answer.get(answer, 0)) / answers),
            )
            for answer in ANSWERS[one.kind]
        ),
        groups=_groups(one, results, groups),
        change=_change(one, share, earlier) if share else None,
    )


def _groups(one: Answered, results: Results, order: Sequence[str]) -> tuple[GroupShown, ...]:
    """Every group of the wave in its place, those too that did not answer this question."""
    if len(one.groups) < 2:
        return ()
    told = {of.group: {count.name: count.number for count in of.counts} for of in one.groups}
    names = in_order((group.name for group in results.groups), order)
    sizes = {name: sum(told.get(name, {}).values()) for name in names}
    hidden = hidden_groups(sizes, results.threshold)
    found = []
    for name in names:
        if name in hidden:
            small = not enough(sizes[name], results.threshold)
            found.append(GroupShown(name, None, SVY_1 if small else SVY_2))
        else:
            found.append(GroupShown(name, share_of(one.kind, told[name], reverse=one.reverse)))
    return tuple(found)


def _change(one: Answered, share: Share, earlier: Results | None) -> Change | None:
    if earlier is None or not enough(earlier.answers, earlier.threshold):
        return None
    same = next((old for old in earlier.questions if old.uuid == one.uuid), None)
    if same is None or not enough(sum(same.by_answer.values()), earlier.threshold):
        return None
    before = share_of(same.kind, same.by_answer, reverse=same.reverse)
    return change_between(before, share) if before else None


def newest_before(results: Iterable[Result], result: Result) -> Result | None:
    """The result of the wave before, among results given the newest first."""
    earlier = [one for one in results if (one.effective_on, one.pk) < (result.effective_on, result.pk)]
    return earlier[0] if earlier else None
