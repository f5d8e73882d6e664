"""Choosing files on a form so that none has to be chosen twice.

A browser empties a file box when a page comes back. So what was sent is kept at once (`keep_chosen`), and a
form that comes back names it by a signed id, with a box to untick: sent again, it is attached as if chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from goldenthread.apps.files.actions import content_of, keep
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.refusals import Refused

SALT = "files.kept-for-a-form"
KEPT = "_kept"


@dataclass(frozen=True)
class Chosen:
    """What a form brought: files sent with it, and signed ids of files that were sent before."""

    sent: tuple[UploadedFile, ...] = ()
    before: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sent or self.before)


class ChooseFiles(forms.ClearableFileInput):
    """A box for any number of files, and below it those that were already sent, each to be left out."""

    allow_multiple_selected = True
    template_name = "files/choose_files.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Chosen:
        sent = files.getlist(name) if hasattr(files, "getlist") else files.get(name) or ()
        before = data.getlist(name + KEPT) if hasattr(data, "getlist") else data.get(name + KEPT, ())
        return Chosen(tuple(sent if isinstance(sent, list | tuple) else [sent]), tuple(before))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and name + KEPT not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        before = value.before if isinstance(value, Chosen) else ()
        context["widget"]["kept_name"] = name + KEPT
        context["widget"]["kept"] = [
            (token, words["name"]) for token in before if (words := _unsigned(token)) is not None
        ]
        return context


class FilesField(forms.FileField):
    """Any number of files. Cleans to `Chosen`; `keep_chosen` makes files of it."""

    widget = ChooseFiles

    def clean(self, data: Any, initial: Any = None) -> Chosen:
        return data or Chosen()

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data


def keep_chosen(form: forms.Form, name: str, *, by: Person, at: datetime) -> list[StoredFile]:
    """The files of the field `name`, kept now where they came with the form; its errors where one is refused.

    Called before the form's own action and outside its transaction, so that they outlast its refusal.
    """
    form.is_valid()  # cleans, and says what else is wrong
    chosen = form.cleaned_data.get(name, Chosen())
    files = _kept_before(chosen.before, by)
    for one in chosen.sent:
        try:
            files.append(keep(content_of(one), one.name, by=by, at=at))
        except Refused as refusal:
            form.add_error(name, ValidationError(refusal.words, code=refusal.code))
    _remember(form, name, files)
    return files


def _remember(form: forms.Form, name: str, files: list[StoredFile]) -> None:
    """Put the kept files into the form's own data, for the page on which it may come back."""
    key = form.add_prefix(name) + KEPT
    form.data = form.data.copy()
    form.data.setlist(key, [_signed(file) for file in files])
    form.files = form.files.copy()
    form.files.pop(form.add_prefix(name), None)


def _kept_before(tokens: tuple[str, ...], by: Person) -> list[StoredFile]:
    """The files of these signed ids that the same person brought, in their order, each once."""
    uuids = list(dict.fromkeys(said["uuid"] for token in tokens if (said := _unsigned(token)) is not None))
    found = {str(file.uuid): file for file in StoredFile.objects.filter(uuid__in=uuids, uploaded_by=by)}
    return [found[uuid] for uuid in uuids if uuid in found]


def _signed(file: StoredFile) -> str:
    return signing.dumps({"uuid": str(file.uuid), "name": file.name}, salt=SALT)


def _unsigned(token: str) -> Mapping[str, str] | None:
    """What a signed id says; None for one that we did not sign."""
    try:
        return signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
