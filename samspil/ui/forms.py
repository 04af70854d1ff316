# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Django's forms in the markup of Det Fælles Designsystem: `{{ form.title.as_field_group }}` is a whole field.

Label, hint, error, `aria-describedby` and classes come by themselves, so that no page can forget one of them.
"""

from typing import Any

from django import forms
from django.forms import boundfield
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.template import loader
from django.utils.safestring import mark_safe

from samspil.ui.widgets import DRAWN, field

# Django's own templates that our markup replaces.
REPLACED = {
    "django/forms/errors/list/ul.html": "ui/forms/errors.html",
    "django/forms/errors/list/default.html": "ui/forms/errors.html",
}


class BoundField(boundfield.BoundField):
    """Knows which dkfds classes its widget takes."""

    @property
    def kind(self) -> str:
        """`choices` is a group with a legend, `check` a single box before its label, `input` everything else."""
        widget = self.field.widget
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        return "check" if isinstance(widget, forms.CheckboxInput) else "input"

    @property
    def voice(self) -> bool:
        """Whether it holds a person's words, which stand in the serif."""
        return bool(getattr(self.field, "voice", False))

    @property
    def optional(self) -> bool:
        return not self.field.required and self.kind != "check" and not getattr(self.field, "says_nothing", False)

    @property
    def summary(self) -> list[str]:
        """Its errors as they stand in the error summary: the label first, so that one knows which field is meant."""
        label = str(self.label)
        mark = "" if label.endswith(("?", ".", ":", "!")) else ":"
        return [f"{label}{mark} {error}" for error in self.errors]

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        classes = [*str(widget.attrs.get("class", "")).split(), *self._classes(widget)]
        if classes:
            built["class"] = " ".join(dict.fromkeys(classes))
        return built

    def _classes(self, widget: forms.Widget) -> list[str]:
        # Several boxes are a subclass of several radios in Django, so they are asked for first.
        if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
            return ["form-checkbox"]
        if isinstance(widget, forms.RadioSelect):
            return ["form-radio"]
        if isinstance(widget, forms.Select):
            return ["form-select"]
        if widget.is_hidden:
            return []
        return ["form-input", "sp-voice"] if self.voice else ["form-input"]


class Renderer(TemplatesSetting):
    """`FORM_RENDERER` in the settings."""

    form_template_name = "ui/forms/form.html"
    # No file: samspil.ui.widgets draws it.
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str) -> Any:
        return loader.get_template(REPLACED.get(template_name, template_name))

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        if draw is not None:
            return mark_safe(draw(context["widget"]).strip())  # noqa: S308 (each value is escaped there)
        if template_name == self.field_template_name:
            return mark_safe(field(context["field"]).strip())  # noqa: S308 (as above)
        return super().render(template_name, context, request=request)
