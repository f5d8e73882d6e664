"""Section 47 enquiries, initial conferences and child protection plans."""

from __future__ import annotations

from goldenthread.casedata.measures.counting import (
    days_between,
    each,
    in_period,
    in_year,
    months_of,
    open_at_end,
    share,
    working_days,
)
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.measures.front_door import ANNEX_A, CENSUS_FIRST
from goldenthread.casedata.measures.reviewing import reviewed_in_time
from goldenthread.casedata.sources import Source

STRATEGY_TO_CONFERENCE = 15
FIRST_REVIEW_MONTHS, LATER_REVIEW_MONTHS = 3, 6
# A local limit: councils set from ten working days to four weeks.
VISIT_DAYS = 28

_PLANS = {"protection_plans": ("started", "ended")}
_OPEN = "Plans that are open at the end of the period."
_BASIS = "DfE, Characteristics of children in need."


@measure(
    "section-47",
    title="Section 47 enquiries",
    unit=Unit.COUNT,
    numerator="Enquiries started in the period; one for each child.",
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs={"section_47": ("started",)}, looks=Looks.PERIOD)
def section_47(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.section_47, "started", periods))


@measure(
    "section-47-rate",
    title="Section 47 enquiries in 12 months per 10,000 children",
    unit=Unit.RATE,
    numerator="Enquiries started in the 12 months to the end of the period.",
    denominator="Children under 18.",
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs={"section_47": ("started",)}, looks=Looks.YEAR)
def section_47_rate(t: Tables, periods: Expression) -> Expression:
    return each(in_year(t.section_47, "started", periods))


@measure(
    "conferences",
    title="Initial child protection conferences",
    unit=Unit.COUNT,
    numerator="Children whose initial conference, after a section 47 enquiry, was held in the period.",
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs={"section_47": ("conference",)}, looks=Looks.PERIOD)
def conferences(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.section_47, "conference", periods))


@measure(
    "conference-15-days",
    title="Initial conferences within 15 working days of the strategy discussion",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, held within 15 working days of the strategy discussion that "
    "began the section 47 enquiry.",
    denominator="Initial conferences held in the period after a section 47 enquiry.",
    exclusions="Conferences without the enquiry's start, or with one after the conference or beyond the "
    "calendar.",
    basis="Working Together to Safeguard Children, chapter 3.",
).counted_by(sources=CENSUS_FIRST, needs={"section_47": ("started", "conference")}, looks=Looks.PERIOD)
def conference_15_days(t: Tables, periods: Expression) -> Expression:
    held = working_days(t, in_period(t.section_47, "conference", periods), "started", "conference")
    held = held.filter(held.days >= 0)
    return share(held, held.days <= STRATEGY_TO_CONFERENCE)


@measure(
    "protection-plans",
    title="Child protection plans",
    unit=Unit.COUNT,
    numerator=_OPEN,
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs=_PLANS, looks=Looks.END)
def protection_plans(t: Tables, periods: Expression) -> Expression:
    return each(_open_plans(t, periods))


@measure(
    "protection-plans-rate",
    title="Child protection plans per 10,000 children",
    unit=Unit.RATE,
    numerator=_OPEN,
    denominator="Children under 18.",
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs=_PLANS, looks=Looks.END)
def protection_plans_rate(t: Tables, periods: Expression) -> Expression:
    return each(_open_plans(t, periods))


def _open_plans(t: Tables, periods: Expression) -> Expression:
    return open_at_end(t.protection_plans, t.protection_plans.started, "ended", periods)


@measure(
    "protection-plans-started",
    title="Children who became subject to a child protection plan",
    unit=Unit.COUNT,
    numerator="Plans started in the period.",
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs={"protection_plans": ("started",)}, looks=Looks.PERIOD)
def plans_started(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.protection_plans, "started", periods))


@measure(
    "protection-plans-ended",
    title="Child protection plans that ended",
    unit=Unit.COUNT,
    numerator="Plans ended in the period.",
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs={"protection_plans": ("ended",)}, looks=Looks.PERIOD)
def plans_ended(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.protection_plans, "ended", periods))


@measure(
    "protection-plans-again",
    title="Plans that were a second or subsequent one",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, of a child with at least one previous plan, at any time.",
    denominator="Plans started in the period.",
    exclusions="Those that do not say how many came before.",
    basis=_BASIS,
).counted_by(
    sources=CENSUS_FIRST, needs={"protection_plans": ("started", "previous_plans")}, looks=Looks.PERIOD
)
def plans_again(t: Tables, periods: Expression) -> Expression:
    started = in_period(t.protection_plans, "started", periods)
    started = started.filter(started.previous_plans.notnull())
    return share(started, started.previous_plans > 0)


def _plans_over(months: int) -> None:
    """Define the shares of plans that last longer than so many months: those open, and those ended."""

    @measure(
        f"protection-plans-over-{months}-months",
        title=f"Open plans of more than {months} months",
        unit=Unit.PERCENT,
        numerator=f"Of those in the denominator, started more than {months} months before the last day.",
        denominator=_OPEN,
    ).counted_by(sources=CENSUS_FIRST, needs=_PLANS, looks=Looks.END)
    def open_over(t: Tables, periods: Expression) -> Expression:
        plans = _open_plans(t, periods)
        return share(plans, plans.started < plans[f"months_{months}"])

    @measure(
        f"protection-plans-ended-after-{months}-months",
        title=f"Plans that had lasted {months} months or more when they ended",
        unit=Unit.PERCENT,
        numerator=f"Of those in the denominator, ended {months} months or more after their start.",
        denominator="Plans ended in the period.",
        exclusions="Plans that ended before they started.",
        basis=_BASIS,
    ).counted_by(sources=CENSUS_FIRST, needs=_PLANS, looks=Looks.PERIOD)
    def ended_after(t: Tables, periods: Expression) -> Expression:
        ended = in_period(t.protection_plans, "ended", periods)
        ended = ended.filter(ended.started <= ended.ended)
        return share(ended, ended.started + months_of(months) <= ended.ended)


for _months in (15, 24):
    _plans_over(_months)


@measure(
    "protection-reviews-in-time",
    title="Child protection plans reviewed in time",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with no review of the 12 months to the end of the period late "
    "or owed. The first is owed 3 months after the initial conference, each later one 6 months after the "
    "last.",
    denominator="Plans that are open at the end of the period and started at least 3 months before.",
    basis="Working Together to Safeguard Children, chapter 3; DfE, Characteristics of children in need.",
).counted_by(
    sources=(Source.CIN_CENSUS,),
    needs={
        "protection_plans": ("started", "ended", "conference"),
        "protection_reviews": ("plan_started", "reviewed"),
    },
    looks=Looks.YEAR,
)
def reviews_in_time(t: Tables, periods: Expression) -> Expression:
    plans, reviews = t.protection_plans, t.protection_reviews
    began = plans.conference.fill_null(plans.started)
    plans = plans.mutate(plan_started=plans.started, begun=began)
    open_plans = open_at_end(plans, plans.started, "ended", periods)
    key = ["authority", "child", "plan_started"]
    return reviewed_in_time(
        t,
        open_plans.filter(open_plans.begun <= open_plans.months_3),
        plans.select(*key, day=plans.begun),
        reviews.filter(reviews.reviewed.notnull()).select(*key, day=reviews.reviewed),
        key=key,
        first_months=FIRST_REVIEW_MONTHS,
        second_months=LATER_REVIEW_MONTHS,
        later_months=LATER_REVIEW_MONTHS,
    )


@reviews_in_time.counted_by(
    sources=ANNEX_A,
    needs={"protection_plans": ("started", "ended", "last_review")},
    looks=Looks.END,
    as_it_stood=True,
    note="The list has the latest review only: in time is one in the last 6 months, or a plan of at most 3 "
    "months.",
)
def latest_review_in_time(t: Tables, periods: Expression) -> Expression:
    plans = _open_plans(t, periods)
    plans = plans.filter(plans.started <= plans.months_3)
    return share(plans, plans.last_review >= plans.months_6)


@measure(
    "protection-visits-in-time",
    title="Children with a child protection plan visited in the last four weeks",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with a statutory visit in the 28 days to the last day.",
    denominator="Plans that are open at the end of the period and are 28 days old or more.",
    basis="A local limit: councils set from ten working days to four weeks.",
).counted_by(
    sources=ANNEX_A,
    needs={"protection_plans": ("started", "ended", "last_visit")},
    looks=Looks.END,
    as_it_stood=True,
)
def visits_in_time(t: Tables, periods: Expression) -> Expression:
    plans = _open_plans(t, periods)
    plans = plans.filter(days_between(plans.started, plans.last_day) >= VISIT_DAYS)
    return share(plans, days_between(plans.last_visit, plans.last_day) <= VISIT_DAYS)


@measure(
    "conferences-to-plans",
    title="Initial conferences that led to a child protection plan",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, that resulted in a child protection plan.",
    denominator="Initial conferences held in the period.",
    exclusions="Those that do not say.",
).counted_by(sources=ANNEX_A, needs={"section_47": ("conference", "led_to_plan")}, looks=Looks.PERIOD)
def conferences_to_plans(t: Tables, periods: Expression) -> Expression:
    held = in_period(t.section_47, "conference", periods)
    held = held.filter(held.led_to_plan.isin(("YES", "NO")))
    return share(held, held.led_to_plan == "YES")
