# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The holidays of a school year, as an officer writes or sends them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.calendar import lines
from samspil.calendar.rules import Break
from samspil.ui.refusable import RefusableForm


class HolidaysForm(RefusableForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    lines = forms.CharField(
        label=_("Ferier og lukkedage"),
        max_length=20_000,
        error_messages={"required": _("Skriv mindst én ferie.")},
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Én på hver linje: navn; første dag; sidste dag. En enkelt dag har kun én dato."),
    )

    def clean_lines(self) -> list[Break]:
        found, problems = lines.read(self.cleaned_data["lines"])
        if problems:
            raise forms.ValidationError(problems)
        return found


class FileForm(RefusableForm):
    file = forms.FileField(
        label=_("Eller hent dem fra en fil"),
        help_text=_("En kalenderfil (.ics) eller CSV. Linjerne kommer i feltet ovenfor. Intet er gemt, før du gemmer."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,.csv,.txt"}),
    )
