# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Widgets, and the field round each, drawn without templates: the same letters, at a tenth of the time.

A list of 248 addresses was 500 templates, most of a page's time; a plan with 135 fields was as many.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

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


def _choices(widget: Widget) -> str:
    """Several radios or boxes, each before its label."""
    return "".join(
        f'<div class="form-group-{_shown(option["type"])}">{_input(option)}'
        f'<label for="{_shown(option["attrs"].get("id", ""))}">{_shown(option["label"])}</label></div>\n'
        for _group, options, _index in widget["optgroups"]
        for option in options
    )


def field(field: Any) -> str:
    """A whole field (samspil.ui.forms.BoundField): label, hint and error, each where it belongs to its kind."""
    if field.is_hidden:
        return str(field)
    errors, label = field.errors, _shown(field.label)
    wrong = f"{errors}" if errors else ""
    hint = field.help_text
    hint = f'<span class="form-hint" id="{_shown(field.auto_id)}_helptext">{_shown(hint)}</span>' if hint else ""
    group = f'<div class="form-group{" form-error" if errors else ""}">'
    if field.kind == "check":
        box = f'<div class="form-group-checkbox">{field}<label for="{_shown(field.id_for_label)}">{label}</label></div>'
        return f"{group}\n    {wrong}\n    {box}\n    {hint}\n  </div>"
    if field.optional:
        optional = _("(frivilligt)")
        label += f' <span class="sp-optional">{optional}</span>'
    if field.kind == "choices":
        by = field.aria_describedby
        by = f' aria-describedby="{_shown(by)}"' if by else ""
        legend = f'<legend class="form-label">{label}</legend>'
        parts = f"{legend}\n      {hint}\n      {wrong}\n      {field}\n    </fieldset>"
        return f"{group}\n    <fieldset{by}>\n      {parts}\n  </div>"
    label = f'<label class="form-label" for="{_shown(field.id_for_label)}">{label}</label>'
    return f"{group}\n    {label}\n    {hint}\n    {wrong}\n    {field}\n  </div>"


_INPUTS = ("checkbox", "date", "datetime", "email", "hidden", "input", "number", "password", "text", "time", "url")
DRAWN: Mapping[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
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
