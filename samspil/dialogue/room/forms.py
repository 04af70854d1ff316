# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A note from a talk or from the plenum."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.dialogue.meetings.models import AgendaItem
from samspil.dialogue.notes.models.note import NOTE_LENGTH
from samspil.ui.fields import VoiceField

PLENUM = "plenum"


class OriginNoteForm(forms.Form):
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    said = forms.ChoiceField(label=_("Hvor blev det sagt?"), widget=forms.RadioSelect)
    slide = forms.IntegerField(
        label=_("Billede nummer"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Kun ved et oplæg. Nummeret står på billedet."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    note = VoiceField(
        label=_("Noten"), rows=3, max_length=NOTE_LENGTH, help_text=_("Kort, og uden navne på børn og voksne.")
    )

    def __init__(self, *args: Any, talks: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._talks = {str(talk.uuid): talk for talk in talks}
        said = self.fields["said"]
        assert isinstance(said, forms.ChoiceField)  # noqa: S101 - narrows the type
        choices = [(str(talk.uuid), _("Oplæg: %(title)s") % {"title": _title(talk)}) for talk in talks]
        said.choices = [*choices, (PLENUM, _("I plenum"))]
        self.initial.setdefault("uuid", uuid4())
        self.initial.setdefault("said", choices[0][0] if choices else PLENUM)

    @property
    def talk(self) -> AgendaItem | None:
        """The talk it was said in; None for the plenum."""
        return self._talks.get(self.cleaned_data["said"])


def _title(talk: AgendaItem) -> str:
    return f"{talk.title} ({talk.speaker})" if talk.speaker else talk.title
