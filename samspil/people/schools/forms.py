# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Schools and boards, as an officer writes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.people.roles.enums import SeatKind
from samspil.ui.fields import DateField
from samspil.ui.refusable import RefusableForm


class SchoolChangeForm(RefusableForm):
    name = forms.CharField(label=_("Navn"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    address = forms.CharField(label=_("Adresse"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SchoolForm(SchoolChangeForm):
    institution_number = forms.CharField(
        label=_("Institutionsnummer"), max_length=6, help_text=_("Seks tegn. Tal eller bogstaver.")
    )
    from_on = DateField(label=_("Fra"), help_text=_("Den første dag, skolen er med."))
    field_order = ("institution_number", "name", "from_on")

    def clean_institution_number(self) -> str:
        return str(self.cleaned_data["institution_number"]).strip().upper()


class SeatForm(RefusableForm):
    given_name = forms.CharField(label=_("Fornavn"), max_length=100)
    family_name = forms.CharField(label=_("Efternavn"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Uden e-mail får personen ikke invitationer og breve.")
    )
    seat = forms.ChoiceField(label=_("Plads"), choices=SeatKind.choices)
    is_chair = forms.BooleanField(label=_("Formand"), required=False)
    from_on = DateField(label=_("Fra"))
    until_on = DateField(label=_("Til"), required=False, help_text=_("Den første dag uden pladsen."))


class DayForm(RefusableForm):
    on = DateField(label=_("Fra den"))


class MailboxForm(RefusableForm):
    mailbox = forms.EmailField(
        label=_("Fast postkasse"), required=False, help_text=_("Tom: mails går til dem, der har posten nu.")
    )
