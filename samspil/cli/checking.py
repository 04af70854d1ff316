# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil check`: is everything in order, and if not, what to do."""

import argparse
import contextlib
import importlib
import io
import stat
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import InsufficientPrivilege

from samspil.cli import environment, installation, tables, upkeep
from samspil.cli.findings import Finding, summary
from samspil.config import keys

OLDEST = 150000
# Where force_parallel_mode got its present name.
_DEBUG_PARALLEL_QUERY = 160000
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# A folder of another version differs everywhere; the first ones say which kind it is.
_MOST_DIFFERENCES = 10
_RECREATE = (
    "Lav en ny database med TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' (eller 'da_DK.UTF-8'), og læs en "
    "sikkerhedskopi ind i den."
)


def check(options: argparse.Namespace) -> int:
    environment.prepare(data=options.data)
    django.setup()
    findings = [finding for examine in CHECKS for finding in examine()]
    marks = {"ok": "✓", "warning": "!", "fault": "✗"}
    for finding in findings:
        print(f"{marks[finding.level]} {finding.sentence}")
    words, code = summary(findings)
    print(f"\n{words}")
    return code


def database() -> Iterator[Finding]:
    try:
        address = settings.DATABASE_URL
        with psycopg.connect(address, connect_timeout=5, autocommit=True) as plain:
            yield from _server(plain)
            yield from _parallel_workers(plain)
            yield from _danish_letters(plain)
            yield from _extensions(plain)
    except psycopg.OperationalError as error:
        yield Finding(
            "fault",
            f"Databasen svarer ikke: {str(error).strip()} Se efter, om den kører, og om DATABASE_URL er rigtig.",
        )
        return
    yield from database_tables()


def _server(plain: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    version = plain.info.server_version
    if version < OLDEST:
        yield Finding("fault", f"PostgreSQL er version {version // 10000}. Samspil kræver 15 eller nyere.")
    else:
        yield Finding("ok", f"PostgreSQL {version // 10000} svarer.")
    encoding = plain.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        yield Finding("fault", f"Databasen gemmer tekst som {encoding}. {_RECREATE}")


def _parallel_workers(plain: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    """PostgreSQL takes several processes to a query when there are many rows: a fault there shows on a busy evening."""
    newest = plain.info.server_version >= _DEBUG_PARALLEL_QUERY
    setting = "debug_parallel_query" if newest else "force_parallel_mode"
    try:
        with plain.transaction():
            plain.execute("SELECT set_config(%s, 'on', true)", [setting])
            plain.execute("SELECT count(*) FROM pg_class")
    except psycopg.OperationalError:
        raise
    except psycopg.Error as error:
        yield Finding(
            "fault",
            "Databasen kan ikke dele arbejdet mellem flere processer, så sider svarer med en fejl, når der er mange "
            f"personer: {error.diag.message_primary} {_parallel_advice(error, plain.info.dbname)}",
        )
    else:
        yield Finding("ok", "Databasen kan dele arbejdet mellem flere processer.")


def _parallel_advice(error: psycopg.Error, name: str) -> str:
    if "default_text_search_config" in (error.diag.context or ""):
        return (
            "Er det Samspils egen database, så stop Samspil, og start igen. Ellers skriv i samspil db psql: "
            f"ALTER DATABASE {name} SET default_text_search_config = 'pg_catalog.simple'; og start Samspil igen."
        )
    return f"Indtil det er rettet, så skriv: ALTER DATABASE {name} SET max_parallel_workers_per_gather = 0;"


def _danish_letters(plain: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    lowered = plain.execute("SELECT lower('ÆØÅÉ'), 'æ' ~ '\\w'").fetchone()
    if lowered != ("æøåé", True):
        yield Finding("fault", f"Databasen kender ikke de danske bogstaver: lower('Æ') giver ikke »æ«. {_RECREATE}")
    else:
        yield Finding("ok", "Databasen kender de danske bogstaver.")


def _extensions(plain: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    rows = plain.execute("SELECT extname FROM pg_extension").fetchall()
    missing = set(EXTENSIONS) - {str(row[0]) for row in rows}
    for name in sorted(missing):
        yield Finding(
            "fault",
            f"Databasen mangler udvidelsen {name}. Kør samspil migrate; siger den nej, så bed den, der passer "
            f"databasen, om "
            f"CREATE EXTENSION {name}.",
        )
    if not missing:
        yield Finding("ok", f"Udvidelserne {', '.join(EXTENSIONS)} er der.")
    if "pg_trgm" not in missing:
        # Trigrams look at lc_ctype even where the rest of the database has another provider.
        similar = plain.execute("SELECT cardinality(show_trgm('Ærø'))").fetchone()
        if similar != (4,):
            yield Finding("fault", f"Databasens søgning springer over æ, ø og å (lc_ctype). {_RECREATE}")


def database_tables() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(
            "fault", f"Databasen venter på {len(waiting)} ændringer. Tag en sikkerhedskopi, og kør samspil migrate."
        )
        return
    try:
        wrong = tables.differences()
    except DatabaseError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            # A full disk, for instance: what is wrong is in the database's own words, and no permission mends it.
            yield Finding("warning", f"Databasens tabeller kunne ikke ses efter: {str(error).strip()}")
            return
        yield Finding(
            "warning",
            f"Databasens tabeller kunne ikke ses efter: {str(error).strip()} Samspil laver dem, som de skal være, ved "
            f"siden af og fjerner dem igen. Bed den, der passer databasen, om GRANT TEMPORARY ON DATABASE "
            f"{connection.settings_dict['NAME']} TO {connection.settings_dict['USER']};",
        )
        return
    if wrong:
        yield Finding("fault", _other_tables(wrong))
    else:
        yield Finding("ok", "Databasens tabeller passer til denne version.")


def _other_tables(wrong: list[str]) -> str:
    more = f" og {len(wrong) - _MOST_DIFFERENCES} til" if len(wrong) > _MOST_DIFFERENCES else ""
    return (
        "Databasens tabeller passer ikke til denne version, selv om alle ændringer står som udført, så sider kan svare "
        f"med en fejl, og noget kan ikke gemmes: {'; '.join(wrong[:_MOST_DIFFERENCES])}{more}. Er datamappen fra før "
        "version 0.1.0, så begynd i en ny. Ellers er tabellerne ændret uden om Samspil: tag en sikkerhedskopi, som de "
        "er nu, og læs så den seneste fra før ændringen ind med samspil restore."
    )


def secrets() -> Iterator[Finding]:
    unsafe = [name for name in keys.NAMES if keys.UNSAFE in keys.secret(settings.DATA, name)]
    if unsafe:
        level: Literal["warning", "fault"] = "warning" if settings.DEBUG or settings.DEMO else "fault"
        yield Finding(level, f"{', '.join(unsafe)} er en nøgle, som alle kender. Fjern den fra miljøet, og start igen.")
    file = keys.keys_file(settings.DATA)
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding("fault", f"Andre brugere på maskinen kan læse nøglerne. Kør: chmod 600 {file}")
    if not unsafe:
        yield Finding("ok", "Nøglerne er hemmelige. Har I en kopi af dem et andet sted end sikkerhedskopien?")


def addresses() -> Iterator[Finding]:
    origin = urlsplit(settings.ORIGIN)
    if not origin.hostname or origin.scheme not in {"http", "https"}:
        yield Finding(
            "fault",
            f"SAMSPIL_ORIGIN skal være en hel adresse, fx https://samspil.kommune.dk, ikke {settings.ORIGIN!r}.",
        )
    elif origin.scheme == "http" and origin.hostname != "localhost":
        yield Finding(
            "warning", f"{settings.ORIGIN} er ikke krypteret. Passkeys virker kun med https (docs/operations.md)."
        )
    else:
        yield Finding("ok", f"Samspil kendes som {settings.ORIGIN}.")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("fault", "SAMSPIL_HOSTS må ikke være *: så kan andre give links i mails en falsk adresse.")
    if settings.DEBUG:
        yield Finding(
            "warning", "SAMSPIL_DEBUG er slået til. Fejlsider viser da indholdet af programmet. Slå det fra i drift."
        )
    if settings.DEMO:
        yield Finding("warning", "SAMSPIL_DEMO er slået til: alle kan være hvem som helst. Slå det fra i drift.")


def files() -> Iterator[Finding]:
    missing = installation.missing_files()
    for name in missing:
        yield Finding("fault", f"{name[0].upper()}{name[1:]} mangler. {installation.how_to_get_files()}")
    if not missing:
        yield Finding("ok", "Browserens filer, oversættelserne og skrifterne er der.")


def pdf() -> Iterator[Finding]:
    try:
        # It writes a page of English about what it lacks.
        with contextlib.redirect_stdout(io.StringIO()):
            importlib.import_module("weasyprint")
    except OSError:
        yield Finding("fault", installation.PANGO_MISSING)
    else:
        yield Finding("ok", "Pango er der, så PDF kan laves.")


def django_itself() -> Iterator[Finding]:
    for message in checks.run_checks(databases=["default"]):
        if message.is_silenced():
            continue
        level: Literal["warning", "fault"] = "fault" if message.is_serious() else "warning"
        yield Finding(level, f"Django siger ({message.id}): {message.msg}")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    database, upkeep.worker, upkeep.mail_server, upkeep.work, upkeep.copies, upkeep.restored, upkeep.disk, secrets,
    upkeep.readable, addresses, files, pdf, django_itself,
)  # fmt: skip
