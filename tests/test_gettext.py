# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Words marked for translation inside an f-string are in no catalogue: they would stay Danish for every reader."""

import ast
from pathlib import Path

import samspil

MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}


def test_no_words_are_marked_for_translation_inside_an_f_string():
    found = [
        f"{path}:{call.lineno}"
        for path in Path(samspil.__file__).parent.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
    ]

    assert found == []
