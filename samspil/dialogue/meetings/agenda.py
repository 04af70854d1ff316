# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""An agenda's standard lines in the reader's language. What an officer has written otherwise stays as it is."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_STANDARD = {
    "Velkomst": gettext_lazy("Velkomst"),
    "Velkommen": gettext_lazy("Velkommen"),
    "Mad og velkomst": gettext_lazy("Mad og velkomst"),
    "Oplæg": gettext_lazy("Oplæg"),
    "Siden sidst": gettext_lazy("Siden sidst"),
    "Pause": gettext_lazy("Pause"),
    "Kaffe": gettext_lazy("Kaffe"),
    "Kaffepause": gettext_lazy("Kaffepause"),
    "Spisning": gettext_lazy("Spisning"),
    "Første bord": gettext_lazy("Første bord"),
    "Andet bord": gettext_lazy("Andet bord"),
    "Tredje bord": gettext_lazy("Tredje bord"),
    "Opsamling": gettext_lazy("Opsamling"),
    "Opsamling for alle": gettext_lazy("Opsamling for alle"),
    "Hvert bord siger det vigtigste": gettext_lazy("Hvert bord siger det vigtigste"),
    "Afslutning": gettext_lazy("Afslutning"),
    "Tak for i aften": gettext_lazy("Tak for i aften"),
    "Tak for i dag": gettext_lazy("Tak for i dag"),
}
_ROUND = re.compile(r"Runde (\d{1,2})")


def in_readers_language(title: str) -> str:
    """A standard line's words; "" for a line in an officer's own."""
    title = " ".join(title.split()).removesuffix(".")
    if title in _STANDARD:
        return str(_STANDARD[title])
    found = _ROUND.fullmatch(title)
    return _("Runde %(number)s") % {"number": found[1]} if found else ""
