# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who opens pages, and which they find by following links from where each begins."""

import re
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from samspil.core import clock
from samspil.delivery.models import MessageRecipient
from samspil.demo import meetings, places
from samspil.demo.load import person_id
from samspil.dialogue.room.queries import projector
from samspil.people.links.actions import link_issue
from samspil.people.models import User
from samspil.people.persons.enums import StaffRole

# Addresses of one route that are tried: the meeting that is over, live, planned …
EACH = 4
_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
# Leaving is not a page, nor are files.
_NOT_PAGES = re.compile(r"^/(static|live)/|log-ud")


class Visit(NamedTuple):
    """One page of a role: one address, or those of one route among which the slowest is to be found."""

    role: str
    route: str
    client: Client
    paths: list[str]


def visits() -> Iterator[Visit]:
    """Each page of each role."""
    for role, user in _accounts():
        yield from _of(role, _logged_in(user), ["/"])
    yield from _of("table", _client(), [f"/bord/{meetings.LIVE_CODE}/"])
    yield from _of("projector", _client(), [f"/storskaerm/{_screen()}/"])
    yield from _of("logged out", _client(), ["/", "/konto/log-ind/", "/bord/"])
    yield from _by_links()


def _accounts() -> Iterator[tuple[str, User]]:
    for role, email in (
        ("officer", places.OFFICERS[0].email),
        ("chair", places.CHAIR),
        ("member", places.PARENT),
        ("committee", places.email(places.COMMITTEE_MEMBERS[0])),
    ):
        yield role, User.objects.get(person__uuid=person_id(email))
    leaders = User.objects.filter(person__employments__staff_role=StaffRole.LEADER).order_by("pk")
    # The small demo has none.
    yield from (("school leader", user) for user in leaders[:1])


def _by_links() -> Iterator[Visit]:
    """Whoever has nothing but the personal link in a mail: a reader of their own for each kind of link."""
    found: dict[str, str] = {}
    link = re.compile(re.escape(settings.ORIGIN) + r"(/[^\s\"<>)]+)")
    texts = MessageRecipient.objects.exclude(text=None).order_by("-pk").values_list("text", flat=True)
    for text in texts.iterator(chunk_size=200):
        for path in link.findall(text):
            if route := _route(path):
                found.setdefault(route, path)
    seen: set[str] = set()
    for path in found.values():
        for visit in _of("personal link", _client(), [path]):
            if visit.route not in seen:
                seen.add(visit.route)
                yield visit


def _screen() -> str:
    now = clock.now()
    scope = {"meeting": str(meetings.meeting_id(meetings.LIVE))}
    return link_issue(
        purpose=projector.PURPOSE, scope=scope, expires_at=now + timedelta(hours=1), by=None, now=now
    )[1]  # fmt: skip


def _of(role: str, client: Client, begin: list[str]) -> Iterator[Visit]:
    for route, paths in reachable(client, begin).items():
        yield Visit(role, route, client, paths)


def reachable(client: Client, begin: list[str]) -> dict[str, list[str]]:
    """At most EACH addresses for each route that links lead to, each of which answers with a page."""
    routes: dict[str, list[str]] = defaultdict(list)
    waiting, seen = deque(begin), set(begin)
    while waiting:
        path = waiting.popleft()
        route = _route(path)
        if not route or len(routes[route]) == EACH:
            continue
        answer: Any = client.get(path)
        if answer.status_code in {301, 302, 303}:
            links = [answer.headers["Location"].removeprefix(settings.ORIGIN)]
        elif answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", ""):
            routes[route].append(path)
            links = [link.replace("&amp;", "&") for link in _LINK.findall(answer.content.decode())]
        else:
            continue
        new = [link for link in links if link.startswith("/") and link not in seen and not _NOT_PAGES.search(link)]
        seen.update(new)
        waiting.extend(new)
    return {route: paths for route, paths in routes.items() if paths}


def _route(path: str) -> str:
    try:
        return str(resolve(urlsplit(path).path).view_name)
    except Resolver404:
        return ""


def _logged_in(user: User) -> Client:
    """As after a code by mail, just now: how one logs in is changed only by who has just logged in."""
    client = _client()
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time(), "email": user.email}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client


def _client() -> Client:
    return Client(headers={"host": "localhost"})
