# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who comes into a class's team, and who leaves it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.ui.fields import DateField
from samspil.ui.refusable import RefusableForm


class MemberForm(RefusableForm):
    person = forms.ChoiceField(
        label=_("Medarbejder"),
        error_messages={
            "required": _("Vælg en, der er ansat på skolen."),
            "invalid_choice": _("Vælg en, der er ansat på skolen."),
        },
    )
    from_on = DateField(label=_("Fra"))
    until_on = DateField(
        label=_("Til"), required=False, help_text=_("Den første dag uden for teamet. Tom: når skoleåret slutter.")
    )

    def __init__(self, *args: Any, staff: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Vælg")), *staff]  # type: ignore[attr-defined]  # a ChoiceField


class EndForm(forms.Form):
    on = DateField()
