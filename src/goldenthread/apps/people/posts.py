"""Who holds which post, and who acts for somebody who is away: giving, ending, handing over, covering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.people.actions import take_post
from goldenthread.apps.people.models import Cover, Holding, Person, Post
from goldenthread.apps.people.queries import in_force
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def give_post(person: Person, post: Post, *, starts: date, by: Person, at: datetime) -> Holding:
    """Somebody holds a post from a day on, beside whoever holds it already.

    Raises Refused for oneself, for somebody who is no longer active, and for one who holds it already.
    """
    _check_taker(person, by)
    if Holding.objects.filter(person=person, post=post, ends=None).exists():
        raise Refused(f"{person} holds this post already.", field="post")
    if Holding.objects.filter(person=person, post=post, ends__gt=starts).exists():
        raise Refused(f"{person} still holds this post on that day.", field="starts")
    return take_post(person, post, starts=starts, by=by, at=at)


@transaction.atomic
def end_holding(holding: Holding, *, ends: date, by: Person, at: datetime) -> Holding:
    """Somebody no longer holds a post from a day on. Refused for one that ended, or would end too early."""
    holding = Holding.objects.select_for_update().select_related("person", "post").get(pk=holding.pk)
    _end(holding, ends, at)
    record("people.post_left", by=by, at=at, on=[holding.person, holding.post], before={"ends": None}, after={
        "post": holding.post.title, "ends": ends,
    })  # fmt: skip
    return holding


@transaction.atomic
def hand_over(
    leaver: Person, takers: Mapping[Post, Person | None], *, on: date, by: Person, at: datetime
) -> list[Holding]:
    """Somebody leaves posts: from a day on each is another's, or vacant (None). The holdings that begin.

    One event tells of all, as it is one act. Raises Refused where one of them cannot be; then none is.
    """
    if not takers:
        raise Refused(f"{leaver} holds no post to hand over.")
    held = {
        holding.post: holding
        for holding in Holding.objects.select_for_update(of=["self"])
        .select_related("post", "person")
        .filter(person=leaver, ends=None)
    }
    began = []
    for post, taker in takers.items():
        if post not in held:
            raise Refused(f"{leaver} no longer holds {post}.")
        _end(held[post], on, at)
        if taker is None:
            continue
        if taker == leaver:
            raise Refused(f"{leaver} leaves {post}, so somebody else has to take it.")
        _check_taker(taker, by)
        if not Holding.objects.filter(in_force(on), person=taker, post=post).exists():
            began.append(Holding.objects.create(person=taker, post=post, starts=on, recorded_at=at))
    people = {taker for taker in takers.values() if taker is not None}
    record("people.posts_handed_over", by=by, at=at, on=[leaver, *people, *takers], after={
        "on": on, "posts": {str(post): str(taker or "") for post, taker in takers.items()},
    })  # fmt: skip
    return began


@transaction.atomic
def arrange_cover(
    whose: Person, covered_by: Person, *, starts: date, ends: date, reason: str, by: Person, at: datetime
) -> Cover:
    """From a day, until before another, somebody acts for the posts of one who is away.

    Raises Refused for oneself, without a reason, for days out of order, for somebody who is not active, and
    where the two have such an arrangement on one of these days already.
    """
    if covered_by == by:
        raise Refused("Somebody else has to arrange that you act for another.", field="covered_by")
    if covered_by == whose:
        raise Refused(f"Somebody else has to act for {whose}.", field="covered_by")
    if not covered_by.is_active:
        raise Refused(f"{covered_by} is no longer active.", field="covered_by")
    if ends <= starts:
        raise Refused("The cover ends on a later day than the one on which it begins.", field="ends")
    if not reason.strip():
        raise Refused("Say why, for example “Leave”.", field="reason")
    same = Cover.objects.filter(whose=whose, covered_by=covered_by, starts__lt=ends, ends__gt=starts)
    if same.exists():
        raise Refused(f"{covered_by} acts for {whose} on some of these days already.", field="starts")
    cover = Cover.objects.create(
        whose=whose, covered_by=covered_by, starts=starts, ends=ends, reason=reason.strip(), recorded_at=at
    )
    record("people.cover_arranged", by=by, at=at, on=[whose, covered_by, cover], why=cover.reason, after={
        "covered_by": str(covered_by), "starts": starts, "ends": ends,
    })  # fmt: skip
    return cover


@transaction.atomic
def end_cover(cover: Cover, *, ends: date, by: Person, at: datetime) -> Cover:
    """A cover ends early, or is called off before it began. Raises Refused for one that ended already."""
    cover = (
        Cover.objects.select_for_update(of=["self"]).select_related("whose", "covered_by").get(pk=cover.pk)
    )
    if cover.ends <= ends:
        raise Refused("This cover has ended already.")
    before, cover.ends, cover.ended_at = cover.ends, max(ends, cover.starts), at
    cover.save(update_fields=["ends", "ended_at"])
    record("people.cover_ended", by=by, at=at, on=[cover.whose, cover.covered_by, cover],
           before={"ends": before}, after={"ends": cover.ends})  # fmt: skip
    return cover


def _end(holding: Holding, ends: date, at: datetime) -> None:
    if holding.ends is not None:
        raise Refused(f"{holding.person} no longer holds {holding.post}.")
    if ends <= holding.starts:
        began = f"{holding.starts.day} {holding.starts:%B %Y}"
        raise Refused(
            f"{holding.person} holds {holding.post} from {began}. Choose a later day.", field="ends"
        )
    holding.ends, holding.ended_at = ends, at
    holding.save(update_fields=["ends", "ended_at"])


def _check_taker(person: Person, by: Person) -> None:
    if person == by:
        raise Refused("Somebody else has to give you a post.")
    if not person.is_active:
        raise Refused(f"{person} is no longer active.")
