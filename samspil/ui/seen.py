# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Forms of a page that saves everything at once, while somebody else may save it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class SeenForm(forms.Form):
    """Sends with each field what the page showed (Django's hidden initial values).

    `initial` is what is stored now, in the types of the cleaned values. A field that the reader left as the page showed
    it takes the stored value, so that an old page undoes nobody's work. One that both have changed is an error with the
    other's words; sent once more, the reader's own are kept.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.send_what_was_seen()

    def send_what_was_seen(self) -> None:
        """Call again after adding fields. A form posted without its hidden values is taken as it stands."""
        posted = {name for name in self.fields if self.is_bound and self.add_initial_prefix(name) in self.data}
        for name, field in self.fields.items():
            if posted and name not in posted and self.add_prefix(name) not in self.data:
                # The page had no such field yet: what is stored stays.
                self._put(self.add_prefix(name), self._stored(name))
                self._put(self.add_initial_prefix(name), self._stored(name))
                posted.add(name)
            field.show_hidden_initial = not self.is_bound or name in posted

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in [name for name in values if self.fields[name].show_hidden_initial]:
            field = self.fields[name]
            stored = field.to_python(self.get_initial_for_field(field, name))
            if name not in self.changed_data:
                values[name] = stored
            elif stored not in (self._seen(name), values[name]):
                shown = field.prepare_value(stored)
                words = _("Siden du åbnede siden, er der gemt »%(words)s«. Send eller gem igen, hvis dit skal stå.")
                self.add_error(name, words % {"words": _told(field, shown)})
                self._put(self.add_initial_prefix(name), shown)
        return values

    def _stored(self, name: str) -> Any:
        """As it is shown."""
        return self.fields[name].prepare_value(self.get_initial_for_field(self.fields[name], name))

    def _seen(self, name: str) -> Any:
        field = self.fields[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        return field.to_python(raw)

    def _put(self, name: str, shown: Any) -> None:
        data = MultiValueDict[str, Any](self.data)
        values = shown if isinstance(shown, list) else ["" if shown is None else shown]
        data.setlist(name, [str(value) for value in values])
        self.data = data


def _told(field: forms.Field, shown: Any) -> str:
    """A stored value in words: what was chosen is told by its label, several after each other."""
    told = shown if isinstance(shown, list) else [shown]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        labels = dict(cast("Iterable[tuple[Any, Any]]", field.choices))
        return ", ".join(str(labels.get(one, one or "")) for one in told)
    return ", ".join(str(one or "") for one in told)
