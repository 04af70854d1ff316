# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The letter on paper: the same snapshot as the page, with every note behind every point."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from samspil.dialogue.letter.content import LetterContent
from samspil.ui import pdf

PDF_TYPE = "application/pdf"

available = pdf.available


def pdf_file(
    content: LetterContent,
    *,
    language: str = "da",
    number: int = 0,
    published_at: datetime | None = None,
    changes: str = "",
    draft: bool = False,
) -> bytes:
    """A tagged PDF. `draft` puts "Udkast" on every page; it then has no number and no date of sending."""
    context = {
        "content": content,
        "language": language,
        "number": number,
        "published_at": published_at,
        "changes": changes,
        "draft": draft,
    }
    with translation.override(language):
        html = render_to_string("dialogue/print_letter.html", context)
        return pdf.render(html, title=content.title, language=language)
