# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Promise 8: every route × every role. What one may not know of answers exactly as what does not exist."""

import copy
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_rows import ACCOUNT, LOGIN, PEOPLE, Row, unknown
from tests.access_rows_meetings import MEETINGS, OTHERS
from tests.cast import ROLES, Cast, make_cast

ROWS: dict[str, Row] = {**PEOPLE, **ACCOUNT, **OTHERS, **MEETINGS}
LOGIN_URL = "/konto/log-ind/"


def routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else f"{namespace}<{pattern.pattern}>"


ALL_ROUTES = sorted(set(routes(get_resolver().url_patterns)))


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return make_cast()


def test_every_route_has_a_row() -> None:
    assert [name for name in ALL_ROUTES if name not in ROWS] == []


def test_every_row_has_a_route() -> None:
    assert [name for name in ROWS if name not in ALL_ROUTES] == []


@pytest.mark.parametrize("name", [name for name in ALL_ROUTES if name in ROWS])
def test_each_role_gets_the_answer_it_should(name: str, cast: Cast) -> None:
    row = ROWS[name]
    kwargs = row.url(cast)
    wrong = {
        f"{method} {role}": (got, wanted)
        for method, codes in (("GET", row.get), ("POST", row.post))
        for role in ROLES
        if not fits(got := answer(cast, row, name, kwargs, method, role), wanted := codes[role])
    }

    assert wrong == {}


@pytest.mark.parametrize("name", [name for name in ALL_ROUTES if name in ROWS and ROWS[name].get is not None])
def test_what_one_may_not_know_of_looks_like_what_is_not_there(name: str, cast: Cast) -> None:
    """A role that gets 404 for a thing that exists gets the same page for one that does not."""
    row = ROWS[name]
    kwargs = row.url(cast)
    nowhere = unknown(**kwargs)
    hidden = [role for role in ROLES if row.get[role] == 404]
    if nowhere == kwargs or not hidden:
        return
    for role in hidden:
        client = client_of(cast, role)
        there, missing = client.get(reverse(name, kwargs=kwargs)), client.get(reverse(name, kwargs=nowhere))
        assert there.status_code == missing.status_code == 404
        assert len(there.content) == pytest.approx(len(missing.content), abs=40), role


def answer(cast: Cast, row: Row, name: str, kwargs: dict[str, object], method: str, role: str) -> int | str:
    """The status code; "login" for being sent to the log-in page. What a POST did is taken back."""
    client = client_of(cast, role)
    url = reverse(name, kwargs=kwargs)
    with transaction.atomic():
        response = client.get(url) if method == "GET" else client.post(url, row.data(cast))
        transaction.set_rollback(True)
    cache.clear()
    if response.status_code == 302 and response.url.startswith(LOGIN_URL) and not url.startswith(LOGIN_URL):
        return LOGIN if "next=" in response.url else 302
    return int(response.status_code)


def client_of(cast: Cast, role: str) -> Client:
    """Logged in as that role: once per test and role, because a request may have logged it out."""
    user = cast.user(role)
    client = Client()
    if user is None:
        return client
    if not hasattr(user, "_matrix_cookies"):
        client.force_login(user)
        user._matrix_cookies = client.cookies
    client.cookies = copy.deepcopy(user._matrix_cookies)
    return client


def fits(got: int | str, wanted: object) -> bool:
    return got in wanted if isinstance(wanted, set) else got == wanted
