# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Files, as an officer sends them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samspil.ui.fields import DateField
from samspil.ui.refusable import RefusableForm


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
