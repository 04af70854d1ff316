# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter on paper: the same snapshot as the page, with every note behind every point."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from samspil.dialogue.letter.content import LetterContent
from samspil.dialogue.letter.readings import Readings
from samspil.dialogue.letter.short import short_themes
from samspil.ui import pdf

PDF_TYPE = "application/pdf"

WHOLE, SHORT, NOTES = "", "kort", "noter"
SHORT_PAGES = 2
# How many of each theme's points the short letter tries to have: as many as two pages have room for.
FEWER = (99, 6, 4, 3, 2, 1)

available = pdf.available


def pdf_file(
    content: LetterContent,
    *,
    language: str = "da",
    number: int = 0,
    published_at: datetime | None = None,
    changes: str = "",
    draft: bool = False,
    part: str = WHOLE,
    readings: Readings | None = None,
) -> bytes:
    """A tagged PDF. `draft` puts "Udkast" on every page; it then has no number and no date of sending.

    `part` is the whole letter, SHORT (two pages, unless the officer's own words fill more) or NOTES, its appendix.
    """
    context = {
        "content": content,
        "language": language,
        "number": number,
        "published_at": published_at,
        "changes": changes,
        "draft": draft,
        "part": part,
        "readings": readings,
    }
    with translation.override(language):
        if part == SHORT:
            forms = (_short(content, most, context) for most in FEWER)
            return pdf.render_within(SHORT_PAGES, forms, title=content.title, language=language)
        html = render_to_string("dialogue/print_letter.html", context)
        return pdf.render(html, title=content.title, language=language)


def _short(content: LetterContent, most: int, context: dict[str, object]) -> str:
    return render_to_string("dialogue/print_short.html", {**context, "themes": short_themes(content, most=most)})
