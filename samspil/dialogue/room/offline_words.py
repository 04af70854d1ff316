# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What the table's page says while it has no network: the words go with the page, since nobody can be asked then."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# A number of each kind that a language may have a form of its own for (the names are those of Unicode's plural rules).
KINDS = {"one": 1, "other": 100}
ARABIC_KINDS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def offline_words() -> dict[str, object]:
    """In the page's language. `waiting` and `partly` have a sentence for each kind of number, with {n} in it."""
    return {
        "kept": _("Gemt"),
        "sending": _("Sendes"),
        "later": _("Venter på denne telefon"),
        "stopped": _("Ikke taget imod"),
        "again": _("Ret den"),
        "remove": _("Fjern den"),
        "none": _("Det er ikke et CPR-nummer. Gem det."),
        "unknown": _("Bordet eller runden findes ikke mere. Giv teksten til den, der holdt mødet."),
        "closed": _("Noterne er samlet. Giv teksten til den, der holdt mødet."),
        "saved": _("Nettet er tilbage. Alt er gemt."),
        "waiting": {kind: _waiting(number) for kind, number in _kinds().items()},
        "partly": {kind: _partly(number) for kind, number in _kinds().items()},
    }


def _kinds() -> dict[str, int]:
    return ARABIC_KINDS if get_language() == "ar" else KINDS


def _partly(number: int) -> str:
    return ngettext(
        # A note, or a press: a star too many is no note that is lost.
        "Nettet er tilbage. %(count)s ting er ikke gemt. Grunden står ved den.",
        "Nettet er tilbage. %(count)s ting er ikke gemt. Grunden står ved dem.",
        number,
    ) % {"count": "{n}"}


def _waiting(number: int) -> str:
    return ngettext("%(count)s note venter på denne telefon.", "%(count)s noter venter på denne telefon.", number) % {
        "count": "{n}"
    }
