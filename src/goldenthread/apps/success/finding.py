"""Finding success statements by their words. A partner finds those of the plans that they have a part in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of
from goldenthread.apps.plans.finding import PLANS
from goldenthread.apps.success.models import SuccessStatement


def _statements(person: Person) -> QuerySet[SuccessStatement] | None:
    plans = PLANS.open_to(person)
    if plans is None:
        return None
    return SuccessStatement.objects.select_related("plan").filter(plan__in=plans.order_by().values("pk"))


def _show(statement: SuccessStatement, title: SafeString, _excerpt: SafeString) -> Hit:
    where = f"{statement.get_source_display()}, {statement.plan}"
    return Hit(title, statement.get_absolute_url(), where=where)


STATEMENTS = RowFinder(
    "statements", "Success statements", _statements, words_of("text"), order=("plan_id", "position"),
    show=_show, title="text",
)  # fmt: skip
