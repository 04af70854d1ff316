# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil begin`: name the municipality and let the first officer in; later, let another one in."""

import argparse

import django
from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction

from samspil.cli import database, environment
from samspil.cli.environment import ProblemError
from samspil.core import clock


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", metavar="NAVN", help="kommunens navn, fx »Fjordby Kommune« (første gang)")
    parser.add_argument("--department", metavar="NAVN", default="", help="forvaltningen, fx »Børn og Unge«")
    parser.add_argument("--name", required=True, metavar="NAVN", help="konsulentens navn")
    parser.add_argument("--email", required=True, metavar="MAIL", help="konsulentens mailadresse")


def run(options: argparse.Namespace) -> int:
    environment.prepare(data=options.data)
    django.setup()
    database.migrate_alone(verbosity=0)
    # Models are known only now.
    from samspil.people.persons.queries.persons import person_by_email_and_name  # noqa: PLC0415 (reason above)
    from samspil.people.places.queries import municipality  # noqa: PLC0415 (reason above)
    from samspil.people.roles.actions import officer_appoint  # noqa: PLC0415 (reason above)
    from samspil.people.schools.actions.schools import municipality_save  # noqa: PLC0415 (reason above)

    validate_email(options.email)
    given, _space, family = options.name.strip().partition(" ")
    now = clock.now()
    with transaction.atomic():
        if options.municipality:
            municipality_save(name=options.municipality, department=options.department, by=None, now=now)
        elif municipality() is None:
            msg = "Skriv også kommunens navn første gang: --municipality »Fjordby Kommune«."
            raise ProblemError(msg)
        if person_by_email_and_name(email=options.email, name=options.name):
            msg = f"{options.name} med {options.email} er der allerede. Intet er ændret."
            raise ProblemError(msg)
        officer_appoint(given_name=given, family_name=family, email=options.email, by=None, now=now)
    print(f"{options.name} kan logge ind på {settings.ORIGIN}/konto/log-ind/ med en kode på mail.")
    return 0
