# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The published notes as a workbook. Loaded only where one is made: openpyxl is large."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from samspil.dialogue.published.formulas import FORMULA_STARTS

WIDTHS = (26, 44, 26, 72, 44, 14, 10, 44, 44, 44)


def workbook(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, title: str) -> bytes:
    """One sheet of `rows` under `heads`."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # pragma: no cover - a new book has a worksheet
        raise TypeError
    sheet.title = _("Noter")
    book.properties.title = title
    _write(sheet, 1, heads, bold=True)
    for number, cells in enumerate(rows, start=2):
        _write(sheet, number, cells)
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, number: int, cells: tuple[str, ...], *, bold: bool = False) -> None:
    for column, text in enumerate(cells, start=1):
        cell = sheet.cell(row=number, column=column)
        if not isinstance(cell, Cell):  # pragma: no cover - nothing is merged here
            raise TypeError
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # Opened and edited, the cell stays text.
        cell.quotePrefix = text.startswith(FORMULA_STARTS)
        if bold:
            cell.font = Font(bold=True)
