"""Pages of audit tools: the list, one version, and making one or the next version of one."""

from __future__ import annotations

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.audits import queries
from goldenthread.apps.audits import tools as actions
from goldenthread.apps.audits.forms import ToolForm
from goldenthread.apps.audits.models import Tool
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask

USUAL = {"grades": "Outstanding\nGood\nRequires improvement\nInadequate", "good_grades": 2}


@may("audits.see")
def tools(request: HttpRequest) -> HttpResponse:
    return render(request, "audits/tools.html", {
        "tools": queries.tools(),
        "may_keep": rules.has_perm("audits.keep", request.user),
    })  # fmt: skip


@may("audits.see", on=queries.tool_called)
def tool(request: HttpRequest, tool: Tool) -> HttpResponse:
    return render(request, "audits/tool.html", {
        "tool": tool,
        "good": tool.grades[: tool.good_grades],
        "versions": Tool.objects.filter(name=tool.name).order_by("-number"),
        "audits": tool.audits.order_by("-starts"),
        "may_keep": tool.retired_on is None and rules.has_perm("audits.keep", request.user),
    })  # fmt: skip


@may("audits.keep")
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    form = ToolForm(request.POST or None, initial=USUAL)

    def write() -> str:
        return actions.make_tool(form.says(), by=request.user, at=request.now).get_absolute_url()

    return ask(
        request, form, write, title="Make an audit tool", caption="Audit tools",
        back=reverse("audits:tools"), words="The tool was made.",
    )  # fmt: skip


@may("audits.keep", on=queries.tool_called)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, tool: Tool) -> HttpResponse:
    form = ToolForm(request.POST or None, revising=True, initial={
        "framework": tool.framework and tool.framework.code, "grades": "\n".join(tool.grades),
        "good_grades": tool.good_grades, "streams": "\n".join(tool.streams),
        "questions": "\n".join(tool.questions),
    })  # fmt: skip

    def write() -> str:
        made = actions.revise_tool(
            tool, form.says(tool.name), reason=form.cleaned_data["reason"], today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip
        return made.get_absolute_url()

    return ask(
        request, form, write, title="Make the next version", caption=str(tool), back=tool.get_absolute_url(),
        words="The new version is in use.",
        lead="Audits that used this version keep it. Results of two versions are compared with a warning.",
    )  # fmt: skip
