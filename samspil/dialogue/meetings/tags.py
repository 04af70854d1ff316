# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`{% load meetings_tags %}`: an agenda's lines for those who come."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samspil.dialogue.meetings import agenda

register = template.Library()


@register.filter
def agenda_title(title: str) -> SafeString:
    """The reader's language for a standard line, else the officer's own words, marked as Danish."""
    known = agenda.in_readers_language(title)
    if known:
        return format_html("{}", known)
    return format_html('<bdi lang="da" dir="ltr">{}</bdi>', title)


@register.filter
def agenda_words(title: str) -> str:
    """The same without markup, for plain text."""
    return agenda.in_readers_language(title) or title
