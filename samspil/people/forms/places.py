# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Schools, boards and roles, as an officer writes them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samspil.people.actions import NotValid
from samspil.people.enums import SeatKind
from samspil.ui.fields import DateField


class RefusableForm(forms.Form):
    """A form that can also show what an action refused."""

    def add_refusal(self, refusal: Exception) -> None:
        """Puts the words of a rule at its field, and of anything else above the form."""
        if isinstance(refusal, NotValid):
            for name, messages in refusal.fields.items():
                self.add_error(name if name in self.fields else None, messages)
        else:
            self.add_error(None, str(refusal))


class SchoolForm(RefusableForm):
    institution_number = forms.CharField(
        label=_("Institutionsnummer"), max_length=6, help_text=_("Seks tegn. Tal eller bogstaver.")
    )
    name = forms.CharField(label=_("Navn"), max_length=150)
    from_on = DateField(label=_("Fra"), help_text=_("Den første dag, skolen er med."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    address = forms.CharField(label=_("Adresse"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_institution_number(self) -> str:
        return str(self.cleaned_data["institution_number"]).strip().upper()


class SchoolChangeForm(RefusableForm):
    name = forms.CharField(label=_("Navn"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    address = forms.CharField(label=_("Adresse"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


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


class OfficerForm(RefusableForm):
    given_name = forms.CharField(label=_("Fornavn"), max_length=100)
    family_name = forms.CharField(label=_("Efternavn"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Den, som personen logger ind med."))


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files; `clean` gives a list."""

    widget = ManyFilesInput(attrs={"accept": ".csv,.txt,.xlsx,.zip"})
    most_bytes = 60_000_000

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [super(ManyFilesField, self).clean(one, initial) for one in (data or [None])]
        if sum(file.size for file in files) > self.most_bytes:
            raise ValidationError(_("Filerne fylder mere end 60 MB. Intet er hentet ind. Del dem i flere."))
        return files


class ImportForm(RefusableForm):
    upload = ManyFilesField(
        label=_("Filer"), allow_empty_file=True, help_text=_("CSV, Excel eller zip. Gerne flere på én gang.")
    )
    on = DateField(label=_("Gælder fra"), help_text=_("Den, der mangler i filen, slutter den dag."))
