"""Contacts, referrals, assessments and early help."""

from __future__ import annotations

from goldenthread.casedata.measures.counting import (
    each,
    in_period,
    in_year,
    months_of,
    out_of,
    share,
    together,
    working_days,
)
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.sources import Source

CENSUS_FIRST = (Source.CIN_CENSUS, Source.ANNEX_A)
ANNEX_A = (Source.ANNEX_A,)

REFERRAL_TO_ASSESSMENT = 45
BANDS = (15, 35)


@measure(
    "contacts",
    title="Contacts",
    unit=Unit.COUNT,
    numerator="Contacts received in the period; one for each child in the contact.",
).counted_by(sources=ANNEX_A, needs={"contacts": ("contacted",)}, looks=Looks.PERIOD)
def contacts(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.contacts, "contacted", periods))


@measure(
    "contacts-to-referrals",
    title="Referrals for every 100 contacts (conversion)",
    unit=Unit.PERCENT,
    numerator="Referrals received in the period.",
    denominator="Contacts received in the period.",
    exclusions="No list says which contact became which referral, so both are counted by their own day.",
).counted_by(
    sources=ANNEX_A, needs={"contacts": ("contacted",), "referrals": ("referred",)}, looks=Looks.PERIOD
)
def contacts_to_referrals(t: Tables, periods: Expression) -> Expression:
    return together(
        each(in_period(t.referrals, "referred", periods)),
        out_of(in_period(t.contacts, "contacted", periods)),
    )


@measure(
    "early-help-assessments",
    title="Early help assessments started",
    unit=Unit.COUNT,
    numerator="Early help assessments started in the period.",
).counted_by(sources=ANNEX_A, needs={"early_help": ("started",)}, looks=Looks.PERIOD)
def early_help(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.early_help, "started", periods))


@measure(
    "early-help-completed",
    title="Early help assessments completed",
    unit=Unit.COUNT,
    numerator="Early help assessments completed in the period.",
).counted_by(sources=ANNEX_A, needs={"early_help": ("completed",)}, looks=Looks.PERIOD)
def early_help_completed(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.early_help, "completed", periods))


@measure(
    "referrals",
    title="Referrals",
    unit=Unit.COUNT,
    numerator="Referrals received in the period; one for each child.",
).counted_by(sources=CENSUS_FIRST, needs={"referrals": ("referred",)}, looks=Looks.PERIOD)
def referrals(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.referrals, "referred", periods))


@measure(
    "referrals-rate",
    title="Referrals in 12 months per 10,000 children",
    unit=Unit.RATE,
    numerator="Referrals received in the 12 months to the end of the period.",
    denominator="Children under 18.",
    basis="DfE, Characteristics of children in need.",
).counted_by(sources=CENSUS_FIRST, needs={"referrals": ("referred",)}, looks=Looks.YEAR)
def referrals_rate(t: Tables, periods: Expression) -> Expression:
    return each(in_year(t.referrals, "referred", periods))


@measure(
    "referrals-no-further-action",
    title="Referrals that ended in no further action",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, marked as no further action.",
    denominator="Referrals received in the period.",
    exclusions="Those that do not say.",
    basis="DfE, Characteristics of children in need.",
).counted_by(sources=CENSUS_FIRST, needs={"referrals": ("referred", "no_further_action")}, looks=Looks.PERIOD)
def referrals_no_further_action(t: Tables, periods: Expression) -> Expression:
    received = in_period(t.referrals, "referred", periods)
    received = received.filter(received.no_further_action.notnull())
    return share(received, received.no_further_action)


@measure(
    "repeat-referrals",
    title="Referrals within 12 months of an earlier one",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, of a child with another referral on an earlier day, at most 12 "
    "months before.",
    denominator="Referrals received in the period.",
    exclusions="Another referral of the same day does not make a repeat.",
    basis="DfE, Characteristics of children in need.",
).counted_by(sources=CENSUS_FIRST, needs={"referrals": ("referred",)}, looks=Looks.YEAR_BEFORE)
def repeat_referrals(t: Tables, periods: Expression) -> Expression:
    every = t.referrals
    days = every.select(every.authority, every.child, every.referred).distinct()
    before = days.referred.lag().over(group_by=[days.authority, days.child], order_by=days.referred)
    days = days.mutate(again_until=before + months_of(12))
    known = every.join(days, ["authority", "child", "referred"])
    received = in_period(known, "referred", periods)
    return share(received, received.referred <= received.again_until)


@measure(
    "assessments",
    title="Assessments authorised",
    unit=Unit.COUNT,
    numerator="Child and family assessments authorised in the period.",
).counted_by(sources=CENSUS_FIRST, needs={"assessments": ("authorised",)}, looks=Looks.PERIOD)
def assessments(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.assessments, "authorised", periods))


def _assessments_within(limit: int, basis: str) -> None:
    """Define the share of assessments within so many working days: the same for every band."""

    @measure(
        f"assessments-{limit}-days",
        title=f"Assessments authorised within {limit} working days",
        unit=Unit.PERCENT,
        numerator=f"Of those in the denominator, authorised within {limit} working days of the referral; for "
        "a second assessment after the same referral, and for one whose referral is older than the list that "
        "is loaded, of its own start.",
        denominator="Assessments authorised in the period.",
        exclusions="Those with neither day, or with one after the authorisation or beyond the calendar.",
        basis=basis,
    ).counted_by(sources=CENSUS_FIRST, needs={"assessments": ("referred", "authorised")}, looks=Looks.PERIOD)
    def within(t: Tables, periods: Expression) -> Expression:
        done = working_days(t, in_period(t.assessments, "authorised", periods), "referred", "authorised")
        done = done.filter(done.days >= 0)
        return share(done, done.days <= limit)


_assessments_within(REFERRAL_TO_ASSESSMENT, "Working Together to Safeguard Children, chapter 1.")
for _band in BANDS:
    _assessments_within(_band, "A band that councils report beside the limit of 45 working days.")
