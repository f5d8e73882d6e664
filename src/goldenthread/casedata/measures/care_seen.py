"""Children in care: reviews, visits, health, and times missing."""

from __future__ import annotations

from goldenthread.casedata.measures.care import (
    AT_END,
    BASIS,
    CARE,
    EXCLUSIONS,
    RETURN,
    STARTED,
    care_at_end,
    episodes_at_end,
    not_short_breaks,
)
from goldenthread.casedata.measures.counting import (
    days_between,
    each,
    in_period,
    in_year,
    share,
    working_days,
)
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.measures.front_door import ANNEX_A
from goldenthread.casedata.measures.reviewing import reviewed_in_time

FIRST_REVIEW_WORKING_DAYS, SECOND_REVIEW_MONTHS, LATER_REVIEW_MONTHS = 20, 3, 6
INITIAL_HEALTH_WORKING_DAYS = 20
VISIT_DAYS = 42
_YEAR_IN_CARE = "Children in care at the end of the period who have been for at least 12 months."


@measure(
    "care-reviews-in-time",
    title="Children in care reviewed in time",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with no review of the 12 months to the end of the period late "
    "or owed. The first is owed within 20 working days, the second 3 months after the first, later ones 6 "
    "months after the last.",
    denominator="Children in care at the end of the period who started on an earlier day.",
    exclusions=EXCLUSIONS,
    basis="Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), regulation 33.",
).counted_by(
    sources=RETURN,
    needs={
        "care_episodes": ("started", "ended", "legal_status", "reason_new"),
        "care_reviews": ("reviewed",),
    },
    looks=Looks.YEAR,
)
def care_reviews_in_time(t: Tables, periods: Expression) -> Expression:
    key = ["authority", "child"]
    episodes, reviews = not_short_breaks(t.care_episodes), t.care_reviews
    starts = episodes.filter(episodes.reason_new == STARTED).select(*key, day=episodes.started)
    here = episodes_at_end(t, periods)
    known = here.join(starts, key)
    known = known.filter(known.day < known.last_day)
    named = [name for name in known.columns if name != "day"]
    spells = known.group_by(named).agg(begun=known.day.max())
    return reviewed_in_time(
        t,
        spells,
        starts,
        reviews.filter(reviews.reviewed.notnull()).select(*key, day=reviews.reviewed),
        key=key,
        first_working_days=FIRST_REVIEW_WORKING_DAYS,
        second_months=SECOND_REVIEW_MONTHS,
        later_months=LATER_REVIEW_MONTHS,
    )


@care_reviews_in_time.counted_by(
    sources=ANNEX_A,
    needs={"care": (*CARE["care"], "last_review")},
    looks=Looks.END,
    as_it_stood=True,
    note="The list has the latest review only: in time is one in the last 6 months. Children in care for "
    "20 working days or less are left out.",
)
def latest_care_review(t: Tables, periods: Expression) -> Expression:
    here = working_days(t, care_at_end(t, periods), "started", "last_day")
    here = here.filter(here.days > FIRST_REVIEW_WORKING_DAYS)
    return share(here, here.last_review >= here.months_6)


@measure(
    "care-visits-in-time",
    title="Children in care visited in the last six weeks",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, visited by a social worker in the 42 days to the last day.",
    denominator="Children in care at the end of the period who have been for 42 days or more.",
    exclusions=f"{EXCLUSIONS} Longer intervals that the regulations allow for settled placements are not "
    "told apart.",
    basis="Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), regulation 28.",
).counted_by(
    sources=ANNEX_A, needs={"care": (*CARE["care"], "last_visit")}, looks=Looks.END, as_it_stood=True
)
def care_visits_in_time(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    here = here.filter(days_between(here.started, here.last_day) >= VISIT_DAYS)
    return share(here, days_between(here.last_visit, here.last_day) <= VISIT_DAYS)


@measure(
    "care-health-assessments",
    title="Children in care with an up-to-date health assessment",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with a health assessment in the 12 months to the last day; in "
    "the 6 months to it when under 5.",
    denominator=_YEAR_IN_CARE,
    exclusions=EXCLUSIONS,
    basis=BASIS,
).counted_by(
    sources=ANNEX_A,
    needs={"care": (*CARE["care"], "last_health"), "children": ("born",)},
    looks=Looks.END,
    as_it_stood=True,
)
def care_health_assessments(t: Tables, periods: Expression) -> Expression:
    born = t.children.select("authority", "child", "born")
    here = _year_in_care(t, periods).left_join(born, ["authority", "child"])
    since = (here.born > here.months_60).ifelse(here.months_6, here.months_12)
    return share(here, here.last_health >= since)


@care_health_assessments.counted_by(
    sources=RETURN,
    needs={"care_health": ("year_ends", "health_assessed")},
    looks=Looks.MARCH,
    note="As the return says for each child looked after for 12 months at 31 March.",
)
def health_assessed(t: Tables, periods: Expression) -> Expression:
    year = in_period(t.care_health, "year_ends", periods)
    return share(year, year.health_assessed)


@measure(
    "care-dental-checks",
    title="Children in care with teeth checked in 12 months",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with a dental check in the 12 months to the last day.",
    denominator=_YEAR_IN_CARE,
    exclusions=EXCLUSIONS,
    basis=BASIS,
).counted_by(
    sources=ANNEX_A, needs={"care": (*CARE["care"], "last_dental")}, looks=Looks.END, as_it_stood=True
)
def care_dental_checks(t: Tables, periods: Expression) -> Expression:
    here = _year_in_care(t, periods)
    return share(here, here.last_dental >= here.months_12)


@care_dental_checks.counted_by(
    sources=RETURN,
    needs={"care_health": ("year_ends", "teeth_checked")},
    looks=Looks.MARCH,
    note="As the return says for each child looked after for 12 months at 31 March.",
)
def teeth_checked(t: Tables, periods: Expression) -> Expression:
    year = in_period(t.care_health, "year_ends", periods)
    return share(year, year.teeth_checked)


def _year_in_care(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    return here.filter(here.started <= here.months_12)


@measure(
    "initial-health-20-days",
    title="Initial health assessments within 20 working days",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with a health assessment within 20 working days of the start.",
    denominator="Children who started to be looked after in the period and were in care for more than 20 "
    "working days of it, or were assessed by its last day.",
    exclusions=f"{EXCLUSIONS} Children who ceased by the last day. The list has the latest assessment only: "
    "it is the initial one for whoever started in the last 6 months.",
    basis="Promoting the health and wellbeing of looked-after children; SI 2010/959, regulation 7.",
).counted_by(
    sources=ANNEX_A,
    needs={"care": (*CARE["care"], "last_health")},
    looks=Looks.PERIOD,
    as_it_stood=True,
)
def initial_health_20_days(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    here = here.filter((here.started >= here.starts) & (here.started >= here.months_6))
    here = here.mutate(
        until=((here.last_health >= here.started) & (here.last_health <= here.last_day)).ifelse(
            here.last_health, here.ends
        )
    )
    here = working_days(t, here, "started", "until")
    here = here.filter((here.until < here.ends) | (here.days > INITIAL_HEALTH_WORKING_DAYS))
    return share(here, (here.until < here.ends) & (here.days <= INITIAL_HEALTH_WORKING_DAYS))


@measure(
    "missing-episodes",
    title="Times that children went missing from care",
    unit=Unit.COUNT,
    numerator="Times missing that began in the period.",
    exclusions="Times away without authorisation.",
    basis=BASIS,
).counted_by(sources=RETURN, needs={"missing": ("kind", "began")}, looks=Looks.PERIOD)
def missing_episodes(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.missing.filter(t.missing.kind == "M"), "began", periods))


@measure(
    "children-missing",
    title="Children in care who went missing in 12 months",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, missing at least once in the 12 months to the end of the period.",
    denominator=AT_END,
    exclusions=EXCLUSIONS,
    basis=BASIS,
).counted_by(
    sources=RETURN,
    needs={"care_episodes": ("started", "ended", "legal_status"), "missing": ("kind", "began")},
    looks=Looks.YEAR,
)
def children_missing(t: Tables, periods: Expression) -> Expression:
    key = ["period", "authority", "child"]
    gone = in_year(t.missing.filter(t.missing.kind == "M"), "began", periods)
    gone = gone.select(*key, gone=1).distinct()
    here = episodes_at_end(t, periods).left_join(gone, key)
    return share(here, here.gone.notnull())


@children_missing.counted_by(
    sources=ANNEX_A,
    needs={"care": (*CARE["care"], "missing_in_12_months")},
    looks=Looks.END,
    as_it_stood=True,
    note="As the list counts times missing in the last 12 months.",
)
def missing_as_listed(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    return share(here, here.missing_in_12_months > 0)


@measure(
    "return-interviews-offered",
    title="Return interviews offered",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, offered an interview after the last time.",
    denominator="Children in care at the end of the period who were missing in the last 12 months.",
    exclusions=EXCLUSIONS,
    basis="DfE, Statutory guidance on children who run away or go missing from home or care (2014).",
).counted_by(
    sources=ANNEX_A,
    needs={"care": (*CARE["care"], "missing_in_12_months", "interview_offered")},
    looks=Looks.END,
    as_it_stood=True,
)
def return_interviews_offered(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    here = here.filter(here.missing_in_12_months > 0)
    return share(here, here.interview_offered)


@measure(
    "return-interviews-accepted",
    title="Return interviews accepted",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, who accepted the interview after the last time.",
    denominator="Children in care at the end of the period who were offered an interview after the last "
    "time that they were missing, in the last 12 months.",
    exclusions=EXCLUSIONS,
    basis="DfE, Statutory guidance on children who run away or go missing from home or care (2014).",
).counted_by(
    sources=ANNEX_A,
    needs={"care": (*CARE["care"], "missing_in_12_months", "interview_offered", "interview_accepted")},
    looks=Looks.END,
    as_it_stood=True,
)
def return_interviews_accepted(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    here = here.filter((here.missing_in_12_months > 0) & here.interview_offered)
    return share(here, here.interview_accepted)
