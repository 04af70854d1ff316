# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""What in a note may name somebody, in words for those who write it and those who sort it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.dialogue.notes.models.note import NOTE_LENGTH
from samspil.dialogue.notes.naming import Hint, Kind, personal_hints
from samspil.people.persons.queries.names import NamesOnRolls, all_names_on_rolls, names_on_rolls

if TYPE_CHECKING:
    from samspil.dialogue.notes.models import Note

# What may become a note.
MOST_SIGNS = NOTE_LENGTH


@dataclass(frozen=True, slots=True)
class Rolls:
    """What the hints are looked for with; fetched once for many notes."""

    names: NamesOnRolls

    def hints(self, text: str, language: str) -> list[Hint]:
        return personal_hints(
            text, given=self.names.given, family=self.names.family, known=self.names.schools, language=language
        )

    def words(self, text: str, language: str) -> list[str]:
        """The pieces of the text that are meant, each once."""
        return list(dict.fromkeys(text[slice(*hint.span)] for hint in self.hints(text, language)))


def rolls() -> Rolls:
    """For officers, for rules (what goes to the big screen, to other tables), and for a note that is kept: protected
    names are looked for too. Who tries one leaves a note that officers see.
    """
    return Rolls(all_names_on_rolls())


def public_rolls() -> Rolls:
    """For words that are kept nowhere: a protected name is not told to whoever tries it."""
    return Rolls(names_on_rolls())


def warning(*, rolls: Rolls, text: str, language: str) -> str:
    """A sentence for the one who writes, or "". It asks, and it stops nobody."""
    said: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for hint in rolls.hints(text, language):
        said[hint.kind == Kind.NAME][text[slice(*hint.span)]] = None
    asked = {
        True: _("Det ligner et navn: %(words)s. Skriv hellere »et barn« eller »en lærer«. I må gerne gemme noten."),
        False: _("Det ligner et nummer eller en adresse på en person: %(words)s. I må gerne gemme noten."),
    }
    return " ".join(asked[name] % {"words": ", ".join(words)} for name, words in said.items() if words)


def note_warning(*, rolls: Rolls, note: Note) -> str:
    """The same for a note that is there, its reading taken into account: what is masked is no longer said."""
    reading = getattr(note, "reading", None)
    said = [reading.text, reading.dissent_text] if reading else [note.text, note.dissent_text]
    return warning(rolls=rolls, text="\n".join(part for part in said if part), language=note.language)
