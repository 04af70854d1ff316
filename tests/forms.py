# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a browser would send of a form on a page."""

from typing import Any

from lxml import html


def fields_of(content: bytes, form_id: str) -> dict[str, Any]:
    """Name to value, or to the list of values where a name stands more than once; no button is pressed."""
    page = html.fromstring(content)
    form = page.get_element_by_id(form_id)
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields[name] = [*_listed(fields[name]), value] if name in fields else value
    # Of an empty field lxml says nothing, nor of one that names its form; a browser sends both.
    for field in page.xpath(
        "//form[@id=$id]//input | //form[@id=$id]//textarea | //input[@form=$id] | //textarea[@form=$id]", id=form_id
    ):
        if field.get("name") and field.get("type") not in {"checkbox", "radio", "submit", "file"}:
            fields.setdefault(field.get("name"), field.value or "")
    return fields


def errors_of(content: bytes) -> set[str]:
    """The names of the fields that the page marks as wrong."""
    return {field.get("name") for field in html.fromstring(content).xpath('//*[@aria-invalid="true"]')}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
