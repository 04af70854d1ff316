# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What each piece of the letter says in another language: one form for the whole letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.core.written import as_written
from samspil.dialogue.letter import readings as kinds
from samspil.dialogue.meetings.languages import direction
from samspil.dialogue.publishing.actions.readings import Written
from samspil.dialogue.publishing.queries.readings import ReadingRow
from samspil.ui.fields import VoiceField
from samspil.ui.seen import SeenForm

LABELS = {
    kinds.TITLE: gettext_lazy("Overskrift"),
    kinds.CHANGES: gettext_lazy("Hvad er ændret?"),
    kinds.GREETING: gettext_lazy("Hilsen"),
    kinds.INTRODUCTION: gettext_lazy("Indledning"),
    kinds.THEME: gettext_lazy("Tema"),
    kinds.THEME_TEXT: gettext_lazy("Sætninger under temaet"),
    kinds.POINT: gettext_lazy("Punkt"),
    kinds.VOICE: gettext_lazy("Sagt af et enkelt bord"),
    kinds.NEXT_PLACE: gettext_lazy("Sted for næste møde"),
    kinds.CLOSING: gettext_lazy("Afslutning"),
}
# The Danish has room for 6,000; the same in another language may take more.
TEXT_LENGTH = 12000
# As many signs as a line of the field has room for, roughly.
LINE, MOST_ROWS = 40, 12
TEXT, APPROVE, PLACE, SEEN = "text-", "ok-", "place-", "initial-"


class ReadingsForm(SeenForm):
    """A field for each row, named by the digest of its Danish. What is not a person's words yet, or was said of other
    Danish, is approved by changing it or by its tick.

    Words that were typed beside Danish that has changed since are put at the new Danish, with an error; where there is
    none any more they are in `lost`, to be shown.
    """

    def __init__(self, data: QueryDict | None = None, *, rows: Sequence[ReadingRow], language: str) -> None:
        self.rows, self.moved, self.lost = rows, set[str](), list[str]()
        super().__init__(self._at_new_danish(data))
        for row in rows:
            self.fields[TEXT + row.piece.digest] = self._field(row, language)
            if row.is_draft or row.is_stale:
                label = _("Jeg har læst oversættelsen. Den passer til det danske.")
                self.fields[APPROVE + row.piece.digest] = forms.BooleanField(label=label, required=False)
        self.send_what_was_seen()
        for name, field in self.fields.items():
            # A tick is an answer to this page, not something stored.
            field.show_hidden_initial = field.show_hidden_initial and name.startswith(TEXT)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for row in self.rows:
            name = TEXT + row.piece.digest
            if row.piece.digest in self.moved:
                self.add_error(name, _("Det danske er ændret imens. Se det igennem, og gem igen."))
            elif self._ticked(row) and name not in self.changed_data and self.is_shown_another(row):
                self.add_error(name, _("Her står noget andet end før. Læs det, og gem igen."))
        if self.lost:
            self.add_error(None, _("Noget af det danske er taget ud af brevet imens. Dine ord står her nedenfor."))
        return values

    @property
    def written(self) -> list[Written]:
        """What the person has written or approved; what was left alone is not among it."""
        found = []
        for row in self.rows:
            name = TEXT + row.piece.digest
            if name in self.changed_data or self._ticked(row):
                found.append(Written(row.piece.digest, self.cleaned_data[name], row.kept))
        return found

    @property
    def fields_of_rows(self) -> list[tuple[ReadingRow, forms.BoundField, forms.BoundField | None]]:
        return [
            (row, self[TEXT + key], self[APPROVE + key] if APPROVE + key in self.fields else None)
            for row in self.rows
            for key in [row.piece.digest]
        ]

    def is_shown_another(self, row: ReadingRow) -> bool:
        """Whether the page showed another text in the field than what is stored."""
        seen = self.data.get(SEEN + TEXT + row.piece.digest)
        return seen is not None and as_written(seen) != as_written(row.shown)

    def _ticked(self, row: ReadingRow) -> bool:
        return bool(self.cleaned_data.get(APPROVE + row.piece.digest))

    def _field(self, row: ReadingRow, language: str) -> VoiceField:
        rows = min(MOST_ROWS, 2 + max(len(row.piece.text), len(row.shown)) // LINE + row.piece.text.count("\n"))
        label = LABELS[row.piece.kind]
        field = VoiceField(label=label, rows=rows, required=False, initial=row.shown, max_length=TEXT_LENGTH)
        field.widget.attrs |= {"lang": language, "dir": direction(language)}
        # Every one of them may be left empty; it need not be said fifty times.
        field.says_nothing = True  # type: ignore[attr-defined]  # read by ui.forms
        return field

    def _at_new_danish(self, data: QueryDict | None) -> QueryDict | None:
        if data is None:
            return None
        known, data = {row.piece.digest for row in self.rows}, data.copy()
        by_place = {row.piece.place: row for row in self.rows}
        for name in [name for name in data if name.startswith(TEXT) and name.removeprefix(TEXT) not in known]:
            typed, seen = as_written(str(data[name])), as_written(str(data.get(SEEN + name, "")))
            row = by_place.get(str(data.get(PLACE + name.removeprefix(TEXT), "")))
            if typed in ("", seen):
                continue
            if row is None or TEXT + row.piece.digest in data:
                self.lost.append(typed)
                continue
            data[TEXT + row.piece.digest], data[SEEN + TEXT + row.piece.digest] = typed, row.shown
            self.moved.add(row.piece.digest)
        return data
