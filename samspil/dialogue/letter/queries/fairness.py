# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the officer is told before sending: whose notes the letter leaves out, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.dialogue.letter.content import NAMES_PERSON
from samspil.dialogue.letter.fairness import Imbalance, Kind, QuotableNote, Share, imbalances, shares
from samspil.dialogue.letter.queries.draft import Draft
from samspil.dialogue.meetings.languages import NAMES
from samspil.dialogue.notes.wording import public_wording
from samspil.engines.sorting import AsideReason

# More tables than these are told in one sentence.
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Fairness:
    """For officers only: it names tables. `groups` is everything side by side: a heading and its rows."""

    sentences: list[str]
    groups: list[tuple[str, list[tuple[str, Share]]]]


def fairness(draft: Draft) -> Fairness:
    """Whose notes the letter builds on and quotes, and what of it is clearly out of balance."""
    voices = list(_voices(draft))
    found = shares(voices)
    tables = [(_("Bord %(number)s") % {"number": share.which}, share) for share in found.tables]
    rounds = [(_("Runde %(number)s") % {"number": share.which}, share) for share in found.rounds]
    languages = [(_language(share.which), share) for share in found.languages]
    groups = [(_("Borde"), tables), (_("Runder"), rounds), (_("Sprog"), languages)]
    return Fairness(_sentences(voices), [(title, rows) for title, rows in groups if len(rows) > 1])


def _sentences(voices: list[QuotableNote]) -> list[str]:
    """One for each clear imbalance; many tables with the same one share it."""
    found = imbalances(voices)
    unquoted = [one for one in found if one.kind == Kind.TABLE_UNQUOTED]
    if len(unquoted) <= MOST_SENTENCES:
        return [_words(one) for one in found]
    *numbers, last = (str(one.which) for one in unquoted)
    together = _("Bord %(tables)s og %(last)s: %(notes)s noter i alt, ingen citeret.") % {
        "tables": ", ".join(numbers),
        "last": last,
        "notes": sum(one.notes for one in unquoted),
    }
    return [together, *(_words(one) for one in found if one.kind != Kind.TABLE_UNQUOTED)]


def _voices(draft: Draft) -> Iterator[QuotableNote]:
    """The tables' notes whose words may stand in the letter."""
    points: dict[str, set[str]] = {}
    for point in draft.content.points:
        for note in point.notes:
            points.setdefault(note.ref, set()).add(point.ref)
    quoted = {quote.ref for point in draft.content.points for quote in point.quotes}
    hidden = {
        unit.note
        for reason, units in draft.sources.sorting.asides()
        if reason == AsideReason(NAMES_PERSON)
        for unit in units
    }
    for key, row in draft.sources.notes.items():
        if row.table is None or row.round is None or row.withdrawn_at or key in hidden or not public_wording(row).text:
            continue
        yield QuotableNote(
            table=row.table.number,
            round=row.round.number,
            language=row.language,
            points=frozenset(points.get(key, ())),
            quoted=key in quoted,
        )


def _words(found: Imbalance) -> str:
    said = {
        Kind.TABLE_UNQUOTED: _("Bord %(which)s: %(notes)s noter, ingen citeret."),
        Kind.TABLE_UNUSED: _("Bord %(which)s: %(notes)s noter, ingen af dem i et punkt."),
        Kind.LANGUAGE_UNQUOTED: _("%(language)s: %(notes)s noter, ingen citeret."),
        Kind.ROUND_SMALL: ngettext(
            "Runde %(which)s: %(notes)s af %(total)s noter, men kun med i %(points)s af %(all)s punkt.",
            "Runde %(which)s: %(notes)s af %(total)s noter, men kun med i %(points)s af %(all)s punkter.",
            found.point_total,
        ),
    }
    return said[found.kind] % {
        "which": found.which,
        "language": _language(found.which),
        "notes": found.notes,
        "total": found.note_total,
        "points": found.points,
        "all": found.point_total,
    }


def _language(code: int | str) -> str:
    """Its name as it begins a line."""
    return capfirst(str(NAMES.get(str(code), code)))
