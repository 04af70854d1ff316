# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What is written to the log opens nothing, whoever writes it and however it goes wrong."""

import io
import logging
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from samspil.config.urls import urlpatterns as own
from samspil.core import logs
from samspil.core.errors import Refused
from samspil.ui.views import not_found, server_error

TOKEN = "q5o0sK-2WbYt8_" + "x" * 29
CODE = "K7M2QX"
WORD = "Blåbær" + "grød"
SECRETS = (TOKEN, CODE, WORD)


def broken(request: HttpRequest, code: str) -> HttpResponse:
    raise ValueError(f"no table {code} for {WORD} at {request.path}")


def misled(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(reverse("dialogue:note-change", kwargs={"code": code, "uuid": "none"}))


urlpatterns = [
    *(path(f"bord/<str:code>/{view.__name__}/", view, name=view.__name__) for view in (broken, misled)),
    *own,
]
handler404, handler500 = not_found, server_error


class Written(logging.StreamHandler):  # type: ignore[type-arg]
    """What the handler of the settings would write."""

    def __init__(self) -> None:
        super().__init__(io.StringIO())
        form = settings.LOGGING["formatters"]["line"]
        self.setFormatter(logs.LineFormatter(form["format"], style=form["style"]))

    @property
    def text(self) -> str:
        return str(self.stream.getvalue())


@pytest.fixture
def written() -> Iterator[Written]:
    handler = Written()
    loggers = [logging.getLogger(name) for name in (None, "django", "samspil", "django.server")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler
    for logger in loggers:
        logger.removeHandler(handler)


def hides(text: str) -> bool:
    return not any(secret in text for secret in SECRETS)


@pytest.mark.parametrize(
    ("address", "route"),
    [(f"/svar/{TOKEN}/", "dialogue:invitation-answer"), (f"/bord/{CODE}/", "dialogue:table"), (f"/x/{TOKEN}/", "-")],
)
@pytest.mark.django_db
def test_a_missing_page_is_logged_by_its_route(written: Written, client: Client, address: str, route: str) -> None:
    response = client.get(f"{address}?token={TOKEN}&code={CODE}")

    assert response.status_code in {404, 429}
    assert f"django.request: {response.status_code} at {route}, error " in written.text
    assert hides(written.text)


@pytest.mark.django_db
def test_a_form_without_its_token_is_logged_by_its_route(written: Written) -> None:
    client = Client(enforce_csrf_checks=True)

    client.post(f"/bord/{CODE}/noter/", {"note": WORD}, headers={"referer": f"http://ude.example/{TOKEN}/"})
    client.post(
        f"/svar/{TOKEN}/", {}, secure=True, headers={"referer": f"https://ude.example/svar/{TOKEN}/?kode={CODE}"}
    )

    assert "django.security.csrf: 403 at dialogue:note-write, error " in written.text
    assert "django.security.csrf: 403 at dialogue:invitation-answer, error " in written.text
    assert hides(written.text)


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("end", ["broken", "misled"])
def test_a_fault_is_logged_with_its_places_and_the_number_that_the_reader_was_told(written: Written, end: str) -> None:
    client = Client(raise_request_exception=False)

    page = client.get(f"/bord/{CODE}/{end}/?token={TOKEN}").content.decode()

    number = page.partition("<code>")[2].partition("</code>")[0]
    assert number
    assert f"django.request: 500 at {end}, error {number}" in written.text
    assert "test_logs.py" in written.text
    assert hides(written.text)


@pytest.mark.django_db
def test_a_wrong_host_and_a_wild_request_are_logged_by_their_kind(written: Written, client: Client) -> None:
    client.get(f"/bord/{CODE}/", headers={"host": f"{TOKEN.lower()}.example"})

    assert "django.security.DisallowedHost: 400 at " in written.text
    assert TOKEN.lower() not in written.text
    assert hides(written.text)


@pytest.mark.django_db
def test_what_the_database_says_of_a_row_is_not_repeated(written: Written) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE named (code text PRIMARY KEY)")
            cursor.execute("INSERT INTO named VALUES (%s), (%s)", [CODE, CODE])
    except IntegrityError as error:
        logging.getLogger("samspil.anything").exception("The row failed: %s", error)

    assert "psycopg.errors.UniqueViolation: 23505 named named_pkey" in written.text
    assert "django.db.utils.IntegrityError" in written.text
    assert hides(written.text)


@pytest.mark.django_db
def test_a_database_that_is_gone_is_told_in_a_line_for_each_cause(written: Written, tmp_path: Path) -> None:
    gone = DatabaseWrapper({**connection.settings_dict, "HOST": str(tmp_path), "OPTIONS": {}})
    try:
        gone.ensure_connection()
    except OperationalError:
        logging.getLogger("samspil.anything").exception("Beside")

    assert "django.db.utils.OperationalError: connection" in written.text
    assert 'File "' not in written.text
    assert len(written.text.splitlines()) <= 4


@pytest.mark.django_db
def test_a_question_that_the_database_breaks_off_is_told_with_its_place(written: Written) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20; SELECT pg_sleep(20)")
    except OperationalError:
        logging.getLogger("samspil.anything").exception("Slow")

    assert "57014" in written.text
    assert "test_logs.py" in written.text


@pytest.mark.parametrize("name", ["uvicorn.error", "asyncio", "psycopg.pool", "allauth", "samspil.live.groups"])
def test_other_loggers_too(written: Written, name: str) -> None:
    logger = logging.getLogger(name)
    try:
        raise RuntimeError(f"{TOKEN} {CODE}") from ExceptionGroup(WORD, [KeyError(CODE), ValueError(TOKEN)])
    except RuntimeError as error:
        logger.exception("In /bord/%s/noter/ and https://samspil.example/svar/%s/: %s", CODE, TOKEN, error)
        logger.error(error)
        logger.error("GET /live/?channel=table:1&code=%s", CODE)

    assert "/bord/…" in written.text
    assert "builtins.RuntimeError" in written.text
    assert "builtins.KeyError" in written.text
    assert hides(written.text)


def test_what_helps_the_operator_is_said() -> None:
    assert logs.told(OperationalError("connection refused on port 5432\nDETAIL: mere")) == (
        "django.db.utils.OperationalError: connection refused on port 5432"
    )
    assert logs.told(Refused("Runden er slut.", code="round-over")).endswith(": round-over")
    assert logs.told(OSError(28, "No space left on device", f"/data/{TOKEN}")) == (
        "builtins.OSError: No space left on device"
    )
    assert logs.hidden("could not write /data/files/letter.pdf") == "could not write /data/files/letter.pdf"


def test_what_nobody_has_caught_is_logged(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((threading, "excepthook"), (logs.sys, "excepthook"), (logs.sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(logging, "raiseExceptions", True)
    logs.take_over()

    def fail() -> None:
        raise ValueError(CODE)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    assert "samspil.uncaught: Not caught" in written.text
    assert "builtins.ValueError" in written.text
    assert hides(written.text)
    assert logging.raiseExceptions is False


def test_every_secret_we_make_is_long_enough_to_be_hidden() -> None:
    assert logs.hidden(secrets.token_urlsafe(32)) == "…"
