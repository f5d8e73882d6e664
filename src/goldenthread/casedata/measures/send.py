"""Education, health and care plans: requests, decisions, plans and annual reviews."""

from __future__ import annotations

from goldenthread.casedata.measures.counting import (
    days_between,
    each,
    four_weeks,
    in_period,
    open_at_end,
    share,
)
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.sources import Source

SEN2 = (Source.SEN2,)
DECISION_WEEKS, PLAN_WEEKS = 6, 20
DECIDED = ("Y", "N")
_REGULATIONS = "Special Educational Needs and Disability Regulations 2014 (SI 2014/1530)"
_BASIS = "DfE, Education, health and care plans."


@measure(
    "ehc-requests",
    title="Requests for an education, health and care needs assessment",
    unit=Unit.COUNT,
    numerator="Requests received in the period.",
    basis=_BASIS,
).counted_by(sources=SEN2, needs={"ehc_requests": ("received",)}, looks=Looks.PERIOD)
def ehc_requests(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.ehc_requests, "received", periods))


def _decided(t: Tables, periods: Expression) -> Expression:
    decided = in_period(t.ehc_requests, "decided", periods)
    return decided.filter(decided.decision.isin(DECIDED))


@measure(
    "ehc-assessments-agreed",
    title="Requests on which an assessment was agreed",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, decided to assess.",
    denominator="Requests on which it was decided in the period whether to assess.",
    exclusions="Requests withdrawn before a decision.",
    basis=_BASIS,
).counted_by(sources=SEN2, needs={"ehc_requests": ("decided", "decision")}, looks=Looks.PERIOD)
def ehc_assessments_agreed(t: Tables, periods: Expression) -> Expression:
    decided = _decided(t, periods)
    return share(decided, decided.decision == "Y")


@measure(
    "ehc-decisions-6-weeks",
    title="Decisions whether to assess within 6 weeks",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, decided within 6 weeks of the day on which the request was "
    "received.",
    denominator="Requests on which it was decided in the period whether to assess.",
    exclusions="Requests withdrawn before a decision; those decided before they were received, or without "
    "a day of receipt.",
    basis=f"{_REGULATIONS}, regulation 5(1).",
).counted_by(sources=SEN2, needs={"ehc_requests": ("received", "decided", "decision")}, looks=Looks.PERIOD)
def ehc_decisions_6_weeks(t: Tables, periods: Expression) -> Expression:
    decided = _decided(t, periods)
    decided = decided.mutate(days=days_between(decided.received, decided.decided))
    decided = decided.filter(decided.days >= 0)
    return share(decided, decided.days <= DECISION_WEEKS * 7)


@measure(
    "ehc-assessments",
    title="Assessments for an education, health and care plan completed",
    unit=Unit.COUNT,
    numerator="Assessments on which it was decided in the period whether to issue a plan.",
    basis=_BASIS,
).counted_by(sources=SEN2, needs={"ehc_requests": ("assessed", "outcome")}, looks=Looks.PERIOD)
def ehc_assessments(t: Tables, periods: Expression) -> Expression:
    assessed = in_period(t.ehc_requests, "assessed", periods)
    return each(assessed.filter(assessed.outcome.isin(DECIDED)))


@measure(
    "ehc-plans-issued",
    title="Education, health and care plans issued",
    unit=Unit.COUNT,
    numerator="First plans issued in the period.",
    basis=_BASIS,
).counted_by(sources=SEN2, needs={"ehc_requests": ("issued",)}, looks=Looks.PERIOD)
def ehc_plans_issued(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.ehc_requests, "issued", periods))


def _issued(t: Tables, periods: Expression) -> Expression:
    issued = in_period(t.ehc_requests, "issued", periods)
    issued = issued.mutate(days=days_between(issued.received, issued.issued))
    return issued.filter(issued.days >= 0)


@measure(
    "ehc-plans-20-weeks",
    title="Plans issued within 20 weeks, without permitted exceptions",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, issued within 20 weeks of the day on which the request was "
    "received.",
    denominator="First plans issued in the period.",
    exclusions="Cases marked as a permitted exception; those issued before the request was received, or "
    "without a day of receipt.",
    basis=f"{_REGULATIONS}, regulation 13(2) and (3).",
).counted_by(sources=SEN2, needs={"ehc_requests": ("received", "issued", "excepted")}, looks=Looks.PERIOD)
def ehc_plans_20_weeks(t: Tables, periods: Expression) -> Expression:
    issued = _issued(t, periods)
    issued = issued.filter(issued.excepted.isnull() | ~issued.excepted)
    return share(issued, issued.days <= PLAN_WEEKS * 7)


@measure(
    "ehc-plans-20-weeks-with-exceptions",
    title="Plans issued within 20 weeks, with permitted exceptions",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, issued within 20 weeks of the day on which the request was "
    "received.",
    denominator="First plans issued in the period, permitted exceptions included.",
    exclusions="Those issued before the request was received, or without a day of receipt.",
    basis=f"{_REGULATIONS}, regulation 13(2).",
).counted_by(sources=SEN2, needs={"ehc_requests": ("received", "issued")}, looks=Looks.PERIOD)
def ehc_plans_20_weeks_with_exceptions(t: Tables, periods: Expression) -> Expression:
    issued = _issued(t, periods)
    return share(issued, issued.days <= PLAN_WEEKS * 7)


_PLANS = {"ehc_plans": ("issued", "ended")}


@measure(
    "ehc-plans",
    title="Education, health and care plans",
    unit=Unit.COUNT,
    numerator="Plans that are maintained at the end of the period.",
    basis=_BASIS,
).counted_by(sources=SEN2, needs=_PLANS, looks=Looks.END)
def ehc_plans(t: Tables, periods: Expression) -> Expression:
    return each(open_at_end(t.ehc_plans, t.ehc_plans.issued, "ended", periods))


@ehc_plans.counted_by(
    sources=(Source.ANNEX_A_SEND,), needs={"ehc_plans": ("issued",)}, looks=Looks.END, as_it_stood=True,
    note="Every plan of the list that was issued by the last day.",
)  # fmt: skip
def ehc_plans_listed(t: Tables, periods: Expression) -> Expression:
    return each(_listed_plans(t, periods))


def _listed_plans(t: Tables, periods: Expression) -> Expression:
    plans = t.ehc_plans.join(periods, "period")
    return plans.filter(plans.issued < plans.ends)


@measure(
    "ehc-reviews-in-time",
    title="Plans reviewed in the last 12 months",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with an annual review in the 12 months to the last day.",
    denominator="Plans that are maintained at the end of the period and were issued at least 12 months "
    "before.",
    basis="Children and Families Act 2014, section 44.",
).counted_by(
    sources=SEN2,
    needs={"ehc_plans": ("issued", "ended", "last_reviewed")},
    looks=Looks.END,
    as_it_stood=True,
)
def ehc_reviews_in_time(t: Tables, periods: Expression) -> Expression:
    plans = open_at_end(t.ehc_plans, t.ehc_plans.issued, "ended", periods)
    plans = plans.filter(plans.issued <= plans.months_12)
    return share(plans, plans.last_reviewed >= plans.months_12)


@ehc_reviews_in_time.counted_by(
    sources=(Source.ANNEX_A_SEND,),
    needs={"ehc_plans": ("issued", "last_reviewed")},
    looks=Looks.END,
    as_it_stood=True,
)
def ehc_reviews_listed(t: Tables, periods: Expression) -> Expression:
    plans = _listed_plans(t, periods)
    plans = plans.filter(plans.issued <= plans.months_12)
    return share(plans, plans.last_reviewed >= plans.months_12)


@measure(
    "ehc-review-decisions-4-weeks",
    title="Decisions within 4 weeks of the annual review meeting",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with the decision notified within 4 weeks of the meeting.",
    denominator="Review meetings whose four weeks ended in the period.",
    basis=f"{_REGULATIONS}, regulation 20(10).",
).counted_by(sources=SEN2, needs={"ehc_reviews": ("met", "decided")}, looks=Looks.PERIOD)
def ehc_review_decisions(t: Tables, periods: Expression) -> Expression:
    reviews = t.ehc_reviews
    reviews = reviews.mutate(owed=(reviews.met + four_weeks()).cast("date"))
    owed = in_period(reviews, "owed", periods)
    return share(owed, owed.decided <= owed.owed)
