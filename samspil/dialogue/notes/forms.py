# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A table's sheet, typed in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.errors import Refused
from samspil.dialogue.meetings.languages import NAMES, known
from samspil.dialogue.meetings.models import Meeting, MeetingTable, Round
from samspil.dialogue.notes.actions.paper import Line, lines_of
from samspil.dialogue.notes.queries import paper as queries
from samspil.ui.fields import VoiceField


class SheetForm(forms.Form):
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Bordets kode"),
        max_length=20,
        help_text=_("Den står på arket. Bordets nummer er også godt nok."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    round = forms.ChoiceField(label=_("Runde"))
    language = forms.ChoiceField(label=_("Sprog"), initial="da")
    lines = VoiceField(
        label=_("Noterne, én på hver linje"),
        rows=8,
        help_text=_(
            "Begynd linjen med * ved en stjerne og med ! hvis en ved bordet ser det anderledes. "
            "Ved et klassemøde: med + hvis andre må læse den."
        ),
    )
    photo = forms.FileField(
        label=_("Foto af arket"),
        required=False,
        help_text=_("Må gerne mangle. Kun I kan se det. Sted og tid bliver fjernet."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    table: MeetingTable
    typed: list[Line]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meeting = meeting
        self._rounds = {str(one.number): one for one in queries.started_rounds(meeting=meeting)}
        self._choices("round", [(number, _("Runde %(number)s") % {"number": number}) for number in self._rounds])
        first = [code for code in meeting.languages if code in NAMES]
        codes = [*first, *(code for code in NAMES if code not in first)]
        self._choices("language", [(code, NAMES[code]) for code in codes])
        self.initial.setdefault("uuid", uuid4())
        current = meeting.current_round
        if current is not None:
            self.initial.setdefault("round", str(current.number))

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = choices

    @property
    def round_(self) -> Round:
        return self._rounds[self.cleaned_data["round"]]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        table = queries.table_named(meeting=self._meeting, name=code)
        if table is None:
            raise forms.ValidationError(_("Koden passer ikke til et bord ved dette møde. Se på arket igen."))
        self.table = table
        return code

    def clean_language(self) -> str:
        return known(self.cleaned_data["language"])

    def clean_lines(self) -> str:
        text = str(self.cleaned_data["lines"])
        try:
            # As it was sent: a line that is refused is named by the number it has on the screen.
            self.typed = lines_of(str(self.data.get(self.add_prefix("lines"), "")))
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return text
