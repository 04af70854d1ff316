# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Promise 8: every route × every role. What one may not know of answers exactly as what does not exist."""

import copy
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import samspil
from samspil.live.channels import SOURCES
from tests.access_rows import ACCOUNT, LOGIN, PEOPLE, Row, unknown
from tests.access_rows_agreements import AGREEMENTS
from tests.access_rows_asking import ASKING
from tests.access_rows_live import CHANNELS
from tests.access_rows_meetings import MEETINGS, OTHERS, make_all
from tests.access_rows_package import PACKAGE
from tests.access_rows_promises import PROMISES
from tests.access_rows_seating import SEATING, WISHES
from tests.cast import ROLES, Cast, make_cast
from tests.odd_requests import reads_the_query

ROWS: dict[str, Row] = {
    **PEOPLE,
    **ACCOUNT,
    **OTHERS,
    **MEETINGS,
    **PACKAGE,
    **PROMISES,
    **SEATING,
    **WISHES,
    **ASKING,
    **AGREEMENTS,
}
LOGIN_URL = "/konto/log-ind/"


def routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else f"{namespace}<{pattern.pattern}>"


ALL_ROUTES = sorted(set(routes(get_resolver().url_patterns)))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast, its meetings and their sessions, made once and never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        cast = make_cast()
        make_all(cast)
        for role in ROLES:
            client_of(cast, role)
        yield cast
        transaction.set_rollback(True)


def test_every_route_has_a_row() -> None:
    assert [name for name in ALL_ROUTES if name not in ROWS] == []


def test_every_row_has_a_route() -> None:
    assert [name for name in ROWS if name not in ALL_ROUTES] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in ALL_ROUTES if name in ROWS])
def test_each_role_gets_the_answer_it_should(name: str, world: Cast) -> None:
    """And what a role may not know of answers it exactly as what does not exist."""
    cast, row = world, ROWS[name]
    kwargs = row.url(cast)
    wrong = {
        f"{method} {role}": (got, wanted)
        for method, codes in (("GET", row.get), ("POST", row.post))
        for role in row.roles
        if not fits(got := answer(cast, row, name, kwargs, method, role), wanted := codes[role])
    }
    assert wrong == {}

    hidden = [role for role in row.roles if row.get[role] == 404][:1]
    nowhere = unknown(**kwargs)
    if hidden and nowhere != kwargs:
        client = client_of(cast, hidden[0])
        there, missing = (client.get(reverse(name, kwargs=address)) for address in (kwargs, nowhere))
        assert there.status_code == missing.status_code == 404
        # Both say their own address and error number, and nothing else that differs.
        assert len(there.content) == pytest.approx(len(missing.content), abs=40)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CHANNELS)
def test_each_role_may_follow_the_channels_it_should(name: str, world: Cast) -> None:
    """And gets them as the one it is: what is drawn for an officer is never sent to a table."""
    channel = CHANNELS[name]
    got = {}
    url = channel.url(world)
    for role in ROLES:
        with transaction.atomic():
            response = client_of(world, role).get(url)
            transaction.set_rollback(True)
        cache.clear()
        own = str(getattr(world.user(role), "pk", ""))
        places = ["own" if place.role == own else place.role for place in getattr(response, "places", ())]
        got[role] = " ".join(places) if response.status_code == 200 and places else response.status_code

    assert got == dict(channel.granted)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["table, own code", "room, no code", "notes, nothing", "sorting", "delivery of a letter"]
)
def test_a_channel_has_one_name(name: str, world: Cast) -> None:
    """Each spelling would be followed and drawn for itself, and would hear nothing."""
    channels, more = CHANNELS[name].asks(world)
    prefix, _, own = channels[0].partition(":")
    others = (own.upper(), own.replace("-", ""), f"{{{own}}}", f"urn:uuid:{own}", f"{own[:4]}-{own[4:]}", f" {own}")

    with transaction.atomic():
        got = [
            client_of(world, "officer").get("/live/", {"channel": f"{prefix}:{other}", **more}).status_code
            for other in (own, *others)
        ]
        transaction.set_rollback(True)
    cache.clear()

    assert got == [200, *[404] * len(others)]


@pytest.mark.django_db
def test_an_odd_value_is_answered(world: Cast, settings: Any) -> None:
    """Whatever an address is asked or sent, as the officer: an answer, never »Noget gik galt«."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.odd_requests.make_odd"]

    failed = [what for name in ALL_ROUTES if name in ROWS for what, status in odd_answers(world, name) if status >= 500]

    assert failed == []


@pytest.mark.django_db
def test_no_address_takes_a_cpr_number_unasked(world: Cast) -> None:
    """Whatever field it is written in, also one that somebody adds tomorrow, and whoever sends it."""
    said = {"et felt": "Karl (010190-1234) er ked af det"}
    escaped = []
    for name in ALL_ROUTES:
        with transaction.atomic(), unmade(world):
            url = reverse(name, kwargs=ROWS[name].url(world))
            for role in ("officer", "anonymous"):
                response = client_of(world, role).post(url, said)
                if response.status_code != 422 or "010190-1234" not in response.text:
                    escaped.append(f"{name} as {role}: {response.status_code}")
            transaction.set_rollback(True)
    cache.clear()

    assert escaped == []


def test_words_are_sent_to_no_view_but_as_a_form() -> None:
    """What a view read itself, as JSON, would go past those who look it through."""
    package = Path(samspil.__file__).parent
    readers = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "tests" not in path.parts and re.search(r"request\.(?:body|read\(|stream)\b", path.read_text("utf-8"))
    ]

    assert readers == []


def odd_answers(world: Cast, name: str) -> Iterator[tuple[str, int]]:
    row = ROWS[name]
    for method, codes in (("get", row.get), ("post", row.post)):
        if codes["officer"] in (404, 405):
            continue
        client = client_of(world, "officer")
        client.raise_request_exception = False
        with transaction.atomic(), unmade(world):
            url = reverse(name, kwargs=row.url(world))
            response = None
            if method == "post":
                response = client.post(url, row.data(world), headers={"X-Where": f"post {name}"})
            elif reads_the_query(url):
                response = client.get(url, headers={"X-Where": f"get {name}"})
            transaction.set_rollback(True)
        if response is not None:
            let_go(response)
            yield f"{method} {name}", response.status_code


@contextmanager
def unmade(world: Cast) -> Iterator[None]:
    """What the world makes when it is first asked for is forgotten again, as the transaction takes its rows back."""
    known = dict(world.made)
    yield
    world.made.clear()
    world.made.update(known)


def let_go(response: Any) -> None:
    """`close` would also give the database connection back, with all that was made."""
    for close in response._resource_closers if response.streaming else ():
        close()
    cache.clear()


def test_every_kind_of_channel_is_tried() -> None:
    tried = {name.split(",")[0].split(" ")[0] for name in CHANNELS}

    assert set(SOURCES.prefixes) <= tried


def answer(cast: Cast, row: Row, name: str, kwargs: dict[str, object], method: str, role: str) -> int | str:
    """The status code; LOGIN for being sent to the log-in page. What the request did is taken back."""
    client = client_of(cast, role)
    url = reverse(name, kwargs=kwargs)
    with transaction.atomic():
        response = client.get(url) if method == "GET" else client.post(url, row.data(cast))
        transaction.set_rollback(True)
    let_go(response)
    assert kept_by(response) == ("all" if is_open(name, response, role) else "nobody"), (name, method, role)
    if response.status_code == 302 and response.url.startswith(LOGIN_URL) and not url.startswith(LOGIN_URL):
        return LOGIN if "next=" in response.url else 302
    if response.status_code == 403 and f'href="{LOGIN_URL}?next='.encode() in response.content:
        # What was written stands there, with the way to the log-in page.
        return LOGIN
    return int(response.status_code)


def is_open(name: str, response: Any, role: str) -> bool:
    """The published letter, and what hangs on it, for who is not logged in."""
    return name.startswith("dialogue:public") and response.status_code == 200 and role == "anonymous"


def kept_by(response: Any) -> str:
    """Who may keep a copy of the answer."""
    said = {part.strip() for part in response.headers.get("Cache-Control", "").split(",")}
    if {"private", "no-store"} <= said:
        return "nobody"
    return "all" if said == {"public", "no-cache"} else f"whoever: {said}"


def client_of(cast: Cast, role: str) -> Client:
    """Logged in as that role: once for the world, because a request may have logged it out."""
    client = Client()
    user = cast.user(role)
    if user is None:
        return client
    jars = cast.made.setdefault("cookies", {})
    if role not in jars:
        client.force_login(user)
        # As after a code a moment ago, however long the tests take: pages that change the log-in ask for no other.
        session = client.session
        record = {"method": "code", "at": time.time() + 86_400, "email": user.email}
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
        session.save()
        jars[role] = client.cookies
    client.cookies = copy.deepcopy(jars[role])
    return client


def fits(got: int | str, wanted: object) -> bool:
    return got in wanted if isinstance(wanted, set) else got == wanted
