"""Handing a file out, as a download, so that a browser runs nothing of it."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from goldenthread.apps.files import access as access  # states the room's rules
from goldenthread.apps.files import store
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.files.queries import file_called
from goldenthread.apps.people.access import may

logger = logging.getLogger(__name__)


@may("files.open_file", on=file_called)
def open_file(request: HttpRequest, file: StoredFile) -> HttpResponse:
    try:
        content = store.get(file.sha256)
    except store.Unreadable as failure:
        logger.error("File %s cannot be read from the store", file.pk)
        raise Http404("This file cannot be read from the store.") from failure
    response = HttpResponse(content, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
