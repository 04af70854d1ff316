# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A form that can also show what an action refused."""

from django import forms

from samspil.core.saving import NotValid


class RefusableForm(forms.Form):
    """A form that can also show what an action refused."""

    def add_refusal(self, refusal: Exception) -> None:
        """Puts the words of a rule at its field, and of anything else above the form."""
        if isinstance(refusal, NotValid):
            for name, messages in refusal.fields.items():
                self.add_error(name if name in self.fields else None, messages)
        else:
            self.add_error(None, str(refusal))


def form_status(form: forms.BaseForm | None) -> int:
    """The answer's code: 422 where the form it shows was refused."""
    return 422 if form is not None and form.errors else 200
