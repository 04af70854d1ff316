# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Access requests and erasure, for the operator: `samspil person udlever <id>` and `samspil person slet <id>`."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.people.erasure.actions import person_erase, person_export
from samspil.people.persons.queries.persons import person_by_uuid, persons_by_email


class Command(BaseCommand):
    help = "Udlever alt, hvad Samspil ved om en person, eller slet personen. Find først id'et med »person find«."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["find", "udlever", "slet"], metavar="find|udlever|slet")
        parser.add_argument("who", metavar="id|e-mail", help="e-mail til »find«, personens id til de andre")

    def handle(self, *args: Any, what: str, who: str, **options: Any) -> None:
        if what == "find":
            for person in persons_by_email(who):
                self.stdout.write(f"{person.uuid}  {person.name}")
            return
        try:
            found = person_by_uuid(UUID(who))
        except ValueError as error:
            raise CommandError("Det er ikke et id. Find det med: samspil person find <e-mail>") from error
        if found is None:
            raise CommandError("Der er ingen person med det id. Intet er ændret.")
        if what == "udlever":
            exported = person_export(person=found, by=None, now=clock.now())
            self.stdout.write(json.dumps(exported, ensure_ascii=False, indent=2))
            return
        try:
            touched = person_erase(person=found, by=None, now=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Personen er slettet. Berørte rækker: {sum(touched.values())}.")
        self.stdout.write("Står navnet i andres noter, så dæk det på mødets side med noterne.")
