# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The questions of a restart, in several languages (questions.json), as asking wants them. Pure."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from samspil.agreements.enums import Kind
from samspil.asking.rules import OptionDraft, QuestionDraft

FILE = Path(__file__).with_name("questions.json")
# In these nobody has approved the words yet: they show their mark, and the Danish beside.
DRAFTS = ("pl", "uk", "ur", "so", "tr")
# From this year group on pupils read and write for themselves.
OLDER_FROM = 4


@cache
def _file() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def questions(kind: Kind, *, grade: int | None = None) -> list[QuestionDraft]:
    """In their order. Pupils' are by year group."""
    name = str(kind)
    if kind == Kind.PUPILS:
        name = "pupils-older" if grade is not None and grade >= OLDER_FROM else "pupils-young"
    return [_question(one) for one in _file()[name]]


def _question(one: dict[str, Any]) -> QuestionDraft:
    options = [
        OptionDraft(option["key"], option["texts"], option.get("hint", {}), option.get("under", ""))
        for option in one.get("options", ())
    ]
    return QuestionDraft(
        key=one["key"],
        kind=one["kind"],
        texts=one["texts"],
        options=options,
        optional=one.get("optional", False),
        sealed=one.get("sealed", False),
        hint=one.get("hint", {}),
        words=one.get("words", {}),
        drafts=[language for language in DRAFTS if language in one["texts"]],
    )
