# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The answer to an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.ui.fields import VoiceField, VoiceLine

MOST_PEOPLE = 99


class AnswerForm(forms.Form):
    coming = forms.ChoiceField(
        label=_("Kommer I?"),
        choices=[("yes", _("Ja, vi kommer")), ("no", _("Nej, ikke denne gang"))],
        widget=forms.RadioSelect,
    )
    people = forms.IntegerField(label=_("Hvor mange kommer?"), min_value=1, max_value=MOST_PEOPLE, required=False)
    languages = VoiceLine(
        label=_("Hvilke sprog taler I helst?"),
        help_text=_("Så kan vi finde en, der taler det samme, eller en tolk."),
        max_length=200,
        required=False,
    )
    access_needs = VoiceField(
        label=_("Er der noget, der skal være i orden, for at I kan være med?"),
        help_text=_(
            "For eksempel kørestol, teleslynge eller en plads tæt på døren. "
            "Det bliver kun set af dem, der holder mødet."
        ),
        max_length=500,
        required=False,
    )
    answered_by = VoiceLine(label=_("Dit navn"), max_length=120, required=False)
    # The answer that stood on the page when it was opened.
    seen_answer = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, alone: bool = False, **kwargs: Any) -> None:
        """`alone`: a guardian of a class, who answers for nobody with a link of their own, and is known by theirs."""
        super().__init__(*args, **kwargs)
        if alone:
            del self.fields["answered_by"]
            self.fields["people"].help_text = _("Tæl kun dem med, der ikke selv har fået et link.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("coming") == "yes" and not values.get("people") and "people" not in self.errors:
            self.add_error("people", _("Skriv, hvor mange I er, så der er plads til alle."))
        return values
