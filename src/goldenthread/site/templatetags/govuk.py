"""The components that pages are made of. docs/components.md shows each in use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from goldenthread.apps.trail.moments import MOMENT
from goldenthread.site.form_rendering import ErrorLine, error_lines
from goldenthread.site.sparklines import drawn as draw_sparkline
from goldenthread.site.status_words import look_of
from goldenthread.site.templatetags.govuk_forms import form_errors_id

register = template.Library()

RULE_CODE = re.compile(r"[A-Z][A-Z0-9]*-\d+[a-z]?")
DOWNLOADS = {"csv": "CSV", "xlsx": "Excel", "docx": "Word", "pdf": "PDF"}
ARROWS = {"up": "Up", "level": "Level", "down": "Down"}


def _component(component: str, /, **context: Any) -> SafeString:
    # Stripped, so that a full stop or a bracket may follow at once.
    return SafeString(render_to_string(f"components/{component}.html", context).strip())


# Words


@register.filter
def date_words(value: date | datetime | None) -> str:
    """7 May 2018. An instant gives its day in local time; None gives nothing."""
    if value is None or value == "":
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return format_date(local, "j F Y")


@register.filter
def month_words(value: date | None) -> str:
    """May 2018."""
    return format_date(value, "F Y") if value else ""


@register.filter
def moment_words(value: datetime | None) -> str:
    """7 May 2018 at 2:05pm, in local time."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_date(local, "j F Y") + " at " + format_date(local, "g:i") + format_date(local, "A").lower()


@register.filter
def state_word(state: str | None) -> str:
    """The word of a state or rating without its tag: "partly_met" gives "Partly met"."""
    return look_of(str(state)).word if state else ""


# Status


# A long list shows the same few hundreds of times. Typed, so that text marked safe is never taken for text.
drawn_once = lru_cache(maxsize=512, typed=True)


@register.simple_tag
@drawn_once
def rag_tag(rag: str | None) -> SafeString:
    """A rating: shape, word and colour. None is Not rated."""
    return _component("tag", look=look_of(str(rag or "not_rated")))


@register.simple_tag
def status_tag(state: str | None, word: str = "") -> SafeString:
    """A state of a recommendation, action, row or figure; nothing for None. `word` replaces the usual."""
    return _component("tag", look=look_of(str(state)), word=word) if state else SafeString("")


@register.simple_tag
@drawn_once
def rule_link(code: str) -> SafeString:
    """The code of a rule as a link to what it means."""
    return _component("rule_link", code=code, href=reverse("rule", args=[code]))


@register.simple_tag
def verdict(given: Any) -> SafeString:
    """A verdict of the rulebook (`rag`, `reason`, `code`): the rating, why, and by which rule."""
    return _component("verdict", verdict=given)


@register.simple_tag
def travel(given: Any) -> SafeString:
    """A direction of travel (`arrow`, `change`): where the number went, and whether that is better."""
    return _travel(given.arrow or "", given.change or "") if given else _travel("", "")


@drawn_once
def _travel(arrow: str, change: str) -> SafeString:
    return _component("travel", arrow=arrow, arrow_word=ARROWS.get(arrow, ""), change=change)


# Ways through the site


@register.simple_tag(takes_context=True)
def service_navigation(context: Context, items: Sequence[tuple[str, str]] | None) -> SafeString:
    """The main navigation from (words, URL name) pairs; the section that the page is in is marked."""
    path = context["request"].path if "request" in context else ""
    addresses = [(words, href) for words, name in items or () if (href := _address(name))]
    around = [href for _, href in addresses if path == href or (href != "/" and path.startswith(href))]
    # Scorecards lie below measures in the address: the section that is nearest to the page is meant.
    nearest = max(around, key=len, default=None)
    links = [{"text": words, "href": href, "current": href == nearest} for words, href in addresses]
    return _component("service_navigation", links=links)


def _address(name: str) -> str:
    # An error page must come up even when a room's URLs are what is broken.
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def breadcrumbs(*pairs: str) -> SafeString:
    """Text and address, text and address …, from the start page down to the parent of this page."""
    return _component("breadcrumbs", crumbs=zip(pairs[::2], pairs[1::2], strict=True))


@register.simple_tag
def back_link(href: str, text: str = "Back") -> SafeString:
    return _component("back_link", href=href, text=text)


@register.simple_block_tag(end_name="endtabs")
def tabs(content: str, label: str) -> SafeString:
    """Views of one thing, each a page of its own, so that they work without JavaScript. Holds `tab`s."""
    return _component("tabs", content=content, label=label)


@register.simple_tag
def tab(text: str, href: str, current: bool = False) -> SafeString:
    return _component("tab", text=text, href=href, current=current)


@register.simple_tag
def tree(nodes: Sequence[Any]) -> SafeString:
    """A nested list. Each node has `text`, `children`, and may have `href` and `note`."""
    return _component("tree", nodes=nodes)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """Links to the pages of a list; the rest of the address is kept. One page shows nothing."""
    if not page.has_other_pages():
        return SafeString("")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {"number": number, "href": _changed(context, page=number) if isinstance(number, int) else ""}
        for number in numbers
    ]
    return _component(
        "pagination",
        links=links,
        current=page.number,
        before=_changed(context, page=page.number - 1) if page.has_previous() else "",
        after=_changed(context, page=page.number + 1) if page.has_next() else "",
    )


def _changed(context: Context, **changes: Any) -> str:
    """The page's own query with some parameters set, or taken out where the value is None."""
    query = _query(context).copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _query(context: Context) -> QueryDict:
    return context["request"].GET if "request" in context else QueryDict()


# Tables


@register.simple_block_tag(end_name="enddatatable")
def datatable(
    content: str,
    caption: str,
    id: str = "",
    stacked: bool = False,
    hide_caption: bool = False,
    dense: bool = False,
) -> SafeString:
    """A table in a region that scrolls sideways; `stacked`, its rows become cards on a narrow screen.

    `dense` is for a table of many columns, which would else not fit a desk's screen.
    """
    key = id or f"table-{slugify(caption)}"
    look = {"stacked": stacked, "hide_caption": hide_caption, "dense": dense}
    return _component("datatable", content=content, caption=caption, key=key, **look)


@register.simple_tag(takes_context=True)
def sort_header(
    context: Context, key: str, text: str, numeric: bool = False, default: str = "", first: str = "asc"
) -> SafeString:
    """A column's heading that sorts by ?sort=key&direction=asc|desc.

    `default` ("asc" or "desc") marks the column by which the list is ordered when nothing was asked; `first`
    is the direction of the first click.
    """
    query = _query(context)
    direction = (query.get("direction") or "asc") if query.get("sort") == key else ""
    if not query.get("sort"):
        direction = default
    following = {"asc": "desc", "desc": "asc"}.get(direction, first)
    return _component(
        "sort_header",
        text=text,
        numeric=numeric,
        direction=direction,
        aria={"asc": "ascending", "desc": "descending"}.get(direction, ""),
        href=_changed(context, sort=key, direction=following, page=None),
    )


@register.simple_tag(takes_context=True)
def filter_bar(context: Context, form: Any, submit: str = "Show") -> SafeString:
    """A form that narrows the list below it by GET. The order of the list is kept."""
    query = _query(context)
    kept = [(name, query[name]) for name in ("sort", "direction", *MOMENT) if name in query]
    path = context["request"].path if "request" in context else ""
    return _component("filter_bar", form=form, kept=kept, path=path, submit=submit)


@register.simple_tag(takes_context=True)
def downloads(context: Context, *formats: str, print: bool = True) -> SafeString:
    """Links to this list as files (?format=csv), filtered and sorted as shown, and a button that prints."""
    links = [{"text": DOWNLOADS[name], "href": _changed(context, format=name, page=None)} for name in formats]
    return _component("downloads", links=links, print=print)


# Blocks of a page


@register.simple_block_tag(end_name="endsummary_list")
def summary_list(content: str) -> SafeString:
    """Keys and values. Holds `summary_row`s."""
    return _component("summary_list", content=content)


@register.simple_block_tag(end_name="endsummary_row")
def summary_row(content: str, key: str, href: str = "", action: str = "Change") -> SafeString:
    """One key and its value; with `href`, a link to change it. An empty value says "Not recorded"."""
    return _component(
        "summary_row", content=content, empty=not content.strip(), key=key, href=href, action=action
    )


@register.simple_block_tag(end_name="endsummary_card")
def summary_card(
    content: str, title: str, href: str = "", action: str = "Open", level: int = 2
) -> SafeString:
    """A card around a summary list or anything else. `level` is that of its heading."""
    return _component("summary_card", content=content, title=title, href=href, action=action, level=level)


@register.simple_block_tag(end_name="enddetails")
def details(content: str, summary: str, open: bool = False) -> SafeString:
    return _component("details", content=content, summary=summary, open=open)


@register.simple_block_tag(end_name="endinset")
def inset(content: str) -> SafeString:
    return _component("inset", content=content)


@register.simple_block_tag(end_name="endwarning")
def warning(content: str) -> SafeString:
    return _component("warning", content=content)


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content: str, title: str = "Nothing here yet") -> SafeString:
    """What an empty page says: that nothing is here, and what to do first."""
    return _component("empty_state", content=content, title=title)


@register.simple_block_tag(end_name="endtiles")
def tiles(content: str) -> SafeString:
    """Counts side by side. Holds `tile`s."""
    return format_html('<ul class="gt-tiles">{}</ul>', content)


@register.simple_tag
def tile(number: int, words: str, tone: str = "", href: str = "") -> SafeString:
    """A count and what it counts. `tone`: red, amber, green or grey."""
    return _component("tile", number=number, words=words, tone=tone, href=href)


@register.simple_block_tag(end_name="endtimeline")
def timeline(content: str) -> SafeString:
    """What happened, in order. Holds `event`s."""
    return format_html('<ol class="gt-timeline">{}</ol>', content)


@register.simple_block_tag(end_name="endevent")
def event(content: str, title: str, on: date | None = None, href: str = "", level: int = 3) -> SafeString:
    return _component("event", content=content, title=title, on=on, href=href, level=level)


@register.simple_block_tag(end_name="endchart")
def chart(
    content: str, title: str, svg: str = "", src: str = "", description: str = "", hide_title: bool = False
) -> SafeString:
    """A chart and, folded below it, its table (the content). `svg` is drawn by us; `src` is an address.

    `hide_title` is for a chart whose heading says the same.
    """
    about = {"title": title, "svg": SafeString(svg), "src": src, "description": description}
    return _component("chart", content=content, hide_title=hide_title, **about)


@register.simple_tag
def sparkline(values: Sequence[Decimal | float | None], title: str, description: str = "") -> SafeString:
    """A small line of figures, oldest first, None for a gap. `title` and `description` are its words."""
    return draw_sparkline(values, title, description)


# Forms


@register.simple_block_tag(end_name="endfieldset")
def fieldset(content: str, legend: str, hint: str = "") -> SafeString:
    """Fields that belong together."""
    return _component("fieldset", content=content, legend=legend, hint=hint)


@register.simple_block_tag(end_name="endbuttons")
def buttons(content: str) -> SafeString:
    return format_html('<div class="govuk-button-group">{}</div>', content)


@register.simple_tag
def submit(text: str, name: str = "", value: str = "", kind: str = "") -> SafeString:
    """A button that sends the form. `kind`: secondary or warning."""
    return _component("submit", text=text, name=name, value=value, kind=kind)


@register.simple_tag
def button_link(text: str, href: str, kind: str = "") -> SafeString:
    """A link that looks like a button. `kind`: secondary or warning."""
    return _component("button_link", text=text, href=href, kind=kind)


@register.simple_tag(takes_context=True)
def page_errors(context: Context) -> list[ErrorLine]:
    """All that is wrong with the page's `form`, `formset` or `forms`, and the verdicts in `refusals`."""
    return list(_page_errors(context.flatten()))


def _page_errors(page: Mapping[str, Any]) -> Iterator[ErrorLine]:
    for refusal in page.get("refusals") or ():
        yield ErrorLine(refusal.reason, code=refusal.code)
    for form in (page.get("form"), page.get("formset"), *(page.get("forms") or ())):
        if hasattr(form, "is_bound"):
            yield from error_lines(form, f"#{form_errors_id(form)}")


@register.simple_tag
def error_summary(lines: Sequence[ErrorLine]) -> SafeString:
    """What is wrong, at the top of the page; the base template calls it with `page_errors`."""
    return _component("error_summary", lines=[(line, bool(RULE_CODE.fullmatch(line.code))) for line in lines])
