# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the sorting desk's forms need."""

from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samspil.dialogue.forms.sorting import unit_code as code
from samspil.dialogue.queries.sorting_suggestions import excerpt
from samspil.engines.sorting import Unit

register = template.Library()


@register.simple_tag
def press_key() -> SafeString:
    """A form's own press: sent twice, it is one move."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid4())


@register.filter
def unit_code(unit: Unit | None) -> str:
    return code(unit) if unit else ""


@register.filter
def cut(text: str, most: int = 60) -> str:
    """The beginning, whole words; three dots where it was cut."""
    return excerpt(text, most)
