"""Pages of an audit's cases: the list, judging one, moderating it, and what the two auditors agree on."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.audits import judging as actions
from goldenthread.apps.audits import queries
from goldenthread.apps.audits.exporting import cases_table
from goldenthread.apps.audits.forms import WithReason
from goldenthread.apps.audits.forms_judging import JudgeCase, judged_initial
from goldenthread.apps.audits.models import Audit, AuditCase, Reading, Which
from goldenthread.apps.audits.results import CaseRead, cases_of
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.queries import Standing


@may("audits.see_cases", on=queries.audit_called)
def cases(request: HttpRequest, audit: Audit) -> HttpResponse:
    found = cases_of([audit])[audit.pk]
    state = request.GET.get("state", "")
    shown = [one for one in found if state in ("", one.state)]
    if request.GET.get("format") == "csv":
        return csv_download(cases_table(audit, shown))
    return render(request, "audits/cases.html", {
        "audit": audit,
        "cases": shown,
        "counts": [(key, words, sum(one.state == key for one in found)) for key, words in STATES],
        "state": state,
        "may_judge": audit.closed_on is None and rules.has_perm("audits.judge", request.user),
    })  # fmt: skip


STATES = (
    ("judged_once", "judged by one auditor"),
    ("to_agree", "where two auditors differ"),
    ("case_settled", "judged by two, and settled"),
)


@may("audits.see_cases", on=queries.case_called)
def case(request: HttpRequest, case: AuditCase) -> HttpResponse:
    read = _read(case)
    still_open = case.audit.closed_on is None and case.withdrawn_at is None
    return render(request, "audits/case.html", {
        "audit": case.audit,
        "case": case,
        "one": read,
        "rows": _rows(read),
        "standards": _standards(read),
        "readings": case.readings.select_related("recorded_by").order_by("-id"),
        "may_judge": still_open and rules.has_perm("audits.judge", request.user),
        "may_keep": still_open and rules.has_perm("audits.keep", request.user),
    })  # fmt: skip


def _read(case: AuditCase) -> CaseRead:
    last: dict[str, Reading] = {}
    for reading in case.readings.order_by("number"):
        last[reading.which] = reading
    return CaseRead(case, *(last.get(which) for which in Which))


def _rows(read: CaseRead) -> list[tuple[str, str, str, str, str]]:
    """Each stream: what the first found, the second, what they agreed on, and what counts."""
    three = (read.first, read.second, read.agreed)
    return [
        (stream, *((one.grades.get(stream, "") if one else "") for one in three), read.grade(stream) or "")
        for stream in read.case.audit.streams
    ]


def _standards(read: CaseRead) -> list[tuple[str, str]]:
    return [(question, answer) for question in read.case.audit.questions if (answer := read.answer(question))]


def _auditor_of(request: HttpRequest) -> str:
    """The post that somebody holds, where it is one: who judges is a post."""
    standing: Standing = request.user.standing
    held = Post.objects.filter(pk__in=standing.posts - set(standing.covered)).values_list("title", flat=True)
    return held[0] if len(held) == 1 else ""


@may("audits.judge", on=queries.audit_called)
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, audit: Audit) -> HttpResponse:
    initial = {"own": True, "auditor": _auditor_of(request), "audited_on": request.today}
    form = JudgeCase(request.POST or None, audit=audit, initial=initial)

    def write() -> str:
        case = actions.add_case(
            audit, form.cleaned_data["reference"], form.judged(), today=request.today, by=request.user,
            at=request.now,
        )  # fmt: skip
        if "another" in request.POST:
            return reverse("audits:enter", args=[audit.uuid])
        return case.get_absolute_url()

    return ask(
        request, form, write, title="Enter a case", caption=str(audit), back=audit.get_absolute_url(),
        words="The case was entered.", template="audits/judge.html",
        also={"another": True, "entered": audit.cases.filter(withdrawn_at=None).count()},
    )  # fmt: skip


@may("audits.judge", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def judge_again(request: HttpRequest, case: AuditCase) -> HttpResponse:
    initial = judged_initial(case.audit, actions.last_reading(case, Which.FIRST))
    return _judge(request, case, actions.judge_again, initial, title="Correct the first judgement")


@may("audits.judge", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def moderate(request: HttpRequest, case: AuditCase) -> HttpResponse:
    """What the first auditor found is not shown: who has read it does not judge by themselves."""
    initial = {"own": True, "auditor": _auditor_of(request), "audited_on": request.today}
    return _judge(
        request, case, actions.moderate, initial, title="Judge it as second auditor",
        lead="Judge the case by itself. What the first auditor found is shown when you have saved.",
    )  # fmt: skip


@may("audits.judge", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, case: AuditCase) -> HttpResponse:
    read = _read(case)
    initial = judged_initial(case.audit, read.agreed or read.first) | {"audited_on": request.today}
    if read.first and read.second and not read.agreed:
        initial |= {"auditor": f"{read.first.auditor} and {read.second.auditor}"[:120], "note": ""}
        # Where they differ nothing is chosen beforehand.
        streams = {stream: f"stream_{n}" for n, stream in enumerate(case.audit.streams)}
        initial |= {streams[stream]: None for stream in read.differs}
    return _judge(
        request, case, actions.agree, initial, title="Enter what both agreed on", alone=False,
        also={"rows": _rows(read), "one": read},
    )  # fmt: skip


def _judge(
    request: HttpRequest, case: AuditCase, write: Callable[..., Reading], initial: dict[str, object], *,
    title: str, lead: str = "", alone: bool = True, also: dict[str, object] | None = None,
) -> HttpResponse:  # fmt: skip
    seen = case.readings.count()
    form = JudgeCase(
        request.POST or None,
        audit=case.audit,
        naming=False,
        alone=alone,
        initial={**initial, "seen": seen},
    )

    def save() -> str:
        write(case, form.judged(), today=request.today, by=request.user, at=request.now)
        return case.get_absolute_url()

    return ask(
        request, form, save, title=title, caption=f"{case.audit.reference}, case {case}", lead=lead,
        back=case.get_absolute_url(), words="It was recorded.", template="audits/judge.html",
        now=lambda: {"seen": case.readings.count()}, also=also,
    )  # fmt: skip


@may("audits.keep", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, case: AuditCase) -> HttpResponse:
    form = WithReason(request.POST or None)

    def write() -> str:
        actions.withdraw_case(case, **form.cleaned_data, by=request.user, at=request.now)
        return reverse("audits:cases", args=[case.audit.uuid])

    return ask(
        request, form, write, title="Take this case out", caption=f"{case.audit.reference}, case {case}",
        back=case.get_absolute_url(), words="The case no longer counts. It stays on record.",
        submit_text="Take it out",
    )  # fmt: skip
