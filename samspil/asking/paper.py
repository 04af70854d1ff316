# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The questions on a sheet of paper, in the family's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from samspil.asking.forms import AnswersForm
from samspil.asking.queries.sheets import SPOKEN
from samspil.ui import pdf

if TYPE_CHECKING:
    from samspil.asking.queries.sheets import Sheet


def sheet_pdf(*, sheet: Sheet, language: str) -> bytes:
    """Empty: what was answered by another way is on no paper. Raises PdfUnavailable."""
    page = language if language in SPOKEN else "da"
    with translation.override(page):
        form = AnswersForm(questions=sheet.questions)
        context = {"sheet": sheet, "parts": form.parts, "code": code_of(sheet), "lines": range(3)}
        html = render_to_string("asking/print_sheet.html", context)
        return pdf.render(html, title=_("Spørgsmål på papir"), language=page)


def code_of(sheet: Sheet) -> str:
    """What tells on the sheet whose it is, and nobody else."""
    return sheet.asked.uuid.hex[:6].upper()
