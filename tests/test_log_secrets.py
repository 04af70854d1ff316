# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The watch over the run's own log sees what it should (tests/log_secrets.py)."""

import http.client
import logging
import secrets
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.access_rows_meetings import live_meeting, make_all
from tests.cast import make_cast
from tests.log_secrets import KEPT, KNOWN, leaked
from tests.town import Town


@pytest.mark.django_db
def test_codes_and_tokens_of_the_run_are_known_and_lines_are_kept() -> None:
    cast = make_cast()
    make_all(cast)
    code, token = live_meeting(cast).tables.first().code, secrets.token_urlsafe(32)

    Client().get(f"/bord/{code}/findes-ikke/")

    assert {code, token} <= KNOWN
    assert [line for line in KEPT.lines if "django.request: 404 at" in line]
    assert leaked([f"a {code}, and", f"/svar/{token}/"], KNOWN) == [f"a {code}, and", f"/svar/{token}/"]
    assert leaked(KEPT.lines, KNOWN) == []


def test_a_line_with_a_secret_is_found_whoever_made_it() -> None:
    logging.getLogger("uvicorn.error").warning("a line")

    assert [line for line in KEPT.lines if line.endswith("uvicorn.error: a line")]
    assert leaked(["GET /svar/a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1v/ 404\n"], ())
    assert not leaked(["GET /tmp/pytest-of-root/a-long-name-of-a-folder-that-is-no-secret-0/ 404\n"], ())


@pytest.mark.process
def test_a_server_says_nothing_of_what_was_asked_for(town: Town) -> None:
    token, code = secrets.token_urlsafe(32), "K7M2QX"
    for address in (f"/svar/{token}/", f"/bord/{code}/", f"/live/table:1/?code={code}", f"/brev/{token}/alt.zip"):
        connection = http.client.HTTPConnection(urlsplit(town.server.url).netloc, timeout=60)
        with closing(connection):
            connection.request("GET", address)
            assert connection.getresponse().status == 404

    assert "404 at dialogue:invitation-answer" in town.server.output
    assert not leaked(town.server.output.splitlines(), {token, code})
