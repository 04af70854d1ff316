# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What a correction has changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.dialogue.letter.content import Difference
from samspil.dialogue.letter.words.languages import danish


def difference_words(difference: Difference) -> str:
    """One change as a sentence. Words of notes are never in it."""
    said = {
        "title": _("Overskriften hed før »%(before)s«."),
        "greeting": _("Hilsenen var før »%(before)s«."),
        "introduction": _("Indledningen er skrevet om."),
        "closing": _("Afslutningen er skrevet om."),
        "sender_name": _("Afsenderen var før %(before)s."),
        "sender_title": _("Afsenderens titel var før »%(before)s«."),
        "facts-people": _("Tallet for, hvor mange der sagde ja til at komme, er rettet fra %(before)s til %(after)s."),
        "facts-tables": _("Antallet af borde er rettet fra %(before)s til %(after)s."),
        "facts-notes": _("Antallet af noter er rettet fra %(before)s til %(after)s."),
        "facts-used": _("Antallet af brugte noter er rettet fra %(before)s til %(after)s."),
        "facts-aside": _("Antallet af noter lagt til side er rettet fra %(before)s til %(after)s."),
        "theme-new": _("Temaet »%(what)s« er nyt."),
        "theme-title": _("Temaet »%(before)s« hedder nu »%(after)s«."),
        "theme-text": _("Teksten under temaet »%(what)s« er skrevet om."),
        "theme-gone": _("Temaet »%(what)s« er taget ud."),
        "theme-order": _("Temaerne står i en anden rækkefølge."),
        "point-order": _("Punkterne under »%(what)s« står i en anden rækkefølge."),
        "point-new": _("Punktet »%(what)s« er nyt."),
        "point-moved": _("Punktet »%(what)s« er flyttet til et andet sted i brevet."),
        "statement": _("Punktet »%(before)s« er skrevet om til »%(after)s«."),
        "counts": _("Tal eller noter bag punkterne er rettet."),
        "point-tables": _("»%(what)s« blev sagt ved %(after)s borde, ikke ved %(before)s."),
        "point-notes": _("»%(what)s« bygger på %(after)s noter, ikke på %(before)s."),
        "point-agreeing": _("»%(what)s«: nu siger %(after)s andre borde det samme, før %(before)s."),
        "point-differing": _("»%(what)s«: nu ser %(after)s andre borde det anderledes, før %(before)s."),
        "point-echo": _("»%(what)s«: nu har %(after)s andre borde svaret på det, før %(before)s."),
        "point-dissent": _("»%(what)s«: nu ser %(after)s borde det anderledes, før %(before)s."),
        "point-quotes": _("Citaterne ved »%(what)s« er ændret."),
        "point-words": _("Ord er skjult i en note bag »%(what)s«."),
        "point-danish": _("Det danske ved siden af noter bag »%(what)s« er nyt eller rettet."),
        "point-gone": _("Punktet »%(what)s« er taget ud."),
        "asides": _("Det er ændret, hvilke noter der er lagt til side."),
        "next": _("Oplysningerne om næste møde er ændret."),
        "files": _("Filerne er ændret."),
    }
    words_of = {"what": difference.what, "before": difference.before, "after": difference.after}
    return said[difference.kind] % {name: danish(text) for name, text in words_of.items()}
