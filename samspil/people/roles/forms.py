# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who works with Samspil, as an officer writes it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.ui.refusable import RefusableForm


class OfficerForm(RefusableForm):
    given_name = forms.CharField(label=_("Fornavn"), max_length=100)
    family_name = forms.CharField(label=_("Efternavn"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Den, som personen logger ind med."))
