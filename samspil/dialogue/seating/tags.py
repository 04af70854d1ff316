# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`{% load seating_tags %}`: the lines of the list of those who come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samspil.ui.templatetags.samspil import icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samspil.dialogue.seating.forms import GuestLineShown

register = template.Library()


@dataclass(frozen=True, slots=True)
class Labels:
    """What each line says of its fields, as HTML: made once for all lines."""

    name: str
    languages: str
    languages_title: str
    notes: str
    absent: str
    remove: str
    remove_icon: str

    @classmethod
    def made(cls, remove_icon: str) -> Labels:
        return cls(
            name=escape(_("Navn")),
            languages=escape(_("Andre sprog end dansk")),
            languages_title=escape(_("Sprog")),
            notes=escape(_("Kan skrive noter")),
            absent=escape(_("Ikke kommet")),
            remove=escape(_("Fjern")),
            remove_icon=remove_icon,
        )


@register.simple_tag
def guest_lines(lines: Iterable[GuestLineShown]) -> SafeString:
    """A city has 205 with twenty values each: as a template they were more than half of the page's time."""
    labels = Labels.made(icon("delete", small=True))
    return mark_safe("".join(_line(line, labels) for line in lines))  # noqa: S308 (each value is escaped there)


def _line(line: GuestLineShown, labels: Labels) -> str:
    ident, field, guest = line.id, f"g-{line.id}", escape(line.guest.name)
    notes = _box(f"t-{ident}", f"{field}-takes_notes", f"{labels.notes}: {guest}", line.takes_notes)
    absent = _box(f"a-{ident}", f"{field}-absent", f"{labels.absent}: {guest}", line.absent)
    return f"""<tr{' class="is-wrong"' if line.errors else ""}>
              <td data-title="{labels.name}"><input type="hidden" name="guest" value="{ident}">\
<input type="hidden" name="{field}-was" value="{escape(line.was)}">\
<input class="form-input" id="n-{ident}" name="{field}-name" value="{escape(line.name)}"\
 aria-label="{labels.name}: {guest}"{' aria-invalid="true"' if line.errors else ""}></td>
              <td data-title="{labels.languages_title}"><input class="form-input" name="{field}-languages"\
 value="{escape(line.languages)}" aria-label="{labels.languages}: {guest}"></td>
              <td data-title="{labels.notes}">{notes}</td>
              <td data-title="{labels.absent}">{absent}</td>
              <td><button class="sp-toggle" name="remove" value="{ident}" aria-label="{labels.remove} {guest}">\
{labels.remove_icon}</button></td>
            </tr>"""


def _box(ident: str, name: str, label: str, checked: bool) -> str:
    return (
        f'<div class="form-group-checkbox"><input class="form-checkbox" type="checkbox" id="{ident}" name="{name}"'
        f'{" checked" if checked else ""}><label for="{ident}"><span class="sr-only">{label}</span></label></div>'
    )
