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


class HomeField(VoiceLine):
    """A letter, or a few words; nobody's voice."""

    voice = False
    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "sp-date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, widget=self.widget, **kwargs)


class HomesForm(RefusableForm):
    """A field for each adult, in which the same words stand for the same home."""

    def __init__(self, *args: Any, adults: Iterable[Adult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for adult in adults:
            label = f"{adult.name}, {adult.relation}"
            self.fields[f"home-{adult.pk}"] = HomeField(label=label, initial=adult.home)

    @property
    def homes(self) -> dict[int, str]:
        return {int(name.removeprefix("home-")): label for name, label in self.cleaned_data.items()}


class GuardianForm(RefusableForm):
    given_name = forms.CharField(label=_("Fornavn"), max_length=100)
    family_name = forms.CharField(label=_("Efternavn"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    name_protected = forms.BooleanField(label=_("Navnet er beskyttet"), required=False)
    relation = forms.ChoiceField(label=_("Relation"), choices=[("", _("Vælg")), *Relation.choices])
    reason = forms.ChoiceField(label=_("Grund"), choices=[("", _("Vælg")), *Reason.choices])
    custody = forms.BooleanField(label=_("Har forældremyndighed"), required=False)
    contact_allowed = forms.BooleanField(label=_("Må kontaktes"), required=False, initial=True)
    home = HomeField(label=_("Hjem"), help_text=_("Det samme bogstav som dem, de bor sammen med."))
    from_on = DateField(label=_("Fra"))
    until_on = DateField(
        label=_("Til"), required=False, help_text=_("Den første dag, det ikke gælder mere. Tom: indtil videre.")
    )


class GuardianshipForm(RefusableForm):
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices)
    reason = forms.ChoiceField(label=_("Grund"), choices=[("", _("Ikke oplyst")), *Reason.choices], required=False)
    contact_allowed = forms.BooleanField(label=_("Må kontaktes"), required=False)
    until_on = DateField(
        label=_("Til"), required=False, help_text=_("Den første dag, det ikke gælder mere. Tom: indtil videre.")
    )
