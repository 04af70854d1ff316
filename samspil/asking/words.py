# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The words of questions in a reader's language, also where nobody has approved them yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samspil.core import texts

if TYPE_CHECKING:
    from samspil.core.models import Text


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader sees. `danish` stands beside a draft, that nobody has approved; "" otherwise."""

    body: str
    language: str
    danish: str = ""

    @property
    def is_draft(self) -> bool:
        return bool(self.danish)


NOTHING = Words("", texts.HOUSE_LANGUAGE)


def words_of(text: Text | None, language: str) -> Words:
    """In the language, else in Danish; costs no query where `versions` is prefetched."""
    if text is None:
        return NOTHING
    newest = max(
        (one for one in text.versions.all() if one.language == language), key=lambda one: one.number, default=None
    )
    said = texts.read(text, language)
    if newest is not None and newest.body and not newest.may_be_shown:
        return Words(newest.body, language, texts.read(text, texts.HOUSE_LANGUAGE).body)
    return Words(said.body, said.language)


def languages_of(text: Text) -> set[str]:
    """In which it is written, drafts included."""
    return {one.language for one in text.versions.all() if one.body}
