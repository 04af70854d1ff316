# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""How long the database is waited for: for a connection, and in the web process for each statement."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import RequestFactory

from samspil.config import env
from samspil.ui.views import server_error

ASK = """
import samspil.config.asgi
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(cursor.fetchone()[0])
"""


def test_a_database_that_is_gone_is_said_to_be_soon() -> None:
    options = env.database("postgresql://x@/y", pool=10)["OPTIONS"]

    assert int(options["connect_timeout"]) <= 5
    assert options["pool"]["timeout"] <= 5


GONE = """
from samspil.config.asgi import ThreadedDjango
from django.test import Client
response = Client(raise_request_exception=False).get("/", headers={"host": "localhost"})
print(response.status_code, response["Retry-After"], response["Cache-Control"])
"""


@pytest.mark.process
def test_the_front_page_of_a_house_whose_database_is_gone() -> None:
    away = {**os.environ, "DATABASE_URL": "postgresql://x@/y?host=/nowhere"}
    done = subprocess.run([sys.executable, "-c", GONE], capture_output=True, text=True, encoding="utf-8", env=away)

    assert done.stdout.strip() == "503 10 private, no-store", done.stderr


def test_what_the_operator_says_of_the_connection_stays() -> None:
    address = "postgresql://x@/y?connect_timeout=9&options=-c%20work_mem%3D8MB"
    options = env.database(address, statement_seconds=30)["OPTIONS"]

    assert options["connect_timeout"] == "9"
    assert options["options"] == "-c work_mem=8MB -c statement_timeout=30s"


@pytest.mark.django_db
def test_commands_and_the_worker_may_take_their_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone()[0] == "0"


@pytest.mark.process
def test_the_web_process_does_not_wait_for_a_statement_for_ever() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, encoding="utf-8", check=True)

    assert done.stdout.strip() == "30s"


@pytest.mark.parametrize(
    "error", [OperationalError("down"), InterfaceError("closed"), OperationalError(psycopg.errors.QueryCanceled())]
)
def test_a_page_says_in_plain_words_that_the_database_is_gone(error: Exception) -> None:
    try:
        raise error
    except type(error):
        response = server_error(RequestFactory().get("/"))

    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert "Det, der stod som gemt, er gemt" in response.content.decode()


def test_another_fault_is_a_fault() -> None:
    try:
        raise ValueError
    except ValueError:
        assert server_error(RequestFactory().get("/")).status_code == 500


def test_plans_are_kept_only_where_no_pooler_may_stand_between():
    address = "postgresql://bruger@vaert/samspil"

    assert env.database(address, prepared=True)["OPTIONS"]["prepare_threshold"] == 0
    assert "prepare_threshold" not in env.database(address)["OPTIONS"]
