# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a run writes to its log holds none of the secrets that the run has made: a test whose lines do fails.

A plugin: each worker looks through what its own tests have logged, as the handler of the settings would write it.
`tests.server` looks through what the servers of the run have said.
"""

import logging
import re
import secrets
from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings
from django.db.models.signals import post_init

from samspil.core.logs import LineFormatter

KNOWN: set[str] = set()
_WORDS = re.compile(r"[A-Za-z0-9]+")
_TOKENS = re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[A-Za-z0-9_-]{43}(?![\w-])")
_make = secrets.token_urlsafe


class Kept(logging.Handler):
    """The lines since the last test."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def take(self) -> list[str]:
        lines, self.lines = self.lines, []
        return lines


KEPT = Kept()


def leaked(lines: Iterable[str], known: Iterable[str]) -> list[str]:
    """The lines that hold a known code or token, or something that looks like a token of ours."""
    known = set(known)
    return [line for line in lines if not known.isdisjoint(_parts(line)) or _TOKENS.search(line)]


def _parts(line: str) -> set[str]:
    return {*_WORDS.findall(line), *re.findall(r"[A-Za-z0-9_-]+", line)}


def _token(nbytes: int | None = None) -> str:
    made = _make(nbytes)
    KNOWN.add(made)
    return made


def _table(instance: Any, **_: Any) -> None:
    # The code may be left out of a query, and is then not asked for here.
    if code := instance.__dict__.get("code"):
        KNOWN.add(code)


def pytest_sessionstart() -> None:
    secrets.token_urlsafe = _token
    post_init.connect(_table, sender="dialogue.MeetingTable")
    form = settings.LOGGING["formatters"]["line"]
    KEPT.setFormatter(LineFormatter(form["format"], style=form["style"]))
    for name in (None, *(name for name, known in settings.LOGGING["loggers"].items() if not known["propagate"])):
        logging.getLogger(name).addHandler(KEPT)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    if found := leaked(KEPT.take(), KNOWN):
        pytest.fail("Secrets in the log:\n" + "\n".join(found), pytrace=False)
