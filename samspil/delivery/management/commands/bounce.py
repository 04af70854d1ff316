# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil django bounce < report.eml`: what the mail server pipes its delivery reports into."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samspil.core import clock
from samspil.delivery.actions import BounceResult, bounce_record

_WORDS = {
    BounceResult.FAILED: "Modtaget: mailen er nu mærket som ikke kommet frem.",
    BounceResult.ARRIVED: "Modtaget: mailen er kommet frem, tvivlen er afklaret.",
    BounceResult.NOTHING: "Modtaget: rapporten ændrer ikke noget.",
    BounceResult.NOT_A_REPORT: "Det er ikke en rapport fra en mailserver (RFC 3464). Intet er ændret.",
    BounceResult.UNKNOWN: "Rapporten handler om en mail, vi ikke har sendt. Intet er ændret.",
}

# A mail server's report is small; more than this is something else.
LARGEST = 10_000_000


class Command(BaseCommand):
    help = "Læser en rapport om en mail, der kom retur (RFC 3464), fra standard input og mærker mailen i udbakken."

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(LARGEST + 1)
        if len(raw) > LARGEST:
            msg = "Rapporten er for stor. Intet er ændret."
            raise CommandError(msg)
        # Never an error for what cannot be used: the mail server would bounce the bounce.
        self.stdout.write(_WORDS[bounce_record(raw=raw, now=clock.now())])
