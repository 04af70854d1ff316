# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where a pupil's guardians live, and by what right somebody is there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.people.homes.queries import Adult
from samspil.people.persons.enums import Reason, Relation
from samspil.ui.fields import DateField, VoiceLine
from samspil.ui.refusable import RefusableForm


class HomesForm(RefusableForm):
    """A field for each adult, in which the same words stand for the same home."""

    def __init__(self, *args: Any, adults: Iterable[Adult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for adult in adults:
            self.fields[f"home-{adult.pk}"] = VoiceLine(
                label=f"{adult.name}, {adult.relation}", required=False, max_length=20, initial=adult.home
            )

    @property
    def homes(self) -> dict[int, str]:
        return {int(name.removeprefix("home-")): label for name, label in self.cleaned_data.items()}


class GuardianshipForm(RefusableForm):
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices)
    reason = forms.ChoiceField(label=_("Grund"), choices=[("", _("Ikke oplyst")), *Reason.choices], required=False)
    contact_allowed = forms.BooleanField(label=_("Må kontaktes"), required=False)
    until_on = DateField(
        label=_("Til"), required=False, help_text=_("Den første dag, det ikke gælder mere. Tom: indtil videre.")
    )
