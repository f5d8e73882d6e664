"""The pages of the served product, found as a person finds them: by the links on other pages."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from goldenthread.apps.people.models import Role
from tests.journeys.person import Someone

# So many of each kind of page are opened while looking for links: one kind may have hundreds.
OF_EACH_KIND = 2
# Of these more: what one of them leads to, the next does not.
OF_THIS_KIND = {
    "inspections:inspection": 4,
    "interventions:inspection": 4,
    "thread:recommendation": 4,
    "plans:action": 60,
    "publishing:check": 10,
    "publishing:links": 10,
    "measures:measure": 60,
    "measures:computed": 60,
    "agendas:agenda": 12,
    "agendas:item": 8,
    "agendas:paper": 4,
    "audits:audit": 4,
    "audits:case": 6,
    "drafting:report": 6,
    "meetings:meeting": 8,
    "minutes:minutes": 6,
    "minutes:minute": 8,
    "minutes:action": 8,
    "packs:of_meeting": 6,
    "risks:risk": 10,
    "surveys:said": 5,
    "surveys:survey": 6,
    "surveys:wave": 10,
    "selfassessment:document": 4,
    "selfassessment:part": 8,
}


@dataclass(frozen=True)
class Found:
    """A page that somebody came to. `kind` is the name of its URL pattern."""

    path: str
    kind: str
    role: Role
    status: int
    is_page: bool
    linked_from: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        # A form that only asks (a search, a choice) leads somewhere too.
        asks = tag == "form" and said.get("method") == "get"
        if address := said.get("href") if tag == "a" else said.get("action") if asks else None:
            self.links.append(address)


def walk(someone: Someone, role: Role, *, at_most: int | None = None) -> Iterator[Found]:
    """Open pages from "/" on, the nearest first, at most OF_EACH_KIND of a kind, or `at_most` of any."""
    waiting, seen, of_kind = deque([("/", "")]), {"/"}, Counter[str]()
    while waiting:
        path, linked_from = waiting.popleft()
        kind = kind_of(path)
        most = OF_THIS_KIND.get(kind, OF_EACH_KIND)
        if of_kind[kind] >= (most if at_most is None else min(most, at_most)):
            continue
        of_kind[kind] += 1
        answer = someone.context.request.get(someone.site.address + path, max_redirects=0)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        yield Found(path, kind, role, answer.status, is_page, linked_from)
        if not (is_page and answer.ok):
            continue
        for link in _paths_in(answer.text(), path):
            if link not in seen:
                seen.add(link)
                waiting.append((link, path))


def kind_of(path: str) -> str:
    """The name of the URL pattern of a path; the path itself where none fits."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def _paths_in(html: str, at: str) -> list[str]:
    parser = _Links()
    parser.feed(html)
    paths = (urlsplit(urljoin(at, link)) for link in parser.links)
    return [one.path for one in paths if not one.netloc]


def every_kind(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each URL pattern of the product with its name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_kind(pattern, inside)
        else:
            yield f"{namespace}{pattern.name}", pattern
