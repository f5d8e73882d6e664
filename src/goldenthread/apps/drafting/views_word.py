"""Pages on which a report goes out to Word and comes back: download, bring, look at, take or leave."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.drafting import queries, word_exchange
from goldenthread.apps.drafting.asking import ask
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.models import Fate, Report, Returned
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class BringBack(forms.Form):
    file = forms.FileField(
        label="The Word document",
        help_text="The .docx that was edited. Nothing changes until you have seen it.",
    )

    def clean_file(self) -> UploadedFile:
        """The file, its size looked at before a byte of it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > settings.LARGEST_UPLOAD:
            limit = settings.LARGEST_UPLOAD // 1024 // 1024
            raise ValidationError(f"The file is larger than {limit} MB.")
        return file


@may("drafting.write", on=queries.report_called)
@require_POST
def to_word(request: HttpRequest, report: Report) -> HttpResponse:
    """The report as a Word document to be edited. A form, since what goes out is kept."""
    try:
        sent, content = word_exchange.send_out(report, by=request.user, at=request.now, today=request.today)
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect(report)
    response = HttpResponse(content, content_type=WORD)
    name = f"{slugify(report.title) or 'report'}-version-{sent.at_version}.docx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@may("drafting.write", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def from_word(request: HttpRequest, report: Report) -> HttpResponse:
    form = BringBack(request.POST or None, request.FILES or None)

    def write() -> Returned:
        file = form.cleaned_data["file"]
        return word_exchange.bring_back(report, file.read(), file.name, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Bring back a Word document", caption=str(report),
        words="The document was read. Choose what is taken.", back=report.get_absolute_url(),
        submit_text="Read it",
    )  # fmt: skip


def _returned_called(uuid: UUID) -> Returned:
    with_it = ("sent", "file", "version", "read_by", "report")
    returned = get_object_or_404(Returned.objects.select_related(*with_it), uuid=uuid)
    returned.report = queries.report_called(returned.report.uuid)
    return returned


def _report_of(uuid: UUID) -> Report:
    return _returned_called(uuid).report


@may("drafting.write", on=_report_of)
@require_http_methods(["GET", "POST"])
def returned(request: HttpRequest, report: Report) -> HttpResponse:
    """What a document that came back says otherwise; choose what is taken, or leave it."""
    found = _returned_called(request.resolver_match.kwargs["uuid"])
    figures = figures_of(report, request.today)
    errors = ""
    if request.method == "POST":
        seen = request.POST.get("version", "")
        try:
            if request.POST.get("do") == "leave":
                word_exchange.leave(found, by=request.user, at=request.now)
                messages.success(request, "Nothing was taken. The document stays among the files.")
            else:
                word_exchange.take(
                    found, request.POST.getlist("sections"), figures, by=request.user, at=request.now,
                    version=int(seen) if seen.isdecimal() else 0,
                )  # fmt: skip
                messages.success(request, "The words were taken as a new version.")
            return redirect(report)
        except Refused as refusal:
            errors = refusal.words
            found = _returned_called(found.uuid)
    return render(request, "drafting/returned.html", {
        "returned": found, "report": found.report, "error": errors, "waits": found.fate == Fate.READ,
        "preview": word_exchange.preview(found, figures) if found.fate == Fate.READ else None,
    }, status=422 if errors else 200)  # fmt: skip
