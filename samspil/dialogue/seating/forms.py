# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Forms of the seating plan: a line of the list, a pasted list, a wish."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.seating.enums import WishKind
from samspil.dialogue.seating.guest_lines import NAME_LENGTH, GuestLine, read, spoken, spoken_words
from samspil.ui.widgets import LongSelect

if TYPE_CHECKING:
    from samspil.dialogue.meetings.models import MeetingTable
    from samspil.dialogue.seating.models import Guest


# The fields of a line, as they are typed.
LINE = ("name", "languages", "takes_notes", "absent")


class GuestForm(forms.Form):
    """One line of the list, as it was sent. The page draws the lines itself: 200 forms take a second."""

    name = forms.CharField(label=_("Navn"), max_length=NAME_LENGTH)
    languages = forms.CharField(label=_("Sprog"), max_length=200, required=False)
    takes_notes = forms.BooleanField(label=_("Kan skrive noter"), required=False)
    absent = forms.BooleanField(label=_("Ikke kommet"), required=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, data: Any, *, guest: Guest) -> None:
        super().__init__(data, prefix=f"g-{guest.uuid}")
        self.guest = guest

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_languages(self) -> str:
        text = str(self.cleaned_data["languages"])
        unknown = spoken(text).unknown
        if unknown:
            raise ValidationError(gettext("»%(word)s« er ikke et sprog, vi kender.") % {"word": unknown[0]})
        return text

    @property
    def changes(self) -> dict[str, object]:
        """What was changed in the line since the page showed it: the rest may have been changed by others."""
        data, was = self.cleaned_data, _was(self.cleaned_data["was"])
        typed = {name: data[name] for name in LINE if name not in was or was[name] != data[name]}
        if "languages" in typed:
            heard = spoken(typed["languages"])
            typed["languages"], typed["needs_help"] = list(heard.codes), heard.only and not heard.danish
        return typed


def _was(shown: str) -> dict[str, object]:
    """The line as the page showed it; empty when that is not known, so that all that was sent counts as typed."""
    try:
        read_back = json.loads(shown)
    except ValueError:
        return {}
    return read_back if isinstance(read_back, dict) else {}


@dataclass(frozen=True, slots=True)
class GuestLineShown:
    """A line as the page draws it: what is kept, or what was typed and cannot be."""

    guest: Guest
    name: str
    languages: str
    takes_notes: bool
    absent: bool
    # All four as they were when the page was first shown.
    was: str
    errors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """As letters: a line says it a dozen times."""
        return str(self.guest.uuid)

    @classmethod
    def kept(cls, guest: Guest) -> GuestLineShown:
        languages = spoken_words(guest.languages, needs_help=guest.needs_help)
        line = (guest.name, languages, guest.takes_notes, guest.absent)
        return cls(guest, *line, was=json.dumps(dict(zip(LINE, line, strict=True)), ensure_ascii=False))

    @classmethod
    def typed(cls, form: GuestForm) -> GuestLineShown:
        values = {name: form[name].value() for name in form.fields}
        errors = tuple(str(words) for name in form.fields for words in form[name].errors)
        return cls(
            guest=form.guest,
            name=str(values["name"] or ""),
            languages=str(values["languages"] or ""),
            takes_notes=bool(values["takes_notes"]),
            absent=bool(values["absent"]),
            was=str(values["was"] or ""),
            errors=errors,
        )


class GuestListForm(forms.Form):
    """A pasted list. What cannot be read is named line by line, and everything stays in the field."""

    people = forms.CharField(
        label=_("Listen"),
        help_text=_("Én linje til hver: navn; gruppe; sprog. Gruppe og sprog kan udelades."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"required": _("Indsæt en liste, eller skriv et navn på hver linje.")},
    )

    def clean_people(self) -> list[GuestLine]:
        lines, wrong = read(self.cleaned_data["people"])
        if wrong:
            raise ValidationError(wrong[:10])
        return lines


class WishForm(forms.Form):
    one = forms.ChoiceField(label=_("Hvem"), widget=LongSelect)
    kind = forms.ChoiceField(label=_("Ønske"), choices=WishKind.choices)
    other = forms.ChoiceField(label=_("Den anden"), required=False, widget=LongSelect)
    table = forms.ChoiceField(label=_("Bordet"), required=False)

    def __init__(self, data: Any = None, *, people: Sequence[Guest], tables: Sequence[MeetingTable]) -> None:
        super().__init__(data)
        self._people = {str(guest.uuid): guest for guest in people}
        self._tables = {str(table.number): table for table in tables}
        names = [(key, _with_group(guest)) for key, guest in self._people.items()]
        self.fields["one"].choices = [("", gettext("Vælg")), *names]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["other"].choices = [("", gettext("Ingen")), *names]  # type: ignore[attr-defined]  # as above
        self.fields["table"].choices = [  # type: ignore[attr-defined]  # as above
            ("", gettext("Intet bord")),
            *((key, gettext("Bord %(number)s") % {"number": key}) for key in self._tables),
        ]

    @property
    def wish(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "kind": WishKind(data["kind"]),
            "one": self._people[data["one"]],
            "other": self._people.get(data["other"]),
            "table": self._tables.get(data["table"]),
        }


def _with_group(guest: Guest) -> str:
    return f"{guest.name} ({guest.group})" if guest.group and not guest.unnamed else guest.name


class TableSeatsForm(forms.Form):
    seats = forms.IntegerField(label=_("Pladser ved hvert bord"), min_value=1, max_value=40)
