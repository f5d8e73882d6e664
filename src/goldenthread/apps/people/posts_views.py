"""Pages about posts: who holds which, giving and leaving one, handing over, and cover for the absent."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.people import posts, queries
from goldenthread.apps.people.access import may
from goldenthread.apps.people.affected import affected
from goldenthread.apps.people.models import Cover, Holding, Person, Post
from goldenthread.apps.people.posts_forms import (
    ArrangeCover,
    ChooseLeaver,
    FillPost,
    GivePost,
    HandOver,
    LeavePost,
)
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv


def person_called(uuid: UUID) -> Person:
    return get_object_or_404(Person, uuid=uuid)


def post_called(uuid: UUID) -> Post:
    return get_object_or_404(Post, uuid=uuid)


def holding_called(uuid: UUID, post: UUID) -> Holding:
    """The holding of this post that this person has or will have. Raises Http404."""
    found = Holding.objects.select_related("person", "post")
    return get_object_or_404(found, person__uuid=uuid, post__uuid=post, ends=None)


def cover_called(uuid: UUID) -> Cover:
    return get_object_or_404(Cover.objects.select_related("whose", "covered_by"), uuid=uuid)


@may("people.manage_posts")
def all_posts(request: HttpRequest) -> HttpResponse:
    vacant = request.GET.get("held") == "nobody"
    found = queries.posts_with_holders(request.today)
    shown = [post for post in found if not (vacant and post.holders)]
    if request.GET.get("format") == "csv":
        table = render_csv(queries.posts_table(shown))
        disposition = {"Content-Disposition": 'attachment; filename="posts.csv"'}
        return HttpResponse(table, content_type="text/csv; charset=utf-8", headers=disposition)
    context = {
        "posts": shown,
        "vacant": vacant,
        "covers": queries.covers_now_or_later(request.today),
        "today": request.today,
    }
    return render(request, "people/posts.html", context)


@may("people.manage_posts")
def choose_leaver(request: HttpRequest) -> HttpResponse:
    form = ChooseLeaver(request.GET or None)
    if form.is_valid():
        return redirect("people:hand_over", uuid=form.cleaned_data["person"].uuid)
    context = {"form": form, "title": "Hand over posts", "cancel_href": reverse("people:posts")}
    return render(request, "people/choose_leaver.html", context)


@may("people.manage_posts", on=person_called)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, person: Person) -> HttpResponse:
    held = [holding.post for holding in queries.holdings_of(person) if holding.ends is None]
    form = HandOver(
        request.POST or None, posts=held, leaver=person, initial={"on": request.today},
        affected=affected([post.pk for post in held], request.today),
    )  # fmt: skip

    def write() -> None:
        takers = form.takers()
        posts.hand_over(person, takers, on=form.cleaned_data["on"], by=request.user, at=request.now)

    if not held:
        messages.error(request, f"{person} holds no post to hand over.")
        return redirect("people:posts")
    title = f"Hand over the posts of {person}"
    return _ask(request, form, write, title=title, words="The posts were handed over.")


@may("people.manage_posts", on=person_called)
@require_http_methods(["GET", "POST"])
def give_post(request: HttpRequest, person: Person) -> HttpResponse:
    form = GivePost(request.POST or None, initial={"starts": request.today})

    def write() -> None:
        posts.give_post(person, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title=f"Give a post to {person}", words="The post was given.")


@may("people.manage_posts", on=post_called)
@require_http_methods(["GET", "POST"])
def fill_post(request: HttpRequest, post: Post) -> HttpResponse:
    """The same act as giving a post, begun from the post: who holds one that nobody holds."""
    form = FillPost(request.POST or None, initial={"starts": request.today})

    def write() -> None:
        said = form.cleaned_data
        posts.give_post(said["person"], post, starts=said["starts"], by=request.user, at=request.now)

    return _ask(request, form, write, title=f"Say who holds {post}", words=f"{post} is held again.")


@may("people.manage_posts", on=holding_called)
@require_http_methods(["GET", "POST"])
def leave_post(request: HttpRequest, holding: Holding) -> HttpResponse:
    form = LeavePost(request.POST or None, initial={"ends": request.today})

    def write() -> None:
        posts.end_holding(holding, **form.cleaned_data, by=request.user, at=request.now)

    title = f"{holding.person} leaves {holding.post}"
    return _ask(request, form, write, title=title, words="The post was left.")


@may("people.manage_posts", on=person_called)
@require_http_methods(["GET", "POST"])
def arrange_cover(request: HttpRequest, person: Person) -> HttpResponse:
    form = ArrangeCover(request.POST or None, initial={"starts": request.today})

    def write() -> None:
        posts.arrange_cover(person, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title=f"Cover while {person} is away", words="The cover was arranged.")


@may("people.manage_posts", on=cover_called)
@require_POST
def end_cover(request: HttpRequest, cover: Cover) -> HttpResponse:
    try:
        posts.end_cover(cover, ends=request.today, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The cover ended.")
    return redirect("people:posts")


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], None], *, title: str, words: str
) -> HttpResponse:
    """Ask with a form; write what it says; back to the posts. A refusal stands beside its field."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, words)
            return redirect("people:posts")
    context = {"form": form, "title": title, "submit_text": "Save", "cancel_href": reverse("people:posts")}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)
