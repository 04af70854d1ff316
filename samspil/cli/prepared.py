# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A quick look, in the web process, whether anything is to be made ready before it serves."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings

from samspil.config import static


def is_prepared() -> bool:
    """Whether nothing is to be made ready, as far as a quick look tells: it may say no too often, never too seldom."""
    return (settings.DEBUG or static.is_collected()) and _applied() >= set(_migrations())


def _migrations() -> Iterator[tuple[str, str]]:
    """The migrations of this version, by their files."""
    for app in apps.get_app_configs():
        yield from ((app.label, path.stem) for path in (Path(app.path) / "migrations").glob("[!_]*.py"))


def _applied() -> set[tuple[str, str]]:
    try:
        with psycopg.connect(settings.DATABASE_URL, connect_timeout=10) as own:
            return {(str(app), str(name)) for app, name in own.execute("SELECT app, name FROM django_migrations")}
    except psycopg.errors.UndefinedTable:
        return set()
