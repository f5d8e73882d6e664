"""Pages about people: who may do what here, and giving and ending roles."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.people import actions, queries
from goldenthread.apps.people.access import may
from goldenthread.apps.people.forms import AddPerson, GiveRole
from goldenthread.apps.people.models import Grant, Person
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused


def person_called(uuid: UUID) -> Person:
    return get_object_or_404(Person.objects.select_related("organisation"), uuid=uuid)


def grant_called(uuid: UUID) -> Grant:
    return get_object_or_404(Grant.objects.select_related("person"), uuid=uuid)


@may("people.see_people")
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "people/people.html", {"people": queries.everybody(request.today)})


@may("people.manage_people")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = AddPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add_person(**form.cleaned_data, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            return redirect("people:person", uuid=person.uuid)
    context = {"form": form, "title": "Add a person", "submit_text": "Add"}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@may("people.see_people", on=person_called)
def person(request: HttpRequest, person: Person) -> HttpResponse:
    return _person_page(request, person, GiveRole(initial={"starts": request.today}))


@may("people.manage_people", on=person_called)
@require_POST
def give_role(request: HttpRequest, person: Person) -> HttpResponse:
    form = GiveRole(request.POST)
    if form.is_valid():
        try:
            actions.grant(person, **form.grant(), by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "The role was given.")
            return redirect("people:person", uuid=person.uuid)
    return _person_page(request, person, form, status=422)


@may("people.manage_people", on=grant_called)
@require_POST
def end_role(request: HttpRequest, grant: Grant) -> HttpResponse:
    try:
        actions.end_grant(grant, ends=request.today, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The role ended today.")
    return redirect("people:person", uuid=grant.person.uuid)


def _person_page(request: HttpRequest, person: Person, form: GiveRole, status: int = 200) -> HttpResponse:
    context = {
        "person": person,
        "grants": queries.grants_of(person),
        "holdings": queries.holdings_of(person),
        "covers": queries.covers_with(person),
        "events": about(person.uuid, limit=20),
        "form": form,
        "today": request.today,
    }
    return render(request, "people/person.html", context, status=status)
