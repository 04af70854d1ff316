# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""No copy is kept of what is not for everybody, and browsers are told what no page may do. (Each route: the access
matrix.)
"""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from samspil.ui.caching import PrivateMiddleware, for_everybody


def answered(view, *, said="", cookies=None, status=200):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies or {})
    request.resolver_match = type("Match", (), {"func": staticmethod(view)})
    response = HttpResponse(status=status, headers={"Cache-Control": said} if said else {})
    return PrivateMiddleware(lambda asked: response)(request)


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@for_everybody
def shown(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize("said", ["", "max-age=60", "public", "no-cache", "private", "private, max-age=9"])
def test_an_answer_is_private_unless_its_view_is_for_everybody(said):
    assert answered(plain, said=said)["Cache-Control"] == "private, no-store"


def test_what_says_more_keeps_it():
    assert answered(plain, said="private, no-store, no-transform")["Cache-Control"].endswith("no-transform")


def test_what_is_for_everybody_is_asked_about_each_time():
    response = answered(shown)

    assert response["Cache-Control"] == "public, no-cache"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize(("cookies", "status"), [({"sessionid": "x"}, 200), ({}, 404), ({}, 302)])
def test_for_everybody_ends_where_somebody_is_logged_in_or_it_is_not_there(cookies, status):
    assert answered(shown, cookies=cookies, status=status)["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/was/", "/findes-ikke/", "/moeder/", "/konto/log-ind/", "/live/", "/bord/x/"]
)
def test_every_answer_says_what_a_browser_may_not_do(client, address):
    headers = client.get(address).headers

    assert headers["Cache-Control"].startswith("private, no-store") or "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("proxies", "secure", "forwarded", "sent"),
    [(0, True, "", True), (0, False, "https", False), (1, False, "https", True), (1, False, "http", False)],
)
@pytest.mark.django_db
def test_https_is_asked_for_from_then_on_where_it_is_on(settings, proxies, secure, forwarded, sent):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxies else None

    response = Client().get("/was/", secure=secure, headers={"x-forwarded-proto": forwarded} if forwarded else {})

    assert ("Strict-Transport-Security" in response.headers) is sent
