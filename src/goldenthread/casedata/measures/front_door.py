"""Contacts, referrals and assessments."""

from __future__ import annotations

from goldenthread.casedata.measures.counting import each, in_period, share, working_days
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.sources import Source

CENSUS_FIRST = (Source.CIN_CENSUS, Source.ANNEX_A)


@measure(
    "contacts",
    title="Contacts",
    unit=Unit.COUNT,
    numerator="Contacts received in the period; one for each child in the contact.",
).counted_by(sources=(Source.ANNEX_A,), needs={"contacts": ("contacted",)}, looks=Looks.PERIOD)
def contacts(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.contacts, "contacted", periods))


@measure(
    "referrals",
    title="Referrals",
    unit=Unit.COUNT,
    numerator="Referrals received in the period; one for each child.",
).counted_by(sources=CENSUS_FIRST, needs={"referrals": ("referred",)}, looks=Looks.PERIOD)
def referrals(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.referrals, "referred", periods))


@measure(
    "assessments-45-days",
    title="Assessments authorised within 45 working days",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, authorised within 45 working days of the referral.",
    denominator="Assessments authorised in the period.",
    exclusions="Those without a referral date, or with one beyond the calendar: no days can be counted.",
    basis="Working Together to Safeguard Children, chapter 1.",
).counted_by(
    sources=(Source.CIN_CENSUS,), needs={"assessments": ("referred", "authorised")}, looks=Looks.PERIOD
)
def assessments_45(t: Tables, periods: Expression) -> Expression:
    done = working_days(t, in_period(t.assessments, "authorised", periods), "referred", "authorised")
    done = done.filter(done.days.notnull())
    return share(done, done.days <= 45)
